"""`tracker decide`: decisions from a file, all or nothing."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tracker.boundary.strict_json import NotJson, read_json
from tracker.cli.given_lines import given_lines, name_of
from tracker.cli.output import tell
from tracker.cli.params import by_option
from tracker.cli.state import State, now, pass_state, today
from tracker.errors import TrackerError

if TYPE_CHECKING:
    from tracker.ledger import Session
    from tracker.records import Resolution

Row = Mapping[str, Any]

EXAMPLES = """\b
Examples:
  tracker decide decisions.jsonl
  printf '{"id": "3fa9", "kind": "reject", "reason": "a question"}\\n' | tracker decide -
"""


class BadDecision(TrackerError):
    """A decision that cannot be applied; the message names the file, the line and the reason."""

    def __init__(self, name: str, line: int, why: object) -> None:
        """Name the file, the line and what is wrong with it."""
        super().__init__(f"{name}, line {line}: {why}; nothing was changed")


def _day(row: Row, name: str) -> dt.date | None:
    value = row.get(name)
    if value is None:
        return None
    try:
        return dt.date.fromisoformat(str(value))
    except ValueError:
        raise TrackerError(f"{name} is {value!r}; expected a day such as 2024-06-26") from None


def _text(row: Row, name: str) -> str | None:
    value = row.get(name)
    if value is not None and not isinstance(value, str):
        raise TrackerError(f"{name} is {value!r}; expected text")
    return value


def _texts(row: Row, name: str) -> tuple[str, ...]:
    value = row.get(name) or []
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise TrackerError(f"{name} is {value!r}; expected a list of texts")
    return tuple(value)


def _number(row: Row, name: str) -> float | None:
    value = row.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TrackerError(f"{name} is {value!r}; expected a number")
    return float(value)


def _needed(row: Row, name: str) -> str:
    value = _text(row, name)
    if not value:
        raise TrackerError(f"{name} is missing")
    return value


def resolution_from(row: Row, by: str) -> "Resolution":
    """The outcome in a row with outcome, known_on (today if left out), credit, value, happened_on, evidence, note."""
    from tracker.records import Outcome, Resolution

    try:
        outcome = Outcome(_needed(row, "outcome"))
    except ValueError:
        raise TrackerError(f"outcome is {row.get('outcome')!r}; expected {' or '.join(Outcome)}") from None
    return Resolution(
        outcome=outcome,
        by=by,
        known_on=_day(row, "known_on") or today(),
        happened_on=_day(row, "happened_on"),
        credit=_number(row, "credit"),
        value=_number(row, "value"),
        evidence=_texts(row, "evidence"),
        note=_text(row, "note"),
    )


def _edit(session: "Session", claim_id: str, row: Row, by: str) -> None:
    from tracker import ledger
    from tracker.by_hand.claim_fields import changes_from
    from tracker.by_hand.reread_dates import reread
    from tracker.by_hand.source_fiscal_year import context_of

    typed = {name: _text(row, name) for name in ("due", "odds", "sizes", "statement", "speaker", "condition", "polarity")}
    claim = ledger.get_claim(session, claim_id)
    more = row.get("set") or {}
    if not isinstance(more, dict):
        raise TrackerError(f"set is {more!r}; expected an object of fields")
    context = context_of(session, claim.source, claim.forecast.said_on) if typed["due"] else None
    changes = changes_from(claim.forecast, typed, context) | more
    if not changes:
        raise TrackerError("an edit changes nothing; give due, odds, statement, speaker, condition, sizes, polarity or set")
    ledger.edit(
        session, claim.id, changes, by=by, now=now(), reason=_text(row, "reason"), reread=reread, force=bool(row.get("force"))
    )


def _resolve(session: "Session", claim_id: str, row: Row, by: str) -> None:
    from tracker import ledger

    judgement = resolution_from(row, by)
    ledger.resolve(session, claim_id, judgement, now=now(), reason=_text(row, "reason"), settle=bool(row.get("settle")))


def _split(session: "Session", claim_id: str, row: Row, by: str) -> None:
    from tracker import ledger
    from tracker.by_hand.claim_parts import parts_of
    from tracker.by_hand.source_fiscal_year import context_of

    claim = ledger.get_claim(session, claim_id)
    context = context_of(session, claim.source, claim.forecast.said_on)
    parts = parts_of(claim.forecast, _texts(row, "statements"), context)
    ledger.split(session, claim.id, parts, by=by, now=now(), reason=_text(row, "reason"))


def _join(session: "Session", claim_id: str, row: Row, by: str) -> None:
    from tracker.by_hand.claim_parts import join_claims

    other, statement = _needed(row, "other"), _text(row, "statement")
    join_claims(session, claim_id, other, statement=statement, by=by, now=now(), reason=_text(row, "reason"))


def _tag(session: "Session", claim_id: str, row: Row, by: str) -> None:
    from tracker import ledger

    ledger.tag(session, claim_id, add=_texts(row, "add"), remove=_texts(row, "remove"), by=by, now=now())


def _link(session: "Session", claim_id: str, row: Row, by: str) -> None:
    from tracker import ledger

    relation = _text(row, "as") or "restates"
    ledger.link(session, claim_id, _needed(row, "to"), relation, by=by, now=now(), reason=_text(row, "reason"))


def _plain(name: str) -> "Callable[[Session, str, Row, str], None]":
    def act(session: "Session", claim_id: str, row: Row, by: str) -> None:
        from tracker import ledger

        getattr(ledger, name)(session, claim_id, by=by, now=now(), reason=_text(row, "reason"))

    return act


ACTIONS: "dict[str, Callable[[Session, str, Row, str], None]]" = {
    "accept": _plain("accept"),
    "reject": _plain("reject"),
    "withdraw": _plain("withdraw"),
    "reopen": _plain("reopen"),
    "edit": _edit,
    "tag": _tag,
    "resolve": _resolve,
    "split": _split,
    "join": _join,
    "link": _link,
}


def apply(session: "Session", row: object, by: str) -> None:
    """Apply one row: its `kind`, one of ACTIONS, to the claim `id`; `by` in the row takes precedence. Raises TrackerError."""
    if not isinstance(row, dict):
        raise TrackerError('not an object such as {"id": "3fa9", "kind": "accept"}')
    kind = _needed(row, "kind")
    if kind not in ACTIONS:
        raise TrackerError(f"kind is {kind!r}; expected {' or '.join(ACTIONS)}")
    ACTIONS[kind](session, _needed(row, "id"), row, _text(row, "by") or by)


def rows_of(lines: Iterable[str], name: str) -> Iterator[tuple[int, object]]:
    """The JSON value of each non-empty line, with its number; raises BadDecision if a line is not JSON."""
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                yield number, read_json(line)
            except NotJson as error:
                raise BadDecision(name, number, error) from None


@click.command("decide", epilog=EXAMPLES)
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@by_option
@pass_state
def decide_command(state: State, file: Path, by: str) -> None:
    """Apply the decisions in FILE, one JSON object per line, all or none.

    Each has an id and a kind: accept, reject, withdraw, reopen, edit (due, odds, statement, ...), tag (add, remove), resolve
    (outcome, known_on, evidence, ...), split (statements), join (other), link (to, as); reason and by are optional.
    """
    name = name_of(file)
    # Read to its end before the ledger is locked: standard input may be slow.
    decisions = list(rows_of(given_lines(file), name))
    with state.writing() as session:
        for number, row in decisions:
            try:
                apply(session, row, by)
            except TrackerError as error:
                raise BadDecision(name, number, error) from None
    tell(f"{name}: {len(decisions)} decisions applied")
