"""One schema for all that enters the ledger: every field of every event, claim and source, with twelve wrong values."""

import json
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

import pytest

from tests.ledger.samples import NOW, TEXT, exported, ids, later, stored, text_hash
from tracker import ledger as ledgers
from tracker.errors import LedgerError, TrackerError
from tracker.ledger import Ledger
from tracker.ledger.events.value_rules import PASSAGE, plain

Json = dict[str, Any]
Place = tuple[str | int, ...]

SHA = text_hash("abc")
HASH = "0" * 64
FORECAST: Json = {
    "doc": "d",
    "quote": "it opens",
    "start": 0,
    "end": 8,
    "anchor": "opens",
    "anchor_start": 3,
    "kind": "dated",
    "said_on": "2024-01-02",
    "speaker": "Ada Vance",
    "speaker_confidence": 0.5,
    "t_start_ms": 1,
    "t_end_ms": 2,
    "horizon": {
        "text": "by 2030",
        "start": "2024-01-02",
        "end": "2030-12-31",
        "grain": "year",
        "rule": "year",
        "anchored_on": "2024-01-02",
    },
    "probability": {"text": "a tenth", "low": 0.1, "high": 0.2},
    "hedge": {"text": "maybe", "low": 0.1, "high": 0.2, "scale": "s"},
    "quantities": [{"text": "1", "low": 1.0, "high": 1.0, "unit": "x", "comparator": "exact"}],
    "condition": "if it rains",
    "polarity": "positive",
    "claim": "It opens by 2030.",
    "confidence": 0.3,
    "trace": ["a"],
    "about": ["Ada"],
}
OWN: Json = {"by": "q", "recorded_at": "2024-02-01T00:00:00Z", "known_on": "2025-01-01", "reason": "r"}
JUDGED: Json = {
    "outcome": "partial",
    "credit": 0.5,
    "value": 2.5,
    "happened_on": "2025-01-01",
    "evidence": ["e"],
    "note": "n",
}
OF_CLAIMS: tuple[Json, ...] = (
    {"kind": "import", "forecast": FORECAST, "status": "accepted", "tags": ["t"], "source": SHA},
    # One forecast in full is enough to be spoilt at every place.
    {"kind": "extract", "forecast": {"claim": "It opens.", "said_on": "2024-01-02", "speaker": "Ada Vance"}, "source": SHA},
    {
        "kind": "add",
        "forecast": {"claim": "It opens.", "said_on": "2024-01-02", "speaker": "Ada"},
        "tags": ["t"],
        "split_from": "abcd",
    },
    {"kind": "accept", "blind": True, "with": HASH},
    {"kind": "reject", "blind": True},
    {"kind": "withdraw", "because": HASH, "split": True},
    {"kind": "edit", "set": FORECAST, "because": HASH, "followed": ["horizon"], "source": SHA},
    {"kind": "tag", "add": ["q"], "remove": ["t"]},
    {"kind": "resolve", **JUDGED},
    {"kind": "settle", **JUDGED},
    {"kind": "reopen"},
    {"kind": "link", "to": "abcd", "as": "updates"},
    {"kind": "unlink", "to": "abcd"},
    {"kind": "undo", "events": [HASH]},
)
SOURCE: Json = {"doc": "d", "said_on": "2024-01-02", "title": "t", "url": "u", "language": "en", "reader": "text"}
OF_SOURCES: tuple[Json, ...] = (
    {"kind": "source", **SOURCE, "characters": 3, "like": HASH},
    {"kind": "source-edit", "set": {"title": "x", "url": "u", "said_on": "2024-01-03"}, "speaker": "A", "was": "B"},
    {"kind": "source-replace", "replaced_by": HASH},
    {"kind": "source-withdraw"},
    {"kind": "run", "options": "{}"},
)
OF_SPEAKERS: tuple[Json, ...] = (
    {"kind": "speaker-merge", "speaker": "A", "into": "B"},
    {"kind": "speaker-split", "speaker": "A", "from": "B"},
)
BASE: Json = {"kind": "import", "forecast": FORECAST}
LAYOUT: Json = {
    "utterances": [[0, 1, "A", 1.0]],
    "passages": [[0, 1, "heading", [1, 2]]],
    "times": [[0, 1]],
    "notes": ["n"],
}
CLAIM_LINE: Json = {
    **FORECAST,
    "id": "abcdefgh2345",
    "tags": ["t"],
    "status": "accepted",
    "source": {"sha256": HASH, "doc": "d", "said_on": "2024-01-02", "title": "t", "url": "u"},
    "outcome": {**JUDGED, "known_on": "2025-01-01", "by": "q"},
}
SOURCE_LINE: Json = {"type": "source", "sha256": SHA, "text": "abc", "layout": LAYOUT, **SOURCE}

