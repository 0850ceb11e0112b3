"""Files of forecasting sites: each forecast of one's own is kept and linked, and every field accounted for."""

import contextlib
import csv
import datetime as dt
import io
import json
import zipfile
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exchange.test_tables import DATA, lost, odds
from tests.ledger.samples import later
from tracker import exchange
from tracker import ledger as ledgers
from tracker.errors import LedgerError
from tracker.exchange import Questions, goodjudgment
from tracker.exchange.incoming import checked_rows, incoming_json
from tracker.exchange.manifold import BET_KEPT, MARKET_KEPT
from tracker.exchange.metaculus import FORECAST_KEPT, POST_KEPT, QUESTION_KEPT
from tracker.exchange.metaculus_download import FORECAST_COLUMNS, QUESTION_COLUMNS
from tracker.exchange.sites import EMPTY
from tracker.ledger import ClaimFilter, ImportReport, Ledger, Order
from tracker.ledger.transfer.import_report import Losses
from tracker.records import Claim, Outcome, Status
from tracker.scoring.score_records import Policy, Restatements
from tracker.scoring.select import chains, predictions


def both(opened: Ledger, name: str, questions: str) -> tuple[ImportReport, list[Claim]]:
    """What importing a sample file with the file of its questions came to."""
    lines = (DATA / name).read_text(encoding="utf-8").splitlines(keepends=True)
    asked = Questions(name=questions, text=(DATA / questions).read_text(encoding="utf-8"))
    with opened.begin() as session:
        report = exchange.import_text(session, lines, by="zoe", now=later(days=900), questions=asked)
        again = exchange.import_text(session, lines, by="zoe", now=later(days=901), questions=asked)
        assert (again.added, again.events) == (0, 0)
        assert ledgers.verify(session).faults == ()
        return report, ledgers.list_claims(session, ClaimFilter(order=Order.SAID))


def test_metaculus_own_forecasts_are_kept_with_their_updates(sqlite_ledger: Ledger) -> None:
    """Each is a claim that updates the one before; one of the same day too, and the last before the answer counts."""
    with sqlite_ledger.begin() as session:
        lines = (DATA / "metaculus.json").read_text(encoding="utf-8").splitlines(keepends=True)
        report = exchange.import_text(session, lines, by="zoe", now=later(days=900))
        assert exchange.import_text(session, lines, by="zoe", now=later(days=901)).events == 0
        claims = ledgers.list_claims(session, ClaimFilter(order=Order.SAID))
    ferry = [claim for claim in claims if "Skerry" in claim.forecast.claim]
    assert sorted(odds(ferry), key=str) == [0.4, 0.55, 0.9]
    assert len({claim.chain for claim in ferry}) == 1
    assert {(claim.tags, claim.due, claim.forecast.speaker) for claim in ferry} == {
        (("Ferries", "Transport"), dt.date(2025, 12, 31), "Metaculus user 4711")
    }
    assert all(claim.resolution and claim.resolution.known_on == dt.date(2025, 11, 20) for claim in ferry)
    (bridge,) = (claim for claim in claims if "bridge" in claim.forecast.claim)
    assert (bridge.forecast.claim, bridge.status) == ("Will the bridge open? (2027)", Status.WITHDRAWN)
    assert {claim.forecast.claim.rpartition("? ")[2] for claim in claims if "second" in claim.forecast.claim} == {
        "Northern Yard",
        "Sound Works",
        "Nobody",
    }
    kept = lost(report)
    assert kept["my_forecasts.history.forecast_values"] == (
        1,
        "results[2].group_of_questions.questions[1].my_forecasts.history[0]",
    )
    whole_questions = {loss.where: loss.why for loss in report.losses if loss.field == "question"}
    assert "no forecasts of yours" in whole_questions["results[2].group_of_questions.questions[2]"]
    assert "asks for a number" in whole_questions["results[2].group_of_questions.questions[1]"]
    assert kept["aggregations"] == (1, "results[0].question")
    whole = leaves(json.loads("".join(lines)))
    assert whole <= {name.rpartition(".")[2] for name in kept} | POST_KEPT | QUESTION_KEPT | FORECAST_KEPT | ACCOUNTED
    (card,) = predictions(
        chains(ferry, dt.date(2026, 6, 1), candidates=False),
        as_of=dt.date(2026, 6, 1),
        policy=Policy(restatements=Restatements.FIRST),
    )
    assert (card.odds, card.outcome) == ((0.9, 0.9), 1.0)
    early = chains(ferry, dt.date(2024, 6, 3), candidates=False)
    (then,) = predictions(early, as_of=dt.date(2024, 6, 3), policy=Policy())
    assert then.odds == (0.55, 0.55)


