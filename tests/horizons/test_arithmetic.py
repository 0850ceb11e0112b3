"""Window arithmetic holds for every day of speaking."""

import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.horizons import HorizonContext, find_horizons
from tracker.horizons.calendar.day_arithmetic import (
    add_months,
    easter,
    month_end,
    months_window,
    nth_weekday,
    safe_date,
    shift,
    week_window,
    year_window,
)
from tracker.horizons.calendar.holiday_dates import HOLIDAYS, holiday_in

DAYS = st.dates(min_value=dt.date(1900, 1, 1), max_value=dt.date(2200, 12, 31))
CONTEXTS = st.builds(
    HorizonContext,
    fiscal_year_end=st.one_of(
        st.none(), st.tuples(st.integers(1, 12), st.integers(1, 31)).filter(lambda pair: pair[1] <= month_end(2023, pair[0]).day)
    ),
)
PHRASES = [
    "by the end of next year",
    "in five years",
    "over the next 18 months",
    "in the third quarter",
    "in Q1 of next year",
    "next quarter",
    "this fiscal year",
    "in the second half of fiscal 2026",
    "by the end of the decade",
    "in the coming months",
    "in a year and a half",
    "before the end of the century",
    "next March",
    "in the fall",
    "this winter",
    "by Christmas",
    "before Easter",
    "on the 31st",
    "on February 29",
    "next Friday",
    "the week after next",
    "this time next year",
    "the year after next",
    "by the next election",
    "after the midterms",
    "in the early thirties",
    "in late February",
    "mid next month",
    "by the time this podcast airs",
    "in ten thousand years",
    "a hundred years from now",
    "early next decade",
    "the rest of the year",
    "around the turn of the century",
    "in '29",
    "by 28",
    "25 26",
    "in the first week of January",
    "the last two months of the year",
    "next year or the year after",
    "a week from Tuesday",
    "in the December quarter",
    "between March and May",
    "from October to February",
    "by quarter end",
    "at the end of the month",
    "next Thanksgiving",
    "the summer after next",
    "the Monday after next",
    "by the first of the year",
    "in 1000 decades",
    "in a million weeks",
    "by Election Day in Germany",
]
AHEAD = [
    "in five years",
    "by the end of next year",
    "next quarter",
    "over the next 18 months",
    "by Christmas",
    "next March",
    "in the coming months",
    "next week",
    "tomorrow",
]


@given(said_on=DAYS, context=CONTEXTS, phrase=st.sampled_from(PHRASES))
def test_windows_are_ordered_and_not_over(said_on: dt.date, context: HorizonContext, phrase: str) -> None:
    """No day of speaking from 1900 to 2200 raises; windows begin before they end and do not end before they were spoken of."""
    for mention in find_horizons(f"it will happen {phrase}", said_on, context):
        assert mention.reading.start <= mention.reading.end
        assert mention.reading.end >= said_on
        assert all(other.start <= other.end for other in mention.others)


@given(said_on=DAYS, phrase=st.sampled_from(AHEAD))
def test_phrases_that_look_ahead_are_always_read(said_on: dt.date, phrase: str) -> None:
    """A phrase that is ahead on one day is ahead on every day."""
    assert [mention.reading.text for mention in find_horizons(f"it will happen {phrase}", said_on)] == [phrase]


@given(said_on=DAYS, years=st.integers(1, 90))
def test_years_from_now_are_years_from_now(said_on: dt.date, years: int) -> None:
    """N years from now is the same day of the month N years on, 28 February for a leap day where there is none."""
    (mention,) = find_horizons(f"{years + 1} years from now", said_on)
    assert mention.reading.end == safe_date(said_on.year + years + 1, said_on.month, said_on.day)


