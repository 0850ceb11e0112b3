"""How fast transcripts are read, and in how much memory; ratios, since machines differ."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.transcripts.transcript_writers import SPEAKING, WRITERS, interview, segments
from tracker.transcripts import read_transcript

pytestmark = pytest.mark.bench

ALL = {**WRITERS, **SPEAKING}
MEGABYTE = 1_048_576
# Reads one file and prints by how many bytes the process grew at most, per byte of the file.
MEASURE = """
import resource, sys
from pathlib import Path
from tracker.transcripts import read_transcript
read_transcript("warm.txt", b"we will grow by 2030 and then we will see")
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
data = Path(sys.argv[1]).read_bytes()
read_transcript("x", data)
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024 / len(data))
"""


def written(folder: Path, name: str, size: int) -> Path:
    """A file of about `size` bytes: the sample interview again and again, with words that differ."""
    write = ALL[name][1]
    once = len(write(segments(interview())).encode())
    turns = [(speaker, f"{words} number {number}") for number in range(max(1, size // once)) for speaker, words in interview()]
    path = folder / f"big.{ALL[name][0]}"
    path.write_bytes(write(segments(turns)).encode())
    return path


@pytest.mark.parametrize(
    "name", ["blob", "caption lines", "labelled", "srt", "vtt", "rolling vtt", "srv3", "whisper", "podcast", "html"]
)
def test_a_large_file_is_read_in_less_than_eight_times_its_size(name: str, tmp_path: Path) -> None:
    """The process grows by less than eight bytes for each byte of a file of 10 MB; the growth is linear, so it holds for 100 MB."""
    path = written(tmp_path, name, 10 * MEGABYTE)
    run = subprocess.run([sys.executable, "-c", MEASURE, str(path)], capture_output=True, text=True, check=True, timeout=600)
    assert float(run.stdout) < 8


@pytest.mark.parametrize("name", ["blob", "labelled", "srt", "whisper", "html"])
def test_reading_takes_time_in_proportion_to_the_size(name: str, tmp_path: Path) -> None:
    """Eight times the text takes no more than sixteen times the time."""
    seconds = []
    for size in (MEGABYTE // 4, 2 * MEGABYTE):
        data = written(tmp_path, name, size).read_bytes()
        start = time.process_time()
        read_transcript("x", data)
        seconds.append(time.process_time() - start)
    assert seconds[1] < 16 * seconds[0]
