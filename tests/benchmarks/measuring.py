"""Measures of speed as ratios within one run: extraction against bare spaCy, the shares of its parts, growth, start-up, memory.

Processor time where one process works alone, so that a busy machine disturbs little; the clock where several processes work.
"""

import datetime as dt
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache, partial
from importlib.metadata import version as release
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.benchmarks.generated import transcript, write
from tracker.extract import ExtractOptions, extract, pipeline
from tracker.extract.encoder.classifier import default_classifier
from tracker.extract.english_model import MODELS
from tracker.transcripts import read_transcript

if TYPE_CHECKING:
    from spacy.language import Language

ROOT = Path(__file__).resolve().parents[2]
UNDATED = dt.date(2021, 6, 15)  # for files that do not tell their day
Named = Sequence[tuple[str, bytes]]

PARTS: Mapping[str, tuple[Any, tuple[str, ...]]] = {
    "grammars: phrases of time": (pipeline, ("find_horizons", "infer_fiscal_year_end")),
    "grammars: odds, magnitudes, hedges": (pipeline, ("find_measures",)),
    "words and sentence ends": (pipeline, ("split_words", "sentence_breaks")),
    "classifier": (pipeline, ("_judged",)),
    "composing: spaCy, quotes and fields": (pipeline, ("compose_all",)),
}
"""The functions whose time makes up each share; what one of them spends in another counts for the other."""


@lru_cache(maxsize=1)
def bare() -> "Language":
    """The small English model of spaCy with all its components."""
    import spacy

    return spacy.load(next(name for name in MODELS if find_spec(name)))


def folder_of(path: Path) -> Named:
    """The transcripts of a folder by name."""
    kinds = {".txt", ".md", ".vtt", ".srt", ".json"}
    found = sorted(each for each in path.iterdir() if each.suffix in kinds and each.name != "SOURCES.md")
    return [(each.name, each.read_bytes()) for each in found]


def generated(count: int, words: int) -> Named:
    """Generated transcripts by name."""
    return [(f"2024-06-26-talk-{number}.txt", transcript(number, words).encode()) for number in range(count)]


def extract_one(name: str, data: bytes) -> int:
    """Reads and extracts one transcript; returns how many forecasts were found."""
    read = read_transcript(name, data)
    return len(extract(read, ExtractOptions(said_on=read.said_on or UNDATED)))


def warm() -> None:
    """Loads every model and compiles every grammar."""
    default_classifier()
    for name, data in generated(1, 600):
        extract_one(name, data)
        bare()(data.decode()[:2000])


def took(function: Callable[[], object]) -> float:
    """Seconds of processor time."""
    start = time.process_time()
    function()
    return time.process_time() - start


def against_spacy(named: Named, *, every: int = 1, rounds: int = 1) -> dict[str, float]:
    """Words per second of extraction (reading included) and of bare spaCy (its whole pipeline), and their ratios.

    `ratio` is to `nlp.pipe` as it comes, `ratio_to_single` to one text at a time, which is faster on long texts. spaCy reads every
    so many-th transcript only, as it is slow; the rounds alternate and the best of each counts.
    """
    warm()
    texts = [data.decode("utf-8", "replace") for _, data in named]
    sampled = texts[::every]
    counted, parsed = sum(len(text.split()) for text in texts), sum(len(text.split()) for text in sampled)
    ours, piped, single = [], [], []
    for _ in range(rounds):
        ours.append(took(lambda: [extract_one(name, data) for name, data in named]))
        piped.append(took(lambda: [len(doc) for doc in bare().pipe(sampled)]))
        single.append(took(lambda: [len(doc) for doc in bare().pipe(sampled, batch_size=1)]))
    speed, plain, alone = counted / min(ours), parsed / min(piped), parsed / min(single)
    return {
        "words": counted,
        "words_per_second": round(speed),
        "spacy_words_per_second": round(plain),
        "ratio": round(speed / plain, 2),
        "ratio_to_single": round(speed / alone, 2),
    }


@contextmanager
def timed_parts(spent: "Counter[str]") -> Iterator[None]:
    """Counts, while it is open, the time spent in each of PARTS and in none of the others."""
    inner: list[float] = []
    originals: list[tuple[Any, str, Callable[..., Any]]] = []

    def timing(part: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*arguments: Any, **named: Any) -> Any:
            start = time.process_time()
            inner.append(0.0)
            try:
                return function(*arguments, **named)
            finally:
                whole = time.process_time() - start
                spent[part] += whole - inner.pop()  # type: ignore[assignment]
                if inner:
                    inner[-1] += whole

        return timed

    for part, (module, names) in PARTS.items():
        for name in names:
            originals.append((module, name, getattr(module, name)))
            setattr(module, name, timing(part, getattr(module, name)))
    try:
        yield
    finally:
        for module, name, function in originals:
            setattr(module, name, function)


