"""Decades and centuries: the 2030s, the thirties, late twenties early thirties, the 22nd century."""

import re

from tracker.horizons.calendar.choosing_dates import window
from tracker.horizons.calendar.day_arithmetic import year_window
from tracker.horizons.calendar.parts_of_periods import take
from tracker.horizons.calendar.readings import Past, Rank, Window
from tracker.horizons.engine.matching import Found
from tracker.horizons.engine.rule_book import RuleBook
from tracker.horizons.rules.numbers_not_years import clause_closes, counts_things
from tracker.horizons.rules.past_or_ahead import looks_back
from tracker.numbers import TENS_PLURAL
from tracker.records import Grain

BOOK = RuleBook("decades")
MEASURES = frozenset(
    """temperature temperatures degrees fahrenheit percent margin margins multiple multiples rate rates age ages aged
    price prices priced shares stock trading""".split()
)


@BOOK.rule("decade", "number", "[the] DECADE4", examples=("in the 2030s", "by the 2040s"))
def decade(found: Found) -> Window | Past | None:
    """A decade in digits: the 2030s."""
    first = int(found.nodes[-1].word[:4])
    if first <= found.said_on.year and looks_back(found, near=True):
        return Past(why="past")
    if first % 100 == 0 and found.has("the") is False and first < 2000:
        return None
    return window((year_window(first)[0], year_window(first + 9)[1]), Grain.DECADE)


SHADES = frozenset({"early", "mid", "late"})
AGES = frozenset(
    "his her my their your our aged age people women men guys girls boys he's she's i'm who he she years-old older younger".split()
)
"""Words near a decade that make it an age: "in their late twenties"."""


def _tens(found: Found, tens: int) -> Window:
    """The decade that "the thirties" names: the one that runs or comes within thirty years, else the last one.

    In a clause that looks back it is a past one, and after "by" it may be forty years ahead.
    """
    year, said = found.said_on.year // 100 * 100 + tens, found.said_on.year
    reach = 39 if found.raw(-1) in {"by", "until", "till"} else 29
    if year + 9 < said:
        year += 100 if said - year > 60 else 0
    elif year > said + reach or (looks_back(found) and year + 9 > said):
        year -= 100
    return window((year_window(year)[0], year_window(year + 9)[1]), Grain.DECADE)


def _measures(found: Found) -> bool:
    """Whether the decade is an age or a temperature: "in their thirties", "temperatures in the forties"."""
    return not AGES.isdisjoint(found.previous(5)) or not MEASURES.isdisjoint(found.previous(6))


UNITS_AFTER = ("percent", "degrees", "per")
SHADE = "(early|mid|late) [-]"


@BOOK.rule(
    "decade-run",
    "number",
    f"[the] {SHADE} (DECADEW|DECADE2) [,] [or|to|maybe|-|into|and] [the] {SHADE} (DECADEW|DECADE2)",
    examples=("late twenties early thirties", "the late thirties or early forties"),
    counter_examples=("she is in her late twenties early thirties", "women in their late twenties or early thirties"),
    not_before=UNITS_AFTER,
    unless=_measures,
)
@BOOK.rule(
    "shades-of-decade",
    "number",
    f"[the] {SHADE} (to|or|into|and) {SHADE} (DECADEW|DECADE2|DECADE4)",
    examples=("in the early to mid thirties", "the mid to late 2030s"),
    counter_examples=("a man in his mid to late forties",),
    not_before=UNITS_AFTER,
    unless=_measures,
)
def decade_run(found: Found) -> Window | None:
    """Late twenties early thirties, early to mid thirties: from the one part to the other."""
    words = [node.word for node in found.nodes]
    shades = [word for word in words if word in SHADES]
    named = [
        _named_decade(found, word) for word in words if word in TENS_PLURAL or (word[-1] == "s" and word.strip("'s").isdigit())
    ]
    first, last = take(shades[0], named[0], found.said_on), take(shades[1], named[-1], found.said_on)
    if first is None or last is None or last.end <= first.end or last.end < found.said_on:
        return None
    return first.but(end=last.end)


