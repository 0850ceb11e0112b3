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
    f"({_PATTERN}) [time]",
    examples=("by Christmas", "before Labor Day", "by Thanksgiving", "on New Year's Eve"),
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
