"""The static site, written: pages that open from a disk as from a server, and what programs read beside them."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from tracker.boundary.whole_files import whole_folder
from tracker.errors import TrackerError
from tracker.records import Claim
from tracker.reports.changes import changes
from tracker.reports.cleaning import one_line, web_link
from tracker.reports.site import comparing_pages, site_pages
from tracker.reports.site.feed import atom_feed
from tracker.reports.site.preview import preview_png
from tracker.reports.site.shown import Shown, shown
from tracker.reports.site.site_data import claims_csv, claims_json
from tracker.reports.site.site_pages import Context, Frame, Review
from tracker.reports.site.templates_filled import asset, summary_of
from tracker.reports.site.views import Tile, claim_page, tiles
from tracker.scoring.score_records import DEFAULT_POLICY, NO_WORDS, Group, Policy, WordRanges

#: A file that says that a folder holds a report, so that a later one may take its place.
MARKER = ".claims-tracker-report"
#: How far the page "What changed" looks back by default.
LOOK_BACK = dt.timedelta(days=30)
PREVIEWS = "previews"
FOLDERS = ("assets", "claims", "speakers", "topics", "compare", PREVIEWS)

Progress = Callable[[int, int], None]


class ReportError(TrackerError):
    """A report that cannot be written to the given folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What was written: the first page, how many pages and bytes in all, and what was left out and why."""

    index: Path
    pages: int
    bytes: int
    notes: tuple[str, ...] = ()


class _Writer:
    """Writes pages into a folder and counts them."""

    def __init__(self, out: Path, total: int, progress: Progress | None) -> None:
        self.out, self.total, self.progress = out, total, progress
        self.pages = self.bytes = 0
        self.written: set[str] = set()

    def write(self, name: str, text: str) -> None:
        self.write_pieces(name, (text,))
        if name.endswith(".html"):
            self.pages += 1
            if self.progress is not None:
                self.progress(self.pages, self.total)

    def write_bytes(self, name: str, data: bytes) -> None:
        self.written.add(name)
        self.bytes += (self.out / name).write_bytes(data)

    def write_pieces(self, name: str, pieces: Iterable[str]) -> None:
        self.written.add(name)
        with (self.out / name).open("wb") as file:
            for piece in pieces:
                self.bytes += file.write(piece.encode("utf-8", "replace"))


def _check(out: Path) -> None:
    """Raises ReportError if the folder holds anything but a report."""
    try:
        if out.exists() and not out.is_dir():
            raise ReportError(f"{out}: is a file; give --out a folder")
        if out.is_dir() and any(out.iterdir()) and not (out / MARKER).exists():
            raise ReportError(f"{out}: holds other files; give --out an empty or a new folder")
    except OSError as error:
        raise ReportError(f"{out}: {error.strerror or error}; choose another folder") from error


def _tidy(out: Path, kept: set[str]) -> None:
    """Removes the files of an earlier report that the new one does not have."""
    earlier = [out / "feed.xml", *(out / PREVIEWS).glob("*.png")]
    earlier += [path for folder in FOLDERS for path in (out / folder).glob("*.html")]
    for path in earlier:
        if path.relative_to(out).as_posix() not in kept:
            path.unlink(missing_ok=True)


def checked_url(text: str) -> str:
    """The address of a site without its last slash; raises ReportError for anything but an http(s) address."""
    url = text.strip().rstrip("/")
    if web_link(url) is None or "?" in url or "#" in url:
        raise ReportError(f"{text}: not the address of a site; write it as https://example.org/predictions")
    return url


def build_site(  # noqa: PLR0913 - what one command can be told
    claims: Iterable[Claim],
    out_dir: str | Path,
    *,
    as_of: dt.date,
    policy: Policy = DEFAULT_POLICY,
    title: str = "Predictions and how they came out",
    word_ranges: WordRanges = NO_WORDS,
    since: dt.date | None = None,
    site_url: str | None = None,
    context: Context | None = None,
    review: Review | None = None,
    progress: Progress | None = None,
) -> Site:
    """Write the site into a folder and say what was written.

    Shown are accepted claims said by `as_of`, and candidates where the policy counts them. "What changed" begins with `since`, 30
    days before `as_of` unless given. `site_url` is the address of the site: the feed and the tags that need an address are left
    out without it. `context` gives the turns around a claim's quote, `review` a resolved claim as ClaimReview. `progress` is
    called with the pages done and to do. The same claims give the same bytes.

    Raises ReportError if the folder holds other files or the address is not one, and CannotWrite where the folder
    cannot be written or is a link; nothing is written then, and an earlier report is as it was.
    """
    out = Path(out_dir)
    site = shown(
        claims,
        title=title,
        as_of=as_of,
        since=since or looked_back(as_of),
        policy=policy,
        words=word_ranges,
        site_url=checked_url(site_url) if site_url else None,
    )
    _check(out)
    makers = page_makers(Frame(shown=site), context, review)
    with whole_folder(out) as part:
        writer = _Writer(part, sum(name.endswith(".html") for name in makers), progress)
        _write_all(writer, site, makers)
    _tidy(out, writer.written)
    notes = () if site.site_url else ("no feed and no addresses in the pages; --site-url URL adds them",)
    return Site(index=out / "index.html", pages=writer.pages, bytes=writer.bytes, notes=notes)


def _write_all(writer: _Writer, site: Shown, makers: Mapping[str, Callable[[], str]]) -> None:
    """Writes the pages and what programs read beside them; feed and previews only where the site has an address."""
    for folder in FOLDERS:
        (writer.out / folder).mkdir(parents=True)
    writer.write(MARKER, "Made by claims-tracker; `tracker report` may overwrite this folder.\n")
    writer.write("assets/style.css", asset("style.css"))
    writer.write("assets/page.js", asset("page.js"))
    for name, make in makers.items():
        writer.write(name, make())
    writer.write_pieces("claims.json", claims_json(site))
    writer.write_pieces("claims.csv", claims_csv(site))
    if site.site_url is not None:
        everything = changes(site.claims, since=dt.date.min, as_of=site.as_of)
        writer.write("feed.xml", atom_feed(everything, title=site.title, site_url=site.site_url))
        for name, picture in _previews(site):
            writer.write_bytes(name, picture)


def looked_back(as_of: dt.date) -> dt.date:
    """The first day of "What changed" by default."""
    return max(as_of, dt.date.min + LOOK_BACK) - LOOK_BACK


def _preview_of(file: str) -> str:
    return f"{PREVIEWS}/speaker-{file.removesuffix('.html')}.png"


def _previews(site: Shown) -> Iterator[tuple[str, bytes]]:
    """The file and the picture of each page that has a preview: the overview and the speakers."""
    summary = summary_of(site.card, len(site.speakers))
    yield f"{PREVIEWS}/overview.png", preview_png(one_line(site.title), summary, _preview_tiles(site.card.overall))
    for name, file in site.speakers.items():
        group = site.groups.get(name, Group(key=name))
        yield _preview_of(file), preview_png(one_line(name), f"{site.title}, {site.as_of.isoformat()}", _preview_tiles(group))


def _preview_tiles(group: Group) -> list[Tile]:
    return [tile for tile in tiles(group, None) if tile.name in ("predictions", "resolved", "hit rate", "Brier score")]


def page_makers(frame: Frame, context: Context | None = None, review: Review | None = None) -> dict[str, Callable[[], str]]:
    """A function for each page, and for the script with all claims, that makes its text when it is called; by file name."""
    site = frame.shown
    compared = cache(lambda: comparing_pages.beside(site))
    makers: dict[str, Callable[[], str]] = {
        "assets/claims.js": lambda: site_pages.claim_data(site),
        "index.html": lambda: site_pages.overview(frame, f"{PREVIEWS}/overview.png"),
        "claims.html": lambda: site_pages.claim_list(frame),
        "compare.html": lambda: comparing_pages.all_speakers(frame, compared()),
        "topics.html": lambda: comparing_pages.topics(frame),
        "changes.html": lambda: comparing_pages.changes_page(frame, changes(site.claims, since=site.since, as_of=site.as_of)),
    }
    for name, file in site.speakers.items():
        makers[f"speakers/{file}"] = partial(site_pages.speaker, frame, name, _preview_of(file))
    for name, file in site.topic_files.items():
        makers[f"topics/{file}"] = partial(site_pages.topic, frame, name)
    for names, file in site.pairs.items():
        makers[f"compare/{file}"] = partial(lambda both: comparing_pages.pair(frame, compared()[both]), names)
    for each in site.claims:
        makers[f"claims/{claim_page(each.id)}"] = partial(site_pages.claim, frame, each, context, review)
    return makers
