"""Finds the numbers of a text in one pass: their places, their values, and the scale words they end with."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from tracker.numbers.number_words import BELOW_HUNDRED, FRACTION_WORDS, SCALE_LETTERS, SCALE_WORDS, VAGUE
from tracker.numbers.parsing import GLYPHS, NUMERAL_SHAPE, numeral, read_number
from tracker.text.folding import fold
from tracker.text.one_of import one_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """One number of a text at `start` to `end`: its range, the value to take when one is needed, and its scale.

    `low` and `high` differ for vague counts only. `scale` is the factor of the scale word or letter that ends it ("10 billion" 1e9,
    "50k" 1e3), 1.0 without one. `form` is "digits", "words", "vague" or "fraction".
    """

    start: int
    end: int
    low: float
    value: float
    high: float
    scale: float
    form: str


GAP = r"[\s-]{1,3}"
"""Spaces and hyphens between the words of a number."""
GLUED = ("over", "about", "around", "under", "than", "nearly", "roughly", "least", "most", "almost", "like", "maybe")
"""Words to which captions glue a number: "over8 billion"."""
MOST_TOKENS = 40
LONGEST = 400  # characters; spoken numbers are shorter
_PLURALS = ("dozens", "scores", "tens", "hundreds", "thousands", "millions", "billions", "trillions")
_SPOKEN = (*BELOW_HUNDRED, *SCALE_WORDS, "hundred", "dozen", "couple", "few", "several", "handful", *_PLURALS)
_ATOM = re.compile(rf"\b(?:{one_of([*_SPOKEN, 'half', 'point'])}|an?\s(?:third|quarter|fifth|tenth))\b|(?<!\d)\d|[{GLYPHS}]")
_LEAD = re.compile(rf"(?:\ban?{GAP}|(?<![\w.])\.)\Z")
_BEFORE_DIGIT = re.compile(rf"(?:{'|'.join(rf'(?<![a-z]){word}' for word in GLUED)}|(?:[^\w.]|\A)\.?)\Z")
_WRITTEN = re.compile(rf"(?:{NUMERAL_SHAPE})(?!\.?\d)")
_LETTER = re.compile(rf"(?:{one_of([*SCALE_LETTERS])}|\s(?:bn|mn|mln|bln|trn|mil|k))(?!\w)")
_ROUND = re.compile(r"(?:10|100|1,?000)s\b")
_MEMBER = one_of([*_SPOKEN, *FRACTION_WORDS, "and", "an", "a", "of", "point", "oh"])
_NEXT = re.compile(rf"(?:{GAP}|[-\s]?(?=[{GLYPHS}])|(?<=\d)(?=[a-z]))({_MEMBER}(?!\w)|[\d.{GLYPHS}])")
_PART = re.compile(r"\s(1/2|[13]/4|[12]/3)(?![\d/])")
_RANK = re.compile(r"(?:st|nd|rd|th)\b")

Token = tuple[str, int, int]


def _digits(text: str, at: int) -> Token | None:
    """The written numeral at `at`, with the scale letter that follows it; None where it is part of something else."""
    if (rounded := _ROUND.match(text, at)) is not None:
        names = {"10s": "tens", "100s": "hundreds", "1000s": "thousands"}
        return names[rounded.group().replace(",", "")], at, rounded.end()
    written = _WRITTEN.match(text, at)
    if written is None or _RANK.match(text, written.end()):
        return None
    if (part := _PART.match(text, written.end())) is not None and written.group().isdigit():
        return written.group() + {"1/2": "½", "1/4": "¼", "3/4": "¾", "1/3": "⅓", "2/3": "⅔"}[part.group(1)], at, part.end()
    return written.group(), at, written.end()


def _tokens(text: str, start: int) -> list[Token]:
    """The words and numerals that may belong to one number, from `start` on; at most MOST_TOKENS."""
    tokens: list[Token] = []
    at = start
    first = _NEXT.match(" " + text[start : start + 24])
    word = first.group(1) if first is not None else ""
    if word.isalpha():
        tokens.append((word, start, start + len(word)))
        at += len(word)
    while len(tokens) < MOST_TOKENS:
        if tokens or at != start:
            found = _NEXT.match(text, at)
            if found is None:
                break
            if found.group(1).isalpha():
                tokens.append((found.group(1), found.start(1), found.end()))
                at = found.end()
                continue
            at = found.start(1)
        token = _digits(text, at)
        if token is None:
            break
        tokens.append(token)
        at = token[2]
        if (letter := _LETTER.match(text, at)) is not None:
            tokens.append((letter.group().strip(), letter.end() - len(letter.group().strip()), letter.end()))
            at = letter.end()
    return tokens


def _read_vague(words: list[str], at: int) -> tuple[float, float, float, int, float] | None:
    """Low, typical, high, the next token and the scale of a vague count ("a few hundred million"); None where there is none."""
    head = at + (words[at] in ("a", "an"))
    if head >= len(words) or words[head] not in VAGUE or words[head] == "dozen":
        return None
    count = VAGUE[words[head]]
    low, typical, high, end, scale = count.low, count.typical, count.high, head + 1, 1.0
    while end < len(words):
        following = end + (words[end] == "of")
        word = words[following] if following < len(words) else ""
        factor = (
            SCALE_WORDS.get(word)
            or {"hundred": 100.0, "dozen": 12.0}.get(word)
            or (VAGUE[word].low if word in _PLURALS[3:] else 0.0)
        )
        if not factor:
            break
        low, typical, high, end, scale = low * factor, typical * factor, high * factor, following + 1, factor
    if words[head] in ("tens", "scores") and scale == 1.0 and words[end : end + 1] != ["of"]:
        return None
    return low, typical, high, end, scale


def _numbers_in(tokens: list[Token]) -> Iterator[Number]:
    words = [token[0] for token in tokens]
    at = 0
    while at < len(words):
        vague = _read_vague(words, at)
        if vague is not None:
            low, typical, high, end, scale = vague
            yield Number(
                start=tokens[at][1],
                end=tokens[end - 1][2],
                low=float(low),
                value=float(typical),
                high=float(high),
                scale=scale,
                form="vague",
            )
            at = end
            continue
        read = None if words[at] in ("and", "of", "oh") else read_number(words, at)
        if read is None:
            at += 1
            continue
        value, end, scale = read
        form = "digits" if numeral(words[at]) is not None else "fraction" if 0 < value < 1 and words[at] != "point" else "words"
        yield Number(
            start=tokens[at][1],
            end=tokens[end - 1][2],
            low=float(value),
            value=float(value),
            high=float(value),
            scale=scale,
            form=form,
        )
        at = end


def find_numbers(folded: str) -> list[Number]:
    """The numbers of a text that went through `fold`, in order and not overlapping; linear in its length.

    "a" and "an" belong to a number before "hundred", "thousand", "half", "third", "couple", "few" and the like only. Ordinals
    ("4th"), versions ("3.8.0") and digits inside words ("gpt4") are not numbers; a digit that a caption glued to "over",
    "about" and a few other words is ("over8 billion").
    """
    found: list[Number] = []
    done = 0
    for atom in _ATOM.finditer(folded):
        start = atom.start()
        if start < done:
            continue
        if folded[start].isdigit() and not _BEFORE_DIGIT.search(folded, max(0, start - 8), start):
            continue
        lead = _LEAD.search(folded, max(0, start - 9), start)
        if lead is not None and lead.start() >= done:
            start = lead.start()
        tokens = _tokens(folded, start)
        numbers = list(_numbers_in(tokens))
        if len(tokens) == MOST_TOKENS and len(numbers) > 1:
            numbers.pop()  # it may continue after the last token
        found += numbers
        done = max(numbers[-1].end if numbers else tokens[-2][2] if len(tokens) > 3 else 0, atom.end())
    return found


@lru_cache(maxsize=4096)
def parse_number(text: str) -> float | None:
    """The value of a text that is one number, spoken or written, and nothing else; None when it is not.

    Reads digits ("1,200", "2.5", "2½", "50k", "10 billion"), words ("twenty-five", "two hundred and five", "fifteen hundred"),
    decimals ("two point five", "8 point 5"), fractions ("half a million", "a third", "one and a half") and vague counts by their
    typical value ("a couple" 2, "a few" 3, "several" 5, "two dozen" 24). Scales are short: a billion is 1e9.
    """
    if len(text) > LONGEST:
        return None
    folded = " ".join(re.sub(r"(?<=[a-z])-+(?=[a-z])", " ", fold(text)).split())
    if folded in ("a", "an"):
        return 1.0
    folded = re.sub(r"(?:\s(?:an?|of))+\Z", "", folded)  # "half a", "a quarter of a", before a noun
    found = find_numbers(folded)
    whole = len(found) == 1 and (found[0].start, found[0].end) == (0, len(folded))
    return found[0].value if whole else None
