"""The file of users, the slowing of guesses, and sessions that end."""

import stat
from pathlib import Path
from typing import cast

import pytest

from tracker.web.desks import Desks
from tracker.web.sessions import LIFETIME, MOST, Sessions
from tracker.web.users import Throttle, UsersError, add_user, read_users


def test_a_user_signs_in_by_the_passphrase_alone(tmp_path: Path) -> None:
    """The file holds no passphrase, only its owner may read it, and a new passphrase takes the place of the old one."""
    path = tmp_path / "team.json"
    assert add_user(path, "ana", "a harbour at dawn")
    assert add_user(path, "ben", "four choirs, one bank")
    assert not add_user(path, "ana", "another morning")
    users = read_users(path)
    assert users.right("ana", "another morning")
    assert users.right("ben", "four choirs, one bank")
    assert not users.right("ana", "a harbour at dawn")
    assert not users.right("nobody", "another morning")
    assert "morning" not in path.read_text()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("name", "passphrase", "why"),
    [("ana", "short", "too short"), ("  ", "long enough it is", "user name"), ("a\nb", "long enough it is", "user name")],
)
def test_a_name_or_passphrase_that_will_not_do_is_refused(tmp_path: Path, name: str, passphrase: str, why: str) -> None:
    with pytest.raises(UsersError, match=why):
        add_user(tmp_path / "team.json", name, passphrase)
    assert not (tmp_path / "team.json").exists()


@pytest.mark.parametrize(
    "text",
    ["", "{}", '{"users": {}}', '{"users": {"ana": {}}}', '{"users": []}', '{"users": {"ana": {"salt": "?", "scrypt": "?"}}}'],
)
def test_a_file_that_holds_no_users_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "team.json"
    path.write_text(text)
    with pytest.raises(UsersError, match=r"team\.json"):
        read_users(path)


def test_each_wrong_guess_waits_twice_as_long() -> None:
    now = 0.0
    throttle = Throttle(clock=lambda: now)
    waits = []
    for _ in range(12):
        throttle.wrong("name ana")
        waits.append(throttle.wait("name ana", "address here"))
    assert waits[:6] == [0, 0, 1, 2, 4, 8]
    assert max(waits) == 300 or waits[-1] == 300
    assert throttle.wait("name ben") == 0
    now = 300.0
    assert throttle.wait("name ana") == 0
    throttle.right("name ana")
    throttle.wrong("name ana")
    assert throttle.wait("name ana") == 0


def test_sessions_end_by_themselves_and_make_room() -> None:
    now = 0.0
    sessions = Sessions(lambda _name: cast("Desks", None), clock=lambda: now)
    first = sessions.begin("ana")
    assert sessions.of(first.token) is first
    assert sessions.of("guess") is None
    assert sessions.here(but="ben") == ["ana"]
    assert sessions.from_here(first.token, sessions.form_token(first.token))
    assert not sessions.from_here(first.token, sessions.form_token("other"))
    assert not sessions.from_here(None, "")
    now = LIFETIME + 1.0
    assert sessions.of(first.token) is None
    tokens = [sessions.begin("ben").token for _ in range(MOST + 5)]
    assert [sessions.of(each) is None for each in tokens] == [True] * 5 + [False] * MOST
