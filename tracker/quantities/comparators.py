"""The words around a magnitude that bound it: "at least", "north of", "or so", "plus"."""

import re
from dataclasses import dataclass

from tracker.records import Comparator
from tracker.text.one_of import one_of

_WORDS: dict[Comparator, tuple[str, ...]] = {
    Comparator.AT_LEAST: (
        "at least", "no less than", "not less than", "nothing less than", "no fewer than", "not fewer than", "a minimum of",
        "minimum of", "at a minimum", "no worse than",
        "no lower than", "at the very least", ">=", "≥",
    ),
    Comparator.MORE_THAN: (
        "more than", "over", "above", "north of", "greater than", "upwards of", "upward of", "in excess of", "exceeding",
        "exceed", "exceeds",
        "better than", "higher than", "larger than", "bigger than", "beyond", "past", "topping", "surpass", "surpassing",
        "surpasses", ">",
    ),
    Comparator.AT_MOST: (
        "at most", "at best", "no more than", "not more than", "up to", "a maximum of", "maximum of", "as much as", "as many as",
        "as high as", "no better than", "not better than",
        "no greater than", "no higher than", "capped at", "at the most", "max", "<=", "≤",
    ),
    Comparator.LESS_THAN: (
        "less than", "not even", "isn't even", "ain't even",
        "under", "below", "south of", "fewer than", "lower than", "smaller than", "worse than", "short of", "sub",
        "shy of", "<",
    ),
    Comparator.ABOUT: (
        "about", "around", "approximately", "roughly", "nearly", "almost", "close to", "closer to", "near", "near to",
        "something like",
        "somewhere around", "somewhere near", "somewhere like", "circa", "~", "≈", "in the neighborhood of",
        "in the neighbourhood of", "in the ballpark of",
        "on the order of", "in the order of", "call it", "approaching", "an estimated", "estimated", "an average of", "maybe",
        "perhaps", "some",
        "like", "say", "probably", "kind of", "sort of", "more like", "ballpark", "in the region of", "just about",
        "pretty close to",
    ),
}  # fmt: skip

_AFTER: dict[Comparator, tuple[str, ...]] = {
    Comparator.AT_LEAST: (
        "or more", "or better", "or higher", "or greater", "or above", "and up", "and above", "and more", "plus", "+",
        "at least", "or over",
        "at the minimum", "at a minimum", "at minimum", "at the least", "at the very least",
    ),
    Comparator.AT_MOST: ("or less", "or lower", "or fewer", "or below", "or under", "at most", "at the most", "at the very most",
        "at the outside", "at the very outside", "tops", "max", "at best", "at the best", "at the very best"),
    Comparator.ABOUT: ("or so", "ish", "-ish", "or thereabouts", "give or take", "roughly", "and change", "approximately",
        "or something like that"),
}  # fmt: skip

BY_WORD = {word: comparator for comparator, words in _WORDS.items() for word in words}
BY_WORD_AFTER = {word: comparator for comparator, words in _AFTER.items() for word in words}
SOFT = frozenset({"maybe", "perhaps", "some", "like", "say", "probably", "kind of", "sort of", "more like", "call it"})
"""Words for "about" that belong to the sentence rather than to the magnitude: the span does not include them."""
SLIGHT = ("a little", "just", "slightly", "a bit", "a touch", "a tad", "a hair", "only a little", "barely")
STRONG = ("well", "way", "far", "moderately", "significantly", "substantially", "considerably", "comfortably", "much", "easily")


_GAP = r"[\s-]{1,2}"  # between the words of a comparator
_BOUND_BEFORE = re.compile(
    rf"(?<![\w'])(?:(?P<slight>{one_of(SLIGHT, _GAP)})\s|"
    rf"{one_of(STRONG, _GAP)}\s)?(?:(?P<word>{one_of(BY_WORD, _GAP)})[,\s-]{{0,2}}(?:(?:the|that|this|an?|even|say|"
    r"like)\s)?)\Z"
)
_BOUND_AFTER = re.compile(rf"(?P<word>(?:[\s-]|(?=[+]|ish)),?{one_of(BY_WORD_AFTER, _GAP)}(?!\w))")
_ARTICLES = ("the", "that", "this", "a", "an", "even", "say", "like")
_LAST_WORDS = frozenset(word.split()[-1] for word in BY_WORD) | frozenset(_ARTICLES)
_LAST = re.compile(r"([a-z]+|[^\sa-z]{1,2})[,\s-]*\Z")
REACH = 40  # characters that a comparator and its adverb may take before a number


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """A comparator, where the words that say it begin and end, and whether they say "a little over" rather than "over"."""

    comparator: Comparator
    start: int
    end: int
    slight: bool = False


def bound_before(text: str, at: int) -> Bound | None:
    """The comparator that ends right before `at`, an article between them allowed; None without one."""
    last = _LAST.search(text, max(0, at - 15), at)
    if last is None or last.group(1) not in _LAST_WORDS:
        return None  # most numbers have no comparator: the long pattern need not look at them
    match = _BOUND_BEFORE.search(text, max(0, at - REACH), at)
    if match is None:
        return None
    word = " ".join(re.split(r"[\s-]+", match["word"]))
    begin = at if word in SOFT else match.start()
    return Bound(comparator=BY_WORD[word], start=begin, end=at, slight=match["slight"] is not None)


def bound_after(text: str, at: int) -> Bound | None:
    """The comparator that begins right after `at` ("or more", "plus", "or so"); None without one."""
    match = _BOUND_AFTER.match(text, at)
    if match is None:
        return _bound_apart(text, at)
    word = " ".join(match["word"].strip(" ,-\n\t").split())
    return Bound(comparator=BY_WORD_AFTER.get(word, Comparator.ABOUT), start=at, end=match.end())


_APART = re.compile(
    r",?\s(?P<word>if\sthat|at\s(?:the\s)?(?:very\s)?(?:most|outside|best|least)|tops|max)(?=[,.;:!?]|\Z|,?\sthat\s(?:the|a|an|my|our|he|she|it|they|we|you|i|there)\b)"
)


def _bound_apart(text: str, at: int) -> Bound | None:
    """The comparator that commas set off right after `at`: "one in ten, at most, that", "five percent, if that"."""
    match = _APART.match(text, at)
    if match is None:
        return None
    comparator = Comparator.AT_LEAST if match["word"].endswith("least") else Comparator.AT_MOST
    return Bound(comparator=comparator, start=at, end=match.end())


def widen(
    low: float, high: float, comparator: Comparator, *, bottom: float | None = 0.0, top: float | None = None
) -> tuple[float | None, float | None]:
    """A range widened by a comparator: "at least" is open to `top`, "less than" begins at `bottom`."""
    if comparator in (Comparator.AT_LEAST, Comparator.MORE_THAN):
        return low, top
    if comparator in (Comparator.AT_MOST, Comparator.LESS_THAN):
        return (bottom if bottom is None or bottom <= high else None), high
    return low, high
