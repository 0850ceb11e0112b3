"""The transcripts of the ledger, and uploading new ones."""

from starlette.datastructures import UploadFile
from starlette.responses import Response

from tracker.errors import LedgerError, TrackerError
from tracker.ledger import find_source, quote_places, source_text, sources
from tracker.ledger import transcript as stored_transcript
from tracker.web.forms import Form, FormError
from tracker.web.marked_text import excerpt
from tracker.web.visits import Visit

ON_A_PAGE = 100
FIELDS = ("said_on", "speaker", "host", "title", "url")


def show(visit: Visit) -> Response:
    """The upload form, the uploads in progress, and a page of the ledger's transcripts, the most recent first."""
    words, number = visit.query.text("text").casefold(), max(1, visit.query.count("page", default=1, most=100_000))
    with visit.site.ledger.reading() as session:
        known = sources(session)
    found = [each for each in known if words in f"{each.source.doc} {each.source.title or ''}".casefold()]
    found.sort(key=lambda each: (each.source.said_on, each.source.doc), reverse=True)
    first = (number - 1) * ON_A_PAGE
    return visit.page(
        "sources.html",
        records=found[first : first + ON_A_PAGE],
        total=len(found),
        number=number,
        more=first + ON_A_PAGE < len(found),
        asked=visit.query.text("text"),
        uploads=visit.site.uploads.all(),
    )


def uploads(visit: Visit) -> Response:
    """The uploads alone, for a part of the page that reloads while one is in progress."""
    return visit.page("uploads.html", uploads=visit.site.uploads.all())


def transcript(visit: Visit) -> Response:
    """A whole transcript with the quotes of its claims marked."""
    with visit.site.ledger.reading() as session:
        source = find_source(session, str(visit.request.path_params["sha256"]))
        if source_text(session, source.sha256) is None:
            raise LedgerError(f"the ledger has no text of {source.doc}")
        text = stored_transcript(session, source.sha256)
        places = quote_places(session, source.sha256)
    return visit.page("transcript.html", source=source, claims=len(places), excerpt=excerpt(text, places, None))


def declared_from(form: Form) -> dict[str, str]:
    """What the form declares about a transcript; raises FormError for an invalid day or address."""
    form.day("said_on")
    url = form.text("url")
    if url and not url.lower().startswith(("http://", "https://")):
        raise FormError(f"{url!r} is not a web address; one begins with https://")
    return {name: value for name in FIELDS if (value := form.text(name))}


def upload(visit: Visit) -> Response:
    """Store a transcript and extract it in the background."""
    try:
        file = visit.form.fields.get("file")
        if not isinstance(file, UploadFile) or not file.filename:
            raise FormError("no file was chosen")
        declared = declared_from(visit.form)
        added = visit.site.uploads.add(file.filename, file.file.read(), declared, by=visit.who.name)
    except TrackerError as error:
        return visit.back("/sources", f"error: {error}")
    return visit.back("/sources", f"{added.name} is uploaded and is being extracted")


def act(visit: Visit) -> Response:
    """Extract an upload again that failed or was interrupted, or remove it from the list."""
    key, known = visit.form.text("key"), visit.site.uploads
    try:
        if visit.form.text("do") == "again":
            said = f"{known.again(key).name} is being extracted"
        else:
            said = f"{known.forget(key).name} is removed from the list"
    except TrackerError as error:
        said = f"error: {error}"
    return visit.back("/sources", said)
