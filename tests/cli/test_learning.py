"""Learning from a ledger's decisions, on the command line: from real candidates to what `extract` offers afterwards."""

import json
import sqlite3
from pathlib import Path

import pytest

from tests.command_line import NOW, Command, Ran
from tracker import ledger

SAID = (
    "I am sure we will open plant {n} by the end of 2031.",
    "We might see plant {n} open by 2031, who knows.",
    "Revenue in line {n} will double within five years.",
    "Maybe somebody builds line {n} some time by 2033 or so.",
    "In 2029 the bridge number {n} is going to be finished.",
    "Plan {n} is for next year.",
    "The {n} committee meets again next month.",
    "I predict that price {n} falls below ten dollars by 2028.",
    "Our contract {n} runs until 2030.",
    "They say number {n} could be ready next spring.",
)
WEAKEST = "0.05"


def rows(ran: Ran) -> list[dict[str, object]]:
    return [json.loads(line) for line in ran.lines]


def talk(folder: Path, number: int) -> str:
    """The path of a talk of which some forecasts are plain and some are not."""
    path = folder / f"2025-03-{number:02}-talk.txt"
    said = [sentence.format(n=number * 10 + place) for place, sentence in enumerate(SAID)]
    path.write_text(" ".join(said) + "\n", encoding="utf-8")
    return str(path)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ledger of six talks, made once."""
    return tmp_path_factory.mktemp("learning") / "ledger.sqlite3"


@pytest.fixture
def decided(tracker: Command, template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A ledger in which the plainer half of the candidates was accepted and the other half rejected."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    if not template.exists():
        monkeypatch.setenv("TRACKER_DB", f"sqlite:///{template}")
        files = [talk(template.parent, number) for number in range(1, 7)]
        assert tracker("extract", *files, "--min-confidence", WEAKEST, "--jobs", "1").code == 0
        found = sorted(rows(tracker("list", "--format", "jsonl")), key=lambda row: float(str(row["confidence"])))
        kinds = [{"id": row["id"], "kind": "accept" if 2 * place >= len(found) else "reject"} for place, row in enumerate(found)]
        assert tracker("decide", "-", text="\n".join(map(json.dumps, kinds))).code == 0
    path = tmp_path / "ledger.sqlite3"
    ledger.backup(f"sqlite:///{template}", path)
    monkeypatch.setenv("TRACKER_DB", f"sqlite:///{path}")
    return path


def offered(tracker: Command, path: str) -> list[float]:
    """The confidences of a dry run's candidates."""
    return [float(str(row["confidence"])) for row in rows(tracker("extract", path, "--dry-run", "--format", "jsonl"))]


def test_what_was_decided_changes_what_is_offered_and_reset_goes_back(tracker: Command, decided: Path, tmp_path: Path) -> None:
    """A later talk has fewer candidates, those that such an analyst accepts; going back gives what the shipped weights gave."""
    later = talk(tmp_path, 9)
    before = offered(tracker, later)
    fitted = tracker("fit", "--from-ledger")
    assert fitted.code == 0
    assert "learned from" in fitted.err
    assert "on transcripts left out; extract uses it from now on" in fitted.err
    after = offered(tracker, later)
    assert 0 < len(after) < len(before)
    assert tracker("fit", "--reset").err == "tracker: the fit is discarded; the shipped weights are used\n"
    assert offered(tracker, later) == before
    assert tracker("fit", "--reset").err == "tracker: there is no fit; the shipped weights are used\n"


@pytest.mark.soak
def test_the_same_decisions_again_change_nothing(tracker: Command, decided: Path) -> None:
    """No event is added, and the texts are not read again: the cache answers in their place."""
    tracker("fit", "--from-ledger")
    exported = tracker("export").out
    cached = sorted((decided.parent / "cache").rglob("*.npz"))
    assert len(cached) == 6
    times = [each.stat().st_mtime_ns for each in cached]
    assert "learned from" in tracker("fit", "--from-ledger").err
    assert tracker("export").out == exported
    assert [each.stat().st_mtime_ns for each in sorted((decided.parent / "cache").rglob("*.npz"))] == times


@pytest.mark.soak
def test_a_damaged_cache_is_read_anew(tracker: Command, decided: Path) -> None:
    """A lost cache costs only time."""
    first = tracker("fit", "--from-ledger").err
    for path in (decided.parent / "cache").rglob("*.npz"):
        path.write_bytes(b"PK\x03\x04 no archive")
    tracker("fit", "--reset")
    assert tracker("fit", "--from-ledger").err == first


