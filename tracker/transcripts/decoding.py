"""Decodes bytes to text: byte order marks, UTF-8, UTF-16, declared and detected encodings; control characters are removed."""

import codecs
import re

from tracker.errors import TranscriptError

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
SAMPLE = 65_536
BINARY_BYTES = bytes(range(9)) + bytes(range(14, 27)) + bytes(range(28, 32)) + b"\x7f"
DECLARED_ENCODING = re.compile(
    rb"""<[?]xml[^>]{0,80}encoding=["']([\w.:-]{2,30})|<meta[^>]{0,80}charset=["']?([\w.:-]{2,30})""", re.I
)
# Encodings of text with one or two bytes a letter; Python's other codecs compress, escape or encrypt.
ENCODING_OF_TEXT = re.compile(
    r"utf-8|ascii|iso8859-\d{1,2}|cp\d{3,4}|mac-\w{3,12}|koi8-[a-z]|shift_jis\w*|euc_\w\w\w*|gb\d{4,5}|gbk|big5\w*|johab|tis-620|ptcp154|kz1048"
)
# Control characters could move a terminal's cursor, surrogates cannot be encoded, and directional overrides reorder what is shown.
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
UNSHOWABLE = re.compile("[\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
# Terminal control sequences (ECMA-48), and what is left of colours when the escape character was lost on the way.
TERMINAL = re.compile(r"\x1b(?:\[[0-?]{0,30}[ -/]{0,5}[@-~]|\][^\x07\x1b]{0,2000}(?:\x07|\x1b\\)|[()][0-9A-Z]|[@-Z\\^_78=>])?")
BARE_COLOUR = re.compile(r"\[(?:0|[1-9]\d?(?:;\d{1,3}){0,4})?m")
# No transcript has so many blanks in a row; patterns that look for the end of a line would try each of them.
LONG_BLANK = re.compile(r"([ \t]{100})[ \t]+")
BLANK_RUNS = (" " * 50, "\t" * 50, " \t" * 20)
LONE_RETURN = re.compile("\r(?!\n)")
TYPOGRAPHIC_1252 = b"\x80\x82\x84\x85\x91\x92\x93\x94\x95\x96\x97\x99\xa0\xa3\xa9\xab\xae\xb0\xb7\xbb\xbc\xbd\xbe"


def decode(name: str, data: bytes) -> tuple[str, tuple[str, ...]]:
    """The text of `data` without its byte order mark, and notes about the encoding where it had to be guessed.

    Each control character becomes a space and each surrogate U+FFFD, so that offsets do not change. Raises TranscriptError for an
    empty file, a binary file, and an unknown encoding.
    """
    if not data.strip():
        raise TranscriptError(name, "the file is empty")
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _strict(name, data[len(mark) :], encoding), ()
    sixteen = _sixteen_bit(data[:SAMPLE])
    if sixteen:
        return _strict(name, data, sixteen), (f"no byte order mark; read as {sixteen.upper()}",)
    if is_binary(data):
        raise TranscriptError(name, "this is a binary file, not a transcript; see `tracker extract --help` for what can be read")
    return _eight_bit(name, data)


def without_controls(text: str) -> str:
    """`text` with control characters as spaces, a lone carriage return as a new line, and surrogates as U+FFFD; same length."""
    if text.isascii() and text.isprintable():
        return text
    text = CONTROL.sub(" ", text)
    if "\r" in text:
        text = LONE_RETURN.sub("\n", text)
    return text if text.isascii() else UNSHOWABLE.sub("\ufffd", text)


def shown(text: str) -> str:
    """A name, a title or an address as one line that can be stored and shown: no control characters, no lone surrogates."""
    return text if text.isascii() and text.isprintable() else " ".join(without_controls(text).split())


def displayed(text: str) -> str:
    """`text` without terminal control sequences; colours that lost their escape character are removed where there are two.

    Runs of more than a hundred blanks are cut to a hundred.
    """
    if any(run in text for run in BLANK_RUNS):
        text = LONG_BLANK.sub(r"\1", text)
    if "\x1b" in text:
        text = TERMINAL.sub("", text)
    return BARE_COLOUR.sub("", text) if "[0m" in text and len(BARE_COLOUR.findall(text)) > 1 else text


def is_binary(data: bytes) -> bool:
    """Whether more than one byte in a hundred at the beginning is a control character that text does not contain."""
    sample = data[:SAMPLE]
    return (len(sample) - len(sample.translate(None, BINARY_BYTES))) * 100 > len(sample)


def _strict(name: str, data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise TranscriptError(name, f"not valid {encoding.upper()} at byte {error.start}; the file may be cut or damaged") from None
    if not text.strip():
        raise TranscriptError(name, "the file is empty")
    return without_controls(displayed(text))


def _sixteen_bit(sample: bytes) -> str | None:
    if len(sample) < 4 or b"\x00" not in sample:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) / 2
    if odd > 0.3 * half and even < 0.02 * half:
        return "utf-16-le"
    if even > 0.3 * half and odd < 0.02 * half:
        return "utf-16-be"
    return None


def _eight_bit(name: str, data: bytes) -> tuple[str, tuple[str, ...]]:
    try:
        return without_controls(displayed(data.decode("utf-8"))), ()
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data" and error.start >= len(data) - 3:
            note = "the file ends in the middle of a character; it may be cut off"
            return without_controls(displayed(data[: error.start].decode("utf-8"))), (note,)
    encoding = _declared(data) or _likely(name, data)
    text = data.decode(encoding, errors="replace")
    label = "Windows-1252" if encoding == "cp1252" else encoding
    return without_controls(displayed(text)), (f"not UTF-8; read as {label}",)


def _declared(data: bytes) -> str | None:
    found = DECLARED_ENCODING.search(data[:2048])
    if found is None:
        return None
    try:
        encoding = codecs.lookup((found[1] or found[2]).decode("ascii")).name
    except LookupError:
        return None
    if not ENCODING_OF_TEXT.fullmatch(encoding):
        return None
    # Browsers read the label ISO-8859-1 as Windows-1252 (WHATWG Encoding, "names and labels"), and so do the people who write it.
    return None if encoding == "utf-8" else {"iso8859-1": "cp1252", "ascii": "cp1252"}.get(encoding, encoding)


def _likely(name: str, data: bytes) -> str:
    high = re.findall(rb"[\x80-\xff]+", data[: SAMPLE * 4])
    plausible = sum(len(run) == 1 or all(byte in TYPOGRAPHIC_1252 for byte in run) for run in high)
    if not re.search(rb"[\x81\x8d\x8f\x90\x9d]", data[: SAMPLE * 4]) and plausible * 10 >= len(high) * 9:
        return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(data[:SAMPLE]).best()
    if best is None:
        raise TranscriptError(name, "unknown encoding; save the file as UTF-8")
    return best.encoding
