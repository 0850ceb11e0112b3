"""Every command through the command line itself: what it prints, what it changes, its exit code."""

import csv
import datetime as dt
import io
import json
import re
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import icalendar
import pytest

from tests.command_line import Command, Ran

AS_OF = ("--as-of", "2026-11-22")


def objects(ran: Ran) -> list[dict[str, object]]:
    return [json.loads(line) for line in ran.lines]


def first_id(tracker: Command, *filters: str) -> str:
    return str(objects(tracker("list", "--format", "jsonl", *filters))[0]["id"])


def field(tracker: Command, claim_id: str, name: str) -> object:
    return json.loads(tracker("show", claim_id, "--format", "json").out)[name]


def written(folder: Path, name: str, *more: str) -> str:
    """The path of a short talk written now, with a few forecasts in it."""
    said = ("I think we will open a second plant by the end of 2027.", "It rained.", "We expect prices to halve within five years.")
    path = folder / name
    path.write_text(" ".join((*said, *more)) + "\n", encoding="utf-8")
    return str(path)


@pytest.fixture
def interview(tmp_path: Path) -> str:
    """The path of a short talk whose name says when it was held."""
    return written(tmp_path, "2025-03-12-interview.txt")


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A URL without a ledger, also in TRACKER_DB."""
    url = f"sqlite:///{tmp_path}/new.sqlite3"
    monkeypatch.setenv("TRACKER_DB", url)
    return url


def test_extract_makes_a_ledger_and_adds_nothing_the_second_time(tracker: Command, empty: str, interview: str) -> None:
    """The first use says where the ledger is; the same file again adds nothing and leaves what was decided."""
    first = tracker("extract", interview, "--speaker", "Mira Castellan")
    assert first.code == 0
    assert f"created a new ledger at {empty}" in first.err
    ids = [str(row["id"]) for row in objects(tracker("list", "--format", "jsonl"))]
    assert [tracker(word, each).code for word, each in zip(("accept", "reject"), ids, strict=False)] == [0, 0]
    listed = tracker("list", "--format", "jsonl")
    again = tracker("extract", interview, "--speaker", "Mira Castellan")
    assert (again.code, "0 new" in again.err) == (0, True)
    assert tracker("list", "--format", "jsonl").out == listed.out
    rows = objects(listed)
    assert {row["id"]: row["status"] for row in rows if row["id"] in ids[:2]} == {ids[0]: "accepted", ids[1]: "rejected"}
    assert {row["said_on"] for row in rows} == {"2025-03-12"}
    text = Path(interview).read_text(encoding="utf-8")
    assert all(text[int(str(row["start"])) : int(str(row["end"]))] == row["quote"] for row in rows)


def test_a_batch_goes_on_where_it_stopped(tracker: Command, empty: str, interview: str, tmp_path: Path) -> None:
    """A transcript of an earlier batch is not extracted again; one that is named alone is, and a new one joins."""
    panel, call = (written(tmp_path, name, f"{name}.") for name in ("2025-06-04-panel.txt", "2025-02-13-call.txt"))
    assert tracker("extract", interview, panel).code == 0
    listed = tracker("list", "--format", "jsonl").out
    again = tracker("extract", interview, panel, call)
    assert again.err.count("extracted already") == 2
    assert again.code == 0
    assert listed != tracker("list", "--format", "jsonl").out
    assert "0 new" in tracker("extract", panel).err
    assert empty


def test_a_dry_run_touches_no_ledger(tracker: Command, empty: str, interview: str, tmp_path: Path) -> None:
    """It prints the forecasts in the documented form, also from standard input, and creates no file."""
    text = Path(interview).read_bytes()
    ran = tracker("extract", "-", "--date", "2025-03-12", "--dry-run", "--format", "jsonl", text=text)
    assert ran.code == 0
    keys = set(objects(ran)[0])
    assert keys >= {"doc", "quote", "start", "end", "anchor", "kind", "said_on", "speaker", "horizon", "probability", "hedge"}
    assert keys >= {"quantities", "condition", "polarity", "claim", "confidence", "trace", "t_start_ms", "t_end_ms"}
    assert not (tmp_path / "new.sqlite3").exists()


def test_the_batch_goes_on_after_a_bad_file(tracker: Command, empty: str, tmp_path: Path) -> None:
    """A bad file is reported in one line, the good ones are stored, and the exit code is 1."""
    folder = tmp_path / "talks"
    folder.mkdir()
    (folder / "2025-03-12-good.txt").write_text("I think we will open a second plant by the end of 2027.\n", encoding="utf-8")
    (folder / "2025-03-13-empty.txt").write_text("", encoding="utf-8")
    (folder / "undated.txt").write_text("I think we will open a second plant by 2030.\n", encoding="utf-8")
    ran = tracker("extract", str(folder), "--jobs", "1")
    errors = [line for line in ran.err.splitlines() if "error" in line]
    assert ran.code == 1
    assert len(errors) == 2
    assert "2025-03-13-empty.txt" in errors[0]
    assert "--date" in errors[1]
    assert [row["doc"] for row in objects(tracker("sources", "--format", "jsonl"))] == ["2025-03-12-good"]


def test_a_manifest_tells_of_each_file(tracker: Command, empty: str, tmp_path: Path) -> None:
    """It gives day, speaker, title and URL of each file, relative to the manifest."""
    (tmp_path / "one.txt").write_text("I think we will open a second plant by the end of 2027.\n", encoding="utf-8")
    manifest = tmp_path / "manifest.csv"
    manifest.write_text(
        "file,date,speaker,title,url\none.txt,2024-06-26,Ada Vance,Plants,https://example.org/1\n", encoding="utf-8"
    )
    assert tracker("extract", "--manifest", str(manifest)).code == 0
    [source] = objects(tracker("sources", "--format", "jsonl"))
    assert (source["said_on"], source["title"], source["url"]) == ("2024-06-26", "Plants", "https://example.org/1")
    assert field(tracker, first_id(tracker), "speaker") == "Ada Vance"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("date\n2024-06-26\n", "no column called file"),
        ("file,date\none.txt,26 June\n", "line 2: '26 June' is not a day"),
        ("file,date\n", "names no file"),
    ],
)
def test_a_bad_manifest_is_told_of(tracker: Command, empty: str, tmp_path: Path, text: str, words: str) -> None:
    """The error is one line that names the file and the line in it."""
    manifest = tmp_path / "manifest.csv"
    manifest.write_text(text, encoding="utf-8")
    ran = tracker("extract", "--manifest", str(manifest))
    assert (ran.code, len(ran.err.splitlines())) == (1, 1)
    assert words in ran.err


def test_explain_sets_the_claim_against_its_quote(tracker: Command) -> None:
    """What was removed from the quote, and what was added, is listed."""
    shown = tracker("explain", "We will, um, open the second plant by the end of 2027.", "--date", "2024-06-26").out
    assert 'against the quote: left out "um,"' in shown
    same = tracker("explain", "We will open the second plant by the end of 2027.", "--date", "2024-06-26").out
    assert "quote: We will open the second plant by the end of 2027" in same
    assert "against the quote" not in same


def test_explain(tracker: Command) -> None:
    """It prints text for people; each line of standard input gives one line of JSON."""
    shown = tracker("explain", "I think it opens by the end of 2027, sixty percent", "--date", "2024-06-26")
    assert shown.code == 0
    assert "2027-12-31" in shown.out
    lines = "2024-06-26\tin two to three years\n\n2020-01-01\ta coin flip\n"
    answers = objects(tracker("explain", "-", text=lines))
    assert [answer["said_on"] for answer in answers] == ["2024-06-26", "2020-01-01"]
    assert set(answers[0]) >= {"said_on", "text", "verdict", "why", "horizons", "odds", "quantities", "forecasts", "trace"}
    assert tracker("explain", "-", text="yesterday\tx\n").code == 1


@pytest.mark.parametrize("form", ["json", "jsonl", "csv", "table"])
@pytest.mark.parametrize("command", ["list", "sources", "speakers", "due", "search plant", "restatements", "agreement"])
def test_everything_that_lists_has_four_forms(tracker: Command, samples: str, command: str, form: str) -> None:
    """Listings are a table, a JSON array, JSON lines, or CSV with a heading."""
    ran = tracker(*command.split(), "--format", form)
    assert ran.code == 0
    if form == "json":
        assert isinstance(json.loads(ran.out), list)
    elif form == "jsonl":
        assert all(isinstance(row, dict) for row in objects(ran))
    elif form == "csv":
        rows = list(csv.reader(io.StringIO(ran.out)))
        assert len({len(row) for row in rows}) == 1
    else:
        assert "\x1b" not in ran.out
        assert "…" not in ran.out


def test_lists_are_narrowed(tracker: Command, samples: str) -> None:
    """Filters work together, and as-of counts what was knowable then."""
    everything = objects(tracker("list", "--format", "jsonl"))
    ada = objects(tracker("list", "--speaker", "ada vance", "--format", "jsonl"))
    assert len(everything) == 52
    assert {row["speaker"] for row in ada} == {"Ada Vance"}
    assert len(objects(tracker("list", "--status", "rejected", "--format", "jsonl"))) == 1
    due = objects(tracker("list", "--due-before", "2021-12-31", "--format", "jsonl"))
    assert {row["due"] for row in due} == {"2021-08-31", "2021-12-31"}
    then = objects(tracker("list", "--as-of", "2022-09-01", "--speaker", "Ada Vance", "--format", "jsonl"))
    assert len(then) == 10
    assert sum(row["outcome"] is not None for row in then) == 2
    assert len(objects(tracker("list", "--tag", "robots", "--limit", "3", "--format", "jsonl"))) == 3
    assert len(objects(tracker("search", "desalin*", "--format", "jsonl"))) == 2


def test_show_has_the_quote_in_its_context(tracker: Command, samples: str) -> None:
    """It shows two turns on either side, the quote between guillemets."""
    shown = tracker("show", first_id(tracker, "--text", "Marrow"))
    assert "»I would put it at seventy percent" in shown.out
    assert "Nora Quist: " in shown.out


def test_any_unique_beginning_of_an_id_will_do(tracker: Command, samples: str) -> None:
    """Case does not matter; an id that fits several claims or none names the nearest."""
    claim_id = first_id(tracker)
    assert tracker("show", claim_id[:8].upper()).code == 0
    wrong = tracker("show", claim_id[:-1] + ("a" if claim_id[-1] != "a" else "b"))
    assert (wrong.code, wrong.out, len(wrong.err.splitlines())) == (1, "", 1)
    assert f"did you mean {claim_id}" in wrong.err


def test_tables_show_ids_as_short_as_they_can_be_typed(tracker: Command, ten: str) -> None:
    """Tables show four letters where they suffice; JSON and `show` give the whole id; every command accepts both."""
    whole = [str(row["id"]) for row in objects(tracker("list", "--order", "source", "--format", "jsonl"))]
    short = [line.split()[0] for line in tracker("list", "--order", "source").lines[1:11]]
    assert {len(each) for each in short} == {4}
    assert all(one.startswith(each) for one, each in zip(whole, short, strict=True))
    assert whole[0] in tracker("show", short[0]).out
    one, two, three, four, five, *_rest = short
    for line in (
        f"accept {one}",
        f"edit {one} --tag tides",
        f"tag {one} --add sea",
        f"resolve {one} true --known-on 2025-01-01",
        f"reopen {one} --reason again",
        f"history {one}",
        f"reject {two}",
        f"link {three} {one} --as updates",
        f"restatements {one}",
        f"join {four} {five}",
        f"withdraw {three}",
    ):
        ran = tracker(*line.split())
        assert ran.code == 0, (line, ran.err)
    assert tracker("decide", "-", text=f'{{"id": "{one}", "kind": "accept"}}\n').code == 0
    assert tracker("split", two, "It opens.", "It closes.").code == 0
    assert field(tracker, whole[0], "tags") == ["sea", "tides"]


def test_decide_edit_and_history(tracker: Command, ten: str) -> None:
    """Accept, edit in words, tag, withdraw, undo: the state follows and the history keeps all of it."""
    claim_id = first_id(tracker, "--order", "source")
    assert tracker("accept", claim_id).code == 0
    assert tracker("edit", claim_id, "--due", "by the end of 2031", "--odds", "70-80%", "--tag", "tides").code == 0
    shown = json.loads(tracker("show", claim_id, "--format", "json").out)
    assert (shown["status"], shown["due"], shown["tags"]) == ("accepted", "2031-12-31", ["tides"])
    assert (shown["probability"]["low"], shown["probability"]["high"]) == (0.7, 0.8)
    assert tracker("withdraw", claim_id, "--reason", "a parody").code == 0
    assert tracker("undo").code == 0
    assert field(tracker, claim_id, "status") == "accepted"
    kinds = [row["kind"] for row in objects(tracker("history", claim_id, "--format", "jsonl"))]
    assert kinds == ["extract", "accept", "edit", "tag", "withdraw", "undo"]


def test_reject_by_filter(tracker: Command, ten: str) -> None:
    """Candidates below a confidence are rejected together; ids with filters are a usage error."""
    assert tracker("reject", "--source", "talk", "--below", "0.3", "--reason", "unsure").code == 0
    rows = objects(tracker("list", "--format", "jsonl"))
    assert {row["status"] for row in rows if float(str(row["confidence"])) < 0.3} == {"rejected"}
    assert {row["status"] for row in rows if float(str(row["confidence"])) >= 0.3} == {"candidate"}
    assert tracker("reject").code == 2
    assert tracker("reject", str(rows[0]["id"]), "--below", "0.3").code == 2


def test_split_and_join(tracker: Command, ten: str) -> None:
    """One claim becomes two, two become one; those replaced are withdrawn."""
    one, two, three = (str(row["id"]) for row in objects(tracker("list", "--order", "source", "--format", "jsonl"))[:3])
    parts = tracker("split", one, "It opens by 2026.", "It closes by 2030.")
    assert (parts.code, len(parts.lines)) == (0, 2)
    assert field(tracker, one, "status") == "withdrawn"
    whole = tracker("join", two, three)
    assert whole.code == 0
    assert "plant number 1" in str(field(tracker, whole.out.split()[0], "quote"))
    assert tracker("split", three, "Only one.").code == 2


def test_add_by_hand_and_by_quote(tracker: Command, ten: str) -> None:
    """The words tell date and odds; a quote is anchored where it stands, with its speaker."""
    by_hand = tracker("add", "The cable carries power by the end of 2027.", "--speaker", "Ben", "--said-on", "2024-06-26")
    assert by_hand.code == 0
    made = first_id(tracker, "--speaker", "Ben")
    assert field(tracker, made, "due") == "2027-12-31"
    assert tracker("edit", made, "--odds", "very likely", "--due", "the first Monday of September").code == 0
    assert (field(tracker, made, "due"), field(tracker, made, "probability")) == ("2024-09-02", None)
    assert field(tracker, made, "hedge")["text"] == "very likely"  # type: ignore[index]
    quoted = tracker("add", "--source", "talk", "--quote", "And what of number 3?")
    assert quoted.code == 0
    assert field(tracker, first_id(tracker, "--speaker", "Nora Quist"), "start") is not None
    missing = tracker("add", "--source", "talk", "--quote", "words that nobody said")
    assert (missing.code, len(missing.err.splitlines())) == (1, 1)
    assert tracker("add", "--quote", "no source").code == 2


def test_resolve_and_reopen(tracker: Command, samples: str) -> None:
    """The same outcome adds no event, another one is appended, reopening leaves the claim open, and nothing is lost."""
    claim_id = first_id(tracker, "--pending", "--text", "grid operator")
    once = ("resolve", claim_id, "true", "--known-on", "2026-07-01", "--evidence", "https://example.org/1", "--note", "it did")
    assert tracker(*once).code == 0
    events = len(objects(tracker("history", claim_id, "--format", "jsonl")))
    assert tracker(*once).code == 0
    assert len(objects(tracker("history", claim_id, "--format", "jsonl"))) == events
    assert tracker("resolve", claim_id, "false", "--known-on", "2026-07-02").code == 0
    assert field(tracker, claim_id, "outcome")["outcome"] == "false"  # type: ignore[index]
    assert tracker("resolve", claim_id, "true", "--known-on", "2026-07-01", "--by", "ben").err.count("ben says true") == 1
    assert tracker("reopen", claim_id, "--reason", "corrected").code == 0
    assert field(tracker, claim_id, "outcome") is None
    assert len(objects(tracker("history", claim_id, "--format", "jsonl"))) == events + 3


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("partial",), 1),
        (("partial", "--credit", "2"), 2),
        (("perhaps",), 2),
        (("true", "--known-on", "soon"), 2),
        (("true", "--known-on", "1999-01-01"), 1),
    ],
)
def test_outcomes_that_make_no_sense(tracker: Command, samples: str, arguments: tuple[str, ...], code: int) -> None:
    """A partial outcome without its share, a day before it was said: refused, and nothing changes."""
    claim_id = first_id(tracker, "--pending")
    ran = tracker("resolve", claim_id, *arguments)
    assert ran.code == code
    assert "Traceback" not in ran.err
    assert field(tracker, claim_id, "outcome") is None


def test_due(tracker: Command, samples: str) -> None:
    """What has fallen due, the oldest first; what comes within a while with it; what was open on an earlier day."""
    fallen = objects(tracker("due", *AS_OF, "--format", "jsonl"))
    soon = objects(tracker("due", *AS_OF, "--within", "60d", "--format", "jsonl"))
    assert [row["due"] for row in fallen] == ["2026-06-30", "2026-06-30"]
    assert [row["due"] for row in soon] == ["2026-06-30", "2026-06-30", "2026-12-31", "2026-12-31", "2026-12-31"]
    assert len(objects(tracker("due", "--as-of", "2022-01-04", "--format", "jsonl"))) == 2


def test_the_calendar_is_one_event_a_pending_claim(tracker: Command, samples: str) -> None:
    """The icalendar library reads it strictly; ids stay, so that a second import updates."""
    calendar = icalendar.Calendar.from_ical(tracker("due", "--format", "ics").out)
    again = icalendar.Calendar.from_ical(tracker("due", "--format", "ics").out)
    pending = objects(tracker("list", "--status", "accepted", "--pending", "--format", "jsonl"))
    uids = [str(event["UID"]) for event in calendar.walk("VEVENT")]
    assert sorted(uids) == sorted(f"{row['id']}@claims-tracker" for row in pending if row["due"])
    assert uids == [str(event["UID"]) for event in again.walk("VEVENT")]


def test_links_make_chains(tracker: Command, ten: str) -> None:
    """A linked restatement is reported with the change of date, an unlinked one is not."""
    one, two = (str(row["id"]) for row in objects(tracker("list", "--order", "source", "--format", "jsonl"))[:2])
    assert tracker("link", two, one, "--as", "updates").code == 0
    [slip] = objects(tracker("restatements", "--slips", "--format", "jsonl"))
    assert slip["days"] == 365
    assert tracker("link", two, one, "--remove").code == 0
    assert objects(tracker("restatements", "--slips", "--format", "jsonl")) == []
    assert tracker("link", one, one).code == 1


@pytest.mark.parametrize("form", ["table", "json", "csv", "md", "html"])
def test_scorecards(tracker: Command, samples: str, tmp_path: Path, form: str) -> None:
    """Every form is written to standard output and to a file."""
    ran = tracker("scorecard", "--group-by", "speaker", *AS_OF, "--format", form)
    out = tmp_path / "card"
    assert tracker("scorecard", "--group-by", "speaker", *AS_OF, "--format", form, "--out", str(out)).code == 0
    assert ran.code == 0
    assert "Ada Vance" in ran.out
    assert out.read_text(encoding="utf-8") == ran.out
    if form == "json":
        assert ran.out == json.dumps(json.loads(ran.out), indent=2, ensure_ascii=False) + "\n"
        groups = {group["key"]: group for group in json.loads(ran.out)["groups"]}
        assert groups["Ada Vance"]["brier"] < groups["Ines Calloway"]["brier"] < groups["Bram Okafor"]["brier"]


def test_the_policy_is_the_analysts(tracker: Command, samples: str) -> None:
    """Choices change the figures and are printed with them; an unknown scale is an error."""

    def scored(*more: str) -> int:
        return int(json.loads(tracker("scorecard", *AS_OF, "--format", "json", *more).out)["groups"][0]["scored"])

    assert scored("--ambiguous", "half") == scored() + 1
    assert tracker("scorecard", "--words", "nonsense").code == 1
    assert tracker("scorecard", *AS_OF, "--multiverse").code == 0
    one = json.loads(tracker("scorecard", *AS_OF, "--speaker", "Ada Vance", "--format", "json").out)
    assert one["groups"][0]["forecasts"] == 18


def test_compare(tracker: Command, samples: str) -> None:
    """A table, JSON, CSV, Markdown and a page; a name may be in lower case; no speaker, or the same one twice, is an error."""
    ran = tracker("compare", "ada vance", "Bram Okafor", *AS_OF)
    assert ran.code == 0
    assert "Ada Vance is better: 99 % that Ada Vance is better on like horizons" in ran.out
    data = json.loads(tracker("compare", "Ada Vance", "Bram Okafor", *AS_OF, "--format", "json").out)
    assert (data["first"]["key"], data["second"]["key"], data["basis"]) == ("Ada Vance", "Bram Okafor", "like horizons")
    assert data["probability"] > 0.95
    rows = list(csv.DictReader(io.StringIO(tracker("compare", "Ada Vance", "Bram Okafor", *AS_OF, "--format", "csv").out)))
    assert rows[0] == {"figure": "predictions", "Ada Vance": "18", "Bram Okafor": "18"}
    text = tracker("compare", "Ada Vance", "Bram Okafor", *AS_OF, "--format", "md").out
    assert text.startswith("# Ada Vance and Bram Okafor: Ada Vance is better")
    assert "| predictions | 18 | 18 |" in text
    page = tracker("compare", "Ada Vance", "Bram Okafor", *AS_OF, "--format", "html").out
    assert "<h1>Ada Vance and Bram Okafor</h1>" in page
    assert not re.search(r"(?:src|href)=\"(?!#|data:)", page)
    for names in (("Ada Vance", "Nobody Else"), ("Ada Vance", "Ada Vance")):
        wrong = tracker("compare", *names, *AS_OF)
        assert (wrong.code, len(wrong.err.splitlines())) == (1, 1)


def test_due_quiet_says_by_its_exit_code_whether_something_is_due(tracker: Command, samples: str) -> None:
    """The exit codes are 0 and 3, and nothing is printed."""
    for arguments, code in ((AS_OF, 3), (("--as-of", "2020-01-01"), 0), ((*AS_OF, "--tag", "water"), 0), ((*AS_OF, "--all"), 3)):
        ran = tracker("due", "--quiet", *arguments)
        assert (ran.code, ran.out, ran.err) == (code, "", "")


def test_due_alarms_ring_before_the_day(tracker: Command, samples: str) -> None:
    calendar = icalendar.Calendar.from_ical(tracker("due", "--format", "ics", "--alarm", "7d").out)
    assert all(event.walk("VALARM")[0].decoded("TRIGGER").days == -7 for event in calendar.walk("VEVENT"))
    assert tracker("due", "--alarm", "7d").code == 2


def test_digest(tracker: Command, samples: str) -> None:
    """What the samples' import on 1 March 2026 brought, in each form; nothing afterwards."""
    text = tracker("digest", "--since", "2026-02-01", *AS_OF)
    assert text.code == 0
    assert "New claims (52)" in text.out
    data = json.loads(tracker("digest", "--since", "2026-02-01", *AS_OF, "--format", "json").out)
    assert len(data["new"]) == 52
    assert data["since"] == "2026-02-01"
    assert "## New claims (52)" in tracker("digest", "--since", "300d", *AS_OF, "--format", "md").out
    assert "<h2>New claims (52)</h2>" in tracker("digest", "--since", "300d", *AS_OF, "--format", "html").out
    assert "New claims" not in tracker("digest", "--since", "7d", *AS_OF).out


