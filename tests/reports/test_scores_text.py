"""Scorecards as text: for the terminal, as Markdown and as CSV."""

import csv
import io

from tests.sample_claims import AS_OF, claim, ledger
from tracker.records import Claim
from tracker.reports.rows import csv_lines
from tracker.reports.terminal.scores import (
    PLOT_COLUMNS,
    PLOT_ROWS,
    calibration_plot,
    multiverse_table,
    scorecard_markdown,
    scorecard_rows,
    scorecard_table,
)
from tracker.scoring import multiverse, scorecard


def sure(count: int) -> list[Claim]:
    return [claim(f"c{index}", odds=0.9, outcome="true" if index % 10 else "false", doc=f"d{index}") for index in range(count)]


def test_one_group_in_full_with_its_plot() -> None:
    text = scorecard_table(scorecard(sure(40), as_of=AS_OF)).plain()
    for part in (
        "hit rate     90 % of 40 (",
        "Brier score  0.090 over 40 with odds (",
        "MCB 0.000",
        "as of 2026-06-30; policy: first statement of each chain, ambiguous: exclude, partial: credit, words: recorded, "
        "grace: 0 days; intervals of 90 %",
    ):
        assert part in text
    plot = calibration_plot(scorecard(sure(40), as_of=AS_OF).overall)
    assert plot in text


def test_the_plot_has_its_mark_where_the_odds_and_the_share_are() -> None:
    rows = calibration_plot(scorecard(sure(40), as_of=AS_OF).overall).splitlines()
    body = [row.split("|", 1)[1] for row in rows if "|" in row]
    assert len(body) == PLOT_ROWS
    assert body[PLOT_ROWS - 1 - 9].index("O") == round(0.9 * (PLOT_COLUMNS - 1))
    assert max(map(len, rows)) <= 79


def test_an_empty_scorecard_has_no_plot_and_says_so_little() -> None:
    text = scorecard_table(scorecard([], as_of=AS_OF)).plain()
    assert "cannot be told from guessing yet  0 resolved, fewer than 10" in text
    assert "|" not in text


def test_groups_stand_in_a_table_with_all_of_them_below() -> None:
    table = scorecard_table(scorecard(ledger(200), as_of=AS_OF, group_by="speaker"))
    assert [row[0] for row in table.rows][-1] == "all"
    assert len(table.rows) == 6


def test_markdown_escapes_what_would_break_the_table() -> None:
    card = scorecard([claim("a", odds=0.5, outcome="true", speaker="A|B *bold* <script>")], as_of=AS_OF, group_by="speaker")
    text = scorecard_markdown(card)
    assert "A\\|B \\*bold\\* \\<script\\>" in text
    rows = [line for line in text.splitlines() if line.startswith("| A")]
    assert len(rows) == 1


def test_csv_has_a_row_for_each_group_and_names_infinity() -> None:
    card = scorecard([claim("a", odds=1.0, outcome="false"), claim("b", speaker="Bo")], as_of=AS_OF, group_by="speaker")
    rows = list(csv.DictReader(io.StringIO("".join(csv_lines(scorecard_rows(card))))))
    assert [(row["group"], row["log_score"], row["brier"]) for row in rows] == [("Ana", "infinite", "1.0"), ("Bo", "", "")]


def test_a_multiverse_is_one_sentence_and_a_table() -> None:
    found = multiverse(sure(20), as_of=AS_OF, speaker="Ana")
    table = multiverse_table(found)
    assert (table.title or "").startswith(
        "Ana ahead of always saying 50 % in 144 of 144 policies, behind in 0; no single choice turns it"
    )
    assert ("grace_days", "31", "100 %", "") in table.rows
