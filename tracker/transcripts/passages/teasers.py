"""Finds cold-open teasers: sentences of the interview that a show puts before its beginning."""

import re
from itertools import pairwise

from tracker.records import Passage, PassageKind
from tracker.text.tokens import WORD

# A teaser lies within the first words of a show and shares runs of this many words with the later passage.
WITHIN_WORDS = 700
RUN = 7
LEAST_WORDS = 30
# Captions of the two places differ in single words; this many words may lie between two runs.
SLACK = 12
# The longest show in characters, about ten hours; later text is not searched.
LONGEST_SHOW = 600_000


def teasers(speech: str) -> list[Passage]:
    """The teasers at the beginning of a text, each with the span of the later passage that it repeats.

    `speech` is the text with everything but speech replaced by spaces. A teaser has at least 30 words, at least half of which
    belong to runs of seven that recur later in the same order.
    """
    speech = speech[:LONGEST_SHOW]
    if not _comes_again(speech):
        return []
    opening = [match for _, match in zip(range(WITHIN_WORDS), WORD.finditer(speech), strict=False)]
    if len(opening) < WITHIN_WORDS:
        return []
    heads = _runs_of(opening)
    found: list[Passage] = []
    for first, last, low, high in _chains(_later(speech, opening, heads)):
        found.append(Passage(start=opening[first].start(), end=opening[last].end(), kind=PassageKind.TEASER, repeats=(low, high)))
    return found


def _comes_again(speech: str) -> bool:
    """Whether some runs of words of the opening recur later: a quick test that spares most texts the slow search."""
    words = speech.casefold().split()
    if len(words) < 2 * WITHIN_WORDS:
        return False
    starts = {tuple(words[at : at + RUN]) for at in range(WITHIN_WORDS - RUN)}
    firsts = {run[0] for run in starts if len(run[0]) > 5}
    later = (at for at in range(WITHIN_WORDS, len(words) - RUN) if words[at] in firsts)
    return sum(1 for at in later if tuple(words[at : at + RUN]) in starts) >= 2


def _runs_of(opening: list[re.Match[str]]) -> dict[str, int]:
    """Each run of words that occurs once in the opening, with the index of its first word."""
    words = [match[0].casefold() for match in opening]
    runs: dict[str, int] = {}
    twice = set()
    for at in range(len(words) - RUN + 1):
        run = " ".join(words[at : at + RUN])
        if run in runs:
            twice.add(run)
        runs[run] = at
    return {run: at for run, at in runs.items() if run not in twice}


def _later(speech: str, opening: list[re.Match[str]], heads: dict[str, int]) -> list[tuple[int, int, int]]:
    """(index of the word in the opening, start, end) of every run of the opening that recurs after it."""
    openings = {tuple(run.split(" ", 2)[:2]) for run in heads}
    matches = list(WORD.finditer(speech, opening[-1].end()))
    words = [match[0].casefold() for match in matches]
    hits = []
    for first in [place for place, pair in enumerate(pairwise(words)) if pair in openings]:
        at = heads.get(" ".join(words[first : first + RUN]))
        if at is not None:
            hits.append((at, matches[first].start(), matches[first + RUN - 1].end()))
    return hits


def _chains(hits: list[tuple[int, int, int]]) -> list[tuple[int, int, int, int]]:
    """Chains of runs that follow each other in both places: (first word, last word, start and end of the later passage)."""
    chains: list[list[tuple[int, int, int]]] = []
    for hit in hits:
        last = chains[-1][-1] if chains else None
        if last and 0 < hit[0] - last[0] <= RUN + SLACK and hit[1] - last[2] < 12 * SLACK:
            chains[-1].append(hit)
        else:
            chains.append([hit])
    found = []
    for chain in chains:
        first, final = chain[0][0], chain[-1][0] + RUN - 1
        covered = len({word for at, _, _ in chain for word in range(at, at + RUN)})
        if final - first + 1 >= LEAST_WORDS and covered * 2 >= final - first + 1:
            found.append((first, final, chain[0][1], chain[-1][2]))
    return _apart(found)


def _apart(found: list[tuple[int, int, int, int]]) -> list[tuple[int, int, int, int]]:
    """Chains that do not overlap in the opening, longer ones preferred, in the order of the opening."""
    kept: list[tuple[int, int, int, int]] = []
    for chain in sorted(found, key=lambda one: (one[0] - one[1], one)):
        if all(chain[1] < other[0] or chain[0] > other[1] for other in kept):
            kept.append(chain)
    return sorted(kept)
