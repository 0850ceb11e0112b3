"""Percentages that are chances: the words of chance come before or after the number."""

import re

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
from tracker.quantities.numbered_text import N, NumberedText
from tracker.quantities.phrase_rules import Found, PhraseRule
from tracker.records import Probability

CHANCE_AFTER = re.compile(rf"{VALUE}{FOLLOWING_CHANCE}")
REACH = 130  # characters before a number that are searched for words of chance
_PERCENT_BEFORE = re.compile(r"(?:%|per\s?cent|likely|sure)[\s-]\Z")
_IDIOM = re.compile(r"\b(?:given|give|had|gets?|got|with)\s(?:\w+\s)?\Z")
_NOT = re.compile(r"\b(?:not|never|n't|isn't|aren't|wasn't|ain't)\s(?:like\s|a\s|even\s|necessarily\s)?\Z")
_WAS = re.compile(r"\b(?:was|were|felt|been)\s(?:\w+\s){0,2}\Z")


def _numeric(match: re.Match[str], numbered: NumberedText) -> bool:
    """Whether the numbers need no word "percent" to be a chance: a fraction, a decimal below one, or zero."""
    number = numbered.number(match, "a")
    return number.form == "fraction" or number.value < 1


_POLLED = re.compile(
    r"\b(?:votes?|voted|voters?|polls?|polled|ballots?|survey|surveyed|said|answered|responded|responses|referendum)\b"
)


def _read_chance_after(match: re.Match[str], numbered: NumberedText) -> Found[Probability] | None:
    """A number and a word of chance: "a 70% chance", "20 or 30 percent likely", "a two-thirds probability"."""
    text, start = numbered.folded, match.start()
    if match["b"] is not None and not in_order(match, numbered):
        return None
    if not (match["p"] or match["q"] or _numeric(match, numbered)):
        return None
    before = text[max(0, start - 24) : start]
    word = match["chance"]
    half = numbered.number(match, "a").form == "fraction" and not (match["p"] or match["q"])
    if (
        half
        and numbered.number(match, "a").value == 0.5
        and (_IDIOM.search(before) or word in ("shot", "sure", "certain", "proposition", "prospect", "likely", "confident"))
    ):
        return None
    full = numbered.number(match, "a").value == 100
    felt = word in ("sure", "certain", "confident", "convinced")
    if (felt or word in ("likely", "probable")) and (_NOT.search(before) or (felt and full and _WAS.search(before))):
        return None
    polled = word == "yes" and _POLLED.search(text, max(0, start - 90), match.end() + 60)
    nothing = numbered.number(match, "a").value == 0 and (word in ("shot", "likely", "sure") or _NOT.search(before))
    bounds = None if nothing or polled else as_probabilities(match, numbered)  # nothing: "a zero shot model", "not a zero chance"
    if bounds is None:
        return None
    end, high = _afterthought(numbered, match.end("chance"), bounds[1])
    return found_between(match, numbered, range_start(text, start), end, bounds[0], high)


_MAYBE = re.compile(
    rf",?\s(?:or\s)?(?:maybe|perhaps|possibly|even|call\sit)\s(?:even\s|up\sto\s|like\s)?(?P<n>{N})(?P<p>{PERCENT})?(?!\s?[/:-]|\w|%)"
)


_AT_MOST = re.compile(
    rf",?\s(?:or\s)?(?P<n>{N})(?P<p>{PERCENT})?,?\s(?:at\s(?:the\s)?(?:outside|most|best|very\smost)|tops|max|maybe|perhaps)(?!\w)"
)


def _afterthought(numbered: NumberedText, end: int, high: float) -> tuple[int, float]:
    """The end and the upper value of a chance that a second number widens: "a one percent chance, maybe two"."""
    more = _MAYBE.match(numbered.skeleton, end) or _AT_MOST.match(numbered.skeleton, end)
    if more is None or not (more["p"] or ENDS_CLAUSE.match(numbered.skeleton, more.end())):
        return end, high
    number = numbered.number(more, "n")
    value = number.high / 100 if more["p"] or number.value >= 1 else number.high
    return (more.end(), value) if number.scale == 1.0 and high < value < 1 else (end, high)


