"""Finds the condition of a forecast: its opening words, lookalikes that are not conditions, and where it ends."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.extract.encoder.sentence_ends import ENDS
from tracker.text.tokens import Words, lower_text

LONGEST = 45
"""The most words of a condition."""

SUBJECTS = frozenset("i you he she it we they that there this these those".split())
SUBJECT_VERBS = frozenset(
    "i'm i'll i'd i've you're you'll you'd you've he's he'll she's she'll it's it'll it'd we're we'll we'd "
    "we've they're they'll they'd "
    "that's that'll that'd there's there'll".split()
)
AUXILIARIES = frozenset(
    "will would could should can may might going gonna is are was were have has do does won't wouldn't can't".split()
)
INVERTED = frozenset("will would can could should".split())
"""Verbs that precede their subject after a condition ("only if they pay will it open")."""

PAST = frozenset("was were had did went came got said".split())


@dataclass(frozen=True, slots=True)
class ConditionRule:
    """The opening of a condition, as a pattern over lower-case words, and the words before or after that rule it out.

    `outside` says on which side of the quote, within its sentence, the condition may be: "before", "after", "both", or "" for
    neither.
    """

    name: str
    opening: str
    not_after: str = ""
    not_before: str = ""
    examples: tuple[str, ...] = ()
    outside: str = ""


ASKING = (
    "wonder wondering wondered see seeing know knew ask asks asking asked sure unsure unclear certain check decide determine "
    "matter matters "
    "care tell understand curious question remember surprised shocked amazed evaluate test idea clue"
)
TALKED = (
    "look looks looking think thinking remember recall like will ask compare read listen listening see wanted want could may "
    "know imagine "
    "zoom watch understand hear context say said mean wonder model modeling modelling"
)


def _any(words: str) -> str:
    return "(?:" + "|".join(words.split()) + ")"


TALKING = (
    r"(?:you|we|i)(?:'ll|'d|'re|'ve)? (?:(?:just|kind of|sort of|really|actually|ever|take a|could|can|may|might|want to|"
    r"wanna|have to|"
    r"go back and) )*(?:" + _any(TALKED) + r"|go back|went back|had to|step back|don't mind|haven't|interested)\b"
)
RULES: tuple[ConditionRule, ...] = (
    ConditionRule(
        "if",
        r"(?:and |but |only )?if",
        rf"(?:as|even|what|or|than|{_any(ASKING)}(?: me| you| him| her| them| it| us)?|figure out|find out)",
        rf"(?:{TALKING}|anything|not|any|ever|at all|so|only|nothing else|possible|need be|(?:it|that|this)'s (?:okay|ok|"
        r"all right|alright|"
        r"fair|helpful|true|the case|right|the one)|that makes sense|it's (?:\w+ ){1,3}from now)",
        ("if the bridge opens", "if rates fall"),
        "before",
    ),
    ConditionRule("unless", r"unless", examples=("unless prices fall",), outside="both"),
    ConditionRule(
        "as long as",
        r"(?:as|so) long as",
        r"(?:twice|just|times|half)",
        r"(?:the \w+ (?:uh|um)|i can remember)",
        ("as long as demand holds",),
        outside="after",
    ),
    ConditionRule(
        "assuming",
        r"(?:assuming|presuming|supposing)",
        r"(?:are|we're|is|i'm|were|not|was|been|be|you're|just)",
        r"(?:and)",
        ("assuming the vote passes",),
        outside="both",
    ),
    ConditionRule(
        "that assumes",
        r"(?:that|this|which|it) assumes",
        r"(?:guidance|forecast|range|outlook|plan|sales)",
        r"as\b",
        ("and that assumes the vote passes",),
    ),
    ConditionRule(
        "provided",
        r"(?:provided|providing) (?:that|we|they|the|there|it)",
        r"(?:we|have|has|be|been|was|were|we've|is|are|information|guidance|as)",
        examples=("provided that we get the permit",),
    ),
    ConditionRule(
        "depending on",
        r"(?:depending (?:on|upon)|subject to|contingent (?:on|upon)|conditional on|pending)",
        r"(?:be|are|is not|isn't)",
        examples=("depending on the weather",),
        outside="both",
    ),
    ConditionRule(
        "in the event", r"in the (?:event|case) (?:that|of|where)|in case", examples=("in the event of a strike",), outside="before"
    ),
    ConditionRule("to the extent", r"to the extent(?: that)?", examples=("to the extent that costs fall",), outside="before"),
    ConditionRule(
        "once",
        r"once",
        r"(?:at|all at|than|only|just|and|more than|for|never|every|been|was|were|i|we)",
        r"(?:a|every|per|in|again|more|upon|or|and|said|was|were|had|there was|it was|i was|(?:he|she)(?:'s|'d|'ll)?|you start|"
        r"(?:we|you|they|it) gets? (?:in)?to|"
        r"we turn)",
        ("once the plant opens",),
    ),
    ConditionRule(
        "should it",
        r"should (?:the|we|they|it|that|there|this|a|an|he|she|you|conditions)",
        r"(?:what|how|why|when|where|who|which|and|so|it|that|we|you|they|i|there|this|people|or)",
        examples=("should the economy weaken",),
    ),
    ConditionRule(
        "let's say",
        r"let's (?:say|assume|imagine|suppose) (?:that |you know )?(?:we|you|they|the|there|it|i|he|she)|"
        r"suppose(?: that)? (?:we|you|they|the|there|it)",
        examples=("let's say it passes",),
    ),
    ConditionRule(
        "under that",
        r"(?:under|in) (?:that|this|such a|such|those|a different|either|any of those) "
        r"(?:scenario|scenarios|circumstances|assumption)",
        examples=("under that scenario",),
        outside="before",
    ),
    ConditionRule(
        "the longer",
        r"the (?:longer|more|less|higher|lower|faster|stronger|weaker) (?:the|we|it|they|people|this|that)",
        r"(?:of|for|in|on|is|are|be|at|to|some|all)",
        examples=("the longer the strike lasts",),
    ),
)
"""A rule does not apply where its `not_after` precedes the opening or its `not_before` follows it."""


def _compile(rule: ConditionRule) -> re.Pattern[str]:
    before = rf"(?P<before>(?<!\S)(?:{rule.not_after}) )?" if rule.not_after else ""
    after = rf"(?P<after> (?:{rule.not_before})(?!\S))?" if rule.not_before else ""
    return re.compile(rf"{before}(?<!\S)(?P<opening>{rule.opening})(?!\S){after}")


COMPILED = [(rule, _compile(rule)) for rule in RULES]


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition in a text: the rule that matched, and its words."""

    rule: str
    span: tuple[int, int]
    outside: str


