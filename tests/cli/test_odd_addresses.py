"""Whatever `--db` is, a command succeeds or says in one line why not."""

import pytest

from tests.command_line import Command

ADDRESSES = (
    *("x", "1", "-", "://", "[::1]", "sqlite", "sqlite:", "sqlite:/", "sqlite:////dev/null", "sqlite:////", "sqlite:///."),
    *("sqlite:///x?mode=ro", "sqlite:///file:x?uri=true", "sqlite:///x?timeout=abc", "sqlite:///x?check_same_thread=maybe"),
    *("sqlite:///a\0b", "sqlite:///\udcff", "sqlite:///" + "x" * 5000, "sqlite://host/x", "sqlite://u:secret@h/x"),
    *("sqlite+aiosqlite:///x", "sqlite+pysqlcipher:///x", "sqlite+nothing:///x"),
    *("postgresql://h:port/x", "postgresql://[::1/x", "postgresql+asyncpg://h/x", "postgresql+psycopg2://h/x"),
    *("postgresql://localhost:1/x?bad=1", "postgresql://u:secret@localhost:1/x", "postgres://localhost:1/x"),
    *("mysql://h", "oracle://x", "http://x/y"),
)


@pytest.mark.parametrize("command", [("list",), ("add", "It opens by 2030."), ("db", "status"), ("db", "verify")], ids=" ".join)
def test_an_odd_address_is_one_line(
    tracker: Command, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    """A mistyped address gives no traceback, shows no password and creates no file."""
    folder = tmp_path_factory.mktemp("here")
    monkeypatch.chdir(folder)
    for address in ADDRESSES:
        ran = tracker("--db", address, *command)
        assert ran.code == 1, (address, ran)
        assert len(ran.err.splitlines()) == 1, (address, ran)
        assert "secret" not in ran.err
    assert list(folder.iterdir()) == []


def test_a_check_of_a_ledger_that_is_not_there_is_an_error(tracker: Command) -> None:
    """The user's own one too: nothing was checked, and nothing is made."""
    ran = tracker("db", "verify")
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (1, "", 1)
    assert "there is no ledger" in ran.err
