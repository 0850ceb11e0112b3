"""Whether two texts hold the same talk, from a few marks of each: a bottom-k sketch of its word five-grams.

Broder, "On the resemblance and containment of documents" (1997): the share of common smallest hashes estimates how alike the
sets of five-grams are.
"""

import re
import zlib

WORD = re.compile(r"[^\W_]+")
GRAM = 5
MARKS = 64
# Two captionings of one talk share a third of their five-grams or more, two talks of one speaker hardly one in a hundred.
SHARED = 12


def marks(text: str) -> list[int]:
    """The 64 smallest hashes of a text's word five-grams, case and punctuation aside; fewer for a short text."""
    words = [word.casefold() for word in WORD.findall(text)]
    grams = {" ".join(words[place : place + GRAM]) for place in range(len(words) - GRAM + 1)}
    return sorted({_mixed(zlib.crc32(gram.encode("utf-8", "surrogatepass"))) for gram in grams})[:MARKS]


def _mixed(value: int) -> int:
    # The finalizer of MurmurHash3, since neighbouring CRCs are not independent.
    value ^= value >> 16
    value = value * 0x85EBCA6B & 0xFFFFFFFF
    value ^= value >> 13
    value = value * 0xC2B2AE35 & 0xFFFFFFFF
    return value ^ value >> 16


def alike(shared: int) -> bool:
    """Whether so many common marks of two texts mean that both hold the same talk."""
    return shared >= SHARED
