"""Regular expressions for one number, to be put together into longer ones. Match them on `fold(text)`."""

import re
from collections.abc import Iterable, Mapping

from tracker.numbers.number_words import ORDINAL_TENS, ORDINAL_UNITS, SCALE_WORDS, TEENS, TENS, UNITS
from tracker.numbers.parsing import GLYPHS

GAP = r"[\s-]{1,3}"
"""What stands between the words of a number."""

GLUED = ("over", "about", "around", "under", "than", "nearly", "roughly", "least", "most", "almost", "like", "maybe")
START = "(?:(?<![\\w.])|" + "|".join(rf"(?<=\b{word})" for word in GLUED) + ")"
"""Where a number may begin: not inside a word or a version, but after a word that captions glue to it ("over8")."""

NUMERAL = (
    rf"(?:(?:\d{{1,3}}(?:,\d{{3}}){{1,6}}(?!\d)(?:\.\d{{1,12}})?|\d{{1,18}}(?:\.\d{{1,12}})?|"
    rf"(?<!\d)\.\d{{1,12}})(?:\s?[{GLYPHS}]|\s[1-9]/[2-9](?!\d))?"
    rf"|[{GLYPHS}])(?!\.?\d)"
)
"""Digits as they are written: 5; 1,200; 2.5; .3; 2½; 2 1/2; ½."""


def one_of(words: Iterable[str]) -> str:
    """A group that matches the longest of the words first."""
    return "(?:" + "|".join(sorted(words, key=lambda word: (-len(word), word))) + ")"


def trie(words: Iterable[str]) -> str:
    """A group that matches the longest of the words and looks at every character once. A space matches white space."""
    tree: dict[str, dict[str, object]] = {}
    for word in words:
        branch = tree
        for character in word:
            branch = branch.setdefault(character, {})  # type: ignore[assignment]
        branch[""] = {}
    return _branch(tree)


def _branch(tree: Mapping[str, object]) -> str:
    """The pattern source of one node: its children, and nothing where a word may end here."""
    ways = []
    for character, child in sorted(tree.items()):
        if character and isinstance(child, dict):
            ways.append((r"\s" if character == " " else re.escape(character)) + _branch(child))
    if not ways:
        return ""
    body = ways[0] if len(ways) == 1 and "" not in tree else f"(?:{'|'.join(ways)})"
    return f"{body}?" if "" in tree else body


_UNIT = one_of([word for word in UNITS if word != "zero"])
_SMALL = rf"(?:{one_of(list(TENS))}(?:{GAP}{_UNIT}\b)?|{one_of(list(TEENS))}|{_UNIT}|zero)\b"
_HUNDREDS = rf"(?:(?:{_SMALL}|an?|\d{{1,2}}){GAP})?hundred\b(?:{GAP}(?:and{GAP})?{_SMALL})?"
_POINT = rf"(?:{GAP}point{GAP}(?:\d{{1,9}}|(?:oh{GAP})?{_SMALL}(?:{GAP}{_SMALL}){{0,3}}))"
_AND_FRACTION = rf"(?:{GAP}and{GAP}(?:(?:an?|one){GAP}(?:half|third|quarter)|(?:two{GAP}thirds|three{GAP}quarters))\b)"
_SCALE = one_of(list(SCALE_WORDS))

PLAIN_NUMBER = rf"(?:{NUMERAL}|{_HUNDREDS}|{_SMALL})(?:{_POINT}|{_AND_FRACTION})?"
"""One number without thousands and millions: "5", "two hundred and five", "one and a half", "8 point 5"."""

FRACTION = rf"(?:half|(?:an?|one){GAP}(?:half|third|quarter|fifth|tenth)|(?:two|three|four){GAP}(?:thirds|quarters|fifths))\b"
"""A fraction in words: "half", "a third", "three quarters"."""

NUMBER = (
    rf"{START}(?:half{GAP}(?:an?\b(?:{GAP}(?:dozen|hundred|{_SCALE})\b)?|of{GAP}an?\b)|an?{GAP}(?:half|third|quarter|fifth|"
    rf"tenth)\b(?:{GAP}of{GAP}an?\b)?"
    rf"|(?:two{GAP}thirds|three{GAP}quarters)\b(?:{GAP}of{GAP}an?\b)?|½"
    rf"|(?:an?{GAP}|{PLAIN_NUMBER}[\s-]{{0,2}}){_SCALE}\b(?:{_AND_FRACTION}|(?:{GAP}(?:and{GAP})?(?:{_HUNDREDS}|"
    rf"{_SMALL})(?!{GAP}(?:hundred|{_SCALE})))?)"
    rf"|{_SCALE}\b|(?:{_SMALL}{GAP})?dozen\b|an?{GAP}dozen\b|{PLAIN_NUMBER})"
)
"""One spoken or written number: all of PLAIN_NUMBER, and "ten thousand", "half a", "half a million", "a third", "two dozen".

`parse_number` gives the value of what it matches, a trailing article ("half a", "a quarter of a") left out of the value."""

VAGUE_NUMBER = (
    rf"(?:(?:a{GAP})?(?:good{GAP})?couple(?:{GAP}of)?|an?{GAP}few|few|several|a{GAP}handful(?:{GAP}of)?|dozens(?:{GAP}of)?|"
    rf"scores{GAP}of|tens{GAP}of"
    rf"|hundreds(?:{GAP}of)?|thousands(?:{GAP}of)?|millions(?:{GAP}of)?|billions(?:{GAP}of)?)\b(?:{GAP}(?:dozen|hundred|"
    rf"{_SCALE}|hundreds|thousands|millions|billions)\b(?:{GAP}of\b)?)?"
)
"""A vague count: "a couple of", "a few", "several hundred", "tens of thousands of". `parse_number` gives its typical value."""

ORDINAL = (
    rf"(?:\d{{1,4}}(?:st|nd|rd|th)\b|(?:{one_of(list(TENS))}{GAP}{one_of([w for w, n in ORDINAL_UNITS.items() if n < 10])}"
    rf"|{one_of(list(ORDINAL_UNITS))}|{one_of(list(ORDINAL_TENS))})\b)"
)
"""An ordinal: "first", "4th", "twenty-first"."""