def _end(words: Words, first: int, opening: int, breaks: Sequence[float], limit: int) -> int:
    """One past the last word of a condition whose text begins at word `opening`."""
    lower = words.lower
    seen_verb = False
    for index in range(opening, min(limit, first + LONGEST)):
        word = lower[index]
        if index > opening and breaks[index - 1] >= ENDS:
            return index
        enough = index - opening >= 2
        if enough and word == "then":
            return index
        pause = words.after[index - 1] in (",", ";", ":")
        starts = word in SUBJECT_VERBS or (word in SUBJECTS and index + 1 < limit and lower[index + 1] in AUXILIARIES)
        if (
            enough
            and starts
            and (pause or seen_verb)
            and lower[index - 1] not in ("and", "that", "when", "if", "or", "what", "where", "how")
        ):
            return index
        if enough and pause and seen_verb and word not in ("and", "or", "um", "uh", "you"):
            return index
        if enough and seen_verb and word in INVERTED and index + 1 < limit and lower[index + 1] in SUBJECTS:
            return index
        seen_verb = seen_verb or (index > opening and word not in ("the", "a", "an", "of"))
    return min(limit, first + LONGEST)


def _leads_nowhere(words: Words, clause: tuple[int, int], opening: int, span: tuple[int, int], breaks: Sequence[float]) -> bool:
    """Whether a "once" clause is about the past, or has no main clause in its sentence."""
    first, end = clause
    told = words.lower[opening : min(end, opening + 5)]
    if any(word in PAST or (len(word) > 4 and word.endswith("ed")) for word in told):
        return True
    behind = end < len(words) and words.after[end - 1] not in (".", "?", "!", "¶")
    before = first - span[0] >= 3 and all(breaks[word] < ENDS for word in range(first - 3, first))
    return not behind and not before


def find_conditions(words: Words, span: tuple[int, int], breaks: Sequence[float]) -> list[Condition]:
    """The conditions in the words of `span`, in order."""
    text, begins = lower_text(words, span)
    found: list[Condition] = []
    for rule, pattern in COMPILED:
        for match in pattern.finditer(text):
            groups = match.groupdict()
            if groups.get("before") or groups.get("after"):
                continue
            first = begins[match.start("opening")]
            opening = first + match.group("opening").count(" ") + 1
            while first < opening - 1 and words.lower[first] in ("and", "but"):
                first += 1
            end = _end(words, first, opening, breaks, span[1])
            if rule.name == "once" and _leads_nowhere(words, (first, end), opening, span, breaks):
                continue
            found.append(Condition(rule.name, (first, end), rule.outside))
    return sorted(found, key=lambda condition: condition.span)
