"""Whether two texts hold the same talk, from a few marks of each, which a table can be asked for.

The marks are the smallest values of a text's sketch (`tracker.transcripts.corrected.near_duplicates`): the share that two texts
have in common estimates how many runs of five words they share.
"""

from functools import lru_cache

MARKS = 64
# Two captionings of one talk share a third of their runs or more, two talks of one speaker hardly one in a hundred.
SHARED = 12


def marks(text: str) -> list[int]:
    """The 64 smallest values of a text's sketch, fewer for a short text."""
    return list(_marks(text))


@lru_cache(maxsize=1)
def _marks(text: str) -> tuple[int, ...]:
    """A new source is first compared and then stored: its sketch, most of the cost of storing it, is made once."""
    from tracker.transcripts.corrected.near_duplicates import sketch

    return sketch(text)[:MARKS]


def alike(shared: int) -> bool:
    """Whether so many common marks of two texts mean that both hold the same talk."""
    return shared >= SHARED
