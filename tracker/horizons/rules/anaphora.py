"""Phrases that refer to a date named before: then, by that time, in that year, five years after that."""

from tracker.horizons.calendar.readings import Length, Reference
from tracker.horizons.engine.lexicon import UNIT_OF
from tracker.horizons.engine.matching import Found
from tracker.horizons.engine.rule_book import RuleBook
from tracker.horizons.rules.durations import unit_of
from tracker.horizons.rules.past_or_ahead import NEAR_MODALS, clause_before, looks_back, modal_follows

BOOK = RuleBook("anaphora")
THEN_BEFORE = "(by|until|till|around|before|from|sometime around|right around|about|up until|up to|between now and|after)"


@BOOK.rule(
    "then",
    "anchored",
    f"{THEN_BEFORE} then [as well|too|on|at least|at the latest]",
    examples=("in 2027 we launch and by then it works",),
    counter_examples=("and then we left", "since then we grew"),
)
def then(_: Found) -> Reference:
    """By then, until then, around then; not "since then"."""
    return Reference(how="same")


@BOOK.rule(
    "then-closing",
    "anchored",
    "then [as well|too|also]",
    examples=("in 2027 it starts and problems will arise then as well", "in 2026 it could be ready then."),
    counter_examples=("and then", "if so then we go", "then we left", "in 2026 it was ready then left."),
)
def then_closing(found: Found) -> Reference | None:
    """A closing "then", after an adjective, a verb or a noun: "could be ready then"."""
    before, after = found.raw(-1), found.raw(1)
    if not before or before in NOT_BEFORE_THEN or not before[0].isalpha():
        return None
    marked = found.nodes[-1].word in {"well", "too", "also"}
    closes = marked or after in {".", "?", "!", ""} or _runs_on(found)
    return Reference(how="same", weak=True) if closes else None


def _runs_on(found: Found) -> bool:
    """Whether "then" closes a clause that captions do not close: "could be ready then it's another question".

    A modal stands shortly before it, no "if" or "when" does, and a new clause begins after it.
    """
    before = clause_before(found, 14)
    modal = any(word in MODALS or word.endswith("'ll") for word in before[-6:])
    return modal and OPENS.isdisjoint(before[-8:]) and found.raw(1) in NEW_CLAUSE


OPENS = frozenset("if when once unless first let's suppose and you".split())
MODALS = frozenset("will would could might may should gonna going won't can".split())
NEW_CLAUSE = frozenset("it's that's but so i because which um uh it they're there's we're i'm although though however yeah".split())
NOT_BEFORE_THEN = frozenset(
    "and but so if or well okay ok right now since back just even because that when there here this it's um uh like yeah yes"
    " no only all do".split()
)
TIME = "(time|point|date|stage|juncture|moment)"


@BOOK.rule(
    "that-time",
    "anchored",
    f"(by|at|around|until|before|till|from|about|in|after|up to|right around|within) [about|around] (that|which|such|the"
    f" same) [very|same] {TIME} [frame|on|in time]",
    examples=("in 2027 we launch and by that time it works", "next year we start and at that point we win"),
    counter_examples=("at that time we were small", "in 2027 it starts and in that time we win"),
)
def that_time(found: Found) -> Reference | None:
    """By that time, at that point."""
    if found.nodes[0].word in {"in", "after", "before", "until", "from"} and found.has("time") and found.has("in"):
        return None
    first = found.nodes[0].word
    if (first == "at" and found.has("same")) or (first not in {"by", "until", "till"} and looks_back(found)):
        return None
    return Reference(how="same", weak=first not in {"by", "until", "till", "around"})


@BOOK.rule(
    "that-unit",
    "anchored",
    "(in|by|during|for|over|at the end of|by the end of|within|throughout|that) [that|the] [same|very] (year|quarter|month"
    "|week|decade|summer|period|window|timeframe|time frame|time period)",
    examples=("in 2027 it starts and in that year we win",),
    counter_examples=("in the year", "that year we lost"),
    not_before=("last", "a", "in", "of", "prior", "as"),
)
def that_unit(found: Found) -> Reference | None:
    """In that year, in the same quarter."""
    if not (found.has("that") or found.has("same")) or (found.nodes[0].word == "that" and not found.has("same")):
        return None
    unit = next((UNIT_OF[node.word] for node in found.nodes if node.word in UNIT_OF), "")
    return Reference(how="unit", unit=unit)


