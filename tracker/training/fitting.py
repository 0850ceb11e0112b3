"""Trains the encoder's heads from examples; a training run can be resumed."""

import hashlib
import random
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from tracker.extract.encoder.classifier import Classifier, load
from tracker.extract.encoder.restorer import load_restorer
from tracker.extract.encoder.weight_files import WEIGHTS, load_card, read_vocabulary
from tracker.training.captioned import captioned, captions_of, is_punctuated
from tracker.training.classifier_evaluation import calibrated, classified, figures
from tracker.training.examples import ONE_IN, Example, load_examples
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
from tracker.training.restorer_evaluation import mark_card
from tracker.training.restorer_texts import Punctuated, load_punctuated
from tracker.training.targets import MarkTarget, Target, mark_target_of, target_of

BATCH = 24
RATE, HEAD_RATE, DECAY = 1e-4, 5e-4, 0.01
WARM_UP = 0.06  # the share of steps with an increasing rate
CAPTIONS = 0.5  # the share of punctuated examples that become captions
SEED = 7
SAVE_EVERY, TELL_EVERY = 100, 50
SORTED = 40  # batches sorted by length together
KEPT = 0.55  # the confidence from which a claim is kept; results hardly change between 0.5 and 0.6
Learned = TypeVar("Learned", Example, Punctuated)
UNFITTED = {"slope": 1.0, "shift": 0.0, "threshold": KEPT}


def _batches(targets: list[Any], size: Callable[[Any], int], rng: random.Random) -> list[list[Any]]:
    """Batches of similar length in random order."""
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Task:
    """A training task: a network on top of the lower layers, its loss on a batch, and the batches of one pass over its material."""

    name: str
    network: type[nn.Module]
    loss: Callable[[Lower, Any, Batch], Tensor]
    targets: Callable[[Tokenizer, Sequence[Any], random.Random], Sequence[Any]]
    batch: Callable[[Sequence[Any]], Batch]


CLASSIFIER = _Task(name="classifier", network=ClassifierNetwork, loss=classifier_loss, targets=_classifier_pass, batch=batch_of)
RESTORER = _Task(name="restorer", network=RestorerNetwork, loss=restorer_loss, targets=_restorer_pass, batch=marks_batch_of)


