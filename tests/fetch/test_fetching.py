"""Reading an address: what is returned, and the one line for each failure."""

import asyncio
import gzip

import pytest

from tests.fetch.web import Answer, Site
from tracker.errors import TranscriptError
from tracker.fetch import Fetched, fetch, is_web_address, kept_address, path_of


def refused(address: str, **limits: float) -> str:
    with pytest.raises(TranscriptError) as raised:
        fetch(address, **limits)  # type: ignore[arg-type]
    message = str(raised.value)
    assert "\n" not in message
    return message


def test_a_text_comes_with_its_type(site: Site) -> None:
    """The bytes are those of the server, and so is the type without its parameters."""
    address = site.put("/talk.vtt", "WEBVTT\n", "Text/VTT; charset=utf-8")
    assert fetch(address) == Fetched(address=address, data=b"WEBVTT\n", media_type="text/vtt")


def test_an_encoding_that_the_answer_names_is_used(site: Site) -> None:
    """Bytes in the named encoding become UTF-8; what is UTF-8 already stays, whatever is named."""
    site.answers["/old"] = Answer(body="caf\xe9".encode("latin-1"), headers={"Content-Type": "text/plain; charset=ISO-8859-1"})
    site.answers["/wrong"] = Answer(body="caf\xe9".encode(), headers={"Content-Type": "text/plain; charset=ISO-8859-1"})
    site.answers["/none"] = Answer(body=b"caf\xe9", headers={"Content-Type": "text/plain; charset=no-such"})
    assert [fetch(site.address + path).data for path in ("/old", "/wrong")] == [b"caf\xc3\xa9"] * 2
    assert fetch(site.address + "/none").data == b"caf\xe9"


def test_five_redirects_are_followed_and_six_are_not(site: Site) -> None:
    """The typed address is kept."""
    end = site.put("/0", "words")
    for number in range(1, 7):
        end = site.redirect(f"/{number}", end)
    found = fetch(site.address + "/5")
    assert (found.address, found.data) == (site.address + "/5", b"words")
    assert "more than 5 times" in refused(site.address + "/6")


@pytest.mark.parametrize("target", ["file:///etc/hostname", "ftp://127.0.0.1/x", "gopher://127.0.0.1/"])
def test_a_redirect_stays_on_the_web(site: Site, target: str) -> None:
    """Another scheme is refused behind a redirect, and as an address."""
    assert "not http or https" in refused(site.redirect("/away", target))
    assert "not an http or https address" in refused(target)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (Answer(status=404), "nothing is there (404)"),
        (Answer(status=410), "nothing is there (410)"),
        (Answer(status=403), "does not allow reading it (403)"),
        (Answer(status=503), "answers 503"),
        (Answer(status=302), "answers 302"),
        (Answer(body=b"ID3", headers={"Content-Type": "audio/mpeg"}), "is audio/mpeg, not text"),
        (Answer(body=b"no gzip", headers={"Content-Encoding": "gzip"}), "cannot be read"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_transcript_is_one_line(site: Site, answer: Answer, said: str) -> None:
    """The line names the address and what the site said."""
    site.answers["/it"] = answer
    message = refused(site.address + "/it")
    assert message.startswith(site.address + "/it: ")
    assert said in message


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "packed"])
@pytest.mark.parametrize("told", [False, True], ids=["without a length", "with a length"])
def test_what_is_too_large_is_given_up(site: Site, packed: bool, told: bool) -> None:
    """The bound is on the bytes as they come and as they unpack, whether or not a length is told before."""
    body = gzip.compress(b"x" * 3_000_000) if packed else b"x" * 3_000_000
    site.answers["/big"] = Answer(body=body, headers={"Content-Encoding": "gzip"} if packed else {}, slowly=not told)
    assert "larger than 2 MB" in refused(site.address + "/big", largest=2_000_000)


def test_an_answer_that_does_not_end_is_given_up(site: Site) -> None:
    """The time limit is for the whole answer, however slowly the bytes come."""
    site.answers["/slow"] = Answer(body=b"And then", slowly=True)
    assert "not read within 0.3 seconds" in refused(site.address + "/slow", seconds=0.3)


@pytest.mark.parametrize("address", ["http://127.0.0.1:1/x", "https://127.0.0.1:1/x"])
def test_a_site_that_cannot_be_reached(address: str) -> None:
    """The line asks whether the machine is online."""
    assert "is this machine online?" in refused(address)


@pytest.mark.parametrize("address", ["http://", "http://[::1/x", "https://a b/c", "http://\ud800/", "http://x:99999999/"])
def test_what_only_looks_like_an_address(address: str) -> None:
    """Any failure is a line, never a traceback."""
    assert refused(address)


def test_a_loop_that_runs_already_is_no_obstacle(site: Site) -> None:
    """Fetching works within a running event loop, as in a notebook."""
    address = site.put("/talk", "words")

    async def called() -> bytes:
        return fetch(address).data

    assert asyncio.run(called()) == b"words"


@pytest.mark.parametrize(
    ("address", "kept", "path"),
    [
        ("https://ana:secret@example.org/a/b.vtt?x=1#t=3", "https://example.org/a/b.vtt?x=1", "https://example.org/a/b.vtt"),
        ("HTTP://example.org", "http://example.org", "http://example.org/page"),
        ("https://example.org/the%20talk/", "https://example.org/the%20talk/", "https://example.org/the talk"),
        ("https://exa\nmple.org/x", "https://example.org/x", "https://example.org/x"),
    ],
)
def test_how_an_address_is_kept(address: str, kept: str, path: str) -> None:
    """Without password and fragment; as a file it is called by the last part of its path."""
    assert is_web_address(address)
    assert (kept_address(address), path_of(address)) == (kept, path)
