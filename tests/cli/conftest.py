"""A ledger to work on, and the command line as a test types it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.command_line import Command, Ran, own_home
from tracker.cli.main import run


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hides the user's own settings, ledger and TRACKER_ variables."""
    own_home(tmp_path / "home", monkeypatch)

    monkeypatch.setenv("COLUMNS", "200")


@pytest.fixture
def tracker(monkeypatch: pytest.MonkeyPatch) -> Command:
    """Runs a command line in this process, by the function of the console command."""

    def call(*arguments: str, db: str | None = None, text: str | bytes | None = None) -> Ran:
        runner = CliRunner()
        if db is not None:
            monkeypatch.setenv("TRACKER_DB", db)
        with runner.isolation(input=text) as (out, err, _both):
            try:
                code = run(list(arguments))
            except SystemExit as stop:  # how click ends a completion
                code = int(str(stop.code or 0))
            return Ran(code, out.getvalue().decode(), err.getvalue().decode())

    return call


def _copy(template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    target = tmp_path / "ledger.sqlite3"
    shutil.copy(template, target)
    url = f"sqlite:///{target}"
    monkeypatch.setenv("TRACKER_DB", url)
    return url


@pytest.fixture
def samples(templates: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The URL of a ledger with the sample claims of three speakers, which TRACKER_DB names too."""
    return _copy(templates("samples"), tmp_path, monkeypatch)


@pytest.fixture
def ten(templates: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The URL of a ledger with ten candidates, which TRACKER_DB names too."""
    return _copy(templates("10"), tmp_path, monkeypatch)


@pytest.fixture
def many(templates: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The URL of a ledger with 230 candidates, which TRACKER_DB names too."""
    return _copy(templates("230"), tmp_path, monkeypatch)
