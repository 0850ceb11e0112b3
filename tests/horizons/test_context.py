"""Company years and elections."""

import datetime as dt

import pytest

from tracker.horizons import (
    HorizonContext,
    find_horizons,
    infer_fiscal_year_end,
    transcript_context,
)
from tracker.horizons.calendar.election_days import next_election
from tracker.horizons.calendar.fiscal_periods import infer_fiscal_label
from tracker.horizons.find_horizons import UNTOLD

RETAILER = HorizonContext(fiscal_year_end=(2, 27))


def _ends(text: str, said_on: str, context: HorizonContext) -> list[tuple[str, str]]:
    return [
        (one.reading.start.isoformat(), one.reading.end.isoformat())
        for one in find_horizons(text, dt.date.fromisoformat(said_on), context)
    ]


@pytest.mark.parametrize(
    ("phrase", "start", "end"),
    [
        ("in Q4", "2020-11-29", "2021-02-27"),
        ("in the first quarter", "2021-02-28", "2021-05-29"),
        ("in fiscal 2021", "2021-02-28", "2022-02-26"),
        ("by the end of fiscal 2020", "2021-01-07", "2021-02-27"),
        ("this year", "2021-01-07", "2021-02-27"),
        ("next year", "2021-02-28", "2022-02-26"),
        ("by year end", "2021-01-07", "2021-02-27"),
        ("next quarter", "2021-02-28", "2021-05-29"),
        ("in 2021", "2021-01-07", "2021-12-31"),
        ("in calendar 2021", "2021-01-07", "2021-12-31"),
        ("in March", "2021-03-01", "2021-03-31"),
    ],
)
def test_a_company_year_of_52_weeks(phrase: str, start: str, end: str) -> None:
    """With a fiscal year quarters and years are the company's; plain numbers of years and months stay the calendar's."""
    assert _ends(f"we expect it {phrase}", "2021-01-07", RETAILER) == [(start, end)]


@pytest.mark.parametrize(
    ("phrase", "end"),
    [
        ("this year", "2024-06-30"),
        ("next year", "2025-06-30"),
        ("in Q1", "2024-09-30"),
        ("in FY25", "2025-06-30"),
        ("in the second half of fiscal 2025", "2025-06-30"),
    ],
)
def test_a_company_year_that_ends_with_june(phrase: str, end: str) -> None:
    """A fiscal year that ends with a month has quarters of three months and the number of the year it ends in."""
    assert _ends(f"we expect it {phrase}", "2024-06-26", HorizonContext(fiscal_year_end=(6, 30)))[0][1] == end


def test_fiscal_numbers_follow_the_transcript() -> None:
    """Where the call tells the number of the quarter it reports, later numbers are counted from it."""
    text = "Welcome to our results for the third quarter of fiscal 2025. We expect growth in fiscal 2026."
    (mention,) = [
        one
        for one in find_horizons(text, dt.date(2025, 2, 6), HorizonContext(fiscal_year_end=(3, 31)))
        if "2026" in one.reading.text
    ]
    assert mention.reading.end == dt.date(2026, 3, 31)


@pytest.mark.parametrize(
    ("text", "said_on", "expected"),
    [
        ("Welcome to the earnings call for the third quarter of fiscal 2020.", "2020-01-30", (3, 31)),
        ("our results for the third quarter fiscal 2020, released this morning", "2020-12-02", (1, 31)),
        ("our fiscal 2020 third quarter earnings release is on the website", "2021-01-07", (2, 28)),
        ("in the first fiscal quarter, the third quarter ended June 27 with sales up", "2020-07-30", (9, 27)),
        ("for the fiscal year ending June 30 we expect growth", "2024-02-01", (6, 30)),
        ("the third quarter of fiscal 2020 results", "2020-11-05", (12, 31)),
        ("our fiscal year ends in June", "2025-08-06", (6, 30)),
        ("we have a September fiscal year end", "2025-08-06", (9, 30)),
        ("our fiscal year runs from July 1 to June 30", "2025-08-06", (6, 30)),
        ("the fiscal fourth quarter, which ends in January", "2025-11-14", (1, 31)),
        ("fiscal year 2026 guidance, third quarter ended October 26", "2025-11-19", (1, 26)),
        ("results for the third quarter, and our fiscal year", "2025-12-03", (1, 31)),
        ("results for the third quarter, and our fiscal year", "2025-11-05", (12, 31)),
        ("results for the third quarter, and our fiscal year", "2025-11-14", None),
        ("third quarter results as fiscal policy turns", "2025-12-03", None),
        ("welcome to our third quarter 2020 earnings call", "2020-11-05", None),
        ("the fiscal deficit grew in the third quarter", "2020-11-05", None),
        ("", "2020-11-05", None),
    ],
)
def test_fiscal_year_end_is_inferred(text: str, said_on: str, expected: tuple[int, int] | None) -> None:
    """A call that says which fiscal quarter it reports, or when, tells when the year ends; a doubtful day tells nothing."""
    assert infer_fiscal_year_end(text, dt.date.fromisoformat(said_on)) == expected


