"""The review screen, driven by textual's pilot."""

import asyncio
import datetime as dt
import io
import os
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

import pytest
from rich.console import Console
from textual.pilot import Pilot

from tests.command_line import NOW, Command, talk
from tracker import ledger
from tracker.cli.state import now
from tracker.desk.colours import ADDED, CONDITION, LEFT_OUT, ODDS, QUOTE, SPEAKER, claim_text, turn_texts
from tracker.desk.colours import DUE as DUE_COLOUR
from tracker.desk.dialogs import Choose
from tracker.desk.keys import DUE, REVIEW, Keys
from tracker.desk.review_desk import Desk, review_filter
from tracker.desk.screen import DeskApp
from tracker.ledger import ClaimFilter, Order
from tracker.records import Claim, Forecast, Grain, Horizon, Kind, Outcome, Probability, Status
from tracker.reports.around_quote import Turn
from tracker.reports.event_sentences import standing_events

TODAY = dt.date(2026, 11, 22)


def desk(url: str, *, by: str = "ana", blind: bool = False, order: str = "transcript") -> Desk:
    wanted = review_filter(blind=blind, speaker=None, source=None, tag=None)
    return Desk(ledger=ledger.open_ledger(url), by=by, wanted=wanted, clock=now, order=order, blind=blind)


def text_of(app: DeskApp) -> str:
    """What the terminal shows, line by line."""
    width, height = app.size
    console = Console(width=width, height=height, file=io.StringIO(), record=True, force_terminal=True, legacy_windows=False)
    # The compositor is what App.export_screenshot draws from; an SVG would be harder to read in a failing test.
    console.print(app.screen._compositor.render_update(full=True))
    return "\n".join(line.rstrip() for line in console.export_text(styles=False).splitlines())


def press(
    at: Desk,
    keys: Sequence[str],
    *,
    means: Keys = REVIEW,
    size: tuple[int, int] = (80, 24),
    then: Callable[[Pilot[None]], Awaitable[None]] | None = None,
) -> str:
    """Press keys one after another; what the terminal shows after them."""

    async def drive() -> str:
        app = DeskApp(at, means, TODAY)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            for key in keys:
                await pilot.press(key)
            await pilot.pause()
            if then is not None:
                await then(pilot)
            return text_of(app)

    return asyncio.run(drive())


def claims(url: str, **wanted: object) -> list[Claim]:
    with ledger.open_ledger(url).reading() as session:
        return ledger.list_claims(session, ClaimFilter(order=Order.SOURCE, **wanted), with_events=True)  # type: ignore[arg-type]


def typed(words: str) -> list[str]:
    """The keys that type these words."""
    names = {" ": "space", ",": "comma", "-": "minus", "|": "vertical_line", "/": "slash", ".": "full_stop", ":": "colon"}
    return [names.get(letter, letter) for letter in words]


def test_the_screen_shows_what_one_needs(ten: str) -> None:
    """At 80x24: the claim, who and when, the link, due window, odds, rules, and the quote within its context."""
    shown = press(desk(ten, order="place"), [])
    for words in (
        "Plant number 0 opens by 2025.",
        "Ada Vance, 2024-06-26, Plants and tides",
        "https://www.youtube.com/watch?v=plants",
        "2025-12-31, 'by 2025'",
        "60 %",
        "plant number 0 opens by 2025, sixty percent",
        "Nora Quist: And what of number 1?",
        "a accept",
    ):
        assert words in shown
    assert len(shown.splitlines()) <= 24
    assert max(map(len, shown.splitlines())) <= 80


def test_one_key_a_decision(ten: str) -> None:
    """Accept, reject, reject for a reason, skip: each goes on to the next claim."""
    press(desk(ten, order="place"), ["a", "x", "2", "space", "a"])
    found = claims(ten)
    assert [claim.status for claim in found[:5]] == [
        Status.ACCEPTED,
        Status.REJECTED,
        Status.REJECTED,
        Status.CANDIDATE,
        Status.ACCEPTED,
    ]
    assert found[2].events[-1].reason == "a question"


