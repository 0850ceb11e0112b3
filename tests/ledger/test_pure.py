"""The pure parts: states from events, names, restatements, search queries."""

import datetime as dt
import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ledger.samples import FORECASTS, SAID, exported, judgement, later, stored, year
from tracker import ledger as ledgers
from tracker.codec import forecast_to_json
from tracker.errors import InvalidRecord, LedgerError
from tracker.ledger.database.instants import instant_from_text, instant_text
from tracker.ledger.events.claim_state import check_history, fold
from tracker.ledger.events.entry import Entry, canonical, entry_hash
from tracker.ledger.operations.restating import compare, suggest
from tracker.ledger.projection.name_likeness import distance, likeness, suggestions
from tracker.ledger.projection.searching import fts5, terms
from tracker.records import Claim, Forecast, Kind, Outcome, Polarity, Quantity

START = dt.datetime(2024, 7, 1, tzinfo=dt.UTC)


def entry(position: int, kind: str, by: str = "ana", ledger_id: str = "a" * 16, **more: Any) -> Entry:
    made = Entry(
        ledger_id=ledger_id,
        position=position,
        previous_hash="",
        hash="",
        kind=kind,
        claim_id="c",
        source_sha256=None,
        actor=by,
        recorded_at=START + dt.timedelta(seconds=more.pop("second", position)),
        known_on=more.pop("known_on", None),
        reason=None,
        details=more,
    )
    return replace(made, hash=entry_hash(made))


def extract(position: int = 1, ledger_id: str = "a" * 16) -> Entry:
    return entry(position, "extract", ledger_id=ledger_id, forecast=forecast_to_json(FORECASTS[0]))


actions = st.one_of(
    st.sampled_from(["accept", "reject", "withdraw", "reopen"]).map(lambda kind: (kind, {})),
    st.sampled_from(["true", "false", "void"]).map(lambda outcome: ("resolve", {"outcome": outcome, "known_on": SAID})),
    st.sampled_from(["true", "false"]).map(lambda outcome: ("settle", {"outcome": outcome, "known_on": SAID})),
    st.sampled_from(["sea", "land"]).map(lambda tag: ("tag", {"add": [tag]})),
    st.sampled_from(["sea", "land"]).map(lambda tag: ("tag", {"remove": [tag]})),
    st.sampled_from(["A.", "B."]).map(lambda claim: ("edit", {"set": {"claim": claim}})),
    st.sampled_from(["d", "e"]).map(lambda other: ("link", {"to": other, "as": "updates"})),
    st.just(("extract", {"forecast": forecast_to_json(FORECASTS[1])})),
)
instants = st.integers(0, 10**16).map(lambda steps: dt.datetime(1900, 1, 1, tzinfo=dt.UTC) + dt.timedelta(microseconds=steps))
histories = st.lists(st.tuples(actions, st.sampled_from(["ana", "ben"]), st.sampled_from(["a" * 16, "b" * 16])), max_size=12)


def history(steps: list[Any]) -> list[Entry]:
    found = [extract()]
    for position, ((kind, details), by, ledger_id) in enumerate(steps, 2):
        found.append(entry(position, kind, by, ledger_id, **details))
    return found


@given(histories, st.randoms())
def test_state_does_not_depend_on_the_order_of_arrival(steps: list[Any], rng: random.Random) -> None:
    """The state is the same for events in any order."""
    entries = history(steps)
    shuffled = entries[:]
    rng.shuffle(shuffled)
    assert fold("c", shuffled) == fold("c", entries)


@given(histories, histories)
def test_undo_gives_the_state_before_and_undoing_it_the_state_after(first: list[Any], second: list[Any]) -> None:
    """Undoing any operation restores the state before it, but for the time of the last event."""
    entries = history(first)
    before = fold("c", entries)
    done = history(first + second)[len(entries) :]
    undo = entry(100, "undo", events=[each.hash for each in done])
    redo = entry(101, "undo", events=[undo.hash])
    assert before
    taken_back, again = fold("c", [*entries, *done, undo]), fold("c", [*entries, *done, undo, redo])
    assert taken_back == replace(before, recorded_last=undo.recorded_at)
    after = fold("c", [*entries, *done])
    assert after
    assert again == replace(after, recorded_last=redo.recorded_at)


@given(histories)
def test_recorded_by_is_the_state_of_the_events_till_then(steps: list[Any]) -> None:
    """What was recorded later does not count."""
    entries = history(steps)
    late = [
        replace(each, recorded_at=each.recorded_at + dt.timedelta(days=9), position=each.position + 100) for each in entries[1:]
    ]
    assert fold("c", [*entries, *late], recorded_by=START.date()) == fold("c", entries)


def test_at_most_one_judgement_counts_and_none_conflicts_with_itself() -> None:
    """No analyst both counts and conflicts."""
    state = fold("c", [extract(), entry(2, "resolve", outcome="true"), entry(3, "resolve", "ben", outcome="false")])
    assert state
    assert state.resolution
    assert state.resolution.by not in {each.by for each in state.conflicting}


