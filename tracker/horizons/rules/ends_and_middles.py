"""Ends and middles in a word of their own: year-end, EOY, summer's end, midyear, mid-century, mid2026."""

from tracker.horizons.calendar.choosing_dates import nearest, unit_period, window
from tracker.horizons.calendar.day_arithmetic import year_window
from tracker.horizons.calendar.parts_of_periods import take
from tracker.horizons.calendar.readings import Piece, Window
from tracker.horizons.engine.lexicon import CLOSED_CLASS, SEASONS
from tracker.horizons.engine.matching import Found
from tracker.horizons.engine.rule_book import RuleBook
from tracker.horizons.rules.parts import TIMES_BEFORE
from tracker.horizons.rules.past_or_ahead import looks_back
from tracker.records import Grain

BOOK = RuleBook("ends_and_middles")
BY_ITS_END = frozenset({"parts.end"}) | {
    f"{BOOK.family}.{name}" for name in ("year-end-of", "season-end", "year-end", "year's-end", "end-of-unit")
}
"""Rules that read a period by its end: "the end of 2027", "year-end 2027"."""


@BOOK.rule("year-end-of", "period", "[the] (year|calendar year|fiscal year) [-] end [of|in] PERIOD", examples=("by year-end 2026",))
def year_end_of(found: Found) -> Window | None:
    """Year-end 2026: the end of that year."""
    whole = found.window()
    return take("end", whole, found.said_on) if whole.grain is Grain.YEAR else None


@BOOK.rule("season-end", "period", "SEASONP end", examples=("by summer's end",))
def season_end(found: Found) -> Window | None:
    """Summer's end."""
    piece = Piece(unit="season", index=SEASONS[found.nodes[0].word.removesuffix("'s")])
    whole = nearest(piece, found.said_on, found.scene.context)
    return take("end", whole, found.said_on) if whole else None


@BOOK.rule(
    "year-end",
    "period",
    "[the|our|their|its] [fiscal|financial|tax|calendar] (year|month|quarter|week) [-] end",
    examples=("by year end", "by the year-end", "before quarter end"),
)
@BOOK.rule("year's-end", "period", "(UNITP|years) end", examples=("by year's end",))
@BOOK.rule(
    "end-of-unit",
    "period",
    "[the] end of (year|quarter|month|week|decade|century)",
    examples=("by end of year",),
    counter_examples=("end of day",),
)
@BOOK.rule("eoy", "period", "(eoy|yearend)", examples=("by EOY",))
def year_end(found: Found) -> Window | None:
    """Year end, quarter end: the last days of the current period."""
    words = {node.word for node in found.nodes}
    unit = next(
        (unit for unit in ("quarter", "month", "week", "decade", "century") if unit in words or unit + "'s" in words), "year"
    )
    if found.has("calendar"):
        whole = unit_period("year", 0, found.said_on, found.scene.context, own=False)
    else:
        whole = unit_period(unit, 0, found.said_on, found.scene.context)
    return take("end", whole, found.said_on) if whole else None


@BOOK.rule(
    "midyear-of",
    "period",
    "midyear [of|in] PERIOD",
    examples=("midyear 2026", "midyear of 2027"),
    counter_examples=("a midyear review we had in 2022",),
)
def midyear_of(found: Found) -> Window | None:
    """Midyear 2026: the middle of that year."""
    whole = found.window()
    return take("mid", whole, found.said_on) if whole.grain is Grain.YEAR else None


@BOOK.rule(
    "mid-year",
    "period",
    "(mid|middle) [-] (year|month|quarter|decade|century|week)",
    examples=("by mid-year", "around mid year"),
    not_before=("of",),
)
@BOOK.rule("midweek", "period", "midweek", examples=("by midweek",), not_before=("of",))
@BOOK.rule("midcentury", "period", "midcentury", examples=("by midcentury",), not_before=("of", "modern"))
@BOOK.rule("midyear", "period", "midyear", examples=("by midyear",), not_before=("of",))
@BOOK.rule(
    "around-half",
    "period",
    "(around|round|at|by|about) the (half|midpoint|halfway point|midway point)",
    examples=("around the half",),
    not_before=("of",),
)
def mid_year(found: Found) -> Window | None:
    """The middle of the current period, or of the next one once it is over."""
    unit = next((unit for unit in ("week", "month", "quarter", "decade", "century") if found.has(unit, f"mid{unit}")), "year")
    styled = unit == "century" and found.raw(1)[:1].isalpha() and found.raw(1) not in CLOSED_CLASS
    if looks_back(found) or (styled and found.raw(-1) not in TIMES_BEFORE):
        return None
    for later in (0, 1):
        whole = unit_period(unit, later, found.said_on, found.scene.context)
        part = take("mid", whole, found.said_on) if whole else None
        if part and part.end >= found.said_on:
            return part
    return None


@BOOK.rule("fused", "number", "MIDY", examples=("mid2026",))
def fused(found: Found) -> Window | None:
    """mid2026 as captions write it."""
    import re

    name, digits, plural = re.fullmatch(r"([a-z]+)(\d{4})(s?)", found.surface).groups()  # type: ignore[union-attr]
    first = int(digits)
    size = 9 if plural else 0
    return take(
        name, window((year_window(first)[0], year_window(first + size)[1]), Grain.DECADE if plural else Grain.YEAR), found.said_on
    )
