"""The speakers: merging and splitting their spellings."""

from starlette.responses import Response

from tracker.errors import TrackerError
from tracker.ledger import merge_speakers, speakers, split_speaker, suggest_merges
from tracker.web.forms import FormError
from tracker.web.visits import Visit

SHOWN = 300
SUGGESTED = 10


def show(visit: Visit) -> Response:
    """Every person with their spellings, those with the most claims first, and pairs of names that may be the same person."""
    words = visit.query.text("text").casefold()
    with visit.site.ledger.reading() as session:
        known = speakers(session)
        pairs = suggest_merges(session)[:SUGGESTED]
    found = [each for each in known if words in " ".join((each.name, *each.aliases)).casefold()]
    return visit.page(
        "speakers.html",
        people=found[:SHOWN],
        total=len(found),
        names=[each.name for each in known][:2000],
        pairs=pairs,
        asked=visit.query.text("text"),
    )


def act(visit: Visit) -> Response:
    """Merge, split, or undo the analyst's last operation."""
    form, site, by = visit.form, visit.site, visit.who.name
    now, reason = site.now(), form.maybe("reason")
    try:
        match form.text("do"):
            case "merge":
                other, into = form.need("other", "the other spelling"), form.need("into", "the name that stays")
                site.ledger.run(lambda session: merge_speakers(session, other, into, by=by, now=now, reason=reason))
                said = f"{other} is {into}"
            case "split":
                name = form.need("name", "the spelling")
                site.ledger.run(lambda session: split_speaker(session, name, by=by, now=now, reason=reason))
                said = f"{name} is a person of its own again"
            case "undo":
                said = visit.take_back()
            case other:
                raise FormError(f"{other!r} is not an action for a speaker")
    except TrackerError as error:
        said = f"error: {error}"
    return visit.back("/speakers", said)
