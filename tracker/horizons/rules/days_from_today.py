"""Days counted from the day of speaking: tomorrow, later today, a week from Tuesday."""

from tracker.horizons.calendar.choosing_dates import window
from tracker.horizons.calendar.day_arithmetic import add_days, shift
from tracker.horizons.calendar.readings import Length, Piece, Window
from tracker.horizons.engine.matching import Found
from tracker.horizons.engine.rule_book import RuleBook
from tracker.horizons.rules.parts import whole_of
from tracker.records import Grain

BOOK = RuleBook("days_from_today")


@BOOK.rule(
    "tomorrow",
    "period",
    "tomorrow [morning|afternoon|evening|night]",
    examples=("tomorrow", "tomorrow morning"),
    counter_examples=("the technology of tomorrow",),
    not_before=("'s", "'"),
    not_after=("of",),
)
def tomorrow(found: Found) -> Window:
    """Tomorrow."""
    day = add_days(found.said_on, 1)
    return window((day, day), Grain.DAY)


@BOOK.rule(
    "today-and-tomorrow",
    "period",
    "(today [,] (and|or) tomorrow|[today [,]] tomorrow [morning|afternoon|evening|night] [,] (and|or) the (day after|next day))",
    examples=("tomorrow and the next day", "today and tomorrow", "tomorrow or the day after"),
    counter_examples=("tomorrow and the next",),
)
def today_and_tomorrow(found: Found) -> Window:
    """Tomorrow and the day after: from the first of the days named to the last."""
    first = add_days(found.said_on, 0 if found.has("today") else 1)
    return window((first, add_days(found.said_on, 2 if found.has("day") else 1)), Grain.DAY)


@BOOK.rule("day-after-tomorrow", "period", "[the] day after tomorrow", examples=("the day after tomorrow", "day after tomorrow"))
def day_after_tomorrow(found: Found) -> Window:
    """The day after tomorrow."""
    day = add_days(found.said_on, 2)
    return window((day, day), Grain.DAY)


@BOOK.rule(
    "today",
    "period",
    "(tonight|later [on] today|later [on] tonight|this afternoon|this evening|today at midnight)",
    examples=("later today", "later on today", "this afternoon", "tonight"),
)
def today(found: Found) -> Window:
    """Later on the day of speaking."""
    return window((found.said_on, found.said_on), Grain.DAY)


@BOOK.rule(
    "end-of-day",
    "period",
    "[the] (end of|end of business|end of the day|close of business|end of day) (today|tomorrow)",
    examples=("by the end of today",),
)
def end_of_day(found: Found) -> Window:
    """The end of today or tomorrow."""
    day = add_days(found.said_on, 1 if found.has("tomorrow") else 0)
    return window((day, day), Grain.DAY)


@BOOK.rule("from", "period", "LENGTH from (PIECE|PERIOD)", examples=("a week from Tuesday", "a year from next March"))
@BOOK.rule("on", "period", "LENGTH (on PIECE|PIECE|today|tomorrow)", examples=("a week on Friday", "a week Monday"))
def from_period(found: Found) -> Window | None:
    """A week from Tuesday."""
    length = found.length()
    base = whole_of(found)
    pieces = found.all(Piece)
    bare = bool(pieces) and not found.has("on", "from")
    if bare and (pieces[0].unit != "weekday" or found.raw(-1) in {"twice", "once", "times", "per"}):
        return None
    if found.has("today", "tomorrow"):
        day = add_days(found.said_on, 1 if found.has("tomorrow") else 0)
        base = window((day, day), Grain.DAY)
    if base is None or base.end < found.said_on or (not found.has("from") and not _british(length, found)):
        return None
    return base.but(start=shift(base.start, length.low, length.unit), end=shift(base.end, length.high, length.unit), others=())


def _british(length: Length, found: Found) -> bool:
    """Whether a length counts from the day after it: "a week Monday", "a year today"."""
    units = {"week", "fortnight", "month", "year"} if found.has("today", "tomorrow") else {"week", "fortnight"}
    return length.unit in units and length.low == length.high <= 2
