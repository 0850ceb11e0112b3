"""Reviewing and resolving in a real browser, by keys and by mouse, with and without scripts."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.browser_tabs import MISSING
from tests.web.conftest import WAIT, Serving, filled, press, serving
from tracker.ledger import ClaimFilter, Order, list_claims
from tracker.records import Claim, Outcome, Status

pytestmark = pytest.mark.skipif(bool(MISSING), reason=MISSING)

Tab = Callable[..., Any]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """A server on a ledger of several talks, each for the tests of one kind."""
    folder = tmp_path_factory.mktemp("web")
    url = f"sqlite:///{folder}/ledger.sqlite3"
    for doc, count in (("keys", 50), ("edits", 6), ("marks", 3), ("plain", 4), ("due", 4)):
        filled(url, count, doc=doc)
    with serving(url, folder / "uploads") as running:
        yield running


def claims(served: Serving, **wanted: Any) -> list[Claim]:
    with served.site.ledger.reading() as session:
        return list_claims(session, ClaimFilter(**wanted), with_events=True)


def sentence(page: Any) -> str:
    return str(page.locator("h2.sentence").inner_text())


@pytest.mark.soak
def test_fifty_candidates_are_reviewed_by_keys_alone(served: Serving, tab: Tab) -> None:
    """Accept, reject, reject for a reason: each key decides the claim that is shown, and the next one comes."""
    page = tab(f"{served.address}/review?source=keys&order=place")
    expected = {}
    for number in range(50):
        shown = sentence(page)
        key, said = (("a", "accepted: "), ("x", "rejected: "), ("2", "rejected (a question): "))[number % 3]
        expected[shown] = Status.ACCEPTED if key == "a" else Status.REJECTED
        press(page, key, said + shown)
    page.get_by_text("The queue is empty.").wait_for()
    assert {each.forecast.claim: each.status for each in claims(served, source="keys")} == expected
    assert len(expected) == 50
    press(page, "u", "took back: reject")
    assert page.locator("#desk .where").inner_text().startswith("49 decided of 50")
    assert len(claims(served, source="keys", statuses=(Status.CANDIDATE,))) == 1
    assert page.complaints == []


def test_a_due_date_is_typed_as_people_speak_and_one_undo_takes_the_change_back(served: Serving, tab: Tab) -> None:
    page = tab(f"{served.address}/review?source=edits&order=place")
    first = sentence(page)
    page.keyboard.press("e")
    page.locator("input[name=due]").fill("by the end of 2031")
    page.locator("input[name=odds]").fill("80%")
    page.keyboard.press("Enter")
    page.get_by_text("changed: due, odds").wait_for()
    found = next(each for each in claims(served, source="edits") if each.forecast.claim == first)
    assert str(found.due) == "2031-12-31"
    assert found.forecast.probability is not None
    assert found.forecast.probability.low == 0.8
    page.keyboard.press("Escape")
    press(page, "u", "took back: edit")
    found = next(each for each in claims(served, source="edits") if each.forecast.claim == first)
    assert str(found.due) == "2025-12-31"


def test_what_cannot_be_read_is_said_and_changes_nothing(served: Serving, tab: Tab) -> None:
    page = tab(f"{served.address}/review?source=edits&order=place")
    before = [each.events for each in claims(served, source="edits")]
    page.keyboard.press("e")
    page.locator("input[name=due]").fill("when pigs fly")
    page.keyboard.press("Enter")
    page.locator("#said.warn", has_text="error: due").wait_for()
    assert [each.events for each in claims(served, source="edits")] == before


def test_skip_before_tag_and_the_same_again(served: Serving, tab: Tab) -> None:
    page = tab(f"{served.address}/review?source=edits&order=place")
    first = sentence(page)
    press(page, " ", "skipped")
    second = sentence(page)
    assert second != first
    press(page, "k", "the claim before")
    assert sentence(page) == first
    page.keyboard.press("g")
    page.keyboard.type("energy, power")
    page.keyboard.press("Enter")
    page.get_by_text("tagged energy, power").wait_for()
    page.keyboard.press("Escape")
    press(page, "s", "skipped")
    press(page, ".", "repeated: tagged")
    tagged = {each.forecast.claim for each in claims(served, source="edits", tag="power")}
    assert tagged == {first, second}


def test_selected_words_become_a_claim_at_their_place(served: Serving, tab: Tab) -> None:
    """The place is right though a letter that counts as two in the browser stands before it."""
    from playwright.sync_api import expect

    page = tab(f"{served.address}/review?source=marks&order=place")
    page.evaluate(
        """() => {
          const turns = [...document.querySelectorAll('#text .turn')];
          const words = turns.at(-1).querySelector('.words');
          const last = words.lastElementChild.firstChild;
          const range = document.createRange();
          range.setStart(last, last.textContent.indexOf('as I said'));
          range.setEnd(last, last.textContent.length - 1);
          getSelection().removeAllRanges();
          getSelection().addRange(range);
        }"""
    )
    expect(page.locator("#marked")).to_have_value(re.compile("^as I said"), timeout=WAIT)
    page.get_by_role("button", name="add", exact=True).click()
    page.locator("#said", has_text="added").wait_for()
    (made,) = [each for each in claims(served, source="marks") if each.forecast.trace == ("by hand",)]
    assert made.status is Status.ACCEPTED
    assert made.forecast.quote == "as I said 🌊"
    assert made.forecast.speaker == "Ada Vance"


def test_an_outcome_is_recorded_with_its_evidence(served: Serving, tab: Tab) -> None:
    for each in claims(served, source="due", order=Order.DUE)[:2]:
        page = tab(f"{served.address}/review?source=due&at={each.id}")
        press(page, "a", "accepted")
    page = tab(f"{served.address}/due?source=due")
    shown = sentence(page)
    page.keyboard.press("f")
    page.keyboard.type("https://example.org/report")
    page.locator("input[name=known_on]").fill("2026-02-01")
    page.locator("input[name=note]").fill("it was never built")
    page.get_by_role("button", name="record").click()
    page.locator("#said", has_text="false: ").wait_for()
    (found,) = [each for each in claims(served, source="due") if each.forecast.claim == shown]
    assert found.resolution is not None
    assert found.resolution.outcome is Outcome.FALSE
    assert found.resolution.evidence == ("https://example.org/report",)
    assert (str(found.resolution.known_on), found.resolution.note) == ("2026-02-01", "it was never built")


def test_without_scripts_a_candidate_is_accepted_rejected_edited_and_found(served: Serving, tab: Tab) -> None:
    page = tab(f"{served.address}/review?source=plain&order=place", java_script_enabled=False)
    first = sentence(page)
    page.get_by_role("button", name="accept").click()
    assert page.locator("#said").inner_text() == f"accepted: {first}"
    second = sentence(page)
    page.get_by_role("button", name="reject x").click()
    assert page.locator("#said").inner_text() == f"rejected: {second}"
    page.locator("summary", has_text="edit").click()
    page.locator("input[name=due]").fill("2033-03-03")
    page.get_by_role("button", name="change").click()
    assert page.locator("#said").inner_text() == "changed: due"
    statuses = [each.status for each in claims(served, source="plain", order=Order.SOURCE)]
    assert statuses == [Status.ACCEPTED, Status.REJECTED, Status.CANDIDATE, Status.CANDIDATE]
    page.goto(f"{served.address}/search?text=plant&source=plain&status=rejected")
    assert page.locator("td.claim").all_inner_texts() == [second]
    page.locator("td.claim a").click()
    assert "Rejected by ana" in page.locator("ol.history").inner_text()


def test_a_player_is_embedded_only_after_consent(served: Serving, tab: Tab) -> None:
    asked: list[str] = []

    def route(one: Any) -> None:
        if "127.0.0.1" in one.request.url:
            one.continue_()
        else:
            asked.append(one.request.url)
            one.abort()

    page = tab()
    page.context.route("**/*", route)
    page.goto(f"{served.address}/review?source=plain&order=place")
    assert page.locator("a", has_text="https://www.youtube.com/watch?v=plants").count() == 1
    assert asked == []
    page.get_by_role("button", name="play it here").click()
    page.locator("iframe").wait_for()
    assert page.locator("iframe").get_attribute("src").startswith("https://www.youtube-nocookie.com/embed/plants?start=")
    page.get_by_role("button", name="no player").click()
    page.get_by_role("button", name="play it here").wait_for()
    assert page.locator("iframe").count() == 0


def test_a_claim_is_withdrawn_and_brought_back_on_its_own_page(served: Serving, tab: Tab) -> None:
    """Withdrawing is kept and offers no decision any more; undo brings the claim and what can be done to it back."""
    claim = claims(served, source="plain", order=Order.SOURCE)[-1]
    page = tab(f"{served.address}/claims/{claim.id}")
    page.get_by_role("button", name="withdraw the claim").click()
    assert "withdrawn" in page.locator("#said").inner_text()
    assert page.get_by_role("link", name="resolve it").count() == page.get_by_role("button", name="withdraw the claim").count() == 0
    assert claims(served, ids=(claim.id,))[0].status is Status.WITHDRAWN
    page.get_by_role("button", name=re.compile("undo my last action")).click()
    assert page.get_by_role("link", name="resolve it").count() == 1
    assert claims(served, ids=(claim.id,))[0].status is claim.status
