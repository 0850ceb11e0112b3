"""Claims, sources and events as JSON lines, the format of a complete export."""

import datetime as dt
import json
from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.boundary.shown_text import escaped_json
from tracker.codec import Json, claim_to_json
from tracker.errors import InvalidRecord
from tracker.ledger.database.instants import instant_from_text, instant_text
from tracker.ledger.database.models import ClaimRow, SourceRow
from tracker.ledger.events.chain import chunks, entries_of_source, entries_of_speakers
from tracker.ledger.events.entry import Entry, to_record
from tracker.ledger.projection.as_of import AsOf
from tracker.ledger.projection.claim_filter import ClaimFilter, Order
from tracker.ledger.projection.listing import list_claims
from tracker.ledger.projection.packing import unpack
from tracker.records import Event

EVENT_KEYS = frozenset({"kind", "by", "known_on", "recorded_at", "reason", "source", "place", "previous_hash", "hash", "details"})
BATCH = 500


def line(value: Json) -> str:
    """One line of JSON, without its end; what steers a terminal or cannot be seen stands as an escape."""
    return escaped_json(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def event_to_json(event: Event) -> Json:
    """`{kind, by, known_on, recorded_at, reason, ..., place, previous_hash, hash}`, the details of the kind among them.

    `place` is the id of the event's ledger and its position in the chain there. A detail that bears the name of one of
    an event's own fields stands in an object `details`.
    """
    kept = {name: value for name, value in event.details.items() if name not in {"ledger", "position", "source"}}
    details = {name: value for name, value in kept.items() if name not in EVENT_KEYS}
    apart = {name: value for name, value in kept.items() if name in EVENT_KEYS}
    if apart:
        details["details"] = apart
    found: Json = {
        "kind": event.kind,
        "by": event.by,
        "known_on": event.known_on.isoformat() if event.known_on else None,
        "recorded_at": instant_text(event.recorded_at),
        "reason": event.reason,
        **dict(sorted(details.items())),
    }
    if event.details.get("source"):
        found["source"] = event.details["source"]
    return found | {
        "place": f"{event.details['ledger']}:{event.details['position']}",
        "previous_hash": event.previous_hash,
        "hash": event.hash,
    }


def details_from_json(row: Json) -> Json:
    """The details of an event that `event_to_json` wrote, or that somebody wrote by hand."""
    apart = row.get("details")
    return {name: value for name, value in row.items() if name not in EVENT_KEYS} | (apart if isinstance(apart, dict) else {})


def entry_from_json(row: Json, claim_id: str | None) -> Entry:
    """The entry that `event_to_json` wrote, about a claim or, with None, about a source or speakers.

    Raises InvalidRecord when it is not whole.
    """
    ledger_id, _, position = str(row.get("place", "")).partition(":")
    try:
        recorded_at = instant_from_text(row["recorded_at"])
        if recorded_at.tzinfo is None:
            raise ValueError("recorded_at without its time zone")
        return Entry(
            ledger_id=ledger_id,
            position=int(position),
            previous_hash=row["previous_hash"],
            hash=row["hash"],
            kind=row["kind"],
            claim_id=claim_id,
            source_sha256=row.get("source"),
            actor=row["by"],
            recorded_at=recorded_at.astimezone(dt.UTC),
            known_on=dt.date.fromisoformat(row["known_on"]) if row.get("known_on") else None,
            reason=row.get("reason"),
            details=details_from_json(row),
        )
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise InvalidRecord("event", row.get("place"), f"the events of an export as they were written ({error})") from None


def export_lines(session: Session, wanted: ClaimFilter | None = None, *, without_text: bool = False) -> Iterator[str]:
    """The lines of an export, without line ends: sources, what was decided about speakers, then claims with their events.

    Without a filter it is the whole ledger, and what an import makes of it exports to the same bytes. With a filter it holds the
    claims that pass, and their sources. `without_text` leaves the texts of the sources out.
    """
    if wanted is None:
        ids = None
        yield from _sources(session, None, without_text=without_text)
        speakers = entries_of_speakers(session)
        if speakers:
            yield line({"type": "speakers", "events": [event_to_json(to_record(entry)) for entry in speakers]})
    else:
        claims = list_claims(session, wanted)
        ids = [claim.id for claim in claims]
        hashes = sorted({claim.source.sha256 for claim in claims if claim.source})
        yield from _sources(session, hashes, without_text=without_text)
    yield from _claims(session, ids, wanted)


def _sources(session: Session, hashes: list[str] | None, *, without_text: bool) -> Iterator[str]:
    if hashes is None:
        hashes = list(session.execute(sa.select(SourceRow.sha256).order_by(SourceRow.sha256)).scalars())
    for sha256 in hashes:
        row = session.execute(sa.select(SourceRow.__table__).where(SourceRow.sha256 == sha256)).one()
        found: Json = {
            "type": "source",
            "doc": row.doc,
            "sha256": sha256,
            "said_on": row.said_on.isoformat(),
            "title": row.title,
            "url": row.url,
            "language": row.language,
            "reader": row.reader,
            "status": row.status,
            "replaced_by": row.replaced_by,
            "like": row.like,
        }
        if row.packed is not None and not without_text:
            what = f"the text of source {sha256[:12]}"
            found |= {"text": unpack(row.packed, what), "layout": json.loads(unpack(row.layout, what))}
        yield line(found | {"events": [event_to_json(to_record(entry)) for entry in entries_of_source(session, sha256)]})


def _claims(session: Session, ids: list[str] | None, wanted: ClaimFilter | None) -> Iterator[str]:
    as_of = wanted.as_of if wanted else None
    recorded_by = wanted.recorded_by if wanted else None
    view = AsOf(session, recorded_by)
    for part in chunks(ids if ids is not None else _every_id(session), BATCH):
        filtered = ClaimFilter(ids=tuple(part), order=Order.ID, as_of=as_of, recorded_by=recorded_by)
        claims = {claim.id: claim for claim in list_claims(session, filtered, with_events=True, view=view)}
        for claim_id in part:
            claim = claims[claim_id]
            yield line(claim_to_json(claim) | {"events": [event_to_json(event) for event in claim.events]})


def _every_id(session: Session) -> Iterator[str]:
    last = ""
    while True:
        query = sa.select(ClaimRow.id).where(ClaimRow.id > last).order_by(ClaimRow.id).limit(BATCH)
        found = list(session.execute(query).scalars())
        if not found:
            return
        yield from found
        last = found[-1]
