"""Finds the sentence of a quote in which a claim is made, where the others beside it say nothing that the claim needs."""

from collections.abc import Sequence

from tracker.extract.claims.disfluencies import is_number
from tracker.extract.claims.quote_context import QuoteContext, Stretch
from tracker.extract.claims.referents import names_something
from tracker.extract.encoder.restorer import Restored

LEAST = 6  # words of a sentence that is given alone
SURE = 0.5
"""The probability from which a sentence is taken to end inside a quote."""

DENIED = frozenset("not never no nothing nobody none neither nor cannot unless if".split())


def _ends(context: QuoteContext, restored: Restored | None, word: int) -> bool:
    """Whether a sentence surely ends after a word: by a mark, in captions by a restored one."""
    marked = restored is None or context.words.after[word] in (".", "?", "!") or restored.marks[word] in (".", "?")
    return marked and context.ends(word, SURE)


def _dispensable(context: QuoteContext, stretch: Stretch, needed: Sequence[Stretch]) -> bool:
    """Whether a claim may leave out some words: whole sentences without a figure, a denial, a condition or a likelihood."""
    said = context.words.lower[slice(*stretch)]
    plain = not any(is_number(word) or word in DENIED or word.endswith("n't") for word in said)
    return plain and not any(first < stretch[1] and stretch[0] < last for first, last in needed)


def own_words(
    context: QuoteContext, restored: Restored | None, quote: Stretch, anchor: Stretch, needed: Sequence[Stretch]
) -> Stretch:
    """The words of a quote that make up its claim: the sentence of the `anchor`, if that has a verb and names something.

    `needed` are the odds, words of likelihood and the condition near it. A sentence that holds one of them or a figure is kept.
    """
    ends = [word + 1 for word in range(quote[0], quote[1] - 1) if _ends(context, restored, word)]
    first = max([quote[0], *(end for end in ends if end <= anchor[0])])
    last = min([quote[1], *(end for end in ends if end >= anchor[1])])
    alone = last - first >= LEAST and context.finite((first, last)) and any(names_something(context, w) for w in range(first, last))
    if not alone:
        return quote
    before, behind = (quote[0], first), (last, quote[1])
    start = first if _dispensable(context, before, needed) and context.finite(before) else quote[0]
    return start, last if _dispensable(context, behind, needed) else quote[1]
