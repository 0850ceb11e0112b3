"""Exports, imports and merges, on both databases."""

import csv
import datetime as dt
import io
import json
from collections.abc import Callable
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
from tracker import exchange
from tracker import ledger as ledgers
from tracker.boundary.spreadsheet_cells import defused, plain
from tracker.errors import LedgerError, TrackerError
from tracker.ledger import ClaimFilter, ImportReport, Ledger
from tracker.records import Forecast, Kind, Outcome, Status

Opener = Callable[[], Ledger]


def imported(opened: Ledger, lines: list[str], by: str = "zoe") -> ImportReport:
    with opened.begin() as session:
        return exchange.import_text(session, [line + "\n" for line in lines], by=by, now=later(days=30))


def used(opened: Ledger, *, by: str = "ana", days: int = 0) -> Ledger:
    """The sample with decisions, by one analyst."""
    with opened.begin() as session:
        first, second, third = stored(session, by=by, now=later(days=days))
        ledgers.accept(session, first.id, by=by, now=later(days=days, seconds=1))
        ledgers.resolve(session, first.id, judgement(by=by, evidence=("https://example.org",)), now=later(days=days, seconds=2))
        ledgers.link(session, third.id, first.id, "updates", by=by, now=later(days=days, seconds=3))
        ledgers.edit(session, second.id, {"speaker": f"Mira {by}"}, by=by, now=later(days=days, seconds=4))
        ledgers.merge_speakers(session, f"Mira {by}", "Mira Okafor", by=by, now=later(days=days, seconds=5))
    return opened


def test_export_imported_into_an_empty_ledger_exports_the_same_bytes(new_ledger: Opener) -> None:
    """Nothing is lost or added on the way, events and texts included, and the copy verifies."""
    first, second = used(new_ledger()), new_ledger()
    lines = exported(first)
    report = imported(second, lines)
    assert (report.added, report.sources, report.losses) == (3, 1, ())
    assert exported(second) == lines
    with second.reading() as session:
        assert ledgers.verify(session).faults == ()
        assert ledgers.transcript(session, "ferry") == transcript()
    again = imported(second, lines)
    assert (again.added, again.changed, again.known, again.events) == (0, 0, 3, 0)


def test_merging_is_commutative_and_idempotent(new_ledger: Opener) -> None:
    """Two ledgers merged either way export the same bytes; both chains are kept whole, and merging again does nothing."""
    ana, ben = used(new_ledger()), used(new_ledger(), by="ben", days=1)
    with ben.begin() as session:
        ledgers.add(session, Forecast(said_on=dt.date(2024, 1, 1), claim="Rain.", kind=Kind.UNDATED), by="ben", now=later(days=2))
    one, other = exported(ana), exported(ben)
    assert imported(ana, other).added == 1
    assert imported(ben, one).changed == 3
    assert exported(ana) == exported(ben)
    for each in (ana, ben):
        with each.reading() as session:
            report = ledgers.verify(session)
            assert (report.faults, report.ledgers) == ((), 2)
        before = exported(each)
        imported(each, exported(ana))
        imported(each, other)
        assert exported(each) == before


def test_merge_goes_on_where_the_last_one_stopped(new_ledger: Opener) -> None:
    """A later export of the same ledger brings only what is new."""
    first, second = used(new_ledger()), new_ledger()
    imported(second, exported(first))
    with first.begin() as session:
        claim = ledgers.list_claims(session, ClaimFilter(kinds=(Kind.ODDS,)))[0]
        ledgers.reject(session, claim.id, by="ana", now=later(days=9))
    report = imported(second, exported(first))
    assert (report.events, report.changed) == (1, 1)
    assert exported(second) == exported(first)


def test_rebuild_after_a_merge_gives_the_same_bytes(new_ledger: Opener) -> None:
    """What an import derives is what the events give."""
    ana, ben = used(new_ledger()), used(new_ledger(), by="ben", days=1)
    imported(ana, exported(ben))
    before = exported(ana)
    with ana.begin() as session:
        ledgers.rebuild(session)
        assert ledgers.verify(session).faults == ()
    assert exported(ana) == before


