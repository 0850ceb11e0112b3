"""Seasons, holidays and weekdays counted ahead: the coming three winters, two Christmases from now, a summer or two."""

from tracker.horizons.calendar.choosing_dates import following, nearest
from tracker.horizons.calendar.day_arithmetic import add_days
from tracker.horizons.calendar.readings import Count, Kind, Piece, Window
from tracker.horizons.engine.lexicon import HOLIDAYS_OF, SEASONS_OF, UNIT_OF, WEEKDAYS_OF
from tracker.horizons.engine.matching import Found
from tracker.horizons.engine.rule_book import RuleBook
from tracker.horizons.rules.distances import SUPERLATIVES
from tracker.horizons.rules.past_or_ahead import looks_back, looks_back_nearby, looks_forward

BOOK = RuleBook("recurring")
MOST = 12
AHEAD = "(['] time|time|from now|from today|on from now|away|hence|down the (road|line))"
RECURRING_UNITS = frozenset({"season", "holiday", "weekday"})


def _piece_of(found: Found) -> Piece | None:
    """What recurs: a plural word of the match, or the piece that has been read in it."""
    for node in found.nodes:
        if isinstance(node.value, Piece):
            return node.value if node.value.unit in RECURRING_UNITS and node.value.last is None else None
        if node.word in SEASONS_OF:
            return Piece(unit="season", index=SEASONS_OF[node.word])
        if node.word in HOLIDAYS_OF:
            return Piece(unit="holiday", index=1, name=HOLIDAYS_OF[node.word])
        if node.word in WEEKDAYS_OF:
            return Piece(unit="weekday", index=WEEKDAYS_OF[node.word])
    return None


def _next(piece: Piece, after: Window, found: Found) -> Window | None:
    if piece.unit == "weekday":
        return after.but(start=add_days(after.start, 7), end=add_days(after.end, 7))
    return following(piece, after.end, found.said_on, found.scene.context)


def _ahead(found: Found, count: float) -> tuple[Window, Window] | None:
    """The first season, holiday or weekday of the name that has not begun, and the last of `count`; None for too many."""
    piece = _piece_of(found)
    if piece is None or not 1 <= count <= MOST or count != int(count):
        return None
    first = nearest(piece, found.said_on, found.scene.context, forward=True)
    if first and first.start <= found.said_on:
        first = _next(piece, first, found)
    last = first
    for _ in range(int(count) - 1):
        last = _next(piece, last, found) if last else None
    return (first, last) if first and last else None


@BOOK.rule(
    "coming",
    "span",
    "[over|in|for|during|through|within] [the|these|our] (NEXT [NUMBER] RECURRING|NUMBER NEXT RECURRING)",
    examples=("the coming three winters will be mild", "over the next couple of summers"),
    counter_examples=("the last three winters", "the next winters coat"),
    unless=looks_back_nearby,
)
def coming(found: Found) -> Window | None:
    """The coming three winters: from the first of them to the end of the last."""
    counted = any(node.value is not None for node in found.nodes)
    spans = _ahead(found, found.count().high if counted else 2)
    if spans is None or not _ends(found):
        return None
    return spans[1].but(start=spans[0].start, kind=Kind.SPAN, others=())


@BOOK.rule(
    "away",
    "span",
    f"[in|within|by] NUMBER RECURRING {AHEAD}",
    examples=("in two winters' time", "three summers from now", "two Christmases from now", "three Fridays from now"),
    counter_examples=("two winters ago",),
    unless=looks_back_nearby,
)
def away(found: Found) -> Window | None:
    """Two winters from now, two Christmases from now: the second one to come."""
    spans = _ahead(found, found.count().high)
    return spans[1].but(kind=Kind.POINT, others=()) if spans else None


ASIDE = "[it|them|him|her|us|you|that|this|me] [another|maybe|about|at least|only|just]"


@BOOK.rule(
    "taken",
    "span",
    f"(another|be|take|takes|taking|need|needs|needing|last|give|giving|in|within) {ASIDE} NUMBER RECURRING",
    examples=("it will take three winters", "give it two summers", "another two winters"),
    counter_examples=("the coldest in three winters", "it took three winters"),
    unless=looks_back,
)
def taken(found: Found) -> Window | None:
    """It will take three winters: to the end of the third one to come."""
    spans = _ahead(found, found.count().high)
    best = not SUPERLATIVES.isdisjoint(found.previous(5)) and not looks_forward(found)
    given = found.nodes[0].word in {"give", "giving"} or looks_forward(found, strong=True)
    if spans is None or best or not given or not _ends(found):
        return None
    return spans[1].but(start=spans[0].start, kind=Kind.POINT, others=())


@BOOK.rule(
    "or-two",
    "span",
    f"(a|an|another|one) [more] PIECE or [maybe|even] NUMBER [RECURRING] [{AHEAD}]",
    examples=("give it a winter or two", "a summer or two from now", "in a Christmas or two"),
    counter_examples=("every winter or two", "I lived there a winter or two"),
)
def or_two(found: Found) -> Window | None:
    """A winter or two, where it lies ahead: from the next one to the end of the later one."""
    last = found.nodes[-1].value
    if isinstance(last, Count) and (found.raw(1) in UNIT_OF or found.raw(1).isdigit()):
        return None
    spans = _ahead(found, found.count().high)
    told = found.has("from", "time", "away", "hence", "down") or not GIVING.isdisjoint(found.previous(3))
    if spans is None or looks_back(found, near=told) or not (told or looks_forward(found, strong=True)):
        return None
    return spans[1].but(start=spans[0].start, kind=Kind.POINT, others=())


@BOOK.rule(
    "more",
    "span",
    "[in|within|for|after] ([NUMBER [,] [or|maybe|perhaps|to]] NUMBER more (RECURRING|PIECE)|another PIECE)",
    examples=("the vines will need three more winters", "one more winter and the roof will go", "we will need another summer"),
    counter_examples=("it took three more winters", "another Monday like that"),
)
def more(found: Found) -> Window | None:
    """Three more winters: to the end of the third one to come."""
    counts = found.all(Count)
    piece = _piece_of(found)
    spans = _ahead(found, counts[-1].high if counts else 1) if piece and piece.unit != "weekday" else None
    before = found.previous(4)
    held = not HOLDING.isdisjoint(before) and "had" not in before
    told = held or (looks_forward(found) and not looks_back(found))
    if spans is None or not told or not _ends(found):
        return None
    return spans[1].but(start=spans[0].start, kind=Kind.POINT, others=())


HOLDING = frozenset("got has have she's he's it's they've we've i've there's".split())
GIVING = frozenset("give giving in within".split())


def _ends(found: Found) -> bool:
    """Whether the name of the seasons does not begin a compound noun: "winters coat"."""
    return found.raw(1) not in {"coat", "coats", "games", "tyres", "tires", "wear", "clothes", "'"}
