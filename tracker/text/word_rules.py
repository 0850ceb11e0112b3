"""Rules that are patterns of words (`word_patterns.py`), and where their phrases are among the words of a text."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from tracker.text.word_patterns import Alphabet, compile_pattern, words_of

SHAPES = {
    "NEGATED": r"\w+n't",
    "WILL": r"\w+'ll",
    "PERCENT": r"\S*%",
    "NUMERAL": r"\d+",
    "POINTED": r"\S*[.,:]\S*",
    "SIGNED": r"\S*[^\w\s]\S*",
}
"""Classes by form, which every pattern may name; a word that no pattern uses is in the first whose form it has."""

FARTHEST = 8  # words before a phrase that are compared with `not_after`


@dataclass(frozen=True, kw_only=True)
class WordRule:
    """A phrase as a pattern of words in lower case.

    It counts only where the words after it fit `before` and not `not_before`, and those before it do not fit `not_after`; these are
    patterns, too, and "" excludes nothing. `examples` are texts in which it is found. Beside the classes of its `WordRules` a
    pattern may use those of SHAPES, and WORD for a word of letters and digits only.
    """

    name: str
    pattern: str
    not_after: str = ""
    not_before: str = ""
    before: str = ""
    examples: tuple[str, ...] = ()


Kind = TypeVar("Kind", bound=WordRule)


@dataclass(frozen=True, slots=True)
class _CompiledRule(Generic[Kind]):
    rule: Kind
    phrase: re.Pattern[str]
    before: re.Pattern[str] | None
    need: frozenset[str]


class WordRules(Generic[Kind]):
    """Rules compiled over one alphabet.

    Raises ValueError for a pattern that cannot be read, KeyError for a class that is not there.
    """

    def __init__(self, rules: Sequence[Kind], classes: Mapping[str, str] | None = None) -> None:
        listed = {name: words.split() for name, words in (classes or {}).items()}
        self._alphabet = _alphabet([part for rule in rules for part in _parts(rule)], listed)
        self.rules = tuple(rules)
        self._compiled = [self._compile(rule) for rule in rules]

    def _compile(self, rule: Kind) -> _CompiledRule[Kind]:
        phrase = compile_pattern(rule.pattern, self._alphabet)
        expression = f"(?:{phrase.expression})"
        for sign, part in (("!", rule.not_before), ("=", rule.before)):
            if part:
                expression += f"(?{sign}{compile_pattern(part, self._alphabet).expression})"
        before = rf"(?:{compile_pattern(rule.not_after, self._alphabet).expression})\Z" if rule.not_after else None
        return _CompiledRule(rule, re.compile(expression), re.compile(before) if before else None, phrase.need)

    def find(self, words: Sequence[str]) -> Iterator[tuple[Kind, int, int]]:
        """Rule by rule its phrases in some words of lower case: the rule, the first word and the one after the last."""
        codes = self._alphabet.codes(words)
        for one in self._compiled:
            if one.need and one.need.isdisjoint(codes):
                continue
            for match in one.phrase.finditer(codes):
                start, end = match.span()
                if one.before is None or one.before.search(codes, max(0, start - FARTHEST), start) is None:
                    yield one.rule, start, end

    def begin(self, words: Sequence[str]) -> bool:
        """Whether the words begin with one of the phrases."""
        return any(start == 0 for _, start, _ in self.find(words))


def _parts(rule: WordRule) -> tuple[str, ...]:
    return rule.pattern, rule.not_after, rule.not_before, rule.before


def _alphabet(patterns: Sequence[str], classes: Mapping[str, Sequence[str]]) -> Alphabet:
    """An alphabet of the classes and of every word of the patterns, which the classes of SHAPES hold, too."""
    alphabet = Alphabet(classes, shapes=SHAPES)
    for word in sorted(set().union(*map(words_of, patterns))):
        alphabet.code(word)
    for name, shape in SHAPES.items():
        alphabet.classes[name] += _fitting(alphabet, shape)
    alphabet.classes["WORD"] = Alphabet.OTHER + alphabet.classes["NUMERAL"] + _fitting(alphabet, r"\w+")
    return alphabet


def _fitting(alphabet: Alphabet, shape: str) -> str:
    return "".join(code for word, code in alphabet.words.items() if re.fullmatch(shape, word))
