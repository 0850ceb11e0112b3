"""Moves the end of a quote: to the end of its clause, pair or odds, or back from words with which none ends."""

from collections.abc import Sequence

from tracker.extract.claims.conditions import find_conditions
from tracker.extract.claims.quote_context import LEADS, LIKELY, SPEAKERS, SUBJECTS, SURE, VERBAL, QuoteContext, Stretch, within

NAMING = frozenset(("NN", "NNS", "NNP", "NNPS", "CD"))
HANGING = frozenset(("DT", "PRP$", "IN", "TO", "CC", "MD", "POS", "WDT"))
"""Tags of words with which a quote does not end."""

SUBORDINATE = frozenset("as when while after if once until".split())
REMARK = LEADS | frozenset("call it let's and or i'm me so well".split())
"""Words of a remark that gives odds for the preceding statement."""

LONGEST_REMARK = 5  # words of a remark before its odds
LONGEST_CLAUSE = 18  # words of a subordinate clause without a main clause
TRANSITIVE = frozenset("see sees seeing saw have having get gets getting find finding need needs want".split())
"""Verbs that say nothing without an object."""

PAIRED = {"or": "either", "to": "from", "and": "both"}
"""Words that join two halves, and the word before the first half."""

LEAST_CLOSED = 2  # words before its period with which a remark can end at a likely break ("call it 2028")
LONGEST_PAIR = 14  # words of a second half


def with_predicate(context: QuoteContext, quote: Stretch, anchor: Stretch) -> Stretch:
    """A quote that ends with its period but says nothing yet ("I think by 2030"), extended by the following clause."""
    first, last = quote
    opens = next((w for w in range(first, last) if context.words.lower[w] not in ("and", "but", "so", "then")), first)
    hangs = context.words.lower[opens] in SUBORDINATE and last - opens <= LONGEST_CLAUSE
    hangs = hangs and not any(one.span[1] < anchor[0] for one in find_conditions(context.words, (opens, last), context.breaks))
    own = _own_clause(context, first, anchor[0])
    named = any(context.parse.tag(word) in NAMING for word in range(own, anchor[0]))
    said = not hangs and (named or _closed(context, (own, last), anchor) or context.finite((own, anchor[0])))
    if last > anchor[1] + 1 or context.words.after[last - 1] in (".", "?", "!", "¶") or said:
        return quote
    end = context.sentence_end(last + 1)
    return (first, end) if context.finite((last, end)) else quote


def _closed(context: QuoteContext, quote: Stretch, anchor: Stretch) -> bool:
    """Whether a remark without a verb ends with its period and the sentence ("call it 2028")."""
    return anchor[0] - quote[0] >= LEAST_CLOSED and quote[1] == anchor[1] and context.ends(quote[1] - 1, LIKELY)


def _own_clause(context: QuoteContext, first: int, anchor: int) -> int:
    """The first word of an opinion that directly precedes a period ("..., but I think within a few years"), else `first`."""
    begin = anchor
    while begin > first and (context.opines(begin - 1) or context.words.lower[begin - 1] in SPEAKERS):
        begin -= 1
    parted = begin > first and (context.words.after[begin - 1] != "" or context.words.lower[begin - 1] in ("but", "so", "and"))
    return begin if begin < anchor and parted else first


def with_pair(context: QuoteContext, quote: Stretch) -> Stretch:
    """A quote that ends between "either" and "or", or "from" and "to" before figures, extended to the next mark."""
    first, last = quote
    lower, after = context.words.lower, context.words.after
    if last >= len(context.words) or after[last - 1] or context.ends(last - 1) or lower[last] not in PAIRED:
        return quote
    opening = PAIRED[lower[last]]
    opened = next((word for word in range(last - 1, first - 1, -1) if lower[word] == opening), None)
    if opened is None or lower[last] in lower[opened:last]:
        return quote
    if opening == "from" and not any(context.parse.tag(word) == "CD" for word in range(opened + 1, opened + 4)):
        return quote
    end = next((w + 1 for w in range(last, min(last + LONGEST_PAIR, len(context.words))) if after[w] or context.ends(w)), last)
    return first, end


def with_rest(context: QuoteContext, quote: Stretch, anchor: Stretch, whole: Sequence[Stretch]) -> Stretch:
    """A quote that says nothing yet and ends where no mark stands, extended to the end of the clause that follows.

    It says nothing yet if it has no finite verb, or only that of a clause with "if", "when" or "while", and no figure; or if only
    phrases of time follow a verb that needs an object ("we're going to see over the next year").
    """
    first, last = quote
    if last >= len(context.words) or context.words.after[last - 1] or context.ends(last - 1, SURE):
        return quote
    if _closed(context, quote, anchor):
        return quote
    lower = context.words.lower
    verbs = sum(context.finite((word, word + 1)) or lower[word] == "would" for word in range(first, last))
    behind = next((word for word in range(last - 1, first, -1) if not within(whole, word)), first)
    open_ended = lower[behind] in TRANSITIVE and context.parse.tag(behind) in VERBAL
    figures = any(first <= low < high <= last and (high <= anchor[0] or anchor[1] <= low) for low, high in whole)
    if (figures or verbs > (lower[first] in SUBORDINATE)) and not open_ended:
        return quote
    end = context.sentence_end(last + 1)
    return (first, end) if end - last <= LONGEST_CLAUSE and (open_ended or context.finite((last, end))) else quote


def with_verb_of_subject(context: QuoteContext, quote: Stretch) -> Stretch:
    """A quote that ends before the verb of its subject ("the way that people work"), extended to the end of that clause."""
    first, last = quote
    for phrase in context.parse.phrases:
        inside = first <= phrase.words[0] < last <= phrase.verb <= last + LONGEST_CLAUSE
        if inside and phrase.role in SUBJECTS and not any(context.ends(word) for word in range(phrase.head, phrase.verb)):
            return first, context.sentence_end(phrase.verb + 1)
    return quote


def with_remark(context: QuoteContext, quote: Stretch, odds: Sequence[Stretch]) -> Stretch:
    """The quote extended by odds that follow it in passing ("..., call it sixty forty")."""
    first, last = quote
    for low, high in sorted(odds):
        between = range(last, low)
        remark = last <= low and len(between) <= LONGEST_REMARK and all(context.words.lower[word] in REMARK for word in between)
        closed = high >= len(context.words) or context.words.after[high - 1] != "" or context.ends(high - 1)
        if remark and closed and not any(context.ends(word, SURE) for word in range(last - 1, high - 1)):
            last = high
    return first, last


def ended(context: QuoteContext, quote: Stretch, anchor: Stretch, whole: Sequence[Stretch]) -> Stretch:
    """The quote extended to the end of its sentence if few words are missing, else without trailing function words."""
    first, last = quote
    words, count = context.words, len(context.words)
    end = last
    while end < count and end - last < 4 and not context.ends(end - 1):
        end += 1
    behind = words.lower[last] if last < count else ""
    near = (
        end - last < 4 and (end == count or context.ends(end - 1)) and behind not in ("and", "but", "so", "or", "right", "because")
    )
    hanging = last < count and (context.parse.tag(last - 1) in HANGING or context.parse.tag(last - 1) in VERBAL)
    another = any(last <= low < end for low, _ in whole)
    if near and not another and not any(words.after[word] for word in range(last - 1, end - 1)):
        return first, end
    if hanging and context.parse.tag(last - 1) in HANGING - {"IN"}:
        while last > anchor[1] and context.parse.tag(last - 1) in HANGING:
            last -= 1
    return first, last