def test_changed_event_in_a_file_is_refused(new_ledger: Opener) -> None:
    """An edited export is refused, and nothing of it is stored."""
    lines = exported(used(new_ledger()))
    changed = [line.replace('"kind":"accept","by":"ana"', '"kind":"accept","by":"eve"') for line in lines]
    assert changed != lines
    target = new_ledger()
    with pytest.raises(LedgerError, match="was changed"):
        imported(target, changed)
    assert exported(target) == []


def test_fork_of_a_chain_is_refused(new_ledger: Opener) -> None:
    """Two ledgers that continue one copy are not one chain."""
    first = used(new_ledger())
    lines = exported(first)
    fork = json.loads(lines[-1])
    fork["events"][0]["hash"] = "0" * 64
    with pytest.raises(LedgerError, match="forks"):
        imported(first, [*lines[:-1], json.dumps(fork)])


def test_decision_of_an_earlier_day_counts(sqlite_ledger: Ledger) -> None:
    """A claim written by hand comes with its decision, whose instant lies before that of the import."""
    earlier = {"kind": "accept", "by": "ana", "recorded_at": later(days=-400).isoformat()}
    row = {"claim": "Rain by May.", "said_on": "2023-01-01", "speaker": None, "events": [earlier]}
    imported(sqlite_ledger, [json.dumps(row)])
    with sqlite_ledger.reading() as session:
        (claim,) = ledgers.list_claims(session)
        assert claim.status is Status.ACCEPTED
        assert ledgers.verify(session).sound


def test_part_of_a_ledger_can_be_imported(new_ledger: Opener) -> None:
    """A filtered export keeps its claims, decisions and analysts, in the own chain of the ledger that takes it."""
    first, second = used(new_ledger()), new_ledger()
    part = exported(first, wanted=ClaimFilter(outcomes=(Outcome.TRUE,)))
    assert imported(second, part).added == 1
    with second.reading() as session:
        (claim,) = ledgers.list_claims(session, with_events=True)
        assert (claim.status, claim.resolution) == (Status.ACCEPTED, judgement(evidence=("https://example.org",)))
        assert [event.by for event in claim.events] == ["ana", "ana", "ana"]
        assert ledgers.verify(session).faults == ()
    assert imported(second, part).events == 0


def test_export_without_text_leaves_the_text_out(new_ledger: Opener) -> None:
    """The source and its events stay, so that the chain is whole; extracting the file again brings the text."""
    first, second = used(new_ledger()), new_ledger()
    lines = exported(first, without_text=True)
    assert "where is the ferry line" not in "\n".join(lines)
    imported(second, lines)
    with second.begin() as session:
        assert ledgers.verify(session).faults == ()
        assert ledgers.source_text(session, transcript().sha256) is None
        assert store(session, version="1").added == ()
        assert ledgers.source_text(session, transcript().sha256) == TEXT


