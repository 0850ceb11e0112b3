"""Tables of claims, sources, speakers and events for the terminal. Nothing heavy is imported."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from tracker.boundary.shown_text import clean_values
from tracker.records import Claim, Event, Forecast, Source
from tracker.reports import written
from tracker.reports.terminal.stacked import Stacking
from tracker.reports.text_table import Column, Table

_STYLES = {"came true": "green", "did not": "red", "overdue": "yellow", "rejected": "dim", "withdrawn": "dim", "candidate": "dim"}


def _styled(rows: Sequence[tuple[str, ...]], column: int) -> tuple[tuple[tuple[int, int], str], ...]:
    return tuple(((index, column), style) for index, row in enumerate(rows) if (style := _STYLES.get(row[column])))


def claims_table(claims: Iterable[Claim], *, as_of: dt.date | None = None, empty: str | None = None) -> Table:
    """Claims, one a row: id, due date, speaker, what was claimed, odds, and what became of it."""
    rows = tuple(
        (
            claim.id,
            written.day(claim.due),
            claim.forecast.speaker or written.NONE,
            claim.forecast.claim,
            written.odds(claim),
            written.standing(claim, as_of),
        )
        for claim in claims
    )
    return Table(
        columns=(
            Column(name="id", style="cyan", ids=True),
            Column(name="due"),
            Column(name="speaker", fold=True),
            Column(name="claim", fold=True),
            Column(name="odds", right=True),
            Column(name="status"),
        ),
        rows=rows,
        notes=(written.count(len(rows), "claim"),) if rows else (),
        empty=empty or "no claims; `tracker extract FILE` finds some, `tracker add` takes one by hand",
        styles=_styled(rows, 5),
        stacking=Stacking(head=("id", "due", "odds", "status", "speaker"), body="claim"),
    )


def forecasts_table(forecasts: Iterable[Forecast]) -> Table:
    """Forecasts that are not in a ledger (a dry run): place, due date, odds, confidence, and what is claimed."""
    rows = tuple(
        (
            written.NONE if each.start is None else str(each.start),
            written.day(each.horizon.end if each.horizon else None),
            each.speaker or written.NONE,
            each.claim,
            written.odds(Claim(id="-", forecast=each)),
            written.per_cent(each.confidence),
        )
        for each in forecasts
    )
    return Table(
        columns=(
            Column(name="at", right=True, style="dim"),
            Column(name="due"),
            Column(name="speaker", fold=True),
            Column(name="claim", fold=True),
            Column(name="odds", right=True),
            Column(name="sure", right=True),
        ),
        rows=rows,
        notes=(written.count(len(rows), "forecast"),) if rows else (),
        empty="no forecasts found",
        stacking=Stacking(head=("at", "due", "odds", "sure", "speaker"), body="claim"),
    )


def due_table(claims: Iterable[Claim], *, as_of: dt.date) -> Table:
    """Pending predictions whose day has come or comes soon, the earliest due first."""
    ordered = sorted((claim for claim in claims if claim.due), key=lambda claim: (claim.due or as_of, claim.id))
    rows = tuple(
        (
            written.day(claim.due),
            written.days_from(claim.due or as_of, as_of),
            claim.id,
            claim.forecast.speaker or written.NONE,
            claim.forecast.claim,
            written.odds(claim),
            written.day(claim.forecast.said_on),
        )
        for claim in ordered
    )
    past = sum(1 for claim in ordered if claim.due and claim.due < as_of)
    styles = tuple(((index, 1), "yellow") for index, claim in enumerate(ordered) if claim.due and claim.due < as_of)
    return Table(
        columns=(
            Column(name="due"),
            Column(name="when"),
            Column(name="id", style="cyan", ids=True),
            Column(name="speaker", fold=True),
            Column(name="claim", fold=True),
            Column(name="odds", right=True),
            Column(name="said"),
        ),
        rows=rows,
        notes=(f"{past} overdue, {len(rows) - past} to come, as of {as_of.isoformat()}",) if rows else (),
        empty=f"nothing is due as of {as_of.isoformat()}",
        styles=styles,
        stacking=Stacking(head=("id", "due", "when", "odds", "speaker", "said"), body="claim"),
    )


def event_details(event: Event) -> str:
    """What an event holds besides its kind, as "name: value" parts; empty values are left out."""
    parts = [f"{name}: {value}" for name, value in clean_values(event.details).items() if value not in (None, "", [], (), {})]
    return "; ".join(parts)


def history_table(events: Iterable[Event]) -> Table:
    """What was done to a claim or to the ledger, first to last."""
    rows = tuple(
        (
            event.recorded_at.strftime("%Y-%m-%d %H:%M"),
            event.kind,
            event.by,
            written.day(event.known_on),
            event.claim_id or written.NONE,
            event_details(event) or written.NONE,
            event.reason or written.NONE,
        )
        for event in events
    )
    return Table(
        columns=(
            Column(name="recorded (UTC)"),
            Column(name="what"),
            Column(name="by"),
            Column(name="known on"),
            Column(name="claim", style="cyan", ids=True),
            Column(name="details", fold=True),
            Column(name="reason", fold=True),
        ),
        rows=rows,
        empty="no events",
    )


def sources_table(sources: Iterable[Source], counts: Mapping[str, int] | None = None) -> Table:
    """Transcripts in the ledger; `counts` gives the number of claims by SHA-256."""
    rows = tuple(
        (
            each.doc,
            each.said_on.isoformat(),
            each.title or written.NONE,
            written.NONE if counts is None else str(counts.get(each.sha256, 0)),
            each.url or written.NONE,
            each.sha256[:12],
        )
        for each in sources
    )
    return Table(
        columns=(
            Column(name="source", style="cyan", fold=True),
            Column(name="said"),
            Column(name="title", fold=True),
            Column(name="claims", right=True),
            Column(name="url", fold=True),
            Column(name="sha-256"),
        ),
        rows=rows,
        empty="no transcripts yet; `tracker extract FILE` reads one",
    )


def speakers_table(claims: Iterable[Claim], *, as_of: dt.date | None = None) -> Table:
    """Speakers with their numbers of claims: all, pending, overdue and resolved; rejected and withdrawn ones are left out."""
    counts: dict[str, Counter[str]] = {}
    for claim in claims:
        state = written.standing(claim, as_of)
        if state not in ("rejected", "withdrawn"):
            counter = counts.setdefault(claim.forecast.speaker or "(unknown)", Counter())
            counter[state if state in ("pending", "overdue", "candidate") else "resolved"] += 1
    rows = tuple(
        (name, str(sum(found.values())), *(str(found[state]) for state in ("candidate", "pending", "overdue", "resolved")))
        for name, found in sorted(counts.items(), key=lambda item: (-sum(item[1].values()), item[0]))
    )
    return Table(
        columns=(
            Column(name="speaker", fold=True),
            Column(name="claims", right=True),
            Column(name="candidates", right=True),
            Column(name="pending", right=True),
            Column(name="overdue", right=True),
            Column(name="resolved", right=True),
        ),
        rows=rows,
        empty="no speakers yet",
    )
