"""PDF and Word documents (extra `documents`), in which press conferences and earnings calls are published."""

import io
import logging
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from tracker.errors import TranscriptError
from tracker.transcripts.decoding import without_controls
from tracker.transcripts.draft import Draft, InputFile
from tracker.transcripts.formats.plain_text import written
from tracker.transcripts.formats.printed_pages import paragraphs
from tracker.transcripts.formats.tables import rows_as_turns
from tracker.transcripts.metadata.front_matter import day_of

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.table import _Cell
    from pypdf import PdfReader

INSTALL = "needs the extra: pip install claims-tracker[documents]"
LARGEST_UNPACKED = 300_000_000
LARGEST_XML = 30_000_000
MOST_PARTS = 10_000
MOST_PAGES = 3_000
# Bytes of drawing operations, which are parsed one by one; a page of text has about ten thousand.
MOST_DRAWN = 20_000_000


def fits_pdf(data: bytes) -> bool:
    """Whether the file begins as a PDF."""
    return data[:1024].lstrip().startswith(b"%PDF-")


def fits_docx(data: bytes) -> bool:
    """Whether the file is a zip archive with a Word document in it."""
    return data.startswith(b"PK\x03\x04") and b"word/" in data


def read_pdf(file: InputFile) -> Draft:
    """The draft of a PDF's text without running heads, lines joined into paragraphs, labels found as in plain text.

    Raises TranscriptError when the file is damaged, encrypted or contains only images of pages.
    """
    try:
        from pypdf import PdfReader
    except ImportError:
        raise TranscriptError(file.name, f"a PDF {INSTALL}") from None
    _quieted()
    try:
        document = PdfReader(io.BytesIO(file.data))
        if document.is_encrypted and not document.decrypt(""):
            raise TranscriptError(file.name, "the PDF asks for a password")
        pages = list(_pdf_pages(file.name, document))
        meta = document.metadata
        title = str(meta.title).strip() if meta and meta.title else None
    except TranscriptError:
        raise
    except Exception as error:  # noqa: BLE001 - pypdf raises all kinds of errors for damaged objects
        raise TranscriptError(file.name, f"the PDF is damaged or cut off ({type(error).__name__})") from None
    text = paragraphs(pages)
    if not text.strip():
        raise TranscriptError(file.name, "no text in the PDF; it may hold scanned pages, which need OCR first")
    return replace(written(text, [], captions=False), title=title)


def _quieted() -> None:
    """Keeps pypdf's warnings about damaged objects off the terminal; a configured log still gets them."""
    logger = logging.getLogger("pypdf")
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())


def _pdf_pages(name: str, document: "PdfReader") -> Iterator[list[str]]:
    """The lines of each page. Raises TranscriptError for more pages or drawing operations than any transcript has."""
    if len(document.pages) > MOST_PAGES:
        raise TranscriptError(name, f"the PDF has more than {MOST_PAGES} pages; give the part with the transcript")
    drawn = 0
    for page in document.pages:
        contents = page.get_contents()
        drawn += len(contents.get_data()) if contents is not None else 0
        if drawn > MOST_DRAWN:
            raise TranscriptError(name, f"the pages of the PDF unpack to more than {MOST_DRAWN // 1_000_000} MB")
        yield without_controls(page.extract_text() or "").splitlines()


def _check_size(name: str, entries: list[zipfile.ZipInfo]) -> None:
    """Raises TranscriptError for an archive that unpacks to more than fits in memory; XML needs thirty times its size."""
    if sum(entry.file_size for entry in entries) > LARGEST_UNPACKED or len(entries) > MOST_PARTS:
        raise TranscriptError(name, f"the Word document unpacks to more than {LARGEST_UNPACKED // 1_000_000} MB")
    if sum(entry.file_size for entry in entries if not entry.filename.startswith("word/media/")) > LARGEST_XML:
        raise TranscriptError(name, f"the text of the Word document unpacks to more than {LARGEST_XML // 1_000_000} MB")


def read_docx(file: InputFile) -> Draft:
    """The draft of a Word document: one line per paragraph, tables row by row, labels found as in plain text.

    Raises TranscriptError for a damaged document.
    """
    try:
        from docx import Document
    except ImportError:
        raise TranscriptError(file.name, f"a Word document {INSTALL}") from None
    try:
        with zipfile.ZipFile(io.BytesIO(file.data)) as archive:
            _check_size(file.name, archive.infolist())
        document = Document(io.BytesIO(file.data))
        lines = list(_word_lines(document))
        properties = document.core_properties
        title, subject = properties.title, properties.subject
    except TranscriptError:
        raise
    except Exception as error:  # noqa: BLE001 - python-docx raises all kinds of errors for damaged parts
        raise TranscriptError(file.name, f"the Word document is damaged or cut off ({type(error).__name__})") from None
    text = without_controls("\n\n".join(line.replace("\t", " ") for line in lines if line.strip()))
    if not text.strip():
        raise TranscriptError(file.name, "no text in the Word document")
    return replace(written(text, [], captions=False), title=title or None, said_on=day_of(subject))


def _word_lines(document: "WordDocument") -> Iterator[str]:
    """The paragraphs in order, and the rows of tables, as labelled turns where a column says who speaks."""
    from docx.table import Table

    for part in document.iter_inner_content():
        if isinstance(part, Table):
            rows = [_cells(row.cells) for row in part.rows]
            yield from rows_as_turns([row for row in rows if any(row)])
        else:
            yield part.text


def _cells(cells: "tuple[_Cell, ...]") -> list[str]:
    """The texts of a row's cells; a cell merged over several columns appears once."""
    return [" ".join(cell.text.split()) for at, cell in enumerate(cells) if at == 0 or cell._tc is not cells[at - 1]._tc]
