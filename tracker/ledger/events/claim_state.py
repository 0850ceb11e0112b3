"""The state of a claim as a pure function of its events. No database here."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from tracker.codec import forecast_from_json, from_json
from tracker.ledger.events.entry import Entry, cancelled
from tracker.records import Forecast, Resolution, Status

Json = dict[str, Any]

BASE_KINDS = frozenset({"extract", "add", "import"})
JUDGEMENT_KINDS = frozenset({"resolve", "settle"})
DECIDED = {"accept": Status.ACCEPTED, "reject": Status.REJECTED, "withdraw": Status.WITHDRAWN}
# Fields that another run of the extractor may change without changing what the claim says.
INCIDENTAL = frozenset({"confidence", "trace", "t_start_ms", "t_end_ms", "speaker_confidence", "doc", "about"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link to another claim: `restates`, `updates` or `contradicts`."""

    other_id: str
    relation: str
    recorded_at: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimState:
    """The state of a claim after all its events.

    `resolution` is the judgement that counts, `conflicting` those that disagree with it. `offer` is what a later run of the
    extractor read at the same place after an analyst had decided. `decisions` holds each analyst's last accept, reject or withdraw.
    """

    id: str
    forecast: Forecast
    source_sha256: str | None
    status: Status
    tags: tuple[str, ...]
    resolution: Resolution | None
    conflicting: tuple[Resolution, ...]
    links: tuple[Link, ...]
    offer: Forecast | None
    decisions: tuple[tuple[str, Status], ...]
    recorded_first: dt.datetime
    recorded_last: dt.datetime


def substance(forecast: Json) -> Json:
    """The fields of a forecast without the incidental ones."""
    return {name: value for name, value in forecast.items() if name not in INCIDENTAL}


def resolution_of(entry: Entry) -> Resolution:
    """The judgement that a `resolve` or `settle` entry records."""
    known_on = entry.known_on or entry.recorded_at.date()
    return from_json(Resolution, {"outcome": "", **entry.details, "by": entry.actor, "known_on": known_on})


def agree(one: Resolution, other: Resolution) -> bool:
    """Whether two judgements say the same outcome."""
    return one.outcome is other.outcome and one.credit == other.credit


@dataclass(slots=True)
class _Fold:
    forecast: Json | None = None
    source_sha256: str | None = None
    status: Status = Status.CANDIDATE
    touched: bool = False
    offer: Json | None = None
    tags: set[str] = field(default_factory=set)
    current: Resolution | None = None
    conflicting: list[Resolution] = field(default_factory=list)
    links: dict[str, Link] = field(default_factory=dict)
    decisions: dict[str, Status] = field(default_factory=dict)

    def take(self, entry: Entry) -> None:
        """Applies one entry that was not undone."""
        if entry.kind in BASE_KINDS:
            self._base(entry)
        elif entry.kind in DECIDED:
            self._decide(entry)
        elif entry.kind in {"edit", "tag"}:
            self._edit(entry)
        elif entry.kind in JUDGEMENT_KINDS:
            self._judge(entry)
        elif entry.kind == "reopen":
            self.current, self.conflicting = None, []
        elif entry.kind in {"link", "unlink"}:
            self._link(entry)

    def _base(self, entry: Entry) -> None:
        found = entry.details.get("forecast")
        if not isinstance(found, dict):
            return
        if self.forecast is None:
            self.forecast, self.source_sha256 = dict(found), entry.source_sha256
            # Decisions made in another program keep their own instants, which are before that of the import.
            if not self.touched:
                self.status = Status(entry.details.get("status", Status.CANDIDATE))
                self.touched = self.status is not Status.CANDIDATE
            self.tags.update(entry.details.get("tags", ()))
        elif not self.touched:
            self.forecast = {**found, "doc": self.forecast.get("doc")}
        elif substance(found) != substance(self.forecast):
            self.offer = dict(found)

    def _decide(self, entry: Entry) -> None:
        status = DECIDED[entry.kind]
        earlier = any(name != entry.actor for name in self.decisions)
        self.decisions[entry.actor] = status
        if entry.details.get("blind") and earlier:
            return
        self.status, self.touched, self.offer = status, True, None

    def _edit(self, entry: Entry) -> None:
        details = entry.details
        self.tags.update(details.get("add", ()))
        self.tags.difference_update(details.get("remove", ()))
        if entry.kind == "tag" or self.forecast is None:
            return
        self.forecast = self.forecast | details.get("set", {})
        self.source_sha256 = entry.source_sha256 or self.source_sha256
        if not details.get("because"):
            self.touched, self.offer = True, None

    def _judge(self, entry: Entry) -> None:
        judgement = resolution_of(entry)
        self.touched = True
        if entry.kind == "settle":
            self.current, self.conflicting = judgement, []
            return
        self.conflicting = [each for each in self.conflicting if each.by != judgement.by]
        if self.current is None or self.current.by == judgement.by or agree(self.current, judgement):
            self.current = judgement
            self.conflicting = [each for each in self.conflicting if not agree(each, judgement)]
        else:
            self.conflicting.append(judgement)

    def _link(self, entry: Entry) -> None:
        other = str(entry.details.get("to", ""))
        if entry.kind == "unlink":
            self.links.pop(other, None)
        else:
            relation = str(entry.details.get("as", "restates"))
            self.links[other] = Link(other_id=other, relation=relation, recorded_at=entry.recorded_at)


