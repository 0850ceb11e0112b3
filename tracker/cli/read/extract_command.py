"""`tracker extract`: transcripts in, candidates in the ledger."""

import datetime as dt
import logging
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracker.boundary.shown_text import one_line
from tracker.cli.layer_in_force import layer_in_force
from tracker.cli.output import complain, emit, emit_claims, print_table, tell
from tracker.cli.params import COUNT, DAY, MONTH_DAY, SHARE, SPEAKER, by_option, format_option
from tracker.cli.read.inputs import gather
from tracker.cli.state import State, now, pass_state
from tracker.errors import InvalidRecord
from tracker.transcripts import Declared
from tracker.transcripts.reading import LARGEST

if TYPE_CHECKING:
    from tracker.cli.read.inputs import Input
    from tracker.extract import ExtractOptions
    from tracker.extract.batch import Extracted, Job, ProgressCallback
    from tracker.extract.verdicts import Verdict
    from tracker.ledger import ExtractionReport, Ledger
    from tracker.records import Claim, Transcript
    from tracker.reports.text_table import Table

log = logging.getLogger(__name__)

# With more files than this, one line per file is printed in place of a table of claims.
MANY = 20
WORTH_A_POOL = 8

EXAMPLES = """\b
Examples:
  tracker extract interview.txt --date 2024-06-26 --speaker "Ada Vance"
  tracker extract talks/ --manifest talks/manifest.csv --jobs 4
  tracker extract - --date 2024-06-26 --dry-run --format jsonl < interview.txt
  tracker extract interview.txt --all
  tracker extract https://example.org/talks/2024-06-26.html
  tracker extract --feed https://example.org/feed.xml --since 2024-06-01
"""


@dataclass(slots=True)
class ExtractionRun:
    """Processes results one by one: reports each, stores what was found, counts the files that failed."""

    ledger: "Ledger | None"
    by: str
    options: "ExtractOptions"
    strict: bool = False
    failed: int = 0
    stored: int = 0

    def readable(self, found: "Iterable[Extracted]") -> "Iterator[Extracted]":
        """The results that have a transcript; the others are reported and counted."""
        for result in found:
            if result.error is not None:
                self.failed += 1
                log.warning("not extracted")
                complain(result.error)
                continue
            if result.skipped:
                tell(f"{result.name}: extracted already, nothing to do")
                continue
            doubts = result.transcript.account.doubts if result.transcript and result.transcript.account else ()
            if doubts and self.strict:
                self.failed += 1
                complain(f"{result.name}: {'; '.join(doubts)} (refused by --strict)")
                continue
            for note in (*result.transcript.notes, *doubts) if result.transcript else ():
                tell(f"{result.name}: {note}")
            yield result

    def settings(self) -> dict[str, object]:
        """The settings of the extraction as the ledger keeps them: the options chosen, and the extractor's version."""
        from tracker.extract import extractor_version

        chosen = {name: value for name, value in asdict(replace(self.options, layer=None)).items() if value is not None}
        learned = {"learned": self.options.layer.digest} if self.options.layer else {}
        # "events" stays, always empty: a run that an earlier version noted is known by settings of the same form
        return {**chosen, "events": {}, **learned, "extractor": extractor_version()}

    def done(self, files: int) -> "Mapping[str, frozenset[str]]":
        """The transcripts that a batch need not extract again, by document name; a single file is always read again."""
        if self.ledger is None or files < 2:
            return {}
        from tracker import ledger

        with self.ledger.reading() as session:
            return ledger.extracted_already(session, self.settings())

    def episodes(self, feed: str, since: dt.date | None, declared: Declared) -> "list[Input]":
        """The episodes of a feed to read; those that cannot be read are reported and counted, those read before are skipped."""
        from tracker import ledger
        from tracker.cli.read.feed_episodes import follow

        known: frozenset[tuple[str, str | None]] = frozenset()
        if self.ledger is not None:
            with self.ledger.reading() as session:
                known = ledger.read_addresses(session, self.settings())
        followed = follow(feed, since, declared, known)
        for fault in followed.faults:
            complain(fault)
        self.failed += len(followed.faults)
        tell(followed.summary)
        return followed.inputs

    def silent(self, table: "Table") -> "Table":
        """The table, without its note on an empty result if an error has been reported already."""
        return replace(table, empty="") if self.failed else table

    def storing(self, found: "Iterable[Extracted]") -> "Iterator[tuple[Extracted, ExtractionReport]]":
        """Store each readable result; a file with a value that the ledger refuses is reported and counted as failed."""
        for result in self.readable(found):
            try:
                report = self.store(result)
            except InvalidRecord as error:
                # A refused analyst's name fails every file alike.
                if error.field == "by":
                    raise
                self.failed += 1
                log.warning("not stored")
                complain(f"{result.name}: {error}")
            else:
                yield result, report

    def store(self, result: "Extracted") -> "ExtractionReport":
        """Store a file's forecasts in the ledger, and report how many are new. Raises InvalidRecord for a value it refuses."""
        from tracker import ledger

        book, transcript = self.ledger, result.transcript
        assert book is not None
        assert transcript is not None
        settings = self.settings()
        report = book.run(
            lambda session: ledger.store_extraction(session, transcript, result.forecasts, by=self.by, now=now(), options=settings)
        )
        self.stored += 1
        numbers = {"characters": len(transcript.text), "forecasts": len(result.forecasts), "new": len(report.added)}
        log.info("stored", extra={"numbers": {"sha256": transcript.sha256, **numbers, "known": len(report.known)}})
        again = f", {len(report.reoffered)} offered again" if report.reoffered else ""
        tell(f"{result.name}: {len(result.forecasts)} forecasts, {len(report.added)} new, {len(report.known)} known{again}")
        for note in set(report.notes) - set(transcript.notes):
            tell(f"{result.name}: {note}")
        return report

    def claims(self, report: "ExtractionReport") -> "list[Claim]":
        """The claims made from a file's forecasts, in the order of the text."""
        from tracker import ledger

        assert self.ledger is not None
        ids = dict.fromkeys((*report.added, *report.known, *report.reoffered))
        with self.ledger.reading() as session:
            return ledger.list_claims(session, ledger.ClaimFilter(ids=tuple(ids), order=ledger.Order.SOURCE))


