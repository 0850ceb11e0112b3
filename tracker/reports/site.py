"""The static site: an overview, the list of claims, a page a speaker and a page a claim. Opens from a disk as from a server."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from tracker.errors import TrackerError
from tracker.records import Claim
from tracker.reports import words
from tracker.reports.charts import calibration_chart, compare_chart, due_chart, timeline_chart
from tracker.reports.clean import one_line
from tracker.reports.pages import asset, facts, history_items, outcome_facts, quote_parts, render, script_json, summary_of
from tracker.reports.scores import policy_words
from tracker.reports.views import (
    ClaimRow,
    GroupRow,
    asides,
    claim_page,
    claim_row,
    counted,
    due_counts,
    file_names,
    group_row,
    list_options,
    marks_of,
    packed,
    spans,
    tiles,
)
from tracker.scoring import scorecard
from tracker.scoring.groups import NOBODY
from tracker.scoring.records import DEFAULT_POLICY, NO_WORDS, Group, Policy, Scorecard, WordRanges
from tracker.whole_files import whole_folder

#: A file that says that a folder holds a report, so that a later one may take its place.
MARKER = ".claims-tracker-report"
#: What a page shows of a long list; the list of claims has everything.
LONGEST_TIMELINE = 60
LONGEST_TABLE = 1000
NEXT = 20
LEAST_FOR_CALIBRATION = 10

Context = Callable[[Claim], tuple[str, str]]
Progress = Callable[[int, int], None]


class ReportError(TrackerError):
    """A report that cannot be written where it was asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What was written: the first page, and how many pages and bytes in all."""

    index: Path
    pages: int
    bytes: int


class _Writer:
    """Writes pages into a folder and counts them."""

    def __init__(self, out: Path, total: int, progress: Progress | None) -> None:
        self.out, self.total, self.progress = out, total, progress
        self.pages = self.bytes = 0

    def write(self, name: str, text: str) -> None:
        path = self.out / name
        data = text.encode("utf-8", "replace")
        path.write_bytes(data)
        self.bytes += len(data)
        if name.endswith(".html"):
            self.pages += 1
            if self.progress is not None:
                self.progress(self.pages, self.total)


def _check(out: Path) -> None:
    """Raises ReportError where the folder holds something else than a report."""
    try:
        if out.exists() and not out.is_dir():
            raise ReportError(f"{out}: is a file; give --out a folder")
        if out.is_dir() and any(out.iterdir()) and not (out / MARKER).exists():
            raise ReportError(f"{out}: holds other files; give --out an empty or a new folder")
    except OSError as error:
        raise ReportError(f"{out}: {error.strerror or error}; choose another folder") from error


def _tidy(out: Path, kept: set[str]) -> None:
    """Removes the pages of an earlier report that the new one does not have."""
    for folder in ("claims", "speakers"):
        for path in (out / folder).glob("*.html"):
            if f"{folder}/{path.name}" not in kept:
                path.unlink()


def build_site(
    claims: Iterable[Claim],
    out_dir: str | Path,
    *,
    as_of: dt.date,
    policy: Policy = DEFAULT_POLICY,
    title: str = "Predictions and how they came out",
    word_ranges: WordRanges = NO_WORDS,
    context: Context | None = None,
    progress: Progress | None = None,
) -> Site:
    """Write the site into a folder and say what was written.

    Shown are accepted claims said by `as_of`, and candidates where the policy counts them. `context` gives the text before and
    after a claim's quote. `progress` is called with the pages done and to do. The same claims give the same bytes.

    Raises ReportError where the folder holds something else and CannotWrite where it cannot be written or is a link; nothing is
    written then, and an earlier report is as it was.
    """
    out = Path(out_dir)
    shown = [claim for claim in counted(claims, policy) if claim.forecast.said_on <= as_of]
    _check(out)
    site = pages_of(shown, as_of=as_of, policy=policy, title=title, word_ranges=word_ranges, context=context)
    names = site.names
    with whole_folder(out) as part:
        for folder in ("assets", "claims", "speakers"):
            (part / folder).mkdir(parents=True)
        writer = _Writer(part, 2 + len(names) + len(shown), progress)
        writer.write(MARKER, "Made by claims-tracker; `tracker report` may write this folder anew.\n")
        writer.write("assets/style.css", asset("style.css"))
        writer.write("assets/page.js", asset("page.js"))
        writer.write("index.html", site.overview())
        writer.write("claims.html", site.claim_list())
        writer.write("assets/claims.js", site.claim_data())
        for name, file in names.items():
            writer.write(f"speakers/{file}", site.speaker(name))
        for claim in shown:
            writer.write(f"claims/{claim_page(claim.id)}", site.claim(claim))
    pages = {f"speakers/{file}" for file in names.values()} | {f"claims/{claim_page(claim.id)}" for claim in shown}
    _tidy(out, pages)
    return Site(index=out / "index.html", pages=writer.pages, bytes=writer.bytes)


class ReportPages:
    """The pages of one report, made one at a time so that they never stand in memory together."""

    def __init__(
        self,
        *,
        title: str,
        shown: list[Claim],
        names: dict[str, str],
        card: Scorecard,
        context: Context | None,
        desk: str = "",
    ) -> None:
        self.title, self.shown, self.names, self.card, self.context = title, shown, names, card, context
        self.as_of = card.as_of
        self.common = {"title": one_line(title), "as_of": card.as_of.isoformat(), "desk": desk}
        self.groups = {group.key: group for group in card.groups}
        self.by_speaker: dict[str, list[Claim]] = {}
        self.chains: dict[str, list[Claim]] = {}
        for claim in shown:
            self.by_speaker.setdefault(claim.forecast.speaker or NOBODY, []).append(claim)
            self.chains.setdefault(claim.chain or claim.id, []).append(claim)

    def row(self, claim: Claim, root: str = "") -> ClaimRow:
        """A claim in a table of a page; `root` leads from there to the first page's folder."""
        return claim_row(claim, as_of=self.as_of, root=root, speakers=self.names)

    def group_rows(self) -> list[GroupRow]:
        """The table of speakers."""
        found = []
        for group in self.card.groups:
            file = self.names.get(group.key)
            base = f"claims.html#speaker={quote(one_line(group.key))}"
            links = (f"{base}&state=resolved", f"{base}&state=odds") if file else (None, None)
            found.append(group_row(group, url=f"speakers/{file}" if file else None, judged_url=links[0], scored_url=links[1]))
        return found

    def overview(self) -> str:
        """The first page."""
        dated = [claim for claim in self.shown if claim.due is not None]
        waiting = sorted((claim for claim in dated if words.standing(claim, self.as_of) in ("pending", "overdue")), key=_due)
        overdue = [claim for claim in waiting if _due(claim) < self.as_of]
        coming = [claim for claim in waiting if _due(claim) >= self.as_of][:NEXT]
        timeline = None
        if len(dated) <= LONGEST_TIMELINE:
            timeline = timeline_chart(spans(dated, as_of=self.as_of), as_of=self.as_of)
        total = self.card.overall
        return render(
            "overview.html",
            **self.common,
            here="overview",
            summary=summary_of(self.card, len(self.names)),
            aside=asides(total),
            too_few=total.why_too_few if total.too_few else None,
            tiles=tiles(total, "claims.html#{}"),
            due_chart=due_chart(due_counts(self.shown, self.as_of)),
            timeline=timeline,
            calibration=calibration_chart(total, link="claims.html#state=odds", level=self.card.policy.level),
            compare=compare_chart(self.card.groups, links={name: f"speakers/{file}" for name, file in self.names.items()}),
            speakers=self.group_rows(),
            speakers_caption="Scores by speaker; select a heading to sort",
            overdue=[self.row(claim) for claim in overdue[-NEXT:]],
            overdue_caption=_of("The last", min(NEXT, len(overdue)), len(overdue), "overdue claim"),
            coming=[self.row(claim) for claim in coming],
            coming_caption=_of("The next", len(coming), len(waiting) - len(overdue), "pending claim"),
            policy=policy_words(self.card.policy),
            notes=self.card.notes,
        )

    def claim_list(self) -> str:
        """The list of claims, the first hundred of them without the script."""
        rows = [self.row(claim) for claim in self.shown]
        return render("claims.html", **self.common, here="claims", options=list_options(rows), rows=rows[:100])

    def claim_data(self) -> str:
        """The script that holds all claims for the list."""
        marks = marks_of(self.card.overall)
        lines = (script_json(packed(self.row(claim), marks)) for claim in self.shown)
        return "window.CLAIMS = [\n" + ",\n".join(lines) + "\n];\n"

    def speaker(self, name: str) -> str:
        """The page of a speaker, one of `names`."""
        claims, group = self.by_speaker[name], self.groups.get(name, Group(key=name))
        drawn = spans(claims, as_of=self.as_of, root="../")
        calibration = None
        if group.scored >= LEAST_FOR_CALIBRATION:
            calibration = calibration_chart(
                group, link=f"../claims.html#speaker={quote(one_line(name))}&state=odds", level=self.card.policy.level
            )
        return render(
            "speaker.html",
            **self.common,
            root="../",
            here="speaker",
            name=one_line(name),
            summary=f"{words.count(group.forecasts, 'prediction')}, {group.judged:,} of them resolved.",
            aside=asides(group),
            too_few=group.why_too_few if group.too_few and group.judged else None,
            tiles=tiles(group, f"../claims.html#speaker={quote(one_line(name)).replace('{', '{{').replace('}', '}}')}&{{}}"),
            timeline=timeline_chart(drawn[:LONGEST_TIMELINE], as_of=self.as_of, total=len(drawn)),
            calibration=calibration,
            slips=self.slips(group),
            rows=[self.row(claim, "../") for claim in claims[:LONGEST_TABLE]],
            rows_caption=_of("The last", min(LONGEST_TABLE, len(claims)), len(claims), "claim") + "; select a heading to sort",
        )

    def slips(self, group: Group) -> list[dict[str, str]]:
        """The due dates that moved when a prediction was said again."""
        found = []
        for slip in group.slips:
            first = min(self.chains.get(slip.chain, []), key=lambda claim: claim.forecast.said_on, default=None)
            if first is not None:
                found.append(
                    {
                        "url": f"../claims/{claim_page(first.id)}",
                        "claim": one_line(first.forecast.claim),
                        "said_first": slip.said_first.isoformat(),
                        "due_first": slip.due_first.isoformat(),
                        "said_last": slip.said_last.isoformat(),
                        "due_last": slip.due_last.isoformat(),
                        "days": f"{slip.days:+,} days",
                    }
                )
        return found

    def claim(self, claim: Claim) -> str:
        """The page of a claim."""
        forecast = claim.forecast
        before, after = self.context(claim) if self.context is not None else ("", "")
        chain = sorted(self.chains.get(claim.chain or claim.id, []), key=lambda each: each.forecast.said_on)
        file = self.names.get(forecast.speaker or "")
        return render(
            "claim.html",
            **self.common,
            root="../",
            here="claim",
            claim=one_line(forecast.claim),
            speaker=one_line(forecast.speaker or "speaker unknown"),
            speaker_url=f"../speakers/{file}" if file else None,
            said_on=forecast.said_on.isoformat(),
            state=words.standing(claim, self.as_of),
            quote=quote_parts(claim),
            before=f"{one_line(before)} " if before.strip() else "",
            after=f" {one_line(after)}" if after.strip() else "",
            facts=facts(claim),
            outcome=outcome_facts(claim),
            chain=[self.row(each, "../") for each in chain] if len(chain) > 1 else [],
            history=history_items(claim.events),
        )


def pages_of(
    claims: Iterable[Claim],
    *,
    as_of: dt.date,
    policy: Policy = DEFAULT_POLICY,
    title: str = "Predictions and how they came out",
    word_ranges: WordRanges = NO_WORDS,
    context: Context | None = None,
    desk: str = "",
) -> ReportPages:
    """The pages that a report of these claims has, none of them made yet; the arguments are those of `build_site`.

    `desk` is an address that each page leads back to.
    """
    shown = [claim for claim in counted(claims, policy) if claim.forecast.said_on <= as_of]
    names = file_names(claim.forecast.speaker for claim in shown if claim.forecast.speaker)
    card = scorecard(shown, as_of=as_of, policy=policy, group_by="speaker", words=word_ranges)
    return ReportPages(title=title, shown=shown, names=names, card=card, context=context, desk=desk)


def _due(claim: Claim) -> dt.date:
    return claim.due or dt.date.max


def _of(lead: str, shown: int, total: int, one: str) -> str:
    """How much of a list is shown: "12 overdue claims", or "The last 20 of 31 overdue claims" where the list is cut."""
    return words.count(total, one) if shown >= total else f"{lead} {shown} of {words.count(total, one)}"
