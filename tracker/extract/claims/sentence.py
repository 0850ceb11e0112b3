"""Writes the readable sentence of a claim: its quote without disfluencies, with a capital and a full stop."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tracker.extract.claims.caption_marks import with_restored
from tracker.extract.claims.disfluencies import (
    AUXILIARIES,
    Piece,
    is_number,
    pieces_of,
    without,
    without_echoes,
    without_fillers,
    without_stutters,
)
from tracker.extract.claims.quote_context import QuoteContext
from tracker.extract.encoder.restorer import Restored
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

CLOSERS = frozenset(
    """
    and but so or because that which the a an to of um uh like right yeah okay hey than if when whether my our your their its
    """.split()
)
JOINS = frozenset("and but so or because which if when where as while although though".split())
HANGING = frozenset(
    "then also just i we you he she they it there the a an my our your their his its i'm think believe mean guess".split()
)
"""Words that say nothing where a claim ends with them behind a join ("and then we", "because the")."""

NO_VERB = frozenset("gonna going to be just like a the".split())
"""Words behind a contraction ("and that's gonna") that leave a clause without a verb."""

_SUBJECT_AND_VERB = re.compile(r"(?:i|we|you|they|he|she|it|that|there|what)'(?:s|re|ll|m|d|ve)")
DASHES = ("—", "…")  # after these a word needs no space, unless words in between were removed
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
    """The pieces without connectives at both ends, and without the beginning of another clause at the end."""
    while len(pieces) > 3 and pieces[0].lower in OPENERS:
        following = pieces[1].lower
        if following in KEPT_OPENERS.get(pieces[0].lower, frozenset()) or (is_number(following) and pieces[0].mark == ""):
            break
        pieces = without(pieces, 0, 1)
    while len(pieces) > 3 and (size := _begun(pieces)):
        pieces = pieces[:-size]
    return pieces


def _back_over(said: Sequence[str], those: frozenset[str]) -> int:
    """The place of the last word that is none of `those`."""
    return next((place for place in range(len(said) - 1, 0, -1) if said[place] not in those), 0)


def _begun(pieces: Sequence[Piece]) -> int:
    """The number of pieces at the end that begin a clause and do not say it ("and then we", "because the", "that's gonna")."""
    said = [piece.lower for piece in pieces]
    if said[-2:] == ["or", "so"]:
        return 0
    verb, join = _back_over(said, NO_VERB), _back_over(said, HANGING)
    if verb > 2 and _SUBJECT_AND_VERB.fullmatch(said[verb]):
        return len(said) - verb
    if join > 2 and said[join] in JOINS and said[join + 1 :] != ["you"]:
        return len(said) - join
    if said[-2] in ("and", "which") and said[-1] in AUXILIARIES | {"be"}:
        return 2
    return 1 if said[-1] in CLOSERS else 0


def _written(pieces: Sequence[Piece], restored: Restored | None, context: QuoteContext | None) -> list[Piece]:
    """The pieces with "I" capitalised, and in captions with restored marks and capitals."""
    written = [replace(piece, text=_I.sub(r"\1I", piece.text)) for piece in pieces]
    return written if restored is None else with_restored(written, restored, context)


def _balanced(text: str) -> str:
    """The text without unpaired quotation marks and brackets."""
    for close, opening in PAIRS.items():
        if text.count(close) != text.count(opening):
            text = text.replace(close, "").replace(opening, "")
    return text.replace('"', "") if text.count('"') % 2 else text


def _joined(pieces: Sequence[Piece], note: Note | None) -> str:
    parts: list[str] = []
    for at, piece in enumerate(pieces):
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
    words: Words,
    quote: tuple[int, int],
    note: Note | None = None,
    restored: Restored | None = None,
    *,
    context: QuoteContext | None = None,
    mark: str = ".",
) -> str:
    """One readable sentence made of the quote's own characters, with the `note` in brackets and the `mark` at its end.

    `context` has the parse by which restored marks are judged. Never empty: a quote of nothing but fillers is returned with them.
    """
    pieces = _written(spoken_pieces(words, quote), restored, context)
    sentence = _closed(_joined(pieces, note), mark) or "(no words)."
    return f"[{note.text}] {sentence}" if note is not None and note.word is None else sentence
