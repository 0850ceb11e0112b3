"""The rules of time phrases: what a rule says besides its pattern, and the book in which a family gathers its rules."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from tracker.horizons.calendar.readings import Value
from tracker.text.rule import Rule

Maker = Callable[[Any], Value | None]  # takes the engine's Found
Guard = Callable[[Any], bool]  # takes the engine's Found
STAGES = ("number", "atom", "length", "piece", "rolling", "period", "part", "span", "bound", "anchored", "list", "final")


@dataclass(frozen=True, kw_only=True)
class TimeRule(Rule[Maker]):
    """One way to say a time, as a pattern of words (`text/word_patterns.py`).

    A rule of a `stage` sees what the rules of earlier stages have read. It does not fire where one of the words `not_before`
    comes right after the match, one of `not_after` right before it, or where `unless` is true of the match.
    """

    stage: str
    pattern: str
    not_before: frozenset[str] = frozenset()
    not_after: frozenset[str] = frozenset()
    unless: Guard | None = None


class RuleBook:
    """The rules of a family, gathered by the decorator `rule`."""

    def __init__(self, family: str) -> None:
        self.family = family
        self.rules: list[TimeRule] = []

    def rule(
        self,
        name: str,
        stage: str,
        pattern: str,
        *,
        examples: Sequence[str] = (),
        counter_examples: Sequence[str] = (),
        not_before: Iterable[str] = (),
        not_after: Iterable[str] = (),
        unless: Guard | None = None,
    ) -> Callable[[Maker], Maker]:
        """Register the decorated function as the meaning of a pattern; the rule is called `family.name`."""
        if stage not in STAGES:
            raise ValueError(stage)

        def register(read: Maker) -> Maker:
            self.rules.append(
                TimeRule(
                    name=f"{self.family}.{name}",
                    stage=stage,
                    pattern=pattern,
                    read=read,
                    examples=tuple(examples),
                    counter_examples=tuple(counter_examples),
                    not_before=frozenset(not_before),
                    not_after=frozenset(not_after),
                    unless=unless,
                )
            )
            return read

        return register
