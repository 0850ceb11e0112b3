"""Reading a ledger creates nothing and needs no write permission; a filter without matches says so."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.command_line import Command

LOOKING = (("list",), ("search", "boats"), ("sources",), ("speakers",), ("due",), ("scorecard",), ("export",), ("restatements",))
FORMED = ("list", "search", "sources", "speakers", "due", "restatements")


@pytest.mark.parametrize("command", [*LOOKING, ("show", "abcd"), ("history", "abcd"), ("review", "--plain"), ("db", "verify")])
def test_a_named_ledger_that_is_absent_is_an_error(tracker: Command, tmp_path: Path, command: tuple[str, ...]) -> None:
    """No file and no folder is made, and one line says which ledger."""
    ran = tracker("--db", f"sqlite:///{tmp_path}/none/ledger.sqlite3", *command)
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (1, "", 1)
    assert "there is no ledger at" in ran.err
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("command", [*LOOKING, *((*each, "--format", "jsonl") for each in LOOKING if each[0] in FORMED)])
def test_the_users_own_ledger_not_made_yet_is_empty(tracker: Command, tmp_path: Path, command: tuple[str, ...]) -> None:
    """One line says what to type, and nothing is made."""
    ran = tracker(*command)
    assert ran.code == 0
    assert ran.err.splitlines() == ["tracker: no ledger yet; `tracker extract FILE` creates one"]
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize(("option", "value"), [("--odds", "pretty blue"), ("--due", "when it rains")])
def test_a_value_that_cannot_be_read_makes_no_ledger(tracker: Command, tmp_path: Path, option: str, value: str) -> None:
    """One line says what cannot be read, and nothing is made."""
    ran = tracker("add", "It opens.", option, value)
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (1, "", 1)
    assert value in ran.err
    assert not (tmp_path / "home").exists()


@pytest.fixture
def powerless() -> Iterator[None]:
    """Drops the rights of root, whom file permissions do not stop."""
    mighty = os.geteuid() == 0
    if mighty:
        os.seteuid(65534)
    yield
    if mighty:
        os.seteuid(0)


def test_a_ledger_in_a_read_only_folder_can_be_looked_at(
    samples: str, tracker: Command, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    """Listed, searched, shown and scored as anywhere; deciding is refused in one line."""
    here = Path(samples.removeprefix("sqlite:///"))
    folder = Path("/tmp") / f"tracker-read-only-{os.getpid()}"  # noqa: S108 - pytest's own folders are closed to others
    folder.mkdir()
    try:
        (folder / "ledger.sqlite3").write_bytes(here.read_bytes())
        (folder / "ledger.sqlite3").chmod(0o444)
        folder.chmod(0o555)
        url = f"sqlite:///{folder}/ledger.sqlite3"
        claim_id = json.loads(tracker("list", "--format", "jsonl").out.splitlines()[0])["id"]
        commands = [("list",), ("search", "plant"), ("show", claim_id), ("scorecard",), ("due",), ("speakers",), ("export",)]
        expected = [tracker(*each) for each in commands]
        monkeypatch.setenv("XDG_CONFIG_HOME", str(folder))
        request.getfixturevalue("powerless")
        assert [tracker("--db", url, *each) for each in commands] == expected
        refused = tracker("--db", url, "tag", claim_id, "--add", "x")
        assert (refused.code, len(refused.err.splitlines())) == (1, 1)
        assert sorted(each.name for each in folder.iterdir()) == ["ledger.sqlite3"]
    finally:
        if os.getuid() == 0:
            os.seteuid(0)
        folder.chmod(0o755)
        (folder / "ledger.sqlite3").unlink()
        folder.rmdir()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("list", "--speaker", "nobody"), "no speaker 'nobody'; 1 speaker: Ada Vance"),
        (("list", "--source", "walk"), "no source 'walk'; 1 source: talk"),
        (("list", "--tag", "energy"), "no tag 'energy'; the ledger has none"),
        (("search", "zeppelin"), "no claim with text zeppelin"),
        (("list", "--status", "accepted", "--speaker", "ada vance"), "no claim with status accepted"),
        (("list", "--due-before", "2025-12-31", "--said-after", "2030-01-01"), "no claim with said-after 2030-01-01"),
        (("list", "--below", "0.2", "--text", '"number 9"'), "no claim with text \"number 9\" and below 0.2"),
        (("scorecard", "--speaker", "Ada Vanse"), "no speaker 'Ada Vanse'; 1 speaker: Ada Vance"),
        (("accept", "--tag", "energy"), "no tag 'energy'; the ledger has none"),
        (("due", "--tag", "energy"), "no tag 'energy'; the ledger has none"),
    ],
)  # fmt: skip
def test_a_filter_that_matches_nothing_is_named(ten: str, tracker: Command, typed: tuple[str, ...], said: str) -> None:
    """Which filter, and what comes near."""
    ran = tracker(*typed)
    assert ran.code == 0
    assert ran.err.splitlines()[0] == f"tracker: {said}"
    assert "extract FILE" not in ran.out + ran.err


def test_words_are_found_in_the_singular_and_the_plural(ten: str, tracker: Command) -> None:
    """Either finds both; a phrase is found as it stands."""
    for claim in ("The robot walks.", "Robots walk.", "A city is built.", "Cities are built.", "Two boxes."):
        tracker("add", claim, "--speaker", "Ada Vance")

    def found(words: str) -> int:
        return len(tracker("search", words, "--format", "jsonl").lines)

    counts = [found(each) for each in ("robot", "robots", "ROBOT", '"robot"', "city", "cities", "box", "robo")]
    assert counts == [2, 2, 2, 1, 2, 2, 1, 0]


def test_one_undo_takes_a_mass_action_back_in_one_line(ten: str, tracker: Command) -> None:
    """By filter or by ids, it is one operation."""
    assert tracker("accept", "--at-least", "0").code == 0
    ran = tracker("undo")
    assert ran.out.startswith("took back 10 acceptances by ana of ")
    assert len(ran.lines) == 1
    assert len(tracker("list", "--status", "candidate", "--format", "jsonl").lines) == 10


@pytest.mark.parametrize(
    ("words", "offered"), [("list --tag en", "energy"), ("list --source ta", "talk"), ("sources edit ta", "talk")]
)
def test_the_shell_completes_tags_and_sources(
    ten: str, tracker: Command, monkeypatch: pytest.MonkeyPatch, words: str, offered: str
) -> None:
    """Tags and sources are completed like ids and speakers."""
    claim_id = json.loads(tracker("list", "--limit", "1", "--format", "jsonl").out)["id"]
    tracker("tag", claim_id, "--add", "energy")
    monkeypatch.setenv("_TRACKER_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", f"tracker {words}")
    monkeypatch.setenv("COMP_CWORD", str(len(words.split())))
    assert f"plain,{offered}" in tracker().out


def test_the_shell_makes_no_ledger(tracker: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no ledger nothing is completed, and the tab key makes none."""
    monkeypatch.setenv("TRACKER_DB", f"sqlite:///{tmp_path}/none.sqlite3")
    monkeypatch.setenv("_TRACKER_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", "tracker show 1")
    monkeypatch.setenv("COMP_CWORD", "2")
    assert tracker().out.strip() == ""
    assert not (tmp_path / "none.sqlite3").exists()


