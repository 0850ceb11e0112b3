"""A transcript as the ledger stores it: its text, and its speakers, passages and times as JSON, both compressed."""

import hashlib
import json
import zlib
from typing import Any

from tracker.errors import InvalidRecord, LedgerError
from tracker.ledger.events.entry import canonical
from tracker.ledger.events.value_rules import MOST_WHOLE, NAME, PASSAGE, clean
from tracker.records import Passage, PassageKind, TimeMark, Transcript, Utterance

Json = dict[str, Any]

LEVEL = 6


def layout_of(transcript: Transcript) -> Json:
    """A transcript's speakers, passages, times and notes as JSON."""
    return {
        "utterances": [[each.start, each.end, each.speaker, each.confidence] for each in transcript.utterances],
        "passages": [
            [each.start, each.end, each.kind.value, list(each.repeats) if each.repeats else None] for each in transcript.passages
        ],
        "times": [[each.offset, each.milliseconds] for each in transcript.times],
        "notes": list(transcript.notes),
    }


def pack(words: str) -> bytes:
    """A text in UTF-8, compressed."""
    return zlib.compress(words.encode("utf-8", "surrogatepass"), LEVEL)


def unpack(packed: bytes, what: str) -> str:
    """The text that `pack` compressed; raises LedgerError, which names `what`, if it is damaged."""
    try:
        return zlib.decompress(packed).decode("utf-8", "surrogatepass")
    except (zlib.error, UnicodeDecodeError) as error:
        raise LedgerError(f"{what} is damaged ({error}); type: tracker db verify") from None


def packed_hash(packed: bytes, layout: bytes) -> str:
    """The SHA-256 of both as stored."""
    return hashlib.sha256(packed + b"\0" + layout).hexdigest()


def text_hash(words: str) -> str:
    """The SHA-256 of a text in UTF-8, in hexadecimal."""
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()


def checked_layout(layout: Any, text: str) -> str:
    """The canonical JSON of a layout from outside, or of an empty one for None.

    Raises InvalidRecord unless it makes a transcript with every offset inside the text.
    """
    words = canonical({"utterances": [], "passages": [], "times": [], "notes": []} if layout is None else layout)
    try:
        found = Transcript(doc="", text=text, sha256="", **parts_of_layout(words))
        offsets = [offset for each in found.utterances for offset in (each.start, each.end)]
        offsets += [offset for each in found.passages for offset in (each.start, each.end)]
        offsets += [offset for each in found.passages for offset in each.repeats or ()] + [each.offset for each in found.times]
        whole_numbers = [*offsets, *(each.milliseconds for each in found.times)]
        names = [each.speaker for each in found.utterances if each.speaker is not None]
        fits = (
            all(type(each) is int and 0 <= each <= MOST_WHOLE for each in whole_numbers)
            and all(offset <= len(text) for offset in offsets)
            and all(isinstance(each, str) and len(each) <= NAME and clean(each) for each in names)
            and all(isinstance(each, str) and len(each) <= PASSAGE and clean(each) for each in found.notes)
            and all(type(each.confidence) in {int, float} for each in found.utterances)
        )
    except (KeyError, TypeError, ValueError, IndexError):
        fits = False
    if not fits:
        raise InvalidRecord("layout", words, "that of an export as it was written")
    return words


def parts_of_layout(layout: str) -> Json:
    """The speakers, passages, times and notes in the JSON of `layout_of`, by the names of a transcript's fields."""
    found = json.loads(layout)
    return {
        "utterances": tuple(Utterance(start=a, end=b, speaker=name, confidence=sure) for a, b, name, sure in found["utterances"]),
        "passages": tuple(
            Passage(start=a, end=b, kind=PassageKind(kind), repeats=(repeats[0], repeats[1]) if repeats else None)
            for a, b, kind, repeats in found["passages"]
        ),
        "times": tuple(TimeMark(offset=offset, milliseconds=at) for offset, at in found["times"]),
        "notes": tuple(found["notes"]),
    }