@given(instants, instants)
def test_instants_as_text_sort_as_time_does(one: dt.datetime, other: dt.datetime) -> None:
    """Instants have a fixed width and are read back equal."""
    assert instant_from_text(instant_text(one)) == one
    assert len(instant_text(one)) == 27
    assert (instant_text(one) < instant_text(other)) is (one < other)


@given(
    st.dictionaries(
        st.text(max_size=4), st.one_of(st.none(), st.floats(allow_nan=False, allow_infinity=False), st.text(max_size=4)), max_size=4
    )
)
def test_canonical_json_is_the_same_for_equal_values(value: dict[str, Any]) -> None:
    """The hash does not depend on the order of keys."""
    assert canonical(dict(reversed(value.items()))) == canonical(value)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Dario Amodei", "Dario Amadei", True),
        ("Dario Amodei", "dario amod", True),
        ("Dario Amodei", "D. Amodei", True),
        ("Dr. Mira Okafor", "mira okafor", True),
        ("José Núñez", "Jose Nunez", True),
        ("Dario Amodei", "Daniela Amodei", False),
        ("Mira Okafor", "Mira Lindqvist", False),
        ("Dario", "Dario Amodei", False),
        ("John Smith", "Jane Smith", False),
    ],
)
def test_spellings_of_one_name(one: str, other: str, alike: bool) -> None:
    """Slips and cut-off names are suggested, other people with one word in common are not."""
    assert bool(suggestions([(one, 5), (other, 1)])) is alike
    assert likeness(one, other) == likeness(other, one)


@pytest.mark.parametrize(
    ("one", "other", "steps"), [("", "abc", 3), ("abcd", "abdc", 1), ("kitten", "sitting", 3), ("same", "same", 0)]
)
def test_distance_of_words(one: str, other: str, steps: int) -> None:
    """Insertions, deletions, replacements and swaps of neighbours count one each."""
    assert distance(one, other) == distance(other, one) == steps


def said(claim: str, day: dt.date = SAID, speaker: str = "Mira", claim_id: str = "x", **more: Any) -> Claim:
    kind = Kind.DATED if more.get("horizon") else Kind.UNDATED
    return Claim(id=claim_id, forecast=Forecast(said_on=day, claim=claim, kind=kind, speaker=speaker, **more), chain=claim_id)


MILLION = Quantity(text="a million", low=1e6, high=1e6, unit="passengers")
PAIRS = [
    (
        said("The ferry will carry a million passengers by 2027.", horizon=year(2027)),
        "Ferry passengers reach a million in 2027.",
        {"horizon": year(2027)},
        "restates",
    ),
    (
        said("The ferry will carry a million passengers by 2027.", horizon=year(2027)),
        "Ferry passengers reach a million in 2029.",
        {"horizon": year(2029)},
        "updates",
    ),
    (
        said("The ferry will carry a million passengers by 2027.", horizon=year(2027), quantities=(MILLION,)),
        "The ferry carries two million passengers by 2027.",
        {"horizon": year(2027), "quantities": (replace(MILLION, low=2e6, high=2e6),)},
        "updates",
    ),
    (
        said("The ferry will carry a million passengers by 2027.", horizon=year(2027)),
        "The ferry will not carry a million passengers by 2027.",
        {"horizon": year(2027), "polarity": Polarity.NEGATIVE},
        "contradicts",
    ),
    (
        said("The ferry will carry a million passengers by 2027.", horizon=year(2027)),
        "Bread prices double by 2027.",
        {"horizon": year(2027)},
        None,
    ),
    (
        said("[The tunnel under the strait was sold.] It costs more by 2027.", horizon=year(2027)),
        "The tunnel under the strait opens by 2027.",
        {"horizon": year(2027)},
        None,
    ),
    (said("Rain falls on the islands by 2027.", horizon=year(2027)), "The tunnel opens by 2027.", {"horizon": year(2027)}, None),
]


@pytest.mark.parametrize(("earlier", "words", "more", "relation"), PAIRS)
def test_restatements_of_one_speaker(earlier: Claim, words: str, more: dict[str, Any], relation: str | None) -> None:
    """The same subject again is a restatement, an update or a contradiction; the same year alone is nothing."""
    later_one = said(words, SAID + dt.timedelta(days=300), claim_id="y", **more)
    noise = [
        said(f"Number {place} of other subjects about {word}.", claim_id=word)
        for place, word in enumerate(("bread", "wine", "music", "chess"))
    ]
    found = [each for each in suggest([earlier, later_one, *noise]) if {each.claim_id, each.other_id} == {"x", "y"}]
    assert [(each.claim_id, each.relation) for each in found] == ([("y", relation)] if relation else [])
    score, _relation, _why = compare(later_one.forecast, earlier.forecast, {})
    assert 0 <= score <= 1


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("two cities", '("two" OR "twos") AND ("cities" OR "city" OR "citie")'),
        ('"a phrase" a2', '"a phrase" AND "a2"'),
        ("pre*", '"pre"*'),
        ('op "phrase', '"op" AND "phrase"'),
        ("NEAR(a b) OR NOT c", '"NEAR(a" AND "b)" AND "OR" AND ("NOT" OR "nots") AND "c"'),
        ("claim:x ^y", '"claim:x" AND "^y"'),
        ("*** - ()", ""),
        ("it''s", "\"it''s\""),
    ],
)
def test_search_queries_hold_no_operators(query: str, expected: str) -> None:
    """Typed queries are words, phrases and prefixes, never the query language of the index."""
    assert fts5(terms(query)) == expected


