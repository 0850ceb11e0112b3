"""The supported formats, and the detection of a file's format."""

from collections.abc import Callable
from dataclasses import dataclass

from tracker.errors import TranscriptError
from tracker.transcripts.draft import Draft, InputFile
from tracker.transcripts.formats import (
    ass,
    documents,
    html_page,
    json_pieces,
    markdown,
    old_subtitles,
    plain_text,
    podcast,
    recognisers,
    speech_xml,
    srt,
    tables,
    timed_lines,
    vtt,
    whisper,
    youtube,
)
from tracker.transcripts.formats.prose import is_prose

SPECIFIC, GENERAL, FALLBACK = 0, 1, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """One format: `fits` looks at the content alone, `read` raises TranscriptError for a broken file.

    `rank` decides if several formats fit: a specific format takes precedence over a general one.
    """

    name: str
    what: str
    fits: Callable[[InputFile], bool]
    read: Callable[[InputFile], Draft]
    rank: int = SPECIFIC


def _plain(fits: Callable[[str], bool]) -> Callable[[InputFile], bool]:
    return lambda file: file.text is not None and not file.is_json and fits(file.text)


def _json(fits: Callable[[object], bool]) -> Callable[[InputFile], bool]:
    return lambda file: file.is_json and fits(file.value)


READERS: tuple[Reader, ...] = (
    Reader(name="srt", what="SubRip subtitles, and SubViewer", fits=_plain(srt.fits), read=srt.read),
    Reader(name="vtt", what="WebVTT, rolling captions too", fits=_plain(vtt.fits), read=vtt.read),
    Reader(name="ass", what="SubStation subtitles (.ass, .ssa)", fits=_plain(ass.fits), read=ass.read),
    Reader(
        name="subtitles",
        what="subtitles of older players: MicroDVD, MPL2, Phoenix, SAMI",
        fits=_plain(old_subtitles.fits),
        read=old_subtitles.read,
    ),
    Reader(name="table", what="CSV and TSV by their header", fits=_plain(tables.fits), read=tables.read, rank=GENERAL),
    Reader(
        name="timed-lines",
        what="lines of columns with times and words: STM, texts of subtitle programs",
        fits=_plain(timed_lines.fits),
        read=timed_lines.read,
        rank=GENERAL,
    ),
    Reader(name="json3", what="YouTube's captions as JSON", fits=_json(youtube.fits_json), read=youtube.read_json),
    Reader(name="xml", what="YouTube's captions as XML (srv1 to srv3), TTML", fits=_plain(youtube.fits_xml), read=youtube.read_xml),
    Reader(
        name="speech-xml",
        what="XML with speech in its elements: parliaments' records, TEI, cues",
        fits=_plain(speech_xml.fits),
        read=speech_xml.read,
    ),
    Reader(name="whisper", what="JSON of Whisper, WhisperX, whisper.cpp", fits=_json(whisper.fits), read=whisper.read),
    Reader(name="podcast", what="transcript JSON of the podcast namespace", fits=_json(podcast.fits), read=podcast.read),
    Reader(
        name="recogniser",
        what="JSON of Amazon Transcribe, AssemblyAI, Deepgram, Google, Rev",
        fits=_json(recognisers.fits),
        read=recognisers.read,
    ),
    Reader(
        name="json", what="any JSON list of objects with a text", fits=_json(json_pieces.fits), read=json_pieces.read, rank=GENERAL
    ),
    Reader(name="html", what="HTML transcripts and article pages", fits=_plain(html_page.fits), read=html_page.read),
    Reader(name="pdf", what="PDF (extra: documents)", fits=lambda file: documents.fits_pdf(file.data), read=documents.read_pdf),
    Reader(
        name="docx",
        what="Word documents (extra: documents)",
        fits=lambda file: documents.fits_docx(file.data),
        read=documents.read_docx,
    ),
    Reader(
        name="markdown",
        what="Markdown with labels, front matter, links or headings",
        fits=_plain(lambda text: markdown.is_markdown(text) and is_prose(text) and not tables.fits(text)),
        read=markdown.read,
        rank=GENERAL,
    ),
    Reader(
        name="text",
        what="plain text: captions, paragraphs, labelled turns",
        fits=_plain(is_prose),
        read=plain_text.read,
        rank=FALLBACK,
    ),
)


def reader_names() -> tuple[str, ...]:
    """The names that `--reader` accepts."""
    return tuple(reader.name for reader in READERS)


def reader_named(name: str, path: str) -> Reader:
    """The reader with a name. Raises TranscriptError, which lists all readers, if there is none."""
    for reader in READERS:
        if reader.name == name:
            return reader
    raise TranscriptError(path, f"no reader is called {name!r}; there are {', '.join(reader_names())}")


def detect(file: InputFile) -> Reader:
    """The reader whose format fits the content. Raises TranscriptError if none fits, or several fit equally."""
    ranked = ([reader for reader in READERS if reader.rank == rank] for rank in (SPECIFIC, GENERAL, FALLBACK))
    first = next((fitting for readers in ranked if (fitting := [reader for reader in readers if reader.fits(file)])), [])
    if not first:
        raise TranscriptError(file.name, f"in no format that can be read; --reader NAME forces one of {', '.join(reader_names())}")
    if len(first) > 1:
        names = " and ".join(reader.name for reader in first)
        raise TranscriptError(file.name, f"could be {names}; choose with --reader NAME")
    return first[0]
