"""The documentation's table of formats names every reader and is true of the samples."""

import csv
import re
from pathlib import Path

import pytest

from tracker.transcripts import reader_names

ROOT = Path(__file__).parents[2]
LINE = re.compile(r"^\| (?P<names>`[^|]+) \| (?P<what>[^|]+) \| (?P<kept>[^|]+) \|$", re.M)
KEPT = {
    name: found["kept"]
    for found in LINE.finditer((ROOT / "docs" / "transcripts.md").read_text(encoding="utf-8"))
    for name in re.findall(r"`([a-z0-9-]+)`", found["names"])
}
with (ROOT / "tests" / "data" / "formats.tsv").open(encoding="utf-8", newline="") as table:
    ROWS = list(csv.DictReader(table, delimiter="\t"))


def test_every_reader_stands_in_the_table() -> None:
    """The readers of the table are those of the program."""
    assert set(KEPT) == set(reader_names())


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["file"])
def test_what_a_sample_keeps_is_said_of_its_reader(row: dict[str, str]) -> None:
    """Speakers and times that a sample of a format keeps stand in the row of its reader, times of words as such."""
    kept = KEPT[row["reader"]]
    assert row["speakers"] == "-" or "speaker" in kept
    assert row["times"] == "-" or "time" in kept
    assert row["times"] != "word" or "word" in kept