@settings(max_examples=60)
@given(st.text(max_size=30))
def test_any_query_can_be_asked(query: str) -> None:
    """No text makes the search fail."""
    opened = _shared()
    with opened.reading() as session:
        ledgers.list_claims(session, ledgers.ClaimFilter(text=query))


_opened: list[ledgers.Ledger] = []


def _shared() -> ledgers.Ledger:
    if not _opened:
        _opened.append(ledgers.open_ledger("sqlite://"))
        with _opened[0].begin() as session:
            stored(session)
    return _opened[0]


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.soak) for seed in range(1, 9))])
def test_random_work_rebuilds_verifies_and_travels(new_sqlite: Callable[[], str], seed: int) -> None:
    """Whatever analysts do, the state rebuilds to the same bytes, verifies, and goes through an export and an import."""
    rng = random.Random(seed)  # noqa: S311
    opened, other = ledgers.open_ledger(new_sqlite()), ledgers.open_ledger("sqlite://")
    with opened.begin() as session:
        stored(session)
        for step in range(60):
            act(session, rng, step)
    before = exported(opened)
    with opened.begin() as session:
        ledgers.rebuild(session)
        assert ledgers.verify(session).faults == ()
    assert exported(opened) == before
    with other.begin() as session:
        ledgers.import_lines(session, before, by="zoe", now=later(days=99))
    assert exported(other) == before


def act(session: Any, rng: random.Random, step: int) -> None:
    claims = ledgers.list_claims(session)
    claim, second = rng.choice(claims), rng.choice(claims)
    by, now = rng.choice(["ana", "ben", "cleo"]), later(seconds=rng.randrange(10 * step + 1))
    outcome = rng.choice([Outcome.TRUE, Outcome.FALSE, Outcome.VOID])
    part = replace(claim.forecast, claim=f"Part {step}.")
    choices: list[Callable[[], Any]] = [
        lambda: ledgers.accept(session, claim.id, by=by, now=now, blind=rng.random() < 0.3),
        lambda: ledgers.reject(session, claim.id, by=by, now=now),
        lambda: ledgers.edit(session, claim.id, {"speaker": rng.choice(["Mira", "M. Okafor", "Mira Okafor"])}, by=by, now=now),
        lambda: ledgers.edit(session, claim.id, {"horizon": year(rng.randrange(2026, 2040))}, by=by, now=now),
        lambda: ledgers.tag(session, claim.id, add=[f"t{step % 5}"], remove=[f"t{step % 3}"], by=by, now=now),
        lambda: ledgers.resolve(session, claim.id, judgement(outcome, by=by), now=now, settle=rng.random() < 0.3),
        lambda: ledgers.reopen(session, claim.id, by=by, now=now),
        lambda: ledgers.link(session, claim.id, second.id, rng.choice(["restates", "updates", "contradicts"]), by=by, now=now),
        lambda: ledgers.split(session, claim.id, [part, replace(part, claim=f"Rest {step}.")], by=by, now=now),
        lambda: ledgers.merge_speakers(session, "M. Okafor", "Mira Okafor", by=by, now=now),
        lambda: ledgers.split_speaker(session, "M. Okafor", by=by, now=now),
        lambda: ledgers.edit_source(session, "ferry", title=f"Title {step}", by=by, now=now),
        lambda: ledgers.undo(session, by=by, now=now),
        lambda: ledgers.undo(session, by=by, now=now),
    ]
    try:
        rng.choice(choices)()
    except LedgerError:
        # Nothing to undo, no such speaker, a claim with itself: refused before anything was written.
        pass
    except ValueError as error:
        assert "different" in str(error)  # noqa: PT017


def test_a_history_is_checked_without_what_was_taken_back() -> None:
    """A later edit applies to what an undo left, not to the undone edit, and the result is still checked."""
    placed = forecast_to_json(FORECASTS[0]) | {"quote": "It opens", "start": 13, "end": 21, "anchor": "opens", "anchor_start": 16}
    first = entry(1, "extract", forecast=placed)
    moved = entry(2, "edit", set={"quote": "It opens soon", "start": 20, "end": 33, "anchor_start": 23})
    undone = entry(3, "undo", events=[moved.hash])
    longer = entry(4, "edit", set={"quote": "It opens now", "end": 25})
    check_history([first, moved, undone, longer])
    with pytest.raises(InvalidRecord, match="as its offsets say"):
        check_history([first, moved, longer])
