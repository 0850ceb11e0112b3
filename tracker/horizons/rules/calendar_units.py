"""Months, weekdays and seasons by their names, in a row, and as this or the next one."""

import itertools

from tracker.horizons.calendar.choosing_dates import following, nearest, this_named
from tracker.horizons.calendar.day_arithmetic import add_days
from tracker.horizons.calendar.readings import Count, Piece, Window
from tracker.horizons.engine.lexicon import MONTHS, SEASONS, WEAK_MONTHS, WEEKDAYS
from tracker.horizons.engine.matching import Found
from tracker.horizons.engine.rule_book import RuleBook
from tracker.horizons.rules.verbs import is_verb

BOOK = RuleBook("calendar_units")
STREETS = frozenset({"street", "avenue", "lane", "boulevard", "crescent", "terrace"})
PRINTED = frozenset({"issue", "edition", "revolution", "magazine"})
KIN = frozenset(
    "daughter sister wife aunt auntie cousin niece mother grandmother grandma granddaughter girlfriend friend miss mrs ms called"
    " named neighbour neighbor".split()
)
"""Words before a month that make it somebody's name: "my daughter April"."""


@BOOK.rule(
    "month",
    "atom",
    "MONTH",
    examples=("in January",),
    counter_examples=("my daughter April is a nurse", "the shop on May Street"),
    not_before=PRINTED | STREETS,
    not_after=KIN,
)
def month(found: Found) -> Piece | None:
    """A month by its name; after an article its abbreviation stands for something else ("the SEP")."""
    word = found.nodes[0].word
    if len(word) == 3 and word != "may" and found.raw(-1) in {"the", "a", "an"}:
        return None
    start = found.scene.words.spans[found.nodes[0].first][0]
    capital = found.scene.words.text[start].isupper() and found.raw(-1) not in {"", ".", "?", "!", '"'}
    return Piece(
        unit="month",
        index=MONTHS[word],
        weak=word in WEAK_MONTHS and not (capital and word not in {"may", "mar", "dec", "jan", "sep", "jun"}),
    )


@BOOK.rule(
    "weekday",
    "atom",
    "[late|early] WEEKDAY [morning|afternoon|evening|night|lunchtime]",
    examples=("on Friday", "late Friday", "early Saturday morning"),
)
def weekday(found: Found) -> Piece:
    """A weekday by its name."""
    day = next(node.word for node in found.nodes if node.word in WEEKDAYS)
    return Piece(unit="weekday", index=WEEKDAYS[day], weak=True)


@BOOK.rule(
    "season",
    "atom",
    "SEASON [months|season]",
    examples=("this summer", "in the fall"),
    counter_examples=("it starts to fall next year", "prices may fall", "by spring training"),
    not_before=("training", "cleaning", "chicken", "onion", "onions", "rolls", "palace", "guy", "coat", "squash"),
    unless=is_verb,
)
def season(found: Found) -> Piece | None:
    """A season by its name."""
    falls = found.nodes[0].word == "fall" and found.raw(1) in FALLS and found.raw(-1) not in {"the", "this", "next"}
    return None if falls else Piece(unit="season", index=SEASONS[found.nodes[0].word], weak=True)


FALLS = frozenset("in for into apart short behind back break off down asleep cleaning through".split())
"""Words after "fall" as a verb."""


@BOOK.rule("month-of", "piece", "[the] (month|season|quarter|holiday) of PIECE", examples=("in the month of August",))
def month_of(found: Found) -> Piece:
    """The month of August: August."""
    return found.piece()


LIST = (
    "[,] [and|or|to|through|-|/|into|maybe|or maybe|maybe even|until|till|thru|through to|thru to|right through|right through to"
    "|all the way to|all the way through|all the way through to|up to|up until]"
)


