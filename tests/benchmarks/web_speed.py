"""Measures the pages on a ledger of N claims: how long each takes, and whether the server's memory stays as it is.

Usage: python -m tests.benchmarks.web_speed N [REQUESTS]. The ledger is an SQLite file of N claims that were decided
and fifty transcripts of a hundred candidates each; the server is a process of its own, asked over one connection. Prints one JSON
object.
"""

import http.client
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.benchmarks.ledger_rows import lines, vocabulary
from tests.benchmarks.ledger_speed import NOW, percentile
from tests.command_line import talk
from tracker import ledger

PAGES = ("review", "accept", "due", "search", "sources")
WARMING = 20


def filled(url: str, claims: int, transcripts: int = 50) -> None:
    """A ledger with decided claims and transcripts of a hundred candidates each."""
    book = ledger.open_ledger(url)
    with book.begin() as session:
        ledger.import_lines(session, lines(claims), by="ana", now=NOW)
    for number in range(transcripts):
        transcript, forecasts = talk(100, doc=f"talk {number}")
        with book.begin() as session:
            ledger.store_extraction(session, transcript, forecasts, by="robot", now=NOW, options={})
    book.close()


@contextmanager
def server(url: str, folder: Path) -> Iterator[tuple[int, str]]:
    """A server on a ledger: its process id and its address."""
    command = [sys.executable, "-m", "tracker", "--db", url, "serve", "--port", "0", "--by", "bench", "--uploads", str(folder)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    try:
        found = re.search(r"http://([^/]+)/", process.stderr.readline())
        assert found is not None
        yield process.pid, found[1]
    finally:
        process.terminate()
        process.communicate(timeout=60)


class Reader:
    """A browser that keeps its connection and its cookie, and times its requests."""

    def __init__(self, place: str) -> None:
        self.connection = http.client.HTTPConnection(place, timeout=120)
        self.cookie = ""
        self.rng = random.Random(3)  # noqa: S311
        self.words = vocabulary()

    def ask(self, path: str, fields: dict[str, str] | None = None) -> tuple[float, str]:
        """Milliseconds and the text of the answer."""
        headers = {"cookie": self.cookie} if self.cookie else {}
        body = urllib.parse.urlencode(fields) if fields else None
        if body:
            headers["content-type"] = "application/x-www-form-urlencoded"
        start = time.perf_counter()
        self.connection.request("POST" if body else "GET", path, body, headers)
        answer = self.connection.getresponse()
        text = answer.read().decode()
        took = 1000 * (time.perf_counter() - start)
        assert answer.status in {200, 303}, (path, answer.status, text[:300])
        if cookie := answer.getheader("set-cookie"):
            self.cookie = cookie.partition(";")[0]
        return took, text

    def time(self, page: str) -> float:
        """Milliseconds of one request for a page, or of accepting the claim at hand."""
        if page == "accept":
            text = self.ask("/review")[1]
            given = dict(re.findall(r'name="(token|claim|seen)" value="([^"]+)"', text))
            return self.ask("/review/do", {"do": "accept", **given})[0]
        paths = {
            "review": "/review",
            "due": f"/due?days={self.rng.randrange(300)}",
            "search": f"/search?text={self.words[self.rng.randrange(20, 2000)]}",
            "sources": f"/sources?page={self.rng.randrange(1, 20)}",
        }
        return self.ask(paths[page])[0]


def resident(pid: int) -> float:
    """Megabytes of memory that a process holds."""
    pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def worked(pid: int) -> float:
    """Milliseconds of processor time of a process, which do not depend on how busy the machine is."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return 1000 * (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def measure(claims: int, requests: int) -> dict[str, Any]:
    """Milliseconds of each page, and memory after a tenth of the requests and after all.

    They are the median, the 95th percentile, and the mean of the processor's time; accepting has that of its page in it.
    """
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/ledger.sqlite3"
        filled(url, claims)
        with server(url, Path(folder) / "uploads") as (pid, place):
            reader = Reader(place)
            took: dict[str, list[float]] = {page: [] for page in PAGES}
            processor = dict.fromkeys(PAGES, 0.0)
            early = 0.0
            for number in range(requests):
                page = PAGES[number % len(PAGES)]
                before = worked(pid)
                milliseconds = reader.time(page)
                if number >= WARMING:
                    processor[page] += worked(pid) - before
                    took[page].append(milliseconds)
                if number == max(WARMING, requests // 10):
                    early = resident(pid)
            late = resident(pid)
    return {
        "claims": claims,
        "requests": requests,
        "milliseconds": {
            page: {
                "p50": round(percentile(each, 0.5), 1),
                "p95": round(percentile(each, 0.95), 1),
                "processor": round(processor[page] / len(each), 1),
            }
            for page, each in took.items()
        },
        "memory_mb": {"early": round(early), "late": round(late)},
    }


if __name__ == "__main__":
    print(json.dumps(measure(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 2000)))  # noqa: T201 - what it is for
