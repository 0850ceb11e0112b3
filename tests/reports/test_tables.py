"""Tables are whole in a pipe, safe on a terminal, and harmless in a spreadsheet."""

import csv
import datetime as dt
import io
import json
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sample_claims import AS_OF, DUE, claim, ledger
from tracker.claim_columns import claim_cells
from tracker.records import Event, Hedge, Outcome, Resolution, Source
from tracker.reports.claim_card import claim_card
from tracker.reports.cleaning import lines, one_line, to_json
from tracker.reports.rows import claim_row, csv_lines, row_lines
from tracker.reports.terminal.listings import claims_table, due_table, history_table, sources_table, speakers_table
from tracker.reports.text_table import Column, Table, show
from tracker.reports.written import compact, days_from

LONG = "The factory that was promised for the spring opens " + "and opens " * 40 + "at last."
NASTY = "red \x1b[31malert\x1b[0m \x07 \x9b2J back\u202ewards [bold]not markup[/bold]\nsecond line"


def shown(table: Table, *, terminal: bool, columns: int = 100) -> str:
    held = io.StringIO()
    show(table, held, terminal=terminal, columns=columns)
    return held.getvalue()


def test_a_pipe_gets_whole_cells_without_colour_and_one_line_a_row() -> None:
    text = shown(claims_table([claim("a", text=LONG), claim("b")]), terminal=False)
    assert LONG in text
    assert "\x1b" not in text
    assert len([line for line in text.splitlines() if line]) == 4


def test_a_narrow_terminal_breaks_long_cells_and_loses_none_of_them() -> None:
    text = shown(replace(claims_table([claim("a", text=LONG)]), stacking=None), terminal=True, columns=80)
    assert text.count("opens") == LONG.count("opens")
    assert "last." in text
    assert max(len(re.sub(r"\x1b\[[0-9;]*m", "", line)) for line in text.splitlines()) <= 80


def test_a_card_leaves_out_what_stands_before_a_claim_rather_than_cut_it() -> None:
    """A claim that fits on two lines keeps the sentences in brackets in front of it; a longer one is shown without them."""
    fits, long = "[The mill was sold.] It will close.", "[" + "The mill was sold. " * 9 + "] It will close."
    text = shown(claims_table([claim("a", text=fits), claim("b", text=long)]), terminal=True, columns=60)
    assert text.count("It will close.") == 2
    assert text.count("The mill was sold.") == 1
    assert "…" not in text


@pytest.mark.parametrize("terminal", [False, True])
def test_control_characters_and_markup_never_reach_a_terminal(terminal: bool) -> None:
    each = claim("a", text=NASTY, speaker="Eve\x1b]0;title\x07")
    for table in (
        claims_table([each]),
        claim_card(each),
        due_table([each], as_of=AS_OF),
        speakers_table([each]),
    ):
        text = shown(table, terminal=terminal)
        own = [part for part in text.split("\x1b[") if part]
        assert "\x07" not in text
        assert "\x9b" not in text
        assert "\u202e" not in text
        assert "]0;title" not in text or "\x1b]" not in text
        assert all(part[0].isdigit() for part in own[1:]), "escapes are rich's own colours only"
        assert "[bold]" in text or table.columns[0].name == "speaker"


@given(st.text())
def test_one_line_is_one_line_of_printable_text(text: str) -> None:
    found = one_line(text)
    assert len(found.splitlines()) <= 1
    assert not any(each in found for each in "\x1b\x07\x7f\x9b\u202e\u2066\ufeff")
    assert one_line(found) == found


def test_lines_keep_line_breaks_and_nothing_else_that_steers() -> None:
    assert lines("a\r\nb\x1b[0m\rc\td\x07") == "a\nb\nc    d\ufffd"


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "\u00a0=1", "\u200b=1", "\x1b[0m=1", "\u3000\ufeff+1"]
)
def test_cells_that_a_spreadsheet_would_run_are_defused(text: str) -> None:
    assert "".join(csv_lines([{"a": text}])).startswith("a\n'")


def test_numbers_stay_numbers_in_csv() -> None:
    rows = [{"a": -1, "b": -0.5, "c": None, "d": True, "e": "plain"}]
    assert "".join(csv_lines(rows)) == "a,b,c,d,e\n-1,-0.5,,true,plain\n"


@given(
    st.recursive(st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(), st.lists)
)
def test_json_loses_nothing_and_holds_no_control_character(value: object) -> None:
    text = to_json(value)
    assert json.loads(text) == value
    assert not any(ord(each) < 32 or 127 <= ord(each) < 160 or each in "\u2028\u202e" for each in text)


def test_every_format_of_a_listing_holds_every_claim() -> None:
    claims = ledger(30)
    rows = json.loads("".join(row_lines(map(claim_row, claims), format="json")))
    assert [row["id"] for row in rows] == [each.id for each in claims]
    jsonl = "".join(row_lines(map(claim_row, claims), format="jsonl")).splitlines()
    assert [json.loads(line)["quote"] for line in jsonl] == [each.forecast.quote for each in claims]
    table = list(csv.DictReader(io.StringIO("".join(csv_lines(map(claim_cells, claims))))))
    assert [row["claim"] for row in table] == [each.forecast.claim for each in claims]
    assert {"odds_low", "outcome", "known_on", "url"} <= set(table[0])


