"""Elections and inaugurations, by the law that fixes their day."""

import datetime as dt

from tracker.horizons.calendar.choosing_dates import window
from tracker.horizons.calendar.day_arithmetic import add_days, month_window, nth_weekday, week_window
from tracker.horizons.calendar.election_days import elections, next_election, regional_elections, uk_local
from tracker.horizons.calendar.readings import Kind, Past, Window
from tracker.horizons.engine.lexicon import MONTHS
from tracker.horizons.engine.matching import Found, Node
from tracker.horizons.engine.rule_book import RuleBook
from tracker.horizons.rules.past_or_ahead import looks_back
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


@BOOK.rule(
    "clocks",
    "bound",
    "(by the time|when|once|after|before|until|till) the clocks go (back|forward)",
    examples=("before the clocks go back", "when the clocks go forward"),
    counter_examples=("when the clocks went back", "the clocks go back every autumn"),
)
def clocks(found: Found) -> Window | None:
    """The clocks go back on the last Sunday of October, and forward on that of March (United Kingdom: Summer Time Order 2002)."""
    month = 10 if found.has("back") else 3
    days = (nth_weekday(found.said_on.year + later, month, 6, -1) for later in (0, 1))
    day = next(each for each in days if each >= found.said_on)
    ahead = found.has("by", "before", "until", "till")
    if found.has("before") and day > found.said_on:
        day = add_days(day, -1)
    return Window(start=found.said_on if ahead else day, end=day, grain=Grain.DAY, kind=Kind.BOUND)


DAYS_BY = ("day", "night", "week", "eve")
"""Words behind "election" that name its day, or one by it."""
LOCAL = frozenset("local municipal regional council county mayoral school board city union parish".split())
"""Elections whose day is not known here."""


def _dated(windows: list[Window], months: list[int]) -> Window | None:
    """The year, or its month, that is named with an election whose day is not known here."""
    if not windows or windows[0].grain is not Grain.YEAR:
        return None
    year = windows[0].start.year
    return window(month_window(year, months[0]), Grain.MONTH) if months else windows[0].but(kind=Kind.BOUND)


@BOOK.rule(
    "last-election",
    "number",
    f"the (last|previous|past|recent|prior|most recent) [{NATION}] [presidential|general|federal|parliamentary|midterm|midterms"
    "|national|local|mid - term] (election|elections|midterms)",
    examples=("in the last election",),
    counter_examples=("in the last week before the election",),
)
def last_election(_: Found) -> Past:
    """The last election: the past."""
    return Past(why="held")


@BOOK.rule(
    "election",
    "atom",
    f"[the|a] [next|upcoming|coming|this year's|[MONTH] PERIOD|MONTHP|next MONTHP|MONTH] [{NATION}] [presidential|general|federal"
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
        "the school board elections in May 2027",
    ),
    counter_examples=("we elect people", "elected in 2019", "he won november's election"),
)
@BOOK.rule(
    "election-day", "number", "[the] election (day|night|week|eve)", examples=("by election day", "election night will be long")
)
def election(found: Found) -> Window | Past | None:
    """An election's day."""
    named = [COUNTRIES[node.word] for node in found.nodes if node.word in COUNTRIES]
    kind = "presidential" if found.has("presidential") else "midterm" if found.has("midterm", "midterms", "mid") else ""
    country = named[0] if named else "us"
    windows = found.all(Window)
    if (windows or found.has(*DAYS_BY)) and looks_back(found, near=True):
        return Past(why="held")
    months = _months(found)
    if found.raw(-1) in LOCAL or (found.raw(-1) == "state" and found.raw(-2) not in {"the", "our", "a", "these"}):
        return _dated(windows, months)
    if windows:
        days = elections(country, windows[0].start.year) if windows[0].grain is Grain.YEAR else []
        held = [day for day in days if not months or day.month == months[0]]
        if not held:
            return _dated(windows, months)
        day: dt.date | None = held[0]
    else:
        day = next_election(country, found.said_on, kind=kind)
    if day is None or (months and (day.month != months[0] or looks_back(found))):
        return None
    bare = (
        not months and not named and not kind and not windows and not found.has("next", "upcoming", "coming", "general", *DAYS_BY)
    )
    if found.has("week"):
        return window(week_window(day), Grain.WEEK)
    day = add_days(day, -1) if found.has("eve") else day
    return window((day, day), Grain.DAY, loose=bare)


REGIONS = {
    "victorian": "victoria", "victoria": "victoria", "new south wales": "new south wales", "nsw": "new south wales",
    "queensland": "queensland", "south australian": "south australia", "western australian": "western australia",
    "scottish": "scotland", "holyrood": "scotland", "welsh": "wales", "senedd": "wales",
}  # fmt: skip
WHEN_HELD = "[next|upcoming|coming|this year's|[MONTH] PERIOD|MONTHP|next MONTHP|MONTH]"
LOCAL_BODY = "(local|council|mayoral|municipal|county|regional)"


