"""The history of a claim in sentences: who did what on which day, and what they said for a reason. Standard library only."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tracker.boundary.shown_text import clean_values
from tracker.records import Event, Outcome
from tracker.reports import written
from tracker.reports.cleaning import one_line

#: Kinds of events that create a claim, and that record its outcome.
BASE_KINDS = frozenset({"extract", "add", "import"})
JUDGEMENTS = frozenset({"resolve", "settle"})
#: Details that only programs need, or that the page shows elsewhere.
_UNSAID = frozenset({"forecast", "ledger", "position", "with", "blind", "evidence", "tags", "followed"})

_OUTCOMES = {
    Outcome.TRUE: "Came true",
    Outcome.FALSE: "Did not come true",
    Outcome.PARTIAL: "Came true in part",
    Outcome.AMBIGUOUS: "Judged ambiguous",
    Outcome.VOID: "Judged void, its condition not met",
}
_RELATIONS = {"restates": "saying again", "updates": "an update of", "contradicts": "contradicting"}
_FIELDS = {"horizon": "due date", "probability": "odds", "hedge": "word of likelihood", "said_on": "day of speaking"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One event in words: the sentence, the reason or note given, the evidence, and what only a program needs."""

    event: Event
    sentence: str
    reason: str
    evidence: tuple[str, ...]
    machine: str


def _list(details: Mapping[str, Any], name: str) -> list[str]:
    value = details.get(name)
    return [str(each) for each in value] if isinstance(value, list | tuple) else []


def _signed(event: Event) -> str:
    """Who and when, such as "by Ana on 4 May 2024"."""
    return f"by {event.by} on {written.long_day(event.recorded_at.date())}"


def _found(event: Event, first: bool) -> str:
    day = written.long_day(event.recorded_at.date())
    if event.kind == "extract":
        who = "" if event.by == "tracker" else f", run by {event.by}"
        return f"{'Found' if first else 'Found again'} by the extractor on {day}{who}"
    verb = {"add": "Added by hand", "import": "Imported"}[event.kind] if first else "Imported again"
    return f"{verb} {_signed(event)}"


def _decided(event: Event) -> str:
    verb = {"accept": "Accepted", "reject": "Rejected", "withdraw": "Withdrawn", "reopen": "Outcome taken back"}[event.kind]
    blind = ", without seeing what others had decided" if event.details.get("blind") else ""
    why = ""
    if event.details.get("split"):
        why = ", split into several claims"
    elif event.details.get("join"):
        why = ", joined with another claim"
    return f"{verb} {_signed(event)}{blind}{why}"


def value_words(name: str, value: object) -> str:
    """The new value of an edited field, such as "2027-12-31", "80 %" or "none"."""
    if value in (None, "", [], {}):
        return "none"
    if isinstance(value, Mapping):
        if name == "horizon":
            return str(value.get("end"))
        if name == "probability":
            low, high = 100 * float(value["low"]), 100 * float(value["high"])
            return f"{low:.3g} %" if low == high else f"{low:.3g} to {high:.3g} %"
        return f"“{value.get('text')}”"
    if name == "quantities":
        return "; ".join(str(each.get("text")) for each in value if isinstance(each, Mapping))  # type: ignore[attr-defined]
    return str(value) if name in ("said_on", "kind", "polarity", "speaker") else f"“{value}”"


#: Offsets change with the quote; one reads the quote.
_PLACES = frozenset({"start", "end", "anchor", "anchor_start", "t_start_ms", "t_end_ms", "doc", "kind", "trace", "about"})


def _edited(event: Event) -> str:
    changed = event.details.get("set")
    fields = dict(changed) if isinstance(changed, Mapping) else {}
    said = [f"{_FIELDS.get(name, name)} {value_words(name, value)}" for name, value in fields.items() if name not in _PLACES]
    return f"Edited {_signed(event)}: {', '.join(said) or 'its place in the transcript'}"


def _tagged(event: Event) -> str:
    parts = []
    if added := _list(event.details, "add"):
        parts.append(f"tagged {', '.join(added)}")
    if removed := _list(event.details, "remove"):
        parts.append(f"tag {', '.join(removed)} taken off")
    said = " and ".join(parts) or "tags looked at"
    return f"{said[0].upper()}{said[1:]} {_signed(event)}"


