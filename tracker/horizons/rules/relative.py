"""Days, weeks, months, quarters, years and decades counted from the day of speaking: this year, next quarter, tomorrow."""

import datetime as dt

from tracker.horizons.calendar import fiscal_periods
from tracker.horizons.calendar.choosing_dates import GRAINS, piece_in, unit_period, window, year_of
from tracker.horizons.calendar.day_arithmetic import add_days, add_months, shift, year_window
from tracker.horizons.calendar.readings import Count, Kind, Length, Past, Piece, Rank, Window
from tracker.horizons.engine.lexicon import CLOSED_CLASS, UNIT_OF
from tracker.horizons.engine.matching import Found
from tracker.horizons.engine.rule_book import RuleBook
from tracker.horizons.rules.parts import whole_of
from tracker.horizons.rules.past_or_ahead import looks_back, looks_forward
from tracker.records import Grain

BOOK = RuleBook("relative")

PARTINGS = frozenset({("see", "you"), ("tune", "in"), ("join", "us"), ("catch", "you"), ("you", "all"), ("you", "again")})
"""Words before "next week" when somebody says goodbye."""
KIND_OF_YEAR = "[working|trading|fiscal|calendar|financial|full|particular|very|whole|entire]"


def unit_in(found: Found) -> str | None:
    """The unit that the match names."""
    for node in found.nodes:
        word = node.word.removesuffix("'s")
        if node.value is None and word in UNIT_OF:
            return UNIT_OF[word]
    return None


def _period(found: Found, later: int) -> Window | None:
    unit = unit_in(found)
    if unit is None or unit in {"minute", "hour", "generation", "fortnight", "half"}:
        return None
    if unit == "day":
        return None
    return unit_period(unit, later, found.said_on, found.scene.context, own=not found.has("calendar"))


@BOOK.rule(
    "this",
    "period",
    f"(this|[the|our] current|this current|this present|the present|our) {KIND_OF_YEAR} (UNIT1|UNITP)",
    examples=("this year", "this quarter", "this decade", "the current quarter", "this fiscal year"),
    counter_examples=("this time",),
)
def this_unit(found: Found) -> Window | None:
    """The current week, month, quarter, year, decade or century."""
    if found.nodes[0].word == "our" and not found.has("current", "fiscal", "financial"):
        return None
    return _period(found, 0)


@BOOK.rule(
    "next",
    "period",
    f"(next|upcoming) {KIND_OF_YEAR} (UNIT1|UNITP)",
    examples=("next year", "next quarter", "next month", "next week", "next decade"),
    counter_examples=("the next day we left",),
)
@BOOK.rule(
    "next-only",
    "period",
    "(the next|the upcoming|our next|the coming) (fiscal|calendar|financial) (year|quarter|month)",
    examples=("the next fiscal year",),
)
def next_unit(found: Found) -> Window | Past | None:
    """The week, month, quarter, year, decade or century after the current one."""
    if (found.raw(-2), found.raw(-1)) in PARTINGS:
        return Past(why="a parting")
    whole = _period(found, 1)
    return Past(why="in a story") if whole and found.raw(-1) == "the" and looks_back(found, near=True) else whole


@BOOK.rule(
    "after-next",
    "period",
    "[the] UNIT1 after next|[the] next UNIT1 but NUMBER",
    examples=("the year after next", "the week after next", "next week but one"),
)
def after_next(found: Found) -> Window | None:
    """The year after next, next week but one."""
    if found.all(Count) and found.count().high != 1:
        return None
    return _period(found, 2)


MEASURED = frozenset("hour hours mile miles pounder inch back horse million billion point percent final finals".split())
"""Words before which "the quarter" does not mean three months: "the quarter mile", "the quarter finals"."""


@BOOK.rule(
    "unit",
    "period",
    f"[the|our|this|a] {KIND_OF_YEAR} (year|quarter|month|week|decade|century|weekend)",
    examples=("by the end of the year", "for the quarter", "during the year", "for the full year"),
    counter_examples=("a year", "year"),
    not_before=MEASURED,
)
def the_unit(found: Found) -> Window | None:
    """The current year, quarter or month, where a preposition or "end of" asks for it."""
    first = found.nodes[0].word
    if first == "a" or first not in {"the", "our", "full", "whole", "fiscal", "calendar"}:
        return None
    if first in {"fiscal", "calendar"} and found.raw(1)[:1].isdigit():
        return None
    if found.has("full") and _ranked(found):
        return None  # "the first full week of August"
    if found.nodes[-1].word == "weekend" and found.raw(1) in {"before", "after", "following"}:
        return None
    running = _period(found, 0)
    bare = first == "full" or (found.has("full") and found.has("the"))
    return running.but(loose=not bare) if running else None


def _ranked(found: Found) -> bool:
    return found.raw(-1) in {"last", "final", "opening", "closing"} or bool(
        found.before and isinstance(found.before[-1].value, Rank)
    )


