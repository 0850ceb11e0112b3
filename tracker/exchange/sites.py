"""Common parts of forecasting sites' files: questions, and people's forecasts over time."""

import csv
import datetime as dt
import io
import math
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tracker.errors import LedgerError
from tracker.ledger.events.claim_ids import short_hash
from tracker.ledger.transfer.import_report import Losses
from tracker.order_of_days import given_at

Json = dict[str, Any]

NO_COLUMN = "a ledger has no such column"
NO_FIELD = "a ledger has no such field"
# Seconds since 1970; larger numbers are milliseconds.
LATEST_SECONDS = 1e11
EMPTY: tuple[object, ...] = (None, "", [], {})


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteQuestion:
    """A statement that a site asked about: a question, or one of its possible answers.

    `due` is a day in ISO 8601. `answer` has the details of a `resolve` event (outcome, known_on, ...); None while it is open.
    """

    text: str
    due: str | None = None
    condition: str | None = None
    tags: tuple[str, ...] = ()
    answer: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteForecast:
    """One forecast on a site: its place in the file, the parts of its id, its author and instant, and its probability.

    `series` is what later forecasts of the same person update: a question or one of its answers. `share` is the probability, None
    for a forecast without one. `taken_back` is when its author withdrew it; `affirms` means that it repeats the one before.
    """

    where: str
    key: tuple[object, ...]
    series: tuple[object, ...]
    asked: SiteQuestion
    who: str | None
    at: dt.datetime
    share: float | None
    taken_back: dt.datetime | None = None
    affirms: bool = False


def claim_rows(given: Iterable[SiteForecast], site: str, now: dt.datetime) -> Iterator[tuple[str, Json]]:
    """The forecasts as rows for an import, each linked to the one before it in its series by the same person.

    If the last one was withdrawn before the answer was known, all forecasts of that person in the series are withdrawn.
    """
    series: dict[tuple[object, ...], list[SiteForecast]] = {}
    for each in given:
        series.setdefault((each.who, *each.series), []).append(each)
    for found in series.values():
        found.sort(key=lambda each: each.at)
        gone = _taken_back(found, now)
        before: str | None = None
        for each in found:
            row = _row(each, site, before, gone)
            before = row["id"]
            yield each.where, row


def _taken_back(found: Sequence[SiteForecast], now: dt.datetime) -> dt.datetime | None:
    """When the last forecast was withdrawn; None if it only expired on or after its due day or the day of the answer."""
    last = found[-1]
    if last.taken_back is None or last.taken_back > now:
        return None
    ends = (last.asked.due, last.asked.answer.get("known_on") if last.asked.answer else None)
    return last.taken_back if all(end is None or day(last.taken_back) < end for end in ends) else None


def _row(each: SiteForecast, site: str, before: str | None, gone: dt.datetime | None) -> Json:
    asked, said = each.asked, day(each.at)
    share = each.share
    events: list[Json] = []
    if before is not None:
        events.append({"kind": "link", "to": before, "as": "restates" if each.affirms else "updates"})
    if gone is not None:
        events.append({"kind": "withdraw", "by": each.who or site, "reason": f"taken back on {day(gone)}"})
    if asked.answer is not None:
        events.append({"kind": "resolve", "by": site, **asked.answer})
    row: Json = {
        "id": short_hash(site, *each.key),
        "claim": asked.text,
        "said_on": said,
        "speaker": each.who,
        "status": "accepted",
        "probability": None if share is None else {"text": f"{100 * share:.6g}%", "low": share, "high": share},
        "hedge": None,
        "condition": asked.condition,
        "tags": list(asked.tags),
        "trace": [given_at(each.at)],
        "events": events,
    }
    return row | ({"horizon": horizon(said, asked.due)} if asked.due else {})


def csv_rows(text: str) -> Iterator[tuple[str, dict[str, str]]]:
    """The rows of a CSV file: the place of each ("line 3"), and its cells by heading without the empty ones."""
    rows = csv.DictReader(io.StringIO(text, newline=""))
    for row in rows:
        yield f"line {rows.line_num}", {name: value for name, value in row.items() if name and value}


def horizon(said: str, due: str) -> Json:
    """The horizon of a forecast that falls due on a day, as JSON."""
    return {"text": due, "start": min(said, due), "end": due, "grain": "day", "rule": "imported"}


def day(instant: dt.datetime) -> str:
    """The day of an instant in UTC, in ISO 8601."""
    return instant.astimezone(dt.UTC).date().isoformat()


def instant(value: object, where: str) -> dt.datetime:
    """An instant from text (UTC if it has no time zone) or from seconds or milliseconds since 1970. Raises LedgerError."""
    try:
        if isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value):
            return dt.datetime.fromtimestamp(value if abs(value) < LATEST_SECONDS else value / 1000, dt.UTC)
        found = dt.datetime.fromisoformat(str(value).strip())
    except (ValueError, OverflowError, OSError):
        raise LedgerError(f"{where}: {value!r} is not an instant such as 2024-06-26T10:00:00Z") from None
    return found if found.tzinfo else found.replace(tzinfo=dt.UTC)


def chance(value: object, where: str) -> float:
    """A probability from 0 to 1, given as text or a number. Raises LedgerError."""
    try:
        found = math.nan if isinstance(value, bool) else float(str(value))
    except ValueError:
        found = math.nan
    if not 0 <= found <= 1:
        raise LedgerError(f"{where}: the chance is {value!r}; expected a number from 0 to 1")
    return found


def note_unkept(
    found: Mapping[str, Any],
    where: str,
    kept: Container[str],
    why: Mapping[str, str],
    losses: Losses,
    *,
    under: str = "",
    otherwise: str = NO_FIELD,
) -> None:
    """Notes as lost every field with a value that is not `kept`; `under` is a prefix for its name."""
    for name, value in found.items():
        if value not in EMPTY and name not in kept:
            losses.note(f"{under}{name}", where, why.get(name, otherwise))


def note_unused(places: Mapping[str, str], used: Container[str], losses: Losses) -> None:
    """Notes as lost the questions of a file that have no forecast; `places` are their places in the file."""
    for name, where in places.items():
        if name not in used:
            losses.note("question", where, "the file has no forecast of it")


def objects(found: object, *lists: str) -> list[tuple[str, Json]] | None:
    """The objects in a list, in a list under one of the names `lists`, or a single object, each with its path; else None."""
    path = ""
    if isinstance(found, dict):
        path = next((name for name in lists if isinstance(found.get(name), list)), "")
        found = found[path] if path else [found]
        if not path:
            return [("", found[0])]
    if not isinstance(found, list) or not found or not all(isinstance(each, dict) for each in found):
        return None
    return [(f"{path}[{number}]", each) for number, each in enumerate(found)]
