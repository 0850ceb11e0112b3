"""Evaluates an extractor on labelled transcripts: precision, recall, and accuracy of the fields.

A forecast matches a label if its quote covers at least half of the label's anchor and is no longer than eighty words or three times
the label's quote, and, if the label's anchor names a time or a figure, its own anchor touches it. Matching is one to one, touching
anchors first, then by overlap. Precision and recall are over tier 1; a forecast that matches a tier 2 label counts neither for nor
against, except in strict precision, where it counts against.
"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tracker.extract.evaluation.labelled import Label, LabelledTranscript
from tracker.records import Forecast, Horizon, Polarity, Probability, Quantity
from tracker.text.tokens import Words, split_words

NAMES_TIME = re.compile(
    r"\d|\b(?:year|month|week|day|quarter|half|decade|centur|spring|summer|fall|autumn|winter|then|time|that|next|tomorrow|tonight|q[1-4])",
    re.I,
)
"""Found in anchors that are phrases of time or odds, but not in predicates with a carried period."""

LONGEST = 80  # words in a quote, unless the label's is long itself


@dataclass(frozen=True, slots=True)
class Match:
    """A forecast and the label it matches, by index; `closeness` is the F1 of their words."""

    found: int
    label: int
    closeness: float


def _overlap(a: tuple[int, int], b: tuple[int, int]) -> int:
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def match(words: Words, labels: Sequence[Label], found: Sequence[Forecast]) -> list[Match]:
    """The one-to-one matches of forecasts and labels."""
    quotes = [words.span(f.start or 0, f.end or 0) for f in found]
    anchors = [words.span(f.anchor_start or 0, (f.anchor_start or 0) + len(f.anchor or "")) for f in found]
    pairs = []
    for number, label in enumerate(labels):
        whole, anchor = words.span(label.start, label.end), words.span(label.anchor_start, label.anchor_end)
        for other, quote in enumerate(quotes):
            if 2 * _overlap(anchor, quote) < anchor[1] - anchor[0] or quote[1] - quote[0] > max(LONGEST, 3 * (whole[1] - whole[0])):
                continue
            touching = _overlap(anchor, anchors[other]) > 0
            if label.tier == 1 and not touching and NAMES_TIME.search(words.slice(*anchor)):
                continue
            size = whole[1] - whole[0] + quote[1] - quote[0]
            pairs.append((label.tier == 1, touching, 2 * _overlap(whole, quote) / max(1, size), number, other))
    matched: list[Match] = []
    used_labels: set[int] = set()
    used_found: set[int] = set()
    for _, _, closeness, number, other in sorted(pairs, reverse=True):
        if number not in used_labels and other not in used_found:
            used_labels.add(number)
            used_found.add(other)
            matched.append(Match(other, number, closeness))
    return matched


def due_right(label: Mapping[str, Any], found: Horizon | None) -> bool:
    """Whether the due date is within the range the label allows, with a tolerance of half its window and at most a month."""
    if found is None:
        return False
    earliest, latest = label.get("end_ok") or (label["end"], label["end"])
    end = dt.date.fromisoformat(label["end"])
    window = (end - dt.date.fromisoformat(label["start"])).days if label.get("start") else 62
    slack = dt.timedelta(days=min(31, max(0, window) // 2 + 3))
    return dt.date.fromisoformat(earliest) - slack <= found.end <= dt.date.fromisoformat(latest) + slack


def odds_right(label: Mapping[str, Any], found: Probability | None) -> bool:
    """Whether both ends of the odds are within two percentage points."""
    return found is not None and abs(found.low - label["low"]) <= 0.02 and abs(found.high - label["high"]) <= 0.02


def quantity_right(label: Mapping[str, Any], found: Sequence[Quantity]) -> bool:
    """Whether one of the quantities has the label's bounds, within one per cent."""

    def close(mine: float | None, theirs: float | None) -> bool:
        if theirs is None:
            return True
        return mine is not None and abs(mine - theirs) <= 0.01 * max(abs(mine), abs(theirs), 1e-9)

    return any(close(q.low, label["low"]) and close(q.high, label["high"]) for q in found)


