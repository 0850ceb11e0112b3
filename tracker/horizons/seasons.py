"""Seasons counted ahead: the coming three winters, the next couple of summers, two winters from now."""

from tracker.horizons.cues import looks_back
from tracker.horizons.engine import Found
from tracker.horizons.lexicon import SEASONS_OF
from tracker.horizons.resolve import following, nearest
from tracker.horizons.rules import RuleBook
from tracker.horizons.values import Kind, Piece, Window

BOOK = RuleBook("seasons")
MOST = 12


def _ahead(found: Found, count: float) -> tuple[Window, Window] | None:
    """The first season of the name that has not begun, and the one so many on; None for too many."""
    name = next(node.word for node in found.nodes if node.word in SEASONS_OF)
    piece = Piece(unit="season", index=SEASONS_OF[name])
    context, said_on = found.scene.context, found.said_on
    first = nearest(piece, said_on, context, forward=True)
    if first and first.start <= said_on:
        first = following(piece, first.end, said_on, context)
    if first is None or not 1 <= count <= MOST or count != int(count):
        return None
    last = first
    for _ in range(int(count) - 1):
        later = following(piece, last.end, said_on, context)
        if later is None:
            return None
        last = later
    return first, last


@BOOK.rule(
    "coming",
    "span",
    "[over|in|for|during|through|within] [the|these|our] (NEXT [NUMBER] SEASONPL|NUMBER NEXT SEASONPL)",
    examples=("the coming three winters will be mild", "over the next couple of summers"),
    counters=("the last three winters", "the next winters coat"),
)
def coming(found: Found) -> Window | None:
    """The coming three winters: from the first of them to the end of the last."""
    counted = any(node.value is not None for node in found.nodes)
    spans = _ahead(found, found.count().high if counted else 2)
    if spans is None or looks_back(found, near=True) or not _ends(found):
        return None
    return spans[1].but(start=spans[0].start, kind=Kind.SPAN, others=())


@BOOK.rule(
    "away",
    "span",
    "[in|within|by] NUMBER SEASONPL (['] time|time|from now|from today|away|hence)",
    examples=("in two winters' time", "three summers from now"),
    counters=("two winters ago",),
)
def away(found: Found) -> Window | None:
    """Two winters from now: the second one to come."""
    spans = _ahead(found, found.count().high)
    return spans[1].but(kind=Kind.POINT, others=()) if spans and not looks_back(found, near=True) else None


def _ends(found: Found) -> bool:
    """Whether the name of the seasons is not the first half of another noun."""
    return found.raw(1) not in {"coat", "coats", "games", "tyres", "tires", "wear", "clothes", "'"}