def shares(named: Named) -> dict[str, float]:
    """The share of each part in the time of reading and extracting the transcripts; together 1."""
    warm()
    spent: Counter[str] = Counter()
    with timed_parts(spent):
        start = time.process_time()
        for name, data in named:
            before = time.process_time()
            read = read_transcript(name, data)
            spent["reading"] += time.process_time() - before  # type: ignore[assignment]
            extract(read, ExtractOptions(said_on=read.said_on or UNDATED))
        whole = time.process_time() - start
    spent["the rest"] = whole - spent.total()  # type: ignore[assignment]
    return {part: round(seconds / whole, 3) for part, seconds in spent.most_common()}


def growth(words: Sequence[int]) -> dict[int, float]:
    """Words per second on one transcript of each length."""
    warm()
    found: dict[int, float] = {}
    for count in words:
        ((name, data),) = generated(1, count)
        found[count] = round(count / min(took(partial(extract_one, name, data)) for _ in range(3)))
    return found


def environment(folder: Path) -> dict[str, str]:
    """Environment variables for a run of the command line with its own home and ledger."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TRACKER_")}
    url = f"sqlite:///{folder}/ledger.sqlite3"
    return kept | {"HOME": str(folder), "TRACKER_DB": url, "TRACKER_ANALYST": "ana", "PYTHONPATH": str(ROOT)}


def run(folder: Path, *arguments: str) -> tuple[float, float]:
    """Seconds by the clock and seconds of processor time, children included, of one run of Python."""
    start = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, *arguments], env=environment(folder), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, arguments
    return time.perf_counter() - start, used.ru_utime + used.ru_stime


PEAK = """
import re, sys
from pathlib import Path
from tracker.cli.main import run
code = run(sys.argv[1:])
print(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1], file=sys.__stderr__)
sys.exit(code)
"""
"""Runs a command line and says the most memory that it held, in kB, as Linux counts it."""


def peak_memory(folder: Path, *arguments: str) -> int:
    """The most memory in MB that a command line held, asked of itself: a child's figure would start from that of its parent."""
    done = subprocess.run(
        [sys.executable, "-c", PEAK, *arguments], env=environment(folder), cwd=ROOT, capture_output=True, text=True, check=True
    )
    return int(done.stderr.split()[-1]) // 1024


def start_up(folder: Path, rounds: int = 5) -> dict[str, float]:
    """Processor time of `tracker --help` and `tracker due` divided by that of `import spacy`, the best of several rounds."""
    run(folder, "-m", "tracker", "due")  # makes the ledger
    asked = {"spacy": ("-c", "import spacy"), "help": ("-m", "tracker", "--help"), "due": ("-m", "tracker", "due")}
    best = {name: min(run(folder, *arguments)[1] for _ in range(rounds)) for name, arguments in asked.items()}
    return {
        "import_spacy_seconds": round(best["spacy"], 2),
        "help_to_import_spacy": round(best["help"] / best["spacy"], 2),
        "due_to_import_spacy": round(best["due"] / best["spacy"], 2),
    }


def jobs(folder: Path, files: int = 200, words: int = 3000) -> dict[str, float]:
    """How much faster, by the clock, two processes are than one on generated transcripts; a ledger is written in both."""
    write(folder / "talks", files, words)
    spent = {}
    for count in ("1", "2"):
        home = folder / f"home{count}"
        home.mkdir()
        spent[count] = run(home, "-m", "tracker", "extract", str(folder / "talks"), "--jobs", count)[0]
    return {
        "files": files,
        "files_per_second": round(files / spent["1"], 1),
        "jobs_2_to_jobs_1": round(spent["1"] / spent["2"], 2),
        "load_before": round(os.getloadavg()[0], 1),
    }


def memory(folder: Path, few: int = 20, many: int = 2000, words: int = 300) -> dict[str, float]:
    """The peak memory of extracting many transcripts over that of extracting few."""
    peak = {}
    for count in (few, many):
        write(folder / f"talks{count}", count, words)
        home = folder / f"memory{count}"
        home.mkdir()
        peak[count] = peak_memory(home, "extract", str(folder / f"talks{count}"), "--jobs", "1")
    return {"megabytes": peak[few], "many_to_few": round(peak[many] / peak[few], 2)}


def machine() -> str:
    """The processor, the number of cores, and the relevant versions."""
    name = sys.platform
    information = Path("/proc/cpuinfo")
    if information.exists():
        models = [line.split(":", 1)[1].strip() for line in information.read_text().splitlines() if line.startswith("model name")]
        name = models[0] if models else name
    version = ".".join(map(str, sys.version_info[:3]))
    return f"{os.cpu_count()} cores of {name}, Python {version}, spaCy {release('spacy')}, numpy {release('numpy')}"
