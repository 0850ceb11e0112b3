"""Whatever is done to a ledger by its commands, an export holds all of it: random histories on both databases."""

import functools
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.command_line import own_home
from tests.ledger.commanding import Histories, Tally
from tracker.ledger.database import transactions as engines
from tracker.ledger.database.waiting import LockWait


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hides the user's own settings."""
    own_home(tmp_path / "home", monkeypatch)


@pytest.fixture
def clean(new_url: Callable[[], str], empty: Callable[[str], None], monkeypatch: pytest.MonkeyPatch) -> Callable[[str], str]:
    """Gives an empty ledger for a purpose, the same one every time: emptying one is much quicker than making one.

    Each keeps its engine: two thirds of the time went into writing the same SQL anew for every command.
    """
    make_engine = engines.make_engine
    engine = functools.cache(lambda url: make_engine(url, LockWait()))
    monkeypatch.setattr(engines, "make_engine", lambda url, *_: engine(url))

    @functools.cache
    def made(_purpose: str) -> str:
        return new_url()

    def emptied(purpose: str) -> str:
        url = made(purpose)
        engine(engines.parsed_url(url)).dispose()
        empty(url)
        return url

    return emptied


def run_histories(clean: Callable[[str], str], count: int, steps: int) -> None:
    class Here(Histories):
        """Histories on one of the databases."""

    Here.clean, Here.tally = staticmethod(clean), Tally()
    run_state_machine_as_test(
        Here,
        settings=settings(
            max_examples=count,
            stateful_step_count=steps,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
            phases=(Phase.generate, Phase.shrink),
            print_blob=True,
            # The default one makes most histories by changing the one before, which repeats a few commands.
            backend="hypothesis-urandom",
        ),
    )
    assert Here.tally.histories >= count


def test_an_export_holds_every_history(clean: Callable[[str], str]) -> None:
    """A few short histories of random commands, none of which differs after export and import."""
    run_histories(clean, 2, 8)


@pytest.mark.soak
def test_an_export_holds_every_long_history(clean: Callable[[str], str]) -> None:
    """500 histories of 40 commands on each database; HISTORIES asks for another number."""
    run_histories(clean, int(os.environ.get("HISTORIES", "500")), 40)
