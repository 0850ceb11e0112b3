"""Charts made of text and boxes: shares that stay within the frame, years that cannot collide, lanes that fold."""

import datetime as dt
import itertools
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from tests.sample_claims import AS_OF, claim
from tracker.reports.site.drawn import MARGIN, MOST_LINES, MOST_TICKS, MOST_YEARS, due_bars, timeline
from tracker.reports.site.views import by_urgency
from tracker.reports.written import STATES

YEARS = st.dictionaries(
    st.integers(1950, 2300), st.dictionaries(st.sampled_from(STATES), st.integers(1, 500), min_size=1), min_size=1
)


@given(YEARS)
def test_no_bar_touches_the_frame_and_every_claim_is_in_one(counts: dict[int, dict[str, int]]) -> None:
    drawn = due_bars({year: Counter(states) for year, states in counts.items()})
    assert drawn is not None
    bars = drawn.bars + drawn.folded
    assert [bar.year for bar in bars] == sorted(counts)
    assert len(drawn.bars) <= MOST_YEARS
    assert all(sum(piece.width for piece in bar.pieces) <= 100 - MARGIN + 0.1 for bar in bars)
    assert sum(bar.count for bar in bars) == sum(sum(states.values()) for states in counts.values())


@given(st.lists(st.tuples(st.dates(dt.date(1990, 1, 1), dt.date(2026, 1, 1)), st.integers(0, 90_000)), min_size=1, max_size=12))
def test_lines_lie_within_the_axis_and_its_years_stand_apart(spans: list[tuple[dt.date, int]]) -> None:
    claims = [claim(str(place), said_on=day, due=day + dt.timedelta(days=days)) for place, (day, days) in enumerate(spans)]
    drawn = timeline([("Ana", claims)], as_of=AS_OF)
    assert drawn is not None
    for line in drawn.lanes[0].lines:
        assert line.left >= MARGIN - 0.01
        assert line.left + line.width <= 100 - MARGIN + 0.02
    places = [left for left, _ in drawn.ticks]
    assert len(places) <= MOST_TICKS + 1
    assert all(later - sooner > 12 for sooner, later in itertools.pairwise(places))


def test_lanes_stand_open_until_a_screen_is_full() -> None:
    def claims(count: int) -> list:  # type: ignore[type-arg]
        return [claim(f"{count}-{each}") for each in range(count)]

    drawn = timeline([("Ana", claims(30)), ("Bo", claims(10)), ("Chidi", claims(1))], as_of=AS_OF)
    assert drawn is not None
    assert [(lane.name, len(lane.lines), lane.open) for lane in drawn.lanes] == [
        ("Ana", 30, True),
        ("Bo", 10, True),
        ("Chidi", 1, False),
    ]
    alone = timeline([("Ana", claims(45))], as_of=AS_OF)
    assert alone is not None
    assert [(lane.name, len(lane.lines), lane.open) for lane in alone.lanes] == [
        ("Ana", MOST_LINES, True),
        ("5 more claims", 5, False),
    ]


def test_nothing_dated_is_no_chart() -> None:
    assert due_bars({}) is None
    assert timeline([("Ana", [claim("a", due=None)])], as_of=AS_OF) is None


def test_claims_open_with_what_is_overdue_then_due_next_then_the_last_said() -> None:
    day = dt.date(2027, 1, 1)
    claims = [
        claim("old", outcome="true", said_on=dt.date(2020, 1, 1)),
        claim("next", due=day),
        claim("over", due=dt.date(2026, 1, 1)),
        claim("new", outcome="false"),
        claim("later", due=day.replace(year=2030)),
    ]
    assert [each.id for each in by_urgency(claims, AS_OF)] == ["over", "next", "later", "new", "old"]
