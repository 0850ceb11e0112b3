"""Events with a name: elections by the law that fixes them, and a user's own file of events."""

import datetime as dt
import re
import tomllib
from collections.abc import Mapping

from tracker.errors import TrackerError
from tracker.horizons.calendar.choosing_dates import window
from tracker.horizons.calendar.day_arithmetic import month_window
from tracker.horizons.calendar.election_days import elections, next_election
from tracker.horizons.calendar.readings import Kind, Past, Window
from tracker.horizons.engine.lexicon import MONTHS
from tracker.horizons.engine.matching import Found
from tracker.horizons.engine.rule_book import RuleBook
from tracker.horizons.rules.past_or_ahead import looks_back
from tracker.numbers import fold
from tracker.records import Grain

BOOK = RuleBook("named_events")

COUNTRIES = {
    "american": "us", "us": "us", "america": "us", "british": "uk", "uk": "uk", "britain": "uk", "german": "germany",
    "germany": "germany", "french": "france",
    "france": "france", "indian": "india", "india": "india", "canadian": "canada", "canada": "canada",
    "australian": "australia", "australia": "australia",
    "european": "eu", "eu": "eu", "europe": "eu", "mexican": "mexico", "mexico": "mexico", "brazilian": "brazil",
    "brazil": "brazil", "bundestag": "germany",
    "states": "us", "kingdom": "uk",
}  # fmt: skip
NATION = f"({'|'.join(COUNTRIES)})"


class EventsFileError(TrackerError):
    """A file of named events that cannot be read: the file, the entry, and what it takes."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f'{name}: {why}; write lines such as "summit" = 2027-06-01 under [events]')


def read_events(name: str, data: bytes) -> dict[str, dt.date]:
    """The events of a TOML file: a table `[events]` of names and dates.

    Raises EventsFileError when the file is no TOML, has no such table, or a value is not a date.
    """
    try:
        table = tomllib.loads(data.decode("utf-8")).get("events")
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise EventsFileError(name, str(error)) from error
    if not isinstance(table, Mapping):
        raise EventsFileError(name, "no table [events]")
    for event, day in table.items():
        if not isinstance(day, dt.date) or isinstance(day, dt.datetime):
            raise EventsFileError(name, f"{event!r} is {day!r}, not a date")
    return {" ".join(fold(event).split()): day for event, day in table.items()}


LOCAL = frozenset("local municipal regional council county mayoral school board city union parish".split())
"""Elections whose day no law here tells."""


def _local(windows: list[Window], months: list[int]) -> Window | None:
    """The year, or its month, that is named with a local election."""
    if not windows or windows[0].grain is not Grain.YEAR:
        return None
    year = windows[0].start.year
    return window(month_window(year, months[0]), Grain.MONTH) if months else windows[0].but(kind=Kind.BOUND)


@BOOK.rule(
    "election",
    "atom",
    f"[the|a] [next|upcoming|coming|this year's|[MONTH] PERIOD|MONTHP|next MONTHP] [{NATION}] [presidential|general|federal"
    f"|parliamentary|midterm|midterms|national|mid - term] (election|elections|midterms) [in [the] [united] {NATION}]"
    " [(in|of) [MONTH] PERIOD]",
    examples=(
        "by the next presidential election",
        "in the 2028 election",
        "after the midterms",
        "before the next general election in britain",
        "november's election will be close",
        "by the election in 2028",
        "in the November 2028 election",
        "the local elections in May 2027",
    ),
    counters=("we elect people", "elected in 2019", "he won november's election"),
)
@BOOK.rule("election-day", "number", "[the] election day", examples=("by election day",))
def election(found: Found) -> Window | Past | None:
    """An election's day."""
    named = [COUNTRIES[node.word] for node in found.nodes if node.word in COUNTRIES]
    kind = "presidential" if found.has("presidential") else "midterm" if found.has("midterm", "midterms", "mid") else ""
    country = named[0] if named else "us" if kind or found.has("day") else found.scene.context.country
    windows: list[Window] = found.all(Window)  # type: ignore[assignment]
    if windows and looks_back(found, near=True):
        return Past(why="held")
    months = [MONTHS[node.word.removesuffix("'s")] for node in found.nodes if node.word.removesuffix("'s") in MONTHS]
    if found.raw(-1) in LOCAL:
        return _local(windows, months)
    if windows:
        days = elections(country, windows[0].start.year) if windows[0].grain is Grain.YEAR else []
        if not days and windows[0].grain is Grain.YEAR:
            return windows[0].but(kind=Kind.BOUND)
        day = days[0] if days else None
    else:
        day = next_election(country, found.said_on, kind=kind)
    if day is None or (months and (day.month != months[0] or looks_back(found))):
        return None
    bare = not months and not named and not kind and not windows and not found.has("next", "upcoming", "coming", "day", "general")
    return window((day, day), Grain.DAY, loose=bare)