LONG = "x" * 100_001
NOT_TEXT: tuple[object, ...] = (0, -1, 1.5, True, [], ["x"], [None], {}, {"a": 1}, "a\0b", "\ud800", LONG)
NOT_DAY: tuple[object, ...] = (
    0,
    True,
    [],
    ["2024-01-02"],
    {},
    "",
    "2024-13-45",
    "20240626",
    "2024-W10-3",
    "tomorrow",
    "10000-01-01",
    "2024-01-02T00:00",
)
NOT_INSTANT: tuple[object, ...] = (
    0,
    True,
    [],
    {},
    "",
    "now",
    "9999-12-31T23:59:59Z",
    "0001-01-01T00:00:00+14:00",
    "2500-01-01",
    "\0",
    1.5,
    "24:00",
)
NOT_NUMBER: tuple[object, ...] = ("", "1", "nan", True, [], [1], {}, float("nan"), float("inf"), float("-inf"), 10**400, 1e200)
NOT_WHOLE: tuple[object, ...] = ("", "1", -1, 1.5, True, [], [1], {}, float("nan"), 10**17, 10**400, 1e9)
NOT_TEXTS: tuple[object, ...] = ("x", 0, 1.5, True, {}, [5], [None], [[]], [{}], ["a\0b"], ["\ud800"], [LONG])
NOT_OBJECT: tuple[object, ...] = (0, 1, 1.5, True, "x", "\0", [], [1], [{}], [[]], LONG, float("nan"))
NOT_OBJECTS: tuple[object, ...] = (0, 1, 1.5, True, "x", "\0", {}, [1], [None], ["x"], [[]], LONG)
NOT_FLAG: tuple[object, ...] = (0, 1, -1, 1.5, "", "true", [], [True], {}, {"a": 1}, "\0", LONG)
DAYS = {"said_on", "known_on", "happened_on", "anchored_on", "start", "end"}
WHOLE = {"start", "end", "anchor_start", "t_start_ms", "t_end_ms", "characters"}


def wrong_values(name: str, value: object) -> tuple[object, ...]:
    """Twelve values that a field which holds such a value cannot hold."""
    if isinstance(value, str):
        return NOT_INSTANT if name == "recorded_at" else NOT_DAY if name in DAYS else NOT_TEXT
    if isinstance(value, bool):
        return NOT_FLAG
    if isinstance(value, int | float):
        return NOT_WHOLE if name in WHOLE else NOT_NUMBER
    if isinstance(value, dict):
        return NOT_OBJECT
    return NOT_OBJECTS if name == "quantities" else NOT_TEXTS


def spoilt(value: Json, within: Place = ()) -> Iterator[tuple[Place, object]]:
    """Every named field of a JSON object, however deep, with each of its wrong values."""
    for name, each in value.items():
        for wrong in wrong_values(name, each):
            yield (*within, name), wrong
        if isinstance(each, dict):
            yield from spoilt(each, (*within, name))
        elif isinstance(each, list) and each and isinstance(each[0], dict):
            yield from spoilt(each[0], (*within, name, 0))