def test_undo_of_the_last_fifty_gives_back_the_state_before(many: str) -> None:
    """After ten decisions, fifty more are undone: the state is that of the ten, and the undoing is recorded."""
    at = desk(many)
    for _number in range(5):
        at.accept()
        at.reject("a question")
    before = {claim.id: claim for claim in claims(many)}
    for _number in range(25):
        at.reject()
        at.accept()
    again = desk(many)
    for _number in range(50):
        again.undo()
    after = {claim.id: claim for claim in claims(many)}
    assert {name: claim.status for name, claim in after.items()} == {name: claim.status for name, claim in before.items()}
    assert {name: standing_events(claim.events) for name, claim in after.items()} == {
        name: standing_events(claim.events) for name, claim in before.items()
    }
    assert sum(event.kind == "undo" for claim in after.values() for event in claim.events) == 50


def test_undo_goes_to_the_claim_and_across_restarts(ten: str) -> None:
    """A second run takes back what the first decided, and shows that claim."""
    press(desk(ten, order="place"), ["a"])
    shown = press(desk(ten, order="place"), ["u"])
    assert "Plant number 0 opens" in shown
    assert claims(ten)[0].status is Status.CANDIDATE


def test_uncertain_first(ten: str) -> None:
    """The claim nearest to an even chance of being right comes first."""
    first = desk(ten).place()
    assert first is not None
    assert abs(first.claim.forecast.confidence - 0.5) == min(abs(each.forecast.confidence - 0.5) for each in claims(ten))


def test_a_due_date_typed_as_people_speak(ten: str) -> None:
    """The words are read by the grammar, the reading is shown, and Enter keeps it."""
    at = desk(ten, order="place")

    async def reading(pilot: Pilot[None]) -> None:
        assert isinstance(pilot.app, DeskApp)
        assert "2027-12-31" in text_of(pilot.app)
        await pilot.press("enter")

    press(at, ["e", "d", *["backspace"] * 10, *typed("by the end of 2027")], then=reading)
    assert claims(ten)[0].due == dt.date(2027, 12, 31)


def test_what_cannot_be_read_does_not_count(ten: str) -> None:
    """Enter on nonsense stays; Escape leaves the claim as it was."""
    press(desk(ten, order="place"), ["e", "o", *["backspace"] * 3, *typed("quite so"), "enter", "escape"])
    assert claims(ten)[0].forecast.probability == claims(ten)[1].forecast.probability


def test_tags(ten: str) -> None:
    """Tags are typed with commas between them."""
    press(desk(ten, order="place"), ["g", *typed("energy, tides"), "enter"])
    assert claims(ten)[0].tags == ("energy", "tides")


def test_split(ten: str) -> None:
    """Two sentences with a | between them take the claim's place, each with the date it names."""
    words = typed("It opens by 2026.|It closes by 2030.")
    press(desk(ten, order="place"), ["S", "ctrl+u", *words, "enter"])
    found = [claim for claim in claims(ten) if claim.forecast.claim.startswith("It ")]
    assert {claim.due for claim in found} == {dt.date(2026, 12, 31), dt.date(2030, 12, 31)}
    assert sum(claim.status is Status.WITHDRAWN for claim in claims(ten)) == 1


def test_join(ten: str) -> None:
    """The claim at hand and its neighbour become one with a quote over both."""
    press(desk(ten, order="place"), ["J", "enter", "1"])
    [joined] = [claim for claim in claims(ten) if claim.status is Status.ACCEPTED]
    assert joined.forecast.quote is not None
    assert "plant number 0" in joined.forecast.quote
    assert "plant number 1" in joined.forecast.quote


def test_link(ten: str) -> None:
    """The other claim is found by words, and one key says how they stand."""
    press(desk(ten, order="place"), ["l", *typed("number 3"), "enter", "1", "u"])
    with ledger.open_ledger(ten).reading() as session:
        [link] = [event.details for event in ledger.history(session, claims(ten)[0].id) if event.kind == "link"]
    assert (link["as"], link["to"]) == ("updates", claims(ten)[3].id)


def test_mark_what_was_read_past(ten: str) -> None:
    """Words marked in the transcript become a claim at just that place."""
    press(desk(ten, order="place"), ["m", "v", *["right"] * 20, "enter", "y"])
    [made] = claims(ten, statuses=(Status.ACCEPTED,))
    assert made.forecast.quote == "plant number 0 opens"
    assert made.forecast.start == claims(ten)[0].forecast.start


