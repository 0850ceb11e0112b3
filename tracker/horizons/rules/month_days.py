"""Days of a month, spoken and in digits: the fifteenth of June, March 12 to 15, on the 20th, 4/15, Friday the 20th."""

import datetime as dt
import itertools
import re
from functools import lru_cache

from tracker.horizons.calendar.choosing_dates import nearest, piece_in, window
from tracker.horizons.calendar.day_arithmetic import add_months, safe_date
from tracker.horizons.calendar.readings import Count, Piece, Rank, Value, Window
from tracker.horizons.engine.lexicon import CLOSED_CLASS
from tracker.horizons.engine.matching import Found
from tracker.horizons.engine.rule_book import RuleBook
from tracker.horizons.rules.past_or_ahead import looks_forward
from tracker.records import Grain

BOOK = RuleBook("month_days")


def _day_number(value: Value | None) -> int | None:
    if isinstance(value, Rank):
        return value.rank if 1 <= value.rank <= 31 else None
    if isinstance(value, Count) and not value.vague and value.high == int(value.high) and 1 <= value.high <= 31:
        return int(value.high)
    return None


@BOOK.rule(
    "month-day",
    "piece",
    "[WEEKDAYP [,]] PIECE [the] (NUMBER|RANK)",
    examples=("on March 12", "on July fourth", "by December 15th", "on march the twelfth"),
    counter_examples=("in March 40 people",),
)
@BOOK.rule(
    "day-month",
    "piece",
    "[the] (NUMBER|RANK) [day] [of] PIECE",
    examples=("on 12 March", "the 4th of July", "by the fifteenth of June"),
)
def month_day(found: Found) -> Piece | None:
    """A day of a month."""
    months = found.all(Piece)
    numbers = [_day_number(node.value) for node in found.nodes if isinstance(node.value, Count | Rank)]
    piece = months[-1]
    if piece.unit != "month" or piece.last not in {None, piece.index} or piece.day or numbers[0] is None:
        return None
    if isinstance(found.nodes[-1].value, Count):
        aside = (
            "," in found.scene.words.words[found.nodes[-2].last : found.nodes[-1].first]
        )  # "in July, call it two chances in five"
        declined = aside or found.raw(1) in COUNTED or (found.raw(1) in {"to", "or"} and found.raw(2)[:1] == "$")
    else:
        counted = isinstance(found.nodes[0].value, Count) and not found.has("of")
        declined = counted and piece.weak and found.nodes[-1].word == "" and _verb_month(found)
    return None if declined else Piece(unit="month", index=piece.index, day=numbers[0])


COUNTED = frozenset("% percent people million billion years months weeks days".split())
"""Words after which the number behind a month is a count: "in March 40 people"."""


def _verb_month(found: Found) -> bool:
    """Whether "may" or "march" after a number is more likely a verb: "of the 12 may".

    A capital letter makes it a month.
    """
    start = found.scene.words.spans[found.nodes[-1].first][0]
    dated = found.raw(-1) in {"on", "by", "before", "until", "after", "from", "effect"} or found.raw(1)[:2] == "20"
    return found.piece().index in {3, 5} and not found.scene.words.text[start].isupper() and not dated


@BOOK.rule(
    "month-day-range",
    "period",
    "PIECE (to|through|-|and|until|or|through to|right through to|up to|thru|till) [the] (NUMBER|RANK)"
    "|PIECE ([,] [the] RANK){1,3} [,] (and|or|to) [the] RANK",
    examples=(
        "March 12 to 15",
        "on June 3rd and 4th",
        "from the 3rd of June through to the 9th",
        "june tenth eleventh and twelfth",
    ),
    not_before=("%", "percent"),
)
def month_day_range(found: Found) -> Piece | None:
    """Days of one month: March 12 to 15."""
    piece = found.piece()
    last = _day_number(found.nodes[-1].value)
    if not piece.day or last is None or last <= piece.day:
        return None
    return Piece(unit="month", index=piece.index, day=piece.day, last_day=last)


@BOOK.rule(
    "day-range",
    "period",
    "PIECE (to|through|thru|-|until|till) [the] PIECE",
    examples=("closed June 23rd to July 9th", "december twentieth through january fifth"),
    counter_examples=("from March to June",),
)
def day_range(found: Found) -> Piece | None:
    """June 23rd to July 9th: from a day of one month to a day of another."""
    first, last = found.all(Piece)
    if first.unit != "month" or last.unit != "month" or not first.day or not last.day or first.last_day or last.last_day:
        return None
    return Piece(unit="month", index=first.index, day=first.day, last=last.index, last_day=last.day)


