"""Questions inside a quote, which are left out of it."""

import re

from tracker.extract.claims.quote_context import QuoteContext, Stretch
from tracker.text.tokens import lower_text

_WH = r"what|how|when|where|who|why"
QUESTION = re.compile(
    rf"(?<!\S)(?:(?:{_WH}) (?:about|do|does|did|is|are|will|would)|how (?:many|much|long|soon)|"
    r"(?:do|did|will|would|are|can|could|have) you|is (?:there|it|that) (?:going|a|any))(?!\S)"
)
EMBEDS = frozenset(
    "know see tell of about on to that and is understand exactly figure say with for from in like whatever at".split()
)
ANSWERS = frozenset("no yes yeah yep well absolutely sure i we probably maybe about".split())


def without_questions(context: QuoteContext, quote: Stretch, anchor: Stretch) -> Stretch:
    """The quote without questions before or after the anchor; in captions a question is recognised by its opening."""
    first, last = quote
    after = context.words.after
    asked = [word for word in range(first, last - 1) if after[word] == "?"]
    first = max([first, *[word + 1 for word in asked if word < anchor[0]]])
    last = min([last, *[word + 1 for word in asked if word >= anchor[1] - 1]])
    lower = context.words.lower
    text, begins = lower_text(context.words, (first, last))
    for match in QUESTION.finditer(text):
        word = begins[match.start()]
        if word > first and lower[word - 1] in EMBEDS:
            continue
        if word >= anchor[1] + 1 and word > first + 3:
            return first, word
        answer = range(word + match.group().count(" ") + 2, anchor[0])
        found = next((w for w in answer if context.ends(w - 1) or lower[w] in ANSWERS - {"about", "we", "i"}), None)
        if found is not None and word <= anchor[0] and context.finite((found, last)):
            first = found
    return first, last