def test_a_report_leaves_out_what_was_known_later(tracker: Command, samples: str, tmp_path: Path) -> None:
    """The page of a claim shows its outcome as of the day it was known, and none as of the day before."""
    rows: list[dict[str, Any]] = [json.loads(line) for line in tracker("list", "--format", "jsonl").out.splitlines()]
    resolved = [row for row in rows if row["outcome"] is not None]
    last = max(resolved, key=lambda row: row["outcome"]["known_on"])
    known = dt.date.fromisoformat(last["outcome"]["known_on"])
    before = known - dt.timedelta(days=1)
    for day, told in ((known, True), (before, False)):
        out = tmp_path / str(day)
        assert tracker("report", "--out", str(out), "--as-of", str(day)).code == 0
        assert (out / "index.html").exists()
        (page,) = out.rglob(f"{last['id']}.html")
        shown = page.read_text(encoding="utf-8")
        assert ("pending" in shown) is not told
        assert (last["outcome"]["evidence"][0] in shown) is told


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_digest_and_report_of_the_first_and_the_last_day_there_is(tracker: Command, samples: str, tmp_path: Path, day: str) -> None:
    """The first and the last day of the calendar work like any other."""
    assert tracker("digest", "--since", "0001-01-01", "--as-of", day).code == 0
    assert tracker("digest", "--since", "1000y", "--as-of", day).code == 0
    assert tracker("report", "--out", str(tmp_path / "site"), "--as-of", day).code == 0


