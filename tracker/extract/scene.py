"""Looking at a transcript once: words, sentences, tenses, cues and utterances, ready for the features."""

import datetime as dt
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

from tracker.extract.boundaries import ENDS, has_marks, sentence_breaks
from tracker.extract.cues import Lexicon, find_cues, lexicon
from tracker.extract.features import Scene, cue_places
from tracker.extract.tense import tenses_of
from tracker.extract.words import Words, split_words
from tracker.records import Utterance


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


def _speakers(words: Words, turns: Sequence[tuple[int, int]], utterances: Sequence[Utterance]) -> list[str | None]:
    """For each turn who speaks in it; None where nobody is named for sure."""
    starts = [utterance.start for utterance in utterances]
    found: list[str | None] = []
    for first, _ in turns:
        index = bisect_right(starts, words.starts[first]) - 1
        found.append(utterances[index].speaker if index >= 0 and utterances[index].confidence >= 1.0 else None)
    return found


def _speaker_measures(
    turns: Sequence[tuple[int, int]], speakers: Sequence[str | None], asking: Sequence[float]
) -> tuple[list[float], list[float]]:
    """For each turn the share of all words that its speaker speaks, and of the speaker's turns that ask; -1 for nobody."""
    spoken: Counter[str | None] = Counter()
    taken: Counter[str | None] = Counter()
    asked: dict[str | None, float] = {}
    for (first, last), speaker, asks in zip(turns, speakers, asking, strict=True):
        spoken[speaker] += last - first
        taken[speaker] += 1
        asked[speaker] = asked.get(speaker, 0.0) + asks
    total = max(1, spoken.total())
    shares = [spoken[speaker] / total if speaker else -1.0 for speaker in speakers]
    return shares, [asked[speaker] / taken[speaker] if speaker else -1.0 for speaker in speakers]


def look_at(speech: str, said_on: dt.date, utterances: Sequence[Utterance] = (), cues: Lexicon | None = None) -> Scene:
    """The scene of a text; a turn begins where an utterance does."""
    words = split_words(speech, [utterance.start for utterance in utterances])
    size = len(words)
    sure = sentence_breaks(words)
    sentences, sentence_of = _spans([index for index in range(size) if sure[index] >= ENDS], size)
    turns, turn_of = _spans([index for index in range(size) if words.after[index] == "¶"], size)
    asks = ["?" in speech[words.ends[last - 1] : words.ends[last - 1] + 3] for _, last in sentences]
    asking = [float(any(asks[sentence_of[first] : sentence_of[last - 1] + 1])) for first, last in turns]
    shares, curiosity = _speaker_measures(turns, _speakers(words, turns, utterances), asking)
    tenses = tenses_of(words.lower)
    return Scene(
        words=words,
        said_on=said_on,
        tenses=tenses,
        tense_places=[index for index, tense in enumerate(tenses) if tense],
        cue_places=cue_places(list(find_cues(words, cues or lexicon()))),
        sentences=sentences,
        sentence_of=sentence_of,
        turns=turns,
        turn_of=turn_of,
        asks=asks,
        shares=shares,
        curiosity=curiosity,
        punctuated=has_marks(words),
        breaks=sure,
    )
