"""Exports trained networks as the files of the package: 8-bit ONNX weights, the vocabulary, a card."""

import json
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn

from tracker.extract.encoder.weight_files import CARD, CLASSIFIER, LOWER, RESTORER, VOCABULARY, WEIGHTS, digest_of
from tracker.training.network import WIDTH, Lower


def export(lower: Lower, fitted: Mapping[str, nn.Module], base: Path, folder: Path) -> None:
    """Write the lower layers, the trained networks (named "classifier" and "restorer") and the vocabulary into a folder.

    A network that was not trained is copied from the installed weights.
    """
    folder.mkdir(parents=True, exist_ok=True)
    ids, vectors = torch.randint(1000, 2000, (2, 16)), torch.rand(2, 16, WIDTH)
    _write(lower, (ids,), ["ids"], ["lower"], folder / LOWER)
    asked = {
        "classifier": (CLASSIFIER, (vectors, torch.tensor([3, 4])), ["lower", "anchor"], ["verdict", "pointers"]),
        "restorer": (RESTORER, (vectors,), ["lower"], ["words"]),
    }
    for name, (file, given, inputs, outputs) in asked.items():
        if name in fitted:
            _write(fitted[name], given, inputs, outputs, folder / file)
        else:
            shutil.copy(WEIGHTS / file, folder / file)
    shutil.copy(base / "tokenizer.json", folder / VOCABULARY)


def _write(network: nn.Module, given: tuple[Any, ...], inputs: Sequence[str], outputs: Sequence[str], path: Path) -> None:
    network.eval()
    lengths = {"anchor": {0: "n"}, "verdict": {0: "n"}}
    with tempfile.TemporaryDirectory() as scratch:
        whole = Path(scratch) / "whole.onnx"
        torch.onnx.export(
            network,
            given,
            str(whole),
            input_names=list(inputs),
            output_names=list(outputs),
            dynamic_axes={name: lengths.get(name, {0: "n", 1: "pieces"}) for name in (*inputs, *outputs)},
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(str(whole), str(path), weight_type=QuantType.QInt8, per_channel=True)


def write_card(folder: Path, card: Mapping[str, Any]) -> None:
    """Write the card of a folder, with the SHA-256 of the weights and of the vocabulary."""
    digests = {name: digest_of(folder / name) for name in (LOWER, CLASSIFIER, RESTORER)}
    content = json.dumps({**card, "sha256": digests, "vocabulary": digest_of(folder / VOCABULARY)}, indent=1, ensure_ascii=False)
    (folder / CARD).write_text(content + "\n", encoding="utf-8")
