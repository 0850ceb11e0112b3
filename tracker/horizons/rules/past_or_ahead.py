"""Whether the words around a phrase look back or ahead: for phrases that can be either."""

import itertools
from collections.abc import Sequence

from tracker.horizons.calendar.readings import Piece, Window
from tracker.horizons.engine.lexicon import FUTURE_CUES, PAST_VERBS, WEEKDAYS, WEEKDAYS_OF
from tracker.horizons.engine.matching import Found

STOPS = frozenset(".?!;:")
NOT_PAST = frozenset(
    "need needed indeed speed seed feed exceed proceed succeed used supposed based limited advanced related united expected"
    " projected guaranteed excited interested involved concerned worried committed focused positioned prepared planned"
    " scheduled anticipated forecasted forecast red bed led fed hundred".split()
)


def clause_before(found: Found, count: int) -> list[str]:
    """The words before the phrase in its sentence, at most `count`, nearest last."""
    words = found.previous(count)
    for place in range(len(words) - 1, -1, -1):
        if words[place] in STOPS:
            return words[place + 1 :]
    return words


def clause_after(found: Found, count: int) -> list[str]:
    """The words after the phrase in its sentence, at most `count`."""
    words = found.following(count)
    for place, word in enumerate(words):
        if word in STOPS:
            return words[:place]
    return words


PASSIVE = frozenset(
    "be is are 're we're they're you're being get gets getting not to well highly so i'm very really more been it's that's"
    " stay stays staying".split()
)
ATTRIBUTIVE = frozenset("of a an the any some no its their our by for with from".split())
"""Words after which a form in -ed belongs to a noun."""
UNCHANGED = frozenset("cut hit set beat put".split())
"""Verbs whose past and present forms are the same."""
CHANCES = frozenset(
    "chance chances odds probability likelihood likely shot bet flip toss-up toss percent % even evens fifty sixty seventy"
    " eighty ninety forty thirty thirds sure certain confident whether".split()
)


def names_a_chance(found: Found) -> bool:
    """Whether a chance is named in the phrase's sentence: "a four in five chance they hit the target by Easter"."""
    before = clause_before(found, 18)
    around = [*before, *clause_after(found, 10)]
    triples = zip(around, around[1:], around[2:], strict=False)
    return any(word in CHANCES or word.endswith("%") for word in around) or any(
        first in RATIO and last in RATIO and between in {"in", "to", "of", "-"} for first, between, last in triples
    )


RATIO = frozenset("one two three four five six seven eight nine ten twenty fifty hundred 1 2 3 4 5 6 7 8 9 10 20 50 100".split())
NOUN_BEFORE = frozenset("a an one two another no the first second third rate price job pay tax next".split())
"""Words after which "cut" or "hit" is a noun: "one cut before Christmas"."""


def _past(word: str, before: str) -> bool:
    if before in PASSIVE or (word in UNCHANGED and before in NOUN_BEFORE):
        return False
    if before in ATTRIBUTIVE and word.endswith("ed"):
        return False  # "sustained spread", "the delayed opening"
    return word in PAST_VERBS or (word.endswith("ed") and len(word) > 3 and word not in NOT_PAST)


def looks_forward(found: Found, *, strong: bool = False, reach: int = 9) -> bool:
    """Whether a modal, "going to", "expect" or the like stands near the phrase in its sentence."""
    around = [*clause_before(found, reach), *([] if strong or _ends_a_past_clause(found) else clause_after(found, 5))]
    return any(
        (word in FUTURE_CUES or word.endswith("'ll")) and not (word == "may" and before in IN_MAY)
        for before, word in itertools.pairwise(["", *around])
    )


IN_MAY = frozenset("in of by since until till last early late mid this next before after from and to".split())
"""Words before "may" that make it the month."""
NEAR_MODALS = frozenset(
    "will would should could might 'll we'll it'll they'll that'll i'll you'll won't expect going gonna".split()
)


def modal_follows(found: Found) -> bool:
    """Whether one of the three words after the phrase is a modal or "expect", and no past form stands in its clause."""
    after = clause_after(found, 8)
    return not _has_past(after) and not NEAR_MODALS.isdisjoint(after[:3]) and not _ends_a_past_clause(found)


def _ends_a_past_clause(found: Found) -> bool:
    """Whether a past form leads to the phrase, and "and" or "but" comes next: "it was 3 percent in April and will rise"."""
    return clause_after(found, 1)[:1] in (["and"], ["but"]) and _has_past(clause_before(found, 8))


def _has_past(words: Sequence[str]) -> bool:
    return any(_past(word, earlier) for earlier, word in itertools.pairwise(["", *words]))


_TURNS = (
    "tighten loosen recover slow improve accelerate decelerate come go get start begin end turn pick bottom peak grow drop open"
    " close launch ease return reopen weaken strengthen soften rebound bounce stabilize stabilise normalize normalise rise fall"
    " land ship expand contract shrink climb decline double triple break happen resume flip swing inflect ramp roll hit cut raise"
    " deliver finish complete move play head flatten cool heat arrive run vote decide retire leave join sell buy win lose settle"
).split()
TURNING = frozenset(_TURNS) | {f"{verb}es" if verb.endswith(("sh", "ss", "ch", "o")) else f"{verb}s" for verb in _TURNS}
"""Verbs whose present tense before a quarter or a half speaks of the coming one: "the market tightens in the second half"."""
OWNING = frozenset("the our their its my his her your a an any this that these those of to".split())


