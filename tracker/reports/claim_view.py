"""What a claim's page says: the words around the quote, the particulars, the history in sentences."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.recordings import link_to_quote
from tracker.records import Claim
from tracker.reports import written
from tracker.reports.around_quote import Turn
from tracker.reports.claim_card import forecast_pairs, outcome_pairs
from tracker.reports.cleaning import one_line, web_link
from tracker.reports.event_sentences import Told

#: A name, and its text in pieces, each with the address it leads to or None.
Fact = tuple[str, tuple[tuple[str, str | None], ...]]
#: What a piece of a turn is: speech around, the quote, the words in it that make it checkable.
AROUND, QUOTE, ANCHOR = "", "quote", "anchor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """One turn on a page: who speaks, and the text in pieces of speech, quote and anchor."""

    speaker: str
    pieces: tuple[tuple[str, str], ...]


def _spaced(text: str) -> str:
    """White space run together, but kept at the ends."""
    inner = one_line(text)
    if not inner:
        return " " if text else ""
    return f"{' ' if text[:1].isspace() else ''}{inner}{' ' if text[-1:].isspace() else ''}"


def _quoted(text: str, anchor: str) -> list[tuple[str, str]]:
    at = text.find(anchor) if anchor else -1
    if at < 0:
        return [(_spaced(text), QUOTE)]
    pieces = [(text[:at], QUOTE), (anchor, ANCHOR), (text[at + len(anchor) :], QUOTE)]
    return [(_spaced(piece), kind) for piece, kind in pieces if piece]


def _spoken(turn: Turn, anchor: str) -> Spoken:
    low, high = turn.lit or (len(turn.text), len(turn.text))
    pieces = [
        *([(_spaced(turn.text[:low]), AROUND)] if turn.text[:low] else []),
        *(_quoted(turn.text[low:high], anchor) if low < high else []),
        *([(_spaced(turn.text[high:]), AROUND)] if turn.text[high:] else []),
    ]
    return Spoken(speaker=one_line(turn.speaker or ""), pieces=tuple(pieces))


def spoken(claim: Claim, turns: Sequence[Turn]) -> list[Spoken]:
    """The turns around a claim's quote, the quote marked; without any the quote alone, and nothing for a claim without one."""
    anchor = " ".join((claim.forecast.anchor or "").split())
    if any(turn.lit for turn in turns):
        return [_spoken(turn, anchor) for turn in turns]
    quote = " ".join((claim.forecast.quote or "").split())
    return [Spoken(speaker="", pieces=tuple(_quoted(quote, anchor)))] if quote else []


def recording_link(claim: Claim) -> str | None:
    """The address of the recording on the web, at the second of the quote where that is known; None without one."""
    return web_link(link_to_quote(claim.source.url if claim.source else None, claim.forecast.t_start_ms) or "")


def _said(claim: Claim) -> Fact:
    forecast, source = claim.forecast, claim.source
    pieces: list[tuple[str, str | None]] = [(written.long_day(forecast.said_on), None)]
    if source is not None:
        pieces += [(", in ", None), (one_line(source.title or source.doc), web_link(source.url) if source.url else None)]
    elif forecast.doc:
        pieces.append((f", in {one_line(forecast.doc)}", None))
    if forecast.t_start_ms is not None:
        pieces += [(", at ", None), (written.clock(forecast.t_start_ms), recording_link(claim))]
    return "said", tuple(pieces)


def _plain(name: str, text: str) -> Fact:
    return name, ((one_line(text), None),)


def particulars(claim: Claim, *, speaker_url: str | None, topics: Sequence[tuple[str, str | None]], as_of: dt.date) -> list[Fact]:
    """When and where it was said, by whom, when it falls due, with which odds, about what, and how it came out."""
    forecast = claim.forecast
    unsure = forecast.speaker is not None and forecast.speaker_confidence < 1
    sure = ((f" ({written.per_cent(forecast.speaker_confidence)} sure)", None),) if unsure else ()
    found: list[Fact] = [
        _said(claim),
        ("by", ((one_line(forecast.speaker or "speaker unknown"), speaker_url), *sure)),
        *(_plain(name, text) for name, text in forecast_pairs(forecast, written.odds_in_figures(claim))),
    ]
    if topics:
        pieces: list[tuple[str, str | None]] = []
        for name, url in topics:
            pieces += [(", ", None)] * bool(pieces) + [(one_line(name), url)]
        found.append(("about", tuple(pieces)))
    if claim.resolution is None:
        found.append(_plain("outcome", written.waiting(claim, as_of)))
    outcome = outcome_pairs(claim, written.long_day)
    return found + [(name, ((one_line(text), web_link(text) if name == "evidence" else None),)) for name, text in outcome]


def machine_facts(claim: Claim, told: Sequence[Told]) -> list[tuple[str, str]]:
    """What only programs and the curious need: the id, the place, the extractor's rules and how sure it was, the events."""
    forecast = claim.forecast
    pairs = [("id", claim.id)]
    if claim.source is not None:
        pairs += [("transcript", claim.source.doc), ("SHA-256 of its text", claim.source.sha256)]
    if forecast.start is not None:
        pairs.append(("place", f"characters {forecast.start} to {forecast.end}"))
    pairs.append(("confidence", written.per_cent(forecast.confidence)))
    if forecast.trace:
        pairs.append(("rules", ", ".join(forecast.trace)))
    pairs += [("event", each.machine) for each in told]
    return [(name, one_line(text)) for name, text in pairs]


def described(claim: Claim, as_of: dt.date) -> str:
    """A claim in one sentence for a preview: who said it when, what, when it falls due, and what became of it."""
    forecast = claim.forecast
    due = f", due {written.long_day(claim.due)}" if claim.due else ""
    odds = written.odds(claim)
    chance = "" if odds == written.NONE else f", {odds}"
    who = f"{forecast.speaker} on" if forecast.speaker else "Said on"
    return one_line(f"{who} {written.long_day(forecast.said_on)}: {forecast.claim} ({written.standing(claim, as_of)}{due}{chance})")