@BOOK.rule(
    "election-of",
    "part",
    "(PERIOD|LOOSE) [,] [of] (PERIOD|LOOSE)",
    examples=("in the midterms next year", "at the general election the year after next"),
    counters=("the election this week",),
)
def election_of(found: Found) -> Window | None:
    """The midterms next year: the election of that year, or the year where nobody votes by rule."""
    first, year = found.nodes[0], found.nodes[-1].value
    if first.rules[-1:] != ("named_events.election",) or not isinstance(year, Window) or year.grain is not Grain.YEAR:
        return None
    day = first.value.start if isinstance(first.value, Window) else found.said_on
    voting = [country for country in dict.fromkeys(COUNTRIES.values()) if day in elections(country, day.year)]
    days = [held for country in voting for held in elections(country, year.start.year)]
    return window((days[0], days[0]), Grain.DAY) if days else year.but(kind=Kind.BOUND, loose=False)


@BOOK.rule(
    "inauguration",
    "atom",
    "[the] [next] [PERIOD] inauguration [day] [(in|of) [MONTH] PERIOD]",
    examples=("by inauguration day", "before the inauguration in January 2029"),
)
def inauguration(found: Found) -> Window | None:
    """The inauguration of the American president: 20 January after the election (20th Amendment)."""
    windows: list[Window] = found.all(Window)  # type: ignore[assignment]
    year = windows[0].start.year if windows else found.said_on.year
    if windows and (year % 4 != 1 or dt.date(year, 1, 20) < found.said_on):
        return None
    while year <= dt.MAXYEAR and (year % 4 != 1 or dt.date(year, 1, 20) < found.said_on):
        year += 1
    if year > dt.MAXYEAR:
        return None
    day = dt.date(year, 1, 20)
    return window((day, day), Grain.DAY)


_BEFORE = r"(?:\b(?P<word>by|before|until|till|after|at|around|in|on|during|ahead of)\s+)?(?:\bthe\s+)?"


def named_events(folded: str, said_on: dt.date, events: Mapping[str, dt.date]) -> list[tuple[int, int, Window]]:
    """Where a text names one of the user's events that is not over, with the window that the word before it makes."""
    names = sorted((name for name, day in events.items() if day >= said_on and name), key=len, reverse=True)
    if not names:
        return []
    pattern = re.compile(_BEFORE + r"\b(?P<name>" + "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in names) + r")\b")
    out = []
    for found in pattern.finditer(folded):
        day = events[" ".join(found["name"].split())]
        start, end = day, day
        if found["word"] in {"by", "until", "till"}:
            start = said_on
        elif found["word"] in {"before", "ahead of"}:
            start, end = said_on, max(said_on, day - dt.timedelta(days=1))
        elif found["word"] == "after":
            start, end = day, day + dt.timedelta(days=30)
        out.append((found.start(), found.end(), Window(start=start, end=end, grain=Grain.DAY, kind=Kind.BOUND)))
    return out