@pytest.mark.parametrize("since", ["soon", "2027-01-01", "2026-13-01", "7"])
def test_digest_refuses_a_day_that_is_none(tracker: Command, samples: str, since: str) -> None:
    ran = tracker("digest", "--since", since, *AS_OF)
    assert ran.code == 2
    assert "Traceback" not in ran.err


def test_no_report_is_written_into_a_folder_of_other_files(tracker: Command, samples: str, tmp_path: Path) -> None:
    """A folder with other files is left alone."""
    other = tmp_path / "other"
    other.mkdir()
    (other / "diary.txt").write_text("private", encoding="utf-8")
    assert tracker("report", "--out", str(other)).code == 1
    assert [path.name for path in other.iterdir()] == ["diary.txt"]


def test_export_and_import_are_lossless(tracker: Command, samples: str, tmp_path: Path) -> None:
    """Export, import into a new ledger, export again: the same bytes; importing again adds nothing."""
    out = tmp_path / "out.jsonl"
    assert tracker("export", str(out)).code == 0
    assert tracker("export").out == out.read_text(encoding="utf-8")
    other = f"sqlite:///{tmp_path}/other.sqlite3"
    assert tracker("--db", other, "import", str(out)).code == 0
    assert tracker("--db", other, "export").out == out.read_text(encoding="utf-8")
    again = tracker("--db", other, "import", "-", text=out.read_bytes())
    assert (again.code, "0 claims added" in again.err) == (0, True)
    assert '"layout"' not in tracker("export", "--without-text").out


