"""The tools that are compared, each behind the same small interface; a tool that is not installed is skipped with the reason."""

import datetime as dt
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from tests.benchmarks.peers.tasks import Reading
from tracker import __version__

Find = Callable[[str, dt.date], list[Reading]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """A tool: how it is called in the table, the package that brings it, and a function for each task it attempts."""

    name: str
    package: str
    load: Callable[[], dict[str, Find]]

    def version(self) -> str | None:
        """The version installed; None when it is not."""
        if self.package == "claims-tracker":
            return __version__
        try:
            return version(self.package)
        except PackageNotFoundError:
            return None


def _ours() -> dict[str, Find]:
    from tracker.horizons import find_horizons
    from tracker.quantities import find_odds, find_quantities

    def horizons(text: str, said_on: dt.date) -> list[Reading]:
        return [Reading(start=m.start, end=m.end, low=m.reading.start, high=m.reading.end) for m in find_horizons(text, said_on)]

    def odds(text: str, said_on: dt.date) -> list[Reading]:
        return [Reading(start=m.start, end=m.end, low=m.reading.low, high=m.reading.high) for m in find_odds(text)]

    def quantities(text: str, said_on: dt.date) -> list[Reading]:
        return [Reading(start=m.start, end=m.end, low=m.reading.low, high=m.reading.high) for m in find_quantities(text)]

    return {"horizons": horizons, "odds": odds, "quantities": quantities}


def _dateparser() -> dict[str, Find]:
    from dateparser.search import search_dates

    def horizons(text: str, said_on: dt.date) -> list[Reading]:
        settings = {"RELATIVE_BASE": dt.datetime.combine(said_on, dt.time(12)), "PREFER_DATES_FROM": "future"}
        readings, at = [], 0
        for words, moment in search_dates(text, languages=["en"], settings=settings) or []:
            at = max(text.find(words, at), 0)
            readings.append(Reading(start=at, end=at + len(words), low=moment.date(), high=moment.date()))
        return readings

    return {"horizons": horizons}


def _last_day(start: dt.date, grain: str) -> dt.date:
    """The last day of the calendar unit that begins on `start`."""
    months = {"year": 12, "quarter": 3, "month": 1}.get(grain)
    if months is not None:
        month = start.month - 1 + months
        return dt.date(start.year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)
    return start + dt.timedelta(days=6 if grain == "week" else 0)


def _day(value: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(value[:10])
    except ValueError:
        return None


def _duckling() -> dict[str, Find]:
    duckling: Any = import_module("duckling")

    zones = duckling.load_time_zones("/usr/share/zoneinfo")
    locale = duckling.parse_locale("EN_US", duckling.default_locale_lang(duckling.parse_lang("EN")))

    def entities(text: str, said_on: dt.date, *names: str) -> list[dict[str, Any]]:
        noon = dt.datetime.combine(said_on, dt.time(12), dt.UTC)
        context = duckling.Context(duckling.parse_ref_time(zones, "UTC", int(noon.timestamp())), locale)
        found: list[dict[str, Any]] = duckling.parse(text, context, duckling.parse_dimensions(list(names)), False)
        return found

    def horizons(text: str, said_on: dt.date) -> list[Reading]:
        readings = []
        for entity in entities(text, said_on, "time"):
            value = entity["value"]["values"][0] if entity["value"].get("values") else entity["value"]
            first, last = (value.get("from") or value), (value.get("to") or value)
            low = _day(first["value"]) if "value" in first else None
            high = _day(last["value"]) if "value" in last else None
            if high is not None:
                high = high - dt.timedelta(days=1) if "to" in value else _last_day(high, last.get("grain", "day"))
            readings.append(Reading(start=entity["start"], end=entity["end"], low=low, high=high))
        return readings

    def numbers(text: str, said_on: dt.date) -> list[Reading]:
        readings = []
        for entity in entities(text, said_on, "number", "amount-of-money", "quantity"):
            value = entity["value"]
            low = (value.get("from") or value).get("value")
            high = (value.get("to") or value).get("value")
            readings.append(Reading(start=entity["start"], end=entity["end"], low=low, high=high))
        return readings

    return {"horizons": horizons, "odds": numbers, "quantities": numbers}


def _recognizers() -> dict[str, Find]:
    dates: Any = import_module("recognizers_date_time")
    plain: Any = import_module("recognizers_number")
    units: Any = import_module("recognizers_number_with_unit")

    def horizons(text: str, said_on: dt.date) -> list[Reading]:
        readings = []
        for result in dates.recognize_datetime(text, "en-us", reference=dt.datetime.combine(said_on, dt.time(12))):
            for value in (result.resolution or {}).get("values", [])[-1:]:
                low, high = _day(value.get("start") or value.get("value", "")), _day(value.get("end") or value.get("value", ""))
                if high is not None and value.get("type", "").endswith("range"):
                    high -= dt.timedelta(days=1)
                readings.append(Reading(start=result.start, end=result.end + 1, low=low, high=high))
        return readings

    def numbers(text: str, said_on: dt.date) -> list[Reading]:
        readings = []
        for recognize in (plain.recognize_number, plain.recognize_percentage, units.recognize_currency):
            for result in recognize(text, "en-us"):
                try:
                    value = float(str((result.resolution or {}).get("value")).rstrip("%"))
                except ValueError:
                    continue
                readings.append(Reading(start=result.start, end=result.end + 1, low=value, high=value))
        return readings

    return {"horizons": horizons, "odds": numbers, "quantities": numbers}


def _quantulum() -> dict[str, Find]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        parser: Any = import_module("quantulum3.parser")

    def numbers(text: str, said_on: dt.date) -> list[Reading]:
        readings = []
        for quantity in parser.parse(text):
            spread = quantity.uncertainty or 0.0
            start, end = quantity.span
            readings.append(Reading(start=start, end=end, low=quantity.value - spread, high=quantity.value + spread))
        return readings

    return {"odds": numbers, "quantities": numbers}


TOOLS = (
    Tool(name="this tracker", package="claims-tracker", load=_ours),
    Tool(name="dateparser `search_dates`", package="dateparser", load=_dateparser),
    Tool(name="duckling (native wheel)", package="pyduckling-native-phihos", load=_duckling),
    Tool(name="Recognizers-Text", package="recognizers-text-suite", load=_recognizers),
    Tool(name="quantulum3", package="quantulum3", load=_quantulum),
)
