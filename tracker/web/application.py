"""The web application: its table of routes, and how a request is answered."""

import asyncio
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from functools import partial
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from tracker.errors import TrackerError, UnknownClaim
from tracker.reports.site.templates_filled import asset as report_asset
from tracker.web.forms import Form
from tracker.web.guard import BodyTooLong, Guard, body_too_long
from tracker.web.pages import (
    agreement_page,
    card_pages,
    claim_page,
    review_page,
    search_page,
    signing_in,
    sources_page,
    speakers_page,
)
from tracker.web.sessions import LIFETIME
from tracker.web.visits import Site, Visit, asset

View = Callable[[Visit], Response]

# Requests handled at once, limited by SQLite's connections and memory.
WORKERS = 8
MOST_FORM = 1_000_000
SECONDS_FOR_BODY = 120

PAGES: dict[str, View] = {
    "/": review_page.home,
    "/review": partial(review_page.show, resolving=False),
    "/due": partial(review_page.show, resolving=True),
    "/review/others": review_page.others,
    "/review/alike": review_page.alike,
    "/search": search_page.show,
    "/claims/{id}": claim_page.show,
    "/speakers": speakers_page.show,
    "/sources": sources_page.show,
    "/sources/uploads": sources_page.uploads,
    "/sources/{sha256}": sources_page.transcript,
    "/agreement": agreement_page.show,
    "/scorecards": card_pages.first,
    "/scorecards/{path:path}": card_pages.show,
}

ACTIONS: dict[str, View] = {
    "/review/do": partial(review_page.act, resolving=False),
    "/due/do": partial(review_page.act, resolving=True),
    "/player": review_page.player,
    "/claims/{id}": claim_page.act,
    "/speakers": speakers_page.act,
    "/sources/upload": sources_page.upload,
    "/sources/uploads": sources_page.act,
    "/sign-out": signing_in.leave,
}

ASSETS = {"htmx.min.js": "text/javascript", "desk.js": "text/javascript", "desk.css": "text/css", "htmx-licence.txt": "text/plain"}


def application(site: Site, *, hosts: frozenset[str], most_upload: int) -> ASGIApp:
    """The application of a site; `hosts` are the names it answers to, `most_upload` the size limit of a transcript in bytes."""
    endpoints = _Endpoints(site)
    routes = [Route(f"/static/{name}", endpoints.text(asset(f"static/{name}"), kind)) for name, kind in ASSETS.items()]
    routes.append(Route("/static/report.css", endpoints.text(report_asset("style.css"), "text/css")))
    routes += [Route("/sign-in", endpoints.get(signing_in.show, open_to_all=True), methods=["GET"])]
    routes += [Route("/sign-in", endpoints.post(signing_in.enter, open_to_all=True), methods=["POST"])]
    routes += [Route(path, endpoints.get(view), methods=["GET"]) for path, view in PAGES.items()]
    routes += [Route(path, endpoints.post(view), methods=["POST"]) for path, view in ACTIONS.items()]

    @asynccontextmanager
    async def alive(_app: Starlette) -> AsyncIterator[None]:
        yield
        site.uploads.stop()
        endpoints.pool.shutdown(wait=True)
        site.ledger.close()

    app = Starlette(
        routes=routes, lifespan=alive, exception_handlers={HTTPException: endpoints.not_found, BodyTooLong: endpoints.refuse_size}
    )
    return Guard(app, hosts, site.secure, MOST_FORM, most_upload + MOST_FORM)


class _Endpoints:
    """Turns views into endpoints that run in threads: none is reached without a session, and none by POST without its token."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.pool = ThreadPoolExecutor(WORKERS, thread_name_prefix="page")

    def text(self, text: str, kind: str) -> Callable[[Request], Response]:
        async def endpoint(_request: Request) -> Response:
            return Response(text, media_type=kind, headers={"cache-control": "no-cache"})

        return endpoint  # type: ignore[return-value]

    def get(self, view: View, *, open_to_all: bool = False) -> Callable[[Request], object]:
        async def endpoint(request: Request) -> Response:
            visit, fresh = self.visit(request, {})
            if visit.session is None and not open_to_all:
                if request.headers.get("hx-request"):
                    return Response("", 401, {"hx-refresh": "true"})
                wanted = request.url.path + (f"?{request.url.query}" if request.url.query else "")
                return RedirectResponse(f"/sign-in?next={quote(wanted, safe='')}", 303)
            answer = await self.answer(view, visit)
            if fresh:
                self.set_cookie(answer, visit.cookie)
            return answer

        return endpoint

    def post(self, view: View, *, open_to_all: bool = False) -> Callable[[Request], object]:
        async def endpoint(request: Request) -> Response:
            try:
                async with asyncio.timeout(SECONDS_FOR_BODY):
                    fields = await request.form(max_files=1, max_fields=100)
            except TimeoutError:
                return Response("the form took too long to arrive\n", 408, media_type="text/plain")
            visit, _fresh = self.visit(request, dict(fields))
            if visit.session is None and not open_to_all:
                return self.refused(visit, "Your session has ended and nothing was changed; open the page and try again.")
            if not self.from_here(request, visit):
                return self.refused(
                    visit, "This form did not come from this page, or the server was restarted; nothing was changed."
                )
            before = visit.session
            answer = await self.answer(view, visit)
            await request.close()
            if visit.session is not None and visit.session is not before:
                self.set_cookie(answer, visit.session.token)
            return answer

        return endpoint

    def from_here(self, request: Request, visit: Visit) -> bool:
        """Whether a form was issued to this browser and sent from one of our pages."""
        origin = request.headers.get("origin")
        own = f"{'https' if self.site.secure else 'http'}://{request.headers.get('host', '')}"
        if request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"} or origin not in {None, own}:
            return False
        return self.site.sessions.from_here(request.cookies.get(self.site.cookie), visit.form.text("token"))

    def visit(self, request: Request, fields: dict[str, object]) -> tuple[Visit, bool]:
        """The visit, and whether its cookie is new: a single analyst is let in at once, others get one for the sign-in form."""
        import secrets

        cookie = request.cookies.get(self.site.cookie)
        session = self.site.sessions.of(cookie)
        fresh = False
        if session is None and self.site.by is not None and request.method == "GET":
            session, fresh = self.site.sessions.begin(self.site.by), True
            cookie = session.token
        elif not cookie:
            cookie, fresh = secrets.token_urlsafe(32), True
        return Visit(self.site, request, cookie, session, Form(fields)), fresh

    async def answer(self, view: View, visit: Visit) -> Response:
        """The response of a view; an error page of one line if it raises a TrackerError."""
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(self.pool, view, visit)
        except UnknownClaim as error:
            return visit.page("error.html", status=404, message=str(error))
        except TrackerError as error:
            return visit.page("error.html", status=400, message=str(error))

    async def not_found(self, request: Request, error: Exception) -> Response:
        """The response for an unknown address."""
        assert isinstance(error, HTTPException)
        visit, _fresh = self.visit(request, {})
        return visit.page("error.html", status=error.status_code, message="There is no such page.")

    async def refuse_size(self, _request: Request, _error: Exception) -> Response:
        """The response to a body that turned out too long."""
        return body_too_long()

    def refused(self, visit: Visit, why: str) -> Response:
        return visit.page("error.html", status=403, message=why)

    def set_cookie(self, answer: Response, token: str) -> None:
        answer.set_cookie(
            self.site.cookie, token, max_age=LIFETIME, path="/", httponly=True, samesite="strict", secure=self.site.secure
        )
