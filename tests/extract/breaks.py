"""Where sentences end in a text of a test, as the pipeline reads it."""

from tracker.extract.encoder.restorer import load_restorer
from tracker.extract.encoder.sentence_ends import has_marks, sentence_breaks
from tracker.extract.encoder.weight_files import WEIGHTS
from tracker.text.tokens import Words


def breaks_of(words: Words) -> list[float]:
    """For each word the probability that a sentence ends after it: from its marks, in captions as restored from the words."""
    return sentence_breaks(words, None if has_marks(words) else load_restorer(WEIGHTS).restore(words, [(0, len(words))]).ends)
