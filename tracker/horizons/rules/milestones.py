"""Distances from an event that is dated after it: eighteen months after the launch in March 2026."""

from dataclasses import dataclass

from tracker.horizons.calendar.choosing_dates import distant
from tracker.horizons.calendar.readings import Kind, Length, Reference, Window
from tracker.horizons.engine.matching import Node, Scene
from tracker.horizons.engine.word_codes import CodedWords
from tracker.records import Horizon, Mention

MOST_WORDS = 7  # between "after" and the phrase that dates the event
STOPS = frozenset(".?!;:,")
CLAUSES = frozenset({"so", "but", "call", "then", "because"})
"""Words with which another clause begins: "two years after that so call it 2028"."""
EVENT_AFTER = frozenset({"after", "following", "before", "of", "from"})
DATES = frozenset({"in", "on", "at"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A length of time that counts from an event still to be dated: the words it spans, and whether it counts back."""

    first: int
    last: int
    length: Length
    back: bool
    until: bool


def opened_by(node: Node, words: CodedWords) -> Opened | None:
    """A length of time that an event follows ("two years after the mine shuts"), or None."""
    value, last = node.value, node.last
    if isinstance(value, Reference) and value.length and "after" in words.words[last - 2 : last]:
        # "ten years after it shuts in 2028", "after that election in 2028": no date before it was meant
        value, last = value.length, last - (1 if words.words[last - 1] == "after" else 2)
    if isinstance(value, Length) and words.words[last : last + 2] == ["on", "from"]:
        last += 1  # "a year on from the vote"
        following = ["after", *words.words[last + 1 : last + 2]]
    else:
        following = words.words[last : last + 2]
    before = words.words[node.first - 1] if node.first else ""
    if not isinstance(value, Length) or len(following) < 2 or following[0] not in EVENT_AFTER or following[1] in STOPS:
        return None
    within = before in {"within", "inside"}
    if following[0] in {"of", "from"} and not within and before != "in":
        return None
    first = node.first - 1 if before in {"within", "inside", "in", "about"} else node.first
    return Opened(first=first, last=last, length=value, back=following[0] == "before", until=within)


def from_event(opened: Opened | None, node: Node, scene: Scene) -> Mention[Horizon] | None:
    """The day that far from an event that a later phrase dates, as one mention of both; None where they do not go together."""
    words = scene.words
    if opened is None or not isinstance(node.value, Window) or node.value.loose or node.first - opened.last > MOST_WORDS:
        return None
    dated = node.value.kind is Kind.PERIOD or words.words[node.first] in DATES
    between = words.words[opened.last : node.first]
    if not dated or not (STOPS | CLAUSES).isdisjoint(between):
        return None
    day = distant(node.value.start if opened.back else node.value.end, opened.length, sign=-1 if opened.back else 1)
    if day.end < scene.said_on:
        return None
    start, end = words.spans[opened.first][0], words.spans[node.last - 1][1]
    first = scene.said_on if opened.until else max(day.start, scene.said_on)
    reading = Horizon(
        text=words.text[start:end], start=first, end=day.end, grain=day.grain, rule="milestones.event", anchored_on=day.anchored_on
    )
    return Mention(start=start, end=end, reading=reading, rule="milestones.event", trace=(*node.rules, "milestones.event"))
