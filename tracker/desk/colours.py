"""The colours of a claim and its quote: one each for due phrase, odds, speaker and condition; differences are marked."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tracker.records import Forecast
from tracker.reports.around_quote import Turn
from tracker.reports.cleaning import one_line
from tracker.reports.word_diff import Op, word_diff, words_of
from tracker.stating import own_sentence

if TYPE_CHECKING:
    from rich.text import Text

SPEAKER, DUE, ODDS, CONDITION = "cyan", "yellow", "magenta", "bright_blue"
QUOTE, ADDED, LEFT_OUT = "bold reverse", "green underline", "strike"
STYLES = {"due": f"bold {DUE}", "odds": f"bold {ODDS}", "likely": ODDS, "if": CONDITION}


def quoted(turns: Sequence[Turn]) -> str:
    """The quote as shown in the turns."""
    return " ".join(turn.text[slice(*turn.lit)] for turn in turns if turn.lit)


def claim_text(claim: str, quote: str) -> "Text":
    """The claim in bold, with words that are not in the quote underlined."""
    from rich.text import Text

    own = own_sentence(one_line(claim))
    text = Text(style="bold").append(one_line(claim).removesuffix(own).rstrip(), ADDED if quote else "")
    for op, words in word_diff(quote, own):
        if op is not Op.LEFT_OUT:
            text.append(" " if text else "").append(words, ADDED if op is Op.ADDED and quote else "")
    return text


def turn_texts(turns: Sequence[Turn], forecast: Forecast) -> "list[Text]":
    """One text per turn: the speaker, what was said, and the quote in reverse with its phrases in their colours.

    Words of the quote that the claim leaves out are struck through.
    """
    from rich.text import Text

    kept = words_of(word_diff(quoted(turns), own_sentence(one_line(forecast.claim))), Op.SAME, Op.LEFT_OUT)
    found = []
    for turn in turns:
        head = f"{one_line(turn.speaker)}: " if turn.speaker else ""
        text = Text(head, style="").append(turn.text)
        text.stylize(SPEAKER, 0, len(head))
        if turn.lit:
            low, high = turn.lit
            text.stylize(QUOTE, low + len(head), high + len(head))
            for word in re.compile(r"\S+").finditer(turn.text, low, high):
                if next(kept, (Op.SAME, ""))[0] is Op.LEFT_OUT:
                    text.stylize(LEFT_OUT, word.start() + len(head), word.end() + len(head))
            for words, style in _phrases(forecast):
                at = turn.text.casefold().find(words.casefold(), low)
                if at < 0:
                    at = turn.text.casefold().rfind(words.casefold(), 0, low)
                if at >= 0:
                    text.stylize(style, at + len(head), at + len(words) + len(head))
        found.append(text)
    return found


def _phrases(forecast: Forecast) -> list[tuple[str, str]]:
    """The words of the quote that have their own colours."""
    found = [(forecast.condition or "", CONDITION)]
    found += [(said.text, ODDS) for said in (forecast.hedge, forecast.probability) if said]
    found += [(forecast.horizon.text, DUE)] if forecast.horizon else []
    return [(words, style) for words, style in found if words]
