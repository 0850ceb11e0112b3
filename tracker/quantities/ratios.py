"""Odds in two numbers: 60/40, one in three, nine times out of ten."""

import re

from tracker.numbers import Number
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
from tracker.quantities.numbered_text import YEAR_MARK, N, NumberedText
from tracker.quantities.phrase_rules import Found, PhraseRule
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


def _chance_end(numbered: NumberedText, end: int) -> int | None:
    """Where a word of chance right after `end` ends; None without one."""
    tail = _CHANCE_TAIL.match(numbered.skeleton, end)
    return tail.end("chance") if tail else None


def _told(numbered: NumberedText, start: int) -> bool:
    """Whether words before `start` say that an estimate or a chance follows."""
    skeleton = numbered.skeleton
    wide = max(0, start - 130)
    said = SAYING.search(skeleton, max(0, start - 50), start) or CHANCE_BEFORE.search(skeleton, wide, start)
    return said is not None or asked(skeleton, start)


def _no_chance(numbered: NumberedText, start: int, end: int) -> bool:
    """Whether the words around a ratio make it a share, a vote, a score or a portfolio."""
    return bool(
        NOT_A_CHANCE_BEFORE.search(numbered.skeleton, max(0, start - 60), start)
        or _SHARED_OUT.search(numbered.skeleton, max(0, start - 90), start)
        or NOT_A_CHANCE_AFTER.match(numbered.skeleton, end)
        or MIXED.match(numbered.skeleton, end)
        or SHARED.search(numbered.skeleton, max(0, start - 70), start)
        or RATIO_AFTER.match(numbered.skeleton, end)
    )


def _counts_something(numbered: NumberedText, end: int) -> bool:
    """Whether a plural noun, a period or "of" follows at once, so that the numbers count it."""
    word = word_after(numbered.skeleton, end)
    return word == "of" or is_plural(word) or is_time_word(word) or re.match(PERCENT, numbered.skeleton[end : end + 12]) is not None


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


def _is_estimate(match: re.Match[str], numbered: NumberedText, first: Number, second: Number, chance: int | None) -> bool:
    """Whether two shares of a hundred are somebody's odds: no change from one to the other, no bet on one, no rule of thumb."""
    skeleton, start = numbered.skeleton, match.start()
    if "to" in match["by"]:
        before = _FROM.search(skeleton, max(0, start - 9), start)
        if first.value < second.value or second.value == 1 or before is not None:
            return False
    if chance is not None or _told(numbered, start):
        return True
    tidy = first.value % 5 == 0 or first.value >= 95 or first.value <= 5
    in_order = first.value >= second.value or "/" in match["by"] or _THAT.match(skeleton, match.end("b"))
    pareto = first.value == 80 and _PARETO.search(skeleton, max(0, start - 9), start) is not None
    return tidy and bool(in_order) and not pareto


def _read_pair(match: re.Match[str], numbered: NumberedText) -> Found[Probability] | None:
    """Two shares of a hundred: "60/40", "sixty forty", "fifty-fifty"."""
    first, second = numbered.given(match, "a", "b")
    if first.value + second.value != 100 or min(first.value, second.value) <= 0 or first.form == "vague":
        return None
    start, end = match.start(), match.end("b")
    chance = _chance_end(numbered, end)
    if chance is None and (_no_chance(numbered, start, end) or _counts_something(numbered, end)):
        return None
    if not _is_estimate(match, numbered, first, second, chance):
        return None
    value = first.value / 100
    tail = _PAIR_TAIL.match(numbered.skeleton, end)
    if tail is not None:
        value, chance = (1 - value if tail["against"] else value), tail.end()
    return found_between(match, numbered, start, chance or end, value, value)


def _read_fused(match: re.Match[str], numbered: NumberedText) -> Found[Probability] | None:
    """Two shares of a hundred that a caption wrote as one numeral: "6040", "5050"."""
    end = match.end("a")
    digits = numbered.folded[match.start() : end]
    if not _FUSED.match(digits) or int(digits[:2]) + int(digits[2:]) != 100:
        return None
    start, chance = match.start(), _chance_end(numbered, end)
    given = PUT_BARE.search(numbered.skeleton, max(0, start - 60), start) or _STANDS_AT.search(
        numbered.skeleton, max(0, start - 16), start
    )
    labelled = _LABEL.search(numbered.folded, max(0, start - 8), start) and not given
    told = (
        given or _told(numbered, start) or OPENING.search(numbered.skeleton, max(0, start - 12), start) or _corrected(numbered, end)
    )
    said = told and not MEASURED.search(numbered.skeleton, max(0, start - 60), start)
    if chance is None and not said and not _THAT.match(numbered.skeleton, end):
        return None
    if chance is None and (
        _no_chance(numbered, start, end) or _counts_something(numbered, end) or labelled or numbered.skeleton[start] == YEAR_MARK
    ):
        return None
    value = int(digits[:2]) / 100
    return found_between(match, numbered, start, chance or end, value, value)


def _corrected(numbered: NumberedText, end: int) -> bool:
    """Whether another such pair takes the first one back: "5050 maybe 6040"."""
    other = re.match(r"[\s,]+(?:or|maybe|or maybe|perhaps)\s+(\d{4})(?!\w)", numbered.folded[end : end + 24])
    return other is not None and _FUSED.match(other[1]) is not None and int(other[1][:2]) + int(other[1][2:]) == 100


