"""Due dates as a calendar: what a strict reader accepts, one event for each pending claim, the same identifier every time."""

import datetime as dt
from dataclasses import replace

import icalendar
import pytest
import vobject  # type: ignore[import-untyped]

from tests.sample_claims import AS_OF, DUE, claim, ledger
from tracker.records import Status
from tracker.reports.due_calendar import calendar

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


def test_an_event_says_the_condition_of_its_claim() -> None:
    said = claim("a")
    said = replace(said, forecast=replace(said.forecast, condition="if the permits; come through"))
    [event] = events(calendar([said], now=NOW))
    assert "Condition: if the permits; come through" in str(event["DESCRIPTION"])


def test_a_title_leaves_out_what_was_said_before_the_claim() -> None:
    """The sentences in brackets in front of a claim stand in the description."""
    [event] = events(calendar([claim("a", text="[The mill was sold.] It will close.")], now=NOW))
    assert str(event["SUMMARY"]) == "Due: Ana: It will close."
    assert "[The mill was sold.] It will close." in str(event["DESCRIPTION"])


@pytest.mark.parametrize("days", [0, 1, 7])
def test_an_alarm_rings_so_long_before_the_day_begins(days: int) -> None:
    text = calendar(ledger(60), now=NOW, alarm=dt.timedelta(days=days))
    found = events(text)
    assert found
    for event in found:
        [alarm] = event.walk("VALARM")
        assert alarm.decoded("TRIGGER") == -dt.timedelta(days=days)
        assert (str(alarm["ACTION"]), str(alarm["DESCRIPTION"])) == ("DISPLAY", str(event["SUMMARY"]))


def test_a_second_parser_reads_the_same_events_days_and_alarms() -> None:
    """vobject, which knows nothing of icalendar, finds what icalendar wrote."""
    text = calendar(ledger(60), now=NOW, alarm=dt.timedelta(days=7))
    read = vobject.readOne(text.decode("utf-8"))
    mine = {str(event["UID"]): event.decoded("DTSTART") for event in events(text)}
    assert {event.uid.value: event.dtstart.value for event in read.vevent_list} == mine
    assert {event.valarm.trigger.value for event in read.vevent_list} == {-dt.timedelta(days=7)}
    assert all(event.summary.value.startswith("Due: ") for event in read.vevent_list)
