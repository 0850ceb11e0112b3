"""The fields of a chosen forecast: polarity, condition, hedge, odds, quantities."""

from collections.abc import Sequence
from dataclasses import replace

from tracker.extract.boundaries import ENDS
from tracker.extract.conditions import Condition, find_conditions
from tracker.extract.denials import PREDICATE, RAISED, Denial, find_denials
from tracker.extract.words import Words
from tracker.records import Hedge, Mention, Polarity, Probability, Quantity

TIMED = frozenset("this next in before by until till for even at during within on now soon today tomorrow yet".split())
"""Words with which a time begins."""

PARTING = frozenset("and but then while whereas or".split())
SENTENCE_REACH = 60
"""How many words outside the quote, in its own sentence, are read for a condition."""


def _predicates(words: Words, span: tuple[int, int], spared: Sequence[tuple[int, int]]) -> list[int]:
    return [
        i
        for i in range(*span)
        if (words.lower[i] in PREDICATE or words.lower[i].endswith("'ll")) and not any(a <= i < b for a, b in spared)
    ]


def _distance(index: int, anchor: tuple[int, int], breaks: Sequence[float]) -> float:
    """How far a predicate stands from the anchor, a break between them counting as many words."""
    if anchor[0] <= index < anchor[1]:
        return 0.0
    low, high = (index, anchor[0]) if index < anchor[0] else (anchor[1] - 1, index)
    return high - low + 10 * sum(breaks[low:high]) + (5 if index >= anchor[1] else 0)


def denials_of(words: Words, quote: tuple[int, int], anchor: tuple[int, int], breaks: Sequence[float]) -> tuple[Denial, ...]:
    """The denials whose scope holds the predicate nearest to the anchor, or the anchor's own words; none in a condition."""
    begin = quote[0]
    while begin > 0 and quote[0] - begin < 6 and breaks[begin - 1] < 0.3:
        begin -= 1
    span = (begin, quote[1])
    conditions = [c.span for c in find_conditions(words, span, breaks)]
    found = [d for d in find_denials(words, span, breaks) if d.scope[1] > quote[0]]
    denials = [d for d in found if not any(a <= d.words[0] < b for a, b in conditions)]
    if not denials:
        return ()
    raised = [d.words for d in denials if d.rule in RAISED]
    predicates = _predicates(words, span, [*conditions, *raised])
    chosen = min(predicates, key=lambda i: _distance(i, anchor, breaks), default=None)
    return tuple(d for d in denials if _reaches(d, chosen, anchor, breaks))


def _reaches(denial: Denial, predicate: int | None, anchor: tuple[int, int], breaks: Sequence[float]) -> bool:
    """Whether a denial's scope holds the claim's predicate, or its anchor with no predicate nearer to it than the trigger."""
    first, last = denial.scope
    if predicate is not None and first <= predicate < last:
        return True
    nearer = predicate is not None and _distance(predicate, anchor, breaks) < _distance(denial.words[1] - 1, anchor, breaks)
    return first < anchor[1] and anchor[0] < last and not nearer


def polarity(words: Words, quote: tuple[int, int], anchor: tuple[int, int], breaks: Sequence[float] | None = None) -> Polarity:
    """Whether the forecast denies; two denials of different words undo each other."""
    marks = breaks if breaks is not None else _marks(words)
    reached = denials_of(words, quote, anchor, marks)
    apart: list[Denial] = []
    for denial in reached:
        if not any(denial.words[0] < d.words[1] and d.words[0] < denial.words[1] for d in apart):
            apart.append(denial)
    counted = [denial for denial in apart if not _repeats(words, denial)] or apart[:1]
    return Polarity.NEGATIVE if len(counted) % 2 else Polarity.POSITIVE


def _repeats(words: Words, denial: Denial) -> bool:
    """Whether a "not" only repeats an earlier denial for a time ("not this year and not next year")."""
    first, last = denial.words
    return last - first == 1 and words.lower[first] == "not" and last < len(words) and words.lower[last] in TIMED


def _marks(words: Words) -> list[float]:
    return [1.0 if mark in (".", "?", "!", "¶") else 0.0 for mark in words.after]


def sentence_of(quote: tuple[int, int], breaks: Sequence[float], reach: int = SENTENCE_REACH) -> tuple[int, int]:
    """The quote, widened to the breaks around it."""
    first, last = quote
    while first > 0 and quote[0] - first < reach and breaks[first - 1] < ENDS:
        first -= 1
    while last < len(breaks) and last - quote[1] < reach and breaks[last - 1] < ENDS:
        last += 1
    return first, last


def condition(words: Words, quote: tuple[int, int], anchor: tuple[int, int], breaks: Sequence[float]) -> tuple[int, int] | None:
    """The words of the forecast's condition, in the quote or elsewhere in its sentence; None when it has none."""
    found = [c for c in find_conditions(words, sentence_of(quote, breaks), breaks) if _governs(c, quote, anchor)]
    if not found:
        return None
    return min(found, key=lambda c: (not quote[0] <= c.span[0] < quote[1], abs(c.span[0] - anchor[0]))).span


