"""Adjusts the span of a quote from the classifier's positions to the nearest clause boundaries."""

from collections.abc import Sequence

from tracker.extract.claims.conditions import find_conditions
from tracker.extract.claims.quote_context import FINITE, QuoteContext, Stretch, within
from tracker.extract.claims.quoted_questions import without_questions
from tracker.extract.encoder.sentence_ends import ENDS

SURE = 0.8  # a break between assertions; below this the classifier's positions are more reliable in captions
VERBAL = frozenset(("MD", "VB", "VBZ", "VBP", "VBD", "VBG", "VBN"))
SUBJECTS = frozenset(("nsubj", "nsubjpass"))
NAMING = frozenset(("NN", "NNS", "NNP", "NNPS", "CD"))
HANGING = frozenset(("DT", "PRP$", "IN", "TO", "CC", "MD", "POS", "WDT"))
"""Tags of words with which a quote does not end."""

SUBORDINATE = frozenset("as when while after if once until".split())
RELATIVE = frozenset("who which".split())
JOINING = frozenset("of for in on to with from between among".split())
LEADS = frozenset("it's it is that's there's there i i'd would say put give a an like about at around maybe probably only".split())
"""Words that introduce a phrase of likelihood: "there's something like a 10 percent chance"."""

REMARK = LEADS | frozenset("call it let's and or i'm me so well".split())
"""Words of a remark that gives odds for the preceding statement."""

LONGEST_REMARK = 5  # words of a remark before its odds
LONGEST_CLAUSE = 18  # words of a subordinate clause without a main clause
ENOUGH = 8  # words of a clause after which a doubtful break ends it
DOUBTFUL = 0.1
LONGEST_PHRASE = 5  # words of a noun phrase by which a quote is extended
TRANSITIVE = frozenset("see sees seeing saw have having get gets getting find finding need needs want".split())
"""Verbs that say nothing without an object."""

PAIRED = {"or": "either", "to": "from", "and": "both"}
"""Words that join two halves, and the word before the first half."""

LONGEST_PAIR = 14  # words of a second half
LONGEST_CONDITION = 32  # words from a condition to its main clause


REPORTS = frozenset(
    "say says said think thinks believe believes expect expects predict predicts forecast forecasts estimate estimates reckon "
    "reckons project projects claim claims warn warns".split()
)
"""Verbs that report somebody's view."""

SPEAKERS = frozenset("i we you".split())


def _whole(stretch: Stretch, quote: Stretch) -> Stretch:
    """The quote extended by a span that one of its ends would cut."""
    first, last = quote
    if stretch[0] < first < stretch[1]:
        first = stretch[0]
    if stretch[0] < last < stretch[1]:
        last = stretch[1]
    return first, last


def _own_sentence(context: QuoteContext, quote: Stretch, anchor: Stretch, odds: Sequence[Stretch]) -> Stretch:
    """The quote without sentences before and after that of the anchor, if that one can stand alone."""
    first, last = quote
    begin = next((word + 1 for word in range(anchor[0] - 1, first - 1, -1) if context.ends(word, SURE)), first)
    end = next((word + 1 for word in range(anchor[1] - 1, last) if context.ends(word, SURE)), last)
    led_up = begin == anchor[0] and last <= anchor[1] + 1
    alone = context.finite((begin, end)) and end - begin >= 4 and not led_up
    if begin > first and (alone or begin - first <= 2):
        first = begin
    if end < last and alone and not any(end <= one[0] < last and one[0] - end < 8 for one in odds):
        last = end
    return first, last


def _with_predicate(context: QuoteContext, quote: Stretch, anchor: Stretch) -> Stretch:
    """A quote that ends with its period but says nothing yet ("I think by 2030"), extended by the following clause."""
    first, last = quote
    opens = next((w for w in range(first, last) if context.words.lower[w] not in ("and", "but", "so", "then")), first)
    hangs = context.words.lower[opens] in SUBORDINATE and last - opens <= LONGEST_CLAUSE
    hangs = hangs and not any(one.span[1] < anchor[0] for one in find_conditions(context.words, (opens, last), context.breaks))
    own = _own_clause(context, first, anchor[0])
    named = any(context.parse.tag(word) in NAMING for word in range(own, anchor[0]))
    said = not hangs and (named or context.finite((own, anchor[0])))
    if last > anchor[1] + 1 or context.words.after[last - 1] in (".", "?", "!", "¶") or said:
        return quote
    end = _sentence_end(context, last + 1)
    return (first, end) if context.finite((last, end)) else quote


def _own_clause(context: QuoteContext, first: int, anchor: int) -> int:
    """The first word of an opinion that directly precedes a period ("..., but I think within a few years"), else `first`."""
    begin = anchor
    while begin > first and (context.opines(begin - 1) or context.words.lower[begin - 1] in SPEAKERS):
        begin -= 1
    parted = begin > first and (context.words.after[begin - 1] != "" or context.words.lower[begin - 1] in ("but", "so", "and"))
    return begin if begin < anchor and parted else first