def test_search_and_filter_narrow_the_queue(ten: str) -> None:
    """Words leave the claims that have them; c in the filter shows everything again."""
    at = desk(ten)
    assert "0 decided of 1 " in press(at, ["slash", *typed("number 7"), "enter"])
    assert "0 decided of 10" in press(at, ["w", "c"])


def test_a_blind_second_reader_sees_no_decision(ten: str) -> None:
    """Decided claims come too, without their status; what was decided stays, and both decisions are on record."""
    press(desk(ten, order="place"), ["x"])
    at = desk(ten, by="ben", blind=True, order="place")
    shown = press(at, [])
    assert "Plant number 0 opens" in shown
    assert "rejected" not in shown
    press(at, ["a"])
    [first, *_rest] = claims(ten)
    assert first.status is Status.REJECTED
    assert [event.by for event in first.events if event.kind in {"accept", "reject"}] == ["ana", "ben"]


def test_a_blind_second_reader_sees_no_change_of_others(ten: str) -> None:
    """Edits, tags, splits and claims that another added by hand are not shown; the reader's own are."""
    press(desk(ten, order="place"), ["e", "p", "ctrl+u", *typed("Somebody Else"), "enter", "g", *typed("secret"), "enter"])
    press(desk(ten, order="place"), ["e", "d", "ctrl+u", *typed("mid-2031"), "enter"])
    press(desk(ten, order="place"), ["space", "S", "ctrl+u", *typed("It opens.|It closes."), "enter"])
    at = desk(ten, by="ben", blind=True, order="place")
    shown = press(at, ["g", *typed("mine"), "enter"])
    assert "Ada Vance, 2024" in shown
    assert "2025-12-31" in shown
    assert "mine" in shown
    assert not [word for word in ("Somebody", "secret", "2031") if word in shown]
    seen = []
    while (place := at.place()) is not None:
        seen.append(place.claim.forecast.claim)
        at.skip()
    assert seen == [f"Plant number {number} opens by {2025 + number}." for number in range(10)]


def test_the_last_action_is_repeated(ten: str) -> None:
    """The dot repeats the last action on this claim: the reason of a rejection, an edit of a field, tags."""
    press(desk(ten, order="place"), ["3", "full_stop", "g", *typed("tides"), "enter", "space", "full_stop", "a", "full_stop"])
    found = claims(ten)
    assert [claim.events[-1].reason for claim in found[:2]] == ["about the past"] * 2
    assert [claim.tags for claim in found[2:5]] == [("tides",), ("tides",), ()]
    assert [claim.status for claim in found[2:6]] == [Status.CANDIDATE, Status.ACCEPTED, Status.ACCEPTED, Status.CANDIDATE]
    assert "no decision or change to repeat" in press(desk(ten), ["full_stop"])


def test_reject_all_like_this_is_one_operation(ten: str) -> None:
    """Candidates no surer than the fourth are rejected together; the count and one undo cover all."""
    at = desk(ten, order="place")
    shown = press(at, ["space", "space", "space", "X"])
    assert "no surer than 35 %: 4 candidates" in shown
    at = desk(ten, order="place")
    shown = press(at, ["space", "space", "space", "X", "2", "1"])
    assert "rejected 4 claims: no forecast" in shown
    assert [claim.status for claim in claims(ten)] == [Status.REJECTED] * 4 + [Status.CANDIDATE] * 6
    assert at.done == 4
    press(at, ["u"])
    assert {claim.status for claim in claims(ten)} == {Status.CANDIDATE}
    assert at.done == 0


def test_one_transcript_at_a_time(ten: str) -> None:
    """The most uncertain come first within a transcript, one transcript after the other."""
    transcript, forecasts = talk(3, doc="second")
    with ledger.open_ledger(ten).begin() as session:
        ledger.store_extraction(session, transcript, forecasts, by="robot", now=NOW, options={})
    at = desk(ten)
    seen = []
    while (place := at.place()) is not None:
        seen.append((place.claim.source and place.claim.source.doc, abs(place.claim.forecast.confidence - 0.5)))
        at.skip()
    assert [doc for doc, _far in seen] == ["talk"] * 10 + ["second"] * 3
    for doc in ("talk", "second"):
        far = [each for name, each in seen if name == doc]
        assert far == sorted(far)