@BOOK.rule(
    "piece-after-that",
    "anchored",
    "[in|by|on] [the] PIECE after [that|then]",
    examples=("next summer we start and the summer after that we finish", "on May 3rd they vote and he goes the monday after"),
    counter_examples=("on May 3rd they vote and he goes the monday after the count",),
)
def piece_after_that(found: Found) -> Reference | None:
    """The summer after that; the Monday after, at the end of a clause."""
    if found.nodes[-1].word == "after" and found.raw(1) not in {"", ".", ",", ";", "?", "!", "and", "but"}:
        return None
    return Reference(how="next", piece=found.piece())


@BOOK.rule(
    "that-piece",
    "anchored",
    "[in|by|during|over|later|early|late|until] (that|the same) [very] PIECE",
    examples=("in 2027 we launch and that summer we grow",),
    unless=looks_back,
)
def that_piece(found: Found) -> Reference | None:
    """That summer: the one in the year last named."""
    piece = found.piece()
    verb = piece.unit == "month" and piece.weak and found.raw(1)[:1].isalpha() and piece.index == 5  # "that may"
    return None if verb else Reference(how="unit", piece=piece)


@BOOK.rule(
    "before-that",
    "anchored",
    "[about|in] LENGTH (before that|before then|prior to that|earlier than that)",
    examples=("in 2030 it opens and two years before that we test it",),
)
def before_that(found: Found) -> Reference:
    """Two years before that."""
    return Reference(how="before", length=found.length())


@BOOK.rule(
    "following-unit",
    "anchored",
    "[in|by|over|during|for] [the|a] (following|subsequent) (UNIT1|UNITS|LENGTH)",
    examples=("in 2027 we launch and the following year we grow",),
)
@BOOK.rule(
    "unit-after",
    "anchored",
    "[in|by|or|for] (LOOSE|the (year|quarter|month|week|decade)|the next (year|quarter|month|week|decade)) after [that]"
    "|[on|by] the (day|weekend|season) after that",
    examples=("in 2027 we launch and the year after we grow",),
    counter_examples=("the year after the war",),
)
@BOOK.rule(
    "next-after", "anchored", "PERIOD after that", examples=("next year it falls and the next year after that it falls more",)
)
def next_after(found: Found) -> Reference | None:
    """The following year, the year after that."""
    if (
        found.raw(1)
        and found.nodes[-1].word == "after"
        and found.raw(1)[0].isalnum()
        and found.raw(1) not in {"we", "it", "they", "i", "you", "will", "is", "and", "that"}
    ):
        return None
    unit = unit_of(found)
    if unit is None:
        windows = found.values
        unit = getattr(getattr(windows[0], "grain", None), "value", "year") if windows else "year"
    lengths = found.all(Length)
    if lengths:
        return Reference(how="after", length=lengths[0])
    return Reference(how="next", unit=unit)


SUBJECTS = frozenset(
    "it we they he she i you there the we'll they'll he'll she'll it'll i'll you'll there'll our their his her every".split()
)
"""Words with which a clause begins after "eighteen months on"."""
EVENTS = ("day", "date", "time", "point", "moment", "event", "decision", "deal", "year", "first", "one")
"""Nouns that "that" may belong to: "within five years of that day"."""


@BOOK.rule(
    "within-of",
    "anchored",
    "(within|inside) LENGTH of (that|this|it|then)",
    examples=("in 2026 we launch and within five years of that we win",),
    counter_examples=("within five years of that day",),
    not_before=EVENTS,
)
def within_of(found: Found) -> Reference:
    """Within five years of that: from the date referred to."""
    return Reference(how="within", length=found.length())


@BOOK.rule(
    "length-after",
    "anchored",
    "[in|within|about] LENGTH (on|after that|later|after|from then|from that point|beyond that|on from that|thereafter|past that"
    "|away from that|later after that|after this|afterwards|afterward)",
    examples=("in 2027 we launch and five years after that we win", "in 2027 we launch and two years later we win"),
    counter_examples=(
        "two years after the war",
        "two years later we left",
        "two years on the road",
        "two years on rules that will last",
    ),
)
def length_after(found: Found) -> Reference | None:
    """Five years after that, two years later."""
    last = found.nodes[-1].word
    if last == "on" and not (found.raw(1) in SUBJECTS and not NEAR_MODALS.isdisjoint(found.following(5))):
        return None
    if (last == "after" and found.raw(1) not in {".", ",", "", "we", "it", "they", "you", "and"}) or (
        last == "later" and looks_back(found)
    ):
        return None
    weak = last in {"later", "after", "afterwards"} and not modal_follows(found)
    return Reference(how="after", length=found.length(), weak=weak)
