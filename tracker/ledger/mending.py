"""Mending a whole source: its day of speaking, speaker, title or url; replacing it by a corrected text; withdrawing it."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.errors import LedgerError
from tracker.ledger.chain import entries_of_source
from tracker.ledger.decisions import changed_forecast, edit_paper
from tracker.ledger.desk import Desk, Paper
from tracker.ledger.doors import check_edits
from tracker.ledger.models import ClaimRow, SourceRow
from tracker.ledger.recounting import Reread, counted, set_by_hand
from tracker.ledger.sources import SourceRecord, find_source, put_source, refresh_source, source_text, sources, transcript
from tracker.records import Forecast, Status, Transcript

# Finds in the new transcript where a forecast of the old one stands: (start, end, anchor_start), or None.
Reanchor = Callable[[Transcript, Transcript, Forecast], tuple[int, int, int | None] | None]


Planned = tuple[Paper, dict[str, object], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mending:
    """What mending a source came to: the ids of the claims that `moved` with it, and of those `left` for a person to look at.

    `dues` names the claims whose due date moved, with the old and the new one, `reworded` those whose quote reads otherwise in a
    corrected text, while their sentence, date and odds are what they were.
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
) -> Mending:
    """Changes what is known of a source, and its claims with it, as events; decisions stay.

    A new `said_on` moves every claim's day; horizons that `reread` reads otherwise on that day move too, and claims whose horizon
    it cannot read are `left` with the window they had. A new `speaker` takes the place of the source's main one, and of nobody.
    Claims whose date or speaker an analyst changed by hand keep it. Raises LedgerError for an unknown source, DaysOutOfOrder when
    claims would then have been said after their due date or, without `force`, after their outcome was known.
    """
    source = find_source(session, name)
    desk = Desk(session, by=by, now=now)
    wanted: dict[str, Any] = {"said_on": said_on.isoformat() if said_on else None, "title": title, "url": url}
    had = {"said_on": source.said_on.isoformat(), "title": source.title, "url": source.url}
    changed = {key: value for key, value in wanted.items() if value is not None and value != had[key]}
    papers = _papers(desk, source.sha256)
    speaker = desk.numbers.as_written(speaker)
    was = _main_speaker(papers)
    if not changed and (speaker is None or speaker == was):
        return Mending(source=_record(session, source.sha256), moved=(), left=())
    text = source_text(session, source.sha256)
    planned = [(paper, *_changes(paper, said_on, speaker, was, source.said_on, reread, text)) for paper in papers]
    check_edits(
        [(paper.claim_id, paper.now, changed_forecast(paper.now.forecast, changes)[0]) for paper, changes, _sure in planned],
        force=force,
    )
    details: dict[str, Any] = {"set": changed} | ({"speaker": speaker, "was": was} if speaker else {})
    known = tuple(entries_of_source(session, source.sha256))
    event = desk.append_other("source-edit", details, reason=reason, source_sha256=source.sha256, after=known)
    desk.close()
    refresh_source(session, source.sha256)
    return _follow(desk, planned, event.hash, source.sha256, reason=reason, force=force)


def _follow(desk: Desk, planned: "Sequence[Planned]", because: str, sha256: str, *, reason: str | None, force: bool) -> Mending:
    moved, left, dues = [], [], []
    for paper, changes, sure in planned:
        before = paper.now.forecast.horizon
        if changes and edit_paper(desk, paper, changes, reason=reason, because=because, force=force):
            moved.append(paper.claim_id)
        after = paper.now.forecast.horizon
        if before is not None and after is not None and before.end != after.end:
            dues.append((paper.claim_id, before.end, after.end))
        if not sure:
            left.append(paper.claim_id)
    desk.close()
    return Mending(source=_record(desk.session, sha256), moved=tuple(moved), left=tuple(left), dues=tuple(dues))


