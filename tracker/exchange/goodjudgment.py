"""The Good Judgment Project's published CSV files: forecasts (survey_fcasts) and their questions (ifps).

The columns are those of its readme at dataverse.harvard.edu/dataverse/gjp.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tracker.errors import LedgerError
from tracker.exchange.sites import (
    NO_COLUMN,
    SiteForecast,
    SiteQuestion,
    chance,
    claim_rows,
    csv_rows,
    instant,
    note_unkept,
    note_unused,
)
from tracker.exchange.written_cells import DateOrder, written_day
from tracker.ledger.transfer.import_report import Losses

Json = dict[str, Any]
# A forecaster, a question and the letter of an answer.
Place = tuple[str | None, str, str]

SITE = "good judgment"
FORECAST_COLUMNS = frozenset(
    {"ifp_id", "user_id", "forecast_id", "fcast_type", "answer_option", "value", "fcast_date", "timestamp", "year"}
)
QUESTION_COLUMNS = frozenset(
    {"ifp_id", "q_text", "q_status", "date_to_close", "date_closed", "outcome", "options", "n_opts", "q_type"}
)
WHY = {
    "q_desc": "a claim has no notes",
    "q_status": "the file of questions has it too",
    "short_title": "the question itself is kept",
    "days_open": "it follows from the days",
}
ABSENT = frozenset({"", "NA", "NULL", "NaN"})
# "(a) Yes, (b) No", with the condition before it where there is one.
OPTION = re.compile(r"\(([a-z])\)\s*")
AFFIRMED, WITHDRAWN = "2", "4"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A question: its place in the file, and a statement for the letter of each option that is kept."""

    where: str
    asked: Mapping[str, SiteQuestion]
    letters: frozenset[str]


def is_judgment_forecasts(header: Sequence[str]) -> bool:
    """Whether these are the headings of survey_fcasts."""
    return {"ifp_id", "fcast_type", "answer_option", "value"} <= set(header)


def is_judgment_questions(header: Sequence[str]) -> bool:
    """Whether these are the headings of ifps.csv."""
    return {"ifp_id", "q_text", "options"} <= set(header)


def claims_of_judgment(forecasts: str, questions: str, name: str, losses: Losses, now: dt.datetime) -> Iterator[tuple[str, Json]]:
    """The forecasts of survey_fcasts as rows for an import; `questions` is ifps.csv, `name` its name.

    For a question with two answers, the first is the claim. Raises LedgerError, which names the line.
    """
    return claim_rows(_given(forecasts, _problems(questions, name, losses), losses), SITE, now)


def _table(text: str) -> Iterator[tuple[str, dict[str, str]]]:
    for where, cells in csv_rows(text):
        yield where, {name: value.strip() for name, value in cells.items() if value.strip() not in ABSENT}


def _problems(text: str, name: str, losses: Losses) -> dict[str, Problem]:
    found = {}
    for place, cells in _table(text):
        where = f"{place} of {name}"
        note_unkept(cells, where, QUESTION_COLUMNS, WHY, losses, otherwise=NO_COLUMN)
        for needed in ("ifp_id", "q_text", "options"):
            if needed not in cells:
                raise LedgerError(f"{where}: no {needed!r}")
        found[cells["ifp_id"]] = _problem(cells, where, losses)
    return found


def _problem(cells: Mapping[str, str], where: str, losses: Losses) -> Problem:
    before, *parts = OPTION.split(cells["options"])
    options = {letter: text.strip(" ,") for letter, text in zip(parts[::2], parts[1::2], strict=True)}
    if not options:
        raise LedgerError(f"{where}: the options are {cells['options'][:40]!r}; expected '(a) Yes, (b) No'")
    kept = list(options)[:1] if len(options) == 2 else list(options)
    plain = len(options) == 2 and options[kept[0]].casefold() == "yes"
    due = _day(cells.get("date_to_close"), where)
    return Problem(
        where=where,
        asked={
            letter: SiteQuestion(
                text=cells["q_text"] if plain else f"{cells['q_text']} {options[letter]}",
                due=due,
                condition=before.strip(" :") or None,
                answer=_answer(cells, letter, where, losses),
            )
            for letter in kept
        },
        letters=frozenset(options),
    )


def _answer(cells: Mapping[str, str], letter: str, where: str, losses: Losses) -> Json | None:
    outcome, known = cells.get("outcome"), _day(cells.get("date_closed"), where)
    if cells.get("q_status") == "voided":
        outcome = "void"
    if not outcome:
        return None
    if known is None:
        losses.note("outcome", where, "no day on which it was known, so it could not be kept")
        return None
    return {"outcome": outcome if outcome == "void" else "true" if outcome == letter else "false", "known_on": known}


def _day(words: str | None, where: str) -> str | None:
    if words is None:
        return None
    # The project wrote American dates: 12/31/11.
    found = written_day(words, DateOrder.MONTH_FIRST)
    if found is None:
        raise LedgerError(f"{where}: {words!r} is not a day such as 12/31/11")
    return found.isoformat()


def _given(text: str, problems: Mapping[str, Problem], losses: Losses) -> Iterator[SiteForecast]:
    last: dict[Place, SiteForecast] = {}
    used: set[str] = set()
    for where, cells in _table(text):
        problem, letter = problems.get(cells.get("ifp_id", "")), cells.get("answer_option", "")
        if problem is None:
            losses.note("row", where, f"question {cells.get('ifp_id')} is not among the questions")
            continue
        used.add(cells["ifp_id"])
        note_unkept(cells, where, FORECAST_COLUMNS, WHY, losses, otherwise=NO_COLUMN)
        asked = problem.asked.get(letter)
        if asked is None:
            why = "its chance follows from the first answer" if letter in problem.letters else "no such answer"
            losses.note("row", where, why)
            continue
        user = cells.get("user_id")
        at = instant(cells.get("timestamp") or cells.get("fcast_date"), where)
        place = (user, cells["ifp_id"], letter)
        if cells.get("fcast_type") == WITHDRAWN:
            _take_back(last, place, at, where, losses)
            continue
        if place in last:
            yield last[place]
        last[place] = SiteForecast(
            where=where,
            key=(cells.get("year"), cells.get("forecast_id"), cells["ifp_id"], letter),
            series=place[1:],
            asked=asked,
            who=f"Good Judgment forecaster {user}" if user else None,
            at=at,
            share=chance(cells.get("value"), where),
            affirms=cells.get("fcast_type") == AFFIRMED,
        )
    yield from last.values()
    note_unused({name: problem.where for name, problem in problems.items()}, used, losses)


def _take_back(last: dict[Place, SiteForecast], place: Place, at: dt.datetime, where: str, losses: Losses) -> None:
    if place not in last:
        losses.note("row", where, "it takes back a forecast that is not in the file")
        return
    last[place] = replace(last[place], taken_back=at)
