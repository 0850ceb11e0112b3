"""Fingerprints of texts, to find near duplicates: a transcript under another name, in another format or slightly corrected."""

import hashlib
from heapq import nsmallest

from tracker.transcripts.corrected.alignment import tokens

SHINGLE = 5
SKETCH = 400


def sketch(text: str) -> tuple[int, ...]:
    """The 400 smallest hashes of all five-word runs of a text, in ascending order: a fingerprint of fixed size.

    Case, punctuation and layout do not count. The numbers are below 2**63 and the same on every machine, so that they can be
    stored. The share of common values among the smallest of two sketches estimates the share of runs that the texts have in common
    (Broder 1997, "On the resemblance and containment of documents").
    """
    words = tokens(text).words
    runs = {" ".join(words[at : at + SHINGLE]) for at in range(max(1, len(words) - SHINGLE + 1))} if words else set()
    return tuple(nsmallest(SKETCH, {_hash(run) for run in runs}))


def _hash(run: str) -> int:
    return int.from_bytes(hashlib.blake2b(run.encode("utf-8", "replace"), digest_size=8).digest(), "big") >> 1
