"""Similarity of texts, to find near duplicates: a transcript under another name, in another format or slightly corrected."""

import hashlib
from heapq import nsmallest

from tracker.transcripts.corrected.alignment import tokens

SHINGLE = 5
SKETCH = 400


def sketch(text: str) -> tuple[int, ...]:
    """The 400 smallest hashes of all five-word runs of a text, in ascending order: a fingerprint of fixed size.

    Case, punctuation and layout do not count. The numbers are below 2**63 and the same on every machine, so that they can be stored
    (Broder 1997, "On the resemblance and containment of documents").
    """
    words = tokens(text).words
    runs = {" ".join(words[at : at + SHINGLE]) for at in range(max(1, len(words) - SHINGLE + 1))} if words else set()
    return tuple(nsmallest(SKETCH, {_hash(run) for run in runs}))


def resemblance(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """An estimate, from two sketches, of the share of runs that the texts have in common (0 to 1); 0 when one is empty.

    Its standard error is at most 0.025 for sketches of full size.
    """
    if not one or not other:
        return 0.0
    union = nsmallest(min(SKETCH, len({*one, *other})), {*one, *other})
    both = {*one} & {*other}
    return sum(value in both for value in union) / len(union)


def likeness(one: str, other: str) -> float:
    """The share of runs of five words that two texts have in common, 0 to 1; see `sketch`."""
    return resemblance(sketch(one), sketch(other))


def _hash(run: str) -> int:
    return int.from_bytes(hashlib.blake2b(run.encode("utf-8", "replace"), digest_size=8).digest(), "big") >> 1
