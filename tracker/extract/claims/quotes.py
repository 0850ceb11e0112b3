"""Adjusts the span of a quote from the classifier's positions to the nearest clause boundaries."""

from collections.abc import Sequence

from tracker.extract.claims.conditions import find_conditions
from tracker.extract.claims.quote_context import JOINS, LIKELY, LONGEST_CONDITION, SURE, QuoteContext, Stretch, with_whole
from tracker.extract.claims.quote_ends import ended, with_pair, with_predicate, with_remark, with_rest, with_verb_of_subject
from tracker.extract.claims.quote_starts import (
    with_lead,
    with_reporter,
    with_subject,
    with_subject_before_time,
    with_subject_of_verb,
)
from tracker.extract.claims.quoted_questions import without_questions


def _own_sentence(context: QuoteContext, quote: Stretch, anchor: Stretch, odds: Sequence[Stretch]) -> Stretch:
    """The quote without sentences before and after that of the anchor, if that one can stand alone."""
    first, last = quote
    begin = next((word + 1 for word in range(anchor[0] - 1, first - 1, -1) if context.ends(word, SURE)), first)
    end = next((word + 1 for word in range(anchor[1] - 1, last) if context.ends(word, SURE)), last)
    led_up = begin == anchor[0] and last <= anchor[1] + 1
    alone = context.finite((begin, end)) and end - begin >= 4 and not led_up
    if begin > first and (alone or begin - first <= 2):
        first = begin
    if end == last and (alone or begin < anchor[0]):
        likely = (word + 1 for word in range(anchor[1] - 1, last - 1) if context.ends(word, LIKELY))
        end = next((word for word in likely if context.begins_clause(word)), last)
        alone = end < last or alone
    if end < last and alone and not any(end <= one[0] < last and one[0] - end < 8 for one in odds):
        last = end
    return first, last


def _own_claim(context: QuoteContext, quote: Stretch, anchor: Stretch, others: Sequence[Stretch]) -> Stretch:
    """The quote without the clause before or after its own that holds the phrase of another claim, if its own can stand alone."""
    first, last = quote
    before = max((other for other in others if first <= other[0] and other[1] <= anchor[0]), default=None)
    if before is not None:
        begin = next((word for word in range(before[1], anchor[0] + 1) if _parts(context, word, anchor)), first)
        first = begin + (context.words.lower[begin] in JOINS) if context.finite((begin, last)) else first
    after = min((other for other in others if anchor[1] <= other[0] and other[1] <= last), default=None)
    if after is not None:
        end = next((word for word in range(after[0], anchor[1] - 1, -1) if _parts(context, word, after)), last)
        last = end if context.finite((first, end)) and context.finite((end, last)) else last
    return first, last


def _parts(context: QuoteContext, word: int, time: Stretch) -> bool:
    """Whether a clause of its own begins with a word: behind a break or a mark, or with "and", "but", "so" or "because".

    Its phrase of time may stand before its subject ("because by then the gap ...").
    """
    joined = context.words.lower[word] in JOINS
    if context.words.lower[word].startswith("that"):
        return False
    opens = word + joined
    if opens == time[0]:
        opens = time[1]
    return (joined or bool(context.words.after[word - 1]) or context.ends(word - 1)) and context.begins_clause(opens)


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
            last = context.sentence_end(last + (context.words.after[last - 1] in ("", ",")))
    if context.words.lower[first] == "unless" and context.words.after[first - 1 if first else 0] not in (".", "?", "!", "¶"):
        main = context.sentence(first - 1) if first else first
        if context.finite((main, first)):
            first = main
    return first, last


def _with_verb(context: QuoteContext, quote: Stretch) -> Stretch:
    """A quote without a finite verb ("2 percent in 2027"), extended to the start of its sentence if that contains one."""
    if context.finite(quote):
        return quote
    whole = context.sentence(quote[0]), quote[1]
    return whole if context.finite(whole) else quote


def adjusted_quote(
    context: QuoteContext,
    quote: Stretch,
    anchor: Stretch,
    *,
    whole: Sequence[Stretch],
    odds: Sequence[Stretch],
    likely: Sequence[Stretch],
    others: Sequence[Stretch] = (),
) -> Stretch:
    """The words of a quote, adjusted from the classifier's positions; they always contain the anchor.

    `whole` are phrases that are never cut (figures, periods), `odds` numeric odds, `likely` all phrases of likelihood. The quote
    stays within its sentence if that can stand alone, leaves out questions, includes its condition, and does not begin inside a
    name, a noun phrase or a verb group.
    """
    out = _own_sentence(context, quote, anchor, odds)
    out = _own_claim(context, out, anchor, others)
    out = without_questions(context, out, anchor)
    out = with_lead(context, out, likely)
    out = with_reporter(context, out)
    out = with_subject(context, out)
    out = with_subject_before_time(context, out, whole)
    out = with_subject_of_verb(context, out)
    out = _with_condition(context, out, anchor)
    out = with_predicate(context, out, anchor)
    out = _with_verb(context, out)
    out = with_rest(context, out, anchor, whole)
    out = with_verb_of_subject(context, out)
    out = with_pair(context, out)
    out = with_remark(context, out, odds)
    out = ended(context, out, anchor, whole)
    for phrase in sorted(whole, reverse=True):
        out = with_whole(phrase, out)
    return min(out[0], anchor[0]), max(out[1], anchor[1])