def _governs(found: Condition, quote: tuple[int, int], anchor: tuple[int, int]) -> bool:
    """Whether a condition of the sentence is one of the quote: it stands in it, or where its kind may stand outside."""
    first, last = found.span
    if first < quote[0]:
        return found.outside in ("before", "both") and last <= anchor[0]
    return first < quote[1] or found.outside in ("after", "both")


def _inside(mention: Mention[Hedge] | Mention[Quantity] | Mention[Probability], words: Words, quote: tuple[int, int]) -> bool:
    return quote[1] > quote[0] and words.starts[quote[0]] <= mention.start and mention.end <= words.ends[quote[1] - 1] + 1


def _of_another(
    words: Words, span: tuple[int, int], anchor: tuple[int, int], others: Sequence[tuple[int, int]], quote: tuple[int, int]
) -> bool:
    """Whether words of likelihood stand nearer to another phrase of time, which a mark or an "and" parts from the anchor."""
    for other in others:
        if _touch(other, anchor) or not (quote[0] <= other[0] and other[1] <= quote[1]):
            continue
        low, high = sorted((other, anchor))
        between = range(low[1] - 1, high[0])
        parted = any(words.after[word] or words.lower[word] in PARTING for word in between)
        if parted and _away(words, span, other) < _away(words, span, anchor):
            return True
    return False


def choose_hedge(
    mentions: Sequence[Mention[Hedge]],
    words: Words,
    quote: tuple[int, int],
    anchor: tuple[int, int],
    others: Sequence[tuple[int, int]] = (),
) -> Hedge | None:
    """The word of likelihood that the claim is said with: one in the quote, one with a range rather than without, the nearest.

    One that belongs to another phrase of time, of those in `others`, is passed over; "we expect" in front holds for all behind.
    """
    inside = [m for m in mentions if _inside(m, words, quote)]
    own = [m for m in inside if not _of_another(words, words.span(m.start, m.end), anchor, others, quote)]
    own = own or [
        m for m in inside if words.lower[words.at(m.start)].split("'")[0] in ("i", "we") and words.at(m.start) < anchor[0]
    ]
    if not own:
        return None
    place = words.starts[anchor[0]]
    chosen = min(own, key=lambda m: (m.reading.low is None, abs(m.start - place))).reading
    return replace(chosen, text=" ".join(chosen.text.split()))


def choose_odds(
    mentions: Sequence[Mention[Probability]],
    words: Words,
    quote: tuple[int, int],
    anchor: tuple[int, int],
    others: Sequence[tuple[int, int]] = (),
) -> Probability | None:
    """The numeric odds of the claim: those in its quote that belong to no other phrase of time there, the nearest."""
    spans = [(words.span(m.start, m.end), m.reading) for m in mentions if _inside(m, words, quote)]
    own = [(span, reading) for span, reading in spans if not _of_another(words, span, anchor, others, quote)]
    return min(own, key=lambda one: _away(words, one[0], anchor))[1] if own else None


def choose_quantities(
    mentions: Sequence[Mention[Quantity]],
    words: Words,
    quote: tuple[int, int],
    anchor: tuple[int, int],
    others: Sequence[tuple[int, int]] = (),
) -> tuple[Quantity, ...]:
    """The magnitudes of the claim, in their order: those in the quote, no dates.

    A figure to which another anchor in the quote stands nearer is that one's, unless none is left: then the nearest is taken.

    `others` are the words of other time phrases; in "2 percent this year and 3 percent next year" each takes its own.
    """
    rivals = [other for other in others if quote[0] <= other[0] and other[1] <= quote[1] and not _touch(other, anchor)]
    spans = {}
    for mention in mentions:
        if _inside(mention, words, quote):
            span = words.span(mention.start, mention.end)
            if not _touch(span, anchor) or anchor[1] - anchor[0] > span[1] - span[0] + 2:
                spans[span] = mention.reading
    nearest = [span for span in spans if all(_away(words, span, anchor) <= _away(words, span, other) for other in rivals)]
    if spans and not nearest:
        nearest = [min(spans, key=lambda span: _away(words, span, anchor))]
    return tuple(spans[span] for span in sorted(nearest))


def _touch(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _away(words: Words, span: tuple[int, int], anchor: tuple[int, int]) -> float:
    """Words between a magnitude and a time phrase, a mark counting as two more.

    A time phrase that follows its magnitude ("3 percent next year") counts as nearer than one that stands as far before it.
    """
    if _touch(span, anchor):
        return 0.0
    low, high = (span[1], anchor[0]) if span[1] <= anchor[0] else (anchor[1], span[0])
    marks = sum(mark != "" for mark in words.after[low - 1 : high])
    return high - low + 2 * marks + (0.0 if span[1] <= anchor[0] else 0.5)
