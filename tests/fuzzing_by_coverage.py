"""Fuzzing of the readers that is led by what code a file reaches: `make fuzz-coverage`, with atheris from the extra `fuzz`.

`python -m tests.fuzzing_by_coverage build/corpus seeds/formats -max_total_time=600` starts from the samples and keeps in
build/corpus what reaches new code. What it finds is written as crash-... into the current folder and ends the run.
"""

import sys

import atheris

with atheris.instrument_imports(include=["tracker.transcripts", "tracker.boundary.shown_text"]):
    from tests.transcripts.test_broken import check
    from tracker.boundary.shown_text import hidden, lines, one_line
    from tracker.errors import TranscriptError
    from tracker.transcripts import Declared, read_transcript, reader_names

READERS = (None, *reader_names())


def read_one(data: bytes) -> None:
    """A file, its first byte the choice of a reader: a sound transcript, or one line; and its words can be shown."""
    reader = READERS[data[0] % len(READERS)] if data else None
    try:
        transcript = read_transcript("x.txt", data[1:], Declared(), reader=reader)
    except TranscriptError as error:
        if error.__cause__ is not None:
            raise error.__cause__ from None
        if "\n" in str(error):
            raise AssertionError(f"a message of several lines: {error!r}") from None
        return
    check(transcript)
    for clean in (one_line, lines):
        assert not [*hidden(clean(transcript.text))]


if __name__ == "__main__":
    atheris.Setup(sys.argv, read_one)
    atheris.Fuzz()
