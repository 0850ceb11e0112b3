"""Odds in two numbers: 60/40, one in three, nine times out of ten."""

import re

from tracker.quantities.chance_values import ENDS_CLAUSE, PERCENT, found_between
from tracker.quantities.chance_words import (
    CHANCE_BEFORE,
    FOLLOWING_CHANCE,
    MEASURED,
    MIXED,
    NOT_A_CHANCE_AFTER,
    NOT_A_CHANCE_BEFORE,
    OPENING,
    RATED,
    RATIO_AFTER,
    SAYING,
    SHARED,
    asked,
)
from tracker.quantities.comparators import bound_after
from tracker.quantities.counting import is_plural, is_time_word, word_after
from tracker.quantities.numbered_text import YEAR_MARK, N
from tracker.quantities.phrase_rules import Found, Phrase, PhraseRule
from tracker.quantities.put_at import PUT_BARE
from tracker.records import Probability

_CHANCE_TAIL = re.compile(FOLLOWING_CHANCE)
_FUSED = re.compile(r"[1-9][05][1-9][05]\Z")
_LABEL = re.compile(
    r"[$€£#]\Z|\b(?:room|model|number|no|route|page|version|year|in|by|since|until|before|after|code|suite|at|type|series)\s\Z"
)
_STANDS_AT = re.compile(
    r"\b(?:i'm|we're|they're|he's|she's|i\sam|we\sare)\s(?:still\s|now\s|more\s)?(?:like\s)?at\s(?:like\s|about\s)?\Z"
)
"""Somebody gives a chance as their position: "I'm at 7030 on that"."""
_THAT = re.compile(r"\s(?:that|whether)\s")


def _chance_end(phrase: Phrase) -> int | None:
    """Where a word of chance right after the phrase ends; None without one."""
    tail = phrase.followed(_CHANCE_TAIL)
    return tail.end("chance") if tail else None


def _told(phrase: Phrase) -> bool:
    """Whether the words before the phrase say that an estimate or a chance follows."""
    return phrase.preceded(SAYING, 50) is not None or phrase.preceded(CHANCE_BEFORE, 130) is not None or asked(phrase)


def _no_chance(phrase: Phrase) -> bool:
    """Whether the words around a ratio make it a share, a vote, a score or a portfolio, or a count of what follows."""
    before = ((NOT_A_CHANCE_BEFORE, 60), (_SHARED_OUT, 90), (SHARED, 70))
    return (
        any(map(phrase.followed, (NOT_A_CHANCE_AFTER, MIXED, RATIO_AFTER)))
        or any(phrase.preceded(words, reach) for words, reach in before)
        or _counts_something(phrase, phrase.end)
    )


def _counts_something(phrase: Phrase, end: int) -> bool:
    """Whether a plural noun, a period or "of" follows at once, so that the numbers count it."""
    word = word_after(phrase.skeleton, end)
    return word == "of" or is_plural(word) or is_time_word(word) or _PERCENT.match(phrase.skeleton, end, end + 12) is not None


_PERCENT = re.compile(PERCENT)
_SHARED_OUT = re.compile(
    r"\b(?:split|splits|splitting|shared?|shares|sharing|divided?|divides|dividing|carved?\sup|halved?|spends?|spent)\s"
    r"(?:(?!(?:it's|that's|i'd|i'm|is|are|so|but|because|whether|be|odds|chances?)\s)[a-z'-]+\s){1,9}\Z"
    r"|\b(?:we|they|you|you'll|we'll|they'll|and\si)\s(?:do|did|went|go|going|take|took|cut|do\sit|did\sit)\s(?:about\s|roughly\s|like\s)?\Z"
    r"|\b(?:chores|rent|bills?|costs?|takings|proceeds|profits?|commission|royalties|housework|workload|cooking|custody|tips|inheritance|winnings)\s"
    r"(?:is|are|was|were|gets?|got|go|goes|went)\s(?:about\s|roughly\s|like\s|split\s|always\s|still\s)?\Z"
)
"""What is parted between people: "we split the money from the sale", "they do", "the chores are"."""
_PAIR_TAIL = re.compile(
    r"\s(?:odds\s)?(?:(?P<against>against(?:(?!\sthe\b)|(?=\sthe\s(?:[a-z'-]+\s){1,3}?[a-z]+ing\b)))|in\sfavou?r\b)"
)


_FROM = re.compile(r"\b(?:from|went|go|goes|going|dropped|fell|drop|fall)\s\Z")
_PARETO = re.compile(r"\b(?:the|do|get|pareto)\s\Z")


def _is_estimate(phrase: Phrase, chance: int | None) -> bool:
    """Whether two shares of a hundred are somebody's odds: no change from one to the other, no bet on one, no rule of thumb."""
    first, second = (number.value for number in phrase.numbers())
    if "to" in phrase["by"] and (first < second or second == 1 or phrase.preceded(_FROM, 9)):
        return False
    if chance is not None or _told(phrase):
        return True
    tidy = first % 5 == 0 or first >= 95 or first <= 5
    in_order = first >= second or "/" in phrase["by"] or phrase.followed(_THAT) is not None
    return tidy and in_order and not (first == 80 and phrase.preceded(_PARETO, 9))