def _with_condition(context: QuoteContext, quote: Stretch, anchor: Stretch) -> Stretch:
    """The quote extended by its condition, or, if it is a condition, by its main clause.

    It never begins inside a condition, nor at an "unless" that follows its main clause.
    """
    first, last = quote
    begin = context.sentence(first)
    for found in find_conditions(context.words, (begin, last), context.breaks):
        low, high = found.span
        leads = first - LONGEST_CONDITION <= low < first and high <= anchor[0] and found.outside in ("before", "both")
        if low < first < high or leads:
            first = low
        if low <= first and high >= last and anchor[0] < high:
            last = _sentence_end(context, last + (context.words.after[last - 1] in ("", ",")))
    if context.words.lower[first] == "unless" and context.words.after[first - 1 if first else 0] not in (".", "?", "!", "¶"):
        main = context.sentence(first - 1) if first else first
        if context.finite((main, first)):
            first = main
    return first, last


def _with_pair(context: QuoteContext, quote: Stretch) -> Stretch:
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


def _with_verb(context: QuoteContext, quote: Stretch) -> Stretch:
    """A quote without a finite verb ("2 percent in 2027"), extended to the start of its sentence if that contains one."""
    if context.finite(quote):
        return quote
    whole = context.sentence(quote[0]), quote[1]
    return whole if context.finite(whole) else quote


def _with_rest(context: QuoteContext, quote: Stretch, anchor: Stretch, whole: Sequence[Stretch]) -> Stretch:
    """A quote that says nothing yet and ends where no mark stands, extended to the end of the clause that follows.

    It says nothing yet if it has no finite verb, or only that of a clause with "if", "when" or "while", and no figure; or if only
    phrases of time follow a verb that needs an object ("we're going to see over the next year").
    """
    first, last = quote
    if last >= len(context.words) or context.words.after[last - 1] or context.ends(last - 1, SURE):
        return quote
    lower = context.words.lower
    verbs = sum(context.finite((word, word + 1)) or lower[word] == "would" for word in range(first, last))
    behind = next((word for word in range(last - 1, first, -1) if not within(whole, word)), first)
    open_ended = lower[behind] in TRANSITIVE and context.parse.tag(behind) in VERBAL
    figures = any(first <= low < high <= last and (high <= anchor[0] or anchor[1] <= low) for low, high in whole)
    if (figures or verbs > (lower[first] in SUBORDINATE)) and not open_ended:
        return quote
    end = _sentence_end(context, last + 1)
    return (first, end) if end - last <= LONGEST_CLAUSE and (open_ended or context.finite((last, end))) else quote


def _sentence_end(context: QuoteContext, word: int) -> int:
    """One past the last word of the sentence that continues at a word, at most LONGEST_CONDITION words on."""
    end = word
    while end < len(context.words) and end - word < LONGEST_CONDITION:
        if context.ends(end - 1, DOUBTFUL if end - word >= ENOUGH else ENDS):
            break
        end += 1
    return end


def _with_lead(context: QuoteContext, quote: Stretch, likely: Sequence[Stretch]) -> Stretch:
    """The quote extended by a phrase of likelihood right before it and the words that introduce it ("it's fifty fifty that")."""
    first = quote[0]
    lower = context.words.lower
    for low, high in likely:
        gap = range(high, first)
        if high <= first and len(gap) <= 1 and all(lower[w] in ("that", "and", "chance") for w in gap):
            if any(context.ends(w) for w in range(low, first)):
                continue
            first = low
            while first > 0 and low - first < 6 and lower[first - 1] in LEADS and not context.ends(first - 1):
                first -= 1
    return first, quote[1]


def _with_remark(context: QuoteContext, quote: Stretch, odds: Sequence[Stretch]) -> Stretch:
    """The quote extended by odds that follow it in passing ("..., call it sixty forty")."""
    first, last = quote
    for low, high in sorted(odds):
        between = range(last, low)
        remark = last <= low and len(between) <= LONGEST_REMARK and all(context.words.lower[word] in REMARK for word in between)
        closed = high >= len(context.words) or context.words.after[high - 1] != "" or context.ends(high - 1)
        if remark and closed and not any(context.ends(word, SURE) for word in range(last - 1, high - 1)):
            last = high
    return first, last


def _with_reporter(context: QuoteContext, quote: Stretch) -> Stretch:
    """The quote extended by its reporter right before it ("analysts say that ..."), so that the view is attributed."""
    first, last = quote
    lower = context.words.lower
    verb = first - 1 - (first > 0 and lower[first - 1] == "that")
    if verb < 1 or lower[verb] not in REPORTS or any(context.ends(word) for word in range(verb - 1, first)):
        return quote
    subject = next((p for p in context.parse.phrases if p.words[1] == verb and p.role in SUBJECTS), None)
    return quote if subject is None or lower[subject.head] in SPEAKERS else (subject.words[0], last)


