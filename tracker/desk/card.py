"""A claim as the review shows it: the sentence, its fields, the quote in its context, and what comes next."""

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from rich.text import Text

from tracker.desk.colours import SPEAKER, STYLES, claim_text, quoted, turn_texts
from tracker.desk.dialogs import console
from tracker.desk.review_desk import Place
from tracker.recordings import link_to_quote
from tracker.records import Claim, Status
from tracker.reports import written
from tracker.reports.around_quote import REACH, TURNS, Turn, around
from tracker.reports.claim_card import forecast_pairs, outcome_words
from tracker.reports.cleaning import one_line
from tracker.reports.word_diff import in_words
from tracker.stating import own_sentence

LABEL = 9
# Longer lines are hard to read.
WIDEST = 120
TURNS_SHOWN = 12
LEAST_REACH = 60
# How many of the lines left for the context are kept for the next claims: the first row that fits.
KEPT_FOR_NEXT = ((28, 6), (16, 4), (10, 2))


def said(claim: Claim) -> str:
    """Who said it, on which day, where, and at which time of the recording."""
    forecast, source = claim.forecast, claim.source
    unsure = (
        f" ({written.per_cent(forecast.speaker_confidence)} sure)" if forecast.speaker and forecast.speaker_confidence < 1 else ""
    )
    parts = [(forecast.speaker or "speaker unknown") + unsure, forecast.said_on.isoformat()]
    if source:
        parts.append(source.title or source.doc)
    if forecast.t_start_ms is not None:
        parts.append(f"at {written.clock(forecast.t_start_ms)}")
    return ", ".join(parts)


def link(claim: Claim) -> str:
    """The recording's address, at the time of the quote where that is known; empty without one."""
    return link_to_quote(claim.source.url if claim.source else None, claim.forecast.t_start_ms) or ""


def pairs(place: Place, *, blind: bool = False) -> list[tuple[str, str]]:
    """Label and value of everything that helps to decide; without the decisions of others when `blind`."""
    claim = place.claim
    forecast = claim.forecast
    found = [("said", said(claim)), ("link", link(claim)), *forecast_pairs(forecast, written.odds(claim))]
    if not blind:
        decided = "" if claim.status is Status.CANDIDATE and claim.resolution is None else written.standing(claim)
        found += [("status", decided), ("outcome", outcome_words(claim.resolution) if claim.resolution else "")]
        found += [("against", outcome_words(each)) for each in claim.conflicting]
    found += [
        ("tags", ", ".join(claim.tags)),
        ("names", ", ".join(forecast.about)),
        ("sure", written.per_cent(forecast.confidence)),
    ]
    found += [
        ("later", f"{each.forecast.said_on} {each.forecast.claim} [{place.short.get(each.id, each.id)}]") for each in place.later
    ]
    shorter = {"likelihood": "likely", "quantity": "size", "condition": "if", "polarity": "sense"}
    return [(shorter.get(label, label), one_line(value)) for label, value in found if value]


def rules(claim: Claim) -> list[str]:
    """Rules behind the extraction, for those who tend its rules: their names, the place in the text, the confidence."""
    forecast = claim.forecast
    found = [f"confidence: {forecast.confidence:.3f}"]
    if forecast.horizon:
        window = forecast.horizon
        found.append(f"due: rule {window.rule}, by {window.grain}, {window.start} to {window.end}, from '{window.text}'")
    found += [f"rule: {each}" for each in forecast.trace]
    if forecast.hedge and forecast.hedge.scale:
        found.append(f"words of likelihood: scale {forecast.hedge.scale}")
    if forecast.start is not None:
        found.append(f"place: characters {forecast.start} to {forecast.end}")
    if claim.source:
        found.append(f"transcript: {claim.source.doc}, SHA-256 {claim.source.sha256}")
    return [one_line(each) for each in found]


def turns_of(place: Place, reach: int, turns: int = TURNS_SHOWN) -> list[Turn]:
    """The context; the quote alone if the ledger lacks the text."""
    forecast = place.claim.forecast
    if place.transcript is not None:
        found = around(place.transcript, forecast, turns=turns, reach=reach)
        if found:
            return found
    quote = one_line(forecast.quote or "")
    return [Turn(speaker=one_line(forecast.speaker or "") or None, text=quote, lit=(0, len(quote)))] if quote else []