def changed(value: Any, place: Place, new: object) -> Any:
    """A JSON value with another one at a place."""
    if not place:
        return new
    if isinstance(value, dict):
        return {key: changed(each, place[1:], new) if key == place[0] else each for key, each in value.items()}
    return [changed(each, place[1:], new) if key == place[0] else each for key, each in enumerate(value)]


def claim_of(event: Json) -> Json:
    """A line with a claim and one event of it, after one that brings it in."""
    events = [event] if "forecast" in event else [BASE, event]
    return {**FORECAST, "id": "abcdefgh2345", "events": events}


def source_of(event: Json) -> Json:
    """A line with a source and one event of it."""
    events = [event] if event["kind"] == "source" else [{"kind": "source", **SOURCE}, event]
    return {"type": "source", "sha256": SHA, **SOURCE, "events": events}


def lines_of(kind: str, event: Json) -> Json:
    """The line that carries an event."""
    if kind == "claim":
        return claim_of(event)
    return source_of(event) if kind == "source" else {"type": "speakers", "events": [event]}


EVENTS = [
    *(("claim", each) for each in OF_CLAIMS),
    *(("source", each) for each in OF_SOURCES),
    *(("speakers", each) for each in OF_SPEAKERS),
]


class Door:
    """An import that is tried line by line, and what a check of the ledger comes to."""

    def __init__(self, opened: Ledger) -> None:
        """Stores the sample."""
        self.opened, self.tried = opened, 0
        with opened.begin() as session:
            stored(session)
        self.before = self.state()

    def state(self) -> ledgers.Verification:
        """The result of a check, with the head of the chain and all counts."""
        with self.opened.reading() as session:
            return ledgers.verify(session)

    def take(self, line: Json) -> None:
        """Imports one line."""
        with self.opened.begin() as session:
            ledgers.import_lines(session, [json.dumps(line)], by="zoe", now=later())

    def refuses(self, line: Json, what: object) -> None:
        """One line that names where the value stands."""
        self.tried += 1
        said = self._said(line)
        assert said.startswith("line 1: "), (what, said)
        assert len(said.splitlines()) == 1, (what, said)
        assert len(said) < 600, (what, said)

    def _said(self, line: Json) -> str:
        try:
            self.take(line)
        except LedgerError as error:
            return str(error)
        return "taken"

    def unchanged(self) -> None:
        """The ledger is as it was, and sound."""
        assert self.state() == self.before
        assert self.before.sound


@pytest.fixture
def door(new_sqlite: Callable[[], str]) -> Iterator[Door]:
    """A ledger with the sample in it."""
    opened = ledgers.open_ledger(new_sqlite())
    yield Door(opened)
    opened.close()


# Of twelve wrong values at each field every fifth is another one at the next field, so that each is tried at many.
some_or_all = pytest.mark.parametrize("step", [5, pytest.param(1, marks=pytest.mark.soak)])


@some_or_all
@pytest.mark.parametrize(("kind", "event"), EVENTS, ids=[each["kind"] for _kind, each in EVENTS])
def test_every_field_of_an_event_refuses_twelve_wrong_values(door: Door, kind: str, event: Json, step: int) -> None:
    """One line that names line and field, the ledger as it was, and a clean check afterwards; the event itself is taken."""
    whole = {**event, **OWN}
    for place, wrong in islice(spoilt(whole), 0, None, step):
        door.refuses(lines_of(kind, changed(whole, place, wrong)), (place, wrong))
    door.unchanged()
    door.take(lines_of(kind, whole))
    assert door.state().sound
    assert door.tried >= 60 // step


WORDS = {"horizon", "probability", "hedge", "quantities", "outcome"}


def is_said_in_words(place: Place, wrong: object) -> bool:
    """Whether a value may stand there after all: words for what a grammar reads, an outcome by its name, no id."""
    return (len(place) == 1 and place[0] in WORDS and isinstance(wrong, str)) or (place == ("outcome",) and wrong is True)


