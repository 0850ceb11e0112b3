"""Lengths of time that a noun or verb sets ahead: a five-year plan, give it five years, fast forward ten years."""

import datetime as dt

from tracker.horizons.calendar.choosing_dates import bounded, nearest, this_named, window
from tracker.horizons.calendar.day_arithmetic import add_days, shift
from tracker.horizons.calendar.lengths_ahead import at_distance, until_distance
from tracker.horizons.calendar.readings import Kind, Length, Past, Piece, Window
from tracker.horizons.engine.lexicon import CLOSED_CLASS, MONTHS, SEASONS, UNIT_OF, WEEKDAYS, WHOLE
from tracker.horizons.engine.matching import Found
from tracker.horizons.engine.rule_book import RuleBook
from tracker.horizons.rules.past_or_ahead import (
    NEAR_MODALS,
    clause_after,
    clause_before,
    looks_back,
    looks_back_nearby,
    looks_forward,
)
from tracker.records import Grain

BOOK = RuleBook("prospects")
SHORT = frozenset({"day", "hour", "minute", "weekend"})
SENTENCES = frozenset("in of for sentence contract deal extension notice warranty lease behind".split())
"""Words that make the years given to somebody a sentence or a contract."""


@BOOK.rule(
    "give-it",
    "span",
    "(give|giving) (it|this|that|them|him|her|me|us|things|yourself) [thing|one|stuff|guy]"
    " [maybe|like|about|just|another] LENGTH [from now]",
    examples=("give it five years", "give us 36 hours and it will run", "give them another decade", "give it a year or two"),
    counter_examples=("she gave it five years", "give it two minutes", "they give him five years in prison"),
    not_before=SENTENCES,
    unless=looks_back,
)
def give_it(found: Found) -> Window | None:
    """Give it five years: from the day of speaking to the end of that time."""
    length = found.length()
    short = length.unit in SHORT and not _days_given(length, found)
    return None if short or length.hyphened else until_distance(length, found.said_on)


def _days_given(length: Length, found: Found) -> bool:
    """Whether days, or hours that make a day, are given after which something will be so."""
    long = length.unit == "day" or (length.unit == "hour" and length.high >= 24)
    return long and not NEAR_MODALS.isdisjoint(clause_after(found, 8))


PLAN_NOUN = (
    "(plan|outlook|forecast|forecasts|projection|projections|roadmap|target|targets|goal|goals|guidance|timeline|horizon|view"
    "|window|[time] horizon|strategy|budget projections|budget outlook|budget forecast)"
)
TELLING = frozenset(
    "shows show has have calls assumes sees is projects to of that for puts includes points implies gets takes says looks".split()
)
"""Words after a plan that speaks of the future: "the five-year forecast shows"."""
OVER_PLANS = frozenset("soviet previous prior last original old first second former earlier mao's stalin's china's".split())


@BOOK.rule(
    "plan",
    "span",
    f"LENGTH [-] [strategic|business|financial|growth|capital|investment|long - term|budget|rolling] {PLAN_NOUN}",
    examples=("we have a five year plan to get there", "our ten-year outlook has it", "the five-year forecast shows it"),
    counter_examples=(
        "as we execute our three-year plan, ",
        "the five year plan was a disaster",
        "a five year high",
        "in 2020 we had a five-year plan",
        "a two year contract",
    ),
    unless=looks_back,
)
def plan(found: Found) -> Window | None:
    """A five-year plan, a ten-year outlook: from the day of speaking to the end of that time."""
    length = found.length()
    told = found.raw(1) in TELLING or looks_forward(found, reach=4)
    ahead = told and length.unit not in SHORT and not length.vague and OVER_PLANS.isdisjoint(clause_before(found, 3))
    return until_distance(length, found.said_on) if ahead else None


