"""Percentages that are chances: the words of chance come before or after the number."""

import re
from dataclasses import replace

from tracker.quantities.chance_values import (
    ALONE,
    ENDS_CLAUSE,
    PERCENT,
    RATIO_FOLLOWS,
    VALUE,
    as_probabilities,
    found_between,
    in_order,
    range_start,
    without_tail,
)
from tracker.quantities.chance_words import CHANCE_BEFORE, FOLLOWING_CHANCE, P_OF, SIZED, asked
from tracker.quantities.numbered_text import N
from tracker.quantities.phrase_rules import Found, Phrase, PhraseRule
from tracker.records import Probability

CHANCE_AFTER = re.compile(rf"{VALUE}{FOLLOWING_CHANCE}")
_PERCENT_BEFORE = re.compile(r"(?:%|per\s?cent|likely|sure)[\s-]\Z")
_IDIOM = re.compile(r"\b(?:given|give|had|gets?|got|with)\s(?:\w+\s)?\Z")
_NOT = re.compile(r"\b(?:not|never|n't|isn't|aren't|wasn't|ain't)\s(?:like\s|a\s|even\s|necessarily\s)?\Z")
_WAS = re.compile(r"\b(?:was|were|felt|been)\s(?:\w+\s){0,2}\Z")


def _numeric(phrase: Phrase) -> bool:
    """Whether the numbers need no word "percent" to be a chance: a fraction, a decimal below one, or zero."""
    return phrase.fraction or phrase.number().value < 1


_POLLED = re.compile(
    r"\b(?:votes?|voted|voters?|polls?|polled|ballots?|survey|surveyed|said|answered|responded|responses|referendum)\b"
)


def _read_chance_after(phrase: Phrase) -> Found[Probability] | None:
    """A number and a word of chance: "a 70% chance", "20 or 30 percent likely", "a two-thirds probability"."""
    if (phrase["b"] is not None and not in_order(phrase)) or not (phrase.percent or _numeric(phrase)):
        return None
    text, start, word, value = phrase.folded, phrase.start, phrase["chance"], phrase.number().value
    before = text[max(0, start - 24) : start]
    half = phrase.fraction and not phrase.percent and value == 0.5
    if half and (_IDIOM.search(before) or word in ("shot", "sure", "certain", "proposition", "prospect", "likely", "confident")):
        return None
    felt = word in ("sure", "certain", "confident", "convinced")
    if (felt or word in ("likely", "probable")) and (_NOT.search(before) or (felt and value == 100 and _WAS.search(before))):
        return None
    polled = word == "yes" and _POLLED.search(text, max(0, start - 90), phrase.end + 60)
    nothing = value == 0 and (word in ("shot", "likely", "sure") or _NOT.search(before))
    bounds = None if nothing or polled else as_probabilities(phrase)  # nothing: "a zero shot model", "not a zero chance"
    if bounds is None:
        return None
    end, high = _afterthought(phrase, phrase.match.end("chance"), bounds[1])
    return found_between(phrase, range_start(text, start), end, bounds[0], high)


_MAYBE = re.compile(
    rf",?\s(?:or\s)?(?:maybe|perhaps|possibly|even|call\sit)\s(?:even\s|up\sto\s|like\s)?(?P<n>{N})(?P<p>{PERCENT})?(?!\s?[/:-]|\w|%)"
)


_AT_MOST = re.compile(
    rf",?\s(?:or\s)?(?P<n>{N})(?P<p>{PERCENT})?,?\s(?:at\s(?:the\s)?(?:outside|most|best|very\smost)|tops|max|maybe|perhaps)(?!\w)"
)


def _afterthought(phrase: Phrase, end: int, high: float) -> tuple[int, float]:
    """The end and the upper value of a chance that a second number widens: "a one percent chance, maybe two"."""
    more = phrase.followed(_MAYBE, end) or phrase.followed(_AT_MOST, end)
    if more is None or not (more["p"] or phrase.followed(ENDS_CLAUSE, more.end())):
        return end, high
    number = phrase.numbered.number(more, "n")
    value = number.high / 100 if more["p"] or number.value >= 1 else number.high
    return (more.end(), value) if number.scale == 1.0 and high < value < 1 else (end, high)


_SOME_CHANCE = re.compile(r"\b(?:a|any|some|no|good|every|great|big|better)\s\Z")
_PUTTING_ODDS = re.compile(
    r"\b(?:puts?|sees?|saw|places?|pegs?|estimates?|sets?|has|have|had|put\sthe|rate|assess)\s(?:the\s|my\s|our\s|your\s)?\Z"
)


