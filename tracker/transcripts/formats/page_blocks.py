"""Parses a page into blocks of words, without menus, comments and scripts; never fails."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from tracker.transcripts.layout.clock import clock_ms, seconds_ms
from tracker.transcripts.layout.label_words import words

SKIPPED = words(
    "script style noscript template svg nav header footer aside form button select iframe object video audio head figcaption"
)
BLOCKS = words("p div li h1 h2 h3 h4 h5 h6 blockquote section article main tr td th dd dt pre body ul ol table hr")
# Words in the class or id of a box that is not part of a transcript.
BOXES = frozenset("div section ul ol dl table article aside".split())
ASIDES = words(
    """comment comments commentlist disqus respond related recommended recommendations cookie cookies consent gdpr newsletter
    subscribe subscription signup share sharing social sidebar menu navigation navbar nav breadcrumb breadcrumbs footer masthead
    advert advertisement advertisements ads promo popup modal bio pagination pager upsell paywall replies sponsor sponsors
    sponsored tags byline"""
)
ASIDE_ROLES = words("navigation complementary contentinfo banner search form")
# A name at the start of a block inside one of these is set off as a label.
SET_OFF = words("b strong em i u span")
VOICE_CLASS = re.compile(r"speaker|name|author|voice|\bwho\b", re.I)
# Attributes in which pages keep the times of words, and the milliseconds in their unit.
TIMED = (
    ("data-m", 1), ("data-ms", 1), ("data-start-ms", 1), ("data-time-ms", 1), ("data-start", 1000), ("data-time", 1000),
    ("data-timestamp", 1000), ("data-start-time", 1000), ("data-seconds", 1000), ("data-begin", 1000), ("begin", 1000),
)  # fmt: skip
# Marks a line break among the words of a block.
BREAK = "\u2028"
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
NAME_PART = re.compile(r"[^A-Za-z]+")
# Skipped elements that contain no words for readers.
UNREAD = frozenset({"script", "style", "svg", "template"})
CONTAINERS = frozenset({"main", "article"})


@dataclass(slots=True)
class Block:
    """The text between two block tags: its words, its element, and the contents of `cite` and `time` in it."""

    words: str
    tag: str
    main: int
    cite: str | None = None
    time: str | None = None
    stamp: int | None = None
    linked: int = 0
    opening: str = ""


@dataclass(slots=True)
class _State:
    """The state of the parser; `box` is the tag of the box being skipped, `aside` the words skipped."""

    pieces: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
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
    opens: bool = False
    opening: str = ""


class PageParser(HTMLParser):
    """Collects blocks of words from the tags of a page; never fails, whatever the nesting."""

    def __init__(self, *, boxes: bool = True) -> None:
        super().__init__(convert_charrefs=True)
        self.state = _State()
        self.boxes = boxes

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Records what an opening tag says, and ends the block before it."""
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
            if tag in SET_OFF and not state.opening and not "".join(state.pieces).strip():
                state.opens = tag != "span" or VOICE_CLASS.search(given.get("class", "")) is not None
            self._open(tag)
            self._timed(given)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Treats a self-closing tag as an opening one; a skipped element is empty then."""
        if tag not in SKIPPED:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Ends boxes, labels and blocks."""
        state = self.state
        if tag == "a":
            state.link = 0
        if state.opens and tag in SET_OFF:
            state.opening, state.opens = "".join(state.pieces).strip(), False
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
        """Adds words to the block, the speaker, the time, the title, or the words skipped."""
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
        """Ends the current block."""
        state = self.state
        words = "".join(state.pieces)
        state.kept += len(words)
        if words.strip() or state.cite is not None or state.time is not None:
            state.blocks.append(
                Block(words, state.tag, state.main, state.cite, state.time, state.stamp, state.linked, state.opening)
            )
            state.stamp = None
        state.linked, state.opening, state.opens = 0, "", False
        state.pieces, state.cite, state.time = [], None, None

    def unbox(self) -> None:
        """Restores the words of a box that the page never closes."""
        self.state.pieces += self.state.boxed
        self.state.boxed = []

    def parse_marked_section(self, i: int, report: bool = True) -> int:
        """The end of a marked section; an unknown kind is skipped as a comment."""
        try:
            return super().parse_marked_section(i, report)
        except AssertionError:
            return self.parse_bogus_comment(i)

    def _timed(self, given: dict[str, str]) -> None:
        """Records the time in an attribute of an element, if it is the first in its block."""
        state = self.state
        if state.stamp is None and not "".join(state.pieces).strip():
            state.stamp = next((time for key, scale in TIMED if (time := _attribute_ms(given.get(key), scale)) is not None), None)

    def _open(self, tag: str) -> None:
        state = self.state
        if tag in {"cite", "time"}:
            # A speaker named in the middle of a paragraph begins a new one.
            if "".join(state.pieces).strip() and tag == "cite":
                self.finish()
            state.inside = tag
        elif tag == "br":
            state.pieces.append(BREAK)
        elif tag in BLOCKS or "-" in tag:
            self.finish()
            state.tag = tag
            state.main += tag in CONTAINERS


def _attribute_ms(value: str | None, scale: int) -> int | None:
    if not value:
        return None
    if ":" in value:
        return clock_ms(value)
    milliseconds = seconds_ms(value)
    return None if milliseconds is None else milliseconds * scale // 1000


def _is_aside(given: dict[str, str]) -> bool:
    """Whether the role, class or id of a box says that it is not part of the article."""
    if given.get("role", "").casefold() in ASIDE_ROLES:
        return True
    named = f"{given.get('class', '')} {given.get('id', '')}"[:400]
    return bool(named.strip()) and not ASIDES.isdisjoint(NAME_PART.sub(" ", CAMEL.sub(" ", named)).casefold().split())
