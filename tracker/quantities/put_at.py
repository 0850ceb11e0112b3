"""Chances that a speaker puts on something: "I'd put it at 70 percent", "my number is ten percent", "I'm at 80 on that"."""

import re

from tracker.quantities.chance_values import ALONE, ENDS_CLAUSE, PERCENT, RATIO_FOLLOWS, found_between, range_start, without_tail
from tracker.quantities.chance_words import ADVERB, EVENT, GERUND, MEASURED, ON_THAT, SCENARIO, SIZED, WORD
from tracker.quantities.numbered_text import N
from tracker.quantities.phrase_rules import Found, Phrase, PhraseRule
from tracker.records import Probability

_I = r"(?:i'd|i\swould|i'll|we'd|we\swould|you'd|i|we)"
_SOFT = r"(?:(?:probably|maybe|still|only|personally|honestly|just|now|currently|like|say|about)\s){0,2}"
_IT = r"(?:it|that|this|them|those|these|him|her|us)"
_AT = (
    r"(?:at|as|around|close\sto|north\sof|south\sof|closer\sto|near|about|above|below|under|over|past|beyond"
    r"|(?:higher|lower|more|less)\sthan|somewhere|between)"
)
_TAIL = rf"[\s,]{{1,2}}(?:{ADVERB}[\s,]{{1,2}}){{0,5}}[~≈]?\Z"
_PUT_AT = re.compile(
    r"\b(?:(?:i|i'd|we|we'd|you'd|i'll|would|'d|me|to)\s(?:would\s)?(?:probably\s|maybe\s|still\s|only\s|personally\s)?(?:put|peg|place|"
    rf"rate|assess|call|handicap|mark|estimate)\s{_IT}\s(?:[a-z]+ing\s)?{_AT}"
    r"|(?:i'd|i\swould|i'll|we'd|you'd|i|i'm)\s(?:probably\s|maybe\s|still\s|only\s)?(?:give|giving|assign|assigning)\s(?:it|that|this|"
    rf"them|him|her|us|you)){_TAIL}"
)
_FORCED = (
    r"(?:if\s(?:i\s(?:had|have)\sto|you\s(?:made|make|forced|force)\sme(?:\sto)?|i\swere\sto)\s(?:guess|say|bet|handicap\s(?:it|that|this)|pick(?:\sa\snumber)?|"
    r"(?:put|give|place|assign)\s(?:you\s)?(?:an?\snumber|odds|a\sprobability|a\spercentage|a\sfigure|it)(?:\son\s(?:it|that|this))?)|gun\sto\smy\shead)"
    r"(?:,?\s(?:it's|it\sis|i'd\s(?:say|go|guess)(?:\sit's)?|i\swould\ssay))?"
)
"""A question that somebody puts to himself: "if I had to put a number on it"."""
_HAVE_AT = re.compile(
    rf"\b(?:{_I}(?:'ve)?\s{_SOFT}(?:have|have\sgot|got)\s{_IT}\s(?:[a-z]+ing\s)?(?:down\s)?(?:at|around|near|above|below|over|under)"
    rf"|(?:i'd|i\swould|we'd|we\swould)\s{_SOFT}(?:(?:call|make)\s(?:it|that)|go)|{_FORCED}|put\sme\s(?:down\s)?(?:at|for)|(?:i'm|i\sam|i'd\sbe)\s(?:now\s|still\s)?(?:like\s)?at){_TAIL}"
)
"""Words that put a percentage on something where nothing else near is measured: "I've got it at", "I'd call it", "I'm at"."""
PUT_BARE = re.compile(
    r"\b(?:i'd|i\swould|i'll|we'd)\s(?:probably\s|maybe\s|still\s|only\s|personally\s)?(?:put|peg|handicap|have|call|make|mark|place|say)\s"
    r"(?:it|that|this)\s(?:[a-z]+ing\s)?(?:at|around|about|near|north\sof|south\sof|above|over|under|below)\s"
    r"(?:(?:maybe|about|around|like|roughly|probably|somewhere|say)\s){0,2}\Z"
)
"""The speaker puts a bare number on it: "I'd put it at"."""
_SET = re.compile(r"\s(?:at|around|about|near|close\sto|above|below|(?:higher|lower|more|less)\sthan)\b")
_NO_CHANCE = re.compile(
    r"\s(?:of|off|more|less|discount|raise|growth|a\s|per\s|by\sweight|equity|zoom|brightness|done|full|fixed|battery|capacity|"
    r"finished|complete)"
)
_PROGRESS = re.compile(
    r"\b(?:battery|phone|laptop|charge|charged|charging|capacity|brightness|volume|heat|oven|tank|goal|target|budget|finished|done|"
    r"complete|completed|progress|upload|download|humidity|thermostat|quota|discount|sale|grade|tax|exam|test|quiz)\b"
)
"""Words for what else stands "at 70 percent"."""


