"""The file of users: names, and scrypt hashes of their passphrases; and delays after wrong guesses."""

import base64
import hashlib
import hmac
import json
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from tracker.boundary.bounded_reading import read_bounded
from tracker.boundary.whole_files import CannotWrite, whole_file
from tracker.errors import TrackerError

# RFC 7914's parameters: 32 MiB and about a tenth of a second for one check.
COST, BLOCK, PARALLEL = 2**15, 8, 1
# What OpenSSL may use, twice what these parameters need.
MEMORY = 128 * COST * BLOCK * 2
LEAST = 10
# After this many wrong passphrases the wait doubles with each, up to the longest.
FREE, FIRST_WAIT, LONGEST_WAIT = 3, 1.0, 300.0
REMEMBERED = 10_000
LARGEST = 10_000_000  # bytes of a file of users


class UsersError(TrackerError):
    """A file of users that cannot be read, or a name or passphrase that it cannot hold."""


def hashed(passphrase: str, salt: bytes) -> bytes:
    """The scrypt hash of a passphrase, 32 bytes."""
    return hashlib.scrypt(passphrase.encode(), salt=salt, n=COST, r=BLOCK, p=PARALLEL, maxmem=MEMORY, dklen=32)


@dataclass(frozen=True, slots=True)
class Users:
    """Names with salts and scrypt hashes of their passphrases."""

    known: dict[str, tuple[bytes, bytes]]

    def right(self, name: str, passphrase: str) -> bool:
        """Whether this is the passphrase of that name; an unknown name takes as long as a wrong passphrase."""
        salt, expected = self.known.get(name, (b"nobody's salt", b""))
        return hmac.compare_digest(hashed(passphrase, salt), expected)


def read_users(path: Path) -> Users:
    """The users in a file; raises UsersError if it cannot be read or holds none."""
    try:
        listed = json.loads(read_bounded(path, LARGEST))["users"]
        known = {
            str(name): (base64.b64decode(each["salt"], validate=True), base64.b64decode(each["scrypt"], validate=True))
            for name, each in listed.items()
        }
    except OSError as error:
        raise UsersError(
            f"{path}: {error.strerror or error}; create it with tracker serve --add-user NAME --users {path}"
        ) from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise UsersError(f"{path}: is not a file of users; create one with tracker serve --add-user NAME --users FILE") from None
    if not known:
        raise UsersError(f"{path}: holds no users; add one with tracker serve --add-user NAME --users {path}")
    return Users(known)


def add_user(path: Path, name: str, passphrase: str) -> bool:
    """Add a user to a file that only its owner may read; returns whether the name is new. Raises UsersError."""
    name = name.strip()
    if not name or not name.isprintable():
        raise UsersError("a user name must consist of printable characters")
    if len(passphrase) < LEAST:
        raise UsersError(f"the passphrase is too short; use {LEAST} characters or more")
    known = dict(read_users(path).known) if path.exists() else {}
    new = name not in known
    salt = secrets.token_bytes(16)
    known[name] = (salt, hashed(passphrase, salt))
    text = json.dumps({"users": {each: _as_text(*pair) for each, pair in sorted(known.items())}}, indent=2, ensure_ascii=False)
    try:
        with whole_file(path, private=True) as out:
            out.write(text + "\n")
    except CannotWrite as error:
        raise UsersError(str(error)) from None
    return new


def _as_text(salt: bytes, key: bytes) -> dict[str, str]:
    return {"salt": base64.b64encode(salt).decode(), "scrypt": base64.b64encode(key).decode()}


@dataclass(slots=True)
class Throttle:
    """How long a name or an address must wait after wrong attempts.

    `turn` is held from the check of the wait until the attempt is counted, so that simultaneous guesses gain nothing.
    """

    clock: Callable[[], float] = time.monotonic
    turn: Lock = field(default_factory=Lock)
    _wrong: "OrderedDict[str, tuple[int, float]]" = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def wait(self, *keys: str) -> float:
        """Seconds until the next attempt is allowed; 0 if it is now."""
        with self._lock:
            return max(0.0, *(self._wrong.get(key, (0, 0.0))[1] - self.clock() for key in keys))

    def wrong(self, *keys: str) -> None:
        """Count a wrong attempt."""
        with self._lock:
            for key in keys:
                count = self._wrong.pop(key, (0, 0.0))[0] + 1
                seconds = 0.0 if count < FREE else min(LONGEST_WAIT, FIRST_WAIT * 2.0 ** min(count - FREE, 20))
                self._wrong[key] = (count, self.clock() + seconds)
                while len(self._wrong) > REMEMBERED:
                    self._wrong.popitem(last=False)

    def right(self, *keys: str) -> None:
        """Forget the wrong attempts."""
        with self._lock:
            for key in keys:
                self._wrong.pop(key, None)
