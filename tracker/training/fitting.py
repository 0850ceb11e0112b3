"""Fitting the classifier: examples in, weights out, resumable."""

import hashlib
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer

from tracker.extract.classifier import Classifier, load
from tracker.training.assessing import best_threshold, calibrated, figures, judged
from tracker.training.captioned import captioned, is_punctuated
from tracker.training.examples import LEFT_OUT, UNJUDGED, Example, load_examples
from tracker.training.exporting import export, write_card
from tracker.training.network import Network, batch_of, loss_of, unpack_base
from tracker.training.targets import Target, target_of

BATCH = 24
RATE, HEAD_RATE, DECAY = 1e-4, 5e-4, 0.01
WARM_UP = 0.06  # the share of steps in which the rate rises
CAPTIONS = 0.5  # the share of punctuated examples that are learned as captions
SEED = 7
SAVE_EVERY, TELL_EVERY = 100, 50
SORTED = 40  # batches that are sorted by length together
UNFITTED = {"slope": 1.0, "shift": 0.0, "threshold": 0.5}


def _targets(tokenizer: Tokenizer, examples: Sequence[Example], rng: random.Random) -> list[list[Target]]:
    """One pass over the examples as batches of like length, some of them turned into captions."""
    order = list(examples)
    rng.shuffle(order)
    targets = []
    for example in order:
        share = 1.0 if example.tier == UNJUDGED else CAPTIONS
        as_caption = captioned(example) if is_punctuated(example.text) and rng.random() < share else None
        if as_caption or example.tier != UNJUDGED:
            targets.append(target_of(tokenizer, *as_caption) if as_caption else target_of(tokenizer, example))
    batches = []
    for begin in range(0, len(targets), BATCH * SORTED):
        part = sorted(targets[begin : begin + BATCH * SORTED], key=lambda each: len(each.window.ids))
        batches += [part[at : at + BATCH] for at in range(0, len(part), BATCH)]
    rng.shuffle(batches)
    return batches


def _optimizer(network: Network, steps: int) -> tuple[Any, Any]:
    body = [parameter for parameter in network.enc.parameters() if parameter.requires_grad]
    heads = [parameter for part in (network.cls, network.ptr, network.wrd) for parameter in part.parameters()]
    groups = [{"params": body, "lr": RATE}, {"params": heads, "lr": HEAD_RATE}]
    optimizer = torch.optim.AdamW(groups, weight_decay=DECAY)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / (WARM_UP * steps)) * max(0.0, (steps - step) / steps)
    )
    return optimizer, schedule


def _train(network: Network, tokenizer: Tokenizer, examples: Sequence[Example], passes: float, saved: Path) -> Iterator[str]:
    """Train, telling how it goes; a checkpoint at `saved` is gone on from and removed at the end."""
    steps = max(1, int(len(examples) * passes) // BATCH)
    optimizer, schedule = _optimizer(network, steps)
    rng = random.Random(SEED)  # noqa: S311 - the order of examples, to be the same each time
    step, start = 0, 0
    if saved.exists():
        state = torch.load(saved, weights_only=True)
        network.load_state_dict(state["network"])
        optimizer.load_state_dict(state["optimizer"])
        schedule.load_state_dict(state["schedule"])
        start = state["step"]
        yield f"goes on from step {start}"
    network.train()
    while step < steps:
        for targets in _targets(tokenizer, examples, rng):
            step += 1
            if step > steps:
                break
            if step <= start:
                continue
            loss = loss_of(network, batch_of(targets))
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            if step % TELL_EVERY == 0:
                yield f"step {step} of {steps}, loss {loss.item():.3f}"
            if step % SAVE_EVERY == 0:
                torch.save(
                    {
                        "network": network.state_dict(),
                        "optimizer": optimizer.state_dict(),
                        "schedule": schedule.state_dict(),
                        "step": step,
                    },
                    saved,
                )
    saved.unlink(missing_ok=True)


def fit(gold: Sequence[Path], out: Path, *, passes: float, leave_out: bool, speech: Sequence[Path] = ()) -> Iterator[str]:
    """Fit on the labelled material of `gold`, write the classifier into the folder `out`, and tell how it goes, a line at a time.

    From the transcripts `speech`, which carry no labels, it learns sentence marks, capitals and changes of speaker.
    With `leave_out` every tenth document is left out, and threshold, calibration and figures come from those; else confidence
    is taken over from the classifier that is installed, if any.
    """
    torch.manual_seed(SEED)
    out.mkdir(parents=True, exist_ok=True)
    base = unpack_base(out / "base")
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    examples = load_examples(gold, speech)
    measured = [example for example in examples if example.left_out and example.tier != UNJUDGED] if leave_out else []
    taught = [example for example in examples if not (leave_out and example.left_out)]
    yield f"{len(taught)} examples to learn from, {len(measured)} left out"
    network = Network(base)
    network.freeze()
    yield from _train(network, tokenizer, taught, passes, out / "checkpoint.pt")
    line = UNFITTED if measured else _line_of_installed()
    card: dict[str, Any] = {
        "base": "all-MiniLM-L6-v2 (Apache-2.0)",
        "licence": "Apache-2.0",
        "learned from": _hashes([*gold, *speech]),
        "left out": f"documents whose SHA-1 of genre/doc is a multiple of {LEFT_OUT}" if measured else "nothing",
        "examples": len(taught),
        "passes": passes,
        **line,
    }
    export(network, base, out, card)
    if measured:
        card |= _measured(load(out), measured)
        write_card(out, card)
        yield from (f"{name}: {value}" for name, value in card["figures"].items())
    yield f"wrote {out}"


def _hashes(paths: Sequence[Path]) -> dict[str, str]:
    """The beginning of the SHA-256 of each file, by its name with that of its folder."""
    return {"/".join(path.parts[-2:]): hashlib.sha256(path.read_bytes()).hexdigest()[:16] for path in paths}


def _line_of_installed() -> dict[str, float]:
    from tracker.extract.classifier import default_classifier

    installed = default_classifier()
    return {"slope": installed.slope, "shift": installed.shift, "threshold": installed.threshold}


def _measured(raw: Classifier, measured: Sequence[Example]) -> dict[str, Any]:
    """Calibration, threshold and figures on examples that were left out."""
    from dataclasses import replace

    slope, shift = calibrated(measured, judged(raw, measured))
    ready = replace(raw, slope=slope, shift=shift)
    judgements = judged(ready, measured)
    threshold = best_threshold(measured, judgements)
    return {"slope": slope, "shift": shift, "threshold": threshold, "figures": figures(measured, judgements, threshold)}
