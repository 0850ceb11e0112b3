"""Determines the fields of a forecast: polarity, condition, hedge, odds, quantities."""

from collections.abc import Sequence
from dataclasses import replace

from tracker.extract.claims.conditions import Condition, find_conditions
from tracker.extract.claims.denials import PREDICATE, RAISED, Denial, find_denials
from tracker.extract.encoder.sentence_ends import ENDS
from tracker.records import Hedge, Mention, Polarity, Probability, Quantity
from tracker.text.tokens import Words

TIMED = frozenset("this next in before by until till for even at during within on now soon today tomorrow yet".split())
"""Words that begin a phrase of time."""

PARTING = frozenset("and but then while whereas or".split())
SENTENCE_REACH = 60
"""The number of words outside the quote, within its sentence, that are searched for a condition."""


def _predicates(words: Words, span: tuple[int, int], spared: Sequence[tuple[int, int]]) -> list[int]:
    return [
        i
        for i in range(*span)
        if (words.lower[i] in PREDICATE or words.lower[i].endswith("'ll")) and not any(a <= i < b for a, b in spared)
    ]


def _distance(index: int, anchor: tuple[int, int], breaks: Sequence[float]) -> float:
    """The distance of a predicate from the anchor in words, with a penalty for breaks in between."""
    if anchor[0] <= index < anchor[1]:
        return 0.0
    low, high = (index, anchor[0]) if index < anchor[0] else (anchor[1] - 1, index)
    return high - low + 10 * sum(breaks[low:high]) + (5 if index >= anchor[1] else 0)


def denials_of(words: Words, quote: tuple[int, int], anchor: tuple[int, int], breaks: Sequence[float]) -> tuple[Denial, ...]:
    """The denials, outside conditions, whose scope contains the predicate nearest to the anchor, or the anchor itself."""
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
    """Whether a denial's scope contains the predicate, or the anchor with no predicate nearer to it than the trigger."""
    first, last = denial.scope
    if predicate is not None and first <= predicate < last:
        return True
    nearer = predicate is not None and _distance(predicate, anchor, breaks) < _distance(denial.words[1] - 1, anchor, breaks)
    return first < anchor[1] and anchor[0] < last and not nearer


def polarity(words: Words, quote: tuple[int, int], anchor: tuple[int, int], breaks: Sequence[float] | None = None) -> Polarity:
    """Negative if the forecast denies its event; two denials of different words cancel each other."""
    marks = breaks if breaks is not None else _marks(words)
    reached = denials_of(words, quote, anchor, marks)
    apart: list[Denial] = []
    for denial in reached:
        if not any(denial.words[0] < d.words[1] and d.words[0] < denial.words[1] for d in apart):
            apart.append(denial)
    counted = [denial for denial in apart if not _repeats(words, denial)] or apart[:1]
    return Polarity.NEGATIVE if len(counted) % 2 else Polarity.POSITIVE


def _repeats(words: Words, denial: Denial) -> bool:
    """Whether a "not" only repeats an earlier denial for another time ("not this year and not next year")."""
    first, last = denial.words
    return last - first == 1 and words.lower[first] == "not" and last < len(words) and words.lower[last] in TIMED


def _marks(words: Words) -> list[float]:
    return [1.0 if mark in (".", "?", "!", "¶") else 0.0 for mark in words.after]


def sentence_of(quote: tuple[int, int], breaks: Sequence[float], reach: int = SENTENCE_REACH) -> tuple[int, int]:
    """The quote extended to the sentence breaks around it."""
    first, last = quote
    while first > 0 and quote[0] - first < reach and breaks[first - 1] < ENDS:
        first -= 1
    while last < len(breaks) and last - quote[1] < reach and breaks[last - 1] < ENDS:
        last += 1
    return first, last


def condition(words: Words, quote: tuple[int, int], anchor: tuple[int, int], breaks: Sequence[float]) -> tuple[int, int] | None:
    """The words of the forecast's condition, in the quote or elsewhere in its sentence, or None."""
    found = [c for c in find_conditions(words, sentence_of(quote, breaks), breaks) if _governs(c, quote, anchor)]
    if not found:
        return None
    return min(found, key=lambda c: (not quote[0] <= c.span[0] < quote[1], abs(c.span[0] - anchor[0]))).span


def _governs(found: Condition, quote: tuple[int, int], anchor: tuple[int, int]) -> bool:
    """Whether a condition applies to the quote: it is inside, or on a side where its kind may be outside."""
    first, last = found.span
    if first < quote[0]:
        return found.outside in ("before", "both") and last <= anchor[0]
    return first < quote[1] or found.outside in ("after", "both")


def _inside(mention: Mention[Hedge] | Mention[Quantity] | Mention[Probability], words: Words, quote: tuple[int, int]) -> bool:
    return quote[1] > quote[0] and words.starts[quote[0]] <= mention.start and mention.end <= words.ends[quote[1] - 1] + 1