def _print(run: ExtractionRun, found: "Iterable[Extracted]", form: str, *, files: int, everything: bool) -> None:
    """Print every candidate, or the forecasts, which are stored if there is a ledger: of many files only how many."""
    if everything:
        _print_verdicts(run, found, form)
    elif run.ledger is None:
        _print_dry(run, found, form)
    elif form == "table" and files > MANY:
        _print_counts(run, found)
    else:
        _print_stored(run, found, form)


def _print_dry(run: ExtractionRun, found: "Iterable[Extracted]", form: str) -> None:
    """Print forecasts without storing them."""
    from tracker.codec import forecast_to_json
    from tracker.reports.terminal.listings import forecasts_table

    results = ((forecast, result.transcript) for result in run.readable(found) for forecast in result.forecasts)
    if form == "json":
        emit(
            results,
            form,
            table=lambda _: run.silent(forecasts_table(())),
            row=lambda one: {**forecast_to_json(one[0]), **_account(one[1])},
        )
    else:
        forecasts = (forecast for forecast, _ in results)
        emit(forecasts, form, table=lambda each: run.silent(forecasts_table(each)), row=forecast_to_json)


def _print_verdicts(run: ExtractionRun, found: "Iterable[Extracted]", form: str) -> None:
    """Print every candidate with its confidence and, if rejected, the reason."""
    rows = ((result.name, verdict) for result in run.readable(found) for verdict in result.verdicts)
    emit(rows, form, table=_verdict_table, row=lambda one: {"doc": Path(one[0]).stem, **one[1].to_json()})


def _verdict_table(rows: "Iterable[tuple[str, Verdict]]") -> "Table":
    from tracker.reports.text_table import Column, Table

    cells = tuple((f"{each.confidence:.2f}", each.reason or "forecast", each.anchor, each.around) for _, each in rows)
    names = (("confidence", True), ("verdict", False), ("phrase", False), ("around it", False))
    return Table(columns=tuple(Column(name=name, right=right) for name, right in names), rows=cells, empty="no candidate found")


