"""Suggests which claims restate, update or contradict an earlier one of the same speaker. Pure functions."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tracker.records import Claim, Forecast, Quantity
from tracker.stating import own_sentence

WORD = re.compile(r"[^\W\d_]{2,}")
# Stop words of grammar, forecasting and time: nearly every forecast has some, so they say nothing about its subject.
COMMON = frozenset(
    """
    a about actually after again all almost also always am an and any are as at back be because become been before being
    believe best better between both bring but by can chance come could day days decade did do does doing done down each
    either end enough even ever every expect far few first five for forward four from further future get give go going
    gonna good got half happen has have he her here him his hope how if in into is it its just keep kind know last late
    later least less like likely little look long lot made make many may maybe me mean mid might month months more most
    much must my near need never new next no nor not now of off on once one only or other our out over own part people
    percent point predict probability probably pretty quarter quite rather really right said same say second see seem
    several shall she should since six so some something somewhere soon sort start still such take ten than that the
    their them then there these they thing things think third this those three through time times to today too towards
    two under until up us use very want was way we week weeks well were what when where which while who why will with
    within without won would year years yes yet you your
    """.split()
)
ENDINGS = ("ations", "ation", "ingly", "ings", "ing", "edly", "ers", "er", "ies", "ed", "es", "ly", "s", "e", "y")


@dataclass(frozen=True, slots=True, kw_only=True)
class Restatement:
    """A suggestion that a later claim `restates`, `updates` or `contradicts` an earlier one, and why; `score` is from 0 to 1."""

    claim_id: str
    other_id: str
    relation: str
    score: float
    why: tuple[str, ...]


def stem(word: str) -> str:
    """A word without its ending, so that "passengers" matches "passenger"; a rough stemmer."""
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def subject_words(forecast: Forecast) -> frozenset[str]:
    """The stems of the words for a forecast's subject, without those of its horizon, its odds and the sentences before it."""
    phrases = [each.text for each in (forecast.horizon, forecast.probability, forecast.hedge) if each is not None]
    text = f"{own_sentence(forecast.claim)} {forecast.quote or ''}".casefold()
    for phrase in phrases:
        text = text.replace(phrase.casefold(), " ")
    return frozenset(stem(word) for word in WORD.findall(text) if word not in COMMON)


def rarity(documents: Sequence[frozenset[str]]) -> dict[str, float]:
    """The smoothed inverse document frequency of each word, log((1 + n) / (1 + df)) + 1."""
    counts = Counter(word for words in documents for word in words)
    return {word: math.log((1 + len(documents)) / (1 + count)) + 1 for word, count in counts.items()}


def overlap(one: frozenset[str], other: frozenset[str], weights: dict[str, float]) -> float:
    """The cosine similarity of two sets of words weighted by rarity, 0 to 1."""
    shared = sum(weights.get(word, 1.0) ** 2 for word in one & other)
    lengths = [math.sqrt(sum(weights.get(word, 1.0) ** 2 for word in words)) for words in (one, other)]
    return shared / (lengths[0] * lengths[1]) if shared else 0.0


def same_magnitude(one: Quantity, other: Quantity) -> bool | None:
    """Whether two quantities are within a tenth of each other; None for different units or an unknown magnitude."""
    if one.unit != other.unit:
        return None
    left = [each for each in (one.low, one.high) if each is not None]
    right = [each for each in (other.low, other.high) if each is not None]
    if not left or not right:
        return None
    slack = 0.1 * max(abs(each) for each in (*left, *right))
    return min(left) - slack <= max(right) and min(right) - slack <= max(left)


def _quantities(one: Forecast, other: Forecast) -> bool | None:
    verdicts = [same_magnitude(left, right) for left in one.quantities for right in other.quantities]
    known = [verdict for verdict in verdicts if verdict is not None]
    return any(known) if known else None


