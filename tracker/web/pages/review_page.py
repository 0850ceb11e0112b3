"""The desk: the current claim beside its transcript, for reviewing candidates and for resolving what fell due."""

from functools import partial
from typing import Any
from urllib.parse import parse_qsl

from starlette.responses import Response

from tracker.desk import typed_changes
from tracker.desk.card import pairs, rules
from tracker.desk.choices import OUTCOMES, REASONS, RELATIONS
from tracker.desk.review_desk import ORDER_LABELS, ORDERS, Place
from tracker.errors import TrackerError
from tracker.ledger import ClaimFilter, blind_view, get_claim, list_claims, newest_events, quote_places
from tracker.recordings import Player, player_of
from tracker.records import Claim
from tracker.reports.claim_view import recording_link
from tracker.web.desks import PAST_TENSE, DeskFilters, WebDesk, desk_filters, refuse_overtaken
from tracker.web.forms import Form, own_path
from tracker.web.marked_text import Excerpt, excerpt
from tracker.web.pages.form_actions import ACTIONS, LEAVING
from tracker.web.visits import Visit

LAST_DECISIONS = 8


def home(visit: Visit) -> Response:
    """Redirect to the review."""
    return visit.back("/review")


def path_of(wanted: DeskFilters) -> str:
    """The address of a desk."""
    query = wanted.query()
    return ("/due" if wanted.resolving else "/review") + (f"?{query}" if query else "")


def show(visit: Visit, *, resolving: bool) -> Response:
    """The current claim, or the one that the address names."""
    wanted = desk_filters(visit.query, resolving=resolving)
    session = visit.who
    at = visit.query.text("at")
    with session.lock:
        web = session.desks.at(wanted)
        if at:
            with visit.site.ledger.reading() as reading:
                web.show(get_claim(reading, at.lower()).id)
        place = web.place()
        played = _player(place)
        origin, element = (played.origin, played.element) if played and session.plays else ("", "")
        return visit.page("review.html", origin=origin, element=element, player=played, **_values(visit, web, place))


def _values(visit: Visit, web: WebDesk, place: Place | None) -> dict[str, Any]:
    desk, wanted = web.desk, web.desk_filters
    return {
        "resolving": wanted.resolving,
        "filters": wanted.query(),
        "wanted": wanted,
        "orders": [(name, ORDER_LABELS[name]) for name in ORDERS if name != "due"],
        "place": place,
        "claim": place.claim if place else None,
        "short": place.short.get(place.claim.id, place.claim.id) if place else "",
        "seen": place.claim.events[-1].hash if place and place.claim.events else "",
        "pairs": [(label, text) for label, text in pairs(place, blind=desk.blind) if label != "link"] if place else [],
        "rules": rules(place.claim) if place else [],
        "fields": _fields(place.claim) if place else [],
        "excerpt": _excerpt(visit, web, place) if place else None,
        "reasons": list(enumerate(REASONS, start=1)),
        "outcomes": [(key, outcome.value) for key, outcome in OUTCOMES.items()],
        "relations": [name for _key, name in RELATIONS],
        "done": desk.done,
        "total": desk.total,
        "end": desk.end(),
        "can_repeat": web.last is not None,
        "recording": recording_link(place.claim) if place else None,
        "plays": visit.who.plays,
    }


def _fields(claim: Claim) -> list[tuple[str, str, str, str]]:
    """Name, label, hint and present value of each editable field."""
    return [
        (name, label, hint, typed_changes.field_text(claim.forecast, name)) for name, label, hint in typed_changes.FIELDS.values()
    ]


def _excerpt(visit: Visit, web: WebDesk, place: Place) -> Excerpt | None:
    if place.transcript is None or place.claim.source is None:
        return None
    sha256 = place.claim.source.sha256
    with visit.site.ledger.reading() as reading:
        places = quote_places(reading, sha256)
        if web.desk.blind:
            # A claim added by another analyst would reveal what they found.
            alone = blind_view(reading, list_claims(reading, ClaimFilter(source=sha256)), web.desk.by)
            known = {each.id for each in alone}
            places = [each for each in places if each.claim_id in known]
    return excerpt(place.transcript, places, place.claim)


def _player(place: Place | None) -> Player | None:
    """The player for the recording at the quote; None without a recording that a page can play."""
    source = place.claim.source if place else None
    return player_of(source.url, place.claim.forecast.t_start_ms) if place and source else None


def player(visit: Visit) -> Response:
    """Allow or refuse players of other sites for this session."""
    visit.who.plays = visit.form.text("plays") == "yes"
    return visit.back(own_path(visit.form.text("next"), "/review"))


def act(visit: Visit, *, resolving: bool) -> Response:
    """Do what a form of the desk says to its claim, and show the claim that is then current."""
    form, session = visit.form, visit.who
    wanted = desk_filters(Form(dict(parse_qsl(form.text("filters")))), resolving=resolving)
    with session.lock:
        web = session.desks.at(wanted)
        try:
            said = _done(web, form)
        except TrackerError as error:
            said = f"error: {error}"
            web.held = web.desk.queue.current
        return visit.back(path_of(wanted), said)


def _done(web: WebDesk, form: Form) -> str:
    action = form.text("do")
    if action not in ACTIONS:
        raise TrackerError(f"{action!r} is not an action here")
    desk = web.desk
    if claim_id := form.text("claim"):
        web.show(claim_id)
    # A blind reader cannot see the decisions of others, so they are no reason to refuse an action.
    desk.check = None if desk.blind else partial(refuse_overtaken, seen=form.text("seen"), by=desk.by)
    try:
        said = ACTIONS[action](web, form)
    finally:
        desk.check = None
    if action in LEAVING:
        web.held = None
    return said


def others(visit: Visit) -> Response:
    """Who else is active and what they decided last, for a part of the page that reloads every few seconds."""
    session, site = visit.who, visit.site
    with site.ledger.reading() as reading:
        events = newest_events(reading, kinds=tuple(PAST_TENSE), not_by=session.name, limit=LAST_DECISIONS)
        ids = tuple(dict.fromkeys(event.claim_id for event in events if event.claim_id))
        claims = {each.id: each.forecast.claim for each in list_claims(reading, ClaimFilter(ids=ids))} if ids else {}
    rows = [
        {
            "by": event.by,
            "what": PAST_TENSE[event.kind],
            "id": event.claim_id,
            "claim": claims.get(event.claim_id or "", ""),
            "at": event.recorded_at,
        }
        for event in events
    ]
    template = "others.html" if visit.request.headers.get("hx-request") else "others_page.html"
    return visit.page(template, rows=rows, here_too=site.sessions.here(but=session.name))


def alike(visit: Visit) -> Response:
    """The candidates of the transcript that are similar to the current one, in groups, to reject a group at once."""
    wanted = desk_filters(visit.query, resolving=False)
    with visit.who.lock:
        web = visit.who.desks.at(wanted)
        place = web.place()
        groups = web.desk.alike(place.claim) if place else []
        return visit.page(
            "alike.html",
            groups=list(enumerate(groups)),
            claim=place.claim if place else None,
            filters=wanted.query(),
            reasons=list(enumerate(REASONS, start=1)),
            back=path_of(wanted),
        )