def _height(text: str, width: int) -> int:
    """The number of lines that a text takes when broken between words."""
    lines, at = 1, 0
    for word in text.split():
        size = cell_len(word)
        if at and at + 1 + size > width:
            lines, at = lines + 1, 0
        lines += (at + size - 1) // width if not at else 0
        at = at + 1 + size if at else size % width or min(size, width)
    return lines


def _turns_in(place: Place, width: int, room: int) -> list[Turn]:
    """As much of the context as fits in `room` lines, but always a little more than the quote."""

    def fits(reach: int) -> bool:
        found = turns_of(place, reach)
        return sum(_height(f"{turn.speaker}: {turn.text}" if turn.speaker else turn.text, width) for turn in found) <= room

    low, high = LEAST_REACH, max(LEAST_REACH, room * width)
    while high - low > width // 4:
        middle = (low + high) // 2
        low, high = (middle, high) if fits(middle) else (low, middle)
    return turns_of(place, low)


def _next_lines(ahead: Sequence[Claim], width: int, room: int) -> Iterator[Text]:
    """A heading and one line per claim, as many as there is room for."""
    shown = ahead[: max(0, room - 2)]
    if not shown:
        return
    yield Text()
    yield Text("next", style="dim")
    for claim in shown:
        line = Text(f"{written.day(claim.due):<10}  {own_sentence(one_line(claim.forecast.claim))}", style="dim")
        line.truncate(width, overflow="ellipsis")
        yield line


def lines(place: Place, width: int, height: int, *, blind: bool = False) -> list[Text]:
    """The card as lines, for so many columns and lines; longer only if the claim itself is.

    The quote is in reverse and words that the claim adds are underlined, so that both show without colour.
    """
    forecast, width = place.claim.forecast, min(width, WIDEST)
    found = [*wrapped(claim_text(forecast.claim, quoted(turns_of(place, 0))), width), Text()]
    for label, value in pairs(place, blind=blind):
        rows = wrapped(_value(label, value, place.claim), max(10, width - LABEL))
        first, *rest = rows or [Text()]
        found.append(Text.assemble((label.ljust(LABEL), "dim"), first))
        found += [Text.assemble(" " * LABEL, row) for row in rest]
    found.append(Text())
    room = height - len(found)
    kept = next((count + 2 for least, count in KEPT_FOR_NEXT if room >= least), 0) if place.ahead else 0
    drawn = turn_texts(_turns_in(place, width, room - kept), forecast)
    found += [row for line in drawn for row in wrapped(line, width)]
    found += _next_lines(place.ahead, width, height - len(found))
    return found


def _value(label: str, value: str, claim: Claim) -> Text:
    text = Text(value, style=STYLES.get(label, ""))
    if label == "said" and claim.forecast.speaker:
        text.stylize(SPEAKER, 0, len(one_line(claim.forecast.speaker)))
    return text


def wrapped(line: Text, width: int) -> list[Text]:
    """The text broken between words."""
    return list(line.wrap(console(), width))


def plain(place: Place, *, blind: bool = False) -> str:
    """The card as plain lines of text, for a screen reader; the quote is between »guillemets«."""
    claim = place.claim
    found = [f"claim {place.short.get(claim.id, claim.id)}: {one_line(claim.forecast.claim)}"]
    own = own_sentence(one_line(claim.forecast.claim))
    difference = in_words(one_line(claim.forecast.quote), own) if claim.forecast.quote else ""
    found += [f"against the quote: {difference}"] if difference else []
    found += [f"{label}: {value}" for label, value in pairs(place, blind=blind)]
    for turn in turns_of(place, REACH, TURNS):
        text = turn.text
        if turn.lit:
            text = f"{text[: turn.lit[0]]}»{text[turn.lit[0] : turn.lit[1]]}«{text[turn.lit[1] :]}"
        found.append(one_line(f"{turn.speaker}: {text}" if turn.speaker else text))
    return "\n".join(found)
