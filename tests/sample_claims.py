"""Claims for tests: one with a few fields given, and a made-up ledger of any size that is the same every time."""

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import replace

from tracker.records import (
    Claim,
    Comparator,
    Event,
    Forecast,
    Grain,
    Hedge,
    Horizon,
    Kind,
    Outcome,
    Polarity,
    Probability,
    Quantity,
    Resolution,
    Source,
    Status,
)

AS_OF = dt.date(2026, 6, 30)
SAID = dt.date(2024, 3, 1)
DUE = dt.date(2025, 12, 31)


def claim(
    key: str = "c1",
    *,
    odds: float | tuple[float, float] | None = None,
    outcome: str | None = None,
    speaker: str | None = "Ana",
    said_on: dt.date = SAID,
    due: dt.date | None = DUE,
    known_on: dt.date | None = None,
    happened_on: dt.date | None = None,
    credit: float | None = None,
    value: float | None = None,
    hedge: Hedge | None = None,
    quantities: Sequence[Quantity] = (),
    doc: str | None = "talk",
    text: str | None = None,
    status: Status = Status.ACCEPTED,
    chain: str | None = None,
    tags: Sequence[str] = (),
    polarity: Polarity = Polarity.POSITIVE,
) -> Claim:
    """An accepted claim by Ana, said on 1 March 2024 and due at the end of 2025, unless told otherwise."""
    low, high = odds if isinstance(odds, tuple) else (odds, odds)
    forecast = Forecast(
        said_on=said_on,
        claim=text or f"Claim {key}",
        kind=Kind.DATED if due else Kind.ODDS,
        doc=doc,
        speaker=speaker,
        horizon=Horizon(text="by then", start=min(said_on, due), end=due, grain=Grain.YEAR, rule="test") if due else None,
        probability=None if low is None or high is None else Probability(text="odds", low=low, high=high),
        hedge=hedge,
        quantities=tuple(quantities),
        polarity=polarity,
    )
    resolution = None
    if outcome is not None:
        resolution = Resolution(
            outcome=Outcome(outcome),
            by="ana",
            known_on=known_on or due or said_on,
            happened_on=happened_on,
            credit=credit,
            value=value,
        )
    return Claim(id=key, forecast=forecast, status=status, resolution=resolution, chain=chain, tags=tuple(tags))


_THINGS = (
    ("a chip plant opens in Ostrava", "industry"),
    ("grid batteries cost less than 60 USD per kWh", "energy"),
    ("the regulator approves the merger", "markets"),
    ("a model passes the bar examination without help", "ai"),
    ("the central bank cuts rates twice", "markets"),
    ("solar supplies a third of the island's power", "energy"),
    ("the tunnel is finished", "industry"),
    ("training runs cost more than 10 billion USD", "ai"),
    ("the price of oil falls below 60 USD", "energy"),
    ("half of the support calls are answered by software", "ai"),
)
_PEOPLE = ("Ana Novak", "Bo Lindqvist", "Chidi Okafor", "Dara Singh", "Elif Kaya")
_WORDS = (("likely", 0.55, 0.8), ("probably", 0.6, 0.85), ("almost certainly", 0.93, 1.0), ("unlikely", 0.2, 0.45))


def _source(index: int, said_on: dt.date) -> Source:
    return Source(
        doc=f"{said_on.year}_{index:03}_interview",
        sha256=f"{index:064x}",
        said_on=said_on,
        title=f"Conversation no. {index + 1}",
        url=f"https://podcast.example/{index}",
    )


def _forecast(rng: random.Random, index: int, source: Source, speaker: str) -> tuple[Forecast, float]:
    thing, _ = _THINGS[index % len(_THINGS)]
    said_on = source.said_on
    due = dt.date(said_on.year + rng.choice((0, 1, 1, 2, 3, 5)), 12, 31) if rng.random() < 0.9 else None
    odds = rng.choice((0.1, 0.3, 0.5, 0.6, 0.6, 0.7, 0.7, 0.8, 0.9, 0.95))
    with_odds, with_word = rng.random() < 0.6, rng.random() < 0.5
    word = rng.choice(_WORDS)
    anchor = f"by the end of {due.year}" if due else f"{odds:.0%}"
    lead = f"I would say {odds:.0%} that" if with_odds else f"it's {word[0]} that" if with_word else "I think"
    quote = f"{lead} {thing} {anchor if due else ''}".strip()
    start = 1000 + 300 * (index % 40)
    forecast = Forecast(
        said_on=said_on,
        claim=f"{thing[0].upper()}{thing[1:]} {anchor if due else ''}".strip() + ".",
        kind=Kind.DATED if due else Kind.ODDS,
        doc=source.doc,
        quote=quote,
        start=start,
        end=start + len(quote),
        anchor=anchor,
        speaker=speaker,
        t_start_ms=index % 40 * 61_000,
        horizon=Horizon(text=anchor, start=said_on, end=due, grain=Grain.YEAR, rule="end of year") if due else None,
        probability=Probability(text=f"{odds:.0%}", low=odds, high=odds) if with_odds or due is None else None,
        hedge=Hedge(text=word[0], low=word[1], high=word[2], scale="sample") if with_word and not with_odds else None,
        quantities=(Quantity(text="60 USD", low=60.0, high=60.0, unit="USD", comparator=Comparator.LESS_THAN),)
        if "60 USD" in thing
        else (),
        condition="if the permits come through" if index % 11 == 0 else None,
        confidence=round(rng.uniform(0.3, 1.0), 2),
        trace=("cue: will", "end of year"),
    )
    return forecast, odds if with_odds else 0.65


