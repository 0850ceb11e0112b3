"""Due dates as an iCalendar file (RFC 5545): one all-day event for each pending claim."""

import datetime as dt
from collections.abc import Iterable

from tracker.records import Claim
from tracker.reports import written
from tracker.reports.cleaning import one_line, web_link
from tracker.stating import own_sentence


def calendar(claims: Iterable[Claim], *, now: dt.datetime, alarm: dt.timedelta | None = None) -> bytes:
    """Claims that are pending and have a due date, as a calendar for any program that subscribes to one.

    The unique identifier of an event is the claim's id, so that a later export moves it instead of adding another. `now` is the
    time stamp of the export, an aware datetime. With `alarm` each event has a reminder that long before its day begins.
    """
    import icalendar

    shown = icalendar.Calendar()
    shown.add("prodid", "-//claims-tracker//EN")
    shown.add("version", "2.0")
    shown.add("x-wr-calname", "Predictions falling due")
    for claim in claims:
        if claim.due is not None and written.standing(claim) == "pending":
            shown.add_component(_event(claim, claim.due, now, alarm))
    return bytes(shown.to_ical())


def _event(claim: Claim, due: dt.date, now: dt.datetime, alarm: dt.timedelta | None) -> "icalendar.Event":  # type: ignore[name-defined]  # noqa: F821
    import icalendar

    forecast = claim.forecast
    event = icalendar.Event()
    event.add("uid", f"{one_line(claim.id)}@claims-tracker")
    event.add("dtstamp", now.astimezone(dt.UTC))
    event.add("dtstart", due)
    if due < dt.date.max:
        event.add("dtend", due + dt.timedelta(days=1))
    who = f"{one_line(forecast.speaker)}: " if forecast.speaker else ""
    sentence = own_sentence(one_line(forecast.claim))
    event.add("summary", f"Due: {who}{sentence}")
    lines = [
        f"Said on {forecast.said_on.isoformat()}",
        f"Odds: {one_line(written.odds(claim))}",
        f"Claim {one_line(claim.id)}",
    ]
    if forecast.condition:
        lines.insert(0, f"Condition: {one_line(forecast.condition)}")
    if forecast.quote:
        lines.insert(0, f"“{one_line(forecast.quote)}”")
    if sentence != one_line(forecast.claim):
        lines.insert(0, one_line(forecast.claim))
    event.add("description", "\n".join(lines))
    event.add("transp", "TRANSPARENT")
    if claim.tags:
        event.add("categories", [one_line(tag) for tag in claim.tags])
    if claim.source and (url := web_link(claim.source.url or "")):
        event.add("url", url)
    if alarm is not None:
        event.add_component(_alarm(str(event["summary"]), alarm))
    return event


def _alarm(text: str, before: dt.timedelta) -> "icalendar.Alarm":  # type: ignore[name-defined]  # noqa: F821
    import icalendar

    alarm = icalendar.Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", -before)
    alarm.add("description", text)
    return alarm
