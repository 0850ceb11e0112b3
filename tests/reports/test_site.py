"""The static site: every link leads somewhere, nothing comes from outside, and no text of a claim becomes markup."""

import csv
import json
import re
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote, urldefrag

import feedparser
import pytest
from bs4 import BeautifulSoup
from PIL import Image

from tests.sample_claims import AS_OF, claim, ledger
from tracker.exchange.linked_data import review
from tracker.records import Claim, Outcome, Resolution, Source, Status
from tracker.reports import written
from tracker.reports.around_quote import Turn
from tracker.reports.site.build import ReportError, build_site
from tracker.reports.site.ranking import BETTER, UNSCORED, UNTOLD, WORSE
from tracker.reports.site.templates_filled import scorecard_html
from tracker.reports.site.views import claim_page, file_names
from tracker.scoring import scorecard

CLAIMS = ledger(70)
EVIL = '</script><script>alert(1)</script><img src=x onerror=alert(2)> & "quotes" \''
EVIL_TURNS = (Turn(speaker=EVIL, text=EVIL), Turn(speaker=EVIL, text=EVIL, lit=(3, 20)))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("site") / "report"
    build_site(CLAIMS, out, as_of=AS_OF, context=around_it)
    return out


def around_it(each: Claim) -> list[Turn]:
    quote = each.forecast.quote or ""
    text = f"Before it. {quote}. After it."
    return [Turn(speaker="Host", text="And then?"), Turn(speaker="Guest", text=text, lit=(11, 11 + len(quote)))]


