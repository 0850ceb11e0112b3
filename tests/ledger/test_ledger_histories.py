"""Whatever is done to a ledger by its commands, an export holds all of it: random histories on both databases."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.command_line import own_home
from tests.ledger.commanding import Histories


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of the person who runs the tests."""
    own_home(tmp_path / "home", monkeypatch)


def run_histories(new_url: Callable[[], str], count: int, steps: int) -> None:
    class Here(Histories):
        """On the database at hand."""

        make = staticmethod(new_url)

    run_state_machine_as_test(
        Here,
        settings=settings(
            max_examples=count,
            stateful_step_count=steps,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
            phases=(Phase.generate,),
        ),
    )


def test_an_export_holds_every_history(new_url: Callable[[], str]) -> None:
    """A few short histories of random commands, none of which differs after export and import."""
    run_histories(new_url, 2, 12)


@pytest.mark.soak
def test_an_export_holds_every_long_history(new_url: Callable[[], str]) -> None:
    """500 histories of 40 commands on each database; HISTORIES asks for another number."""
    run_histories(new_url, int(os.environ.get("HISTORIES", "500")), 40)
