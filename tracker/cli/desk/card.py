"""A claim as the review shows it: the sentence, its particulars, and the quote lit up in its context."""

from typing import TYPE_CHECKING

from tracker.cli.context import REACH, Turn, around, link_into, time_stamp
from tracker.cli.desk.desk import Place
from tracker.records import Claim, Status
from tracker.reports import one_line, words
from tracker.reports.card import forecast_pairs, outcome_words

if TYPE_CHECKING:
    from rich.console import RenderableType

LEAST_REACH = 60
LABEL = 9


def said(claim: Claim) -> str:
    """Who, on which day, where, and at which time of the recording."""
    forecast, source = claim.forecast, claim.source
    unsure = (
        f" ({words.per_cent(forecast.speaker_confidence)} sure)" if forecast.speaker and forecast.speaker_confidence < 1 else ""
    )
    parts = [(forecast.speaker or "speaker unknown") + unsure, forecast.said_on.isoformat()]
    if source:
        parts.append(source.title or source.doc)
    if forecast.t_start_ms is not None:
        parts.append(f"at {time_stamp(forecast.t_start_ms)}")
    return ", ".join(parts)


def link(claim: Claim) -> str:
    """The recording's address, at the time of the quote where that is known; empty without one."""
    url = claim.source.url if claim.source else None
    if not url or claim.forecast.t_start_ms is None:
        return url or ""
    return link_into(url, claim.forecast.t_start_ms)


def pairs(place: Place, *, blind: bool = False) -> list[tuple[str, str]]:
    """Label and value of everything that helps to decide; what others decided is left out when `blind`."""
    claim = place.claim
    forecast = claim.forecast
    found = [("said", said(claim)), ("link", link(claim)), *forecast_pairs(forecast, words.odds(claim))]
    if not blind:
        decided = "" if claim.status is Status.CANDIDATE and claim.resolution is None else words.standing(claim)
        found += [("tags", ", ".join(claim.tags)), ("status", decided)]
        found += [("outcome", outcome_words(claim.resolution) if claim.resolution else "")]
        found += [("against", outcome_words(each)) for each in claim.conflicting]
    found.append(("sure", f"{words.per_cent(forecast.confidence)}  {', '.join(forecast.trace)}".strip()))
    found += [("later", f"{each.forecast.said_on} {each.forecast.claim} [{each.id}]") for each in place.later]
    shorter = {"likelihood": "likely", "quantity": "size", "condition": "if", "polarity": "sense"}
    return [(shorter.get(label, label), one_line(value)) for label, value in found if value]


def height_of(text: str, width: int) -> int:
    """Lines that a text takes at a width, words kept whole, or a line more."""
    return 1 + len(text) // max(1, width)


def reach_for(place: Place, width: int, height: int, found: list[tuple[str, str]]) -> int:
    """How many characters of context on either side of the quote fit below the particulars."""
    taken = 2 + height_of(place.claim.forecast.claim, width) + sum(height_of(value, width - LABEL) for _label, value in found)
    quote = place.claim.forecast.quote or ""
    room = (height - taken - 5) * (width - 4) - len(quote)
    return max(LEAST_REACH, min(REACH, room // 2))


def turns_of(place: Place, reach: int = REACH) -> list[Turn]:
    """The context; the quote alone where the ledger has no text."""
    forecast = place.claim.forecast
    if place.transcript is not None:
        found = around(place.transcript, forecast, reach=reach)
        if found:
            return found
    quote = " ".join((forecast.quote or "").split())
    return [Turn(speaker=forecast.speaker, text=quote, lit=(0, len(quote)))] if quote else []


def rendered(place: Place, width: int, height: int, *, blind: bool = False) -> "RenderableType":
    """The card for a terminal of a width and height; the quote is in reverse, so that it shows without colour too."""
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    found = pairs(place, blind=blind)
    grid = Table.grid(padding=(0, 1, 0, 0), expand=True)
    grid.add_column(width=LABEL - 1, style="dim", no_wrap=True)
    grid.add_column(ratio=1)
    for label, value in found:
        grid.add_row(Text(label), Text(value, style="bold" if label in {"due", "odds"} else ""))
    context = []
    for turn in turns_of(place, reach_for(place, width, height, found)):
        line = Text(f"{turn.speaker}: " if turn.speaker else "", style="dim")
        line.append(clean(turn.text), style="none")
        if turn.lit:
            shift = len(turn.speaker) + 2 if turn.speaker else 0
            line.stylize("bold reverse", turn.lit[0] + shift, turn.lit[1] + shift)
        context.append(line)
    return Group(Text(one_line(place.claim.forecast.claim), style="bold"), Text(), grid, Text(), *context)


def clean(text: str) -> str:
    """Transcript text safe for a terminal, of the same length: each control character becomes a replacement mark."""
    return "".join(each if each.isprintable() or each == " " else "\ufffd" for each in text)


def plain(place: Place, *, blind: bool = False) -> str:
    """The card as lines of text without any layout, for a screen reader; the quote between »guillemets«."""
    lines = [f"claim {place.claim.id}: {one_line(place.claim.forecast.claim)}"]
    lines += [f"{label}: {value}" for label, value in pairs(place, blind=blind)]
    for turn in turns_of(place):
        text = clean(turn.text)
        if turn.lit:
            text = f"{text[: turn.lit[0]]}»{text[turn.lit[0] : turn.lit[1]]}«{text[turn.lit[1] :]}"
        lines.append(f"{turn.speaker}: {text}" if turn.speaker else text)
    return "\n".join(lines)