@pytest.mark.parametrize("form", ["csv", "fatebook", "claimreview", "annotation"])
def test_other_formats_to_export(tracker: Command, samples: str, form: str) -> None:
    """Every format contains the claims."""
    ran = tracker("export", "--format", form)
    assert ran.code == 0
    assert "Kestrel Robotics ships 10,000 units in 2021" in ran.out


def test_a_bad_import_changes_nothing(tracker: Command, samples: str, tmp_path: Path) -> None:
    """A line without a claim is named, and none of the others is stored."""
    bad = tmp_path / "bad.jsonl"
    bad.write_text('{"claim": "It rains.", "said_on": "2024-06-26", "speaker": null}\n{"claim": 3}\n', encoding="utf-8")
    before = tracker("export").out
    ran = tracker("import", str(bad))
    assert (ran.code, len(ran.err.splitlines())) == (1, 1)
    assert "line 2" in ran.err
    assert tracker("export").out == before


DECISIONS: list[dict[str, object]] = [
    {"kind": "accept"},
    {"kind": "reject", "reason": "a question"},
    {"kind": "edit", "due": "by the end of 2031", "odds": "80%"},
    {"kind": "tag", "add": ["tides"]},
    {"kind": "resolve", "outcome": "true", "known_on": "2026-01-01", "evidence": ["https://example.org"], "by": "ben"},
    {"kind": "withdraw"},
    {"kind": "split", "statements": ["It opens by 2026.", "It closes by 2030."]},
]


