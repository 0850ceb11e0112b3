"""Patterns of words, and how they become regular expressions over a string with one character a word.

A pattern is a line of words and classes: `(in|over) [the] next LENGTH`. Lower-case words stand for themselves, upper-case names
for a class of words (`MONTH`) or for a phrase already read (`LENGTH`), `ANY` for any word; `[x]` may be missing, `(x|y)` is a
choice, `*`, `+`, `?` and `{m,n}` repeat what they follow. Every word of every pattern gets one character.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

_SYMBOL = re.compile(r"(?P<klass>[A-Z][A-Z0-9_]*)|(?P<word>[a-z0-9'&]+(?:\.[a-z])?)|(?P<mark>[,/\"%-])")
_REPEAT = re.compile(r"[?*+]|\{\d*,?\d*\}")


class Alphabet:
    """One character for every word that a pattern uses, and sets of them for the classes.

    `classes` list words. `phrases` are classes of one character, for what rules have read. `shapes` are regular expressions for
    words with a digit or a sign that no pattern uses: each is the class of those that fit it and none of the shapes before it.
    """

    OTHER = "o"

    def __init__(
        self, classes: Mapping[str, Sequence[str]], *, phrases: Sequence[str] = (), shapes: Mapping[str, str] | None = None
    ) -> None:
        self._next = 0xE000
        self.words: dict[str, str] = {}
        self.classes: dict[str, str] = {name: self._fresh() for name in (*phrases, *(shapes or {}))}
        self._shapes = [(re.compile(shape), self.classes[name]) for name, shape in (shapes or {}).items()]
        self.phrases = frozenset(self.classes.values())
        for name, words in classes.items():
            self.classes[name] = "".join(dict.fromkeys(self.code(word) for word in words))

    def _fresh(self) -> str:
        self._next += 1
        return chr(self._next)

    def code(self, word: str) -> str:
        """The character of a word; a new one if no pattern has used the word yet."""
        if word not in self.words:
            self.words[word] = self._fresh()
        return self.words[word]

    def codes(self, words: Sequence[str]) -> str:
        """The characters of some words, one each: that of the word, else that of its shape, else OTHER."""
        get = self.words.get
        table = {word: get(word) or (self.OTHER if word.isalpha() else self._shape_of(word)) for word in set(words)}
        return "".join([table[word] for word in words])

    def _shape_of(self, word: str) -> str:
        return next((code for shape, code in self._shapes if shape.fullmatch(word)), self.OTHER)


@dataclass(frozen=True)
class Compiled:
    """A pattern as the source of a regular expression; without one of the characters of `need` it cannot match."""

    expression: str
    need: frozenset[str]

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The expression, compiled."""
        return re.compile(self.expression)


COMMON = frozenset("the of in a an to and or for on at is it by that this - , i you".split())
Need = frozenset[str] | None  # None: nothing must be there
Part = tuple[str, Need]


class _Reader:
    """A descent over one pattern that builds the expression and the characters it needs."""

    def __init__(self, pattern: str, alphabet: Alphabet) -> None:
        self.pattern, self.alphabet, self.at = pattern, alphabet, 0

    def _weight(self, need: Need) -> float:
        if need is None:
            return float("inf")
        common = {self.alphabet.words.get(word) for word in COMMON} | self.alphabet.phrases
        return sum(50 if char in common else 1 for char in need)

    def choice(self) -> Part:
        """Alternatives up to a closing bracket or the end."""
        parts = [self.sequence()]
        while self.pattern[self.at : self.at + 1] == "|":
            self.at += 1
            parts.append(self.sequence())
        needs = [need for _, need in parts]
        need = None if any(one is None for one in needs) else frozenset().union(*[one for one in needs if one is not None])
        return "|".join(expression for expression, _ in parts), need

    def sequence(self) -> Part:
        """Items one after the other, with the need of the rarest item."""
        out, best = [], None
        while self.at < len(self.pattern) and self.pattern[self.at] not in "|)]":
            expression, need = self.item()
            out.append(expression)
            if need is not None and self._weight(need) < self._weight(best):
                best = need
        return "".join(out), best

    def item(self) -> Part:
        """One word, class or bracket with its repetition."""
        opening = self.pattern[self.at]
        if opening.isspace():
            self.at += 1
            return "", None
        if opening in "([":
            self.at += 1
            inner, need = self.choice()
            closing = self.pattern[self.at : self.at + 1]
            if closing != {"(": ")", "[": "]"}[opening]:
                raise ValueError(f"a bracket is not closed in {self.pattern!r}")
            self.at += 1
            return (f"(?:{inner})?", None) if opening == "[" else self._repeated(f"(?:{inner})", need)
        found = _SYMBOL.match(self.pattern, self.at)
        if not found:
            raise ValueError(f"no word, class or bracket: {self.pattern[self.at :]!r} in {self.pattern!r}")
        self.at = found.end()
        if found["klass"] == "ANY":
            return self._repeated(".", None)
        chars = self.alphabet.classes[found["klass"]] if found["klass"] else self.alphabet.code(found["word"] or found["mark"])
        return self._repeated(f"[{chars}]" if len(chars) > 1 else chars, frozenset(chars))

    def _repeated(self, expression: str, need: Need) -> Part:
        repeat = _REPEAT.match(self.pattern, self.at)
        if not repeat:
            return expression, need
        self.at = repeat.end()
        return expression + repeat.group(), None if repeat.group()[0] in "?*" or repeat.group()[:2] == "{0" else need


def compile_pattern(pattern: str, alphabet: Alphabet) -> Compiled:
    """The regular expression of a pattern over the characters of an alphabet.

    Raises ValueError for a sign or a bracket that has no meaning, KeyError for an unknown class.
    """
    reader = _Reader(pattern, alphabet)
    expression, need = reader.choice()
    if reader.at < len(pattern):
        raise ValueError(f"a bracket too many: {pattern[reader.at :]!r} in {pattern!r}")
    return Compiled(expression, need or frozenset())


def words_of(pattern: str) -> set[str]:
    """The words and marks that a pattern uses, without those of its classes."""
    found = _SYMBOL.finditer(_REPEAT.sub(" ", pattern))
    return {symbol["word"] or symbol["mark"] for symbol in found if not symbol["klass"]}