def _with_subject(context: QuoteContext, quote: Stretch) -> Stretch:
    """A quote that begins with a verb, or inside a noun phrase or a name, extended by the subject, phrase or name."""
    parse, (first, last) = context.parse, quote
    for name in parse.names:
        first, last = _whole(name.words, (first, last))
    while first > 0 and parse.tag(first) in VERBAL - {"VBG", "VBN"} and not context.ends(first - 1):
        subject = next((p for p in parse.phrases if p.words[1] == first and p.role in SUBJECTS), None)
        verb = parse.tag(first - 1) in ("MD", "TO") or context.words.lower[first - 1] in ("not", "going", "gonna")
        if subject is None and not verb:
            break
        first = subject.words[0] if subject is not None else first - 1
    begin = context.sentence(first)
    if parse.tag(first) in FINITE and first - begin <= ENOUGH:
        first = begin
    if parse.tag(first) == "VB" and first > 0 and context.words.lower[first - 1] in ("then", "and", "or"):
        first = context.sentence(first, LONGEST_CONDITION)
    subject = next((p for p in parse.phrases if p.words[0] == first and parse.tag(p.words[1]) == "TO"), None)
    if subject is not None and parse.tag(first - 1) in FINITE - {"MD"} and not context.ends(first - 1):
        before = next((p.words[0] for p in parse.phrases if p.words[1] == first - 1), first - 1)
        first = before
    first = _with_antecedent(context, first)
    for phrase in parse.phrases:
        low, high = phrase.words
        if low < first < high <= low + LONGEST_PHRASE and not any(
            context.ends(w) or context.words.after[w] for w in range(low, first)
        ):
            first = low
        if low < last < high <= low + LONGEST_PHRASE and not any(context.ends(w) for w in range(last - 1, high - 1)):
            last = high
    return first, last


def _with_subject_before_time(context: QuoteContext, quote: Stretch, times: Sequence[Stretch]) -> Stretch:
    """A quote that begins with a phrase of time before its verb ("this year appears ..."), extended by the subject before that."""
    first, last = quote
    time = next((stretch for stretch in times if stretch[0] == first < stretch[1] < last), None)
    if time is None or first == 0 or context.parse.tag(time[1]) not in FINITE or context.ends(first - 1):
        return quote
    subject = next((p for p in context.parse.phrases if p.words[1] in (first, time[1]) and p.words[0] < first), None)
    return (subject.words[0], last) if subject is not None and not context.words.after[first - 1] else quote


def _with_antecedent(context: QuoteContext, first: int) -> int:
    """The new start of a quote that began with "who", or with the second half of "insurance for millions of people"."""
    parse, lower = context.parse, context.words.lower
    for phrase in reversed(parse.phrases):
        low, high = phrase.words
        if high > first or context.ends(high - 1) or high < first - 3:
            continue
        relative = lower[first] in RELATIVE and high >= first - 2
        halved = (
            high == first - 1
            and lower[first - 1] in JOINING
            and any(p.words[0] == first and p.role == "pobj" for p in parse.phrases)
        )
        if relative or halved:
            first = low
    return first


def _ended(context: QuoteContext, quote: Stretch, anchor: Stretch, whole: Sequence[Stretch]) -> Stretch:
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


def adjusted_quote(
    context: QuoteContext,
    quote: Stretch,
    anchor: Stretch,
    *,
    whole: Sequence[Stretch],
    odds: Sequence[Stretch],
    likely: Sequence[Stretch],
) -> Stretch:
    """The words of a quote, adjusted from the classifier's positions; they always contain the anchor.

    `whole` are phrases that are never cut (figures, periods), `odds` numeric odds, `likely` all phrases of likelihood. The quote
    stays within its sentence if that can stand alone, leaves out questions, includes its condition, and does not begin inside a
    name, a noun phrase or a verb group.
    """
    out = _own_sentence(context, quote, anchor, odds)
    out = without_questions(context, out, anchor)
    out = _with_lead(context, out, likely)
    out = _with_reporter(context, out)
    out = _with_subject(context, out)
    out = _with_subject_before_time(context, out, whole)
    out = _with_condition(context, out, anchor)
    out = _with_predicate(context, out, anchor)
    out = _with_verb(context, out)
    out = _with_rest(context, out, anchor, whole)
    out = _with_pair(context, out)
    out = _with_remark(context, out, odds)
    out = _ended(context, out, anchor, whole)
    for phrase in sorted(whole, reverse=True):
        out = _whole(phrase, out)
    return min(out[0], anchor[0]), max(out[1], anchor[1])