@BOOK.rule("weekday-date", "period", "PIECE [,] [the] PIECE", examples=("on Friday, March 12",))
def weekday_date(found: Found) -> Piece | None:
    """A weekday with its date: the date is taken."""
    pieces = found.all(Piece)
    return pieces[-1] if len(pieces) == 2 and pieces[0].unit == "weekday" and pieces[1].day else None


@BOOK.rule(
    "day-of-month",
    "piece",
    "(on|by|before|until|after|as early as|as soon as|as late as|no later than|around|effective) [the (morning|afternoon"
    "|evening|night|day) of] the RANK [of] [this month|the month|next month]",
    examples=("on the 15th", "by the 20th of next month", "on the second", "on the evening of the 4th", "on the ninth we'll know"),
    counter_examples=("on the second floor", "on the first day of class"),
)
@BOOK.rule(
    "day-of-this-month",
    "piece",
    "the RANK of (this|next) month",
    examples=("the 17th of this month", "the tenth of next month"),
    counter_examples=("the fortieth of this month",),
)
def day_of_month(found: Found) -> Window | None:
    """A day of this month or, once it is over, of the next."""
    ranks = found.all(Rank)
    rank = ranks[0].rank
    bare_word = not any(character.isdigit() for character in found.surface)
    after = found.raw(1)
    if rank > 31 or found.has("of") != found.has("month", *TIMES_OF_DAY):
        return None
    if after and after[0].isalnum() and (after not in CLOSED_CLASS or (bare_word and not _clause_begins(found))):
        return None
    base = found.said_on
    day = nearest(Piece(unit="monthday", index=1, day=rank), base, found.scene.context)
    if found.has("next"):
        day = nearest(Piece(unit="monthday", index=1, day=rank), _next_month(base), found.scene.context)
    if not day:
        return None
    if found.has("by", "until"):
        return day.but(start=base)
    return day


SUBJECTS = frozenset(
    "i we you he she it they i'll we'll you'll he'll she'll it'll they'll there'll i'm we're you're they're".split()
)


def _clause_begins(found: Found) -> bool:
    """Whether a clause that looks ahead begins right after the phrase: "on the twentieth we'll know"."""
    first, second = found.raw(1), found.raw(2)
    return looks_forward(found) and (first in SUBJECTS or (first == "and" and second in {*SUBJECTS, "the"}))


TIMES_OF_DAY = ("morning", "afternoon", "evening", "night", "day")


@BOOK.rule(
    "the-fourth",
    "atom",
    "the RANK",
    examples=("between Memorial Day and the Fourth", "by the Fourth"),
    counter_examples=("Henry the Fourth", "over the fourth", "and the Fourth Estate"),
    not_after=("", "henry", "edward", "james", "william", "george"),
    not_before=("of",),
)
def the_fourth(found: Found) -> Piece | None:
    """The Fourth, with a capital letter after a preposition: the fourth of July."""
    start, end = found.scene.words.spans[found.nodes[-1].first]
    named = found.scene.words.text[start:end] == "Fourth" and found.raw(-1) in HOLIDAY_BEFORE
    return Piece(unit="month", index=7, day=4) if named and not found.noun_follows else None


HOLIDAY_BEFORE = frozenset("by before on over around until till after and to for through past".split())


@BOOK.rule(
    "days-of-month",
    "piece",
    "(on|by|before|until|after|from|between) the RANK ([,] [and|or|to|through|until|till|-] [the] RANK){1,3}",
    examples=("on the 3rd, the 4th and the 5th", "on the ninth and tenth", "we will be away from the ninth to the twelfth"),
    counter_examples=("on the first and second floors",),
    not_before=("of",),
)
def days_of_month(found: Found) -> Window | None:
    """On the 3rd, the 4th and the 5th: from the first of those days to the last."""
    days = [each.rank for each in found.all(Rank)]
    rising = all(earlier < later for earlier, later in itertools.pairwise(days))
    if not rising or days[-1] > 31 or found.noun_follows:
        return None
    if found.has("from", "between") and not looks_forward(found):
        return None  # "from the third to the fifth"
    last = nearest(Piece(unit="monthday", index=1, day=days[-1]), found.said_on, found.scene.context)
    if last is None:
        return None
    first = safe_date(last.start.year, last.start.month, days[0])
    return last.but(start=found.said_on if found.has("by", "until") else first)


