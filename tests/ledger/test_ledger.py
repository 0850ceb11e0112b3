"""Storing, listing and deciding claims, on both databases."""

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa

from tests.ledger.samples import (
    FORECASTS,
    NOW,
    TEXT,
    another,
    exported,
    forecast,
    ids,
    judgement,
    later,
    store,
    stored,
    transcript,
    year,
)
from tracker import ledger as ledgers
from tracker.errors import InvalidRecord, LedgerError, UnknownClaim
from tracker.ledger import ClaimFilter, Ledger, Order
from tracker.ledger.database.models import SourceRow
from tracker.records import Forecast, Kind, Outcome, Status


def test_extraction_comes_back_as_it_went_in(ledger: Ledger) -> None:
    """A stored forecast is read back equal in every field, with its source."""
    with ledger.begin() as session:
        store(session)
    with ledger.reading() as session:
        claims = ledgers.list_claims(session, ClaimFilter(order=Order.SOURCE))
        assert [claim.forecast for claim in claims] == list(FORECASTS)
        assert {claim.status for claim in claims} == {Status.CANDIDATE}
        assert all(claim.source and claim.source.sha256 == transcript().sha256 for claim in claims)
        assert ledgers.transcript(session, "ferry") == transcript()


def test_same_file_twice_adds_nothing(ledger: Ledger) -> None:
    """A second extraction of the same file leaves the ledger byte for byte as it was."""
    with ledger.begin() as session:
        first = store(session)
    before = exported(ledger)
    with ledger.begin() as session:
        second = store(session, now=later(days=3))
    assert (second.added, second.known) == ((), first.added)
    assert exported(ledger) == before


def test_better_extractor_adds_and_offers_anew_and_leaves_decisions(ledger: Ledger) -> None:
    """Another reading replaces a candidate's, stands beside a decided claim's as an offer, and brings what is new."""
    with ledger.begin() as session:
        first, second, _third = stored(session)
        ledgers.accept(session, first.id, by="ana", now=later(seconds=1))
    new = forecast("I think that we carry", "I think", confidence=0.4)
    moved = [another(0, horizon=year(2028, "by 2027")), another(1, claim="The night boats pay."), FORECASTS[2], new]
    with ledger.begin() as session:
        report = store(session, forecasts=moved, version="2", now=later(days=1))
        assert (len(report.added), report.reoffered, len(report.known)) == (1, (first.id, second.id), 1)
        decided = ledgers.get_claim(session, first.id)
        assert (decided.forecast, decided.status) == (first.forecast, Status.ACCEPTED)
        assert first.id not in ids(ledgers.list_claims(session, ClaimFilter(statuses=(Status.CANDIDATE,))))
        assert ids(ledgers.list_claims(session, ClaimFilter(reoffered=True))) == [first.id]
        assert ledgers.get_claim(session, second.id).forecast.claim == "The night boats pay."
        ledgers.edit(session, first.id, {"horizon": year(2028)}, by="ana", now=later(days=2))
        assert not ledgers.list_claims(session, ClaimFilter(reoffered=True))


@pytest.mark.parametrize("decide", [ledgers.accept, ledgers.reject, ledgers.withdraw, None])
def test_only_a_candidate_takes_another_confidence(sqlite_ledger: Ledger, decide: Callable[..., Any] | None) -> None:
    """The same reading with another confidence is recorded for a candidate; a decided claim gets neither an event nor an offer."""
    with sqlite_ledger.begin() as session:
        first = stored(session)[0]
        if decide is not None:
            decide(session, first.id, by="ana", now=later(seconds=1))
        before = ledgers.get_claim(session, first.id)
        report = store(session, forecasts=[another(0, confidence=0.31)], version="2", now=later(days=1))
        after = ledgers.get_claim(session, first.id)
        reoffered = ids(ledgers.list_claims(session, ClaimFilter(reoffered=True)))
    if decide is None:
        assert (report.reoffered, after.forecast.confidence) == ((first.id,), 0.31)
    else:
        assert (report.reoffered, report.known, after) == ((), (first.id,), before)
    assert reoffered == []


