"""Days in the wrong order, and only these, are refused or listed at every way into the ledger."""

import datetime as dt
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.command_line import Ran, talk
from tests.ledger.samples import NOW
from tracker import ledger as ledgers
from tracker.cli.main import run
from tracker.cli.state import now
from tracker.desk import typed_changes
from tracker.desk.review_desk import Desk, review_filter
from tracker.errors import DaysOutOfOrder
from tracker.records import Outcome

SAID, DUE, KNOWN = "2024-06-26", "2025-12-31", "2025-03-01"
BEFORE, AFTER, NEVER = "2024-06-25", "2026-01-01", "2999-01-01"
DUE_FIRST = "due before it was said"
KNOWN_FIRST = "answer known before the forecast"
KNOWN_LATER = "answer known after today"
HAPPENED_LATER = "answer known before it happened"


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hides the user's own settings."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("TRACKER_ANALYST", "ana")
    monkeypatch.delenv("TRACKER_DB", raising=False)


Typed = tuple[tuple[str, ...], str | None]


class Place:
    """A ledger with a talk said on SAID, its first claim due on DUE as typed, and the command line on it."""

    def __init__(self, url: str) -> None:
        self.url = url
        book = ledgers.open_ledger(url)
        transcript, forecasts = talk(1)
        with book.begin() as session:
            ledgers.store_extraction(session, transcript, forecasts, by="robot", now=NOW, options={})
        book.close()
        self.id = json.loads(self.call("list", "--format", "jsonl").out)["id"]

    def call(self, *arguments: str, text: str | None = None) -> Ran:
        """The result of a command line in which "ID" stands for the claim."""
        with CliRunner().isolation(input=text) as (out, err, _both):
            code = run(["--db", self.url, *(self.id if each == "ID" else each for each in arguments)])
            return Ran(code, out.getvalue().decode(), err.getvalue().decode())

    def events(self) -> list[str]:
        """The kinds of the claim's events."""
        return [json.loads(line)["kind"] for line in self.call("history", "ID", "--format", "jsonl").lines]


@pytest.fixture
def place(new_url: Callable[[], str]) -> Place:
    return Place(new_url())


@pytest.fixture
def sqlite_place(new_sqlite: Callable[[], str]) -> Place:
    """On SQLite alone, where a test is about the words of a command or a file, and not about what the database does."""
    return Place(new_sqlite())


def decision(**row: object) -> Typed:
    return ("decide", "-"), json.dumps({"id": "ID", **row})


def typed(*words: str) -> Typed:
    return words, None


RESOLVED = typed("resolve", "ID", "true", "--known-on", KNOWN)
DATED = typed("edit", "ID", "--due", DUE)
# What was done before, what is typed, the disorder, and whether --force does it all the same.
REFUSED = [
    ((), typed("add", "It opens.", "--said-on", SAID, "--due", BEFORE), DUE_FIRST, False),
    ((), typed("edit", "ID", "--due", BEFORE), DUE_FIRST, False),
    ((DATED,), typed("edit", "ID", "--said-on", AFTER), DUE_FIRST, False),
    ((DATED,), typed("sources", "edit", "talk", "--said-on", AFTER), DUE_FIRST, False),
    ((), decision(kind="edit", due=BEFORE), DUE_FIRST, False),
    ((DATED,), decision(kind="edit", set={"said_on": AFTER}), DUE_FIRST, False),
    ((), typed("resolve", "ID", "true", "--known-on", BEFORE), KNOWN_FIRST, False),
    ((), typed("resolve", "ID", "true", "--known-on", BEFORE, "--settle"), KNOWN_FIRST, False),
    ((), decision(kind="resolve", outcome="true", known_on=BEFORE), KNOWN_FIRST, False),
    ((DATED, RESOLVED), typed("edit", "ID", "--said-on", "2025-03-02"), KNOWN_FIRST, True),
    ((DATED, RESOLVED), typed("sources", "edit", "talk", "--said-on", "2025-03-02"), KNOWN_FIRST, True),
    ((DATED, RESOLVED), decision(kind="edit", set={"said_on": "2025-03-02"}), KNOWN_FIRST, False),
    ((), typed("resolve", "ID", "true", "--known-on", NEVER), KNOWN_LATER, False),
    ((), decision(kind="resolve", outcome="true", known_on=NEVER), KNOWN_LATER, False),
    ((), typed("resolve", "ID", "true", "--known-on", KNOWN, "--happened-on", AFTER), HAPPENED_LATER, False),
    ((), decision(kind="resolve", outcome="true", known_on=KNOWN, happened_on=AFTER), HAPPENED_LATER, False),
]


