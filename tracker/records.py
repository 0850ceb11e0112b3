"""The records that pass between the packages: frozen, typed, and checked when created. Standard library only.

Offsets are character offsets into a transcript's text, `end` exclusive. Dates are calendar dates without a time zone;
instants are aware datetimes in UTC. Probabilities are numbers from 0 to 1.
"""

import datetime as dt
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar

from tracker.errors import InvalidRecord

Reading = TypeVar("Reading")


class Grain(StrEnum):
    """The size of the calendar unit that a horizon names."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    SEASON = "season"
    HALF = "half"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"


class Kind(StrEnum):
    """What makes a forecast checkable: a time horizon, numeric odds, or neither."""

    DATED = "dated"
    ODDS = "odds"
    UNDATED = "undated"


class Polarity(StrEnum):
    """Whether the forecast says that something will happen or that it will not."""

    POSITIVE = "positive"
    NEGATIVE = "negative"


class Comparator(StrEnum):
    """How a spoken magnitude bounds the value."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at least"
    MORE_THAN = "more than"
    AT_MOST = "at most"
    LESS_THAN = "less than"


class Status(StrEnum):
    """What the analysts have decided about a claim."""

    CANDIDATE = "candidate"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class Outcome(StrEnum):
    """How a prediction came out; `void` means that its condition was never met."""

    TRUE = "true"
    FALSE = "false"
    PARTIAL = "partial"
    AMBIGUOUS = "ambiguous"
    VOID = "void"


class PassageKind(StrEnum):
    """Kinds of passages that are not part of the interview."""

    FRONT_MATTER = "front matter"
    HEADING = "heading"
    LABEL = "label"
    MARKUP = "markup"
    TIME_STAMP = "time stamp"
    SOUND = "sound"
    SPONSOR = "sponsor"
    TEASER = "teaser"
    FURNITURE = "furniture"


def _check_span(start: int, end: int) -> None:
    if start < 0 or end < start:
        raise InvalidRecord("span", (start, end), "0 <= start <= end")


