"""Extracts many transcripts: in this process, in several processes, or on a cluster, with the same code on different executors.

Results come in the order of the jobs. Only a few jobs per worker are in flight at a time, so that memory does not grow with
their number.
"""

import logging
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from itertools import islice
from multiprocessing import connection
from pathlib import Path

from tracker.boundary.bounded_reading import TooLarge, read_bounded, read_stream
from tracker.errors import TrackerError, TranscriptError, UndatedTranscript
from tracker.extract.encoder.classifier import Classification, Classifier, default_classifier
from tracker.extract.encoder.window import Window
from tracker.extract.options import ExtractOptions
from tracker.extract.pipeline import forecasts_of, least_confidence, read_candidates
from tracker.extract.verdicts import Verdict, verdicts
from tracker.fetch import fetch, is_web_address, path_of
from tracker.records import Forecast, Transcript
from tracker.transcripts import Declared, read_transcript, reading

ProgressCallback = Callable[[float], None]
"""Called with the share of a transcript's candidates classified so far; starts again at 0 for carried periods."""

log = logging.getLogger(__name__)
IN_FLIGHT = 4  # jobs per worker
PATIENCE = 10.0  # seconds that a scheduler may take to answer, or fewer by the settings of Dask


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One transcript to extract: a path, a web address, or another URL that fsspec opens, and what the user says about it.

    `data` holds the bytes if they have been read already (standard input). `doc` is the document's name if not that of the file.
    `done` are the SHA-256s of texts that need no new extraction.
    """

    name: str
    declared: Declared
    reader: str | None = None
    data: bytes | None = None
    doc: str | None = None
    done: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """The result of a job: the transcript and its forecasts, or a one-line error.

    `verdicts` are those on all candidates. `skipped` says that the transcript needs no new extraction.
    """

    name: str
    transcript: Transcript | None = None
    forecasts: tuple[Forecast, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    error: str | None = None
    skipped: bool = False


def open_bytes(name: str) -> bytes:
    """The bytes of a path, a web address or another URL; raises TranscriptError if it cannot be read."""
    if is_web_address(name):
        return fetch(name).data
    if "://" in name:
        try:
            import fsspec
        except ImportError:
            raise TranscriptError(name, "reading from a URL needs `pip install claims-tracker[cluster]`") from None
        try:
            with fsspec.open(name, "rb") as stream:
                return read_stream(stream, reading.LARGEST)
        except TooLarge:
            raise reading.too_large(name) from None
        except Exception as error:  # noqa: BLE001 - every file system has its own exceptions
            raise TranscriptError(name, f"cannot be read ({error})") from None
    try:
        return read_bounded(Path(name), reading.LARGEST)
    except TooLarge:
        raise reading.too_large(name) from None
    except OSError as error:
        raise TranscriptError(name, f"cannot be read ({error.strerror or error})") from None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportingClassifier(Classifier):
    """A classifier that reports progress after each classification, which takes most of the time of an extraction."""

    on_progress: ProgressCallback

    def classify(self, windows: Sequence[Window], phrases: Sequence[tuple[int, int]]) -> list[Classification]:
        """See Classifier.classify."""
        found: list[Classification] = []
        for window, phrase in zip(windows, phrases, strict=True):
            found += Classifier.classify(self, [window], [phrase])
            self.on_progress(len(found) / len(windows))
        return found


def reporting_classifier(on_progress: ProgressCallback) -> ReportingClassifier:
    """The classifier in the package, reporting its progress."""
    plain = default_classifier()
    return ReportingClassifier(**{each.name: getattr(plain, each.name) for each in fields(plain)}, on_progress=on_progress)


def work(job: Job, options: ExtractOptions, on_progress: ProgressCallback | None = None) -> Extracted:
    """Read one transcript and extract its forecasts; an error is returned as a line, so that the other jobs go on."""
    try:
        data = open_bytes(job.name) if job.data is None else job.data
        transcript = _read(job, data)
        if transcript.said_on is None and options.said_on is None:
            raise UndatedTranscript(job.name)
        if transcript.sha256 in job.done:
            return Extracted(name=job.name, transcript=transcript, skipped=True)
        reading = read_candidates(transcript, options, reporting_classifier(on_progress) if on_progress else None)
        least = least_confidence(options)
        return Extracted(
            name=job.name,
            transcript=transcript,
            forecasts=tuple(forecasts_of(transcript, reading, least)),
            verdicts=tuple(verdicts(reading, least)),
        )
    except TrackerError as error:
        return Extracted(name=job.name, error=str(error))
    except Exception as error:
        log.error("not extracted", exc_info=True)
        return Extracted(name=job.name, error=f"{job.name}: not extracted ({_described(error)})")


def _read(job: Job, data: bytes) -> Transcript:
    name = path_of(job.name) if is_web_address(job.name) else job.name
    transcript = read_transcript(name, data, job.declared, reader=job.reader)
    return replace(transcript, doc=job.doc) if job.doc else transcript


def _described(error: Exception) -> str:
    """The class and message of an unexpected exception, in one line."""
    return f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"


def _settled(job: Job, future: "Future[Extracted]") -> Extracted:
    try:
        return future.result()
    except BrokenProcessPool:
        raise TrackerError(
            "a worker process was killed (out of memory?); run again with fewer --jobs, what is done stays done"
        ) from None
    except Exception as error:  # noqa: BLE001 - a cluster reports lost workers with its own exceptions
        return Extracted(name=job.name, error=f"{job.name}: not extracted after retries ({_described(error)})")


def in_order(executor: Executor, jobs: Iterable[Job], options: ExtractOptions, in_flight: int) -> Iterator[Extracted]:
    """Run jobs on an executor, at most `in_flight` at a time, and yield their results in order."""
    queue: deque[tuple[Job, Future[Extracted]]] = deque()
    remaining = iter(jobs)
    for job in islice(remaining, in_flight):
        queue.append((job, executor.submit(work, job, options)))
    while queue:
        job, future = queue.popleft()
        yield _settled(job, future)
        for following in islice(remaining, 1):
            queue.append((following, executor.submit(work, following, options)))


def _begin_work() -> None:
    """Makes a worker ignore Ctrl-C, which reaches every process of a terminal: the parent process handles it and ends the workers.

    If the parent process is killed, the workers end by themselves.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