def test_a_table_is_previewed_and_its_headings_are_told(ten: str, tracker: Command, tmp_path: Path) -> None:
    """A dry run keeps nothing; errors name the line of the file."""
    file = tmp_path / "t.csv"
    file.write_text("Bet,Day,By\nIt opens.,2024-01-02,2025-06-01\n\nIt shuts.,2024-01-03,soon\n", encoding="utf-8")
    before = tracker("export").out
    typed = ("import", str(file), "--map", "Bet=claim,Day=said_on,By=due")
    assert "line 4: 'soon' cannot be read as one date" in tracker(*typed).err
    file.write_text(file.read_text(encoding="utf-8").replace("soon", "1 June 2025"), encoding="utf-8")
    ran = tracker(*typed, "--dry-run")
    assert ran.code == 0
    assert "'By' is read as due" in ran.err
    assert "2 claims added" in ran.err
    assert tracker("export").out == before
    assert "2 claims added" in tracker(*typed).err


def test_listings_and_exports_have_one_set_of_columns(samples: str, tracker: Command, tmp_path: Path) -> None:
    """The CSV of a listing has the columns of an export, and can be imported."""
    listed, exported = tracker("list", "--format", "csv", "--order", "id").out, tracker("export", "--format", "csv").out
    assert listed.splitlines()[0] == exported.splitlines()[0]
    file = tmp_path / "listed.csv"
    file.write_text(listed, encoding="utf-8")
    ran = tracker("--db", f"sqlite:///{tmp_path}/copy.sqlite3", "import", str(file))
    assert ran.code == 0, ran.err
    copied = tracker("--db", f"sqlite:///{tmp_path}/copy.sqlite3", "list", "--format", "csv", "--order", "id").out
    assert len(copied.splitlines()) == len(listed.splitlines())
