"""Adjusts the span of a quote from the classifier's positions to the nearest clause boundaries."""

from collections.abc import Sequence

from tracker.extract.claims.conditions import find_conditions
from tracker.extract.claims.quote_context import LONGEST_CONDITION, SURE, QuoteContext, Stretch, with_whole
from tracker.extract.claims.quote_ends import ended, with_pair, with_predicate, with_remark, with_rest
from tracker.extract.claims.quote_starts import with_lead, with_reporter, with_subject, with_subject_before_time
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
    if end < last and alone and not any(end <= one[0] < last and one[0] - end < 8 for one in odds):
        last = end
    return first, last


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
) -> Stretch:
    """The words of a quote, adjusted from the classifier's positions; they always contain the anchor.

    `whole` are phrases that are never cut (figures, periods), `odds` numeric odds, `likely` all phrases of likelihood. The quote
    stays within its sentence if that can stand alone, leaves out questions, includes its condition, and does not begin inside a
    name, a noun phrase or a verb group.
    """
    out = _own_sentence(context, quote, anchor, odds)
    out = without_questions(context, out, anchor)
    out = with_lead(context, out, likely)
    out = with_reporter(context, out)
    out = with_subject(context, out)
    out = with_subject_before_time(context, out, whole)
    out = _with_condition(context, out, anchor)
    out = with_predicate(context, out, anchor)
    out = _with_verb(context, out)
    out = with_rest(context, out, anchor, whole)
    out = with_pair(context, out)
    out = with_remark(context, out, odds)
    out = ended(context, out, anchor, whole)
    for phrase in sorted(whole, reverse=True):
        out = with_whole(phrase, out)
    return min(out[0], anchor[0]), max(out[1], anchor[1])