def _fields(tally: Counter[str], label: Mapping[str, Any], mate: Forecast) -> None:
    checks: dict[str, bool] = {}
    if (label.get("horizon") or {}).get("end"):
        checks["due"] = due_right(label["horizon"], mate.horizon)
    if label.get("probability"):
        checks["odds"] = odds_right(label["probability"], mate.probability)
    if label.get("speaker"):
        checks["speaker"] = (mate.speaker or "").casefold() == label["speaker"].casefold()
    for quantity in label.get("quantities") or ():
        tally["quantity of"] += 1
        tally["quantity right"] += quantity_right(quantity, mate.quantities)
    for name, right in checks.items():
        tally[f"{name} of"] += 1
        tally[f"{name} right"] += right
    if label.get("polarity"):
        _yes_no(tally, "negative", label["polarity"] == "negative", mate.polarity is Polarity.NEGATIVE)
    if not label.get("condition_disputed"):
        _yes_no(tally, "condition", bool(label.get("condition")), bool(mate.condition))


def _yes_no(tally: Counter[str], name: str, wanted: bool, given: bool) -> None:
    tally[f"{name} hit"] += wanted and given
    tally[f"{name} false"] += given and not wanted
    tally[f"{name} missed"] += wanted and not given


def tally_of(labelled: LabelledTranscript, found: Sequence[Forecast]) -> Counter[str]:
    """The counts from which all figures are computed; counts of several transcripts can be added."""
    words = split_words(labelled.transcript.text)
    tally: Counter[str] = Counter(found=len(found))
    matched = match(words, labelled.labels, found)
    tally["wrong"] = len(found) - len(matched)
    for label in labelled.labels:
        tally[f"tier {label.tier}"] += 1
    for each in matched:
        label = labelled.labels[each.label]
        tally[f"hit {label.tier}"] += 1
        if label.tier == 1:
            tally["span thousandths"] += round(1000 * each.closeness)
            _fields(tally, label.row, found[each.found])
    return tally


def figures(tally: Mapping[str, int]) -> dict[str, float | None]:
    """Precision, recall, F1 and the accuracy of the fields, rounded to four places; None if there was nothing to measure."""

    def share(part: float, whole: float) -> float | None:
        return round(part / whole, 4) if whole else None

    def get(name: str) -> int:
        return tally.get(name, 0)

    hit, wrong, missed = get("hit 1"), get("wrong"), get("tier 1") - get("hit 1")
    measured = {
        "precision": share(hit, hit + wrong),
        "strict_precision": share(hit, hit + get("hit 2") + wrong),
        "recall": share(hit, get("tier 1")),
        "f1": share(2 * hit, 2 * hit + wrong + missed),
        "span_f1": share(get("span thousandths"), 1000 * hit),
    }
    for name in ("due", "odds", "quantity", "speaker"):
        measured[name] = share(get(f"{name} right"), get(f"{name} of"))
    for name in ("negative", "condition"):
        found = 2 * get(f"{name} hit")
        measured[f"{name}_f1"] = share(found, found + get(f"{name} false") + get(f"{name} missed"))
    return measured


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfidenceBin:
    """Candidates of similar confidence: count, lowest and highest and mean confidence, and the share kept."""

    low: float
    high: float
    n: int
    mean_confidence: float
    kept: float


def reliability(judged: Sequence[tuple[float, bool]], bins: int = 10) -> list[ConfidenceBin]:
    """Pairs of (confidence, whether right) in bins of equal count, by increasing confidence."""
    ranked = sorted(judged)
    size = len(ranked)
    parts = [ranked[number * size // bins : (number + 1) * size // bins] for number in range(bins)]
    return [
        ConfidenceBin(
            low=part[0][0],
            high=part[-1][0],
            n=len(part),
            mean_confidence=sum(confidence for confidence, _ in part) / len(part),
            kept=sum(kept for _, kept in part) / len(part),
        )
        for part in parts
        if part
    ]
