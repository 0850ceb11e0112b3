"""Months, days, weekdays, quarters, halves and seasons, with a year or without one."""

import datetime as dt
import itertools
import re
from functools import lru_cache

from tracker.horizons.calendar import fiscal_periods
from tracker.horizons.calendar.choosing_dates import JUST_OVER, following, nearest, piece_in, this_named, window
from tracker.horizons.calendar.day_arithmetic import add_days, add_months, iso_week, safe_date, week_window
from tracker.horizons.calendar.readings import Count, Past, Piece, Rank, Value, Window
from tracker.horizons.engine.lexicon import CLOSED_CLASS, MONTHS, SEASONS, WEAK_MONTHS, WEEKDAYS
from tracker.horizons.engine.matching import Found
from tracker.horizons.engine.rule_book import RuleBook
from tracker.horizons.rules.past_or_ahead import looks_forward
from tracker.horizons.rules.verbs import is_verb
from tracker.records import Grain

BOOK = RuleBook("calendar_units")


STREETS = frozenset({"street", "avenue", "lane", "boulevard", "crescent", "terrace"})
PRINTED = frozenset({"issue", "edition", "revolution", "magazine"})
KIN = frozenset(
    "daughter sister wife aunt auntie cousin niece mother grandmother grandma granddaughter girlfriend friend miss mrs ms called"
    " named neighbour neighbor".split()
)
"""Words before a month that make it somebody's name: "my daughter April"."""


@BOOK.rule(
    "month",
    "atom",
    "MONTH",
    examples=("in January",),
    counter_examples=("my daughter April is a nurse", "the shop on May Street"),
    not_before=PRINTED | STREETS,
    not_after=KIN,
)
def month(found: Found) -> Piece | None:
    """A month by its name; after an article its abbreviation stands for something else ("the SEP")."""
    word = found.nodes[0].word
    if len(word) == 3 and word != "may" and found.raw(-1) in {"the", "a", "an"}:
        return None
    start = found.scene.words.spans[found.nodes[0].first][0]
    capital = found.scene.words.text[start].isupper() and found.raw(-1) not in {"", ".", "?", "!", '"'}
    return Piece(
        unit="month",
        index=MONTHS[word],
        weak=word in WEAK_MONTHS and not (capital and word not in {"may", "mar", "dec", "jan", "sep", "jun"}),
    )


@BOOK.rule("weekday", "atom", "WEEKDAY [morning|afternoon|evening|night]", examples=("on Friday",))
def weekday(found: Found) -> Piece:
    """A weekday by its name."""
    return Piece(unit="weekday", index=WEEKDAYS[found.nodes[0].word], weak=True)


@BOOK.rule(
    "season",
    "atom",
    "SEASON [months|season]",
    examples=("this summer", "in the fall"),
    counter_examples=("it starts to fall next year", "prices may fall"),
)
def season(found: Found) -> Piece | None:
    """A season by its name."""
    if (
        found.raw(1)
        in {"in", "for", "into", "apart", "short", "behind", "back", "break", "off", "down", "asleep", "cleaning", "through"}
        and found.nodes[0].word == "fall"
        and found.raw(-1) not in {"the", "this", "next"}
    ) or is_verb(found):
        return None
    return Piece(unit="season", index=SEASONS[found.nodes[0].word], weak=True)


QUARTER = "(quarter|qtr)"


@BOOK.rule("quarter-digit", "atom", "[fiscal|calendar] Q1", examples=("in Q3", "by Q4"))
@BOOK.rule("quarter-coded", "atom", "CQ", examples=("in CQ3", "by FQ4"))
def quarter_digit(found: Found) -> Piece:
    """Q3, 3Q."""
    calendar = found.has("calendar") or found.surface.startswith("c")
    return Piece(unit="quarter", index=int(re.sub(r"\D", "", found.surface)), calendar=calendar)


@BOOK.rule("month-quarter", "piece", "PIECE (quarter|qtr)", examples=("in the September quarter",))
def month_quarter(found: Found) -> Piece | None:
    """The September quarter: the three months that end with September."""
    piece = found.piece()
    if piece.unit != "month" or piece.day or piece.last or piece.index % 3:
        return None
    return Piece(unit="month", index=piece.index - 2, last=piece.index, name="quarter")


