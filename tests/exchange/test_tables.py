"""Other tools' files: what is kept, and that every cell is accounted for."""

import datetime as dt
import io
import sys
from collections.abc import Iterable
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ledger.samples import later
from tracker import exchange
from tracker import ledger as ledgers
from tracker.errors import LedgerError
from tracker.exchange import DateOrder, TableOptions
from tracker.exchange.column_headings import mapped
from tracker.exchange.written_cells import date_order, day_reader, share_reader, written_day
from tracker.ledger import ClaimFilter, ImportReport, Ledger, Order
from tracker.records import Claim, Outcome

DATA = Path(__file__).resolve().parents[1] / "data/exchange"


def brought_in(opened: Ledger, name: str, options: TableOptions | None = None) -> tuple[ImportReport, list[Claim]]:
    """What importing a sample file came to."""
    lines = (DATA / name).read_text(encoding="utf-8-sig").splitlines(keepends=True)
    with opened.begin() as session:
        report = exchange.import_text(session, lines, by="zoe", now=later(), options=options)
        again = exchange.import_text(session, lines, by="zoe", now=later(days=1), options=options)
        assert (again.added, again.events) == (0, 0)
        return report, ledgers.list_claims(session, ClaimFilter(order=Order.SAID))


def lost(report: ImportReport) -> dict[str, tuple[int, str]]:
    """What was lost: field, how often, where first."""
    return {each.field: (each.count, each.where) for each in report.losses}


def numbered(cells: list[str]) -> list[tuple[str, str]]:
    """The cells of a column with where they stand."""
    return [(f"line {line}", cell) for line, cell in enumerate(cells, 2)]


def test_a_spreadsheet_is_read_by_the_meaning_of_its_headings(sqlite_ledger: Ledger) -> None:
    """Semicolons, a byte order mark, Windows line ends, dates and shares as people write them."""
    report, (ferry, bridge, ship) = brought_in(sqlite_ledger, "spreadsheet.csv")
    assert dict(report.mapping) == {
        "Prediction": "claim",
        "Who": "speaker",
        "Made on": "said_on",
        "Deadline": "due",
        "How sure": "odds",
        "Came true?": "outcome",
        "Resolved on": "known_on",
        "Category": "tags",
    }
    assert lost(report) == {"Weather": (2, "line 2")}
    assert (ferry.forecast.said_on, ferry.due, ferry.tags) == (dt.date(2024, 6, 25), dt.date(2025, 12, 31), ("boats", "energy"))
    assert ferry.forecast.probability
    assert ferry.forecast.probability.low == 0.7
    assert ferry.resolution
    assert (ferry.resolution.outcome, ferry.resolution.known_on) == (Outcome.TRUE, dt.date(2026, 1, 2))
    assert bridge.forecast.speaker == "Ada Vance"
    assert bridge.resolution
    assert bridge.resolution.outcome is Outcome.FALSE
    assert (ship.forecast.claim, ship.due, ship.resolution) == ("A ship sails,\nalone.", None, None)


def test_fatebooks_export_is_kept_with_its_updates(sqlite_ledger: Ledger) -> None:
    """Instants without leading zeros, tags parted by semicolons, columns that nobody knows."""
    report, (first, bridge, second) = brought_in(sqlite_ledger, "fatebook.csv")
    assert lost(report) == {
        "Question notes": (1, "line 2"),
        "Your Brier score for this question": (2, "line 2"),
        "Team": (1, "line 2"),
    }
    assert (first.tags, first.forecast.said_on, second.forecast.said_on) == (
        ("boats", "energy"),
        dt.date(2024, 6, 3),
        dt.date(2025, 2, 3),
    )
    assert first.chain == second.chain == first.id
    assert bridge.resolution is None


def test_predictionbooks_groups_are_kept_as_tags(sqlite_ledger: Ledger) -> None:
    """The group stands in brackets before the description; later responses update the first."""
    report, (first, second) = brought_in(sqlite_ledger, "predictionbook.json")
    assert first.tags == second.tags == ("Bridges of the north",)
    assert first.chain == second.chain
    assert lost(report) == {
        "creator_id": (1, "predictions[0]"),
        "mean_confidence": (1, "predictions[0]"),
        "prediction_group_id": (1, "predictions[0]"),
        "responses.comment": (1, "predictions[0].responses[1]"),
        "responses.updated_at": (2, "predictions[0].responses[0]"),
        "user": (1, "the file"),
        "version": (1, "predictions[0]"),
        "visibility": (1, "predictions[0]"),
    }


