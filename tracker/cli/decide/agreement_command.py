"""`tracker agreement`: how far analysts agree, and what they dispute."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import click

from tracker.cli.filters import filter_of, narrowing_options
from tracker.cli.output import emit
from tracker.cli.params import format_option
from tracker.cli.state import State, pass_state

if TYPE_CHECKING:
    from tracker.ledger import ReaderDecision
    from tracker.reports.text_table import Table
    from tracker.scoring.reader_agreement import Agreement

KINDS = ("decision", "outcome")

# What each analyst decided about each claim, by kind of decision.
Judged = Mapping[str, Mapping[str, Mapping[str, str]]]
# The kind of decision, a claim's id, what each analyst decided about it, and its sentence.
Dispute = tuple[str, str, Mapping[str, str], str]

EXAMPLES = """\b
Examples:
  tracker agreement
  tracker agreement --disputes --kind-of outcome
"""


def judged(decisions: "Iterable[ReaderDecision]") -> Judged:
    """What each analyst decided about each claim, by kind of decision."""
    found: dict[str, dict[str, dict[str, str]]] = {kind: defaultdict(dict) for kind in KINDS}
    for each in decisions:
        found[each.kind][each.claim_id][each.by] = each.value
    return found


def disputed(found: Judged, kinds: Iterable[str]) -> list[tuple[str, str, Mapping[str, str]]]:
    """Kind, claim id and decisions wherever two analysts differ."""
    return [(kind, claim_id, said) for kind in kinds for claim_id, said in found[kind].items() if len(set(said.values())) > 1]


def _row(item: "tuple[str, Agreement]") -> dict[str, Any]:
    kind, found = item
    return {
        "kind": kind,
        "claims": found.units,
        "judgements": found.judgements,
        "agreeing_pairs": found.agreeing,
        "pairs": found.pairs,
        "agreement": found.share,
        "alpha": found.alpha,
    }


def _table(items: "Iterable[tuple[str, Agreement]]") -> "Table":
    from tracker.reports.text_table import Column, Table
    from tracker.reports.written import number

    rows = tuple((kind, str(found.units), str(found.judgements), number(found.share), number(found.alpha)) for kind, found in items)
    names = ("kind", "claims", "judgements", "agreement", "alpha")
    return Table(columns=tuple(Column(name=name, right=name != "kind") for name in names), rows=rows)


def _dispute_row(dispute: Dispute) -> dict[str, Any]:
    kind, claim_id, said, claim = dispute
    return {"kind": kind, "id": claim_id, "said": dict(said), "claim": claim}


def _disputes_table(found: Iterable[Dispute]) -> "Table":
    from tracker.reports.text_table import Column, Table

    rows = tuple(
        (claim_id, kind, ", ".join(f"{by}: {value}" for by, value in sorted(said.items())), claim)
        for kind, claim_id, said, claim in found
    )
    columns = tuple(Column(name=name, fold=name in {"said", "claim"}, ids=name == "id") for name in ("id", "kind", "said", "claim"))
    return Table(columns=columns, rows=rows, empty="nothing is disputed")


@click.command("agreement", epilog=EXAMPLES)
@narrowing_options
@click.option("--kind-of", type=click.Choice(KINDS), help="Only decisions to accept or reject, or only outcomes.")
@click.option("--disputes", "only_disputes", is_flag=True, help="List the disputed claims instead of the figures.")
@format_option()
@pass_state
def agreement_command(state: State, /, kind_of: str | None, only_disputes: bool, form: str, **options: Any) -> None:
    """Show how far analysts agree: the share of agreeing pairs and Krippendorff's alpha, by kind of decision.

    Alpha is 1 for perfect agreement and 0 for agreement by chance. --disputes lists the claims to settle.
    """
    from tracker import ledger
    from tracker.scoring.reader_agreement import agreement

    kinds = (kind_of,) if kind_of else KINDS
    with state.reading() as session:
        found = judged(ledger.reader_decisions(session, filter_of(options)))
        conflicts = disputed(found, kinds) if only_disputes else []
        wanted = ledger.ClaimFilter(ids=tuple(claim_id for _kind, claim_id, _said in conflicts))
        claims = {claim.id: claim.forecast.claim for claim in ledger.list_claims(session, wanted)}
    if only_disputes:
        listed = [(kind, each, said, claims[each]) for kind, each, said in conflicts]
        emit(listed, form, table=_disputes_table, row=_dispute_row)
    else:
        emit([(kind, agreement(found[kind].values())) for kind in kinds], form, table=_table, row=_row)
