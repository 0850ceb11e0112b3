"""Uploading a transcript in a browser: extracted in the background, failed, interrupted, and started again; correcting speakers."""

import base64
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser_tabs import MISSING
from tests.web.conftest import Serving, filled, serving
from tracker.ledger import ClaimFilter, list_claims, speakers
from tracker.web.extracting import extract
from tracker.web.uploads import UNFINISHED, Uploads, plain_name

pytestmark = pytest.mark.skipif(bool(MISSING), reason=MISSING)

Tab = Callable[..., Any]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    folder = tmp_path_factory.mktemp("sources")
    with serving(filled(f"sqlite:///{folder}/ledger.sqlite3", 2), folder / "uploads") as running:
        yield running


def bring(page: Any, served: Serving, path: Path, day: str = "") -> None:
    page.goto(f"{served.address}/sources")
    page.locator("input[type=file]").set_input_files(path)
    page.locator("input[name=said_on]").fill(day)
    page.get_by_role("button", name="extract it", exact=True).click()


def test_an_upload_is_extracted_in_the_background_and_reviewed(served: Serving, tab: Tab, tmp_path: Path) -> None:
    page = tab()
    call = tmp_path / "2025-02-13-a-short-call.txt"
    call.write_text(
        "Ada Vance: We will open a second plant by 2027. It rained. We expect prices to halve by 2030.\n", encoding="utf-8"
    )
    bring(page, served, call, "2025-02-13")
    assert "2025-02-13-a-short-call.txt is uploaded" in page.locator("#said").inner_text()
    page.locator(".upload.done").wait_for(timeout=120_000)
    page.get_by_role("link", name="review it").click()
    page.locator("mark.here").first.wait_for()
    with served.site.ledger.reading() as session:
        found = list_claims(session, ClaimFilter(source="2025-02-13-a-short-call"), with_events=True)
    assert len(found) == 2
    assert {event.by for each in found for event in each.events} == {"ana"}
    assert page.complaints == []


def test_an_upload_that_takes_too_long_is_ended_and_one_that_was_interrupted_is_shown_unfinished(tmp_path: Path) -> None:
    """The next server on the same folder shows it, and can start it again."""
    kept = Uploads(tmp_path, "sqlite:///nowhere", 0.01, lambda: "2026-01-01T00:00:00+00:00")
    late = kept.add("talk.txt", b"Ada Vance: It opens by 2027.", {"said_on": "2025-01-01"}, by="ana")
    kept._worker.shutdown(wait=True)
    (found,) = kept.all()
    assert (found.state, "took longer than 0.01 seconds" in found.said) == ("failed", True)
    path = tmp_path / late.key / "upload.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"state": "running"}))
    next_server = Uploads(tmp_path, "sqlite:///nowhere", 60, lambda: "2026-01-01T00:00:00+00:00")
    (found,) = next_server.all()
    assert (found.state, found.said) == (UNFINISHED, "the server was stopped before it finished")
    assert next_server.again(late.key).state == "waiting"
    next_server.stop()
    assert next_server._process is None


def test_a_transcript_that_tells_no_day_is_refused_with_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    """The process reports it before it opens a ledger."""
    data = base64.b64encode(b"Ada Vance: We open a plant by 2027.").decode()
    extract({"name": "odd.txt", "data": data, "declared": {}, "by": "ana", "url": "sqlite:///nowhere"})
    assert "no day of speaking" in json.loads(capsys.readouterr().out)["failed"]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\talks\\a talk.txt", "a talk.txt"),
        ("..", "transcript.txt"),
        ("", "transcript.txt"),
        ("a\x00b\n.vtt", "ab.vtt"),
        ("x" * 400 + ".srt", "x" * 146 + ".srt"),
    ],
)
def test_a_files_name_leads_nowhere(given: str, kept: str) -> None:
    assert plain_name(given) == kept


def test_spellings_are_merged_and_split(served: Serving, tab: Tab) -> None:
    page = tab(f"{served.address}/speakers")
    page.locator("input[name=other]").last.fill("Ada Vance")
    page.locator("input[name=into]").last.fill("ADA VANCE")
    page.get_by_role("button", name="merge", exact=True).click()
    assert "Ada Vance is ADA VANCE" in page.locator("#said").inner_text()
    with served.site.ledger.reading() as session:
        assert ("ADA VANCE", ("Ada Vance",)) in [(each.name, each.aliases) for each in speakers(session)]
    page.get_by_role("button", name="separate Ada Vance from ADA VANCE").click()
    assert "Ada Vance is a person of its own again" in page.locator("#said").inner_text()
    with served.site.ledger.reading() as session:
        assert all("Ada Vance" not in each.aliases for each in speakers(session))
    page.locator("input[name=other]").last.fill("Nobody Known")
    page.locator("input[name=into]").last.fill("Ada Vance")
    page.get_by_role("button", name="merge", exact=True).click()
    assert page.locator("#said.warn").inner_text().startswith("error: no speaker is named 'Nobody Known'")
