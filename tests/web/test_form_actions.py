"""What the forms of the desk do, each as events in the ledger: the same as the terminal's keys, checked and undone the same way."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.command_line import NOW
from tests.web.conftest import filled
from tracker import ledger as ledgers
from tracker.errors import DaysOutOfOrder, TrackerError
from tracker.ledger import ClaimFilter, Order, accept, edit, get_claim, list_claims, resolve
from tracker.records import Claim, Outcome, Resolution, Status
from tracker.web.desks import DeskFilters, Desks, Overtaken, WebDesk, desk_filters, refuse_overtaken
from tracker.web.forms import Form, FormError, own_path
from tracker.web.pages.form_actions import ACTIONS

TODAY = dt.date(2026, 3, 1)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[ledgers.Ledger]:
    opened = ledgers.open_ledger(filled(f"sqlite:///{tmp_path}/ledger.sqlite3", 8))
    yield opened
    opened.close()


def desk(book: ledgers.Ledger, by: str = "ana", **wanted: object) -> WebDesk:
    narrowed = desk_filters(Form({"order": "place", **wanted}), resolving=bool(wanted.pop("resolving", False)))
    found = Desks(book, by, lambda: TODAY, lambda: NOW).at(narrowed)
    found.place()
    return found


def do(web: WebDesk, action: str, **fields: str) -> str:
    return ACTIONS[action](web, Form(fields))


def claims(book: ledgers.Ledger, *statuses: Status) -> list[Claim]:
    with book.reading() as session:
        return list_claims(session, ClaimFilter(statuses=statuses, order=Order.SOURCE), with_events=True)


@pytest.mark.parametrize(
    ("action", "fields", "kinds"),
    [
        ("accept", {}, {"accept"}),
        ("reject", {"reason": "2"}, {"reject"}),
        ("reject", {"reason": "my own reason"}, {"reject"}),
        ("edit", {"due": "by the end of 2031", "odds": "one in three", "sizes": "none"}, {"edit"}),
        ("tag", {"tags": "energy, power"}, {"tag"}),
        ("split", {"parts": "It opens in 2030.\nIt employs 500 people."}, {"withdraw", "add"}),
        ("join", {"other": "plant number 3"}, {"withdraw", "add"}),
        ("link", {"other": "plant number 3", "relation": "restates"}, {"link"}),
        ("mark", {"words": "And what of number 5?"}, {"add"}),
        ("resolve", {"outcome": "partial", "credit": "0.5", "evidence": "https://a.example https://b.example"}, {"resolve"}),
    ],
)
def test_each_action_is_one_operation_that_one_undo_takes_back(
    book: ledgers.Ledger, action: str, fields: dict[str, str], kinds: set[str]
) -> None:
    web = desk(book)
    before = {each.id: len(each.events) for each in claims(book)}
    do(web, action, **fields)
    new = {event.kind for each in claims(book) for event in each.events[before.get(each.id, 0) :]}
    assert new == kinds
    said = do(web, "undo")
    assert said.startswith("took back: ")
    with pytest.raises(TrackerError, match="left to undo"):
        do(web, "undo")


@pytest.mark.parametrize(
    ("action", "fields", "why"),
    [
        ("edit", {"due": "when pigs fly"}, "due"),
        ("edit", {"odds": "140%"}, "odds"),
        ("tag", {}, "a tag"),
        ("split", {"parts": "Only one."}, "two sentences"),
        ("join", {"other": "nothing like it"}, "no other claim"),
        ("join", {"other": "plant"}, "claims match"),
        ("link", {"other": "plant number 3", "relation": "loves"}, "loves"),
        ("mark", {"words": "plant number"}, "8 times"),
        ("mark", {"words": "never said"}, "0 times"),
        ("resolve", {"outcome": "maybe"}, "maybe"),
        ("resolve", {"outcome": "partial"}, "share"),
        ("resolve", {"outcome": "partial", "credit": "3"}, "from 0 to 1"),
        ("resolve", {"outcome": "true", "known_on": "soon"}, "soon"),
        ("resolve", {"outcome": "true", "value": "nan"}, "nan"),
        ("again", {}, "to repeat"),
        ("alike", {"group": "no such", "size": "3"}, "have changed"),
    ],
)
def test_what_cannot_be_done_is_said_and_leaves_the_ledger(
    book: ledgers.Ledger, action: str, fields: dict[str, str], why: str
) -> None:
    web = desk(book)
    before = claims(book)
    with pytest.raises(TrackerError, match=why):
        do(web, action, **fields)
    assert claims(book) == before


def test_an_outcome_before_the_day_of_speaking_is_refused(book: ledgers.Ledger) -> None:
    """The checks are those of the ledger's operations."""
    with pytest.raises(DaysOutOfOrder):
        do(desk(book), "resolve", outcome="true", known_on="2020-01-01")


