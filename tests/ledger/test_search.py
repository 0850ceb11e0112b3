"""Searching where many claims match, on both databases: every plan finds the same."""

import json

import pytest

from tests.ledger.samples import NOW
from tracker import ledger as ledgers
from tracker.ledger import ClaimFilter, Ledger, Order
from tracker.ledger.projection import searching

COUNT = 60
FOUND = (
    ("common", range(COUNT)),
    ("third", range(0, COUNT, 3)),
    ("single", range(7, 8)),
    ("thi*", range(0, COUNT, 3)),
    ('"common word"', range(COUNT)),
    ("com* third", range(0, COUNT, 3)),
    ("c*", range(COUNT)),
    ("commo*", range(COUNT)),
    ('"common word" "word third"', range(0, COUNT, 3)),
    ("absent", range(0)),
)


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    """Claims of which all hold one word, every third another, and one a third."""
    rows = [
        {
            "claim": f"common word{' third' * (number % 3 == 0)}{' single' * (number == 7)} number{number}",
            "said_on": f"2024-01-{1 + number % 28:02}",
            "speaker": "Ida" if number % 2 else "Ben",
            "id": f"claim{number:03}",
        }
        for number in range(COUNT)
    ]
    with ledger.begin() as session:
        ledgers.import_lines(session, map(json.dumps, rows), by="ana", now=NOW)
    return ledger


@pytest.mark.parametrize(("many", "most"), [(1000, 1000), (5, 1000), (5, 10)])
def test_every_plan_finds_the_same(filled: Ledger, monkeypatch: pytest.MonkeyPatch, many: int, most: int) -> None:
    """However many claims match, the listing is complete, in order, and can be cut and narrowed."""
    monkeypatch.setattr(searching, "MANY", many)
    monkeypatch.setattr(searching, "MOST", most)
    monkeypatch.setattr(searching, "CANDIDATES", most)
    monkeypatch.setattr(searching, "PHRASES", many)
    for query, numbers in FOUND:
        expected = [f"claim{number:03}" for number in numbers]
        with filled.reading() as session:
            everything = ledgers.list_claims(session, ClaimFilter(text=query, order=Order.ID))
            assert [claim.id for claim in everything] == expected, query
            some = ledgers.list_claims(session, ClaimFilter(text=query, order=Order.ID, speaker="Ida", limit=3))
            assert [claim.id for claim in some] == [each for each in expected if int(each[-3:]) % 2][:3], query
            assert ledgers.count_claims(session, ClaimFilter(text=query)) == len(expected), query


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("ferry", "ferry ferries ferrys"),
        ("ferries", "ferries ferry ferrie"),
        ("rate", "rate rates"),
        ("Rates", "Rates rate"),
        ("box", "box boxes"),
        ("boxes", "boxes boxe box"),
        ("glass", "glass glasses"),
        ("glasses", "glasses glasse glass"),
        ("wish", "wish wishes"),
        ("car", "car cars"),
        ("up", "up"),
        ("rate*", "rate"),
        ("2027", "2027"),
        ("q3s", "q3s"),
        ("caf\u00e9s", "caf\u00e9s"),
    ],
)
def test_a_word_is_searched_in_singular_and_plural(query: str, words: str) -> None:
    """Of a word of three plain letters or more, what may be its other number is searched too; of anything else only itself."""
    (term,) = searching.terms(query)
    assert searching.forms(term) == tuple(words.split())
