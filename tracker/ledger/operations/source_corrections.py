"""Correcting a source: its day of speaking, speaker, title or url; replacing its text; withdrawing it."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.errors import LedgerError
from tracker.ledger.database.models import ClaimRow, SourceRow
from tracker.ledger.events.chain import entries_of_source
from tracker.ledger.operations.day_checks import check_edits
from tracker.ledger.operations.decisions import append_edit, changed_forecast
from tracker.ledger.operations.operation import HeldClaim, Operation
from tracker.ledger.operations.put_source import put_source
from tracker.ledger.operations.relative_due_dates import Reread, counted, set_by_hand
from tracker.ledger.projection.source_rows import refresh_source
from tracker.ledger.projection.sources import SourceRecord, find_source, source_text, sources, transcript
from tracker.records import Forecast, Status, Transcript

# Finds a forecast of the old transcript in the new one: (start, end, anchor_start), or None.
Reanchor = Callable[[Transcript, Transcript, Forecast], tuple[int, int, int | None] | None]
# A claim, its changes, and whether its due date could be read for the new day.
Planned = tuple[HeldClaim, dict[str, object], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCorrection:
    """The result of correcting a source: the ids of the claims that changed with it (`moved`), and of those `left` to be checked.

    `dues` lists the claims whose due date changed, with the old and the new one, `reworded` those whose quote differs in the
    corrected text, while their sentence, date and odds stay.
    """

    source: SourceRecord
    moved: tuple[str, ...]
    left: tuple[str, ...]
    dues: tuple[tuple[str, dt.date, dt.date], ...] = ()
    reworded: tuple[str, ...] = ()


def edit_source(  # noqa: PLR0913 - each is a field of the source
    session: Session,
    name: str,
    *,
    by: str,
    now: dt.datetime,
    said_on: dt.date | None = None,
    speaker: str | None = None,
    title: str | None = None,
    url: str | None = None,
    reread: Reread | None = None,
    reason: str | None = None,
    force: bool = False,
) -> SourceCorrection:
    """Changes the details of a source, and its claims with it, as events; decisions stay.

    A new `said_on` changes every claim's day, and its horizon where `reread` reads another one for that day; claims whose horizon
    it cannot read are `left` with their old window. A new `speaker` replaces the source's main speaker and a missing one. Claims
    whose date or speaker an analyst set by hand keep it. Raises LedgerError for an unknown source, DaysOutOfOrder if claims would
    then have been said after their due date or, without `force`, after their outcome was known.
    """
    source = find_source(session, name)
    operation = Operation(session, by=by, now=now)
    wanted: dict[str, Any] = {"said_on": said_on.isoformat() if said_on else None, "title": title, "url": url}
    had = {"said_on": source.said_on.isoformat(), "title": source.title, "url": source.url}
    changed = {key: value for key, value in wanted.items() if value is not None and value != had[key]}
    held_claims = _held_claims(operation, source.sha256)
    speaker = operation.numbers.known_spelling(speaker)
    was = _main_speaker(held_claims)
    if not changed and (speaker is None or speaker == was):
        return SourceCorrection(source=_record(session, source.sha256), moved=(), left=())
    text = source_text(session, source.sha256)
    planned = [(held, *_changes(held, said_on, speaker, was, source.said_on, reread, text)) for held in held_claims]
    check_edits(
        [(held.claim_id, held.now, changed_forecast(held.now.forecast, changes)[0]) for held, changes, _sure in planned],
        force=force,
    )
    details: dict[str, Any] = {"set": changed} | ({"speaker": speaker, "was": was} if speaker else {})
    known = tuple(entries_of_source(session, source.sha256))
    event = operation.append_other("source-edit", details, reason=reason, source_sha256=source.sha256, after=known)
    operation.close()
    refresh_source(session, source.sha256)
    return _follow(operation, planned, event.hash, source.sha256, reason=reason, force=force)


def _follow(
    operation: Operation, planned: Sequence[Planned], because: str, sha256: str, *, reason: str | None, force: bool
) -> SourceCorrection:
    moved, left, dues = [], [], []
    for held, changes, sure in planned:
        before = held.now.forecast.horizon
        if changes and append_edit(operation, held, changes, reason=reason, because=because, force=force):
            moved.append(held.claim_id)
        after = held.now.forecast.horizon
        if before is not None and after is not None and before.end != after.end:
            dues.append((held.claim_id, before.end, after.end))
        if not sure:
            left.append(held.claim_id)
    operation.close()
    return SourceCorrection(source=_record(operation.session, sha256), moved=tuple(moved), left=tuple(left), dues=tuple(dues))


def _changes(
    held: HeldClaim,
    said_on: dt.date | None,
    speaker: str | None,
    was: str | None,
    old_day: dt.date,
    reread: Reread | None,
    text: str | None,
) -> tuple[dict[str, object], bool]:
    forecast, own = held.now.forecast, set_by_hand(held.entries)
    changes: dict[str, object] = {}
    sure = True
    if speaker is not None and forecast.speaker in {was, None} and "speaker" not in own:
        changes["speaker"] = speaker
    if said_on is not None and forecast.said_on == old_day and "said_on" not in own:
        changes["said_on"] = said_on
        if counted(forecast, held.entries):
            read = reread(forecast, said_on, text) if reread else None
            sure = read is not None
            if read is not None and read != forecast.horizon:
                changes["horizon"] = read
    return changes, sure


def replace_source(
    session: Session,
    old: str,
    new: Transcript,
    *,
    by: str,
    now: dt.datetime,
    reanchor: Reanchor,
    reason: str | None = None,
) -> SourceCorrection:
    """Replaces a source by a corrected transcript; its claims move to the new text, or are `left` if not found there.

    Ids and decisions stay; claims that move get the new document's name. Raises LedgerError for an unknown source or the same text.
    """
    source = find_source(session, old)
    if new.sha256 == source.sha256:
        raise LedgerError(f"{new.doc} is exactly the text that the ledger has; there is nothing to replace")
    before = transcript(session, source.sha256)
    operation = Operation(session, by=by, now=now)
    sha256 = put_source(operation, new, said_on=source.said_on)
    known = tuple(entries_of_source(session, source.sha256))
    event = operation.append_other(
        "source-replace", {"replaced_by": sha256}, reason=reason, source_sha256=source.sha256, after=known
    )
    operation.close()
    refresh_source(session, source.sha256)
    doc = _record(session, sha256).source.doc
    moved, left, reworded = [], [], []
    for held in _held_claims(operation, source.sha256):
        place = reanchor(before, new, held.now.forecast)
        if place is None:
            left.append(held.claim_id)
            continue
        changes = _moved(held.now.forecast, new, place) | {"doc": doc}
        if changes["quote"] != held.now.forecast.quote:
            reworded.append(held.claim_id)
        append_edit(operation, held, changes, reason=reason, because=event.hash, source_sha256=sha256)
        moved.append(held.claim_id)
    operation.close()
    return SourceCorrection(source=_record(session, sha256), moved=tuple(moved), left=tuple(left), reworded=tuple(reworded))


def _moved(forecast: Forecast, new: Transcript, place: tuple[int, int, int | None]) -> dict[str, object]:
    start, end, anchor_start = place
    changes: dict[str, object] = {"start": start, "end": end, "quote": new.text[start:end]}
    if forecast.anchor is None:
        return changes
    if anchor_start is None:
        # The words of the anchor were corrected too: the whole quote becomes the anchor.
        return changes | {"anchor_start": start, "anchor": new.text[start:end]}
    return changes | {"anchor_start": anchor_start, "anchor": new.text[anchor_start : anchor_start + len(forecast.anchor)]}


def withdraw_source(session: Session, name: str, *, by: str, now: dt.datetime, reason: str | None = None) -> SourceCorrection:
    """Withdraws a source and its claims without deleting them. Raises LedgerError for an unknown source."""
    source = find_source(session, name)
    operation = Operation(session, by=by, now=now)
    if _record(session, source.sha256).status == "withdrawn":
        return SourceCorrection(source=_record(session, source.sha256), moved=(), left=())
    known = tuple(entries_of_source(session, source.sha256))
    event = operation.append_other("source-withdraw", {}, reason=reason, source_sha256=source.sha256, after=known)
    operation.close()
    refresh_source(session, source.sha256)
    moved = []
    for held in _held_claims(operation, source.sha256):
        if held.now.status is not Status.WITHDRAWN:
            operation.append(held, "withdraw", {"because": event.hash}, reason=reason)
            moved.append(held.claim_id)
    operation.close()
    return SourceCorrection(source=_record(session, source.sha256), moved=tuple(moved), left=())


def _held_claims(operation: Operation, sha256: str) -> list[HeldClaim]:
    query = (
        sa.select(ClaimRow.id)
        .join(SourceRow, SourceRow.number == ClaimRow.source_number)
        .where(SourceRow.sha256 == sha256)
        .order_by(ClaimRow.quote_start, ClaimRow.id)
    )
    return [operation.take(claim_id) for claim_id in operation.session.execute(query).scalars().all()]


def _main_speaker(held_claims: list[HeldClaim]) -> str | None:
    counts = Counter(held.now.forecast.speaker for held in held_claims if held.now.forecast.speaker)
    return min(counts, key=lambda name: (-counts[name], name)) if counts else None


def _record(session: Session, sha256: str) -> SourceRecord:
    return sources(session, sha256)[0]
