"""The Python interface to a ledger: claims and outcomes as records or as columns, and scores."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from tracker.claim_columns import claim_cells
from tracker.errors import InvalidRecord
from tracker.ledger import ClaimFilter, Ledger, default_url, list_claims
from tracker.ledger import open_ledger as open_at
from tracker.records import Claim, Forecast, Kind, Outcome, Resolution, Status

if TYPE_CHECKING:
    from tracker.scoring import Policy, Scorecard

Word = TypeVar("Word", Status, Kind, Outcome)
IN_THE_LEDGER_ALONE = (
    "id", "status", "tags", "outcome", "credit", "value", "known_on", "happened_on", "resolved_by", "evidence", "note",
    "conflicting", "chain", "title", "url", "sha256",
)  # fmt: skip
DAYS = frozenset({"said_on", "window_start", "due", "known_on", "happened_on"})
"""Columns of calendar days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """An outcome in force of a claim; `counts` is True for the one of a claim's outcomes that scores use."""

    claim: Claim
    resolution: Resolution
    counts: bool


def open_ledger(url: str | None = None, *, create: bool = False) -> Ledger:
    """The ledger at an SQLAlchemy URL ("sqlite:///claims.sqlite3"), or the one in the user's data folder.

    Raises LedgerError if there is none, unless `create` is set.
    """
    return open_at(url or default_url(), create=create)


def claims(
    ledger: Ledger,
    *,
    status: str | Sequence[str] = (),
    kind: str | Sequence[str] = (),
    outcome: str | Sequence[str] = (),
    **narrowed: object,
) -> list[Claim]:
    """The claims of a ledger, ordered by the day of speaking.

    `status`, `kind` and `outcome` take one word or several ("accepted"); the other filters are the fields of
    `tracker.ledger.ClaimFilter`: speaker, source, tag, text, due_before, due_after, said_before, said_after, pending, as_of, ...
    Raises InvalidRecord for an unknown word or field.
    """
    try:
        wanted = ClaimFilter(
            statuses=tuple(_member(Status, "status", each) for each in _several(status)),
            kinds=tuple(_member(Kind, "kind", each) for each in _several(kind)),
            outcomes=tuple(_member(Outcome, "outcome", each) for each in _several(outcome)),
            **narrowed,  # type: ignore[arg-type]
        )
    except TypeError:
        raise InvalidRecord("filter", sorted(narrowed), f"names among {', '.join(ClaimFilter.__dataclass_fields__)}") from None
    with ledger.reading() as session:
        return list_claims(session, wanted)


def resolutions(ledger: Ledger, **narrowed: object) -> list[Resolved]:
    """Every outcome in force, ordered by the claims' day of speaking; takes the filters of `claims`."""
    found = []
    for claim in claims(ledger, **narrowed):  # type: ignore[arg-type]
        if claim.resolution is not None:
            found.append(Resolved(claim=claim, resolution=claim.resolution, counts=True))
        found += [Resolved(claim=claim, resolution=each, counts=False) for each in claim.conflicting]
    return found


def scorecard(
    scored: Ledger | Iterable[Claim], *, as_of: dt.date | str, group_by: str | None = None, policy: "Policy | None" = None
) -> "Scorecard":
    """The scores of claims, or of a ledger's, as of a day; `group_by` is speaker, source, tag, horizon, year or kind.

    Raises InvalidRecord for another `group_by`.
    """
    from tracker import scoring
    from tracker.extract.extract_call import day_of

    day = day_of(as_of)
    if day is None:
        raise InvalidRecord("as_of", as_of, "a day such as 2024-06-26")
    counted = claims(scored, as_of=day) if isinstance(scored, Ledger) else list(scored)
    return scoring.scorecard(counted, as_of=day, policy=policy or scoring.Policy(), group_by=group_by)


def table(records: "Iterable[Claim] | Iterable[Forecast] | Iterable[Resolved] | Scorecard") -> dict[str, list[object]]:
    """Records as columns of plain values, ready for `pandas.DataFrame` and `polars.DataFrame`; no columns without records.

    Days are `datetime.date`, unknown values None, lists joined as in a CSV export. Each group of a scorecard is a row.
    """
    rows = [_cells(each) for each in records] if isinstance(records, Iterable) else _score_rows(records)
    return {name: [row[name] for row in rows] for name in rows[0]} if rows else {}


def _cells(record: Claim | Forecast | Resolved) -> dict[str, object]:
    if isinstance(record, Claim):
        return _with_days(claim_cells(record))
    if isinstance(record, Forecast):
        cells = claim_cells(Claim(id="", forecast=record))
        return _with_days({name: value for name, value in cells.items() if name not in IN_THE_LEDGER_ALONE})
    claim, resolution = record.claim, record.resolution
    return {
        "id": claim.id,
        "claim": claim.forecast.claim,
        "speaker": claim.forecast.speaker,
        "said_on": claim.forecast.said_on,
        "due": claim.due,
        "outcome": resolution.outcome.value,
        "counts": record.counts,
        "by": resolution.by,
        "known_on": resolution.known_on,
        "happened_on": resolution.happened_on,
        "credit": resolution.credit,
        "value": resolution.value,
        "evidence": " ".join(resolution.evidence),
        "note": resolution.note,
    }


def _score_rows(card: "Scorecard") -> list[dict[str, object]]:
    from tracker.reports.terminal.scores import scorecard_rows

    return [row | {"as_of": card.as_of} for row in scorecard_rows(card)]


def _with_days(cells: Mapping[str, object]) -> dict[str, object]:
    return {name: dt.date.fromisoformat(str(value)) if name in DAYS and value else value for name, value in cells.items()}


def _several(words: str | Sequence[str]) -> Sequence[str]:
    return (words,) if isinstance(words, str) else words


def _member(kind: type[Word], field: str, value: str) -> Word:
    try:
        return kind(value)
    except ValueError:
        raise InvalidRecord(field, value, " or ".join(kind)) from None