def fold(
    claim_id: str, entries: Iterable[Entry], *, as_of: dt.date | None = None, recorded_by: dt.date | None = None
) -> ClaimState | None:
    """The state of a claim, or None if no entry that counts adds it.

    `as_of` leaves out claims made after that day and outcomes known after it; `recorded_by` leaves out entries recorded after that
    day (UTC). The entries may come in any order. Raises InvalidRecord for details that no version of this program writes.
    """
    ordered = sorted(entries, key=lambda entry: entry.order)
    if recorded_by is not None:
        ordered = [entry for entry in ordered if entry.recorded_at.date() <= recorded_by]
    if not ordered:
        return None
    folded = _folded(ordered, as_of)
    if folded.forecast is None:
        return None
    forecast = forecast_from_json(folded.forecast)
    if as_of is not None and forecast.said_on > as_of:
        return None
    return ClaimState(
        id=claim_id,
        forecast=forecast,
        source_sha256=folded.source_sha256,
        status=folded.status,
        tags=tuple(sorted(folded.tags)),
        resolution=folded.current,
        conflicting=tuple(sorted(folded.conflicting, key=lambda each: (each.by, each.known_on))),
        links=tuple(folded.links[other] for other in sorted(folded.links)),
        offer=forecast_from_json(folded.offer) if folded.offer is not None else None,
        decisions=tuple(sorted(folded.decisions.items())),
        recorded_first=ordered[0].recorded_at,
        recorded_last=ordered[-1].recorded_at,
    )


def _folded(ordered: list[Entry], as_of: dt.date | None = None) -> _Fold:
    """What entries in their order come to, without those that an undo among them cancels."""
    gone = cancelled(ordered)
    folded = _Fold()
    for entry in ordered:
        if as_of is not None and entry.kind in JUDGEMENT_KINDS and entry.known_on is not None and entry.known_on > as_of:
            continue
        if entry.hash not in gone:
            folded.take(entry)
        elif entry.kind in BASE_KINDS and folded.forecast is None:
            folded.take(entry)
            folded.status = Status.WITHDRAWN
    return folded


def check_history(entries: Iterable[Entry]) -> None:
    """Raises InvalidRecord if the events of a claim make its forecast invalid at any moment."""
    ordered = sorted(entries, key=lambda each: each.order)
    folded = _Fold()
    for place, entry in enumerate(ordered, 1):
        if entry.kind == "undo":
            # Later edits do not build on one that was taken back.
            folded = _folded(ordered[:place])
        else:
            folded.take(entry)
        for found in (folded.forecast, folded.offer):
            if found is not None and entry.kind in BASE_KINDS | {"edit", "undo"}:
                forecast_from_json(found)
