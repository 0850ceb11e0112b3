"""No command shows the password of a database: not in messages, not in doctor or config, not in logs."""

import json
from pathlib import Path

import pytest

from tests.command_line import Command

HIDDEN = "zebra-crossing"
ADDRESSES = (
    "postgresql://ana:{}@127.0.0.1:1/none",
    "postgresql://127.0.0.1:1/none?user=ana&password={}",
    "postgresql://127.0.0.1:1/none?sslpassword={}&application_name=x",
    "postgresql://ana:{}@127.0.0.1:port/none",
    "postgresql//ana:{}@127.0.0.1:1/none",
    "postgresql://ana:{}/none",
    "postgrsql://ana:{}@127.0.0.1:1/none",
    "mysql://ana:{}@127.0.0.1:1/none",
    "ana:{}@127.0.0.1/none",
    "host=127.0.0.1 port=1 password={}",
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_command_shows_it(tracker: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    """Given by option, by variable and in place of a command; right, mistyped and unreachable."""
    url = address.format(HIDDEN)
    monkeypatch.setenv("TRACKER_LOG", str(tmp_path / "log"))
    monkeypatch.setenv("TRACKER_LOG_TEXT", "1")
    for typed in (["list"], ["db", "status"], ["db", "verify"], ["db", "backup", str(tmp_path / "copy")], ["doctor"], ["config"]):
        ran = tracker("--verbose", "--db", url, *typed)
        assert HIDDEN not in ran.out + ran.err, typed
    monkeypatch.setenv("TRACKER_DB", url)
    for typed in (["config", "--format", "json"], ["doctor", "--format", "json"]):
        ran = tracker(*typed)
        assert HIDDEN not in ran.out + ran.err
        json.loads(ran.out)
    if "//" in url:
        assert HIDDEN not in tracker(url).err
    assert HIDDEN not in (tmp_path / "log").read_text()
