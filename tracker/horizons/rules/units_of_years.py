"""Months, quarters, halves and seasons with the year they belong to: March 2027, next year's third quarter."""

from tracker.horizons.calendar import fiscal_periods
from tracker.horizons.calendar.choosing_dates import JUST_OVER, nearest, piece_in, window
from tracker.horizons.calendar.day_arithmetic import add_days
from tracker.horizons.calendar.readings import Count, Past, Piece, Window
from tracker.horizons.engine.lexicon import CLOSED_CLASS
from tracker.horizons.engine.matching import Found
from tracker.horizons.engine.rule_book import RuleBook
from tracker.horizons.rules.past_or_ahead import looks_forward
from tracker.records import Grain

BOOK = RuleBook("units_of_years")


@BOOK.rule(
    "piece-two-digits",
    "piece",
    "PIECE [of|/|-] [fiscal|calendar] NUMBER",
    examples=("break even q three twenty five", "in Q4/26", "second half twenty six", "it runs in june twenty eight"),
    counter_examples=("in the third quarter twenty five people left", "in Q3 25 percent", "the second half 60"),
    not_before=("%", "$", "/", "-"),
)
def piece_two_digits(found: Found) -> Window | None:
    """A quarter, half or month and the last two digits of its year: "Q three twenty five"."""
    piece, count, said = found.piece(), found.count(), found.said_on
    text = found.scene.words.words[found.nodes[-1].first : found.nodes[-1].last]
    two = len(text[0]) == 2 if text[0].isdigit() else len(text) >= 2 or count.high in {30, 40, 50}
    year = said.year // 100 * 100 + int(count.high)
    after = found.raw(1)
    if "," in found.scene.words.words[found.nodes[0].last : found.nodes[-1].first]:
        return None
    season = piece.unit == "season" and len(text) == 2  # "summer twenty eight"
    dated = piece.unit in {"quarter", "half"} or season or _in_month(piece, found)
    if not dated or count.low != count.high or not two or not said.year - 1 <= year <= said.year + 8:
        return None
    joins = after == "and" and piece.unit == "month" and not (found.after[1:] and isinstance(found.after[1].value, Count))
    if (
        after
        and after[0].isalnum()
        and not joins
        and (after in {"of", "to", "or", "and", "more", "other"} or after not in CLOSED_CLASS)
    ):
        return None
    return piece_in(piece, year, said, found.scene.context)


def _in_month(piece: Piece, found: Found) -> bool:
    """Whether a month stands after "in", which its days do not: "in June twenty eight" names a year, "on" a day."""
    return piece.unit == "month" and not piece.day and found.raw(-1) in {"in", "late", "early", "mid"}


@BOOK.rule(
    "pair-with-year",
    "period",
    "[the] PIECE (or|and|to|through) [the] PIECE [,] [of|in] [the] PERIOD",
    examples=("in the spring or summer of next year",),
)
def pair_with_year(found: Found) -> Window | None:
    """The spring or summer of next year: from the one to the other."""
    first, last = (_of_year(piece, found.window(), found) for piece in (found.piece(), found.piece(1)))
    return first.but(end=last.end) if first and last and last.end > first.end else None


@BOOK.rule(
    "with-year",
    "period",
    "[the] PIECE [,|-|/] [of|in|for] [the] [year] [calendar] (PERIOD|LOOSE)",
    examples=(
        "March 2027",
        "the third quarter of next year",
        "Q1, 2027",
        "spring of 2025",
        "July 4th, 2027",
        "Christmas 2026",
        "Q3/2027",
    ),
)
def with_year(found: Found) -> Window | Past | None:
    """A piece and the year it belongs to; the full date of the day of speaking itself is not ahead."""
    whole = _of_year(found.piece(), found.window(), found)
    if whole and whole.start == whole.end == found.said_on:
        return Past(why="the day of speaking")
    return whole


