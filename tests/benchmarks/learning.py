"""The effect of learning from decisions: labelled transcripts serve as an analyst's decisions, F1 is measured on the others.

python -m tests.benchmarks.learning labelled/manifest.tsv --decided 5 --draws 20

The analyst accepts a claim that matches a label, rejects one that matches none, and leaves one open on which readers would split.
With `--strict X` claims below the confidence X are rejected too: somebody who wants only what is plain. Each transcript is read
once; a draw takes some of them as decided, learns, and writes the claims of the others down anew, as `tracker extract` would.
"""

import argparse
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from tracker.extract.encoder.classifier import Classification, Classifier, default_classifier, weights_digest
from tracker.extract.encoder.last_layer import Decided, Layer, learn
from tracker.extract.evaluation.evaluate import figures, match, tally_of
from tracker.extract.evaluation.labelled import Label, LabelledTranscript
from tracker.extract.evaluation.labelled_passages import load_all
from tracker.extract.pipeline import Reading, forecasts_of, read_candidates
from tracker.records import Forecast
from tracker.text.tokens import split_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A labelled transcript, read once: its candidates with log odds and outputs, and its claims as shipped."""

    labelled: LabelledTranscript
    reading: Reading
    said: Sequence[tuple[float, np.ndarray]]
    claims: Sequence[Forecast]


def read(labelled: LabelledTranscript, classifier: Classifier) -> Read:
    """The transcript, read."""
    reading = read_candidates(labelled.transcript, labelled.options, classifier)
    said = [classifier.verdict(each.window) for each in reading.candidates]
    return Read(
        labelled=labelled,
        reading=reading,
        said=[(odds, np.asarray(verdict, dtype=np.float64)) for odds, verdict in said],
        claims=forecasts_of(labelled.transcript, reading, classifier.threshold),
    )


def wanted(one: Read, strict: float) -> LabelledTranscript:
    """The labels that such an analyst would have set: those that are not met by a claim below the confidence `strict`."""
    matched = match(split_words(one.labelled.transcript.text), one.labelled.labels, one.claims)
    unwanted = {each.label for each in matched if one.claims[each.found].confidence < strict}
    labels: list[Label] = [label for number, label in enumerate(one.labelled.labels) if number not in unwanted]
    return replace(one.labelled, labels=labels)


def decisions(one: Read, strict: float) -> list[Decided]:
    """What the analyst decided about the claims that were offered."""
    matched = match(split_words(one.labelled.transcript.text), one.labelled.labels, one.claims)
    tiers = {each.found: one.labelled.labels[each.label].tier for each in matched}
    places = {candidate.mention.start: at for at, candidate in enumerate(one.reading.candidates)}
    found = []
    for number, claim in enumerate(one.claims):
        at = places.get(claim.anchor_start or 0)
        if at is not None and tiers.get(number) != 2:
            odds, verdict = one.said[at]
            found.append(Decided(log_odds=odds, verdict=verdict, accepted=number in tiers and claim.confidence >= strict))
    return found


def offered(one: Read, layer: Layer | None, threshold: float) -> list[Forecast]:
    """The claims of a transcript under a layer. What stands in a question stays out."""
    if layer is None:
        return list(one.claims)
    candidates = []
    for candidate, (odds, verdict) in zip(one.reading.candidates, one.said, strict=True):
        confidence = float(1 / (1 + np.exp(-(odds + layer.adds(odds, verdict)))))
        judged: Classification = candidate.classification
        confidence = min(confidence, judged.confidence) if judged.reason == "question" else confidence
        candidates.append(replace(candidate, classification=replace(judged, confidence=confidence)))
    return forecasts_of(one.labelled.transcript, replace(one.reading, candidates=candidates), threshold)


def f1(reads: Sequence[Read], layer: Layer | None, threshold: float, strict: float) -> float:
    """F1 over transcripts together."""
    total: Counter[str] = Counter()
    for one in reads:
        total += tally_of(wanted(one, strict), offered(one, layer, threshold))
    return figures(total)["f1"] or 0.0


def main() -> None:
    """Draws, learns, measures, and prints one line per draw and the means."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--decided", type=int, nargs="+", default=[5], help="transcripts that are decided")
    parser.add_argument("--strict", type=float, nargs="+", default=[0.0])
    parser.add_argument("--draws", type=int, default=20)
    parser.add_argument("--first", nargs="*", default=[], help="documents that are decided in the first draw")
    chosen = parser.parse_args()
    classifier = default_classifier()
    reads = [read(each, classifier) for part in load_all(chosen.gold) for each in part]
    for strict in chosen.strict:
        for size in chosen.decided:
            draw(reads, classifier.threshold, strict, size, chosen.draws, chosen.first)


def draw(reads: Sequence[Read], threshold: float, strict: float, size: int, draws: int, first: Sequence[str]) -> None:
    """Draws of a number of decided transcripts, the first of them as named."""
    random = np.random.default_rng(size)
    rows = []
    for number in range(draws):
        order = [reads[at] for at in random.permutation(len(reads))]
        if number == 0 and first:
            order.sort(key=lambda one: one.labelled.transcript.doc not in first)
        learned = learn([decisions(one, strict) for one in order[:size]], threshold)
        layer = None if learned.values is None else Layer(weights=weights_digest(), values=learned.values)
        before = f1(order[size:], None, threshold, strict)
        after = before if layer is None else f1(order[size:], layer, threshold, strict)
        rows.append((learned.decisions, before, after, layer is not None))
        if number == 0:
            print(f"  first draw: {learned.why}; on the others {before:.3f} as shipped, {after:.3f} now")  # noqa: T201
    counts, befores, afters, used = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
    gains = afters - befores
    print(  # noqa: T201
        f"strict {strict:.2f}, {size} transcripts ({counts.mean():.0f} decisions): F1 {befores.mean():.3f} as shipped, "
        f"{afters.mean():.3f} after learning; gain {gains.min():+.3f} to {gains.max():+.3f}; layers {int(used.sum())} of {draws}",
        flush=True,
    )


if __name__ == "__main__":
    main()
