"""The latest changes as an Atom feed (RFC 4287). Standard library only; every time comes from an event."""

import datetime as dt
import re
import uuid
import xml.etree.ElementTree as ET

from tracker.records import Outcome
from tracker.reports import written
from tracker.reports.change_digest import particulars, said
from tracker.reports.changes import Change, Changes
from tracker.reports.cleaning import REPLACEMENT, one_line
from tracker.reports.site.views import claim_page

ATOM = "http://www.w3.org/2005/Atom"
LONGEST = 100
#: Characters that XML 1.0 forbids and `one_line` keeps.
_FORBIDDEN = re.compile("[\ud800-\udfff\ufffe\uffff]")


def _child(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    made = ET.SubElement(parent, name, attributes)
    made.text = _FORBIDDEN.sub(REPLACEMENT, one_line(text)) or None
    return made


def _instant(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _identifier(change: Change) -> str:
    """The id of a change, the same in every feed: a UUID from the event's hash."""
    event = change.event
    name = event.hash or f"{change.claim.id} {event.kind} {event.recorded_at.isoformat()}"
    return uuid.uuid5(uuid.NAMESPACE_URL, f"claims-tracker {name} {change.claim.id}").urn


def _outcome(change: Change) -> str:
    outcome = change.event.details.get("outcome")
    return written.OUTCOMES[Outcome(str(outcome))].capitalize() if outcome in set(Outcome) else "Outcome taken back"


def latest(changes: Changes) -> list[tuple[str, Change]]:
    """New claims, outcomes and moved dates, the latest first, each with the kind of change it is."""
    found = [
        *(("New", each) for each in changes.new),
        *((_outcome(each), each) for each in changes.resolved),
        *(("Moved", each) for each in changes.moved),
    ]
    found.sort(key=lambda pair: (pair[1].event.recorded_at, pair[1].claim.id, pair[0]), reverse=True)
    return found[:LONGEST]


def atom_feed(changes: Changes, *, title: str, site_url: str) -> str:
    """The feed of the site at `site_url`; without changes its time is the start of the report's day."""
    feed = ET.Element("feed", xmlns=ATOM)
    entries = latest(changes)
    empty = dt.datetime.combine(changes.as_of, dt.time(), tzinfo=dt.UTC)
    _child(feed, "id", f"{site_url}/feed.xml")
    _child(feed, "title", title)
    _child(feed, "updated", _instant(entries[0][1].event.recorded_at if entries else empty))
    _child(feed, "link", rel="self", type="application/atom+xml", href=f"{site_url}/feed.xml")
    _child(feed, "link", rel="alternate", type="text/html", href=f"{site_url}/changes.html")
    _child(_child(feed, "author"), "name", "claims-tracker")
    for kind, change in entries:
        entry = _child(feed, "entry")
        _child(entry, "id", _identifier(change))
        _child(entry, "title", f"{kind}: {change.claim.forecast.claim}")
        _child(entry, "updated", _instant(change.event.recorded_at))
        _child(entry, "link", rel="alternate", type="text/html", href=f"{site_url}/claims/{claim_page(change.claim.id)}")
        _child(entry, "summary", f"{particulars(change)} {said(change)}", type="text")
    ET.indent(feed)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(feed, encoding="unicode") + "\n"
