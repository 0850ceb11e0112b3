"""What the server refuses, asked without a browser: other hosts' names, forms without their token, bodies too large, guesses."""

import http.client
import re
import urllib.parse
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web.conftest import Serving, filled, serving
from tracker.ledger import ClaimFilter, list_claims
from tracker.records import Status
from tracker.web.uploads import UNFINISHED, Uploads
from tracker.web.users import add_user


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    folder = tmp_path_factory.mktemp("alone")
    with serving(filled(f"sqlite:///{folder}/ledger.sqlite3", 3), folder / "uploads") as running:
        yield running


class Caller:
    """A client that keeps its cookie."""

    def __init__(self, served: Serving) -> None:
        self.place = served.address.removeprefix("http://")
        self.cookie = ""

    def ask(self, method: str, path: str, fields: dict[str, str] | None = None, **headers: str) -> tuple[int, dict[str, str], str]:
        """Status, headers and text of the answer."""
        connection = http.client.HTTPConnection(self.place, timeout=20)
        more = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.cookie:
            more["cookie"] = self.cookie
        body = None
        if fields is not None:
            body = urllib.parse.urlencode(fields)
            more["content-type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, body, more)
        answer = connection.getresponse()
        text = answer.read().decode()
        got = {name.lower(): value for name, value in answer.getheaders()}
        connection.close()
        if "set-cookie" in got:
            self.cookie = got["set-cookie"].partition(";")[0]
        return answer.status, got, text

    def token(self, path: str = "/review") -> str:
        """The token that the forms of a page carry."""
        found = re.search(r'name="token" value="([0-9a-f]+)"', self.ask("GET", path)[2])
        assert found is not None
        return found[1]


def candidates(served: Serving) -> list[str]:
    with served.site.ledger.reading() as session:
        return [each.id for each in list_claims(session, ClaimFilter(statuses=(Status.CANDIDATE,)))]


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8765", "127.0.0.1.evil.example", "", "[::1"])
def test_requests_for_another_hosts_name_are_refused(alone: Serving, host: str) -> None:
    """Requests under another host's name are refused, against DNS rebinding."""
    assert Caller(alone).ask("GET", "/review", host=host)[0] == 400


@pytest.mark.parametrize("path", ["/review", "/search", "/nothing", "/static/desk.js", "/sources"])
def test_every_answer_has_the_headers(alone: Serving, path: str) -> None:
    _status, headers, text = Caller(alone).ask("GET", path)
    assert "script-src 'self'" in headers["content-security-policy"]
    assert "unsafe-inline" not in headers["content-security-policy"]
    assert "frame-src" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert "<script>" not in text


def test_a_form_without_the_token_of_its_browser_changes_nothing(alone: Serving) -> None:
    """Refused are no token, a wrong one, another browser's, and the right one from another origin."""
    caller, other = Caller(alone), Caller(alone)
    token = caller.token()
    left = candidates(alone)
    action = {"do": "accept", "claim": left[0]}
    refused = [
        caller.ask("POST", "/review/do", action)[0],
        caller.ask("POST", "/review/do", action | {"token": "0" * 64})[0],
        caller.ask("POST", "/review/do", action | {"token": other.token()})[0],
        caller.ask("POST", "/review/do", action | {"token": token}, origin="http://evil.example")[0],
        caller.ask("POST", "/review/do", action | {"token": token}, sec_fetch_site="cross-site")[0],
        Caller(alone).ask("POST", "/review/do", action | {"token": token})[0],
    ]
    assert refused == [403] * 6
    assert candidates(alone) == left
    assert caller.ask("POST", "/review/do", action | {"token": token})[0] == 303
    assert candidates(alone) == left[1:]


def test_a_form_leads_to_no_other_site(alone: Serving) -> None:
    caller = Caller(alone)
    token = caller.token()
    for to in ("https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"):
        headers = caller.ask("POST", "/player", {"token": token, "plays": "no", "next": to})[1]
        assert headers["location"] == "/review"


@pytest.mark.parametrize(("path", "length"), [("/review/do", 1_100_000), ("/sources/upload", 1_300_000)])
def test_a_body_over_the_limit_is_refused_before_it_is_read(alone: Serving, path: str, length: int) -> None:
    connection = http.client.HTTPConnection(alone.address.removeprefix("http://"), timeout=20)
    connection.putrequest("POST", path)
    connection.putheader("content-length", str(length))
    connection.endheaders()
    assert connection.getresponse().status == 413
    connection.close()


def test_a_body_that_tells_no_length_is_refused_at_the_limit(alone: Serving) -> None:
    connection = http.client.HTTPConnection(alone.address.removeprefix("http://"), timeout=20)
    connection.putrequest("POST", "/review/do")
    connection.putheader("transfer-encoding", "chunked")
    connection.putheader("content-type", "application/x-www-form-urlencoded")
    connection.endheaders()
    for _ in range(11):
        connection.send(b"186a0\r\n" + b"a" * 100_000 + b"\r\n")
    assert connection.getresponse().status == 413
    connection.close()


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/claims/zzzz", 404),
        ("/sources/ffff", 400),
        ("/search?due_after=soon", 400),
        ("/search?page=-3", 400),
        ("/search?status=odd", 400),
        ("/review?below=2", 400),
        ("/scorecards/../../etc/passwd", 400),
        ("/scorecards/speakers/nobody.html", 400),
        ("/nothing", 404),
    ],
)
def test_what_cannot_be_shown_is_said_in_a_line(alone: Serving, path: str, status: int) -> None:
    got, _headers, text = Caller(alone).ask("GET", path)
    assert got == status
    assert "Traceback" not in text
    assert 'role="alert"' in text


def test_wrong_passphrases_are_slowed(tmp_path: Path) -> None:
    """Even the right passphrase is refused until the time has passed, so that guessing is no faster."""
    add_user(tmp_path / "team.json", "ana", "a harbour at dawn")
    url = filled(f"sqlite:///{tmp_path}/ledger.sqlite3", 1)
    with serving(url, tmp_path / "uploads", by=None, users=tmp_path / "team.json") as running:
        caller = Caller(running)
        token = caller.token("/sign-in")
        wrong = {"token": token, "name": "ana", "passphrase": "a guess or two"}
        assert [caller.ask("POST", "/sign-in", wrong)[0] for _ in range(3)] == [403, 403, 403]
        status, headers, _text = caller.ask("POST", "/sign-in", wrong | {"passphrase": "a harbour at dawn"})
        assert status == 429
        assert int(headers["retry-after"]) >= 1
        assert caller.ask("GET", "/review")[0] == 303
        assert caller.ask("POST", "/review/do", {"token": token, "do": "undo"})[0] == 403


def test_a_server_that_ends_begins_no_extraction_any_more(tmp_path: Path) -> None:
    """Its extractions stop with it, and the next server shows them as unfinished."""
    with serving(filled(f"sqlite:///{tmp_path}/ledger.sqlite3", 1), tmp_path / "uploads") as running:
        uploads = running.site.uploads
        uploads.add("talk.txt", b"Ada Vance: It opens by 2027.", {"said_on": "2025-01-01"}, by="ana")
    assert uploads.stopping
    assert uploads._process is None
    (left,) = Uploads(tmp_path / "uploads", running.url, 60, uploads.now).all()
    assert left.state == UNFINISHED
