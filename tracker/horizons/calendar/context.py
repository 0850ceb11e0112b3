"""What a grammar must know besides the words: the company's fiscal year, the hemisphere, the events with a name."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class HorizonContext:
    """What the speaker and the listener know and the words do not say.

    `fiscal_year_end` is the month and day on which the company's fiscal year ends; None is the calendar year. `fiscal_label` is
    the number of the fiscal year minus the calendar year in which it ends: 0 or -1, None for the usual convention (a fiscal year
    that ends in January or February bears the number of the year before). `events` maps the lower-case name of an event to its
    day. `southern` reverses the seasons. `country` is whose election "the election" is: us, uk, germany, france,
    india, canada, australia, eu, mexico or brazil.
    """

    fiscal_year_end: tuple[int, int] | None = None
    fiscal_label: int | None = None
    events: Mapping[str, dt.date] = field(default_factory=dict)
    southern: bool = False
    country: str = "us"
