"""Movable holidays fall on the days that are published for them."""

import datetime as dt
import itertools

import pytest

from tracker.horizons.calendar.day_arithmetic import orthodox_easter
from tracker.horizons.calendar.holiday_dates import holiday_in
from tracker.horizons.calendar.lunar_holidays import LUNAR_HOLIDAYS, hebrew_new_year


@pytest.mark.parametrize(
    ("name", "days"),
    [
        ("rosh hashanah", ("2023-09-16", "2024-10-03", "2025-09-23", "2026-09-12", "2027-10-02")),
        ("yom kippur", ("2024-10-12", "2025-10-02", "2026-09-21")),
        ("passover", ("2024-04-23", "2025-04-13", "2026-04-02", "2027-04-22")),
        ("hanukkah", ("2023-12-08", "2024-12-26", "2025-12-15", "2026-12-05")),
        ("purim", ("2024-03-24", "2025-03-14", "2026-03-03")),
        ("chinese new year", ("2023-01-22", "2024-02-10", "2025-01-29", "2026-02-17", "2027-02-06", "2028-01-26", "2034-02-19")),
        ("diwali", ("2023-11-12", "2025-10-20", "2026-11-08", "2027-10-29")),
        ("canadian thanksgiving", ("2024-10-14", "2026-10-12")),
        ("spring bank holiday", ("2024-05-27", "2026-05-25")),
        ("kentucky derby", ("2024-05-04", "2025-05-03")),
    ],
)
def test_first_days_are_those_published(name: str, days: tuple[str, ...]) -> None:
    """A holiday of the moon or of a ranked weekday begins on the day that its community publishes."""
    assert [holiday_in(name, int(day[:4]))[0].isoformat() for day in days] == list(days)  # type: ignore[index]


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("ramadan", "2024-03-11"),
        ("ramadan", "2025-03-01"),
        ("ramadan", "2026-02-18"),
        ("eid al fitr", "2024-04-10"),
        ("eid al fitr", "2025-03-30"),
        ("eid al adha", "2024-06-16"),
        ("eid al adha", "2025-06-06"),
    ],
)
def test_muslim_holidays_are_right_within_a_day(name: str, day: str) -> None:
    """The tabular calendar differs from the sighted moon by a day at most."""
    published = dt.date.fromisoformat(day)
    assert abs((LUNAR_HOLIDAYS[name](published.year)[0] - published).days) <= 1


@pytest.mark.parametrize(("year", "day"), [(2023, "2023-04-16"), (2024, "2024-05-05"), (2025, "2025-04-20"), (2027, "2027-05-02")])
def test_orthodox_easter(year: int, day: str) -> None:
    """The Orthodox Easter is computed in the Julian calendar and given in the Gregorian one."""
    assert orthodox_easter(year).isoformat() == day


def test_every_lunar_holiday_has_days_in_every_year_that_is_computed() -> None:
    """From 1900 to 2299 each holiday begins in its year and ends no sooner; outside these years it has no days."""
    for name, rule in LUNAR_HOLIDAYS.items():
        for year in range(1900, 2300):
            first, last = rule(year)
            assert (first.year in {year, year + 1}, first <= last) == (True, True), (name, year)
        assert (holiday_in(name, 1899), holiday_in(name, 2300)) == (None, None)


def test_hebrew_years_have_the_lengths_they_may_have() -> None:
    """From one Rosh Hashanah to the next there are 353 to 355 or 383 to 385 days, and it never falls on three weekdays."""
    days = [hebrew_new_year(year) for year in range(1900, 2200)]
    lengths = {(later - day).days for day, later in itertools.pairwise(days)}
    assert lengths == {353, 354, 355, 383, 384, 385}
    assert {day.weekday() for day in days} == {0, 1, 3, 5}
