"""A long run of generated files and texts against the readers and the grammars: `make fuzz`, by default ten minutes.

`python -m tests.fuzzing --minutes 60 --seed 1` reports executions and findings; each finding is written to build/fuzz/ and makes
the run end with 1. Files are those of seeds/formats/ changed in one to four places; texts are random words of the rules.
"""

import argparse
import datetime as dt
import random
import sys
import time
import traceback
from collections import Counter
from pathlib import Path

from tests.transcripts.test_broken import check
from tracker.errors import TranscriptError
from tracker.horizons import find_horizons
from tracker.quantities import find_measures
from tracker.transcripts import Declared, read_transcript, reader_names

ROOT = Path(__file__).parents[1]
SAMPLES = [path.read_bytes() for path in sorted((ROOT / "seeds" / "formats").iterdir())]
FOUND = ROOT / "build" / "fuzz"
SAID_ON = dt.date(2024, 6, 26)
# Bytes that formats give a meaning.
TOKENS = [
    *(b"<", b">", b"</", b"<!", b"<![", b"<!--", b"&", b"&#x110000;", b"&amp;amp;", b'"', b"'", b"{", b"}", b"[", b"]", b"\\u0000"),
    *(b"\\ud800", b",", b"\t", b"|", b";", b":", b"-->", b"\n", b"\r", b"\n\n", b"\x00", b"\x1b[31m", b"\xff\xfe", b"\xef\xbb\xbf"),
    *(
        "\u202e".encode(),
        "\u2028".encode(),
        "\U0001f680".encode(),
        b"1e400",
        b"-1",
        b"99999999999999999999",
        b"NaN",
        b"null",
        b"00:00:01",
    ),
    *(
        b"Ada: ",
        b">> ",
        b"# ",
        b"**",
        b"```",
        b"---\n",
        b"date: 2024-01-02\n",
        b"[Music]",
        b"charset=hex",
        b"WEBVTT\n\n",
        b"{\\an8}",
    ),
]
WORDS = (
    "by in the end of next this last year years 2030 2027 quarter third second half month two three ten twenty to or and from now "
    "after before until within decade decades early late mid 2030s percent % chance one out odds 60 40 fifty about more than less "
    "at least million billion dollars $5 likely probably will may march monday christmas summer , . 1,5 100 a an couple few "
    "fiscal q3 h1 election week weeks days later ago over times nine every each since then that"
).split()
SLOWEST = 5.0
SLOWEST_WORDS = 5000


def changed(data: bytes, chosen: random.Random) -> bytes:
    """Changes a file in one to four places: a stretch cut, doubled, replaced, taken from another file, or a token put in."""
    for _ in range(chosen.randint(1, 4)):
        at, until = sorted(chosen.randrange(len(data) + 1) for _ in range(2))
        before, inside, after = data[:at], data[at : min(until, at + 200)], data[at:]
        way = chosen.randrange(5)
        if way == 0:
            data = before + chosen.choice(TOKENS) * chosen.choice((1, 1, 2, 50)) + after
        elif way == 1:
            data = before + data[until:]
        elif way == 2:
            data = before + inside * chosen.choice((2, 20)) + after
        elif way == 3:
            data = before + bytes([chosen.randrange(256)]) + after[1:]
        else:
            other = chosen.choice(SAMPLES)
            start = chosen.randrange(len(other))
            data = before + other[start : start + 300] + after
        data = data[:60_000] or b" "
    return data


def read_one(chosen: random.Random) -> tuple[str, bytes]:
    """Reads a changed file: a valid transcript whose character counts add up, or a one-line error, within the time limit."""
    data = changed(chosen.choice(SAMPLES), chosen)
    reader = chosen.choice((None, None, None, *reader_names()))
    start = time.process_time()
    try:
        transcript = read_transcript("x.txt", data, Declared(speaker=chosen.choice((None, "Ana Ruiz"))), reader=reader)
    except TranscriptError as error:
        if error.__cause__ is not None:
            raise Failure(data, "".join(traceback.format_exception(error.__cause__))) from None
        if "\n" in str(error):
            raise Failure(data, f"a message of several lines: {error!r}") from None
        return "refused", data
    spent = time.process_time() - start
    if spent > SLOWEST:
        raise Failure(data, f"{len(data)} bytes took {spent:.1f} s with reader {transcript.reader}")
    account = transcript.account
    try:
        check(transcript)
        assert account is not None
        assert account.unexplained >= 0
        assert account.letters == account.speech + sum(account.dropped.values()) + account.unexplained
    except AssertionError as error:
        raise Failure(data, f"{transcript.reader}, forced {reader}: {traceback.format_exc()}") from error
    return "read", data


def phrase_one(chosen: random.Random) -> tuple[str, bytes]:
    """Reads words of the rules in a random order: never an exception, offsets within the text, enough words a second."""
    kinds = chosen.sample(WORDS, chosen.choice((1, 2, 3, 8, 30)))
    text = " ".join(chosen.choice(kinds) for _ in range(chosen.choice((5, 20, 400))))
    start = time.process_time()
    try:
        mentions = find_horizons(text, SAID_ON)
        find_measures(text)
    except Exception:  # noqa: BLE001 - whatever is raised is what is looked for
        raise Failure(text.encode(), traceback.format_exc()) from None
    spent = time.process_time() - start
    if any(not 0 <= one.start < one.end <= len(text) for one in mentions):
        raise Failure(text.encode(), "an offset outside the text")
    if (count := text.count(" ")) > 300 and count / spent < SLOWEST_WORDS / 5:
        raise Failure(text.encode(), f"{count / spent:.0f} words a second")
    return "phrases", text.encode()


class Failure(Exception):
    """What was found, and the file that shows it."""

    def __init__(self, data: bytes, why: str) -> None:
        self.data, self.why = data, why
        super().__init__(why)


def run(minutes: float, seed: int) -> int:
    """Runs until the time is over and prints the counts; returns the number of findings."""
    chosen = random.Random(seed)  # noqa: S311
    counts: Counter[str] = Counter()
    found = 0
    until = time.monotonic() + minutes * 60
    while time.monotonic() < until:
        try:
            outcome, _ = chosen.choice((read_one, read_one, phrase_one))(chosen)
            counts[outcome] += 1
        except Failure as failure:
            found += 1
            counts["findings"] += 1
            FOUND.mkdir(parents=True, exist_ok=True)
            (FOUND / f"{seed}-{found}.bin").write_bytes(failure.data)
            (FOUND / f"{seed}-{found}.txt").write_text(failure.why, encoding="utf-8")
    listed = ", ".join(f"{count} {name}" for name, count in sorted(counts.items()))
    sys.stdout.write(f"{counts.total()} executions in {time.process_time():.0f} s of processor time: {listed}\n")
    return found


def main() -> None:
    """Runs with the options of the command line; ends with 1 where something was found."""
    options = argparse.ArgumentParser(description="Fuzz the readers and the grammars.")
    options.add_argument("--minutes", type=float, default=10.0)
    options.add_argument("--seed", type=int, default=0)
    given = options.parse_args()
    sys.exit(1 if run(given.minutes, given.seed) else 0)


if __name__ == "__main__":
    main()
