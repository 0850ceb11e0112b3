"""Loads transcripts labelled by careful readers, for evaluation and training.

A labelled file is JSON Lines, one forecast per line, with `quote`, `anchor`, their offsets, `tier` (1: dated or with odds;
2: neither) and the fields of a forecast. A manifest is a tab-separated table with the columns transcript, gold, said_on, speaker,
fiscal_year_end; paths in it are relative to it.
"""

import datetime as dt
import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tracker.boundary.bounded_reading import read_bounded
from tracker.errors import TrackerError
from tracker.extract.options import ExtractOptions
from tracker.records import Transcript
from tracker.text.tokens import WORD
from tracker.transcripts import Declared, one_turn, read_transcript, speech

LINE = 9  # words per line of captions
LARGEST = 500_000_000  # bytes of a labelled file


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A labelled forecast: its spans in characters of the transcript's text, and its fields."""

    start: int
    end: int
    anchor_start: int
    anchor_end: int
    tier: int
    row: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledTranscript:
    """A transcript, its labels in order, its extraction options, and the SHA-256 of its labelled file."""

    transcript: Transcript
    labels: Sequence[Label]
    options: ExtractOptions
    sha256: str
    captions: bool = False


def _label(row: Mapping[str, Any], where: str) -> Label:
    try:
        return Label(
            start=int(row["start"]),
            end=int(row["end"]),
            anchor_start=int(row["anchor_start"]),
            anchor_end=int(row["anchor_end"]),
            tier=int(row.get("tier", 1)),
            row=row,
        )
    except (KeyError, TypeError, ValueError) as error:
        raise TrackerError(
            f"{where}: a label needs start, end, anchor_start and anchor_end, offsets into the transcript ({error})"
        ) from None


def read_lines(path: Path) -> list[str]:
    """The lines of a text file in UTF-8; raises TrackerError when it cannot be read as such."""
    try:
        return read_bounded(path, LARGEST).decode("utf-8").splitlines()
    except OSError as error:
        raise TrackerError(f"{path}: cannot be read ({error.strerror})") from None
    except UnicodeDecodeError as error:
        raise TrackerError(f"{path}: not UTF-8 at byte {error.start}; save it as UTF-8") from None


def read_labels(path: Path) -> list[Label]:
    """The labels of a file, in order; raises TrackerError, which names the line, if one cannot be read."""
    labels = []
    for number, line in enumerate(read_lines(path), 1):
        if line.strip():
            try:
                row = json.loads(line)
            except ValueError as error:
                raise TrackerError(f"{path}, line {number}: not JSON ({error})") from None
            labels.append(_label(row, f"{path}, line {number}"))
    return sorted(labels, key=lambda label: label.start)


def _found_again(labels: Sequence[Label], source: str, text: str) -> list[Label]:
    """The labels moved to where their words are in `text`, which lacks mark-up of the file; without those not found."""

    def moved(start: int, end: int) -> tuple[int, int] | None:
        spoken = re.findall(r"\w+", source[start:end])
        if not spoken:
            return None
        places = list(re.compile(r"\W+".join(map(re.escape, spoken))).finditer(text))
        share = start / max(1, len(source))
        best = min(places, key=lambda match: abs(match.start() / max(1, len(text)) - share), default=None)
        return best.span() if best else None

    found = []
    for label in labels:
        whole, anchor = moved(label.start, label.end), moved(label.anchor_start, label.anchor_end)
        if whole and anchor:
            found.append(replace(label, start=whole[0], end=whole[1], anchor_start=anchor[0], anchor_end=anchor[1]))
    return found


def _fiscal(text: str) -> tuple[int, int] | None:
    return (int(text[:2]), int(text[3:])) if text else None


def _load(transcript: Path, gold: Path, said_on: str | None, speaker: str | None, fiscal: str) -> LabelledTranscript:
    try:
        data = read_bounded(transcript, LARGEST)
    except OSError as error:
        raise TrackerError(f"{transcript}: cannot be read ({error.strerror})") from None
    day = dt.date.fromisoformat(said_on) if said_on else None
    read = read_transcript(str(transcript), data, Declared(said_on=day, speaker=speaker or None))
    labels, source = read_labels(gold), data.decode("utf-8-sig", "replace")
    return LabelledTranscript(
        transcript=read,
        labels=labels if source == read.text else _found_again(labels, source, read.text),
        options=ExtractOptions(fiscal_year_end=_fiscal(fiscal)),
        sha256=hashlib.sha256(gold.read_bytes()).hexdigest(),
    )


def _beside(gold: Path) -> Path:
    """The transcript with the same name as a labelled file, in the same folder."""
    for path in sorted(gold.parent.glob(f"{gold.name.removesuffix('.jsonl')}.*")):
        if path != gold and path.suffix != ".jsonl":
            return path
    raise TrackerError(f"{gold}: no transcript of that name beside it; give a manifest with the columns transcript, gold, said_on")


def load_labelled(paths: Iterable[Path]) -> list[LabelledTranscript]:
    """The labelled transcripts of manifests (.tsv) and labelled files (.jsonl, with the transcript in the same folder)."""
    loaded = []
    for path in paths:
        if path.suffix != ".tsv":
            loaded.append(_load(_beside(path), path, None, None, ""))
            continue
        for line in filter(str.strip, read_lines(path)[1:]):
            transcript, gold, said_on, speaker, fiscal = (line.split("\t") + [""] * 5)[:5]
            loaded.append(_load(path.parent / transcript, path.parent / gold, said_on, speaker, fiscal))
    return loaded


def as_captions(labelled: LabelledTranscript) -> LabelledTranscript:
    """The same speech as captions: lower case, no punctuation, no speaker labels, nine words per line; labels are moved."""
    text = speech(labelled.transcript)
    pieces: list[str] = []
    places: list[tuple[int, int, int, int]] = []  # start and end in the text, start and end in the captions
    length = 0
    for number, match in enumerate(WORD.finditer(text)):
        word = match.group().lower()
        places.append((match.start(), match.end(), length, length + len(word)))
        pieces.append(word + ("\n" if number % LINE == LINE - 1 else " "))
        length += len(pieces[-1])
    captions = "".join(pieces)

    def moved(start: int, end: int) -> tuple[int, int] | None:
        inside = [place for place in places if place[0] < end and place[1] > start]
        return (inside[0][2], inside[-1][3]) if inside else None

    labels = []
    for label in labelled.labels:
        whole, anchor = moved(label.start, label.end), moved(label.anchor_start, label.anchor_end)
        if whole and anchor:
            labels.append(replace(label, start=whole[0], end=whole[1], anchor_start=anchor[0], anchor_end=anchor[1]))
    transcript = one_turn(captions, doc=labelled.transcript.doc, said_on=labelled.transcript.said_on)
    return replace(labelled, transcript=transcript, labels=labels, captions=True)
