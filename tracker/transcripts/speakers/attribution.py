"""Names the speakers of a transcript: from labels, the user's declarations, questions and answers."""

import re
from collections import Counter
from dataclasses import dataclass, replace

from tracker.records import Passage, Utterance
from tracker.text.stretches import TURN_BREAKS, gaps, trimmed
from tracker.transcripts.draft import Declared
from tracker.transcripts.speakers.host_and_guest import Stretch, stretches

# What recognisers and transcribers write for an unknown name.
ANONYMOUS = re.compile(r"(?:speaker|spk|spkr|person|voice)?[ _-]*(?:\d{1,3}|[A-Z])", re.I)
LEAST_SHARE_OF_MAIN = 0.5
# Utterances this long on average (characters) contain several turns each, which the file does not separate.
LONG_TURN = 1500


@dataclass(frozen=True, slots=True)
class Attribution:
    """The utterances with their speakers, and notes for the user on how these were found."""

    utterances: list[Utterance]
    notes: tuple[str, ...] = ()


def attribute(speech: str, utterances: list[Utterance], passages: list[Passage], declared: Declared) -> Attribution:
    """The utterances without sponsor reads, and with the declared names where the file gives none.

    Labels in the file are kept, with confidence 1. Of numbered voices, one that speaks at least half of the words becomes the
    declared speaker. Without labels, who asks is the host and who answers the declared speaker, each with its probability; the host
    has no name unless one is declared.
    """
    cut = _without(speech, utterances, passages)
    names = {one.speaker for one in cut if one.speaker}
    if declared.speaker is None and declared.host is None:
        return Attribution(cut)
    if not names:
        return _guessed(speech, cut, declared)
    if all(ANONYMOUS.fullmatch(name) for name in names):
        return _renamed(cut, declared)
    missing = [name for name in (declared.speaker, declared.host) if name and not _among(name, names)]
    labels = ", ".join(sorted(names)[:4])
    return Attribution(cut, tuple(f"no turn is labelled {name!r}; the labels are kept ({labels})" for name in missing))


def _without(speech: str, utterances: list[Utterance], passages: list[Passage]) -> list[Utterance]:
    blocks = [(one.start, one.end) for one in passages if one.kind in TURN_BREAKS]
    if not blocks:
        return utterances
    made = []
    first = 0
    for one in utterances:
        while first < len(blocks) and blocks[first][1] <= one.start:
            first += 1
        for gap in gaps(one.start, one.end, _overlapping(blocks, first, one.end)):
            start, end = trimmed(speech, *gap)
            if start < end:
                made.append(replace(one, start=start, end=end))
    return made


def _overlapping(blocks: list[tuple[int, int]], first: int, end: int) -> list[tuple[int, int]]:
    last = first
    while last < len(blocks) and blocks[last][0] < end:
        last += 1
    return blocks[first:last]


def _among(name: str, names: set[str]) -> bool:
    wanted = name.casefold().split()
    return any(set(wanted) & set(other.casefold().split()) for other in names)


def _renamed(utterances: list[Utterance], declared: Declared) -> Attribution:
    """Numbered voices renamed: who speaks most becomes the declared speaker, and of two the other the declared host."""
    words: Counter[str] = Counter()
    for one in utterances:
        words[one.speaker or ""] += one.end - one.start
    ranked = [name for name, _ in words.most_common() if name]
    given: dict[str | None, tuple[str, float]] = {}
    notes: list[str] = []
    share = words[ranked[0]] / words.total()
    if declared.speaker and share >= LEAST_SHARE_OF_MAIN:
        given[ranked[0]] = declared.speaker, round(min(0.95, 0.4 + 0.6 * share), 2)
        notes.append(f"{ranked[0]}, who speaks most, is taken for {declared.speaker}")
    if declared.host and len(ranked) == 2 and given:
        given[ranked[1]] = declared.host, given[ranked[0]][1]
        notes.append(f"{ranked[1]} is taken for {declared.host}")
    made = []
    for one in utterances:
        name = given.get(one.speaker)
        made.append(one if name is None else replace(one, speaker=name[0], confidence=min(one.confidence, name[1])))
    return Attribution(made, tuple(notes))


def _guessed(speech: str, utterances: list[Utterance], declared: Declared) -> Attribution:
    told = stretches(speech.replace("\n", " "), guest=declared.speaker, host=declared.host)
    if sum(one.end - one.start for one in utterances) >= LONG_TURN * len(utterances):
        made = [piece for one in utterances for piece in _cut(speech, one, told, declared)]
    else:
        made = [_whole(one, told, declared) for one in utterances]
    note = "the file has no labels; who speaks was guessed from questions and answers"
    return Attribution(made, (note,))


def _cut(speech: str, one: Utterance, told: list[Stretch], declared: Declared) -> list[Utterance]:
    """An utterance of many turns cut where the voice changes."""
    made = []
    for stretch in told:
        start, end = trimmed(speech, max(one.start, stretch.start), min(one.end, stretch.end))
        if start < end:
            made.append(_named(start, end, host=stretch.host, confidence=stretch.confidence, declared=declared))
    return made


def _whole(one: Utterance, told: list[Stretch], declared: Declared) -> Utterance:
    """A paragraph or a marked turn, attributed to the voice that speaks most of it."""
    shares = {True: 0.0, False: 0.0}
    for stretch in told:
        overlap = min(one.end, stretch.end) - max(one.start, stretch.start)
        if overlap > 0:
            shares[stretch.host] += overlap * stretch.confidence
            shares[not stretch.host] += overlap * (1 - stretch.confidence)
    total = sum(shares.values()) or 1.0
    host = shares[True] > shares[False]
    return _named(one.start, one.end, host=host, confidence=shares[host] / total, declared=declared)


def _named(start: int, end: int, *, host: bool, confidence: float, declared: Declared) -> Utterance:
    return Utterance(start=start, end=end, speaker=declared.host if host else declared.speaker, confidence=round(confidence, 3))
