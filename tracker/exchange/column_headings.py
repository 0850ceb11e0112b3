"""Mapping the headings of a spreadsheet to fields, by their words or as the user says."""

import re
from collections.abc import Mapping, Sequence

from tracker.errors import LedgerError

# The fields that a table may fill, and the headings that mean each, the surest first.
MEANINGS: dict[str, tuple[str, ...]] = {
    "claim": (
        *("claim", "prediction", "statement", "forecast", "question", "question title", "title", "what", "text", "description"),
        *("claims", "predictions", "proposition", "event", "bet"),
    ),
    "said_on": (
        *("said on", "date said", "made on", "date made", "prediction date", "forecast date", "predicted on", "when made"),
        *("said", "spoken on", "stated on", "date of prediction", "date predicted", "when said", "asked on"),
        *("created", "created on", "created at", "creation date", "date", "day", "when", "added", "entered", "logged"),
    ),
    "speaker": ("speaker", "who", "person", "predictor", "forecaster", "predicted by", "made by", "author", "user", "name", "by"),
    "due": (
        *("due", "due date", "due on", "deadline", "resolve by", "by when", "target date", "check on", "check date"),
        *("closes", "close date", "end date", "horizon", "until"),
        *("due by", "resolves", "resolves on", "resolves by", "expires", "expires on", "target", "when due"),
    ),
    "odds": (
        *("odds", "probability", "likelihood", "chance", "confidence", "credence", "certainty", "percent", "per cent", "p", "%"),
        *("my probability", "my confidence", "how likely", "how sure"),
        *("prob", "prob %", "probability %", "confidence %", "probability of yes"),
    ),
    "outcome": (
        "outcome",
        "resolution",
        "result",
        "answer",
        "resolved as",
        "came true",
        "true or false",
        "correct",
        "right",
        "happened",
        "did it happen",
    ),
    "credit": ("credit", "share true", "share that came true", "partial credit", "degree"),
    "known_on": (
        "known on",
        "resolved on",
        "resolved at",
        "date resolved",
        "resolution date",
        "resolved",
        "decided on",
        "outcome date",
        "date of outcome",
        "known",
    ),
    "happened_on": ("happened on", "date happened"),
    "resolved_by": ("resolved by", "judge", "judged by"),
    "tags": ("tags", "tag", "category", "categories", "topic", "topics", "label", "labels", "group"),
    "evidence": ("evidence", "link", "links", "proof", "url", "source url"),
    "note": ("note", "notes", "comment", "comments", "remark", "remarks"),
    "quote": ("quote", "verbatim", "exact words"),
    "condition": ("condition", "if"),
    "id": ("id", "claim id"),
}


def plain_heading(heading: str) -> str:
    """A heading in lower case without punctuation and repeated spaces."""
    return " ".join(re.sub(r"[^\w%]+", " ", heading.casefold().replace("_", " ")).split())


def mapped(headings: Sequence[str], wanted: Mapping[str, str]) -> dict[str, str]:
    """The field of each heading that has one, from `wanted` or by its meaning; no field has two headings.

    Raises LedgerError for an unknown heading or field, or a table without claims or their days.
    """
    by_plain = {plain_heading(each): each for each in headings}
    found: dict[str, str] = {}
    for name, field in wanted.items():
        heading = by_plain.get(plain_heading(name))
        if heading is None:
            raise LedgerError(f"no heading {name!r}; the headings are {', '.join(headings)}")
        if field not in MEANINGS and field != "-":
            raise LedgerError(f"no field {field!r}; the fields are {', '.join(MEANINGS)}, and - for none")
        found[heading] = field
    for field, meanings in MEANINGS.items():
        if field in found.values():
            continue
        heading = next((by_plain[each] for each in meanings if each in by_plain and by_plain[each] not in found), None)
        if heading is not None:
            found[heading] = field
    for field in ("claim", "said_on"):
        if field not in found.values() and not (field == "claim" and "quote" in found.values()):
            what = "what was predicted" if field == "claim" else "when it was said"
            raise LedgerError(f'no heading means {what}; name one with --map "HEADING={field}", of {", ".join(headings)}')
    return {heading: field for heading, field in found.items() if field != "-"}
