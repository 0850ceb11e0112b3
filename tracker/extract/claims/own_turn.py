"""Cuts a quote from captions at plain changes of speaker: restored ones, answers, questions that somebody else answers."""

from tracker.extract.claims.quote_context import LIKELY, QuoteContext, Stretch
from tracker.extract.claims.quoted_questions import QUESTIONS
from tracker.extract.encoder.restorer import Restored

ANSWERS = frozenset("yes yeah yep yup no nope oh exactly absolutely correct".split())
"""Words that begin an answer where they begin a sentence."""

INVERTED = frozenset("do does did is are will would can could have has don't isn't aren't won't".split())


def _asked(context: QuoteContext, end: int) -> bool:
    """Whether the sentence before the word `end` opens like a question."""
    first = context.sentence(end - 1)
    opening = context.words.lower[first : min(first + 6, end)]
    return opening[0] in INVERTED or any(True for _ in QUESTIONS.find(opening))


def own_turn(context: QuoteContext, restored: Restored, quote: Stretch, anchor: Stretch) -> Stretch:
    """The words of a quote that the speaker of the anchor says, as far as captions show it."""

    def changes(word: int) -> bool:
        answers = context.words.lower[word] in ANSWERS and context.ends(word - 1, LIKELY) and context.begins_clause(word + 1)
        return answers or restored.turns[word] or (restored.marks[word - 1] == "?" and _asked(context, word))

    first = next((word for word in range(anchor[0], quote[0], -1) if changes(word)), quote[0])
    last = next((word for word in range(anchor[1], quote[1]) if changes(word)), quote[1])
    return first, last
