"""No text in any field controls a terminal, runs in a page or a spreadsheet, or adds lines to a file, in any output."""

import ast
import csv
import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.command_line import NOW
from tests.hostile import CARRIED, TEXTS, bare_forecast, hostile_claim, pending
from tests.sample_claims import AS_OF
from tracker import reports
from tracker.boundary import spreadsheet_cells
from tracker.boundary.shown_text import escaped_json, hidden, lines, one_line
from tracker.claim_columns import claim_cells
from tracker.reports.around_quote import Turn
from tracker.reports.claim_card import claim_card
from tracker.reports.due_calendar import calendar
from tracker.reports.rows import claim_row, csv_lines, row_lines
from tracker.reports.site.build import build_site
from tracker.reports.site.comparing_pages import pair_html
from tracker.reports.site.templates_filled import scorecard_html
from tracker.reports.terminal.listings import (
    claims_table,
    due_table,
    forecasts_table,
    history_table,
    sources_table,
    speakers_table,
)
from tracker.reports.terminal.scores import scorecard_markdown, scorecard_rows, scorecard_table
from tracker.reports.terminal.side_by_side_table import side_by_side_markdown
from tracker.reports.text_table import Column, Table, show
from tracker.reports.word_diff import in_words
from tracker.scoring import by_speaker, scorecard, side_by_side

STEERS = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e01ef]"
)
COLOUR = re.compile(r"\x1b\[[0-9;]*m")
FORMULA = tuple("=+-@\uff1d\uff0b\uff0d\uff20")
every_text = pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())


def safe(text: str) -> None:
    assert not STEERS.search(text)
    assert CARRIED not in text


@every_text
def test_tables_on_a_terminal_and_in_a_pipe(text: str) -> None:
    """Listings, card, history, sources and speakers, wide and narrow, hold the program's own colours and nothing else."""
    one = hostile_claim(text)
    assert one.source is not None
    card = scorecard([one], as_of=AS_OF, group_by="speaker")
    for table in (
        claims_table([one], empty=text),
        claims_table([], empty=text),
        claim_card(one, context=text),
        due_table([pending(text)], as_of=AS_OF),
        forecasts_table([bare_forecast(text)]),
        history_table(one.events),
        sources_table([one.source], {}),
        speakers_table([one]),
        scorecard_table(card),
        Table(columns=(Column(name=text),), rows=((text,),), title=text, notes=(text,), below=text),
    ):
        safe(table.plain())
        for columns in (60, 140):
            held = io.StringIO()
            show(table, held, terminal=True, columns=columns)
            safe(COLOUR.sub("", held.getvalue()))


@every_text
def test_rows_for_programs(text: str) -> None:
    """JSON keeps every letter behind escapes; a cell of CSV is clean, and no spreadsheet runs it."""
    one = hostile_claim(text)
    for form in ("json", "jsonl"):
        written = "".join(row_lines(map(claim_row, [one]), format=form))
        assert not STEERS.search(written)
        row = json.loads(written)
        assert (row if form == "jsonl" else row[0])["speaker"] == text
    card = scorecard([one], as_of=AS_OF, group_by="speaker")
    listed = "".join(csv_lines(map(claim_cells, [one])))
    exported = "".join(spreadsheet_cells.written(["a", "b"], [[text, text]]))
    for written in (listed, "".join(csv_lines(scorecard_rows(card)))):
        assert len(written.splitlines()) == len(list(csv.reader(io.StringIO(written))))
    for written in (listed, exported, "".join(csv_lines(scorecard_rows(card)))):
        safe(written)
        for cell in (cell for row in csv.reader(io.StringIO(written)) for cell in row):
            assert not re.sub(r"^[\s\u200b]+", "", cell).startswith(FORMULA) or re.fullmatch(r"-?[0-9.]+", cell)


@every_text
def test_markdown(text: str) -> None:
    """A cell stays a cell: no text makes a column, a row, a link, a picture or an element."""
    written = scorecard_markdown(scorecard([hostile_claim(text)], as_of=AS_OF, group_by="speaker"))
    plain = scorecard_markdown(scorecard([hostile_claim("Eve")], as_of=AS_OF, group_by="speaker"))
    safe(written)
    bare = re.sub(r"\\.", "", written)
    assert bare.count("|") == plain.count("|")
    assert len(written.splitlines()) == len(plain.splitlines())
    assert not re.search(r"[<>\[\]`]", bare)