@pytest.mark.soak
def test_an_extraction_tells_what_it_was_run_with(tracker: Command, decided: Path, tmp_path: Path) -> None:
    """After learning, a batch is extracted again, the chain still verifies, and decisions stay."""
    files = [talk(tmp_path, number) for number in (1, 2)]
    tracker("fit", "--from-ledger")
    statuses = [(row["id"], row["status"]) for row in rows(tracker("list", "--format", "jsonl"))]
    assert "extracted already" not in tracker("extract", *files).err
    assert tracker("extract", *files).err.count("extracted already") == 2
    after = [(row["id"], row["status"]) for row in rows(tracker("list", "--format", "jsonl"))]
    assert [each for each in after if each[1] != "candidate"] == statuses
    assert tracker("db", "verify").code == 0


def test_a_layer_for_other_weights_does_not_serve(tracker: Command, decided: Path, tmp_path: Path) -> None:
    """After an upgrade with new weights a line says so, and the shipped ones are used."""
    later = talk(tmp_path, 9)
    before = offered(tracker, later)
    book = ledger.open_ledger(f"sqlite:///{decided}")
    with book.begin() as session:
        ledger.store_fit(session, "0123456789ab", [9.0] * 19, by="ana", now=NOW, reason="older")
    book.close()
    ran = tracker("extract", later, "--dry-run", "--format", "jsonl")
    assert "belongs to other weights; the shipped weights are used" in ran.err
    assert [float(str(row["confidence"])) for row in rows(ran)] == before


def test_a_dry_run_goes_on_beside_a_ledger_of_another_version(tracker: Command, tmp_path: Path) -> None:
    """It says that the shipped weights are used; an extraction that would write stops instead."""
    url = f"sqlite:///{tmp_path}/outdated.sqlite3"
    ledger.open_ledger(url).close()
    with sqlite3.connect(tmp_path / "outdated.sqlite3") as file:
        file.execute("UPDATE alembic_version SET version_num = '0001'")
    file.close()
    ran = tracker("extract", talk(tmp_path, 1), "--dry-run", "--format", "jsonl", db=url)
    assert (ran.code, len(rows(ran)) > 0) == (0, True)
    assert "type: tracker db upgrade; the shipped weights are used for this run" in ran.err
    stopped = tracker("extract", talk(tmp_path, 1), db=url)
    assert (stopped.code, stopped.out, stopped.err.count("tracker db upgrade")) == (1, "", 1)


@pytest.mark.soak
def test_an_import_brings_no_layer_along(tracker: Command, decided: Path, tmp_path: Path) -> None:
    """It belongs to its ledger; the events travel, so that the chain is whole, and the same bytes come out again."""
    tracker("fit", "--from-ledger")
    exported = tracker("export").out
    (tmp_path / "all.jsonl").write_text(exported, encoding="utf-8")
    other = f"sqlite:///{tmp_path}/other.sqlite3"
    assert tracker("import", str(tmp_path / "all.jsonl"), db=other).code == 0
    assert tracker("export", db=other).out == exported
    assert tracker("db", "verify", db=other).code == 0
    assert tracker("fit", "--reset", db=other).err == "tracker: there is no fit; the shipped weights are used\n"


def test_texts_that_are_not_kept_teach_nothing(tracker: Command, decided: Path, tmp_path: Path) -> None:
    """A line says how many transcripts have no text; too few are left, and another says that."""
    (tmp_path / "all.jsonl").write_text(tracker("export", "--without-text").out, encoding="utf-8")
    other = f"sqlite:///{tmp_path}/other.sqlite3"
    tracker("import", str(tmp_path / "all.jsonl"), db=other)
    ran = tracker("fit", "--from-ledger", db=other)
    assert ran.code == 0
    assert "6 transcripts with decisions have no text in the ledger" in ran.err
    assert "too few decisions" in ran.err
    assert ran.err.count("the shipped weights are used") == 1


def test_too_few_decisions_are_one_line(tracker: Command, ten: str) -> None:
    """The line says what there is and what is needed; the ledger stays as it was."""
    assert ten
    before = tracker("export").out
    ran = tracker("fit", "--from-ledger")
    assert (ran.code, len(ran.err.splitlines())) == (0, 1)
    assert "too few decisions: 0 accepted and 0 rejected in 0 transcripts; 40 are needed" in ran.err
    assert tracker("export").out == before


def test_learning_makes_no_ledger(tracker: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is none yet, there is nothing to learn from and nothing to go back from."""
    for words in ("--from-ledger", "--reset"):
        ran = tracker("fit", words)
        assert (ran.code, "the shipped weights are used" in ran.err) == (0, True)
    assert not list(tmp_path.rglob("*.sqlite3"))


@pytest.mark.parametrize("words", [(), ("--from-ledger", "--reset"), ("--out", "fitted")])
def test_one_way_to_fit_at_a_time(tracker: Command, words: tuple[str, ...]) -> None:
    """Options that exclude each other are a usage error."""
    ran = tracker("fit", *words)
    assert (ran.code, "give GOLD with --out FOLDER, or --from-ledger, or --reset" in ran.err) == (2, True)