def judged_words(event: Event) -> str:
    """How a claim came out, by the event that says so: "Came true on 30 June 2026"."""
    details = event.details
    try:
        outcome = Outcome(str(details.get("outcome", "")))
    except ValueError:
        return "Resolved"
    said = _OUTCOMES[outcome]
    credit = details.get("credit")
    if outcome is Outcome.PARTIAL and isinstance(credit, int | float):
        said += f" ({written.per_cent(float(credit))} of it)"
    happened = details.get("happened_on")
    if happened:
        return f"{said} on {written.long_day(dt.date.fromisoformat(str(happened)))}"
    return f"{said}, as was known on {written.long_day(event.known_on)}" if event.known_on else said


def _judged(event: Event) -> str:
    settled = "; this settles the dispute" if event.kind == "settle" else ""
    return f"{judged_words(event)}; recorded {_signed(event)}{settled}"


def _linked(event: Event) -> str:
    relation = _RELATIONS.get(str(event.details.get("as", "")), "linked to")
    if event.kind == "unlink":
        return f"Link to another claim taken back {_signed(event)}"
    return f"Marked as {relation} another claim {_signed(event)}"


_SENTENCES: dict[str, Callable[[Event], str]] = {
    **dict.fromkeys(("accept", "reject", "withdraw", "reopen"), _decided),
    **dict.fromkeys(("resolve", "settle"), _judged),
    **dict.fromkeys(("link", "unlink"), _linked),
    "edit": _edited,
    "tag": _tagged,
}


def sentence(event: Event, *, first: bool = True) -> str:
    """What an event did, as a sentence without its full stop; `first` says that nothing brought the claim in before."""
    if event.kind in BASE_KINDS:
        return one_line(_found(event, first))
    make = _SENTENCES.get(event.kind)
    return one_line(make(event) if make else f"{event.kind.capitalize()} {_signed(event)}")


def taken_back(events: Iterable[Event]) -> dict[str, Event]:
    """The undo that takes an event back, by the hash of that event; an undo that was itself taken back does nothing."""
    undos = [event for event in events if event.kind == "undo"]
    found: dict[str, Event] = {}
    for undo in reversed(undos):
        if undo.hash not in found:
            found.update((hashed, undo) for hashed in _list(undo.details, "events"))
    return found


def standing_events(events: Sequence[Event], as_of: dt.date | None = None) -> list[Event]:
    """The events that count: none taken back, no undo, no outcome known only after `as_of`; in the order in which they came."""
    gone = taken_back(events)
    return [event for event in events if event.kind != "undo" and event.hash not in gone and not _known_later(event, as_of)]


def _known_later(event: Event, as_of: dt.date | None) -> bool:
    return as_of is not None and event.kind in JUDGEMENTS and event.known_on is not None and event.known_on > as_of


def _machine(event: Event) -> str:
    kept = {name: value for name, value in event.details.items() if name not in _UNSAID and value not in (None, "", [], {})}
    parts = [f"{name}: {value}" for name, value in clean_values(kept).items()]
    at = event.recorded_at.astimezone(dt.UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
    return one_line("; ".join([f"{event.kind}, {at}", *parts, *([f"event {event.hash}"] if event.hash else [])]))


def history(events: Sequence[Event], as_of: dt.date | None = None) -> list[Told]:
    """The events of one claim in sentences, first to last; what was taken back says so, and an undo has no line of its own.

    Outcomes known only after `as_of` are left out.
    """
    gone = taken_back(events)
    told: list[Told] = []
    seen = False
    for event in events:
        if (event.kind == "undo" and _list(event.details, "events")) or _known_later(event, as_of):
            continue
        said = sentence(event, first=not seen)
        seen = seen or event.kind in BASE_KINDS
        undo = gone.get(event.hash) if event.hash else None
        if undo is not None:
            said += f"; taken back {_signed(undo)}"
        notes = [event.reason or "", str(event.details.get("note") or "") if event.kind in JUDGEMENTS else ""]
        told.append(
            Told(
                event=event,
                sentence=f"{said}.",
                reason=one_line(" ".join(note for note in notes if note and note not in ("split", "joined"))),
                evidence=tuple(one_line(link) for link in _list(event.details, "evidence")),
                machine=_machine(event),
            )
        )
    return told
