"""Other tools' files through the command line: told apart by themselves, whatever they were saved as."""

import datetime as dt
import io
import json
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest

from tests.command_line import ROOT, Command

DATA = ROOT / "tests/data/exchange"


@pytest.fixture(autouse=True)
def _ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A ledger for each test."""
    monkeypatch.setenv("TRACKER_DB", f"sqlite:///{tmp_path}/ledger.sqlite3")


def claims(tracker: Command) -> list[dict[str, object]]:
    return [json.loads(line) for line in tracker("list", "--format", "jsonl").lines]


def workbook(path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Bet", "Day", "By", "Chance", "Mood"])
    sheet.append(["The ferry runs.", dt.date(2024, 6, 25), dt.date(2025, 12, 31), 0.7, "good"])
    book.save(path)
    return path


def test_a_workbook_comes_in_with_a_mapping(tracker: Command, tmp_path: Path) -> None:
    """Like any table it is shown first, and changed by --map; a second import adds nothing."""
    file = workbook(tmp_path / "bets.xlsx")
    typed = ("import", str(file), "--map", "Bet=claim,By=due")
    dry = tracker(*typed, "--dry-run")
    assert (dry.code, claims(tracker)) == (0, [])
    assert "'Bet' is read as claim" in dry.err
    assert "bets.xlsx, row 2: Mood could not be kept" in dry.err
    assert tracker(*typed).code == 0
    (claim,) = claims(tracker)
    assert (claim["claim"], claim["said_on"]) == ("The ferry runs.", "2024-06-25")
    assert "0 claims added" in tracker(*typed).err


def test_without_its_extra_a_workbook_is_one_line(tracker: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The error says what to type."""
    file = workbook(tmp_path / "bets.xlsx")
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    ran = tracker("import", str(file))
    assert ran.code == 1
    assert [line for line in ran.err.splitlines() if "pip install 'claims-tracker[documents]'" in line]


@pytest.mark.parametrize(
    ("file", "questions", "added"),
    [
        ("forecast_data.csv", "question_data.csv", 5),
        ("manifold-bets.json", "manifold-markets.json", 4),
        ("survey_fcasts.csv", "ifps.csv", 8),
    ],
)
def test_forecasts_come_in_with_the_file_of_their_questions(tracker: Command, file: str, questions: str, added: int) -> None:
    """Without it one line says so, and nothing is stored."""
    alone = tracker("import", str(DATA / file))
    assert (alone.code, "--questions" in alone.err, claims(tracker)) == (1, True, [])
    ran = tracker("import", str(DATA / file), "--questions", str(DATA / questions))
    assert ran.code == 0
    assert f"{added} claims added" in ran.err
    assert f"of {questions}: " in ran.err
    assert len(claims(tracker)) == added
    assert tracker("db", "verify").code == 0


def test_what_a_site_gives_for_nothing_is_told_by_its_archive(tracker: Command, tmp_path: Path) -> None:
    """A download is read as it is; any other archive gives a one-line error."""
    file = tmp_path / "metaculus.zip"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(DATA / "forecast_data.csv", "forecast_data.csv")
        archive.write(DATA / "question_data.csv", "question_data.csv")
    file.write_bytes(packed.getvalue())
    assert "5 claims added" in tracker("import", str(file)).err
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("diary.txt", "private")
    ran = tracker("import", str(file))
    assert (ran.code, "neither a workbook" in ran.err) == (1, True)


def test_a_table_that_is_not_utf_8_is_read_as_it_was_saved(tracker: Command, tmp_path: Path) -> None:
    """CSV as saved by Excel on Windows is read, and the encoding is named."""
    file = tmp_path / "wetten.csv"
    file.write_bytes("Prediction;Made on;Who\nDie Fähre fährt für Österreich.;26.06.2024;Zoë Müller\n".encode("cp1252"))
    ran = tracker("import", str(file))
    assert ran.code == 0
    (claim,) = claims(tracker)
    assert (claim["claim"], claim["speaker"]) == ("Die Fähre fährt für Österreich.", "Zoë Müller")
    assert "1252" in ran.err
