"""What has changed in a ledger since a day: new claims, decisions, outcomes, moved dates, and what fell due."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tracker.order_of_days import later
from tracker.records import Claim, Event, Status
from tracker.reports import written
from tracker.reports.event_sentences import BASE_KINDS, JUDGEMENTS, sentence, standing_events

DECISIONS = frozenset({"accept", "reject", "withdraw"})
OUTCOMES = JUDGEMENTS | {"reopen"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change of a claim: the event it comes from, and a sentence without its full stop."""

    claim: Claim
    event: Event
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What was recorded from `since` on, and what fell or falls due around `as_of` and has no outcome.

    Lists of changes have the latest first. `due` fell due from `since` to `as_of`; `coming` falls due in as many days after it.
    """

    since: dt.date
    as_of: dt.date
    new: tuple[Change, ...] = ()
    decided: tuple[Change, ...] = ()
    resolved: tuple[Change, ...] = ()
    moved: tuple[Change, ...] = ()
    due: tuple[Claim, ...] = ()
    coming: tuple[Claim, ...] = ()

    @property
    def until(self) -> dt.date:
        """The last day of `coming`."""
        return later(self.as_of, self.as_of - self.since)

    @property
    def empty(self) -> bool:
        """Whether nothing has changed and nothing falls due."""
        return not (self.new or self.decided or self.resolved or self.moved or self.due or self.coming)


def changes(claims: Iterable[Claim], *, since: dt.date, as_of: dt.date) -> Changes:
    """What happened to claims, which must come with their events, from the start of `since` (UTC) to the end of `as_of`.

    The day after `as_of` in UTC still counts: somewhere it is `as_of`. Of several decisions or outcomes on one claim the last
    counts. What was undone does not count.
    """
    listed = list(claims)
    new: list[Change] = []
    decided: list[Change] = []
    resolved: list[Change] = []
    moved: list[Change] = []
    last_day = later(as_of, dt.timedelta(days=1))
    for claim in listed:
        events = standing_events(claim.events, as_of)
        fresh = [event for event in events if since <= event.recorded_at.date() <= last_day]
        if events and events[0] in fresh and events[0].kind in BASE_KINDS:
            new.append(_change(claim, events[0]))
        for kinds, into in ((DECISIONS, decided), (OUTCOMES, resolved)):
            last = next((event for event in reversed(fresh) if event.kind in kinds), None)
            if last is not None:
                into.append(_change(claim, last))
        moved += [each for each in _edited_dates(claim, events) if each.event in fresh]
    moved += [each for each in _restated_dates(listed, as_of) if since <= each.event.recorded_at.date() <= last_day]
    until = later(as_of, as_of - since)
    waiting = sorted((claim for claim in listed if _waits(claim, as_of)), key=lambda claim: (_day(claim), claim.id))
    return Changes(
        since=since,
        as_of=as_of,
        new=_latest_first(new),
        decided=_latest_first(decided),
        resolved=_latest_first(resolved),
        moved=_latest_first(moved),
        due=tuple(claim for claim in waiting if since <= _day(claim) <= as_of),
        coming=tuple(claim for claim in waiting if as_of < _day(claim) <= until),
    )


def _change(claim: Claim, event: Event) -> Change:
    return Change(claim=claim, event=event, text=sentence(event))


def _latest_first(found: list[Change]) -> tuple[Change, ...]:
    return tuple(sorted(found, key=lambda each: (each.event.recorded_at, each.claim.id), reverse=True))


def _day(claim: Claim) -> dt.date:
    return claim.due or dt.date.max


def _waits(claim: Claim, as_of: dt.date) -> bool:
    return claim.status is Status.ACCEPTED and written.standing(claim, as_of) in ("pending", "overdue")


def _end_of(horizon: object) -> str | None:
    return str(horizon["end"]) if isinstance(horizon, dict) and horizon.get("end") else None


def _moved_words(before: str | None, after: str | None) -> str:
    return f"due {after or 'on no day'} instead of {before or 'on no day'}"


def _edited_dates(claim: Claim, events: Sequence[Event]) -> Iterator[Change]:
    """The edits that gave a claim another due date."""
    before: str | None = None
    for event in events:
        forecast, changed = event.details.get("forecast"), event.details.get("set")
        if event.kind in BASE_KINDS and isinstance(forecast, dict):
            before = _end_of(forecast.get("horizon"))
        elif event.kind == "edit" and isinstance(changed, dict) and "horizon" in changed:
            after = _end_of(changed["horizon"])
            if after != before:
                yield Change(claim=claim, event=event, text=f"{_moved_words(before, after)}, as edited by {event.by}")
            before = after


def _restated_dates(claims: Sequence[Claim], as_of: dt.date) -> Iterator[Change]:
    """Predictions said again with another due date."""
    chains: dict[str, list[Claim]] = {}
    for claim in claims:
        if claim.status is Status.ACCEPTED:
            chains.setdefault(claim.chain or claim.id, []).append(claim)
    for chain in chains.values():
        chain.sort(key=lambda claim: (claim.forecast.said_on, claim.id))
        for first, second in pairwise(chain):
            events = standing_events(second.events, as_of)
            if first.due == second.due or not events:
                continue
            said = next((event for event in reversed(events) if event.kind == "link"), events[0])
            before, after = (str(each.due) if each.due else None for each in (first, second))
            text = f"said again on {written.long_day(second.forecast.said_on)}, {_moved_words(before, after)}"
            yield Change(claim=second, event=said, text=text)