def _of_another(
    words: Words, span: tuple[int, int], anchor: tuple[int, int], others: Sequence[tuple[int, int]], quote: tuple[int, int]
) -> bool:
    """Whether words of likelihood are nearer to another phrase of time that a mark or an "and" separates from the anchor."""
    for other in others:
        if _touch(other, anchor) or _touch(other, span) or not _within(other, quote):
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
    """The claim's word of likelihood: the nearest one in the quote, preferring those with a range.

    One that belongs to another phrase of time (in `others`) is ignored; "we expect" in front applies to everything after it.
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
    """The claim's numeric odds: the nearest in its quote that do not belong to another phrase of time."""
    spans = [(words.span(m.start, m.end), m.reading) for m in mentions if _inside(m, words, quote)]
    own = [(span, reading) for span, reading in spans if not _of_another(words, span, anchor, others, quote)]
    return min(own, key=lambda one: _away(words, one[0], anchor))[1] if own else None


def choose_quantities(
    mentions: Sequence[Mention[Quantity]],
    words: Words,
    quote: tuple[int, int],
    anchor: tuple[int, int],
    others: Sequence[tuple[int, int]] = (),
    breaks: Sequence[float] | None = None,
) -> tuple[Quantity, ...]:
    """The claim's magnitudes in order: those in its quote and those in its sentence that belong to it, without dates.

    Outside the quote these are a figure that ends where the anchor begins ("2.9 percent by the end of 2025") and figures added by
    the following clause ("which would be 13 million dollars"); a quote without a figure takes the nearest one. A figure nearer to
    another anchor belongs to that one, unless the quote would be left without any: then the nearest is taken.

    `others` are the words of other time phrases; in "2 percent this year and 3 percent next year" each takes its own.
    """
    spans = {words.span(mention.start, mention.end): mention.reading for mention in mentions}
    spans = {span: reading for span, reading in spans.items() if not _part_of(span, anchor)}
    sentence = _read_for_figures(words, quote, breaks or _marks(words))
    rivals = [other for other in others if not _touch(other, anchor)]
    outside = [span for span in spans if not _within(span, quote) and _within(span, sentence)]
    own = [span for span in outside if _nearest_to(span, words, anchor, rivals)]
    before = [span for span in own if span[1] == anchor[0]]
    added = [span for span in own if span[0] >= quote[1] and _goes_on(words, quote[1])]
    inside = [span for span in spans if _within(span, quote)]
    within = [other for other in rivals if _within(other, quote)]
    nearest = [span for span in inside if _nearest_to(span, words, anchor, within)]
    if not nearest and not before:
        left = inside or own
        nearest = [min(left, key=lambda span: _away(words, span, anchor))] if left else []
    return tuple(spans[span] for span in sorted({*nearest, *before, *added}))


FIGURE_REACH = 24
"""The number of words outside the quote, within its sentence, that are searched for a figure."""
OPENERS = frozenset("and so but yeah um uh i we think believe you know well then".split())
TAKING_UP = frozenset("that that's that'll this which could will would may might should can".split())
"""Words with which a clause refers to the one before, or continues its verb: "and I think that will happen in 2027"."""


def _read_for_figures(words: Words, quote: tuple[int, int], breaks: Sequence[float]) -> tuple[int, int]:
    """The quote's sentence, and the one before it if the quote refers to that."""
    first, last = sentence_of(quote, breaks, FIGURE_REACH)
    said = next((words.lower[at] for at in range(*quote) if words.lower[at] not in OPENERS), "")
    if said in TAKING_UP and first > 0:
        first = sentence_of((first - 1, first), breaks, FIGURE_REACH)[0]
    return first, last


ADDING = frozenset({"which", "or", "representing", "bringing", "taking", "putting", "making"})
"""Words that begin a clause which adds a figure to the one before."""


def _goes_on(words: Words, at: int) -> bool:
    """Whether a clause that begins at word `at` adds a figure to the one before."""
    return at < len(words) and words.lower[at] in ADDING


def _nearest_to(span: tuple[int, int], words: Words, anchor: tuple[int, int], rivals: Sequence[tuple[int, int]]) -> bool:
    """Whether a figure is at least as near to the anchor as to any other time phrase."""
    away = _away(words, span, anchor)
    return all(away <= _away(words, span, rival) for rival in rivals)


def _within(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return other[0] <= one[0] and one[1] <= other[1]


def _part_of(span: tuple[int, int], anchor: tuple[int, int]) -> bool:
    """Whether a figure makes up the anchor, or all but one or two words of it."""
    return _within(span, anchor) and anchor[1] - anchor[0] <= span[1] - span[0] + 2


def _touch(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _away(words: Words, span: tuple[int, int], anchor: tuple[int, int]) -> float:
    """The number of words between a magnitude and a time phrase, plus two for each mark.

    A time phrase after its magnitude ("3 percent next year") counts as nearer than one at the same distance before it.
    """
    if _touch(span, anchor):
        return 0.0
    low, high = (span[1], anchor[0]) if span[1] <= anchor[0] else (anchor[1], span[0])
    marks = sum(mark != "" for mark in words.after[low - 1 : high])
    return high - low + 2 * marks + (0.0 if span[1] <= anchor[0] else 0.5)
