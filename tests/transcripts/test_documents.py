"""PDF and Word documents."""

import builtins
import io
from collections.abc import Mapping, Sequence

import pytest

from tracker.errors import TranscriptError
from tracker.transcripts import read_transcript, speech
from tracker.transcripts.formats.printed_pages import paragraphs

TOWNS = "Arvik Belm Corto Dunmore Elsa Farrow Gdynia Hale Inver Jorvik Keel Lisbon".split()
TURNS = [
    (name, text.replace("TOWN", town))
    for town in TOWNS
    for name, text in (
        (
            "CHAIR RUIZ",
            "In TOWN we expect growth of two percent in 2026, and the committee of TOWN meets before the end of the year.",
        ),
        ("BEN OKRI", "And what happens if prices in TOWN rise by more than that?"),
        (
            "CHAIR RUIZ",
            "Then TOWN would act. I think there is one chance in five that TOWN sees that in the next eighteen months or so.",
        ),
    )
]


def pdf(pages: Sequence[Sequence[str]]) -> bytes:
    """A PDF of lines of text, made by hand: a catalogue, the pages and one font (ISO 32000-1, annex H)."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for page in pages:
        shown = "".join(f"({line.replace('(', '[').replace(')', ']')}) Tj 0 -14 Td\n" for line in page)
        stream = f"BT /F1 10 Tf 50 760 Td\n{shown}ET".encode("latin-1")
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        resources = b"<< /Font << /F1 3 0 R >> >>"
        content = len(objects)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R /Resources %s >>" % (content, resources)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    made = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return made + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        size,
        table,
        size,
        len(made),
    )


def wrapped(width: int = 90) -> list[str]:
    """The turns as lines of a printed page."""
    lines: list[str] = []
    for name, text in TURNS:
        line = f"{name}:"
        for word in text.split():
            if len(line) + len(word) >= width:
                lines.append(line)
                line = word
            else:
                line += f" {word}"
        lines.append(line)
    return lines


def test_a_pdf_reads_to_turns_without_running_heads() -> None:
    """Lines are joined to turns over the page break; page numbers and the lines at the top of each page are left out."""
    lines = wrapped()
    pages = [
        ["June 17, 2026", "Chair Ruiz's Press Conference", *lines[at : at + 20], f"Page {at // 20 + 1} of 4"]
        for at in range(0, len(lines), 20)
    ]
    transcript = read_transcript("2026-06-17-press.pdf", pdf(pages))
    assert transcript.reader == "pdf"
    assert [(one.speaker, transcript.text[one.start : one.end]) for one in transcript.utterances] == TURNS
    assert "Press Conference" not in speech(transcript)
    assert str(transcript.said_on) == "2026-06-17"


PAGES = (
    ["Quarterly call", "", "ODO LIND: We build two plants, and the first of them, as I said before in this room, will be", "", "1"],
    ["Quarterly call", "", "ready by the end of 2027. The second one follows.", "", "TAMSIN VEY: And what does it cost?", "", "2"],
)
JOINED = (
    "ODO LIND: We build two plants, and the first of them, as I said before in this room, will be ready by the end of 2027. "
    "The second one follows.\n\nTAMSIN VEY: And what does it cost?"
)


@pytest.mark.parametrize(
    "pages",
    [
        PAGES,
        [[line.replace("Quarterly call", f"{at} | Quarterly call") for line in page] for at, page in enumerate(PAGES, 1)],
        [[f"- {line} -" if line.isdecimal() else line for line in page] for page in PAGES],
        [[line for line in page if line] for page in PAGES],
    ],
    ids=["number below", "number in the head", "number between dashes", "no empty lines"],
)
def test_a_sentence_over_the_end_of_a_page_is_one(pages: Sequence[Sequence[str]]) -> None:
    """The end of a page inside a sentence joins it; running heads and page numbers go, of two pages too."""
    assert paragraphs(pages) == JOINED


def test_numbers_of_lines_are_no_speech() -> None:
    """The numbers in front of all lines of a page, as depositions have them, are left out."""
    words = "Q. Will the plant ship|in 2027?|A. It will ship by the end|of 2028, I would say,|and not before.|Q. Thank you."
    lines = [f"{number} {line}" for number, line in enumerate(words.split("|"), 1)]
    assert paragraphs([lines]) == (
        "Q. Will the plant ship in 2027?\n\nA. It will ship by the end of 2028, I would say, and not before.\n\nQ. Thank you."
    )


@pytest.mark.parametrize("head", [None, ("Time", "Speaker", "Text"), ("Zeit", "Wer", "Was")])
def test_tables_of_a_word_document_are_read_row_by_row(head: tuple[str, ...] | None) -> None:
    """A table of times, names and speech gives a turn for each row, among the paragraphs around it."""
    docx = pytest.importorskip("docx")
    document = docx.Document()
    document.add_paragraph("Recorded in the old mill")
    rows = [*([head] if head else []), *((f"00:00:{at:02}", name, text) for at, (name, text) in enumerate(TURNS[:6]))]
    table = document.add_table(len(rows), 3)
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    made = io.BytesIO()
    document.save(made)
    transcript = read_transcript("x.docx", made.getvalue())
    assert [(one.speaker, transcript.text[one.start : one.end]) for one in transcript.utterances] == TURNS[:6]
    assert [mark.milliseconds for mark in transcript.times] == [at * 1000 for at in range(6)]


def test_a_word_document_reads_to_turns() -> None:
    """Paragraphs with labels are turns; the title comes from the document's properties."""
    docx = pytest.importorskip("docx")
    document = docx.Document()
    document.core_properties.title = "Press conference"
    for name, text in TURNS:
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{name}:").bold = True
        paragraph.add_run(f" {text}")
    made = io.BytesIO()
    document.save(made)
    transcript = read_transcript("x.docx", made.getvalue())
    assert (transcript.reader, transcript.title) == ("docx", "Press conference")
    assert [(one.speaker, transcript.text[one.start : one.end]) for one in transcript.utterances] == TURNS