def test_a_source_that_is_named_has_the_claims_it_has_in_the_list(ledger: Ledger) -> None:
    """By its name or by the beginning of its hash, a source is the one of the list, with its own number of claims."""
    with ledger.begin() as session:
        store(session)
        store(session, transcript=transcript(doc="bridge", text=TEXT + " Thanks."), forecasts=[])
        records = ledgers.sources(session)
        assert {each.source.doc: each.claims for each in records} == {"ferry": len(FORECASTS), "bridge": 0}
        for each in records:
            assert ledgers.sources(session, each.source.doc) == [each]
            assert ledgers.sources(session, each.source.sha256[:10]) == [each]


def test_a_text_that_comes_later_is_that_of_its_own_source(ledger: Ledger, new_ledger: Callable[[], Ledger]) -> None:
    """After an import without texts, an extraction adds the text of the source that it read, and of no other."""
    bridge = transcript(doc="bridge", text=TEXT + " Thanks.")
    with ledger.begin() as session:
        store(session)
        store(session, transcript=bridge, forecasts=[])
    other = new_ledger()
    with other.begin() as session:
        ledgers.import_lines(session, exported(ledger, without_text=True), by="zoe", now=later(days=1))
        assert [each.has_text for each in ledgers.sources(session)] == [False, False]
        store(session, transcript=bridge, forecasts=[], now=later(days=2))
        assert {each.source.doc: each.has_text for each in ledgers.sources(session)} == {"ferry": False, "bridge": True}
        assert ledgers.transcript(session, "bridge") == bridge


def test_a_rebuild_restores_what_is_shown_of_a_source(ledger: Ledger) -> None:
    """The title and day of a source come from its events again, whatever its row says."""
    with ledger.begin() as session:
        store(session)
        before = ledgers.sources(session)
        session.execute(sa.update(SourceRow).values(title="Another", said_on=dt.date(2001, 1, 1)))
        session.expire_all()
        assert ledgers.sources(session) != before
        ledgers.rebuild(session)
        session.expire_all()
        assert ledgers.sources(session) == before


def test_longer_anchor_at_the_same_place_is_the_same_claim(sqlite_ledger: Ledger) -> None:
    """A claim is known again when a better extractor reads more words around its anchor."""
    with sqlite_ledger.begin() as session:
        first = stored(session)[0]
        wider = forecast("we carry a million passengers by 2027", "passengers by 2027", horizon=year(2027))
        report = store(session, forecasts=[wider], version="2", now=later(days=1))
        assert report.reoffered == (first.id,)
        assert report.added == ()


def test_two_claims_may_share_an_anchor(ledger: Ledger) -> None:
    """Two forecasts with one horizon phrase are two claims, and known again as two."""
    pair = [another(0, claim="A."), another(0, claim="B.")]
    with ledger.begin() as session:
        report = store(session, forecasts=pair)
        assert len(set(report.added)) == 2
        again = store(session, forecasts=pair[::-1], version="2", now=later(days=1))
        assert sorted(again.known) == sorted(report.added)


def test_forecast_that_does_not_stand_in_the_text_is_refused(sqlite_ledger: Ledger) -> None:
    """Nothing is stored when a quote is not at its offsets."""
    wrong = replace(FORECASTS[0], start=0, end=len(FORECASTS[0].quote or ""))
    with pytest.raises(InvalidRecord, match="quote"), sqlite_ledger.begin() as session:
        store(session, forecasts=[wrong])
    with sqlite_ledger.reading() as session:
        assert ledgers.sources(session) == []


