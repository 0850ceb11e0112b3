"""The words around a quote with their sentence ends and their parse, and what they tell of verbs."""

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.extract.claims.parses import Parse
from tracker.extract.encoder.sentence_ends import ENDS
from tracker.text.tokens import Words

Stretch = tuple[int, int]
FINITE = frozenset(("MD", "VBZ", "VBP", "VBD"))
LONGEST_LEAD = 40  # words by which a quote is widened at most
PRONOUNS = frozenset("it that there he she what who this here".split())
OPINIONS = frozenset(
    "think thinks thought believe believes guess suspect say says said saying mean means predict predicts hope hopes know knows "
    "would put imagine suppose feel sure confident optimistic".split()
)
"""Verbs that carry no claim of their own."""


def _contracted(lower: str) -> bool:
    """Whether a word holds a contracted verb ("we'll", "that's"); a possessive is taken for one only behind a pronoun."""
    stem, _, verb = lower.partition("'")
    return verb in ("ll", "re", "ve", "d", "m") or (verb == "s" and stem in PRONOUNS)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteContext:
    """The words of a transcript, for each the chance that a sentence ends behind it, and the parse around one quote."""

    words: Words
    breaks: Sequence[float]
    parse: Parse

    def ends(self, word: int, least: float = ENDS) -> bool:
        """Whether a sentence ends behind a word."""
        return self.breaks[word] >= least

    def sentence(self, word: int, reach: int = LONGEST_LEAD) -> int:
        """The first word of the sentence in which a word stands, at most `reach` words before it."""
        first = word
        while first > 0 and word - first < reach and not self.ends(first - 1):
            first -= 1
        return first

    def finite(self, stretch: Stretch) -> bool:
        """Whether some words hold a finite verb that is more than an opinion's ("I think", "he predicts")."""
        return any(self.parse.tag(w) in FINITE or _contracted(self.words.lower[w]) for w in range(*stretch) if not self.opines(w))

    def opines(self, word: int) -> bool:
        """Whether a word is the verb of an opinion, or the pronoun before it."""
        following = self.words.lower[word + 1] if word + 1 < len(self.words) else ""
        return self.words.lower[word] in OPINIONS or (_contracted(self.words.lower[word]) and following in OPINIONS)