def test_claims_written_by_hand(sqlite_ledger: Ledger) -> None:
    """Only claim, said_on and speaker are needed; events may be as short as the manual says; twice adds nothing."""
    lines = [
        json.dumps({"claim": "Rain by May.", "said_on": "2024-01-01", "speaker": None}),
        json.dumps(
            {
                "quote": "snow in June",
                "said_on": "2024-01-02",
                "speaker": "Ida",
                "colour": "blue",
                "status": "accepted",
                "tags": ["weather"],
                "events": [
                    {"kind": "resolve", "outcome": "true", "known_on": "2024-06-01", "by": "ana"},
                    {"kind": "praise", "by": "ana"},
                ],
            }
        ),
    ]
    report = imported(sqlite_ledger, lines)
    assert report.added == 2
    assert {(loss.field, loss.where) for loss in report.losses} == {("colour", "line 2"), ("event praise", "line 2")}
    with sqlite_ledger.reading() as session:
        rain, snow = sorted(ledgers.list_claims(session), key=lambda each: each.forecast.said_on)
        assert (rain.due, snow.due) == (dt.date(2024, 5, 31), dt.date(2024, 6, 30))
        assert (rain.status, rain.forecast.claim, rain.forecast.speaker) == (Status.CANDIDATE, "Rain by May.", None)
        assert (snow.status, snow.tags, snow.forecast.claim) == (Status.ACCEPTED, ("weather",), "snow in June")
        assert snow.resolution
        assert (snow.resolution.by, snow.resolution.known_on) == ("ana", dt.date(2024, 6, 1))
        assert ledgers.list_claims(session, ClaimFilter(pending=True, as_of=dt.date(2024, 5, 31))) == [
            ledgers.get_claim(session, each.id, as_of=dt.date(2024, 5, 31)).__class__(
                **{**_fields(each), "resolution": None, "events": ()}
            )
            for each in (rain, snow)
        ]
    assert imported(sqlite_ledger, lines).events == 0


def _fields(claim: Any) -> dict[str, Any]:
    return {name: getattr(claim, name) for name in claim.__slots__}


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        (["{"], "line 1"),
        (['{"claim":"x","said_on":"2024-01-01","speaker":null}', "[]"], "line 2 is not a JSON object"),
        (['{"claim":"x","speaker":null}'], "line 1: said_on"),
        (['{"claim":"x","said_on":"2024-01-01"}'], "line 1: speaker"),
        (
            ['{"claim":"x","said_on":"2024-01-01","speaker":null,"events":[{"kind":"resolve","outcome":"perhaps","by":"a"}]}'],
            "outcome",
        ),
        (['{"claim":"x","said_on":"2024-01-01","speaker":null,"id":"a b"}'], "line 1: id"),
        ([""], "empty"),
        (["name,age"], "no heading means what was predicted"),
        (['{"type":"source","sha256":"' + "0" * 64 + '","text":"x","doc":"d","said_on":"2024-01-01"}'], "line 1: text"),
    ],
)
def test_bad_import_says_where_and_keeps_nothing(sqlite_ledger: Ledger, lines: list[str], why: str) -> None:
    """One clear line, and the ledger as it was."""
    with pytest.raises(TrackerError, match=why):
        imported(sqlite_ledger, lines)
    assert exported(sqlite_ledger) == []


@pytest.mark.parametrize(
    ("cell", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("+49 30", "'+49 30"),
        ("-1", "'-1"),
        ("@sum", "'@sum"),
        ("\tx", "'\tx"),
        ("\u00a0=1", "'\u00a0=1"),
        ("a\tb", "a\tb"),
        ("plain", "plain"),
        ("it's", "it's"),
        ("'=x", "''=x"),
        ("'quoted'", "'quoted'"),
        (-0.5, "-0.5"),
        (None, ""),
    ],
)
def test_cells_that_a_spreadsheet_would_run_are_defused(cell: object, safe: str) -> None:
    """An apostrophe stands before them, and reading takes it away again; numbers stay numbers."""
    assert defused(cell) == safe
    if isinstance(cell, str):
        assert plain(safe) == cell


@pytest.mark.parametrize(
    ("cell", "safe"),
    [("a\rb\x1b[2Jc", "a\nbc"), ("\x1b]52;c;eA==\x07=1", "'=1"), ("x\u200b\u202ey", "x\ufffdy"), ("\r\n=1", "'\n=1")],
)
def test_cells_are_cleaned_before_they_are_looked_at(cell: str, safe: str) -> None:
    """Terminal sequences are removed, line breaks become line feeds, and formulas get an apostrophe."""
    assert defused(cell) == safe


