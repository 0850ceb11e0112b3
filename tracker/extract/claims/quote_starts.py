"""Extends the start of a quote: to whole names and subjects, to who said it, to the words of likelihood in front."""

from collections.abc import Sequence

from tracker.extract.claims.quote_context import (
    ENOUGH,
    FINITE,
    LEADS,
    LONGEST_CONDITION,
    SPEAKERS,
    SUBJECTS,
    VERBAL,
    QuoteContext,
    Stretch,
    with_whole,
)

RELATIVE = frozenset("who which".split())
JOINING = frozenset("of for in on to with from between among".split())

PARTING = frozenset("but so because if whether".split())
LONGEST_SUBJECT = 24  # words of a subject with what belongs to it
LONGEST_PHRASE = 5  # words of a noun phrase by which a quote is extended
REPORTS = frozenset(
    "say says said think thinks believe believes expect expects predict predicts forecast forecasts estimate estimates reckon "
    "reckons project projects claim claims warn warns".split()
)
"""Verbs that report somebody's view."""


def with_lead(context: QuoteContext, quote: Stretch, likely: Sequence[Stretch]) -> Stretch:
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


def with_reporter(context: QuoteContext, quote: Stretch) -> Stretch:
    """The quote extended by its reporter right before it ("analysts say that ..."), so that the view is attributed."""
    first, last = quote
    lower = context.words.lower
    verb = first - 1 - (first > 0 and lower[first - 1] == "that")
    if verb < 1 or lower[verb] not in REPORTS or any(context.ends(word) for word in range(verb - 1, first)):
        return quote
    subject = next((p for p in context.parse.phrases if p.words[1] == verb and p.role in SUBJECTS), None)
    return quote if subject is None or lower[subject.head] in SPEAKERS else (subject.words[0], last)


def with_subject(context: QuoteContext, quote: Stretch) -> Stretch:
    """A quote that begins with a verb, or inside a noun phrase or a name, extended by the subject, phrase or name."""
    parse, (first, last) = context.parse, quote
    for name in parse.names:
        first, last = with_whole(name.words, (first, last))
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


def with_subject_before_time(context: QuoteContext, quote: Stretch, times: Sequence[Stretch]) -> Stretch:
    """A quote that begins with a phrase of time before its verb ("this year appears ..."), extended by the subject before that."""
    first, last = quote
    time = next((stretch for stretch in times if stretch[0] == first < stretch[1] < last), None)
    if time is None or first == 0 or context.parse.tag(time[1]) not in FINITE or context.ends(first - 1):
        return quote
    subject = next((p for p in context.parse.phrases if p.words[1] in (first, time[1]) and p.words[0] < first), None)
    return (subject.words[0], last) if subject is not None and not context.words.after[first - 1] else quote


def with_subject_of_verb(context: QuoteContext, quote: Stretch) -> Stretch:
    """A quote that begins inside a long subject ("..., the virus, will be tested"), extended by that subject."""
    first, last = quote
    subjects = [p for p in context.parse.phrases if p.role in SUBJECTS and first - LONGEST_SUBJECT <= p.words[0] < p.verb < last]
    own = {phrase.verb for phrase in subjects if phrase.words[0] >= first}
    for phrase in subjects:
        low = phrase.words[0]
        cut = low < first <= phrase.verb and phrase.verb not in own and not context.parse.tag(low).startswith("W")
        parted = any(context.ends(word) or context.words.lower[word] in PARTING for word in range(low, first))
        if cut and not parted:
            return low, last
    return quote


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