@BOOK.rule(
    "winter-of-two-years",
    "period",
    "[the] PIECE [of|in] [the] PERIOD (-|/|to|into|and) PERIOD",
    examples=("the winter of 2027 to 2028", "winter 2027 into 2028"),
    counter_examples=("the summer of 2027 to 2028", "the winter of 2027 to 2030"),
)
def winter_of_two_years(found: Found) -> Window | None:
    """The winter of 2027 to 2028: the one that begins in the first year."""
    piece, first, second = found.piece(), found.window(), found.window(1)
    years = first.grain is Grain.YEAR and second.grain is Grain.YEAR and second.end.year == first.start.year + 1
    if piece.unit != "season" or piece.index != 4 or not years:
        return None
    return piece_in(piece, first.start.year, found.said_on, found.scene.context)


@BOOK.rule(
    "year-first",
    "period",
    "PERIOD [,|-|/] ['s|'] [in|on|during|for|by|probably in|maybe in|sometime in] [the|its] PIECE",
    examples=("next year's third quarter", "in 2027, in the spring", "2026 Q3", "next year in March", "2027-Q3"),
)
def year_first(found: Found) -> Window | None:
    """A year and the piece of it: next year's third quarter."""
    whole = found.window()
    if whole.start.year != whole.end.year and not whole.fiscal and whole.grain is Grain.YEAR:
        return None
    return _of_year(found.piece(), whole, found)


def _of_year(piece: Piece, whole: Window, found: Found) -> Window | None:
    """A piece of the year, or a weekday of the week, that was named with it."""
    if whole.grain is Grain.WEEK and piece.unit == "weekday":
        day = add_days(whole.start, piece.index)
        return window((day, add_days(day, ((piece.last or piece.index) - piece.index) % 7)), Grain.DAY)
    if whole.grain is not Grain.YEAR or piece.unit in {"weekday", "monthday"}:
        return None
    if whole.fiscal:
        return _of_fiscal_year(piece, whole, found)
    winter = piece.unit == "season" and piece.index == 4 and whole.end.year == whole.start.year + 1
    if whole.start.year != whole.end.year and not winter:
        return None  # but "the winter of 2027-28"
    context, said_on = found.scene.context, found.said_on
    instance = piece_in(piece, whole.start.year, said_on, context)
    over = (said_on - instance.end).days if instance else 0
    ahead = over > 0 and looks_forward(found, strong=True, reach=6)
    return nearest(piece, said_on, context, forward=ahead) if whole.loose and (ahead or over > JUST_OVER) else instance


def _of_fiscal_year(piece: Piece, whole: Window, found: Found) -> Window | None:
    if piece.unit in {"quarter", "half"}:
        return _fiscal_piece(piece, whole, found)
    instance = piece_in(piece, whole.start.year, found.said_on, found.scene.context)
    if instance and instance.end >= whole.start:
        return instance
    return piece_in(piece, whole.end.year, found.said_on, found.scene.context)


def _fiscal_piece(piece: Piece, whole: Window, found: Found) -> Window | None:
    for later in range(-3, 60):
        if fiscal_periods.fiscal_year(found.said_on, found.scene.context, later)[0] == whole.start:
            size = 1 if piece.unit == "quarter" else 2
            last = piece.last or piece.index
            span = fiscal_periods.fiscal_quarter(
                found.said_on, found.scene.context, later, (piece.index - 1) * size + 1, last * size
            )
            return window(span, Grain.QUARTER if size == 1 else Grain.HALF, fiscal=True)
    return None


@BOOK.rule(
    "piece-after", "period", "PIECE (next year|this year|the year after next|the following year)", examples=("March next year",)
)
def piece_after(found: Found) -> Window | None:
    """A piece of this year or the next; where the year has been read already, `with-year` reads both."""
    later = 1 if found.has("next") else 0
    return piece_in(found.piece(), found.said_on.year + later, found.said_on, found.scene.context)
