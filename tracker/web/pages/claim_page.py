"""One claim: what was said, in its context, its outcome, and its history."""

from starlette.responses import Response

from tracker.ledger import ClaimFilter, Order, get_claim, list_claims, reopen, stored_transcript, withdraw
from tracker.records import Status
from tracker.reports import written
from tracker.reports.claim_view import machine_facts, particulars
from tracker.reports.event_sentences import history
from tracker.reports.site.site_pages import evidence_links
from tracker.web.forms import FormError
from tracker.web.marked_text import excerpt
from tracker.web.pages.search_page import row_of
from tracker.web.visits import Visit

CONTEXT = 700


def show(visit: Visit) -> Response:
    """A claim's page; raises UnknownClaim."""
    with visit.site.ledger.reading() as session:
        claim = get_claim(session, str(visit.request.path_params["id"]).lower())
        transcript = stored_transcript(session, claim.source)
        chain = list_claims(session, ClaimFilter(chain=claim.chain, order=Order.SAID)) if claim.chain else []
    today = visit.site.today()
    placed = transcript is not None and claim.forecast.start is not None
    told = history(claim.events, today)
    return visit.page(
        "claim.html",
        claim=claim,
        state=written.standing(claim, today),
        excerpt=excerpt(transcript, [], claim, reach=CONTEXT) if placed and transcript else None,
        facts=particulars(claim, speaker_url=None, topics=[(tag, None) for tag in claim.tags], as_of=today),
        chain=[row_of(each, visit) for each in chain] if len(chain) > 1 else [],
        history=[(each, evidence_links(each)) for each in told],
        machine=machine_facts(claim, told),
        candidate=claim.status is Status.CANDIDATE,
        gone=claim.status is Status.WITHDRAWN,
    )


def act(visit: Visit) -> Response:
    """Reopen or withdraw a claim, or undo the analyst's last operation."""
    form, site, claim_id = visit.form, visit.site, str(visit.request.path_params["id"])
    by, now, reason = visit.who.name, site.now(), form.maybe("reason")
    match form.text("do"):
        case "reopen":
            site.ledger.run(lambda session: reopen(session, claim_id, by=by, now=now, reason=reason))
            said = "open again; the outcome stays in the history"
        case "withdraw":
            site.ledger.run(lambda session: withdraw(session, claim_id, by=by, now=now, reason=reason))
            said = "withdrawn; undo takes it back"
        case "undo":
            said = visit.take_back()
        case other:
            raise FormError(f"{other!r} is not an action for a claim")
    return visit.back(f"/claims/{claim_id}", said)