def leaves(found: object) -> set[str]:
    """The names of all fields that hold something, at any depth where a field is read of its own."""
    if isinstance(found, list):
        return set().union(*map(leaves, found)) if found else set()
    if not isinstance(found, dict):
        return set()
    inside = [
        leaves(value)
        for name, value in found.items()
        if name not in {"aggregations", "possibilities", "scaling", "vote", "score_data"}
    ]
    return {name for name, value in found.items() if value not in EMPTY}.union(*inside)


# What says which page this is, and the fields of what is read for its name alone.
ACCOUNTED = frozenset({"count", "next", "previous", "results", "name", "slug", "questions", "history", "latest", "category", "tag"})


def test_metaculus_download_is_kept_for_everybody_in_it(sqlite_ledger: Ledger) -> None:
    """The crowd's forecast is nobody's; an option added later has no odds; a withdrawn forecast is none."""
    report, claims = both(sqlite_ledger, "forecast_data.csv", "question_data.csv")
    ada = [claim for claim in claims if claim.forecast.speaker == "ada_vance"]
    (bram,) = (claim for claim in claims if claim.forecast.speaker == "bram")
    assert odds(claim for claim in ada if "Skerry" in claim.forecast.claim) == [0.4, 0.9]
    assert bram.status is Status.WITHDRAWN
    assert {
        claim.forecast.claim.rpartition("? ")[2]: claim.resolution.outcome
        for claim in ada
        if claim.resolution and "second" in claim.forecast.claim
    } == {
        "Northern Yard": Outcome.FALSE,
        "Nobody": Outcome.FALSE,
    }
    kept = lost(report)
    assert kept["row of recency_weighted"] == (1, "line 8")
    assert kept["row"] == (1, "line 7")
    assert kept["Continuous CDF"] == (1, "line 6")
    assert kept["Default Project"] == (3, "line 2 of question_data.csv")
    for name, columns in (("forecast_data.csv", FORECAST_COLUMNS), ("question_data.csv", QUESTION_COLUMNS)):
        with (DATA / name).open(encoding="utf-8", newline="") as table:
            filled = {
                heading for row in csv.DictReader(table) if not row.get("Forecaster Count") for heading, cell in row.items() if cell
            }
        assert filled <= columns | kept.keys()


