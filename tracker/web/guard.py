"""Checks of every request before it reaches a page, its host and body size, and the headers of every response."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOCAL = frozenset({"127.0.0.1", "localhost", "::1"})

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}

HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
    "cache-control": "no-store",
}


def policy(**more: str) -> str:
    """The content security policy: own resources only, no inline script or style; `more` adds to it, for example frame_src."""
    rules = POLICY | {name.replace("_", "-"): value for name, value in more.items()}
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def host_of(header: str) -> str:
    """The name in a Host header, without its port."""
    try:
        return (urlsplit(f"//{header}").hostname or "").rstrip(".")
    except ValueError:
        return ""


class BodyTooLong(Exception):
    """A body that is longer than this address takes."""


def body_too_long() -> PlainTextResponse:
    """The response to a body that is too long; it closes the connection."""
    return PlainTextResponse(
        "this file is too large for an upload; extract it with tracker extract\n", 413, {"connection": "close"}
    )


@dataclass(frozen=True, slots=True)
class Guard:
    """Refuses requests for other hosts and bodies over a limit, and sets the headers of every response.

    `most` is the limit for forms in bytes, `most_upload` that for `/sources/upload`.
    """

    app: ASGIApp
    hosts: frozenset[str]
    secure: bool
    most: int
    most_upload: int

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        limit = self.most_upload if scope["path"] == "/sources/upload" else self.most

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                self.set_headers(MutableHeaders(scope=message))
            await send(message)

        if host_of(headers.get("host", "")) not in self.hosts:
            answer = PlainTextResponse("this server does not answer to that name; see tracker serve --help\n", 400)
            await answer(scope, receive, with_headers)
            return
        try:
            fits = int(headers.get("content-length", "0") or 0) <= limit
        except ValueError:
            fits = False
        receiver = self.app if fits else body_too_long()
        await receiver(scope, _Counted(receive, limit), with_headers)

    def set_headers(self, headers: MutableHeaders) -> None:
        """Set the headers that a response does not have yet."""
        headers.setdefault("content-security-policy", policy())
        for name, value in HEADERS.items():
            headers.setdefault(name, value)
        if self.secure:
            headers.setdefault("strict-transport-security", "max-age=31536000")


class _Counted:
    def __init__(self, receive: Receive, limit: int) -> None:
        self.receive, self.left = receive, limit

    async def __call__(self) -> Message:
        message = await self.receive()
        self.left -= len(message.get("body", b""))
        if self.left < 0:
            raise BodyTooLong
        return message