@given(said_on=DAYS, context=CONTEXTS)
def test_four_quarters_make_the_fiscal_year(said_on: dt.date, context: HorizonContext) -> None:
    """The quarters of a fiscal year follow each other without a gap, and the year holds the day of speaking."""
    from tracker.horizons.calendar.fiscal_periods import fiscal_quarter, fiscal_year

    start, end = fiscal_year(said_on, context)
    quarters = [fiscal_quarter(said_on, context, 0, number, number) for number in (1, 2, 3, 4)]
    assert (quarters[0][0], quarters[-1][1]) == (start, end)
    assert all(later[0] - earlier[1] == dt.timedelta(days=1) for earlier, later in itertools.pairwise(quarters))
    assert start <= said_on <= end


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2024-01-31", 1, "2024-02-29"),
        ("2023-01-31", 1, "2023-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-12-31", -10, "2024-02-29"),
        ("9999-12-01", 5, "9999-12-31"),
    ],
)
def test_months_are_added_within_the_month(day: str, months: int, expected: str) -> None:
    """A day that a month does not have becomes its last; the calendar's end is never passed."""
    assert add_months(dt.date.fromisoformat(day), months).isoformat() == expected


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        (1961, "1961-04-02"),
        (2000, "2000-04-23"),
        (2024, "2024-03-31"),
        (2025, "2025-04-20"),
        (2038, "2038-04-25"),
        (2285, "2285-03-22"),
    ],
)
def test_easter(year: int, expected: str) -> None:
    """Easter Sundays as published, the latest and the earliest possible ones among them."""
    assert easter(year).isoformat() == expected


HOLIDAYS_IN_2027 = {
    "01-01": "new year's day, new years day, new year's",
    "01-05": "twelfth night",
    "01-06": "epiphany",
    "01-07": "orthodox christmas",
    "01-18": "mlk day, martin luther king day, mlk jr day, martin luther king jr day, martin luther king's day",
    "01-25": "burns night",
    "01-26": "australia day, republic day",
    "02-02": "groundhog day, candlemas",
    "02-06": "waitangi day",
    "02-09": "shrove tuesday, mardi gras, pancake day",
    "02-10": "ash wednesday",
    "02-14": "valentine's day, valentines day, super bowl, super bowl sunday, superbowl, st valentine's day",
    "02-15": "presidents day, president's day, presidents' day",
    "03-01": "st david's day",
    "03-08": "international women's day",
    "03-14": "pi day",
    "03-15": "ides of march",
    "03-17": "st patrick's day, st patricks day, st paddy's day, st paddys day, "
    "patrick's day, patricks day, paddy's day, paddys day",
    "03-21": "palm sunday",
    "03-25": "maundy thursday, holy thursday",
    "03-26": "good friday",
    "03-27": "holy saturday, easter saturday",
    "03-28": "easter, easter sunday",
    "03-29": "easter monday",
    "04-01": "april fools day, april fool's day",
    "04-15": "tax day",
    "04-19": "patriots day, patriots' day",
    "04-22": "earth day",
    "04-23": "st george's day",
    "04-25": "anzac day",
    "05-01": "may day, international workers' day, kentucky derby",
    "05-02": "orthodox easter, greek easter",
    "05-03": "may bank holiday, early may bank holiday, may day bank holiday",
    "05-05": "cinco de mayo",
    "05-06": "ascension day",
    "05-09": "mother's day, mothers day",
    "05-16": "pentecost, whitsun, whit sunday",
    "05-17": "whit monday",
    "05-23": "trinity sunday",
    "05-24": "victoria day",
    "05-27": "corpus christi",
    "05-31": "memorial day, spring bank holiday, late may bank holiday, whitsun bank holiday",
    "06-14": "flag day",
    "06-19": "juneteenth",
    "06-20": "father's day, fathers day",
    "06-24": "midsummer, midsummer's day, midsummer day, midsummers day",
    "07-01": "canada day",
    "07-04": "independence day",
    "07-14": "bastille day",
    "08-30": "summer bank holiday, august bank holiday",
    "09-06": "labor day, labour day",
    "09-29": "michaelmas",
    "10-11": "columbus day, indigenous peoples' day, canadian thanksgiving",
    "10-31": "halloween, reformation day",
    "11-01": "all saints day, all hallows",
    "11-02": "all souls day, day of the dead, melbourne cup, melbourne cup day",
    "11-05": "bonfire night, guy fawkes, guy fawkes night",
    "11-11": "veterans day, armistice day, remembrance day, singles day",
    "11-25": "thanksgiving, thanksgiving day",
    "11-26": "black friday",
    "11-28": "advent sunday",
    "11-29": "cyber monday",
    "11-30": "st andrew's day, giving tuesday",
    "12-06": "st nicholas day",
    "12-24": "christmas eve, xmas eve",
    "12-25": "christmas day, christmas, xmas, xmas day",
    "12-26": "boxing day, st stephen's day, kwanzaa",
    "12-31": "new year's eve, new years eve",
}


