"""What to say when a filter lets nothing through: which filter, and what in the ledger comes near it."""

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from tracker.cli.lazy import nearest

if TYPE_CHECKING:
    from tracker.ledger import ClaimFilter, Session

# Options that say how a listing is made, and narrow nothing.
_SHAPE = frozenset({"order", "descending", "limit", "offset", "ids", "chain"})
_OPTIONS = {"statuses": "status", "kinds": "kind", "outcomes": "outcome"}


def _given(wanted: "ClaimFilter") -> dict[str, Any]:
    empty = type(wanted)()
    values = {each.name: getattr(wanted, each.name) for each in fields(wanted) if each.name not in _SHAPE}
    return {name: value for name, value in values.items() if value != getattr(empty, name)}


def _option(name: str, value: Any) -> str:
    if name == "pending":
        return "--pending" if value else "--resolved"
    option = "--" + _OPTIONS.get(name, name).replace("_", "-")
    if value is True:
        return option
    words = " or ".join(map(str, value)) if isinstance(value, tuple) else str(value)
    return f'{option} "{words}"' if " " in words else f"{option} {words}"


def _near(session: "Session", name: str, value: str) -> str | None:
    """The speaker or transcript of the ledger whose name is nearest to one that is not there."""
    from tracker import ledger

    if name == "speaker":
        found = {spelling.casefold(): spelling for each in ledger.speakers(session) for spelling in (each.name, *each.aliases)}
    elif name == "source":
        found = {each.source.doc.casefold(): each.source.doc for each in ledger.sources(session)}
    else:
        return None
    close = nearest(value.casefold(), list(found))
    if close is None:
        close = next((each for each in found if value.casefold() in each), None)
    return found[close] if close is not None and close != value.casefold() else None


def nothing_found(session: "Session", wanted: "ClaimFilter") -> str | None:
    """A sentence on a listing that came out empty; None where no filter was given or the ledger holds no claim at all."""
    from tracker import ledger

    given, total = _given(wanted), ledger.count_claims(session)
    if not given or not total:
        return None
    said = f"none of the {total:,} claims fits {' '.join(_option(name, value) for name, value in given.items())}"
    for name in ("speaker", "source"):
        near = _near(session, name, given[name]) if name in given else None
        if near is not None:
            return f"{said}; did you mean {_option(name, near)}?"
    if len(given) > 1:
        plain = type(wanted)()
        counts = {name: ledger.count_claims(session, replace(wanted, **{name: getattr(plain, name)})) for name in given}
        most = max(counts, key=lambda name: counts[name])
        if counts[most]:
            return f"{said}; without {_option(most, given[most])} there are {counts[most]:,}"
    return said