FILTERED: tuple[tuple[ClaimFilter, list[int]], ...] = (
    (ClaimFilter(order=Order.DUE), [0, 2, 1]),
    (ClaimFilter(order=Order.DUE, descending=True), [1, 2, 0]),
    (ClaimFilter(order=Order.CONFIDENCE, descending=True), [0, 1, 2]),
    (ClaimFilter(order=Order.UNCERTAIN), [1, 2, 0]),
    (ClaimFilter(order=Order.SOURCE, limit=1, offset=1), [1]),
    (ClaimFilter(order=Order.SOURCE, offset=2), [2]),
    (ClaimFilter(due_before=dt.date(2028, 1, 1)), [0]),
    (ClaimFilter(due_after=dt.date(2028, 1, 1)), [2]),
    (ClaimFilter(kinds=(Kind.ODDS,)), [1]),
    (ClaimFilter(below=0.5), [2]),
    (ClaimFilter(at_least=0.9), [0]),
    (ClaimFilter(speaker="mira okafor", order=Order.SOURCE), [0, 1, 2]),
    (ClaimFilter(speaker="Somebody Else"), []),
    (ClaimFilter(source="ferry", text="passengers"), [0]),
    (ClaimFilter(source=transcript().sha256[:8], kinds=(Kind.ODDS,)), [1]),
    (ClaimFilter(source="another"), []),
    (ClaimFilter(text="NIGHT boats"), [1]),
    (ClaimFilter(text='"boats night"'), []),
    (ClaimFilter(text='"every boat will"'), [2]),
    (ClaimFilter(text="passen*"), [0]),
    (ClaimFilter(text='"million passen"'), []),
    (ClaimFilter(text="boats OR electric"), []),
    (ClaimFilter(text="?!"), []),
    (ClaimFilter(text="it's \"unclosed"), []),
    (ClaimFilter(said_after=dt.date(2024, 6, 27)), []),
    (ClaimFilter(as_of=dt.date(2024, 6, 25)), []),
    (ClaimFilter(recorded_by=dt.date(2024, 6, 30)), []),
    (ClaimFilter(recorded_by=NOW.date(), kinds=(Kind.ODDS,)), [1]),
    (ClaimFilter(statuses=(Status.ACCEPTED,)), []),
)


def test_filters_and_orders(ledger: Ledger) -> None:
    """A listing holds what passes the filter, in its order, and the count agrees."""
    with ledger.begin() as session:
        claims = stored(session)
    for wanted, expected in FILTERED:
        with ledger.reading() as session:
            assert ids(ledgers.list_claims(session, wanted)) == [claims[place].id for place in expected], wanted
            if wanted.limit is None and not wanted.offset:
                assert ledgers.count_claims(session, wanted) == len(expected), wanted


def test_short_ids_mean_one_claim_each(ledger: Ledger) -> None:
    """Four characters, or as many more as other claims' ids take; an id that is the beginning of another's stays whole."""
    wanted = {"abcd": "abcd", "abcdxyz": "abcdx", "qrst22": "qrst22", "qrst23": "qrst23", "Qrst22": "Qrst", "zzzzzzzzzzzz": "zzzz"}
    lines = [json.dumps({"id": each, "claim": f"It opens, {each}.", "said_on": "2024-06-26", "speaker": None}) for each in wanted]
    with ledger.begin() as session:
        ledgers.import_lines(session, lines, by="ana", now=NOW)
    with ledger.reading() as session:
        assert ledgers.short_ids(session, [*wanted, "gone"]) == wanted
        assert {ledgers.get_claim(session, short).id for short in wanted.values()} == set(wanted)


def test_any_unique_beginning_of_an_id_will_do(ledger: Ledger) -> None:
    """A prefix finds its claim; none or several raise an error that helps."""
    with ledger.begin() as session:
        claim = stored(session)[0]
        assert ledgers.get_claim(session, claim.id[:6].upper()).id == claim.id
        with pytest.raises(UnknownClaim, match=f"did you mean {claim.id}"):
            ledgers.get_claim(session, claim.id[:7] + "0")
        with pytest.raises(UnknownClaim):
            ledgers.get_claim(session, "")


def test_decisions_change_the_status_and_are_kept(sqlite_ledger: Ledger) -> None:
    """Accept, reject and withdraw are events; the same by the same analyst again is none."""
    with sqlite_ledger.begin() as session:
        claim = stored(session)[0]
        assert ledgers.accept(session, claim.id, by="ana", now=later(seconds=1)).status is Status.ACCEPTED
        assert len(ledgers.accept(session, claim.id, by="ana", now=later(seconds=2)).events) == 2
        assert len(ledgers.accept(session, claim.id, by="ben", now=later(seconds=3)).events) == 3
        assert ledgers.reject(session, claim.id, by="ana", now=later(seconds=4), reason="past").status is Status.REJECTED
        found = ledgers.withdraw(session, claim.id, by="ana", now=later(seconds=5))
    assert found.status is Status.WITHDRAWN
    assert [(event.kind, event.by, event.reason) for event in found.events] == [
        ("extract", "ana", None),
        ("accept", "ana", None),
        ("accept", "ben", None),
        ("reject", "ana", "past"),
        ("withdraw", "ana", None),
    ]