@BOOK.rule(
    "piece-list",
    "piece",
    f"PIECE ({LIST} [the] PIECE){{1,5}}",
    examples=("January, February", "Q3 or Q4", "in March or April", "on Monday, Tuesday or Wednesday"),
)
def piece_list(found: Found) -> Piece | None:
    """Months, quarters or seasons one after the other."""
    pieces = found.all(Piece)
    first, last = pieces[0], pieces[-1]
    if {piece.unit for piece in pieces} != {first.unit} or first.day or last.day:
        return None
    if first.unit == "weekday":
        return _weekday_list(pieces)
    if first.unit not in {"month", "quarter", "half"}:
        return None
    ascending = all(
        (later.index - (earlier.last or earlier.index)) % 12 in range(1, 7) for earlier, later in itertools.pairwise(pieces)
    )
    if not ascending or (first.unit != "month" and last.index <= first.index):
        return None
    weak = first.weak and last.weak and not found.has("or", "to", "through")
    return Piece(unit=first.unit, index=first.index, last=last.last or last.index, weak=weak)


def _weekday_list(pieces: list[Piece]) -> Piece | None:
    """Weekdays in the order of one week or on into the next: from the first to the last."""
    days = [0, *itertools.accumulate((later.index - earlier.index) % 7 for earlier, later in itertools.pairwise(pieces))]
    rising = all(earlier < later for earlier, later in itertools.pairwise(days))
    several = any(piece.last is not None for piece in pieces)
    return (
        Piece(unit="weekday", index=pieces[0].index, last=pieces[-1].index, weak=True)
        if rising and not several and days[-1] < 7
        else None
    )


@BOOK.rule(
    "this-piece",
    "period",
    "(this|this coming|this upcoming|later this|this next|this current) [fiscal] PIECE",
    examples=("this fall", "this coming winter", "this Friday", "this December"),
    counter_examples=("this may change", "This may change"),
)
@BOOK.rule(
    "next-piece", "period", "[the] NEXT [fiscal] PIECE", examples=("next spring", "next March", "next Tuesday", "the coming winter")
)
def named_piece(found: Found) -> Window | None:
    """The March, spring or Tuesday that is this or the next one."""
    piece = found.piece()
    word = found.nodes[-1]
    if piece.unit == "month" and piece.index == 5 and found.has("this"):
        start = found.scene.words.spans[word.first][0]
        if not found.scene.words.text[start].isupper():
            return None
    games = piece.name.startswith(("world cup", "olympics", "summer o", "winter o"))
    later = 1 if found.has("next") and not found.has("this") and not games else 0
    named = this_named(piece, later, found.said_on, found.scene.context)
    begun = SEASON_DAWNS if piece.unit == "season" else 0
    if named and found.has("coming", "upcoming") and (found.said_on - named.start).days >= begun:  # it runs already
        named = _one_later(piece, named, found)
    return named.but(start=max(named.start, found.said_on)) if named and found.has("later") else named


SEASON_DAWNS = 21
"""Days into a season of the meteorologists after which the almanac's has begun, so that "the coming spring" is the next one."""


def _one_later(piece: Piece, running: Window, found: Found) -> Window | None:
    """The next instance of a piece after one that has begun."""
    if piece.unit == "weekday":
        return running.but(start=add_days(running.start, 7), end=add_days(running.end, 7), others=())
    return following(piece, running.end, found.said_on, found.scene.context)


@BOOK.rule(
    "after-this",
    "period",
    "[the] PIECE after (next|this)|[the] next PIECE but NUMBER",
    examples=("the summer after next", "next summer but one"),
)
def after_next(found: Found) -> Window | None:
    """The summer after next, next summer but one."""
    piece = found.piece()
    if found.all(Count) and found.count().high != 1:
        return None
    if piece.unit == "weekday":
        return this_named(piece, 2, found.said_on, found.scene.context)
    if piece.unit == "monthday":
        return None
    first = nearest(piece, found.said_on, found.scene.context, forward=True)
    if first and first.start <= found.said_on:
        first = following(piece, first.end, found.said_on, found.scene.context)
    return following(piece, first.end, found.said_on, found.scene.context) if first else None
