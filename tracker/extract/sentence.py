"""The readable sentence of a claim: its quote without fillers, stutters and mark-up, with the due date in words."""

import calendar
import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tracker.extract.words import Words
from tracker.records import Horizon

SOUNDS = frozenset("um uh uhm umm uhh er erm eh ah ahh hmm hm mm mhm mm-hmm uh-huh".split())
"""Sounds that are never words."""

NOUN_LEADS = frozenset(
    """
    a an the this that these those what some any every each same one different new certain other all which another right first only
    best worst no whatever whole two three many and his her its our your my their
    """.split()
)

# Phrases dropped anywhere, unless the word before (first set) or after (second set) makes them part of the sentence.
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
"""Openers that belong to the sentence when one of these words follows."""

CLOSERS = frozenset("and but so or because that which the a an to of um uh like right yeah okay".split())
CAPITALS = re.compile(r"^i(?=$|['’])")
NUMBERED = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A word as it is written, in lower case, and the mark that follows it."""

    text: str
    lower: str
    mark: str
    cut: bool = False


def _mark_of(gap: str, mark: str) -> str:
    if mark in (".", "?", "!", ":", ","):
        return mark
    if mark == "¶":
        return "."
    if mark == ";":
        return ";" if ";" in gap else ","
    return ""


def _pieces(words: Words, span: tuple[int, int]) -> list[_Piece]:
    pieces = []
    for index in range(*span):
        text = words.text[words.starts[index] : words.ends[index]]
        gap = words.text[words.ends[index] : words.starts[index + 1]] if index + 1 < len(words) else ""
        if gap[:1] in ("+", "%") and gap[:1]:
            text += gap[0]
        cut = gap.startswith("-") and gap[1:2] in (" ", ",") and not text[-1:].isdigit()
        pieces.append(_Piece(text, words.lower[index], _mark_of(gap, words.after[index]), cut))
    return pieces


def _without(pieces: Sequence[_Piece], first: int, last: int) -> list[_Piece]:
    """The pieces without those from `first` to before `last`; a full stop after them stays."""
    kept = list(pieces[:first])
    mark = pieces[last - 1].mark
    if kept and mark in (".", "?", "!", ";", ":") and kept[-1].mark in ("", ","):
        kept[-1] = replace(kept[-1], mark=mark)
    elif kept and kept[-1].mark == ",":
        kept[-1] = replace(kept[-1], mark="")
    return kept + list(pieces[last:])


def _drop_fillers(pieces: list[_Piece]) -> list[_Piece]:
    index = 0
    while index < len(pieces):
        lower = pieces[index].lower
        before = pieces[index - 1] if index else None
        if lower in SOUNDS:
            pieces = _without(pieces, index, index + 1)
            continue
        if lower == "like" and (before is None or before.mark == ",") and pieces[index].mark == ",":
            pieces = _without(pieces, index, index + 1)
            continue
        for phrase, not_after, not_before in ASIDES:
            end = index + len(phrase)
            if tuple(piece.lower for piece in pieces[index:end]) != phrase or any(piece.mark for piece in pieces[index : end - 1]):
                continue
            following = pieces[end].lower if end < len(pieces) and not pieces[end - 1].mark else ""
            if (before is None or before.mark or before.lower not in not_after) and following not in not_before:
                pieces = _without(pieces, index, end)
                break
        else:
            index += 1
    return pieces


def _drop_stutters(pieces: list[_Piece]) -> list[_Piece]:
    """Words broken off and said again, and runs of up to five words said twice in a row, once; figures stay as they are."""
    index = 0
    while index < len(pieces) - 1:
        here, following = pieces[index], pieces[index + 1]
        if here.cut and len(here.lower) < len(following.lower) and following.lower.startswith(here.lower):
            pieces = [*pieces[:index], *pieces[index + 1 :]]
            continue
        for size in range(5, 0, -1):
            first = pieces[index : index + size]
            second = pieces[index + size : index + 2 * size]
            if [p.lower for p in first] != [p.lower for p in second] or (size == 1 and NUMBERED.search(here.lower)):
                continue
            if any(p.mark in (".", "?", "!") for p in first):
                continue
            pieces = [*pieces[:index], *pieces[index + size :]]
            index = max(-1, index - size - 1)
            break
        index += 1
    return pieces


def _trim(pieces: list[_Piece]) -> list[_Piece]:
    while len(pieces) > 3 and pieces[0].lower in OPENERS and pieces[1].lower not in KEPT_OPENERS.get(pieces[0].lower, frozenset()):
        pieces = pieces[1:]
    while len(pieces) > 3 and pieces[-1].lower in CLOSERS:
        pieces = pieces[:-1]
    return pieces


def _date_words(day: dt.date) -> str:
    if (day.month, day.day) == (12, 31):
        return f"by the end of {day.year}"
    if day.day == calendar.monthrange(day.year, day.month)[1]:
        return f"by the end of {day:%B} {day.year}"
    return f"by {day.day} {day:%B} {day.year}"


def due_words(horizon: Horizon, sentence: str) -> str:
    """The due date as words in brackets; empty when the sentence names the same year itself and the claim falls due at its end."""
    whole_year = (horizon.end.month, horizon.end.day) == (12, 31)
    if whole_year and re.search(rf"\b{horizon.end.year}\b", sentence):
        return ""
    return f" ({_date_words(horizon.end)})"


PRONOUNS = {"it": "one", "it's": "one", "it'll": "one", "they": "many", "they're": "many", "they'll": "many"}
VERBS_OF = {"one": frozenset("is has was will".split()), "many": frozenset("are have were will".split())}
DETERMINERS = frozenset("the our their his her my your this these those".split())
NOT_NOUNS = frozenset(
    "that which who and or but if of to in on at for with from way thing things reason question point problem one only".split()
)


def _subject_before(words: Words, first: int, number: str) -> str | None:
    """The subject of the sentence that ends just before word `first`, when it opens it and is a short plain noun phrase."""
    if first == 0 or words.after[first - 1] != ".":
        return None
    begin = first - 1
    while begin > 0 and words.after[begin - 1] not in (".", "?", "!", "¶", ";", ":") and first - begin < 40:
        begin -= 1
    if words.lower[begin] not in DETERMINERS:
        return None
    for index in range(begin + 1, min(begin + 5, first)):
        if words.after[index - 1]:
            return None
        if words.lower[index] in VERBS_OF[number] and index - begin >= 2:
            return words.slice(begin, index)
        if words.lower[index] in NOT_NOUNS or words.lower[index] in VERBS_OF["one"] | VERBS_OF["many"]:
            return None
    return None


def _named(pieces: list[_Piece], words: Words, first: int) -> list[_Piece]:
    """The pieces with an opening "it" or "they" replaced by the subject of the sentence before, where that is plain."""
    if not pieces or pieces[0].lower not in PRONOUNS or (first > 0 and words.lower[first] != pieces[0].lower):
        return pieces
    subject = _subject_before(words, first, PRONOUNS[pieces[0].lower])
    if subject is None:
        return pieces
    rest = re.sub(r"^(?:it|they)", "", pieces[0].lower)
    return [replace(pieces[0], text=subject + rest, lower=subject.lower() + rest), *pieces[1:]]


def _join(pieces: Sequence[_Piece]) -> str:
    text = " ".join(CAPITALS.sub("I", piece.text) + piece.mark for piece in pieces)
    text = re.sub(r"[,;:]+$", "", text).strip()
    return re.sub(r"([.?!]) ([a-z])", lambda match: f"{match[1]} {match[2].upper()}", text)


def claim_sentence(words: Words, quote: tuple[int, int], horizon: Horizon | None = None) -> str:
    """One readable sentence for the words of `quote`: fillers and stutters gone, capital and full stop, the due date in words.

    Never empty; a quote of nothing but fillers gives its words as they are.
    """
    raw = _pieces(words, quote)
    pieces = _trim(_drop_stutters(_drop_fillers(list(raw))))
    pieces = _trim(_drop_fillers(pieces)) or raw
    sentence = _join(_named(pieces, words, quote[0]))
    if not sentence:
        sentence = "(no words)"
    sentence = sentence[0].upper() + sentence[1:]
    closed = sentence.rstrip(".")
    if closed.endswith(("?", "!")):
        closed = closed.rstrip("?!")
    addition = due_words(horizon, sentence) if horizon is not None else ""
    return re.sub(r" {2,}", " ", closed + addition + ".")