def _gives_a_number(head: re.Match[str], phrase: Phrase) -> bool:
    """Whether a word of chance and its verb give the number after them: not "a chance that it is", nor "odds of growing at"."""
    start, about, copula = head.start(), head["about"], head["copula"]
    some = copula not in ("of", "at") and phrase.preceded(_SOME_CHANCE, 8, start)
    if some or phrase.preceded(_PERCENT_BEFORE, 14, start) or (head["head"] == "confidence" and not _is_own(head, phrase)):
        return False
    if not about:
        return True
    if copula is None:  # "odds of a hung parliament thirty eight percent"
        plain = _PLAIN_LEAD.fullmatch(phrase.skeleton, head.end("about"), head.end()) and phrase.preceded(_OPENS_CLAUSE, 24, start)
        return plain is not None and _NAMES_EVENT.match(about) is not None and _is_event(about)
    if copula == "at" and phrase.preceded(_HAS_THE, 24, start):
        return _is_event(about)
    return copula not in ("of", "at", "as", "at like") or phrase.preceded(_PUTTING_ODDS, 20, start) is not None


def _is_own(head: re.Match[str], phrase: Phrase) -> bool:
    """Whether confidence is that in an event, and not that of consumers or in a person."""
    about = head["about"] or ""
    if about.startswith(" in ") and not about.endswith("ing"):
        return False
    return about.startswith(" that") or phrase.preceded(_OWN, 24, head.start()) is not None


_OWN = re.compile(r"\b(?:my|our|his|her|their|your|with|i\shave|at|to\sa)\s(?:own\s|overall\s|personal\s)?\Z")
_HAS_THE = re.compile(r"\b(?:has|have|had|'ve|got)\s(?:the|my|our|your|his|her|their)\s\Z")
_BY_AN_AMOUNT = re.compile(
    r"(?:ing|\b(?:to|by|up|down|than|fall|rise|grow|drop|lose|gain|decline|increase|decrease|move|exceed|top|hit|reach|over|under|above|below))\Z"
)
"""What the number behind would measure: "the odds of growing", "the chance of a drop"."""


_THING = re.compile(r"\san?\s(?:[a-z'-]+\s)?[a-z'-]+\Z")


def _is_event(about: str) -> bool:
    """Whether what a chance is said to be of is no size or change that the number behind would measure."""
    return not ((_BY_AN_AMOUNT.search(about) and not _THING.search(about)) or SIZED.search(about))


_NAMES_EVENT = re.compile(r"\s(?:of|on|for)\s(?!it\b|that\b|this\b)")
_PLAIN_LEAD = re.compile(
    r",?\s(?:(?:now|still|maybe|about|around|roughly|like|say|probably|only|just|currently|somewhere|between|from|near|over|under|above|below|at|close\sto|north\sof|in\sthe\srange\sof)\s){0,3}"
)
_OPENS_CLAUSE = re.compile(r"(?:\A|[.;:!?,]\s|\b(?:and|so|but|the|my|our|his|her|their|well|says|say|has|have)\s)\Z")


def _read_head(phrase: Phrase) -> Found[Probability] | None:
    """A word of chance, a verb and a number: "the odds of that are 30 percent", "probability is 70", "P of x is .3"."""
    head = phrase.preceded(CHANCE_BEFORE, 130)
    letter = phrase.preceded(P_OF, 70) if head is None else None
    said, unit = head or letter, phrase.percent or _numeric(phrase)
    if said is None:
        return _answered(phrase) if unit and asked(phrase) else None
    if (head and not _gives_a_number(head, phrase)) or phrase.skeleton.startswith("p-val", said.start()):
        return None
    end, bounds = _moved_to(phrase) or without_tail(phrase)
    if not phrase.percent and _from_to(phrase) and max(number.value for number in phrase.numbers()) <= 20:
        return None  # "the odds are one to three"
    if bounds is None or phrase.followed(RATIO_FOLLOWS, end) or _sizes_something(phrase, end):
        return None
    verbless = head is not None and head["about"] and head["copula"] is None
    if (verbless or not unit) and not phrase.followed(ENDS_CLAUSE, end):
        return None
    start = range_start(phrase.folded, phrase.start)
    found = found_between(phrase, start, end, *bounds)
    begin = start if head and head["about"] else said.start()
    return replace(found, start=min(begin, found.start))


_MOVED = re.compile(
    r"\b(?:cut|raise[ds]?|raising|lower(?:ed|ing)?|bump(?:ed|ing)?|moved?|moving|nudged?|upped|trimmed|slashed|lifted|dropped|hiked|went|gone|fell|rose|up|"
    r"down|increased|decreased|climbed|jumped|reduced|revised)\b[^.;!?]*\bfrom\s(?:[a-z]+\s)?\Z"
)


def _from_to(phrase: Phrase) -> bool:
    """Whether two numbers have "to" between them."""
    return phrase["b"] is not None and " to " in phrase.skeleton[phrase.match.end("a") : phrase.match.start("b")]


