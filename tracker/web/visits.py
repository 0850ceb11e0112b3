"""What a page is given: who asks, what for, and the means to respond."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from tracker.ledger import Ledger, undo
from tracker.web.forms import Form, own_path
from tracker.web.guard import policy
from tracker.web.sessions import Session, Sessions
from tracker.web.users import Throttle, Users

if TYPE_CHECKING:
    import jinja2

    from tracker.web.live_cards import LiveCards
    from tracker.web.uploads import Uploads


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What is served: the ledger, who may sign in (`users`, or `by` alone), and what is kept between requests."""

    ledger: Ledger
    sessions: Sessions
    by: str | None
    users: Users | None
    throttle: Throttle
    uploads: "Uploads"
    cards: "LiveCards"
    secure: bool
    today: Callable[[], dt.date]
    now: Callable[[], dt.datetime]

    @property
    def cookie(self) -> str:
        """The name of the cookie; the prefix keeps other hosts of the domain from setting it."""
        return "__Host-tracker" if self.secure else "tracker"


def asset(name: str) -> str:
    """The text of a file packaged with the pages."""
    return files("tracker.web").joinpath(name).read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def environment() -> "jinja2.Environment":
    """The templates; those of the report are under `report/`. Every value is escaped."""
    import jinja2

    from tracker.reports import written
    from tracker.reports.cleaning import one_line
    from tracker.reports.site.templates_filled import asset as report_asset

    own = jinja2.FunctionLoader(lambda name: asset(f"templates/{name}"))
    report = jinja2.PrefixLoader({"report": jinja2.FunctionLoader(report_asset)})
    found = jinja2.Environment(
        loader=jinja2.ChoiceLoader([report, own]),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    found.filters |= {"line": one_line, "per_cent": written.per_cent, "address": lambda text: quote(str(text), safe="")}
    return found


@dataclass(slots=True)
class Visit:
    """One request: the site, the request, the browser's cookie and session, and the form sent, if any."""

    site: Site
    request: Request
    cookie: str
    session: Session | None
    form: Form

    @property
    def who(self) -> Session:
        """The session; every page but sign-in has one."""
        assert self.session is not None
        return self.session

    def take_back(self) -> str:
        """Undo the analyst's last operation, and say what it was; raises TrackerError if there is none."""
        events = self.site.ledger.run(lambda session: undo(session, by=self.who.name, now=self.site.now()))
        return f"took back: {', '.join(dict.fromkeys(event.kind for event in events))}"

    @property
    def query(self) -> Form:
        """The query of the address."""
        return Form(self.request.query_params)

    def page(self, template: str, *, status: int = 200, origin: str = "", element: str = "", **values: Any) -> Response:
        """Render a page; `origin` and `element` name the player that it may show."""
        session = self.session
        shared = {
            "name": session.name if session else "",
            "said": session.message() if session and template != "others.html" else "",
            "token": self.site.sessions.form_token(self.cookie),
            "team": self.site.users is not None,
            "here": self.request.url.path,
            "today": self.site.today().isoformat(),
        }
        text = environment().get_template(template).render(**{**shared, **values})
        more = {"frame_src" if element == "frame" else "media_src": origin} if origin else {}
        return HTMLResponse(text, status, {"content-security-policy": policy(**more)})

    def back(self, to: str, said: str = "") -> Response:
        """Redirect to a page that shows a message."""
        if said and self.session is not None:
            self.session.said = said
        return RedirectResponse(own_path(to, "/"), 303)
