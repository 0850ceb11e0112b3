"""Every page: no complaint of the browser, no finding of axe, light and dark, from a telephone to a wall."""

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from tests.browser.test_pages import findings
from tests.browser_tabs import MISSING
from tests.command_line import NOW, SEEDS
from tests.web.conftest import Serving, filled, serving
from tracker import ledger
from tracker.ledger import ClaimFilter, list_claims

pytestmark = pytest.mark.skipif(bool(MISSING), reason=MISSING)

Tab = Callable[..., Any]
PAGES = (
    "/review",
    "/due",
    "/search?text=plant",
    "/speakers",
    "/sources",
    "/agreement",
    "/scorecards/index.html",
    "claim",
    "source",
    "/nothing",
)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    folder = tmp_path_factory.mktemp("accessible")
    url = filled(f"sqlite:///{folder}/ledger.sqlite3", 4)
    with serving(url, folder / "uploads") as running:
        with running.site.ledger.begin() as session, (SEEDS / "ledger.jsonl").open(encoding="utf-8") as lines:
            ledger.import_lines(session, lines, by="ben", now=NOW)
        yield running


def address(served: Serving, page: str) -> str:
    if page in {"claim", "source"}:
        with served.site.ledger.reading() as session:
            found = list_claims(session, ClaimFilter(source="talk", limit=1))[0]
        page = f"/claims/{found.id}" if page == "claim" else f"/sources/{found.source.sha256 if found.source else ''}"
    return served.address + page


def as_seen(page: Any) -> Any:
    """A page as the findings of the report's tests take it."""
    return SimpleNamespace(page=page)


@pytest.mark.parametrize("page", [*PAGES[:3], *(pytest.param(page, marks=pytest.mark.soak) for page in PAGES[3:])])
def test_pages_complain_of_nothing_and_are_accessible_in_light_and_dark(served: Serving, tab: Tab, page: str) -> None:
    shown = tab(address(served, page))
    assert findings(as_seen(shown)) == []
    shown.emulate_media(color_scheme="dark", reduced_motion="reduce")
    assert findings(as_seen(shown), ["color-contrast"]) == []
    assert [each for each in shown.complaints if "404" not in each] == []
    for width, height in ((390, 844), (768, 1024), (3840, 2160)):
        shown.set_viewport_size({"width": width, "height": height})
        assert shown.evaluate("document.documentElement.scrollWidth") <= width


def test_everything_at_hand_is_reached_by_the_tab_key(served: Serving, tab: Tab) -> None:
    """Also what is unfolded; and what has the focus shows it."""
    page = tab(f"{served.address}/review")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.value || document.activeElement.textContent.trim()"))
        assert page.evaluate(
            "document.activeElement === document.body || getComputedStyle(document.activeElement).outlineStyle !== 'none'"
        )
    assert {"accept", "reject", "undo", "1", "7"} <= reached
