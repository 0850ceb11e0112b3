"""Analysts at the same ledger, each in a browser of their own: nothing is lost, conflicts are shown, blind readers see nothing."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser_tabs import MISSING
from tests.web.conftest import WAIT, Serving, filled, press, saying, serving
from tracker.ledger import ClaimFilter, list_claims, verify
from tracker.records import Claim, Status
from tracker.web.users import add_user

pytestmark = pytest.mark.skipif(bool(MISSING), reason=MISSING)

Tab = Callable[..., Any]
PASSPHRASES = {"ana": "a harbour at dawn", "ben": "four choirs and a bank"}


@pytest.fixture(scope="module")
def users(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("users") / "team.json"
    for name, passphrase in PASSPHRASES.items():
        add_user(path, name, passphrase)
    return path


@pytest.fixture
def team(new_postgres: Callable[[], str], users: Path, tmp_path: Path) -> Iterator[Serving]:
    """A server for two analysts on PostgreSQL with twelve candidates."""
    with serving(filled(new_postgres(), 12), tmp_path, by=None, users=users) as running:
        yield running


def enter(page: Any, served: Serving, name: str, to: str = "/review") -> Any:
    page.goto(f"{served.address}{to}")
    page.locator("input[name=name]").fill(name)
    page.locator("input[name=passphrase]").fill(PASSPHRASES[name])
    page.get_by_role("button", name="sign in").click()
    page.locator(".who", has_text=name).wait_for()
    return page


def sentence(page: Any) -> str:
    return str(page.locator("h2.sentence").inner_text())


def claims(served: Serving) -> list[Claim]:
    with served.site.ledger.reading() as session:
        return list_claims(session, ClaimFilter(), with_events=True)


def test_two_analysts_at_once_lose_no_decision_and_see_their_conflicts(team: Serving, tab: Tab) -> None:
    """The second to decide a claim is told what the first has decided, and nothing of the second's is kept until asked again."""
    ana = enter(tab(), team, "ana", "/review?order=place")
    ben = enter(tab(), team, "ben", "/review?order=place")
    first = sentence(ana)
    assert sentence(ben) == first
    press(ana, "a", "accepted: ")
    press(ben, "x", "ana has accepted this claim since you opened it")
    assert sentence(ben) == first
    (decided,) = [each for each in claims(team) if each.forecast.claim == first]
    assert decided.status is Status.ACCEPTED
    assert [(event.kind, event.by) for event in decided.events] == [("extract", "robot"), ("accept", "ana")]
    press(ben, "x", "rejected: ")
    seen: dict[str, str] = {first: "ben"}
    for page, name in ((ana, "ana"), (ben, "ben")) * 4:
        shown = sentence(page)
        before = page.locator("#said").inner_text()
        page.keyboard.press("a")
        saying(page).not_to_have_text(before, timeout=WAIT)
        if page.locator("#said").inner_text().startswith("accepted: "):
            seen[shown] = name
    found = claims(team)
    by_claim = {each.forecast.claim: [event.by for event in each.events if event.kind in {"accept", "reject"}] for each in found}
    assert {claim for claim, names in by_claim.items() if names} == set(seen)
    assert all(by_claim[claim][-1] == name for claim, name in seen.items())
    assert len(seen) >= 5
    with team.site.ledger.reading() as session:
        assert verify(session).sound


@pytest.mark.soak
def test_the_decisions_of_colleagues_appear_without_reloading(team: Serving, tab: Tab) -> None:
    ben = enter(tab(), team, "ben")
    ana = enter(tab(), team, "ana", "/review?order=uncertain")
    shown = sentence(ana)
    press(ana, "a", "accepted: ")
    ben.locator("#others", has_text=f"ana has accepted {shown}").wait_for()
    assert "Also here: ana" in ben.locator("#others").inner_text()


@pytest.mark.soak
def test_blind_readers_see_nothing_of_each_other_and_agreement_tells_their_disputes(team: Serving, tab: Tab) -> None:
    pages = {name: enter(tab(), team, name, "/review?blind=1&order=place") for name in ("ana", "ben")}
    shown = [sentence(page) for page in pages.values()]
    assert shown[0] == shown[1]
    press(pages["ana"], "a", "accepted: ")
    press(pages["ben"], "x", "rejected: ")
    assert pages["ben"].locator("#others").count() == 0
    assert sentence(pages["ana"]) == sentence(pages["ben"])
    pages["ben"].goto(f"{team.address}/agreement")
    assert "ana: accept, ben: reject" in pages["ben"].locator("main").inner_text()
    assert shown[0] in pages["ben"].locator("main").inner_text()


def test_signing_in_is_refused_and_allowed(team: Serving, tab: Tab) -> None:
    page = tab(f"{team.address}/due")
    assert "/sign-in?next=" in page.url
    page.locator("input[name=name]").fill("ana")
    page.locator("input[name=passphrase]").fill(PASSPHRASES["ben"])
    page.get_by_role("button", name="sign in").click()
    assert page.get_by_role("alert").inner_text() == "The name or the passphrase is not right."
    enter(page, team, "ana", "/due")
    assert page.url == f"{team.address}/due"
    cookie = page.context.cookies()[0]
    assert (cookie["httpOnly"], cookie["sameSite"]) == (True, "Strict")
    assert cookie["expires"] > 0
    page.get_by_role("button", name="sign out").click()
    page.goto(f"{team.address}/review")
    assert "/sign-in" in page.url


def test_another_sites_form_is_refused(team: Serving, tab: Tab) -> None:
    """A page of another origin posts with what the browser has: neither the cookie nor the token is with it."""
    page = enter(tab(), team, "ana")
    claim = claims(team)[0]
    page.context.route(
        "http://evil.example/",
        lambda route: route.fulfill(
            content_type="text/html",
            body=f"<form method=post action='{team.address}/review/do'><input name=do value=accept>"
            f"<input name=claim value={claim.id}><button>win</button></form>",
        ),
    )
    page.goto("http://evil.example/")
    page.get_by_role("button", name="win").click()
    page.get_by_role("alert").wait_for()
    assert claims(team)[0].status is Status.CANDIDATE
