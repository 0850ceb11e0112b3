"""Finds sponsor reads: advertisements that hosts read in the middle of an interview."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from tracker.records import Passage, PassageKind

_DOMAIN = r"(?:\.| dot )(?:com|ai|io|co|org|net|dev|fm)\b"
# Each pattern begins with few words, so that a long text is scanned quickly.
OPENING = re.compile(
    r"\b(?:words?|messages?) from (?:our|today's|one of our)(?: \w+)? (?:sponsors?|partners?)"
    r"|\bsponsored by\b|\bbrought to you by\b|\bmade possible by\b|\btoday's sponsor is\b"
    r"|\bsupport for this (?:show|podcast|episode) comes from\b|\bthanks to our sponsors?\b|\bhear from our sponsors?\b",
    re.I,
)
# Words before an opening that belong to it.
LEAD = re.compile(
    r"(?:\b(?:we'll|we will) (?:be (?:right )?back|continue|return)(?: [\w']+){0,6} (?:after|for) "
    r"(?:a |this )?(?:quick |short |brief )?"
    r"|\b(?:now|and now|but first|first),? (?:a |here's a )(?:quick |short |brief )?"
    r"|\b(?:this|today's|the) (?:episode|show|podcast|video|conversation)(?: \w+){0,4} (?:is|was) (?:also )?)$",
    re.I,
)
HARD = re.compile(
    r"\b(?:promo|promotional|discount|offer) code\b|\b(?:use|with|enter) (?:the |my |our )?code \w+"
    r"|\bat checkout\b|\bfree trial\b"
    r"|\blimited[- ]time (?:offer|deal)|(?:\d|ten|teen|twenty|five|thirty|forty|fifty) ?(?:%|percent) off\b"
    r"|\boff (?:your|their) (?:first|next) "
    r"|\bmoney[- ]back guarantee|\b(?:rules|terms)(?: and (?:restrictions|conditions))? (?:may )?apply"
    r"|\bno credit card (?:needed|required)"
    r"|\bmention \w+ (?:to (?:get|skip|receive)|for)(?: \w+){0,3}|\bjoin(?:ed)? (?:the )?(?:millions|thousands) of"
    r"|\blisteners (?:of this (?:show|podcast) )?(?:right now|get)\b|\blooking for (?:[\w-]+ )?sponsors\b"
    r"|\bthe network behind the (?:show|podcast)",
    re.I,
)
SITE = re.compile(rf"{_DOMAIN}(?: ?(?:/|slash|forward slash) ?\w+)?", re.I)
WRITE_TO = re.compile(r"\bemail me at \w+|\bclick the link (?:in|below)", re.I)
# A site is an offer only if listeners are sent there.
SENDS = re.compile(
    r"\b(?:go|head|over|visit|sign up|get started|try|learn more|find out more|check (?:it|them) out)(?: [\w'-]+){0,5}$", re.I
)
CLOSING = re.compile(
    r"\b(?:(?:okay |all right |alright |and )?(?:so )?we(?:'re| are) back\b|(?:now |and now |let's get )?back to (?:the|our) "
    r"(?:show|interview|conversation|episode)"
    r"|welcome back)",
    re.I,
)
SENTENCE_END = re.compile(r"[.!?…][\"”')\]]*(?=\s)|\n[ \t]*\r?\n|\[[Mm]usic\]")
# The most characters from an opening to the first offer, and between two offers of one break.
FROM_OPENING = 2600
BETWEEN_OFFERS = 1300
LONGEST = 9000
ZONE = 3000
CORES = (
    "sponsor", "brought to you by", "made possible by", "support for this", "% off", "percent off", "free trial", "at checkout",
    "promo code", "discount code", "offer code",
)  # fmt: skip
AFTER_LAST = 160


@dataclass(frozen=True, slots=True)
class _Cue:
    start: int
    end: int
    opens: bool = False
    hard: bool = False
    bare: bool = False


def sponsor_reads(text: str, bounds: list[int]) -> list[Passage]:
    """The sponsor reads of a text, as passages.

    A read is an opening ("a word from our sponsor") with an offer ("use the code", "30 percent off", "go to example.com"), or three
    offers close together. It ends with the last offer, or where the speaker says that the show is back.
    `bounds` are the sorted offsets at which turns of named speakers begin: no read crosses one.
    """
    cues = _cues(text.replace("\n", " ").replace("\r", " "))
    found = []
    for group in _groups(cues, bounds):
        offers = [cue for cue in group if not (cue.opens or cue.bare)]
        hard = sum(cue.hard for cue in offers)
        if (len(offers) >= 3 and hard >= 2) or (offers and any(cue.opens for cue in group)):
            found.append(Passage(start=_beginning(text, group[0]), end=_ending(text, group[-1], bounds), kind=PassageKind.SPONSOR))
    return found


def _cues(flat: str) -> list[_Cue]:
    return sorted({cue for low, high in _zones(flat) for cue in _cues_within(flat, low, high)}, key=lambda cue: cue.start)


def _zones(flat: str) -> list[tuple[int, int]]:
    """The parts of a text around the words that every advertisement contains; nothing else needs to be searched."""
    lowered = flat.lower()
    places = sorted(at for core in CORES for at in _places(lowered, core))
    zones: list[tuple[int, int]] = []
    for at in places:
        low, high = max(0, at - ZONE), min(len(flat), at + ZONE)
        if zones and low <= zones[-1][1]:
            zones[-1] = zones[-1][0], high
        else:
            zones.append((low, high))
    return zones


def _places(lowered: str, core: str) -> Iterator[int]:
    at = lowered.find(core)
    while at >= 0:
        yield at
        at = lowered.find(core, at + 1)


def _cues_within(flat: str, low: int, high: int) -> list[_Cue]:
    cues = []
    for match in OPENING.finditer(flat, low, high):
        lead = LEAD.search(flat[max(0, match.start() - 90) : match.start()])
        cues.append(_Cue(match.start() - (len(lead[0]) if lead else 0), match.end(), opens=True))
    cues += [_Cue(match.start(), match.end(), hard=True) for match in HARD.finditer(flat, low, high)]
    for match in SITE.finditer(flat, low, high):
        sends = "/" in match[0] or "slash" in match[0] or SENDS.search(flat[max(0, match.start() - 60) : match.start()])
        cues.append(_Cue(match.start(), match.end(), bare=not sends))
    cues += [_Cue(match.start(), match.end()) for match in WRITE_TO.finditer(flat, low, high)]
    return cues


def _groups(cues: list[_Cue], bounds: list[int]) -> list[list[_Cue]]:
    groups: list[list[_Cue]] = []
    for cue in cues:
        last = groups[-1] if groups else []
        reach = FROM_OPENING if last and last[-1].opens else BETWEEN_OFFERS
        near = last and cue.start - last[-1].end <= reach and cue.start - last[0].start <= LONGEST
        if near and not _parted(last[-1].start, cue.start, bounds):
            last.append(cue)
        elif not cue.bare:
            groups.append([cue])
    return groups


def _parted(low: int, high: int, bounds: list[int]) -> bool:
    return bisect_right(bounds, low) != bisect_right(bounds, high)


def _beginning(text: str, cue: _Cue) -> int:
    """The start of the sentence or line of the first cue, at most 200 characters before it."""
    if cue.opens:
        return cue.start
    ends = [match.end() for match in SENTENCE_END.finditer(text, max(0, cue.start - 200), cue.start)]
    return ends[-1] if ends else cue.start


def _ending(text: str, cue: _Cue, bounds: list[int]) -> int:
    """The end of the last offer's sentence, or the words that say the show is back, at most 160 characters after it."""
    after = bisect_right(bounds, cue.end)
    limit = min(cue.end + AFTER_LAST, bounds[after] if after < len(bounds) else len(text))
    sentence = SENTENCE_END.search(text, cue.end, limit)
    closing = CLOSING.search(text, cue.end, limit)
    stops = [*([sentence.end()] if sentence else []), *([closing.start()] if closing else [])]
    return min(stops, default=cue.end)