def _windows(one: Forecast, other: Forecast) -> str:
    if one.horizon is None or other.horizon is None:
        return "open" if one.horizon is other.horizon else "unknown"
    if one.horizon.end == other.horizon.end:
        return "same"
    return "overlap" if one.horizon.start <= other.horizon.end and other.horizon.start <= one.horizon.end else "apart"


def compare(later: Forecast, earlier: Forecast, weights: dict[str, float]) -> tuple[float, str, tuple[str, ...]]:
    """A score from 0 to 1 that two forecasts are about the same thing, the later one's relation to the earlier, and why.

    The words of the subject give three quarters of the score, quantities and windows the rest. A different magnitude or window
    makes it an update, the opposite polarity a contradiction.
    """
    words, before = subject_words(later), subject_words(earlier)
    shared = sorted(words & before, key=lambda word: (-weights.get(word, 1.0), word))
    score = 0.75 * min(1.0, 1.25 * overlap(words, before, weights))
    why = [f"words: {', '.join(shared[:5])}"]
    magnitude, window = _quantities(later, earlier), _windows(later, earlier)
    if magnitude is not None:
        score += 0.15 if magnitude else 0.0
        why.append("same quantity" if magnitude else "another quantity of the same unit")
    score += {"same": 0.15, "overlap": 0.1, "open": 0.05}.get(window, 0.0)
    if window in {"same", "overlap", "apart"}:
        why.append({"same": "same due day", "overlap": "windows overlap", "apart": "another window"}[window])
    if later.polarity is not earlier.polarity:
        return min(1.0, score), "contradicts", (*why, "one says that it will, the other that it will not")
    moved = magnitude is False or window in {"overlap", "apart"}
    return min(1.0, score), "updates" if moved else "restates", tuple(why)


def suggest(
    claims: Sequence[Claim],
    *,
    only: frozenset[str] | None = None,
    settled: frozenset[frozenset[str]] = frozenset(),
    at_least: float = 0.45,
) -> list[Restatement]:
    """For each claim of one speaker, the earlier one that it most likely restates, updates or contradicts; the likeliest first.

    `only` keeps suggestions about these claims; `settled` are pairs that are already linked, as related or unrelated. Claims of one
    chain count as settled. A single shared word is never enough.
    """
    ordered = sorted(claims, key=lambda claim: (claim.forecast.said_on, claim.forecast.start or 0, claim.id))
    words = [subject_words(claim.forecast) for claim in ordered]
    weights = rarity(words)
    index: dict[str, list[int]] = defaultdict(list)
    found = []
    for place, claim in enumerate(ordered):
        best: Restatement | None = None
        for other in _candidates(words[place], index, len(ordered)):
            suggestion = _pair(claim, ordered[other], weights, settled, only)
            if suggestion is not None and suggestion.score >= at_least and (best is None or suggestion.score >= best.score):
                best = suggestion
        if best is not None:
            found.append(best)
        for word in words[place]:
            index[word].append(place)
    return sorted(found, key=lambda each: (-each.score, each.claim_id))


def _candidates(words: Iterable[str], index: dict[str, list[int]], total: int) -> list[int]:
    # In a long list, words that occur in a twentieth of the claims would pair nearly everything with everything.
    most = total if total < 400 else total // 20
    counts = Counter(place for word in words if len(index[word]) <= most for place in index[word])
    return sorted(place for place, count in counts.items() if count >= 2)


def _pair(
    later: Claim,
    earlier: Claim,
    weights: dict[str, float],
    settled: frozenset[frozenset[str]],
    only: frozenset[str] | None,
) -> Restatement | None:
    if only is not None and later.id not in only and earlier.id not in only:
        return None
    if frozenset((later.id, earlier.id)) in settled or (later.chain is not None and later.chain == earlier.chain):
        return None
    score, relation, why = compare(later.forecast, earlier.forecast, weights)
    return Restatement(claim_id=later.id, other_id=earlier.id, relation=relation, score=round(score, 3), why=why)