@BOOK.rule(
    "journey",
    "span",
    "a LENGTH [-] (journey|process|effort|undertaking|transition|build|ramp|slog|endeavour|endeavor)",
    examples=("it's a three to five year journey", "it will be a ten-year process"),
    counter_examples=("it was a five year process", "a five year process"),
    unless=looks_back,
)
def journey(found: Found) -> Window | None:
    """It's a three to five year journey: from the day of speaking to the end of that time."""
    length = found.length()
    told = looks_forward(found, strong=True) or (length.high > length.low and found.raw(-1) in {"it's", "that's", "is", "be"})
    return until_distance(length, found.said_on) if told and length.unit not in SHORT else None


@BOOK.rule(
    "timeline-is",
    "span",
    "(timeline|timelines|timescale|timeframe|time frame|time horizon|horizon) (is|are|would be|might be|could be|is probably"
    "|are probably|is maybe|is like|is still) LENGTH",
    examples=("my timeline is five years", "the time frame is two to three years"),
    counter_examples=("the timeline was five years",),
    unless=looks_back_nearby,
)
def timeline_is(found: Found) -> Window | None:
    """The timeline is five years: from the day of speaking to the end of that time."""
    return until_distance(found.length(), found.said_on)


STORY = frozenset({"was", "were", "had", "did"})
AHEAD = "((fast|flash|roll|rolling|skip|jump|look|looking|project|projecting) [-] (forward|ahead|out)|(going|go) (forward|out))"


@BOOK.rule(
    "shocked-if",
    "span",
    "(shocked|surprised|amazed|stunned|astonished) if (it|that|this|we|they) (takes|took|lasts|lasted|needs|needed)"
    " [us|them] LENGTH",
    examples=("i'd be shocked if it takes more than five years",),
    counter_examples=("we were surprised it took five years",),
)
def shocked_if(found: Found) -> Window | None:
    """I'd be shocked if it takes more than five years: from the day of speaking to the end of that time."""
    return None if found.length().unit in SHORT else until_distance(found.length(), found.said_on)


STANDING = frozenset("we're i'm they're you're are now already is just only was were".split())
"""Words that say where one stands today: "we're a week into August"."""


@BOOK.rule(
    "length-into",
    "span",
    "[about] LENGTH into (PERIOD|PIECE)",
    examples=("six months into next year", "two weeks into January"),
    counter_examples=("six months into the programme", "two months into 2019"),
    not_after=STANDING,
    unless=looks_back,
)
def length_into(found: Found) -> Window | None:
    """Six months into next year: the day that far into it."""
    value, length = found.nodes[-1].value, found.length()
    whole = found.period(value)
    if not isinstance(whole, Window) or length.unit in SHORT:
        return None
    first, last = (shift(whole.start, size, length.unit) for size in (length.low, length.high))
    if last < found.said_on or last > whole.end:
        return None
    return Window(start=max(first, found.said_on), end=last, grain=whole.grain, kind=Kind.POINT)


@BOOK.rule(
    "forward",
    "span",
    f"{AHEAD} [by|maybe|like|just|another|about] LENGTH",
    examples=("fast forward ten years", "if you look out three years", "looking ahead five years"),
    counter_examples=("look back five years", "it will go ahead two weeks later", "fast forward ten years and he was dead"),
    unless=looks_back,
)
def forward(found: Found) -> Window | None:
    """Fast forward ten years: the day that far ahead."""
    over = found.length().unit in SHORT or STORY & set(clause_after(found, 5))
    return None if over else at_distance(found.length(), found.said_on)


@BOOK.rule(
    "forward-to",
    "bound",
    f"(fast|flash|roll|skip|jump) [-] (forward|ahead) [to|into] [the] {WHOLE}",
    examples=("fast forward to 2035", "flash forward to next summer"),
    counter_examples=("fast forward to 2012",),
    unless=looks_back,
)
def forward_to(found: Found) -> Window | None:
    """Fast forward to 2035: that period."""
    value = found.nodes[-1].value
    whole = found.period(value)
    return bounded(whole) if isinstance(whole, Window) and whole.end >= found.said_on else None


