"""Finds the layout of a written transcript: turns, labels, headings, time stamps and sound notes; offsets do not change."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from tracker.records import Passage, PassageKind, TimeMark, Utterance
from tracker.text.stretches import blanked, gaps, tidy, trimmed
from tracker.transcripts.layout.chapter_headings import caption_headings, paragraph_headings
from tracker.transcripts.layout.clock import LATEST_MS
from tracker.transcripts.layout.label_words import SILENT
from tracker.transcripts.layout.line_markers import line_markers
from tracker.transcripts.layout.speaker_labels import SpeakerLabel, speaker_labels_in
from tracker.transcripts.layout.time_stamps import Stamp, line_count, stamps_in
from tracker.transcripts.passages.contents import contents
from tracker.transcripts.passages.furniture import furniture
from tracker.transcripts.passages.sounds import sound_notes
from tracker.transcripts.speakers.name_key import NameKey, name_key

ARROWS = re.compile(r"(?:^|(?<=\s))(?:>|&gt;){2,3}[ \t]*", re.M)
DASHED = re.compile(r"^[ \t]*[-–—][ \t]+(?=\S)", re.M)
PARAGRAPH = re.compile(r"\n[ \t]*\r?\n\s*")
LINE = re.compile(r"[^\r\n]+")
# Lines that services, sites and court reporters add around and between turns.
SERVICE = re.compile(
    r"^[ \t]{0,40}(?:(?:Transcription|Meeting|Recording) ended after\b|This editable transcript was computer generated\b|"
    r"Transcribed by https?://|\(Transcribed by\b|(?:Kind|Language): \w+[ \t]*\r?$|"
    r"Search (?:in video|transcript)[ \t]*\r?$|(?:Show |Hide )?[Tt]ranscript[ \t]*\r?$|"
    r"[A-Z][a-z]{2,20} \(auto-generated\)[ \t]*\r?$|"
    r"(?:Copyright )?(?:©|\(c\)) ?(?:19|20)\d\d\b|END[ \t]+\d{1,2}:\d\d [AP]\.?M\b|"
    r"[\[(]?(?:End|END) (?:of|OF) (?:[Tt]ranscript|TRANSCRIPT|[Rr]ecording|RECORDING|[Ii]nterview|INTERVIEW)\b[^\n]{0,20}\r?$|"
    r"BY (?:MR|MS|MRS|DR)\. [A-Z][A-Z' -]{1,30}:[ \t]*\r?$|(?:DIRECT|CROSS|REDIRECT|RECROSS)[ -]?EXAMINATION\b)[^\n]*",
    re.M,
)
# A number alone between empty lines is a page number; above a time it is a cue number.
NUMBER = re.compile(
    r"^[ \t]{0,60}(?P<number>\d{1,5})[ \t]*(?:(?=\r?\n[ \t]*[\[(]?\d{1,2}:\d\d)|(?=\r?\n[ \t]*(?:\r?\n|\Z)|\Z))", re.M
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The layout of a written transcript; the fields are as in `Transcript`."""

    utterances: list[Utterance]
    passages: list[Passage]
    times: list[TimeMark]
    notes: tuple[str, ...] = ()
    labelled: bool = False
    url: str | None = None


@dataclass(frozen=True, slots=True)
class _Turns:
    """The starts of turns, and the labels or marks there."""

    starts: list[tuple[int, str | None]]
    passages: list[Passage]
    times: list[tuple[int, int]] = field(default_factory=list)
    labelled: bool = False
    url: str | None = None


def lay_out(text: str, known: list[Passage], *, captions: bool = True, speakers: tuple[str, ...] = ()) -> Layout:
    """The turns, passages and times of a text; `known` are passages found already, such as front matter and mark-up.

    `captions` says whether lines may be broken captions, with chapter headings between them; `speakers` are names declared.
    """
    key = name_key(text, _matter(known), speakers)
    signs = [*contents(text), *line_markers(text), *key.passages]
    written, text = text, blanked(text, tidy(signs)) if signs else text
    stamps = stamps_in(text)
    turns = _turns(text, known, key)
    passages = [*known, *signs, *turns.passages, *sound_notes(text), *furniture(text)]
    passages += [Passage(start=one.start, end=one.end, kind=PassageKind.TIME_STAMP) for one in stamps]
    passages += [Passage(start=low, end=high, kind=PassageKind.FURNITURE) for low, high in _furnished(text)]
    if captions and not turns.labelled:
        passages += caption_headings(text)
    elif turns.labelled:
        passages += paragraph_headings(text, 0, len(text))
    passages = tidy(passages)
    utterances = _utterances(written, turns, passages)
    labels = [one for one in turns.passages if one.kind is PassageKind.LABEL]
    times, notes = rising(sorted([*((one.end, one.milliseconds) for one in _outside(stamps, labels)), *turns.times]))
    return Layout(utterances=utterances, passages=passages, times=times, notes=notes, labelled=turns.labelled, url=turns.url)


