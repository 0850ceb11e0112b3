"""Finds the condition of a forecast, and where it ends."""

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.extract.claims.condition_rules import CLASSES, RULES
from tracker.extract.encoder.sentence_ends import ENDS
from tracker.text.tokens import Words
from tracker.text.word_rules import WordRules

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


CONDITIONS = WordRules(RULES, CLASSES)


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
    found: list[Condition] = []
    for rule, begin, behind in CONDITIONS.find(words.lower[span[0] : span[1]]):
        first, opening = span[0] + begin, span[0] + behind
        while first < opening - 1 and words.lower[first] in ("and", "but"):
            first += 1
        end = _end(words, first, opening, breaks, span[1])
        if rule.name == "once" and _leads_nowhere(words, (first, end), opening, span, breaks):
            continue
        found.append(Condition(rule.name, (first, end), rule.outside))
    return sorted(found, key=lambda condition: condition.span)