def turns_present(found: Found) -> bool:
    """Whether a verb of change in the present tense, with its subject, stands in the three words before the phrase."""
    before = clause_before(found, 6)
    for place in range(max(1, len(before) - 3), len(before)):
        verb, subject = before[place], before[place - 1]
        plural = subject.endswith("s") or subject in {"we", "they", "you", "i", "people"}
        fits = subject not in OWNING and subject[-1:].isalpha() and (plural != verb.endswith("s"))
        if verb in TURNING and fits and not any(_past(word, "") for word in before):
            return True
    return False


def tells_a_story(found: Found) -> bool:
    """Whether a past form stands anywhere in the clause before the phrase, and nothing there looks ahead."""
    return _has_past(clause_before(found, 20)) and not looks_forward(found, reach=20)


def looks_ahead_after(found: Found, reach: int) -> bool:
    """Whether a modal stands in the words after the phrase in its sentence, and no past form does."""
    after = clause_after(found, reach)
    return not _has_past(after) and any(word in NEAR_MODALS or word.endswith("'ll") for word in after)


TIMES = frozenset("on a an the in at of one early late last morning afternoon evening night".split()) | WEEKDAYS.keys()


def _without_times(before: list[str]) -> list[str]:
    """The words before a phrase without the weekday that stands right before it: "born on a Tuesday in March"."""
    end = len(before)
    while end and before[end - 1] in TIMES:
        end -= 1
    return before[:end] if any(word in WEEKDAYS for word in before[end:]) else before


def _without_scores(before: list[str]) -> list[str]:
    """The words before a phrase without numbers that a hyphen joins: "they lost three-one on"."""
    beside = {place + step for place, word in enumerate(before) if word == "-" for step in (-1, 0, 1)}
    return [word for place, word in enumerate(before) if place not in beside or word not in RATIO | {"-", "nil", "nothing"}]


def looks_back(found: Found, *, near: bool = False) -> bool:
    """Whether a past form stands near the phrase in its sentence and nothing there looks ahead.

    With `near` only the three words before and the two after count: for phrases that look ahead by themselves.
    """
    if ("back", "then") in itertools.pairwise(clause_after(found, 6)):
        return True
    before, after = clause_before(found, 9 if near else 8), clause_after(found, 2 if near else 4)
    before = _without_scores(_without_times(before)) if near else before
    reach = 3 if near else 7
    pairs = list(zip(["", *before], before, strict=False))[-reach:]
    before = before[-reach:]
    for place, word in enumerate(after):
        if word in {"so", "but", "because", "which", "and", "then", ","}:
            after = after[:place]
            break
    have = any(
        word in {"have", "has", "i've", "we've", "they've", "you've", "he's", "she's", "it's"}
        and following in {"been", "had", "done", "seen"}
        for word, following in itertools.pairwise(before)
    )
    pairs += zip(["", *after], after[:3], strict=False)
    past = [word for before_it, word in pairs if _past(word, before_it)]
    if past and not have and UNCHANGED.issuperset(past) and names_a_chance(found):
        return False
    return (have or bool(past)) and not looks_forward(found)


def looks_back_nearby(found: Found) -> bool:
    """Whether a past form stands among the three words before the phrase and the two after, and nothing looks ahead."""
    return looks_back(found, near=True)


WAS = frozenset({"was", "were", "had"})
USUAL = frozenset("always usually normally typically generally".split())
EACH_TIME = frozenset("weekends weekdays weeknights mornings evenings afternoons nights".split()) | WEEKDAYS_OF.keys()
"""Words beside a season that tell a habit: "they close on Fridays in the summer"."""


def tells_a_habit(found: Found) -> bool:
    """Whether the clause says what is so in any year: "we only ever sell from March to June"."""
    named = any(isinstance(node.value, Piece) for node in found.nodes)
    before = clause_before(found, 8)
    often = not (EACH_TIME.isdisjoint(before[-2:]) and EACH_TIME.isdisjoint(clause_after(found, 3)))
    usual = bool(USUAL & set(before)) or ("only", "ever") in itertools.pairwise(before) or often
    return named and usual and not looks_forward(found)


INTENDED = frozenset("to told asked supposed meant promised planned scheduled slated that".split())
"""Words with which "was" still speaks of what is to come: "it was supposed to open in the second half"."""


def _was_so(found: Found) -> bool:
    """Whether "was" or "had" stands in the clause before the phrase, with nothing that looks ahead."""
    before = clause_before(found, 8)
    opened = max((place for place, word in enumerate(before) if word in {"and", "but", "so", "which"}), default=-1)
    words = {*before[opened + 1 :], *clause_after(found, 5)}
    ahead = not (INTENDED | NEAR_MODALS).isdisjoint(words) or any(word.endswith("'ll") for word in words)
    return not ahead and not WAS.isdisjoint(before[opened + 1 :])


def means_the_last(piece: Piece, whole: Window, found: Found) -> bool:
    """Whether the clause means the last instance of a piece without a year and not the coming one.

    A current instance is not, unless it is a season. Where the coming one is nearer than the last, the past form must
    stand close by.
    """
    if piece.unit in {"quarter", "half"} and _was_so(found):
        return True
    if whole.start <= found.said_on:
        return piece.unit == "season" and looks_back(found, near=True)
    ahead = (whole.start - found.said_on).days
    year = 7 if piece.unit == "weekday" else 365
    far = 2 * ahead >= year
    return looks_back(found, near=not far) or (far and piece.unit == "month" and tells_a_story(found))
