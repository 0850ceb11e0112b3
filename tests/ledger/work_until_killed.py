"""Works on a ledger until it is killed: extraction, import, decisions and resolution, one transaction each, round and round.

Usage: python work_until_killed.py URL SEED. Writes one character when it begins and one after each operation. Every operation marks
what it does with "of N", so that a part of one can be told from the whole.
"""

import json
import random
import sys

from sqlalchemy.orm import Session

from tests.ledger.samples import TEXT, forecast, judgement, later, store, transcript, year
from tracker import ledger
from tracker.ledger import ClaimFilter
from tracker.records import Outcome


def main(url: str, seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311
    print("x", end="", flush=True)  # noqa: T201
    ledger.upgrade(url)
    opened = ledger.open_ledger(url)
    step = 0
    while True:
        step += 1
        with opened.begin() as session:
            rng.choice([extract, bring, tag, resolve])(session, rng, f"{seed}-{step}", step)
        print("x", end="", flush=True)  # noqa: T201


def extract(session: Session, _rng: random.Random, name: str, step: int) -> None:
    text = f"{TEXT} Part {name}."
    found = [
        forecast("we carry a million passengers by 2027", "by 2027", text=text, horizon=year(2027)),
        forecast("By the end of 2030 every boat will be electric", "By the end of 2030", text=text, horizon=year(2030)),
    ]
    store(session, transcript=transcript(text, doc=f"talk{name}"), forecasts=found, now=later(seconds=step))


def bring(session: Session, _rng: random.Random, name: str, step: int) -> None:
    rows = [
        {"claim": f"Claim {name} {number}.", "said_on": "2024-01-01", "speaker": "Ida", "tags": [f"import {name} of 20"]}
        for number in range(20)
    ]
    ledger.import_lines(session, map(json.dumps, rows), by="zoe", now=later(seconds=step))


def tag(session: Session, rng: random.Random, name: str, step: int) -> None:
    claims = ledger.list_claims(session, ClaimFilter(limit=50))
    chosen = rng.sample(claims, k=min(3, len(claims)))
    for claim in chosen:
        ledger.tag(session, claim.id, add=[f"tag {name} of {len(chosen)}"], by="ana", now=later(seconds=step))


def resolve(session: Session, rng: random.Random, name: str, step: int) -> None:
    claims = ledger.list_claims(session, ClaimFilter(limit=50))
    chosen = rng.sample(claims, k=min(3, len(claims)))
    for claim in chosen:
        judged = judgement(rng.choice([Outcome.TRUE, Outcome.FALSE]), note=f"resolve {name} of {len(chosen)}")
        ledger.resolve(session, claim.id, judged, now=later(seconds=step))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
