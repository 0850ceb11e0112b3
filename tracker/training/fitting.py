"""Fitting the encoder's heads: examples in, weights out, resumable."""

import hashlib
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from tracker.extract.classifier import Classifier, default_classifier, load
from tracker.extract.restorer import load_restorer
from tracker.training.assessing import calibrated, figures, judged
from tracker.training.captioned import captioned, captions_of, is_punctuated
from tracker.training.examples import LEFT_OUT, Example, load_examples
from tracker.training.exporting import export, write_card
from tracker.training.network import (
    Batch,
    ClassifierNetwork,
    Lower,
    RestorerNetwork,
    batch_of,
    classifier_loss,
    load_base,
    marks_batch_of,
    restorer_loss,
    unpack_base,
)
from tracker.training.punctuated import Punctuated, load_punctuated
from tracker.training.restored import mark_figures
from tracker.training.targets import MarkTarget, Target, mark_target_of, target_of

BATCH = 24
RATE, HEAD_RATE, DECAY = 1e-4, 5e-4, 0.01
WARM_UP = 0.06  # the share of steps in which the rate rises
CAPTIONS = 0.5  # the share of punctuated examples that are learned as captions
SEED = 7
SAVE_EVERY, TELL_EVERY = 100, 50
SORTED = 40  # batches that are sorted by length together
KEPT = 0.55  # the confidence from which a claim is kept; between 0.5 and 0.6 whole transcripts hardly change
UNFITTED = {"slope": 1.0, "shift": 0.0, "threshold": KEPT}


def _batches(targets: list[Any], size: Callable[[Any], int], rng: random.Random) -> list[list[Any]]:
    """Batches of like length in an order of chance."""
    batches = []
    for begin in range(0, len(targets), BATCH * SORTED):
        part = sorted(targets[begin : begin + BATCH * SORTED], key=size)
        batches += [part[at : at + BATCH] for at in range(0, len(part), BATCH)]
    rng.shuffle(batches)
    return batches


def _classifier_pass(tokenizer: Tokenizer, examples: Sequence[Example], rng: random.Random) -> list[list[Target]]:
    """One pass over the examples, some of them turned into captions."""
    order = list(examples)
    rng.shuffle(order)
    targets = []
    for example in order:
        as_caption = captioned(example) if is_punctuated(example.text) and rng.random() < CAPTIONS else None
        targets.append(target_of(tokenizer, *as_caption) if as_caption else target_of(tokenizer, example))
    return _batches(targets, lambda target: len(target.window.ids), rng)


def _restorer_pass(tokenizer: Tokenizer, texts: Sequence[Punctuated], rng: random.Random) -> list[list[MarkTarget]]:
    """One pass over the texts, all turned into captions."""
    order = list(texts)
    rng.shuffle(order)
    captions = [captions_of(each.text) for each in order]
    return _batches([mark_target_of(tokenizer, each.text, each.words) for each in captions], lambda target: len(target.ids), rng)


def _optimizer(network: nn.Module, steps: int) -> tuple[Any, Any]:
    body = [parameter for name, parameter in network.named_parameters() if name.startswith("layers.")]
    heads = [parameter for name, parameter in network.named_parameters() if not name.startswith("layers.")]
    groups = [{"params": body, "lr": RATE}, {"params": heads, "lr": HEAD_RATE}]
    optimizer = torch.optim.AdamW(groups, weight_decay=DECAY)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / (WARM_UP * steps)) * max(0.0, (steps - step) / steps)
    )
    return optimizer, schedule


def _train(
    name: str,
    network: nn.Module,
    loss_of: Callable[[Batch], Tensor],
    batches_of_pass: Callable[[random.Random], Iterable[Batch]],
    steps: int,
    saved: Path,
) -> Iterator[str]:
    """Train, telling how it goes; a checkpoint at `saved` is gone on from, and stays when all steps are done."""
    optimizer, schedule = _optimizer(network, steps)
    rng = random.Random(SEED)  # noqa: S311 - the order of examples, to be the same each time
    step, start = 0, 0
    if saved.exists():
        state = torch.load(saved, weights_only=True)
        network.load_state_dict(state["network"])
        optimizer.load_state_dict(state["optimizer"])
        schedule.load_state_dict(state["schedule"])
        start = state["step"]
        yield f"{name}: goes on from step {start}"
    network.train()
    while start < steps and step < steps:
        for batch in batches_of_pass(rng):
            step += 1
            if step > steps:
                break
            if step <= start:
                continue
            loss = loss_of(batch)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            if step % TELL_EVERY == 0:
                yield f"{name}: step {step} of {steps}, loss {loss.item():.3f}"
            if step % SAVE_EVERY == 0 or step == steps:
                state = {"optimizer": optimizer.state_dict(), "schedule": schedule.state_dict(), "step": step}
                torch.save({"network": network.state_dict(), **state}, saved)
    network.eval()


