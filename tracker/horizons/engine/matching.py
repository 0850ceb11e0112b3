"""Applies the rules to runs of known words, stage by stage, the longest reading first."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from tracker.horizons.calendar.choosing_dates import nearest
from tracker.horizons.calendar.context import HorizonContext
from tracker.horizons.calendar.readings import Count, Kind, Length, Part, Past, Piece, Rank, Reference, Value, Window
from tracker.horizons.engine.lexicon import ALIASES, CLOSED_CLASS, HEAD_PHRASES
from tracker.horizons.engine.rule_book import STAGES, TimeRule
from tracker.horizons.engine.word_codes import CodedWords
from tracker.text.word_patterns import Alphabet, Compiled, compile_pattern

LONGEST_ISLAND = 160  # words; a phrase is never longer, and a text that is one phrase is cut
MOST_ROUNDS = 4
Meaning = TypeVar("Meaning", Window, Piece, Count, Rank, Length, Part, Reference, Past)
Match = tuple[int, int, TimeRule]  # the first node, the one after the last, and the rule


@dataclass(slots=True)
class Node:
    """A word, or a phrase that has been read: `first` to `last` are the words it spans, `last` exclusive."""

    code: str
    first: int
    last: int
    word: str = ""
    value: Value | None = None
    rules: tuple[str, ...] = ()


@dataclass(slots=True)
class Scene:
    """The transcript that is being read: its words, the day it was said on and its context."""

    words: CodedWords
    said_on: dt.date
    context: HorizonContext
    notes: dict[str, object] = field(default_factory=dict)


@dataclass(slots=True)
class Found:
    """A match of a rule's pattern: its nodes, and the scene around them."""

    nodes: Sequence[Node]
    scene: Scene
    before: Sequence[Node]
    after: Sequence[Node]

    @property
    def said_on(self) -> dt.date:
        """The day of speaking."""
        return self.scene.said_on

    @property
    def words(self) -> list[str]:
        """The words of the match that have not been read as a phrase."""
        return [node.word for node in self.nodes if node.value is None]

    def has(self, *words: str) -> bool:
        """Whether one of the words is in the match, outside the phrases already read."""
        return any(node.value is None and node.word in words for node in self.nodes)

    @property
    def values(self) -> list[Value]:
        """The meanings that have been read in the match, in order."""
        return [node.value for node in self.nodes if node.value is not None]

    def all(self, kind: type[Meaning]) -> list[Meaning]:
        """The meanings of one kind in the match, in order."""
        return [node.value for node in self.nodes if isinstance(node.value, kind)]

    def window(self, at: int = 0) -> Window:
        """The window that was read as the match's first phrase, or as a later one."""
        return self.all(Window)[at]

    def piece(self, at: int = 0) -> Piece:
        """The yearless piece that was read in the match."""
        return self.all(Piece)[at]

    def length(self, at: int = 0) -> Length:
        """The length of time that was read in the match."""
        return self.all(Length)[at]

    def count(self, at: int = 0) -> Count:
        """The number that was read in the match."""
        return self.all(Count)[at]

    def period(self, value: Value | None, *, forward: bool = True) -> Window | None:
        """The value where it is a window, the nearest instance (`choosing_dates.nearest`) of a yearless piece, else None."""
        if isinstance(value, Piece):
            return nearest(value, self.said_on, self.scene.context, forward=forward)
        return value if isinstance(value, Window) else None

    def raw(self, offset: int) -> str:
        """The folded word `offset` places after the match (1 is the next), or before it (-1 is the last); "" outside the text."""
        words = self.scene.words.words
        at = self.nodes[-1].last + offset - 1 if offset > 0 else self.nodes[0].first + offset
        return words[at] if 0 <= at < len(words) else ""

    @property
    def noun_follows(self) -> bool:
        """Whether the next word is a number or a word outside the closed classes, such as a noun."""
        after = self.raw(1)
        return after[:1].isalnum() and after not in CLOSED_CLASS

    def previous(self, count: int) -> list[str]:
        """The folded words before the match, at most `count`, nearest last."""
        first = self.nodes[0].first
        return self.scene.words.words[max(0, first - count) : first]

    def following(self, count: int) -> list[str]:
        """The folded words after the match, at most `count`."""
        last = self.nodes[-1].last
        return self.scene.words.words[last : last + count]

    @property
    def surface(self) -> str:
        """The folded text of the match."""
        spans = self.scene.words.spans
        return self.scene.words.folded[spans[self.nodes[0].first][0] : spans[self.nodes[-1].last - 1][1]]


PHRASES = ("NUMBER", "RANK", "PIECE", "PERIOD", "HORIZON", "LENGTH", "PART", "REFERENCE", "PAST", "LOOSE")


def phrase_class(value: Value) -> str:
    """The class by which patterns of later rules name a meaning."""
    if isinstance(value, Window):
        if value.loose:
            return "LOOSE"
        return "PERIOD" if value.kind is Kind.PERIOD else "HORIZON"
    names: dict[type, str] = {
        Piece: "PIECE", Count: "NUMBER", Rank: "RANK", Length: "LENGTH", Part: "PART", Reference: "REFERENCE", Past: "PAST"
    }  # fmt: skip
    return names[type(value)]


def _index(rules: Sequence[tuple[TimeRule, Compiled]]) -> tuple[dict[str, list[int]], list[int]]:
    """The rules of a stage that can match where a character stands, and those that are always tried."""
    index: dict[str, list[int]] = {}
    for order, (_, one) in enumerate(rules):
        for code in one.need:
            index.setdefault(code, []).append(order)
    return index, [order for order, (_, one) in enumerate(rules) if not one.need]


