"""Decisions without a screen: `accept`, `reject`, `withdraw`, `tag`, `undo`."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from tracker.cli.filters import filter_of, found_or_explained, narrowed, narrowing_options
from tracker.cli.output import say, tell
from tracker.cli.params import CLAIM_ID, COUNT, TAG, by_option, reason_option
from tracker.cli.state import State, now, pass_state, today
from tracker.stating import stated

if TYPE_CHECKING:
    from tracker.ledger import Session
    from tracker.records import Event


def chosen(session: "Session", claim_ids: tuple[str, ...], options: dict[str, Any]) -> list[str]:
    """The ids given, or those of the candidates that pass the filters, or of other statuses that the filters name.

    A usage error with both or with neither.
    """
    from tracker import ledger

    given = narrowed(options)
    if bool(claim_ids) == given:
        raise click.UsageError("give claim IDs, or filters such as --source, --speaker or --below; not both")
    if claim_ids:
        return list(claim_ids)
    wanted = filter_of({**options, "statuses": options["statuses"] or ("candidate",)})
    return [claim.id for claim in found_or_explained(session, wanted, ledger.list_claims(session, wanted))]


ACCEPT_EXAMPLES = """\b
Examples:
  tracker accept 3fa9 81c2
  tracker accept --source interview --at-least 0.9
"""

REJECT_EXAMPLES = """\b
Examples:
  tracker reject 3fa9 --reason "a question"
  tracker reject --source interview --below 0.2
"""

BLIND_HELP = "Record a second reader's decision: it counts for agreement and changes no earlier decision."


def _deciding(kind: str, done: str, examples: str) -> click.Command:
    """The command that accepts or rejects, as `kind` says; `done` is its past tense."""

    @click.command(kind, epilog=examples, help=f"{kind.capitalize()} claims by ID, or the candidates that match the filters.")
    @click.argument("claim_ids", nargs=-1, type=CLAIM_ID, metavar="[ID]...")
    @narrowing_options
    @reason_option
    @click.option("--blind", is_flag=True, help=BLIND_HELP)
    @by_option
    @pass_state
    def command(state: State, /, claim_ids: tuple[str, ...], reason: str | None, blind: bool, by: str, **options: Any) -> None:
        from tracker import ledger

        with state.writing() as session:
            ids = chosen(session, claim_ids, options)
            claims = ledger.decide_all(session, kind, ids, by=by, now=now(), reason=reason, blind=blind)
        for claim in claims if claim_ids else ():
            say(f"{claim.id}  {claim.status.value}  {stated(claim.forecast)}")
        tell(f"{done} {len(claims)} claim{'' if len(claims) == 1 else 's'}")

    return command


accept_command = _deciding("accept", "accepted", ACCEPT_EXAMPLES)
reject_command = _deciding("reject", "rejected", REJECT_EXAMPLES)


WITHDRAW_EXAMPLES = """\b
Examples:
  tracker withdraw 3fa9 --reason "said by somebody else"
"""


@click.command("withdraw", epilog=WITHDRAW_EXAMPLES)
@click.argument("claim_ids", nargs=-1, required=True, type=CLAIM_ID, metavar="ID...")
@reason_option
@by_option
@pass_state
def withdraw_command(state: State, claim_ids: tuple[str, ...], reason: str | None, by: str) -> None:
    """Withdraw claims: they leave lists and scores, but are kept."""
    from tracker import ledger

    with state.writing() as session:
        claims = ledger.decide_all(session, "withdraw", claim_ids, by=by, now=now(), reason=reason)
    for claim in claims:
        say(f"{claim.id}  {claim.status.value}  {stated(claim.forecast)}")


TAG_EXAMPLES = """\b
Examples:
  tracker tag 3fa9 81c2 --add energy
  tracker tag 3fa9 --remove draft
"""


@click.command("tag", epilog=TAG_EXAMPLES)
@click.argument("claim_ids", nargs=-1, required=True, type=CLAIM_ID, metavar="ID...")
@click.option("--add", "plus", multiple=True, type=TAG, metavar="TAG", help="Add this tag; may be repeated.")
@click.option("--remove", "minus", multiple=True, type=TAG, metavar="TAG", help="Remove this tag; may be repeated.")
@by_option
@pass_state
def tag_command(state: State, claim_ids: tuple[str, ...], plus: tuple[str, ...], minus: tuple[str, ...], by: str) -> None:
    """Add tags to the claims ID, or remove them."""
    from tracker import ledger

    if not plus and not minus:
        raise click.UsageError("name a tag with --add or --remove")
    with state.writing() as session:
        for claim_id in claim_ids:
            claim = ledger.tag(session, claim_id, add=plus, remove=minus, by=by, now=now())
            say(f"{claim.id}  {', '.join(claim.tags)}")


# Singular and plural of each kind of event, as `undo` counts them.
COUNTED = {
    "accept": ("acceptance", "acceptances"),
    "reject": ("rejection", "rejections"),
    "withdraw": ("withdrawal", "withdrawals"),
    "add": ("claim added", "claims added"),
    "edit": ("edit", "edits"),
    "tag": ("change of tags", "changes of tags"),
    "resolve": ("outcome", "outcomes"),
    "settle": ("outcome that settled", "outcomes that settled"),
    "reopen": ("reopening", "reopenings"),
    "source-edit": ("change of a source", "changes of sources"),
    "source-replace": ("replacement of a source", "replacements of sources"),
    "source-withdraw": ("withdrawal of a source", "withdrawals of sources"),
}


def taken_back(events: "Sequence[Event]") -> str:
    """One line about an operation that was undone: a single event with its claim, several events counted."""
    if len(events) == 1:
        return f"took back: {events[0].kind} {events[0].claim_id or ''}".strip()
    counts = Counter(event.kind for event in reversed(events))
    said = [f"{count} {COUNTED.get(kind, (kind, kind))[count != 1]}" for kind, count in counts.items()]
    at = events[-1].recorded_at.astimezone()
    return f"took back {' and '.join(said)} by {events[-1].by} of {at:%H:%M}{'' if at.date() == today() else f' on {at.date()}'}"


UNDO_EXAMPLES = """\b
Examples:
  tracker undo
  tracker undo --steps 5
"""


@click.command("undo", epilog=UNDO_EXAMPLES)
@click.option("--steps", type=COUNT, default=1, show_default=True, metavar="N", help="Undo this many decisions.")
@by_option
@pass_state
def undo_command(state: State, steps: int, by: str) -> None:
    """Take back your last decision, or several, by appending the reverse; those of other analysts stay."""
    from tracker import ledger

    with state.writing() as session:
        for _step in range(steps):
            undone = ledger.undo(session, by=by, now=now())
            say(taken_back(undone))
