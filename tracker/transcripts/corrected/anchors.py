"""Finds a quote again in a corrected transcript: in place, moved, changed or lost, but never silently elsewhere."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from tracker.errors import InvalidRecord
from tracker.transcripts.corrected.alignment import Tokens, align, tokens

CONTEXT = 32
# A passage with a smaller share of common words is not a version of the quote.
LEAST_SIMILARITY = 0.5
# A passage found by searching must be at least this similar, and by this margin more similar than the next best.
SEARCHED_SIMILARITY = 0.7
MARGIN = 0.1
LEAST_AGREEMENT = 0.6
MOST_PLACES = 200


class FoundKind(StrEnum):
    """The fate of a quote: unchanged in place, unchanged elsewhere, reworded, or gone."""

    EXACT = "exact"
    MOVED = "moved"
    CHANGED = "changed"
    LOST = "lost"


@dataclass(frozen=True, slots=True, kw_only=True)
class TextAnchor:
    """A quote with up to 32 characters before and after it and its offsets in its original text."""

    quote: str
    before: str
    after: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The place of a quote in another text.

    `similarity` is the share of words common to quote and passage, from 0 to 1 (twice the common words over the words of both); it
    is 1 if only case or punctuation changed. `start` and `end` are None for a lost quote.
    """

    kind: FoundKind
    start: int | None = None
    end: int | None = None
    similarity: float = 0.0


LOST = Found(kind=FoundKind.LOST)


def anchor_of(text: str, start: int, end: int) -> TextAnchor:
    """The anchor of `text[start:end]`. Raises InvalidRecord when the span is empty or outside the text."""
    if not 0 <= start < end <= len(text):
        raise InvalidRecord("span", (start, end), f"0 <= start < end <= {len(text)}")
    before, after = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    return TextAnchor(quote=text[start:end], before=before, after=after, start=start, end=end)


def find_again(anchor: TextAnchor, new_text: str) -> Found:
    """The place of the quote in another version of its text, judging by the quote and its context alone.

    "exact" and "moved" mean that the words occur verbatim and the text before or after them agrees. Anything less certain is
    "changed", for somebody to check; a quote that fits nowhere, or two places equally well, is "lost".
    """
    return _search(anchor, new_text, tokens(new_text))


def reanchor(anchors: Sequence[TextAnchor], old_text: str, new_text: str) -> list[Found]:
    """The place of each quote of the old text in the new one, in the order of `anchors`.

    The two texts are aligned word by word once, so that a quote that occurs several times is found at its own place. Only quotes
    that the alignment loses, and anchors that do not fit the old text, are searched for as `find_again` does.
    """
    if old_text == new_text:
        return [_unmoved(anchor, new_text) for anchor in anchors]
    both = _Aligned.of(old_text, new_text)
    return [_aligned(anchor, both) for anchor in anchors]


@dataclass(frozen=True, slots=True)
class _Aligned:
    """Two texts with their words, and for each word the index of its counterpart in the other text (-1 for none)."""

    old_text: str
    new_text: str
    old: Tokens
    new: Tokens
    ahead: list[int]
    back: list[int]

    @classmethod
    def of(cls, old_text: str, new_text: str) -> "_Aligned":
        old, new = tokens(old_text), tokens(new_text)
        ahead = align(old.words, new.words)
        back = [-1] * len(new.words)
        for at, place in enumerate(ahead):
            if place >= 0:
                back[place] = at
        return cls(old_text, new_text, old, new, ahead, back)


def _unmoved(anchor: TextAnchor, text: str) -> Found:
    if text[anchor.start : anchor.end] == anchor.quote:
        return Found(kind=FoundKind.EXACT, start=anchor.start, end=anchor.end, similarity=1.0)
    return find_again(anchor, text)


def _aligned(anchor: TextAnchor, both: _Aligned) -> Found:
    first, last = both.old.within(anchor.start, anchor.end)
    if both.old_text[anchor.start : anchor.end] != anchor.quote or first == last:
        return _search(anchor, both.new_text, both.new)
    mapped = [place for place in both.ahead[first:last] if place >= 0]
    if len(mapped) < LEAST_SIMILARITY * (last - first):
        return _not_of_others(_search(anchor, both.new_text, both.new), both, first, last)
    low, high = _reach(both, first, last)
    start, end = _edges(anchor, both.new_text, both.new.starts[low], both.new.ends[high - 1])
    if both.new_text[start:end] == anchor.quote:
        return _verbatim(anchor, both.new_text, start)
    similarity = _similarity(both.old.words[first:last], both.new.words[low:high])
    return Found(kind=FoundKind.CHANGED, start=start, end=end, similarity=similarity)


def _reach(both: _Aligned, first: int, last: int) -> tuple[int, int]:
    """The words of the new text (first, one past the last) that correspond to a quote.

    Corrected words at the ends of the quote are looked for between the counterparts of its neighbours.
    """
    places = [both.ahead[at] for at in range(first, last)]
    lead = next(at for at, place in enumerate(places) if place >= 0)
    tail = next(at for at, place in enumerate(reversed(places)) if place >= 0)
    low = max(places[lead] - lead, _after(both.ahead, first))
    high = min(places[-1 - tail] + 1 + tail, _before(both.ahead, last, len(both.new.words)))
    return low, high


def _not_of_others(found: Found, both: _Aligned, first: int, last: int) -> Found:
    """The result of a search, unless most of the words found are aligned with words outside the quote."""
    if found.start is None or found.end is None:
        return found
    low, high = both.new.within(found.start, found.end)
    others = sum(place >= 0 and not first <= place < last for place in both.back[low:high])
    return LOST if others * 2 > high - low else found


