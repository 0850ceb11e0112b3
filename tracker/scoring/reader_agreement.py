"""Agreement of readers: the share of agreeing pairs, and Krippendorff's alpha for nominal values."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """The units judged by two or more readers: judgements, agreeing pairs, all pairs, and alpha.

    `alpha` is 1 for perfect agreement, 0 for agreement by chance, below 0 for systematic disagreement; None if all judgements have
    the same value, since chance and agreement are then indistinguishable.
    """

    units: int
    judgements: int
    agreeing: int
    pairs: int
    alpha: float | None

    @property
    def share(self) -> float | None:
        """The share of pairs of judgements of the same unit that agree, 0 to 1; None without pairs."""
        return self.agreeing / self.pairs if self.pairs else None


def agreement(units: Iterable[Mapping[str, Hashable]]) -> Agreement:
    """The agreement over units, each a mapping from reader to value; units with one reader do not count.

    Alpha with the nominal metric: Krippendorff, Content Analysis (2004), chapter 11, formula from the coincidence matrix.
    """
    paired = [Counter(unit.values()) for unit in units if len(unit) >= 2]
    totals: Counter[Hashable] = Counter()
    agreeing = pairs = 0
    coincident = Fraction(0)
    for counts in paired:
        size = counts.total()
        same = sum(count * (count - 1) for count in counts.values())
        agreeing += same // 2
        pairs += size * (size - 1) // 2
        coincident += Fraction(same, size - 1)
        totals += counts
    judgements = totals.total()
    expected = judgements * judgements - sum(count * count for count in totals.values())
    alpha = float(1 - (judgements - 1) * (judgements - coincident) / expected) if expected else None
    return Agreement(units=len(paired), judgements=judgements, agreeing=agreeing, pairs=pairs, alpha=alpha)