@BOOK.rule(
    "length-to",
    "span",
    f"[in|over|during|for] the LENGTH (to|through|until|ending|ending in|up to) [the] {WHOLE}",
    examples=("in the three years to 2027",),
    counter_examples=("the ten years to 2019",),
)
def length_to(found: Found) -> Window | Past | None:
    """In the three years to 2027: those that end with it, from the day of speaking on once they have begun."""
    value, length = found.nodes[-1].value, found.length()
    if isinstance(value, Piece):
        whole = nearest(value, found.said_on, found.scene.context, forward=True)
        if whole is None or not looks_forward(found):
            return Past(why="just over")
    else:
        whole = found.window()
    if whole.end < found.said_on:
        return None
    start = add_days(shift(whole.end, -length.high, length.unit), 1)
    return bounded(whole, start=max(start, found.said_on), others=())


@BOOK.rule(
    "day-week",
    "period",
    "[on] (tomorrow|today|PIECE) (week|fortnight)",
    examples=("friday week we will know", "tomorrow week"),
    counter_examples=("friday week after week", "by monday week four begins"),
)
def day_week(found: Found) -> Window | None:
    """The British "Friday week", "tomorrow fortnight": seven or fourteen days after that day."""
    after = found.raw(1)
    strange = after not in CLOSED_CLASS and not (found.has("tomorrow", "today") or found.nodes[0].word == "on")
    if after and after[0].isalnum() and (strange or after in {"after", "in", "by", "on", "of"}):
        return None
    value = found.nodes[-2].value
    if isinstance(value, Piece):
        if value.unit != "weekday":
            return None
        day = nearest(value, found.said_on, found.scene.context)
        first = day.start if day else found.said_on
    else:
        first = add_days(found.said_on, 1 if found.has("tomorrow") else 0)
    return at_day(add_days(first, 14 if found.has("fortnight") else 7))


@BOOK.rule(
    "weekday-next",
    "period",
    "[on] PIECE next",
    examples=("monday next we will know", "on friday next"),
    counter_examples=("monday next to the bank", "next monday"),
    not_before=("to", "in"),
)
def weekday_next(found: Found) -> Window | None:
    """The British "Monday next": that of next week."""
    piece = found.piece()
    counted = bool(found.after) and found.after[0].word in UNIT_OF
    if piece.unit != "weekday" or counted or found.noun_follows:
        return None
    return this_named(piece, 1, found.said_on, found.scene.context)


def at_day(day: dt.date) -> Window:
    """One day as a period."""
    return window((day, day), Grain.DAY)


OCCASIONS = frozenset(
    """meeting meetings report reports vote votes debate budget game match release print numbers data hearing conference summit
    auction decision statement jobs earnings launch deadline referendum primary primaries event session midterms election
    elections inflation cpi payrolls press fed ecb trial show broadcast deadline auction conference convention""".split()
)
"""Occasions that are named after their day or month."""
GENITIVES = {"weekday": WEEKDAYS, "month": MONTHS, "season": SEASONS}


@BOOK.rule(
    "genitive",
    "final",
    "[at|in|on|after|before|for|the|next|this|coming] [next|this|the|last] (MONTHP|DAYP|SEASONP)",
    examples=(
        "in this autumn's budget he will cut it",
        "saturday's final will be close",
        "we expect a cut at december's meeting",
        "friday's report will be weak",
        "next november's vote will be close",
    ),
    counter_examples=("friday's report was weak", "in may's report", "monday's child is fair"),
)
def genitive(found: Found) -> Window | None:
    """December's meeting, Friday's report, in a clause that looks ahead: the nearest of that name."""
    word = found.nodes[-1].word.removesuffix("'s")
    said = not NEAR_MODALS.isdisjoint(found.following(3)[1:])  # "Sunday's race will be wet"
    if not (said or OCCASIONS & set(found.following(2))) or looks_back(found) or not looks_forward(found) or found.has("last"):
        return None
    if word in {"tomorrow", "tonight"}:
        return at_day(add_days(found.said_on, 1 if word == "tomorrow" else 0))
    named = next((unit, names[word]) for unit, names in GENITIVES.items() if word in names)
    piece = Piece(unit=named[0], index=named[1])
    later = 1 if found.has("next") else 0
    return this_named(piece, later, found.said_on, found.scene.context)