def _read_pair(phrase: Phrase) -> Found[Probability] | None:
    """Two shares of a hundred: "60/40", "sixty forty", "fifty-fifty"."""
    first, second = phrase.numbers()
    if first.value + second.value != 100 or min(first.value, second.value) <= 0 or first.form == "vague":
        return None
    chance = _chance_end(phrase)
    if (chance is None and _no_chance(phrase)) or not _is_estimate(phrase, chance):
        return None
    value = first.value / 100
    tail = phrase.followed(_PAIR_TAIL)
    if tail is not None:
        value, chance = (1 - value if tail["against"] else value), tail.end()
    return found_between(phrase, phrase.start, chance or phrase.end, value, value)


def _read_fused(phrase: Phrase) -> Found[Probability] | None:
    """Two shares of a hundred that a caption wrote as one numeral: "6040", "5050"."""
    digits = phrase.folded[phrase.start : phrase.end]
    if not _is_fused(digits):
        return None
    chance = _chance_end(phrase)
    if chance is None:
        given = phrase.preceded(PUT_BARE, 60) or phrase.preceded(_STANDS_AT, 16)
        told = given or _told(phrase) or phrase.preceded(OPENING, 12) or _corrected(phrase)
        said = (told and not phrase.preceded(MEASURED, 60)) or phrase.followed(_THAT)
        label = phrase.skeleton[phrase.start] == YEAR_MARK or (not given and phrase.preceded(_LABEL, 8))
        if not said or label or _no_chance(phrase):
            return None
    value = int(digits[:2]) / 100
    return found_between(phrase, phrase.start, chance or phrase.end, value, value)


def _is_fused(digits: str) -> bool:
    """Whether four digits are two shares of a hundred."""
    return _FUSED.match(digits) is not None and int(digits[:2]) + int(digits[2:]) == 100


def _corrected(phrase: Phrase) -> bool:
    """Whether another such pair takes the first one back: "5050 maybe 6040"."""
    other = _OTHER_PAIR.match(phrase.folded, phrase.end, phrase.end + 24)
    return other is not None and _is_fused(other[1])


_OTHER_PAIR = re.compile(r"[\s,]+(?:or|maybe|or maybe|perhaps)\s+(\d{4})(?!\w)")


def _share(phrase: Phrase) -> float | None:
    """The first number over the second, where that is a probability below one."""
    first, second = phrase.numbers()
    whole = first.value == int(first.value) and second.value == int(second.value)
    if not whole or second.value < 2 or not 0 < first.value <= second.value or "vague" in (first.form, second.form):
        return None
    return first.value / second.value


_BETWEEN = re.compile(r"\bbetween\s[^.,;]{1,40}\sand\s\Z")
_POINTING = re.compile(
    r"\b(?:that|this|another|every|each|the|last|only|next|new|first|which|no|big|good|number|phase|version|top|any|other|and)\s\Z"
)


def _read_in(phrase: Phrase) -> Found[Probability] | None:
    """A number of chances in a larger one: "one in three", "a 1-in-10 shot", "three chances in four"."""
    share = _share(phrase)
    if share is None or share >= 1:
        return None
    chance = _chance_end(phrase)
    if not (chance or phrase["chances"] or _stands_alone(phrase)):
        return None
    return found_between(phrase, phrase.start, chance or phrase.end, share, share)


def _stands_alone(phrase: Phrase) -> bool:
    """Whether one number in another is a chance although no word of chance is beside it: no year, no label, no count of a noun."""
    out, year = "out" in phrase["by"], phrase.skeleton[phrase.match.start("b")] == YEAR_MARK
    if out and phrase.preceded(RATED, 40):
        return False
    told = not year and (_told(phrase) or (not out and phrase.followed(_OPINION) is not None))
    rest = _end_of_aside(phrase, told=told)
    word = word_after(phrase.skeleton, rest)
    if _counts_something(phrase, rest) or word not in _CLAUSE_WORDS:  # "one in ten venture deals", "one in five American homes"
        return False
    if told:
        return True
    pointed = phrase.preceded(_POINTING, 10) and not phrase.preceded(_BETWEEN, 50)
    clause = not out or word in _PRONOUNS or phrase.skeleton.endswith(" says", 0, rest)
    return clause and not (pointed or year or phrase["every"])