def test_the_end_of_the_queue_is_no_error(ten: str) -> None:
    """After the last claim the screen says so, and further keys change nothing."""
    shown = press(desk(ten), ["a"] * 12)
    assert "The queue is empty" in shown
    assert sum(claim.status is Status.ACCEPTED for claim in claims(ten)) == 10


@pytest.mark.parametrize("width", [30, 78])
def test_choices_take_a_line_each(width: int) -> None:
    """Long ones end with an ellipsis, and what they are about says how much of it has no room."""
    claims = [f"- plant number {number} opens by the sea, as was said so often before and after" for number in range(20)]
    dialog = Choose(
        "Reject these?", [("1", "for a reason that takes more room than there is, alas, as it happens")] * 9, "\n".join(claims)
    )
    lines = [line.plain for line in dialog.lines(width, 14)]
    assert len(lines) == 14
    assert lines[3] == "and 17 more"
    assert all(len(line) <= width for line in lines)
    assert [line.endswith("…") for line in lines[4:13]] == [width == 30] * 9


def test_the_end_of_the_queue_knows_what_was_skipped(ten: str) -> None:
    """Claims passed over are not decided, and k goes back to the last of them."""
    at = desk(ten, order="place")
    shown = press(at, ["a", *["space"] * 9])
    assert "9 skipped, k goes back." in shown
    assert "Plant number 9 opens" in press(at, ["k"])


def test_an_open_dialog_breaks_no_line_of_the_claim_anew(ten: str) -> None:
    """What does not fit scrolls; the lines are the same before and after a dialog."""
    first = press(desk(ten, order="place"), [])
    at = desk(ten, order="place")

    async def closed(pilot: Pilot[None]) -> None:
        assert isinstance(pilot.app, DeskApp)
        said = "as I said 🌊."
        assert [line.rstrip(" ▁▂▃▄▅▆▇█") for line in text_of(pilot.app).splitlines() if said in line]
        await pilot.press("escape")
        await pilot.pause()

    assert press(at, ["e"], then=closed).splitlines()[:-3] == first.splitlines()[:-3]


def test_resolving_asks_for_evidence(samples: str) -> None:
    """In the due screen one key names the outcome, then comes what shows it."""
    wanted = ClaimFilter(statuses=(Status.ACCEPTED,), pending=True, due_before=TODAY, due_after=dt.date.min)
    at = Desk(ledger=ledger.open_ledger(samples), by="ana", wanted=wanted, clock=now, order="due")
    claim_id = at.at_hand()
    words = "2026-07-01 https example"
    press(at, ["f", *typed(words), "enter"], means=DUE)
    [claim] = [each for each in claims(samples) if each.id == claim_id]
    assert claim.resolution is not None
    assert (claim.resolution.outcome, claim.resolution.known_on, claim.resolution.note) == (
        Outcome.FALSE,
        dt.date(2026, 7, 1),
        "https example",
    )


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 12)])
def test_help_and_unknown_keys(ten: str, size: tuple[int, int]) -> None:
    """Help lists every key at any size; an unknown key says so and decides nothing."""
    shown = press(desk(ten), ["question_mark"], size=size)
    assert "Reviewing candidates" in shown
    assert "unknown key: Z; ? shows every key" in press(desk(ten), ["Z"], size=size)
    press(desk(ten), ["question_mark", "escape", "Z", "tab", "f9"], size=size)
    assert all(claim.status is Status.CANDIDATE for claim in claims(ten))


@pytest.mark.parametrize("keys", [REVIEW, DUE])
def test_the_lines_of_keys_fit(keys: Keys) -> None:
    """Two lines of a screen of 80 columns, or of 40 where it is narrow, with a column of space at each side."""
    assert [len(line) <= 78 for line in keys.hint.split("\n")] == [True, True]
    assert [len(line) <= 38 for line in keys.short.split("\n")] == [True, True]


SNAPSHOTS = Path(__file__).parent / "snapshots"