def _moved_to(phrase: Phrase) -> tuple[int, tuple[float, float]] | None:
    """The end and the value of a chance that was changed from one number to another: "we cut our odds from 60 to 45 percent"."""
    if not phrase.percent or not _from_to(phrase) or not phrase.preceded(_MOVED, 100):
        return None
    value = phrase.number("b").value / 100
    return (phrase.end, (value, value)) if value <= 1 else None


_LARGER = re.compile(r"\s(?:higher|lower|greater|more|less|bigger|smaller|worse|up|down)\b")


def _sizes_something(phrase: Phrase, end: int) -> bool:
    """Whether a percentage belongs to the noun behind it, or compares: "the risk is a 30 percent drawdown", "20 percent higher"."""
    article = phrase.skeleton.endswith((" a ", " an "), 0, phrase.start) and phrase.skeleton[end - 1] not in ".,;"
    return phrase.followed(_LARGER, end) is not None or (article and phrase.followed(ENDS_CLAUSE, end) is None)


_BY_LIKELY = re.compile(
    r"\b(?:(?P<noun>an?\s(?:[a-z]+\s){0,3}?(?:chance|shot|possibility|probability|likelihood|risk|prospect))|likely|possible|probable|doubtful|(?P<surprise>unlikely|shocked|surprised|amazed|stunned|astonished))"
    r"(?P<comma>,)?\s(?P<lead>(?:(?:call\sit|i'd\s(?:say|put\sit\sat|call\sit|guess|go)|i\swould\ssay|i\sthink|let's\ssay|say|maybe|perhaps|"
    r"like|about|around|roughly|probably|something\slike|somewhere\saround|i'm\sat|close\sto|uh|um)[\s,]{1,2}){0,3})\Z"
)
_OF_EVENT = re.compile(
    r",?\s(?:of\s(?:an?\s|another\s|(?:(?:him|her|them|us|it)\s)?[a-z]+ing\b)|that\s|(?:it|he|she|they|we|it's|there's)\s)"
)
_PAUSES = re.compile(r"\s*(?:[.,;:!?]|\Z)|\si'd\ssay\b|\sthat\s(?:it|he|she|they|we|the|there)\b")


def _read_by_likely(phrase: Phrase) -> Found[Probability] | None:
    """A percentage that says how large a chance or how likely: "a decent chance, call it 40 percent, of a deal"."""
    said = phrase.preceded(_BY_LIKELY, 80) if phrase.percent else None
    if said is None or not (said["comma"] or said["lead"]) or phrase.preceded(SIZED, 80):
        return None
    end, bounds = without_tail(phrase)
    ends = phrase.followed(_PAUSES, end) or (said["noun"] and phrase.followed(_OF_EVENT, end))
    told = said["noun"] or said["comma"] or said["lead"].startswith(("call it", "i'd", "i would")) or said["surprise"]
    if bounds is None or bounds[1] >= 1 or not (ends and told):
        return None
    return found_between(phrase, range_start(phrase.folded, phrase.start), end, *bounds)


def _answered(phrase: Phrase) -> Found[Probability] | None:
    """The number that answers a question for a chance: "My odds on a ceasefire by summer? Thirty percent."."""
    end, bounds = without_tail(phrase)
    if bounds is None or bounds[1] >= 1 or not phrase.followed(ENDS_CLAUSE, end) or phrase.skeleton.startswith(" of", end):
        return None
    return found_between(phrase, phrase.start, end, *bounds)


RULES: tuple[PhraseRule[Probability], ...] = (
    PhraseRule(
        name="percent-chance",
        pattern=CHANCE_AFTER,
        read=_read_chance_after,
        examples=(
            "a 70% chance",
            "10 20% chance",
            "70 percent likely",
            "north of 90 percent probability",
            "a two-thirds chance",
            "one percent chance maybe two",
            "at most I'd give the ferry a twenty percent chance",
        ),
        counter_examples=(
            "a 95% confidence interval",
            "20 percent more likely",
            "not 100% sure",
            "half a chance",
            "chances rose 20 percent",
        ),
    ),
    PhraseRule(
        name="chance-is-percent",
        pattern=ALONE,
        read=_read_head,
        examples=(
            "the probability is 70",
            "p(doom) of 10%",
            "P of x is .3",
            "the odds of a recession are about 35 percent",
            "the probability of default is put at 12 percent",
            "the chance he quits? Ten percent.",
        ),
        counter_examples=(
            "there is a chance that inflation is 5 percent",
            "a p-value of 0.05",
            "any chance? Ten percent of them came",
        ),
    ),
    PhraseRule(
        name="chance-then-percent",
        pattern=ALONE,
        read=_read_by_likely,
        examples=(
            "there's a good chance, call it 60 percent, of a truce",
            "it's unlikely, thirty percent I'd say, but it could happen",
        ),
        counter_examples=(
            "a good chance about ten percent of them stay",
            "a raise is likely, maybe ten percent",
            "it's likely about 20 percent",
        ),
    ),
)
