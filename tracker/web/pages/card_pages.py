"""The report's own pages, for the current ledger."""

from starlette.responses import HTMLResponse, RedirectResponse, Response

from tracker.reports.site.templates_filled import asset
from tracker.web.guard import policy
from tracker.web.visits import Visit


def first(_visit: Visit) -> Response:
    """Redirect to the overview in the folder that its relative links assume."""
    return RedirectResponse("/scorecards/index.html", 303)


def show(visit: Visit) -> Response:
    """One of the report's pages or files; a claim's page is the one here, where it can be decided."""
    folder, _, name = str(visit.request.path_params["path"]).rpartition("/")
    if folder == "assets" and name in {"style.css", "page.js"}:
        return Response(asset(name), media_type="text/css" if name.endswith("css") else "text/javascript")
    if folder == "claims":
        return RedirectResponse(f"/claims/{name.removesuffix('.html')}", 303)
    text = visit.site.cards.text(str(visit.request.path_params["path"]))
    if name.endswith(".js"):
        return Response(text, media_type="text/javascript")
    # The pictures are SVG with inline styles; the policy for scripts stays strict.
    return HTMLResponse(text, headers={"content-security-policy": policy(style_src="'self' 'unsafe-inline'")})