@pytest.mark.parametrize(
    ("name", "size", "keys"),
    [
        ("review-80x24", (80, 24), []),
        ("review-50x24", (50, 24), []),
        ("review-120x40", (120, 40), []),
        ("review-200x50", (200, 50), []),
        ("rules-80x24", (80, 24), ["i"]),
        ("help-80x24", (80, 24), ["question_mark"]),
        ("edit-80x24", (80, 24), ["e", "d", "ctrl+u", *typed("mid-2026")]),
        ("fields-80x24", (80, 24), ["e"]),
        ("end-80x24", (80, 24), ["a"] * 10),
    ],
)
def test_snapshots_of_the_review(ten: str, name: str, size: tuple[int, int], keys: list[str]) -> None:
    """The screens look as they did; SNAPSHOTS=write keeps how they look now."""
    same_as_before(name, press(desk(ten, order="place"), keys, size=size))


@pytest.mark.parametrize("size", [(50, 24), (80, 24), (120, 40), (200, 50)])
def test_snapshots_of_the_due_screen(samples: str, size: tuple[int, int]) -> None:
    """What fell due, with nothing decided yet."""
    wanted = ClaimFilter(statuses=(Status.ACCEPTED,), pending=True, due_before=TODAY, due_after=dt.date.min)
    at = Desk(ledger=ledger.open_ledger(samples), by="ana", wanted=wanted, clock=now, order="due")
    same_as_before(f"due-{size[0]}x{size[1]}", press(at, [], means=DUE, size=size))


def test_a_snapshot_of_the_prompts(ten: str, tracker: Command) -> None:
    """With prompts the claim is printed as lines of text."""
    same_as_before("plain", tracker("review", "--plain", "--order", "place", text="a\nhm\nq\n").out.rstrip())


def same_as_before(name: str, shown: str) -> None:
    """Compare with a kept screen, trailing spaces aside."""
    path = SNAPSHOTS / f"{name}.txt"
    if os.environ.get("SNAPSHOTS") == "write":
        path.write_text(shown + "\n", encoding="utf-8")
    assert shown.splitlines() == path.read_text(encoding="utf-8").rstrip("\n").splitlines()


def test_each_thing_has_its_colour() -> None:
    """Speaker, due phrase, odds and condition differ in colour; what the claim adds is underlined, what it leaves out struck."""
    forecast = Forecast(
        said_on=dt.date(2024, 6, 26),
        claim="If rates fall the plant opens by 2025.",
        kind=Kind.DATED,
        condition="if rates fall",
        horizon=Horizon(text="by 2025", start=dt.date(2024, 6, 26), end=dt.date(2025, 12, 31), grain=Grain.YEAR, rule="years.by"),
        probability=Probability(text="sixty percent", low=0.6, high=0.6),
    )
    said = "So if rates fall it opens by 2025, sixty percent."
    [text] = turn_texts([Turn(speaker="Ada", text=said, lit=(3, len(said)))], forecast)
    styles = {text.plain[span.start : span.end].strip(": "): str(span.style) for span in text.spans}
    assert styles == {
        "Ada": SPEAKER,
        said[3:]: QUOTE,
        "it": LEFT_OUT,
        "sixty": LEFT_OUT,
        "percent.": LEFT_OUT,
        "if rates fall": CONDITION,
        "sixty percent": ODDS,
        "by 2025": DUE_COLOUR,
    }
    claim = claim_text(forecast.claim, said[3:])
    assert [claim.plain[span.start : span.end].strip() for span in claim.spans if span.style == ADDED] == ["the plant"]
    explained = claim_text(f"[It opens if rates fall.] {forecast.claim}", said[3:])
    assert explained.plain == f"[It opens if rates fall.] {forecast.claim}"
    assert [explained.plain[span.start : span.end].strip() for span in explained.spans if span.style == ADDED] == [
        "[It opens if rates fall.]",
        "the plant",
    ]
    assert len({SPEAKER, DUE_COLOUR, ODDS, CONDITION}) == 4


def test_no_colour_is_needed(ten: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """With NO_COLOR the quote is still lit, because it is in reverse."""
    monkeypatch.setenv("NO_COLOR", "1")
    assert "plant number 0 opens by 2025" in press(desk(ten, order="place"), [])


def test_undo_counts_decisions_only(ten: str) -> None:
    """An undone tag leaves the count of decisions as it is; an undone decision lowers it by one."""
    at = desk(ten)
    at.accept()
    press(at, ["g", *typed("energy"), "enter", "u"])
    assert at.done == 1
    at.undo()
    assert at.done == 0
