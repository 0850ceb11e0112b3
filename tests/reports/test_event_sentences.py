"""The history of a claim in sentences: who did what when, with evidence, what was taken back, nothing for programs alone."""

import datetime as dt
from dataclasses import replace

import pytest

from tracker.records import Event
from tracker.reports.event_sentences import history, sentence, standing_events

DAY = dt.datetime(2026, 5, 3, 9, 30, tzinfo=dt.UTC)
NOTHING: dict[str, object] = {}


def event(kind: str, by: str = "Ana", *, days: int = 0, known_on: dt.date | None = None, **details: object) -> Event:
    at = DAY + dt.timedelta(days=days)
    return Event(
        kind=kind, claim_id="c", by=by, recorded_at=at, known_on=known_on, details=details, hash=f"{kind}-{days}", reason=None
    )


@pytest.mark.parametrize(
    ("kind", "details", "said"),
    [
        ("extract", NOTHING, "Found by the extractor on 3 May 2026, run by Ana"),
        ("add", NOTHING, "Added by hand by Ana on 3 May 2026"),
        ("import", NOTHING, "Imported by Ana on 3 May 2026"),
        ("accept", NOTHING, "Accepted by Ana on 3 May 2026"),
        ("accept", {"blind": True}, "Accepted by Ana on 3 May 2026, without seeing what others had decided"),
        ("reject", NOTHING, "Rejected by Ana on 3 May 2026"),
        ("withdraw", {"split": True}, "Withdrawn by Ana on 3 May 2026, split into several claims"),
        ("reopen", NOTHING, "Outcome taken back by Ana on 3 May 2026"),
        ("tag", {"add": ["ai", "chips"]}, "Tagged ai, chips by Ana on 3 May 2026"),
        ("tag", {"remove": ["ai"]}, "Tag ai taken off by Ana on 3 May 2026"),
        ("edit", {"set": {"horizon": {"end": "2027-12-31"}}}, "Edited by Ana on 3 May 2026: due date 2027-12-31"),
        ("edit", {"set": {"horizon": None}}, "Edited by Ana on 3 May 2026: due date none"),
        ("edit", {"set": {"probability": {"low": 0.8, "high": 0.9}}}, "Edited by Ana on 3 May 2026: odds 80 to 90 %"),
        ("edit", {"set": {"start": 3, "end": 9}}, "Edited by Ana on 3 May 2026: its place in the transcript"),
        ("link", {"to": "d", "as": "restates"}, "Marked as saying again another claim by Ana on 3 May 2026"),
        ("resolve", {"outcome": "false"}, "Did not come true; recorded by Ana on 3 May 2026"),
        (
            "resolve",
            {"outcome": "true", "happened_on": "2026-04-30"},
            "Came true on 30 April 2026; recorded by Ana on 3 May 2026",
        ),
        (
            "resolve",
            {"outcome": "partial", "credit": 0.25},
            "Came true in part (25 % of it); recorded by Ana on 3 May 2026",
        ),
        (
            "settle",
            {"outcome": "void"},
            "Judged void, its condition not met; recorded by Ana on 3 May 2026; this settles the dispute",
        ),
        ("something-new", NOTHING, "Something-new by Ana on 3 May 2026"),
    ],
)
def test_each_kind_of_event_is_one_sentence(kind: str, details: dict[str, object], said: str) -> None:
    assert sentence(replace(event(kind), details=details)) == said


def test_an_outcome_says_from_when_it_was_known_and_carries_its_evidence() -> None:
    known = event("resolve", known_on=dt.date(2026, 4, 1), outcome="true", evidence=["https://news.example/x"], note="As reported.")
    [told] = history([known])
    assert told.sentence == "Came true, as was known on 1 April 2026; recorded by Ana on 3 May 2026."
    assert told.evidence == ("https://news.example/x",)
    assert told.reason == "As reported."


def test_what_was_taken_back_says_so_and_does_not_stand() -> None:
    events = [event("extract"), event("reject", days=1), event("undo", days=2, events=["reject-1"]), event("accept", days=3)]
    assert [told.sentence for told in history(events)] == [
        "Found by the extractor on 3 May 2026, run by Ana.",
        "Rejected by Ana on 4 May 2026; taken back by Ana on 5 May 2026.",
        "Accepted by Ana on 6 May 2026.",
    ]
    assert [each.kind for each in standing_events(events)] == ["extract", "accept"]


def test_an_undo_that_was_taken_back_leaves_what_it_had_undone() -> None:
    events = [
        event("extract"),
        event("accept", days=1),
        event("undo", days=2, events=["accept-1"]),
        event("undo", days=3, events=["undo-2"]),
    ]
    assert [each.kind for each in standing_events(events)] == ["extract", "accept"]


def test_outcomes_known_later_are_not_told() -> None:
    events = [event("extract"), event("resolve", days=1, known_on=dt.date(2026, 5, 1), outcome="true")]
    assert [told.event.kind for told in history(events, dt.date(2026, 4, 1))] == ["extract"]
    assert len(history(events, dt.date(2026, 5, 1))) == 2


def test_a_second_reading_of_the_extractor_is_not_a_second_finding() -> None:
    told = history([event("extract", by="tracker"), event("extract", by="tracker", days=4)])
    assert [each.sentence for each in told] == [
        "Found by the extractor on 3 May 2026.",
        "Found again by the extractor on 7 May 2026.",
    ]


def test_what_programs_need_stands_apart_from_the_sentence() -> None:
    [told] = history([event("accept", ledger="938db3eb850df36e", position=50, something="else")])
    assert "938db3eb" not in told.sentence + told.machine
    assert told.machine == "accept, 2026-05-03 09:30:00 UTC; something: else; event accept-0"