@some_or_all
@pytest.mark.parametrize("line", [CLAIM_LINE, SOURCE_LINE], ids=["claim", "source"])
def test_every_field_of_a_line_refuses_twelve_wrong_values(door: Door, line: Json, step: int) -> None:
    """The same of the fields of a claim and of a source outside their events."""
    named = {name: value for name, value in line.items() if name not in {"type", "layout"}}
    for place, wrong in islice(spoilt(named), 0, None, step):
        if not is_said_in_words(place, wrong):
            door.refuses(changed(line, place, wrong), (place, wrong))
    door.unchanged()
    door.take(line)
    assert door.state().sound


PLACES: tuple[Place, ...] = (
    *(("utterances", 0, 0), ("utterances", 0, 2), ("utterances", 0, 3)),
    *(("passages", 0, 1), ("passages", 0, 2), ("passages", 0, 3)),
    *(("times", 0, 0), ("times", 0, 1), ("notes", 0)),
)


@pytest.mark.parametrize("place", PLACES, ids=str)
def test_a_layout_refuses_what_is_none(door: Door, place: Place) -> None:
    """Speakers, passages and times of a source that comes with its text."""
    values: tuple[object, ...] = (-1, 1.5, True, LONG, "a\0b", "\ud800", [1], [[]], {"a": 1}, 10**17, float("nan"))
    for wrong in values:
        door.refuses(changed(SOURCE_LINE, ("layout", *place), wrong), (place, wrong))
    door.unchanged()


def test_an_edit_that_leaves_a_claim_impossible_for_a_while_is_refused(door: Door) -> None:
    """A wrong value corrected by a later event is still refused, since an earlier day would show it."""
    edits = [{"kind": "edit", "set": {"start": None}}, {"kind": "edit", "set": {"start": 0}}]
    door.refuses({**claim_of(BASE), "events": [BASE, *edits]}, edits)
    door.unchanged()


NEEDED = [
    *(("claim", each, name) for each in OF_CLAIMS for name in {"outcome", "to", "events"} & each.keys()),
    *(("source", OF_SOURCES[0], name) for name in ("doc", "said_on")),
    *(("speakers", OF_SPEAKERS[0], name) for name in ("speaker", "into")),
]


@pytest.mark.parametrize(("kind", "event", "name"), NEEDED, ids=lambda each: each["kind"] if isinstance(each, dict) else each)
def test_a_needed_detail_is_asked_for(door: Door, kind: str, event: Json, name: str) -> None:
    """An event that lacks what its kind is about is refused, not folded into nothing."""
    door.refuses(lines_of(kind, {key: each for key, each in event.items() if key != name}), name)
    door.refuses(lines_of(kind, event | {name: None}), name)
    door.unchanged()


def test_the_longest_values_allowed_are_kept_by_both_databases(ledger: Ledger) -> None:
    """Names of 500 characters of four bytes each are indexed, passages of 100,000 found by their words."""
    name, passage = "🌊" * 500, " ".join(f"w{number:06d}" for number in range(12_500))[:100_000]
    row = {**CLAIM_LINE, "speaker": name, "tags": [name], "doc": name, "claim": passage, "anchor": passage, "condition": passage}
    row |= {"source": CLAIM_LINE["source"] | {"doc": name, "title": "t" * 10_000}}
    with ledger.begin() as session:
        ledgers.import_lines(session, [json.dumps(row)], by="zoe", now=later())
    with ledger.reading() as session:
        assert ledgers.verify(session).sound
        found = ledgers.list_claims(session, ledgers.ClaimFilter(text="w012000"))
        assert (found[0].forecast.speaker, found[0].tags) == (name, (name,))


