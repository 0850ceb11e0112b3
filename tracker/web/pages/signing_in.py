"""Signing in and out."""

import math

from starlette.responses import Response

from tracker.web.forms import own_path
from tracker.web.visits import Visit

WRONG = "The name or the passphrase is not right."


def show(visit: Visit) -> Response:
    """The sign-in form; a signed-in analyst is redirected."""
    to = own_path(visit.query.text("next"), "/")
    if visit.session is not None:
        return visit.back(to)
    return visit.page("sign_in.html", wrong="", to=to, given="")


def enter(visit: Visit) -> Response:
    """Sign in with a passphrase; wrong attempts must wait, by name and by address, longer each time."""
    form, site = visit.form, visit.site
    name, to = form.text("name"), own_path(form.text("next"), "/")
    if site.users is None:
        return visit.back(to)
    client = visit.request.client
    keys = (f"name {name}", f"address {client.host if client else ''}")
    passphrase = form.fields.get("passphrase")
    with site.throttle.turn:
        wait = site.throttle.wait(*keys)
        right = wait <= 0 and site.users.right(name, passphrase if isinstance(passphrase, str) else "")
        if wait <= 0 and not right:
            site.throttle.wrong(*keys)
    if wait > 0:
        seconds = math.ceil(wait)
        text = f"After several wrong passphrases you must wait {seconds} seconds."
        answer = visit.page("sign_in.html", status=429, wrong=text, to=to, given=name)
        answer.headers["retry-after"] = str(seconds)
        return answer
    if not right:
        return visit.page("sign_in.html", status=403, wrong=WRONG, to=to, given=name)
    site.throttle.right(*keys)
    visit.session = site.sessions.begin(name)
    return visit.back(to)


def leave(visit: Visit) -> Response:
    """End the session."""
    visit.site.sessions.end(visit.who)
    return visit.back("/sign-in")
