"""What has changed since a day, and the digest of it in every form."""

import datetime as dt
import json
from dataclasses import replace

from bs4 import BeautifulSoup

from tests.sample_claims import AS_OF, claim, ledger
from tracker.records import Claim, Event, Status
from tracker.reports.change_digest import digest_html, digest_json, digest_markdown, digest_text
from tracker.reports.changes import Changes, changes

SINCE = AS_OF - dt.timedelta(days=7)
OLD, FRESH = SINCE - dt.timedelta(days=1), SINCE


def at(kind: str, day: dt.date, **details: object) -> Event:
    moment = dt.datetime.combine(day, dt.time(9), tzinfo=dt.UTC)
    return Event(kind=kind, claim_id="c", by="ana", recorded_at=moment, details=details, hash=f"{kind}{day}{details}")


def forecast_until(day: str) -> dict[str, object]:
    return {"horizon": {"end": day}}


def found(*claims: Claim) -> Changes:
    return changes(claims, since=SINCE, as_of=AS_OF)


def test_what_was_recorded_from_the_day_on_counts_and_what_was_before_does_not() -> None:
    old = replace(claim("old"), events=(at("extract", OLD), at("accept", OLD)))
    new = replace(claim("new"), events=(at("extract", FRESH), at("accept", FRESH)))
    out = replace(claim("out", outcome="true"), events=(at("extract", OLD), at("resolve", FRESH, outcome="true")))
    seen = found(old, new, out)
    assert [each.claim.id for each in seen.new] == ["new"]
    assert [each.claim.id for each in seen.decided] == ["new"]
    assert [(each.claim.id, each.text[:9]) for each in seen.resolved] == [("out", "Came true")]


def test_the_last_decision_stands_and_what_was_taken_back_is_no_change() -> None:
    twice = replace(claim("twice"), events=(at("extract", OLD), at("accept", FRESH), at("reject", AS_OF)))
    accepted = at("accept", FRESH)
    back = replace(claim("back"), events=(at("extract", OLD), accepted, at("undo", AS_OF, events=[accepted.hash])))
    assert [(each.claim.id, each.event.kind) for each in found(twice, back).decided] == [("twice", "reject")]


def test_an_edited_due_date_says_both_days() -> None:
    events = (
        at("extract", OLD, forecast=forecast_until("2026-12-31")),
        at("edit", FRESH, set={"claim": "Another sentence."}),
        at("edit", FRESH, set={"horizon": {"end": "2027-06-30"}}),
    )
    [moved] = found(replace(claim("a"), events=events)).moved
    assert moved.text == "due 2027-06-30 instead of 2026-12-31, as edited by ana"


def test_a_prediction_said_again_with_another_date_has_moved() -> None:
    first = replace(claim("a", due=dt.date(2025, 12, 31)), events=(at("extract", OLD),))
    again = claim("b", chain="a", said_on=dt.date(2025, 6, 1), due=dt.date(2027, 12, 31))
    [moved] = found(first, replace(again, events=(at("extract", OLD), at("link", FRESH, to="a")))).moved
    assert (moved.claim.id, moved.text) == ("b", "said again on 1 June 2025, due 2027-12-31 instead of 2025-12-31")


def test_what_was_recorded_after_the_day_of_the_digest_is_not_in_it() -> None:
    later = replace(claim("a"), events=(at("extract", OLD), at("accept", AS_OF + dt.timedelta(days=2))))
    assert found(later).decided == ()


def test_due_and_coming_are_what_waits_within_as_many_days() -> None:
    day = dt.timedelta(days=1)
    due = {"long ago": SINCE - day, "since": SINCE, "today": AS_OF, "soon": AS_OF + day, "later": AS_OF + 8 * day}
    seen = found(*(claim(name, due=when) for name, when in due.items()), claim("known", due=AS_OF, outcome="true"))
    assert [each.id for each in seen.due] == ["since", "today"]
    assert [each.id for each in seen.coming] == ["soon"]


def test_nothing_changed_is_said_in_one_sentence() -> None:
    assert digest_text(found()).splitlines()[1] == "Nothing has changed since 23 June 2026, and nothing falls due."


def test_every_form_tells_the_same_changes() -> None:
    everything = changes(ledger(60), since=dt.date(2018, 1, 1), as_of=AS_OF)
    data = digest_json(everything)
    assert json.loads(json.dumps(data)) == data
    assert set(data) == {"since", "as_of", "new", "decided", "resolved", "moved", "due", "coming"}
    for form in (digest_text, digest_markdown, digest_html):
        text = form(everything)
        for name, title in (("new", "New claims"), ("resolved", "Came out"), ("due", "Fell due, without an outcome yet")):
            assert f"{title} ({len(data[name])})" in text
        assert form(everything) == text


def test_words_of_a_claim_become_no_markup() -> None:
    evil = replace(claim("e", text="<b>*x*</b> [y](z)", status=Status.CANDIDATE), events=(at("extract", FRESH),))
    assert r"\<b\>\*x\*\</b\> \[y\](z)" in digest_markdown(found(evil))
    page = BeautifulSoup(digest_html(found(evil)), "html.parser")
    assert not page.select("main b")
    assert not page.find_all(["script", "img"])
