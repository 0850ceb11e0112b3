"""PDF and DOCX, which the extra `documents` reads: press conferences and earnings calls are published so."""

import io
import re
import zipfile
from collections import Counter
from dataclasses import replace

from tracker.errors import TranscriptError
from tracker.transcripts.decoding import without_controls
from tracker.transcripts.draft import Draft, Material
from tracker.transcripts.metadata import day_of
from tracker.transcripts.text import written

INSTALL = "needs the extra: pip install claims-tracker[documents]"
PAGE_LINE = re.compile(r"(?:page )?[-–—]?[ ]?\d{1,4}(?:[ ]?(?:of|/)[ ]?\d{1,4})?[ ]?[-–—]?", re.I)
LABEL_LINE = re.compile(r"^[A-Z][^:\n]{1,60}:(?:\s|$)")
LARGEST_UNPACKED = 300_000_000


def fits_pdf(data: bytes) -> bool:
    """Whether the file begins as a PDF."""
    return data[:1024].lstrip().startswith(b"%PDF-")


def fits_docx(data: bytes) -> bool:
    """Whether the file is a zip archive with a Word document in it."""
    return data.startswith(b"PK\x03\x04") and b"word/" in data


def read_pdf(material: Material) -> Draft:
    """The draft of a PDF's text: running heads left out, lines joined to paragraphs, labels found as in plain text.

    Raises TranscriptError when the file is damaged, encrypted or holds pictures of pages only.
    """
    try:
        from pypdf import PdfReader
    except ImportError:
        raise TranscriptError(material.name, f"a PDF {INSTALL}") from None
    try:
        document = PdfReader(io.BytesIO(material.data))
        if document.is_encrypted and not document.decrypt(""):
            raise TranscriptError(material.name, "the PDF asks for a password")
        pages = [without_controls(page.extract_text() or "").splitlines() for page in document.pages]
        meta = document.metadata
        title = str(meta.title).strip() if meta and meta.title else None
    except TranscriptError:
        raise
    except Exception as error:  # noqa: BLE001 - pypdf raises whatever a damaged object makes it stumble over
        raise TranscriptError(material.name, f"the PDF is damaged or cut off ({type(error).__name__})") from None
    text = paragraphs(pages)
    if not text.strip():
        raise TranscriptError(material.name, "no text in the PDF; it may hold scanned pages, which need OCR first")
    return replace(written(text, [], captions=False), title=title)


def read_docx(material: Material) -> Draft:
    """The draft of a Word document: a paragraph a line, labels found as in plain text. Raises TranscriptError for a damaged one."""
    try:
        from docx import Document
    except ImportError:
        raise TranscriptError(material.name, f"a Word document {INSTALL}") from None
    try:
        with zipfile.ZipFile(io.BytesIO(material.data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > LARGEST_UNPACKED:
                raise TranscriptError(material.name, "the Word document unpacks to more than 300 MB")
        document = Document(io.BytesIO(material.data))
        lines = [paragraph.text for paragraph in document.paragraphs]
        properties = document.core_properties
        title, subject = properties.title, properties.subject
    except TranscriptError:
        raise
    except Exception as error:  # noqa: BLE001 - python-docx raises whatever a damaged part makes it stumble over
        raise TranscriptError(material.name, f"the Word document is damaged or cut off ({type(error).__name__})") from None
    text = without_controls("\n\n".join(line.replace("\t", " ") for line in lines if line.strip()))
    if not text.strip():
        raise TranscriptError(material.name, "no text in the Word document")
    return replace(written(text, [], captions=False), title=title or None, said_on=day_of(subject))


def paragraphs(pages: list[list[str]]) -> str:
    """The pages' lines joined to paragraphs, without page numbers and the lines that head or foot most pages."""
    edges = Counter(line for page in pages for line in {_bare(line) for line in _edge(page)})
    heads = {line for line, count in edges.items() if line and count >= 3 and count * 2 > len(pages)}
    lines: list[str] = []
    for page in pages:
        rims = _edge(page)
        for line in page:
            stripped = line.strip()
            if stripped in rims and (_bare(line) in heads or PAGE_LINE.fullmatch(stripped)):
                continue
            lines.append(stripped)
    return _joined(lines)


def _edge(page: list[str]) -> list[str]:
    lines = [line.strip() for line in page if line.strip()]
    return [*lines[:3], *lines[-3:]]


def _bare(line: str) -> str:
    return re.sub(r"\d+", "#", line.strip())


def _joined(lines: list[str]) -> str:
    """Lines to paragraphs: a new one begins after an empty line, at a label, and after a short line that ends a sentence."""
    full = sorted(len(line) for line in lines if line)
    width = full[len(full) * 3 // 4] if full else 0
    text: list[str] = []
    for line in lines:
        if not line:
            text.append("\n\n" if text and not text[-1].endswith("\n") else "")
            continue
        last = text[-1] if text else ""
        if last and not last.endswith("\n"):
            ended = len(last) < 0.75 * width and last[-1] in '.?!:"”'
            text.append("\n\n" if ended or LABEL_LINE.match(line) else " " if not re.search(r"[a-z]-$", last) else "")
        text.append(line)
    return "".join(text)
