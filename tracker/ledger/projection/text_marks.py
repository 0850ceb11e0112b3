"""Recognising the same talk in two texts from a few marks of each, which the database can compare.

The marks are the smallest values of a text's sketch (`tracker.transcripts.corrected.near_duplicates`): the share that two texts
have in common estimates the share of their five-word runs that they have in common.
"""

from functools import lru_cache

MARKS = 64
# Two sets of captions of one talk share at least a third of their runs, two talks of one speaker about one in a hundred.
SHARED = 12


def marks(text: str) -> list[int]:
    """The 64 smallest values of a text's sketch, fewer for a short text."""
    return list(_marks(text))


@lru_cache(maxsize=1)
def _marks(text: str) -> tuple[int, ...]:
    """The marks of the last text are cached: a new source is compared first and stored next, and the sketch is the main cost."""
    from tracker.transcripts.corrected.near_duplicates import sketch

    return sketch(text)[:MARKS]


def alike(shared: int) -> bool:
    """Whether two texts with this many common marks hold the same talk."""
    return shared >= SHARED