def soup(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


@lru_cache
def places(path: Path) -> frozenset[str]:
    """The identifiers of a page."""
    return frozenset(re.findall(r' id="([^"]+)"', path.read_text(encoding="utf-8")))


def test_every_link_and_asset_of_every_page_is_there(site: Path) -> None:
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > len(CLAIMS)
    for page in pages:
        parsed = soup(page)
        for tag, name in (("a", "href"), ("script", "src"), ("link", "href")):
            for each in parsed.find_all(tag):
                target = str(each.get(name) or "")
                if not target or target.startswith(("http://", "https://", "data:")):
                    continue
                file, fragment = urldefrag(target)
                found = page if not file else (page.parent / unquote(file)).resolve()
                assert found.is_file(), f"{page.name}: {target}"
                if fragment and "=" not in fragment:
                    assert fragment in places(found), f"{page.name}: {target}"


def test_only_links_that_a_reader_follows_lead_outside(site: Path) -> None:
    for page in (site / "index.html", site / "claims.html", next((site / "claims").glob("*.html"))):
        text = page.read_text(encoding="utf-8")
        assert not re.search(r"(?:src|url\()=?[\"']?(?:https?:)?//", text)
        assert all(str(each.get("href")).startswith(("../assets", "assets", "data:")) for each in soup(page).find_all("link"))


def test_figures_on_the_overview_lead_to_the_claims_behind_them(site: Path) -> None:
    values = soup(site / "index.html").select("dl.figures dd.value")
    assert len(values) >= 6
    assert all(value.find("a") for value in values)


def test_pieces_of_charts_are_links_with_names(site: Path) -> None:
    page = soup(site / "index.html")
    pieces, dots = page.select("ol.bars a"), page.select("svg a")
    assert pieces
    assert dots
    assert all(each.get("aria-label") and each.get("title" if each in pieces else "href") for each in pieces + dots)


def test_each_line_of_a_timeline_has_a_name_a_link_and_a_tooltip(site: Path) -> None:
    lines = soup(site / "speakers" / "ana-novak.html").select("ol.lines li a")
    assert lines
    for line in lines:
        name = line.select_one(".name").get_text()  # type: ignore[union-attr]
        assert str(line["title"]).split(" said ")[0] == name.split(" said ")[0]


def test_the_odds_column_holds_numbers_and_words_of_likelihood_stand_in_their_own(site: Path) -> None:
    rows = soup(site / "claims.html").select("#claims tbody tr")
    odds = {row.select('[data-name="odds"]')[0].get_text() for row in rows}
    likelihood = {row.select('[data-name="likelihood"]')[0].get_text() for row in rows}
    assert all(each == "-" or each.endswith(" %") for each in odds)
    assert {"likely", "-"} <= likelihood
    assert not any("%" in each for each in likelihood)


def test_the_data_behind_the_list_holds_every_claim_once(site: Path) -> None:
    text = (site / "assets" / "claims.js").read_text(encoding="utf-8")
    rows = json.loads(text.removeprefix("window.CLAIMS = ").rstrip().removesuffix(";"))
    pages = {path.name for path in (site / "claims").glob("*.html")}
    assert {Path(row[10]).name for row in rows} == pages
    assert len({row[0] for row in rows}) == len(rows)


def test_a_claim_page_shows_quote_context_history_and_evidence(site: Path) -> None:
    resolved = next(each for each in CLAIMS if each.status is Status.ACCEPTED and written.standing(each) == "came true")
    page = soup(site / "claims" / claim_page(resolved.id))
    text = page.get_text(" ", strip=True)
    for part in ("Before it.", "After it.", "came true", "https://news.example/story", "History", "Accepted by ana on"):
        assert part in text
    assert "".join(mark.get_text() for mark in page.select("blockquote mark")) == resolved.forecast.quote
    assert [who.get_text() for who in page.select("blockquote .who")] == ["Host", "Guest"]
    assert [name.get_text() for name in page.select("#facts + dl dt")][:3] == ["said", "by", "due"]


def test_what_only_programs_need_is_folded_away(site: Path) -> None:
    page = soup(next((site / "claims").glob("*.html")))
    page.select_one("details.machine").decompose()  # type: ignore[union-attr]
    for name in ("confidence", "rules", "SHA-256", "characters"):
        assert name not in page.get_text(" ")


def test_the_time_in_a_recording_leads_to_its_second(tmp_path: Path) -> None:
    said = claim("a")
    source = Source(doc="talk", sha256="0", said_on=said.forecast.said_on, title="A talk", url="https://www.youtube.com/watch?v=x")
    said = replace(said, source=source, forecast=replace(said.forecast, t_start_ms=723_400))
    build_site([said], tmp_path / "site", as_of=AS_OF)
    link = soup(tmp_path / "site" / "claims" / "a.html").find("a", string="12:03")
    assert link is not None
    assert link["href"] == "https://www.youtube.com/watch?v=x&t=723s"


def test_text_of_claims_never_becomes_markup(tmp_path: Path) -> None:
    resolution = Resolution(outcome=Outcome.TRUE, by=EVIL, known_on=AS_OF, evidence=("javascript:alert(3)", EVIL), note=EVIL)
    source = Source(doc=EVIL, sha256="0", said_on=AS_OF, title=EVIL, url="javascript:alert(4)")
    evil = claim("../../evil", text=EVIL, speaker=EVIL, tags=[EVIL], said_on=AS_OF.replace(year=2020))
    evil = replace(evil, resolution=resolution, source=source)
    build_site(
        [evil],
        tmp_path / "site",
        as_of=AS_OF,
        context=lambda _: EVIL_TURNS,
    )
    (tmp_path / "card.html").write_text(
        scorecard_html(scorecard([evil], as_of=AS_OF, group_by="speaker"), [evil]), encoding="utf-8"
    )
    pages = [*(tmp_path / "site").rglob("*.html"), tmp_path / "card.html"]
    assert len(pages) == 9
    for page in pages:
        parsed = soup(page)
        assert not parsed.find_all("img")
        assert not any(
            "alert(" in str(script.string or "") and "\\u003c" not in str(script.string) for script in parsed.find_all("script")
        )
        assert not [each for each in parsed.find_all("a") if str(each.get("href")).startswith("javascript")]
    assert {path.name for path in tmp_path.iterdir()} == {"site", "card.html"}
    assert "</script>" not in (tmp_path / "site" / "assets" / "claims.js").read_text(encoding="utf-8")


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work", encoding="utf-8")
    with pytest.raises(ReportError, match="holds other files"):
        build_site([claim("a")], tmp_path, as_of=AS_OF)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]
    with pytest.raises(ReportError, match="is a file"):
        build_site([claim("a")], tmp_path / "thesis.txt", as_of=AS_OF)


def test_a_later_report_takes_the_place_of_an_earlier_one(tmp_path: Path) -> None:
    build_site([claim("a"), claim("b", speaker="Bo")], tmp_path / "out", as_of=AS_OF)
    build_site([claim("a")], tmp_path / "out", as_of=AS_OF)
    assert [path.name for path in (tmp_path / "out" / "claims").iterdir()] == ["a.html"]
    assert [path.name for path in (tmp_path / "out" / "speakers").iterdir()] == ["ana.html"]


