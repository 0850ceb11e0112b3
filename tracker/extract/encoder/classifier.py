"""The classifier: a small encoder that says for each candidate whether it belongs to a forecast, and which words to quote.

Several heads share one encoder: forecast, doubtful or none; the reason if none; start and end of the quote. Denial and condition
are trained too, but determined by rules (`fields.py`), which are more accurate. Weights (ONNX, int8) and vocabulary are part of the
package; no training library is needed.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from tracker.extract.encoder.last_layer import Layer
from tracker.extract.encoder.weight_files import CLASSIFIER, LOWER, WEIGHTS, load_card, load_session, load_vocabulary
from tracker.extract.encoder.window import Window, place_of

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

WHY_NOT = (
    "past", "present", "question", "advice", "wish", "hypothetical", "report", "show", "name", "duration", "comparison",
    "definition", "fiction", "misread", "other",
)  # fmt: skip
"""The reasons why a phrase does not date a forecast, in the order of the classifier's outputs."""

NONE, FORECAST = 0, 1  # outputs of the tiers; the third is a forecast on which readers would disagree
TIERS = slice(0, 3)
REASONS = slice(3, 18)
DENIAL, CONDITIONAL = 18, 19
OUTPUTS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Classification:
    """The classifier's result for a candidate; `quote` is a span of characters of the text.

    `confidence` is the calibrated probability that a careful reader would keep it, `reason` why not if it is not a forecast.
    """

    confidence: float
    reason: str
    quote: tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Classifier:
    """The encoder in `folder`, the calibration of its log odds (slope and shift), and the confidence from which a claim is kept.

    `layer` is learned from an analyst's decisions, if any.
    """

    folder: Path
    lower: "InferenceSession"
    upper: "InferenceSession"
    tokenizer: "Tokenizer"
    slope: float
    shift: float
    threshold: float
    layer: Layer | None = None

    def classify(self, windows: Sequence[Window], phrases: Sequence[tuple[int, int]]) -> list[Classification]:
        """A classification for each window; `phrases` are the spans of the candidates.

        Each window runs alone: 8-bit weights are scaled per batch, so that windows in one batch would change each other's results.
        """
        return [self._classify(window, phrase) for window, phrase in zip(windows, phrases, strict=True)]

    def verdict(self, window: Window) -> tuple[float, NDArray[np.float32]]:
        """The calibrated log odds of a window without the layer, and the OUTPUTS logits they come from."""
        verdict, _pointers = self._run(window)
        return self._log_odds(verdict), verdict

    def _classify(self, window: Window, phrase: tuple[int, int]) -> Classification:
        return self._read(window, phrase, *self._run(window))

    def _run(self, window: Window) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        (lower,) = self.lower.run(["lower"], {"ids": np.array([window.ids], dtype=np.int64)})
        given = {"lower": lower, "anchor": np.array([window.mark], dtype=np.int64)}
        verdict, pointers = self.upper.run(["verdict", "pointers"], given)
        return verdict[0], pointers[0]

    def _log_odds(self, verdict: NDArray[np.float32]) -> float:
        return self.slope * float(verdict[FORECAST] - np.logaddexp(verdict[NONE], verdict[FORECAST + 1])) + self.shift

    def _read(
        self, window: Window, phrase: tuple[int, int], verdict: NDArray[np.float32], pointers: NDArray[np.float32]
    ) -> Classification:
        odds = self._log_odds(verdict)
        if self.layer is not None:
            odds += self.layer.adds(odds, verdict)
        return Classification(
            confidence=float(1 / (1 + np.exp(-odds))),
            reason=WHY_NOT[int(np.argmax(verdict[REASONS]))],
            quote=_quote(window, phrase, pointers[:, 0], pointers[:, 1]),
        )


def _quote(window: Window, phrase: tuple[int, int], begins: NDArray[np.float32], ends: NDArray[np.float32]) -> tuple[int, int]:
    """The likeliest start at or before the phrase and the likeliest end at or after it."""
    place = place_of(window, *phrase)
    if place is None:
        return phrase
    words = np.array([low >= 0 for low, _ in window.spans])
    first = int(np.argmax(np.where(words[: place[0] + 1], begins[: place[0] + 1], -np.inf)))
    last = place[1] + int(np.argmax(np.where(words[place[1] :], ends[place[1] :], -np.inf)))
    return min(window.spans[first][0], phrase[0]), max(window.spans[last][1], phrase[1])


def load(folder: Path) -> Classifier:
    """The classifier with the weights, vocabulary and card in a folder; raises TrackerError if one is missing or damaged."""
    card = load_card(folder)
    return Classifier(
        folder=folder,
        lower=load_session(folder, LOWER),
        upper=load_session(folder, CLASSIFIER),
        tokenizer=load_vocabulary(folder),
        slope=card["slope"],
        shift=card["shift"],
        threshold=card["threshold"],
    )


@lru_cache(maxsize=1)
def default_classifier() -> Classifier:
    """The classifier in the package."""
    return load(WEIGHTS)


@lru_cache(maxsize=1)
def extractor_version() -> str:
    """The package's version and a short hash of the weights: it changes whenever the same text could give other results."""
    from tracker import __version__

    return f"{__version__}+{weights_digest()}"


@lru_cache(maxsize=1)
def weights_digest() -> str:
    """A short hash of the weights in the package."""
    digests = "".join(load_card(WEIGHTS)["sha256"].values())
    return hashlib.sha256(digests.encode()).hexdigest()[:12]
