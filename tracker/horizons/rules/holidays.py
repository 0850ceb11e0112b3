"""Holidays and fixed days by their names."""

import re

from tracker.horizons.calendar.choosing_dates import nearest, piece_in
from tracker.horizons.calendar.day_arithmetic import add_days
from tracker.horizons.calendar.holiday_dates import HOLIDAYS, holiday_in
from tracker.horizons.calendar.lunar_holidays import LUNAR_HOLIDAYS
from tracker.horizons.calendar.readings import Kind, Past, Piece, Window
from tracker.horizons.engine.lexicon import WEEKDAYS
from tracker.horizons.engine.matching import Found
from tracker.horizons.engine.rule_book import RuleBook
from tracker.records import Grain

BOOK = RuleBook("holidays")
_PATTERN = "|".join(
    re.sub("^st ", "SAINT ", name) for name in sorted([*HOLIDAYS, *LUNAR_HOLIDAYS], key=lambda name: (-len(name.split()), name))
)

TRAPPINGS = frozenset("tree trees card cards carol song gift gifts present presents party eggs egg bunny costume island".split())
"""Nouns before which a holiday's name does not mean the day: "christmas trees"."""


def _name(words: list[str]) -> str:
    """The name of a holiday as the table of days has it: "st patrick's day"."""
    return " ".join("st" if word in {"st.", "saint"} else word for word in words)


@BOOK.rule(
    "named",
    "number",
    f"({_PATTERN}|leap day) [time|weekend|week]",
    examples=("by Christmas", "over Memorial Day weekend", "before Labor Day", "by Thanksgiving", "on New Year's Eve"),
    counter_examples=("christmas trees",),
    not_before=TRAPPINGS,
)
def named(found: Found) -> Piece:
    """A holiday by its name."""
    name = _name([node.word for node in found.nodes if node.word != "time"])
    return Piece(unit="holiday", index=1, name=name, weak=True)


@BOOK.rule(
    "on-its-weekday",
    "number",
    f"({_PATTERN}) WEEKDAY",
    examples=("on Pentecost Sunday", "on Thanksgiving Thursday"),
    counter_examples=("on Christmas Monday",),
)
def on_its_weekday(found: Found) -> Piece | None:
    """A holiday with the weekday that it always falls on: Pentecost Sunday."""
    *words, day = [node.word for node in found.nodes]
    name = _name(words)
    years = range(found.said_on.year, min(found.said_on.year + 3, 9998))
    held = [days for year in years if (days := holiday_in(name, year))]
    always = bool(held) and all(first.weekday() == WEEKDAYS[day] for first, _ in held)
    return Piece(unit="holiday", index=1, name=name, weak=True) if always else None


@BOOK.rule(
    "season",
    "number",
    "(the holidays|the [christmas|festive|holiday|upcoming holiday|coming holiday] (holidays|holiday season|christmas season"
    "|holiday period|holiday quarter)|[the] holiday season|the [upcoming|coming] holiday [shopping] season|this holiday"
    " season|[the] christmas (period|season|holidays|break))",
    examples=("during the holiday season", "over the holidays"),
)
def season(found: Found) -> Piece:
    """The holiday season."""
    return Piece(unit="holiday", index=1, name="holiday season", weak=not found.has("this"))


@BOOK.rule(
    "in-its-month",
    "part",
    "PIECE [,] [in|during|of] [the] (PIECE|PERIOD)",
    examples=("Thanksgiving this November", "the Super Bowl in February 2027", "Christmas this winter"),
    counter_examples=("Thanksgiving in March", "Christmas this year"),
)
def in_its_month(found: Found) -> Window | None:
    """A holiday with the month or season that it falls in: its day there."""
    piece, whole = found.piece(), found.period(found.nodes[-1].value)
    if piece.unit != "holiday" or whole is None or whole.grain not in {Grain.MONTH, Grain.SEASON}:
        return None
    years = range(whole.start.year, whole.end.year + 1)
    days = [held for year in years if (held := piece_in(piece, year, found.said_on, found.scene.context))]
    return next((held for held in days if held.start <= whole.end and held.end >= add_days(whole.start, -EARLY)), None)


