"""Odds said as a plain predicate: "it's ninety percent that she goes", "a quarter, maybe a third, that it fails"."""

import re

from tracker.quantities.chance_values import ENDS_CLAUSE, VALUE, found_between
from tracker.quantities.chance_words import EVENT, GERUND, MEASURED, ON_THAT, SIZED
from tracker.quantities.comparators import bound_before
from tracker.quantities.phrase_rules import Found, Phrase, PhraseRule
from tracker.records import Probability

_AMOUNT = r"at\s(?:most|best|least|the\s(?:very\s)?(?:most|least|best|outside))|tops|max|if\sthat|or\sso|maybe|perhaps|roughly"
_OPINION = (
    r"(?:i'd|i\swould)\s(?:say|guess|reckon|bet|think)|i\s(?:think|guess|reckon|suppose|believe|suspect)|if\syou\sask\sme|no\smore"
    r"|(?:in|to)\smy\s(?:view|opinion|judge?ment|mind|eyes)|if\si\s(?:had|have)\sto\s(?:say|guess)|(?:let's\s|let\sus\s)?say"
)
_ASIDE = rf"(?:,?\s(?:{_AMOUNT}))?(?:,?\s(?:{_OPINION})\b)?,?"
"""What may part an estimate from its clause: "at the outside", "I'd guess"."""
_SUBJECT = (
    r"(?:we|they|he|she|it|you|i|there|nobody|somebody|we'll|they'll|he'll|she'll|it'll|there's|there'll|the|a|an|this|my|our|his|her|"
    r"their|these|those|\w+s|[a-z]+(?:'[a-z]+)?)"
)
_HELD = (
    r"(?:we|they|i|you|he|she)\s(?:own|owned|charge|charged|owe|owed|forgot|spend|spent|earn|earned|collect|collected)\b"
    r"(?!\s(?:it|us|him|her|them|the|a)\b)"
)
"""What is held or paid, as in "ten percent that we own already": a share and no clause."""
_CLAUSE = re.compile(rf"(?:\srange)?{_ASIDE}\s(?:that\s(?!{_HELD}){_SUBJECT}\s[a-z]|whether\s{_SUBJECT}\s[a-z])")
_PLAIN = re.compile(rf"{_ASIDE}\s(?:we|they|he|she|it|i|you|we'll|they'll|he'll|she'll|it'll|there's|there'll)\s[a-z]")
_MUST = (
    r"(?:it|that|this)(?:\s(?:must|might|could|would|should|will|may|has\sto|has\sgot\sto|is\sgoing\sto)|'s\s(?:got\sto|going\sto|gotta|gonna)|'d"
    r"|'ll)\sbe"
)
"""Words that introduce an estimate: "it's got to be", "it must be"."""
_I_AM = r"(?:i'm|i\sam)"
_SOMEBODY_IS = rf"(?:{_I_AM}|(?:we|they|you)(?:'re|\sare)|(?:he|she)(?:'s|\sis))"
_SAID = re.compile(
    rf"(?:\A|[^\w\s%\ue000-\uf8ff-]\s|\b(?:{_MUST}|it's|it\sis|that's|that\sis|i'd\ssay|i\swould\ssay|i'd\sgo|i'd\sguess|{_SOMEBODY_IS}|i'm\sat|i\sam\sat|we're\sat|we\sare\sat|"
    r"(?:we're|we\sare|you're|you\sare|i'm|i\sam)\s(?:looking\sat|talking)|(?:could|might|may)\sbe|oh|"
    r"i'd\smake\sit|make\sit|(?:put|mark)\s(?:me|us)\s(?:down\s(?:for|at)|at)|"
    r"if\si\ssaid|say|maybe|perhaps|probably|and|but|so|well|honestly|i\sthink|gun\sto\smy\shead|if\si\s(?:had|have)\sto\s(?:guess|bet|say|handicap\s(?:it|that))|(?:my|our|his|her|their)\s(?:guess|bet|estimate|feeling|number|hunch)\sis|(?:has|have|'s\sgot|'ve\sgot|puts?)\sit\sat|call\sit)[\s,]{1,2})"
    r"(?:(?:maybe|about|like|probably|still|only|just|more\slike)[\s,]{1,2}){0,2}\Z"
)
_FIRM = re.compile(
    rf"\b(?:{_MUST}|it's|it\sis|i'd\ssay|i\swould\ssay|i'd\sgo|i'd\sguess|make\sit|call\sit|(?:has|have|'s\sgot|'ve\sgot|puts?)\sit\sat|i'm\sat|i\sam\sat|we're\sat|we\sare\sat)[\s,]{{1,2}}(?:maybe\s|about\s|like\s)?\Z"
)
_BETWEEN = re.compile(r"(?:\b(?:something|somewhere|anywhere)\s)?\b(?:between|from)\s\Z")
_SOMEWHERE = re.compile(r"\b(?:in\sthe|something|somewhere|anywhere|anything)\s\Z")
_OPENS = re.compile(
    r"(?:\A|[.;:!?]|\b(?:gun\sto\smy\shead|if\si\s(?:had|have)\sto\s(?:guess|bet|say|handicap\s(?:it|that))|maybe|perhaps|probably|and|but|so|well|honestly|i\sthink))[\s,]{0,2}\Z"
)
_COMES = re.compile(
    rf"{_ASIDE}\s(?:we|they|he|she|it)\s(?!(?:own|have|had|has|was|were|is|are|do|did|does|kept|keep|know|knew|spend|spent|gave|give|"
    r"sold|sell|bought|buy|took|take|paid|pay|use|need|made|make|eat|ate|got|lost|won|said|say|think|thought|want|called|can|could|"
    r"would|should|might|just|also|already|never|still)\b|[a-z]+ed\b)[a-z]"
)
"""A clause about what happens, not about what somebody has or did: "forty-five percent we get rain"."""
_NAMED = re.compile(
    rf"{_ASIDE}\s(?:the|this|that|my|our|his|her|their)\s(?!same\b|time\b|way\b|work\b|other\b)(?:[a-z'-]+\s){{1,3}}?"
    r"(?:[a-z]+s|will)\b"
)
_FALLS = re.compile(
    rf"{_ASIDE}\s(?:the|my|our|his|her|their|this)\s(?!same\b|time\b|way\b|other\b|rest\b)[a-z'-]+(?<!s)\s(?:(?:ever|actually|really|even|finally|never|still)\s)?(?:[a-z]{{3,}}s|will|won't)\b"
)
"""A clause with a noun of its own: "better than ninety percent the cake falls"."""
_MORE = re.compile(r"[a-z]\sand\s\Z")
_SURE = re.compile(rf"\b{_I_AM}\s(?:only\s|maybe\s|about\s|like\s|still\s|probably\s){{0,2}}\Z")
_OUTCOME = re.compile(
    r",?\s(?!i\s(?:think|guess|mean|suppose|know|believe|say)\b)(?:we|they|he|she|it|i|you|[a-z]+'ll|there's)\s[a-z]"
)
"""What somebody is so and so many percent sure of: "I'm eighty percent there'll be a second vote"."""
_WE_AT = re.compile(r"\b(?:we're|we\sare)\sat\s\Z")
_STRIKE = re.compile(
    r"\s(?:on|for)\s(?:an?|the|her|his|him|them|their|our|my|us|it)\s(?!(?:exam|test|quiz|final|midterm|homework|course|treadmill|highway|gauge|dial|scale)\b)[a-z]"
)
_BEFORE_CLAUSE = re.compile(
    r",?\s(?:that|whether|at|tops|maybe|perhaps|roughly|or|if|in\smy|to\smy|say|i|i'd|no|we|they|he|she|it|you|\w+'ll|there\w*|on|for)\b"
)
REACH = 48


