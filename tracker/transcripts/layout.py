"""The layout of a written transcript: turns, labels, headings, time stamps and sound notes in a text whose offsets stay."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field

from tracker.records import Passage, PassageKind, TimeMark, Utterance
from tracker.transcripts.clock import CLOCK, clock_ms
from tracker.transcripts.furniture import furniture
from tracker.transcripts.headings import caption_headings, paragraph_headings
from tracker.transcripts.labels import Label, labels_in
from tracker.transcripts.sounds import sound_notes
from tracker.transcripts.spans import gaps, tidy, trimmed
from tracker.transcripts.vocabulary import SILENT

STAMP = re.compile(
    rf"\\?\[\(?(?P<a>{CLOCK})\)?\\?\]|\((?P<b>\d{{1,2}}:\d\d:\d\d(?:[.,]\d+)?)\)|^[ \t]*\((?P<c>{CLOCK})\)(?=\s)", re.M
)
BARE_STAMP = re.compile(rf"^[ \t]*(?P<a>{CLOCK})(?=\s|$)[ \t]*(?:[-–—|][ \t]+)?", re.M)
ARROWS = re.compile(r"(?:^|(?<=\s))(?:>|&gt;){2,3}[ \t]*", re.M)
DASHED = re.compile(r"^[ \t]*[-–—][ \t]+(?=\S)", re.M)
PARAGRAPH = re.compile(r"\n[ \t]*\r?\n\s*")
LINE_START = re.compile(r"^[^\S\n]*\S", re.M)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """What a written transcript's text holds besides words; the fields are as in `Transcript`."""

    utterances: list[Utterance]
    passages: list[Passage]
    times: list[TimeMark]
    notes: tuple[str, ...] = ()
    labelled: bool = False


@dataclass(frozen=True, slots=True)
class _Turns:
    """Where turns begin, and the marks that say so."""

    starts: list[tuple[int, str | None]]
    passages: list[Passage]
    times: list[tuple[int, int]] = field(default_factory=list)
    labelled: bool = False


def lay_out(text: str, known: list[Passage], *, captions: bool = True) -> Layout:
    """The turns, passages and times of a text; `known` are passages found already, such as front matter and mark-up.

    `captions` says whether lines may be broken captions, with chapter headings between them.
    """
    stamps, stamp_times = _stamps(text)
    turns = _turns(text, known)
    passages = [*known, *stamps, *turns.passages, *sound_notes(text), *furniture(text)]
    if captions and not turns.labelled:
        passages += caption_headings(text)
    elif turns.labelled:
        passages += paragraph_headings(text, 0, len(text))
    passages = tidy(passages)
    utterances = _utterances(text, turns, passages)
    times, notes = rising(sorted([*stamp_times, *turns.times]))
    return Layout(utterances=utterances, passages=passages, times=times, notes=notes, labelled=turns.labelled)


def rising(pairs: Iterable[tuple[int, int]]) -> tuple[list[TimeMark], tuple[str, ...]]:
    """Time marks of (offset, milliseconds) pairs in the order of their offsets; a time that falls is left out and said so."""
    marks: list[TimeMark] = []
    fallen = 0
    for offset, milliseconds in pairs:
        if marks and milliseconds < marks[-1].milliseconds:
            fallen += 1
        elif not marks or offset > marks[-1].offset:
            marks.append(TimeMark(offset=offset, milliseconds=milliseconds))
    note = f"{fallen} of {len(marks) + fallen} time stamps lie before an earlier one and were left out"
    return marks, (note,) if fallen else ()


def _stamps(text: str) -> tuple[list[Passage], list[tuple[int, int]]]:
    found = [(match, match["a"] or match["b"] or match["c"]) for match in STAMP.finditer(text)] if ":" in text else []
    bare = list(BARE_STAMP.finditer(text)) if ":" in text else []
    # "10:30 works for me" opens one paragraph; time stamps open many lines, and rise.
    if len(bare) >= 3 and len(bare) * 5 >= _line_count(text, 5 * len(bare) + 1):
        found += [(match, match["a"]) for match in bare]
    times = [(match.end(), milliseconds) for match, time in found if (milliseconds := clock_ms(time)) is not None]
    return [Passage(start=match.start(), end=match.end(), kind=PassageKind.TIME_STAMP) for match, _ in found], times


def _line_count(text: str, limit: int) -> int:
    count = 0
    for _ in LINE_START.finditer(text):
        count += 1
        if count >= limit:
            break
    return count


def _turns(text: str, known: list[Passage]) -> _Turns:
    matter = max((one.end for one in known if one.kind is PassageKind.FRONT_MATTER), default=0)
    labels = [label for label in labels_in(text) if label.start >= matter]
    if labels:
        return _Turns(
            [(label.end, _speaker(label)) for label in labels],
            [Passage(start=label.start, end=label.end, kind=PassageKind.LABEL) for label in labels],
            [(label.end, label.milliseconds) for label in labels if label.milliseconds is not None],
            labelled=True,
        )
    marks = list(ARROWS.finditer(text)) if ">>" in text or "&gt;&gt;" in text else []
    dashes = list(DASHED.finditer(text))
    if len(dashes) >= 2 and len(dashes) * 10 >= 6 * _line_count(text, 2 * len(dashes) + 1):
        marks += dashes
    marks.sort(key=lambda match: match.start())
    if marks:
        starts: list[tuple[int, str | None]] = [(matter, None)]
        starts += [(match.end(), None) for match in marks]
        return _Turns(starts, [Passage(start=match.start(), end=match.end(), kind=PassageKind.LABEL) for match in marks])
    return _Turns(_paragraph_starts(text, matter), [])


def _paragraph_starts(text: str, matter: int) -> list[tuple[int, str | None]]:
    return [(matter, None), *((match.end(), None) for match in PARAGRAPH.finditer(text, matter))]


def _speaker(label: Label) -> str | None:
    return None if label.name.casefold() in SILENT else label.name


def _utterances(text: str, turns: _Turns, passages: list[Passage]) -> list[Utterance]:
    """One utterance a turn: from its first word to its last, without the passages at its ends."""
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
    """The span from the first word of speech to the last between `start` and `end`; empty when nothing is said there."""
    blocks = [(one.start, one.end) for one in passages if one.kind is not PassageKind.TEASER]
    pieces = [piece for gap in gaps(start, end, blocks) if (piece := trimmed(text, *gap))[0] < piece[1]]
    return (pieces[0][0], pieces[-1][1]) if pieces else (start, start)
