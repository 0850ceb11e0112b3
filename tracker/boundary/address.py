"""Database addresses without the secrets in them, for messages, logs and reports. Standard library only."""

import re
from typing import Final
from urllib.parse import unquote

STARS: Final = "***"

#: Names of parameters that hold a secret: password, sslpassword, passwd, pwd, secret, token, api_key; passfile is not hidden.
_NAMED = re.compile(
    r"(?P<name>[\w.-]*(?:passw(?:or)?d|passwd|pwd|secret|token|api_?key|credential)[\w.-]*\s*(?:=|%3D)\s*)"
    r"(?P<value>'(?:\\.|[^'\\])*'?|\"[^\"]*\"?|[^&;\s'\"]*)",
    re.IGNORECASE,
)
#: name:password@ after a scheme, or at the start of a mistyped address; up to the last @, since a password may contain one.
_ACCOUNT = re.compile(r"^(?P<head>[\w+.-]*:?/+[^:/?#@]*):(?P<secret>.*)@", re.DOTALL)
_BARE_ACCOUNT = re.compile(r"^(?P<head>[^:/?#@]*):(?!/)(?P<secret>.*)@", re.DOTALL)
#: name:words where a host and the digits of a port should be.
_NO_HOST = re.compile(r"^(?P<head>[\w+.-]+://[^:/?#@\[]*):(?P<secret>(?!\d*(?:[/?#]|$))[^/?#]+)")
_IN_TEXT = re.compile(r"\b[A-Za-z][\w+.-]*:?//[^\s\"'<>]+")


def without_password(url: str) -> str:
    """An address with its passwords replaced by stars, also in the query and in a mistyped address.

    Whatever may be a password is hidden: too much of a mistyped address rather than too little.
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
    """The passwords in an address, as written and with percent-encoding decoded."""
    place, _mark, query = url.partition("?")
    found = [each["value"].strip("'\"") for each in _NAMED.finditer(query or place)]
    found += [account["secret"] for account in (_account(url), _account(place)) if account]
    return frozenset(secret for each in found for secret in (each, unquote(each)) if len(secret) > 2)


def without_secrets_of(url: str, text: str) -> str:
    """A text, such as a driver's message, with stars where it repeats a password of the address."""
    for secret in sorted(secrets_of(url), key=len, reverse=True):
        text = text.replace(secret, STARS)
    return text


def without_passwords(text: str) -> str:
    """A text with the password of every address in it replaced by stars."""
    return _IN_TEXT.sub(lambda found: without_password(found.group()), text) if "//" in text else text
