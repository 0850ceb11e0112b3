"""The documentation's table of formats names every reader and is true of the samples."""

import csv
import re
from pathlib import Path

import pytest

from tracker.transcripts import read_transcript, reader_names

ROOT = Path(__file__).parents[2]
LINE = re.compile(
    r"^\| `(?P<reader>[a-z0-9-]+)` \| [^|]+ \| (?P<speaker>[^|]+) \| (?P<time>[^|]+) \| (?P<title>[^|]+) \| (?P<day>[^|]+) \|$",
    re.M,
)
KEPT = {found["reader"]: found for found in LINE.finditer((ROOT / "docs" / "transcripts.md").read_text(encoding="utf-8"))}
with (ROOT / "tests" / "data" / "formats.tsv").open(encoding="utf-8", newline="") as table:
    ROWS = list(csv.DictReader(table, delimiter="\t"))


def test_every_reader_stands_in_the_table() -> None:
    """The readers of the table are those of the program."""
    assert set(KEPT) == set(reader_names())


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["file"])
def test_what_a_sample_keeps_is_said_of_its_reader(row: dict[str, str]) -> None:
    """A sample's title and day are read; these, speakers and times stand in the row of its reader, times of words as such."""
    transcript = read_transcript(row["file"], (ROOT / "seeds" / "formats" / row["file"]).read_bytes())
    assert (transcript.title or "-", str(transcript.said_on or "-")) == (row["title"], row["day"])
    kept = KEPT[row["reader"]]
    assert row["speakers"] == "-" or kept["speaker"] == "yes"
    assert row["times"] == "-" or kept["time"] != "-"
    assert row["times"] != "word" or "word" in kept["time"]
    assert row["title"] == "-" or kept["title"] == "yes"
    assert row["day"] == "-" or kept["day"] == "yes"


@pytest.mark.parametrize("reader", KEPT)
def test_what_is_said_of_a_reader_is_shown_by_a_sample(reader: str) -> None:
    """Speakers, times, times of words, title and day that the table promises are kept of some sample."""
    samples = [row for row in ROWS if row["reader"] == reader]
    columns = {"speaker": "speakers", "time": "times", "title": "title", "day": "day"}
    for column, name in columns.items():
        assert any(row[name] != "-" for row in samples) == (KEPT[reader][column] != "-"), column
    assert any(row["times"] == "word" for row in samples) == ("word" in KEPT[reader]["time"])
