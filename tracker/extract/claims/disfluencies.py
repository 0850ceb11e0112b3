"""Removes disfluencies from the words of a quote: sounds, asides, stutters, false starts.

A quote is cut at white space here, not as in text/tokens.py: what is kept keeps every sign that is attached to it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tracker.numbers.number_words import BELOW_HUNDRED, SCALE_WORDS
from tracker.text.tokens import Words

SOUNDS = frozenset("um uh uhm umm uhh er erm eh ah ahh hmm hm mm mhm mm-hmm uh-huh".split())
"""Filler sounds."""

NOUN_LEADS = frozenset(
    """
    a an the that this these those what some any every each same one different new certain other all which another right first only
    best worst no whatever whole two three many and his her its our your my their
    """.split()
)

# Phrases removed unless the word before (first set) or after (second set) makes them part of the sentence.
ASIDES: tuple[tuple[tuple[str, ...], frozenset[str], frozenset[str]], ...] = (
    (
        ("you", "know"),
        frozenset("do did don't didn't if as let lets when what to will would 'll how that since once because".split()),
        frozenset("what how who when where why which whether if that the him her them about nothing".split()),
    ),
    (("i", "mean"), frozenset("what which by do does that's".split()), frozenset("that by".split())),
    (("kind", "of"), NOUN_LEADS, frozenset()),
    (("sort", "of"), NOUN_LEADS, frozenset()),
    (("if", "you", "will"), frozenset(), frozenset("be have see get do go not take find look need want buy make".split())),
)

LIKE_AFTER = frozenset("have has had having get gets got".split())
"""Verbs after which "like" compares nothing ("we have like four of them")."""

LIKE_BEFORE = frozenset("really actually very super so gonna going being probably literally totally not still only".split())
"""Words before which "like" compares nothing where a verb of being stands before it ("we're like really small")."""

CLOSED = frozenset(
    """
    i you he she it we they this these those there the a an and or but so of in on at for with from to by into about as if when
    because is are was were be will would can could should may might must do does did have has not my your our their its what
    which who just like
    """.split()
)
"""Function words: said twice in a row they are a stutter, unlike "very very" and "Pago Pago"."""

PREFIXES = frozenset("co re un non pre post mid sub anti e ex multi semi micro macro self inter over under low high".split())
"""What stands before a hyphen and a space in a word that is not broken off ("pre- and post-war", "mid- 2025")."""

ENDING_CLAUSES = frozenset("it that this you them".split())
"""Pronouns with which one clause may end and the next begin."""

OPINIONS = frozenset((who, verb) for who in ("i", "we") for verb in ("think", "believe", "guess", "expect", "suspect", "hope"))
AUXILIARIES = frozenset("is are was were am will would can could should may might must have has do".split())
ASKED = frozenset("what whatever who whoever which that as than how where".split())
NUMBER_WORDS = frozenset(BELOW_HUNDRED) | frozenset(SCALE_WORDS) | {"hundred"}

_PIECE = re.compile(r"(\s*)((?:[^\s—…]|(?<=\d)—(?=\d))+[—…]*|[—…]+)")
_EDGES = '"“”„«»()[]{}*_,.;:?!—–…'
_CLOSING = re.compile(r"[.?!;:,—–…]+(?=[\"”»)\]}*_']*$)")
_STARS = re.compile(r"^[*_]+|[*_]+(?=[.,;:?!]*$)")


@dataclass(frozen=True, slots=True)
class Piece:
    """A word with the signs attached to it; `lower` is the word alone, `mark` the strongest mark after it.

    `word` is the index of its first word in the transcript, None for a sign alone; `cut` says that it is broken off.
    """

    text: str
    lower: str
    mark: str
    glued: bool
    word: int | None
    cut: bool = False


def _mark(text: str) -> str:
    found = _CLOSING.search(text)
    return next((mark for mark in "?!.;:," if mark in found.group()), ";") if found else ""


def pieces_of(words: Words, start: int, end: int) -> list[Piece]:
    """The characters from `start` to `end` as pieces, without white space and the `*` and `_` of mark-up."""
    pieces = []
    for match in _PIECE.finditer(words.text, start, end):
        text = _STARS.sub("", match[2])
        if not text:
            continue
        inside = words.span(*match.span(2))
        lower = text.lower().replace("’", "'").strip(_EDGES)
        cut = lower.endswith("-") and lower[:1].isalpha()
        word = inside[0] if inside[0] < inside[1] else None
        pieces.append(Piece(text, lower.strip("-") if lower[:1].isalpha() else lower, _mark(text), not match[1], word, cut))
    return pieces


def is_number(lower: str) -> bool:
    """Whether a word contains a digit or a number word."""
    return any(sign.isdigit() for sign in lower) or any(part in NUMBER_WORDS for part in lower.split("-"))


def _marked(piece: Piece, mark: str) -> Piece:
    """The piece with its mark replaced."""
    bare = piece.text
    if piece.mark:
        bare = _CLOSING.sub("", piece.text)
    return replace(piece, text=bare + mark, mark=mark)


def without(pieces: Sequence[Piece], first: int, last: int) -> list[Piece]:
    """The pieces without those from `first` to before `last`; a full stop after them is kept, and an initial capital passed on."""
    kept, rest = list(pieces[:first]), list(pieces[last:])
    mark = pieces[last - 1].mark
    if kept and mark in (".", "?", "!", ";", ":") and kept[-1].mark in ("", ","):
        kept[-1] = _marked(kept[-1], mark)
    elif kept and kept[-1].mark == ",":
        kept[-1] = _marked(kept[-1], "")
    opens = not kept or kept[-1].mark in (".", "?", "!")
    if opens and rest and pieces[first].text[:1].isupper():
        rest[0] = replace(rest[0], text=rest[0].text[:1].upper() + rest[0].text[1:])
    return kept + rest


def _aside(pieces: Sequence[Piece], index: int) -> int:
    """The number of pieces from `index` on that are an aside."""
    before = pieces[index - 1] if index else None
    for phrase, not_after, not_before in ASIDES:
        end = index + len(phrase)
        if tuple(piece.lower for piece in pieces[index:end]) != phrase or any(piece.mark for piece in pieces[index : end - 1]):
            continue
        following = pieces[end].lower if end < len(pieces) and not pieces[end - 1].mark else ""
        if (before is None or before.mark or before.lower not in not_after) and following not in not_before:
            return len(phrase)
    return 0


def _fills(pieces: Sequence[Piece], index: int) -> bool:
    """Whether a "like" is a filler by the words on both sides of it."""
    if not 0 < index < len(pieces) - 1 or pieces[index].mark or pieces[index - 1].mark:
        return False
    before, following = pieces[index - 1].lower, pieces[index + 1].lower
    being = before in AUXILIARIES or before.endswith(("'re", "'m", "'s"))
    return before in LIKE_AFTER or (being and (following in LIKE_BEFORE or following.endswith(("able", "ible"))))


def without_fillers(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces without sounds ("um") and asides ("you know", "like" between commas)."""
    left, index = list(pieces), 0
    while index < len(left):
        here = left[index]
        comma = index == 0 or left[index - 1].mark == ","
        sound = here.lower in SOUNDS or (here.lower == "like" and ((comma and here.mark == ",") or _fills(left, index)))
        size = 1 if sound else _aside(left, index)
        if size:
            left = without(left, index, index + size)
        else:
            index += 1
    return left


