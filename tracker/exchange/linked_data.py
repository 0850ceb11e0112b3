"""Claims as linked data: schema.org ClaimReview, and W3C Web Annotation."""

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from tracker.boundary.shown_text import escaped_json
from tracker.records import Claim, Outcome, Status
from tracker.stating import stated

Json = dict[str, Any]

CONTEXT = 32
# schema.org asks for a number and a word; Google's guide for ClaimReview counts from 1 (false) to 5 (true).
RATINGS = {
    Outcome.TRUE: (5.0, "True"),
    Outcome.FALSE: (1.0, "False"),
    Outcome.AMBIGUOUS: (None, "Ambiguous"),
    Outcome.VOID: (None, "Void"),
}
TRUE, FALSE = 5.0, 1.0


def review_lines(claims: Iterable[Claim]) -> Iterator[str]:
    """The claims with an outcome as schema.org ClaimReview, one JSON-LD object a line; rejected and withdrawn ones are left out."""
    for claim in claims:
        if claim.resolution is not None and claim.status not in {Status.REJECTED, Status.WITHDRAWN}:
            yield escaped_json(json.dumps(review(claim), ensure_ascii=False)) + "\n"


def review(claim: Claim) -> Json:
    """A claim with an outcome as ClaimReview."""
    forecast, outcome, source = claim.forecast, claim.resolution, claim.source
    if outcome is None:
        raise ValueError(f"claim {claim.id} has no outcome")
    if outcome.outcome is Outcome.PARTIAL:
        value: float | None = FALSE + (TRUE - FALSE) * (outcome.credit or 0.0)
        word = f"Partly true ({outcome.credit:g})"
    else:
        value, word = RATINGS[outcome.outcome]
    rating: Json = {"@type": "Rating", "alternateName": word}
    if value is not None:
        rating |= {"ratingValue": value, "bestRating": TRUE, "worstRating": FALSE}
    item: Json = {"@type": "Claim", "datePublished": forecast.said_on.isoformat(), "text": forecast.quote or forecast.claim}
    if forecast.speaker:
        item["author"] = {"@type": "Person", "name": forecast.speaker}
    if source is not None:
        work: Json = {"@type": "CreativeWork", "name": source.title or source.doc, "datePublished": source.said_on.isoformat()}
        item["appearance"] = work | ({"url": source.url} if source.url else {})
    found: Json = {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "identifier": claim.id,
        "claimReviewed": stated(forecast),
        "datePublished": outcome.known_on.isoformat(),
        "author": {"@type": "Person", "name": outcome.by},
        "itemReviewed": item,
        "reviewRating": rating,
    }
    if outcome.evidence:
        found["citation"] = list(outcome.evidence)
    return found | ({"reviewBody": outcome.note} if outcome.note else {})


def annotation_lines(claims: Iterable[Claim], text_of: Callable[[str], str | None]) -> Iterator[str]:
    """The claims with a quote as W3C Web Annotations, one JSON-LD object a line; `text_of` gives the text of a source's hash."""
    for claim in claims:
        if claim.source is not None and claim.forecast.quote is not None and claim.forecast.start is not None:
            yield escaped_json(json.dumps(annotation(claim, text_of(claim.source.sha256)), ensure_ascii=False)) + "\n"


def annotation(claim: Claim, text: str | None) -> Json:
    """A claim as a Web Annotation: its sentence and tags as bodies; quote and offsets select it in its source.

    The prefix and suffix of the quote are 32 characters of the text, empty without it; offsets count characters (code points).
    """
    forecast, source = claim.forecast, claim.source
    if source is None or forecast.start is None or forecast.end is None:
        raise ValueError(f"claim {claim.id} has no offsets in a source")
    quote: Json = {"type": "TextQuoteSelector", "exact": forecast.quote}
    if text is not None:
        quote |= {
            "prefix": text[max(0, forecast.start - CONTEXT) : forecast.start],
            "suffix": text[forecast.end : forecast.end + CONTEXT],
        }
    bodies: list[Json] = [{"type": "TextualBody", "value": stated(forecast), "format": "text/plain", "purpose": "describing"}]
    bodies += [{"type": "TextualBody", "value": tag, "purpose": "tagging"} for tag in claim.tags]
    if claim.resolution is not None:
        bodies.append({"type": "TextualBody", "value": claim.resolution.outcome.value, "purpose": "assessing"})
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": f"urn:claims-tracker:{claim.id}",
        "type": "Annotation",
        "motivation": "describing",
        "body": bodies,
        "target": {
            "source": source.url or f"urn:sha256:{source.sha256}",
            "selector": [quote, {"type": "TextPositionSelector", "start": forecast.start, "end": forecast.end}],
        },
    }
