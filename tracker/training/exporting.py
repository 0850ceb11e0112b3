"""A fitted network as the files that travel with the package: ONNX weights in 8 bits, the vocabulary, a card."""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from tracker.training.network import Network


def export(network: Network, base: Path, folder: Path, card: Mapping[str, Any]) -> None:
    """Write classifier.onnx, tokenizer.json and card.json into a folder; the card gets the SHA-256 of the weights."""
    folder.mkdir(parents=True, exist_ok=True)
    network.eval()
    ids = torch.randint(1000, 2000, (2, 16))
    with tempfile.TemporaryDirectory() as scratch:
        whole = Path(scratch) / "whole.onnx"
        torch.onnx.export(
            network,
            (ids, torch.ones(2, 16), torch.tensor([3, 4])),
            str(whole),
            input_names=["ids", "mask", "anchor"],
            output_names=["verdict", "pointers", "marks"],
            dynamic_axes={name: {0: "n", 1: "pieces"} for name in ("ids", "mask", "pointers", "marks")}
            | {"anchor": {0: "n"}, "verdict": {0: "n"}},
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(str(whole), str(folder / "classifier.onnx"), weight_type=QuantType.QInt8, per_channel=True)
    shutil.copy(base / "tokenizer.json", folder / "tokenizer.json")
    write_card(folder, card)


def write_card(folder: Path, card: Mapping[str, Any]) -> None:
    """Write card.json beside the weights of a folder, with their SHA-256."""
    digest = hashlib.sha256((folder / "classifier.onnx").read_bytes()).hexdigest()
    content = json.dumps({**card, "sha256": digest}, indent=1, ensure_ascii=False)
    (folder / "card.json").write_text(content + "\n", encoding="utf-8")
