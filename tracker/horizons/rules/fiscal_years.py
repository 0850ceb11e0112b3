"""Fiscal years by their number, and years and quarters by the month they end with."""

from tracker.horizons.calendar import fiscal_periods
from tracker.horizons.calendar.choosing_dates import piece_in, window, year_of
from tracker.horizons.calendar.day_arithmetic import add_days, add_months
from tracker.horizons.calendar.readings import Length, Past, Piece, Window
from tracker.horizons.engine.matching import Found
from tracker.horizons.engine.rule_book import RuleBook
from tracker.horizons.rules.past_or_ahead import looks_back, looks_forward
from tracker.records import Grain

BOOK = RuleBook("fiscal_years")


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
    named = any(name in {"fiscal_years.fiscal", "fiscal_years.fiscal-year"} for name in found.nodes[0].rules)
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
