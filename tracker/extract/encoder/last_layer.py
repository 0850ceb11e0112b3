"""Learns from an analyst's decisions: a last layer over the classifier's outputs, regularised towards the shipped one.

The classifier's outputs for a candidate are log odds and 17 logits (reasons, denial, condition). The layer adds a linear function
of these to the log odds. It is a logistic regression with a ridge penalty, fitted by Newton's method, evaluated by
leave-one-transcript- out cross-validation, and used only if it is better there.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]

OUTPUTS = slice(3, 20)  # of the classifier: reasons, denial, condition
SIZE = 2 + OUTPUTS.stop - OUTPUTS.start
SCALE = 3.0  # the typical size of log odds and logits
FEWEST, FEWEST_OF_A_KIND, FEWEST_TRANSCRIPTS = 40, 10, 4
RIDGES = ((4.0, np.inf, np.inf), (4.0, 4.0, np.inf), (4.0, 4.0, 40.0), (4.0, 4.0, 10.0))
"""Ridge penalties of constant, slope and outputs, the strictest first; with infinity they stay at 0."""

LEAST_GAIN = 0.05
"""In F1, on transcripts left out. Decisions that agree with the shipped labels gain up to 0.04 by chance."""

SAMPLES, DOUBT = 2000, 0.01
"""The number of bootstrap samples, and the share of them in which the layer may fail to be better."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """The SIZE coefficients of the term added to the log odds; `weights` is the digest of the weights it was fitted on."""

    weights: str
    values: tuple[float, ...]

    @property
    def digest(self) -> str:
        """A short hash of the layer, recorded with extractions that use it."""
        return hashlib.sha256(repr((self.weights, self.values)).encode()).hexdigest()[:12]

    def adds(self, log_odds: float, verdict: NDArray[np.floating[Any]]) -> float:
        """The term added for a candidate with these log odds and logits."""
        return float(features(log_odds, np.asarray(verdict, dtype=np.float64)) @ np.array(self.values))


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A candidate with an analyst's decision: its log odds, the classifier's logits, and whether it was accepted."""

    log_odds: float
    verdict: Vector
    accepted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """The result of learning: a layer's values, or None and why not; F1 on transcripts left out, as shipped and with the layer."""

    values: tuple[float, ...] | None
    why: str
    decisions: int
    transcripts: int
    shipped_f1: float | None = None
    layer_f1: float | None = None


def features(log_odds: float, verdict: Vector) -> Vector:
    """The SIZE features of a layer; logits of reasons are centred, since only their differences matter."""
    others = verdict[OUTPUTS]
    return np.concatenate([[1.0, log_odds / SCALE], (others - others[:-2].mean()) / SCALE])


def too_few(transcripts: Sequence[Sequence[Decided]]) -> str | None:
    """Why these decisions are not enough to learn from; None if they are."""
    decided = [each for part in transcripts for each in part]
    accepted = sum(each.accepted for each in decided)
    rejected = len(decided) - accepted
    if decided and not (accepted and rejected):
        return f"all {len(decided)} decisions are {'accepted' if accepted else 'rejected'}; a layer learns from both kinds"
    if min(accepted, rejected) < FEWEST_OF_A_KIND or len(decided) < FEWEST or len(transcripts) < FEWEST_TRANSCRIPTS:
        return (
            f"too few decisions: {accepted} accepted and {rejected} rejected in {len(transcripts)} transcripts; "
            f"{FEWEST} are needed, {FEWEST_OF_A_KIND} of each kind, in {FEWEST_TRANSCRIPTS} transcripts"
        )
    return None


