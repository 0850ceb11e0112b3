"""Several analysts at once on one ledger, each a process of its own; and what must be there when all have finished.

Usage: python -m tests.ledger.writers OPERATIONS [URL]. Prints one JSON object; without a URL it works on a new SQLite file.
"""

import json
import multiprocessing
import random
import statistics
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from tests.ledger.samples import NOW, TEXT, forecast, judgement, later, store, transcript, year
from tracker import ledger
from tracker.records import Outcome

WRITERS = 8
MOST_CLAIMS = 400
KINDS = ("tag", "edit", "resolve", "extract")


def claims_for(operations: int) -> int:
    """On how many claims so many operations are done."""
    return min(operations, MOST_CLAIMS)


def prepare(url: str, count: int) -> list[str]:
    """Stores the claims that all analysts work on; returns their ids."""
    rows = [
        {"claim": f"Claim {number}.", "said_on": "2024-01-01", "speaker": "Ida", "id": f"c{number:04}"} for number in range(count)
    ]
    opened = ledger.open_ledger(url)
    with opened.begin() as session:
        ledger.import_lines(session, map(json.dumps, rows), by="zoe", now=NOW)
    opened.close()
    return [str(row["id"]) for row in rows]


def operation(session: Session, *, kind: str, claim_id: str, mark: str, step: int) -> None:
    """One operation of an analyst, which leaves its mark once: in a tag, a condition, a note or the name of a source."""
    by, now = mark.partition("-")[0], later(seconds=step)
    if kind == "tag":
        ledger.tag(session, claim_id, add=[mark], by=by, now=now)
    elif kind == "edit":
        ledger.edit(session, claim_id, {"condition": mark}, by=by, now=now)
    elif kind == "resolve":
        ledger.resolve(session, claim_id, judgement(Outcome.TRUE if step % 2 else Outcome.FALSE, by=by, note=mark), now=now)
    else:
        text = f"{TEXT} Part {mark}."
        found = [forecast("we carry a million passengers by 2027", "by 2027", text=text, horizon=year(2027))]
        store(session, transcript=transcript(text, doc=mark), forecasts=found, by=by, now=now)


def work(url: str, name: str, claim_ids: list[str], count: int) -> list[float]:
    """Does `count` operations, each a transaction of its own; gives the seconds that each took, waiting included."""
    rng = random.Random(name)  # noqa: S311
    opened = ledger.open_ledger(url)
    took = []
    for step in range(count):
        kind, claim_id, mark = KINDS[step % 4], rng.choice(claim_ids), f"{name}-{step}"
        start = time.perf_counter()
        opened.run(partial(operation, kind=kind, claim_id=claim_id, mark=mark, step=step))
        took.append(time.perf_counter() - start)
    opened.close()
    return took


def run(url: str, operations: int) -> dict[str, Any]:
    """Eight processes share a number of operations; returns the speed and the longest wait."""
    claim_ids = prepare(url, claims_for(operations))
    names = [f"w{number}" for number in range(WRITERS)]
    with ProcessPoolExecutor(WRITERS, mp_context=multiprocessing.get_context("fork")) as pool:
        start = time.perf_counter()
        parts = [pool.submit(work, url, name, claim_ids, operations // WRITERS) for name in names]
        took = [part.result() for part in parts]
        seconds = time.perf_counter() - start
    every = sorted(1000 * each for part in took for each in part)
    return {
        "operations": len(every),
        "seconds": round(seconds, 1),
        "operations_per_second": round(len(every) / seconds),
        "milliseconds": {
            "p50": round(statistics.median(every), 1),
            "p95": round(every[int(0.95 * len(every))], 1),
            "max": round(every[-1]),
        },
        "slowest_writer_against_quickest": round(max(map(sum, took)) / min(map(sum, took)), 2),
    }


def check(url: str, operations: int) -> None:
    """Every operation is there, once, and the chain is whole."""
    opened = ledger.open_ledger(url)
    with opened.reading() as session:
        found = ledger.verify(session)
        claims = ledger.list_claims(session, with_events=True)
    opened.close()
    assert found.faults == ()
    marks = Counter(mark for claim in claims for event in claim.events for mark in marks_of(event))
    expected = [f"w{writer}-{step}" for writer in range(WRITERS) for step in range(operations // WRITERS)]
    assert marks == Counter(expected)
    tags = sorted(tag for claim in claims for tag in claim.tags)
    assert tags == sorted(mark for mark in expected if KINDS[int(mark.partition("-")[2]) % 4] == "tag")
    # An extraction is three events: the source, the run and the claim.
    each = sum(3 if step % 4 == 3 else 1 for step in range(operations // WRITERS))
    assert found.events == claims_for(operations) + each * WRITERS


def marks_of(event: Any) -> list[str]:
    """The mark that an event bears: none for those that brought the claims in."""
    details = event.details
    if event.kind == "tag":
        return list(details["add"])
    if event.kind == "edit":
        return [details["set"]["condition"]]
    if event.kind == "resolve":
        return [details["note"]]
    return [details["forecast"]["doc"]] if event.kind == "extract" else []


def main(operations: int, url: str | None = None) -> None:
    """Runs, checks and prints."""
    with tempfile.TemporaryDirectory() as folder:
        place = url or f"sqlite:///{folder}/ledger.sqlite3"
        found = run(place, operations)
        check(place, operations)
    print(json.dumps(found))  # noqa: T201


if __name__ == "__main__":
    main(int(sys.argv[1]), *sys.argv[2:])
