"""Questions inside a quote, which are left out of it."""

from tracker.extract.claims.quote_context import QuoteContext, Stretch
from tracker.text.word_rules import WordRule, WordRules

QUESTIONS = WordRules(
    (
        WordRule(
            name="question",
            pattern="(what|how|when|where|who|why) (about|do|does|did|is|are|will|would)|how (many|much|long|soon)"
            "|(do|did|will|would|are|can|could|have) you|is (there|it|that) (going|a|any)",
            examples=("what will it cost", "how long will it take", "do you see that this year", "is it going to open"),
        ),
    )
)
"""What a question opens with."""

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
    lower, offset = context.words.lower, first
    for _, begin, end in QUESTIONS.find(lower[first:last]):
        word = offset + begin
        if word > first and lower[word - 1] in EMBEDS:
            continue
        if word >= anchor[1] + 1 and word > first + 3:
            return first, word
        answer = range(offset + end + 1, anchor[0])
        found = next((w for w in answer if context.ends(w - 1) or lower[w] in ANSWERS - {"about", "we", "i"}), None)
        if found is not None and word <= anchor[0] and context.finite((found, last)):
            first = found
    return first, last