@pytest.mark.parametrize(("kind", "text"), [("json", "[]\n"), ("jsonl", ""), ("csv", "")])
def test_an_empty_listing_is_still_of_its_format(kind: str, text: str) -> None:
    assert "".join(row_lines([], format=kind)) == text


def test_an_empty_csv_with_known_columns_has_its_heading() -> None:
    assert "".join(csv_lines([], ["a", "b"])) == "a,b\n"


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown format 'xml'"):
        "".join(row_lines([], format="xml"))


def test_what_is_due_stands_in_order_with_how_far_off_it_is() -> None:
    claims = [claim("late", due=dt.date(2026, 7, 30)), claim("past", due=dt.date(2026, 6, 1)), claim("undated", due=None)]
    table = due_table(claims, as_of=AS_OF)
    assert [(row[2], row[1]) for row in table.rows] == [("past", "29 days ago"), ("late", "in 30 days")]
    assert table.notes == ("1 overdue, 1 to come, as of 2026-06-30",)


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (AS_OF, "today"),
        (dt.date(2026, 7, 1), "in 1 day"),
        (dt.date(2026, 6, 29), "1 day ago"),
        (dt.date(2036, 6, 30), "in 10 years"),
    ],
)
def test_how_far_off_a_day_is(day: dt.date, text: str) -> None:
    assert days_from(day, AS_OF) == text


@pytest.mark.parametrize(
    ("value", "text"), [(1200.0, "1,200"), (2.5, "2.5"), (1e10, "10 billion"), (1.2e6, "1.2 million"), (-3e12, "-3 trillion")]
)
def test_magnitudes_in_few_characters(value: float, text: str) -> None:
    assert compact(value) == text


def test_a_claim_card_says_everything_about_a_claim() -> None:
    each = claim(
        "a1", odds=(0.6, 0.7), outcome="partial", credit=0.5, hedge=Hedge(text="likely", low=0.5, high=0.8, scale="s"), tags=["ai"]
    )
    text = claim_card(each, context="before the quote and after").plain()
    for part in (
        "60 to 70 %",
        "in part, 50 % of it (by ana, known on 2025-12-31)",
        "'likely' (50 to 80 % on the scale s)",
        "ai",
        "before the quote",
    ):
        assert part in text


def test_judgements_that_disagree_are_all_shown() -> None:
    from dataclasses import replace

    other = Resolution(outcome=Outcome.FALSE, by="ben", known_on=DUE)
    text = claim_card(replace(claim("a", outcome="true"), conflicting=(other,))).plain()
    assert "another view" in text
    assert "did not (by ben" in text


def test_history_sources_and_speakers() -> None:
    at = dt.datetime(2026, 1, 2, 3, 4, tzinfo=dt.UTC)
    event = Event(kind="resolve", claim_id="a", by="ana", recorded_at=at, known_on=DUE, details={"outcome": "true"}, reason="seen")
    assert "2026-01-02 03:04  resolve  ana  2025-12-31  a      outcome: true  seen" in history_table([event]).plain()
    source = Source(doc="talk", sha256="ab" * 32, said_on=DUE, title="A talk")
    assert sources_table([source], {"ab" * 32: 3}).rows == (("talk", "2025-12-31", "A talk", "3", "-", "abababababab"),)
    rows = speakers_table([claim("a"), claim("b", outcome="true"), claim("c", speaker=None)], as_of=AS_OF).rows
    assert rows == (("Ana", "2", "0", "0", "1", "1"), ("(unknown)", "1", "0", "0", "1", "0"))


def test_wide_characters_keep_columns_in_line() -> None:
    table = Table(columns=(Column(name="name"), Column(name="n", right=True)), rows=(("日本", "1"), ("abcd", "22")))
    assert table.plain().splitlines() == ["name   n", "日本   1", "abcd  22"]


@pytest.mark.parametrize("columns", [50, 80, 120, 200])
def test_a_card_for_each_claim_where_the_terminal_is_narrow(columns: int) -> None:
    """Below 100 columns a claim takes three lines at most, none of one word alone; from there on it is a row of a table."""
    sentence = "The merged grid operator of the northern provinces starts its work in the first half of the year, " * 3
    each = claim("a1")
    each = replace(each, forecast=replace(each.forecast, claim=sentence))
    shown = io.StringIO()
    show(claims_table([each] * 3), shown, terminal=True, columns=columns)
    lines = re.sub(r"\x1b\[[0-9;]*m", "", shown.getvalue()).splitlines()
    assert max(map(len, lines)) <= columns
    if columns < 100:
        assert len(lines) == 3 * 3 + 1
        assert [line.split()[0] for line in lines[:9:3]] == ["a1"] * 3
        assert all(line.startswith("  ") and len(line.split()) > 3 for line in lines[1:3])
        assert lines[2].endswith("…")
    else:
        assert next(line for line in lines if line.strip()).split()[:2] == ["id", "due"]
