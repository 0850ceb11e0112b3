"""The actions of an analyst on the current claim: each is one transaction, saved before it is shown."""

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from tracker import ledger
from tracker.desk.queue import Queue
from tracker.errors import LedgerError
from tracker.ledger import ClaimFilter, Ledger, Order, Session, blind_view, count_claims, get_claim, list_claims, short_ids
from tracker.records import Claim, Status, Transcript
from tracker.reports.cleaning import one_line
from tracker.reports.event_sentences import standing_events

# The orders of a review, in the sequence in which a key cycles through them.
ORDERS = {
    "transcript": Order.TRANSCRIPT,
    "place": Order.SOURCE,
    "uncertain": Order.UNCERTAIN,
    "due": Order.DUE,
}
ORDER_LABELS = {
    "transcript": "by transcript, uncertain first",
    "place": "by place in the text",
    "uncertain": "uncertain first",
    "due": "by due date",
}

# The events that take a claim out of the queue: undoing anything else takes back no decision.
ENDING = frozenset({"accept", "reject", "resolve", "settle", "withdraw", "add"})

TRANSCRIPTS_KEPT = 8
# As many of the next claims as a tall terminal has room for.
AHEAD = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The current claim with all that is shown with it.

    `later` holds later claims of its chain of restatements, `ahead` the next claims in the queue. `short` maps the ids shown to
    their shortest unique beginnings.
    """

    claim: Claim
    transcript: Transcript | None
    later: tuple[Claim, ...] = ()
    ahead: tuple[Claim, ...] = ()
    short: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Desk:
    """A review session: a queue of claims, and the actions on the current one.

    Every action is saved when it returns, so nothing is lost however the program ends. Errors are TrackerErrors and leave the
    ledger as it was. `clock` gives the instant at which an action is recorded. `blind` hides what others decided, and records the
    analyst's decisions separately for agreement. `check` is called with a claim as an action leaves it; if it raises, the action
    is not saved.
    """

    ledger: Ledger
    by: str
    wanted: ClaimFilter
    clock: Callable[[], dt.datetime]
    order: str = "transcript"
    blind: bool = False
    check: Callable[[Claim], None] | None = None
    queue: Queue = field(init=False)
    total: int = 0
    decided: set[str] = field(default_factory=set)
    _transcripts: dict[str, Transcript | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.start()

    def start(self) -> None:
        """Start at the first claim of the queue."""
        self.queue = Queue(fetch=self._fetch)
        with self.ledger.reading() as session:
            self.total = count_claims(session, self.wanted)
        self.queue.forward()

    @property
    def done(self) -> int:
        """How many claims were decided here, not counting those taken back."""
        return len(self.decided)

    def _filter(self, limit: int | None, offset: int = 0) -> ClaimFilter:
        return replace(self.wanted, order=ORDERS[self.order], limit=limit, offset=offset)

    def _fetch(self, limit: int) -> Sequence[Claim]:
        with self.ledger.reading() as session:
            if not self.blind:
                return list_claims(session, self._filter(limit))
            return self._undecided(session, limit)

    def _undecided(self, session: Session, limit: int) -> list[Claim]:
        """The first `limit` claims that this analyst has not decided, whatever others decided."""
        found: list[Claim] = []
        offset = 0
        while len(found) < limit:
            part = list_claims(session, self._filter(limit, offset))
            found += [claim for claim in blind_view(session, part, self.by) if not decided_by(claim, self.by)]
            offset += len(part)
            if len(part) < limit:
                break
        return found[:limit]

    def place(self) -> Place | None:
        """The current claim as it is in the ledger now, with its transcript; None at the end of the queue."""
        if self.queue.current is None:
            return None
        with self.ledger.reading() as session:
            claim = self.queue.known.pop(self.queue.current, None) or get_claim(session, self.queue.current)
            if self.blind:
                # A claim that no longer passes the filter is shown as it is.
                claim = next(iter(blind_view(session, [claim], self.by)), claim)
            later = self._later(session, claim)
            return Place(
                claim=claim,
                transcript=self._transcript(session, claim),
                later=later,
                ahead=self._ahead(session),
                short=short_ids(session, [claim.id, *(each.id for each in later)]),
            )

    def _ahead(self, session: Session) -> tuple[Claim, ...]:
        """The next claims, as they were read with the queue."""
        ids = self.queue.ahead(AHEAD)
        unknown = tuple(each for each in ids if each not in self.queue.known)
        found = list_claims(session, ClaimFilter(ids=unknown)) if unknown else []
        read = {claim.id: claim for claim in (blind_view(session, found, self.by) if self.blind else found)}
        return tuple(claim for each in ids if (claim := self.queue.known.get(each) or read.get(each)))

    def _later(self, session: Session, claim: Claim) -> tuple[Claim, ...]:
        """Later claims of the claim's chain; without a chain nothing is read."""
        if self.blind or claim.chain is None or count_claims(session, ClaimFilter(chain=claim.chain)) < 2:
            return ()
        chain = list_claims(session, ClaimFilter(chain=claim.chain, said_after=claim.forecast.said_on))
        return tuple(each for each in chain if each.id != claim.id)

    def _transcript(self, session: Session, claim: Claim) -> Transcript | None:
        if claim.source is None:
            return None
        sha256 = claim.source.sha256
        if sha256 not in self._transcripts:
            if len(self._transcripts) >= TRANSCRIPTS_KEPT:
                self._transcripts.pop(next(iter(self._transcripts)))
            self._transcripts[sha256] = ledger.stored_transcript(session, claim.source)
        return self._transcripts[sha256]

    def at_hand(self) -> str:
        """The id of the current claim; raises LedgerError at the end of the queue."""
        if self.queue.current is None:
            raise LedgerError("the queue is empty")
        return self.queue.current

    def do(self, act: Callable[[Session, str], Claim], *, then: str = "stay") -> Claim:
        """Act on the current claim in one transaction; `then` is "stay", or "leave" to go on to the next claim."""
        claim_id = self.at_hand()

        def checked(session: Session) -> Claim:
            claim = act(session, claim_id)
            if self.check is not None:
                self.check(claim)
            return claim

        claim = self.ledger.run(checked)
        if then == "leave":
            self.queue.left.add(claim_id)
            self.decided.add(claim_id)
            self.queue.forward()
        return claim

    def accept(self) -> str:
        """Accept the current claim and go on."""
        claim = self.do(lambda s, i: ledger.accept(s, i, by=self.by, now=self.clock(), blind=self.blind), then="leave")
        return f"accepted: {one_line(claim.forecast.claim)}"

    def reject(self, reason: str | None = None) -> str:
        """Reject the current claim, for a reason or none, and go on."""
        claim = self.do(
            lambda s, i: ledger.reject(s, i, by=self.by, now=self.clock(), reason=reason, blind=self.blind), then="leave"
        )
        return f"rejected{f' ({reason})' if reason else ''}: {one_line(claim.forecast.claim)}"

    def reject_all(self, claims: Sequence[Claim], reason: str | None = None) -> str:
        """Reject the current claim and others in one operation, and go on."""
        ids = list(dict.fromkeys([self.at_hand(), *(claim.id for claim in claims)]))
        self.ledger.run(
            lambda s: ledger.decide_all(s, "reject", ids, by=self.by, now=self.clock(), reason=reason, blind=self.blind)
        )
        self.queue.left.update(ids)
        self.decided.update(ids)
        self.queue.forward()
        return f"rejected {len(ids)} claims{f': {reason}' if reason else ''}; u takes them all back"

    def alike(self, claim: Claim) -> list[tuple[str, list[Claim]]]:
        """Undecided claims of the same transcript that share something with a claim: what they share, and the claims."""
        if claim.source is None:
            return []
        here = replace(self.wanted, source=claim.source.sha256, order=Order.SOURCE, limit=None, offset=0)
        with self.ledger.reading() as session:
            found = list_claims(session, here)
            if self.blind:
                found = [each for each in blind_view(session, found, self.by) if not decided_by(each, self.by)]
        return groups_alike(claim, [each for each in found if each.id not in self.decided])

    def skip(self) -> str:
        """Go on without a decision."""
        if self.queue.current is None:
            return "end of the queue"
        self.queue.forward()
        return "skipped"

    def end(self) -> str:
        """The message when the queue has no current claim."""
        skipped = self.queue.passed_over()
        return f"End of the queue; {skipped} skipped, k goes back." if skipped else "The queue is empty."

    def back(self) -> None:
        """Go back to the previous claim."""
        self.queue.back()

    def undo(self) -> str:
        """Undo the analyst's last operation, in this session or an earlier one, and go to its claim."""
        events = self.ledger.run(lambda session: ledger.undo(session, by=self.by, now=self.clock()))
        ids = [event.claim_id for event in events if event.claim_id]
        kinds = ", ".join(dict.fromkeys(event.kind for event in events))
        if ids:
            self.queue.left.difference_update(ids)
            self.queue.go_to(ids[-1])
            self.decided.difference_update(event.claim_id for event in events if event.claim_id and event.kind in ENDING)
        claims = len(dict.fromkeys(ids))
        return f"took back: {kinds}{f' of {claims} claims' if claims > 1 else ''}"

    def named(self, words: str) -> str | None:
        """The id that begins with a word, if the word is long enough and the id unique."""
        if not re.fullmatch(r"[a-z0-9]{4,}", words.strip()):
            return None
        with self.ledger.reading() as session:
            found = ledger.ids_with_prefix(session, words.strip(), limit=2)
        return found[0][0] if len(found) == 1 else None

    def candidates_for(self, claim: Claim, words: str, *, same_source: bool) -> list[Claim]:
        """Up to nine claims with these words, or the closest ones: from the same transcript, or earlier by the same speaker."""
        wanted = ClaimFilter(
            text=words.strip() or None,
            source=claim.source.sha256 if same_source and claim.source else None,
            speaker=None if same_source else claim.forecast.speaker,
            said_before=None if same_source else claim.forecast.said_on,
            order=Order.SOURCE if same_source else Order.SAID,
            descending=not same_source,
            limit=200,
        )
        with self.ledger.reading() as session:
            found = [each for each in list_claims(session, wanted) if each.id != claim.id and each.status is not Status.WITHDRAWN]
        if same_source:
            place = claim.forecast.start or 0
            found.sort(key=lambda each: abs((each.forecast.start or 0) - place))
        return found[:9]

    def next_order(self) -> str:
        """Switch to the next order and start again."""
        names = list(ORDERS)
        self.order = names[(names.index(self.order) + 1) % len(names)]
        self.start()
        return f"sorted {ORDER_LABELS[self.order]}"

    def narrow(self, **changes: str | None) -> str:
        """Filter the queue by text, speaker, source or tag, and start again; None removes a filter."""
        before = self.wanted
        self.wanted = replace(before, **changes)  # type: ignore[arg-type]
        try:
            self.start()
        except Exception:
            self.wanted = before
            raise
        return f"{self.total} claims"


