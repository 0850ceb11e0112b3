"""The files of a trained encoder: shared lower layers, upper layers of classifier and restorer, vocabulary, card."""

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
"""The folder in the package."""

LOWER, CLASSIFIER, RESTORER, VOCABULARY, CARD = "lower.onnx", "classifier.onnx", "restorer.onnx", "tokenizer.json", "card.json"


@lru_cache(maxsize=6)
def load_session(folder: Path, name: str) -> "InferenceSession":
    """The weights `name` in a folder, ready to run; raises TrackerError if they are missing or do not match the card."""
    import onnxruntime

    weights = _read(folder / name)
    if load_card(folder)["sha256"].get(name) != hashlib.sha256(weights).hexdigest():
        raise TrackerError(f"{folder / name}: not the weights that its card names; install the package again")
    options: Any = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])


@lru_cache(maxsize=2)
def load_vocabulary(folder: Path) -> "Tokenizer":
    """The vocabulary of the weights in a folder; raises TrackerError if it is missing, damaged, or does not match the card."""
    # Cards of earlier training runs do not name it.
    if load_card(folder).get("vocabulary", digest := digest_of(folder / VOCABULARY)) != digest:
        raise TrackerError(f"{folder / VOCABULARY}: not the vocabulary that its card names; install the package again")
    return read_vocabulary(folder)


def read_vocabulary(folder: Path) -> "Tokenizer":
    """The vocabulary in a folder that need not have a card, such as the base weights'; raises TrackerError if it is broken."""
    from tokenizers import Tokenizer

    content = _read(folder / VOCABULARY)
    try:
        tokenizer = Tokenizer.from_str(content.decode("utf-8"))
    except Exception as error:  # noqa: BLE001 - the library raises nothing narrower for a damaged vocabulary
        raise _missing(folder, error) from None
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def load_card(folder: Path) -> dict[str, Any]:
    """The card in a folder; raises TrackerError if it is missing or damaged."""
    try:
        card = json.loads(_read(folder / CARD))
    except ValueError as error:
        raise _missing(folder, error) from None
    if not isinstance(card, dict) or not isinstance(card.get("sha256"), dict):
        raise TrackerError(f"{folder / CARD}: names no weights; install the package again")
    return card


def altered_weights(folder: Path) -> tuple[str, ...]:
    """The files in a folder that do not match its card; raises TrackerError if one is missing."""
    card = load_card(folder)
    named = {**card["sha256"], **({VOCABULARY: card["vocabulary"]} if "vocabulary" in card else {})}
    return tuple(name for name, digest in named.items() if digest_of(folder / name) != digest)


def digest_of(path: Path) -> str:
    """The SHA-256 of a file in hexadecimal; raises TrackerError if it cannot be read."""
    return hashlib.sha256(_read(path)).hexdigest()


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise _missing(path.parent, error) from None


def _missing(folder: Path, error: Exception) -> TrackerError:
    return TrackerError(f"{folder}: no classifier there ({error}); install the package again, or `tracker fit` one")