def test_decide_applies_a_file(tracker: Command, ten: str, tmp_path: Path) -> None:
    """Each line does what the command of its kind does."""
    ids = [str(row["id"]) for row in objects(tracker("list", "--order", "source", "--format", "jsonl"))]
    lines = [json.dumps({"id": claim_id, **decision}) for claim_id, decision in zip(ids, DECISIONS, strict=False)]
    lines.append(json.dumps({"id": ids[8], "kind": "join", "other": ids[9]}))
    lines.append(json.dumps({"id": ids[1], "kind": "link", "to": ids[0], "as": "updates"}))
    file = tmp_path / "decisions.jsonl"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert tracker("decide", str(file)).code == 0
    rows = {str(row["id"]): row for row in objects(tracker("list", "--format", "jsonl"))}
    assert [rows[each]["status"] for each in ids[:2]] == ["accepted", "rejected"]
    assert rows[ids[2]]["due"] == "2031-12-31"
    assert rows[ids[3]]["tags"] == ["tides"]
    assert rows[ids[4]]["outcome"]["by"] == "ben"  # type: ignore[index]
    assert [rows[ids[at]]["status"] for at in (5, 6, 8, 9)] == ["withdrawn"] * 4


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("not json", "not JSON"),
        ("[]", "not an object"),
        ('{"id": "{id}"}', "kind is missing"),
        ('{"id": "{id}", "kind": "praise"}', "expected accept or reject"),
        ('{"id": "zzzzz", "kind": "accept"}', "no claim has an id"),
        ('{"id": "{id}", "kind": "resolve", "outcome": "maybe"}', "outcome is 'maybe'"),
        ('{"id": "{id}", "kind": "edit"}', "changes nothing"),
        ('{"id": "{id}", "kind": "edit", "due": "quite soon, who knows"}', "cannot be read as"),
        ('{"id": "{id}", "kind": "tag", "add": "tides"}', "expected a list"),
    ],
)
def test_decisions_are_all_or_nothing(tracker: Command, ten: str, line: str, words: str) -> None:
    """A bad line is named by its number, and the good ones before it are not stored."""
    claim_id = first_id(tracker)
    before = tracker("export").out
    text = f'{{"id": "{claim_id}", "kind": "accept"}}\n' + line.replace("{id}", claim_id) + "\n"
    ran = tracker("decide", "-", text=text)
    assert (ran.code, len(ran.err.splitlines())) == (1, 1)
    assert "line 2" in ran.err
    assert words in ran.err
    assert tracker("export").out == before


