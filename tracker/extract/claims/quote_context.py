"""The words around a quote with sentence ends and parse, and tests for verbs in them."""

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.extract.claims.parses import Parse
from tracker.extract.encoder.sentence_ends import ENDS
from tracker.text.tokens import Words

Stretch = tuple[int, int]
FINITE = frozenset(("MD", "VBZ", "VBP", "VBD"))
VERBAL = FINITE | {"VB", "VBG", "VBN"}
SUBJECTS = frozenset(("nsubj", "nsubjpass"))
JOINS = frozenset("and but so because".split())  # words behind which a clause begins that can stand alone
SURE = 0.8  # a break between assertions; below this the classifier's positions are more reliable in captions
LIKELY = 0.5  # a break at which a following main clause or answer is another assertion
DOUBTFUL = 0.1
ENOUGH = 8  # words of a clause after which a doubtful break ends it
LONGEST_LEAD = 40  # the most words by which a quote is extended
LONGEST_CONDITION = 32  # words from a condition to its main clause
PRONOUNS = frozenset("it that there he she what who this here".split())
CONNECTIVES = frozenset("and but so now well um uh also then".split())
SPEAKERS = frozenset("i we you".split())
OPINIONS = frozenset(
    "think thinks thought believe believes guess suspect say says said saying mean means predict predicts hope hopes know knows "
    "would put imagine suppose feel sure confident optimistic".split()
)
"""Verbs that make no claim by themselves."""

LEADS = frozenset("it's it is that's there's there i i'd would say put give a an like about at around maybe probably only".split())
"""Words that introduce a phrase of likelihood: "there's something like a 10 percent chance"."""


def within(stretches: Sequence[Stretch], word: int) -> bool:
    """Whether a word is in one of the stretches."""
    return any(first <= word < last for first, last in stretches)


def with_whole(stretch: Stretch, quote: Stretch) -> Stretch:
    """The quote extended by a span that one of its ends would cut."""
    first, last = quote
    if stretch[0] < first < stretch[1]:
        first = stretch[0]
    if stretch[0] < last < stretch[1]:
        last = stretch[1]
    return first, last


def _contracted(lower: str) -> bool:
    """Whether a word contains a contracted verb ("we'll", "that's"); "'s" counts only after a pronoun."""
    stem, _, verb = lower.partition("'")
    return verb in ("ll", "re", "ve", "d", "m") or (verb == "s" and stem in PRONOUNS)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteContext:
    """The words of a transcript, for each the probability that a sentence ends after it, and the parse around one quote."""

    words: Words
    breaks: Sequence[float]
    parse: Parse

    def ends(self, word: int, least: float = ENDS) -> bool:
        """Whether a sentence ends after a word."""
        return self.breaks[word] >= least

    def sentence(self, word: int, reach: int = LONGEST_LEAD, least: float = ENDS) -> int:
        """The first word of the sentence that contains a word, at most `reach` words before it."""
        first = word
        while first > 0 and word - first < reach and not self.ends(first - 1, least):
            first -= 1
        return first

    def sentence_end(self, word: int) -> int:
        """One past the last word of the sentence that continues at a word, at most LONGEST_CONDITION words on."""
        end = word
        while end < len(self.words) and end - word < LONGEST_CONDITION:
            if self.ends(end - 1, DOUBTFUL if end - word >= ENOUGH else ENDS):
                break
            end += 1
        return end

    def begins_clause(self, word: int) -> bool:
        """Whether a main clause may begin with a word: a subject with a finite verb, after "and", "but" or "so" too."""
        words, parse, count = self.words.lower, self.parse, len(self.words)
        while word + 1 < count and words[word] in CONNECTIVES:
            word += 1
        if word >= count:
            return False
        if _contracted(words[word]) or (words[word] in ("there", "that", "this") and parse.tag(word + 1) in FINITE):
            return True
        subject = next((p for p in parse.phrases if p.words[0] == word and p.role in SUBJECTS), None)
        return subject is not None and subject.verb > subject.head and self.finite((subject.words[1], subject.verb + 1))

    def finite(self, stretch: Stretch) -> bool:
        """Whether some words contain a finite verb other than one of opinion ("I think", "he predicts")."""
        return any(self.parse.tag(w) in FINITE or _contracted(self.words.lower[w]) for w in range(*stretch) if not self.opines(w))

    def opines(self, word: int) -> bool:
        """Whether a word is a verb of opinion, or a contraction before one."""
        following = self.words.lower[word + 1] if word + 1 < len(self.words) else ""
        return self.words.lower[word] in OPINIONS or (_contracted(self.words.lower[word]) and following in OPINIONS)
