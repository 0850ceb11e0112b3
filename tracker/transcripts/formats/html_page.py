"""HTML: podcast transcripts with `cite`, `time` and `p`, and article pages."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from tracker.transcripts.draft import Draft, InputFile
from tracker.transcripts.formats.article import article
from tracker.transcripts.formats.page_blocks import Block, PageParser
from tracker.transcripts.formats.speech_xml import fits as is_speech_xml
from tracker.transcripts.formats.timed_pieces import Spoken, compose
from tracker.transcripts.formats.youtube import fits_xml as is_timed_text
from tracker.transcripts.layout.clock import CLOCK, clock_ms
from tracker.transcripts.layout.time_stamps import stamps_in
from tracker.transcripts.metadata.front_matter import day_of
from tracker.transcripts.passages.sounds import note_ms, sound_notes

SIGNS = re.compile(
    r"\A\s{0,200}<(?:div|section|article|main|ul|ol|dl|table)[\s>]|"
    r"<!doctype html|<html[\s>]|<body[\s>]|<cite[\s>]|<pre[\s>]|<(?:strong|b)[\s>][^<]{1,80}</|"
    r"<p[\s>][^<]{0,5000}(?:<[^<]{1,300}){0,20}</p>",
    re.I,
)
CHUNK = 1_000_000
UNCLOSED = re.compile(r"<(?![^<]{0,4000}>)")
# A page with nearly all of its words in boxes is read including them.
FEWEST_OUTSIDE = 4
CITED = re.compile(r"<cite[\s>]", re.I)
DATE_METAS = frozenset(
    {"article:published_time", "date", "pubdate", "dc.date", "dc.date.issued", "datepublished", "publish-date", "og:published_time"}
)
PARENTHESES = re.compile(rf"[\[(]?({CLOCK})[\])]?")


def fits(text: str) -> bool:
    """Whether a text begins with the tags of an HTML page or of an HTML transcript."""
    return (
        text.lstrip()[:1] == "<"
        and text.lstrip()[:5].lower() != "<sami"
        and not is_timed_text(text)
        and not is_speech_xml(text)
        and SIGNS.search(text, 0, 100_000) is not None
    )


def read(file: InputFile) -> Draft:
    """The draft of an HTML transcript, or of the main text of a page with labels found as in plain text."""
    text = _closed(file.text or "")
    page, draft = _drafted(text, boxes=True)
    if page.state.kept * FEWEST_OUTSIDE < sum(map(len, page.state.aside)):
        page, draft = _drafted(text, boxes=False)
    state = page.state
    days = [day for name in DATE_METAS if (day := day_of(state.metas.get(name)))]
    language = state.metas.get("lang")
    return replace(
        draft,
        title=state.metas.get("og:title") or state.metas.get("title") or draft.title,
        url=state.metas.get("canonical") or state.metas.get("og:url") or draft.url,
        said_on=days[0] if days else draft.said_on,
        language=language or draft.language,
    )


def _drafted(text: str, *, boxes: bool) -> tuple[PageParser, Draft]:
    """The page and its draft; with `boxes`, boxes named as comments, menus and the like are skipped."""
    page = PageParser(boxes=boxes)
    blocks = _blocks(page, text)
    draft = compose(_spoken(blocks)) if CITED.search(text) else article(list(blocks))
    return page, replace(draft, left_out="\n".join([*page.state.aside, draft.left_out]))


def _closed(text: str) -> str:
    """The text, with `<` escaped if a thousand tags are never closed: the parser would search for the end of each."""
    return UNCLOSED.sub("&lt;", text) if text.count("<") > text.count(">") + 1000 else text


def _blocks(page: PageParser, text: str) -> Iterator[Block]:
    """Yields the blocks of a page one by one, so that a long transcript is never held as blocks."""
    for at in range(0, len(text), CHUNK):
        page.feed(text[at : at + CHUNK])
        yield from page.state.blocks
        page.state.blocks.clear()
    page.close()
    page.unbox()
    page.finish()
    yield from page.state.blocks


def _spoken(blocks: Iterable[Block]) -> Iterator[Spoken]:
    """Paragraphs with the speaker and the time in or before them."""
    speaker: str | None = None
    time: str | None = None
    for block in blocks:
        if block.cite is not None:
            speaker = block.cite.strip().removesuffix(":").strip() or None
        time = block.time or time
        if block.words.strip() and not block.tag.startswith("h"):
            found = PARENTHESES.fullmatch((time or "").strip())
            yield _cited(block.words, speaker, clock_ms(found[1]) if found else None)
            time = None


def _cited(words: str, speaker: str | None, milliseconds: int | None) -> Spoken:
    """A paragraph of a named speaker without its time stamps and sound notes; a stamp times the words after it."""
    pieces, marks, at, length = [], [], 0, 0
    stamps = {(one.start, one.end): one.milliseconds for one in stamps_in(words)}
    notes = {(one.start, one.end): note_ms(words[one.start : one.end]) for one in sound_notes(words)}
    for (start, end), time in sorted({**notes, **stamps}.items()):
        if start < at:
            continue
        pieces += [words[at:start], " "]
        length += start - at + 1
        at = end
        if time is not None:
            marks.append((length, time))
    text = "".join([*pieces, words[at:]])
    before = len(text) - len(text.lstrip())
    if milliseconds is None and marks and marks[0][0] <= before:
        milliseconds, marks = marks[0][1], marks[1:]
    return Spoken(text=text, speaker=speaker, milliseconds=milliseconds, marks=tuple(marks))
