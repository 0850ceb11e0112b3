"""A value that cannot be read gives a one-line error wherever it comes in, and leaves the ledger as it was."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.command_line import Command

SHA = hashlib.sha256(b"abc").hexdigest()
CLAIM: dict[str, Any] = {
    "id": "abcdefgh2345",
    "claim": "It opens by 2030.",
    "quote": "it opens",
    "start": 0,
    "end": 8,
    "anchor": "opens",
    "anchor_start": 3,
    "kind": "dated",
    "polarity": "positive",
    "condition": "if it rains",
    "said_on": "2024-01-02",
    "speaker": "Ada Vance",
    "speaker_confidence": 1,
    "t_start_ms": 1,
    "t_end_ms": 2,
    "horizon": {"text": "by 2030", "start": "2024-01-02", "end": "2030-12-31", "grain": "year", "rule": "year"},
    "probability": {"text": "a tenth", "low": 0.1, "high": 0.2},
    "hedge": {"text": "maybe", "low": 0.1, "high": 0.2, "scale": "s"},
    "quantities": [{"text": "1", "low": 1, "high": 1, "unit": "x", "comparator": "exact"}],
    "confidence": 0.3,
    "trace": ["a"],
    "tags": ["t"],
    "status": "accepted",
    "source": {"sha256": "0" * 64, "doc": "d", "said_on": "2024-01-02", "title": "t", "url": "u"},
    "events": [
        {"kind": "accept", "by": "x", "recorded_at": "2024-02-01T00:00:00Z", "reason": "r"},
        {"kind": "edit", "set": {"claim": "y"}},
        {
            "kind": "resolve",
            "outcome": "true",
            "known_on": "2025-01-01",
            "evidence": ["e"],
            "value": 2,
            "happened_on": "2025-01-01",
        },
        {"kind": "tag", "add": ["q"]},
        {"kind": "link", "to": "abc", "as": "updates"},
        {"kind": "undo", "events": ["x"]},
    ],
}
SOURCE: dict[str, Any] = {
    "type": "source",
    "doc": "d",
    "sha256": SHA,
    "said_on": "2024-01-02",
    "text": "abc",
    "layout": {"utterances": [[0, 1, "A", 1]], "passages": [], "times": [[0, 1]], "notes": []},
    "events": [{"kind": "source-edit", "set": {"title": "x"}, "by": "q"}],
}
SPEAKERS: dict[str, Any] = {"type": "speakers", "events": [{"kind": "speaker-merge", "speaker": "A", "into": "B", "by": "q"}]}
IMPORTED = (CLAIM, SOURCE, SPEAKERS)
DECISIONS: tuple[dict[str, Any], ...] = (
    {"id": "abcd", "kind": "edit", "due": "by 2030", "odds": "60%", "sizes": "5 dollars", "set": {"claim": "z"}, "reason": "r"},
    {"id": "abcd", "kind": "edit", "set": {name: CLAIM[name] for name in ("horizon", "quantities", "probability", "said_on")}},
    {"id": "abcd", "kind": "resolve", "outcome": "true", "known_on": "2025-01-01", "value": 1, "evidence": ["x"], "settle": True},
    {"id": "abcd", "kind": "tag", "add": ["x"], "remove": ["y"]},
    {"id": "abcd", "kind": "link", "to": "bcd", "as": "updates"},
    {"id": "abcd", "kind": "split", "statements": ["a", "b"]},
)
ODD: tuple[object, ...] = (
    *(None, "", 0, -1, 1.5, True, "x", [], [1], [None], {}, {"a": 1}, [["x"]]),
    *("2024-13-45", "\0", "\ud800", 10**400, float("nan")),
)
Place = tuple[str | int, ...]


def paths(value: Any, path: Place = ()) -> Iterator[Place]:
    """Every place in a JSON value."""
    yield path
    for key in value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ():
        yield from paths(value[key], (*path, key))


def changed(value: Any, path: Place, new: object) -> Any:
    """A JSON value with another one at a place."""
    if not path:
        return new
    if isinstance(value, dict):
        return {key: changed(each, path[1:], new) if key == path[0] else each for key, each in value.items()}
    return [changed(each, path[1:], new) if key == path[0] else each for key, each in enumerate(value)]


def spoilt(rows: tuple[dict[str, Any], ...]) -> st.SearchStrategy[str]:
    """One of the rows with one of its values replaced, as a line of JSON."""
    places = [(row, path) for row in rows for path in paths(row)]

    def line(place: tuple[dict[str, Any], Place], new: object) -> str:
        return json.dumps(changed(place[0], place[1], new)) + "\n"

    return st.builds(line, st.sampled_from(places), st.sampled_from(ODD))


QUICK = settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))


def checked(tracker: Command, *arguments: str, text: str | None = None) -> None:
    """Done, or refused in one line with the ledger as it was."""
    before = tracker("list", "--order", "id", "--format", "jsonl").out
    ran = tracker(*arguments, text=text)
    assert ran.code in {0, 1}, (text, ran)
    if ran.code == 1:
        assert len(ran.err.splitlines()) == 1, ran.err
        assert tracker("list", "--order", "id", "--format", "jsonl").out == before


@QUICK
@given(line=spoilt(IMPORTED))
def test_import_refuses_odd_values_in_one_line(ten: str, tracker: Command, line: str) -> None:
    """Any value in any field of a claim, a source or an event is read or refused."""
    checked(tracker, "import", "-", text=line)


@pytest.mark.parametrize("sha256", [{"a": 1}, ["a"], 7, True])
def test_a_source_is_named_by_text(ten: str, tracker: Command, sha256: object) -> None:
    """A hash of another kind is refused with its line and field."""
    row = {"claim": "It opens by 2030.", "said_on": "2024-01-02", "speaker": "Ada", "source": {"sha256": sha256, "doc": "d"}}
    checked(tracker, "import", "-", text=json.dumps(row))


@QUICK
@given(line=spoilt(DECISIONS))
def test_decide_refuses_odd_values_in_one_line(ten: str, tracker: Command, line: str) -> None:
    """Any value in any field of a decision is read or refused."""
    tracker("import", "-", text=json.dumps(CLAIM) + "\n")
    checked(tracker, "decide", "-", text=line)


@pytest.mark.parametrize(
    "typed",
    [
        ("add", "It opens.", "--odds", "pretty blue"),
        ("add", "It opens.", "--odds", "140%"),
        ("add", "It opens.", "--due", "when pigs fly"),
        ("add", "It opens.", "--due", "2024-02-30"),
        ("add", "It opens \udcff.",),
        ("add", "It opens.", "--speaker", "\udcff"),
        ("edit", "ID", "--odds", "pretty blue"),
        ("edit", "ID", "--due", "soonish"),
        ("edit", "ID", "--size", "large"),
        ("edit", "ID", "--statement", "\udcff"),
        ("tag", "ID", "--add", "\udcff"),
        ("resolve", "ID", "partial"),
        ("speakers", "merge", "Ada Vance", "\udcff"),
        ("sources", "edit", "talk", "--title", "\udcff"),
    ],
)  # fmt: skip
def test_commands_refuse_what_they_cannot_read_in_one_line(ten: str, tracker: Command, typed: tuple[str, ...]) -> None:
    """Unreadable odds, dates, sizes and bytes are refused."""
    claim_id = json.loads(tracker("list", "--limit", "1", "--format", "jsonl").out)["id"]
    before = tracker("export").out
    ran = tracker(*(claim_id if each == "ID" else each for each in typed))
    assert ran.code == 1
    assert len(ran.err.splitlines()) == 1
    assert ran.err.startswith("tracker: error: ")
    assert tracker("export").out == before


def test_a_csv_import_refuses_odd_cells_in_one_line(ten: str, tracker: Command, tmp_path: Path) -> None:
    """The line of the file is named."""
    file = tmp_path / "t.csv"
    file.write_text("claim,said_on,speaker,odds_low\nIt opens.,2024-01-02,Ada,blue\n", encoding="utf-8")
    ran = tracker("import", str(file))
    assert (ran.code, len(ran.err.splitlines())) == (1, 1)
    assert "line 2" in ran.err
