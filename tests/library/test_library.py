"""What `import tracker` offers to notebooks: every sample of the documentation, records, tables, and what is loaded when."""

import datetime as dt
import subprocess
import sys
from pathlib import Path

import pytest

import tracker
from tests.command_line import ROOT, SEEDS, own_home
from tracker import ledger

INTERVIEW = SEEDS / "2025-03-12-long-build-castellan.txt"
FIRST = ("import tracker.extract", "from tracker.extract import ExtractOptions", "from tracker import ledger")
NOW = dt.datetime(2026, 11, 22, 9, 0, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sample ledger in it, as the samples of the pages name it."""
    path = tmp_path_factory.mktemp("library")
    book = ledger.open_ledger(f"sqlite:///{path}/claims.sqlite3")
    with book.begin() as session, (SEEDS / "ledger.jsonl").open(encoding="utf-8") as lines:
        ledger.import_lines(session, lines, by="ana", now=NOW)
    book.close()
    return path


@pytest.fixture
def book(folder: Path) -> ledger.Ledger:
    return tracker.open_ledger(f"sqlite:///{folder}/claims.sqlite3")


def samples(page: str) -> tuple[str, str]:
    """The Python of a page, and what the page says that it prints."""
    blocks = (ROOT / page).read_text(encoding="utf-8").split("```")[1::2]
    programs = [at for at, block in enumerate(blocks) if block.startswith("python\n")]
    said = "".join(blocks[at].removeprefix("python\n") for at in programs)
    return said, "".join(blocks[at + 1].removeprefix("\n") for at in programs)


def test_the_samples_print_what_the_pages_say(folder: Path) -> None:
    """Each page's Python runs as it stands, from top to bottom, beside a ledger; one process runs the pages in turn."""
    programs, printed = zip(*map(samples, ("README.md", "docs/python.md", "docs/spacy.md")), strict=True)
    each_alone = f"for program in {programs!r}:\n    exec(program, {{}})"
    done = subprocess.run([sys.executable, "-c", each_alone], capture_output=True, text=True, check=False, cwd=folder, timeout=120)
    assert done.stderr == ""
    assert done.stdout == "".join(printed)


@pytest.mark.parametrize(
    ("program", "absent"),
    [
        ("import tracker", {"spacy", "sqlalchemy", "onnxruntime", "numpy", "httpx", "feedparser", "click", "asyncio"}),
        ("import tracker; tracker.Forecast, tracker.TrackerError", {"spacy", "sqlalchemy", "onnxruntime", "numpy", "httpx"}),
        ("import tracker; tracker.open_ledger", {"spacy", "onnxruntime", "numpy", "httpx", "feedparser"}),
        ("import tracker; tracker.extract", {"spacy", "sqlalchemy", "httpx", "feedparser"}),
    ],
)
def test_nothing_is_loaded_before_it_is_used(program: str, absent: set[str]) -> None:
    """Importing the package, and naming what it offers, brings in no library that the first call would not need."""
    shown = f"import sys; {program}; print(*sorted({{name.partition('.')[0] for name in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", shown], capture_output=True, text=True, check=True, cwd=ROOT, timeout=60)
    assert not set(done.stdout.split()) & absent


@pytest.mark.soak
@pytest.mark.parametrize("first", FIRST)
def test_extract_can_be_called_whatever_was_imported_before(first: str) -> None:
    """The package of the same name does not hide the function."""
    program = f"{first}\nimport tracker\nprint(len(tracker.extract('We open a plant in 2030.', said_on='2025-03-12')))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, cwd=ROOT, timeout=60)
    assert (done.stdout, done.stderr) == ("1\n", "")


