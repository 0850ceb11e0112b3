"""Rules that read odds and magnitudes at a number or a trigger word, and the choice among readings that overlap."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from tracker.quantities.numbered_text import NumberedText
from tracker.records import Mention, Probability, Quantity
from tracker.text.rule import Rule

Reading = TypeVar("Reading")
Sized = TypeVar("Sized", Probability, Quantity)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found(Generic[Reading]):
    """What a rule read: the span, the reading, and what else the words could mean."""

    start: int
    end: int
    reading: Reading
    others: tuple[Reading, ...] = ()
    trace: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PhraseRule(Rule[Callable[[re.Match[str], NumberedText], Found[Reading] | None]]):
    """A rule whose `pattern` must match a skeleton at a number (or at a trigger word)."""

    pattern: re.Pattern[str]


def apply(rules: Sequence[PhraseRule[Reading]], numbered: NumberedText, at: int) -> list[Mention[Reading]]:
    """What each rule reads at `at`, in the order of the rules; most decline."""
    read = []
    pattern, match = None, None
    for rule in rules:
        if rule.pattern is not pattern:  # rules that stand together often share one
            pattern, match = rule.pattern, rule.pattern.match(numbered.skeleton, at)
        if match is None:
            continue
        found = rule.read(match, numbered)
        if found is not None:
            read.append(
                Mention(
                    start=found.start,
                    end=found.end,
                    reading=found.reading,
                    rule=rule.name,
                    others=found.others,
                    trace=(rule.name, *found.trace),
                )
            )
    return read


def spelled(mention: Mention[Sized], text: str) -> Mention[Sized]:
    """The mention with its words, and those of its other readings, as the text spells them."""
    words = text[mention.start : mention.end]
    others = tuple(replace(other, text=words) for other in mention.others)
    return replace(mention, reading=replace(mention.reading, text=words), others=others)


def longest(mentions: Sequence[Mention[Reading]]) -> list[Mention[Reading]]:
    """Of readings that overlap the longest, then the first; in the order of the text.

    A shorter reading of the same words stays among `others` of the one that was taken.
    """
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
