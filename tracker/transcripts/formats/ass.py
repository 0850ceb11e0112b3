"""Advanced SubStation subtitles (.ass, .ssa): dialogue lines with the name of who speaks."""

import re
from collections.abc import Iterator
from dataclasses import replace

from tracker.errors import TranscriptError
from tracker.transcripts.draft import Draft, InputFile
from tracker.transcripts.formats.labelled_pieces import with_labels
from tracker.transcripts.formats.timed_pieces import Spoken, compose
from tracker.transcripts.layout.clock import clock_ms

HEADER = re.compile(r"\s{0,200}\[(?:Script Info|Events|V4\+? Styles)\]", re.I)
FORMAT = ("layer", "start", "end", "style", "name", "marginl", "marginr", "marginv", "effect", "text")
# Aegisub's placeholder is not a title.
TITLE = re.compile(r"^[ \t]{0,20}Title:[ \t]{0,20}(?!Default Aegisub file)(\S[^\r\n]{0,300})", re.M)
OVERRIDE = re.compile(r"\{[^{}]{0,2000}\}")


def fits(text: str) -> bool:
    """Whether a text begins with a section of a SubStation script."""
    return HEADER.match(text) is not None


def read(file: InputFile) -> Draft:
    """The draft of the dialogue lines, with the speakers of the Name field or of labels in the words.

    Raises TranscriptError for a line that is cut off.
    """
    text = file.text or ""
    title = TITLE.search(text.partition("[Events]")[0])
    return replace(compose(with_labels(lambda: _spoken(file.name, text))), title=title[1].strip() if title else None)


def _spoken(name: str, text: str) -> Iterator[Spoken]:
    columns: tuple[str, ...] = FORMAT
    events = False
    for number, line in enumerate(text.splitlines(), 1):
        key, _, rest = line.partition(":")
        if line.lstrip().startswith("["):
            events = line.strip().casefold() == "[events]"
        elif events and key.strip() == "Format":
            columns = tuple(part.strip().casefold() for part in rest.split(","))
        elif key.strip() == "Dialogue":
            cells = dict(zip(columns, rest.split(",", len(columns) - 1), strict=False))
            start = clock_ms(cells.get("start", ""))
            if start is None or "text" not in cells:
                raise TranscriptError(
                    name, "a dialogue line without its times or text; the file is damaged or cut off", line=number
                )
            speaker = (cells.get("name") or cells.get("actor") or "").strip()
            words = OVERRIDE.sub("", cells["text"])
            yield Spoken(text=re.sub(r"\\[Nnh]", " ", words), speaker=speaker or None, milliseconds=start)
