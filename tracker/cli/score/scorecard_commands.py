"""Scores: `scorecard`, `report`."""

import datetime as dt
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tracker.boundary.whole_files import whole_file
from tracker.cli.filters import found_or_explained
from tracker.cli.output import print_json, print_pieces, print_table, tell
from tracker.cli.params import DAY, LONGEST, SHARE, SINCE, SPEAKER, as_of_option, first_day, format_option
from tracker.cli.state import State, pass_state, today
from tracker.errors import InvalidRecord

if TYPE_CHECKING:
    from tracker.ledger import Session
    from tracker.records import Claim
    from tracker.reports.around_quote import Turn
    from tracker.scoring import Policy, Scorecard
    from tracker.scoring.score_records import WordRanges

GROUPS = ("speaker", "source", "tag", "horizon", "year", "kind", "topic")

SCORECARD_EXAMPLES = """\b
Examples:
  tracker scorecard --group-by speaker
  tracker scorecard --speaker "Ada Vance" --as-of 2025-12-31 --format html --out ada.html
"""


def scored_claims(session: "Session", speakers: tuple[str, ...], as_of: dt.date, recorded_by: dt.date | None) -> "list[Claim]":
    """The claims of these speakers, or of everybody, as of a day, each once."""
    from tracker import ledger

    found: dict[str, Claim] = {}
    for speaker in speakers or (None,):
        wanted = ledger.ClaimFilter(speaker=speaker, as_of=as_of, recorded_by=recorded_by)
        found |= {claim.id: claim for claim in found_or_explained(session, wanted, ledger.list_claims(session, wanted))}
    return list(found.values())


def _text(card: "Scorecard", claims: "list[Claim]", form: str) -> str:
    from tracker.reports.cleaning import to_json
    from tracker.reports.rows import csv_lines
    from tracker.reports.site.templates_filled import scorecard_html
    from tracker.reports.terminal.scores import scorecard_markdown, scorecard_rows, scorecard_table
    from tracker.scoring import scorecard_to_json

    if form == "json":
        return to_json(scorecard_to_json(card), indent=2) + "\n"
    if form == "md":
        return scorecard_markdown(card)
    if form == "csv":
        return "".join(csv_lines(scorecard_rows(card)))
    if form == "html":
        return scorecard_html(card, claims)
    return scorecard_table(card).plain()


def word_ranges() -> "WordRanges":
    """The ranges of each scale's words of likelihood, by scale and word in lower case."""
    from tracker.quantities import SCALES

    return {name: {phrase.lower(): (word.low, word.high) for phrase, word in scale.words.items()} for name, scale in SCALES.items()}


def policy_of(*, words: str | None, ambiguous: str, partial: str, restatements: str, **rest: Any) -> "Policy":
    """The policy that the options make; raises InvalidRecord for an unknown scale."""
    from tracker.quantities import SCALES
    from tracker.scoring import Ambiguous, Partial, Policy, Restatements
    from tracker.scoring.score_records import RECORDED, UNSCORED

    if words not in {None, RECORDED, UNSCORED, *SCALES}:
        raise InvalidRecord("words", words, " or ".join([*SCALES, UNSCORED, RECORDED]))
    return Policy(
        words=words or RECORDED,
        ambiguous=Ambiguous(ambiguous),
        partial=Partial(partial),
        restatements=Restatements(restatements),
        **rest,
    )


