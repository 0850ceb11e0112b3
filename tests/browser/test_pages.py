"""The pages in a real browser: no errors, no requests to outside, sorting and filtering by mouse and keyboard, accessible."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.browser_tabs import MISSING, Tabs, browsing
from tests.hostile import TEXTS, hostile_claim
from tests.sample_claims import AS_OF, ledger
from tracker.records import Claim
from tracker.reports.around_quote import Turn
from tracker.reports.site.build import build_site
from tracker.reports.site.templates_filled import scorecard_html
from tracker.scoring import scorecard

pytestmark = pytest.mark.skipif(bool(MISSING), reason=MISSING)

CLAIMS = ledger(260)
FEW = ledger(40)
TURNS = (Turn(speaker="Ana", text="what was said before"), Turn(speaker=None, text="a quote", lit=(0, 7)))
PAGES = (
    "index.html",
    "claims.html",
    "compare.html",
    "topics.html",
    "changes.html",
    "speakers/ana-novak.html",
    "topics/ai.html",
    "compare/ana-novak__bo-lindqvist.html",
    "claim",
    "card.html",
)


@pytest.fixture(scope="module")
def tabs() -> Iterator[Tabs]:
    with browsing() as opened:
        yield opened


def built(out: Path, claims: list[Claim]) -> Path:
    build_site(claims, out, as_of=AS_OF, context=lambda _: TURNS)
    card = scorecard(claims, as_of=AS_OF, group_by="speaker")
    (out / "card.html").write_text(scorecard_html(card, claims), encoding="utf-8")
    return out


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("pages") / "site", CLAIMS)


@pytest.fixture(scope="module")
def small_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same pages with few claims, for tests of every kind of element."""
    return built(tmp_path_factory.mktemp("pages") / "small", FEW)


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pages of claims that have an attack in every field."""
    claims = [hostile_claim(text, f"c{place}") for place, text in enumerate(TEXTS.values())]
    return built(tmp_path_factory.mktemp("pages") / "hostile", claims)


class Visit:
    """An open page with its console messages and its requests to other hosts."""

    def __init__(self, page: Any, address: str) -> None:
        self.page, self.outside = page, list[str]()
        self.complaints: list[str] = page.complaints
        page.context.route("**/*", self._route)
        page.goto(address)

    def _route(self, route: Any) -> None:
        if route.request.url.startswith(("file:", "data:")):
            route.continue_()
        else:
            self.outside.append(route.request.url)
            route.abort()

    def count(self) -> int:
        """The number of claims that the list says it shows."""
        self.page.locator("#filters:not([hidden])").wait_for()
        return int(self.page.locator("#count").inner_text().split(" of ")[0].replace(",", ""))

    def column(self, place: int) -> list[str]:
        """The cells of a column of the list, from 1."""
        cells = self.page.locator(f"#claims tbody td:nth-child({place})").all_inner_texts()
        return [str(cell).strip() for cell in cells]


@pytest.fixture
def visit(tabs: Tabs, request: pytest.FixtureRequest) -> Iterator[Any]:
    with tabs.lent(viewport={"width": 1200, "height": 900}) as tab:

        def go(page: str, *, of: str = "site", **settings: Any) -> Visit:
            folder: Path = request.getfixturevalue(of)
            if page == "claim":
                pages = sorted((folder / "claims").iterdir())
                judged = next(path for path in pages if "<dt>evidence</dt>" in path.read_text(encoding="utf-8"))
                page = str(judged.relative_to(folder))
            name, mark, fragment = page.partition("#")
            return Visit(tab(**settings), f"{(folder / name).as_uri()}{mark}{fragment}")

        yield go


def findings(seen: Visit, rules: Sequence[str] | None = None) -> list[tuple[str, str, str]]:
    """The findings of axe, by some rules or by all, on a page with everything unfolded."""
    import axe_playwright_python  # type: ignore[import-untyped]

    seen.page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    seen.page.evaluate((Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8"))
    wanted = {"resultTypes": ["violations"]} | ({"runOnly": {"type": "rule", "values": rules}} if rules else {})
    found = seen.page.evaluate("(wanted) => axe.run(wanted)", wanted)["violations"]
    return [(each["id"], each["impact"], each["nodes"][0]["html"][:200]) for each in found]


@pytest.mark.parametrize("page", [*PAGES[:2], *(pytest.param(page, marks=pytest.mark.soak) for page in PAGES[2:])])
def test_pages_have_no_errors_ask_for_nothing_and_are_accessible(visit: Any, page: str) -> None:
    """No console message, no request to another host, and no finding of axe, serious or not."""
    seen = visit(page, of="small_site")
    assert seen.complaints == []
    assert seen.outside == []
    assert findings(seen) == []


@pytest.mark.parametrize("page", ["index.html", "claim", pytest.param("claims.html", marks=pytest.mark.soak)])
def test_dark_pages_have_no_errors_and_enough_contrast(visit: Any, page: str) -> None:
    """Only colours differ from the light pages, and axe finds enough contrast between them."""
    seen = visit(page, of="small_site", color_scheme="dark")
    assert (seen.complaints, seen.outside) == ([], [])
    assert findings(seen, ["color-contrast"]) == []


@pytest.mark.parametrize("page", PAGES)
def test_a_telephone_shows_pages_without_scrolling_sideways(visit: Any, page: str) -> None:
    seen = visit(page, of="small_site", viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.soak
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 768, 1280])
def test_every_page_is_accessible_and_fits_its_window(visit: Any, small_site: Path, width: int, scheme: str) -> None:
    """Each page of the site, those of claims included: no finding of axe and no scrolling sideways."""
    pages = sorted(path for path in small_site.rglob("*.html") if not path.name.startswith("broken-"))
    assert len(pages) > 40
    seen = visit("index.html", of="small_site", viewport={"width": width, "height": 900}, color_scheme=scheme)
    for path in pages:
        seen.page.goto(path.as_uri())
        assert (seen.complaints, seen.outside) == ([], []), path.name
        assert findings(seen) == [], path.name
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= width, path.name
        # axe itself asks for the style sheet, which the policy of the page forbids.
        seen.complaints.clear()


@pytest.mark.soak
@pytest.mark.parametrize("page", ["claims.html", "card.html"])
def test_a_click_on_a_heading_sorts_and_a_second_one_turns_round(visit: Any, page: str) -> None:
    seen = visit(page)
    heading = seen.page.locator("#claims th", has_text="due")
    heading.locator("button").click()
    rising = [day for day in seen.column(1) if day != "-"]
    assert rising == sorted(rising)
    assert heading.get_attribute("aria-sort") == "ascending"
    heading.locator("button").click()
    falling = [day for day in seen.column(1) if day != "-"]
    assert falling == sorted(falling, reverse=True)
    assert falling[0] > rising[0]


def test_headings_filters_and_pages_work_by_keyboard_alone(visit: Any) -> None:
    seen = visit("claims.html")
    for _ in range(60):
        seen.page.keyboard.press("Tab")
        if seen.page.evaluate("document.activeElement.closest('th')?.textContent.trim()") == "odds":
            break
    seen.page.keyboard.press("Enter")
    odds = [float(cell.removesuffix(" %")) for cell in seen.column(5) if cell.endswith("%")]
    assert len(odds) > 50
    assert odds == sorted(odds)
    seen.page.locator("input[name=text]").focus()
    seen.page.keyboard.type("ostrava")
    assert 0 < seen.count() < len(CLAIMS) / 4
    assert all("Ostrava" in text for text in seen.column(4))
    assert "text=ostrava" in seen.page.url


@pytest.mark.soak
def test_numbers_sort_as_numbers_in_the_table_of_speakers(visit: Any) -> None:
    seen = visit("index.html")
    table = seen.page.locator("table", has_text="Scores by speaker")
    table.locator("th button", has_text="Brier").click()
    shown = [float(text.split()[0]) for text in table.locator("tbody td:nth-child(6)").all_inner_texts()]
    assert shown == sorted(shown)
    assert len(shown) == 5


def test_long_lists_have_pages(visit: Any) -> None:
    seen = visit("claims.html")
    first = seen.column(4)
    assert len(first) == 100
    assert seen.page.locator("#before").is_disabled()
    seen.page.locator("#after").click()
    assert seen.page.locator("#where").inner_text().startswith("page 2 of 3")
    seen.page.locator("#after").click()
    assert seen.page.locator("#after").is_disabled()


@pytest.mark.soak
def test_figures_lead_to_as_many_claims_as_they_say(visit: Any) -> None:
    group = scorecard(CLAIMS, as_of=AS_OF, group_by="speaker").overall
    for name, expected in (
        ("predictions", group.forecasts),
        ("pending", group.pending),
        ("overdue", group.overdue),
        ("resolved", group.judged),
        ("Brier score", group.scored),
    ):
        seen = visit("index.html")
        seen.page.locator("dl.figures div", has_text=name).first.locator("a").click()
        assert seen.count() == expected, name


def test_a_piece_of_a_bar_leads_to_its_claims(visit: Any) -> None:
    seen = visit("index.html")
    piece = seen.page.locator("ol.bars a").first
    expected = int(piece.get_attribute("aria-label").split()[0])
    piece.click()
    assert seen.count() == expected
    assert seen.complaints == []


def test_filters_are_cleared_at_once(visit: Any) -> None:
    seen = visit("claims.html#state=pending")
    assert set(seen.column(7)) == {"pending"}
    everything = int(seen.page.locator("#count").inner_text().split(" of ")[1].split()[0])
    seen.page.locator("button[type=reset]").click()
    seen.page.wait_for_url(lambda url: "#" not in url)
    assert seen.count() == everything


def test_without_scripts_the_claims_are_still_listed(visit: Any) -> None:
    seen = visit("claims.html", java_script_enabled=False)
    assert len(seen.column(4)) == 100
    assert not seen.page.locator("#filters").is_visible()


def test_print_leaves_out_what_paper_cannot_do(visit: Any) -> None:
    seen = visit("claims.html")
    seen.page.emulate_media(media="print")
    assert not seen.page.locator("#filters").is_visible()
    assert not seen.page.locator("header.top").is_visible()
    assert seen.page.locator("#claims").is_visible()


def test_the_first_tab_leads_past_the_navigation(visit: Any) -> None:
    seen = visit("index.html")
    seen.page.keyboard.press("Tab")
    assert seen.page.evaluate("document.activeElement.textContent") == "Skip to the content"


@pytest.mark.parametrize("page", ["index.html", "claims.html", "card.html", "every claim"])
def test_nothing_that_was_said_runs_in_a_page(visit: Any, hostile_site: Path, page: str) -> None:
    """No script, handler or address of a claim does anything, nothing is asked from outside, and the page's own script works."""
    pages = [f"claims/{path.name}" for path in sorted((hostile_site / "claims").iterdir())] if page == "every claim" else [page]
    seen = visit(pages[0], of="hostile_site")
    for name in pages:
        seen.page.goto((hostile_site / name).as_uri())
        assert seen.page.evaluate("typeof window.hurt") == "undefined", name
    assert not seen.complaints
    assert not seen.outside
    if page in {"claims.html", "card.html"}:
        assert seen.count() == len(TEXTS)


def test_a_script_that_is_put_into_a_page_does_not_run(visit: Any, small_site: Path) -> None:
    """If escaping failed, the page's content policy would still run only the scripts it names."""
    for name in ("index.html", "card.html"):
        broken = small_site / f"broken-{name}"
        text = (small_site / name).read_text(encoding="utf-8")
        broken.write_text(
            text.replace("<main", "<script>window.hurt = 1</script><img src=x onerror='window.hurt = 1'><main"), "utf-8"
        )
        seen = visit(broken.name, of="small_site")
        assert seen.page.evaluate("typeof window.hurt") == "undefined"
        assert any("Content Security Policy" in each for each in seen.complaints)
        broken.unlink()
