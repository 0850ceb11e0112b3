"""Rules with names: how they are written, and how their patterns become regular expressions over the codes of words.

A pattern is a line of words and classes: `(in|over) [the] next LENGTH`. Lower-case words stand for themselves, upper-case names for a class
of words (`MONTH`) or for a phrase already read (`LENGTH`); `[x]` may be missing, `(x|y)` is a choice, `*`, `+`, `?` and
`{m,n}` repeat what they follow. Every word of every pattern gets one character, so that a rule is one regular expression over a
string with one character a word.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from tracker.horizons.values import Value

Maker = Callable[["Found"], Value | None]  # noqa: F821  # Found is made by the engine

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


_SYMBOL = re.compile(r"\s+|(?P<klass>[A-Z][A-Z0-9_]*)|(?P<word>[a-z0-9'&]+(?:\.[a-z])?)|(?P<mark>[,/\"%]|--?)|(?P<op>[\[\](){}|*+?^$]|\{\d*,?\d*\})")
_REPEAT = re.compile(r"\{\d*,?\d*\}")


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


def compile_rule(rule: Rule, alphabet: Alphabet) -> Compiled:
    """The regular expression of a rule over the codes of an alphabet.

    Raises ValueError when the pattern holds a sign or a class that nobody knows.
    """
    out: list[str] = []
    needs: list[str] = []
    depth, at, pattern = 0, 0, rule.pattern
    while at < len(pattern):
        if repeat := _REPEAT.match(pattern, at):
            out.append(repeat.group())
            at = repeat.end()
            continue
        found = _SYMBOL.match(pattern, at)
        if not found:
            raise ValueError(f"{rule.name}: {pattern[at:]!r}")
        at = found.end()
        if op := found["op"]:
            out.append({"[": "(?:", "]": ")?", "(": "(?:"}.get(op, op))
            depth += {"[": 1, "(": 1, "]": -1, ")": -1}.get(op, 0)
            continue
        chars = alphabet.classes[found["klass"]] if found["klass"] else alphabet.code(found["word"]) if found["word"] else None
        if found["mark"]:
            chars = alphabet.code(found["mark"][0])
        if not chars:
            continue
        out.append(f"[{chars}]" if len(chars) > 1 else chars)
        if not depth and not pattern[at : at + 1] in {"?", "*"} and not pattern[at : at + 3] == "{0,":
            needs.append(chars)
    need = min(needs, key=len, default="")
    return Compiled(rule, "".join(out), frozenset(need))