def test_csv_comes_back(new_ledger: Opener) -> None:
    """Claims, odds, windows, tags, outcomes and ids go through a CSV file; what cannot is said."""
    first, second = used(new_ledger()), new_ledger()
    with first.begin() as session:
        claim = stored(session)[0]
        ledgers.tag(session, claim.id, add=["=cmd|' /C calc'!A0", "sea"], by="ana", now=later(days=3))
        lines = list(exchange.export_text(session, "csv"))
    assert not any(cell.startswith("=") for row in csv.reader(io.StringIO("".join(lines))) for cell in row)
    imported(second, "".join(lines).splitlines())
    with first.reading() as one, second.reading() as other:
        for before in ledgers.list_claims(one):
            after = ledgers.get_claim(other, before.id)
            assert (after.status, after.tags, after.resolution, after.due) == (
                before.status,
                before.tags,
                before.resolution,
                before.due,
            )
            assert (after.forecast.probability, after.forecast.quote) == (before.forecast.probability, before.forecast.quote)
            assert after.source == before.source


def test_table_in_plain_words(sqlite_ledger: Ledger) -> None:
    """Cells may hold a date, odds or a likelihood in words; an empty cell is none; what has no column is in the sentence."""
    lines = [
        "claim,said_on,speaker,due,odds",
        "The mill shuts.,2024-06-26,Ida,by the end of 2027,two to one",
        "The mill opens by May 2026.,2024-06-26,Ida,,very likely",
        "Ninety percent of homes will probably have one.,2024-06-26,Ida,2031-05-01,",
    ]
    assert imported(sqlite_ledger, lines).added == 3
    with sqlite_ledger.reading() as session:
        found = {each.forecast.claim.split()[-1]: each.forecast for each in ledgers.list_claims(session)}
    shuts, opens, homes = found["shuts."], found["2026."], found["one."]
    assert shuts.horizon is not None
    assert shuts.probability is not None
    assert opens.hedge is not None
    assert homes.hedge is not None
    assert shuts.probability.low == pytest.approx(2 / 3)
    assert (shuts.horizon.end, shuts.kind) == (dt.date(2027, 12, 31), Kind.DATED)
    assert (opens.horizon, opens.probability, opens.hedge.text, opens.kind) == (None, None, "very likely", Kind.UNDATED)
    assert (homes.probability, homes.hedge.text, [each.unit for each in homes.quantities]) == (None, "probably", ["percent"])
    with pytest.raises(TrackerError, match="line 3: 'whenever' cannot be read as one date"):
        imported(sqlite_ledger, [*lines[:2], "x,2024-06-26,Ida,whenever,"])


def test_spreadsheet_in_plain_words(sqlite_ledger: Ledger) -> None:
    """Under anybody's headings a cell may hold a date, odds or a likelihood in words too, beside days and numbers."""
    lines = [
        "Prediction,Date,Who,Deadline,How sure",
        "The mill shuts.,26 June 2024,Ida,by the end of 2027,two to one",
        "The mill opens by May 2026.,27 June 2024,Ida,,very likely",
        "The mill burns.,28 June 2024,Ida,1 May 2031,70%",
    ]
    assert imported(sqlite_ledger, lines).added == 3
    with sqlite_ledger.reading() as session:
        shuts, opens, burns = (each.forecast for each in ledgers.list_claims(session))
    assert shuts.horizon is not None
    assert shuts.probability is not None
    assert shuts.horizon.end == dt.date(2027, 12, 31)
    assert shuts.probability.low == pytest.approx(2 / 3)
    assert opens.hedge is not None
    assert (opens.horizon, opens.probability, opens.hedge.text) == (None, None, "very likely")
    assert burns.horizon is not None
    assert burns.probability is not None
    assert (burns.horizon.end, burns.probability.low) == (dt.date(2031, 5, 1), 0.7)
    with pytest.raises(TrackerError, match="line 3: 'whenever' cannot be read as one date"):
        imported(sqlite_ledger, [*lines[:2], "x,26 June 2024,Ida,whenever,"])