def test_agreement_of_two_readers(tracker: Command, ten: str) -> None:
    """Two readers, one of them blind: shares, alpha, and the claims they dispute."""
    ids = [str(row["id"]) for row in objects(tracker("list", "--order", "source", "--format", "jsonl"))]
    tracker("accept", *ids[:6])
    tracker("reject", *ids[6:])
    tracker("accept", *ids[:5], "--blind", "--by", "ben")
    tracker("reject", *ids[5:], "--blind", "--by", "ben")
    [verdict] = [row for row in objects(tracker("agreement", "--format", "jsonl")) if row["kind"] == "decision"]
    assert (verdict["claims"], verdict["agreeing_pairs"], verdict["pairs"]) == (10, 9, 10)
    assert verdict["alpha"] == pytest.approx(1 - 19 * 2 / (2 * 11 * 9))
    [dispute] = objects(tracker("agreement", "--disputes", "--kind-of", "decision", "--format", "jsonl"))
    assert dispute["id"] == ids[5]
    assert field(tracker, ids[5], "status") == "accepted"


def test_the_channel_of_a_recording_is_kept(tracker: Command, tmp_path: Path) -> None:
    """The channel that a NAME.info.json states stands in the listing of sources, also after export and import."""
    (tmp_path / "talks").mkdir()
    (tmp_path / "talks" / "boats.txt").write_text("Ada Vance: We will open it by the end of 2027.\n", encoding="utf-8")
    about = {"title": "Boats", "upload_date": "20240626", "channel": "Mill Talks"}
    (tmp_path / "talks" / "boats.info.json").write_text(json.dumps(about), encoding="utf-8")
    assert tracker("extract", str(tmp_path / "talks")).code == 0
    exported = tracker("export").out
    (tmp_path / "all.jsonl").write_text(exported, encoding="utf-8")
    other = f"sqlite:///{tmp_path / 'other.sqlite3'}"
    assert tracker("--db", other, "import", str(tmp_path / "all.jsonl")).code == 0
    for ran in (tracker("sources", "--format", "jsonl"), tracker("--db", other, "sources", "--format", "jsonl")):
        assert [(row["title"], row["channel"]) for row in objects(ran)] == [("Boats", "Mill Talks")]
    assert tracker("--db", other, "export").out == exported


def test_sources_are_mended(tracker: Command, ten: str) -> None:
    """A wrong day of speaking moves the claims of the transcript; withdrawn, all its claims are."""
    assert tracker("sources", "edit", "talk", "--said-on", "2023-01-01", "--title", "Tides").code == 0
    rows = objects(tracker("list", "--format", "jsonl"))
    assert {row["said_on"] for row in rows} == {"2023-01-01"}
    assert {row["source"]["title"] for row in rows} == {"Tides"}  # type: ignore[index]
    assert tracker("sources", "edit", "talk").code == 2
    assert tracker("sources", "withdraw", "talk", "--reason", "a parody").code == 0
    assert {row["status"] for row in objects(tracker("list", "--format", "jsonl"))} == {"withdrawn"}


