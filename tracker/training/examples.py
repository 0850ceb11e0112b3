"""Training examples for the classifier: a text with one marked phrase, and its label."""

import datetime as dt
import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tracker.errors import TrackerError
from tracker.extract.candidates import candidates_of
from tracker.extract.encoder.window import RelativeTime, relative_time_of
from tracker.extract.evaluation.labelled import Label, LabelledTranscript, load_labelled, read_lines
from tracker.extract.evaluation.labelled_passages import load_passages
from tracker.horizons import find_horizons
from tracker.quantities import find_odds
from tracker.transcripts import speech

WORDS_BEFORE, WORDS_AFTER = 75, 60
REACH = 1200  # characters that are searched for these words
ONE_IN = 10  # one document in so many is held out
WRITTEN = "own"  # the source of windows that were written for training
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Document:
    """The SHA-1 of a document's name, and whether it was `written` for training; they decide whether it is held out."""

    digest: int
    written: bool = False

    @property
    def held_out(self) -> bool:
        """Whether it is held out for evaluation: real speech whose SHA-1 is a multiple of ONE_IN."""
        return not self.written and self.digest % ONE_IN == 0

    @property
    def rank(self) -> float:
        """Its position from 0 to 1 in the order of SHA-1, which is independent of its content."""
        return self.digest / 2**160


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A marked phrase; spans are in characters of `text`, tiers are 0 (none), 1 (a forecast), 2 (readers would disagree).

    `period` is an earlier phrase of time that may date the phrase. `weight` is the number of similar phrases that this one stands
    for, `written` says that the text is not speech but was written for training.
    """

    doc: str
    genre: str
    said_on: dt.date
    text: str
    phrase: Span
    seen: RelativeTime
    tier: int
    reason: str | None = None
    quote: Span | None = None
    negative: bool = False
    condition: Span | None = None
    period: Span | None = None
    weight: float = 1.0
    written: bool = False

    @property
    def document(self) -> Document:
        """The document that contains the phrase."""
        return Document(document_digest(self.genre, self.doc), self.written)


def document_digest(genre: str, doc: str) -> int:
    """The SHA-1 of genre/doc as a number, to choose documents independently of their content."""
    return int(hashlib.sha1(f"{genre}/{doc}".encode(), usedforsecurity=False).hexdigest(), 16)


def _span(value: Sequence[int] | None) -> Span | None:
    return (value[0], value[1]) if value else None


def _seen(text: str, phrase: Span, said_on: dt.date) -> RelativeTime:
    touching = [m for m in find_horizons(text, said_on) if m.start < phrase[1] and phrase[0] < m.end]
    nearest = min(touching, key=lambda m: abs(m.start - phrase[0]), default=None)
    return relative_time_of(said_on, nearest.reading if nearest else None)


def _example_of(row: Mapping[str, Any]) -> Example:
    text, said_on = row["text"], dt.date.fromisoformat(row["said_on"])
    carried = "predicate" in row
    phrase = _span(row["predicate"] if carried else row["anchor"])
    assert phrase is not None, "a window marks a phrase"
    at = text.find(row["condition"]) if row.get("condition") else -1
    genre, doc = row["id"].split("/")[1:3] if carried else (row["genre"], row["doc"])
    return Example(
        doc=doc,
        genre=genre,
        said_on=said_on,
        text=text,
        phrase=phrase,
        seen=_seen(text, (row["anchor"][0], row["anchor"][1]), said_on),
        tier=row["tier"],
        reason=None if carried else row.get("why_not"),
        quote=_span(row.get("quote")),
        negative=bool(row.get("negative")),
        condition=(at, at + len(row["condition"])) if at >= 0 else None,
        period=_span(row["anchor"]) if carried else None,
        weight=float(row.get("weight", 1.0)),
        written=row.get("source") == WRITTEN,
    )


def read_windows(path: Path) -> list[Example]:
    """The labelled windows of a JSON Lines file; raises TrackerError, which names the line, if one cannot be read."""
    examples = []
    for number, line in enumerate(read_lines(path), 1):
        if line.strip():
            try:
                examples.append(_example_of(json.loads(line)))
            except (ValueError, KeyError, TypeError) as error:
                raise TrackerError(f"{path}, line {number}: not a labelled window ({error})") from None
    return examples


def _around(text: str, phrase: Span) -> Span:
    """The span from WORDS_BEFORE words before a phrase to WORDS_AFTER words after it."""
    begin = max(0, phrase[0] - REACH)
    before = [match.start() for match in re.finditer(r"\S+", text[begin : phrase[0]])]
    after = [match.end() for match in re.finditer(r"\S+", text[phrase[1] : phrase[1] + REACH])]
    start = begin + before[-WORDS_BEFORE] if len(before) >= WORDS_BEFORE else begin
    return start, phrase[1] + (after[min(WORDS_AFTER, len(after)) - 1] if after else 0)


def examples_of(labelled: LabelledTranscript, genre: str) -> list[Example]:
    """An example for every phrase of time and odds in a labelled transcript: a forecast if a label's anchor touches it."""
    transcript = labelled.transcript
    said_on = transcript.said_on
    if said_on is None:
        raise TrackerError(f"{transcript.doc}: the day of speaking is unknown")
    text = speech(transcript)
    horizons = find_horizons(text, said_on)
    examples = []
    for mention in candidates_of(horizons, find_odds(text)):
        touching = [each for each in labelled.labels if each.anchor_start < mention.end and mention.start < each.anchor_end]
        label = min(touching, key=lambda each: each.tier, default=None)
        examples.append(_labelled(text, (mention.start, mention.end), label, transcript.doc, genre, said_on))
    return examples


def _labelled(text: str, phrase: Span, label: Label | None, doc: str, genre: str, said_on: dt.date) -> Example:
    start, end = _around(text, phrase)
    row = label.row if label else {}
    whole = label is not None and label.tier == 1 and bool(row) and start <= label.start and label.end <= end
    at = text.find(row["condition"], start, end) if row.get("condition") else -1
    piece = text[start:end]
    marked = (phrase[0] - start, phrase[1] - start)
    return Example(
        doc=doc,
        genre=genre,
        said_on=said_on,
        text=piece,
        phrase=marked,
        seen=_seen(piece, marked, said_on),
        tier=label.tier if label else 0,
        quote=(label.start - start, label.end - start) if label and whole else None,
        negative=row.get("polarity") == "negative",
        condition=(at - start, at - start + len(row["condition"])) if at >= 0 else None,
    )


def load_examples(paths: Iterable[Path]) -> list[Example]:
    """The examples in windows (.jsonl without a transcript), labelled transcripts (.tsv, .jsonl) and passages (.txt)."""
    examples: list[Example] = []
    for path in paths:
        if path.suffix == ".txt":
            found = [example for each in load_passages(path) for example in examples_of(each, "passages")]
            examples += [replace(example, written=True) for example in found]
        elif path.suffix == ".jsonl" and '"text"' in _first_line(path):
            examples += read_windows(path)
        else:
            examples += [example for each in load_labelled([path]) for example in examples_of(each, "transcripts")]
    return examples


def _first_line(path: Path) -> str:
    try:
        with path.open(encoding="utf-8", errors="replace") as lines:
            return lines.readline()
    except OSError as error:
        raise TrackerError(f"{path}: cannot be read ({error.strerror})") from None