FATEBOOK_COLUMNS = (
    "Question title,Multiple choice option,Forecast created by,Forecast (scale = 0-1),Forecast created at,Question created by,"
    "Question created at,Question resolve by,Resolution,Resolved at,Your Brier score for this question,Question notes\n"
)
ASKED = "Ida,2024-01-01 09:00:00"
FATEBOOK = (
    FATEBOOK_COLUMNS
    + f'"Will it rain, much?",,Ida,0.7,2024-01-02 10:00:00,{ASKED},2024-05-01 00:00:00,YES,2024-04-01 08:00:00,0.09,"see ""log"""\n'
    + f'"Will it rain, much?",,Ida,0.9,2024-02-02 10:00:00,{ASKED},2024-05-01 00:00:00,YES,2024-04-01 08:00:00,,\n'
    + f"Will it snow?,,Ben,0.2,2024-01-02 10:00:00,{ASKED},2024-06-01 00:00:00,,,,\n"
)


def test_fatebook_comes_in(sqlite_ledger: Ledger) -> None:
    """Each forecast is a claim, later ones update the first, a blank resolution is an open question, and losses are named."""
    report = imported(sqlite_ledger, FATEBOOK.splitlines())
    assert report.added == 3
    assert {loss.field for loss in report.losses} == {"Your Brier score for this question", "Question notes"}
    with sqlite_ledger.reading() as session:
        rain = ledgers.list_claims(session, ClaimFilter(text="rain"))
        assert [claim.forecast.probability and claim.forecast.probability.low for claim in rain] == [0.7, 0.9]
        assert {claim.chain for claim in rain} == {rain[0].id}
        assert all(claim.resolution and claim.resolution.known_on == dt.date(2024, 4, 1) for claim in rain)
        (snow,) = ledgers.list_claims(session, ClaimFilter(text="snow"))
        assert (snow.resolution, snow.due, snow.forecast.speaker) == (None, dt.date(2024, 6, 1), "Ben")
    assert imported(sqlite_ledger, FATEBOOK.splitlines()).events == 0


def test_fatebook_goes_out_and_comes_back(new_ledger: Opener) -> None:
    """What Fatebook's own import would read is what this program reads again."""
    first, second = new_ledger(), new_ledger()
    with first.begin() as session:
        claim = stored(session)[1]
        ledgers.resolve(session, claim.id, judgement(Outcome.FALSE), now=later(days=1))
        lines = "".join(exchange.export_text(session, "fatebook")).splitlines()
    assert len(lines) == 2
    assert "60%" in lines[1]
    assert ",NO," in lines[1]
    imported(second, lines)
    with second.reading() as session:
        (found,) = ledgers.list_claims(session)
        assert found.forecast.claim == claim.forecast.claim
        assert found.forecast.probability
        assert found.forecast.probability.low == 0.6
        assert found.resolution
        assert found.resolution.outcome is Outcome.FALSE


PREDICTIONBOOK = {
    "user": {"name": "ida", "user_id": 7},
    "predictions": [
        {
            "id": 1,
            "uuid": "u-1",
            "description": "Rain by May",
            "deadline": "2024-05-01T12:00:00.000Z",
            "created_at": "2024-01-01T12:00:00.000Z",
            "updated_at": "2024-05-02T12:00:00.000Z",
            "last_judgement_at": "2024-05-02T12:00:00.000Z",
            "outcome": True,
            "withdrawn": False,
            "visibility": "everyone",
            "responses": [
                {"id": 1, "user_label": "ida", "confidence": 70, "created_at": "2024-01-01T12:00:00.000Z", "comment": None},
                {"id": 2, "user_label": "ben", "confidence": 30, "created_at": "2024-01-02T12:00:00.000Z", "comment": "hm"},
            ],
        },
        {
            "id": 2,
            "description": "Snow",
            "deadline": "2024-06-01T12:00:00.000Z",
            "created_at": "2024-01-01T12:00:00.000Z",
            "outcome": None,
            "withdrawn": True,
            "responses": [{"id": 3, "user_label": "ida", "confidence": 5, "created_at": "2024-01-01T12:00:00.000Z"}],
        },
    ],
}


