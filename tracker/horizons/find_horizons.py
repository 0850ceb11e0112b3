"""Finds the horizons of a transcript: dates the grammar's readings, and resolves references in the order of the discourse."""

import datetime as dt
from dataclasses import dataclass, replace

from tracker.horizons.calendar.choosing_dates import GRAINS, distant, following, nearest, unit_period
from tracker.horizons.calendar.context import HorizonContext
from tracker.horizons.calendar.day_arithmetic import add_days, shift
from tracker.horizons.calendar.fiscal_periods import infer_fiscal_label, is_fiscal, says_fiscal
from tracker.horizons.calendar.readings import Kind, Length, Past, Piece, Reference, Window
from tracker.horizons.engine.matching import Node, Scene
from tracker.horizons.engine.word_codes import CodedWords, split
from tracker.horizons.grammar import grammar
from tracker.horizons.rules.milestones import Opened, from_event, opened_by
from tracker.records import Grain, Horizon, Mention

PLAIN = HorizonContext()
REACH = 1500  # characters within which a word refers to a date: some 270 words, two minutes of speech
WEAK_REACH = 700
FARTHEST = 80  # years ahead that "fifty years later" may lead to; beyond it the number counts something else
CLIPPED = frozenset({Grain.DAY, Grain.WEEK, Grain.MONTH, Grain.YEAR, Grain.DECADE, Grain.CENTURY})


@dataclass(slots=True)
class Anchor:
    """The date that was named last; `window` is None after a phrase of the past, whose date is then `past`."""

    at: int = -(10**9)
    window: Window | None = None
    past: Window | None = None


def find_horizons(text: str, said_on: dt.date, context: HorizonContext = PLAIN) -> list[Mention[Horizon]]:
    """Every phrase of a transcript that names days not over when it was said, in order, without overlaps.

    `text` may be of any length, punctuated or as captions; offsets are into it. `said_on` is the day of speaking. The reading
    follows the conventions in docs/horizons.md; `Mention.others` holds what else a sensible reader could say, `Mention.trace` the
    names of the rules. Nothing is raised for any text.
    """
    machine = grammar()
    words = split(text, machine.alphabet)
    islands = machine.islands(words)
    if not islands:
        return []
    if is_fiscal(context) and context.fiscal_label is None:
        context = replace(context, fiscal_label=infer_fiscal_label(text, said_on, context))
    scene = Scene(words=words, said_on=said_on, context=context)
    out: list[Mention[Horizon]] = []
    anchor = Anchor()
    opened: Opened | None = None
    for start, end in islands:
        for node in machine.read(scene, start, end):
            if node.value is None:
                continue
            mention = from_event(opened, node, scene) or _mention(node, scene, anchor)
            opened = opened_by(node, scene.words) or (opened if mention is None else None)
            if mention:
                while out and out[-1].end > mention.start:
                    out.pop()  # part of the longer phrase
                if not (out and _lasts_hours(mention, out[-1], scene)):
                    out.append(mention)
    return _calendar_noted(out, scene) if context.fiscal_year_end is None else out


def _lasts_hours(mention: Mention[Horizon], before: Mention[Horizon], scene: Scene) -> bool:
    """Whether hours after a date of the same sentence say how long something takes: "by 2040 you'll fly there in two hours"."""
    between = scene.words.text[before.end : mention.start]
    same_day = mention.rule == "distances.in" and mention.reading.end <= add_days(scene.said_on, 1) < before.reading.end
    hours = any(unit in mention.reading.text.lower() for unit in ("hour", "minute"))
    return same_day and hours and len(between) <= SENTENCE and not any(stop in between for stop in ".?!;")


SENTENCE = 120  # characters between two phrases of one sentence
UNTOLD = "fiscal year end not told"
"""Note in the trace of a quarter, half or fiscal year that was read as the calendar's although the text says "fiscal"."""


def _calendar_noted(mentions: list[Mention[Horizon]], scene: Scene) -> list[Mention[Horizon]]:
    """The mentions, with a note in the trace of a company's periods where the text says "fiscal" but no year's end."""
    periods = [_of_company(mention) for mention in mentions]
    if not any(periods) or not says_fiscal(scene.words.folded):
        return mentions
    return [
        replace(mention, trace=(*mention.trace, UNTOLD)) if company else mention
        for mention, company in zip(mentions, periods, strict=True)
    ]


def _of_company(mention: Mention[Horizon]) -> bool:
    """Whether a phrase names a period that a fiscal year would move."""
    text = mention.reading.text.lower()
    if "calendar" in text or "cq" in text or "cy" in text:
        return False
    return mention.reading.grain in {Grain.QUARTER, Grain.HALF} or "fiscal" in text or "financial" in text or "fy" in text


