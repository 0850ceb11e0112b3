"""Addresses of the web: which they are, how they are kept and shown, and what they would be called as files."""

from urllib.parse import unquote, urlsplit, urlunsplit


def is_web_address(name: str) -> bool:
    """Whether a name is an address of http or https; raises nothing."""
    return name[:8].lower().startswith(("http://", "https://"))


def kept_address(address: str) -> str:
    """The address without a user's name and password and without the part behind "#", as one line."""
    bare = "".join(address.split())
    try:
        parts = urlsplit(bare)
    except ValueError:
        return bare
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2], fragment=""))


def path_of(address: str) -> str:
    """The address without its query, whose last part is then the name of a file; "page" stands in for an empty path."""
    try:
        parts = urlsplit(kept_address(address))
    except ValueError:
        return "page"
    path = unquote(parts.path).rstrip("/") or "/page"
    return f"{parts.scheme}://{parts.netloc}{path}"
