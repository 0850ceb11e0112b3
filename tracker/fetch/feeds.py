"""Podcast feeds: episodes with their days, titles, links, people and transcripts.

feedparser reads the items, but keeps only one of repeated elements; the transcripts and people of the podcast namespace
("Podcasting 2.0", docs/1.0.md) are therefore read from the XML itself.
"""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

from tracker.errors import TranscriptError
from tracker.fetch.addresses import is_web_address, kept_address

PREFERRED = ("json", "vtt", "srt", "subrip", "html", "plain")
"""Words in the media types of transcripts, those that name speakers first."""

HOSTS = frozenset({"host", "co-host", "cohost", "guest host", ""})
GUESTS = frozenset({"guest", "interviewee", "guest star"})
LONGEST_SLUG = 60
_MARKUP = re.compile(r"<[^<>]{1,300}>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """An item of a feed: `transcripts` are web addresses, the preferred one first; `hosts` and `guests` are names."""

    title: str | None = None
    day: dt.date | None = None
    link: str | None = None
    transcripts: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    guests: tuple[str, ...] = ()

    @property
    def url(self) -> str | None:
        """The address that identifies the episode: its page, else its transcript."""
        return self.link or (self.transcripts[0] if self.transcripts else None)

    @property
    def doc(self) -> str:
        """A name for its transcript: the day, and the title in lower case with hyphens."""
        slug = re.sub(r"[\W_]+", "-", (self.title or "episode").casefold()).strip("-")[:LONGEST_SLUG].strip("-")
        return f"{self.day}-{slug or 'episode'}" if self.day else slug or "episode"


def read_feed(name: str, data: bytes) -> list[Episode]:
    """The episodes of a feed (RSS or Atom) in its order; `name` is its address, which relative addresses in it refer to.

    Raises TranscriptError if it is not a feed or has no items.
    """
    import feedparser

    # In UTF-16 each of these letters has a zero byte beside it.
    if b"<!ENTITY" in data.replace(b"\0", b""):
        raise TranscriptError(name, "not read: a feed that declares entities may expand without limit")
    found = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
    if not found.get("version") and not found.entries:
        raise TranscriptError(name, "not the feed of a podcast (RSS or Atom)")
    if not found.entries:
        raise TranscriptError(name, "the feed has no items")
    everybody, elements = _elements(data)
    if len(elements) != len(found.entries):
        # Broken mark-up that only feedparser can read, with one element of each kind.
        elements = [_single(entry) for entry in found.entries]
    return [_episode(name, entry, own, everybody) for entry, own in zip(found.entries, elements, strict=True)]


@dataclass(frozen=True, slots=True)
class _Own:
    """The podcast-namespace elements of an item or channel: transcripts (address, type, language) and people (name, role)."""

    transcripts: Sequence[tuple[str, str, str]] = ()
    people: Sequence[tuple[str, str]] = ()


def _elements(data: bytes) -> tuple[_Own, list[_Own]]:
    """The podcast elements of the channel and of each item; none if the mark-up is broken."""
    try:
        root = ET.fromstring(data)  # noqa: S314 - what declares entities is refused before
    except (ET.ParseError, ValueError, LookupError):
        return _Own(), []
    items = [each for each in root.iter() if _local(each) in ("item", "entry")]
    channel = next((each for each in root if _local(each) == "channel"), root)
    return _own(channel), [_own(item) for item in items]


def _local(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _own(parent: ET.Element) -> _Own:
    mine = [each for each in parent if isinstance(each.tag, str) and "podcast" in each.tag.partition("}")[0].lower()]
    return _Own(
        [(e.get("url", ""), e.get("type", ""), e.get("language", "")) for e in mine if _local(e) == "transcript"],
        [(_line(e.text) or "", (e.get("role") or "").strip().casefold()) for e in mine if _local(e) == "person"],
    )


def _single(entry: Mapping[str, Any]) -> _Own:
    """The podcast elements that feedparser keeps of an item."""
    given = entry.get("podcast_transcript")
    person = entry.get("podcast_person")
    return _Own(
        [(str(given.get("url", "")), str(given.get("type", "")), "")] if isinstance(given, Mapping) else (),
        [(_line(person) or "", "guest")] if isinstance(person, str) else (),
    )


def _episode(name: str, entry: Mapping[str, Any], own: _Own, everybody: _Own) -> Episode:
    people = [(person, role) for person, role in own.people or everybody.people if person]
    return Episode(
        title=_line(entry.get("title")),
        day=_day(entry),
        link=_address(name, entry.get("link")),
        transcripts=_transcripts(name, own.transcripts),
        hosts=tuple(dict.fromkeys(person for person, role in people if role in HOSTS)),
        guests=tuple(dict.fromkeys(person for person, role in people if role in GUESTS)),
    )


def _transcripts(name: str, given: Sequence[tuple[str, str, str]]) -> tuple[str, ...]:
    """The addresses of transcripts, English ones first, then those that name speakers."""

    def rank(one: tuple[str, str, str]) -> tuple[bool, int]:
        address, kind, language = one
        said = f"{kind} {address.rpartition('.')[2] if not kind else ''}".lower()
        place = next((place for place, word in enumerate(PREFERRED) if word in said), len(PREFERRED))
        return bool(language) and not language.lower().startswith("en"), place

    found = (_address(name, address) for address, _, _ in sorted(given, key=rank))
    return tuple(dict.fromkeys(each for each in found if each))


def _address(name: str, value: object) -> str | None:
    """An absolute web address; None for anything else."""
    if not isinstance(value, str) or not value.strip():
        return None
    try:
        whole = urljoin(name, value.strip())
    except ValueError:
        return None
    return kept_address(whole) if is_web_address(whole) else None


def _day(entry: Mapping[str, Any]) -> dt.date | None:
    """The day of publication in the feed's own time zone; feedparser would give the day in UTC."""
    stated = str(entry.get("published") or "").strip()
    for read in (parsedate_to_datetime, dt.datetime.fromisoformat):
        try:
            return read(stated).date()
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    parsed = entry.get("published_parsed")
    return dt.date(*parsed[:3]) if parsed else None


def _line(value: object) -> str | None:
    """A text on one line without mark-up; None if empty."""
    return " ".join(_MARKUP.sub(" ", value).split()) or None if isinstance(value, str) else None
