"""Recognising the format of an imported file, and reading it as rows for the ledger."""

import csv
import datetime as dt
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from tracker.errors import LedgerError
from tracker.exchange.claims_csv import claims_of_table, is_own_table
from tracker.exchange.column_headings import mapped
from tracker.exchange.fatebook import claims_of_fatebook, is_fatebook
from tracker.exchange.goodjudgment import claims_of_judgment, is_judgment_forecasts, is_judgment_questions
from tracker.exchange.manifold import bets_in, claims_of_manifold, is_manifold_bets, is_manifold_markets
from tracker.exchange.metaculus import claims_of_metaculus, is_metaculus
from tracker.exchange.metaculus_download import claims_of_metaculus_csv, is_metaculus_forecasts, is_metaculus_questions
from tracker.exchange.predictionbook import claims_of_predictionbook, is_predictionbook
from tracker.exchange.spreadsheet import Sheet, TableOptions, claims_of_sheet, read_sheet
from tracker.ledger.transfer.import_report import Losses

Json = dict[str, Any]
Rows = Iterator[tuple[str, Json]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Questions:
    """A separate file with the questions of the forecasts."""

    name: str
    text: str

    def __post_init__(self) -> None:
        """Removes a byte order mark."""
        object.__setattr__(self, "text", self.text.lstrip("\ufeff"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """The rows of an import, and which heading of a table was read as which field."""

    rows: Rows
    mapping: tuple[tuple[str, str], ...] = ()


def checked_rows(rows: Callable[[], Rows]) -> Rows:
    """The rows of a file. Raises LedgerError if its structure is not what its program writes."""
    where = "the file"
    try:
        for where, row in rows():
            yield where, row
    except csv.Error as error:
        raise LedgerError(f"after {where}: the table cannot be read ({error})") from None
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        raise LedgerError(f"after {where}: its structure is not what its program writes ({error!r})") from None


def foreign_json(found: object) -> bool:
    """Whether parsed JSON is another program's."""
    return any(fits(found) for fits in (is_metaculus, is_manifold_bets, is_manifold_markets, is_predictionbook))


def incoming_json(found: object, questions: Questions | None, losses: Losses, now: dt.datetime) -> Rows:
    """The rows of another program's parsed JSON. Raises LedgerError if its questions are missing."""
    if is_manifold_bets(found):
        asked = _needed(questions, "these are bets, without the markets they were made on", "MARKETS.json")
        return claims_of_manifold(found, _parsed_markets(asked), asked.name, losses, now)
    if questions is not None:
        raise LedgerError("--questions goes with Manifold's bets, Metaculus's forecast_data.csv and Good Judgment's survey_fcasts")
    if is_manifold_markets(found):
        return claims_of_manifold(bets_in(found), found, "the file", losses, now)
    if is_metaculus(found):
        return claims_of_metaculus(found, losses, now)
    return claims_of_predictionbook(found, losses)


def incoming_table(text: str, options: TableOptions, questions: Questions | None, losses: Losses, now: dt.datetime) -> Incoming:
    """The rows of a table. Raises LedgerError for an unknown kind, or if its questions are missing."""
    header = _header(text)
    if is_metaculus_forecasts(header):
        asked = _needed(questions, "these are forecasts without their questions", "question_data.csv", is_metaculus_questions)
        return Incoming(rows=claims_of_metaculus_csv(text, asked.text, asked.name, losses, now))
    if is_judgment_forecasts(header):
        asked = _needed(questions, "these are forecasts without their questions", "ifps.csv", is_judgment_questions)
        return Incoming(rows=claims_of_judgment(text, asked.text, asked.name, losses, now))
    if questions is not None:
        raise LedgerError("--questions goes with Manifold's bets, Metaculus's forecast_data.csv and Good Judgment's survey_fcasts")
    if is_metaculus_questions(header) or is_judgment_questions(header):
        raise LedgerError("these are questions without forecasts; import the forecasts: FORECASTS.csv --questions QUESTIONS.csv")
    if is_fatebook(text):
        return Incoming(rows=claims_of_fatebook(text, losses))
    if is_own_table(text):
        return Incoming(rows=claims_of_table(text, losses))
    return incoming_sheet(read_sheet(text), options, losses)


def incoming_sheet(sheet: Sheet, options: TableOptions, losses: Losses) -> Incoming:
    """The rows of any other table, by the meaning of its headings. Raises LedgerError."""
    mapping = tuple(mapped(sheet.headings, options.fields).items())
    return Incoming(rows=claims_of_sheet(sheet, losses, options), mapping=mapping)


def _header(text: str) -> Sequence[str]:
    try:
        return [each.strip() for each in next(csv.reader([text.partition("\n")[0]]), [])]
    except csv.Error:
        return []


def _needed(questions: Questions | None, what: str, name: str, fits: Any = None) -> Questions:
    if questions is None:
        raise LedgerError(f"{what}; add --questions {name}")
    if fits is not None and not fits(_header(questions.text)):
        raise LedgerError(f"{questions.name} does not have the headings of {name}")
    return questions


def _parsed_markets(questions: Questions) -> object:
    try:
        found = json.loads(questions.text)
    except ValueError as error:
        raise LedgerError(f"{questions.name} is not JSON ({error})") from None
    if not is_manifold_markets(found):
        raise LedgerError(f"{questions.name} has no Manifold markets")
    return found