def _resolution(rng: random.Random, forecast: Forecast, odds: float) -> Resolution | None:
    due = forecast.horizon.end if forecast.horizon else forecast.said_on + dt.timedelta(days=400)
    if due >= AS_OF or rng.random() < 0.12:
        return None
    draw = rng.random()
    came_true = rng.random() < 0.1 + 0.8 * odds
    outcome = (
        Outcome.AMBIGUOUS if draw < 0.04 else Outcome.VOID if draw < 0.08 else Outcome.PARTIAL if draw < 0.12 else Outcome.TRUE
    )
    if outcome is Outcome.TRUE and not came_true:
        outcome = Outcome.FALSE
    happened = None
    if outcome is Outcome.TRUE:
        happened = forecast.said_on + dt.timedelta(days=rng.randrange(1, max(2, (due - forecast.said_on).days)))
    return Resolution(
        outcome=outcome,
        by=rng.choice(("ana", "ben")),
        known_on=due,
        happened_on=happened,
        credit=0.5 if outcome is Outcome.PARTIAL else None,
        value=round(rng.uniform(40, 90), 1) if forecast.quantities else None,
        evidence=("https://news.example/story",),
        note="As reported on the day." if rng.random() < 0.2 else None,
    )


def ledger(size: int, *, seed: int = 7, people: Sequence[str] = _PEOPLE, sources: int | None = None) -> list[Claim]:
    """Claims by a few speakers over ten years, pending and resolved, with events; the same for the same arguments."""
    rng = random.Random(seed)  # noqa: S311
    count = sources or max(8, size // 25)
    talks = [_source(index, dt.date(2018, 1, 8) + dt.timedelta(days=index * 3000 // count)) for index in range(count)]
    found: list[Claim] = []
    for index in range(size):
        source = rng.choice(talks)
        forecast, odds = _forecast(rng, index, source, rng.choice(list(people)))
        resolution = _resolution(rng, forecast, odds)
        key = f"{rng.getrandbits(40):010x}"
        at = dt.datetime.combine(source.said_on, dt.time(9, 30), tzinfo=dt.UTC)
        events = [Event(kind="extract", claim_id=key, by="tracker", recorded_at=at)]
        status = Status.CANDIDATE if rng.random() < 0.05 else Status.ACCEPTED
        if status is Status.ACCEPTED:
            events.append(Event(kind="accept", claim_id=key, by="ana", recorded_at=at + dt.timedelta(hours=3)))
        if resolution is not None:
            details = {"outcome": resolution.outcome.value}
            events.append(
                Event(
                    kind="resolve",
                    claim_id=key,
                    by=resolution.by,
                    recorded_at=dt.datetime.combine(resolution.known_on, dt.time(12), tzinfo=dt.UTC),
                    known_on=resolution.known_on,
                    details=details,
                )
            )
        found.append(
            Claim(
                id=key,
                forecast=forecast,
                status=status,
                resolution=resolution,
                tags=(_THINGS[index % len(_THINGS)][1],),
                source=source,
                events=tuple(events),
            )
        )
    return _with_restatements(found, rng)


def _with_restatements(claims: list[Claim], rng: random.Random) -> list[Claim]:
    """One claim in fifteen is said again some months later, due a year later."""
    again = []
    for original in claims:
        horizon = original.forecast.horizon
        if rng.random() < 1 / 15 and horizon is not None:
            later = original.forecast.said_on + dt.timedelta(days=200)
            moved = replace(horizon, start=later, end=dt.date(max(horizon.end.year, later.year) + 1, 12, 31))
            forecast = replace(original.forecast, said_on=later, horizon=moved)
            again.append(
                replace(
                    original, id=f"{rng.getrandbits(40):010x}", forecast=forecast, resolution=None, chain=original.id, events=()
                )
            )
    return claims + again