def odds(claims: Iterable[Claim]) -> list[float | None]:
    return [claim.forecast.probability.low if claim.forecast.probability else None for claim in claims]


def workbook(*sheets: list[list[object]]) -> bytes:
    """A workbook of Excel; shares from 0 to 1 in the column "How sure" are shown as per cent."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for number, rows in enumerate(sheets):
        sheet = book.create_sheet(f"Sheet {number + 1}")
        for row in rows:
            sheet.append(row)
        for (cell,) in sheet.iter_rows(min_col=5, max_col=5, min_row=2):
            cell.number_format = "0%"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


SHEET: list[list[object]] = [
    ["Prediction", "Who", "Made on", "Deadline", "How sure", "Came true?", "Resolved on", "Weather", None],
    [
        "The ferry runs on batteries.",
        "Ada Vance",
        dt.date(2024, 6, 25),
        dt.date(2025, 12, 31),
        0.7,
        True,
        dt.date(2026, 1, 2),
        "rain",
        "?",
    ],
    [],
    ["The bridge opens.", "ADA  VANCE", "3 July 2024", "Dec 31, 2025", 0.4, "no", dt.date(2026, 1, 3)],
    ["The mill shuts.", "Bram Okafor", dt.date(2024, 8, 5), None, 1, 0.25, dt.date(2026, 1, 4)],
]


def test_a_workbook_is_read_as_its_table_would_be(sqlite_ledger: Ledger) -> None:
    """Dates, shares and answers as Excel stores them; rows are named as it numbers them, other sheets and columns are said."""
    data = workbook([], SHEET, [["Prediction", "Made on"], ["It rains.", "2024-06-25"]])
    with sqlite_ledger.begin() as session:
        report = exchange.import_archive(session, data, by="zoe", now=later(days=900))
        assert exchange.import_archive(session, data, by="zoe", now=later(days=901)).events == 0
        ferry, bridge, mill = ledgers.list_claims(session, ClaimFilter(order=Order.SAID))
    assert dict(report.mapping)["How sure"] == "odds"
    assert odds([ferry, bridge, mill]) == [0.7, 0.4, 1.0]
    assert (ferry.forecast.said_on, ferry.due, bridge.due) == (dt.date(2024, 6, 25), dt.date(2025, 12, 31), dt.date(2025, 12, 31))
    assert mill.resolution
    assert [each.resolution.outcome for each in (ferry, bridge) if each.resolution] == [Outcome.TRUE, Outcome.FALSE]
    assert (mill.resolution.outcome, mill.resolution.credit) == (Outcome.PARTIAL, 0.25)
    assert lost(report) == {"Weather": (1, "row 2"), "column 9": (1, "row 2"), "sheet 'Sheet 3'": (1, "row 1")}


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (workbook([]), "the workbook is empty"),
        (workbook(SHEET)[:900], "damaged or cut off"),
        (b"PK\x03\x04 and nothing more", "damaged or cut off"),
        (
            workbook([["Prediction", "Made on"], ["It rains.", "03/04/2024"]]),
            "row 2: Made on '03/04/2024' may have the day or the month",
        ),
        (workbook([["Prediction", "Prediction", "Made on"]]), "occurs twice"),
    ],
)
def test_a_workbook_that_cannot_be_read_is_one_line(sqlite_ledger: Ledger, data: bytes, why: str) -> None:
    """Any damage gives a one-line error, and nothing is stored."""
    with pytest.raises(LedgerError, match=why), sqlite_ledger.begin() as session:
        exchange.import_archive(session, data, by="zoe", now=later(days=900))


def test_without_the_extra_a_workbook_says_what_to_type(sqlite_ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without openpyxl one line says what to install."""
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(LedgerError, match=r"pip install 'claims-tracker\[documents\]'"), sqlite_ledger.begin() as session:
        exchange.import_archive(session, workbook_bytes, by="zoe", now=later(days=900))


workbook_bytes = workbook(SHEET)