@BOOK.rule(
    "games-of",
    "atom",
    "[the] PERIOD [summer|winter] games|the (summer|winter) games [in|of] PERIOD",
    examples=("before the '28 Games", "at the winter games in 2030", "by the 2032 games"),
    counter_examples=("the 2027 games", "in 2028 games"),
)
def games_of(found: Found) -> Window | None:
    """The '28 Games: the Olympic Games of that year."""
    year = found.window()
    if year.grain is not Grain.YEAR or not found.has("the"):
        return None
    return piece_in(Piece(unit="holiday", index=1, name="olympics"), year.start.year, found.said_on, found.scene.context)


@BOOK.rule(
    "games-in",
    "part",
    "PERIOD [,] [in|of] [the] (PIECE|PERIOD)",
    examples=("at the Brisbane Olympics in 2032", "the LA Olympics in the summer of 2028"),
    counter_examples=("the Brisbane Olympics in 2031", "next week in June"),
)
def games_in(found: Found) -> Window | None:
    """The games of a city, with the year they are held in."""
    first, whole = found.window(), found.period(found.nodes[-1].value)
    held = "holidays.games" in found.nodes[0].rules and whole is not None
    return first if held and whole and whole.start <= first.end and first.start <= whole.end else None


EARLY = 7
"""Days that a movable holiday may fall before the month it is named with: "Easter next April", on 28 March."""
HOSTS = {"paris": 2024, "los": 2028, "la": 2028, "brisbane": 2032, "milan": 2026, "salt": 2034}
"""The first word of a city, and the year of the Olympic Games that it hosts (International Olympic Committee)."""
_OTHER_CUPS = frozenset({"rugby", "cricket", "women's", "ski", "skiing", "club", "t20", "hockey"})


@BOOK.rule(
    "games",
    "number",
    "(next|paris|los angeles|la|brisbane|milan|salt lake|upcoming) [summer|winter] (olympics|olympic games|winter games"
    "|summer games) [in [the] (los angeles|la|brisbane|australia|america|france|italy|utah)]"
    "|[summer|winter] (olympics|olympic games) [in [the] (los angeles|la|brisbane|australia|america|france|italy|utah)]"
    "|[fifa] world cup [final]",
    examples=("by the Olympics", "before the next winter Olympics", "the 2028 Olympics", "the World Cup final"),
    counter_examples=("the rugby World Cup", "an Olympics bid"),
)
def games(found: Found) -> Piece | Window | Past | None:
    """The Olympic Games or the men's football World Cup, on the days that are held or announced."""
    host = next((year for city, year in HOSTS.items() if found.has(city)), None)
    if found.has("cup"):
        name = "world cup final" if found.has("final") else "world cup"
        return None if found.raw(-1) in _OTHER_CUPS else Piece(unit="holiday", index=1, name=name, weak=True)
    if found.raw(1) in {"bid", "team", "coach", "gold", "medal", "committee"}:
        return None
    if host:
        name = "winter olympics" if host % 4 == 2 else "summer olympics"
        held = piece_in(Piece(unit="holiday", index=1, name=name), host, found.said_on, found.scene.context)
        return held if held and held.end >= found.said_on else Past(why="held")
    part = "winter " if found.has("winter") else "summer " if found.has("summer", "paris", "los", "la", "brisbane") else ""
    return Piece(unit="holiday", index=1, name=f"{part}olympics", weak=True)


@BOOK.rule(
    "corrected",
    "list",
    "HORIZON [,|-] [that is|no] [,] [i mean] [,] PIECE",
    examples=("by Thanksgiving, Canadian Thanksgiving", "before Easter, Orthodox Easter I mean"),
    counter_examples=("by Thanksgiving, Christmas",),
)
def corrected(found: Found) -> Window | None:
    """By Thanksgiving, Canadian Thanksgiving I mean: the one that the second name says more exactly."""
    piece, first = found.piece(), found.window()
    name = found.scene.words.words[found.nodes[0].last - 1]
    if piece.unit != "holiday" or not piece.name.endswith(f" {name}") or "holidays.named" not in found.nodes[0].rules:
        return None
    day = nearest(piece, found.said_on, found.scene.context)
    return day.but(start=min(first.start, day.start), kind=Kind.BOUND, others=()) if day else None