@click.command("scorecard", epilog=SCORECARD_EXAMPLES)
@click.option("--speaker", "speakers", type=SPEAKER, multiple=True, metavar="NAME", help="Only this speaker; may be repeated.")
@click.option("--pool", is_flag=True, help="Score the speakers as one group.")
@click.option("--group-by", type=click.Choice(GROUPS), help="Show a row for each of these.")
@as_of_option
@click.option("--recorded-by", type=DAY, metavar="DATE", help="Count what had been recorded by the end of this day.")
@click.option(
    "--words", metavar="SCALE", help="Score words of likelihood by this scale; none leaves them out.  [default: as recorded]"
)
@click.option("--assert-as", type=SHARE, metavar="P", help="The probability of an assertion without odds.  [default: not scored]")
@click.option("--candidates", is_flag=True, help="Include claims that nobody has accepted yet.")
@click.option("--early", is_flag=True, help="Include outcomes known before the due date.")
@click.option(
    "--ambiguous",
    type=click.Choice(["exclude", "half", "false"]),
    default="exclude",
    show_default=True,
    help="How an ambiguous outcome counts.",
)
@click.option(
    "--partial",
    type=click.Choice(["credit", "round", "exclude"]),
    default="credit",
    show_default=True,
    help="How a partial outcome counts.",
)
@click.option(
    "--restatements",
    type=click.Choice(["first", "last"]),
    default="first",
    show_default=True,
    help="Which statement of a chain counts; for forecasts from a site always the last.",
)
@click.option(
    "--grace",
    "grace_days",
    type=click.IntRange(min=0, max=LONGEST),
    default=0,
    metavar="DAYS",
    help="Days after the due date that still count.",
)
@click.option("--multiverse", is_flag=True, help="Show how the verdict depends on these choices, under every combination.")
@format_option("table", "json", "csv", "md", "html")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    metavar="PATH",
    help="The file to write; - for standard output.",
)
@pass_state
def scorecard_command(
    state: State,
    /,
    speakers: tuple[str, ...],
    pool: bool,
    group_by: str | None,
    as_of: dt.date | None,
    recorded_by: dt.date | None,
    words: str | None,
    multiverse: bool,
    form: str,
    out: Path | None,
    **choices: Any,
) -> None:
    """Score resolved predictions: hit rate, Brier and log score, calibration, each with its uncertainty.

    Without --speaker all claims are scored together; with several, each speaker is a group unless --pool is given.
    The policy, which is every choice below, is printed with the scores.
    """
    from tracker import scoring
    from tracker.reports.terminal.scores import multiverse_table, scorecard_table

    day = as_of or today()
    policy = policy_of(words=words, **choices)
    scales = word_ranges()
    with state.reading() as session:
        claims = scored_claims(session, speakers, day, recorded_by)
    if multiverse:
        found = scoring.multiverse(claims, as_of=day, policy=policy, options=scoring.default_options(scales), words=scales)
        if form == "json":
            print_json(scoring.multiverse_to_json(found))
        else:
            print_table(multiverse_table(found), with_notes=True)
        return
    by = group_by or ("speaker" if speakers and not pool else None)
    card = scoring.scorecard(claims, as_of=day, policy=policy, group_by=by, words=scales)
    if form == "table" and out is None:
        print_table(scorecard_table(card), with_notes=True)
    elif out is None or str(out) == "-":
        print_pieces([_text(card, claims, form)])
    else:
        with whole_file(out) as file:
            file.write(_text(card, claims, form))
        tell(f"wrote {out}")


REPORT_EXAMPLES = """\b
Examples:
  tracker report --out site
  tracker report --out site --since 2026-01-01 --site-url https://example.org/predictions
"""


def turns_around(session: "Session", claims: "list[Claim]") -> "dict[str, list[Turn]]":
    """The turns around each claim's quote, by the claim's id, each transcript read once."""
    from tracker import ledger
    from tracker.reports.around_quote import around

    by_source: dict[str, list[Claim]] = {}
    for claim in claims:
        if claim.source is not None and claim.forecast.start is not None:
            by_source.setdefault(claim.source.sha256, []).append(claim)
    found: dict[str, list[Turn]] = {}
    for group in by_source.values():
        transcript = ledger.stored_transcript(session, group[0].source)
        if transcript is not None:
            found.update((claim.id, around(transcript, claim.forecast)) for claim in group)
    return found


@contextmanager
def _page_bar() -> "Iterator[Callable[[int, int], None] | None]":
    """A function that advances a progress bar as pages are written; None without a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("pages", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


@click.command("report", epilog=REPORT_EXAMPLES)
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), required=True, metavar="DIR", help="The folder to write.")
@as_of_option
@click.option("--title", metavar="TEXT", default="Predictions and how they came out", show_default=True, help="Title of the pages.")
@click.option("--candidates", is_flag=True, help="Include claims that nobody has accepted yet.")
@click.option("--since", type=SINCE, metavar="DATE|SPAN", help="First day of the page of changes.  [default: 30 days before]")
@click.option("--site-url", metavar="URL", help="The site's address; adds a feed, link addresses and previews.")
@pass_state
def report_command(
    state: State,
    out: Path,
    as_of: dt.date | None,
    title: str,
    candidates: bool,
    since: dt.date | dt.timedelta | None,
    site_url: str | None,
) -> None:
    """Write the ledger as a static site that opens from disk: overview, claims, speakers, topics, changes, a page per claim.

    The pages come with claims.json and claims.csv, and with --site-url a feed (feed.xml).
    """
    from tracker import ledger
    from tracker.exchange.linked_data import review
    from tracker.reports.site.build import build_site
    from tracker.scoring import Policy

    day = as_of or today()
    with state.reading() as session:
        claims = ledger.list_claims(session, ledger.ClaimFilter(as_of=as_of), with_events=True)
        near = turns_around(session, claims)
    with _page_bar() as progress:
        site = build_site(
            claims,
            out,
            as_of=day,
            policy=Policy(candidates=candidates),
            word_ranges=word_ranges(),
            context=lambda claim: near.get(claim.id, ()),
            title=title,
            since=None if since is None else first_day(since, day),
            site_url=site_url,
            review=review,
            progress=progress,
        )
    for note in site.notes:
        tell(note)
    tell(f"wrote {site.pages} pages; open {site.index}")
