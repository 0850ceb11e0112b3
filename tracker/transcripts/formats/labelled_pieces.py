"""Speaker labels at the beginnings of timed pieces, for files in which no field names a speaker."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from tracker.transcripts.formats.timed_pieces import Spoken
from tracker.transcripts.layout.label_words import SILENT
from tracker.transcripts.layout.speaker_labels import speaker_labels_in

BREAKS = str.maketrans("\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029", " " * 10)


def with_labels(pieces: Callable[[], Iterator[Spoken]]) -> Iterator[Spoken]:
    """The pieces; if none names a speaker, with the speakers that labels at their beginnings name.

    A label lasts until the next one, and is no part of the words. `pieces` is called once for each pass over the file, so that
    its pieces are never all in memory.
    """
    texts: list[str] = []
    for piece in pieces():
        if piece.speaker:
            yield from pieces()
            return
        texts.append(piece.text.translate(BREAKS))
    labels = {label.start: (label.end - label.start, label.name) for label in speaker_labels_in("\n".join(texts))}
    del texts
    offset = 0
    speaker: str | None = None
    for piece in pieces():
        length, name = labels.get(offset, (0, ""))
        offset += len(piece.text) + 1
        if length:
            speaker = None if name.casefold() in SILENT else name
            yield _without_label(piece, length, speaker)
        else:
            yield replace(piece, speaker=speaker) if speaker else piece


def _without_label(piece: Spoken, length: int, speaker: str | None) -> Spoken:
    """The piece without the first `length` letters. A label of nobody begins a turn; others do if they name somebody else."""
    marks = tuple((at - length, time) for at, time in piece.marks if at >= length)
    return replace(piece, text=piece.text[length:], speaker=speaker, milliseconds=piece.begins, marks=marks, turn=speaker is None)
