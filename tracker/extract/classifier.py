"""The classifier: a small encoder that says of each candidate whether somebody asserts a forecast by it, and which words it takes.

Heads of one encoder answer together: forecast, doubtful or none, what it is instead, where the quote begins and ends. Denial and
condition are learned as well, but read by rules (`fields.py`), which are right more often. Weights (ONNX, int8) and vocabulary
travel with the package; no training library is needed.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from tracker.errors import TrackerError
from tracker.extract.window import Window, place_of

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

WEIGHTS = Path(__file__).parent / "weights"
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
class Judgement:
    """What the classifier says of a candidate; spans are characters (start, end) of the text.

    `confidence` is the calibrated probability that a careful reader would keep it, `reason` what it is if it is none.
    """

    confidence: float
    reason: str
    quote: tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Classifier:
    """The encoder with its vocabulary, the line that calibrates its log odds, and the confidence from which a claim is kept."""

    session: "InferenceSession"
    tokenizer: "Tokenizer"
    slope: float
    shift: float
    threshold: float

    def judge(self, windows: Sequence[Window], phrases: Sequence[tuple[int, int]]) -> list[Judgement]:
        """A judgement for each window; `phrases` are the characters of the candidates.

        Each window runs alone: 8-bit weights are scaled to the batch, so that neighbours in one would change each other's answers.
        """
        return [self._judge(window, phrase) for window, phrase in zip(windows, phrases, strict=True)]

    def _judge(self, window: Window, phrase: tuple[int, int]) -> Judgement:
        ids = np.array([window.ids], dtype=np.int64)
        given = {"ids": ids, "mask": np.ones(ids.shape, dtype=np.float32), "anchor": np.array([window.mark], dtype=np.int64)}
        verdict, pointers = self.session.run(["verdict", "pointers"], given)
        return self._read(window, phrase, verdict[0], pointers[0])

    def _read(
        self, window: Window, phrase: tuple[int, int], verdict: NDArray[np.float32], pointers: NDArray[np.float32]
    ) -> Judgement:
        odds = float(verdict[FORECAST] - np.logaddexp(verdict[NONE], verdict[FORECAST + 1]))
        return Judgement(
            confidence=float(1 / (1 + np.exp(-(self.slope * odds + self.shift)))),
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
    import onnxruntime
    from tokenizers import Tokenizer

    try:
        card = json.loads((folder / "card.json").read_text(encoding="utf-8"))
        weights = (folder / "classifier.onnx").read_bytes()
        vocabulary = (folder / "tokenizer.json").read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise TrackerError(f"{folder}: no classifier there ({error}); install the package again, or `tracker fit` one") from None
    if hashlib.sha256(weights).hexdigest() != card["sha256"]:
        raise TrackerError(f"{folder}/classifier.onnx: not the weights that its card names; install the package again")
    options: Any = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])
    tokenizer = Tokenizer.from_str(vocabulary)
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return Classifier(
        session=session,
        tokenizer=tokenizer,
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
    """The package's version and the beginning of the weights' hash: it changes whenever a text could be read otherwise."""
    from tracker import __version__

    card = json.loads((WEIGHTS / "card.json").read_text(encoding="utf-8"))
    return f"{__version__}+{card['sha256'][:12]}"