@pytest.mark.parametrize(
    ("cells", "outcome", "credit"),
    [
        ("0.5,", Outcome.PARTIAL, 0.5),
        ("30%,", Outcome.PARTIAL, 0.3),
        ("partly,0.25", Outcome.PARTIAL, 0.25),
        ("partial,75%", Outcome.PARTIAL, 0.75),
        ("0.0,", Outcome.FALSE, None),
        ("100%,", Outcome.TRUE, None),
        ("1,", Outcome.TRUE, None),
        ("yes,", Outcome.TRUE, None),
    ],
)
def test_a_share_that_came_true_is_a_partial_outcome(
    sqlite_ledger: Ledger, cells: str, outcome: Outcome, credit: float | None
) -> None:
    """In the cell of the outcome, or in a column of its own."""
    lines = ["Claim,Date,Outcome,Credit,Resolved on\n", f"It opens.,2024-06-25,{cells},2025-01-02\n"]
    with sqlite_ledger.begin() as session:
        exchange.import_text(session, lines, by="zoe", now=later(days=900))
        (claim,) = ledgers.list_claims(session)
    assert claim.resolution
    assert (claim.resolution.outcome, claim.resolution.credit) == (outcome, credit)


def test_a_partial_outcome_without_its_share_is_refused(sqlite_ledger: Ledger) -> None:
    """The line says where to write it; a share beside a plain answer is named as lost."""
    head = "Claim,Date,Outcome,Credit,Resolved on\n"
    with pytest.raises(LedgerError, match="line 2: a partial outcome needs the share"), sqlite_ledger.begin() as session:
        exchange.import_text(session, [head, "It opens.,2024-06-25,partly,,2025-01-02\n"], by="zoe", now=later(days=900))
    with sqlite_ledger.begin() as session:
        report = exchange.import_text(session, [head, "It opens.,2024-06-25,yes,0.5,2025-01-02\n"], by="zoe", now=later(days=900))
    assert lost(report) == {"credit": (1, "line 2")}


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (["25/06/2024", "03/04/2024"], DateOrder.DAY_FIRST),
        (["06/25/2024", "03/04/2024"], DateOrder.MONTH_FIRST),
        (["04/04/2024", "2024-06-26"], None),
        ([], None),
    ],
)
def test_the_order_of_day_and_month_is_that_of_the_column(cells: list[str], order: DateOrder | None) -> None:
    """One date that can be read in one way alone decides."""
    assert date_order("due", numbered(cells)) is order


@pytest.mark.parametrize("cells", [["03/04/2024"], ["25/06/2024", "06/25/2024"]])
def test_dates_that_can_be_read_two_ways_are_refused(cells: list[str]) -> None:
    """The message says where; the option decides."""
    with pytest.raises(LedgerError, match="line 2"):
        date_order("due", numbered(cells))
    assert day_reader("due", numbered(["03/04/2024"]), DateOrder.MONTH_FIRST)("line 2", "03/04/2024") == "2024-03-04"


@given(st.dates(dt.date(1970, 1, 1), dt.date(2100, 1, 1)))
def test_days_are_read_in_every_way_to_write_them(day: dt.date) -> None:
    """Dates may have leading zeros, names of months, and times."""
    named = (f"{day:%d %B %Y}", f"{day:%b} {day.day}, {day.year}", f"{day:%d-%b-%Y}")
    ways = (f"{day}", f"{day.year}/{day.month}/{day.day} 9:5:7", *named)
    assert {written_day(each) for each in ways} == {day}
    assert written_day(f"{day:%d/%m/%Y}", DateOrder.DAY_FIRST) == written_day(f"{day:%m/%d/%Y}", DateOrder.MONTH_FIRST) == day


@pytest.mark.parametrize(
    ("cells", "values"),
    [(["70%", "0.7", "1"], [0.7, 0.7, 1.0]), (["70", "1", "0.5%"], [0.7, 0.01, 0.005]), (["0,4", ".5"], [0.4, 0.5])],
)
def test_shares_are_read_over_the_whole_column(cells: list[str], values: list[float]) -> None:
    """A bare number above one makes all bare numbers per cent."""
    read = share_reader("odds", numbered(cells))
    assert [read("line 2", each) for each in cells] == pytest.approx(values)
    with pytest.raises(LedgerError, match="line 9"):
        read("line 9", "140%")


def test_headings_are_mapped_as_told() -> None:
    """What is told wins; a heading or field that is not there is an error, and so is a table without claims or days."""
    headings = ("Bet", "Date", "Title")
    assert mapped(headings, {}) == {"Date": "said_on", "Title": "claim"}
    told = {"Predictions": "claim", "Said": "said_on", "Due by": "due", "Prob. %": "odds", "Did it happen?": "outcome"}
    assert mapped(tuple(told), {}) == told
    assert mapped(headings, {"bet": "claim", "Title": "-"}) == {"Bet": "claim", "Date": "said_on"}
    for wrong in ({"Bets": "claim"}, {"Bet": "colour"}, {"Date": "due"}):
        with pytest.raises(LedgerError):
            mapped(headings, wrong)