@pytest.mark.parametrize(("before", "now", "disorder", "forcible"), REFUSED)
def test_what_is_typed_is_refused(
    sqlite_place: Place,
    before: tuple[tuple[tuple[str, ...], None], ...],
    now: tuple[tuple[str, ...], str | None],
    disorder: str,
    forcible: bool,
) -> None:
    """Refused in one line that names both days, with the ledger as it was; --force puts a day of speaking after an outcome."""
    for words, _none in before:
        assert sqlite_place.call(*words).code == 0
    events = sqlite_place.events()
    words, text = now
    ran = sqlite_place.call(*words, text=text.replace('"ID"', f'"{sqlite_place.id}"') if text else None)
    assert (ran.code, len(ran.err.splitlines())) == (1, 1)
    assert disorder in ran.err
    assert len(re.findall(r"\d{4}-\d\d-\d\d", ran.err)) >= 2
    assert sqlite_place.events() == events
    if forcible:
        assert sqlite_place.call(*words, "--force").code == 0
        assert len(sqlite_place.events()) > len(events)
        card = json.loads(sqlite_place.call("scorecard", "--candidates", "--format", "json").out)
        assert card["groups"][0]["excluded"]["known_before"] == 1


ALLOWED = [
    typed("add", "It opens.", "--said-on", SAID, "--due", SAID),
    typed("edit", "ID", "--due", SAID),
    typed("edit", "ID", "--due", "none"),
    typed("edit", "ID", "--said-on", BEFORE),
    typed("resolve", "ID", "true", "--known-on", SAID, "--happened-on", SAID),
    typed("resolve", "ID", "true", "--known-on", KNOWN, "--happened-on", BEFORE),
    typed("resolve", "ID", "true", "--known-on", AFTER),
    typed("resolve", "ID", "true"),
    typed("sources", "edit", "talk", "--said-on", BEFORE),
]


@pytest.mark.parametrize("now", ALLOWED)
def test_what_is_in_order_is_done(sqlite_place: Place, now: Typed) -> None:
    """Accepted are equal days, outcomes before or after the due date, and events before the day of speaking."""
    assert sqlite_place.call(*now[0]).code == 0


def jsonl(due: str, known: str | None, happened: str | None) -> str:
    outcome = {"outcome": "true", "known_on": known, "happened_on": happened, "by": "zoe"} if known else None
    row = {"claim": "It opens.", "said_on": SAID, "speaker": "Ada", "status": "accepted", "outcome": outcome}
    horizon = {"text": due, "start": min(due, SAID), "end": due}
    return json.dumps(row | {"horizon": horizon, "probability": {"text": "60%", "low": 0.6, "high": 0.6}})


def table(due: str, known: str | None, happened: str | None) -> str:
    heads = "claim,status,said_on,speaker,due,window_start,odds_low,outcome,known_on,happened_on"
    cells = ["It opens.", "accepted", SAID, "Ada", due, min(due, SAID), "0.6", "true" if known else "", known or "", happened or ""]
    return f"{heads}\n{','.join(cells)}\n"


def fatebook(due: str, known: str | None, _happened: str | None) -> str:
    heads = "Question title,Forecast (scale = 0-1),Question created date,Resolution,Resolved at,Resolve by,Forecast created by"
    return f"{heads}\nIt opens.,0.6,{SAID},{'YES' if known else ''},{known or ''},{due},Ada\n"


def predictionbook(due: str, known: str | None, _happened: str | None) -> str:
    response = {"confidence": 60, "created_at": f"{SAID}T10:00:00Z", "user_label": "Ada"}
    row = {"description": "It opens.", "deadline": f"{due}T10:00:00Z", "outcome": True if known else None, "responses": [response]}
    return json.dumps([row | ({"last_judgement_at": f"{known}T10:00:00Z"} if known else {})])


def spreadsheet(due: str, known: str | None, happened: str | None) -> str:
    cells = ["It opens.", SAID, "Ada", due, "60%", "yes" if known else "", known or "", happened or ""]
    return f"Prediction,Made on,Who,Deadline,How sure,Came true?,Resolved on,Happened on\n{','.join(cells)}\n"