def _train(
    task: _Task, base: Any, lower: Lower, tokenizer: Tokenizer, material: Sequence[Any], passes: float, saved: Path
) -> Generator[str, None, Any]:
    """Train, yielding progress, and return the network; training resumes from the checkpoint `saved`, which is kept."""
    torch.manual_seed(SEED)
    network = task.network(base)
    steps = max(1, int(len(material) * passes) // BATCH)
    optimizer, schedule = _optimizer(network, steps)
    rng = random.Random(SEED)  # noqa: S311 - reproducible order of examples
    step, start = 0, 0
    if saved.exists():
        state = torch.load(saved, weights_only=True)
        network.load_state_dict(state["network"])
        optimizer.load_state_dict(state["optimizer"])
        schedule.load_state_dict(state["schedule"])
        start = state["step"]
        yield f"{task.name}: resumes at step {start}"
    network.train()
    while start < steps and step < steps:
        for targets in task.targets(tokenizer, material, rng):
            step += 1
            if step > steps:
                break
            if step <= start:
                continue
            loss = task.loss(lower, network, task.batch(targets))
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            if step % TELL_EVERY == 0:
                yield f"{task.name}: step {step} of {steps}, loss {loss.item():.3f}"
            if step % SAVE_EVERY == 0 or step == steps:
                state = {"optimizer": optimizer.state_dict(), "schedule": schedule.state_dict(), "step": step}
                torch.save({"network": network.state_dict(), **state}, saved)
    network.eval()
    return network


def _split(found: Sequence[Learned], leave_out: bool, share: float) -> tuple[list[Learned], list[Learned]]:
    """The material for training, and the material held out for evaluation."""
    held_out = [each for each in found if leave_out and each.document.held_out]
    training = [each for each in found if each.document.rank < share and not (leave_out and each.document.held_out)]
    return training, held_out


def fit(
    gold: Sequence[Path],
    out: Path,
    *,
    passes: float,
    leave_out: bool,
    speech: Sequence[Path] = (),
    share: float = 1.0,
    only: str | None = None,
) -> Iterator[str]:
    """Train on the labelled material of `gold`, write the weights into the folder `out`, and yield lines of progress.

    The classifier is trained on the labels, the restorer on all punctuated text, including the unlabelled transcripts `speech`.
    With `leave_out` every tenth document is held out, and calibration, mark thresholds and figures are computed on these; otherwise
    they are copied from the installed weights. `share`, above 0 and at most 1, is the part of the documents used for training, for
    a learning curve: larger shares include smaller ones. `only`, the name of a part ("classifier", "restorer"), copies the other
    part from the installed weights.
    """
    out.mkdir(parents=True, exist_ok=True)
    folder = unpack_base(out / "base")
    tokenizer = read_vocabulary(folder)
    base = load_base(folder)
    lower = Lower(base)
    examples = load_examples(gold)
    training, held_out = _split(examples, leave_out, share)
    texts, texts_out = _split(load_punctuated(examples, speech), leave_out, share)
    yield f"{len(training)} examples and {len(texts)} texts with marks to learn from, {len(held_out)} and {len(texts_out)} left out"
    fitted: dict[str, Any] = {}
    for task, material in ((CLASSIFIER, training), (RESTORER, texts)):
        if only in (None, task.name):
            fitted[task.name] = yield from _train(task, base, lower, tokenizer, material, passes, out / f"{task.name}.pt")
    export(lower, fitted, folder, out)
    before = load_card(WEIGHTS)
    out_of = f"documents whose SHA-1 of genre/doc is a multiple of {ONE_IN}" if leave_out else "nothing"
    about = {"learned from": _hashes([*gold, *speech]), "left out": out_of, "passes": passes, "share": share}
    line = UNFITTED if leave_out else {name: before[name] for name in UNFITTED}
    card = before | ({"examples": len(training), **about, **line} if CLASSIFIER.name in fitted else {})
    card.pop("figures", None)
    write_card(out, card)
    if CLASSIFIER.name in fitted and leave_out:
        card |= _measured(load(out), held_out)
    if RESTORER.name in fitted:
        card["marks"] = {"texts": len(texts), **about, **_marks(out, texts_out, before)}
    write_card(out, card)
    for part in (card, card["marks"]):
        yield from (f"{name}: {value}" for name, value in part.get("figures", {}).items())
    yield f"wrote {out}"


def _marks(out: Path, texts_out: Sequence[Punctuated], before: Mapping[str, Any]) -> Mapping[str, Any]:
    """The mark thresholds, chosen on half of the held-out documents, and the figures on the other half."""
    if not texts_out:
        return {"least": before["marks"]["least"]}
    parts: tuple[list[str], list[str]] = ([], [])
    for each in texts_out:
        parts[each.document.digest // ONE_IN % 2].append(each.text)
    return mark_card(load_restorer(out), *parts)


def _hashes(paths: Sequence[Path]) -> dict[str, str]:
    """A short SHA-256 of each file, by its folder and name."""
    return {"/".join(path.parts[-2:]): hashlib.sha256(path.read_bytes()).hexdigest()[:16] for path in paths}


def _measured(raw: Classifier, held_out: Sequence[Example]) -> dict[str, Any]:
    """Calibration and figures on held-out examples."""
    slope, shift = calibrated(held_out, classified(raw, held_out))
    ready = replace(raw, slope=slope, shift=shift)
    return {"slope": slope, "shift": shift, "figures": figures(held_out, classified(ready, held_out), KEPT)}
