"""Looking at a transcript once: words, sentences, tenses, cues and utterances, ready for the features."""

import datetime as dt
from collections.abc import Sequence

from tracker.extract.boundaries import sentence_breaks
from tracker.extract.cues import Lexicon, find_cues, lexicon
from tracker.extract.features import Scene, cue_places
from tracker.extract.tense import tense_at
from tracker.extract.words import punctuated, split_words


def _spans(ends: Sequence[int], size: int) -> tuple[list[tuple[int, int]], list[int]]:
    """Spans that close after the words `ends`, and for each word the index of its span."""
    spans: list[tuple[int, int]] = []
    of: list[int] = []
    first = 0
    for end in [*ends, size - 1]:
        if end + 1 > first:
            of.extend([len(spans)] * (end + 1 - first))
            spans.append((first, end + 1))
            first = end + 1
    return spans, of


def look_at(speech: str, said_on: dt.date, breaks: Sequence[int] = (), cues: Lexicon | None = None) -> Scene:
    """The scene of a text; `breaks` are the offsets at which an utterance begins."""
    words = split_words(speech, breaks)
    size = len(words)
    sure = sentence_breaks(words)
    sentences, sentence_of = _spans([index for index in range(size) if sure[index] >= 0.5], size)
    turns, turn_of = _spans([index for index in range(size) if words.after[index] == "¶"], size)
    tenses = [tense_at(words.lower, index) for index in range(size)]
    return Scene(
        words=words,
        said_on=said_on,
        tenses=tenses,
        tense_places=[index for index in range(size) if tenses[index]],
        cue_places=cue_places(list(find_cues(words, cues or lexicon()))),
        sentences=sentences,
        sentence_of=sentence_of,
        turns=turns,
        turn_of=turn_of,
        asks=[words.after[last - 1] == "?" for _, last in sentences],
        punctuated=punctuated(words),
        breaks=sure,
    )