def _changes(
    paper: Paper,
    said_on: dt.date | None,
    speaker: str | None,
    was: str | None,
    old_day: dt.date,
    reread: Reread | None,
    text: str | None,
) -> tuple[dict[str, object], bool]:
    forecast, own = paper.now.forecast, set_by_hand(paper.entries)
    changes: dict[str, object] = {}
    sure = True
    if speaker is not None and forecast.speaker in {was, None} and "speaker" not in own:
        changes["speaker"] = speaker
    if said_on is not None and forecast.said_on == old_day and "said_on" not in own:
        changes["said_on"] = said_on
        if counted(forecast, paper.entries):
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
) -> Mending:
    """Puts a corrected transcript in the place of a source; its claims are found again in the new text, or `left` where they were.

    Ids and decisions stay; what moves bears the name of the new document. Raises LedgerError for an unknown source or the
    same text.
    """
    source = find_source(session, old)
    if new.sha256 == source.sha256:
        raise LedgerError(f"{new.doc} is the very text that the ledger has; there is nothing to replace")
    before = transcript(session, source.sha256)
    desk = Desk(session, by=by, now=now)
    sha256 = put_source(desk, new, said_on=source.said_on)
    known = tuple(entries_of_source(session, source.sha256))
    event = desk.append_other("source-replace", {"replaced_by": sha256}, reason=reason, source_sha256=source.sha256, after=known)
    desk.close()
    refresh_source(session, source.sha256)
    doc = _record(session, sha256).source.doc
    moved, left, reworded = [], [], []
    for paper in _papers(desk, source.sha256):
        place = reanchor(before, new, paper.now.forecast)
        if place is None:
            left.append(paper.claim_id)
            continue
        changes = _moved(paper.now.forecast, new, place) | {"doc": doc}
        if changes["quote"] != paper.now.forecast.quote:
            reworded.append(paper.claim_id)
        edit_paper(desk, paper, changes, reason=reason, because=event.hash, source_sha256=sha256)
        moved.append(paper.claim_id)
    desk.close()
    return Mending(source=_record(session, sha256), moved=tuple(moved), left=tuple(left), reworded=tuple(reworded))


def _moved(forecast: Forecast, new: Transcript, place: tuple[int, int, int | None]) -> dict[str, object]:
    start, end, anchor_start = place
    changes: dict[str, object] = {"start": start, "end": end, "quote": new.text[start:end]}
    if forecast.anchor is None:
        return changes
    if anchor_start is None:
        # The words of the anchor are among those that were corrected: the whole quote stands for them.
        return changes | {"anchor_start": start, "anchor": new.text[start:end]}
    return changes | {"anchor_start": anchor_start, "anchor": new.text[anchor_start : anchor_start + len(forecast.anchor)]}


def withdraw_source(session: Session, name: str, *, by: str, now: dt.datetime, reason: str | None = None) -> Mending:
    """Withdraws a source with its claims, without losing either. Raises LedgerError for an unknown source."""
    source = find_source(session, name)
    desk = Desk(session, by=by, now=now)
    if _record(session, source.sha256).status == "withdrawn":
        return Mending(source=_record(session, source.sha256), moved=(), left=())
    known = tuple(entries_of_source(session, source.sha256))
    event = desk.append_other("source-withdraw", {}, reason=reason, source_sha256=source.sha256, after=known)
    desk.close()
    refresh_source(session, source.sha256)
    moved = []
    for paper in _papers(desk, source.sha256):
        if paper.now.status is not Status.WITHDRAWN:
            desk.append(paper, "withdraw", {"because": event.hash}, reason=reason)
            moved.append(paper.claim_id)
    desk.close()
    return Mending(source=_record(session, source.sha256), moved=tuple(moved), left=())


def _papers(desk: Desk, sha256: str) -> list[Paper]:
    query = (
        sa.select(ClaimRow.id)
        .join(SourceRow, SourceRow.number == ClaimRow.source_number)
        .where(SourceRow.sha256 == sha256)
        .order_by(ClaimRow.quote_start, ClaimRow.id)
    )
    return [desk.take(claim_id) for claim_id in desk.session.execute(query).scalars().all()]


def _main_speaker(papers: list[Paper]) -> str | None:
    counts = Counter(paper.now.forecast.speaker for paper in papers if paper.now.forecast.speaker)
    return min(counts, key=lambda name: (-counts[name], name)) if counts else None


def _record(session: Session, sha256: str) -> SourceRecord:
    return sources(session, sha256)[0]
