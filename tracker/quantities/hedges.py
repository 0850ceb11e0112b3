"""Words of likelihood and commitment, as ranges on named scales."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from tracker.errors import InvalidRecord
from tracker.records import Hedge, Mention
from tracker.text.folding import fold
from tracker.text.one_of import one_of

DEFAULT_SCALE = "survey"


@dataclass(frozen=True, slots=True, kw_only=True)
class LikelyWord:
    """What a scale takes a phrase to mean: a range of probabilities, and the median answer where the scale comes from a survey."""

    low: float
    high: float
    median: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """A named scale of words of likelihood, with the source of its table. Phrases are in lower case."""

    name: str
    title: str
    source: str
    words: MappingProxyType[str, LikelyWord]
    licence: str | None = None


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(resources.files("tracker.quantities").joinpath("likelihood.toml").read_text(encoding="utf-8"))


def _scale(name: str, table: dict[str, Any]) -> Scale:
    words = {
        phrase: LikelyWord(low=entry["low"], high=entry["high"], median=entry.get("median"))
        for entry in table["words"]
        for phrase in entry["phrases"]
    }
    return Scale(
        name=name, title=table["title"], source=table["source"], licence=table.get("licence"), words=MappingProxyType(words)
    )


SCALES: MappingProxyType[str, Scale] = MappingProxyType(
    {name: _scale(name, table) for name, table in _data().items() if "words" in table}
)
"""The scales by name: "kent", "icd203", "ipcc" and "survey"."""


@cache
def _pattern() -> re.Pattern[str]:
    commitment = _data()["commitment"]
    subjects, adverbs, verbs = (one_of(commitment[key]) for key in ("subjects", "adverbs", "verbs"))
    phrases = one_of({*commitment["phrases"], *(phrase for scale in SCALES.values() for phrase in scale.words)})
    return re.compile(rf"\b(?:(?P<person>{subjects}(?:\s{adverbs}){{0,3}}\s{verbs}(?!\w))|(?P<phrase>{phrases}(?![\w'])))")


_MONTH_BEFORE = re.compile(
    r"\b(?:in|of|by|this|last|next|early|late|mid|until|since|through|from|for|on|before|after|april|and|to|june)\s\Z"
)
_MONTH_AFTER = re.compile(r"\s*(?:\d|the\s\d|first\b|of\b|,|\.|through\b|to\s(?:june|july)|and\sjune|or\sjune)")
_NOT_A_HEDGE = re.compile(r"(?:should\shave\s|could\snot\s|couldn't|might\sas\swell\s|(?:may|might)\sand\s)")
_WEAK = re.compile(r"(?:i|we|i can|we can)\s(?:say|see)|(?:people|they)\s(?:think|want|know|say|see|like to|plan|expected)")
"""Perceiving and reporting in the same form: the speaker commits to nothing."""


def _is_month(folded: str, start: int, end: int) -> bool:
    """Whether "may" names the month."""
    return (_MONTH_AFTER.match(folded, end) is not None and folded[end : end + 1] not in (".", ",")) or (
        _MONTH_BEFORE.search(folded, max(0, start - 8), start) is not None
        and not re.match(r"\s(?:be|have|not|well|go|get|come|see|also|take|need|want|make)\b", folded[end : end + 7])
    )


def find_hedges(text: str, scale: str = DEFAULT_SCALE) -> list[Mention[Hedge]]:
    """The words of likelihood and commitment of a text, in order and not overlapping.

    Each carries the range that the named scale gives the phrase, and no range where the scale does not know it ("I think",
    "could", "hopefully"). Raises InvalidRecord for a scale that is not in SCALES. Linear in the length of the text.
    """
    return hedges_of(fold(text), text, scale)


def hedges_of(folded: str, text: str, scale: str) -> list[Mention[Hedge]]:
    """As `find_hedges`, for a text that has been folded."""
    if scale not in SCALES:
        raise InvalidRecord("scale", scale, f"one of {', '.join(SCALES)}")
    words = SCALES[scale].words
    found = []
    for match in _pattern().finditer(folded):
        start, end = match.span()
        phrase = " ".join(match.group().split())
        if phrase == "may" and _is_month(folded, start, end):
            continue
        if phrase in ("should", "could", "might", "may") and _NOT_A_HEDGE.match(folded, start):
            continue
        if _WEAK.fullmatch(phrase):
            continue
        known = words.get(phrase)
        reading = Hedge(
            text=text[start:end],
            low=known.low if known else None,
            high=known.high if known else None,
            scale=scale if known else None,
        )
        rule = f"scale-{scale}" if known else "commitment" if match["person"] else "likelihood-word"
        found.append(Mention(start=start, end=end, reading=reading, rule=rule, trace=(rule,)))
    return found