_SOME_CHANCE = re.compile(r"\b(?:a|any|some|no|good|every|great|big|better)\s\Z")
_PUTTING_ODDS = re.compile(
    r"\b(?:puts?|sees?|saw|places?|pegs?|estimates?|sets?|has|have|had|put\sthe|rate|assess)\s(?:the\s|my\s|our\s|your\s)?\Z"
)


def _gives_a_number(head: re.Match[str], text: str) -> bool:
    """Whether a word of chance and its verb give the number after them: not "a chance that it is", nor "odds of growing at"."""
    start, about, copula = head.start(), head["about"], head["copula"]
    some = copula not in ("of", "at") and _SOME_CHANCE.search(text, max(0, start - 8), start)
    if (
        some
        or _PERCENT_BEFORE.search(text, max(0, start - 14), start)
        or (head["head"] == "confidence" and not _is_own(head, text))
    ):
        return False
    if not about:
        return True
    if copula is None:  # "odds of a hung parliament thirty eight percent"
        plain = _PLAIN_LEAD.fullmatch(text, head.end("about"), head.end()) and _OPENS_CLAUSE.search(text, max(0, start - 24), start)
        return plain is not None and _NAMES_EVENT.match(about) is not None and _is_event(about)
    if copula == "at" and _HAS_THE.search(text, max(0, start - 24), start):
        return _is_event(about)
    return copula not in ("of", "at", "as", "at like") or _PUTTING_ODDS.search(text, max(0, start - 20), start) is not None


def _is_own(head: re.Match[str], text: str) -> bool:
    """Whether confidence is that in an event, and not that of consumers or in a person."""
    about = head["about"] or ""
    if about.startswith(" in ") and not about.endswith("ing"):
        return False
    return about.startswith(" that") or _OWN.search(text, max(0, head.start() - 24), head.start()) is not None


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


def _read_head(match: re.Match[str], numbered: NumberedText) -> Found[Probability] | None:
    """A word of chance, a verb and a number: "the odds of that are 30 percent", "probability is 70", "P of x is .3"."""
    text, start = numbered.skeleton, match.start()
    begin = max(0, start - REACH)
    head = CHANCE_BEFORE.search(text, begin, start)
    letter = P_OF.search(text, max(0, start - 70), start) if head is None else None
    said = head or letter
    if said is None and asked(text, start) and (match["p"] or match["q"] or _numeric(match, numbered)):
        return _answered(match, numbered)
    if said is None or (head is not None and not _gives_a_number(head, text)):
        return None
    end, bounds = _moved_to(match, numbered) or without_tail(match, numbered)
    betting = match["b"] is not None and not (match["p"] or match["q"]) and " to " in text[match.end("a") : match.start("b")]
    if betting and max(number.value for number in numbered.given(match, "a", "b")) <= 20:
        return None  # "the odds are one to three"
    value_p = letter is not None and text.startswith("p-val", said.start())
    without_unit = not (match["p"] or match["q"] or _numeric(match, numbered)) and not ENDS_CLAUSE.match(text, end)
    if bounds is None or value_p or without_unit or RATIO_FOLLOWS.match(text, end) or _sizes_something(text, start, end):
        return None
    if head is not None and head["about"] and head["copula"] is None and not ENDS_CLAUSE.match(text, end):
        return None
    begin = said.start() if letter is not None or not said["about"] else range_start(numbered.folded, start)
    return _from(found_between(match, numbered, range_start(numbered.folded, start), end, *bounds), begin, numbered)


_MOVED = re.compile(
    r"\b(?:cut|raise[ds]?|raising|lower(?:ed|ing)?|bump(?:ed|ing)?|moved?|moving|nudged?|upped|trimmed|slashed|lifted|dropped|hiked|went|gone|fell|rose|up|"
    r"down|increased|decreased|climbed|jumped|reduced|revised)\b[^.;!?]*\bfrom\s(?:[a-z]+\s)?\Z"
)


