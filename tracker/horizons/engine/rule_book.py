"""Rules with names: how they are written, and how their patterns become regular expressions over the codes of words.

A pattern is a line of words and classes: `(in|over) [the] next LENGTH`. Lower-case words stand for themselves, upper-case names
for a class of words (`MONTH`) or for a phrase already read (`LENGTH`); `[x]` may be missing, `(x|y)` is a choice, `*`, `+`, `?`
and `{m,n}` repeat what they follow. Every word of every pattern gets one character, so that a rule is one regular expression over a
string with one character a word.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from tracker.horizons.calendar.readings import Value

Maker = Callable[[Any], Value | None]  # takes the engine's Found

STAGES = ("number", "atom", "length", "piece", "rolling", "period", "part", "span", "bound", "anchored", "list", "final")


@dataclass(frozen=True)
class Rule:
    """One way to say a time: `make` gives its meaning, or None when it declines.

    `examples` are phrases that this rule reads, `counters` phrases in which it must not fire. A rule of a `stage` sees what the
    rules of earlier stages have read.
    """

    name: str
    stage: str
    pattern: str
    make: Maker
    examples: tuple[str, ...] = ()
    counters: tuple[str, ...] = ()


class RuleBook:
    """The rules of a family, gathered by the decorator `rule`."""

    def __init__(self, family: str) -> None:
        self.family = family
        self.rules: list[Rule] = []

    def rule(
        self, name: str, stage: str, pattern: str, *, examples: Sequence[str] = (), counters: Sequence[str] = ()
    ) -> Callable[[Maker], Maker]:
        """Register the decorated function as the meaning of a pattern; the rule is called `family.name`."""
        if stage not in STAGES:
            raise ValueError(stage)

        def register(make: Maker) -> Maker:
            self.rules.append(Rule(f"{self.family}.{name}", stage, pattern, make, tuple(examples), tuple(counters)))
            return make

        return register


_SYMBOL = re.compile(r"(?P<klass>[A-Z][A-Z0-9_]*)|(?P<word>[a-z0-9'&]+(?:\.[a-z])?)|(?P<mark>[,/\"%-])")
_REPEAT = re.compile(r"[?*+]|\{\d*,?\d*\}")


class Alphabet:
    """One character for every word that a pattern uses, and sets of them for the classes."""

    OTHER = "o"

    def __init__(self, classes: dict[str, Sequence[str]], phrases: Sequence[str]) -> None:
        self._next = 0xE000
        self.words: dict[str, str] = {}
        self.classes: dict[str, str] = {}
        for name in phrases:
            self.classes[name] = self._fresh()
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


@dataclass(frozen=True)
class Compiled:
    """A rule with its regular expression, and a set of characters one of which must be there before it is worth trying."""

    rule: Rule
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
    """A descent over one pattern that builds the expression and what it cannot do without."""

    def __init__(self, rule: Rule, alphabet: Alphabet) -> None:
        self.name, self.pattern, self.alphabet, self.at = rule.name, rule.pattern, alphabet, 0

    def _weight(self, need: Need) -> float:
        if need is None:
            return float("inf")
        common = {self.alphabet.words.get(word) for word in COMMON}
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
        """Items one after the other; the need is that of the item that is rarest."""
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
                raise ValueError(f"{self.name}: a bracket is not closed")
            self.at += 1
            return (f"(?:{inner})?", None) if opening == "[" else self._repeated(f"(?:{inner})", need)
        found = _SYMBOL.match(self.pattern, self.at)
        if not found:
            raise ValueError(f"{self.name}: {self.pattern[self.at :]!r}")
        self.at = found.end()
        chars = self.alphabet.classes[found["klass"]] if found["klass"] else self.alphabet.code(found["word"] or found["mark"])
        return self._repeated(f"[{chars}]" if len(chars) > 1 else chars, frozenset(chars))

    def _repeated(self, expression: str, need: Need) -> Part:
        repeat = _REPEAT.match(self.pattern, self.at)
        if not repeat:
            return expression, need
        self.at = repeat.end()
        return expression + repeat.group(), None if repeat.group()[0] in "?*" or repeat.group()[:2] == "{0" else need


def compile_rule(rule: Rule, alphabet: Alphabet) -> Compiled:
    """The regular expression of a rule over the codes of an alphabet.

    Raises ValueError when the pattern holds a sign or a bracket that has no meaning, KeyError for a class that nobody knows.
    """
    reader = _Reader(rule, alphabet)
    expression, need = reader.choice()
    if reader.at < len(rule.pattern):
        raise ValueError(f"{rule.name}: {rule.pattern[reader.at :]!r}")
    return Compiled(rule, expression, need or frozenset())
