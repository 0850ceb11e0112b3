"""A ledger to work on, and the command line as a test types it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.command_line import NOW, SEEDS, Command, Ran, make, own_home
from tracker import ledger
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


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Ledgers created once and copied: the samples, ten candidates, 230 candidates."""
    folder = tmp_path_factory.mktemp("templates")

    def template(name: str) -> Path:
        path = folder / f"{name}.sqlite3"
        if not path.exists():
            if name == "samples":
                book = ledger.open_ledger(f"sqlite:///{path}")
                with book.begin() as session, (SEEDS / "ledger.jsonl").open(encoding="utf-8") as lines:
                    ledger.import_lines(session, lines, by="ana", now=NOW)
                book.close()
            else:
                make(path, int(name))
        return path

    return template


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