def _moved_to(match: re.Match[str], numbered: NumberedText) -> tuple[int, tuple[float, float]] | None:
    """The end and the value of a chance that was changed from one number to another: "we cut our odds from 60 to 45 percent"."""
    text, start = numbered.skeleton, match.start()
    if match["b"] is None or " to " not in text[match.end("a") : match.start("b")] or not (match["p"] or match["q"]):
        return None
    if not _MOVED.search(text, max(0, start - 100), start):
        return None
    value = numbered.number(match, "b").value / 100
    return (match.end(), (value, value)) if value <= 1 else None


_LARGER = re.compile(r"\s(?:higher|lower|greater|more|less|bigger|smaller|worse|up|down)\b")


def _sizes_something(text: str, start: int, end: int) -> bool:
    """Whether a percentage belongs to the noun behind it, or compares: "the risk is a 30 percent drawdown", "20 percent higher"."""
    article = text.endswith((" a ", " an "), 0, start) and text[end - 1] not in ".,;"
    return _LARGER.match(text, end) is not None or (article and ENDS_CLAUSE.match(text, end) is None)


_BY_LIKELY = re.compile(
    r"\b(?:(?P<noun>an?\s(?:[a-z]+\s){0,3}?(?:chance|shot|possibility|probability|likelihood|risk|prospect))|likely|unlikely|possible|probable|doubtful|(?:shocked|surprised|amazed|stunned|astonished))"
    r"(?P<comma>,)?\s(?P<lead>(?:(?:call\sit|i'd\s(?:say|put\sit\sat|call\sit|guess|go)|i\swould\ssay|i\sthink|let's\ssay|say|maybe|perhaps|"
    r"like|about|around|roughly|probably|something\slike|somewhere\saround|i'm\sat|close\sto|uh|um)[\s,]{1,2}){0,3})\Z"
)
_OF_EVENT = re.compile(
    r",?\s(?:of\s(?:an?\s|another\s|(?:(?:him|her|them|us|it)\s)?[a-z]+ing\b)|that\s|(?:it|he|she|they|we|it's|there's)\s)"
)
_PAUSES = re.compile(r"\s*(?:[.,;:!?]|\Z)|\si'd\ssay\b|\sthat\s(?:it|he|she|they|we|the|there)\b")


def _read_by_likely(match: re.Match[str], numbered: NumberedText) -> Found[Probability] | None:
    """A percentage that says how large a chance or how likely: "a decent chance, call it 40 percent, of a deal"."""
    text, start = numbered.skeleton, match.start()
    said = _BY_LIKELY.search(text, max(0, start - 80), start) if match["p"] or match["q"] else None
    if said is None or not (said["comma"] or said["lead"]) or SIZED.search(text, max(0, start - 80), start):
        return None
    end, bounds = without_tail(match, numbered)
    ends = _PAUSES.match(text, end) or (said["noun"] and _OF_EVENT.match(text, end))
    told = (
        said["noun"]
        or said["comma"]
        or said["lead"].startswith(("call it", "i'd", "i would"))
        or said.group().startswith(("un", "shocked", "surprised", "amazed", "stunned", "astonished"))
    )
    if bounds is None or bounds[1] >= 1 or not (ends and told):
        return None
    return found_between(match, numbered, range_start(numbered.folded, start), end, *bounds)


def _answered(match: re.Match[str], numbered: NumberedText) -> Found[Probability] | None:
    """The number that answers a question for a chance: "My odds on a ceasefire by summer? Thirty percent."."""
    end, bounds = without_tail(match, numbered)
    if (
        bounds is None
        or bounds[1] >= 1
        or ENDS_CLAUSE.match(numbered.skeleton, end) is None
        or numbered.skeleton.startswith(" of", end)
    ):
        return None
    return found_between(match, numbered, match.start(), end, *bounds)


def _from(found: Found[Probability], start: int, numbered: NumberedText) -> Found[Probability]:
    """The same reading with an earlier start."""
    start = min(start, found.start)
    reading = Probability(text=numbered.folded[start : found.end], low=found.reading.low, high=found.reading.high)
    return Found(start=start, end=found.end, reading=reading, others=found.others, trace=found.trace)


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
