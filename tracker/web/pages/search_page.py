"""Searching claims by words and filters, one page at a time."""

from dataclasses import replace
from urllib.parse import urlencode

from starlette.responses import Response

from tracker.ledger import ClaimFilter, Order, explain_empty, list_claims, tags
from tracker.records import Claim, Outcome, Status
from tracker.reports.site.views import ClaimRow, claim_row
from tracker.web.forms import Form, FormError
from tracker.web.visits import Visit

ON_A_PAGE = 50
ASKED = ("text", "speaker", "source", "tag", "status", "outcome", "due_after", "due_before", "order")


def row_of(claim: Claim, visit: Visit) -> ClaimRow:
    """A claim as a row of a table, with a link to its page."""
    return replace(claim_row(claim, as_of=visit.site.today(), root=None), url=f"/claims/{claim.id}")


def wanted_from(form: Form, *, offset: int) -> ClaimFilter:
    """The filter that a query asks for, one claim longer than a page; raises FormError."""
    status, outcome, order = form.text("status"), form.text("outcome"), form.text("order") or "said"
    if status and status not in {each.value for each in Status}:
        raise FormError(f"{status!r} is not a status")
    if outcome and outcome not in {"pending", *(each.value for each in Outcome)}:
        raise FormError(f"{outcome!r} is not an outcome")
    if order not in {each.value for each in Order}:
        raise FormError(f"{order!r} is not an order")
    return ClaimFilter(
        text=form.maybe("text"),
        speaker=form.maybe("speaker"),
        source=form.maybe("source"),
        tag=form.maybe("tag"),
        statuses=(Status(status),) if status else (),
        outcomes=(Outcome(outcome),) if outcome and outcome != "pending" else (),
        pending=True if outcome == "pending" else None,
        due_after=form.day("due_after"),
        due_before=form.day("due_before"),
        order=Order(order),
        descending=order == "said",
        limit=ON_A_PAGE + 1,
        offset=offset,
    )


def show(visit: Visit) -> Response:
    """The search form and its results."""
    form = visit.query
    number = max(1, form.count("page", default=1, most=20_000))
    wanted = wanted_from(form, offset=(number - 1) * ON_A_PAGE)
    with visit.site.ledger.reading() as session:
        found = list_claims(session, wanted)
        known_tags = tags(session)
        why = (explain_empty(session, wanted) or "No claim matches.") if not found and number == 1 else ""
    asked = {name: form.text(name) for name in ASKED}
    kept = {name: value for name, value in asked.items() if value}
    return visit.page(
        "search.html",
        rows=[row_of(claim, visit) for claim in found[:ON_A_PAGE]],
        asked=asked,
        tags=known_tags[:500],
        statuses=[each.value for each in Status],
        outcomes=["pending", *(each.value for each in Outcome)],
        orders=["said", "due", "confidence", "source", "recorded"],
        why=why,
        number=number,
        before=f"/search?{urlencode(kept | {'page': str(number - 1)})}" if number > 1 else "",
        after=f"/search?{urlencode(kept | {'page': str(number + 1)})}" if len(found) > ON_A_PAGE else "",
    )
