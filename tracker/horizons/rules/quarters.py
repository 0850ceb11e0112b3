"""Quarters and halves of a year as they are written, spoken and captioned, without a year."""

import re

from tracker.horizons.calendar.choosing_dates import following, nearest, piece_in
from tracker.horizons.calendar.readings import Count, Piece, Rank, Window
from tracker.horizons.engine.lexicon import CLOSED_CLASS
from tracker.horizons.engine.matching import Found
from tracker.horizons.engine.rule_book import RuleBook

BOOK = RuleBook("quarters")
QUARTER = "(quarter|qtr)"
OTHER_QUARTERS = frozenset("mile miles note pounder back marathon final finals goals goal possession kickoff".split())
"""Words before which a quarter or a half is none of the year: "the quarter mile", "the second half goals"."""


@BOOK.rule("quarter-digit", "atom", "[fiscal|calendar] Q1", examples=("in Q3", "by Q4"))
@BOOK.rule("quarter-coded", "atom", "CQ", examples=("in CQ3", "by FQ4"))
def quarter_digit(found: Found) -> Piece:
    """Q3, 3Q."""
    calendar = found.has("calendar") or found.surface.startswith("c")
    return Piece(unit="quarter", index=int(re.sub(r"\D", "", found.surface)), calendar=calendar)


@BOOK.rule("month-quarter", "piece", "PIECE (quarter|qtr)", examples=("in the September quarter",))
def month_quarter(found: Found) -> Piece | None:
    """The September quarter: the three months that end with September."""
    piece = found.piece()
    if piece.unit != "month" or piece.day or piece.last or piece.index % 3:
        return None
    return Piece(unit="month", index=piece.index - 2, last=piece.index, name="quarter")


QUARTERS_ARE = {"one's": 1, "two's": 2, "three's": 3, "four's": 4}


@BOOK.rule("quarter-letter", "length", "q [-] NUMBER", examples=("in q four", "by Q 3"))
def quarter_letter(found: Found) -> Piece | None:
    """Q four, as captions write it."""
    value = found.count().high
    return Piece(unit="quarter", index=int(value)) if value in {1, 2, 3, 4} else None


@BOOK.rule(
    "quarter-is",
    "length",
    "(q|quarter) [-] (one's|two's|three's|four's)",
    examples=("q two's going to be better",),
    counter_examples=("q two's been better",),
    not_before=("been", "had"),
)
def quarter_is(found: Found) -> Piece:
    """Q two's, where a verb or the genitive follows."""
    return Piece(unit="quarter", index=QUARTERS_ARE[found.nodes[-1].word])


@BOOK.rule(
    "quarters",
    "atom",
    f"[fiscal|calendar] (RANK|final) [-] [fiscal|calendar] [-] {QUARTER}",
    examples=("the third quarter", "the fourth-quarter"),
    counter_examples=("the first quarter of the game",),
)
@BOOK.rule("quarter-number", "length", "quarter NUMBER", examples=("in quarter four",), counter_examples=("a quarter million",))
@BOOK.rule("quarter-range", "length", "quarters NUMBER (through|to|and|-) NUMBER", examples=("during quarters two through four",))
@BOOK.rule(
    "quarter-pair",
    "atom",
    f"RANK [,] (and|or|to|through|/|-|into) [the] RANK [-] ({QUARTER}|quarters)",
    examples=("the second or third quarter", "the third and fourth quarters"),
)
def quarters(found: Found) -> Piece | None:
    """A quarter by its rank, or two of them."""
    numbers: list[float] = [each.rank for each in found.all(Rank)]
    numbers += [node.value.high for node in found.nodes if isinstance(node.value, Count)]
    if found.has("final"):
        numbers = [4]
    if not numbers or any(number not in {1, 2, 3, 4} for number in numbers) or numbers[-1] < numbers[0] or _of_a_game(found):
        return None
    return Piece(
        unit="quarter", index=int(numbers[0]), last=int(numbers[-1]), fiscal=found.has("fiscal"), calendar=found.has("calendar")
    )


GAMES = frozenset(
    "game match movie film book show season episode race talk call conversation interview article album song bowl".split()
)


def _of_a_game(found: Found) -> bool:
    """Whether "of" and something that has halves and quarters follow, or a word that no rule knows: "of the movie"."""
    after = found.following(3)
    if after[:1] != ["of"] or len(after) == 1:
        return found.raw(1) in OTHER_QUARTERS
    known = found.scene.words.codes[found.nodes[-1].last : found.nodes[-1].last + 3]
    unknown = known[-1:] == "o" and (known[1:2] == "o" or after[1] in {"the", "this", "that", "our", "my", "a"})
    return unknown or not GAMES.isdisjoint(after[1:])


@BOOK.rule("half-digit", "atom", "H1", examples=("in H2", "by 2H"))
def half_digit(found: Found) -> Piece:
    """H2, 2H."""
    return Piece(unit="half", index=int(re.sub(r"\D", "", found.surface)))


@BOOK.rule("half-letter", "length", "h [-] NUMBER", examples=("in h two",))
def half_letter(found: Found) -> Piece | None:
    """H two, as captions write it."""
    value = found.count().high
    return Piece(unit="half", index=int(value)) if value in {1, 2} else None


@BOOK.rule(
    "half",
    "atom",
    "(RANK|back|front|latter) [-] half",
    examples=("in the second half", "in the back half"),
    counter_examples=("the second half of the movie", "the first half of the book"),
)
def half(found: Found) -> Piece | None:
    """A half of the year by its rank, unless it is half of something else."""
    ranks = [each.rank for each in found.all(Rank)]
    after = found.raw(1)
    counted = found.raw(-1) == "a" and (not after[:1].isalpha() or after in CLOSED_CLASS)  # "a second half to forget"
    if (ranks and ranks[0] > 2) or _of_a_game(found) or counted:
        return None
    return Piece(unit="half", index=1 if found.has("front") or ranks == [1] else 2)


@BOOK.rule("fused-quarter", "atom", "QY", examples=("in Q4'27", "by 2H27"))
def fused_quarter(found: Found) -> Window | None:
    """Q4'27, 2H27: a quarter or half with its year in one word."""
    text = found.surface.replace("'", "")
    year = int(text[2:]) if len(text) == 6 else 2000 + int(text[2:])
    digit = int(re.sub(r"\D", "", text[:2]))
    unit = "quarter" if "q" in text[:2] else "half"
    if unit == "half" and digit > 2:
        return None
    return piece_in(Piece(unit=unit, index=digit), year, found.said_on, found.scene.context)


@BOOK.rule(
    "quarter-into-quarter",
    "part",
    "[the] PIECE [,] (into|and into|going into|and going into|heading into|through|to|and then) [the] (PIECE|PERIOD)",
    examples=("the fourth quarter and into the first quarter of next year", "Q4 into Q1"),
    counter_examples=("Q4 into March", "the fourth quarter into 2030"),
)
def quarter_into_quarter(found: Found) -> Window | None:
    """Q4 into Q1: from the one quarter or half to the end of the next."""
    piece, last = found.piece(), found.nodes[-1].value
    first = nearest(piece, found.said_on, found.scene.context, forward=True) if piece.unit in {"quarter", "half"} else None
    if first is None:
        return None
    if isinstance(last, Piece):
        same = last.unit == piece.unit
        last = following(last, first.end, found.said_on, found.scene.context) if same else None
    near = isinstance(last, Window) and last.grain is first.grain and 0 < (last.start - first.end).days < 100
    return first.but(end=last.end, others=()) if near and isinstance(last, Window) else None