_OPINION = re.compile(
    r",?\s(?:i'd\s(?:say|guess|reckon)|i\swould\ssay|if\syou\sask\sme|in\smy\s(?:view|opinion))\s*(?:[.,;!?]|\Z|that\b)"
)
_SAY = re.compile(r",\s(?:let's\s)?say,?(?=\s(?:that|it|he|she|they|we)\b)|,\ssay(?=[.,])")
_OR_ELSE = re.compile(rf",?\s(?:could|might|may)\sbe(?=\s{N}[\s-]in[\s-])")
_SAY_TOLD = re.compile(r",?\ssay(?=\s(?:that|it|he|she|they|we)\b|[.,]|\Z)")
_BET_SAYS = re.compile(
    r"\ssays(?=\s(?:(?:the|a|an|my|our|his|her|their|this|that)\s[a-z'-]+|it|he|she|they|we|you|i|there|nobody|[a-z]+'(?:s|ll))\s[a-z])"
)


def _end_of_aside(phrase: Phrase, *, told: bool) -> int:
    """Where what is said between a ratio and its clause ends: a bound, "say", or the "says" of a bet ("one in five says" polls)."""
    bound = bound_after(phrase.folded, phrase.end)
    end = bound.end if bound and phrase.followed(ENDS_CLAUSE, bound.end) else phrase.end
    said = phrase.followed(_OR_ELSE, end) or phrase.followed(_SAY_TOLD if told else _SAY, end)
    if said is None and phrase.number().value > 1:
        said = phrase.followed(_BET_SAYS, end)
    return said.end() if said else end


_PRONOUNS = frozenset(
    "i'd i'm i'll he's she's they're we're there's he'll she'll it we they he she that it's they'll we'll it'll".split()
)
_CLAUSE_WORDS = frozenset(["", *_PRONOUNS, *"""
    i you and or but so this there maybe probably if by for at in on the uh um is was which because right as
    to now today would will even of
    """.split()])  # fmt: skip


def _read_times(phrase: Phrase) -> Found[Probability] | None:
    """A number of times out of a larger one: "nine times out of ten", "99 times in a hundred", "9 out of 10 times"."""
    share = _share(phrase)
    if share is None or not (phrase["times"] or phrase["again"]):
        return None
    return found_between(phrase, phrase.start, phrase.end, share, share)


def _read_fraction(phrase: Phrase) -> Found[Probability] | None:
    """A written fraction with a word of chance: "a 1/3 chance"."""
    share, chance = _share(phrase), _chance_end(phrase)
    if share is None or chance is None or share >= 1:
        return None
    return found_between(phrase, phrase.start, chance, share, share)


RULES: tuple[PhraseRule[Probability], ...] = (
    PhraseRule(
        name="share-pair",
        pattern=re.compile(
            rf"(?P<a>{N})(?P<by>\s?[/:]\s?|\s?-\s?|\sto\s|-to-|\s|,\s)(?P<b>{N})(?!\s?[/:-]\s?[{YEAR_MARK}\ue000]|[%\w]|\.\d)"
        ),
        read=_read_pair,
        examples=("60/40", "60-40", "60:40", "sixty forty", "fifty-fifty"),
        counter_examples=(
            "a 60/40 portfolio",
            "passed 52-48",
            "a fifty-fifty split",
            "10/11",
            "40-60 people",
            "we split the takings from the summer fair seventy thirty",
            "the chores are sixty forty",
            "we do sixty forty on the rent",
        ),
    ),
    PhraseRule(
        name="fused-pair",
        pattern=re.compile(rf"(?P<a>{N})(?![\w%])"),
        read=_read_fused,
        examples=("6040", "5050"),
        counter_examples=("in 2080", "6040 people", "$7030"),
    ),
    PhraseRule(
        name="fraction-chance",
        pattern=re.compile(rf"(?P<a>{N})\s?/\s?(?P<b>{N})"),
        read=_read_fraction,
        examples=("a 1/3 chance",),
        counter_examples=("on 1/3 of the days", "10/11"),
    ),
    PhraseRule(
        name="one-in",
        pattern=re.compile(
            rf"(?P<a>{N})[\s-](?P<chances>(?:chances?|shots?)\s)?(?P<by>in|"
            rf"out[\s-]of)[\s-](?P<every>every\s)?(?:an?\s)?(?P<b>{N})(?![\w%])"
        ),
        read=_read_in,
        examples=(
            "one in three",
            "a 1-in-10 chance",
            "a one in twenty thing that it breaks",
            "three chances in four",
            "the odds are nine out of ten",
        ),
        counter_examples=(
            "one in three people",
            "one in 2025",
            "that one in five years",
            "four out of five dentists",
            "number one in ten countries",
        ),
    ),
    PhraseRule(
        name="times-out-of",
        pattern=re.compile(
            rf"(?P<a>{N})(?P<times>\stimes?)?\s(?:out\s)?(?:of|in)\s(?:every\s)?(?P<b>{N})(?![\w%])(?P<again>\stimes\b)?"
        ),
        read=_read_times,
        examples=("nine times out of ten", "99 times in 100"),
        counter_examples=("ten times in a row",),
    ),
)
