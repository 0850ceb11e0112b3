"""Texts with their sentence ends and parses, and places in them."""

from tests.extract.breaks import breaks_of
from tracker.extract.claims.parses import parsed
from tracker.extract.claims.quote_context import QuoteContext
from tracker.text.tokens import split_words

Stretch = tuple[int, int]


def context_of(text: str) -> QuoteContext:
    words = split_words(text)
    breaks = breaks_of(words)
    return QuoteContext(words=words, breaks=breaks, parse=parsed(words, [(0, len(words))], breaks)[0])


def place(context: QuoteContext, part: str) -> Stretch:
    start = context.words.text.index(part)
    return context.words.span(start, start + len(part))
