"""Lengths of time that lie ahead without a preposition: two years and it is gone, another month, six months left."""

import itertools

from tracker.horizons.calendar.lengths_ahead import at_distance, until_distance
from tracker.horizons.calendar.readings import Window
from tracker.horizons.engine.lexicon import CLOSED_CLASS, UNIT_OF
from tracker.horizons.engine.matching import Found
from tracker.horizons.engine.rule_book import RuleBook
from tracker.horizons.rules.past_or_ahead import (
    clause_after,
    clause_before,
    looks_ahead_after,
    looks_back,
    looks_back_nearby,
    looks_forward,
)
from tracker.horizons.rules.verbs import is_past

BOOK = RuleBook("bare_lengths")


@BOOK.rule(
    "till",
    "span",
    "(it's|it is|it'll be|it will be|there's|there are|we've got|we have|that's) [still|only|just|about|maybe|probably] LENGTH"
    " [to go] (till|until|til|before)",
    examples=(
        "it's about eighteen months before it pays for itself",
        "it's ninety days until the bridge is open",
        "we've got three weeks till they dock",
    ),
    counter_examples=("it's sixty days till you harvest", "it was ninety days until it opened"),
    unless=looks_back_nearby,
    not_before=("you",),
)
def till(found: Found) -> Window | None:
    """It's ninety days until the bridge is open: the day that far ahead; "you" tells what is always so."""
    dated = bool(found.after) and found.after[0].value is not None
    waits = found.raw(1) in {"it", "we", "they", "he", "she", "anyone", "anybody"} and not found.has("be", "it'll")
    declined = dated or (found.has("before") and not waits) or found.length().unit in {"hour", "minute"}
    return None if declined else at_distance(found.length(), found.said_on)


@BOOK.rule(
    "left",
    "span",
    "(has|have|got|he's|she's|we've|they've|i've|with|are|is|there's) [only|just|about|maybe|probably|still|got|at least|around]"
    " LENGTH (left|remaining|to go)",
    examples=("we have six months left before it closes", "he's got two years left on the deal"),
    counter_examples=("we had two years left", "there are two minutes left"),
    unless=looks_back_nearby,
)
def left(found: Found) -> Window | None:
    """We have six months left: to the end of that time."""
    short = found.length().unit in {"hour", "minute"}
    return None if short else until_distance(found.length(), found.said_on)


BEGINS = frozenset("and so but then maybe probably need needs take takes be got have has say , . ? !".split()) | {""}
"""Words before a length of time that is still to come: "we need four more years"."""
NOT_AHEAD = frozenset("of ago old behind experience earlier before after following in into since apart ' -".split())
"""Words after a length that counts from another day or measures something."""


@BOOK.rule(
    "fronted",
    "span",
    "LENGTH",
    examples=(
        "thirty to sixty days and it will be sold",
        "call it thirty sixty days and we'll have it",
        "eighteen to twenty four months and open source catches up",
        "two years and they're gone",
    ),
    counter_examples=("thirty to sixty days and he was gone", "it rained for two to three days and we will dry out"),
)
def fronted_length(found: Found) -> Window | None:
    """Thirty to sixty days, two years, at the head of a clause, and it will be so."""
    length = found.length()
    fronted = FRONT.issuperset(clause_before(found, 2)) and found.raw(1) in {"and", ","}
    if not fronted or looks_back(found) or length.unit in {"hour", "minute"} or length.hyphened:
        return None
    ranged = length.high > length.low
    if looks_forward(found) and ranged and length.unit == "day":
        return at_distance(length, found.said_on)
    return until_distance(length, found.said_on) if found.raw(1) == "and" and _so_it_is(found, ranged=ranged) else None


def _so_it_is(found: Found, *, ranged: bool) -> bool:
    """Whether what holds after a length is said in the present: "two years and they're gone"."""
    after = clause_after(found, 9)[1:]
    behind = any(word in BEHIND or (is_past(word) and not looks_forward(found)) for word in after)
    said = bool(after) and (after[0] in SAID_OF or (ranged and after[0] not in {"a", "then", "three", "two", "one"}))
    return said and not behind and after[0] not in UNIT_OF and not after[0].isdigit()


BEHIND = frozenset("have has haven't hasn't still been counting since no not never nothing later ago who what i've we've".split())
SAID_OF = frozenset(
    "it's it'll they're they'll he's he'll she's she'll that's you're you'll we're we'll there's it they you we".split()
)
"""Words with which a clause begins after a length at the head of a sentence: "two years and it's over"."""
FRONT = frozenset("call it say maybe about figure so and probably , like um uh".split())
"""Words that may open a clause before a length of time."""


@BOOK.rule(
    "bare-range",
    "span",
    "LENGTH",
    examples=("we are looking at two to three years", "we need another two years", "two years max before they fold"),
    counter_examples=("five years",),
)
def bare_range(found: Found) -> Window | None:
    """A bare range of years or months, or a bare length beside a word such as "another", in a clause that looks ahead."""
    length = found.length()
    after = found.raw(1)
    own = found.scene.words.words[found.nodes[0].first : found.nodes[0].last]
    if own[-1] in {"max", "tops"} and after == "before" and not looks_back(found):
        return until_distance(length, found.said_on)
    still = not {"another", "more"}.isdisjoint(own) and (
        after == "before" or found.raw(2) in {"this", "that", "it"}
    )  # "another two years of this"
    waits = after in {"before", "until", "till"} and "looking" in clause_before(found, 4)  # "looking at a month before it opens"
    elsewhere = after in NOT_AHEAD and not still and not waits
    if elsewhere or (length.hyphened and length.low == length.high) or length.unit in {"day", "hour", "minute"}:
        return None
    further = (
        "more" in own[1:-1] and found.raw(-1) in BEGINS and (looks_forward(found) or looks_ahead_after(found, 10))
    )  # "four more years and it will be gone"
    if "another" in own or own[0] == "over" or further or _given(found):
        return None if looks_back(found) else until_distance(length, found.said_on)
    ranged = length.high > length.low
    if not ranged and found.raw(-1) == "a":
        return None
    if (
        (not ranged and not _rough_end(found))
        or looks_back(found)
        or found.raw(-1) in {"for", "every", "each", "per", "those", "these", "first", "last", "after", "of"}
    ):
        return None
    return at_distance(length, found.said_on) if looks_forward(found) else None


def _given(found: Found) -> bool:
    """Whether the speaker gives somebody that long: "I give the coalition eighteen months"."""
    before = clause_before(found, 6)
    giver = [earlier for earlier, word in itertools.pairwise(before) if word in {"give", "giving"}]
    after = found.raw(1)
    return (
        bool(giver)
        and giver[-1] in {"i", "i'd", "i'll", "i'm", "we", "we'd"}
        and (not after[:1].isalpha() or after in CLOSED_CLASS - {"in"})
    )


def _rough_end(found: Found) -> bool:
    return found.nodes[0].rules[-1:] in {("durations.or-so",), ("durations.roughly",)} and looks_forward(found, strong=True)