def test_metaculus_archive_is_read_as_it_is_downloaded(sqlite_ledger: Ledger) -> None:
    """The zip with both files and its readme comes in as the files do."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in ("forecast_data.csv", "question_data.csv"):
            archive.write(DATA / name, f"data/{name}")
        archive.writestr("README.md", "This File")
        archive.writestr("comment_data.csv", "Post ID,Author ID\n")
    with sqlite_ledger.begin() as session:
        report = exchange.import_archive(session, packed.getvalue(), by="zoe", now=later(days=900))
    assert report.added == 5
    assert lost(report)["file"] == (1, "comment_data.csv")


def test_manifold_bets_are_sides_without_odds(sqlite_ledger: Ledger) -> None:
    """Neither the price nor the market's probability becomes anybody's; a market settled at a quarter gives NO three quarters."""
    report, claims = both(sqlite_ledger, "manifold-bets.json", "manifold-markets.json")
    assert set(odds(claims)) == {None}
    found = {(claim.forecast.claim, claim.forecast.said_on): claim for claim in claims}
    assert len(found) == 4
    ferry = [claim for claim in claims if "Skerry" in claim.forecast.claim]
    assert {claim.forecast.claim for claim in ferry} == {"Will the Skerry ferry run on batteries by 2026? Yes"}
    assert len({claim.chain for claim in ferry}) == 1
    outcomes = {claim.forecast.claim: claim.resolution for claim in claims}
    yard, toll = outcomes["Who will build the second ferry? Sound Works Yes"], outcomes["Will the toll rise in 2025? No"]
    assert yard
    assert toll
    assert (yard.outcome, toll.outcome, toll.credit) == (Outcome.TRUE, Outcome.PARTIAL, 0.75)
    why = {(loss.field, loss.where): loss.why for loss in report.losses}
    assert why["bet", "[3]"] == "a sale says only that the price was good"
    assert why["bet", "[2]"] == "an unfilled order is not a bet"
    assert why["probAfter", "[0]"] == "a price comes from all traders and is not this one's probability"
    assert why["probability", "[0] of manifold-markets.json"] == "the market's probability is that of all traders, not of one"
    bets = json.loads((DATA / "manifold-bets.json").read_text(encoding="utf-8"))
    markets = json.loads((DATA / "manifold-markets.json").read_text(encoding="utf-8"))
    filled = {name for each in (*bets, *markets) for name, value in each.items() if value not in EMPTY}
    assert filled <= BET_KEPT | MARKET_KEPT | lost(report).keys()


def test_a_bet_against_what_one_bet_on_before_updates_it(sqlite_ledger: Ledger) -> None:
    """The last side taken before the answer is what counts."""
    markets = json.loads((DATA / "manifold-markets.json").read_text(encoding="utf-8"))
    bet = {"userId": "u1", "contractId": "fErRy01", "amount": 5, "probAfter": 0.5}
    bets = [
        bet | {"id": "x1", "outcome": "NO", "createdTime": 1717405507000},
        bet | {"id": "x2", "outcome": "YES", "createdTime": 1718405507000},
    ]
    asked = Questions(name="markets.json", text=json.dumps(markets))
    with sqlite_ledger.begin() as session:
        exchange.import_text(session, [json.dumps(bets)], by="zoe", now=later(days=900), questions=asked)
        claims = ledgers.list_claims(session)
    (card,) = predictions(chains(claims, dt.date(2026, 6, 1), candidates=False), as_of=dt.date(2026, 6, 1), policy=Policy())
    assert (card.claim.forecast.claim.rpartition(" ")[2], card.outcome, len(card.statements)) == ("Yes", 1.0, 2)


def test_good_judgments_forecasts_are_kept_with_their_questions(sqlite_ledger: Ledger) -> None:
    """Of two answers the first is the claim; an affirmed forecast restates; a condition before the options is kept."""
    report, claims = both(sqlite_ledger, "survey_fcasts.csv", "ifps.csv")
    ferry = [
        claim for claim in claims if "Skerry" in claim.forecast.claim and claim.forecast.speaker == "Good Judgment forecaster 600"
    ]
    assert odds(ferry) == [0.4, 0.4, 0.8]
    assert len({claim.chain for claim in ferry}) == 1
    with sqlite_ledger.reading() as session:
        events = [event for claim in ferry for event in ledgers.history(session, claim.id)]
    assert {event.details["as"] for event in events if event.kind == "link"} == {"restates", "updates"}
    (bridge,) = (claim for claim in claims if "bridge" in claim.forecast.claim)
    assert bridge.forecast.condition == "If the toll is raised beforehand"
    assert bridge.resolution
    assert (bridge.resolution.outcome, bridge.due) == (Outcome.VOID, dt.date(2014, 5, 31))
    (gone,) = (claim for claim in claims if claim.forecast.speaker == "Good Judgment forecaster 602")
    assert gone.status is Status.WITHDRAWN
    kept = lost(report)
    assert (kept["row"], kept["team"], kept["q_desc"]) == ((1, "line 3"), (4, "line 2"), (1, "line 2 of ifps.csv"))
    for name, columns in (("survey_fcasts.csv", goodjudgment.FORECAST_COLUMNS), ("ifps.csv", goodjudgment.QUESTION_COLUMNS)):
        with (DATA / name).open(encoding="utf-8", newline="") as table:
            filled = {heading for row in csv.DictReader(table) for heading, cell in row.items() if cell not in {"", "NA"}}
        assert filled <= columns | kept.keys()


@pytest.mark.parametrize(
    ("name", "questions", "why"),
    [
        ("forecast_data.csv", None, "add --questions question_data.csv"),
        ("survey_fcasts.csv", None, "add --questions ifps.csv"),
        ("manifold-bets.json", None, "add --questions MARKETS.json"),
        ("question_data.csv", None, "without forecasts"),
        ("ifps.csv", None, "without forecasts"),
        ("manifold-markets.json", None, "without bets"),
        ("forecast_data.csv", "ifps.csv", "ifps.csv does not have the headings of question_data.csv"),
        ("manifold-bets.json", "ifps.csv", "ifps.csv is not JSON"),
        ("fatebook.csv", "ifps.csv", "--questions goes with"),
        ("metaculus.json", "ifps.csv", "--questions goes with"),
    ],
)
def test_questions_that_are_missing_or_too_many_are_said(sqlite_ledger: Ledger, name: str, questions: str | None, why: str) -> None:
    """One line says what to type."""
    asked = Questions(name=questions, text=(DATA / questions).read_text(encoding="utf-8")) if questions else None
    lines = (DATA / name).read_text(encoding="utf-8").splitlines(keepends=True)
    with pytest.raises(LedgerError, match=why), sqlite_ledger.begin() as session:
        exchange.import_text(session, lines, by="zoe", now=later(days=900), questions=asked)


@pytest.mark.parametrize(
    ("name", "old", "new", "why"),
    [
        ("forecast_data.csv", ",0.4,,", ",1.4,,", "line 2: the chance is '1.4'"),
        ("forecast_data.csv", "2024-06-03 09:05:07+00:00,2025", "yesterday,2025", "line 2: 'yesterday' is not an instant"),
        ("survey_fcasts.csv", '"a",0.4,"2013-09-02"', '"a",NA,"2013-09-02"', "line 2: the chance is None"),
    ],
)
def test_a_cell_that_cannot_be_read_is_said_with_its_line(sqlite_ledger: Ledger, name: str, old: str, new: str, why: str) -> None:
    """Nothing of the file is stored."""
    questions = {"forecast_data.csv": "question_data.csv", "survey_fcasts.csv": "ifps.csv"}[name]
    text = (DATA / name).read_text(encoding="utf-8")
    assert old in text
    asked = Questions(name=questions, text=(DATA / questions).read_text(encoding="utf-8"))
    with pytest.raises(LedgerError, match=why), sqlite_ledger.begin() as session:
        exchange.import_text(
            session, text.replace(old, new, 1).splitlines(keepends=True), by="zoe", now=later(days=900), questions=asked
        )
    with sqlite_ledger.reading() as session:
        assert ledgers.count_claims(session) == 0


SAMPLES = (("metaculus.json", None), ("manifold-bets.json", "manifold-markets.json"), ("predictionbook.json", None))
VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(-(10**20), 10**20), st.floats(), st.text(max_size=5), st.just([1]), st.just({"a": 1})
)


def spots(found: Any) -> list[tuple[Any, Any]]:
    """Every place in parsed JSON: what holds it, and its name or number there."""
    inside = list(found.items()) if isinstance(found, dict) else list(enumerate(found)) if isinstance(found, list) else []
    return [(found, name) for name, _value in inside] + [spot for _name, value in inside for spot in spots(value)]


@given(st.sampled_from(SAMPLES), st.booleans(), st.integers(0, 10**6), VALUES)
def test_a_file_that_is_laid_out_otherwise_is_one_line(
    sample: tuple[str, str | None], other: bool, place: int, value: object
) -> None:
    """With any value in any place the rows are read, or the error says what is wrong."""
    name, questions = sample
    found = json.loads((DATA / name).read_text(encoding="utf-8"))
    asked = json.loads((DATA / questions).read_text(encoding="utf-8")) if questions else None
    every = spots(asked if other and asked else found)
    holder, key = every[place % len(every)]
    holder[key] = value
    given_questions = Questions(name="markets.json", text=json.dumps(asked)) if asked else None
    rows: list[tuple[str, dict[str, Any]]] = []
    with contextlib.suppress(LedgerError):
        rows += checked_rows(lambda: incoming_json(found, given_questions, Losses(), later(days=900)))
    assert all(isinstance(json.dumps(row), str) for _where, row in rows)


@pytest.mark.parametrize(
    ("name", "questions", "count"),
    [
        ("forecast_data.csv", "question_data.csv", 2),
        ("survey_fcasts.csv", "ifps.csv", 2),
        ("manifold-bets.json", "manifold-markets.json", 2),
    ],
)
def test_questions_that_nobody_forecast_are_named(sqlite_ledger: Ledger, name: str, questions: str, count: int) -> None:
    """The file of questions may hold more questions than were forecast."""
    text = (DATA / name).read_text(encoding="utf-8")
    one = json.dumps(json.loads(text)[:1]) if name.endswith("json") else "".join(text.splitlines(keepends=True)[:2])
    asked = Questions(name=questions, text=(DATA / questions).read_text(encoding="utf-8"))
    with sqlite_ledger.begin() as session:
        report = exchange.import_text(session, io.StringIO(one), by="zoe", now=later(days=900), questions=asked)
    (loss,) = (loss for loss in report.losses if loss.why == "the file has no forecast of it")
    assert (report.added, loss.field, loss.count) == (1, "question", count)
    assert loss.where.endswith(f" of {questions}")
