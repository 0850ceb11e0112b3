"""Writes the restored marks and capitals of captions into a claim, where the words around them can bear them."""

from collections.abc import Sequence
from dataclasses import replace

from tracker.extract.claims.disfluencies import CLOSED, Piece
from tracker.extract.claims.quote_context import QuoteContext
from tracker.extract.encoder.restorer import Case, Restored, cased

LEAST = 4  # the fewest words of a sentence within a claim
STOPS = (".", "?")
FUNCTION_WORDS = (CLOSED - {"like"}) | frozenset(
    """
    after also although am any been before between during each even every had her here his how no only over really since
    some than that then though through under unless very where while why whereas whether however maybe perhaps still again yes
    yeah well today later
    """.split()
)
"""Words capitalised only at the start of a sentence."""

UNMARKED = frozenset(
    """
    a an the my your our their its his of to in on at for with from by into than and or but because if be been i we they next last
    is are was were do does did have has had will would can could should about over regarding including how what whether there's
    that's it's we're you're they're i'm gonna going
    """.split()
)
"""Words that a restored mark does not follow: the phrase they open has not ended."""

SUBORDINATE = frozenset("as if when while because since although though once unless".split())
"""Words that open a clause which is no sentence by itself."""

BOUND = frozenset("by in on at for of to from with than whether until through during over which".split())
"""Words that go on with the phrase before them, so that no mark separates a rest without a verb that they open."""


UNPARTED = frozenset("by until during within through over than around".split())
"""Words that no restored comma stands in front of."""


def _between(pieces: Sequence[Piece], first: int, last: int) -> tuple[int, int] | None:
    """The words (first, one past the last) of some pieces; None if they hold none."""
    inside = [piece.word for piece in pieces[first:last] if piece.word is not None]
    return (inside[0], inside[-1] + 1) if inside else None


def _restored_marks(pieces: Sequence[Piece], restored: Restored) -> list[str]:
    """The restored mark behind each piece that has none and may have one."""
    bound = [piece.mark or piece.lower in UNMARKED or piece.lower.endswith("n't") for piece in pieces]
    free = [None if held else piece.word for piece, held in zip(pieces, bound, strict=True)]
    marks = [restored.marks[word] if word is not None else "" for word in free]
    following = [*(piece.lower for piece in pieces[1:]), ""]
    return ["" if mark == "," and word in UNPARTED else mark for mark, word in zip(marks, following, strict=True)]


def _mark_instead(pieces: Sequence[Piece], marks: Sequence[str], at: int, begin: int, context: QuoteContext | None) -> str:
    """The mark for a restored stop: a sentence on both sides needs words enough and a verb, else it is a comma or nothing."""
    if min(at + 1, len(pieces) - at - 1) < LEAST:
        return ","
    if context is None:
        return marks[at]
    end = next((n + 1 for n in range(at + 1, len(pieces)) if marks[n] in STOPS or pieces[n].mark in STOPS), len(pieces))
    if pieces[begin].lower in SUBORDINATE and not any(pieces[n].mark or marks[n] for n in range(begin, at)):
        return ","
    before, behind = _between(pieces, begin, at + 1), _between(pieces, at + 1, end)
    if (
        before is None
        or behind is None
        or (context.finite(before) and context.finite(behind) and pieces[at + 1].lower != "whether")
    ):
        return marks[at]
    return "" if pieces[at + 1].lower in BOUND and context.finite(before) else ","


def _chosen_marks(pieces: Sequence[Piece], restored: Restored, context: QuoteContext | None) -> tuple[list[str], set[int]]:
    """The mark to write behind each piece, and the pieces in front of which a restored stop was not believed."""
    marks, joined, begin = _restored_marks(pieces, restored), set[int](), 0
    for at, mark in enumerate(marks):
        if mark in STOPS and at + 1 < len(pieces):
            marks[at] = _mark_instead(pieces, marks, at, begin, context)
            if marks[at] not in STOPS:
                joined.add(at + 1)
        if marks[at] in STOPS or pieces[at].mark in STOPS:
            begin = at + 1
    return marks, joined


def with_restored(pieces: Sequence[Piece], restored: Restored, context: QuoteContext | None = None) -> list[Piece]:
    """The pieces with restored marks and capitals.

    A stop with too few words on one side, or without a verb there, becomes a comma or goes, since restored stops are too many; the
    word behind it has a capital only if it is a noun.
    """
    marks, joined = _chosen_marks(pieces, restored, context)
    written: list[Piece] = []
    opens = False
    for at, (piece, mark) in enumerate(zip(pieces, marks, strict=True)):
        text = piece.text
        if piece.word is not None and (opens or piece.lower.partition("'")[0] not in FUNCTION_WORDS):
            case = restored.cases[piece.word]
            if at in joined and context is not None and not context.parse.tag(piece.word).startswith("NN"):
                case = Case.LOWER
            text = cased(text, Case.CAPITAL if opens and case is Case.LOWER else case)
        opens = mark in STOPS
        written.append(replace(piece, text=text + mark))
    return written
