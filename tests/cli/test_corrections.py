"""A corrected day carries through: what was counted from it moves, what an analyst set stays, and it shows everywhere."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.command_line import Command
from tracker import ledger
from tracker.cli.state import now
from tracker.desk import typed_changes
from tracker.desk.review_desk import Desk, review_filter

TEXT = "Ada Vance: I think next year we will sell 20,000 boats. By 2030 every boat will be electric.\n"


@pytest.fixture
def boats(tracker: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """A ledger with two claims, by the words that their due dates were counted from."""
    monkeypatch.setenv("TRACKER_DB", f"sqlite:///{tmp_path}/ledger.sqlite3")
    file = tmp_path / "boats.txt"
    file.write_text(TEXT, encoding="utf-8")
    assert tracker("extract", str(file), "--date", "2024-06-26").code == 0
    rows = [json.loads(line) for line in tracker("list", "--format", "jsonl").lines]
    return {row["horizon"]["text"].lower(): row["id"] for row in rows}


def due(tracker: Command, claim_id: str) -> str:
    return str(json.loads(tracker("show", claim_id, "--format", "json").out)["horizon"]["end"])


def test_a_new_day_of_speaking_moves_what_was_counted_from_it(boats: dict[str, str], tracker: Command) -> None:
    """With the day of a transcript "next year" moves, and is listed; "by 2030" does not."""
    moving, standing = boats["next year"], boats["by 2030"]
    ran = tracker("sources", "edit", "boats", "--said-on", "2022-06-26")
    assert f"{moving}: due date moved from 2025-12-31 to 2023-12-31" in ran.err
    assert standing not in ran.err
    assert (due(tracker, moving), due(tracker, standing)) == ("2023-12-31", "2030-12-31")
    assert tracker("undo").code == 0
    assert due(tracker, moving) == "2025-12-31"


def test_a_due_date_that_an_analyst_set_stays(boats: dict[str, str], tracker: Command) -> None:
    """Due dates follow the day of one claim, and that of its transcript."""
    claim_id = boats["next year"]
    ran = tracker("edit", claim_id, "--said-on", "2023-06-26")
    assert f"{claim_id}: due date moved from 2025-12-31 to 2024-12-31, counted from 2023-06-26" in ran.err
    tracker("edit", claim_id, "--due", "2026-03-31")
    ran = tracker("edit", claim_id, "--said-on", "2022-06-26")
    assert f"{claim_id}: due date stays 2026-03-31" in ran.err
    tracker("sources", "edit", "boats", "--said-on", "2021-06-26")
    assert due(tracker, claim_id) == "2026-03-31"


def test_an_edited_due_date_shows_everywhere(boats: dict[str, str], tracker: Command, tmp_path: Path) -> None:
    """The new due date is in lists, the due queue, its calendar and exports."""
    claim_id = boats["next year"]
    tracker("edit", claim_id, "--due", "2026-03-31")
    tracker("accept", claim_id)
    (listed,) = [line for line in tracker("list").lines if line.startswith(claim_id[:4])]
    assert "2026-03-31" in listed
    assert claim_id[:4] in tracker("due", "--as-of", "2026-04-01").out
    assert "20260331" in tracker("due", "--format", "ics", "--as-of", "2026-04-01").out
    assert "2026-03-31" in next(line for line in tracker("export", "--format", "csv").lines if line.startswith(claim_id))


def test_an_edited_due_date_shows_in_the_report(boats: dict[str, str], tracker: Command, tmp_path: Path) -> None:
    """The new day stands on the overview and the page of the claim; the old one only in the history of what was done."""
    claim_id, site = boats["next year"], tmp_path / "site"
    tracker("accept", claim_id)
    assert tracker("report", "--out", str(site), "--as-of", "2025-01-15").code == 0
    assert claim_id in {name for name, text in pages(site).items() if "2025-12-31" in text}
    tracker("edit", claim_id, "--due", "2026-03-31")
    assert tracker("report", "--out", str(site), "--as-of", "2025-01-15").code == 0
    after = pages(site)
    assert {name for name, text in after.items() if "2026-03-31" in text} >= {"index", claim_id}
    assert not [name for name, text in after.items() if "2025-12-31" in text]


def pages(site: Path) -> dict[str, str]:
    """What the pages of a report say by their names, without the history of what was done."""
    return {file.stem: file.read_text(encoding="utf-8").partition('<ol class="history">')[0] for file in site.rglob("*.html")}


CORRECTED = "Host: Welcome.\n\n" + TEXT.replace("electric", "electrical") + "Ada Vance: We will open a yard in Malta by 2028.\n"


def test_a_replaced_transcript_extracted_again_neither_doubles_nor_loses_claims(
    boats: dict[str, str], tracker: Command, tmp_path: Path
) -> None:
    """Moved claims keep ids and decisions, a claim of the new text alone is added, and a second run adds nothing."""
    claim_id = boats["next year"]
    assert tracker("accept", claim_id).code == 0
    assert tracker("edit", claim_id, "--speaker", "Ada L. Vance").code == 0
    new = tmp_path / "boats-corrected.txt"
    new.write_text(CORRECTED, encoding="utf-8")
    assert tracker("sources", "replace", "boats", str(new)).code == 0

    def rows() -> dict[str, dict[str, Any]]:
        return {row["id"]: row for row in map(json.loads, tracker("list", "--format", "jsonl").lines)}

    replaced = rows()
    assert set(replaced) == set(boats.values())
    for _again in range(2):
        assert tracker("extract", str(new), "--date", "2024-06-26").code == 0
        found = rows()
        assert len(found) == 3
        assert set(boats.values()) <= set(found)
        assert (found[claim_id]["status"], found[claim_id]["speaker"]) == ("accepted", "Ada L. Vance")
        assert all(CORRECTED[row["start"] : row["end"]] == row["quote"] for row in found.values())
        assert tracker("db", "verify").code == 0
    export = tracker("export").out
    copy = f"sqlite:///{tmp_path}/copy.sqlite3"
    (tmp_path / "all.jsonl").write_text(export, encoding="utf-8")
    assert tracker("--db", copy, "import", str(tmp_path / "all.jsonl")).code == 0
    assert tracker("--db", copy, "export").out == export


CALL = "Welcome to our results for the third quarter of fiscal 2025.\n\nAda Vance: By 2030 every boat will be electric.\n"


@pytest.fixture
def call(tracker: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The id of the one claim of a call whose fiscal year ends in March."""
    monkeypatch.setenv("TRACKER_DB", f"sqlite:///{tmp_path}/ledger.sqlite3")
    file = tmp_path / "call.txt"
    file.write_text(CALL, encoding="utf-8")
    assert tracker("extract", str(file), "--date", "2025-02-06").code == 0
    (claim_id,) = [json.loads(line)["id"] for line in tracker("list", "--format", "jsonl").lines]
    return str(claim_id)


