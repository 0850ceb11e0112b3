"""Due dates as a calendar: what a strict reader accepts, one event for each pending claim, the same identifier every time."""

import datetime as dt

import icalendar

from tests.sample_claims import AS_OF, DUE, claim, ledger
from tracker.records import Status
from tracker.reports.calendar import calendar

NOW = dt.datetime(2026, 6, 30, 12, 0, tzinfo=dt.UTC)


def events(text: bytes) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(text).walk("VEVENT"))  # type: ignore[arg-type]


def test_each_pending_claim_is_one_event_on_its_day() -> None:
    claims = [
        claim("a", text="Rates fall, twice; by then\nor never"),
        claim("b", outcome="true"),
        claim("c", due=None),
        claim("d", status=Status.REJECTED),
        claim("e", status=Status.CANDIDATE),
    ]
    (event,) = events(calendar(claims, now=NOW))
    assert str(event["UID"]) == "a@claims-tracker"
    assert event.decoded("DTSTART") == DUE
    assert event.decoded("DTEND") == DUE + dt.timedelta(days=1)
    assert str(event["SUMMARY"]) == "Due: Ana: Rates fall, twice; by then or never"


def test_a_later_export_keeps_the_identifiers() -> None:
    claims = ledger(100)
    first = events(calendar(claims, now=NOW))
    later = events(calendar(claims, now=NOW + dt.timedelta(days=3)))
    assert [event["UID"] for event in first] == [event["UID"] for event in later]
    assert len({str(event["UID"]) for event in first}) == len(first) > 10


def test_lines_are_folded_and_end_as_the_standard_says() -> None:
    text = calendar([claim("a", text="ž" * 300)], now=NOW)
    assert all(len(line) <= 75 for line in text.split(b"\r\n"))
    assert text.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in text.replace(b"\r\n", b"")
    assert str(events(text)[0]["SUMMARY"]).count("ž") == 300


def test_an_empty_ledger_is_an_empty_calendar() -> None:
    assert events(calendar([], now=NOW)) == []
    assert AS_OF.isoformat() not in calendar([], now=NOW).decode()