@BOOK.rule(
    "new-year",
    "period",
    "(the|this|a) [coming|upcoming] new year",
    examples=("in the new year",),
    counter_examples=("a happy new year",),
    not_before=("'", "eve", "day"),
    not_after=("happy",),
)
def new_year(found: Found) -> Window | None:
    """The new year: the year that begins next, or that began within the last month."""
    if found.nodes[0].word == "a":
        return None
    return year_of(found.said_on.year + (0 if found.said_on.month == 1 else 1))


BEFORE_NEW_YEAR = frozenset("by before until till to and around at after come over".split())


@BOOK.rule(
    "new-year-day",
    "period",
    "new year",
    examples=("between now and New Year", "by New Year"),
    counter_examples=("happy new year", "new year resolutions"),
)
def new_year_day(found: Found) -> Window | None:
    """New Year without an article, after a preposition: the first of January."""
    after = found.raw(1)
    if found.raw(-1) not in BEFORE_NEW_YEAR or (after[:1].isalpha() and after not in CLOSED_CLASS) or after == "'":
        return None
    day = dt.date(found.said_on.year + (0 if (found.said_on.month, found.said_on.day) == (1, 1) else 1), 1, 1)
    return window((day, day), Grain.DAY, loose=True)


@BOOK.rule(
    "coming-year",
    "period",
    "(this|the) (coming|upcoming) (year|month|week|weekend|decade|quarter)",
    examples=("the upcoming quarter", "the coming weekend"),
)
def coming_unit(found: Found) -> Window | None:
    """A coming year: a year from the day of speaking; the next quarter; the week that begins next."""
    unit = unit_in(found) or "year"
    if unit in {"quarter", "weekend"}:
        return _period(found, 0 if unit == "weekend" else 1)
    return Window(start=found.said_on, end=shift(found.said_on, 1, unit), grain=GRAINS[unit], kind=Kind.SPAN)


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


@BOOK.rule("fiscal", "number", "FY", examples=("in FY27", "by FY2028"))
@BOOK.rule(
    "fiscal-year",
    "period",
    "[our|the] (fiscal|financial|calendar|fy|cy|full) [-] [year] PERIOD",
    examples=("in fiscal 2027", "full year 2027", "fiscal year 2026"),
)
@BOOK.rule("full-year", "atom", "PERIOD (fiscal|full|calendar) year", examples=("for the 2027 fiscal year",))
def fiscal_year(found: Found) -> Window | None:
    """A company's year by its number."""
    windows = found.all(Window)
    if windows:
        if windows[0].grain is not Grain.YEAR or windows[0].start.year != windows[0].end.year:
            return None
        year = windows[0].start.year
    else:
        year = int(found.surface.lstrip("fcy'")) % 1000 % 100 + found.said_on.year // 100 * 100
    calendar = found.has("calendar", "full", "cy") or found.surface.startswith("cy")
    context = found.scene.context
    if not fiscal_periods.is_fiscal(context) or (calendar and not found.has("fiscal")):
        return year_of(year)
    later = fiscal_periods.labelled_year(found.said_on, context, year)
    if abs(later) > 200:
        return None
    return window(fiscal_periods.fiscal_year(found.said_on, context, later), Grain.YEAR, fiscal=True)


ENDS = "[which|that] [for us|for them] (ends|closes|finishes|concludes|wraps up|runs to|runs through)"


@BOOK.rule(
    "year-ending",
    "part",
    "(LOOSE|PERIOD|[the|our] (fiscal|financial) year) [,] (ending|ended|to|" + ENDS + ") [in|on|at|with] [the] [end of] PERIOD",
    examples=(
        "in the fiscal year ending March 2027",
        "fiscal 2027, which ends in June 2027",
        "fiscal 2027, which for us closes in June 2027",
    ),
    counter_examples=("in the year to March",),
)
def year_ending(found: Found) -> Window | None:
    """The fiscal year ending March 2027: the twelve months to the end of that month."""
    last, first = found.nodes[-1].value, found.nodes[0].value
    year = not isinstance(first, Window) or first.grain is Grain.YEAR
    if not isinstance(last, Window) or last.grain not in {Grain.DAY, Grain.MONTH} or not year or last.end < found.said_on:
        return None
    return window((add_days(add_months(last.end, -12), 1), last.end), Grain.YEAR, fiscal=True)


@BOOK.rule(
    "fiscal-year-ends",
    "part",
    f"PERIOD [,] {ENDS} [in|on|at|with] [the] [end of] PIECE [of (that|the same) year]",
    examples=("fiscal 2027, which ends in June", "fiscal 2027, which ends in March of that year"),
    counter_examples=("a lease to 2027, which ends in March",),
)
def fiscal_year_ends(found: Found) -> Window | None:
    """Fiscal 2027, which ends in June: the twelve months to the end of that month of 2027."""
    year, piece = found.window(), found.piece()
    named = any(name in {"relative.fiscal", "relative.fiscal-year"} for name in found.nodes[0].rules)
    if not named or piece.unit != "month":
        return None
    last = piece_in(piece, year.end.year, found.said_on, found.scene.context)
    if last is None or last.end < found.said_on:
        return None
    return window((add_days(add_months(last.end, -12), 1), last.end), Grain.YEAR, fiscal=True)