def test_a_typed_quarter_is_that_of_the_source(call: str, tracker: Command) -> None:
    """In a transcript whose fiscal year ends in March "Q4" ends there: in an edit, a split and a claim by hand."""
    assert tracker("edit", call, "--due", "Q4").code == 0
    assert due(tracker, call) == "2025-03-31"
    made = tracker("split", call, "They sell boats in Q4.", "They sell ships by 2031.").lines
    assert due(tracker, made[0].split()[0]) == "2025-03-31"
    for typed in (("The yard opens.", "--due", "Q4"), ("The yard opens in Q4.",)):
        assert tracker("add", *typed, "--source", "call").code == 0
    ends = {json.loads(line)["horizon"]["end"] for line in tracker("list", "--format", "jsonl").lines if "yard" in line}
    assert ends == {"2025-03-31"}


def test_an_imported_quarter_is_that_of_the_source(call: str, tracker: Command, tmp_path: Path) -> None:
    """A row of an import that names the transcript: its horizon in words, and what its sentence names."""
    source = {"sha256": json.loads(tracker("show", call, "--format", "json").out)["source"]["sha256"]}
    said = {"said_on": "2025-02-06", "speaker": "Ada Vance", "source": source}
    rows = [{**said, "claim": "The yard opens.", "horizon": "Q4"}, {**said, "claim": "The dock opens in Q4."}]
    file = tmp_path / "rows.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert tracker("import", str(file)).code == 0
    found = [json.loads(line) for line in tracker("list", "--format", "jsonl").lines]
    assert [row["horizon"]["end"] for row in found if "opens" in row["claim"]] == ["2025-03-31", "2025-03-31"]


def test_a_quarter_typed_in_a_review_is_that_of_the_source(call: str, tmp_path: Path) -> None:
    """The review desk previews, edits and splits by the same fiscal year."""
    wanted = review_filter(blind=False, speaker=None, source=None, tag=None)
    desk = Desk(
        ledger=ledger.open_ledger(f"sqlite:///{tmp_path}/ledger.sqlite3"), by="ana", wanted=wanted, clock=now, order="place"
    )
    place = desk.place()
    assert place is not None
    assert "2025-03-31" in typed_changes.preview(place.claim.forecast, "due", "Q4", typed_changes.context_at(place))
    typed_changes.edit(desk, "due", "Q4")
    typed_changes.split(desk, "They sell boats in Q4. | They sell ships by 2031.")
    with desk.ledger.reading() as session:
        ends = {each.forecast.claim: each.due for each in ledger.list_claims(session, ledger.ClaimFilter())}
    assert str(ends["They sell boats in Q4."]) == "2025-03-31"
    assert call not in ends
