"""The classifier: a small encoder that says of each candidate whether somebody asserts a forecast by it, and which words it takes.

Heads of one encoder answer together: forecast, doubtful or none, what it is instead, where the quote begins and ends. Denial and
condition are learned as well, but read by rules (`fields.py`), which are right more often. Weights (ONNX, int8) and vocabulary
travel with the package; no training library is needed.
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
"""What a phrase that dates no forecast is instead, in the order of the classifier's outputs."""

NONE, FORECAST = 0, 1  # the places of the tiers among the first three outputs; the third is a forecast that readers would split on
TIERS = slice(0, 3)
REASONS = slice(3, 18)
DENIAL, CONDITIONAL = 18, 19
OUTPUTS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Classification:
    """What the classifier says of a candidate; spans are characters (start, end) of the text.

    `confidence` is the calibrated probability that a careful reader would keep it, `reason` what it is if it is none.
    """

    confidence: float
    reason: str
    quote: tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Classifier:
    """The encoder of `folder`, the line that calibrates its log odds, and the confidence from which a claim is kept.

    `layer` is what was learned from an analyst's decisions, if anything.
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
        """A classification for each window; `phrases` are the characters of the candidates.

        Each window runs alone: 8-bit weights are scaled to the batch, so that neighbours in one would change each other's answers.
        """
        return [self._classify(window, phrase) for window, phrase in zip(windows, phrases, strict=True)]

    def verdict(self, window: Window) -> tuple[float, NDArray[np.float32]]:
        """The calibrated log odds of the phrase of a window without a layer, and the OUTPUTS numbers that stand behind it."""
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
    """The likeliest begin at or before the phrase and the likeliest end at or after it."""
    place = place_of(window, *phrase)
    if place is None:
        return phrase
    words = np.array([low >= 0 for low, _ in window.spans])
    first = int(np.argmax(np.where(words[: place[0] + 1], begins[: place[0] + 1], -np.inf)))
    last = place[1] + int(np.argmax(np.where(words[place[1] :], ends[place[1] :], -np.inf)))
    return min(window.spans[first][0], phrase[0]), max(window.spans[last][1], phrase[1])


def load(folder: Path) -> Classifier:
    """The classifier whose weights, vocabulary and card stand in a folder; raises TrackerError when one is missing or damaged."""
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
    """The classifier that travels with the package."""
    return load(WEIGHTS)


@lru_cache(maxsize=1)
def extractor_version() -> str:
    """The package's version and the beginning of a hash of the weights: it changes whenever a text could be read otherwise."""
    from tracker import __version__

    return f"{__version__}+{weights_digest()}"


@lru_cache(maxsize=1)
def weights_digest() -> str:
    """The beginning of a hash of the weights that travel with the package."""
    digests = "".join(load_card(WEIGHTS)["sha256"].values())
    return hashlib.sha256(digests.encode()).hexdigest()[:12]
