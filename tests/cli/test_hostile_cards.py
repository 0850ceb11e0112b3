"""The review shows no text that steers the terminal: the card, its plain form, the rules, and the final check of the screen."""

import json
from contextlib import suppress
from dataclasses import replace

import pytest
from rich.text import Text

from tests.command_line import NOW, Command
from tests.hostile import CARRIED, TEXTS, hostile_claim, pending
from tests.reports.test_hostile_output import safe
from tracker import ledger
from tracker.desk.card import lines, plain, rules
from tracker.desk.review_desk import Place
from tracker.desk.screen import clean
from tracker.errors import TrackerError
from tracker.records import Transcript, Utterance
from tracker.reports.around_quote import around, context_text

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


SHOWING = (
    "list",
    "list --format csv",
    "list --format jsonl",
    "search Eve",
    "due --within 9000d",
    "speakers",
    "show",
    "history",
    "review --plain",
    "scorecard --group-by speaker --candidates",
    "export --format csv",
    "export",
)


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The URL of a ledger that has an attack in each speaker, claim and tag, as far as it takes them."""
    url = f"sqlite:///{tmp_path_factory.mktemp('attacked')}/ledger.sqlite3"
    book = ledger.open_ledger(url)
    for text in TEXTS.values():
        row = {"claim": f"Eve {text}", "said_on": "2024-06-26", "speaker": text, "tags": [text], "due": "2030-01-01"}
        with suppress(TrackerError), book.begin() as session:
            ledger.import_lines(session, [json.dumps(row)], by="ana", now=NOW)
    book.close()
    return url


@pytest.mark.parametrize("typed", SHOWING)
def test_no_command_shows_what_steers_a_terminal(tracker: Command, attacked: str, typed: str) -> None:
    """Every command that shows claims prints no control characters; JSON keeps them as escapes."""
    with ledger.open_ledger(attacked).reading() as session:
        ids = [claim.id for claim in ledger.list_claims(session)]
    assert len(ids) > len(TEXTS) // 2
    for one in [[each] for each in ids] if typed in {"show", "history"} else [[]]:
        ran = tracker(*typed.split(), *one, db=attacked, text="q\n")
        assert ran.code == 0, ran.err
        safe(ran.out.replace(CARRIED, "") if typed in {"list --format jsonl", "export"} else ran.out)
        safe(ran.err)
