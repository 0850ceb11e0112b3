"""The review screen in a real pseudo-terminal, to its end and killed on the way."""

import os
import random
import re
import signal
import time
from pathlib import Path

import pytest

from tests.command_line import Command
from tests.pseudo_terminal import PATIENCE, terminal
from tracker import ledger
from tracker.ledger import ClaimFilter, Order
from tracker.records import Claim, Status


def claims(url: str) -> list[Claim]:
    with ledger.open_ledger(url).reading() as session:
        return ledger.list_claims(session, ClaimFilter(order=Order.SOURCE), with_events=True)


def decided(url: str) -> list[bool]:
    """Whether each claim, in the order of the text, was decided; fails when one was twice, or the ledger is not sound."""
    found = claims(url)
    assert all(sum(event.kind in {"accept", "reject"} for event in claim.events) <= 1 for claim in found)
    with ledger.open_ledger(url).reading() as session:
        assert ledger.verify(session).faults == ()
    return [claim.status is not Status.CANDIDATE for claim in found]


@pytest.mark.soak
def test_two_hundred_keys_and_q(many: str) -> None:
    """Two hundred claims are decided with two hundred keys, and q exits with code 0."""
    with terminal("review", "--order", "place") as shown:
        shown.wait_for(b"Plant number 0")
        shown.type("ax3a" * 50 + "q")
        assert shown.wait() == 0
    statuses = [claim.status for claim in claims(many)]
    assert statuses[:200] == [Status.ACCEPTED, Status.REJECTED, Status.REJECTED, Status.ACCEPTED] * 50
    assert set(statuses[200:]) == {Status.CANDIDATE}
    assert sum(decided(many)) == 200


def kill_after(url: str, keys: int, delay: float | None) -> int:
    """Press keys, kill after a delay, or once the last of them is in the ledger; how many decisions were made."""
    before = sum(decided(url))
    with terminal("review", "--order", "place") as shown:
        shown.wait_for(f"Plant number {before} ".encode())
        shown.type("a" * keys)
        if delay is None:
            end = time.monotonic() + PATIENCE
            while sum(claim.status is Status.ACCEPTED for claim in claims(url)) < before + keys:
                assert time.monotonic() < end
                time.sleep(0.1)
        else:
            shown.ended_in(delay)
        shown.program.kill()
        shown.wait()
    after = decided(url)
    assert after == sorted(after, reverse=True), "decisions are those of the first keys, with none left out"
    return sum(after) - before


def test_killed_after_a_key_nothing_is_lost(many: str) -> None:
    """What was decided before SIGKILL is there afterwards, and the next run goes on from there."""
    assert kill_after(many, 1, None) == 1
    assert kill_after(many, 5, None) == 5
    assert kill_after(many, 4, 0.01) <= 4


@pytest.mark.soak
def test_killed_at_any_moment(many: str) -> None:
    """Thirty kills at random moments: never a decision doubled, left out, or half made."""
    chance = random.Random(7)  # noqa: S311 - moments, not secrets
    for _round in range(30):
        kill_after(many, chance.randint(1, 6), chance.uniform(0.0, 0.15))


def test_a_terminal_that_is_no_screen(ten: str) -> None:
    """With prompts each answer is a line."""
    with terminal("review", "--plain", "--order", "place") as shown:
        shown.wait_for(b"q quit")
        shown.type("a\n")
        shown.wait_for(b"accepted")
        shown.type("q\n")
        assert shown.wait() == 0
    assert decided(ten)[0]


def deaf_to_hang_ups() -> None:
    """Ignores SIGHUP, as nohup does."""
    signal.signal(signal.SIGHUP, signal.SIG_IGN)


def test_the_screen_ends_with_its_terminal(ten: str) -> None:
    """A terminal that is gone ends it though nobody sends a signal and nohup was typed; what was decided is kept, all is sound."""
    with terminal("review", "--order", "place", before=deaf_to_hang_ups) as shown:
        shown.wait_for(b"Plant number 0")
        shown.type("ax")
        shown.wait_for(b"2 decided of 10")
        shown.hang_up()
        assert shown.wait() == -signal.SIGHUP
    assert decided(ten) == [True] * 2 + [False] * 8


def test_no_screen_without_keys_to_press(ten: str) -> None:
    """With a terminal but an empty input it asks by prompts and exits."""
    with terminal("review", keys=False) as shown:
        assert shown.wait() == 0
    assert not any(decided(ten))


BURSTS = ["\x1b", "\r", "\t", "\x15", "\x7f", "\x1b[A", "\x1b[B", "\x1b[5~", "\x1b[6~", *"axXsjkuegSJlm/woi?123y .-vn0d"]


@pytest.mark.parametrize(("seed", "keys"), [(1, 500), *(pytest.param(seed, 2000, marks=pytest.mark.soak) for seed in range(2, 12))])
def test_random_keys_in_random_bursts(many: str, seed: int, keys: int) -> None:
    """After hundreds of keys in bursts of one to forty the ledger verifies, and q leaves with exit code 0."""
    chance = random.Random(seed)  # noqa: S311 - keys, not secrets
    with terminal("review") as shown:
        shown.wait_for(b"decided of 230")
        sent = 0
        while sent < keys:
            size = chance.randint(1, 40)
            shown.type("".join(chance.choice(BURSTS) for _key in range(size)))
            sent += size
            if chance.random() < 0.1:
                shown.resize(chance.randint(8, 50), chance.randint(30, 200))
        end = time.monotonic() + PATIENCE
        while shown.program.exitcode is None and time.monotonic() < end:
            # Escape on its own closes what is open; q is pressed when the screen is free to take it.
            shown.type("\x1b")
            shown.ended_in(0.3)
            shown.type("q")
            shown.ended_in(0.3)
        assert shown.program.exitcode == 0, shown.shown[-2000:]
    assert b"Traceback" not in shown.shown
    with ledger.open_ledger(many).reading() as session:
        assert ledger.verify(session).faults == ()


