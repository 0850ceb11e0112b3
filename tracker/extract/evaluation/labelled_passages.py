"""Short labelled passages: one a line, with the anchors of forecasts marked in the line itself.

`[[in 2027]]` is the anchor of a forecast that careful readers keep (tier 1), `{{by then}}` of one that they might (tier 2); every
other phrase of time makes no forecast. The first line of a file tells the day of speaking: `# said_on: 2023-10-18`.
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
    """The passage without its marks, and for each mark (start, end, tier) in characters of the plain text."""
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
    """A label whose quote is the passage, or for tier 2 the anchor alone, so that it excuses no other phrase."""
    whole = (0, len(text)) if tier == 1 else (start, end)
    return Label(start=whole[0], end=whole[1], anchor_start=start, anchor_end=end, tier=tier, row={})


def load_passages(path: Path) -> list[LabelledTranscript]:
    """Each passage of a file as a labelled transcript of its own, named by the file and the line.

    Raises TrackerError when the file cannot be read or does not begin with its day.
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
    """Whole labelled transcripts (.tsv, .jsonl) and labelled passages (.txt) among the given files.

    Raises TrackerError, which names the file, when one cannot be read.
    """
    given = list(paths)
    short = [passage for path in given if path.suffix == ".txt" for passage in load_passages(path)]
    return load_labelled(path for path in given if path.suffix != ".txt"), short
