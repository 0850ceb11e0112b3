"""Works on a ledger until it is killed: extraction, import, decisions and resolution, one transaction each, round and round.

Usage: python work_until_killed.py URL FILE.jsonl SEED. Writes one character to standard output when it begins.
"""

import random
import sys
from pathlib import Path

from tests.ledger.samples import TEXT, forecast, judgement, later, store, transcript, year
from tracker import ledger
from tracker.ledger import ClaimFilter
from tracker.records import Outcome


def main(url: str, path: str, seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311
    print("x", flush=True)  # noqa: T201
    ledger.upgrade(url)
    opened = ledger.open_ledger(url)
    lines = Path(path).read_text(encoding="utf-8").splitlines()
    step = 0
    while True:
        step += 1
        kind = rng.choice(["extract", "import", "resolve", "decide"])
        with opened.begin() as session:
            if kind == "extract":
                text = f"{TEXT} Part {seed} {step}."
                found = [
                    forecast("we carry a million passengers by 2027", "by 2027", text=text, horizon=year(2027)),
                    forecast("By the end of 2030 every boat will be electric", "By the end of 2030", text=text, horizon=year(2030)),
                ]
                store(session, transcript=transcript(text, doc=f"talk{seed}-{step}"), forecasts=found, now=later(seconds=step))
            elif kind == "import":
                part = rng.sample(lines, k=min(20, len(lines)))
                ledger.import_lines(session, part, by="zoe", now=later(seconds=step))
            else:
                decide(session, rng, step, judge=kind == "resolve")


def decide(session: object, rng: random.Random, step: int, *, judge: bool) -> None:
    claims = ledger.list_claims(session, ClaimFilter(limit=50))  # type: ignore[arg-type]
    # Several claims in one transaction: all of them or none.
    for claim in rng.sample(claims, k=min(3, len(claims))):
        if judge:
            outcome = rng.choice([Outcome.TRUE, Outcome.FALSE])
            ledger.resolve(session, claim.id, judgement(outcome), now=later(seconds=step))  # type: ignore[arg-type]
        else:
            ledger.tag(session, claim.id, add=[f"step{step}"], by="ana", now=later(seconds=step))  # type: ignore[arg-type]


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