def test_rejected_withdrawn_and_later_claims_are_not_shown(tmp_path: Path) -> None:
    hidden = [claim("r", status=Status.REJECTED), claim("w", status=Status.WITHDRAWN), claim("c", status=Status.CANDIDATE)]
    site = build_site([claim("a"), *hidden], tmp_path / "out", as_of=AS_OF)
    assert [path.name for path in (tmp_path / "out" / "claims").iterdir()] == ["a.html"]
    assert site.pages == 7


def test_an_empty_ledger_makes_a_site_too(tmp_path: Path) -> None:
    assert build_site([], tmp_path / "out", as_of=AS_OF).pages == 5


def test_progress_runs_to_the_end(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    build_site(ledger(5), tmp_path / "out", as_of=AS_OF, progress=lambda done, total: seen.append((done, total)))
    assert [done for done, _ in seen] == list(range(1, len(seen) + 1))
    assert seen[-1][0] == seen[-1][1]


def test_names_that_look_alike_get_pages_of_their_own() -> None:
    assert file_names(["Ana", "ana", "Ána", "李明", "王芳", "///"]) == {
        "///": "speaker.html",
        "Ana": "ana.html",
        "ana": "ana--2.html",
        "Ána": "ana--3.html",
        "李明": "speaker--2.html",
        "王芳": "speaker--3.html",
    }


def test_a_scorecard_is_one_file_that_asks_for_nothing() -> None:
    claims = CLAIMS
    text = scorecard_html(scorecard(claims, as_of=AS_OF, group_by="speaker"), claims)
    parsed = BeautifulSoup(text, "html.parser")
    assert not [
        each
        for each in parsed.find_all(["script", "link", "img"])
        if each.get("src") or not str(each.get("href", "data:")).startswith("data:")
    ]
    assert "@import" not in text
    assert parsed.find("html", lang="en")


KINDS = {"New", "Came true", "Did not", "In part", "Ambiguous", "Void", "Moved"}
ADDRESS = "https://example.org/predictions"


def on_the_web(out: Path, claims: list[Claim], **more: object) -> Path:
    build_site(claims, out, as_of=AS_OF, site_url=ADDRESS + "/", review=review, **more)  # type: ignore[arg-type]
    return out


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return on_the_web(tmp_path_factory.mktemp("web") / "report", ledger(80))


def test_the_same_claims_give_the_same_bytes(web: Path, tmp_path: Path) -> None:
    """Pictures, feed and data as well as pages."""
    again = on_the_web(tmp_path / "again", ledger(80))
    for path in web.rglob("*"):
        if path.is_file():
            assert (again / path.relative_to(web)).read_bytes() == path.read_bytes(), path.name


def test_the_feed_is_atom_that_a_parser_has_nothing_against(web: Path) -> None:
    feed = feedparser.parse(str(web / "feed.xml"))
    assert not feed.bozo, feed.get("bozo_exception")
    assert feed.version == "atom10"
    assert len(feed.entries) == 100
    assert len({entry.id for entry in feed.entries}) == 100
    times = [entry.updated_parsed for entry in feed.entries]
    assert times == sorted(times, reverse=True)
    assert feed.feed.updated_parsed == times[0]
    for entry in feed.entries:
        assert (web / entry.link.removeprefix(f"{ADDRESS}/")).is_file()
        assert entry.title.split(":")[0] in KINDS


def test_times_in_the_feed_are_those_of_events(web: Path) -> None:
    recorded = {event.recorded_at.strftime("%Y-%m-%dT%H:%M:%SZ") for each in ledger(80) for event in each.events}
    assert {entry.updated for entry in feedparser.parse(str(web / "feed.xml")).entries} <= recorded


def test_text_that_xml_cannot_hold_does_not_break_the_feed(tmp_path: Path) -> None:
    evil = replace(ledger(1)[0], status=Status.ACCEPTED)
    evil = replace(evil, forecast=replace(evil.forecast, claim=EVIL + "\x00\x0b\ufffe \ud800 ]]>"))
    feed = feedparser.parse(str(on_the_web(tmp_path / "site", [evil]) / "feed.xml"))
    assert not feed.bozo
    assert "</script>" in feed.entries[0].title or "&lt;/script&gt;" in feed.entries[0].title


def test_without_an_address_there_is_no_feed_and_no_tag_that_needs_one(tmp_path: Path) -> None:
    claims = ledger(5)
    on_the_web(tmp_path / "site", claims)
    site = build_site(claims, tmp_path / "site", as_of=AS_OF)
    assert not (tmp_path / "site" / "feed.xml").exists()
    assert "--site-url" in site.notes[0]
    text = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert "canonical" not in text
    assert "og:url" not in text


@pytest.mark.parametrize("address", ["example.org", "javascript:alert(1)", "https://example.org/?a", "ftp://example.org", "/srv"])
def test_an_address_that_is_none_is_refused_before_anything_is_written(tmp_path: Path, address: str) -> None:
    with pytest.raises(ReportError, match="not the address of a site"):
        build_site([claim("a")], tmp_path / "out", as_of=AS_OF, site_url=address)
    assert not (tmp_path / "out").exists()


def test_every_page_is_described_and_says_where_it_stands(web: Path) -> None:
    for page in sorted(web.rglob("*.html")):
        parsed = soup(page)
        wanted = {"description": "name", "og:title": "property", "og:description": "property", "og:url": "property"}
        found = {key: parsed.find("meta", {kind: key}) for key, kind in wanted.items()}
        assert all(each is not None and each["content"] for each in found.values()), page.name
        assert parsed.select_one('link[rel="canonical"]')["href"] == f"{ADDRESS}/{page.relative_to(web).as_posix()}"  # type: ignore[index]


def test_resolved_claims_and_only_those_carry_a_review_for_search_engines(web: Path) -> None:
    for each in (each for each in ledger(80) if each.status is Status.ACCEPTED):
        script = soup(web / "claims" / claim_page(each.id)).find("script", type="application/ld+json")
        assert (script is not None) == (each.resolution is not None)
        if script is not None:
            data = json.loads(str(script.string))
            assert data["@type"] == "ClaimReview"
            assert data["url"] == f"{ADDRESS}/claims/{claim_page(each.id)}"
            assert {"claimReviewed", "reviewRating", "author", "datePublished"} <= set(data)


def test_programs_find_beside_the_pages_what_the_pages_show(web: Path) -> None:
    rows = json.loads((web / "claims.json").read_text(encoding="utf-8"))
    with (web / "claims.csv").open(encoding="utf-8", newline="") as file:
        cells = list(csv.DictReader(file))
    pages = {path.name for path in (web / "claims").glob("*.html")}
    for listed in (rows, cells):
        assert {Path(row["page"]).name for row in listed} == pages
        assert len(listed) == len(pages)
    assert {row["state"] for row in rows} == {row["state"] for row in cells} >= {"came true", "pending", "overdue"}
    assert rows[0]["topics"] == [cells[0]["topics"]]


def test_speakers_stand_in_the_order_of_what_can_be_told(web: Path) -> None:
    page = soup(web / "compare.html")
    told = [row.find_all("td")[-1].get_text() for row in page.select("table tbody tr")]
    assert told == sorted(told, key=[BETTER, UNTOLD, WORSE, UNSCORED].index)
    assert len(page.select("#pairs + ul li")) == 10
    assert len(list((web / "compare").glob("*.html"))) == 10


def test_topics_are_tags_first_and_have_pages_that_list_their_claims(web: Path) -> None:
    files = {path.name for path in (web / "topics").glob("*.html")}
    assert files == {"ai.html", "energy.html", "industry.html", "markets.html"}
    rows = soup(web / "topics" / "ai.html").select("table.cards tbody tr")
    expected = [each for each in ledger(80) if "ai" in each.tags and each.status is Status.ACCEPTED]
    assert len(rows) == len([each for each in expected if each.forecast.said_on <= AS_OF])


def test_what_changed_begins_where_it_is_told_to(tmp_path: Path) -> None:
    claims = ledger(20)
    build_site(claims, tmp_path / "all", as_of=AS_OF, since=AS_OF.replace(year=2000))
    build_site(claims, tmp_path / "none", as_of=AS_OF, since=AS_OF)
    every, nothing = (soup(tmp_path / name / "changes.html").get_text(" ") for name in ("all", "none"))
    assert "New claims" in every
    assert "Came out" in every
    assert "New claims" not in nothing


def test_the_overview_and_each_speaker_have_a_picture_of_the_size_that_previews_ask_for(web: Path) -> None:
    pages = [web / "index.html", *sorted((web / "speakers").glob("*.html"))]
    for page in pages:
        address = str(soup(page).find("meta", property="og:image")["content"])  # type: ignore[index]
        name = address.removeprefix(f"{ADDRESS}/")
        with Image.open(web / name) as picture:
            assert (picture.format, picture.size) == ("PNG", (1200, 630))
    assert len(list((web / "previews").iterdir())) == len(pages)