def test_predictionbook_comes_in(sqlite_ledger: Ledger) -> None:
    """Everybody's response is a claim; unknown is not wrong, and withdrawn is withdrawn."""
    lines = json.dumps(PREDICTIONBOOK, indent=1).splitlines()
    report = imported(sqlite_ledger, lines)
    assert {loss.field for loss in report.losses} == {"user", "visibility", "responses.comment"}
    with sqlite_ledger.reading() as session:
        found = {(claim.forecast.claim, claim.forecast.speaker): claim for claim in ledgers.list_claims(session)}
        assert len(found) == 3
        rain = found["Rain by May", "ben"]
        assert rain.resolution
        assert (rain.resolution.outcome, rain.resolution.known_on) == (Outcome.TRUE, dt.date(2024, 5, 2))
        snow = found["Snow", "ida"]
        assert (snow.status, snow.resolution) == (Status.WITHDRAWN, None)
    assert imported(sqlite_ledger, [json.dumps(PREDICTIONBOOK)]).events == 0


def test_claim_review_and_annotation(sqlite_ledger: Ledger) -> None:
    """Resolved claims go out as ClaimReview, quoted ones as annotations whose selectors find the quote again."""
    used(sqlite_ledger)
    with sqlite_ledger.reading() as session:
        reviews = [json.loads(line) for line in exchange.export_text(session, "claimreview")]
        annotations = [json.loads(line) for line in exchange.export_text(session, "annotation")]
    (review,) = reviews
    assert review["@type"] == "ClaimReview"
    assert review["reviewRating"] == {
        "@type": "Rating",
        "alternateName": "True",
        "ratingValue": 5.0,
        "bestRating": 5.0,
        "worstRating": 1.0,
    }
    assert review["itemReviewed"]["author"]["name"] == "Mira Okafor"
    assert len(annotations) == len(FORECASTS)
    for each in annotations:
        quote, position = each["target"]["selector"]
        assert TEXT[position["start"] : position["end"]] == quote["exact"]
        assert TEXT.count(quote["prefix"] + quote["exact"] + quote["suffix"]) == 1


def test_restatements_are_suggested_and_linked_into_a_chain(sqlite_ledger: Ledger) -> None:
    """The same said again a year later is suggested as an update, confirmed by a link, and its slip is counted."""
    text = "Next year the ferry passengers will be a million by 2028, mark my words."
    second = forecast(
        "the ferry passengers will be a million by 2028", "by 2028", text=text, horizon=year(2028), said_on=dt.date(2025, 6, 26)
    )
    with sqlite_ledger.begin() as session:
        first = stored(session)[0]
        talk = transcript(text, doc="later", said_on=dt.date(2025, 6, 26))
        report = store(session, transcript=talk, forecasts=[second], now=later(days=365))
        (suggestion,) = ledgers.restatements(session, claim_id=first.id)
        assert (suggestion.claim_id, suggestion.other_id, suggestion.relation) == (report.added[0], first.id, "updates")
        linked = ledgers.link(session, suggestion.claim_id, suggestion.other_id, suggestion.relation, by="ana", now=later(days=366))
        assert linked.chain == first.id
        assert ledgers.restatements(session) == []
        assert ids(ledgers.list_claims(session, ClaimFilter(chain=linked.chain))) == [first.id, linked.id]
        (slip,) = ledgers.slips(session)
        assert slip.days == 366
        assert slip.months_a_year
        assert 11.5 < slip.months_a_year < 12.5
        ledgers.unlink(session, first.id, linked.id, by="ana", now=later(days=367))
        assert ledgers.get_claim(session, linked.id).chain == linked.id