def test_a_decision_is_done_again_to_the_next_claim(book: ledgers.Ledger) -> None:
    web = desk(book)
    do(web, "reject", reason="7")
    do(web, "again")
    do(web, "skip")
    do(web, "again")
    statuses = [each.status for each in claims(book)]
    assert statuses[:4] == [Status.REJECTED, Status.REJECTED, Status.CANDIDATE, Status.REJECTED]
    assert claims(book)[3].events[-1].reason == "cannot be checked"


def test_all_that_are_alike_are_rejected_at_once(book: ledgers.Ledger) -> None:
    web = desk(book)
    assert web.desk.queue.current is not None
    with book.reading() as session:
        groups = web.desk.alike(get_claim(session, web.desk.queue.current))
    label, group = next((label, group) for label, group in groups if label.startswith("said by"))
    do(web, "alike", group=label, size=str(len(group)), reason="1")
    assert {each.status for each in claims(book)} == {Status.REJECTED}
    do(web, "undo")
    assert {each.status for each in claims(book)} == {Status.CANDIDATE}


def test_claims_that_others_decided_are_passed_by_and_new_ones_come(book: ledgers.Ledger) -> None:
    web = desk(book)
    first, second, third, *_rest = [each.id for each in claims(book)]
    book.run(lambda session: accept(session, first, by="ben", now=NOW))
    book.run(lambda session: accept(session, second, by="ben", now=NOW))
    place = web.place()
    assert place is not None
    assert place.claim.id == third
    for _ in range(6):
        do(web, "accept")
    assert web.place() is None
    filled(book.url, 3, doc="another")
    place = web.place()
    assert place is not None
    assert place.claim.forecast.doc == "another"


@pytest.mark.parametrize("what", ["accept", "edit", "resolve"])
def test_what_another_did_since_a_claim_was_shown_refuses_a_decision(book: ledgers.Ledger, what: str) -> None:
    """Nothing of it is kept; one's own events, and those seen before, refuse nothing."""
    web = desk(book)
    place = web.place()
    assert place is not None
    claim_id, seen = place.claim.id, place.claim.events[-1].hash
    judgement = Resolution(outcome=Outcome.TRUE, by="ben", known_on=TODAY)
    acts = {
        "accept": lambda session: accept(session, claim_id, by="ben", now=NOW),
        "edit": lambda session: edit(session, claim_id, {"claim": "Otherwise."}, by="ben", now=NOW),
        "resolve": lambda session: resolve(session, claim_id, judgement, now=NOW),
    }
    book.run(acts[what])
    web.show(claim_id)
    web.desk.check = lambda claim: refuse_overtaken(claim, seen, "ana")
    with pytest.raises(Overtaken, match="ben has"):
        web.desk.reject()
    with book.reading() as session:
        claim = get_claim(session, claim_id)
    assert {event.by for event in claim.events} == {"robot", "ben"}
    refuse_overtaken(claim, seen, "ben")
    refuse_overtaken(claim, claim.events[-1].hash, "ana")
    refuse_overtaken(claim, "", "ana")


def test_filters_go_round_through_an_address() -> None:
    from urllib.parse import parse_qsl

    given = DeskFilters(
        speaker="Ada & Co", source="ab", tag="x", text='"by the" end*', order="due", blind=True, below=0.5, at_least=0.1
    )
    assert desk_filters(Form(dict(parse_qsl(given.query()))), resolving=False) == given
    with pytest.raises(FormError, match="from 0 to 1"):
        desk_filters(Form({"below": "7"}), resolving=False)


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/due?x=1", True),
        ("//evil", False),
        ("https://evil", False),
        ("/\\evil", False),
        ("", False),
        ("/a\nb", False),
        ("due", False),
    ],
)
def test_a_form_leads_on_only_within_the_site(path: str, kept: bool) -> None:
    assert own_path(path, "/review") == (path if kept else "/review")