def _check_range(name: str, low: float | None, high: float | None, lowest: float, highest: float) -> None:
    for value in (low, high):
        if value is not None and not lowest <= value <= highest:
            raise InvalidRecord(name, value, f"a number from {lowest} to {highest}")
    if low is not None and high is not None and low > high:
        raise InvalidRecord(name, (low, high), "low <= high")


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """A stretch of speech by one speaker; `confidence` is how sure the attribution is, 1.0 for a label in the file."""

    start: int
    end: int
    speaker: str | None = None
    confidence: float = 1.0

    def __post_init__(self) -> None:
        _check_span(self.start, self.end)
        _check_range("confidence", self.confidence, None, 0.0, 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A stretch of the text that is not speech of the interview; `repeats` is the later span that a teaser repeats."""

    start: int
    end: int
    kind: PassageKind
    repeats: tuple[int, int] | None = None

    def __post_init__(self) -> None:
        _check_span(self.start, self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeMark:
    """The text at `offset` was spoken `milliseconds` after the recording began."""

    offset: int
    milliseconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Accounts for every letter and digit of a file: of `letters` in all, `speech` were read as speech.

    `dropped` counts the others by kind ("label", "time stamp", "mark-up", "note", ...). `doubts` are sentences that say why the
    reading may be wrong.
    """

    letters: int
    speech: int
    dropped: Mapping[str, int] = field(default_factory=dict)
    doubts: tuple[str, ...] = ()

    @property
    def unexplained(self) -> int:
        """The number of letters that are neither speech nor dropped for a known reason."""
        return self.letters - self.speech - sum(self.dropped.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcript:
    """One text, with who said what and when in it.

    `sha256` is the hexadecimal SHA-256 of `text` in UTF-8. `utterances` and `passages` are sorted by start; utterances do not
    overlap. `times` is sorted by offset and its milliseconds never decrease. `notes` are sentences for the user, such as
    a conflict between an option and the file. `account` accounts for the file's letters. `channel` is where the recording
    was published.
    """

    doc: str
    text: str
    sha256: str
    said_on: dt.date | None = None
    title: str | None = None
    url: str | None = None
    channel: str | None = None
    language: str | None = None
    reader: str = "text"
    utterances: tuple[Utterance, ...] = ()
    passages: tuple[Passage, ...] = ()
    times: tuple[TimeMark, ...] = ()
    notes: tuple[str, ...] = ()
    account: Account | None = None

    def speaker_at(self, offset: int) -> str | None:
        """Who speaks at an offset; None where nobody does, or nobody knows who."""
        return next((each.speaker for each in self.utterances if each.start <= offset < each.end), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Horizon:
    """The window in which a forecast must come true; `end` is the day it falls due.

    `rule` names the rule that read it. `anchored_on` is the date that another phrase gave, for "five years after that".
    """

    text: str
    start: dt.date
    end: dt.date
    grain: Grain
    rule: str
    anchored_on: dt.date | None = None

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise InvalidRecord("horizon", (self.start, self.end), "start <= end")


@dataclass(frozen=True, slots=True, kw_only=True)
class Probability:
    """Numeric odds as spoken, as a range of probabilities."""

    text: str
    low: float
    high: float

    def __post_init__(self) -> None:
        _check_range("probability", self.low, self.high, 0.0, 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hedge:
    """A word of likelihood, and the range that a named scale gives it; no range where the scale does not list the word."""

    text: str
    low: float | None = None
    high: float | None = None
    scale: str | None = None

    def __post_init__(self) -> None:
        _check_range("hedge", self.low, self.high, 0.0, 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A magnitude as spoken, in its unit ("USD", "percent", "people", ...); an open end is None."""

    text: str
    low: float | None
    high: float | None
    unit: str
    comparator: Comparator = Comparator.EXACT

    def __post_init__(self) -> None:
        _check_range("quantity", self.low, self.high, -sys.float_info.max, sys.float_info.max)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention(Generic[Reading]):
    """A phrase in a text and its meaning: the reading chosen, the rule behind it, and the other possible readings."""

    start: int
    end: int
    reading: Reading
    rule: str
    others: tuple[Reading, ...] = ()
    trace: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _check_span(self.start, self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """A statement about the future that somebody can later check.

    `quote` is `text[start:end]` of the transcript; `anchor`, at `anchor_start`, the words in it that make it checkable. All are
    None for a claim that an analyst typed without a transcript. `claim` is one readable sentence. `confidence` is the
    probability that a careful reader would keep it. `trace` names the rules that fired. `about` lists the people, companies,
    products and places that it names, as suggestions for tags.
    """

    doc: str | None = None
    quote: str | None = None
    start: int | None = None
    end: int | None = None
    anchor: str | None = None
    anchor_start: int | None = None
    kind: Kind
    said_on: dt.date
    speaker: str | None = None
    speaker_confidence: float = 1.0
    t_start_ms: int | None = None
    t_end_ms: int | None = None
    horizon: Horizon | None = None
    probability: Probability | None = None
    hedge: Hedge | None = None
    quantities: tuple[Quantity, ...] = ()
    condition: str | None = None
    polarity: Polarity = Polarity.POSITIVE
    claim: str
    confidence: float = 1.0
    trace: tuple[str, ...] = ()
    about: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.claim.strip():
            raise InvalidRecord("claim", self.claim, "a sentence")
        if (self.start is None) != (self.end is None):
            raise InvalidRecord("span", (self.start, self.end), "both offsets or neither")
        if self.start is not None and self.end is not None:
            _check_span(self.start, self.end)
            if self.quote is not None and len(self.quote) != self.end - self.start:
                raise InvalidRecord("quote", self.quote, f"{self.end - self.start} characters, as its offsets say")
        _check_range("confidence", self.confidence, None, 0.0, 1.0)
        _check_range("speaker_confidence", self.speaker_confidence, None, 0.0, 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A transcript in the ledger: where its text came from, and the SHA-256 of that text."""

    doc: str
    sha256: str
    said_on: dt.date
    title: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """One judgement of how a prediction came out.

    `credit` is the share of a partial outcome that came true, 0 to 1. `value` is the magnitude reached, in the unit of the
    claim's first quantity. `happened_on` is the day it happened, `known_on` the first day on which the answer could be known.
    """

    outcome: Outcome
    by: str
    known_on: dt.date
    happened_on: dt.date | None = None
    credit: float | None = None
    value: float | None = None
    evidence: tuple[str, ...] = ()
    note: str | None = None

    def __post_init__(self) -> None:
        _check_range("credit", self.credit, None, 0.0, 1.0)
        if self.outcome is Outcome.PARTIAL and self.credit is None:
            raise InvalidRecord("credit", None, "a number from 0 to 1 for a partial outcome")


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A permanent entry for one thing done to the ledger.

    `kind` is "extract", "accept", "reject", "edit", "resolve", "reopen", "withdraw", "tag", "link", "merge", and so on;
    `claim_id` is None for events about a source or a speaker. `details` holds what the kind needs, as JSON values.
    `hash` is the SHA-256 over this event and `previous_hash`.
    """

    kind: str
    claim_id: str | None
    by: str
    recorded_at: dt.datetime
    known_on: dt.date | None = None
    reason: str | None = None
    details: Mapping[str, object] = field(default_factory=dict)
    previous_hash: str = ""
    hash: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A forecast in the ledger: its id, its state after all its events, and its source.

    `resolution` is the judgement that counts; `conflicting` are those that disagree with it. `chain` is the id of the first claim
    in a chain of restatements, or the claim's own id.
    """

    id: str
    forecast: Forecast
    status: Status = Status.CANDIDATE
    resolution: Resolution | None = None
    conflicting: tuple[Resolution, ...] = ()
    tags: tuple[str, ...] = ()
    source: Source | None = None
    chain: str | None = None
    events: tuple[Event, ...] = ()

    @property
    def due(self) -> dt.date | None:
        """The day the claim falls due, or None when it has no horizon."""
        return self.forecast.horizon.end if self.forecast.horizon else None
