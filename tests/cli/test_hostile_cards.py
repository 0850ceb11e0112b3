"""The review shows no text that steers the terminal: the card, its plain form, the rules, and the screen's last look at each."""

from dataclasses import replace

import pytest
from rich.text import Text

from tests.hostile import TEXTS, hostile_claim, pending
from tests.reports.test_hostile_output import safe
from tracker.cli.context import around, context_text
from tracker.cli.desk.card import lines, plain, rules
from tracker.cli.desk.desk import Place
from tracker.cli.desk.screen import clean
from tracker.records import Transcript, Utterance

every_text = pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())


@every_text
def test_the_card_of_a_claim(text: str) -> None:
    """On the screen, as plain lines and as a list of rules, with and without the transcript."""
    claim = hostile_claim(text)
    said = Transcript(
        doc="talk",
        text=f"{text} {text} {text}",
        sha256="ab" * 32,
        utterances=(Utterance(start=0, end=3 * len(text) + 2, speaker=text),),
    )
    for transcript in (None, said):
        place = Place(claim=claim, transcript=transcript, later=(pending(text),), ahead=(pending(text),))
        for shown in (*lines(place, 100, 40), *map(Text, rules(claim))):
            safe(clean(shown).plain)
        safe(plain(place))


@every_text
def test_the_words_around_a_quote(text: str) -> None:
    """The quote is marked where it stands, whatever was taken out before it and within it."""
    before, quote = f"before {text} ", f"the{text}quote"
    whole = f"{before}{quote} after {text}"
    said = Transcript(doc="talk", text=whole, sha256="ab" * 32, utterances=(Utterance(start=0, end=len(whole), speaker=text),))
    forecast = replace(hostile_claim(text).forecast, quote=quote, start=len(before), end=len(before) + len(quote))
    (turn,) = around(said, forecast)
    assert turn.lit is not None
    assert turn.text[slice(*turn.lit)].startswith("the")
    assert turn.text[slice(*turn.lit)].endswith("quote")
    safe(context_text(said, forecast) or "")


@every_text
def test_the_screens_last_look(text: str) -> None:
    """Whatever reaches a part of the screen in whatever colours is clean, and what was clean keeps its colours."""
    shown = Text.assemble(("kept", "red"), text, ("also kept", "bold"))
    found = clean(shown)
    assert "\x1b" not in found.plain
    assert found.plain.startswith("kept")
    assert found.plain.endswith("also kept")
    colours = {found.plain[each.start : each.end]: str(each.style) for each in found.spans}
    assert colours["kept"] == "red"
    assert colours["also kept"] == "bold"
