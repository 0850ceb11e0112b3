"""Sessions of signed-in analysts, which expire, and the token that each of their forms carries."""

import hashlib
import hmac
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock, RLock

from tracker.web.desks import Desks

LIFETIME = 12 * 3600
MOST = 200
HERE = 300


@dataclass(slots=True)
class Session:
    """One analyst's browser: the name recorded with its events, the last message, and its open desks.

    `plays` says that the analyst agreed to players of other sites. `lock` is held while a form is processed.
    """

    name: str
    token: str
    ends: float
    seen: float
    desks: Desks
    said: str = ""
    plays: bool = False
    lock: RLock = field(default_factory=RLock)

    def message(self) -> str:
        """The last message, returned once."""
        said, self.said = self.said, ""
        return said


@dataclass(slots=True)
class Sessions:
    """The active sessions, at most MOST of them; the least recently seen is dropped."""

    new_desks: Callable[[str], Desks]
    clock: Callable[[], float] = time.time
    _open: "OrderedDict[str, Session]" = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)
    _secret: bytes = field(default_factory=lambda: secrets.token_bytes(32))

    def begin(self, name: str) -> Session:
        """A new session under a new token."""
        now = self.clock()
        session = Session(name=name, token=secrets.token_urlsafe(32), ends=now + LIFETIME, seen=now, desks=self.new_desks(name))
        with self._lock:
            self._open[_key(session.token)] = session
            for key in [key for key, each in self._open.items() if each.ends <= now]:
                del self._open[key]
            while len(self._open) > MOST:
                self._open.popitem(last=False)
        return session

    def of(self, token: str | None) -> Session | None:
        """The session of a cookie; None without one, or if it has expired."""
        if not token:
            return None
        with self._lock:
            key = _key(token)
            found = self._open.get(key)
            if found is None:
                return None
            if found.ends <= self.clock():
                del self._open[key]
                return None
            self._open.move_to_end(key)
            found.seen = self.clock()
            return found

    def end(self, session: Session) -> None:
        """End a session now."""
        with self._lock:
            self._open.pop(_key(session.token), None)

    def here(self, *, but: str) -> list[str]:
        """The names of others who were active in the last five minutes."""
        since = self.clock() - HERE
        with self._lock:
            return sorted({each.name for each in self._open.values() if each.seen >= since and each.name != but})

    def form_token(self, cookie: str) -> str:
        """The token in the forms of the browser with this cookie, so that no other site can forge one."""
        return hmac.new(self._secret, cookie.encode(), hashlib.sha256).hexdigest()

    def from_here(self, cookie: str | None, form_token: str) -> bool:
        """Whether a form was issued to the browser that sends it."""
        return bool(cookie) and hmac.compare_digest(self.form_token(cookie or "").encode(), form_token.encode())


def _key(token: str) -> str:
    # Looked up by hash, so that timing reveals nothing about a token.
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