@BOOK.rule("month-of", "piece", "[the] (month|season|quarter|holiday) of PIECE", examples=("in the month of August",))
def month_of(found: Found) -> Piece:
    """The month of August: August."""
    return found.piece()


QUARTERS_ARE = {"one's": 1, "two's": 2, "three's": 3, "four's": 4}


@BOOK.rule("quarter-letter", "length", "q [-] NUMBER", examples=("in q four", "by Q 3"))
def quarter_letter(found: Found) -> Piece | None:
    """Q four, as captions write it."""
    value = found.count().high
    return Piece(unit="quarter", index=int(value)) if value in {1, 2, 3, 4} else None


@BOOK.rule(
    "quarter-is",
    "length",
    "(q|quarter) [-] (one's|two's|three's|four's)",
    examples=("q two's going to be better",),
    counter_examples=("q two's been better",),
    not_before=("been", "had"),
)
def quarter_is(found: Found) -> Piece:
    """Q two's, where a verb or the genitive follows."""
    return Piece(unit="quarter", index=QUARTERS_ARE[found.nodes[-1].word])


@BOOK.rule(
    "quarters",
    "atom",
    f"[fiscal|calendar] (RANK|final) [-] [fiscal|calendar] [-] {QUARTER}",
    examples=("the third quarter", "the fourth-quarter"),
    counter_examples=("the first quarter of the game",),
)
@BOOK.rule("quarter-number", "length", "quarter NUMBER", examples=("in quarter four",), counter_examples=("a quarter million",))
@BOOK.rule("quarter-range", "length", "quarters NUMBER (through|to|and|-) NUMBER", examples=("during quarters two through four",))
@BOOK.rule(
    "quarter-pair",
    "atom",
    f"RANK [,] (and|or|to|through|/|-|into) [the] RANK [-] ({QUARTER}|quarters)",
    examples=("the second or third quarter", "the third and fourth quarters"),
)
def quarters(found: Found) -> Piece | None:
    """A quarter by its rank, or two of them."""
    numbers: list[float] = [each.rank for each in found.all(Rank)]
    numbers += [node.value.high for node in found.nodes if isinstance(node.value, Count)]
    if found.has("final"):
        numbers = [4]
    if not numbers or any(number not in {1, 2, 3, 4} for number in numbers) or numbers[-1] < numbers[0] or _of_a_game(found):
        return None
    return Piece(
        unit="quarter", index=int(numbers[0]), last=int(numbers[-1]), fiscal=found.has("fiscal"), calendar=found.has("calendar")
    )


GAMES = frozenset(
    {
        "game",
        "match",
        "movie",
        "film",
        "book",
        "show",
        "season",
        "episode",
        "race",
        "talk",
        "call",
        "conversation",
        "interview",
        "article",
        "album",
        "song",
        "bowl",
    }
)


def _of_a_game(found: Found) -> bool:
    after = found.following(3)
    if after[:1] == ["of"] and any(word in GAMES for word in after[1:]):
        return True
    if after[:1] == ["of"] and len(after) > 1:
        known = found.scene.words.codes[found.nodes[-1].last : found.nodes[-1].last + 3]
        return known[-1:] == "o" and (known[1:2] == "o" or after[1] in {"the", "this", "that", "our", "my", "a"})
    return bool(after) and after[0] in {
        "mile",
        "miles",
        "note",
        "pounder",
        "back",
        "marathon",
        "final",
        "finals",
        "goals",
        "goal",
        "possession",
        "kickoff",
    }


@BOOK.rule("half-digit", "atom", "H1", examples=("in H2", "by 2H"))
def half_digit(found: Found) -> Piece:
    """H2, 2H."""
    return Piece(unit="half", index=int(re.sub(r"\D", "", found.surface)))


@BOOK.rule("half-letter", "length", "h [-] NUMBER", examples=("in h two",))
def half_letter(found: Found) -> Piece | None:
    """H two, as captions write it."""
    value = found.count().high
    return Piece(unit="half", index=int(value)) if value in {1, 2} else None


