"""Finds denials, by which a forecast says that something will not happen, and their scope.

As in ConText, a trigger denies the predicate that it reaches before a word that ends its scope.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.extract.claims.denial_rules import CLASSES, RULES, DenialRule
from tracker.extract.encoder.sentence_ends import ENDS
from tracker.text.tokens import Words
from tracker.text.word_rules import WordRules

SCOPE_ENDS = frozenset(
    "but because although though however so and nor which while whereas unless until except since then instead".split()
)
TAKEN_UP = frozenset("i we it they he she that this".split())
"""Subjects that begin a new clause after a comma."""

OPINIONS = frozenset("think believe guess suspect expect hope mean know".split())
PREDICATE = frozenset(
    """
    will would could may might can should shall gonna going won't wouldn't couldn't can't cannot shouldn't expect expects expected
    expecting anticipate anticipates forecast project projected predict
    """.split()
)


RAISED = frozenset(["raised", "raised noun", "doubt", "unlikely", "not known", "would surprise", "no chance", "no plan"])
"""Rules whose own words do not contain the claim's predicate, which follows them."""


@dataclass(frozen=True, slots=True)
class Denial:
    """A trigger in a text: its words, and the words that it denies."""

    rule: str
    words: tuple[int, int]
    scope: tuple[int, int]


DENIALS = WordRules(RULES, CLASSES)


def _scope(
    rule: DenialRule, words: Words, breaks: Sequence[float], found: tuple[int, int], span: tuple[int, int]
) -> tuple[int, int]:
    first, last = found
    if rule.effect == "deny back":
        begin = first
        while begin > span[0] and first - begin < rule.reach and breaks[begin - 1] < 0.9:
            begin -= 1
        return begin, last
    end = last
    while end < span[1] and end - last < rule.reach and not _ends(words, breaks, end, last):
        end += 1
    return first, end


def _ends(words: Words, breaks: Sequence[float], index: int, last: int) -> bool:
    """Whether the scope of a trigger that ends before word `last` ends before word `index`."""
    lower = words.lower
    clause = words.after[index - 1] == "," and (
        lower[index].endswith("'ll") or (lower[index] in TAKEN_UP and _will(lower, index + 1))
    )
    new_opinion = lower[index] in ("i", "we") and index + 1 < len(lower) and lower[index + 1] in OPINIONS and index > last
    return breaks[index - 1] >= ENDS or lower[index] in SCOPE_ENDS or new_opinion or clause


def _will(lower: Sequence[str], index: int) -> bool:
    return index < len(lower) and lower[index] in ("will", "would", "should", "is", "are")


def find_denials(words: Words, span: tuple[int, int], breaks: Sequence[float]) -> list[Denial]:
    """The denials in the words of `span`, each with its scope; cancelled triggers ("not only", "no doubt") are left out."""
    spared: list[tuple[int, int]] = []
    denials: list[Denial] = []
    for rule, begin, end in DENIALS.find(words.lower[span[0] : span[1]]):
        found = span[0] + begin, span[0] + end
        if rule.effect == "spare":
            spared.append(found)
        else:
            denials.append(Denial(rule.name, found, _scope(rule, words, breaks, found, span)))
    return [d for d in denials if not any(a < d.words[1] and d.words[0] < b for a, b in spared)]
