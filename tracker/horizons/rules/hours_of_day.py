"""Times of the clock with the day they belong to: midnight Sunday, noon on Friday, five o'clock tomorrow."""

from tracker.horizons.calendar.choosing_dates import window
from tracker.horizons.calendar.readings import Kind, Piece, Window
from tracker.horizons.engine.matching import Found
from tracker.horizons.engine.rule_book import RuleBook
from tracker.horizons.rules.past_or_ahead import looks_back, looks_forward
from tracker.records import Grain

BOOK = RuleBook("hours_of_day")
HOUR = "(midnight|noon|midday|lunchtime|teatime|dinnertime|sunset|sundown|dusk|dawn|sunrise|daybreak|NUMBER o'clock|NUMBER (am|pm))"


@BOOK.rule(
    "of-a-day",
    "part",
    f"[the] {HOUR} [on|this|of] (PIECE|PERIOD)",
    examples=("no deal by midnight Sunday", "by noon on Friday", "by five o'clock tomorrow"),
    counter_examples=("by midnight in March", "at noon this summer"),
)
def of_a_day(found: Found) -> Piece | Window | None:
    """Midnight Sunday: that Sunday."""
    value = found.nodes[-1].value
    if isinstance(value, Piece):
        return value if value.unit == "weekday" or value.day else None
    return value if isinstance(value, Window) and value.grain is Grain.DAY else None


@BOOK.rule(
    "today",
    "bound",
    f"(by|before|until|till) {HOUR} [today|tonight|this afternoon|this evening]",
    examples=("we will know by midnight", "it will be gone before noon today"),
    counter_examples=("it was gone by midnight", "the shop is open until midnight"),
    unless=looks_back,
)
def today(found: Found) -> Window | None:
    """By midnight, before noon, in a clause that looks ahead: the day of speaking."""
    return window((found.said_on, found.said_on), Grain.DAY, kind=Kind.BOUND) if looks_forward(found) else None
