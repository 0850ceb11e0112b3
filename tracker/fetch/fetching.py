"""Reading one address over http(s): bounded in size, in time and in redirects, every failure one line."""

import asyncio
import codecs
import re
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from tracker.errors import TranscriptError
from tracker.fetch.addresses import is_web_address, kept_address

if TYPE_CHECKING:
    import httpx

LARGEST = 20_000_000
"""Bytes of an answer, unpacked."""

SECONDS = 30.0
"""For the whole of an address: its redirects, and every byte."""

REDIRECTS = 5
NOT_TEXT = re.compile(r"(?:audio|video|image|font)/(?!vnd\.dvb\.subtitle)|application/(?:zip|gzip|x-tar|octet-stream\+)", re.I)
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What an address gave: its bytes, in UTF-8 where the answer names another encoding, and the media type that it names."""

    address: str
    data: bytes
    media_type: str


def fetch(address: str, *, largest: int = LARGEST, seconds: float = SECONDS) -> Fetched:
    """What stands at an address of http or https, after at most REDIRECTS redirects, which lead to http(s) alone.

    Raises TranscriptError, one line that names the address, when nothing is there, or no text, or over `largest` bytes, or when
    it takes longer than `seconds`.
    """
    name = kept_address(address)
    if not is_web_address(address):
        raise TranscriptError(name, "not an address of http or https")
    try:
        return _completed(_within(address, name, largest, seconds))
    except TranscriptError:
        raise
    except TimeoutError:
        raise TranscriptError(name, f"not read within {seconds:g} seconds; try again later, or give it as a file") from None
    except Exception as error:  # noqa: BLE001 - besides httpx's own, encodings of names and broken compression raise theirs
        raise TranscriptError(name, _told(error)) from None


def _completed(work: Coroutine[object, object, Value]) -> Value:
    """The value of a coroutine; in a thread of its own where a loop runs already, as in a notebook."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(work)
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


async def _within(address: str, name: str, largest: int, seconds: float) -> Fetched:
    import httpx

    from tracker import __version__

    headers = {"user-agent": f"claims-tracker/{__version__}", "accept": "text/*, application/json, application/xml, */*;q=0.5"}
    async with (
        asyncio.timeout(seconds),
        httpx.AsyncClient(follow_redirects=True, max_redirects=REDIRECTS, timeout=seconds, headers=headers) as client,
        client.stream("GET", address) as answer,
    ):
        media_type = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
        _check(name, answer, media_type, largest)
        data = bytearray()
        async for piece in answer.aiter_bytes():
            data += piece
            if len(data) > largest:
                raise _too_large(name, largest)
        return Fetched(address=name, data=_as_utf8(bytes(data), answer.charset_encoding), media_type=media_type)


def _check(name: str, answer: "httpx.Response", media_type: str, largest: int) -> None:
    """Raises TranscriptError for an answer that need not be read to its end."""
    if answer.status_code in (404, 410):
        raise TranscriptError(name, f"nothing is there ({answer.status_code}); check the address")
    if answer.status_code in (401, 403):
        raise TranscriptError(name, f"the site does not let it be read ({answer.status_code}); save it and give the file")
    if answer.status_code != 200:
        raise TranscriptError(name, f"the site answers {answer.status_code} {answer.reason_phrase}".rstrip() + "; try again later")
    if NOT_TEXT.match(media_type):
        raise TranscriptError(name, f"is {media_type}, not a text; give the address of a transcript")
    length = answer.headers.get("content-length", "")
    if length.isascii() and length.isdigit() and int(length) > largest:
        raise _too_large(name, largest)


def _too_large(name: str, largest: int) -> TranscriptError:
    return TranscriptError(name, f"larger than {largest // 1_000_000} MB, which no transcript is; give a part of it as a file")


def _as_utf8(data: bytes, charset: str | None) -> bytes:
    """The bytes in UTF-8 where they are in another encoding that the answer names; else as they are, for the readers to tell."""
    try:
        if charset is None or codecs.lookup(charset).name in ("utf-8", "ascii"):
            return data
        data.decode("utf-8")
    except UnicodeDecodeError:
        try:
            return data.decode(charset or "utf-8").encode("utf-8")
        except (UnicodeError, LookupError):
            return data
    except (LookupError, ValueError):
        return data
    return data


def _told(error: Exception) -> str:
    """What went wrong, and what to do about it."""
    import httpx

    if isinstance(error, httpx.TooManyRedirects):
        return f"leads on more than {REDIRECTS} times; give the address that it should lead to"
    if isinstance(error, httpx.UnsupportedProtocol):
        return "leads to an address that is not http or https"
    if isinstance(error, httpx.InvalidURL | UnicodeError | ValueError):
        return f"not an address that can be read ({_line(error)})"
    if isinstance(error, httpx.TimeoutException):
        return "the site does not answer in time; try again later"
    if isinstance(error, httpx.ConnectError):
        return f"the site cannot be reached ({_line(error)}); is this machine online?"
    return f"the answer cannot be read ({_line(error)}); try again later"


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
