"""Typed changes to the current claim: each is previewed before it is saved."""

import datetime as dt
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tracker import ledger
from tracker.by_hand.claim_by_hand import forecast_by_hand
from tracker.by_hand.claim_fields import changes_from
from tracker.by_hand.claim_parts import join_claims, parts_of
from tracker.by_hand.source_fiscal_year import context_of
from tracker.codec import forecast_from_json, forecast_to_json, to_json
from tracker.desk.review_desk import Desk, Place
from tracker.errors import TrackerError
from tracker.ledger import Session
from tracker.records import Claim, Forecast, Outcome, Resolution, Transcript
from tracker.reports.claim_card import hedge_words, horizon_words
from tracker.reports.written import magnitude, share_interval
from tracker.text.stretches import trimmed
from tracker.wording import none_meant, number_from

if TYPE_CHECKING:
    from tracker.horizons import HorizonContext

FIELDS = {
    "d": ("due", "due", "by the end of 2027, in two years, 2027-12-31, none"),
    "o": ("odds", "odds", "60%, 60-70%, 60/40, one in three, very likely, none"),
    "c": ("statement", "claim", "one sentence that can be judged true or false"),
    "p": ("speaker", "speaker", "a name, or none"),
    "i": ("condition", "condition", "what it depends on, or none"),
    "z": ("sizes", "size", "more than 10 billion dollars, 5 per cent, none"),
    "n": ("polarity", "polarity", "positive or negative"),
}

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_LINK = re.compile(r"https?://\S+")


def field_text(forecast: Forecast, name: str) -> str:
    """The present value of a field, as one would type it."""
    odds = forecast.probability
    texts = {
        "due": forecast.horizon.end.isoformat() if forecast.horizon else "none",
        "odds": "none" if odds is None else f"{odds.low:g}" if odds.low == odds.high else f"{odds.low:g}-{odds.high:g}",
        "statement": forecast.claim,
        "speaker": forecast.speaker or "none",
        "condition": forecast.condition or "none",
        "sizes": ", ".join(each.text for each in forecast.quantities) or "none",
        "polarity": forecast.polarity.value,
    }
    return texts[name]


def clears(name: str, words: str) -> bool:
    """Whether the words remove a field's value."""
    return name in {"due", "odds", "speaker", "condition", "sizes"} and none_meant(words)


def context_at(place: Place) -> "HorizonContext":
    """The context for dates typed for the current claim: the fiscal year that its transcript gives."""
    from tracker.horizons import transcript_context

    return transcript_context(place.transcript.text if place.transcript else None, place.claim.forecast.said_on)


def preview(forecast: Forecast, name: str, words: str, context: "HorizonContext | None" = None) -> str:
    """How typed words are read for a field; raises TrackerError if they cannot be read.

    `context` holds the fiscal year of the transcript, as for `changes_from`.
    """
    if not words.strip():
        raise TrackerError('nothing is typed; "none" removes a value')
    changes = changes_from(forecast, {name: words}, context)
    forecast_with(forecast, changes)
    match name:
        case "due":
            horizon = changes["horizon"]
            return horizon_words(horizon, forecast.said_on) if horizon else "no date"  # type: ignore[arg-type]
        case "odds":
            odds, hedge = changes["probability"], changes.get("hedge")
            if hedge:
                return hedge_words(hedge)  # type: ignore[arg-type]
            return share_interval((odds.low, odds.high)) if odds else "no odds"  # type: ignore[attr-defined]
        case "sizes":
            return "; ".join(magnitude(each) for each in changes["quantities"]) or "no size"  # type: ignore[attr-defined]
    return f"no {name}" if clears(name, words) else words.strip()


def forecast_with(forecast: Forecast, changes: dict[str, object]) -> Forecast:
    """The forecast with changed fields; raises InvalidRecord for a value that it cannot hold."""
    return forecast_from_json(forecast_to_json(forecast) | to_json(changes))


def edit(desk: Desk, name: str, words: str) -> str:
    """Change a field of the current claim to what the words say."""

    def change(session: Session, claim_id: str) -> Claim:
        claim = ledger.get_claim(session, claim_id)
        context = context_of(session, claim.source, claim.forecast.said_on) if name == "due" else None
        return ledger.edit(session, claim_id, changes_from(claim.forecast, {name: words}, context), by=desk.by, now=desk.clock())

    claim = desk.do(change)
    return f"{name} of {claim.id} changed"


def tag(desk: Desk, words: str) -> str:
    """Add comma-separated tags to the current claim; a minus before a tag removes it."""
    names = [name.strip() for name in words.split(",") if name.strip()]
    minus = [name[1:].strip() for name in names if name.startswith("-")]
    plus = [name for name in names if not name.startswith("-")]
    desk.do(lambda s, i: ledger.tag(s, i, add=plus, remove=minus, by=desk.by, now=desk.clock()))
    said = [f"tagged {', '.join(plus)}"] if plus else []
    said += [f"removed {', '.join(minus)}"] if minus else []
    return "; ".join(said) or "no tag given"