def test_a_corrected_transcript_takes_the_place_of_the_old(tracker: Command, empty: str, tmp_path: Path) -> None:
    """Quotes are found again; claims whose quote is gone stay with the old text, and are listed."""
    old, new = tmp_path / "2024-06-26-talk.txt", tmp_path / "corrected.txt"
    first, second = "I think we will open a second plant by the end of 2027.", "The price will fall by half by 2030, I expect."
    old.write_text(f"Ada Vance: {first}\n\nBen: And prices?\n\nAda Vance: {second}\n", encoding="utf-8")
    new.write_text(f"A word before.\n\nAda Vance: {first}\n\nBen: And prices?\n\nAda Vance: Nobody knows.\n", encoding="utf-8")
    assert tracker("extract", str(old)).code == 0
    before = objects(tracker("list", "--order", "source", "--format", "jsonl"))
    ran = tracker("sources", "replace", "2024-06-26-talk", str(new))
    assert ran.code == 0
    after = {row["id"]: row for row in objects(tracker("list", "--format", "jsonl"))}
    text = new.read_text(encoding="utf-8")
    moved = [row for row in after.values() if row["source"]["doc"] == "corrected"]  # type: ignore[index]
    assert moved
    assert all(text[int(str(row["start"])) : int(str(row["end"]))] == row["quote"] for row in moved)
    assert len(after) == len(before)


def test_speakers_are_merged_and_split(tracker: Command, samples: str) -> None:
    """Two names are merged into one person and split again."""

    def names() -> list[object]:
        return [row["name"] for row in objects(tracker("speakers", "--format", "jsonl"))]

    assert tracker("speakers", "merge", "Ada Vance", "Ines Calloway").code == 0
    assert names() == ["Ines Calloway", "Bram Okafor"]
    assert tracker("speakers", "split", "Ada Vance").code == 0
    assert sorted(map(str, names())) == ["Ada Vance", "Bram Okafor", "Ines Calloway"]


def test_the_database_commands(tracker: Command, samples: str, tmp_path: Path) -> None:
    """Status, verify with and without a noted head, rebuild, backup."""
    assert tracker("db", "status").code == 0
    head = tracker("db", "verify").lines[-1].split()[-1]
    assert tracker("db", "verify", "--head", head).code == 0
    assert tracker("db", "verify", "--head", "0" * 64).code == 1
    before = tracker("export").out
    assert tracker("db", "rebuild").code == 0
    assert tracker("db", "backup", str(tmp_path / "copy.sqlite3")).code == 0
    assert tracker("--db", f"sqlite:///{tmp_path}/copy.sqlite3", "export").out == before
    assert tracker("db", "backup", str(tmp_path / "copy.sqlite3")).code == 1


def test_evaluate_and_fit(tracker: Command, tmp_path: Path) -> None:
    """A labelled transcript is measured; fitting writes a model that can be measured with."""
    text = "I think we will open a second plant by the end of 2027. It rained. We expect prices to halve by 2030.\n"
    (tmp_path / "talk.txt").write_text(text, encoding="utf-8")

    def label(quote: str, anchor: str) -> str:
        start = text.index(quote)
        at = text.index(anchor)
        spans = {"start": start, "end": start + len(quote), "anchor_start": at, "anchor_end": at + len(anchor)}
        return json.dumps({"quote": quote, "anchor": anchor, "tier": 1, "horizon": {"text": anchor}, **spans})

    gold = tmp_path / "talk.jsonl"
    quotes = (("we will open a second plant by the end of 2027", "by the end of 2027"), ("prices to halve by 2030", "by 2030"))
    gold.write_text("\n".join(label(*each) for each in quotes) + "\n", encoding="utf-8")
    manifest = tmp_path / "manifest.tsv"
    manifest.write_text("transcript\tgold\tsaid_on\tspeaker\tfiscal\ntalk.txt\ttalk.jsonl\t2024-06-26\tAda\t\n", encoding="utf-8")
    [row] = objects(tracker("evaluate", str(manifest), "--format", "jsonl"))
    assert (row["doc"], row["labels"]) == ("talk", 2)
    assert tracker("evaluate", str(tmp_path / "missing.tsv")).code == 1


def test_fitting_without_torch_says_what_to_install(tracker: Command, tmp_path: Path) -> None:
    """A plain install has no training library; one line says which extra brings it."""
    if find_spec("torch"):
        pytest.skip("the extra `train` is installed")
    path = tmp_path / "passages.txt"
    path.write_text("# said_on: 2024-06-26\nWe will buy it back [[in 2027]].\n", encoding="utf-8")
    ran = tracker("fit", str(path), "--out", str(tmp_path / "fitted"))
    assert ran.code == 1
    assert "claims-tracker[train]" in ran.err
    assert "Traceback" not in ran.err


