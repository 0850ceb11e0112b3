"""What the word after a number is: a plural noun, a period of time, or a word that ends the phrase."""

import re

_WORD = re.compile(r"[\s-]{1,3}(?:(?:uh|um|er)\s)?([a-z][a-z'-]*)")
IRREGULAR_PLURALS = frozenset(
    """
    people taxis skis sheep fish deer salmon cattle poultry mps meps evs suvs ceos cfos ipos atms ngos pcs tvs men women children
    feet criteria data folks teeth mice geese phenomena aircraft staff gpus cpus tpus npus skus menus species headcount
    """.split()
)
TIME_WORDS = frozenset(
    """
    second seconds minute minutes hour hours day days week weeks weekend weekends month months quarter quarters year years yr yrs
    decade decades century centuries millennia millennium am pm a.m p.m o'clock oclock semester semesters season seasons generation
    generations moment moments nights night morning afternoon evening january february march april june july august september
    october november december bc ad bce ce milliseconds millisecond nanoseconds microseconds fortnight mondays fridays summers
    winters year's years' months' weeks' days' month's week's day's hour's hours'
    """.split()
)
NOT_PLURALS = frozenset(
    """
    is was has this as us plus minus does its his yes unless perhaps always sometimes besides across versus vs thus towards
    afterwards upwards downwards goes says means makes comes gets takes gives needs wants works seems looks lets it's that's there's
    what's he's she's here's who's let's how's bus gas bonus focus status campus virus less process success business class press
    mess loss boss pass cross miss access address progress stress analysis basis crisis thesis series news previous various serious
    obvious famous huge happens starts ends becomes remains appears helps runs keeps turns whereas nowadays others overseas indoors
    outdoors ours yours theirs hers times tries knows thinks sits puts lies actions's existing yourselves themselves ourselves
    else's one's feels sounds costs rates's includes requires allows exists
    """.split()
)


def word_after(skeleton: str, at: int) -> str:
    """The word that follows `at` after a space or hyphen, fillers skipped; empty where something else or nothing follows."""
    match = _WORD.match(skeleton, at)
    return match.group(1) if match else ""


def is_time_word(word: str) -> bool:
    """Whether a word names a period, a clock time or a month, so that a number before it is not a magnitude."""
    return word in TIME_WORDS or word.startswith(("year-", "month-", "day-", "week-", "hour-", "minute-"))


def is_plural(word: str) -> bool:
    """Whether a word looks like a plural noun."""
    if word in IRREGULAR_PLURALS:
        return True
    return len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "'s", "ous")) and word not in NOT_PLURALS
