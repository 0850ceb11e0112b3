"""The desks open in a browser: one for each set of filters, kept between requests."""

import datetime as dt
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from tracker.cli.follow_up.due_command import pending
from tracker.desk.review_desk import ORDERS, Desk, Place, review_filter
from tracker.errors import TrackerError
from tracker.ledger import ClaimFilter, Ledger
from tracker.order_of_days import later
from tracker.records import Claim, Status
from tracker.reports.event_sentences import standing_events
from tracker.web.forms import Form

MOST = 4
PAST_TENSE = {
    "accept": "accepted",
    "reject": "rejected",
    "edit": "changed",
    "resolve": "resolved",
    "settle": "settled",
    "reopen": "reopened",
    "withdraw": "withdrawn",
}


class Overtaken(TrackerError):
    """Somebody else decided a claim after it was shown here and before it was decided here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskFilters:
    """The filters of a desk, as in its address: `resolving` is for what fell due, otherwise for candidates.

    `below` and `at_least` bound the confidence, from 0 to 1. `days` is how many days ahead due claims are included.
    """

    resolving: bool = False
    speaker: str = ""
    source: str = ""
    tag: str = ""
    text: str = ""
    order: str = "transcript"
    blind: bool = False
    below: float | None = None
    at_least: float | None = None
    days: int = 0

    def query(self) -> str:
        """The filters as a query string; empty without any."""
        given = {
            "speaker": self.speaker,
            "source": self.source,
            "tag": self.tag,
            "text": self.text,
            "order": "" if self.resolving or self.order == "transcript" else self.order,
            "blind": "1" if self.blind else "",
            "below": "" if self.below is None else f"{self.below:g}",
            "at_least": "" if self.at_least is None else f"{self.at_least:g}",
            "days": str(self.days or ""),
        }
        return urlencode({name: value for name, value in given.items() if value})

    def wanted(self, today: dt.date) -> ClaimFilter:
        """The claims that pass the filters."""
        if self.resolving:
            found = pending(
                as_of=today,
                until=later(today, dt.timedelta(days=self.days)),
                speaker=self.speaker or None,
                tag=self.tag or None,
                candidates=False,
            )
            return replace(found, source=self.source or None, text=self.text or None)
        found = review_filter(
            blind=self.blind,
            speaker=self.speaker or None,
            source=self.source or None,
            tag=self.tag or None,
            text=self.text or None,
        )
        return replace(found, below=self.below, at_least=self.at_least)


def desk_filters(form: Form, *, resolving: bool) -> DeskFilters:
    """The filters in a query; raises FormError for what cannot be read."""
    order = form.text("order")
    return DeskFilters(
        resolving=resolving,
        speaker=form.text("speaker"),
        source=form.text("source"),
        tag=form.text("tag"),
        text=form.text("text"),
        order="due" if resolving else order if order in ORDERS else "transcript",
        blind=form.flag("blind") and not resolving,
        below=form.share("below"),
        at_least=form.share("at_least"),
        days=form.count("days", most=36_500),
    )


@dataclass(slots=True)
class WebDesk:
    """A desk as a browser needs it: with the last action, to repeat it, and the claim that stays shown although it is decided."""

    desk: Desk
    desk_filters: DeskFilters
    last: Callable[[], str] | None = None
    held: str | None = None

    def show(self, claim_id: str) -> None:
        """Make a claim the current one, whatever its status."""
        if self.desk.queue.current != claim_id:
            self.desk.queue.go_to(claim_id)
        self.held = claim_id

    def place(self) -> Place | None:
        """The current claim as it is in the ledger now; claims that others decided in the meantime are skipped."""
        queue = self.desk.queue
        if queue.current is None:
            # Claims added since then may be available now.
            queue.exhausted = False
            queue.forward()
        while True:
            # The claim as read with the queue may be outdated by now.
            queue.known.pop(queue.current or "", None)
            place = self.desk.place()
            if place is None or place.claim.id == self.held or self.open(place.claim):
                return place
            queue.left.add(place.claim.id)
            queue.forward()

    def open(self, claim: Claim) -> bool:
        """Whether a claim is still to be decided here."""
        if self.desk.blind:
            return True
        if self.desk_filters.resolving:
            return claim.resolution is None and claim.status is Status.ACCEPTED
        return claim.status is Status.CANDIDATE


def refuse_overtaken(claim: Claim, seen: str, by: str) -> None:
    """Raises Overtaken if somebody else decided or changed a claim after the event `seen`, the last one shown.

    The claim must have its events. The transaction that this ends keeps nothing.
    """
    hashes = [event.hash for event in claim.events]
    if seen not in hashes:
        return
    new = set(hashes[hashes.index(seen) + 1 :])
    others = [event for event in standing_events(claim.events) if event.hash in new and event.by != by and event.kind in PAST_TENSE]
    if others:
        what = f"{others[-1].by} has {PAST_TENSE[others[-1].kind]} this claim"
        raise Overtaken(f"{what} since you opened it, so your action was not saved; repeat it if you still want to")


@dataclass(slots=True)
class Desks:
    """The desks of one session, at most MOST; the least recently used is dropped."""

    ledger: Ledger
    by: str
    today: Callable[[], dt.date]
    clock: Callable[[], dt.datetime]
    _open: "OrderedDict[DeskFilters, WebDesk]" = field(default_factory=OrderedDict)

    def at(self, desk_filters: DeskFilters) -> WebDesk:
        """The desk for these filters, opened at its first claim if it is not open yet."""
        found = self._open.get(desk_filters)
        if found is None:
            desk = Desk(
                ledger=self.ledger,
                by=self.by,
                wanted=desk_filters.wanted(self.today()),
                order=desk_filters.order,
                blind=desk_filters.blind,
                clock=self.clock,
            )
            found = self._open[desk_filters] = WebDesk(desk, desk_filters)
            while len(self._open) > MOST:
                self._open.popitem(last=False)
        self._open.move_to_end(desk_filters)
        return found
