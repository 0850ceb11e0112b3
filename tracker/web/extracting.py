"""The process that extracts one uploaded transcript: `python -m tracker.web.extracting`, its job on standard input as JSON.

It is a separate process so that pages are still answered, and so that one that takes too long can be killed. It writes progress to
standard output as lines of JSON: {"share": 0.4}, and at the end {"done": "..."} or {"failed": "..."}.
"""

import base64
import datetime as dt
import json
import sys
from typing import Any

from tracker.cli.read.extract_command import ExtractionRun
from tracker.errors import TrackerError
from tracker.extract import ExtractOptions
from tracker.extract.batch import Job, work
from tracker.ledger import open_ledger
from tracker.transcripts import Declared


def tell(**news: object) -> None:
    """Write one line of progress."""
    sys.stdout.write(json.dumps(news) + "\n")
    sys.stdout.flush()


def declared_from(given: dict[str, str]) -> Declared:
    """What the form declared about the transcript."""
    day = given.get("said_on")
    return Declared(
        said_on=dt.date.fromisoformat(day) if day else None,
        speaker=given.get("speaker") or None,
        host=given.get("host") or None,
        title=given.get("title") or None,
        url=given.get("url") or None,
    )


def extract(given: dict[str, Any]) -> None:
    """Extract a transcript and store the result, reporting progress."""
    told = -1.0

    def share(done: float) -> None:
        nonlocal told
        if done - told >= 0.02:
            told = done
            tell(share=round(done, 3))

    options = ExtractOptions()
    job = Job(name=given["name"], declared=declared_from(given["declared"]), data=base64.b64decode(given["data"]))
    result = work(job, options, share)
    if result.error is not None or result.transcript is None:
        tell(failed=result.error or "nothing could be read")
        return
    report = ExtractionRun(ledger=open_ledger(given["url"], create=False), by=given["by"], options=options).store(result)
    known = f", {len(report.known)} known already" if report.known else ""
    tell(
        done=f"{len(result.forecasts)} forecasts, {len(report.added)} of them new{known}",
        source=result.transcript.sha256,
        notes=list(dict.fromkeys((*result.transcript.notes, *report.notes))),
    )


def main() -> None:
    """Read the job and do it; a user's error is reported as one line."""
    try:
        extract(json.load(sys.stdin))
    except TrackerError as error:
        tell(failed=str(error))


if __name__ == "__main__":
    main()