def metaculus(due: str, known: str | None, _happened: str | None) -> str:
    given = {"start_time": f"{SAID}T10:00:00Z", "end_time": None, "forecast_values": [0.4, 0.6], "author_id": 7}
    asked = {"id": 1, "title": "Will it open?", "type": "binary", "resolution": "yes" if known else None}
    times = {"scheduled_close_time": f"{due}T10:00:00Z", "actual_resolve_time": f"{known}T10:00:00Z" if known else None}
    return json.dumps({"id": 2, "title": "Will it open?", "question": asked | times | {"my_forecasts": {"history": [given]}}})


def manifold(due: str, known: str | None, _happened: str | None) -> str:
    bet = {
        "id": "b",
        "contractId": "m",
        "outcome": "YES",
        "amount": 5,
        "probAfter": 0.6,
        "createdTime": millis(SAID),
        "userName": "Ada",
    }
    market = {"id": "m", "question": "Will it open?", "outcomeType": "BINARY", "closeTime": millis(due), "bets": [bet]}
    return json.dumps([market | ({"resolution": "YES", "resolutionTime": millis(known)} if known else {})])


def millis(day: str) -> int:
    return int(dt.datetime.fromisoformat(f"{day}T10:00:00+00:00").timestamp() * 1000)


Form = Callable[[str, str | None, str | None], str]
FORMS: tuple[Form, ...] = (jsonl, table, spreadsheet, fatebook, predictionbook, metaculus, manifold)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("due", "known", "happened", "disorder"),
    [
        (BEFORE, None, None, DUE_FIRST),
        (DUE, BEFORE, None, KNOWN_FIRST),
        (DUE, NEVER, None, KNOWN_LATER),
        (DUE, KNOWN, AFTER, HAPPENED_LATER),
        (DUE, KNOWN, KNOWN, None),
        (SAID, SAID, None, None),
    ],
)
def test_what_is_imported_is_kept_listed_and_left_out_of_scores(
    sqlite_place: Place,
    form: Callable[[str, str | None, str | None], str],
    due: str,
    known: str | None,
    happened: str | None,
    disorder: str | None,
) -> None:
    """Every format lists them, and not what is in order."""
    if happened == AFTER and form not in {jsonl, table, spreadsheet}:
        pytest.skip("the format holds no day of happening")
    ran = sqlite_place.call("import", "-", text=form(due, known, happened))
    assert ran.code == 0, ran.err
    listed = [line for line in ran.err.splitlines() if "left out of scores" in line]
    if disorder is None:
        assert listed == []
        return
    assert len(listed) == 1
    assert disorder in listed[0]
    assert "1 claims added" in ran.err
    group = json.loads(sqlite_place.call("scorecard", "--early", "--format", "json").out)["groups"][0]
    assert group["scored"] == 0


def test_the_review_screen_refuses_too(place: Place) -> None:
    """An edit of the due date and an outcome go through the same check."""
    book = ledgers.open_ledger(place.url)
    desk = Desk(ledger=book, by="ana", clock=now, wanted=review_filter(blind=False, speaker=None, source=None, tag=None))
    with pytest.raises(DaysOutOfOrder, match=DUE_FIRST):
        typed_changes.edit(desk, "due", BEFORE)
    for known, disorder in ((BEFORE, KNOWN_FIRST), (NEVER, KNOWN_LATER)):
        with pytest.raises(DaysOutOfOrder, match=disorder):
            typed_changes.resolve(desk, Outcome.TRUE, typed_changes.evidence_from(known, NOW.date()))
    book.close()


def test_an_own_export_with_old_disorder_is_imported_whole_and_listed(place: Place, new_url: Callable[[], str]) -> None:
    """No import loses what an earlier release accepted."""
    assert place.call("import", "-", text=jsonl(BEFORE, BEFORE, AFTER)).code == 0
    exported = place.call("export").out
    other = Place.__new__(Place)
    other.url = new_url()
    ran = other.call("import", "-", text=exported)
    assert ran.code == 0
    for disorder in (DUE_FIRST, KNOWN_FIRST, HAPPENED_LATER):
        assert disorder in ran.err
    assert other.call("export").out == exported
