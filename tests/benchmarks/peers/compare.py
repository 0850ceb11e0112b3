"""The comparison: every tool on every task, and the page that shows it."""

import contextlib
import time
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.peers.tasks import SAID_ON, TASKS, Phrase, Reading, found, inside, nothings, phrases, right
from tests.benchmarks.peers.tools import TOOLS, Find, Tool

PIECE = 60  # words at a time: some peers take a time that grows with the square of the text
MOST_SECONDS = 10.0
SEEDS = Path(__file__).resolve().parents[3] / "seeds"
TITLES = {
    "horizons": "Spoken time phrases",
    "odds": "Odds",
    "quantities": "Magnitudes",
}
NOTES = {
    "horizons": "*In the window*: the day the tool names, or the last day of the interval it names, lies in the window of the\n"
    "phrase. *To the day*: it is the last day of that window.",
    "odds": 'A percentage counts as its probability. A range needs both ends, in one reading or in two; "at least" and\n'
    '"less than" only the end that is said.',
    "quantities": "Units and comparators are not compared. A range needs both ends, in one reading or in two.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """How one tool did on one task; None where it is not installed, or does not attempt the task."""

    tool: str
    version: str | None
    task: str
    phrases: int
    found: int | None = None
    inside: int | None = None
    right: int | None = None
    nothings: int = 0
    false_finds: int | None = None
    words_per_second: float | None = None
    why: str = ""


def speech() -> str:
    """The sample interviews of this project, on which speed is measured."""
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt")) + sorted(SEEDS.glob("*.md")))


def _readings(find: Find, phrase: Phrase) -> list[Reading]:
    """What the tool reads; nothing where it raises, since a user would get nothing either."""
    try:
        return find(phrase.sentence, phrase.said_on)
    except Exception:  # noqa: BLE001
        return []


def _speed(find: Find) -> float:
    """Words a second of processor time on the sample interviews, in pieces; a slow tool is stopped after MOST_SECONDS."""
    words = speech().split()
    done, begin = 0, time.process_time()
    for at in range(0, len(words), PIECE):
        piece = words[at : at + PIECE]
        with contextlib.suppress(Exception):
            find(" ".join(piece), SAID_ON)
        done += len(piece)
        if time.process_time() - begin > MOST_SECONDS:
            break
    return done / max(time.process_time() - begin, 1e-6)


def measure(tool: Tool, task: str, find: Find) -> Result:
    """One tool on one task."""
    rows, empty = phrases(task), nothings(task)
    read = [(phrase, _readings(find, phrase)) for phrase in rows]
    return Result(
        tool=tool.name,
        version=tool.version(),
        task=task,
        phrases=len(rows),
        found=sum(bool(found(phrase, readings)) for phrase, readings in read),
        inside=sum(inside(phrase, readings) for phrase, readings in read) if task == "horizons" else None,
        right=sum(right(phrase, readings) for phrase, readings in read),
        nothings=len(empty),
        false_finds=sum(bool(_readings(find, _nothing(task, sentence))) for sentence in empty),
        words_per_second=_speed(find),
    )


def _nothing(task: str, sentence: str) -> Phrase:
    return Phrase(task=task, sentence=sentence, start=0, end=len(sentence), said_on=SAID_ON, low=None, high=None)


def _unmeasured(tool: Tool, task: str, *, loaded: bool) -> Result:
    """A row without figures, and why it has none."""
    version = tool.version()
    why = "not installed" if version is None else "does not attempt it" if loaded else "does not load"
    return Result(tool=tool.name, version=version, task=task, phrases=len(phrases(task)), nothings=len(nothings(task)), why=why)


def compare(*, tools: Sequence[Tool] = TOOLS, progress: Callable[[str], object] = str) -> list[Result]:
    """Every tool on every task; a tool that is not installed, or fails to load, has results without figures."""
    results = []
    for tool in tools:
        finds: dict[str, Find] = {}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                finds = tool.load()
            except Exception as error:  # noqa: BLE001
                progress(f"{tool.name}: {error}")
            for task in TASKS:
                if task in finds:
                    progress(f"{tool.name}: {task}")
                    results.append(measure(tool, task, finds[task]))
                else:
                    results.append(_unmeasured(tool, task, loaded=bool(finds)))
    return results


def _cell(value: int | None, whole: int) -> str:
    return "" if value is None else f"{value} ({value / max(whole, 1):.0%})"


def _table(task: str, results: Sequence[Result]) -> list[str]:
    rows = [result for result in results if result.task == task]
    window = task == "horizons"
    head = [
        "tool",
        "version",
        "found",
        *(["in the window", "to the day"] if window else ["right"]),
        "found where nothing is",
        "words/s",
    ]
    lines = [f"| {' | '.join(head)} |", f"| {' | '.join('---' for _ in head)} |"]
    for row in rows:
        if row.found is None:
            lines.append(f"| {row.tool} | {row.version or ''} | {row.why} |{' |' * (len(head) - 3)}")
            continue
        given = [row.found, row.inside, row.right] if window else [row.found, row.right]
        figures = [_cell(value, row.phrases) for value in given]
        cells = [row.tool, row.version or "", *figures, _cell(row.false_finds, row.nothings), f"{row.words_per_second or 0:,.0f}"]
        lines.append(f"| {' | '.join(cells)} |")
    return lines


def page(results: Sequence[Result]) -> str:
    """The page as Markdown: one table a task."""
    lines = [
        "# How other tools read the same phrases",
        "",
        "Written by `python -m tests.benchmarks.peers`; the peers are the extra `peers`. Every tool reads every phrase",
        "of `tests/corpus`, which this project wrote for itself and tunes on: the tables show what the tools attempt,",
        "not how this one performs on phrases it has never seen. Each runs as its documentation says, with the day of",
        "speaking as its reference. *Found* means that it reads something at the phrase. *Found where nothing is*",
        "counts the sentences of the negative corpus in which it reads anything, as a tool for plain numbers",
        "must. Speed is processor time on the sample interviews under `seeds/`, sixty words at a time, since some",
        "of the tools take time that grows with the square of the text.",
    ]
    for task in TASKS:
        size = next(result for result in results if result.task == task)
        lines += [
            "",
            f"## {TITLES[task]}: {size.phrases} phrases, {size.nothings} sentences without any",
            "",
            NOTES[task],
            "",
            *_table(task, results),
        ]
    return "\n".join(lines) + "\n"
