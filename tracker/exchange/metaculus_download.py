"""Metaculus's data download: the CSV files of questions and forecasts.

The columns are those of github.com/Metaculus/metaculus (utils/csv_utils.py).
"""

import ast
import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from tracker.errors import LedgerError
from tracker.exchange.metaculus import CROWD, SITE, WHY, statements_of
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
from tracker.ledger.transfer.import_report import Losses
from tracker.order_of_days import given_at

FORECASTER = ("Forecaster Username", "Forecaster ID", "Forecaster (Anonymized)")
QUESTION_COLUMNS = frozenset(
    {
        *("Question ID", "Question Title", "Label", "Question Type", "MC Options", "MC Options (All)", "Scheduled Close Time"),
        *("Resolution", "Resolution Known Time", "Question URL", "Categories"),
    }
)
FORECAST_COLUMNS = frozenset(
    {"Question ID", *FORECASTER, "Start Time", "End Time", "Probability Yes", "Probability Yes Per Category"}
)


def is_metaculus_forecasts(header: Sequence[str]) -> bool:
    """Whether these are the headings of forecast_data.csv."""
    return {"Question ID", "Start Time", "Probability Yes"} <= set(header)


def is_metaculus_questions(header: Sequence[str]) -> bool:
    """Whether these are the headings of question_data.csv."""
    return {"Question ID", "Question Title", "Question Type"} <= set(header)


def claims_of_metaculus_csv(
    forecasts: str, questions: str, name: str, losses: Losses, now: dt.datetime
) -> Iterator[tuple[str, dict[str, Any]]]:
    """The forecasts of people in forecast_data.csv as rows for an import; `questions` is question_data.csv, `name` its name.

    Raises LedgerError, which names the line.
    """
    places: dict[str, str] = {}
    listed = _listed(questions, name, places, losses)
    return claim_rows(_people(forecasts, listed, places, losses), SITE, now)


def _listed(text: str, name: str, places: dict[str, str], losses: Losses) -> dict[str, tuple[SiteQuestion, ...]]:
    """The statements of each question in question_data.csv, by its id; `places` collects the line of each."""
    found: dict[str, tuple[SiteQuestion, ...]] = {}
    for place, cells in csv_rows(text):
        where = f"{place} of {name}"
        note_unkept(cells, where, QUESTION_COLUMNS, WHY, losses, otherwise=NO_COLUMN)
        if "Question ID" not in cells:
            raise LedgerError(f"{where}: no 'Question ID'")
        places[cells["Question ID"]] = where
        found[cells["Question ID"]] = _of_cells(cells, where, losses)
    return found


def _of_cells(cells: Mapping[str, str], where: str, losses: Losses) -> tuple[SiteQuestion, ...]:
    options = _written_list(cells.get("MC Options (All)") or cells.get("MC Options"), where)
    asked = statements_of(
        {
            "title": cells.get("Question Title"),
            "label": cells.get("Label"),
            "type": cells.get("Question Type", "").lower().replace(" ", "_"),
            "options": options,
            "resolution": cells.get("Resolution"),
            "scheduled_close_time": cells.get("Scheduled Close Time"),
            "actual_resolve_time": cells.get("Resolution Known Time"),
        },
        where,
        tuple(str(each) for each in _written_list(cells.get("Categories"), where)),
        None,
        None,
        losses,
    )
    url = cells.get("Question URL")
    if url and not any(each.answer for each in asked):
        losses.note("Question URL", where, "it is evidence of an outcome, and there is none")
    return tuple(_with_evidence(each, url) for each in asked)


def _with_evidence(asked: SiteQuestion, url: str | None) -> SiteQuestion:
    if asked.answer is None or not url:
        return asked
    return replace(asked, answer={**asked.answer, "evidence": [url]})


def _people(
    text: str, questions: Mapping[str, tuple[SiteQuestion, ...]], places: Mapping[str, str], losses: Losses
) -> Iterator[SiteForecast]:
    used: set[str] = set()
    for where, cells in csv_rows(text):
        if cells.get("Forecaster Count") or not (cells.get("Forecaster ID") or cells.get("Forecaster (Anonymized)")):
            losses.note(f"row of {cells.get('Forecaster Username') or cells.get('Forecaster (Anonymized)')}", where, CROWD)
            continue
        note_unkept(cells, where, FORECAST_COLUMNS, WHY, losses, otherwise=NO_COLUMN)
        about = questions.get(cells.get("Question ID", ""))
        if about is None:
            losses.note("row", where, f"question {cells.get('Question ID')} is not among the questions")
            continue
        used.add(cells["Question ID"])
        yield from _of_row(cells, about, where, losses)
    note_unused(places, used, losses)


def _of_row(cells: Mapping[str, str], about: Sequence[SiteQuestion], where: str, losses: Losses) -> Iterator[SiteForecast]:
    if not about:
        # The notes on the columns of the distribution say why.
        return
    yes = cells.get("Probability Yes")
    shares = [yes] if yes else _written_list(cells.get("Probability Yes Per Category"), where)
    if len(shares) != len(about):
        losses.note("Probability Yes Per Category", where, "it does not have one value for each option")
        return
    who = next(cells[name] for name in FORECASTER if name in cells)
    given, end = instant(cells.get("Start Time"), where), cells.get("End Time")
    for asked, share in zip(about, shares, strict=True):
        if share is not None:
            # The same forecast from the API is the same claim.
            yield SiteForecast(
                where=where,
                key=(cells["Question ID"], asked.text, cells.get("Forecaster ID", who), given_at(given)),
                series=(cells["Question ID"], asked.text),
                asked=asked,
                who=who,
                at=given,
                share=chance(share, where),
                taken_back=instant(end, where) if end else None,
            )


def _written_list(words: str | None, where: str) -> list[Any]:
    """A list in Python syntax. Raises LedgerError."""
    if not words:
        return []
    try:
        found = ast.literal_eval(words)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        found = None
    if not isinstance(found, list | tuple):
        raise LedgerError(f"{where}: {words[:40]!r} is not a list such as ['Yes', 'No']")
    return list(found)
