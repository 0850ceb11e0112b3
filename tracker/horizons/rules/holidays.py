"""Holidays and fixed days by their names."""

from tracker.horizons.calendar.holiday_dates import HOLIDAYS
from tracker.horizons.calendar.readings import Piece
from tracker.horizons.engine.matching import Found
from tracker.horizons.engine.rule_book import RuleBook

BOOK = RuleBook("holidays")
_PATTERN = "|".join(sorted(HOLIDAYS, key=lambda name: (-len(name.split()), name)))

TRAPPINGS = frozenset("tree trees card cards carol song gift gifts present presents party eggs egg bunny costume island".split())
"""Nouns before which a holiday's name does not mean the day: "christmas trees"."""


@BOOK.rule(
    "named",
    "number",
    f"({_PATTERN}|leap day) [time|weekend]",
    examples=("by Christmas", "over Memorial Day weekend", "before Labor Day", "by Thanksgiving", "on New Year's Eve"),
    counter_examples=("christmas trees",),
    not_before=TRAPPINGS,
)
def named(found: Found) -> Piece:
    """A holiday by its name."""
    name = " ".join(node.word for node in found.nodes if node.word != "time")
    return Piece(unit="holiday", index=1, name=name, weak=True)


@BOOK.rule(
    "season",
    "number",
    "(the holidays|the [christmas|festive|holiday|upcoming holiday|coming holiday] (holidays|holiday season|christmas season"
    "|holiday period|holiday quarter)|[the] holiday season|the [upcoming|coming] holiday [shopping] season|this holiday"
    " season|[the] christmas (period|season|holidays|break))",
    examples=("during the holiday season", "over the holidays"),
)
def season(found: Found) -> Piece:
    """The holiday season."""
    return Piece(unit="holiday", index=1, name="holiday season", weak=not found.has("this"))


_OTHER_CUPS = frozenset({"rugby", "cricket", "women's", "ski", "skiing", "club", "t20", "hockey"})


@BOOK.rule(
    "games",
    "number",
    "(next|paris|los angeles|la|brisbane|milan|salt lake|upcoming) [summer|winter] (olympics|olympic games|winter games"
    "|summer games)"
    "|[summer|winter] (olympics|olympic games)|[fifa] world cup [final]",
    examples=("by the Olympics", "before the next winter Olympics", "the 2028 Olympics", "the World Cup final"),
    counter_examples=("the rugby World Cup", "an Olympics bid"),
)
def games(found: Found) -> Piece | None:
    """The Olympic Games or the men's football World Cup, on the days that are held or announced."""
    if found.has("cup"):
        name = "world cup final" if found.has("final") else "world cup"
        return None if found.raw(-1) in _OTHER_CUPS else Piece(unit="holiday", index=1, name=name, weak=True)
    if found.raw(1) in {"bid", "team", "coach", "gold", "medal", "committee"}:
        return None
    part = "winter " if found.has("winter") else "summer " if found.has("summer", "paris", "los", "la", "brisbane") else ""
    return Piece(unit="holiday", index=1, name=f"{part}olympics", weak=True)
