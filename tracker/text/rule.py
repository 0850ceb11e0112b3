"""One shape of a grammar's rule, for times as for odds and magnitudes."""

from dataclasses import dataclass
from typing import Generic, TypeVar

Read = TypeVar("Read")


@dataclass(frozen=True, kw_only=True)
class Rule(Generic[Read]):
    """One way to say something: `read` gives its meaning, or None when it declines.

    `examples` are phrases that this rule reads, `counter_examples` phrases in which it must not fire; a test holds both.
    """

    name: str
    read: Read
    examples: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()