@BOOK.rule(
    "half",
    "atom",
    "(RANK|back|front|latter) [-] half",
    examples=("in the second half", "in the back half"),
    counter_examples=("the second half of the movie", "the first half of the book"),
)
def half(found: Found) -> Piece | None:
    """A half of the year by its rank, unless it is half of something else."""
    ranks = [each.rank for each in found.all(Rank)]
    after = found.raw(1)
    counted = found.raw(-1) == "a" and (not after[:1].isalpha() or after in CLOSED_CLASS)  # "a second half to forget"
    if (ranks and ranks[0] > 2) or _of_a_game(found) or counted:
        return None
    return Piece(unit="half", index=1 if found.has("front") or ranks == [1] else 2)


@BOOK.rule("fused-quarter", "atom", "QY", examples=("in Q4'27", "by 2H27"))
def fused_quarter(found: Found) -> Window | None:
    """Q4'27, 2H27: a quarter or half with its year in one word."""
    text = found.surface.replace("'", "")
    year = int(text[2:]) if len(text) == 6 else 2000 + int(text[2:])
    digit = int(re.sub(r"\D", "", text[:2]))
    unit = "quarter" if "q" in text[:2] else "half"
    if unit == "half" and digit > 2:
        return None
    return piece_in(Piece(unit=unit, index=digit), year, found.said_on, found.scene.context)


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
    dated = piece.unit in {"quarter", "half"} or _in_month(piece, found)
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


LIST = "[,] [and|or|to|through|-|/|into|maybe|or maybe|maybe even|until|till|thru]"


@BOOK.rule(
    "piece-list",
    "piece",
    f"PIECE ({LIST} [the] PIECE){{1,5}}",
    examples=("January, February", "Q3 or Q4", "in March or April", "on Monday, Tuesday or Wednesday"),
)
def piece_list(found: Found) -> Piece | None:
    """Months, quarters or seasons one after the other."""
    pieces = found.all(Piece)
    first, last = pieces[0], pieces[-1]
    if {piece.unit for piece in pieces} != {first.unit} or first.day or last.day:
        return None
    if first.unit == "weekday":
        return _weekday_list(pieces)
    if first.unit not in {"month", "quarter", "half"}:
        return None
    ascending = all(
        (later.index - (earlier.last or earlier.index)) % 12 in range(1, 7) for earlier, later in itertools.pairwise(pieces)
    )
    if not ascending or (first.unit != "month" and last.index <= first.index):
        return None
    weak = first.weak and last.weak and not found.has("or", "to", "through")
    return Piece(unit=first.unit, index=first.index, last=last.last or last.index, weak=weak)


def _weekday_list(pieces: list[Piece]) -> Piece | None:
    """Weekdays in the order of one week or on into the next: from the first to the last."""
    days = [0, *itertools.accumulate((later.index - earlier.index) % 7 for earlier, later in itertools.pairwise(pieces))]
    rising = all(earlier < later for earlier, later in itertools.pairwise(days))
    several = any(piece.last is not None for piece in pieces)
    return (
        Piece(unit="weekday", index=pieces[0].index, last=pieces[-1].index, weak=True)
        if rising and not several and days[-1] < 7
        else None
    )


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
    after = found.raw(1)
    month_first = isinstance(found.nodes[-1].value, Count)
    if month_first and "," in found.scene.words.words[found.nodes[-2].last : found.nodes[-1].first]:
        return None  # "in July, call it two chances in five"
    if month_first and (
        after in {"%", "percent", "people", "million", "billion", "years", "months", "weeks", "days"}
        or (after in {"to", "or"} and found.raw(2)[:1] == "$")
    ):
        return None
    if (
        not month_first
        and found.has("of") is False
        and isinstance(found.nodes[0].value, Count)
        and piece.weak
        and found.nodes[-1].word == ""
        and _verb_month(found)
    ):
        return None
    return Piece(unit="month", index=piece.index, day=numbers[0])


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
    "PIECE (to|through|-|and|until|or) [the] (NUMBER|RANK)",
    examples=("March 12 to 15", "on June 3rd and 4th"),
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
    if whole.start.year != whole.end.year:
        return None
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


@BOOK.rule("weekday-date", "period", "PIECE [,] [the] PIECE", examples=("on Friday, March 12",))
def weekday_date(found: Found) -> Piece | None:
    """A weekday with its date: the date is taken."""
    pieces = found.all(Piece)
    return pieces[-1] if len(pieces) == 2 and pieces[0].unit == "weekday" and pieces[1].day else None


