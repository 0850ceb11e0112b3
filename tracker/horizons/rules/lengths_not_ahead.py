"""Lengths of time that are not ahead: five years ago, the last five years, ten years old, every year."""

from tracker.horizons.calendar.readings import Past
from tracker.horizons.engine.matching import Found
from tracker.horizons.engine.rule_book import RuleBook

BOOK = RuleBook("lengths_not_ahead")


@BOOK.rule(
    "ago",
    "span",
    "[about|from|of|until|since] LENGTH (ago|back|earlier|prior|of age|old|older|younger|in a row|straight|running|into it)",
    examples=("five years ago",),
    counter_examples=("in five years",),
)
@BOOK.rule("units-ago", "span", "[many] UNITS (ago|back|earlier|old)", examples=("years ago",))
@BOOK.rule(
    "last-length",
    "span",
    "[for|over|in|during|within|across] [the] (last|past|previous|prior|preceding|recent) (LENGTH|UNITS)",
    examples=("over the past five years",),
)
@BOOK.rule("old", "length", "NUMBER [-] (UNIT1|UNITS) [-] (old|olds)", examples=("a ten-year-old car",))
@BOOK.rule(
    "every",
    "span",
    "(every|each|per) [other|single] (LENGTH|UNIT1|UNITS|NUMBER UNITS|PIECE)",
    examples=("every five years", "each quarter"),
)
@BOOK.rule(
    "experience",
    "span",
    "LENGTH of (experience|history|data|research|work|runway|service|age|age old)",
    examples=("ten years of experience",),
)
def over_and_done(_: Found) -> Past:
    """Five years ago, the last five years, five years old, every year: not ahead."""
    return Past(why="past")


@BOOK.rule(
    "ago-this",
    "span",
    "LENGTH ago PERIOD",
    examples=("i moved here nine years ago this june",),
    counter_examples=("we began nine years ago and this june it opens", "it began two years ago next year it ends"),
)
def ago_this(found: Found) -> Past | None:
    """Nine years ago this June: an anniversary, not ahead."""
    spoken = found.scene.words.words[found.nodes[-1].first]
    small = found.window().grain.value in {"day", "week", "month", "season"}
    return Past(why="past") if spoken == "this" and small else None
