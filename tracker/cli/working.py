"""Reading and extracting many transcripts: one after the other, in processes, or on a cluster; results in order."""

import os
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tracker.cli.inputs import Input
from tracker.errors import TrackerError, UndatedTranscript
from tracker.records import Forecast, Transcript
from tracker.transcripts import read_transcript

if TYPE_CHECKING:
    from tracker.extract import ExtractOptions

# Below so many files a pool costs more than it saves: each process loads the model for itself.
WORTH_A_POOL = 8
# Tasks waiting for each worker; what is read ahead is held in memory.
AHEAD = 3
RETRIES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What became of one input: its transcript and forecasts, or the line that says why not."""

    name: str
    transcript: Transcript | None = None
    forecasts: tuple[Forecast, ...] = ()
    error: str | None = None


def process(given: Input, data: bytes | None, reader: str | None, options: "ExtractOptions") -> Result:
    """Read one input and find its forecasts; `data` is its content where it was read already."""
    from tracker.extract import extract

    try:
        content = given.read() if data is None else data
        transcript = read_transcript(given.name, content, given.declared, reader=reader)
        if transcript.said_on is None:
            raise UndatedTranscript(given.name)
        return Result(name=given.name, transcript=transcript, forecasts=tuple(extract(transcript, options)))
    except TrackerError as error:
        return Result(name=given.name, error=str(error))
    except OSError as error:
        return Result(name=given.name, error=f"{given.name}: {error.strerror or error}")


def default_jobs(inputs: int) -> int:
    """One process for a handful of files, one a core for more."""
    return 1 if inputs < WORTH_A_POOL else min(os.cpu_count() or 1, inputs)


@contextmanager
def executor(jobs: int, scheduler: str | None) -> Iterator[tuple[Executor, int]]:
    """A pool of processes, or a Dask cluster's executor, with the number of its workers.

    Raises TrackerError when the cluster's library is missing or its scheduler does not answer.
    """
    if scheduler is None:
        pool = ProcessPoolExecutor(max_workers=jobs)
        try:
            yield pool, jobs
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
        return
    try:
        from distributed import Client
    except ImportError:
        raise TrackerError("--scheduler needs Dask: pip install 'claims-tracker[cluster]'") from None
    try:
        client: Any = Client(scheduler, timeout=10)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise TrackerError(f"no scheduler answers at {scheduler}: {' '.join(str(error).split())}") from None
    with client:
        yield client.get_executor(retries=RETRIES), max(1, sum(client.nthreads().values()))


def _content(given: Input, *, remote: bool) -> bytes | None:
    """The bytes that have to be read here: standard input always, any file when the worker is on another machine."""
    return given.read() if remote or given.name == "-" else None


def _submitted(pool: Executor, given: Input, reader: str | None, options: "ExtractOptions", *, remote: bool) -> "Future[Result]":
    try:
        data = _content(given, remote=remote)
    except OSError as error:
        failed: Future[Result] = Future()
        failed.set_result(Result(name=given.name, error=f"{given.name}: {error.strerror or error}"))
        return failed
    return pool.submit(process, given, data, reader, options)


def results(
    inputs: Sequence[Input], reader: str | None, options: "ExtractOptions", *, jobs: int = 1, scheduler: str | None = None
) -> Iterator[Result]:
    """The result of each input, in the order of the inputs; only a few are held in memory at a time."""
    if jobs <= 1 and scheduler is None:
        yield from (process(given, None, reader, options) for given in inputs)
        return
    with executor(jobs, scheduler) as (pool, workers):
        waiting: deque[Future[Result]] = deque()
        for given in inputs:
            waiting.append(_submitted(pool, given, reader, options, remote=scheduler is not None))
            if len(waiting) >= workers * AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