@every_text
def test_two_speakers(text: str) -> None:
    """A name is a name, in Markdown and on a page."""
    claims = [hostile_claim(text, "c1"), hostile_claim("Eve", "c2")]
    spoken = by_speaker(claims, as_of=AS_OF)
    found = side_by_side(spoken, *spoken, as_of=AS_OF)
    written = side_by_side_markdown(found)
    safe(written)
    assert not re.search(r"[<>\[\]`]", re.sub(r"\\.", "", written))
    page = Page(pair_html(found, claims))
    assert not page.handlers
    assert not {"img", "b", "textarea", "script"} & set(page.elements)


@every_text
def test_a_calendar(text: str) -> None:
    """One event stays one event, its text its own, and an address is one of the web."""
    data = calendar([pending(text)], now=NOW)
    safe(data.decode().replace("\r\n", "\n"))
    events = icalendar.Calendar.from_ical(data).walk("VEVENT")
    assert len(events) == 1
    assert "X-EVIL" not in events[0]
    assert "URL" not in events[0] or str(events[0]["URL"]).startswith("http")


class Page(HTMLParser):
    """What a page would run or open."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.scripts, self.handlers, self.links, self.elements = 0, list[str](), list[str](), list[str]()
        self.policy = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Counts what runs, and keeps links to elsewhere."""
        self.elements.append(tag)
        self.scripts += tag == "script"
        for name, value in attrs:
            if name.startswith("on"):
                self.handlers.append(name)
            if name in {"href", "src", "xlink:href", "action"} and value:
                self.links.append(value)
            if name == "content" and value and value.startswith("default-src"):
                self.policy = value


@every_text
def test_pages(text: str, tmp_path: Path) -> None:
    """No element, no handler and no script comes from a text; links lead to the web or within the site; files stay in it."""
    claims = [hostile_claim(text), pending(text)]
    out = tmp_path / "deep" / "site"
    build_site(claims, out, as_of=AS_OF, title=text, context=lambda _: [Turn(speaker=text, text=text)])
    (out / "card.html").write_text(scorecard_html(scorecard(claims, as_of=AS_OF, group_by="speaker"), claims), encoding="utf-8")
    assert {path.name for path in tmp_path.iterdir()} == {"deep"}
    assert {path.name for path in out.parent.iterdir()} == {"site"}
    for path in out.rglob("*.html"):
        written = path.read_text(encoding="utf-8")
        safe(written)
        page = Page(written)
        assert not page.handlers
        assert page.scripts == (2 if path.name in {"card.html", "claims.html"} else 1)
        assert not {"img", "b", "textarea"} & set(page.elements)
        assert "script-src 'unsafe-inline'" not in page.policy
        assert "default-src 'none'" in page.policy
        assert all(re.match(r"https?://|#|\.\./(?!\.\.)|[a-z]+[/.]|data:,$", link) for link in page.links), page.links
        assert not any("://" in link and '"' in link for link in page.links)
    for name in ("assets/claims.js", "card.html"):
        assert "</script><script>window.hurt" not in (out / name).read_text(encoding="utf-8")


@given(st.text(st.characters() | st.sampled_from("\x1b[]P\\\x07\x9b\x9d\x9c;2J\u200d\u200b\u202e\ud800")))
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    """What is clean stays as it is, nothing hidden is left, and clean text can be encoded."""
    for clean in (one_line, lines):
        found = clean(text)
        assert clean(found) == found
        assert not [*hidden(found)]
        found.encode("utf-8")
    assert json.loads(escaped_json(json.dumps(text, ensure_ascii=False))) == json.loads(json.dumps(text))


def test_words_of_other_scripts_stay_whole() -> None:
    """Joiners within Persian, Indic scripts and pictures, accents and wide letters are no tricks."""
    for text in (
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
        "\u0915\u094d\u200d\u0937",
        "\U0001f468\u200d\U0001f467",
        "e\u0301",
        "\u65e5\u672c",
    ):
        assert one_line(text) == text


@pytest.mark.parametrize("piece", ["\x1b]", "\x9d", "\x1b[1", "\x9b1", "a\u200d", "\x1b ", "\x1bP;", "\u200b "])
def test_cleaning_takes_time_in_proportion(piece: str) -> None:
    """No text makes the cleaning slow: 400,000 repetitions are cleaned at once."""
    assert len(lines(piece * 400_000)) >= 0
    assert in_words(piece, piece) == ""


def test_only_one_module_writes_to_a_terminal() -> None:
    """No other module of the command line echoes, prompts, prints or writes to a standard stream."""
    folder = Path(reports.__file__).parents[1] / "cli"
    wrong = []
    for path in sorted(folder.rglob("*.py")):
        if path.name == "output.py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
            if re.fullmatch(
                r"print|click\.(echo|secho|prompt|confirm|echo_via_pager)|sys\.std(out|err)(\.buffer)?\.write(lines)?", called
            ):
                wrong.append(f"{path.name}: {called}")
    assert not wrong