def _begin(phrase: Phrase) -> int:
    """Where what leads up to a number begins: "between", a bound, "somewhere"."""
    between, bound = phrase.preceded(_BETWEEN, 26), bound_before(phrase.folded, phrase.start)
    begin = between.start() if between else bound.start if bound else phrase.start
    wide = phrase.preceded(_SOMEWHERE, 12, begin)
    return wide.start() if wide else begin


_WILL = re.compile(
    rf"{_ASIDE}\s(?:(?:the|this|that|my|our|his|her|their)\s(?:[a-z'-]+\s){{1,3}}?(?:will|won't)\b"
    r"|(?:we|they|he|she|it|i|you|there)(?:'ll|\swill|\swon't)\b|[a-z]+\s(?:will|won't)\b)"
)
"""A clause about what will happen: "the goat will kid"."""


def _bounded(phrase: Phrase) -> bool:
    """Whether a bound stands between "it's" and the number: "it's better than seventy percent"."""
    bound = bound_before(phrase.folded, phrase.start)
    return bound is not None and phrase.preceded(_FIRM, REACH, bound.start) is not None


def _values(phrase: Phrase) -> tuple[float, float] | None:
    """The ends of the range as probabilities, where all are between 0 and 1 and none is certainty."""
    out = []
    last = phrase.number("b").value if phrase["b"] else 0.0
    for number in phrase.numbers():
        if number.form == "vague" or number.scale != 1.0:
            return None
        of_one = not phrase.percent or (phrase["p"] is None and number.value < 1 and 100 * number.value <= last)
        share = of_one and number.form == "fraction"  # "three quarters, maybe eighty percent", not "a half to one percent"
        out.append(number.value if share else number.value / 100)
    return (min(out), max(out)) if all(0 < value < 1 for value in out) else None


def _is_bet(phrase: Phrase) -> bool:
    """Whether two small numbers with "to" between them are betting odds and not a band of per cent: "it's two to five that"."""
    if phrase["b"] is None or phrase.percent or phrase.skeleton[phrase.match.end("a") : phrase.match.start("b")] != " to ":
        return False
    return max(number.value for number in phrase.numbers()) <= BETTING


BETTING = 10  # the largest number in betting odds that nothing else marks; "fifteen to twenty" is a band