def test_blind_decision_does_not_change_what_another_decided(sqlite_ledger: Ledger) -> None:
    """A blind second reader's decision is kept, and the claim stays as it was."""
    with sqlite_ledger.begin() as session:
        claim = stored(session)[0]
        ledgers.accept(session, claim.id, by="ana", now=later(seconds=1))
        found = ledgers.reject(session, claim.id, by="ben", now=later(seconds=2), blind=True)
    assert found.status is Status.ACCEPTED
    assert found.events[-1].details["blind"] is True


def test_edit_changes_the_forecast_and_keeps_the_old_one(sqlite_ledger: Ledger) -> None:
    """An edit shows in the claim, its listing and its search, and says in its event what it set."""
    with sqlite_ledger.begin() as session:
        claim = stored(session)[0]
        changes = {"horizon": year(2029), "claim": "Two million ride the ferries.", "speaker": "M. Okafor"}
        found = ledgers.edit(session, claim.id, changes, by="ana", now=later(seconds=1), reason="misheard")
        assert found.due == dt.date(2029, 12, 31)
        assert found.forecast.speaker == "M. Okafor"
        assert len(ledgers.edit(session, claim.id, changes, by="ana", now=later(seconds=2)).events) == 2
        assert ids(
            ledgers.list_claims(session, ClaimFilter(text="ferries", due_after=dt.date(2029, 1, 1), speaker="M. Okafor"))
        ) == [claim.id]
        earlier = ledgers.get_claim(session, claim.id, recorded_by=NOW.date())
        assert earlier.forecast == found.forecast
        with pytest.raises(InvalidRecord, match="colour"):
            ledgers.edit(session, claim.id, {"colour": "red"}, by="ana", now=NOW)
        with pytest.raises(InvalidRecord, match="polarity"):
            ledgers.edit(session, claim.id, {"polarity": "sideways"}, by="ana", now=NOW)


def test_edit_of_the_horizon_away_makes_an_undated_claim(sqlite_ledger: Ledger) -> None:
    """The kind is inferred from the fields."""
    with sqlite_ledger.begin() as session:
        claim = stored(session)[0]
        assert ledgers.edit(session, claim.id, {"horizon": None}, by="ana", now=later(seconds=1)).forecast.kind is Kind.UNDATED


def test_tags_go_on_and_off(sqlite_ledger: Ledger) -> None:
    """Tags filter a listing; putting one on twice is no event."""
    with sqlite_ledger.begin() as session:
        claim = stored(session)[0]
        assert ledgers.tag(session, claim.id, add=["sea", "  "], by="ana", now=later(seconds=1)).tags == ("sea",)
        assert len(ledgers.tag(session, claim.id, add=["sea"], by="ana", now=later(seconds=2)).events) == 2
        assert ids(ledgers.list_claims(session, ClaimFilter(tag="sea"))) == [claim.id]
        assert ledgers.tag(session, claim.id, remove=["sea"], by="ana", now=later(seconds=3)).tags == ()


def test_claim_by_hand(sqlite_ledger: Ledger) -> None:
    """A typed claim is accepted from the start, and typing it again finds it."""
    typed = Forecast(said_on=dt.date(2024, 1, 1), claim="Rain by May.", kind=Kind.DATED, horizon=year(2024), speaker=None)
    with sqlite_ledger.begin() as session:
        first = ledgers.add(session, typed, by="ana", now=NOW, tags=["weather"])
        assert (first.status, first.tags, first.source) == (Status.ACCEPTED, ("weather",), None)
        assert ledgers.add(session, typed, by="ben", now=later(seconds=1)) == first


def test_a_filter_includes_its_own_day(ledger: Ledger) -> None:
    """A claim due or said on that very day passes, one a day beyond does not: as it is now, and as it was before a later event."""
    with ledger.begin() as session:
        claim = stored(session)[0]
        ledgers.tag(session, claim.id, add=("later",), by="ana", now=later(days=9))
        for field, outside in (("due_before", -1), ("due_after", 1), ("said_before", -1), ("said_after", 1), ("as_of", -1)):
            boundary = claim.due if field.startswith("due") else claim.forecast.said_on
            assert boundary is not None
            for recorded_by in (None, NOW.date()):
                for day, expected in ((boundary, [claim.id]), (boundary + dt.timedelta(days=outside), [])):
                    wanted: dict[str, Any] = {"ids": (claim.id,), "recorded_by": recorded_by, field: day}
                    assert ids(ledgers.list_claims(session, ClaimFilter(**wanted))) == expected, wanted


