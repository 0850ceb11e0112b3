"""Betting odds: "three to one against", "a 3-1 favourite", "ten to one he is late"."""

import re
from dataclasses import replace

from tracker.quantities.chance_values import found_between
from tracker.quantities.chance_words import OPENING
from tracker.quantities.comparators import bound_before
from tracker.quantities.counting import is_time_word, word_after
from tracker.quantities.numbered_text import N
from tracker.quantities.phrase_rules import Found, Phrase, PhraseRule
from tracker.records import Probability

_AGAINST = re.compile(r"[\s-](?:odds\s)?(?:against|underdogs?|long[\s-]?shots?|outsiders?|shot|chance|dogs?)\b")
_FOR = re.compile(
    r"[\s-](?:odds[\s-]on\b|(?:odds\s)?in\sfavou?r\b|favou?rites?\b|favou?red\b|odds[\s-]on\b|on(?=\s*(?:[.,;!?]|\Z)|\s(?:that|"
    r"it|favou?rites?|this|if|to\s[a-z]+)\b))"
)
_ODDS = re.compile(r"[\s-](?:odds|bet)\b")
_ODDS_ARE = re.compile(
    r"\bodds\s(?:(?:of|on|that|for)\s(?:[a-z'-]+\s){1,6}?)?(?:are|were|is|would\sbe|might\sbe)\s(?:\w+\s){0,2}\Z"
)
_ODDS_AGAINST = re.compile(r"\bodds\sagainst\s(?:[a-z'-]+\s){1,10}?(?:are|is|were|stand\sat|at)\s(?:\w+\s){0,2}\Z")
_ODDS_OF = re.compile(
    r"\b(?:can|could|you|'ll)\s(?:get|have)\s\Z|\b(?:odds|bet|price|priced)\s(?:(?:of|at|on\sit\sat)\s)(?:\w+\s){0,1}\Z"
)
_GIVE = re.compile(
    r"\b(?:(?:give|lay|offer)\s(?:you\s|him\s|them\s|it\s)?|(?:put|peg)\s(?:it|that|this|the\sodds)\sat\s)(?:about\s|maybe\s)?\Z"
)
_WAGER = re.compile(
    r"\b(?:bet|wager|betting|(?:i'd|i'll|i\swould)\stake)\s(?:(?:you|him|them|anyone|anybody|everybody|about|like)\s)?\Z"
)
_IT_IS = re.compile(r"(?:\b(?:make|makes|call|calls)\sit|\bit's|\bit\sis|\babout|\bmaybe|\bsay)\s\Z")
_TO_WIN = re.compile(r"\sto\s(?:win|make|take|get|be|reach|lose|score|finish|stay|keep)\b")
_IS_A = re.compile(r"\b(?:he's|she's|it's|they're|is|are)\s(?:about\s|around\s|like\s|still\s|at\s)?(?:an?\s)?\Z")
_CLAIM = re.compile(
    r"(?:\ssays)?[\s,]{1,2}(?:that\s(?:the|a|an|my|our|his|her|their|[a-z]+s)\s[a-z]|(?:that\s)?(?:it|he|she|they|we|you|this|there|that|nobody|somebody|it's|he's|she's|they're|it'll|he'll|she'll|"
    r"they'll|we'll|you'll|there's|there'll|that's)\s[a-z])"
)
_BOOKMAKERS = re.compile(
    r"\b(?:bookies|bookmakers?|oddsmakers?|vegas|(?:betting|prediction)\smarkets?)\s(?:(?:is|are|were|was)\soffering\s|"
    r"(?:has|have|had|makes?|prices?|puts?|got|gives?|offers?|go|went)\s(?:\w+\s){0,3}?(?:at\s)?)\Z"
)
_VOTED = re.compile(
    r"\b(?:voted?|voting|votes|ruled|decided|passed|won|lost|beat|led|leading)\s(?:\w+\s)?(?:by\s)?\Z"
    r"|\b(?:margin|votes?|tally|majority|ratio|score|decision|ruling|count)\s(?:was|were|is|are)\s(?:\w+\s)?\Z"
)
_NO_BET = re.compile(
    r"[\s-](?:split|reverse|ratio|vote|score|margin|compression|majority|conversion|mapping|relationship|match|win|loss|ruling|"
    r"decision|meeting|meetings)\b"
)
_THAT = re.compile(r" that ")
_BET_OFF = re.compile(r"[\s-](?:of|off|on\s)")


