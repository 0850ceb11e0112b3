"""The condition of a forecast: its opening words, what looks like one and is none, and where it ends."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.extract.words import Words

LONGEST = 45
"""A condition has no more words than this."""

SUBJECTS = frozenset("i you he she it we they that there this these those".split())
SUBJECT_VERBS = frozenset(
    "i'm i'll i'd i've you're you'll you'd you've he's he'll she's she'll it's it'll it'd we're we'll we'd we've they're they'll they'd "
    "that's that'll that'd there's there'll".split()
)
AUXILIARIES = frozenset(
    "will would could should can may might going gonna is are was were have has do does won't wouldn't can't".split()
)


@dataclass(frozen=True, slots=True)
class ConditionRule:
    """An opening of a condition, as a pattern over lower-case words, and the words before or after that make it none."""

    name: str
    opening: str
    not_after: str = ""
    not_before: str = ""
    examples: tuple[str, ...] = ()


ASKING = (
    r"(?:wonder|wondering|wondered|see|seeing|know|knew|ask|asks|asking|asked|sure|unsure|unclear|certain|check|decide|determine|figure out|"
    r"find out|matter|matters|care|tell|understand|curious|question|remember|surprised|shocked|amazed|evaluate|test|say|said|of|idea|clue)"
)
TALKING = (
    r"(?:you|we|i)(?:'ll|'d|'re|'ve)? (?:(?:just|kind of|sort of|really|actually|ever|take a|could|can|may|might|want to|have to|go back and) )*"
    r"(?:look|looks|looking|think|thinking|remember|recall|like|will|ask|compare|read|listen|listening|see|wanted|want|could|may|know|"
    r"imagine|had to|step back|zoom|go back|went back|strip|exclude|watch|understand|hear|heard|don't mind|say|said|mean|haven't|interested)\b"
)

RULES: tuple[ConditionRule, ...] = (
    ConditionRule("if", r"(?:and |but |only )?if", rf"(?:as|even|what|or|than|{ASKING}(?: me| you| him| her| them| it| us)?)",
                  rf"(?:{TALKING}|anything|not|any|ever|at all|so|only|nothing else|you will|possible|need be|it's okay|it's all right|that makes sense|"
                  r"that's (?:okay|ok|all right|fair|helpful|true|the case|right))", ("if the bridge opens", "if rates fall")),
    ConditionRule("unless", r"unless", examples=("unless prices fall",)),
    ConditionRule("as long as", r"(?:as|so) long as", examples=("as long as demand holds",)),
    ConditionRule("assuming", r"(?:that )?(?:assuming|assumes|presuming|supposing)", r"(?:are|we're|is|i'm|were|not|was|been|be|you're)", "",
                  ("assuming the vote passes",)),
    ConditionRule("provided", r"(?:provided|providing) (?:that|we|they|the|there|it)", r"(?:we|have|has|be|been|was|were|we've|is|are|information|guidance|as)",
                  examples=("provided that we get the permit",)),
    ConditionRule("depending on", r"(?:depending (?:on|upon)|subject to|contingent (?:on|upon)|conditional on|pending)", r"(?:be|are|is not|isn't)",
                  examples=("depending on the weather",)),
    ConditionRule("in the event", r"in the (?:event|case) (?:that|of|where)|in case", examples=("in the event of a strike",)),
    ConditionRule("to the extent", r"to the extent(?: that)?", examples=("to the extent that costs fall",)),
    ConditionRule("once", r"once", r"(?:at|all at|than|only|just|and|more than|for|never|every)",
                  r"(?:a|every|per|in|again|more|upon|or|and|said|you start|was|were|had|there was|it was|i|he|she)\b", ("once the plant opens",)),
    ConditionRule("should it", r"should (?:the|we|they|it|that|there|this|a|an|he|she|you|conditions)",
                  r"(?:what|how|why|when|where|who|which|and|so|it|that|we|you|they|i|there|this|people|or)", "", ("should the economy weaken",)),
    ConditionRule("let's say", r"let's (?:say|assume|imagine|suppose)|(?:suppose|imagine)(?: that)? (?:we|you|they|the|there|it)", examples=("let's say it passes",)),
    ConditionRule("under that", r"(?:under|in) (?:that|this|such a|such|those|a different|either|any of those) (?:scenario|scenarios|case|circumstances|assumption)",
                  examples=("under that scenario",)),
)  # fmt: skip


def _compile(rule: ConditionRule) -> re.Pattern[str]:
    before = rf"(?P<before>(?<!\S)(?:{rule.not_after}) )?" if rule.not_after else ""
    after = rf"(?P<after> (?:{rule.not_before}))?" if rule.not_before else ""
    return re.compile(rf"{before}(?<!\S)(?P<opening>{rule.opening})(?!\S){after}")


COMPILED = [(rule, _compile(rule)) for rule in RULES]


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition in a text: the rule that saw its opening, and its words."""

    rule: str
    span: tuple[int, int]


def _end(words: Words, first: int, opening: int, breaks: Sequence[float], limit: int) -> int:
    """One past the last word of a condition whose opening words end before `opening`."""
    lower = words.lower
    seen_verb = False
    for index in range(opening, min(limit, first + LONGEST)):
        word = lower[index]
        if index > opening and breaks[index - 1] >= 0.5:
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
        seen_verb = seen_verb or (index > opening and word not in ("the", "a", "an", "of"))
    return min(limit, first + LONGEST)


def find_conditions(words: Words, span: tuple[int, int], breaks: Sequence[float]) -> list[Condition]:
    """The conditions in the words of `span`, in their order."""
    text = " ".join(words.lower[span[0] : span[1]])
    begins, place = {}, 0
    for index in range(span[0], span[1]):
        begins[place] = index
        place += len(words.lower[index]) + 1
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
            found.append(Condition(rule.name, (first, _end(words, first, opening, breaks, span[1]))))
    return sorted(found, key=lambda condition: condition.span)
