"""Measuring and fitting the extractor on labelled transcripts: `evaluate`, `fit`."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tracker.cli.output import emit, tell
from tracker.cli.params import SHARE, by_option, format_option
from tracker.cli.state import State, pass_state
from tracker.errors import TrackerError

if TYPE_CHECKING:
    from tracker.extract.encoder.classifier import Classifier
    from tracker.extract.evaluation.evaluate import ConfidenceBin
    from tracker.extract.evaluation.labelled import LabelledTranscript
    from tracker.reports.text_table import Table

FILE = click.Path(path_type=Path, dir_okay=False)
GOLD_OR_NONE = click.argument("gold", nargs=-1, type=FILE, metavar="GOLD...")
SHOWN = ("precision", "recall", "f1", "due", "odds", "quantity", "speaker", "span_f1")

EVALUATE_EXAMPLES = """\b
Examples:
  tracker evaluate labelled/manifest.tsv
  tracker evaluate interview.jsonl --captions --format json
  tracker evaluate --decided
  tracker evaluate labelled/manifest.tsv --weights fitted/
"""


def _classifier(folder: Path | None) -> "Classifier":
    from tracker.extract.encoder.classifier import default_classifier, load

    return default_classifier() if folder is None else load(folder)


def _rows(labelled: "list[LabelledTranscript]", classifier: "Classifier", least: float | None) -> Iterator[dict[str, Any]]:
    """A row of figures per transcript, and one for all of them."""
    from tracker.extract.evaluation.evaluate import figures, tally_of
    from tracker.extract.pipeline import extract

    total: Counter[str] = Counter()
    for each in labelled:
        options = replace(each.options, min_confidence=least)
        tally = tally_of(each, extract(each.transcript, options, classifier=classifier))
        total += tally
        yield {"doc": each.transcript.doc, "labels": tally["tier 1"], "found": tally["found"], **figures(tally)}
    if len(labelled) > 1:
        yield {"doc": "all", "labels": total["tier 1"], "found": total["found"], **figures(total)}


def _table(rows: Any) -> "Table":
    from tracker.reports.text_table import Column, Table

    def text(value: object) -> str:
        return "-" if value is None else f"{value:.3f}" if isinstance(value, float) else str(value)

    names = ("doc", "labels", "found", *SHOWN)
    columns = tuple(Column(name=name.replace("_", " "), right=name != "doc") for name in names)
    return Table(columns=columns, rows=tuple(tuple(text(row[name]) for name in names) for row in rows))


def _decided(state: State) -> "list[ConfidenceBin]":
    """The confidence of decided claims, against whether they were accepted."""
    from tracker import ledger
    from tracker.extract.evaluation.evaluate import reliability
    from tracker.records import Status

    with state.reading() as session:
        claims = ledger.list_claims(session, ledger.ClaimFilter(statuses=(Status.ACCEPTED, Status.REJECTED)))
        judged = [(c.forecast.confidence, c.status is Status.ACCEPTED) for c in claims if c.forecast.quote is not None]
    if not judged:
        raise TrackerError("no claim of the ledger has been accepted or rejected yet; start with `tracker review`")
    return reliability(judged)


def _decided_table(rows: Any) -> "Table":
    from tracker.reports.text_table import Column, Table

    names = ("from", "to", "claims", "mean confidence", "accepted")
    cells = tuple(
        (f"{row.low:.2f}", f"{row.high:.2f}", str(row.n), f"{row.mean_confidence:.2f}", f"{row.kept:.2f}") for row in rows
    )
    return Table(columns=tuple(Column(name=name, right=True) for name in names), rows=cells)


@click.command("evaluate", epilog=EVALUATE_EXAMPLES)
@GOLD_OR_NONE
@click.option("--decided", is_flag=True, help="Measure confidence against the decisions in the ledger.")
@click.option("--captions", is_flag=True, help="Measure on the same text as captions: no case, no punctuation, no labels.")
@click.option(
    "--min-confidence", type=SHARE, metavar="X", help="Count forecasts of at least this confidence.  [default: the model's]"
)
@click.option(
    "--weights", type=click.Path(path_type=Path, file_okay=False, exists=True), metavar="FOLDER", help="Weights that `fit` wrote."
)
@format_option()
@pass_state
def evaluate_command(
    state: State,
    gold: tuple[Path, ...],
    decided: bool,
    captions: bool,
    min_confidence: float | None,
    weights: Path | None,
    form: str,
) -> None:
    """Measure the extractor against labelled transcripts: precision, recall, F1, and the accuracy of fields.

    GOLD is a labelled file (JSON lines, the transcript beside it under the same name), or a manifest (.tsv) with the columns
    transcript, gold, said_on, speaker, fiscal_year_end, or labelled passages (.txt). Recall is over forecasts with a date or odds.
    With --decided and no GOLD, confidence is measured against the decisions in the ledger: of the
    claims at 0.8, four in five should have been accepted.
    """
    if decided:
        emit(_decided(state), form, table=_decided_table, row=asdict)
        return
    if not gold:
        raise click.UsageError("name a labelled file or a manifest, or give --decided")
    from tracker.extract.evaluation.labelled import as_captions
    from tracker.extract.evaluation.labelled_passages import load_all

    labelled = [each for part in load_all(gold) for each in part]
    chosen = [as_captions(each) for each in labelled] if captions else labelled
    emit(_rows(chosen, _classifier(weights), min_confidence), form, table=_table, row=lambda row: row)


FIT_EXAMPLES = """\b
Examples:
  tracker fit labelled/manifest.tsv windows.jsonl seeds/labelled/*.txt --out fitted/
  tracker fit labelled/manifest.tsv windows.jsonl --out fitted/ --leave-out
  tracker fit --from-ledger
  tracker fit --reset
"""


@click.command("fit", epilog=FIT_EXAMPLES)
@GOLD_OR_NONE
@click.option("--from-ledger", is_flag=True, help="Learn from the decisions in the ledger; the result is used if it is better.")
@click.option("--reset", "going_back", is_flag=True, help="Forget what was learned from the ledger.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), metavar="FOLDER", help="Where to write fitted weights.")
@click.option("--speech", multiple=True, type=FILE, metavar="FILE", help="Punctuated speech without labels, to fit punctuation.")
@click.option("--passes", type=click.FloatRange(min=0.01), default=2.5, show_default=True, help="Passes over the training data.")
@click.option(
    "--share",
    type=click.FloatRange(min=0.0, max=1.0, min_open=True),
    default=1.0,
    show_default=True,
    help="Use this share of the documents only, for a learning curve.",
)
@click.option("--leave-out", is_flag=True, help="Hold out every tenth document; measure and calibrate on those.")
@click.option("--only", type=click.Choice(["classifier", "restorer"]), help="Fit this part only; keep the installed other.")
@by_option
@pass_state
def fit_command(
    state: State,
    gold: tuple[Path, ...],
    from_ledger: bool,
    going_back: bool,
    out: Path | None,
    speech: tuple[Path, ...],
    passes: float,
    share: float,
    leave_out: bool,
    only: str | None,
    by: str,
) -> None:
    """Fit the classifier on labelled transcripts (.tsv, .jsonl with transcripts beside them), windows (.jsonl) and passages (.txt).

    It needs `pip install claims-tracker[train]` and takes up to an hour on two cores; restarted with the same --out, it resumes.
    With --from-ledger and no GOLD, a last layer is fitted to the decisions in the ledger, in seconds and without torch; it is
    stored in the ledger and shared by all who use it.
    """
    if sum((bool(gold or out), from_ledger, going_back)) != 1 or bool(gold) != bool(out):
        raise click.UsageError("give GOLD with --out FOLDER, or --from-ledger, or --reset")
    if going_back or out is None:
        from tracker.cli.keep import fit_from_ledger

        (fit_from_ledger.reset if going_back else fit_from_ledger.fit_from_ledger)(state, by)
        return
    try:
        from tracker.training.fitting import fit
    except ImportError:
        raise TrackerError("fitting needs torch: pip install 'claims-tracker[train]'") from None
    for line in fit(gold, out, passes=passes, leave_out=leave_out, speech=speech, share=share, only=only):
        tell(line)