def test_a_chain_is_named_anew_when_another_claim_was_said_first(ledger: Ledger) -> None:
    """A corrected day of speaking moves the first claim behind the one that updates it; what is derived stays sound."""
    with ledger.begin() as session:
        first, second, _third = stored(session)
        ledgers.link(session, second.id, first.id, "updates", by="ana", now=later(seconds=1))
        names = [ledgers.get_claim(session, each.id).chain for each in (first, second)]
        earlier = first if names[0] == first.id else second
        day = earlier.forecast.said_on + dt.timedelta(days=1)
        ledgers.edit(session, earlier.id, {"said_on": day}, by="ana", now=later(seconds=2))
        other = second if earlier is first else first
        assert {ledgers.get_claim(session, each.id).chain for each in (first, second)} == {other.id}
        assert ledgers.verify(session).faults == ()


def test_speakers_are_merged_and_split_as_events(ledger: Ledger) -> None:
    """Spellings of one person are suggested, merged for every listing, and taken apart again."""
    with ledger.begin() as session:
        first, second, third = stored(session)
        ledgers.edit(session, second.id, {"speaker": "Mira Okafr"}, by="ana", now=later(seconds=1))
        ledgers.edit(session, third.id, {"speaker": "mira okaf"}, by="ana", now=later(seconds=2))
        pairs = {(pair.name, pair.into) for pair in ledgers.suggest_merges(session)}
        assert ("Mira Okafr", "Mira Okafor") in pairs
        for name in ("Mira Okafr", "mira okaf"):
            record = ledgers.merge_speakers(session, name, "Mira Okafor", by="ana", now=later(seconds=3))
        assert (record.aliases, record.claims) == (("Mira Okafr", "mira okaf"), 3)
        assert len(ledgers.list_claims(session, ClaimFilter(speaker="Mira Okafr"))) == 3
        assert ledgers.get_claim(session, third.id).forecast.speaker == "Mira Okafor"
        ledgers.split_speaker(session, "mira okaf", by="ana", now=later(seconds=4))
        assert ids(ledgers.list_claims(session, ClaimFilter(speaker="mira okaf"))) == [third.id]
        ledgers.undo(session, by="ana", now=later(seconds=5))
        assert len(ledgers.list_claims(session, ClaimFilter(speaker="mira okaf"))) == 3
        assert ledgers.verify(session).faults == ()
        assert first.forecast.speaker == "Mira Okafor"


def test_source_is_mended_with_its_claims(ledger: Ledger) -> None:
    """A new day of speaking moves the claims and their windows; what an analyst set by hand stays, and one undo reverts it."""
    with ledger.begin() as session:
        first, second, third = stored(session)
        ledgers.accept(session, first.id, by="ana", now=later(seconds=1))
        ledgers.edit(session, third.id, {"horizon": year(2031)}, by="ana", now=later(seconds=2))
        day = dt.date(2025, 6, 26)
        correction = ledgers.edit_source(
            session,
            "ferry",
            said_on=day,
            speaker="Mira Okafor-Lind",
            title="Ferries",
            by="ben",
            now=later(days=1),
            reread=lambda _forecast, _day, _text: year(2028),
        )
        assert (correction.moved, correction.left) == (tuple(ids([first, second, third])), ())
        found = ledgers.get_claim(session, first.id)
        assert (found.forecast.said_on, found.due, found.status) == (day, dt.date(2028, 12, 31), Status.ACCEPTED)
        assert found.forecast.speaker == "Mira Okafor-Lind"
        assert found.source
        assert (found.source.said_on, found.source.title) == (day, "Ferries")
        assert ledgers.get_claim(session, third.id).due == dt.date(2031, 12, 31)
        ledgers.undo(session, by="ben", now=later(days=2))
        assert ledgers.get_claim(session, first.id).forecast == first.forecast
        assert ledgers.find_source(session, "ferry").said_on == transcript().said_on
        assert ledgers.verify(session).faults == ()