@BOOK.rule(
    "day-of-ranked-month",
    "piece",
    "the RANK of the RANK",
    examples=("by the ninth of the seventh", "on the 1st of the 12th"),
    counter_examples=("by the first of the second group", "the third of the fourth"),
)
def day_of_ranked_month(found: Found) -> Piece | None:
    """The ninth of the seventh: the ninth of July, after a preposition."""
    day, month = (each.rank for each in found.all(Rank))
    dated = found.raw(-1) in {"on", "by", "before", "until", "after", "from"} and not found.noun_follows
    return Piece(unit="month", index=month, day=day) if dated and day <= 31 and month <= 12 else None


def _next_month(day: dt.date) -> dt.date:
    return safe_date(day.year + day.month // 12, day.month % 12 + 1, 1)


@BOOK.rule("iso", "atom", "ISO", examples=("by 2027-03-15",))
@BOOK.rule("slashed", "atom", "SLASHED", examples=("on 3/15/2027",))
def written(found: Found) -> Window | None:
    """A date in digits, as dateparser reads it."""
    day = parse_written(found.surface)
    return window((day, day), Grain.DAY) if day else None


@lru_cache(maxsize=1024)
def parse_written(text: str) -> dt.date | None:
    """The date written in digits (month first where both are possible, as in the United States), or None.

    dateparser is imported at the first such date; it takes a third of a second.
    """
    import dateparser

    order = "YMD" if re.match(r"\d{4}-", text) else "MDY"
    parsed = dateparser.parse(text, languages=["en"], settings={"DATE_ORDER": order})
    return parsed.date() if parsed else None


@BOOK.rule(
    "month-of-year-digits", "piece", "NUMBER / PERIOD", examples=("it ships 11/2027",), counter_examples=("7/10 people", "13/2027")
)
def month_in_digits(found: Found) -> Window | None:
    """11/2027: November of that year, where both are written in digits."""
    number, year = found.nodes[0], found.window()
    text = found.surface.partition("/")
    if not (text[0].strip().isdigit() and text[2].strip().isdigit()) or year.grain is not Grain.YEAR:
        return None
    index = found.count().high
    if number.value is None or not 1 <= index <= 12:
        return None
    return piece_in(Piece(unit="month", index=int(index)), year.start.year, found.said_on, found.scene.context)


@BOOK.rule(
    "month-slash-day",
    "piece",
    "NUMBER / NUMBER",
    examples=("the taxes are due on 4/15", "by 6/30"),
    counter_examples=("on 3/4 of them", "a 6/30 split", "they cut it by 2/3"),
    not_before=("of", "/", "split", "odds", "chance", "inch"),
)
def month_slash_day(found: Found) -> Piece | None:
    """4/15 after a preposition: the 15th of April; small numbers are fractions."""
    month, day = (each.high for each in found.all(Count))
    written = found.surface.replace(" ", "").replace("/", "").isdigit()
    dated = found.raw(-1) in {"on", "by", "before", "until", "after", "from", "starting", "effective", "through"}
    return Piece(unit="month", index=int(month), day=int(day)) if written and dated and month <= 12 and 10 <= day <= 31 else None


@BOOK.rule(
    "weekday-monthday",
    "piece",
    "PIECE [,] [the] RANK",
    examples=("by Friday the 20th", "Tuesday 19th"),
    counter_examples=("Friday the second shift", "Monday the first thing we do"),
)
def weekday_monthday(found: Found) -> Window | None:
    """Friday the 20th: the next 20th that is a Friday, within a year."""
    piece, rank = found.piece(), found.all(Rank)[0].rank
    digits = any(character.isdigit() for character in found.surface)
    after = found.raw(1)
    if piece.unit != "weekday" or piece.last is not None or rank > 31:
        return None
    if after == "of" or (after and after[0].isalnum() and (not digits or after not in CLOSED_CLASS)):
        return None
    first = found.said_on.replace(day=1)
    for later in range(12):
        month = add_months(first, later)
        day = safe_date(month.year, month.month, rank)
        if day.day == rank and day.weekday() == piece.index and day >= found.said_on:
            return window((day, day), Grain.DAY)
    return None