@BOOK.rule(
    "day-of-month",
    "piece",
    "(on|by|before|until|after) [the (morning|afternoon|evening|night|day) of] the RANK [of] [this month|the month|next month]",
    examples=("on the 15th", "by the 20th of next month", "on the second", "on the evening of the 4th", "on the ninth we'll know"),
    counter_examples=("on the second floor", "on the first day of class"),
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
    "days-of-month",
    "piece",
    "(on|by|before|until|after|from|between) the RANK ([,] [and|or|to|through|until|till|-] [the] RANK){1,3}",
    examples=("on the 3rd, the 4th and the 5th", "on the ninth and tenth", "we will be away from the ninth to the twelfth"),
    counter_examples=("on the first and second floors",),
)
def days_of_month(found: Found) -> Window | None:
    """On the 3rd, the 4th and the 5th: from the first of those days to the last."""
    days, after = [each.rank for each in found.all(Rank)], found.raw(1)
    rising = all(earlier < later for earlier, later in itertools.pairwise(days))
    if not rising or days[-1] > 31 or (after[:1].isalnum() and after not in CLOSED_CLASS) or after == "of":
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
    after = found.raw(1)
    dated = found.raw(-1) in {"on", "by", "before", "until", "after", "from"} and not (
        after[:1].isalnum() and after not in CLOSED_CLASS
    )
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
    "week-of", "rolling", "[the] week (of|beginning|starting|commencing) [the] (PIECE|PERIOD)", examples=("the week of March 12",)
)
def week_of(found: Found) -> Window | None:
    """The week that holds a day."""
    node = found.nodes[-1].value
    monday, _ = week_window(found.said_on)
    day = nearest(node, monday, found.scene.context, forward=True) if isinstance(node, Piece) else node
    if not isinstance(day, Window) or day.grain is not Grain.DAY:
        return None
    return window(week_window(day.start), Grain.WEEK)


@BOOK.rule(
    "this-piece",
    "period",
    "(this|this coming|this upcoming|later this|this next|this current) [fiscal] PIECE",
    examples=("this fall", "this coming winter", "this Friday", "this December"),
    counter_examples=("this may change", "This may change"),
)
@BOOK.rule(
    "next-piece", "period", "[the] NEXT [fiscal] PIECE", examples=("next spring", "next March", "next Tuesday", "the coming winter")
)
def named_piece(found: Found) -> Window | None:
    """The March, spring or Tuesday that is this or the next one."""
    piece = found.piece()
    word = found.nodes[-1]
    if piece.unit == "month" and piece.index == 5 and found.has("this"):
        start = found.scene.words.spans[word.first][0]
        if not found.scene.words.text[start].isupper():
            return None
    later = 1 if found.has("next") and not found.has("this") else 0
    named = this_named(piece, later, found.said_on, found.scene.context)
    if named and piece.unit == "weekday" and found.has("coming", "upcoming") and named.end == found.said_on:
        named = named.but(start=add_days(named.start, 7), end=add_days(named.end, 7), others=())
    return named.but(start=max(named.start, found.said_on)) if named and found.has("later") else named


@BOOK.rule(
    "piece-after", "period", "PIECE (next year|this year|the year after next|the following year)", examples=("March next year",)
)
def piece_after(found: Found) -> Window | None:
    """A piece of this year or the next; where the year has been read already, `with-year` reads both."""
    later = 1 if found.has("next") else 0
    return piece_in(found.piece(), found.said_on.year + later, found.said_on, found.scene.context)


@BOOK.rule("after-this", "period", "[the] PIECE after (next|this)", examples=("the summer after next",))
def after_next(found: Found) -> Window | None:
    """The summer after next."""
    piece = found.piece()
    if piece.unit == "weekday":
        return this_named(piece, 2, found.said_on, found.scene.context)
    if piece.unit == "monthday":
        return None
    first = nearest(piece, found.said_on, found.scene.context, forward=True)
    if first and first.start <= found.said_on:
        first = following(piece, first.end, found.said_on, found.scene.context)
    return following(piece, first.end, found.said_on, found.scene.context) if first else None