def split(desk: Desk, words: str) -> str:
    """Replace the current claim with one claim per sentence, separated by |, and go on."""
    statements = tuple(each.strip() for each in words.split("|") if each.strip())
    if len(statements) < 2:
        raise TrackerError("give two sentences with a | between them")

    def act(session: Session, claim_id: str) -> Claim:
        claim = ledger.get_claim(session, claim_id)
        parts = parts_of(claim.forecast, statements, context_of(session, claim.source, claim.forecast.said_on))
        return ledger.split(session, claim_id, parts, by=desk.by, now=desk.clock())[0]

    claim = desk.do(act, then="leave")
    return f"split into {len(statements)}, the first is {claim.id}"


def join(desk: Desk, other_id: str) -> str:
    """Replace the current claim and another with one claim, and go on."""

    def act(session: Session, claim_id: str) -> Claim:
        return join_claims(session, claim_id, other_id, statement=None, by=desk.by, now=desk.clock(), reason=None)

    claim = desk.do(act, then="leave")
    desk.queue.left.add(other_id)
    if desk.queue.current == other_id:
        desk.queue.forward()
    return f"joined as {claim.id}"


def link(desk: Desk, other_id: str, relation: str) -> str:
    """Record that the current claim restates, updates or contradicts another."""
    claim = desk.do(lambda s, i: ledger.link(s, i, other_id, relation, by=desk.by, now=desk.clock()))
    return f"{claim.id} {relation} {other_id}"


def mark(desk: Desk, claim: Claim, start: int, end: int, transcript: Transcript) -> str:
    """Add a forecast that the extractor missed: the words from `start` to `end` of the claim's transcript."""
    from tracker.horizons import transcript_context

    if claim.source is None:
        raise TrackerError("this claim has no transcript")
    text, speaker = transcript.text, transcript.speaker_at(start)
    start, end = trimmed(text, start, end)
    if start == end:
        raise TrackerError("nothing is marked")
    said_on = claim.source.said_on
    context = transcript_context(text, said_on)
    forecast = forecast_by_hand(statement=None, quote=text[start:end], said_on=said_on, speaker=speaker, context=context)
    forecast = replace(forecast, claim=" ".join(forecast.claim.split()), start=start, end=end)
    sha256 = claim.source.sha256
    made = desk.ledger.run(lambda session: ledger.add(session, forecast, by=desk.by, now=desk.clock(), source=sha256))
    return f"added {made.id}: {made.forecast.claim[:60]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What an analyst types with an outcome: the day on which it could be known, a value, links, and a remark."""

    known_on: dt.date
    value: float | None
    links: tuple[str, ...]
    note: str | None

    def __str__(self) -> str:
        parts = [f"known on {self.known_on}"]
        if self.value is not None:
            parts.append(f"value {self.value:g}")
        return "; ".join([*parts, *self.links, *([self.note] if self.note else [])])


def evidence_from(words: str, today: dt.date) -> Evidence:
    """The first date (or today), the links, "value X", and the rest as a remark. Raises TrackerError."""
    links = tuple(_LINK.findall(words))
    rest = _LINK.sub(" ", words)
    value_match = re.search(r"\bvalue\s+(-?[\d.,]+)", rest)
    value = None
    if value_match:
        try:
            value = number_from(value_match[1].rstrip(".,"))
        except ValueError:
            raise TrackerError(f"{value_match[1]!r} is not a number") from None
        rest = rest.replace(value_match[0], " ")
    day_match = _DAY.search(rest)
    try:
        day = dt.date.fromisoformat(day_match[0]) if day_match else today
    except ValueError:
        raise TrackerError(f"{day_match[0] if day_match else ''!r} is not a day") from None
    rest = rest.replace(day_match[0], " ", 1) if day_match else rest
    return Evidence(known_on=day, value=value, links=links, note=" ".join(rest.split()).strip(" ,;") or None)


def resolve(desk: Desk, outcome: Outcome, evidence: Evidence, credit: float | None = None) -> str:
    """Record the outcome of the current claim, and go on."""
    judgement = Resolution(
        outcome=outcome,
        by=desk.by,
        known_on=evidence.known_on,
        credit=credit,
        value=evidence.value,
        evidence=evidence.links,
        note=evidence.note,
    )

    def act(session: Session, claim_id: str) -> Claim:
        return ledger.resolve(session, claim_id, judgement, now=desk.clock())

    claim = desk.do(act, then="leave")
    return f"{claim.id}: {outcome}"
