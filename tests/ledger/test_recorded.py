"""What had been recorded by the end of a day: chains, persons and claims as they stood, on both databases."""

import datetime as dt

import pytest

from tests.ledger.samples import ids, later, stored
from tracker import ledger as ledgers
from tracker.ledger import ClaimFilter, Ledger, Session

FIRST_DAY = later().date()


def chains(session: Session, day: dt.date | None) -> dict[str, str | None]:
    return {claim.id: claim.chain for claim in ledgers.list_claims(session, ClaimFilter(recorded_by=day))}


def names(session: Session, day: dt.date | None) -> set[str | None]:
    return {claim.forecast.speaker for claim in ledgers.list_claims(session, ClaimFilter(recorded_by=day))}


@pytest.mark.parametrize("decided", [False, True])
def test_chain_is_that_of_the_day(ledger: Ledger, decided: bool) -> None:
    """A link of a later day does not join claims on an earlier one, and one taken back later still does."""
    with ledger.begin() as session:
        first, second, third = ids(stored(session))
        ledgers.link(session, third, first, by="ana", now=later(days=1))
        ledgers.link(session, second, third, "updates", by="ana", now=later(days=2))
        ledgers.unlink(session, third, first, by="ana", now=later(days=3))
        if decided:
            # What comes later to the claims themselves changes nothing of their chains.
            for each in (first, second, third):
                ledgers.accept(session, each, by="ana", now=later(days=4))
    alone = {each: each for each in (first, second, third)}
    pair, all_three, rest = min(first, third), min(first, second, third), min(second, third)
    expected = {
        0: alone,
        1: alone | {first: pair, third: pair},
        2: dict.fromkeys(alone, all_three),
        3: alone | {second: rest, third: rest},
        9: alone | {second: rest, third: rest},
    }
    with ledger.reading() as session:
        for days, wanted in expected.items():
            day = later(days=days).date()
            assert chains(session, day) == wanted, days
            for claim_id, chain in wanted.items():
                assert ledgers.get_claim(session, claim_id, recorded_by=day).chain == chain
                members = ledgers.list_claims(session, ClaimFilter(chain=chain, recorded_by=day))
                assert set(ids(members)) == {each for each, its in wanted.items() if its == chain}
                assert ledgers.count_claims(session, ClaimFilter(chain=chain, recorded_by=day)) == len(members)
        assert chains(session, None) == expected[9]


def test_undone_link_joins_until_it_is_undone(ledger: Ledger) -> None:
    """An undo counts from the day on which it was typed in."""
    with ledger.begin() as session:
        first, _second, third = ids(stored(session))
        ledgers.link(session, third, first, by="ana", now=later(days=1))
        ledgers.undo(session, by="ana", now=later(days=2))
        assert chains(session, later(days=1).date())[third] == min(first, third)
        assert chains(session, later(days=2).date())[third] == third


@pytest.mark.parametrize("decided", [False, True])
def test_person_is_that_of_the_day(ledger: Ledger, decided: bool) -> None:
    """Spellings merged on a later day are two persons on an earlier one, and those split later are one."""
    with ledger.begin() as session:
        first, second, third = ids(stored(session))
        ledgers.edit(session, third, {"speaker": "Mira O."}, by="ana", now=later(seconds=1))
        ledgers.merge_speakers(session, "Mira O.", "Mira Okafor", by="ana", now=later(days=1))
        ledgers.split_speaker(session, "Mira O.", by="ana", now=later(days=2))
        ledgers.merge_speakers(session, "Mira Okafor", "Mira O.", by="ben", now=later(days=3))
        if decided:
            for each in (first, second, third):
                ledgers.accept(session, each, by="ana", now=later(days=4))
    everybody = {first, second, third}
    both = {"Mira O.": {third}, "Mira Okafor": {first, second}}
    expected: dict[int, tuple[set[str], dict[str, set[str]]]] = {
        0: ({"Mira O.", "Mira Okafor"}, both),
        1: ({"Mira Okafor"}, dict.fromkeys(both, everybody)),
        2: ({"Mira O.", "Mira Okafor"}, both),
        3: ({"Mira O."}, dict.fromkeys(both, everybody)),
    }
    with ledger.reading() as session:
        for days, (spoken, by_name) in expected.items():
            day = later(days=days).date()
            assert names(session, day) == spoken, days
            for name, wanted in by_name.items():
                for written in (name, name.upper()):
                    found = ledgers.list_claims(session, ClaimFilter(speaker=written, recorded_by=day))
                    assert set(ids(found)) == wanted, (days, written)
        assert names(session, None) == {"Mira O."}


def test_claim_is_found_under_the_name_that_it_bore(ledger: Ledger) -> None:
    """A spelling corrected later, and unused now, still finds its claims on the earlier day."""
    with ledger.begin() as session:
        _first, _second, third = ids(stored(session))
        ledgers.edit(session, third, {"speaker": "Mirra Okafor"}, by="ana", now=later(seconds=1))
        ledgers.edit(session, third, {"speaker": "Mira Okafor"}, by="ana", now=later(days=1))
        wanted = ClaimFilter(speaker="mirra okafor")
        assert ledgers.list_claims(session, wanted) == []
        found = ledgers.list_claims(session, ClaimFilter(speaker="mirra okafor", recorded_by=FIRST_DAY))
        assert ids(found) == [third]
        assert found[0].forecast.speaker == "Mirra Okafor"


def test_export_of_a_day_tells_its_chains(ledger: Ledger) -> None:
    """An export narrowed to a day holds chains and names as they stood."""
    with ledger.begin() as session:
        first, _second, third = ids(stored(session))
        ledgers.link(session, third, first, by="ana", now=later(days=1))
        early = "".join(ledgers.export_lines(session, ClaimFilter(recorded_by=FIRST_DAY)))
        late = "".join(ledgers.export_lines(session, ClaimFilter(recorded_by=later(days=1).date())))
    joined = f'"chain":"{min(first, third)}"'
    assert (early.count(joined), late.count(joined)) == (1, 2)