def learn(transcripts: Sequence[Sequence[Decided]], threshold: float) -> Learned:
    """A layer fitted on the decisions of each transcript, if it is better on transcripts left out.

    `threshold` is the confidence from which a claim is kept. The same decisions give the same layer.
    """
    parts = [_Part.of(each) for each in transcripts if each]
    size = sum(len(part.kept) for part in parts)
    few = too_few([each for each in transcripts if each])
    if few is not None:
        return Learned(values=None, why=few, decisions=size, transcripts=len(parts))
    least = float(np.log(threshold / (1 - threshold)))
    shipped = np.array([_counts(part.log_odds, part.kept, least) for part in parts])
    tried = [(ridge, _left_out(parts, ridge, least)) for ridge in RIDGES]
    ridge, counts = max(tried, key=lambda one: (round(_f1(one[1].sum(axis=0)), 6), -RIDGES.index(one[0])))
    before, after = _f1(shipped.sum(axis=0)), _f1(counts.sum(axis=0))
    measured = f"F1 {before:.3f} as shipped and {after:.3f} with a layer, on transcripts left out"
    values = None
    if after < before + LEAST_GAIN:
        why = f"no better: {measured}"
    elif _doubt(shipped, counts) > DOUBT:
        why = f"better by chance, it may be: {measured}; more transcripts would tell"
    else:
        why, values = measured, tuple(round(float(each), 6) for each in _fitted(parts, ridge))
    return Learned(values=values, why=why, decisions=size, transcripts=len(parts), shipped_f1=before, layer_f1=after)


@dataclass(frozen=True, slots=True)
class _Part:
    """The decisions of a transcript: log odds, features (one row per candidate), and 1.0 for each accepted."""

    log_odds: Vector
    rows: NDArray[np.float64]
    kept: Vector

    @classmethod
    def of(cls, decided: Sequence[Decided]) -> "_Part":
        return cls(
            np.array([each.log_odds for each in decided]),
            np.array([features(each.log_odds, each.verdict) for each in decided]),
            np.array([float(each.accepted) for each in decided]),
        )


def _fitted(parts: Sequence[_Part], ridge: tuple[float, float, float]) -> Vector:
    """The values that maximise the likelihood of the decisions minus the ridge penalty, by Newton's method."""
    offset = np.concatenate([part.log_odds for part in parts])
    rows = np.concatenate([part.rows for part in parts])
    kept = np.concatenate([part.kept for part in parts])
    held = np.array([ridge[0], ridge[1], *[ridge[2]] * (SIZE - 2)])
    free = np.isfinite(held)
    rows, held = rows[:, free], held[free]
    found = np.zeros(len(held))
    for _ in range(100):
        chance = 1 / (1 + np.exp(-np.clip(offset + rows @ found, -30, 30)))
        slope = rows.T @ (kept - chance) - held * found
        bend = (rows.T * (chance * (1 - chance))) @ rows + np.diag(held)
        step = np.linalg.solve(bend, slope)
        found = found + step * min(1.0, 2.0 / max(float(np.abs(step).max()), 1e-12))
        if np.abs(step).max() < 1e-9:
            break
    values = np.zeros(SIZE)
    values[free] = found
    return values


def _left_out(parts: Sequence[_Part], ridge: tuple[float, float, float], least: float) -> NDArray[np.int64]:
    """The counts of each transcript with a layer fitted on the others."""
    found = []
    for number, part in enumerate(parts):
        values = _fitted([*parts[:number], *parts[number + 1 :]], ridge)
        found.append(_counts(part.log_odds + part.rows @ values, part.kept, least))
    return np.array(found)


def _counts(log_odds: Vector, kept: Vector, least: float) -> tuple[int, int, int]:
    """Accepted and offered, rejected and offered, accepted and not offered."""
    offered = log_odds >= least
    accepted = kept > 0
    return int((offered & accepted).sum()), int((offered & ~accepted).sum()), int((~offered & accepted).sum())


def _f1(counts: NDArray[np.int64]) -> float:
    hit, wrong, missed = (int(each) for each in counts)
    return 2 * hit / max(1, 2 * hit + wrong + missed)


def _doubt(shipped: NDArray[np.int64], counts: NDArray[np.int64]) -> float:
    """The share of bootstrap samples of transcripts in which the layer is not better (paired bootstrap)."""
    drawn = np.random.default_rng(0).integers(0, len(shipped), (SAMPLES, len(shipped)))
    before, after = shipped[drawn].sum(axis=1), counts[drawn].sum(axis=1)
    return float(np.mean([_f1(late) <= _f1(early) for early, late in zip(before, after, strict=True)]))
