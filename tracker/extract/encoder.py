"""The files of a fitted encoder: lower layers that all heads share, upper layers of classifier and restorer, vocabulary, card."""

import hashlib
import json
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracker.errors import TrackerError

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

WEIGHTS = Path(__file__).parent / "weights"
"""The folder that travels with the package."""

LOWER, CLASSIFIER, RESTORER, VOCABULARY, CARD = "lower.onnx", "classifier.onnx", "restorer.onnx", "tokenizer.json", "card.json"


@lru_cache(maxsize=6)
def load_session(folder: Path, name: str) -> "InferenceSession":
    """The weights `name` of a folder, ready to run; raises TrackerError when they are missing, or not those that the card names."""
    import onnxruntime

    wanted = load_card(folder)["sha256"].get(name)
    if wanted != digest_of(folder / name):
        raise TrackerError(f"{folder / name}: not the weights that its card names; install the package again")
    options: Any = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(str(folder / name), options, providers=["CPUExecutionProvider"])


@lru_cache(maxsize=2)
def load_vocabulary(folder: Path) -> "Tokenizer":
    """The vocabulary of a folder; raises TrackerError when it is missing or damaged."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_str(_read(folder / VOCABULARY))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def load_card(folder: Path) -> dict[str, Any]:
    """The card of a folder; raises TrackerError when it is missing or damaged."""
    card = json.loads(_read(folder / CARD))
    if not isinstance(card, dict) or not isinstance(card.get("sha256"), dict):
        raise TrackerError(f"{folder / CARD}: names no weights; install the package again")
    return card


def digest_of(path: Path) -> str:
    """The SHA-256 of a file in hexadecimal digits; raises TrackerError when it cannot be read."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise _missing(path, error) from None


def _read(path: Path) -> str:
    try:
        text = path.read_text(encoding="utf-8")
        json.loads(text)
    except (OSError, ValueError) as error:
        raise _missing(path, error) from None
    return text


def _missing(path: Path, error: Exception) -> TrackerError:
    return TrackerError(f"{path.parent}: no classifier there ({error}); install the package again, or `tracker fit` one")
