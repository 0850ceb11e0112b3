"""What every field of an event, claim or source may hold: the one schema that is checked before anything is hashed.

Commands, imports and the extractor are all checked here, because what is in the chain stays for ever.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from tracker.errors import InvalidRecord
from tracker.ledger.events.claim_state import BASE_KINDS
from tracker.ledger.events.value_rules import (
    LINE,
    NAME,
    PASSAGE,
    Nested,
    Rule,
    Table,
    check_fields,
    clean,
    day,
    flag,
    hexadecimal,
    number,
    one_of,
    text,
    texts,
    whole,
)
from tracker.records import Comparator, Grain, Kind, Outcome, Polarity, Status

Json = dict[str, Any]

# `unrelated` records that a suggestion was wrong, so that it is not made again.
RELATIONS = ("restates", "updates", "contradicts", "unrelated")
EVER = day(dt.date.min, dt.date.max)
SHARE = number(0.0, 1.0)
PHRASE = text(PASSAGE)

RANGE: Table = {"text": PHRASE, "low": SHARE, "high": SHARE, "scale": text(NAME)}
HORIZON: Table = {
    "text": PHRASE,
    "start": EVER,
    "end": EVER,
    "grain": one_of(Grain),
    "rule": text(LINE),
    "anchored_on": EVER,
}
QUANTITY: Table = {"text": PHRASE, "low": number(), "high": number(), "unit": text(NAME), "comparator": one_of(Comparator)}
FORECAST: Table = {
    "doc": text(NAME),
    "quote": PHRASE,
    "start": whole(),
    "end": whole(),
    "anchor": PHRASE,
    "anchor_start": whole(),
    "kind": one_of(Kind),
    "said_on": day(),
    "speaker": text(NAME),
    "speaker_confidence": SHARE,
    "t_start_ms": whole(),
    "t_end_ms": whole(),
    "horizon": Nested(fields=HORIZON),
    "probability": Nested(fields=RANGE),
    "hedge": Nested(fields=RANGE),
    "quantities": Nested(fields=QUANTITY, many=True),
    "condition": PHRASE,
    "polarity": one_of(Polarity),
    "claim": text(PASSAGE, empty=False),
    "confidence": SHARE,
    "trace": texts(LINE),
    "about": texts(LINE),
}
SOURCE: Table = {
    "doc": text(NAME, empty=False),
    "sha256": hexadecimal(64),
    "said_on": day(),
    "title": text(LINE),
    "url": text(LINE),
    "channel": text(LINE),
    "language": text(NAME),
    "reader": text(NAME),
    "like": hexadecimal(64),
    "characters": whole(),
}
SOURCE_STATUS = one_of(("active", "replaced", "withdrawn"))
RESOLUTION: Table = {
    "outcome": one_of(Outcome),
    "known_on": day(),
    "happened_on": day(),
    "credit": SHARE,
    "value": number(),
    "evidence": texts(LINE),
    "note": text(LINE),
}
DETAILS: Table = {
    **RESOLUTION,
    **dict.fromkeys(("speaker", "into", "from"), text(NAME, empty=False)),
    **dict.fromkeys(("because", "with", "was", "by", "layout_sha256"), text(NAME)),
    "to": text(40, empty=False),
    "replaced_by": hexadecimal(64),
    **dict.fromkeys(("add", "remove", "tags"), texts(NAME)),
    **dict.fromkeys(("events", "followed", "joined"), texts(NAME)),
    "as": one_of(RELATIONS),
    "status": one_of(Status),
    "options": text(PASSAGE),
    **dict.fromkeys(("blind", "split", "join"), flag()),
    "split_from": text(40),
    "forecast": Nested(fields=FORECAST),
    "set": Nested(fields=FORECAST),
}
OF_KIND: Mapping[str, Table] = {
    "source": DETAILS | SOURCE | {"status": SOURCE_STATUS},
    "source-edit": DETAILS | {"set": Nested(fields=SOURCE)},
}
NEEDED: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(BASE_KINDS, ("forecast",)),
    **dict.fromkeys(("resolve", "settle"), ("outcome",)),
    **dict.fromkeys(("link", "unlink"), ("to",)),
    "source": ("doc", "said_on"),
    "speaker-merge": ("speaker", "into"),
    "speaker-split": ("speaker",),
    "undo": ("events",),
}
KIND = Rule(
    fits=lambda value: isinstance(value, str) and 0 < len(value) <= 32 and value.isascii() and value.replace("-", "").isalpha(),
    expected="a word such as accept",
)
EVENT: Table = {
    "kind": KIND,
    "by": text(NAME),
    "reason": text(LINE),
    "source": hexadecimal(64),
    "known_on": day(),
    "recorded_at": text(NAME),
    "place": text(NAME),
    "hash": text(NAME),
    "previous_hash": text(NAME),
}
CLAIM_LINE: Table = FORECAST | {
    "status": one_of(Status),
    "tags": texts(NAME),
    "chain": text(NAME),
    "id": text(NAME),
    "source": Nested(fields=SOURCE),
}
SOURCE_LINE: Table = SOURCE | {
    "status": SOURCE_STATUS,
    "replaced_by": hexadecimal(64),
    "text": Rule(fits=lambda value: isinstance(value, str) and clean(value), expected="text without NUL and lone surrogates"),
}

# A colleague's clock may run ahead; an instant far ahead would push every later decision on the claim there too.
AHEAD = dt.timedelta(days=1)
FIRST, LAST = dt.datetime(1900, 1, 1, tzinfo=dt.UTC), dt.datetime(2200, 1, 1, tzinfo=dt.UTC)


def check_details(kind: str, details: Mapping[str, Any]) -> None:
    """Raises InvalidRecord, which names the field, for details that do not fit an event of this kind."""
    check_fields(details, OF_KIND.get(kind, DETAILS))
    for name in NEEDED.get(kind, ()):
        if details.get(name) is None:
            raise InvalidRecord(name, None, f"a value, since the event is {kind!r}")
    for name in ("doc", "said_on") if kind == "source-edit" else ():
        if name in (changed := details.get("set") or {}) and changed[name] is None:
            raise InvalidRecord(f"set.{name}", None, "a value, which every source has")


def check_event(
    kind: str,
    *,
    by: str,
    source_sha256: str | None,
    known_on: dt.date | None,
    reason: str | None,
    details: Mapping[str, Any],
    recorded_at: dt.datetime | None,
    latest: dt.datetime = LAST,
) -> None:
    """Raises InvalidRecord, which names the field, for an event that no ledger can hold. `latest` is the last instant allowed."""
    known = known_on.isoformat() if known_on else None
    check_fields({"kind": kind, "by": by, "reason": reason, "source": source_sha256, "known_on": known}, EVENT)
    if recorded_at is not None and not FIRST <= recorded_at <= latest:
        raise InvalidRecord(
            "recorded_at", recorded_at.isoformat(), f"an instant from {FIRST:%Y-%m-%d} to {latest:%Y-%m-%d %H:%M} UTC"
        )
    check_details(kind, details)


def check_event_line(event: Mapping[str, Any]) -> None:
    """Raises InvalidRecord, which names the field, for an event in JSON with an invalid field of its own."""
    check_fields({name: event.get(name) for name in EVENT}, EVENT)
    details = event.get("details")
    if details is not None and not isinstance(details, Mapping):
        raise InvalidRecord("details", details, "an object")


def check_claim_line(row: Mapping[str, Any]) -> None:
    """Raises InvalidRecord, which names the field, for an invalid claim in JSON; its events are checked separately."""
    outcome = row.get("outcome")
    rest = {name: value for name, value in row.items() if name not in {"events", "outcome", "conflicting", "type"}}
    check_fields(rest, CLAIM_LINE)
    if isinstance(outcome, Mapping):
        check_fields(outcome, RESOLUTION | EVENT, "outcome.")
    elif outcome is not None and (not isinstance(outcome, str | bool) or str(outcome).lower() not in set(Outcome)):
        raise InvalidRecord("outcome", outcome, " or ".join(Outcome))


def check_source_line(row: Mapping[str, Any]) -> None:
    """Raises InvalidRecord, which names the field, for an invalid source in JSON; its events are checked separately."""
    check_fields({name: value for name, value in row.items() if name not in {"events", "layout", "type"}}, SOURCE_LINE)