def test_an_outcome_counts_from_the_day_it_was_known(ledger: Ledger) -> None:
    """As of that day the claim is resolved, as of the day before it is pending."""
    known = dt.date(2028, 1, 3)
    with ledger.begin() as session:
        claim = stored(session)[0]
        ledgers.resolve(session, claim.id, judgement(known_on=known), now=later(days=1500))
        for day, pending in ((known, False), (known - dt.timedelta(days=1), True)):
            assert (ledgers.get_claim(session, claim.id, as_of=day).resolution is None) is pending
            for wanted in (True, False):
                found = ledgers.list_claims(session, ClaimFilter(ids=(claim.id,), as_of=day, pending=wanted))
                assert bool(found) is (wanted is pending)
        ledgers.resolve(
            session, claim.id, judgement(Outcome.FALSE, by="ben", known_on=later(days=1400).date()), now=later(days=1500)
        )
        then = ledgers.get_claim(session, claim.id, as_of=known)
        assert (then.resolution, then.conflicting) == (judgement(known_on=known), ())


def test_claim_by_hand_with_a_quote_is_anchored(sqlite_ledger: Ledger) -> None:
    """A quote is found in its source; one that is not there just once is refused."""
    with sqlite_ledger.begin() as session:
        stored(session)
        typed = Forecast(said_on=dt.date(2024, 6, 26), claim="Boats pay.", kind=Kind.UNDATED, quote="pay for themselves")
        claim = ledgers.add(session, typed, by="ana", now=NOW, source="ferry")
        assert claim.forecast.start == TEXT.index("pay for themselves")
        assert claim.source
        for quote, why in (("no such words", "does not occur"), ("the", "occurs")):
            with pytest.raises(LedgerError, match=why):
                ledgers.add(session, replace(typed, quote=quote), by="ana", now=NOW, source="ferry")


def test_outcome_is_recorded_once_and_reopened(sqlite_ledger: Ledger) -> None:
    """A second click does nothing, another outcome is appended, and reopening loses nothing."""
    with sqlite_ledger.begin() as session:
        claim = stored(session)[0]
        first = ledgers.resolve(session, claim.id, judgement(evidence=("https://example.org/a",)), now=later(seconds=1))
        assert first.resolution == judgement(evidence=("https://example.org/a",))
        again = ledgers.resolve(session, claim.id, judgement(known_on=dt.date(2028, 2, 1)), now=later(seconds=2))
        assert len(again.events) == 2
        other = ledgers.resolve(session, claim.id, judgement(Outcome.PARTIAL, credit=0.5), now=later(seconds=3))
        assert other.resolution
        assert other.resolution.credit == 0.5
        assert len(other.events) == 3
        opened = ledgers.reopen(session, claim.id, by="ana", now=later(seconds=4), reason="wrong year")
        assert opened.resolution is None
        assert len(opened.events) == 4
        assert len(ledgers.resolve(session, claim.id, judgement(Outcome.PARTIAL, credit=0.5), now=later(seconds=5)).events) == 5


def test_outcome_counts_from_the_day_it_was_knowable(ledger: Ledger) -> None:
    """As of an earlier day the claim is pending; by an earlier day of recording it is pending too."""
    with ledger.begin() as session:
        claim = stored(session)[0]
        ledgers.resolve(session, claim.id, judgement(known_on=dt.date(2028, 1, 3)), now=later(days=2000))
    with ledger.reading() as session:
        for moment, pending in (
            (ClaimFilter(as_of=dt.date(2028, 1, 2)), True),
            (ClaimFilter(as_of=dt.date(2028, 1, 3)), False),
            (ClaimFilter(recorded_by=NOW.date()), True),
            (ClaimFilter(recorded_by=dt.date(2034, 1, 1)), False),
            (ClaimFilter(as_of=dt.date(2028, 1, 2), recorded_by=dt.date(2034, 1, 1)), True),
        ):
            found = ids(ledgers.list_claims(session, replace(moment, pending=True)))
            assert (claim.id in found) is pending, moment
            assert ledgers.count_claims(session, replace(moment, pending=True)) == (3 if pending else 2)
            done = ledgers.list_claims(session, replace(moment, outcomes=(Outcome.TRUE,)))
            assert (ids(done) == [claim.id]) is not pending