@contextmanager
def _processes(workers: int) -> Iterator[Executor]:
    """Worker processes, which are terminated when an exception leaves the block."""
    before = set(multiprocessing.active_children())
    executor = ProcessPoolExecutor(workers, initializer=_begin_work)
    try:
        yield executor
    except BaseException:
        executor.shutdown(wait=False, cancel_futures=True)
        for child in set(multiprocessing.active_children()) - before:
            child.terminate()
        raise
    executor.shutdown()


@contextmanager
def _cluster(address: str) -> Iterator[tuple[Executor, int]]:
    try:
        import dask
        from dask.utils import parse_timedelta
        from distributed import Client
    except ImportError:
        raise TrackerError("--scheduler needs `pip install claims-tracker[cluster]`") from None
    patience = min(PATIENCE, parse_timedelta(dask.config.get("distributed.comm.timeouts.connect")))
    try:
        client = Client(address, timeout=patience, set_as_default=False)
    except (OSError, ValueError) as error:
        raise TrackerError(
            f"--scheduler {address}: no scheduler answers at that address ({error}); start one with `dask scheduler`"
        ) from None
    try:
        workers = max(1, len(client.scheduler_info()["workers"]))
        yield client.get_executor(retries=3), workers
    finally:
        client.close()


def extract_all(
    jobs: Iterable[Job],
    options: ExtractOptions,
    *,
    workers: int = 1,
    scheduler: str | None = None,
    on_progress: ProgressCallback | None = None,
) -> Iterator[Extracted]:
    """The result of each job, in order.

    They run in `workers` processes, or on the Dask scheduler at an address; with neither, `on_progress` is called with how far each
    transcript is. Raises TrackerError when the scheduler does not answer or the system kills a worker process.
    """
    if scheduler:
        with _cluster(scheduler) as (executor, count):
            yield from in_order(executor, jobs, options, IN_FLIGHT * count)
    elif workers > 1:
        with _processes(workers) as executor:
            yield from in_order(executor, jobs, options, IN_FLIGHT * workers)
    else:
        for job in jobs:
            yield work(job, options, on_progress)