def without_echoes(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces without repetitions of an opinion ("I think") within a claim."""
    left, index, held = list(pieces), 0, set[tuple[str, str]]()
    while index < len(left) - 1:
        said = (left[index].lower, left[index + 1].lower)
        joined = index > 0 and (left[index - 1].lower in ASKED or left[index - 1].mark in (".", "?", "!"))
        if said in held and not joined and not left[index + 1].mark:
            left = without(left, index, index + 2)
            continue
        held |= {said} & OPINIONS
        index += 1
    return left


def _ends_clause(pieces: Sequence[Piece], index: int) -> bool:
    """Whether a pronoun ends a clause, so that the same one behind it begins another ("once we install it, it will run")."""
    here, before = pieces[index], pieces[index - 1] if index else None
    return (
        here.mark == "," and here.lower in ENDING_CLAUSES and before is not None and not before.mark and before.lower not in CLOSED
    )


def _said_again(pieces: Sequence[Piece], index: int, size: int) -> bool:
    """Whether the `size` pieces from `index` on are repeated immediately."""
    first, second = pieces[index : index + size], pieces[index + size : index + 2 * size]
    if [p.lower for p in first] != [p.lower for p in second] or is_number(first[0].lower):
        return False
    if any(p.mark in (".", "?", "!") for p in first) or not all(p.lower for p in first):
        return False
    if size > 1:
        return True
    if _ends_clause(pieces, index):
        return False
    return first[0].lower in CLOSED or "'" in first[0].lower or first[0].cut or first[0].mark != ""


def _broken_off(here: Piece, following: Piece) -> bool:
    """Whether a word is a broken-off start of the next ("qu- quarter", "w we"), or an article that is then replaced."""
    if here.lower in ("the", "a", "an") and not here.mark:
        return following.lower in ("the", "a", "an", "our", "my", "their") or _base(following.lower) in ("i", "we", "they", "you")
    if here.cut and here.lower not in PREFIXES and following.lower not in ("and", "or", "to") and not is_number(following.lower):
        return True
    letter = len(here.lower) == 1 and here.lower.isalpha() and here.lower not in ("a", "i")
    shorter = len(here.lower) < len(following.lower) or (letter and following.lower == here.lower)
    return (here.cut or letter) and shorter and following.lower.startswith(here.lower)


def _base(lower: str) -> str:
    """The pronoun of a contraction ("we'll"), else the word itself."""
    return lower.split("'", maxsplit=1)[0]


def _false_start(pieces: Sequence[Piece], index: int) -> int:
    """The number of pieces from `index` on that begin a clause which then starts again ("we will we're going")."""
    here = pieces[index]
    if _base(here.lower) not in ("i", "we", "you", "he", "she", "it", "they") or (index and pieces[index - 1].lower in ASKED):
        return 0
    if _ends_clause(pieces, index):
        return 0
    for size in (1, 2):
        again = pieces[index + size] if index + size < len(pieces) else None
        if again is None or pieces[index + size - 1].mark in (".", "?", "!"):
            return 0
        middle = size == 1 or (pieces[index + 1].lower in AUXILIARIES and "'" not in here.lower)
        if middle and _base(again.lower) == _base(here.lower):
            return size
    return 0


def without_stutters(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces without broken-off words, repeated runs of up to five words, and false starts; figures are kept."""
    left, index = list(pieces), 0
    while index < len(left) - 1:
        here, following = left[index], left[index + 1]
        size = (
            1
            if _broken_off(here, following)
            else next((n for n in range(5, 0, -1) if _said_again(left, index, n)), 0) or _false_start(left, index)
        )
        if size:
            capital = left[index].text[:1].isupper()
            left = [*left[:index], *left[index + size :]]
            if capital:
                left[index] = replace(left[index], text=left[index].text[:1].upper() + left[index].text[1:])
            index = max(0, index - size - 1)
        else:
            index += 1
    return left