def measured(phrase: Phrase, at: int | None = None) -> bool:
    """Whether words in the 160 characters before a number, or before `at`, show that it measures something and is no chance."""
    return any(phrase.preceded(words, 160, at) for words in (MEASURED, SIZED, _PROGRESS))


def read_put(phrase: Phrase, *, fractions: bool) -> Found[Probability] | None:
    """The percentage (or the fraction, where allowed) of a match, unless what follows makes it a share, a rate or certainty."""
    end, bounds = without_tail(phrase)
    chance = phrase.percent or (fractions and phrase.fraction and phrase.followed(ENDS_CLAUSE, end))
    if not chance or bounds is None or bounds[1] >= 1.0 or phrase.followed(_NO_CHANCE, end):
        return None
    return found_between(phrase, range_start(phrase.folded, phrase.start), end, *bounds)


def _read_put_at(phrase: Phrase) -> Found[Probability] | None:
    """A number the speaker puts on something: "I'd put it at 70 percent", "I'd give that 30 percent"."""
    if not (phrase.percent or phrase.fraction):
        return None
    put = phrase.preceded(_PUT_AT, 90)
    if put is not None:
        return read_put(phrase, fractions=_SET.search(put.group()) is not None)
    have = phrase.preceded(_HAVE_AT, 70)
    if have is None or measured(phrase, have.start()):
        return None
    found = read_put(phrase, fractions=False)
    ends = _STOPS if " at " in have.group() and have.group().startswith("i'm") else ENDS_CLAUSE
    return found if found and phrase.followed(ends, found.end) else None


_LAST = re.compile(r" (?:at|around|about|near|of|to|above|over|under|below|maybe|like|roughly|probably|somewhere|say|a|than) \Z")
"""The words that may stand before a bare number that is put on something."""


def _read_put_bare(phrase: Phrase) -> Found[Probability] | None:
    """A bare number the speaker puts on something, where nothing near it is measured: "I'd put it at 70"."""
    said = phrase.number()
    plain = not phrase.percent and 2 <= said.value < 100 and said.scale == 1.0 and said.form in ("digits", "words")
    if not plain or not phrase.preceded(_LAST, 11):
        return None
    end, bounds = without_tail(phrase)
    put = phrase.preceded(PUT_BARE, 60) or (phrase.preceded(_STANDS_AT, 50) and phrase.followed(ON_THAT, end))
    if bounds is None or not put or not phrase.followed(ENDS_CLAUSE, end) or phrase.followed(RATIO_FOLLOWS, end):
        return None
    return None if phrase.preceded(MEASURED, 160) else found_between(phrase, phrase.start, end, *bounds)


_ON_IT = re.compile(
    rf"(?P<a>{N})(?P<p>{PERCENT})(?P<b>)?(?P<q>)?(?P<plus>)?\s(?:on\s(?:it|that|this|them|an?\s[a-z])|(?:it|it's|it'll|we|we'll|they|"
    r"they'll|he|she|there's|there\sis|you)\s|to\s(?:it|that|this)\b|that\s(?:it|we|they|he|she|this|there|the|by|in|i|you|ai|a|an|these|those|some|"
    r"there's|there\sis|it'll|it's|we'll)\b)"
)
_PUTTING = re.compile(
    r"\b(?:put|putting|assign|assigning|ascribe|at|say|bet|guess|i'm|i\sam)\s(?:(?:maybe|about|like|probably|around|roughly|at|say|something|a|an)\s){0,3}\Z"
)


