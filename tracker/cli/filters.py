"""The options that filter a listing of claims, and the filter they make."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

import click

from tracker.cli.output import tell_empty
from tracker.cli.params import COUNT, DAY, SHARE, SOURCE, SPEAKER, TAG
from tracker.records import Kind, Outcome, Status

if TYPE_CHECKING:
    from tracker.ledger import ClaimFilter, Session
    from tracker.records import Claim

Decorated = TypeVar("Decorated", bound=Callable[..., Any])

# The names of tracker.ledger's orders; a test keeps them equal. Importing them would load the database library for --help.
ORDERS = ("said", "due", "source", "confidence", "uncertain", "transcript", "recorded", "id")

_STATUSES = [each.value for each in Status]
_KINDS = [each.value for each in Kind]
_OUTCOMES = [each.value for each in Outcome]

_NARROWING = (
    click.option(
        "--status", "statuses", type=click.Choice(_STATUSES), multiple=True, help="Only claims of this status; may be repeated."
    ),
    click.option("--speaker", type=SPEAKER, metavar="NAME", help="Only this speaker, in any spelling."),
    click.option("--source", type=SOURCE, metavar="NAME", help="Only this transcript: its name, or the beginning of its SHA-256."),
    click.option("--tag", type=TAG, metavar="TAG", help="Only claims with this tag."),
    click.option("--kind", "kinds", type=click.Choice(_KINDS), multiple=True, help="Only this kind; may be repeated."),
    click.option("--text", metavar="WORDS", help='Only claims with these words, in singular or plural; "phrases" and prefix*.'),
    click.option("--below", type=SHARE, metavar="X", help="Only claims with a confidence below this, from 0 to 1."),
    click.option("--at-least", type=SHARE, metavar="X", help="Only claims with at least this confidence."),
)

_DATES = (
    click.option("--due-before", type=DAY, metavar="DATE", help="Only claims due on or before this day."),
    click.option("--due-after", type=DAY, metavar="DATE", help="Only claims due on or after this day."),
    click.option("--said-before", type=DAY, metavar="DATE", help="Only claims said on or before this day."),
    click.option("--said-after", type=DAY, metavar="DATE", help="Only claims said on or after this day."),
)

_OUTCOME = (
    click.option("--outcome", "outcomes", type=click.Choice(_OUTCOMES), multiple=True, help="Only this outcome; may be repeated."),
    click.option("--pending/--resolved", "pending", default=None, help="Only claims without, or with, an outcome."),
    click.option("--conflicted", is_flag=True, default=None, help="Only claims whose outcome analysts dispute."),
    click.option("--reoffered", is_flag=True, default=None, help="Only decided claims that a later extraction reads differently."),
)

_TIME = (
    click.option("--as-of", type=DAY, metavar="DATE", help="Count what had been said and could be known by this day."),
    click.option("--recorded-by", type=DAY, metavar="DATE", help="Count what had been recorded by the end of this day."),
)

_SHAPE = (
    click.option("--order", type=click.Choice(ORDERS), default="said", show_default=True, help="Sort order."),
    click.option("--reverse", "descending", is_flag=True, help="Reverse the order."),
    click.option("--limit", type=COUNT, metavar="N", help="Show at most N."),
)


def _add(command: Decorated, *groups: tuple[Callable[[Any], Any], ...]) -> Decorated:
    for group in reversed(groups):
        for option in reversed(group):
            command = option(command)
    return command


def narrowing_options(command: Decorated) -> Decorated:
    """The options that choose claims to act on: status, speaker, source, tag, kind, words, confidence."""
    return _add(command, _NARROWING)


def listing_options(command: Decorated) -> Decorated:
    """All the options of a listing: filters, as of when, sort order, limit."""
    return _add(command, _NARROWING, _DATES, _OUTCOME, _TIME, _SHAPE)


def filter_of(options: Mapping[str, Any]) -> "ClaimFilter":
    """The filter that those options make; raises TypeError for other options."""
    from tracker.ledger import ClaimFilter, Order

    values = {name: value for name, value in options.items() if value is not None and value != ()}
    for name, kind in (("statuses", Status), ("kinds", Kind), ("outcomes", Outcome)):
        if name in values:
            values[name] = tuple(kind(each) for each in values[name])
    if "order" in values:
        values["order"] = Order(values["order"])
    return ClaimFilter(**values)


def found_or_explained(session: "Session", wanted: "ClaimFilter", found: "list[Claim]") -> "list[Claim]":
    """The claims found; when there are none, says which filter excludes everything and what comes close."""
    from tracker.ledger import explain_empty

    if not found and (why := explain_empty(session, wanted)):
        tell_empty(why)
    return found


def narrowed(options: Mapping[str, Any]) -> bool:
    """Whether any of these options was given."""
    return any(value is not None and value != () for value in options.values())