def _named_decade(found: Found, word: str) -> Window:
    """The decade of a word of ten or of digits."""
    digits = word.strip("'s ")
    if len(digits) == 4:
        return window((year_window(int(digits))[0], year_window(int(digits) + 9)[1]), Grain.DECADE)
    return _tens(found, TENS_PLURAL.get(word) or int(digits))


@BOOK.rule(
    "decade-pair",
    "number",
    "the (DECADE4|DECADEW|DECADE2) [,] (and|or|to|into|through) [the] (DECADEW|DECADE2)",
    examples=("in the 2030s and 40s", "sometime in the thirties or forties"),
    counter_examples=("in the 40s or 50s degrees", "his forties and fifties"),
    not_before=UNITS_AFTER,
    unless=_measures,
)
def decade_pair(found: Found) -> Window | None:
    """The 2030s and 40s: from the first year of the one to the last of the other."""
    words = [node.word for node in found.nodes if node.word in TENS_PLURAL or node.word.strip("'s").isdigit()]
    first, last = (_named_decade(found, word) for word in (words[0], words[-1]))
    if last.start <= first.start or last.end < found.said_on:
        return None
    return first.but(end=last.end)


PARTS = frozenset("end start beginning middle close half rest course turn".split())


@BOOK.rule(
    "short-decade",
    "number",
    "the (DECADE2|DECADEW)",
    examples=("in the '30s", "in the thirties", "toward the end of the thirties rates will fall"),
    counter_examples=("he is in his thirties",),
    not_before=UNITS_AFTER,
    unless=counts_things,
)
@BOOK.rule(
    "spoken-decade",
    "number",
    "[the] twenty [-] DECADEW",
    examples=("by the twenty thirties", "it'll be the early twenty fifties before it pays"),
    not_before=UNITS_AFTER,
    unless=counts_things,
)
@BOOK.rule(
    "part-decade",
    "number",
    "(early|mid|late) [-] (DECADEW|DECADE2)",
    examples=("in the late thirties",),
    counter_examples=("in his mid thirties", "the mid 30s percent"),
    not_before=UNITS_AFTER,
    unless=counts_things,
)
def short_decade(found: Found) -> Window | None:
    """A decade in two digits or in a word."""
    last = found.nodes[-1].word
    tens = TENS_PLURAL.get(last) or int(re.sub(r"\D", "", last))
    owned = (found.raw(-1) == "in" or AGES & set(found.previous(5))) and found.nodes[0].word in SHADES
    if owned:
        return None
    part = found.raw(-1) == "of" and found.raw(-2) in PARTS
    runs_on = last in TENS_PLURAL and found.raw(1)[:1].isalpha() and not clause_closes(found)
    whole_name = found.has("twenty") and (found.has("the") or found.raw(-1) in {"in", "by", "during", "until", *SHADES})
    if set(found.previous(6)) & MEASURES or (runs_on and not part and not whole_name):
        return None
    by = found.raw(-1) == "the" and found.raw(-2) in {"by", "until", "before"}
    if last[0].isdigit() and found.nodes[0].word != "the" and not by:
        return None
    if found.has("twenty"):  # "the twenty fifties" names its century
        return window((year_window(2000 + tens)[0], year_window(2009 + tens)[1]), Grain.DECADE)
    whole = _tens(found, tens)
    if found.nodes[0].word == "the":
        return whole
    return take(found.nodes[0].word, whole, found.said_on)


@BOOK.rule("century", "period", "[the] RANK century", examples=("by the end of the 22nd century", "in the twenty-second century"))
def century(found: Found) -> Window | Past | None:
    """A century by its number."""
    rank = found.all(Rank)[0].rank
    if not 15 <= rank <= 99:
        return None
    first = (rank - 1) * 100
    return window((year_window(first)[0], year_window(first + 99)[1]), Grain.CENTURY)