def test_a_year_end_that_is_not_told_is_noted() -> None:
    """Where a text says "fiscal" and no year's end, a quarter is the calendar's and its trace says so; "calendar" needs no note."""
    text = "Results for the third quarter of our fiscal year. We expect growth in Q4 and a loss in calendar Q1."
    said_on = dt.date(2025, 11, 14)
    told = {one.reading.text: one for one in find_horizons(text, said_on, transcript_context(text, said_on))}
    assert told["in Q4"].reading.end == dt.date(2025, 12, 31)
    assert told["in Q4"].trace[-1] == UNTOLD
    assert UNTOLD not in told["in calendar Q1"].trace


def test_the_context_of_a_transcript_holds_the_number_of_its_year() -> None:
    """A transcript gives the end of the fiscal year and the number that it bears; no text gives the calendar."""
    text = "Welcome to our results for the third quarter of fiscal 2025."
    context = transcript_context(text, dt.date(2025, 2, 6))
    assert (context.fiscal_year_end, context.fiscal_label) == ((3, 31), 0)
    assert transcript_context(None, dt.date(2025, 2, 6)) == HorizonContext()


def test_the_quarter_just_reported_is_over() -> None:
    """On 5 November "the third quarter" is the one just reported, "the fourth quarter" the one that runs."""
    text = "in the third quarter revenue grew 5 percent. For the fourth quarter we expect more."
    assert _ends(text, "2020-11-05", HorizonContext()) == [("2020-10-01", "2020-12-31")]
    assert _ends("in the third quarter of next year", "2020-11-05", HorizonContext()) == [("2021-07-01", "2021-09-30")]


@pytest.mark.parametrize(
    ("country", "said_on", "kind", "expected"),
    [
        ("us", "2024-06-26", "presidential", "2024-11-05"),
        ("us", "2024-11-06", "presidential", "2028-11-07"),
        ("us", "2024-11-06", "midterm", "2026-11-03"),
        ("us", "2025-01-01", "", "2026-11-03"),
        ("uk", "2024-06-26", "", "2024-07-04"),
        ("uk", "2025-01-01", "", "2029-08-15"),
        ("germany", "2025-06-01", "", "2029-03-25"),
        ("france", "2024-01-01", "", "2027-05-02"),
        ("india", "2025-01-01", "", "2029-06-23"),
        ("canada", "2025-06-01", "", "2029-10-15"),
        ("eu", "2025-01-01", "", "2029-06-10"),
        ("brazil", "2024-01-01", "", "2026-10-04"),
        ("mexico", "2025-01-01", "", "2030-06-02"),
        ("australia", "2026-01-01", "", "2028-09-23"),
        ("atlantis", "2026-01-01", "", None),
    ],
)
def test_election_days(country: str, said_on: str, kind: str, expected: str | None) -> None:
    """Held elections have their day, coming ones the day of the law or the latest it allows."""
    day = next_election(country, dt.date.fromisoformat(said_on), kind=kind)
    assert (day.isoformat() if day else None) == expected


@pytest.mark.parametrize(
    ("said_on", "label"),
    [("2020-08-05", 0), ("2021-08-05", -1), ("2023-08-05", None), ("2016-08-05", None)],
)
def test_the_number_of_a_fiscal_year_is_that_of_the_quarter_reported_just_now(said_on: str, label: int | None) -> None:
    """A quarter that ended long before the call, or ends after it, tells no number."""
    context = HorizonContext(fiscal_year_end=(9, 30))
    text = "Welcome to the call on our results for the third quarter of fiscal 2020."
    assert infer_fiscal_label(text, dt.date.fromisoformat(said_on), context) == label
