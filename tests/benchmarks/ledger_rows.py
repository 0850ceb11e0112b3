"""Makes ledgers of any size for measuring: claims with three events each, in words with a realistic long tail."""

import datetime as dt
import itertools
import json
import random
from collections.abc import Iterator
from typing import Any

SYLLABLES = ("ba", "co", "di", "fu", "ga", "lo", "mi", "ne", "po", "ra", "sel", "tor", "vin", "wex", "zan", "qui")
FIRST = dt.date(2015, 1, 1)


def vocabulary(size: int = 20_000) -> list[str]:
    """Words of two to five syllables, the same every time."""
    made: dict[str, None] = {}
    for length in range(2, 6):
        for parts in itertools.product(SYLLABLES, repeat=length):
            made["".join(parts)] = None
            if len(made) == size:
                return list(made)
    return list(made)


def lines(count: int, seed: int = 1) -> Iterator[str]:
    """`count` claims as lines for an import: three events each (import, decision, judgement or tag), 30 to a source."""
    rng = random.Random(seed)  # noqa: S311
    words = vocabulary()
    # Zipf's law: the word of rank r comes with a weight of 1/r.
    weights = list(itertools.accumulate(1 / rank for rank in range(1, len(words) + 1)))
    speakers = [f"{words[200 + n].title()} {words[900 + n].title()}" for n in range(300)]
    for number in range(count):
        yield json.dumps(claim(number, rng, words, weights, speakers), ensure_ascii=False)


def claim(number: int, rng: random.Random, words: list[str], weights: list[float], speakers: list[str]) -> dict[str, Any]:
    """One claim in the form of an import."""
    said = FIRST + dt.timedelta(days=rng.randrange(3650))
    due = dt.date(said.year + rng.randrange(1, 10), 12, 31)
    quote = " ".join(rng.choices(words, cum_weights=weights, k=24))
    low = rng.randrange(5, 95) / 100
    moment = dt.datetime.combine(said, dt.time(12), dt.UTC) + dt.timedelta(days=30)
    decision = {
        "kind": rng.choice(("accept", "accept", "reject")),
        "by": rng.choice(("ana", "ben")),
        "recorded_at": moment.isoformat(),
    }
    if due < dt.date(2024, 1, 1) and decision["kind"] == "accept":
        third: dict[str, Any] = {
            "kind": "resolve",
            "outcome": rng.choice(("true", "false")),
            "known_on": due.isoformat(),
            "by": "ana",
        }
    else:
        third = {"kind": "tag", "add": [rng.choice(("energy", "health", "space", "money"))], "by": "ben"}
    third["recorded_at"] = (moment + dt.timedelta(days=1)).isoformat()
    return {
        "claim": f"{quote[:80]} {number}",
        "quote": quote,
        "said_on": said.isoformat(),
        "speaker": speakers[min(299, int(rng.expovariate(0.02)))],
        "kind": "dated",
        "horizon": {
            "text": f"by {due.year}",
            "start": f"{due.year}-01-01",
            "end": due.isoformat(),
            "grain": "year",
            "rule": "by year",
        },
        "probability": {"text": f"{low:.0%}", "low": low, "high": low} if number % 3 == 0 else None,
        "quantities": [{"text": "ten", "low": 10.0, "high": 10.0, "unit": "boats", "comparator": "exact"}] if number % 2 else [],
        "confidence": rng.randrange(1000) / 1000,
        "trace": ["modal", "by year"],
        "events": [decision, third],
    }
