"""Where sentences end in a text of a test, as the pipeline reads it."""

from tracker.extract.boundaries import has_marks, sentence_breaks
from tracker.extract.encoder import WEIGHTS
from tracker.extract.restorer import load_restorer
from tracker.extract.words import Words


def breaks_of(words: Words) -> list[float]:
    """For each word the probability that a sentence ends after it: from its marks, in captions as restored from the words."""
    return sentence_breaks(words, None if has_marks(words) else load_restorer(WEIGHTS).restore(words, [(0, len(words))]).ends)
