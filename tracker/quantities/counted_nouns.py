"""Counts with the noun that they count."""

import re

from tracker.quantities.counting import is_plural, is_time_word

MODIFIERS = frozenset(
    """
    more other new different additional extra further total full of the these those our its their such separate or so worth plus
    """.split()
)
_STOPS = frozenset(
    """
    is was are were be been being has have had do does did will would can could should may might must that which who whom whose what
    when where why how if because but and or nor so than then as to from in on at by with about into out over under for i we you he
    she it they me us him her them this a an my your his not no yes just only also even still now here there today tomorrow
    yesterday maybe really actually basically like kind sort know think going gonna got get go come came went said say see make made
    take took don't it's that's we're i'm you're they're i'd i've we've every each per all both any some before after until since
    while during through between against off up down well okay ok right uh um oh let let's versus vs way ago later too again away
    much many most very last next first second third another one's won't can't isn't it'll we'll they'll you'll i'll there's what's
    here's who's hopefully probably
    """.split()
)
GENERIC = frozenset(
    """
    things ways reasons points parts sides kinds types sorts aspects words options examples areas cases ideas topics guys questions
    thoughts steps items factors levels pieces folks answers issues problems lines terms others comments episodes shots minds camps
    categories buckets hands legs eyes ends extremes dimensions ones names letters numbers places stages phases pillars approaches
    sections versions sentences paragraphs tracks bits chapters hosts cents rounds columns layers scenarios possibilities outcomes
    futures
    """.split()
)
"""Nouns whose small counts speak of the talk itself: "two things", "three reasons"."""

_SINGULAR_UNITS = frozenset(
    """
    parameter token megawatt gigawatt kilowatt terawatt person user share barrel mile foot degree watt horsepower seat unit
    megahertz gigahertz hertz mhz ghz gigabyte terabyte petabyte megabyte kilobyte gb tb mb gpu cpu gigabit ton tonne kilometer
    kilometre meter metre acre gallon gw mw kw twh gwh mwh kwh flop flops exaflop exaflops teraflops petaflops nanometer nanometers
    nm celsius fahrenheit kilogram kg km lb mpg dpi rpm bpm
    """.split()
)
_WORDS = re.compile(r"(?:[\s-]{1,3}|,\s)([a-z][a-z'-]*)")
MOST_WORDS = 4


def noun_after(skeleton: str, at: int) -> tuple[str, int] | None:
    """The noun that a number which ends at `at` counts, and where it ends; None where no plural noun follows soon.

    Up to two modifiers stand between ("two interest rate increases"); a measure counts in the singular too ("a 7
    billion parameter model").
    """
    name: list[str] = []
    for _ in range(MOST_WORDS):
        match = _WORDS.match(skeleton, at)
        if match is None or (skeleton[at] == "," and name):
            return None
        word, at = match.group(1), match.end()
        if is_time_word(word):
            return None
        if is_plural(word) or word in _SINGULAR_UNITS:
            return " ".join([*name, word]).replace("- ", "-"), at
        if word == "third" and skeleton.startswith(("-party", " party"), at):
            continue
        if word in _STOPS and word not in MODIFIERS:
            return None
        if word not in MODIFIERS:
            name.append(word)
        if len(name) > 2:
            return None
    return None