def _furnished(text: str) -> Iterator[tuple[int, int]]:
    """The lines of services and sites, and page or cue numbers if they increase."""
    yield from (found.span() for found in SERVICE.finditer(text))
    numbers = list(NUMBER.finditer(text))
    if len(numbers) > 1 and all(int(one["number"]) < int(other["number"]) for one, other in pairwise(numbers)):
        yield from (found.span() for found in numbers)


def _outside(stamps: list[Stamp], labels: list[Passage]) -> Iterator[Stamp]:
    """The stamps outside labels; a stamp inside a label is the label's time."""
    starts = [one.start for one in labels]
    for stamp in stamps:
        at = bisect_right(starts, stamp.start) - 1
        if at < 0 or stamp.end > labels[at].end:
            yield stamp


def rising(pairs: Iterable[tuple[int, int]]) -> tuple[list[TimeMark], tuple[str, ...]]:
    """Time marks of (offset, milliseconds) pairs sorted by offset, without times that decrease, and a note if there were any."""
    marks: list[TimeMark] = []
    fallen = 0
    for offset, milliseconds in pairs:
        if milliseconds > LATEST_MS or (marks and milliseconds < marks[-1].milliseconds):
            fallen += 1
        elif not marks or offset > marks[-1].offset:
            marks.append(TimeMark(offset=offset, milliseconds=milliseconds))
    note = f"{fallen} of {len(marks) + fallen} time stamps lie before an earlier one and were left out"
    return marks, (note,) if fallen else ()


def _matter(known: list[Passage]) -> int:
    """The end of the front matter."""
    return max((one.end for one in known if one.kind is PassageKind.FRONT_MATTER), default=0)


def _turns(text: str, known: list[Passage], key: NameKey) -> _Turns:
    matter = _matter(known)
    labels = [label for label in speaker_labels_in(text) if label.start >= matter]
    if labels:
        key = key.with_surnames({label.name for label in labels})
        return _Turns(
            [(label.end, _speaker(label, key)) for label in labels],
            [
                *_titles_before(text, matter, labels[0].start),
                *(Passage(start=label.start, end=label.end, kind=PassageKind.LABEL) for label in labels),
            ],
            [(label.end, label.milliseconds) for label in labels if label.milliseconds is not None],
            labelled=True,
            url=next((_without_time(label.url) for label in labels if label.url), None),
        )
    marks = list(ARROWS.finditer(text)) if ">>" in text or "&gt;&gt;" in text else []
    dashes = list(DASHED.finditer(text))
    if len(dashes) >= 2 and len(dashes) * 10 >= 6 * line_count(text, 2 * len(dashes) + 1):
        marks += dashes
    marks.sort(key=lambda match: match.start())
    if marks:
        starts: list[tuple[int, str | None]] = [(matter, None)]
        starts += [(match.end(), None) for match in marks]
        return _Turns(starts, [Passage(start=match.start(), end=match.end(), kind=PassageKind.LABEL) for match in marks])
    return _Turns(_paragraph_starts(text, matter), [])


def _paragraph_starts(text: str, matter: int) -> list[tuple[int, str | None]]:
    return [(matter, None), *((match.end(), None) for match in PARAGRAPH.finditer(text, matter))]


def _titles_before(text: str, start: int, end: int) -> list[Passage]:
    """The short lines above the first turn that are not sentences: titles, places, dates."""
    lines = LINE.finditer(text, start, end)
    found = [
        (line.start(), line.end()) for line in lines if len(line[0].strip()) <= 100 and line[0].strip()[-1:] not in (*'.?!,;:”"',)
    ]
    return [Passage(start=low, end=high, kind=PassageKind.HEADING) for low, high in found if text[low:high].strip()]


def _without_time(url: str) -> str:
    """The address of a recording without its start time."""
    return re.sub(r"[?&#](?:t|start)=[\dhms]{1,12}$", "", re.sub(r"([?&])(?:t|start)=[\dhms]{1,12}&", r"\1", url))


def _speaker(label: SpeakerLabel, key: NameKey) -> str | None:
    return None if label.key in SILENT else key.name(label.name)


def _utterances(text: str, turns: _Turns, passages: list[Passage]) -> list[Utterance]:
    """One utterance per turn, from its first word to its last, without passages at its ends."""
    made = []
    starts = turns.starts
    if turns.labelled and starts:
        starts = [(0, None), *starts]
    lows = [passage.start for passage in passages]
    for index, (start, speaker) in enumerate(starts):
        end = starts[index + 1][0] if index + 1 < len(starts) else len(text)
        inside = passages[max(0, bisect_right(lows, start) - 1) : bisect_right(lows, end)]
        low, high = within_speech(text, start, end, inside)
        if low < high:
            made.append(Utterance(start=low, end=high, speaker=speaker))
    return made


def within_speech(text: str, start: int, end: int, passages: list[Passage]) -> tuple[int, int]:
    """The span from the first to the last word of speech between `start` and `end`; empty if there is none."""
    blocks = [(one.start, one.end) for one in passages if one.kind is not PassageKind.TEASER]
    pieces = [piece for gap in gaps(start, end, blocks) if (piece := trimmed(text, *gap))[0] < piece[1]]
    return (pieces[0][0], pieces[-1][1]) if pieces else (start, start)