def _read(phrase: Phrase) -> Found[Probability] | None:
    """A percentage, a fraction or a bare number before the clause whose likelihood it is."""
    if not (phrase.percent or phrase.followed(_BEFORE_CLAUSE)) or (phrase.fraction and phrase.preceded(_MORE, 6)):
        return None  # "the last year and a half that we've had"
    begin = _begin(phrase)
    begin -= 4 if phrase.skeleton.endswith(" not ", 0, begin) else 0  # "it's not above forty percent that"
    bounds = None if not phrase.preceded(_SAID, REACH, begin) or _is_bet(phrase) else _values(phrase)
    if bounds is None or not _has_event(phrase, firm=phrase.preceded(_FIRM, REACH + phrase.start - begin) is not None):
        return None
    between = phrase.preceded(_BETWEEN, 26)
    start = between.start() if between and phrase["b"] else phrase.start
    return found_between(phrase, start, phrase.end, *bounds)


def _has_event(phrase: Phrase, *, firm: bool) -> bool:
    """Whether an event follows a number: with `firm` words of estimate before it ("it's about") shorter ones are enough."""
    clause = phrase.followed(_CLAUSE)
    sure = phrase["p"] is not None and phrase.preceded(_SURE, 24) is not None
    gerund = (firm or sure) and phrase.followed(GERUND)
    if not (phrase.percent or phrase.fraction):
        return bool(firm and (clause or gerund) and min(number.value for number in phrase.numbers()) >= 2)
    if clause or gerund or (_bounded(phrase) and phrase.followed(_WILL)):
        return True
    if firm and any(map(phrase.followed, (EVENT,) if phrase.preceded(_WE_AT, 12) else (_STRIKE, _NAMED, _PLAIN))):
        return True
    falls = phrase.followed(_FALLS)
    if sure and (falls or phrase.followed(_OUTCOME)):
        return True
    return bool((falls or phrase.followed(_COMES)) and phrase.preceded(_OPENS, 32, _begin(phrase)))


_DOUBTED = re.compile(
    r"\b(?:don't|do\snot|doesn't|can't|wouldn't)\s(?:really\s|even\s)?(?:think|believe|see|put|reckon|say|guess|imagine)\s(?:that\s)?"
    r"(?:it's|it\sis|it|that's|that\sis|that|this|it\sbeing)\s(?:any\s|much\s|at\s|being\s)?\Z"
    r"|\b(?:surprised|amazed|shocked|stunned|astonished)\sif\s(?:it's|it\sis|it\swas|it\swere|that\swas)\s(?:any\s|much\s|at\s)?\Z"
)
"""Somebody doubts a figure: "I don't think it's higher than"."""
_STUCK = re.compile(
    r"\b(?:i|i'd|we)\s(?:just\s|still\s|simply\s)?(?:can't|cannot|couldn't|wouldn't|won't|can\snot|could\snot|would\snot)\s(?:really\s|even\s|quite\s)?"
    r"(?:get|go)\s(?:myself\s)?(?:any\s|much\s)?\Z"
    r"|\bno\sway\s(?:that\s)?(?:i'd|i\swould|we'd)\sgo\s(?:any\s)?\Z"
)
"""The most that somebody would say: "I can't get past" a figure "on them finishing"."""


def _read_doubted(phrase: Phrase) -> Found[Probability] | None:
    """The most or least that somebody allows: "I don't think it's higher than 30 percent", where nothing near it is measured."""
    bound = bound_before(phrase.folded, phrase.start)
    if bound is None or not (phrase.percent or phrase.fraction):
        return None
    stuck = phrase.preceded(_STUCK, 160, bound.start) and any(map(phrase.followed, (GERUND, _CLAUSE, ON_THAT)))
    doubted = not phrase.fraction and phrase.preceded(_DOUBTED, 160, bound.start)
    if not (stuck or doubted) or any(phrase.preceded(words, 160, bound.start) for words in (MEASURED, SIZED)):
        return None
    bounds = _values(phrase)
    return found_between(phrase, phrase.start, phrase.end, *bounds) if bounds else None


_OF = re.compile(" of")
_BAND = re.compile(VALUE.replace(r",?\s(?:(?:up", r",?\s(?:and|(?:up"))

RULES: tuple[PhraseRule[Probability], ...] = (
    PhraseRule(
        name="percent-that",
        pattern=_BAND,
        read=_read,
        examples=(
            "forty percent we get rain on Sunday",
            "it's eighty percent that she takes the job",
            "a quarter, maybe a third, that the engine fails",
            "it's better than eighty percent the goat will kid tonight",
        ),
        counter_examples=(
            "the last year and a half that we've had",
            "thirty percent of them said that it rains",
            "we grew 30 percent",
            "forty percent we own already",
            "a hundred percent that we agree",
        ),
    ),
    PhraseRule(
        name="percent-doubted",
        pattern=_BAND,
        read=_read_doubted,
        before=ENDS_CLAUSE,
        not_before=_OF,
        examples=("I don't think it's higher than 30 percent",),
        counter_examples=(
            "inflation? I don't think it's higher than 3 percent",
            "it's higher than 30 percent",
            "I don't think it's higher than 30 percent proof",
            "I don't think it's higher than 30 percent of them",
        ),
    ),
)
