"""Changed files through the readers, and random words through the grammars."""

import datetime as dt
import random
import time
import traceback
from pathlib import Path

from tests.fuzzing.altered import altered_bytes
from tests.fuzzing.finding import Finding
from tests.transcripts.test_broken import check
from tracker.errors import TranscriptError
from tracker.horizons import find_horizons
from tracker.quantities import find_measures
from tracker.transcripts import Declared, read_transcript, reader_names

SAMPLES = [path.read_bytes() for path in sorted((Path(__file__).parents[2] / "seeds" / "formats").iterdir())]
SAID_ON = dt.date(2024, 6, 26)
WORDS = (
    "by in the end of next this last year years 2030 2027 quarter third second half month two three ten twenty to or and from now "
    "after before until within decade decades early late mid 2030s percent % chance one out odds 60 40 fifty about more than less "
    "at least million billion dollars $5 likely probably will may march monday christmas summer , . 1,5 100 a an couple few "
    "fiscal q3 h1 election week weeks days later ago over times nine every each since then that"
).split()
SLOWEST = 5.0
SLOWEST_WORDS = 5000


def read_one(chosen: random.Random) -> str:
    """Reads a changed file: a valid transcript whose character counts add up, or a one-line error, within the time limit."""
    data = altered_bytes(chosen.choice(SAMPLES), chosen, SAMPLES)
    reader = chosen.choice((None, None, None, *reader_names()))
    start = time.process_time()
    try:
        transcript = read_transcript("x.txt", data, Declared(speaker=chosen.choice((None, "Ana Ruiz"))), reader=reader)
    except TranscriptError as error:
        if error.__cause__ is not None:
            raise Finding(data, "".join(traceback.format_exception(error.__cause__))) from None
        if "\n" in str(error):
            raise Finding(data, f"a message of several lines: {error!r}") from None
        return "files refused"
    spent = time.process_time() - start
    if spent > SLOWEST:
        raise Finding(data, f"{len(data)} bytes took {spent:.1f} s with reader {transcript.reader}")
    account = transcript.account
    try:
        check(transcript)
        assert account is not None
        assert account.unexplained >= 0
        assert account.letters == account.speech + sum(account.dropped.values()) + account.unexplained
    except AssertionError as error:
        raise Finding(data, f"{transcript.reader}, forced {reader}: {traceback.format_exc()}") from error
    return "files read"


def phrase_one(chosen: random.Random) -> str:
    """Reads words of the rules in a random order: never an exception, offsets within the text, enough words a second."""
    kinds = chosen.sample(WORDS, chosen.choice((1, 2, 3, 8, 30)))
    text = " ".join(chosen.choice(kinds) for _ in range(chosen.choice((5, 20, 400))))
    start = time.process_time()
    try:
        mentions = find_horizons(text, SAID_ON)
        find_measures(text)
    except Exception:  # noqa: BLE001 - whatever is raised is what is looked for
        raise Finding(text.encode(), traceback.format_exc()) from None
    spent = time.process_time() - start
    if any(not 0 <= one.start < one.end <= len(text) for one in mentions):
        raise Finding(text.encode(), "an offset outside the text")
    if (count := text.count(" ")) > 300 and count / spent < SLOWEST_WORDS / 5:
        raise Finding(text.encode(), f"{count / spent:.0f} words a second")
    return "phrases read"
