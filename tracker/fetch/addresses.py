"""Web addresses: recognising them, cleaning them, and naming files after them."""

from urllib.parse import unquote, urlsplit, urlunsplit


def is_web_address(name: str) -> bool:
    """Whether a name is an http or https address; never raises."""
    return name[:8].lower().startswith(("http://", "https://"))


def kept_address(address: str) -> str:
    """The address on one line, without user name, password and fragment."""
    bare = "".join(address.split())
    try:
        parts = urlsplit(bare)
    except ValueError:
        return bare
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2], fragment=""))


def path_of(address: str) -> str:
    """The address without its query, so that its last part is a file name; "page" replaces an empty path."""
    try:
        parts = urlsplit(kept_address(address))
    except ValueError:
        return "page"
    path = unquote(parts.path).rstrip("/") or "/page"
    return f"{parts.scheme}://{parts.netloc}{path}"
