"""YouTube's captions (json3, and the XML of srv1, srv2, srv3), and TTML."""

import html
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol
from xml.parsers import expat

from tracker.errors import TranscriptError
from tracker.transcripts.draft import Draft, InputFile
from tracker.transcripts.formats.labelled_pieces import with_labels
from tracker.transcripts.formats.timed_pieces import Spoken, compose
from tracker.transcripts.layout.clock import offset_ms, seconds_ms

ROOTS = ("<timedtext", "<transcript", "<tt ", "<tt>", "<tt:tt", "<tt\n")
CHUNK = 1_000_000
LINE_ELEMENTS = frozenset({"p", "text"})


def fits_json(value: object) -> bool:
    """Whether a JSON value is YouTube's json3: events with tStartMs."""
    events = value.get("events") if isinstance(value, dict) else None
    return isinstance(events, list) and any(isinstance(event, dict) and "tStartMs" in event for event in events[:50])


def fits_xml(text: str) -> bool:
    """Whether a text is XML whose root is timedtext, transcript or tt."""
    beginning = text[:4000].lstrip()
    return beginning.startswith(("<?xml", *ROOTS)) and any(root in beginning for root in ROOTS)


def read_json(file: InputFile) -> Draft:
    """The draft of json3 captions, with the time of every word that has one."""
    value = file.value
    events = value.get("events") if isinstance(value, dict) else None
    if not isinstance(events, list):
        raise TranscriptError(file.name, "no list of events; this is not YouTube's json3")
    return compose(with_labels(lambda: (piece for event in events if isinstance(event, dict) and (piece := _event(event)))))


def read_xml(file: InputFile) -> Draft:
    """The draft of timed text in XML. Raises TranscriptError, with the line, if the XML is cut off or not well formed."""
    return compose(with_labels(lambda: parsed(file.name, (file.text or "").lstrip(), _TimedText())))


class Walker(Protocol):
    """Receives the elements of an XML text one by one, and collects speech."""

    spoken: list[Spoken]

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def end(self, tag: str) -> None:
        """An element ends."""

    def words(self, data: str) -> None:
        """Words occur in the current element."""


def parsed(name: str, text: str, reader: Walker) -> Iterator[Spoken]:
    """The speech that a walker gathers from an XML text. Raises TranscriptError, with the line, if it is not well formed."""
    # The text is already decoded, so the encoding it declares no longer applies.
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
    parser.CharacterDataHandler = reader.words
    # Entities defined in the file can expand without bound; captions do not need them.
    parser.EntityDeclHandler = _refuse_entity
    try:
        for at in range(0, len(text) + CHUNK, CHUNK):
            parser.Parse(text[at : at + CHUNK].encode("utf-8", "replace"), at >= len(text))
            yield from reader.spoken
            reader.spoken.clear()
    except expat.ExpatError as error:
        why = f"not well-formed XML ({expat.errors.messages[error.code]}); the file may be cut off"
        raise TranscriptError(name, why, line=error.lineno) from None
    except _EntityRefusedError:
        raise TranscriptError(name, "the XML defines entities of its own, which are not read") from None


class _EntityRefusedError(Exception):
    pass


def _refuse_entity(*_: object) -> None:
    raise _EntityRefusedError


def _event(event: dict[str, object]) -> Spoken | None:
    segments = event.get("segs")
    start = event.get("tStartMs")
    if not isinstance(segments, list) or not isinstance(start, int) or start < 0:
        return None
    pieces: list[str] = []
    marks = []
    length = 0
    for segment in segments:
        words = segment.get("utf8") if isinstance(segment, dict) else None
        if not isinstance(words, str):
            continue
        offset = segment.get("tOffsetMs", 0)
        if pieces and isinstance(offset, int) and offset > 0:
            marks.append((length + len(words) - len(words.lstrip()), start + offset))
        pieces.append(words)
        length += len(words)
    text = "".join(pieces)
    return Spoken(text=text, milliseconds=start, marks=tuple(marks)) if text.strip() else None


@dataclass(slots=True)
class _TimedText:
    """Collects the lines of timed text."""

    spoken: list[Spoken] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    agent: str = ""
    in_name: bool = False
    depth: int = 0
    start_ms: int | None = None
    speaker: str | None = None
    twice_escaped: bool = False
    pieces: list[str] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if self.depth:
            self._inner(name, attributes)
        elif name in LINE_ELEMENTS:
            self._line(name, attributes)
        elif name == "agent":
            self.agent = attributes.get("xml:id", "")
        elif name == "name" and self.agent:
            self.in_name = True

    def end(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        if self.depth:
            self.depth -= 1
            if not self.depth:
                self._finish()
        elif name == "agent":
            self.agent = ""
        elif name == "name":
            self.in_name = False

    def words(self, data: str) -> None:
        if self.in_name:
            self.names[self.agent] = self.names.get(self.agent, "") + data.strip()
        elif self.depth:
            self.pieces.append(data)

    def _line(self, name: str, attributes: dict[str, str]) -> None:
        self.depth, self.pieces, self.marks = 1, [], []
        self.twice_escaped = name == "text"
        agent = next((value for key, value in attributes.items() if key.rpartition(":")[2] == "agent"), "")
        self.speaker = self.names.get(agent, agent) or None
        if "begin" in attributes:
            self.start_ms = offset_ms(attributes["begin"])
        elif "t" in attributes:
            self.start_ms = int(attributes["t"]) if attributes["t"].isdecimal() else None
        else:
            self.start_ms = seconds_ms(attributes.get("start"))

    def _inner(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        unit = next((value for key, value in attributes.items() if key.rpartition(":")[2] == "unit"), "")
        if name == "br":
            self.pieces.append(" ")
        elif name == "span" and unit:
            # Podcast applications write each word as a span, without spaces in between.
            if self.pieces and not self.pieces[-1][-1:].isspace():
                self.pieces.append(" ")
            begin = offset_ms(attributes.get("begin", ""))
            if unit == "word" and begin is not None and any(map(str.strip, self.pieces)):
                self.marks.append((sum(map(len, self.pieces)), begin))
        elif name == "s" and attributes.get("t", "").isdecimal() and self.start_ms is not None:
            self.marks.append((sum(map(len, self.pieces)), self.start_ms + int(attributes["t"])))

    def _finish(self) -> None:
        text = "".join(self.pieces)
        if self.twice_escaped:
            text = html.unescape(text)
        if text.strip():
            self.spoken.append(Spoken(text=text, speaker=self.speaker, milliseconds=self.start_ms, marks=tuple(self.marks)))
