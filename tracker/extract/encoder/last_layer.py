"""Learning from an analyst's decisions: a last layer over the classifier's outputs, kept near the shipped one.

What the classifier says of a candidate is a log odds and 17 outputs (what it is instead, denial, condition). The layer adds to the
log odds a linear function of these, fitted by logistic regression with a ridge towards nothing added, by Newton's method. It is
measured by leaving each transcript out in turn, and used only if it is better there.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]

OUTPUTS = slice(3, 20)  # of the classifier's verdict: reasons, denial, condition
SIZE = 2 + OUTPUTS.stop - OUTPUTS.start
SCALE = 3.0  # of a log odds and of an output: the size that they often have
FEWEST, FEWEST_OF_A_KIND, FEWEST_TRANSCRIPTS = 40, 10, 4
RIDGES = ((4.0, np.inf, np.inf), (4.0, 4.0, np.inf), (4.0, 4.0, 40.0), (4.0, 4.0, 10.0))
"""How strongly the constant, the slope and the outputs are held at 0, the strictest first; at infinity they are not learned."""

LEAST_GAIN = 0.05
"""Of F1, on transcripts left out. Decisions that agree with the labels of the shipped weights give up to 0.04 by chance."""

SAMPLES, DOUBT = 2000, 0.01
"""Transcripts are drawn again so often, and the layer may fail to be better in so great a share of the draws."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """What is added to the log odds of a candidate: `weights` names the weights it was fitted on, `values` are SIZE numbers."""

    weights: str
    values: tuple[float, ...]

    @property
    def digest(self) -> str:
        """The beginning of a hash of what the layer is, by which an extraction tells that it used it."""
        return hashlib.sha256(repr((self.weights, self.values)).encode()).hexdigest()[:12]

    def adds(self, log_odds: float, verdict: NDArray[np.floating[Any]]) -> float:
        """What is added for a candidate with this log odds and these outputs."""
        return float(features(log_odds, np.asarray(verdict, dtype=np.float64)) @ np.array(self.values))


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A candidate that an analyst has decided: its log odds, the classifier's verdict, and whether it was accepted."""

    log_odds: float
    verdict: Vector
    accepted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """What learning came to: a layer's values, or None and why not; F1 on transcripts left out, as shipped and with the layer."""

    values: tuple[float, ...] | None
    why: str
    decisions: int
    transcripts: int
    shipped_f1: float | None = None
    layer_f1: float | None = None


def features(log_odds: float, verdict: Vector) -> Vector:
    """The SIZE numbers that a layer weighs; outputs are taken against their mean, as only differences say something."""
    others = verdict[OUTPUTS]
    return np.concatenate([[1.0, log_odds / SCALE], (others - others[:-2].mean()) / SCALE])


def too_few(transcripts: Sequence[Sequence[Decided]]) -> str | None:
    """Why nothing can be learned from these decisions; None where something may be."""
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
    """A layer from the decisions of each transcript, if it is better on transcripts left out.

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
    """The decisions of a transcript: log odds, features (a row a candidate), and 1.0 for what was accepted."""

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
    """The values that make the decisions likeliest, less the ridge; Newton's method, whose steps settle as the ridge is above 0."""
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
    """The counts of each transcript, judged by a layer fitted on the others."""
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
    """The share of draws of the transcripts, with replacement, in which the layer is not better (a paired bootstrap)."""
    drawn = np.random.default_rng(0).integers(0, len(shipped), (SAMPLES, len(shipped)))
    before, after = shipped[drawn].sum(axis=1), counts[drawn].sum(axis=1)
    return float(np.mean([_f1(late) <= _f1(early) for early, late in zip(before, after, strict=True)]))
