"""Database addresses without the secrets in them, for messages, logs and reports. Standard library only."""

import re
from typing import Final
from urllib.parse import unquote

STARS: Final = "***"

#: Names of parameters that hold a secret: password, sslpassword, passwd, pwd, secret, token, api_key, passfile stays.
_NAMED = re.compile(
    r"(?P<name>[\w.-]*(?:passw(?:or)?d|passwd|pwd|secret|token|api_?key|credential)[\w.-]*\s*(?:=|%3D)\s*)"
    r"(?P<value>'(?:\\.|[^'\\])*'?|\"[^\"]*\"?|[^&;\s'\"]*)",
    re.IGNORECASE,
)
#: name:password@ after a scheme, or after nothing where it was mistyped; to the last @, since a password may hold one.
_ACCOUNT = re.compile(r"^(?P<head>[\w+.-]*:?/+[^:/?#@]*):(?P<secret>.*)@", re.DOTALL)
_BARE_ACCOUNT = re.compile(r"^(?P<head>[^:/?#@]*):(?!/)(?P<secret>.*)@", re.DOTALL)
#: name:words where a host would be followed by the figures of a port.
_NO_HOST = re.compile(r"^(?P<head>[\w+.-]+://[^:/?#@\[]*):(?P<secret>(?!\d*(?:[/?#]|$))[^/?#]+)")
_IN_TEXT = re.compile(r"\b[A-Za-z][\w+.-]*:?//[^\s\"'<>]+")


def without_password(url: str) -> str:
    """An address with stars for its password, also for one in its query, and where it is mistyped; the rest as it is.

    What may be a password counts as one: of a mistyped address more is hidden rather than less.
    """
    place, mark, query = url.partition("?") if "@" not in url.partition("?")[2] else (url, "", "")
    if re.match(r"sqlite\b", place):
        return _NAMED.sub(_starred, url)
    hidden = place
    if found := _account(place):
        hidden = f"{found['head']}:{STARS}@{place[found.end() :]}"
    elif found := _NO_HOST.match(place):
        hidden = f"{found['head']}:{STARS}{place[found.end() :]}"
    return _NAMED.sub(_starred, hidden + mark + query)


def _account(place: str) -> re.Match[str] | None:
    return _ACCOUNT.match(place) or _BARE_ACCOUNT.match(place)


def _starred(found: re.Match[str]) -> str:
    return found["name"] + (STARS if found["value"] else "")


def secrets_of(url: str) -> frozenset[str]:
    """The passwords that an address holds, as they are written and as they are meant."""
    place, _mark, query = url.partition("?")
    found = [each["value"].strip("'\"") for each in _NAMED.finditer(query or place)]
    found += [account["secret"] for account in (_account(url), _account(place)) if account]
    return frozenset(secret for each in found for secret in (each, unquote(each)) if len(secret) > 2)


def without_secrets_of(url: str, text: str) -> str:
    """A text, such as what a driver says, with stars where it repeats a password of the address."""
    for secret in sorted(secrets_of(url), key=len, reverse=True):
        text = text.replace(secret, STARS)
    return text


def without_passwords(text: str) -> str:
    """A text with stars for the password of every address in it."""
    return _IN_TEXT.sub(lambda found: without_password(found.group()), text) if "//" in text else text