def test_conflict_stands_until_it_is_settled(sqlite_ledger: Ledger) -> None:
    """Another analyst's other judgement conflicts and does not count; settling closes it."""
    with sqlite_ledger.begin() as session:
        claim = stored(session)[0]
        ledgers.resolve(session, claim.id, judgement(), now=later(seconds=1))
        found = ledgers.resolve(session, claim.id, judgement(Outcome.FALSE, by="ben"), now=later(seconds=2))
        assert found.resolution == judgement()
        assert found.conflicting == (judgement(Outcome.FALSE, by="ben"),)
        assert ids(ledgers.list_claims(session, ClaimFilter(conflicted=True))) == [claim.id]
        settled = ledgers.resolve(session, claim.id, judgement(Outcome.FALSE, by="cleo"), now=later(seconds=3), settle=True)
        assert settled.resolution == judgement(Outcome.FALSE, by="cleo")
        assert settled.conflicting == ()


def test_analyst_who_gives_way_ends_a_conflict(sqlite_ledger: Ledger) -> None:
    """When the two agree, one judgement counts and none conflicts."""
    with sqlite_ledger.begin() as session:
        claim = stored(session)[0]
        ledgers.resolve(session, claim.id, judgement(), now=later(seconds=1))
        ledgers.resolve(session, claim.id, judgement(Outcome.FALSE, by="ben"), now=later(seconds=2))
        found = ledgers.resolve(session, claim.id, judgement(Outcome.FALSE), now=later(seconds=3))
    assert found.resolution
    assert found.resolution.outcome is Outcome.FALSE
    assert found.conflicting == ()


def test_split_and_join_put_claims_in_the_place_of_others(sqlite_ledger: Ledger) -> None:
    """The parts bear the tags and the source of the whole, which is withdrawn."""
    with sqlite_ledger.begin() as session:
        claim = ledgers.tag(session, stored(session)[0].id, add=["sea"], by="ana", now=later(seconds=1))
        parts = [replace(claim.forecast, claim="A."), replace(claim.forecast, claim="B.")]
        made = ledgers.split(session, claim.id, parts, by="ana", now=later(seconds=2))
        assert [each.forecast.claim for each in made] == ["A.", "B."]
        assert {each.tags for each in made} == {("sea",)}
        assert {each.source for each in made} == {claim.source}
        assert ledgers.get_claim(session, claim.id).status is Status.WITHDRAWN
        whole = ledgers.join(session, ids(made), replace(claim.forecast, claim="C."), by="ana", now=later(seconds=3))
        assert whole.forecast.claim == "C."
        assert {ledgers.get_claim(session, each.id).status for each in made} == {Status.WITHDRAWN}


def test_every_readers_last_word_is_told(ledger: Ledger) -> None:
    """For comparing readers there is one decision and one judgement per analyst and claim, without undone ones."""
    with ledger.begin() as session:
        claim = stored(session)[0]
        ledgers.reject(session, claim.id, by="ana", now=later(seconds=1))
        ledgers.accept(session, claim.id, by="ana", now=later(seconds=2))
        ledgers.reject(session, claim.id, by="ben", now=later(seconds=3), blind=True)
        ledgers.resolve(session, claim.id, judgement(Outcome.PARTIAL, credit=0.5), now=later(seconds=4))
        ledgers.resolve(session, claim.id, judgement(by="ben"), now=later(seconds=5))
        ledgers.undo(session, by="ben", now=later(seconds=6))
        found = [(each.by, each.kind, each.value, each.blind) for each in ledgers.reader_decisions(session)]
    assert found == [
        ("ana", "decision", "accept", False),
        ("ben", "decision", "reject", True),
        ("ana", "outcome", "partial 0.5", False),
    ]


def test_readers_are_compared_over_the_claims_that_are_wanted(ledger: Ledger) -> None:
    """A filter leaves the decisions on all other claims out."""
    with ledger.begin() as session:
        first, second, _third = stored(session)
        ledgers.accept(session, first.id, by="ana", now=later(seconds=1))
        ledgers.reject(session, second.id, by="ana", now=later(seconds=2))
        wanted = ClaimFilter(statuses=(Status.REJECTED,))
        assert [each.claim_id for each in ledgers.reader_decisions(session, wanted)] == [second.id]
        assert {each.claim_id for each in ledgers.reader_decisions(session)} == {first.id, second.id}
