"""Rules that read odds and magnitudes at a number or a trigger word, and the choice among readings that overlap."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from tracker.numbers import Number
from tracker.quantities.numbered_text import NumberedText, Stretch
from tracker.records import Mention, Probability, Quantity
from tracker.text.rule import Rule

Reading = TypeVar("Reading")
Sized = TypeVar("Sized", Probability, Quantity)
FARTHEST = 60  # characters before a phrase that are compared with a rule's `after` and `not_after`


@dataclass(slots=True)
class Phrase(Stretch):
    """What the pattern of a rule matched on the skeleton of a text: its groups and its numbers."""

    match: re.Match[str]

    def __getitem__(self, group: str) -> str:
        """The characters of a group (None, which `re` types as a string, where the group takes no part)."""
        return self.match[group]

    @property
    def percent(self) -> bool:
        """Whether a number was said in per cent."""
        return bool(self.match["p"] or self.match["q"])

    @property
    def fraction(self) -> bool:
        """Whether the first number was said as a fraction."""
        return self.number().form == "fraction"

    def number(self, group: str = "a") -> Number:
        """The number that a group stands for."""
        return self.numbered.number(self.match, group)

    def numbers(self) -> list[Number]:
        """The numbers of the groups "a" and "b", where they take part."""
        return list(self.numbered.given(self.match, "a", "b"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Found(Generic[Reading]):
    """What a rule read: the span, the reading (without its text), and what else the words could mean."""

    start: int
    end: int
    reading: Reading
    others: tuple[Reading, ...] = ()
    trace: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PhraseRule(Rule[Callable[[Phrase], Found[Reading] | None]]):
    """A rule whose `pattern` must match a skeleton at a number (or at a trigger word).

    It fires only where what precedes the match fits `after` and not `not_after`, and what follows it `before` and not `not_before`.
    """

    pattern: re.Pattern[str]
    after: re.Pattern[str] | None = None
    not_after: re.Pattern[str] | None = None
    before: re.Pattern[str] | None = None
    not_before: re.Pattern[str] | None = None

    def admits(self, phrase: Phrase) -> bool:
        """Whether what stands on both sides of a match lets the rule fire."""
        return not (
            (self.before and not phrase.followed(self.before))
            or (self.not_before and phrase.followed(self.not_before))
            or (self.after and not phrase.preceded(self.after, FARTHEST))
            or (self.not_after and phrase.preceded(self.not_after, FARTHEST))
        )


def apply(rules: Sequence[PhraseRule[Reading]], numbered: NumberedText, places: Iterable[int]) -> list[Mention[Reading]]:
    """What the rules read at each of some offsets, in the order of the rules; most decline."""
    read = []
    for at in places:
        pattern, phrase = None, None
        for rule in rules:
            if rule.pattern is not pattern:  # rules that stand together often share one
                pattern, match = rule.pattern, rule.pattern.match(numbered.skeleton, at)
                phrase = Phrase(numbered, at, match.end(), match) if match else None
            found = rule.read(phrase) if phrase else None
            if phrase and found and rule.admits(phrase):  # most rules decline, so that their guards are tried last
                read.append(as_mention(rule.name, found))
    return read


def as_mention(name: str, found: Found[Reading]) -> Mention[Reading]:
    """What a rule of that name found, as a mention."""
    trace = (name, *found.trace)
    return Mention(start=found.start, end=found.end, reading=found.reading, rule=name, others=found.others, trace=trace)


def spelled(mention: Mention[Sized], text: str) -> Mention[Sized]:
    """The mention with its words, and those of its other readings, as the text spells them."""
    words = text[mention.start : mention.end]
    others = tuple(replace(other, text=words) for other in mention.others)
    return replace(mention, reading=replace(mention.reading, text=words), others=others)


def longest(mentions: Sequence[Mention[Reading]]) -> list[Mention[Reading]]:
    """Of readings that overlap the longest, then the first; in the order of the text."""
    ordered = sorted(mentions, key=lambda mention: mention.start)
    kept: list[Mention[Reading]] = []
    group: list[Mention[Reading]] = []
    reach = -1
    for mention in ordered:
        if mention.start >= reach:
            kept += _settle(group)
            group = []
        group.append(mention)
        reach = max(reach, mention.end)
    return kept + _settle(group)


def _settle(group: Sequence[Mention[Reading]]) -> list[Mention[Reading]]:
    """The longest of readings that overlap, and those of the others that do not overlap it."""
    if len(group) < 2:
        return list(group)
    rest, kept = sorted(group, key=lambda mention: mention.start - mention.end), []
    taken: list[tuple[int, int]] = []
    for mention in rest:
        if all(mention.end <= start or mention.start >= end for start, end in taken):
            kept.append(mention)
            taken.append((mention.start, mention.end))
    return sorted(kept, key=lambda mention: mention.start)
