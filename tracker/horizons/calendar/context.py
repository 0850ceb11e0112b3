"""What the grammar must know besides the words: the company's fiscal year."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class HorizonContext:
    """What speaker and listener know although the words do not say it.

    `fiscal_year_end` is the month and day on which the company's fiscal year ends; None is the calendar year. `fiscal_label` is
    the number of the fiscal year minus the calendar year in which it ends: 0 or -1, None for the usual convention (a fiscal year
    that ends in January or February has the number of the year before).
    """

    fiscal_year_end: tuple[int, int] | None = None
    fiscal_label: int | None = None
