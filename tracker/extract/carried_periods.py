"""Finds predicates without a phrase of time that an earlier period may date: guidance lists, predictions under a heading.

In "For the third quarter we expect 4 billion in sales. Gross margin will be 60 percent." the first sentence dates the second.
"""

import datetime as dt
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from tracker.records import Horizon, Mention, Transcript, Utterance
from tracker.text.tokens import Words

SENTENCES, REACH = 5, 900
"""The most sentences, and characters, from a period to a predicate that it can date."""

LEAST_BREAK = 0.5
LONGEST = 3  # words of a predicate that are marked
RULE = "carried"
_FUTURE = r"(?:going to|gonna|expected to|expecting|forecast(?:ed)? to|projected to|targeting|anticipating|guiding|planning)"
_BE = r"(?:is|are|am|['’]s|['’]re|['’]m)"
PREDICATE = re.compile(
    rf"\b(?:will|won['’]t|{_BE} (?:\w+ )?{_FUTURE}|gonna|expects?|anticipates?|project|forecast|estimate|assume|target|guide"
    r"|should|could|may|might|think|believe|predict)\b|(?<=\w)['’]ll\b",
    re.IGNORECASE,
)
"""Words that express a statement about the future."""

_WORDS = re.compile(rf"\S+(?:\s+\S+){{0,{LONGEST - 1}}}")


def sentences_of(words: Words, breaks: Sequence[float]) -> Iterator[tuple[int, int]]:
    """The characters (start, end) of the sentences, given for each word the probability that one ends after it."""
    first = 0
    for place, chance in enumerate(breaks):
        if chance >= LEAST_BREAK or place == len(breaks) - 1:
            yield words.starts[first], words.ends[place]
            first = place + 1


def carried_candidates(
    transcript: Transcript,
    sentences: Sequence[tuple[int, int]],
    phrases: Sequence[tuple[int, int]],
    periods: Sequence[Mention[Horizon]],
    said_on: dt.date,
) -> list[tuple[Mention[Horizon], Mention[Horizon]]]:
    """The predicates with the period that may date each: (the predicate as a mention of the period's days, the period).

    A predicate is the first one in a sentence without any of the `phrases` of time and odds; its period is the last one before it
    in the same turn that ends after `said_on`. All sequences are in order of position.
    """
    starts = [start for start, _ in phrases]
    begins = [start for start, _ in sentences]
    ahead = [period for period in periods if period.reading.end > said_on]
    found = []
    for number, (start, end) in enumerate(sentences):
        place = bisect_left(starts, start)
        if place < len(starts) and starts[place] < end:
            continue
        last = bisect_left(ahead, start, key=lambda period: period.start) - 1
        if last < 0 or start - ahead[last].end > REACH:
            continue
        period = ahead[last]
        later = number - (bisect_right(begins, period.start) - 1)
        predicate = PREDICATE.search(transcript.text, start, end)
        if predicate and later <= SENTENCES and _same_turn(transcript, period.start, predicate.start()):
            whole = _WORDS.match(transcript.text, predicate.start(), end)
            stop = whole.end() if whole else predicate.end()
            reading = Mention(
                reading=period.reading, start=predicate.start(), end=stop, rule=RULE, trace=(period.rule, *period.trace)
            )
            found.append((reading, period))
    return found


def _same_turn(transcript: Transcript, first: int, second: int) -> bool:
    turns = transcript.utterances
    return bisect_right(turns, first, key=_start) == bisect_right(turns, second, key=_start)


def _start(utterance: Utterance) -> int:
    return utterance.start
