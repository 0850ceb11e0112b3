"""Extracting many transcripts: in this process, in several processes, or on a cluster, by the same code with another executor.

Results come back in the order of the jobs. Only a few jobs a worker are under way at a time, so that memory
does not grow with their number.
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
from tracker.extract.encoder.classifier import Classifier, Judgement, default_classifier
from tracker.extract.encoder.window import Window
from tracker.extract.options import ExtractOptions
from tracker.extract.pipeline import forecasts_of, least_confidence, read_candidates
from tracker.extract.verdicts import Verdict, verdicts
from tracker.fetch import fetch, is_web_address, path_of
from tracker.records import Forecast, Transcript
from tracker.transcripts import Declared, read_transcript, reading

Told = Callable[[float], None]
"""Takes the share of a transcript's candidates that are judged; it begins anew for predicates that take an earlier period."""

log = logging.getLogger(__name__)
UNDER_WAY = 4  # jobs handed out for each worker
PATIENCE = 10.0  # seconds that a scheduler may take to answer, or fewer by the settings of Dask


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One transcript to extract: a path, a web address, or another URL that fsspec opens, and what the user says about it.

    `data` holds its bytes where they have been read already (standard input). `doc` is the document's name where its file has
    none of its own. `done` are the SHA-256s of texts that need no extraction again.
    """

    name: str
    declared: Declared
    reader: str | None = None
    data: bytes | None = None
    doc: str | None = None
    done: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """What came of a job: the transcript and its forecasts, or the one line that says what went wrong.

    `verdicts` are those on all candidates. `skipped` says that the transcript was read and needs no extraction again.
    """

    name: str
    transcript: Transcript | None = None
    forecasts: tuple[Forecast, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    error: str | None = None
    skipped: bool = False


def open_bytes(name: str) -> bytes:
    """The bytes of a path, a web address or another URL; raises TranscriptError, which says what to do."""
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
class TellingClassifier(Classifier):
    """A classifier that tells after each judgement how far it is; judging is what takes the time of an extraction."""

    told: Told

    def judge(self, windows: Sequence[Window], phrases: Sequence[tuple[int, int]]) -> list[Judgement]:
        """See Classifier.judge."""
        found: list[Judgement] = []
        for window, phrase in zip(windows, phrases, strict=True):
            found += Classifier.judge(self, [window], [phrase])
            self.told(len(found) / len(windows))
        return found


def telling(told: Told) -> TellingClassifier:
    """The classifier that travels with the package, made to tell."""
    plain = default_classifier()
    return TellingClassifier(**{each.name: getattr(plain, each.name) for each in fields(plain)}, told=told)


def work(job: Job, options: ExtractOptions, told: Told | None = None) -> Extracted:
    """Read one transcript and extract its forecasts; what goes wrong comes back as a line, so that the others go on."""
    try:
        data = open_bytes(job.name) if job.data is None else job.data
        transcript = _read(job, data)
        if transcript.said_on is None and options.said_on is None:
            raise UndatedTranscript(job.name)
        if transcript.sha256 in job.done:
            return Extracted(name=job.name, transcript=transcript, skipped=True)
        reading = read_candidates(transcript, options, telling(told) if told else None)
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
        return Extracted(name=job.name, error=f"{job.name}: not extracted ({_told(error)})")


def _read(job: Job, data: bytes) -> Transcript:
    name = path_of(job.name) if is_web_address(job.name) else job.name
    transcript = read_transcript(name, data, job.declared, reader=job.reader)
    return replace(transcript, doc=job.doc) if job.doc else transcript


def _told(error: Exception) -> str:
    """The kind of an exception that nobody expected, and what it says, in one line."""
    return f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"


def _settled(job: Job, future: "Future[Extracted]") -> Extracted:
    try:
        return future.result()
    except BrokenProcessPool:
        raise TrackerError(
            "a worker process was killed (out of memory?); run again with fewer --jobs, what is done stays done"
        ) from None
    except Exception as error:  # noqa: BLE001 - a cluster reports lost workers by exceptions of its own
        return Extracted(name=job.name, error=f"{job.name}: not extracted after retries ({_told(error)})")


def in_order(executor: Executor, jobs: Iterable[Job], options: ExtractOptions, under_way: int) -> Iterator[Extracted]:
    """Run jobs on an executor with at most `under_way` of them handed out, and yield what comes of each in their order."""
    queue: deque[tuple[Job, Future[Extracted]]] = deque()
    remaining = iter(jobs)
    for job in islice(remaining, under_way):
        queue.append((job, executor.submit(work, job, options)))
    while queue:
        job, future = queue.popleft()
        yield _settled(job, future)
        for following in islice(remaining, 1):
            queue.append((following, executor.submit(work, following, options)))


def _begin_work() -> None:
    """Ctrl-C reaches every process of a terminal; only the first one answers, and ends the others.

    Where the first one is killed, so that it cannot end them, they end by themselves.
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
    """Worker processes, which are ended at once when the block is left by an exception."""
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
            f"--scheduler {address}: no scheduler answers there ({error}); start one with `dask scheduler`"
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
    told: Told | None = None,
) -> Iterator[Extracted]:
    """What comes of each job, in their order.

    `workers` processes on this machine, or the workers of the Dask scheduler at an address; with neither, `told` hears how far
    each transcript is. Raises TrackerError when the scheduler does not answer or a worker process is killed by the system.
    """
    if scheduler:
        with _cluster(scheduler) as (executor, count):
            yield from in_order(executor, jobs, options, UNDER_WAY * count)
    elif workers > 1:
        with _processes(workers) as executor:
            yield from in_order(executor, jobs, options, UNDER_WAY * workers)
    else:
        for job in jobs:
            yield work(job, options, told)