@BOOK.rule(
    "regional-election",
    "atom",
    f"[the|a] {WHEN_HELD} ({'|'.join(REGIONS)}) [state|parliament|parliamentary|assembly]"
    " (election|elections) [(in|of) [MONTH] PERIOD]",
    examples=(
        "before the Victorian state election in November 2026",
        "the Scottish elections in May 2026",
        "the next Queensland election",
    ),
    counter_examples=("the Scottish hills"),
)
def regional_election(found: Found) -> Window | Past | None:
    """The Victorian state election: its day by law, or the year or month said where none is due then."""
    windows = found.all(Window)
    if looks_back(found, near=True):
        return Past(why="held")
    words = [node.word for node in found.nodes if node.value is None]
    text = " ".join(words)
    region = next(REGIONS[name] for name in REGIONS if f" {name} " in f" {text} ")
    years = [windows[0].start.year] if windows else range(found.said_on.year, min(found.said_on.year + 6, 9990))
    days = [day for year in years for day in regional_elections(region, year) if windows or day >= found.said_on]
    months = _months(found)
    held = [day for day in days if not months or day.month == months[0]]
    return window((held[0], held[0]), Grain.DAY) if held else _dated(windows, months)


def _months(found: Found) -> list[int]:
    """The months that are named in the match."""
    return [MONTHS[node.word.removesuffix("'s")] for node in found.nodes if node.word.removesuffix("'s") in MONTHS]


@BOOK.rule(
    "local-election",
    "atom",
    f"[the|a] [MONTH] PERIOD {LOCAL_BODY} (election|elections)|[the|a] {LOCAL_BODY} (election|elections) (in|of) [MONTH] PERIOD",
    examples=("at the May 2027 local elections", "the council elections in May 2027", "in the October 2027 mayoral election"),
    counter_examples=("the local elections were close",),
)
def local_election(found: Found) -> Window | Past | None:
    """Local elections of a month and year: in May the British ones on their day, else the month or the year."""
    windows, months = found.all(Window), _months(found)
    if looks_back(found, near=True):
        return Past(why="held")
    if months == [5] and windows[0].grain is Grain.YEAR and found.has("local", "council", "mayoral"):
        day = uk_local(windows[0].start.year)
        return window((day, day), Grain.DAY)
    return _dated(windows, months)


def _is_election(node: Node) -> bool:
    return node.rules[-1:] in {("named_events.election",), ("named_events.election-day",)}


@BOOK.rule(
    "election-of",
    "part",
    "(PERIOD|LOOSE) [,] [of|in|during] [the] (PERIOD|LOOSE|PIECE)",
    examples=(
        "in the midterms next year",
        "at the general election the year after next",
        "the midterms this November",
        "the election in November will be close",
    ),
    counter_examples=("the election this week", "an election in November"),
)
def election_of(found: Found) -> Window | Past | None:
    """The midterms next year, the election in November: the one held then, or the year or month itself where none is due."""
    first, when = found.nodes[0], found.period(found.nodes[-1].value)
    if not _is_election(first) or when is None or when.grain not in {Grain.YEAR, Grain.MONTH, Grain.SEASON}:
        return None
    if found.window().loose and when.grain is not Grain.YEAR and found.surface[:3] != "the":
        return None  # "they will call an election in the spring"
    if when.grain is not Grain.YEAR and looks_back(found, near=True):
        return Past(why="held")
    if (
        when.grain is Grain.YEAR
        and (found.surface.startswith("a ") or found.raw(-1) == "an")
        and "presidential" not in found.surface
    ):
        return when.but(kind=Kind.BOUND, loose=False)  # an election that may be called
    day = found.window().start
    voting = [country for country in dict.fromkeys(COUNTRIES.values()) if day in elections(country, day.year)]
    days = [held for country in voting for held in elections(country, when.start.year) if when.start <= held <= when.end]
    if not days and when.grain is Grain.MONTH and when.start.month == day.month:
        days = [day]  # "the midterms next November", said in the spring before them
    return window((days[0], days[0]), Grain.DAY) if days else when.but(kind=Kind.BOUND, loose=False)


@BOOK.rule(
    "election-due",
    "list",
    "(PERIOD|HORIZON|LOOSE) (has to|have to|must|needs to|need to|will|won't|is going to|are going to|can|could|should"
    "|is due|is due to"
    "|is set for|is set to) [only|now|still|probably|likely|not] [happen|be held|be called|be fought|come|take place|fall"
    "|be] HORIZON",
    examples=("the next general election has to happen by August 2029", "the election will be in May 2027"),
    counter_examples=("the meeting has to happen by August 2029",),
)
def election_due(found: Found) -> Window | None:
    """The next election has to happen by August 2029: the time that is said of it."""
    return found.window(1) if _is_election(found.nodes[0]) or "named_events.election" in found.nodes[0].rules else None


@BOOK.rule(
    "inauguration",
    "atom",
    "[the] [next] [PERIOD] inauguration [day] [[in|of] [MONTH] PERIOD]",
    examples=("by inauguration day", "before the inauguration in January 2029"),
)
def inauguration(found: Found) -> Window | None:
    """The inauguration of the American president: 20 January after the election (20th Amendment)."""
    windows = found.all(Window)
    year = windows[0].start.year if windows else found.said_on.year
    if windows and (year % 4 != 1 or dt.date(year, 1, 20) < found.said_on):
        return None
    while year <= dt.MAXYEAR and (year % 4 != 1 or dt.date(year, 1, 20) < found.said_on):
        year += 1
    if year > dt.MAXYEAR:
        return None
    day = dt.date(year, 1, 20)
    return window((day, day), Grain.DAY)
