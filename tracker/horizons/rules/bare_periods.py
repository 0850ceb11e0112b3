"""Months, quarters, weekdays and holidays without a preposition."""

from tracker.horizons.calendar.choosing_dates import nearest
from tracker.horizons.calendar.readings import Past, Piece, Rank, Window
from tracker.horizons.engine.lexicon import CLOSED_CLASS
from tracker.horizons.engine.matching import Found
from tracker.horizons.engine.rule_book import RuleBook
from tracker.horizons.rules.past_or_ahead import (
    NEAR_MODALS,
    clause_after,
    clause_before,
    looks_ahead_after,
    looks_back,
    looks_forward,
    means_the_last,
    modal_follows,
    names_a_chance,
    tells_a_story,
)
from tracker.horizons.rules.verbs import is_past

BOOK = RuleBook("bare_periods")
FRONTS = frozenset(
    {"", ".", ",", "?", "!", ";", ":", "either", "and", "so", "but", "then", "probably", "maybe", "says", "say", "think", "thinks"}
)


@BOOK.rule(
    "bare",
    "final",
    "[the] PIECE",
    examples=("the third quarter", "January", "Michaelmas will bring rain", "Labor Day weekend is when it will break"),
    counter_examples=("Christmas is when we all meet", "the fall of Rome", "Monday was fine"),
)
def bare(found: Found) -> Window | Past | None:
    """A month, quarter or half without a preposition: the nearest one not over."""
    piece = found.piece()
    if found.has("the") and piece.unit == "month" and found.raw(1) in {"to", "on", "of", "for", "against"}:
        return None  # "the March to the sea"
    if piece.unit == "holiday" and (_white_christmas(found) or _said_of(found)):
        return nearest(piece, found.said_on, found.scene.context, forward=True)
    if piece.weak:
        return _weekday(piece, found)
    if found.raw(-1) == "that" and tells_a_story(found):
        return Past(why="in a story")
    whole = nearest(
        piece, found.said_on, found.scene.context, forward=looks_forward(found, strong=True, reach=5) or modal_follows(found)
    )
    if whole is None or means_the_last(piece, whole, found):
        return Past(why="just over")
    return whole


def _white_christmas(found: Found) -> bool:
    return found.raw(-2) in {"a", "an"} and (looks_forward(found, strong=True) or names_a_chance(found))


def _said_of(found: Found) -> bool:
    """Whether something to come is said of a holiday at the head of its clause: "Easter is when we'll know"."""
    after = clause_after(found, 12)
    told = not NEAR_MODALS.isdisjoint(after[2:]) and (after[:2] == ["is", "when"] or _dated(found))
    named = found.nodes[0].value is not None
    return named and (_fronted(found) or (found.raw(-1) in FRONTS and told))


def _fronted(found: Found) -> bool:
    """Whether the phrase opens a clause that looks ahead: "Friday we will know", "Friday, the union will vote"."""
    later = found.raw(1) == "," and looks_ahead_after(found, 9)
    return found.raw(-1) in FRONTS and (modal_follows(found) or later)


def _dated(found: Found) -> bool:
    """Whether the day of the month follows: "Father's Day is the eighteenth"."""
    if [node.word for node in found.after[:2]] == ["is", "the"] and len(found.after) > 2:
        return isinstance(found.after[2].value, Rank)
    return False


WILL = frozenset("will would 'll won't going gonna could might should shall is are am 're due".split())
NOT_BARE = frozenset("the a an every each last this that one on of until and or my our his her their some any black good".split())
TIMETABLED = frozenset(
    """vote votes meet meets leave leaves open opens reopen reopens close closes start starts begin begins end ends launch
    launches land lands arrive arrives ship ships report reports play plays fly flies return returns decide decides rule
    rules announce announces testify testifies sail sails air airs premiere premieres expire expires depart departs kick
    kicks move moves go goes come comes resume resumes sing sings perform performs speak speaks race races publish
    publishes finish finishes stop stops host hosts present presents sit sits stand stands debate debates travel travels
    run runs drop drops sign signs fight fights""".split()
)
"""Verbs whose present tense speaks of a timetable: "they vote Thursday"."""
BETWEEN = frozenset("off out up down over live back again home in".split())
SUBJECTLESS = frozenset("to should n't don't doesn't didn't not would usually always often normally".split())
CONTESTS = frozenset("play plays face faces host hosts fight fights meet meets race races visit visits see take".split())
OBJECTS = frozenset("them him her it us you me".split())


def _timetabled(found: Found) -> bool:
    """Whether such a verb with a subject comes before, apart from a particle or an object between."""
    before = clause_before(found, 5)
    if before and before[-1] in BETWEEN:
        before = before[:-1]
    if len(before) > 2 and (before[-1] in OBJECTS or before[-2] in CONTESTS) and before[-1] not in TIMETABLED:
        before = before[:-1]
        return before[-1] in CONTESTS | TIMETABLED and before[-2] not in SUBJECTLESS | NOT_BARE
    return len(before) > 1 and before[-1] in TIMETABLED and before[-2] not in SUBJECTLESS and before[-2] not in NOT_BARE


OWNERS = frozenset("the my our his her their your its".split())


def _told_of(before: list[str]) -> bool:
    """Whether the words before are a subject and a verb in the present: "the river crests Sunday", "they bury him Monday"."""
    if len(before) > 3 and before[-1] in OBJECTS and before[-4] in OWNERS:
        before = before[:-1]
    verb = before[-1] if before else ""
    noun = len(before) > 2 and before[-3] in OWNERS and not before[-2].endswith("s")
    if noun and len(verb) > 4 and verb.endswith("s") and not verb.endswith(("ss", "us", "'s")):
        return True
    subject, verb = (before[-3], before[-2]) if len(before) > 2 and verb in OBJECTS else (before[-2] if before[1:] else "", verb)
    if subject in {"he", "she", "it"}:
        return verb.endswith("s") and verb not in {"was", "is", "has", "does"}
    return subject in {"they", "we", "i"} and verb.isalpha() and not is_past(verb) and verb not in CLOSED_CLASS


def _weekday(piece: Piece, found: Found) -> Window | None:
    """A weekday without "on": "Monday morning we will know", and after a modal "they will vote Monday"."""
    if piece.unit != "weekday" or found.nodes[0].word == "the":
        return None
    before, after = clause_before(found, 9), found.raw(1)
    fronted = _fronted(found)
    told = any(word in WILL or word.endswith(("'ll", "'re")) for word in before) and not looks_back(found)
    told = told or _timetabled(found) or _told_of(before) or (names_a_chance(found) and not looks_back(found))
    american = told and not found.noun_follows and found.raw(-1) not in NOT_BARE and after not in {"'", "-"}
    return nearest(piece, found.said_on, found.scene.context) if fronted or american else None


@BOOK.rule("piece-of-past", "part", "PIECE [,] [of|in] PAST", examples=("in March of last year", "the fourth quarter of last year"))
def piece_of_past(_: Found) -> Past:
    """March of last year: the past."""
    return Past(why="past")
