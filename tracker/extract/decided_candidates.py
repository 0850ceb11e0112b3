"""Finds the classifier's outputs for candidates that analysts have decided about, with a cache."""

import logging
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tracker.boundary.whole_files import CannotWrite, whole_file
from tracker.extract.encoder.classifier import OUTPUTS, Classifier, default_classifier, weights_digest
from tracker.extract.encoder.last_layer import Decided
from tracker.extract.options import ExtractOptions
from tracker.extract.pipeline import read_candidates
from tracker.records import Transcript

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """An analyst's decision about the claim whose anchor spans the characters from `start` to `end`."""

    start: int
    end: int
    accepted: bool


@dataclass(frozen=True, slots=True)
class _Candidates:
    """The candidates of a transcript: the spans of their phrases (rows of start and end), log odds, and outputs."""

    places: np.ndarray
    log_odds: np.ndarray
    verdicts: np.ndarray


def decided_candidates(transcript: Transcript, decisions: Sequence[Decision], cache: Path | None = None) -> list[Decided]:
    """The candidates that decisions are about; a decision about none, such as on a claim added by hand, is left out.

    `cache` is a folder for the classifier's outputs, by the hashes of weights and text, so that no text is classified twice.
    """
    known = _known(transcript, cache)
    found = []
    for decision in decisions:
        touching = (known.places[:, 0] < decision.end) & (known.places[:, 1] > decision.start)
        exact = touching & (known.places[:, 0] == decision.start)
        places = np.flatnonzero(exact if exact.any() else touching)
        if places.size:
            place = int(places[0])
            found.append(Decided(log_odds=float(known.log_odds[place]), verdict=known.verdicts[place], accepted=decision.accepted))
    return found


def _known(transcript: Transcript, cache: Path | None) -> _Candidates:
    path = cache / weights_digest() / f"{transcript.sha256}-{transcript.said_on}.npz" if cache else None
    if path is not None and (stored := _stored(path)) is not None:
        return stored
    found = _read(transcript, default_classifier())
    if path is not None:
        _keep(path, found)
    return found


def _read(transcript: Transcript, classifier: Classifier) -> _Candidates:
    candidates = read_candidates(transcript, ExtractOptions(), classifier).candidates
    said = [classifier.verdict(each.window) for each in candidates]
    return _Candidates(
        np.array([(each.mention.start, each.mention.end) for each in candidates], dtype=np.int64).reshape(-1, 2),
        np.array([odds for odds, _ in said], dtype=np.float64),
        np.array([verdict for _, verdict in said], dtype=np.float64).reshape(-1, OUTPUTS),
    )


def _stored(path: Path) -> _Candidates | None:
    """The content of a cache file; None if it is missing or damaged."""
    try:
        with np.load(path, allow_pickle=False) as held:
            found = _Candidates(held["places"], held["log_odds"], held["verdicts"])
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile, zlib.error) as error:
        log.debug("%s: %s", path, error)
        return None
    rows = len(found.log_odds)
    return found if found.places.shape == (rows, 2) and found.verdicts.shape == (rows, OUTPUTS) else None


def _keep(path: Path, found: _Candidates) -> None:
    """Writes a cache file atomically; errors are only logged."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(path, private=True) as file:
            np.savez_compressed(file.buffer, places=found.places, log_odds=found.log_odds, verdicts=found.verdicts)
    except (OSError, CannotWrite) as error:
        log.debug("%s: %s", path, error)
