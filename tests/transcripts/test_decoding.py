"""Encodings and control characters."""

import pytest

from tracker.errors import TranscriptError
from tracker.transcripts import read_transcript
from tracker.transcripts.decoding import without_controls

TEXT = "“We’ll grow” – by 5 % in São Paulo, and it won’t cost £3½ more. That is what the board told us, and I believe them.\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_text_is_the_same_in_every_encoding(encoding: str) -> None:
    """UTF-8 and UTF-16 with and without byte order mark, UTF-32 and Windows-1252 read to the same text."""
    transcript = read_transcript("x.txt", TEXT.encode(encoding))
    assert transcript.text == TEXT
    assert transcript.notes == {
        "cp1252": ("not UTF-8; read as Windows-1252",),
        "utf-16-le": ("no byte order mark; read as UTF-16-LE",),
        "utf-16-be": ("no byte order mark; read as UTF-16-BE",),
    }.get(encoding, ())


def test_declared_encoding_of_a_page_is_used() -> None:
    """A page that declares its encoding is read in it."""
    page = "<html><head><meta charset='iso-8859-2'></head><body><p>" + "Łódź rośnie. " * 20 + "</p></body></html>"
    transcript = read_transcript("x.html", page.encode("iso-8859-2"))
    assert transcript.text.startswith("Łódź rośnie.")


def test_control_characters_never_stay() -> None:
    """NUL and other controls become spaces one for one, a terminal's colours go; Windows line ends stay."""
    source = "We\x00 grow\x1b[31m fast\x07.\r\nYes\u202e\x85.\n" + "and so on " * 30
    transcript = read_transcript("x.txt", source.encode())
    assert transcript.text[:23] == "We  grow fast .\r\nYes\ufffd ."
    assert len(transcript.text) == len(source) - len("\x1b[31m")


def test_escaped_controls_in_json_never_stay() -> None:
    """Controls and lone surrogates that JSON writes as escapes are left out of the text too."""
    transcript = read_transcript("x.json", rb'[{"text": "we \u0000grow \ud83d fast\u001b[2J"}, {"text": "yes"}]')
    assert transcript.text.split() == ["we", "grow", "\ufffd", "fast", "[2J", "yes"]
    assert not any(character < " " and character not in "\n\t" for character in transcript.text)
    transcript.text.encode("utf-8")


@pytest.mark.parametrize("text", ["plain", "a\rb", "a\r\nb", "\x1b[2J", "🚀\ud800"])
def test_cleaning_keeps_the_length(text: str) -> None:
    """Cleaning replaces characters one for one."""
    assert len(without_controls(text)) == len(text)


@pytest.mark.parametrize("data", [b"", b"   \n\n ", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_an_empty_file_is_said_to_be_empty(data: bytes) -> None:
    """A file without a word is refused in one line."""
    with pytest.raises(TranscriptError, match=r"^x\.txt: the file is empty$"):
        read_transcript("x.txt", data)
