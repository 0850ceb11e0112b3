"""Months, days, weekdays, quarters, halves and seasons, with a year or without one."""

import itertools
import re

from tracker.horizons.calendar import fiscal_periods
from tracker.horizons.calendar.choosing_dates import JUST_OVER, following, nearest, piece_in, this_named, window
from tracker.horizons.calendar.day_arithmetic import add_days, iso_week, week_window
from tracker.horizons.calendar.holiday_dates import weekend_with
from tracker.horizons.calendar.readings import Count, Past, Piece, Rank, Window
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


@BOOK.rule(
    "weekday",
    "atom",
    "[late|early] WEEKDAY [morning|afternoon|evening|night|lunchtime]",
    examples=("on Friday", "late Friday", "early Saturday morning"),
)
def weekday(found: Found) -> Piece:
    """A weekday by its name."""
    day = next(node.word for node in found.nodes if node.word in WEEKDAYS)
    return Piece(unit="weekday", index=WEEKDAYS[day], weak=True)


@BOOK.rule(
    "season",
    "atom",
    "SEASON [months|season]",
    examples=("this summer", "in the fall"),
    counter_examples=("it starts to fall next year", "prices may fall", "by spring training"),
    not_before=("training", "cleaning", "chicken", "onion", "onions", "rolls", "palace", "guy", "coat", "squash"),
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


LIST = (
    "[,] [and|or|to|through|-|/|into|maybe|or maybe|maybe even|until|till|thru|through to|thru to|right through|right through to"
    "|all the way to|all the way through|all the way through to|up to|up until]"
)


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


@BOOK.rule(
    "quarter-into-quarter",
    "part",
    "[the] PIECE [,] (into|and into|going into|and going into|heading into|through|to|and then) [the] (PIECE|PERIOD)",
    examples=("the fourth quarter and into the first quarter of next year", "Q4 into Q1"),
    counter_examples=("Q4 into March", "the fourth quarter into 2030"),
)
def quarter_into_quarter(found: Found) -> Window | None:
    """Q4 into Q1: from the one quarter or half to the end of the next."""
    piece, last = found.piece(), found.nodes[-1].value
    first = nearest(piece, found.said_on, found.scene.context, forward=True) if piece.unit in {"quarter", "half"} else None
    if first is None:
        return None
    if isinstance(last, Piece):
        same = last.unit == piece.unit
        last = following(last, first.end, found.said_on, found.scene.context) if same else None
    near = isinstance(last, Window) and last.grain is first.grain and 0 < (last.start - first.end).days < 100
    return first.but(end=last.end, others=()) if near and isinstance(last, Window) else None


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
    "day-of",
    "part",
    "the (day|night|morning|evening|afternoon) of [the] (PERIOD|LOOSE|PIECE)",
    examples=("on the day of the election", "the night of the midterms"),
    counter_examples=("the day of the week", "the morning of the war"),
)
def day_of(found: Found) -> Window | None:
    """The day or night of an event: its day."""
    day = found.period(found.nodes[-1].value)
    if day is None or day.grain is not Grain.DAY or day.start != day.end:
        return None
    return day.but(loose=False)


@BOOK.rule(
    "weekend-of",
    "rolling",
    "[the] weekend of [the] (PIECE|PERIOD)|[the] PIECE weekend",
    examples=("the Fourth of July weekend", "the weekend of June 20th", "the weekend of the fourth of July"),
    counter_examples=("the weekend of June",),
)
def weekend_of(found: Found) -> Window | None:
    """The weekend that a day belongs to."""
    value = next(node.value for node in found.nodes if node.value is not None)
    day = found.period(value)
    dated = found.has("of") or (isinstance(value, Piece) and value.day)
    if day is None or not dated or day.grain is not Grain.DAY or (day.end - day.start).days > 2:
        return None
    return window(weekend_with(day.start), Grain.DAY)


@BOOK.rule(
    "week-of",
    "rolling",
    "[the] week (of|beginning|starting|commencing) [the] (PIECE|PERIOD|LOOSE)",
    examples=("the week of March 12", "the week of the election"),
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
    games = piece.name.startswith(("world cup", "olympics", "summer o", "winter o"))
    later = 1 if found.has("next") and not found.has("this") and not games else 0
    named = this_named(piece, later, found.said_on, found.scene.context)
    begun = SEASON_DAWNS if piece.unit == "season" else 0
    if named and found.has("coming", "upcoming") and (found.said_on - named.start).days >= begun:  # it runs already
        named = _one_later(piece, named, found)
    return named.but(start=max(named.start, found.said_on)) if named and found.has("later") else named


SEASON_DAWNS = 21
"""Days into a season of the meteorologists after which the almanac's has begun, so that "the coming spring" is the next one."""


def _one_later(piece: Piece, running: Window, found: Found) -> Window | None:
    """The next instance of a piece after one that has begun."""
    if piece.unit == "weekday":
        return running.but(start=add_days(running.start, 7), end=add_days(running.end, 7), others=())
    return following(piece, running.end, found.said_on, found.scene.context)


@BOOK.rule(
    "piece-after", "period", "PIECE (next year|this year|the year after next|the following year)", examples=("March next year",)
)
def piece_after(found: Found) -> Window | None:
    """A piece of this year or the next; where the year has been read already, `with-year` reads both."""
    later = 1 if found.has("next") else 0
    return piece_in(found.piece(), found.said_on.year + later, found.said_on, found.scene.context)


@BOOK.rule(
    "after-this",
    "period",
    "[the] PIECE after (next|this)|[the] next PIECE but NUMBER",
    examples=("the summer after next", "next summer but one"),
)
def after_next(found: Found) -> Window | None:
    """The summer after next, next summer but one."""
    piece = found.piece()
    if found.all(Count) and found.count().high != 1:
        return None
    if piece.unit == "weekday":
        return this_named(piece, 2, found.said_on, found.scene.context)
    if piece.unit == "monthday":
        return None
    first = nearest(piece, found.said_on, found.scene.context, forward=True)
    if first and first.start <= found.said_on:
        first = following(piece, first.end, found.said_on, found.scene.context)
    return following(piece, first.end, found.said_on, found.scene.context) if first else None