def _account(transcript: "Transcript | None") -> dict[str, object]:
    """The accounting of a transcript's characters, as a field of each of its forecasts."""
    account = transcript.account if transcript else None
    return {"account": {**asdict(account), "unexplained": account.unexplained}} if account else {}


def _print_stored(run: ExtractionRun, found: "Iterable[Extracted]", form: str) -> None:
    """Store forecasts and print the claims made from them."""
    from tracker.reports.terminal.listings import claims_table

    def claims() -> "Iterator[Claim]":
        for _, report in run.storing(found):
            yield from run.claims(report)

    emit_claims(claims(), form, table=lambda each: run.silent(claims_table(each, empty="no forecast found")))


def _print_counts(run: ExtractionRun, found: "Iterable[Extracted]") -> None:
    """Store forecasts and print one line per file."""
    from tracker.reports.text_table import Column, Table

    rows = tuple((result.name, str(len(result.forecasts)), str(len(report.added))) for result, report in run.storing(found))
    columns = (Column(name="file", fold=True), Column(name="forecasts", right=True), Column(name="new", right=True))
    print_table(run.silent(Table(columns=columns, rows=rows)))


Advancing = Callable[[Iterable["Extracted"]], Iterator["Extracted"]]


@contextmanager
def _progress(names: "Sequence[str]") -> "Iterator[tuple[Advancing, ProgressCallback | None]]":
    """A progress bar on a terminal: a function that advances it at each result, and one that advances it within a file."""
    total = len(names)
    if not names or not sys.stderr.isatty():
        yield iter, None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    said = (TextColumn("{task.fields[rate]}"), TimeRemainingColumn())
    several = (BarColumn(), MofNCompleteColumn(), *said)
    one = (TextColumn("reading {task.description}", markup=False), BarColumn(), TaskProgressColumn(), *said)
    with Progress(*(several if total > 1 else one), console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(one_line(Path(names[0]).name) if total == 1 else "", total=total, rate="")
        done = 0

        def within(share: float) -> None:
            # Classifying is not all: the claims must still be composed.
            bar.update(task, completed=max(bar.tasks[0].completed, done + min(share, 0.95)))

        def advancing(found: "Iterable[Extracted]") -> "Iterator[Extracted]":
            nonlocal done
            for result in found:
                yield result
                done += 1
                speed = bar.tasks[0].speed if total > 1 else None
                bar.update(task, completed=done, rate=f"{speed:.1f} files/s" if speed else "")
            # The bar must not be in the way of what is printed now.
            bar.stop()

        yield advancing, within


def default_workers(files: int) -> int:
    """One process for a few files, because each process loads the model; one per core for more."""
    return 1 if files < WORTH_A_POOL else min(os.cpu_count() or 1, files)


def _jobs(inputs: "Iterable[Input]", reader: str | None, done: "Mapping[str, frozenset[str]]") -> "Iterator[Job]":
    """The jobs; standard input is read here because a worker has no access to it."""
    from tracker.extract.batch import Job

    for given in inputs:
        data = sys.stdin.buffer.read(LARGEST + 1) if given.name == "-" else None
        known = done.get(given.document, frozenset())
        yield Job(name=given.name, declared=given.declared, reader=reader, data=data, doc=given.doc, done=known)


def _check_usage(
    files: tuple[str, ...], manifest: Path | None, feed: str | None, since: dt.date | None, declared: Declared
) -> None:
    """Raises UsageError if there is nothing to read, or if options repeat what a feed supplies."""
    if feed is None and since is not None:
        raise click.UsageError("--since is for the episodes of a --feed")
    if feed is not None and (declared.said_on or declared.title or declared.url):
        raise click.UsageError("a --feed supplies the day, title and address of its episodes; leave --date, --title and --url out")
    if not files and manifest is None and feed is None:
        raise click.UsageError("name a FILE, a folder, an address or - (or a --manifest, or a --feed)")
    if not all(name.strip() for name in files):
        raise click.UsageError("the name of a FILE is empty")


@click.command("extract", epilog=EXAMPLES)
@click.argument("files", nargs=-1, metavar="FILE...")
@click.option("--manifest", type=click.Path(path_type=Path), metavar="FILE.csv", help="CSV: file, date, speaker, host, title, url.")
@click.option("--date", "said_on", type=DAY, metavar="DATE", help="The day of speaking.  [default: from the file or its name]")
@click.option("--speaker", type=SPEAKER, metavar="NAME", help="The main speaker, for a transcript without speaker labels.")
@click.option("--host", metavar="NAME", help="Who asks the questions.")
@click.option("--title", metavar="TEXT", help="The transcript's title.")
@click.option("--url", metavar="URL", help="Where the recording is.")
@click.option("--reader", metavar="NAME", help="Read the file as this format.  [default: detected]")
@click.option("--fiscal-year-end", type=MONTH_DAY, metavar="MM-DD", help="The last day of the speaker's fiscal year.")
@click.option("--feed", metavar="URL", help="Read the episodes of a podcast feed that have a transcript.")
@click.option("--since", type=DAY, metavar="DATE", help="With --feed, only episodes from this day on.")
@click.option("--min-confidence", type=SHARE, metavar="X", help="Leave out forecasts below this confidence, from 0 to 1.")
@click.option("--all", "everything", is_flag=True, help="Print every candidate, with reasons for those rejected; store nothing.")
@click.option("--strict", is_flag=True, help="Refuse files that may have been misread.")
@click.option("--dry-run", is_flag=True, help="Print only; leave the ledger untouched.")
@click.option("--jobs", type=COUNT, metavar="N", help="Number of processes.  [default: one, or one per core for many files]")
@click.option("--scheduler", metavar="ADDRESS", help="Run on a Dask cluster, such as tcp://host:8786.")
@by_option
@format_option()
@pass_state
def extract_command(
    state: State,
    files: tuple[str, ...],
    manifest: Path | None,
    said_on: dt.date | None,
    speaker: str | None,
    host: str | None,
    title: str | None,
    url: str | None,
    reader: str | None,
    fiscal_year_end: tuple[int, int] | None,
    feed: str | None,
    since: dt.date | None,
    min_confidence: float | None,
    everything: bool,
    strict: bool,
    dry_run: bool,
    jobs: int | None,
    scheduler: str | None,
    by: str,
    form: str,
) -> None:
    """Find the forecasts in transcripts and store them in the ledger as candidates.

    FILE is a transcript, a folder of transcripts, a web address, or - for standard input. A file that cannot be read is reported,
    and the exit code is 1. Extracting the same file again adds nothing. With --feed, only new episodes are read.
    """
    from tracker.extract import ExtractOptions
    from tracker.extract.batch import extract_all

    declared = Declared(said_on=said_on, speaker=speaker, host=host, title=title, url=url)
    _check_usage(files, manifest, feed, since, declared)
    inputs = gather(files, manifest, declared)
    dry_run = dry_run or everything
    book = None if dry_run else state.ledger()
    options = ExtractOptions(fiscal_year_end=fiscal_year_end, min_confidence=min_confidence, layer=layer_in_force(state))
    run = ExtractionRun(ledger=book, by=by, options=options, strict=strict)
    if feed is not None:
        inputs += run.episodes(feed, since, declared)
    try:
        with _progress([given.name for given in inputs]) as (advancing, on_progress):
            work, workers = _jobs(inputs, reader, run.done(len(inputs))), jobs or default_workers(len(inputs))
            found = advancing(extract_all(work, options, workers=workers, scheduler=scheduler, on_progress=on_progress))
            _print(run, found, form, files=len(inputs), everything=everything)
    except KeyboardInterrupt:
        kept = f"{run.stored} of {len(inputs)} files are stored; run the same command again to continue"
        tell(f"interrupted: {'a dry run stores nothing' if dry_run else kept}")
        raise
    if run.failed:
        raise click.exceptions.Exit(1)