def _guarded(rule: TimeRule, found: Found) -> bool:
    """Whether a word right before or after the match, or the rule's own test, keeps the rule from firing."""
    return (
        (bool(rule.not_before) and found.raw(1) in rule.not_before)
        or (bool(rule.not_after) and found.raw(-1) in rule.not_after)
        or (rule.unless is not None and rule.unless(found))
    )


class Grammar:
    """All rules, compiled over one alphabet."""

    def __init__(
        self,
        rules: Sequence[TimeRule],
        classes: dict[str, Sequence[str]],
        shapes: Mapping[str, str],
        heads: Sequence[str],
        fillers: str,
    ) -> None:
        self.rules = tuple(rules)
        self.alphabet = Alphabet(classes, phrases=PHRASES, shapes=shapes)
        compiled = [(rule, compile_pattern(rule.pattern, self.alphabet)) for rule in rules]
        self.stages = [(stage, [one for one in compiled if one[0].stage == stage]) for stage in STAGES]
        filler = compile_pattern(fillers, self.alphabet).expression
        comma = self.alphabet.code(",")
        self.filler = re.compile(f"{comma}?(?:{filler})(?:{comma}?(?:{filler}))*{comma}?")
        for sign, word in ALIASES.items():
            self.alphabet.words.setdefault(sign, self.alphabet.code(word))
        self.phrase_codes = {name: self.alphabet.classes[name] for name in PHRASES}
        head = "".join(self.alphabet.classes[name] if name.isupper() else self.alphabet.code(name) for name in heads)
        runs = compile_pattern(HEAD_PHRASES, self.alphabet).expression
        self.head = re.compile(f"[{head}]|{runs}")
        self.island = re.compile(f"[^{Alphabet.OTHER}]+")
        repeated = "".join(self.alphabet.classes["STUTTERED"])
        dash = self.alphabet.code("—") + self.alphabet.code("-") + comma
        self.stutter = re.compile(f"([{repeated}][^{Alphabet.OTHER}]{{0,3}}?)[{dash}]?(?:\\1)+")
        for _, one in compiled:
            _ = one.regex
        self.needs = [_index(rules) for _, rules in self.stages]

    def islands(self, words: CodedWords) -> list[tuple[int, int]]:
        """The (start, end) of runs of known words that hold a head word, cut where they are longer than any phrase."""
        out = []
        for run in self.island.finditer(words.codes):
            start, end = run.span()
            while start < end:
                stop = min(end, start + LONGEST_ISLAND)
                if self.head.search(words.codes, start, stop):
                    out.append((start, stop))
                start = stop
        return out

    def nodes(self, words: CodedWords, start: int, end: int) -> list[Node]:
        """The words of an island without fillers and stutters."""
        codes = words.codes[start:end]
        places = list(range(start, end))
        said_from: dict[int, int] = {}
        for pattern, keep in ((self.filler, 0), (self.stutter, 1)):
            if not pattern.search(codes):
                continue
            kept: list[int] = []
            at = 0
            for found in pattern.finditer(codes):
                kept.extend(range(at, found.start()))
                if keep:
                    again = range(found.end() - len(found.group(1)), found.end())
                    said_from[places[again[0]]] = places[found.start()]
                    kept.extend(again)
                at = found.end()
            kept.extend(range(at, len(codes)))
            codes = "".join(codes[place] for place in kept)
            places = [places[place] for place in kept]
        return [
            Node(code, said_from.get(place, place), place + 1, words.words[place])
            for code, place in zip(codes, places, strict=True)
        ]

    def read(self, scene: Scene, start: int, end: int) -> list[Node]:
        """The phrases of an island, with the words between them."""
        nodes = self.nodes(scene.words, start, end)
        codes = "".join([node.code for node in nodes])
        present = set(codes)
        for place, (stage, _) in enumerate(self.stages):
            for _ in range(MOST_ROUNDS if stage in {"part", "period", "list", "length", "span", "bound"} else 1):
                matches = self.matches(place, codes, present)
                changed, nodes = self._round(matches, nodes, scene) if matches else (False, nodes)
                if not changed:
                    break
                codes = "".join([node.code for node in nodes])
                present = set(codes)
        return nodes

    def matches(self, place: int, codes: str, present: set[str]) -> list[Match]:
        """Where the rules of a stage match a string of codes, the leftmost first and the longest of them first.

        Only rules are tried one of whose rarest words is there; `present` are the characters of `codes`.
        """
        index, always = self.needs[place]
        orders = set(always)
        for code in present & index.keys():
            orders.update(index[code])
        if not orders:
            return []
        rules = self.stages[place][1]
        found = [(match.start(), -match.end(), order) for order in orders for match in rules[order][1].regex.finditer(codes)]
        if len(found) > 1:
            found.sort()
        return [(begin, -end, rules[order][0]) for begin, end, order in found if begin < -end]

    def _round(self, matches: Sequence[Match], nodes: list[Node], scene: Scene) -> tuple[bool, list[Node]]:
        out: list[Node] = []
        at, changed = 0, False
        for begin, end, rule in matches:
            if begin < at:
                continue
            inner = nodes[begin:end]
            found = Found(inner, scene, nodes[:begin], nodes[end:])
            value = None if _guarded(rule, found) else rule.read(found)
            if value is None:
                continue
            code = self.phrase_codes[phrase_class(value)]
            if len(inner) == 1 and inner[0].value == value:
                continue
            trace = tuple(dict.fromkeys(name for node in inner for name in node.rules))
            out.extend(nodes[at:begin])
            out.append(Node(code, inner[0].first, inner[-1].last, "", value, (*trace, rule.name)))
            at, changed = end, True
        out.extend(nodes[at:])
        return changed, out