def _share(match: re.Match[str], numbered: NumberedText) -> float | None:
    """The first number over the second, where that is a probability below one."""
    first, second = numbered.given(match, "a", "b")
    whole = first.value == int(first.value) and second.value == int(second.value)
    if not whole or second.value < 2 or not 0 < first.value <= second.value or "vague" in (first.form, second.form):
        return None
    return first.value / second.value


_BETWEEN = re.compile(r"\bbetween\s[^.,;]{1,40}\sand\s\Z")
_POINTING = re.compile(
    r"\b(?:that|this|another|every|each|the|last|only|next|new|first|which|no|big|good|number|phase|version|top|any|other|and)\s\Z"
)


def _read_in(match: re.Match[str], numbered: NumberedText) -> Found[Probability] | None:
    """A number of chances in a larger one: "one in three", "a 1-in-10 shot", "three chances in four"."""
    share = _share(match, numbered)
    if share is None or share >= 1:
        return None
    start, end = match.start(), match.end("b")
    chance = _chance_end(numbered, end)
    if chance is None and not match["chances"]:
        if "out" in match["by"] and RATED.search(numbered.skeleton, max(0, start - 40), start):
            return None
        told = (_told(numbered, start) or ("in" in match["by"] and _OPINION.match(numbered.skeleton, end))) and numbered.skeleton[
            match.start("b")
        ] != YEAR_MARK
        rest = _end_of_aside(match, numbered, told=bool(told))
        if _counts_something(numbered, rest) or _counts_singular(numbered, rest) or (match["every"] and not told):
            return None
        if not told and (
            (
                _POINTING.search(numbered.skeleton, max(0, start - 10), start)
                and not _BETWEEN.search(numbered.skeleton, max(0, start - 50), start)
            )
            or numbered.skeleton[match.start("b")] == YEAR_MARK
            or (
                "out" in match["by"]
                and not (word_after(numbered.skeleton, rest) in _PRONOUNS or numbered.skeleton.endswith(" says", 0, rest))
            )
        ):
            return None
        if (
            CHANCE_BEFORE.search(numbered.skeleton, max(0, start - 130), start) is None
            and "out" in match["by"]
            and word_after(numbered.skeleton, rest) not in _CLAUSE_WORDS
        ):
            return None
    return found_between(match, numbered, start, chance or end, share, share)


_OPINION = re.compile(
    r",?\s(?:i'd\s(?:say|guess|reckon)|i\swould\ssay|if\syou\sask\sme|in\smy\s(?:view|opinion))\s*(?:[.,;!?]|\Z|that\b)"
)
_SAY = re.compile(r",\s(?:let's\s)?say,?(?=\s(?:that|it|he|she|they|we)\b)|,\ssay(?=[.,])")
_OR_ELSE = re.compile(rf",?\s(?:could|might|may)\sbe(?=\s{N}[\s-]in[\s-])")
_SAY_TOLD = re.compile(r",?\ssay(?=\s(?:that|it|he|she|they|we)\b|[.,]|\Z)")
_BET_SAYS = re.compile(
    r"\ssays(?=\s(?:(?:the|a|an|my|our|his|her|their|this|that)\s[a-z'-]+|it|he|she|they|we|you|i|there|nobody|[a-z]+'(?:s|ll))\s[a-z])"
)


def _end_of_aside(match: re.Match[str], numbered: NumberedText, *, told: bool) -> int:
    """Where what is said between a ratio and its clause ends: a bound, "say", or the "says" of a bet ("one in five says" polls)."""
    end, skeleton = match.end("b"), numbered.skeleton
    bound = bound_after(numbered.folded, end)
    end = bound.end if bound and ENDS_CLAUSE.match(skeleton, bound.end) else end
    said = _OR_ELSE.match(skeleton, end) or (_SAY_TOLD.match(skeleton, end) if told else _SAY.match(skeleton, end))
    if said is None and numbered.number(match, "a").value > 1:
        said = _BET_SAYS.match(skeleton, end)
    return said.end() if said else end


_PRONOUNS = frozenset(
    {
        "i'd",
        "i'm",
        "i'll",
        "he's",
        "she's",
        "they're",
        "we're",
        "there's",
        "he'll",
        "she'll",
        "it",
        "we",
        "they",
        "he",
        "she",
        "that",
        "it's",
        "they'll",
        "we'll",
        "it'll",
    }
)
_CLAUSE_WORDS = _PRONOUNS | frozenset({
    "", "that", "it", "we", "they", "he", "she", "i", "you", "and", "or", "but", "so", "this", "there", "maybe", "probably",
    "if", "by", "for", "at", "in", "on", "the",
    "uh", "um", "is", "was", "which", "because", "right", "as", "to", "now", "today", "would", "will", "even", "of",
})  # fmt: skip


def _counts_singular(numbered: NumberedText, end: int) -> bool:
    """Whether the next word cannot begin a clause: "one in ten venture deals", "one in five American homes"."""
    return word_after(numbered.skeleton, end) not in _CLAUSE_WORDS


def _read_times(match: re.Match[str], numbered: NumberedText) -> Found[Probability] | None:
    """A number of times out of a larger one: "nine times out of ten", "99 times in a hundred", "9 out of 10 times"."""
    share = _share(match, numbered)
    if share is None or not (match["times"] or match["again"]):
        return None
    return found_between(match, numbered, match.start(), match.end(), share, share)


def _read_fraction(match: re.Match[str], numbered: NumberedText) -> Found[Probability] | None:
    """A written fraction with a word of chance: "a 1/3 chance"."""
    share, chance = _share(match, numbered), _chance_end(numbered, match.end("b"))
    if share is None or chance is None or share >= 1:
        return None
    return found_between(match, numbered, match.start(), chance, share, share)


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
