"""HTML: podcast transcripts of `cite`, `time` and `p`, and plain article pages, without scripts and mark-up."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

from tracker.transcripts.clock import CLOCK, clock_ms, seconds_ms
from tracker.transcripts.compose import Spoken, compose
from tracker.transcripts.decoding import without_controls
from tracker.transcripts.draft import Draft, Material
from tracker.transcripts.metadata import day_of
from tracker.transcripts.sounds import note_ms, sound_notes
from tracker.transcripts.speech_xml import fits as is_speech_xml
from tracker.transcripts.stamps import stamps_in
from tracker.transcripts.text import written
from tracker.transcripts.vocabulary import words
from tracker.transcripts.youtube import fits_xml as is_timed_text

SIGNS = re.compile(
    r"\A\s{0,200}<(?:div|section|article|main|ul|ol|dl|table)[\s>]|"
    r"<!doctype html|<html[\s>]|<body[\s>]|<cite[\s>]|<pre[\s>]|<(?:strong|b)[\s>][^<]{1,80}</|"
    r"<p[\s>][^<]{0,5000}(?:<[^<]{1,300}){0,20}</p>",
    re.I,
)
SKIPPED = words(
    "script style noscript template svg nav header footer aside form button select iframe object video audio head figcaption"
)
BLOCKS = words("p div li h1 h2 h3 h4 h5 h6 blockquote section article main tr td th dd dt pre body ul ol table hr")
# What the class or the id of a box says that is no part of a transcript.
BOXES = frozenset("div section ul ol dl table article aside".split())
ASIDES = words(
    """comment comments commentlist disqus respond related recommended recommendations cookie cookies consent gdpr newsletter
    subscribe subscription signup share sharing social sidebar menu navigation navbar nav breadcrumb breadcrumbs footer masthead
    advert advertisement advertisements ads promo popup modal bio pagination pager upsell paywall"""
)
CHUNK = 1_000_000
# The attributes in which transcripts of pages keep the times of words, and how many milliseconds their unit has.
TIMED = (
    ("data-m", 1), ("data-ms", 1), ("data-start-ms", 1), ("data-time-ms", 1), ("data-start", 1000), ("data-time", 1000),
    ("data-timestamp", 1000), ("data-start-time", 1000), ("data-seconds", 1000), ("data-begin", 1000), ("begin", 1000),
)  # fmt: skip
# Stands for a break of the line among the words of a block.
BREAK = "\u2028"
UNCLOSED = re.compile(r"<(?![^<]{0,4000}>)")
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
NAME_PART = re.compile(r"[^A-Za-z]+")
# Of what is passed over, these hold no words for readers.
UNREAD = frozenset({"script", "style", "svg", "template"})
# A page of which the boxes hold nearly all words is read with them.
FEWEST_OUTSIDE = 4
CITED = re.compile(r"<cite[\s>]", re.I)
CONTAINERS = frozenset({"main", "article"})
DATE_METAS = frozenset(
    {"article:published_time", "date", "pubdate", "dc.date", "dc.date.issued", "datepublished", "publish-date", "og:published_time"}
)
OPENING_CLOCK = re.compile(rf"\s{{0,99}}[\[(]?{CLOCK}(?=[\s\])])")
PARENTHESES = re.compile(rf"[\[(]?({CLOCK})[\])]?")


@dataclass(slots=True)
class _Block:
    """Text between two block marks: its words, where it stood, and what `cite` and `time` say in it."""

    words: str
    tag: str
    main: int
    cite: str | None = None
    time: str | None = None
    stamp: int | None = None
    linked: int = 0


@dataclass(slots=True)
class _State:
    """What has been seen of a page; `box` is the tag of the box that is passed over, `aside` the words that were."""

    pieces: list[str] = field(default_factory=list)
    blocks: list[_Block] = field(default_factory=list)
    tag: str = ""
    skipped: list[str] = field(default_factory=list)
    main: int = 0
    inside: str = ""
    cite: str | None = None
    time: str | None = None
    stamp: int | None = None
    metas: dict[str, str] = field(default_factory=dict)
    box: str = ""
    depth: int = 0
    boxed: list[str] = field(default_factory=list)
    aside: list[str] = field(default_factory=list)
    kept: int = 0
    link: int = 0
    linked: int = 0


def fits(text: str) -> bool:
    """Whether a text begins with the tags of an HTML page or of an HTML transcript."""
    return (
        text.lstrip()[:1] == "<"
        and text.lstrip()[:5].lower() != "<sami"
        and not is_timed_text(text)
        and not is_speech_xml(text)
        and SIGNS.search(text, 0, 100_000) is not None
    )


def read(material: Material) -> Draft:
    """The draft of an HTML transcript, or of the main text of a page, in which labels are found as in plain text."""
    text = _closed(material.text or "")
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


def _drafted(text: str, *, boxes: bool) -> tuple["_Page", Draft]:
    """The page and its draft; with `boxes` those that name themselves comments, menus and the like are passed over."""
    page = _Page(boxes=boxes)
    blocks = _blocks(page, text)
    draft = compose(_spoken(blocks)) if CITED.search(text) else _article(list(blocks))
    return page, replace(draft, left_out="\n".join([*page.state.aside, draft.left_out]))


def _closed(text: str) -> str:
    """The text, with brackets as characters where a thousand open tags that nothing closes: a parser tries each to the end."""
    return UNCLOSED.sub("&lt;", text) if text.count("<") > text.count(">") + 1000 else text


def _blocks(page: "_Page", text: str) -> Iterator[_Block]:
    """The blocks of a page as they come, so that a long transcript is never held as blocks."""
    for at in range(0, len(text), CHUNK):
        page.feed(text[at : at + CHUNK])
        yield from page.state.blocks
        page.state.blocks.clear()
    page.close()
    page.unbox()
    page.finish()
    yield from page.state.blocks


def _spoken(blocks: Iterable[_Block]) -> Iterator[Spoken]:
    """Paragraphs with the speaker and the time that stand in or before them."""
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
    """A paragraph of a named speaker, without the stamps and notes in it; the stamps time the words behind them."""
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


def _article(found: list[_Block]) -> Draft:
    """The paragraphs of the main part of a page, of the whole page when none is marked."""
    mains = [block for block in found if block.main and block.words.strip()]
    blocks = mains if sum(len(block.words) for block in mains) > 200 else [block for block in found if block.words.strip()]
    paragraphs = [block for block in blocks if block.tag == "p"]
    if sum(len(block.words) for block in paragraphs) * 2 > sum(len(block.words) for block in blocks):
        blocks = [block for block in blocks if block.tag in {"p", "li", "blockquote", "dd", "h2", "h3", "h4"}]
    speech = _unlinked(blocks)
    left_out = "\n".join(block.words for block in found if not block.main) if mains and blocks[0].main else ""
    left_out += "\n".join(block.words for block in blocks if block not in speech) if len(speech) < len(blocks) else ""
    blocks = speech
    stamped = sum(block.stamp is not None for block in blocks) > 2
    timed = sum(bool(block.time) for block in blocks) > 2
    lines = [
        f"[{block.time.strip('[]() ')}] {block.words}"
        if block.time and timed
        else f"[{_clock(block.stamp)}] {block.words}"
        if stamped and block.stamp is not None and not OPENING_CLOCK.match(block.words)
        else block.words
        for block in blocks
    ]
    return replace(written("\n\n".join(_lines(line) for line in lines), [], captions=False), left_out=left_out)


def _unlinked(blocks: list[_Block]) -> list[_Block]:
    """The blocks that are not links, where those are few: a transcript may link every turn to its moment in the recording."""
    links = [block for block in blocks if block.linked * 5 > len(block.words.strip()) * 3]
    if sum(len(block.words) for block in links) * 3 > sum(len(block.words) for block in blocks):
        return blocks
    gone = set(map(id, links))
    return [block for block in blocks if id(block) not in gone]


def _clock(milliseconds: int) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"


def _lines(words: str) -> str:
    """The words of a block with single spaces; a break in it, and a new line of a preformatted one, stays a new line."""
    return "\n".join(" ".join(line.split()) for line in without_controls(words).split(BREAK) if line.strip())


def _attribute_ms(value: str | None, scale: int) -> int | None:
    if not value:
        return None
    if ":" in value:
        return clock_ms(value)
    milliseconds = seconds_ms(value)
    return None if milliseconds is None else milliseconds * scale // 1000


def _is_aside(given: dict[str, str]) -> bool:
    """Whether the class or the id of a box says that it is no part of the article."""
    named = f"{given.get('class', '')} {given.get('id', '')}"[:400]
    return bool(named.strip()) and not ASIDES.isdisjoint(NAME_PART.sub(" ", CAMEL.sub(" ", named)).casefold().split())


class _Page(HTMLParser):
    """Walks over the tags and gathers blocks of words; never fails, whatever the nesting."""

    def __init__(self, *, boxes: bool = True) -> None:
        super().__init__(convert_charrefs=True)
        self.state = _State()
        self.boxes = boxes

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        state = self.state
        given = {name: value or "" for name, value in attrs}
        if tag == "html" and given.get("lang"):
            state.metas["lang"] = given["lang"]
        if tag == "meta":
            state.metas.setdefault(
                (given.get("property") or given.get("name") or given.get("itemprop") or "").lower(), given.get("content", "")
            )
        elif tag == "link" and given.get("rel") == "canonical":
            state.metas.setdefault("canonical", given.get("href", ""))
        elif tag == "title":
            state.inside = "title"
        elif state.box:
            state.depth += tag == state.box
        elif tag in SKIPPED:
            state.skipped.append(tag)
        elif self.boxes and tag in BOXES and not state.skipped and _is_aside(given):
            self.finish()
            state.box, state.depth = tag, 1
        elif not state.skipped:
            state.link += tag == "a"
            self._open(tag)
            self._timed(given)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in SKIPPED:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        state = self.state
        if tag == "a":
            state.link = 0
        if state.box:
            state.depth -= tag == state.box
            if state.depth == 0:
                state.aside += state.boxed
                state.box, state.boxed = "", []
        elif tag in SKIPPED:
            if tag in state.skipped:
                del state.skipped[state.skipped.index(tag) :]
        elif tag == state.inside:
            state.inside = ""
        elif tag in CONTAINERS:
            self.finish()
            state.main = max(0, state.main - 1)
        elif tag in BLOCKS or "-" in tag:
            self.finish()

    def handle_data(self, data: str) -> None:
        state = self.state
        if state.inside == "title":
            state.metas["title"] = (state.metas.get("title", "") + data).strip()
        elif state.box:
            state.boxed.append(data)
        elif state.skipped:
            if state.skipped[0] not in UNREAD:
                state.aside.append(data)
        elif state.inside == "cite":
            state.cite = (state.cite or "") + data
        elif state.inside == "time":
            state.time = (state.time or "") + data
        else:
            state.linked += len(data.strip()) if state.link else 0
            state.pieces.append(data.replace("\n", BREAK) if state.tag == "pre" else data)

    def finish(self) -> None:
        """Ends the block that is being gathered."""
        state = self.state
        words = "".join(state.pieces)
        state.kept += len(words)
        if words.strip() or state.cite is not None or state.time is not None:
            state.blocks.append(_Block(words, state.tag, state.main, state.cite, state.time, state.stamp, state.linked))
            state.stamp = None
        state.linked = 0
        state.pieces, state.cite, state.time = [], None, None

    def unbox(self) -> None:
        """Gives back the words of a box that the page never ends."""
        self.state.pieces += self.state.boxed
        self.state.boxed = []

    def parse_marked_section(self, i: int, report: int = 1) -> int:
        """Where a marked section ends; one of a kind that the parser does not know is passed over as a comment."""
        try:
            return super().parse_marked_section(i, report)
        except AssertionError:
            return self.parse_bogus_comment(i)

    def _timed(self, given: dict[str, str]) -> None:
        """Keeps the time that an element around words states in an attribute, where it is the first of its block."""
        state = self.state
        if state.stamp is None and not "".join(state.pieces).strip():
            state.stamp = next((time for key, scale in TIMED if (time := _attribute_ms(given.get(key), scale)) is not None), None)

    def _open(self, tag: str) -> None:
        state = self.state
        if tag in {"cite", "time"}:
            # A speaker who is named in the middle of a paragraph begins a new one.
            if "".join(state.pieces).strip() and tag == "cite":
                self.finish()
            state.inside = tag
        elif tag == "br":
            state.pieces.append(BREAK)
        elif tag in BLOCKS or "-" in tag:
            self.finish()
            state.tag = tag
            state.main += tag in CONTAINERS
