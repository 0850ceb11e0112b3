"""Fetching one address over http(s), with limits on size, time and redirects and one-line errors."""

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
"""The limit of a response in bytes, after decompression."""

SECONDS = 30.0
"""The time limit for one address, redirects included."""

REDIRECTS = 5
NOT_TEXT = re.compile(r"(?:audio|video|image|font)/(?!vnd\.dvb\.subtitle)|application/(?:zip|gzip|x-tar|octet-stream\+)", re.I)
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """The response of an address: its bytes, converted to UTF-8 if it declares another encoding, and its media type."""

    address: str
    data: bytes
    media_type: str


def fetch(address: str, *, largest: int = LARGEST, seconds: float = SECONDS) -> Fetched:
    """The content of an http or https address, after at most REDIRECTS redirects to other http(s) addresses.

    Raises TranscriptError, on one line that names the address, if nothing is there, if it is not text or has more than `largest`
    bytes, or if it takes longer than `seconds`.
    """
    name = kept_address(address)
    if not is_web_address(address):
        raise TranscriptError(name, "not an http or https address")
    try:
        return _completed(_within(address, name, largest, seconds))
    except TranscriptError:
        raise
    except TimeoutError:
        raise TranscriptError(name, f"not read within {seconds:g} seconds; try again later, or give it as a file") from None
    except Exception as error:  # noqa: BLE001 - names that cannot be encoded and broken compression raise other errors than httpx's
        raise TranscriptError(name, _told(error)) from None


def _completed(work: Coroutine[object, object, Value]) -> Value:
    """The value of a coroutine; run in a new thread if an event loop is already running, as in a notebook."""
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
    """Raises TranscriptError for a response that need not be read further."""
    if answer.status_code in (404, 410):
        raise TranscriptError(name, f"nothing is there ({answer.status_code}); check the address")
    if answer.status_code in (401, 403):
        raise TranscriptError(name, f"the site does not allow reading it ({answer.status_code}); save it and give the file")
    if answer.status_code != 200:
        raise TranscriptError(name, f"the site answers {answer.status_code} {answer.reason_phrase}".rstrip() + "; try again later")
    if NOT_TEXT.match(media_type):
        raise TranscriptError(name, f"is {media_type}, not text; give the address of a transcript")
    length = answer.headers.get("content-length", "")
    if length.isascii() and length.isdigit() and int(length) > largest:
        raise _too_large(name, largest)


def _too_large(name: str, largest: int) -> TranscriptError:
    return TranscriptError(name, f"larger than {largest // 1_000_000} MB, which no transcript is; give a part of it as a file")


def _as_utf8(data: bytes, charset: str | None) -> bytes:
    """The bytes converted to UTF-8 from the encoding that the response declares; otherwise unchanged, for the readers to detect."""
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
    """The reason of an error, and what to do about it."""
    import httpx

    if isinstance(error, httpx.TooManyRedirects):
        return f"redirects more than {REDIRECTS} times; give the final address"
    if isinstance(error, httpx.UnsupportedProtocol):
        return "redirects to an address that is not http or https"
    if isinstance(error, httpx.InvalidURL | UnicodeError | ValueError):
        return f"not an address that can be read ({_line(error)})"
    if isinstance(error, httpx.TimeoutException):
        return "the site does not answer in time; try again later"
    if isinstance(error, httpx.ConnectError):
        return f"the site cannot be reached ({_line(error)}); is this machine online?"
    return f"the answer cannot be read ({_line(error)}); try again later"


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
