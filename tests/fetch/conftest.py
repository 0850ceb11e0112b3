"""A server for every test that asks for `site`, and a command line to read from it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import tracker
from tests.command_line import own_home
from tests.fetch.web import Site, running

__all__ = ["tracker"]


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hides the user's own settings, and any proxy."""
    own_home(tmp_path / "home", monkeypatch)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("TRACKER_DB", f"sqlite:///{tmp_path}/ledger.sqlite3")


@pytest.fixture
def site() -> Iterator[Site]:
    """A web server on this machine."""
    with running() as found:
        yield found