def _after(mapping: list[int], first: int) -> int:
    """The first word of the new text that can belong to a quote: the one after the counterpart of the word before the quote."""
    return next((mapping[at] + 1 for at in range(first - 1, max(-1, first - 200), -1) if mapping[at] >= 0), 0)


def _before(mapping: list[int], last: int, words: int) -> int:
    return next((mapping[at] for at in range(last, min(len(mapping), last + 200)) if mapping[at] >= 0), words)


def _edges(anchor: TextAnchor, text: str, start: int, end: int) -> tuple[int, int]:
    """The span widened by the quote's own opening and closing punctuation where the text has it too."""
    at = anchor.quote.find(text[start:end])
    if at >= 0 and text[start - at : start - at + len(anchor.quote)] == anchor.quote and start >= at:
        return start - at, start - at + len(anchor.quote)
    return start, end


def _verbatim(anchor: TextAnchor, text: str, start: int) -> Found:
    """A verbatim quote: exact or moved if the context on one side agrees, else changed, so that somebody checks it."""
    end = start + len(anchor.quote)
    if max(_context(anchor, text, start)) < LEAST_AGREEMENT:
        return Found(kind=FoundKind.CHANGED, start=start, end=end, similarity=1.0)
    kind = FoundKind.EXACT if start == anchor.start else FoundKind.MOVED
    return Found(kind=kind, start=start, end=end, similarity=1.0)


def _context(anchor: TextAnchor, text: str, start: int) -> tuple[float, float]:
    """How well the text before and after a place agrees with the anchor's, each from 0 to 1."""
    end = start + len(anchor.quote)
    before, after = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    # The outermost word of a context may be cut off.
    return (
        _agreement(tokens(anchor.before).words[1:], tokens(before).words[1:], anchor.before == before),
        _agreement(tokens(anchor.after).words[:-1], tokens(after).words[:-1], anchor.after == after),
    )


def _agreement(one: list[str], other: list[str], same: bool) -> float:
    """The share of characters that two contexts have in common in order; 0 where their numbers differ.

    Passages that are otherwise worded alike differ in their numbers.
    """
    if same:
        return 1.0
    if [word for word in one if word[0].isdigit()] != [word for word in other if word[0].isdigit()]:
        return 0.0
    return SequenceMatcher(None, " ".join(one), " ".join(other), autojunk=False).ratio() if one and other else 0.0


def _similarity(one: Sequence[str], other: Sequence[str]) -> float:
    if list(one) == list(other):
        return 1.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _search(anchor: TextAnchor, text: str, words: Tokens) -> Found:
    places = sorted(((sum(_context(anchor, text, at)), at) for at in _places(anchor.quote, text)), reverse=True)
    if places:
        best, at = places[0]
        if len(places) > 1 and best - places[1][0] < 2 * MARGIN:
            return LOST
        # Where the words occur several times, the context must agree on both sides; otherwise somebody must check.
        if len(places) > 1 and min(_context(anchor, text, at)) < LEAST_AGREEMENT:
            return Found(kind=FoundKind.CHANGED, start=at, end=at + len(anchor.quote), similarity=1.0)
        return _verbatim(anchor, text, at)
    return _reworded(anchor, words)


def _places(quote: str, text: str) -> Iterator[int]:
    at = text.find(quote) if quote else -1
    found = 0
    while at >= 0 and found < MOST_PLACES:
        # "9 plants" does not occur in "19 plants".
        if not (_inside(text, at, quote[0]) or _inside(text, at + len(quote), quote[-1])):
            yield at
            found += 1
        at = text.find(quote, at + 1)


def _inside(text: str, at: int, edge: str) -> bool:
    """Whether an offset lies inside a number or inside a word of Latin letters."""
    if not 0 < at < len(text):
        return False
    pair = text[at - 1 : at + 1]
    return (pair.isdigit() and edge.isdigit()) or (pair.isascii() and pair.isalpha() and edge.isalpha())


def _reworded(anchor: TextAnchor, words: Tokens) -> Found:
    """The passage most similar to a quote, if it is similar enough and clearly more so than any other."""
    quoted = tokens(anchor.quote).words
    if not quoted:
        return LOST
    likest: list[tuple[float, int, int]] = []
    for low in _windows(quoted, words.words):
        high = min(len(words.words), low + len(quoted))
        similarity = _similarity(quoted, words.words[low:high])
        if all(abs(low - other) > len(quoted) // 2 for _, other, _ in likest):
            likest.append((similarity, low, high))
        else:
            near = min(range(len(likest)), key=lambda at: abs(likest[at][1] - low))
            likest[near] = max(likest[near], (similarity, low, high))
    likest.sort(reverse=True)
    if not likest or likest[0][0] < SEARCHED_SIMILARITY or (len(likest) > 1 and likest[0][0] - likest[1][0] < MARGIN):
        return LOST
    similarity, low, high = likest[0]
    return Found(kind=FoundKind.CHANGED, start=words.starts[low], end=words.ends[high - 1], similarity=similarity)


def _windows(quoted: list[str], words: list[str]) -> list[int]:
    """Where a version of the quote may begin: the places with most of the quote's word pairs."""
    pairs: dict[tuple[str, str], list[int]] = {}
    for at in range(len(quoted) - 1):
        pairs.setdefault((quoted[at], quoted[at + 1]), []).append(at)
    votes: Counter[int] = Counter()
    for at in range(len(words) - 1):
        for offset in pairs.get((words[at], words[at + 1]), ())[:3]:
            votes[max(0, at - offset)] += 1
    return [place for place, _ in votes.most_common(12)]