def _mention(node: Node, scene: Scene, anchor: Anchor) -> Mention[Horizon] | None:
    value, words = node.value, scene.words
    rules = node.rules
    start, end = words.spans[node.first][0], words.spans[node.last - 1][1]
    if isinstance(value, Past):
        if value.window is not None:
            anchor.at, anchor.window, anchor.past = end, None, value.window
        return None
    if isinstance(value, Reference):
        found = _taken_up(value, start, scene, anchor)
        if found is None:
            return None
        window = found
    elif isinstance(value, Window) and not value.loose:
        window = _after_day_named(value, node, start, scene, anchor)
    else:
        return None
    if window.end < scene.said_on:
        anchor.at, anchor.window, anchor.past = end, None, window
        return None
    anchor.at, anchor.window, anchor.past = end, window, None
    return _as_mention(window, start, end, words, rules, scene.said_on)


def without_past_days(window: Window, said_on: dt.date) -> Window:
    """The window without the days before the day of speaking; quarters, halves and seasons are kept whole."""
    if window.start < said_on <= window.end and window.grain in CLIPPED:
        return window.but(start=said_on)
    return window


NEAR_BY = 100  # characters within which "on the Saturday" is the one after a day just named


def _after_day_named(window: Window, node: Node, at: int, scene: Scene, anchor: Anchor) -> Window:
    """The window; for "on the Saturday" or "on the 20th" soon after a day was named, the first one after that day."""
    base = anchor.window
    spoken = scene.words.words[node.first : node.first + 2] == ["on", "the"] and node.last - node.first <= 4
    if not spoken or base is None or base.grain is not Grain.DAY or window.end > base.end or at - anchor.at > NEAR_BY:
        return window
    if node.rules[0] == "calendar_units.weekday":
        piece = Piece(unit="weekday", index=window.end.weekday())
    elif node.rules[-1] == "month_days.day-of-month":
        piece = Piece(unit="monthday", index=1, day=window.end.day)
    else:
        return window
    return nearest(piece, add_days(base.end, 1), scene.context) or window


def _as_mention(
    window: Window, start: int, end: int, words: CodedWords, rules: tuple[str, ...], said_on: dt.date
) -> Mention[Horizon]:
    text = words.text[start:end]

    def horizon(one: Window) -> Horizon:
        one = without_past_days(one, said_on)
        return Horizon(text=text, start=one.start, end=one.end, grain=one.grain, rule=rules[-1], anchored_on=window.anchored_on)

    others = tuple(horizon(other) for other in window.others if other.end >= said_on)
    return Mention(start=start, end=end, reading=horizon(window), rule=rules[-1], others=others, trace=rules)


def _taken_up(reference: Reference, at: int, scene: Scene, anchor: Anchor) -> Window | None:
    base = anchor.window
    if base is None and reference.length and not reference.weak:
        base = anchor.past  # "founded in 2019, and ten years after that it will be"
    if base is None or at - anchor.at > (WEAK_REACH if reference.weak else REACH):
        return None
    if reference.how == "same":
        return base.but(anchored_on=base.end, others=())
    if reference.length:
        moved = _moved(reference.how, reference.length, base, scene)
        far = (moved.end - scene.said_on).days > FARTHEST * 365.25 and reference.length.unit not in {"decade", "century"}
        return None if far else moved
    return _named_after(reference, base, scene)


def _moved(how: str, length: Length, base: Window, scene: Scene) -> Window:
    """A length of time after or before a date; whole years after a whole year are whole years."""
    far = distant(base.end, length, sign=-1 if how == "before" else 1)
    low, high = far.start, far.end
    if how != "before":
        whole = base.grain is Grain.YEAR and base.kind in {Kind.PERIOD, Kind.BOUND} and base.start > scene.said_on
        low = shift(base.start, length.low, length.unit) if whole and length.unit == "year" else low
        low = base.end if how == "within" else low
    return Window(start=low, end=high, grain=GRAINS[length.unit], kind=Kind.POINT, anchored_on=base.end)


def _named_after(reference: Reference, base: Window, scene: Scene) -> Window | None:
    """The period that holds a date, or the next one: that summer, the following year."""
    if reference.piece:
        day = base.end if reference.how == "next" else add_days(base.start, -1)
        if reference.piece.unit == "weekday":
            period = nearest(reference.piece, add_days(day, 1), scene.context)
        else:
            period = following(reference.piece, day, scene.said_on, scene.context)
    elif reference.unit in GRAINS:
        period = unit_period(reference.unit, 1 if reference.how == "next" else 0, base.end, scene.context)
    else:
        period = base.but(others=())
    return period.but(anchored_on=base.end) if period else None