def test_a_pdf_without_text_says_what_to_do() -> None:
    """Scanned pages need OCR first."""
    with pytest.raises(TranscriptError, match="no text in the PDF; it may hold scanned pages, which need OCR first"):
        read_transcript("x.pdf", pdf([[]]))


@pytest.mark.parametrize(("name", "package"), [("x.pdf", "pypdf"), ("x.docx", "docx")])
def test_without_the_extra_the_command_to_install_it_is_named(name: str, package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A plain install says in one line what is missing."""
    found = builtins.__import__

    def missing(
        wanted: str, globals_: Mapping[str, object] | None = None, locals_: Mapping[str, object] | None = None, *rest: object
    ) -> object:
        if wanted.partition(".")[0] == package:
            raise ImportError(wanted)
        return found(wanted, globals_, locals_, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", missing)
    data = pdf([["hello"]]) if name == "x.pdf" else b"PK\x03\x04 word/document.xml"
    with pytest.raises(TranscriptError, match=r"pip install claims-tracker\[documents\]"):
        read_transcript(name, data)


@pytest.mark.parametrize(
    ("ended", "joined"), [(0, True), (2, True), (3, False), (6, False)], ids=["no line", "a third", "a half", "all"]
)
def test_wide_line_spacing_joins_lines_and_paragraphs_of_a_line_stay(ended: int, joined: bool) -> None:
    """With an empty line after each, lines are one paragraph if fewer than half of them end a sentence."""
    lines = [f"Word {number} is said here{'.' if number < ended else ' and'}" for number in range(6)]
    page = [part for line in lines for part in (line, "")]
    assert ("\n\n" not in paragraphs([page])) is joined


@pytest.mark.parametrize(("count", "joined"), [(4, False), (5, True)])
def test_wide_line_spacing_is_told_from_five_lines_on(count: int, joined: bool) -> None:
    """Four lines with empty lines between them are paragraphs."""
    page = [part for number in range(count) for part in (f"Word {number} is said here and", "")]
    assert ("\n\n" not in paragraphs([page])) is joined