def test_a_choice_and_two_keys_in_one_burst(ten: str) -> None:
    """W and two keys at once: the choice takes the first, the screen the second, and q leaves."""
    with terminal("review") as shown:
        shown.wait_for(b"decided of 10")
        shown.type("wcaq")
        assert shown.wait() == 0
    assert sum(decided(ten)) == 1


def test_no_line_takes_a_due_date_away_unasked(ten: str) -> None:
    """An empty line keeps the date, and so does "none" without a yes."""
    with terminal("review") as shown:
        shown.wait_for(b"decided of 10")
        for typed in ("ed\x15\r", "ed\x15none\r", "ed\x15none\rn"):
            shown.type(typed)
            for _ in range(2):
                shown.type("\x1b")
                shown.ended_in(0.3)
        shown.type("q")
        assert shown.wait() == 0
    assert all(claim.due is not None for claim in claims(ten))


def test_a_line_in_one_burst_is_stored_whole(ten: str) -> None:
    """Ctrl-U, the text and Enter at once store every letter typed."""
    words = "The hundredth plant by the sea opens its gates before the end of 2031."
    with terminal("review") as shown:
        shown.wait_for(b"decided of 10")
        shown.type(f"ec\x15{words}\rq")
        assert shown.wait() == 0
    assert [claim.forecast.claim for claim in claims(ten)].count(words) == 1


def test_a_long_listing_goes_through_the_pager(many: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal $PAGER is given what is longer than the screen, and nothing that is shorter."""
    monkeypatch.setenv("PAGER", "sed s/^/PAGED/")
    monkeypatch.setenv("COLUMNS", "80")
    with terminal("list") as shown:
        assert shown.wait() == 0
        assert shown.shown.count(b"PAGED") > 400
    with terminal("list", "--limit", "2") as shown:
        assert shown.wait() == 0
        assert b"PAGED" not in shown.shown
        assert b"2 claims" in shown.shown


@pytest.mark.soak
def test_progress_within_one_long_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The bar of a single file moves while it is read."""
    url = folder_of_talks(tmp_path, monkeypatch, 1, repeated=30)
    with terminal("extract", str(tmp_path / "talks/talk-00.txt"), "--date", "2025-03-12") as shown:
        assert shown.wait() == 0
    assert len({int(each) for each in re.findall(rb"(\d+)%", shown.shown)} - {0, 100}) > 1
    assert claims(url)


def interrupted(folder: Path, jobs: int, letter: bytes) -> float:
    """Interrupt an extraction once the file with this letter is stored; the seconds until the program has ended."""
    with terminal("extract", str(folder), "--date", "2025-03-12", "--jobs", str(jobs)) as shown:
        shown.wait_for(b"talk-" + letter + b".txt: ")
        began = time.monotonic()
        os.killpg(shown.program.pid or 0, signal.SIGINT)
        assert shown.wait() == 130
        took = time.monotonic() - began
        told = re.sub(rb"\s+", b" ", shown.shown)
        assert b"files are stored; run the same command again to continue" in told, told[-2000:]
        assert b"Traceback" not in told, told[-3000:]
    return took


@pytest.mark.parametrize("jobs", [pytest.param(1, marks=pytest.mark.soak), 2])
def test_an_interrupted_extraction_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: int, tracker: Command) -> None:
    """Ctrl-C ends it, what is stored stays, the ledger is sound, and the same command does the rest."""
    url = folder_of_talks(tmp_path, monkeypatch, 6)
    interrupted(tmp_path / "talks", jobs, b"00")
    with ledger.open_ledger(url).reading() as session:
        assert ledger.verify(session).faults == ()
        before = len(ledger.sources(session))
    assert 1 <= before < 6
    again = tracker("extract", str(tmp_path / "talks"), "--date", "2025-03-12", "--jobs", "1")
    assert (again.code, again.err.count("extracted already")) == (0, before)
    with ledger.open_ledger(url).reading() as session:
        assert len(ledger.sources(session)) == 6


@pytest.mark.bench
@pytest.mark.parametrize("jobs", [1, 2])
def test_ctrl_c_is_answered_within_a_second(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: int) -> None:
    """Ctrl-C at ten moments of the batch, each a little later."""
    url = folder_of_talks(tmp_path, monkeypatch, 120)
    took = [interrupted(tmp_path / "talks", jobs, f"{4 * at:02}".encode()) for at in range(10)]
    with ledger.open_ledger(url).reading() as session:
        assert ledger.verify(session).faults == ()
    assert max(took) < 1.0, took


def folder_of_talks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int, repeated: int = 4) -> str:
    """A folder of so many talks, and the URL of an empty ledger that TRACKER_DB names."""
    (tmp_path / "talks").mkdir()
    said = "I think the second plant opens by the end of 2027. We expect prices to halve within five years. It rained.\n\n"
    for number in range(count):
        (tmp_path / f"talks/talk-{number:02}.txt").write_text(f"{said * repeated}This was talk {number}.\n", encoding="utf-8")
    url = f"sqlite:///{tmp_path}/talks.sqlite3"
    monkeypatch.setenv("TRACKER_DB", url)
    monkeypatch.setenv("PAGER", "")
    return url
