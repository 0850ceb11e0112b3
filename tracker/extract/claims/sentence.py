"""Writes the readable sentence of a claim: its quote without disfluencies, with a capital and a full stop."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tracker.extract.claims.disfluencies import (
    CLOSED,
    Piece,
    is_number,
    pieces_of,
    without,
    without_echoes,
    without_fillers,
    without_stutters,
)
from tracker.extract.encoder.restorer import Case, Restored, cased
from tracker.text.tokens import Words, characters

OPENERS = frozenset(
    """
    and but so or because well yeah yes yep okay ok alright right oh anyway also again like basically actually honestly obviously
    look listen plus though then now sure cool exactly
    """.split()
)
KEPT_OPENERS = {
    "now": frozenset("is the that it".split()),
    "so": frozenset("far long much many".split()),
    "like": frozenset("the a i in".split()),
    "right": frozenset("now after before".split()),
    "well": frozenset("before into over after under".split()),
    "look": frozenset("at for like forward to".split()),
}
"""Openers that belong to the sentence if one of these words follows."""

CLOSERS = frozenset("and but so or because that which the a an to of um uh like right yeah okay".split())
DASHES = ("—", "…")  # after these a word needs no space, unless words in between were removed
LEAST = 4  # the fewest words of a sentence within a claim
FUNCTION_WORDS = (CLOSED - {"like"}) | frozenset(
    """
    after also although am any been before between during each even every had her here his how no only over really since
    some than that then though through under unless very where while why
    """.split()
)
"""Words capitalised only at the start of a sentence."""

UNMARKED = frozenset(
    """
    a an the my your our their its his of to in on at for with from by into than and or but because if be been i we they next last
    """.split()
)
"""Words that a restored mark does not follow: the phrase they open has not ended."""

PAIRS = {")": "(", "]": "[", "}": "{", "”": "“", "»": "«"}
_I = re.compile(r"^(\W*)i(?=$|['’.,?!])")
_FRONT = re.compile(r"^(?:[\s,;:!?…*_—]|\.(?!\d)|[-–](?![\d$€£¥₹.])|['’‘](?!\d))+")
_BACK = re.compile(r"[\s,;:…*_—–-]+$")


@dataclass(frozen=True, slots=True)
class Note:
    """What a claim speaks of, in words of the transcript, to be inserted after the word `word`, or in front if that is None."""

    text: str
    word: int | None = None


def _trim(pieces: list[Piece]) -> list[Piece]:
    while len(pieces) > 3 and pieces[0].lower in OPENERS:
        following = pieces[1].lower
        if following in KEPT_OPENERS.get(pieces[0].lower, frozenset()) or (is_number(following) and pieces[0].mark == ""):
            break
        pieces = without(pieces, 0, 1)
    while len(pieces) > 3 and pieces[-1].lower in CLOSERS:
        pieces = pieces[:-1]
    return pieces


def _written(pieces: Sequence[Piece], restored: Restored | None) -> list[Piece]:
    """The pieces with "I" capitalised and with restored marks and capitals.

    A stop with fewer than LEAST words on one side becomes a comma, since restored stops are too many rather than too few.
    """
    written: list[Piece] = []
    opens = False
    for at, piece in enumerate(pieces):
        text = _I.sub(r"\1I", piece.text)
        mark = ""
        if restored is not None and piece.word is not None:
            case = restored.cases[piece.word]
            if opens or piece.lower.partition("'")[0] not in FUNCTION_WORDS:
                text = cased(text, Case.CAPITAL if opens and case is Case.LOWER else case)
            mark = restored.marks[piece.word] if not piece.mark and piece.lower not in UNMARKED else ""
            if mark in (".", "?") and min(at + 1, len(pieces) - at - 1) < LEAST:
                mark = ","
        opens = mark in (".", "?")
        written.append(replace(piece, text=text + mark))
    return written


def _balanced(text: str) -> str:
    """The text without unpaired quotation marks and brackets."""
    for close, opening in PAIRS.items():
        if text.count(close) != text.count(opening):
            text = text.replace(close, "").replace(opening, "")
    return text.replace('"', "") if text.count('"') % 2 else text


def _joined(pieces: Sequence[Piece], note: Note | None, restored: Restored | None) -> str:
    parts: list[str] = []
    for at, piece in enumerate(_written(pieces, restored)):
        written = piece.text
        if note is not None and note.word is not None and piece.word == note.word:
            tail = piece.mark if piece.mark and at + 1 < len(pieces) else ""
            written = f"{written.rstrip(',.?;:')} [{note.text}]{tail}"
        parts.append(written if not parts or (piece.glued and parts[-1].endswith(DASHES)) else f" {written}")
    return "".join(parts)


def _closed(text: str, mark: str) -> str:
    """The text with an initial capital and one final mark: a full stop, a question mark or an ellipsis."""
    text = re.sub(r"\s+", " ", re.sub(r"\s+(?=[,;?!]|\.(?!\d))", "", _balanced(text)))
    text = _BACK.sub("", _FRONT.sub("", text))
    text = _BACK.sub("", text.rstrip("?!"))
    text = text[:1].upper() + text[1:]
    if mark != ".":
        text = text.rstrip(".")
    return text if text.endswith(mark) or not text else text + mark


def spoken_pieces(words: Words, quote: tuple[int, int]) -> list[Piece]:
    """The pieces of a quote without fillers, stutters, and connectives at its ends."""
    raw = pieces_of(words, *characters(words, *quote))
    pieces = _trim(without_echoes(without_stutters(without_fillers(raw))))
    return _trim(without_fillers(pieces)) or raw


def claim_sentence(
    words: Words, quote: tuple[int, int], note: Note | None = None, restored: Restored | None = None, *, mark: str = "."
) -> str:
    """One readable sentence made of the quote's own characters, with the `note` in brackets and the `mark` at its end.

    Never empty: a quote of nothing but fillers is returned with them.
    """
    sentence = _closed(_joined(spoken_pieces(words, quote), note, restored), mark) or "(no words)."
    return f"[{note.text}] {sentence}" if note is not None and note.word is None else sentence