def test_completion_scripts_and_answers(tracker: Command, samples: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A script for each shell; ids and speakers are completed from the ledger."""
    for shell in ("bash", "zsh", "fish"):
        assert "_TRACKER_COMPLETE" in tracker("completion", shell).out

    def answers(line: str, incomplete: str) -> str:
        monkeypatch.setenv("_TRACKER_COMPLETE", "bash_complete")
        monkeypatch.setenv("COMP_WORDS", line)
        monkeypatch.setenv("COMP_CWORD", str(len(line.split()) - (1 if incomplete else 0)))
        found = tracker().out
        monkeypatch.delenv("_TRACKER_COMPLETE")
        return found

    claim_id = first_id(tracker)
    assert f"plain,{claim_id}" in answers(f"tracker show {claim_id[:3]}", claim_id[:3])
    assert "plain,Bram Okafor" in answers("tracker list --speaker br", "br")
    assert "plain,scorecard" in answers("tracker sco", "sco")


def test_doctor_tells_versions_and_no_secrets(tracker: Command, samples: str) -> None:
    """It prints counts and versions, no content of the ledger and no password."""
    told = tracker("doctor")
    assert told.code == 0
    assert re.search(r"ledger claims\s+52", told.out)
    facts = json.loads(tracker("doctor", "--format", "json").out)
    assert facts["language model files"].startswith("as recorded")
    assert facts["encoder files"].startswith("as recorded")
    assert re.fullmatch(r"[0-9.]+ GB free in .*", facts["disk space"])
    assert re.fullmatch(r"\d+, the newest \d{4}", facts["migrations"])
    assert re.fullmatch(r"[0-9.]+ MB, rights 0600", facts["ledger file"])
    Path(samples.removeprefix("sqlite:///")).chmod(0o644)
    assert "others may read it: chmod 600" in json.loads(tracker("doctor", "--format", "json").out)["ledger file"]
    unreachable = tracker("--db", "postgresql://ana:secret@127.0.0.1:1/none", "doctor")
    assert (unreachable.code, "secret" in unreachable.out + unreachable.err) == (1, False)
    assert "cannot be used: ledger state" in unreachable.err


def test_config_shows_where_values_come_from(
    tracker: Command, interview: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The settings file gives defaults for any option; variables win over it, and what is typed over both."""
    file = tmp_path / "settings.toml"
    url = f"sqlite:///{tmp_path}/set.sqlite3"
    file.write_text(f'db = "{url}"\nanalyst = "desk"\n[extract]\nmin-confidence = 0.9999\n', encoding="utf-8")
    monkeypatch.setenv("TRACKER_CONFIG", str(file))
    monkeypatch.delenv("TRACKER_ANALYST")
    shown = {row["setting"]: row for row in json.loads(tracker("config", "--format", "json").out)}
    assert (shown["analyst"]["value"], shown["analyst"]["from"]) == ("desk", "settings file")
    assert shown["ledger"]["value"] == url
    assert objects(tracker("extract", interview, "--dry-run", "--format", "jsonl")) == []
    assert objects(tracker("extract", interview, "--dry-run", "--min-confidence", "0.3", "--format", "jsonl"))
    monkeypatch.setenv("TRACKER_EXTRACT_MIN_CONFIDENCE", "0.3")
    assert objects(tracker("extract", interview, "--dry-run", "--format", "jsonl"))
    file.write_text("colour = 3\n", encoding="utf-8")
    ran = tracker("list")
    assert (ran.code, "unknown setting 'colour'" in ran.err) == (1, True)


def test_review_by_prompts(tracker: Command, ten: str) -> None:
    """Answers are lines of standard input; errors are reported and nothing is lost."""
    answers = "\n".join(["a", "x 2", "3", "e due by the end of 2031", "g tides", "hm", "u", "/number 7", "a", "?", "q", ""])
    ran = tracker("review", "--plain", "--order", "place", text=answers)
    assert ran.code == 0
    assert "error: 'hm' is not a key" in ran.out
    rows = objects(tracker("list", "--order", "source", "--format", "jsonl"))
    assert [row["status"] for row in rows] == [
        "accepted",
        "rejected",
        "rejected",
        *["candidate"] * 4,
        "accepted",
        *["candidate"] * 2,
    ]
    assert rows[3]["due"] == "2031-12-31"
    assert "»plant number 0 opens by 2025, sixty percent«" in ran.out


@pytest.mark.parametrize("words", [(), ("extract",), ("db", "upgrade")])
def test_help_of_a_command(tracker: Command, words: tuple[str, ...]) -> None:
    """`tracker help COMMAND` prints what --help prints."""
    assert tracker("help", *words).out == tracker(*words, "--help").out


def test_help_of_a_mistyped_command(tracker: Command) -> None:
    """The message names the command that was meant."""
    ran = tracker("help", "extrct")
    assert (ran.code, "did you mean 'tracker extract'?" in ran.err) == (2, True)


def test_prompts_know_the_keys_of_the_screen(tracker: Command, ten: str) -> None:
    """Narrowing, marking, rules and rejecting what is alike ask the same questions, answered on the line or after it."""
    lines = ["i", "w p", "m plant number 4 opens", "y", "space", "X", "2", "x", "m", "", "e d", "escape", "q"]
    ran = tracker("review", "--plain", "--order", "place", text="\n".join([*lines, ""]))
    assert ran.code == 0
    for words in ("rule: odds", "10 claims", "added ", "Reject all similar candidates", "rejected 2 claims", "cancelled"):
        assert words in ran.out
    assert "Traceback" not in ran.err


def test_resolving_by_prompts(tracker: Command, samples: str) -> None:
    """An outcome may be followed by the day, links and a remark on the same line."""
    ran = tracker("due", *AS_OF, "--plain", text="t 2026-07-01 https://example.org/x it works\np 5 2026-07-02\nq\n")
    assert ran.code == 0
    rows = objects(tracker("list", "--due-before", "2026-06-30", "--due-after", "2026-06-30", "--format", "jsonl"))
    assert sorted(row["outcome"]["outcome"] for row in rows) == ["partial", "true"]  # type: ignore[index]


def test_a_scorecard_names_its_speaker(tracker: Command, samples: str) -> None:
    """One speaker is named in every format; two are a group each, and one group when pooled."""
    for form in ("table", "json", "csv", "md", "html"):
        assert "Ada Vance" in tracker("scorecard", *AS_OF, "--speaker", "Ada Vance", "--format", form).out, form
    two = ("scorecard", *AS_OF, "--speaker", "Ada Vance", "--speaker", "Bram Okafor", "--format", "json")
    keys = [group["key"] for group in json.loads(tracker(*two).out)["groups"]]
    assert {"Ada Vance", "Bram Okafor"} <= set(keys)
    assert len(json.loads(tracker(*two, "--pool").out)["groups"]) == 1