@pytest.mark.soak
def test_a_text_a_path_and_the_name_of_a_file_are_read_alike() -> None:
    """The day may stand in the name of the file; of a text it is told."""
    by_path = tracker.extract(INTERVIEW, speaker="Mira Castellan")
    assert by_path
    assert tracker.extract(str(INTERVIEW), speaker="Mira Castellan") == by_path
    text = tracker.extract(INTERVIEW.read_text(encoding="utf-8"), said_on=dt.date(2025, 3, 12), speaker="Mira Castellan")
    assert [each.quote for each in text] == [each.quote for each in by_path]
    assert tracker.extract(INTERVIEW, speaker="Mira Castellan", min_confidence=0.95) == [
        each for each in by_path if each.confidence >= 0.95
    ]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("missing.txt", "missing.txt: cannot be read"),
        (Path("no such file.txt"), "cannot be read"),
        ("We open a plant in 2030.", "no day of speaking"),
        ("", "is empty"),
        ("http://127.0.0.1:1/talk.txt", "is this machine online?"),
    ],
)
def test_what_cannot_be_read_is_one_line(given: str | Path, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A mistyped name is not taken for a text without forecasts."""
    own_home(tmp_path, monkeypatch)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with pytest.raises(tracker.TrackerError, match=said.replace("?", r"\?")) as raised:
        tracker.extract(given)
    assert "\n" not in str(raised.value)


def test_claims_are_narrowed_by_plain_words(book: ledger.Ledger) -> None:
    """Names are those of the command line; an unknown one gives an error that lists them."""
    everything = tracker.claims(book)
    judged = tracker.claims(book, outcome=("true", "false"))
    assert {str(each.resolution.outcome) for each in judged if each.resolution} == {"true", "false"}
    assert 0 < len(judged) < len(everything)
    assert tracker.claims(book, status="rejected") == [each for each in everything if each.status == "rejected"]
    with pytest.raises(tracker.TrackerError, match="status is 'kept'; expected candidate or accepted"):
        tracker.claims(book, status="kept")
    with pytest.raises(tracker.TrackerError, match="speaker"):
        tracker.claims(book, spaeker="Ada Vance")


def test_every_judgement_that_stands_is_listed(book: ledger.Ledger) -> None:
    """Each resolved claim has one judgement that counts, and those against it."""
    found = tracker.resolutions(book)
    counting = [each for each in found if each.counts]
    assert [each.claim.id for each in counting] == [each.id for each in tracker.claims(book) if each.resolution]
    assert len(found) == len(counting) + sum(len(each.conflicting) for each in tracker.claims(book))


def test_tables_are_columns_of_equal_length_and_plain_values(book: ledger.Ledger) -> None:
    """Of claims, forecasts, outcomes and scores; nothing but text, numbers, days, truth and None."""
    claims = tracker.claims(book)
    tables = (
        tracker.table(claims),
        tracker.table(each.forecast for each in claims),
        tracker.table(tracker.resolutions(book)),
        tracker.table(tracker.scorecard(book, as_of="2026-11-22", group_by="speaker")),
    )
    for columns, rows in zip(tables, (len(claims), len(claims), len(tracker.resolutions(book)), 3), strict=True):
        assert {len(values) for values in columns.values()} == {rows}
        assert {type(value) for values in columns.values() for value in values} <= {str, int, float, bool, dt.date, type(None)}
    assert tables[0]["due"] == [each.due for each in claims]
    assert "id" not in tables[1]
    assert tracker.table([]) == {}


def test_a_scorecard_is_the_same_of_a_ledger_and_of_its_claims(book: ledger.Ledger) -> None:
    """The day is given as text or as a date."""
    whole = tracker.scorecard(book, as_of="2026-11-22")
    assert whole == tracker.scorecard(tracker.claims(book, as_of=dt.date(2026, 11, 22)), as_of=dt.date(2026, 11, 22))
    assert whole.overall.brier is not None
    with pytest.raises(tracker.TrackerError, match="a day such as 2024-06-26"):
        tracker.scorecard(book, as_of="tomorrow")


def test_a_ledger_is_made_only_when_asked_for(tmp_path: Path) -> None:
    """A mistyped address is an error and creates nothing."""
    url = f"sqlite:///{tmp_path}/new.sqlite3"
    with pytest.raises(tracker.TrackerError, match="there is no ledger"):
        tracker.open_ledger(url)
    assert not (tmp_path / "new.sqlite3").exists()
    assert tracker.claims(tracker.open_ledger(url, create=True)) == []


def test_all_that_is_offered_is_there() -> None:
    """Each name of `__all__` can be had, and nothing else without an underscore is listed."""
    assert all(getattr(tracker, name) is not None for name in tracker.__all__)
    assert set(dir(tracker)) == {*tracker.__all__, "__version__"}
    with pytest.raises(AttributeError, match="no attribute 'forecast'"):
        _ = tracker.forecast