@BOOK.rule(
    "year-to",
    "part",
    "(LOOSE|LENGTH) (to|ended|ending) [the] [end of] (PIECE|PERIOD)",
    examples=("in the decade to 2020 prices doubled", "in the year to April they lost money"),
    counter_examples=("in the year to March 2035",),
)
def year_to(found: Found) -> Past | None:
    """The decade to 2020, the year to April in a clause that looks back: the past."""
    last = found.nodes[-1].value
    over = isinstance(last, Window) and last.end < found.said_on
    return Past(why="past") if over or (isinstance(last, Piece) and looks_back(found)) else None


@BOOK.rule(
    "quarter-ending",
    "part",
    "(LOOSE|PERIOD|LENGTH) [,] (ending|ended|that ends|which ends|that ended|to) [in|on] [the] [end of] (PERIOD|PIECE)",
    examples=("for the quarter ending December 31", "revenue will rise in the three months to March 2027"),
    counter_examples=("in the quarter after that", "two years to December"),
)
def quarter_ending(found: Found) -> Window | Past | None:
    """The quarter ending December 31: the three months to the end of that month."""
    first, last = found.nodes[0].value, found.nodes[-1].value
    months = isinstance(first, Length) and first.unit == "month" and first.low == first.high == 3
    if not (months or (isinstance(first, Window) and first.grain is Grain.QUARTER)):
        return None
    over = found.has("ended")
    whole = found.period(last, forward=not over)
    if not isinstance(whole, Window) or whole.grain not in {Grain.DAY, Grain.MONTH}:
        return None
    told = not (months and found.has("to")) or looks_forward(found, strong=True)  # "in the three months to March revenue rose"
    if over or whole.end < found.said_on or not told or looks_back(found, near=True):
        return Past(why="a quarter that is over")
    return window((add_months(add_days(whole.end, 1), -3), whole.end), Grain.QUARTER)


@BOOK.rule(
    "this-or-next",
    "list",
    "(PERIOD|HORIZON) (or|and|to|or maybe) [maybe] [the] next",
    examples=("this summer or next", "this year or next", "this week or next", "over this year and next"),
)
def this_or_next(found: Found) -> Window | None:
    """From this year to the end of the next."""
    first = found.window()
    if {"calendar_units.this-piece", "relative.this"} & set(found.nodes[0].rules) and first.grain in {Grain.DAY, Grain.SEASON}:
        more = {"start": first.start, "end": shift(first.end, 1, "week" if first.grain is Grain.DAY else "year")}
        return first.but(**more, kind=Kind.BOUND)  # this weekend or next, this summer or next
    units = {Grain.YEAR: "year", Grain.MONTH: "month", Grain.WEEK: "week", Grain.QUARTER: "quarter", Grain.DECADE: "decade"}
    if first.grain not in units:
        return None
    second = unit_period(units[first.grain], 1, found.said_on, found.scene.context)
    if not second or second.start <= first.end or (second.start - first.end).days > 1:
        return None
    return first.but(start=max(first.start, found.said_on), end=second.end)


@BOOK.rule(
    "year-of",
    "period",
    "(this|that) (is|will be|is gonna be|is going to be) [really|probably|finally] the [big] year",
    examples=("this is the year",),
    counter_examples=("this is the year I was born",),
)
def the_year_of(found: Found) -> Window | None:
    """In "this is the year" the current year."""
    if found.raw(1) in {"i", "we", "that", "when"} and found.raw(2) not in {"don't", "think"}:
        return None
    return window((found.said_on, year_window(found.said_on.year)[1]), Grain.YEAR)


PAST_UNITS = "(UNIT1|UNITS|UNITP|PIECE|NUMBER)"


@BOOK.rule(
    "past",
    "period",
    f"(last|past|previous|prior|preceding) [fiscal|calendar] {PAST_UNITS} [UNITS|UNIT1]",
    examples=("last year", "the past quarter"),
    counter_examples=("next year",),
)
def past_unit(found: Found) -> Past | None:
    """Last year, the past quarter, the last three months: the past."""
    if found.nodes[0].word == "past" and found.all(Piece) and found.raw(-1) not in {"the", "this", "these", "our"}:
        return None  # "it will drag on past Halloween"
    if found.nodes[0].word == "last" and found.raw(1) == "before" and isinstance(found.nodes[-1].value, Piece):
        return None  # "the last Sunday before Christmas"
    if found.nodes[0].word == "last" and found.raw(1) in {"of", "in"} and found.raw(2) not in {"my", "his", "her", "which"}:
        return None
    unit = unit_in(found)
    running = (
        unit_period(unit, -1, found.said_on, found.scene.context)
        if unit and unit in {"year", "month", "quarter", "week", "decade"}
        else None
    )
    return Past(window=running, why="past")