def test_every_holiday_is_on_its_day() -> None:
    """Each name that is known stands in the calendar of 2027, on the day that printed calendars give."""
    expected = {name: f"2027-{day}" for day, names in HOLIDAYS_IN_2027.items() for name in names.split(", ")}
    assert {name: day(2027)[0].isoformat() for name, day in HOLIDAYS.items()} == expected
    assert [name for name, day in HOLIDAYS.items() if day(2027)[0] != day(2027)[1]] == []


@pytest.mark.parametrize(
    ("name", "year", "first", "last"),
    [
        ("victoria day", 2026, "2026-05-18", "2026-05-18"),
        ("victoria day", 2025, "2025-05-19", "2025-05-19"),
        ("memorial day", 2026, "2026-05-25", "2026-05-25"),
        ("advent sunday", 2023, "2023-12-03", "2023-12-03"),
        ("advent sunday", 2022, "2022-11-27", "2022-11-27"),
        ("leap day", 2028, "2028-02-29", "2028-02-29"),
        ("holiday season", 2027, "2027-11-15", "2027-12-31"),
        ("labor day weekend", 2027, "2027-09-04", "2027-09-06"),
        ("memorial day weekend", 2026, "2026-05-23", "2026-05-25"),
        ("christmas weekend", 2027, "2027-12-25", "2027-12-26"),
        ("halloween weekend", 2027, "2027-10-30", "2027-10-31"),
        ("independence day weekend", 2028, "2028-07-01", "2028-07-04"),
        ("thanksgiving weekend", 2027, "2027-11-25", "2027-11-28"),
        ("juneteenth weekend", 2026, "2026-06-19", "2026-06-21"),
        ("world cup", 2026, "2026-06-11", "2026-07-19"),
        ("world cup final", 2026, "2026-07-19", "2026-07-19"),
        ("olympics", 2026, "2026-02-06", "2026-02-22"),
        ("olympics", 2028, "2028-07-14", "2028-07-30"),
    ],
)
def test_holidays_of_several_days_and_rules_that_move(name: str, year: int, first: str, last: str) -> None:
    """Days of rules that fall elsewhere in other years, of weekends with their holiday, and of games."""
    assert holiday_in(name, year) == (dt.date.fromisoformat(first), dt.date.fromisoformat(last))


@pytest.mark.parametrize(
    ("name", "year"), [("leap day", 2027), ("world cup", 2027), ("leap day weekend", 2027), ("moon day", 2027)]
)
def test_a_year_without_the_holiday(name: str, year: int) -> None:
    """A holiday that the year does not have, and a name that is not known, have no day."""
    assert holiday_in(name, year) is None


def test_windows_of_the_calendar() -> None:
    """Years, months in a row, weeks and weekdays have the days of the calendar."""
    assert year_window(2024) == (dt.date(2024, 1, 1), dt.date(2024, 12, 31))
    assert months_window(2024, 12, 14) == (dt.date(2024, 12, 1), dt.date(2025, 2, 28))
    assert week_window(dt.date(2024, 6, 26)) == (dt.date(2024, 6, 24), dt.date(2024, 6, 30))
    assert nth_weekday(2024, 11, 3, 4) == dt.date(2024, 11, 28)
    assert nth_weekday(2024, 5, 0, -1) == dt.date(2024, 5, 27)
    assert shift(dt.date(2024, 6, 26), 1.5, "year") == dt.date(2025, 12, 26)
    assert shift(dt.date(2024, 6, 26), 1e12, "decade") == dt.date.max