def test_functions_of_the_ledger_refuse_too(ledger: Ledger) -> None:
    """Operations other than imports make the same checks."""
    with ledger.begin() as session:
        first = ids(stored(session))[0]
    before = exported(ledger)
    tries: list[Any] = [
        lambda session, wrong: ledgers.accept(session, first, by="ana", now=NOW, reason=wrong),
        lambda session, wrong: ledgers.accept(session, first, by=wrong, now=NOW),
        lambda session, wrong: ledgers.tag(session, first, add=[wrong], by="ana", now=NOW),
        lambda session, wrong: ledgers.edit(session, first, {"claim": wrong}, by="ana", now=NOW),
        lambda session, wrong: ledgers.edit(session, first, {"speaker": wrong}, by="ana", now=NOW),
        lambda session, wrong: ledgers.edit_source(session, "ferry", title=wrong, by="ana", now=NOW),
        lambda session, wrong: ledgers.merge_speakers(session, "Mira Okafor", wrong, by="ana", now=NOW),
    ]
    for attempt in tries:
        for wrong in ("a\0b", "\ud800", LONG):
            with pytest.raises(TrackerError), ledger.begin() as session:
                attempt(session, wrong)
    assert exported(ledger) == before


QUOTED: Json = {
    "claim": "They carry a million passengers by 2027.",
    "said_on": "2024-06-26",
    "speaker": "Mira Okafor",
    "source": {"sha256": text_hash(TEXT), "doc": "ferry", "said_on": "2024-06-26"},
}


@pytest.mark.parametrize(
    "wrong",
    [
        {"quote": "we carry", "start": 0, "end": 8},
        {"quote": "HOST: where", "start": 0, "end": 11, "anchor": "when", "anchor_start": 6},
        {"quote": "HOST: where", "start": 0, "end": 11, "anchor": "where", "anchor_start": 5},
    ],
    ids=["quote", "anchor", "place of the anchor"],
)
def test_words_that_do_not_stand_in_the_text_are_refused(door: Door, wrong: Json) -> None:
    """By an import, by an edit, and by the text that comes after the claim; a check would find them afterwards."""
    door.refuses(QUOTED | wrong, wrong)
    with door.opened.reading() as session:
        first = ledgers.list_claims(session)[0].id
    with pytest.raises(LedgerError, match="is not at offset"), door.opened.begin() as session:
        ledgers.edit(session, first, wrong, by="ana", now=later(days=1))
    door.unchanged()


def test_a_text_that_comes_after_its_claims_must_hold_their_words(new_sqlite: Callable[[], str]) -> None:
    """Without the text nobody can tell; with it the import that brings it is refused."""
    opened = ledgers.open_ledger(new_sqlite())
    row = QUOTED | {"quote": "we carry", "start": 0, "end": 8}
    with opened.begin() as session:
        ledgers.import_lines(session, [json.dumps(row)], by="zoe", now=later())
    text = {"type": "source", "sha256": text_hash(TEXT), "doc": "ferry", "said_on": "2024-06-26", "text": TEXT}
    with pytest.raises(LedgerError, match="its quote is not at offset"), opened.begin() as session:
        ledgers.import_lines(session, [json.dumps(text)], by="zoe", now=later())
    with opened.reading() as session:
        assert ledgers.verify(session).sound
    opened.close()


@pytest.mark.parametrize("box", [lambda inner: {"in": inner}, lambda inner: [inner], lambda inner: (inner,)])
def test_an_unknown_field_is_nested_twenty_deep_at_most(box: Callable[[object], object]) -> None:
    """Objects and lists count alike, and so do texts and numbers in the innermost."""
    for inner in ("text", 1.5, None, True):
        value: object = inner
        for _ in range(20):
            value = box(value)
        assert plain(value)
        assert not plain(box(value))


@pytest.mark.parametrize("wrong", ["a\0b", "a" * (PASSAGE + 1), float("nan"), 10**400, {"a\0b": 1}, {1: 2}, {1, 2}])
def test_an_unknown_field_holds_nothing_that_json_does_not(wrong: object) -> None:
    """Control characters, texts without end, numbers that are none and other types are refused, at any depth."""
    assert [plain(each) for each in (wrong, [wrong], {"in": wrong}, ("fine", [wrong]))] == [False] * 4
