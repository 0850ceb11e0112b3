"""`tracker serve` as it is typed: what it refuses, users added, a start and a clean end by Ctrl-C."""

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.command_line import ROOT, hear_interrupts
from tracker.cli.main import app
from tracker.web.users import read_users

EVERYWHERE = "0.0.0.0"  # noqa: S104 - what is refused
TEAM = ["--users", "team.json"]


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["--host", EVERYWHERE], "--users"),
        (["--host", "::", "--by", "ana"], "--users"),
        (["--host", "192.0.2.1", *TEAM], "--tls-cert"),
        (["--host", EVERYWHERE, "--behind-proxy"], "--users"),
        (TEAM, "--add-user"),
        ([*TEAM, "--by", "ana"], "one of them"),
        (["--add-user", "ana"], "--users"),
        (["--tls-cert", __file__], "go together"),
    ],
)
def test_what_is_not_safe_or_not_possible_is_refused(
    arguments: list[str], why: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beyond this machine there is no serving without users and https; nothing is begun then."""
    monkeypatch.chdir(tmp_path)
    ran = CliRunner().invoke(app, ["--db", f"sqlite:///{tmp_path}/ledger.sqlite3", "serve", *arguments])
    assert ran.exit_code != 0
    assert why in f"{ran.output}{ran.exception}"


def test_a_port_that_is_taken_is_said_with_what_to_do(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        ran = CliRunner().invoke(app, ["--db", f"sqlite:///{tmp_path}/ledger.sqlite3", "serve", "--port", port])
    assert f"cannot listen on 127.0.0.1 port {port}" in str(ran.exception)
    assert "--port 0" in str(ran.exception)


def test_a_user_is_added_by_a_passphrase_typed_twice(tmp_path: Path) -> None:
    path = tmp_path / "team.json"
    ran = CliRunner().invoke(app, ["serve", "--add-user", "ana", "--users", str(path)], input="a harbour at dawn\n" * 2)
    assert ran.exit_code == 0
    assert "ana may sign in now" in ran.output
    assert "harbour" not in ran.output
    assert read_users(path).right("ana", "a harbour at dawn")


def test_the_server_starts_answers_and_stops_at_ctrl_c(tmp_path: Path) -> None:
    environment = {**os.environ, "TRACKER_DB": f"sqlite:///{tmp_path}/ledger.sqlite3", "HOME": str(tmp_path)}
    process = subprocess.Popen(
        [sys.executable, "-m", "tracker", "serve", "--port", "0", "--by", "ana"],
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
        cwd=ROOT,
        preexec_fn=hear_interrupts,  # noqa: PLW1509 - no threads yet
    )
    assert process.stderr is not None
    lines = [process.stderr.readline(), process.stderr.readline()]
    address = re.search(r"http://127\.0\.0\.1:\d+/", "".join(lines))
    assert address is not None, lines
    with urllib.request.urlopen(f"{address[0]}review", timeout=30) as answer:  # noqa: S310 - our own server
        assert "The queue is empty." in answer.read().decode()
    process.send_signal(signal.SIGINT)
    _out, rest = process.communicate(timeout=30)
    assert rest == "tracker: stopped; everything is saved\n"
    assert process.returncode == 0
