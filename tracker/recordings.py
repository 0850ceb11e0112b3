"""Addresses of recordings: the link to a second of one, and what can play it in a page."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

FRAME_HOSTS = ("https://www.youtube-nocookie.com", "https://player.vimeo.com")

# What may stand in a content policy: no space and no semicolon.
_NETWORK_PLACE = re.compile(r"[A-Za-z0-9.:\-\[\]]+")
_VIDEO_ID = re.compile(r"[A-Za-z0-9_-]{3,20}")
_YOUTUBE = frozenset({"youtube.com", "www.youtube.com", "m.youtube.com", "music.youtube.com", "www.youtube-nocookie.com"})
_VIMEO = frozenset({"vimeo.com", "www.vimeo.com", "player.vimeo.com"})
_AUDIO = (".mp3", ".m4a", ".aac", ".oga", ".ogg", ".opus", ".wav", ".flac")
_VIDEO = (".mp4", ".m4v", ".webm", ".ogv")


@dataclass(frozen=True, slots=True, kw_only=True)
class Player:
    """What plays a recording: a `frame`, `audio` or `video` element of `address`, served by `origin`."""

    element: str
    address: str
    origin: str


def link_into(url: str, milliseconds: int) -> str:
    """A recording's address with the second to start at: `t` for YouTube, a media fragment (W3C) for the rest."""
    seconds = milliseconds // 1000
    if "youtube.com/" in url or "youtu.be/" in url:
        return f"{url}{'&' if '?' in url else '?'}t={seconds}s"
    return f"{url.partition('#')[0]}#t={seconds}"


def link_to_quote(url: str | None, milliseconds: int | None) -> str | None:
    """The recording's address, at the time of a quote where that is known; None without an address."""
    return url if not url or milliseconds is None else link_into(url, milliseconds)


def player_of(url: str | None, milliseconds: int | None) -> Player | None:
    """What plays the recording from the time on: for YouTube, Vimeo, and files of sound or pictures; None for other addresses."""
    try:
        parts = urlsplit(url or "")
        host = (parts.hostname or "").lower()
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not _NETWORK_PLACE.fullmatch(parts.netloc):
        return None
    seconds = (milliseconds or 0) // 1000
    if (video := _youtube_id(host, parts.path, parts.query)) is not None:
        return Player(element="frame", address=f"{FRAME_HOSTS[0]}/embed/{video}?start={seconds}", origin=FRAME_HOSTS[0])
    if host in _VIMEO and (found := re.search(r"/(\d+)(?:/|$)", parts.path)):
        return Player(element="frame", address=f"{FRAME_HOSTS[1]}/video/{found[1]}#t={seconds}s", origin=FRAME_HOSTS[1])
    path = parts.path.lower()
    element = "audio" if path.endswith(_AUDIO) else "video" if path.endswith(_VIDEO) else None
    origin = f"{parts.scheme}://{parts.netloc}"
    return Player(element=element, address=link_into(url or "", milliseconds or 0), origin=origin) if element else None


def _youtube_id(host: str, path: str, query: str) -> str | None:
    if host == "youtu.be":
        found = path.lstrip("/").partition("/")[0]
    elif host in _YOUTUBE:
        kind, _, rest = path.lstrip("/").partition("/")
        named = rest.partition("/")[0] if kind in {"embed", "live", "shorts", "v"} else ""
        found = named or (parse_qs(query).get("v") or [""])[0]
    else:
        return None
    return found if _VIDEO_ID.fullmatch(found) else None
