"""`tracker agreement`: how far readers agree, and what they dispute."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from tracker.cli.filters import filter_of, narrowing_options
from tracker.cli.output import emit, print_json, print_table
from tracker.cli.params import format_option
from tracker.cli.state import State, pass_state

if TYPE_CHECKING:
    from tracker.records import Claim, Event
    from tracker.scoring.agreement import Agreement

EXAMPLES = """\b
Examples:
  tracker agreement
  tracker agreement --disputes --kind outcome
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """A claim that readers judged differently: who said what."""

    kind: str
    claim_id: str
    said: Mapping[str, str]
    claim: str


def verdicts(events: "Sequence[Event]") -> dict[str, str]:
    """Each reader's last accept or reject that stands."""
    from tracker.cli.desk.standing import VERDICTS, last_of, standing

    return {by: event.kind for by, event in last_of(standing(events), VERDICTS).items()}


def outcomes(events: "Sequence[Event]") -> dict[str, str]:
    """Each reader's last outcome that stands."""
    from tracker.cli.desk.standing import OUTCOMES, last_of, standing

    return {by: str(event.details.get("outcome")) for by, event in last_of(standing(events), OUTCOMES).items()}


def reasons(events: "Sequence[Event]") -> dict[str, str]:
    """Each reader's reason for rejecting, where the last verdict that stands is a rejection."""
    from tracker.cli.desk.standing import VERDICTS, last_of, standing

    last = last_of(standing(events), VERDICTS)
    return {by: event.reason or "none given" for by, event in last.items() if event.kind == "reject"}


KINDS: "dict[str, Callable[[Sequence[Event]], dict[str, str]]]" = {"verdict": verdicts, "outcome": outcomes, "reason": reasons}


def disputes(claims: "Iterable[Claim]", kinds: Iterable[str]) -> list[Dispute]:
    """The claims that two readers judged differently, by kind of decision."""
    return [
        Dispute(kind=kind, claim_id=claim.id, said=said, claim=claim.forecast.claim)
        for claim in claims
        for kind in kinds
        if len(set((said := KINDS[kind](claim.events)).values())) > 1
    ]


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def agreement_json(found: "Mapping[str, Agreement]") -> list[dict[str, Any]]:
    """A row for each kind of decision."""
    return [
        {
            "kind": kind,
            "claims": each.units,
            "judgements": each.judgements,
            "agreeing_pairs": each.agreeing,
            "pairs": each.pairs,
            "agreement": each.share,
            "alpha": each.alpha,
        }
        for kind, each in found.items()
    ]


@click.command("agreement", epilog=EXAMPLES)
@narrowing_options
@click.option("--decision", "kind", type=click.Choice(list(KINDS)), help="Only this kind of decision.")
@click.option("--disputes", "only_disputes", is_flag=True, help="List what is disputed instead of the figures.")
@format_option()
@pass_state
def agreement_command(state: State, /, kind: str | None, only_disputes: bool, form: str, **options: Any) -> None:
    """Show how far readers agree, as the share of agreeing pairs and Krippendorff's alpha, by kind of decision.

    Alpha is 1 for perfect agreement and 0 for what chance alone would give. --disputes lists the claims to settle.
    """
    from tracker import ledger
    from tracker.reports import Column, Table
    from tracker.scoring.agreement import agreement

    with state.reading() as session:
        claims = ledger.list_claims(session, filter_of(options), with_events=True)
    kinds = [kind] if kind else list(KINDS)
    if only_disputes:
        emit(disputes(claims, kinds), form, table=_disputes_table, row=_dispute_row)
        return
    found = {each: agreement([KINDS[each](claim.events) for claim in claims]) for each in kinds}
    if form != "table":
        if form == "json":
            print_json(agreement_json(found))
        else:
            emit(agreement_json(found), form, table=lambda _rows: Table(columns=(), rows=()), row=lambda row: row)
        return
    rows = tuple(
        (name, str(each.units), str(each.judgements), _number(each.share), _number(each.alpha)) for name, each in found.items()
    )
    names = ("decision", "claims", "judgements", "agreement", "alpha")
    columns = tuple(Column(name=name, right=at > 0) for at, name in enumerate(names))
    print_table(Table(columns=columns, rows=rows))


def _dispute_row(dispute: Dispute) -> dict[str, Any]:
    return {"kind": dispute.kind, "id": dispute.claim_id, "said": dict(dispute.said), "claim": dispute.claim}


def _disputes_table(found: Iterable[Dispute]) -> "Any":
    from tracker.reports import Column, Table

    rows = tuple(
        (each.claim_id, each.kind, ", ".join(f"{by}: {value}" for by, value in sorted(each.said.items())), each.claim)
        for each in found
    )
    columns = (
        Column(name="id", style="cyan"),
        Column(name="decision"),
        Column(name="said", fold=True),
        Column(name="claim", fold=True),
    )
    return Table(columns=columns, rows=rows, empty="nothing is disputed")