def test_source_is_replaced_and_withdrawn(ledger: Ledger) -> None:
    """Claims are found again in a corrected text with their ids and decisions, or left; a new extraction knows them."""
    text = TEXT.replace("HOST: where", "HOST: And where")

    def reanchor(_old: Any, new: Any, forecast: Forecast) -> tuple[int, int, int | None] | None:
        if forecast.kind is Kind.ODDS:
            return None
        start = new.text.index(forecast.quote)
        return start, start + len(forecast.quote or ""), start + (forecast.quote or "").index(forecast.anchor or "")

    with ledger.begin() as session:
        first, second, third = stored(session)
        ledgers.accept(session, first.id, by="ana", now=later(seconds=1))
        new = transcript(text, doc="ferry2")
        correction = ledgers.replace_source(session, "ferry", new, by="ana", now=later(days=1), reanchor=reanchor)
        assert (correction.moved, correction.left) == ((first.id, third.id), (second.id,))
        found = ledgers.get_claim(session, first.id)
        assert (found.forecast.start, found.status) == ((first.forecast.start or 0) + 4, Status.ACCEPTED)
        assert found.source
        assert found.source.sha256 == new.sha256
        assert (found.forecast.doc, ledgers.get_claim(session, second.id).forecast.doc) == ("ferry2", "ferry")
        again = forecast("we carry a million passengers by 2027", "by 2027", text=text, horizon=year(2027))
        assert store(session, transcript=new, forecasts=[again], now=later(days=2)).added == ()
        assert ledgers.verify(session).faults == ()
        ledgers.withdraw_source(session, "ferry2", by="ana", now=later(days=3))
        assert ledgers.get_claim(session, first.id).status is Status.WITHDRAWN
        assert {record.status for record in ledgers.sources(session)} == {"replaced", "withdrawn"}
        before = list(ledgers.export_lines(session))
        ledgers.rebuild(session)
        assert list(ledgers.export_lines(session)) == before
        ledgers.undo(session, by="ana", now=later(days=4))
        ledgers.undo(session, by="ana", now=later(days=5))
        assert ledgers.get_claim(session, first.id).forecast == first.forecast


def test_same_talk_from_another_site_is_noticed(sqlite_ledger: Ledger) -> None:
    """The same words in another layout are reported as alike; another talk is not."""
    words = "the ferries of the northern islands carry sheep and mail in winter; summer brings walkers and choirs on deck "
    long = " ".join(f"{word}{place % 7 or ''}" for place, word in enumerate((words * 4).split()))
    with sqlite_ledger.begin() as session:
        store(session, transcript=transcript(long, doc="one"), forecasts=[])
        twin = store(
            session, transcript=transcript(long.upper() + "\nThanks for listening.", doc="two"), forecasts=[], now=later(days=1)
        )
        other = store(session, transcript=transcript(long[::-1], doc="three"), forecasts=[], now=later(days=2))
    assert any("the same talk as one" in note for note in twin.notes)
    assert not any("same talk" in note for note in other.notes)


def test_another_date_for_a_known_source_is_said(sqlite_ledger: Ledger) -> None:
    """The ledger keeps its day, and says how to correct it."""
    with sqlite_ledger.begin() as session:
        stored(session)
        moved = [another(0, said_on=dt.date(2024, 7, 1))]
        report = store(session, transcript=transcript(said_on=dt.date(2024, 7, 1)), forecasts=moved, now=later(days=1))
    assert any("tracker sources edit" in note for note in report.notes)


def test_events_keep_their_order_of_arrival_out_of_an_export(ledger: Ledger) -> None:
    """Lines are sorted by id and hash alone."""
    used(ledger)
    claims = [json.loads(line) for line in exported(ledger) if '"type"' not in line[:8]]
    assert [claim["id"] for claim in claims] == sorted(claim["id"] for claim in claims)
    with ledger.reading() as session:
        assert session.execute(sa.text("SELECT count(*) FROM events")).scalar_one() == 10
    assert NOW.tzinfo
