"""Years that do not begin in January: school years, tax years, seasons of sport, and fiscal years whose last day is told."""

import datetime as dt

from tracker.horizons.calendar.choosing_dates import window
from tracker.horizons.calendar.day_arithmetic import safe_date
from tracker.horizons.calendar.readings import Kind, Past, Window
from tracker.horizons.engine.matching import Found, Node
from tracker.horizons.engine.rule_book import RuleBook
from tracker.horizons.rules.ends_and_middles import BY_ITS_END
from tracker.records import Grain

BOOK = RuleBook("named_years")
BEGINS = {"school": (9, 1), "academic": (9, 1), "tax": (4, 6), "season": (8, 1), "fiscal": (4, 1), "financial": (4, 1)}
"""Month and day on which such a year begins: schools of the northern half of the world, the British tax and financial years."""
ENDS = {"school": (6, 30), "academic": (6, 30), "tax": (4, 5), "season": (6, 30), "fiscal": (3, 31), "financial": (3, 31)}


def _beginning_in(kind: str, year: int) -> Window:
    """The year of that kind that begins in a calendar year."""
    return window((safe_date(year, *BEGINS[kind]), safe_date(year + 1, *ENDS[kind])), Grain.YEAR)


def _kind(found: Found) -> str:
    return next(node.word for node in found.nodes if node.word in BEGINS)


def _running(kind: str, said_on: dt.date) -> Window:
    """The year of that kind that runs, in the holidays after it the one to come."""
    first = _beginning_in(kind, said_on.year - 1)
    return first if first.end >= said_on else _beginning_in(kind, said_on.year)


@BOOK.rule(
    "counted",
    "period",
    "(this|[the|our] current|the|next|the next|our next|the upcoming|the coming|this coming) (tax|school|academic) (year|UNITP)",
    examples=("by the end of the school year", "in the next tax year", "this academic year", "the coming school year"),
    counter_examples=("a school year", "the tax year 2027"),
)
def counted(found: Found) -> Window:
    """A school year, tax year or academic year, the running one or the next."""
    kind = _kind(found)
    running = _running(kind, found.said_on)
    begun = running.start <= found.said_on
    if found.has("next", "upcoming", "coming") and begun:
        return _beginning_in(kind, running.start.year + 1)
    return running.but(loose=not found.has("this", "next", "upcoming", "coming", "current"))


@BOOK.rule(
    "two-years",
    "period",
    "[the] PERIOD (tax|school|academic|fiscal|financial) year|[the] PERIOD [football|nba|nhl|ski|flu|hockey|basketball|soccer"
    "|premier league|league|theatre|theater|opera] season",
    examples=("in the 2026-27 tax year", "the 2026/27 season", "the twenty seven twenty eight school year"),
    counter_examples=("the 2027 season", "the 2026-29 financial year"),
)
def two_years(found: Found) -> Window | None:
    """The 2026-27 tax year: from its first day in the one to its last day in the other."""
    whole = found.window()
    if whole.grain is not Grain.YEAR or whole.end.year != whole.start.year + 1 or whole.start.month != 1:
        return None
    return _beginning_in(_kind(found), whole.start.year)


@BOOK.rule(
    "first-day",
    "part",
    "[the] (start|beginning|opening|first day) of (LOOSE|PERIOD)",
    examples=("by the start of the school year", "at the beginning of the next school year"),
    counter_examples=("at the start of the year",),
)
def first_day(found: Found) -> Window | None:
    """The start of the school year: its first day, of the next one where it runs."""
    node = found.nodes[-1]
    if node.rules[-1] != "named_years.counted":
        return None
    kind = next(word for word in found.scene.words.words[node.first : node.last] if word in BEGINS)
    whole = found.window()
    if whole.start <= found.said_on:
        whole = _beginning_in(kind, whole.start.year + 1)
    return window((whole.start, whole.start), Grain.DAY)


OWN_END = frozenset("fiscal financial tax year-end books our their its".split())


def _ends_a_year(node: Node, found: Found) -> bool:
    """Whether a phrase names the end of a company's year or the like, whose day is not known: "the end of our fiscal year"."""
    named = not BY_ITS_END.isdisjoint(node.rules)
    own = OWN_END & set(found.scene.words.words[max(0, node.first - 1) : node.last])
    return named and bool(own)


ENDS_ON = "ends|closes|finishes|concludes|wraps up|runs to|runs through"


@BOOK.rule(
    "last-day",
    "part",
    f"(LOOSE|PERIOD) ({ENDS_ON}|ended|closed|finished|wrapped up) [in|on|at|with] [the] [end of] (PIECE|PERIOD)",
    examples=("our fiscal year closes on the 30th of June", "our financial year ends on 31 March"),
    counter_examples=("our fiscal year closes strong",),
)
def last_day(found: Found) -> Window | Past | None:
    """Our fiscal year closes on the 30th of June: that day, the next one; the past where it closed then."""
    words = found.scene.words.words[found.nodes[0].first : found.nodes[0].last]
    day = found.period(found.nodes[-1].value)
    running = found.nodes[0].rules[-1:] in {("relative.this",), ("relative.unit",)} and not {"fiscal", "financial"}.isdisjoint(
        words
    )
    if running and found.has("ended", "closed", "finished", "wrapped"):
        return Past(why="over")
    if day is None or not running or day.grain not in {Grain.DAY, Grain.MONTH} or day.end < found.said_on:
        return None
    return day.but(kind=Kind.BOUND, loose=False)


@BOOK.rule(
    "end-told",
    "list",
    "(PERIOD|HORIZON) [,] [which is|that is|that's|this is|or] [also] [the|our|their|its] PERIOD",
    examples=("by June 30th, the end of our fiscal year", "by 30 June, which is our year end"),
    counter_examples=("by June, the end of the summer",),
)
def end_told(found: Found) -> Window | None:
    """By 30 June, the end of our fiscal year: that day."""
    first, last = found.window(), found.nodes[-1]
    return first if first.grain in {Grain.DAY, Grain.MONTH} and _ends_a_year(last, found) else None


@BOOK.rule(
    "its-end",
    "list",
    "(PERIOD|HORIZON) [,] [which is|that is|that's|or] [on|at] (PERIOD|HORIZON|PIECE)",
    examples=("by the end of our fiscal year, which is June 30", "by our year end on September 30"),
    counter_examples=("by the end of the year, June 30",),
)
def its_end(found: Found) -> Window | None:
    """By the end of our fiscal year, June 30: that day."""
    first = found.nodes[0]
    day = found.period(found.nodes[-1].value)
    if day is None or not _ends_a_year(first, found) or day.grain not in {Grain.DAY, Grain.MONTH} or day.end < found.said_on:
        return None
    start = found.said_on if found.window().start <= found.said_on else day.start
    return day.but(start=start, kind=Kind.BOUND, loose=False, others=())