def fit(
    gold: Sequence[Path], out: Path, *, passes: float, leave_out: bool, speech: Sequence[Path] = (), share: float = 1.0
) -> Iterator[str]:
    """Fit on the labelled material of `gold`, write the weights into the folder `out`, and tell how it goes, a line at a time.

    The classifier learns from the labels, the restorer from whatever carries marks, also from the transcripts `speech` without
    labels. With `leave_out` every tenth document is left out, and calibration and figures come from those; else
    confidence is taken over from the classifier that is installed, if any. `share`, above 0 and at most 1, says which part of the
    documents is learned from, for a learning curve: a larger share holds the smaller ones.
    """
    out.mkdir(parents=True, exist_ok=True)
    folder = unpack_base(out / "base")
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    base = load_base(folder)
    lower = Lower(base)
    examples = load_examples(gold)
    measured = [each for each in examples if leave_out and each.left_out]
    taught = [each for each in examples if each.rank < share and not (leave_out and each.left_out)]
    texts = load_punctuated(examples, speech)
    unseen = [each for each in texts if leave_out and each.left_out]
    read = [each for each in texts if each.rank < share and not (leave_out and each.left_out)]
    yield f"{len(taught)} examples and {len(read)} texts with marks to learn from, {len(measured)} and {len(unseen)} left out"

    torch.manual_seed(SEED)
    classifier = ClassifierNetwork(base)
    yield from _train(
        "classifier",
        classifier,
        lambda batch: classifier_loss(lower, classifier, batch),
        lambda rng: map(batch_of, _classifier_pass(tokenizer, taught, rng)),
        max(1, int(len(taught) * passes) // BATCH),
        out / "classifier.pt",
    )
    torch.manual_seed(SEED)
    restorer = RestorerNetwork(base)
    yield from _train(
        "restorer",
        restorer,
        lambda batch: restorer_loss(lower, restorer, batch),
        lambda rng: map(marks_batch_of, _restorer_pass(tokenizer, read, rng)),
        max(1, int(len(read) * passes) // BATCH),
        out / "restorer.pt",
    )
    line = UNFITTED if measured else _line_of_installed()
    card: dict[str, Any] = {
        "base": "all-MiniLM-L6-v2 (Apache-2.0)",
        "licence": "Apache-2.0",
        "learned from": _hashes([*gold, *speech]),
        "left out": f"documents whose SHA-1 of genre/doc is a multiple of {LEFT_OUT}" if measured else "nothing",
        "examples": len(taught),
        "texts with marks": len(read),
        "passes": passes,
        "share": share,
        **line,
    }
    export(lower, classifier, restorer, folder, out, card)
    if measured:
        ready = load(out)
        card |= _measured(ready, measured)
        card["marks"] = mark_figures(load_restorer(out), [each.text for each in unseen])
        write_card(out, card)
        yield from (f"{name}: {value}" for name, value in (card["figures"] | card["marks"]).items())
    yield f"wrote {out}"


def _hashes(paths: Sequence[Path]) -> dict[str, str]:
    """The beginning of the SHA-256 of each file, by its name with that of its folder."""
    return {"/".join(path.parts[-2:]): hashlib.sha256(path.read_bytes()).hexdigest()[:16] for path in paths}


def _line_of_installed() -> dict[str, float]:
    installed = default_classifier()
    return {"slope": installed.slope, "shift": installed.shift, "threshold": installed.threshold}


def _measured(raw: Classifier, measured: Sequence[Example]) -> dict[str, Any]:
    """Calibration and figures on examples that were left out."""
    slope, shift = calibrated(measured, judged(raw, measured))
    ready = replace(raw, slope=slope, shift=shift)
    return {"slope": slope, "shift": shift, "figures": figures(measured, judged(ready, measured), KEPT)}
