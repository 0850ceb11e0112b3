"""Weeks by their number, and the day, week or weekend of a date: week 31, the week of March 12."""

from tracker.horizons.calendar.choosing_dates import nearest, window
from tracker.horizons.calendar.day_arithmetic import iso_week, week_window
from tracker.horizons.calendar.holiday_dates import weekend_with
from tracker.horizons.calendar.readings import Piece, Window
from tracker.horizons.engine.matching import Found
from tracker.horizons.engine.rule_book import RuleBook
from tracker.records import Grain

BOOK = RuleBook("weeks")


@BOOK.rule(
    "calendar-week",
    "piece",
    "(calendar week NUMBER|[calendar] week NUMBER (of|in) [the] [year] PERIOD)",
    examples=("in calendar week 31", "week 31 of 2027"),
    counter_examples=("week three of the trial", "in week 12"),
)
def calendar_week(found: Found) -> Window | None:
    """Week 31 of a year, counted as ISO 8601 does; without a year the next one that is not over."""
    count = found.count()
    years = [node.value for node in found.nodes if isinstance(node.value, Window)]
    if count.low != count.high or not 1 <= count.high <= 53 or any(year.grain is not Grain.YEAR for year in years):
        return None
    year = years[0].start.year if years else found.said_on.year
    for candidate in (year,) if years else (year, year + 1):
        span = iso_week(candidate, int(count.high))
        if span and span[1] >= found.said_on:
            return window(span, Grain.WEEK)
    return None


@BOOK.rule(
    "day-of",
    "part",
    "the (day|night|morning|evening|afternoon) of [the] (PERIOD|LOOSE|PIECE)",
    examples=("on the day of the election", "the night of the midterms"),
    counter_examples=("the day of the week", "the morning of the war"),
)
def day_of(found: Found) -> Window | None:
    """The day or night of an event: its day."""
    day = found.period(found.nodes[-1].value)
    if day is None or day.grain is not Grain.DAY or day.start != day.end:
        return None
    return day.but(loose=False)


@BOOK.rule(
    "weekend-of",
    "rolling",
    "[the] weekend of [the] (PIECE|PERIOD)|[the] PIECE weekend",
    examples=("the Fourth of July weekend", "the weekend of June 20th", "the weekend of the fourth of July"),
    counter_examples=("the weekend of June",),
)
def weekend_of(found: Found) -> Window | None:
    """The weekend that a day belongs to."""
    value = found.values[0]
    day = found.period(value)
    dated = found.has("of") or (isinstance(value, Piece) and value.day)
    if day is None or not dated or day.grain is not Grain.DAY or (day.end - day.start).days > 2:
        return None
    return window(weekend_with(day.start), Grain.DAY)


@BOOK.rule(
    "week-of",
    "rolling",
    "[the] week (of|beginning|starting|commencing) [the] (PIECE|PERIOD|LOOSE)",
    examples=("the week of March 12", "the week of the election"),
)
def week_of(found: Found) -> Window | None:
    """The week that holds a day."""
    node = found.nodes[-1].value
    monday, _ = week_window(found.said_on)
    day = nearest(node, monday, found.scene.context, forward=True) if isinstance(node, Piece) else node
    if not isinstance(day, Window) or day.grain is not Grain.DAY:
        return None
    return window(week_window(day.start), Grain.WEEK)
