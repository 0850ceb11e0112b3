"""The comparison with other tools: its own rules on every run, the tools themselves when benchmarks are asked for."""

import pytest

from tests.benchmarks.peers.compare import compare, page
from tests.benchmarks.peers.tasks import TASKS, Reading, inside, nothings, phrases, right
from tests.benchmarks.peers.tools import TOOLS, Tool


@pytest.mark.parametrize("task", TASKS)
def test_a_task_has_phrases_and_sentences_without_any(task: str) -> None:
    """Every task has phrases whose place in their sentence is known, and a negative corpus."""
    rows = phrases(task)
    assert len(rows) > 150
    assert nothings(task)
    assert all(0 <= row.start < row.end <= len(row.sentence) for row in rows)


def test_right_asks_for_both_ends() -> None:
    """A range is right only when both of its ends are read; a percentage may stand for its probability."""
    phrase = next(row for row in phrases("odds") if (row.low, row.high) == (0.2, 0.3))

    def reading(low: float, high: float) -> Reading:
        return Reading(start=phrase.start, end=phrase.end, low=low, high=high)

    assert right(phrase, [reading(20, 30)])
    assert right(phrase, [reading(0.2, 0.2), reading(0.3, 0.3)])
    assert not right(phrase, [reading(20, 20)])
    assert not right(phrase, [Reading(start=0, end=0, low=20, high=30)])


def test_a_day_inside_the_window_counts_as_inside_only() -> None:
    """A tool that names the first day of a window is inside it, and not right to the day."""
    phrase = next(row for row in phrases("horizons") if row.low != row.high)
    first = [Reading(start=phrase.start, end=phrase.end, low=phrase.low, high=phrase.low)]
    assert inside(phrase, first)
    assert not right(phrase, first)


def test_a_missing_tool_is_named_as_such() -> None:
    """A tool that is not installed has a row that says so."""

    def load() -> dict[str, object]:
        raise ModuleNotFoundError

    results = compare(tools=[Tool(name="nobody's", package="no-such-package-anywhere", load=load)])  # type: ignore[arg-type]
    assert "| nobody's |  | not installed |" in page(results)


@pytest.mark.bench
def test_no_peer_reads_more_of_the_corpus() -> None:
    """Of the tools that are installed, none reads more phrases right than this one, task by task."""
    results = compare(tools=TOOLS)
    for task in TASKS:
        figures = {result.tool: result.right for result in results if result.task == task and result.right is not None}
        assert max(figures.values()) == figures["this tracker"]