def groups_alike(claim: Claim, others: Sequence[Claim]) -> list[tuple[str, list[Claim]]]:
    """Groups of claims that share one property with a claim, each with the claim itself; groups of one are left out."""
    mine = claim.forecast
    phrase = mine.horizon.text if mine.horizon else mine.probability.text if mine.probability else None

    def said(each: Claim) -> str | None:
        horizon, odds = each.forecast.horizon, each.forecast.probability
        return horizon.text if horizon else odds.text if odds else None

    ways: list[tuple[str, Callable[[Claim], bool]]] = [
        (f"'{phrase}'", lambda each: bool(phrase) and (said(each) or "").casefold() == (phrase or "").casefold()),
        (f"said by {mine.speaker}", lambda each: mine.speaker is not None and each.forecast.speaker == mine.speaker),
        (f"no surer than {100 * mine.confidence:.0f} %", lambda each: each.forecast.confidence <= mine.confidence),
        (f"due on {claim.due}", lambda each: claim.due is not None and each.due == claim.due),
    ]
    found = [(label, [each for each in others if each.id == claim.id or alike(each)]) for label, alike in ways]
    return [(label, group) for label, group in found if len(group) > 1]


def decided_by(claim: Claim, analyst: str) -> bool:
    """Whether this analyst has accepted or rejected the claim and not undone it."""
    return any(event.by == analyst and event.kind in {"accept", "reject"} for event in standing_events(claim.events))


def review_filter(*, blind: bool, speaker: str | None, source: str | None, tag: str | None, text: str | None = None) -> ClaimFilter:
    """The filter of a review: candidates; for a blind second reader also what others decided."""
    statuses = tuple(Status) if blind else (Status.CANDIDATE,)
    return ClaimFilter(statuses=statuses, speaker=speaker, source=source, tag=tag, text=text)
