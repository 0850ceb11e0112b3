"""Which words a verdict hangs on: what the confidence becomes when each is left out of the window."""

from collections.abc import Sequence

from tracker.extract.encoder.classifier import Classifier
from tracker.extract.encoder.window import Window
from tracker.extract.pipeline import Candidate, Reading
from tracker.text.tokens import WORD

SHOWN = 5
FARTHEST = 200  # characters to either side of the phrase


def _without(window: Window, start: int, end: int) -> Window:
    """The window without the pieces of the characters from `start` to `end`."""
    kept = [place for place, (low, high) in enumerate(window.spans) if not (low >= 0 and start <= low and high <= end)]
    return Window([window.ids[p] for p in kept], [window.spans[p] for p in kept], kept.index(window.mark))


def influential_words(reading: Reading, candidate: Candidate, classifier: Classifier) -> Sequence[tuple[str, float]]:
    """The SHOWN words around a candidate that move its confidence most, with how much each adds, strongest first.

    Leaving one input out and judging again is the occlusion of Zeiler and Fergus (2014).
    """
    mention = candidate.mention
    begin, end = max(0, mention.start - FARTHEST), mention.end + FARTHEST
    near = [match.span() for match in WORD.finditer(reading.text, begin, end)]
    outside = [span for span in near if span[1] <= mention.start or span[0] >= mention.end]
    windows = [_without(candidate.window, *span) for span in outside]
    judged = classifier.classify(windows, [(mention.start, mention.end)] * len(outside))
    moved = [
        (reading.text[slice(*span)], candidate.classification.confidence - each.confidence)
        for span, each in zip(outside, judged, strict=True)
    ]
    return sorted(moved, key=lambda pair: -abs(pair[1]))[:SHOWN]