_WHO = re.compile(r"\b(?:i|i'd|i'm|we|we'd|i'll|would)\s(?:\w+\s){0,4}\Z")


def _read_on_it(phrase: Phrase) -> Found[Probability] | None:
    """A percentage put on a statement: "I'd say 70 percent that it ships", "I'm at 80 percent on that"."""
    before = phrase.preceded(_PUTTING, 50)
    value = phrase.number().low / 100
    if before is None or not 0 < value < 1:
        return None
    led = phrase.skeleton[max(0, before.start() - 30) : before.start()] + before.group()[:4].strip() + " "
    return found_between(phrase, phrase.start, phrase.match.end("p"), value, value) if _WHO.search(led) else None


_MY_NUMBER = re.compile(
    r"\b(?:my|our)\s(?:own\s|personal\s|current\s|rough\s|best\s|gut\s|subjective\s|honest\s){0,2}"
    r"(?:(?P<belief>priors?|posterior|credence|confidence|conviction)|(?P<number>number)|estimate|guess|figure|hunch|forecast|answer|call|(?P<gut>gut|instinct|hunch))"
    rf"(?P<about>\s(?:on|for|of|that|in)(?:\s{WORD}){{1,9}}?)?(?:'s|\s(?:is|says?|said|was|would\sbe|has\sbeen|stays|sits|stands|remains))"
    rf"(?:\s(?:at|still|now|right\snow|currently))?(?:\s(?:{ADVERB}[\s,]{{1,2}}){{0,4}}|\s)[~≈]?\Z"
)
_NAMED_EVENT = re.compile(
    r"\s(?:an?|another|any|him|her|them|us)\s[a-z]|[a-z]ing\b|\s(?:by|before)\s|\sthat\s(?:it|he|she|they|we|the)\s|\s(?:agi|doom)\b"
)


def _read_my_number(phrase: Phrase) -> Found[Probability] | None:
    """The speaker's own number for an event: "my number on a recession is ten percent", "my prior is ten percent"."""
    mine = phrase.preceded(_MY_NUMBER, 120) if phrase.percent or phrase.fraction else None
    if mine is None or measured(phrase, mine.start()) or SIZED.search(phrase.skeleton, mine.start(), phrase.start):
        return None
    found, about, belief = read_put(phrase, fractions=mine["belief"] is not None), mine["about"], mine["belief"]
    if found is None or not phrase.followed(ENDS_CLAUSE, found.end):
        return None
    if belief == "confidence" and about and not about.endswith("ing"):  # "my confidence in them"
        return None
    if about:
        told = belief or _NAMED_EVENT.search(about)
    else:
        told = (belief or mine["number"] or mine["gut"]) and phrase.followed(_STOPS, found.end)
    told = told or phrase.followed(EVENT, found.end) or (mine["gut"] and phrase.followed(_THAT, found.end))
    return found if told else None


_STOPS = re.compile(r"\s*(?:[.,;:!?]|\Z)")
_STANDS_AT = re.compile(
    r"\b(?:i'm|i\sam|we're|we\sare|i'd\sbe)\s(?:(?:like|still|now|more|probably|somewhere|sitting|maybe|currently|up|down|about|just)\s){0,3}"
    rf"(?:at|around|about|near|north\sof|closer\sto|over|above|under|below)\s(?:{ADVERB}[\s,]{{1,2}}){{0,3}}\Z"
)


def _read_stands_at(phrase: Phrase) -> Found[Probability] | None:
    """A percentage at which somebody stands on an event: "I'm at seventy percent on him staying"."""
    there = phrase.followed(_THERE)
    if not phrase.percent or not phrase.preceded(_I_AM if there else _STANDS_AT, 60) or measured(phrase):
        return None
    found = read_put(phrase, fractions=False)
    if found is None:
        return None
    events = (ON_THAT, GERUND, EVENT, _THAT) if there else (ON_THAT, GERUND, EVENT)
    return found if any(phrase.followed(event, there.end() if there else found.end) for event in events) else None


