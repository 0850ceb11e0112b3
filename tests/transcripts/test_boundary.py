"""What comes in from a file is text, names and times that can be stored and shown, or one line."""

import io
import json
import zipfile

import pytest

from tracker.errors import TranscriptError
from tracker.records import Transcript
from tracker.transcripts import Declared, read_transcript, reading
from tracker.transcripts.formats import documents

TURNS = b"<p>Ada: We grow.</p><p>Ben: Do we?</p><p>Ada: Yes.</p>"
CODECS = (
    "hex",
    "rot13",
    "base64",
    "bz2",
    "zlib",
    "uu",
    "quopri",
    "punycode",
    "idna",
    "unicode_escape",
    "raw_unicode_escape",
    "utf-7",
    "undefined",
    "mbcs",
    "utf-16",
    "none",
)


@pytest.mark.parametrize("codec", CODECS)
def test_a_page_in_no_encoding_of_text_is_read_as_if_it_said_none(codec: str) -> None:
    """Codecs of Python that pack or escape are passed over, though a page names them."""
    page = (
        f'<!doctype html><html><head><meta charset="{codec}"></head><body>'.encode()
        + TURNS
        + b"<p>Ben: \xe9t\xe9.</p></body></html>"
    )
    assert "\u00e9t\u00e9" in read_transcript("x.html", page).text


@pytest.mark.parametrize("codec", ["windows-1251", "koi8-r", "shift_jis", "gbk", "iso-8859-2", "macroman"])
def test_encodings_of_text_are_read(codec: str) -> None:
    """The encodings that pages are written in are taken as declared."""
    body = (
        "Ada: \u042f"
        if codec in {"windows-1251", "koi8-r"}
        else "Ada: \u65e5\u672c"
        if codec in {"shift_jis", "gbk"}
        else "Ada: \u00e9"
    )
    page = f'<!doctype html><html><head><meta charset="{codec}"></head><body><p>{body}</p>'.encode(codec) + TURNS
    assert body[5:] in read_transcript("x.html", page).text


TIMES = {
    "json3": {"events": [{"tStartMs": 2**70, "segs": [{"utf8": "we ship by 2027"}]}]},
    "turns": [{"speaker": "Ada", "start": 1e300, "text": "We ship."}, {"speaker": "Ben", "start": 2**80, "text": "Do we?"}],
    "words": {
        "segments": [{"start": 9e18, "text": "we ship", "words": [{"word": "we", "start": 9e18}, {"word": "ship", "start": 1}]}]
    },
}


@pytest.mark.parametrize("kind", TIMES)
def test_times_that_no_recording_reaches_are_left_out(kind: str) -> None:
    """Whatever numbers are given as times, the times kept fit into a database."""
    transcript = read_transcript("x.json", json.dumps(TIMES[kind]).encode())
    assert all(0 <= mark.milliseconds < 2**63 for mark in transcript.times)


def test_names_titles_and_addresses_can_be_stored_and_shown() -> None:
    """Lone surrogates, NULs and new lines of a file stand in no field."""
    bad = "A\ud800d\x00a\nx"
    told = {"title": bad, "url": f"https://a.example/{bad}", "language": bad}
    turns = [{"speaker": bad, "text": "We grow."}, {"speaker": "Ben", "text": "Do we?"}]
    transcript = read_transcript("a\udcff\nb.json", json.dumps({**told, "turns": turns}).encode(), Declared())
    for value in _fields(transcript):
        value.encode("utf-8")
        assert "\n" not in value
        assert "\x00" not in value


def _fields(transcript: Transcript) -> list[str]:
    names = [one.speaker for one in transcript.utterances]
    return [one for one in (transcript.doc, transcript.title, transcript.url, transcript.language, *names) if one]


@pytest.mark.parametrize(
    "section", ["<![x[", "<![", "<![if !x]>", "<![CDATA[a]]>", "<!foo", "<!-->", "</!", "<?php", "<![temp[ a ]]>"]
)
def test_marked_sections_of_any_kind_are_passed_over(section: str) -> None:
    """An assertion in Python's HTML parser does not stop the reading."""
    page = b"<!doctype html><html><body>" + section.encode() + b">" + TURNS + b"</body></html>"
    assert "We grow." in read_transcript("x.html", page).text


def test_a_file_larger_than_any_transcript_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """The size of a file is limited."""
    monkeypatch.setattr(reading, "LARGEST", 2_000_000)
    with pytest.raises(TranscriptError, match=r"x.txt: larger than 2 MB"):
        read_transcript("x.txt", b"hello " * 400_000)


def test_a_document_that_unpacks_to_more_than_fits_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """A small archive that holds a large text is refused before it is unpacked."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<a>" * 20_000_000)
    assert len(made.getvalue()) < 500_000
    with pytest.raises(TranscriptError, match="unpacks to more than 30 MB"):
        read_transcript("x.docx", made.getvalue())


def test_a_pdf_of_too_many_pages_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages are counted before they are read."""
    from pypdf import PdfWriter

    monkeypatch.setattr(documents, "MOST_PAGES", 3)
    writer, made = PdfWriter(), io.BytesIO()
    for _ in range(4):
        writer.add_blank_page(100, 100)
    writer.write(made)
    with pytest.raises(TranscriptError, match="more than 3 pages"):
        read_transcript("x.pdf", made.getvalue())
