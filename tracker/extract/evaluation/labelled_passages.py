"""Loads short labelled passages: one per line, with the anchors of forecasts marked in the text.

`[[in 2027]]` is the anchor of a forecast that careful readers keep (tier 1), `{{by then}}` of one that they might (tier 2); other
phrases of time are not forecasts. The first line of a file gives the day of speaking: `# said_on: 2023-10-18`.
"""

import datetime as dt
import re
from collections.abc import Iterable
from pathlib import Path

from tracker.errors import TrackerError
from tracker.extract.encoder.weight_files import digest_of
from tracker.extract.evaluation.labelled import Label, LabelledTranscript, load_labelled, read_lines
from tracker.extract.options import ExtractOptions
from tracker.transcripts import one_turn

MARK = re.compile(r"\[\[(?P<first>[^\[\]]+)\]\]|\{\{(?P<second>[^{}]+)\}\}")
HEADER = re.compile(r"#\s*said_on:\s*(\d{4}-\d\d-\d\d)")


def plain_passage(line: str) -> tuple[str, list[tuple[int, int, int]]]:
    """The passage without marks, and for each mark (start, end, tier) in characters of the plain text."""
    pieces: list[str] = []
    marks: list[tuple[int, int, int]] = []
    place = length = 0
    for match in MARK.finditer(line):
        before, phrase = line[place : match.start()], match["first"] or match["second"]
        start = length + len(before)
        marks.append((start, start + len(phrase), 1 if match["first"] else 2))
        pieces += [before, phrase]
        length = start + len(phrase)
        place = match.end()
    pieces.append(line[place:])
    return "".join(pieces), marks


def _label(text: str, start: int, end: int, tier: int) -> Label:
    """A label whose quote is the passage, or for tier 2 only the anchor, so that no other phrase matches it."""
    whole = (0, len(text)) if tier == 1 else (start, end)
    return Label(start=whole[0], end=whole[1], anchor_start=start, anchor_end=end, tier=tier, row={})


def load_passages(path: Path) -> list[LabelledTranscript]:
    """Each passage of a file as a labelled transcript, named after the file and the line.

    Raises TrackerError if the file cannot be read or does not begin with the day of speaking.
    """
    lines = read_lines(path)
    header = HEADER.match(lines[0]) if lines else None
    if header is None:
        raise TrackerError(f"{path}, line 1: labelled passages begin with a line such as `# said_on: 2023-10-18`")
    said_on = dt.date.fromisoformat(header[1])
    sha256 = digest_of(path)
    passages = []
    for number, line in enumerate(lines[1:], 2):
        if not line.strip() or line.startswith("#"):
            continue
        text, marks = plain_passage(line.strip())
        passages.append(
            LabelledTranscript(
                transcript=one_turn(text, doc=f"{path.stem}:{number}", said_on=said_on),
                labels=[_label(text, *mark) for mark in marks],
                options=ExtractOptions(),
                sha256=sha256,
            )
        )
    return passages


def load_all(paths: Iterable[Path]) -> tuple[list[LabelledTranscript], list[LabelledTranscript]]:
    """The labelled transcripts (.tsv, .jsonl) and the labelled passages (.txt) of the given files.

    Raises TrackerError, which names the file, if one cannot be read.
    """
    given = list(paths)
    short = [passage for path in given if path.suffix == ".txt" for passage in load_passages(path)]
    return load_labelled(path for path in given if path.suffix != ".txt"), short