_I_AM = re.compile(r"\b(?:i'm|i\sam|we're|we\sare)\s(?:(?:only|maybe|about|like|still|probably|almost|now)\s){0,2}\Z")
_THERE = re.compile(r"\sthere\b")
_THAT = re.compile(r",?\sthat\s(?:it|we|they|he|she|this|there|the|an?|my|our|it's|it'll|we'll|they'll|he'll|she'll|there'll)\s")
_ASSIGNED = re.compile(rf"\b{_I}\s{_SOFT}(?:assign|ascribe|attach|allot)\s(?:{ADVERB}[\s,]{{1,2}}){{0,3}}\Z")
_TO_EVENT = re.compile(rf"\sto\s(?:the\s{SCENARIO}|it\b|that\b|this\b|an?\s[a-z]|another\s[a-z]|(?:[a-z']+\s){{1,4}}?[a-z]+ing\b)")
_GUESSED = re.compile(
    rf"\b{_I}\s{_SOFT}(?:estimate|guess|say|go|reckon|forecast|project|bet)\s(?:with\s)?(?:{ADVERB}[\s,]{{1,2}}){{0,3}}\Z"
)


def _read_assigned(phrase: Phrase) -> Found[Probability] | None:
    """A percentage that is given to an event behind it: "we assign ten percent to a hard landing"."""
    if not phrase.percent or not phrase.skeleton.startswith((" to ", " for ", " on "), phrase.end):
        return None
    to_event = phrase.followed(_TO_EVENT) and phrase.preceded(_ASSIGNED, 60)
    for_event = (phrase.followed(EVENT) or phrase.followed(GERUND)) and phrase.preceded(_GUESSED, 60)
    return read_put(phrase, fractions=False) if to_event or for_event else None


RULES: tuple[PhraseRule[Probability], ...] = (
    PhraseRule(
        name="put-at-percent",
        pattern=ALONE,
        read=_read_put_at,
        examples=(
            "I'd put it at 70 percent",
            "I would give that maybe 30%",
            "we peg it at about a third",
            "I've got it at forty percent",
            "I'd call it sixty percent.",
        ),
        counter_examples=(
            "they give it 110 percent",
            "I'd give them 20 percent of the company",
            "I give the waiter 20 percent",
            "the battery? I've got it at forty percent",
            "I've got it at forty percent zoom",
        ),
    ),
    PhraseRule(
        name="put-at-number",
        pattern=ALONE,
        read=_read_put_bare,
        examples=("I'd put it at 70", "honestly I'd put that at maybe 60.", "I'd have it at 40", "I'm at 70 on that"),
        counter_examples=(
            "I'd put it at 70 feet",
            "the temperature? I'd put it at 70",
            "I'd put it at 40 people",
            "I'd put it at 3 to 1",
            "I'm at mile 70 on that",
        ),
    ),
    PhraseRule(
        name="my-number",
        pattern=ALONE,
        read=_read_my_number,
        examples=(
            "my number for a recession is twenty percent",
            "my prior on that is ten percent",
            "my estimate is ten percent for a sale",
        ),
        counter_examples=(
            "my estimate is ten percent growth",
            "my guess is thirty percent of them",
            "our number for turnout is ten percent",
        ),
    ),
    PhraseRule(
        name="stands-at",
        pattern=ALONE,
        read=_read_stands_at,
        examples=("I'm around seventy percent on him staying", "I'm 80 percent there on the deal happening"),
        counter_examples=(
            "I'm at forty percent battery",
            "I'm 80 percent there on the kitchen",
            "we're at 80 percent on a good day",
        ),
    ),
    PhraseRule(
        name="assigned-percent",
        pattern=ALONE,
        read=_read_assigned,
        examples=("we assign ten percent to a hard landing", "I'd estimate forty percent for a ceasefire"),
        counter_examples=(
            "I assign ten percent of the grade to homework",
            "we assign ten percent to bonds",
            "I'd say 20 percent for a tip",
        ),
    ),
    PhraseRule(
        name="percent-on-it",
        pattern=_ON_IT,
        read=_read_on_it,
        examples=("I'd say 70 percent that it ships", "I'd put 80 percent on that"),
        counter_examples=("I'd say 70 percent of them",),
    ),
)
