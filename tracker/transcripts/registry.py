"""The formats that can be read, and which of them a file is in."""

from collections.abc import Callable
from dataclasses import dataclass

from tracker.errors import TranscriptError
from tracker.transcripts import markdown, text
from tracker.transcripts.draft import Draft, Material

SPECIFIC, GENERAL, FALLBACK = 0, 1, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """One format: `fits` looks at the content alone, `read` raises TranscriptError for a broken file.

    `rank` orders the claims of several formats on one file: a general format yields to a specific one.
    """

    name: str
    what: str
    fits: Callable[[Material], bool]
    read: Callable[[Material], Draft]
    rank: int = SPECIFIC


READERS: tuple[Reader, ...] = (
    Reader(
        name="markdown",
        what="Markdown with labels, front matter, links or headings",
        fits=lambda material: _plain(material) and markdown.is_markdown(material.text or ""),
        read=markdown.read,
        rank=GENERAL,
    ),
    Reader(
        name="text",
        what="plain text: captions, paragraphs, labelled turns",
        fits=lambda material: material.text is not None and not material.is_json,
        read=text.read,
        rank=FALLBACK,
    ),
)


def reader_names() -> tuple[str, ...]:
    """The names that `--reader` takes."""
    return tuple(reader.name for reader in READERS)


def reader_named(name: str, path: str) -> Reader:
    """The reader of that name. Raises TranscriptError, naming all there are, when there is none."""
    for reader in READERS:
        if reader.name == name:
            return reader
    raise TranscriptError(path, f"no reader is called {name!r}; there are {', '.join(reader_names())}")


def detect(material: Material) -> Reader:
    """The one reader whose format the content is in. Raises TranscriptError when none fits, or several fit equally."""
    fitting = [reader for reader in READERS if reader.fits(material)]
    if not fitting:
        raise TranscriptError(
            material.name, f"in no format that can be read; --reader NAME forces one of {', '.join(reader_names())}"
        )
    best = min(reader.rank for reader in fitting)
    first = [reader for reader in fitting if reader.rank == best]
    if len(first) > 1:
        names = " and ".join(reader.name for reader in first)
        raise TranscriptError(material.name, f"could be {names}; choose with --reader NAME")
    return first[0]


def _plain(material: Material) -> bool:
    return material.text is not None and not material.is_json