def _read_to(phrase: Phrase) -> Found[Probability] | None:
    """Betting odds: "three to one against" is a quarter, "three to one on" or "favourite" three quarters."""
    first, second = phrase.numbers()
    whole = first.value + second.value
    if second.value < 1 or first.value < 1 or second.value > 20 or "vague" in (first.form, second.form):
        return None
    if is_time_word(word_after(phrase.skeleton, phrase.end)):
        return None
    against, in_favour = second.value / whole, first.value / whole
    for tail, value, side in (_AGAINST, against, "odds against"), (_FOR, in_favour, "odds for"):
        if said := phrase.followed(tail):
            return _sided(found_between(phrase, phrase.start, said.end(), value, value), side)
    return _read_bet(phrase, against, in_favour)


def _read_bet(phrase: Phrase, against: float, in_favour: float) -> Found[Probability] | None:
    """Betting odds that do not say which way: "the odds are ten to one" is for, the other orders are against."""
    tail, refused = phrase.followed(_ODDS), phrase.preceded(_ODDS_AGAINST, 100)
    given = refused is None and (phrase.preceded(_ODDS_ARE, 80) or phrase.preceded(_GIVE, 24) or _claimed(phrase))
    fancied = phrase.followed(_TO_WIN) and phrase.preceded(_IS_A, 16)
    if not (given or tail or refused or fancied or phrase.preceded(_ODDS_OF, 40) or phrase.preceded(_BOOKMAKERS, 50)):
        return None
    value, other = (in_favour, against) if given else (against, in_favour)
    others = (Probability(text="", low=other, high=other),)
    end = tail.end() if tail and not given else phrase.end
    found = found_between(phrase, phrase.start, end, value, value, others=others)
    return _sided(found, "odds for" if given else "odds against")


def _sided(found: Found[Probability], side: str) -> Found[Probability]:
    """The reading, with the side that its odds were read for in the trace."""
    return replace(found, trace=(*found.trace, side))


def _claimed(phrase: Phrase) -> bool:
    """Whether the odds are bet on the claim that follows: "I'd bet two to one that he runs", "ten to one he is late"."""
    by, second = phrase["by"].strip(), phrase.number("b").value
    small = by == ":" or (by == "to" and 1 < second <= 10)
    if small and phrase.preceded(_IT_IS, 12) and phrase.followed(_THAT):
        return True
    if second != 1 or "to" not in by:
        return False
    bound = bound_before(phrase.folded, phrase.start)
    start = bound.start if bound else phrase.start
    if phrase.preceded(_WAGER, 20, start):
        return phrase.followed(_BET_OFF) is None
    opens = phrase.preceded(OPENING, 12, start) or phrase.preceded(_IT_IS, 12, start)
    return opens is not None and phrase.followed(_CLAIM) is not None


RULES: tuple[PhraseRule[Probability], ...] = (
    PhraseRule(
        name="to-one",
        pattern=re.compile(rf"(?P<a>{N})(?P<by>\sto\s|-to-|\s?[:/-]\s?|\s)(?P<b>{N})(?![\w%])"),
        read=_read_to,
        not_after=_VOTED,
        not_before=_NO_BET,
        examples=(
            "three to one against",
            "a 3-1 underdog",
            "5 to 2 favourite",
            "the odds are ten to one",
            "I'd bet two to one that he runs",
            "ten to one he is late",
            "the bookies have him at 4 to 1",
        ),
        counter_examples=(
            "a 3-to-1 split",
            "a 2-1 vote",
            "five to one",
            "2 for 1",
            "they voted two to one that day",
            "they voted two to one against",
        ),
    ),
)
