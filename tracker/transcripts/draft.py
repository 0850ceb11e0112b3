"""The stages between a file's bytes and the finished transcript: user declarations, input file, reader's draft."""

import datetime as dt
from dataclasses import dataclass, field

from tracker.records import Passage, TimeMark, Utterance


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """What the user says about a file; it overrides what the file says.

    `speaker` is the main speaker of a transcript without labels, `host` who asks. `sidecar` is what a sidecar file says; the
    file itself takes precedence. `channel` is where the recording was published, `notes` are sentences for the user.
    """

    said_on: dt.date | None = None
    speaker: str | None = None
    host: str | None = None
    title: str | None = None
    url: str | None = None
    channel: str | None = None
    sidecar: "Declared | None" = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class InputFile:
    """One file as the readers see it.

    `data` is the unchanged content. `text` is the decoded text, None for a binary document. `value` is the parsed JSON if the text
    is JSON, which `is_json` says.
    """

    name: str
    data: bytes
    text: str | None = None
    value: object = None
    is_json: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a reader finds in a file, before options, file name, speaker attribution and language are considered.

    `text`, `utterances`, `passages` and `times` are as in `Transcript`. `said_on` comes from a field of the file that states the
    day. `left_out` holds the words known not to be speech, such as a page's menus and comments.
    """

    text: str
    utterances: list[Utterance] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    times: list[TimeMark] = field(default_factory=list)
    said_on: dt.date | None = None
    title: str | None = None
    url: str | None = None
    language: str | None = None
    notes: tuple[str, ...] = ()
    left_out: str = ""
