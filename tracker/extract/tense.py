"""The tense of speech, read from the words alone: which words are finite verbs, and whether they look back or ahead.

Captions carry neither case nor punctuation, but auxiliaries and modals are always there; a closed list of them with the ending of
the word that follows tells the tense nearly as well as a tagger does, at a hundredth of the cost.
"""

from enum import StrEnum


class Tense(StrEnum):
    """How a finite verb stands to the moment of speaking."""

    FUTURE = "future"  # will grow, is going to grow, 'll grow
    WEAK = "weak"  # could, may, might
    WOULD = "would"  # would, should, 'd
    CAN = "can"
    PROGRESSIVE = "progressive"  # is growing
    EXPECTED = "expected"  # is expected to
    BE = "be"  # is, are
    OBLIGATION = "obligation"  # has to, needs to
    PERFECT = "perfect"  # has grown
    HAVE = "have"
    DO = "do"
    PAST = "past"  # grew, was growing, did
    PAST_FUTURE = "past future"  # was going to
    ATTITUDE = "attitude"  # expect, think, hope: present
    PRESENT = "present"  # starts, means, implies


_FUTURE = frozenset("will won't shall shan't gonna".split())
_WEAK = frozenset("could may might couldn't mightn't".split())
_WOULD = frozenset("would should wouldn't shouldn't".split())
_CAN = frozenset("can can't cannot".split())
_BE = frozenset("am is are isn't aren't i'm you're we're they're it's he's she's that's there's what's who's here's".split())
_WAS = frozenset("was were wasn't weren't".split())
_HAVE = frozenset("have has haven't hasn't i've you've we've they've".split())
_HAD = frozenset("had hadn't did didn't".split())
_DO = frozenset("do does don't doesn't".split())
_ATTITUDE = frozenset(
    "expect expects anticipate anticipates think thinks believe believes hope hopes predict predicts forecast forecasts project "
    "projects guess suspect imagine assume assumes plan plans intend intends aim aims target targets want wants see sees feel "
    "foresee estimate estimates bet doubt wonder reckon suppose guarantee".split()
)
_PRESENT = frozenset(
    "means implies reflects includes involves remains continues starts begins becomes gets goes comes takes makes looks seems "
    "shows gives brings puts depends represents assumes calls leads falls rises declines moves brings needs need works says "
    "knows happens runs stays ends kicks ships launches opens closes arrives kicks expires".split()
)
_PAST = frozenset(
    "began became broke brought built bought came caught chose cut dealt did drew drove fell felt fought found forgot gave got "
    "grew had heard held hit kept knew laid led left lent lost made meant met paid ran rose said sat saw sent sold set shot "
    "showed shrank spent spoke stood stuck taught thought told took understood went won wore wrote went sang swam threw".split()
) - {"hit", "cut", "set"}
_PARTICIPLES = frozenset(
    "been become begun broken brought built bought come done drawn driven fallen felt found given gone gotten grown had heard "
    "held kept known led left lost made meant met paid put run risen said seen sent sold shown spent spoken taken taught "
    "thought told understood won written got set cut hit".split()
)
_EXPECTING = frozenset(
    "expected projected forecast anticipated scheduled slated set due supposed likely poised estimated bound".split()
)
_NOT_PAST = frozenset(
    "need indeed hundred speed feed seed exceed proceed succeed bed red led embed shed breed weed deed based related united "
    "unlimited limited increased-".split()
)
_SKIPPED = frozenset(
    "not also just still now really probably likely already always never actually definitely certainly um uh you know like all "
    "currently then kind of sort only even certainly clearly obviously so".split()
)


def _next(lower: list[str], index: int) -> tuple[str, int]:
    """The next word after `index` that carries sense, and its index."""
    place = index + 1
    while place < len(lower) and place < index + 4 and lower[place] in _SKIPPED:
        place += 1
    return (lower[place], place) if place < len(lower) else ("", place)


def _be(lower: list[str], index: int) -> Tense:
    word, place = _next(lower, index)
    if word == "gonna" or (word in {"going", "about"} and lower[place + 1 : place + 2] == ["to"]):
        return Tense.FUTURE
    if word in _EXPECTING:
        return Tense.EXPECTED
    if word.endswith("ing") and len(word) > 4:
        return Tense.PROGRESSIVE
    return Tense.BE


def _have(lower: list[str], index: int) -> Tense:
    word, _ = _next(lower, index)
    if word == "to":
        return Tense.OBLIGATION
    if word in _PARTICIPLES or (word.endswith("ed") and len(word) > 3):
        return Tense.PERFECT
    return Tense.HAVE


def _was(lower: list[str], index: int) -> Tense:
    word, place = _next(lower, index)
    going = word == "going" and lower[place + 1 : place + 2] == ["to"]
    return Tense.PAST_FUTURE if going or word == "supposed" else Tense.PAST


def _is_regular_past(lower: list[str], index: int) -> bool:
    word = lower[index]
    if not word.endswith("ed") or len(word) < 5 or word in _NOT_PAST or word in _EXPECTING:
        return False
    before = lower[index - 1] if index else ""
    return before not in _BE and before not in _HAVE and before not in {"be", "been", "being", "the", "a", "an", "to", "of", "more"}


_ALONE = {
    **dict.fromkeys(_FUTURE, Tense.FUTURE),
    **dict.fromkeys(_WEAK, Tense.WEAK),
    **dict.fromkeys(_WOULD, Tense.WOULD),
    **dict.fromkeys(_CAN, Tense.CAN),
    **dict.fromkeys(_HAD | _PAST, Tense.PAST),
    **dict.fromkeys(_DO, Tense.DO),
    **dict.fromkeys(_ATTITUDE, Tense.ATTITUDE),
    **dict.fromkeys(_PRESENT, Tense.PRESENT),
}
_WITH_NEXT = {**dict.fromkeys(_BE, _be), **dict.fromkeys(_WAS, _was), **dict.fromkeys(_HAVE, _have)}


def tenses_of(lower: list[str]) -> list[Tense | None]:
    """The tense at every word, as `tense_at` gives it; a word that means the same everywhere is looked at once."""
    spoken = set(lower)
    by_context = {word for word in spoken if word in _WITH_NEXT or (word.endswith("ed") and word not in _ALONE)}
    alone = {word: tense_at([word], 0) for word in spoken - by_context}
    return [tense_at(lower, index) if word in by_context else alone[word] for index, word in enumerate(lower)]


def tense_at(lower: list[str], index: int) -> Tense | None:
    """The tense of the finite verb at word `index`, or None where the word is not one."""
    word = lower[index]
    if word in _ALONE:
        return _ALONE[word]
    if word in _WITH_NEXT:
        return _WITH_NEXT[word](lower, index)
    if word.endswith("'ll"):
        return Tense.FUTURE
    if word.endswith("'d") and len(word) > 2:
        return Tense.WOULD
    return Tense.PAST if _is_regular_past(lower, index) else None
