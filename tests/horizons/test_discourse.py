"""Words that refer to a date named before have that date, and only where there is one."""

import datetime as dt

import pytest

from tracker.horizons import find_horizons

SAID_ON = dt.date(2024, 6, 26)


def _read(text: str) -> list[tuple[str, str]]:
    return [(one.reading.text, one.reading.end.isoformat()) for one in find_horizons(text, SAID_ON)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("we launch in 2027 and by then it will work", [("in 2027", "2027-12-31"), ("by then", "2027-12-31")]),
        (
            "It starts in 2026. By that time we'll have a million users.",
            [("in 2026", "2026-12-31"), ("By that time", "2026-12-31")],
        ),
        ("we expect 5 percent in 2025 until then we wait", [("in 2025", "2025-12-31"), ("until then", "2025-12-31")]),
        (
            "two to three years from now we have it five years from now it is everywhere 5 years after that it is approved",
            [
                ("two to three years from now", "2027-06-26"),
                ("five years from now", "2029-06-26"),
                ("5 years after that", "2034-06-26"),
            ],
        ),
        (
            "next year we launch, and the following year we grow",
            [("next year", "2025-12-31"), ("the following year", "2026-12-31")],
        ),
        ("we build it in 2026 and a year later we open it", [("in 2026", "2026-12-31"), ("a year later", "2027-12-31")]),
        ("in 2027 it opens. In that year we will also move.", [("in 2027", "2027-12-31"), ("In that year", "2027-12-31")]),
        ("they founded it in 2019 and ten years after that it will be gone", [("ten years after that", "2029-12-31")]),
        ("we vote on Friday, and the day after that we leave", [("on Friday", "2024-06-28"), ("the day after that", "2024-06-29")]),
        (
            "next summer we start, and the summer after that we finish",
            [("next summer", "2025-08-31"), ("the summer after that", "2026-08-31")],
        ),
        (
            "the plant opens in March 2026 and the following month we ship",
            [("in March 2026", "2026-03-31"), ("the following month", "2026-04-30")],
        ),
        (
            "some things may arise in 2026 or 2027 and others could be ready then",
            [("in 2026 or 2027", "2027-12-31"), ("then", "2027-12-31")],
        ),
        ("2028 is the year. By that point it is done.", [("2028", "2028-12-31"), ("By that point", "2028-12-31")]),
        (
            "in 2030 it opens and two years before that we test it",
            [("in 2030", "2030-12-31"), ("two years before that", "2028-12-31")],
        ),
        (
            "we launch in 2027 and around the same time they will too",
            [("in 2027", "2027-12-31"), ("around the same time", "2027-12-31")],
        ),
    ],
)
def test_dates_are_taken_up(text: str, expected: list[tuple[str, str]]) -> None:
    """Then, by that time, five years after that, the following year: the nearest earlier date, moved on where they say so."""
    assert _read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "by then it will work",
        "by that time we will have it",
        "we met in 2019 and by then it was over",
        "I went home and then we left",
        "since then we have grown",
        "back then it was small",
        "if so then we go",
        "the following year was good",
        "five years after that we left",
    ],
)
def test_nothing_is_taken_up_where_no_date_ahead_was_named(text: str) -> None:
    """Without a date ahead before them the words mean nothing; a date of the past breaks the chain."""
    assert _read(text) == []


def test_taking_up_records_the_date() -> None:
    """A mention that refers to a date says which."""
    first, second = find_horizons("in 2029 it opens and five years after that it pays", SAID_ON)
    assert first.reading.anchored_on is None
    assert second.reading.anchored_on == dt.date(2029, 12, 31)


def test_a_date_is_not_taken_up_from_afar() -> None:
    """After two minutes of other talk "by then" no longer means that date."""
    assert len(find_horizons("in 2029 it opens " + "we talk about something else " * 80 + "by then it works", SAID_ON)) == 1


@pytest.mark.parametrize("text", ["and then we do it in 2027", "then in 2027 it opens", "if we do it next year then we win"])
def test_then_that_connects_is_no_date(text: str) -> None:
    """A "then" between two clauses is no time."""
    assert len(_read(text)) == 1
