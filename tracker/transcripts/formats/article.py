"""Builds a written text from the blocks of a page: its main part, with the labels and times found in the mark-up."""

import re
from collections import Counter
from dataclasses import replace

from tracker.transcripts.decoding import without_controls
from tracker.transcripts.draft import Draft
from tracker.transcripts.formats.page_blocks import BREAK, Block
from tracker.transcripts.formats.plain_text import written
from tracker.transcripts.layout.clock import CLOCK, clock_text
from tracker.transcripts.layout.label_names import is_name, is_plain_name

OPENING_CLOCK = re.compile(rf"\s{{0,99}}[\[(]?{CLOCK}(?=[\s\])])")


def article(found: list[Block]) -> Draft:
    """The draft of the main part of a page, or of the whole page if none is marked."""
    mains = [block for block in found if block.main and block.words.strip()]
    blocks = mains if sum(len(block.words) for block in mains) > 200 else [block for block in found if block.words.strip()]
    paragraphs = [block for block in blocks if block.tag == "p"]
    if sum(len(block.words) for block in paragraphs) * 2 > sum(len(block.words) for block in blocks):
        blocks = [block for block in blocks if block.tag in {"p", "li", "blockquote", "dd", "h2", "h3", "h4"}]
    speech = _unlinked(blocks)
    left_out = "\n".join(block.words for block in found if not block.main) if mains and blocks[0].main else ""
    left_out += "\n".join(block.words for block in blocks if block not in speech) if len(speech) < len(blocks) else ""
    blocks = _with_labels(speech)
    stamped = sum(block.stamp is not None for block in blocks) > 2
    timed = sum(bool(block.time) for block in blocks) > 2
    lines = [
        f"[{block.time.strip('[]() ')}] {block.words}"
        if block.time and timed
        else f"[{clock_text(block.stamp)}] {block.words}"
        if stamped and block.stamp is not None and not OPENING_CLOCK.match(block.words)
        else block.words
        for block in blocks
    ]
    return replace(written("\n\n".join(_lines(line) for line in lines), [], captions=False), left_out=left_out)


def _with_labels(blocks: list[Block]) -> list[Block]:
    """The blocks with a colon after opening names that are set off (as by bold type), where two or more such names recur."""
    counts = Counter(block.opening for block in blocks if _names_turn(block))
    again = {name for name, count in counts.items() if count > 1}
    if len(again) < 2:
        return blocks
    return [
        replace(block, words=f"{block.opening}: {block.words.lstrip()[len(block.opening) :].lstrip()}")
        if _names_turn(block) and (block.opening in again or len(block.opening.split()) > 1)
        else block
        for block in blocks
    ]


def _names_turn(block: Block) -> bool:
    """Whether a block opens with a name that is set off and not followed by a colon or a line break."""
    words = block.words.lstrip()
    rest = words[len(block.opening) :]
    return (
        bool(block.opening)
        and words.startswith(block.opening)
        and rest[:1].isspace()
        and BREAK not in rest[: len(rest) - len(rest.lstrip())]
        and not rest.lstrip().startswith((":", "(", "["))
        and is_name(block.opening)
        and is_plain_name(block.opening)
    )


def _unlinked(blocks: list[Block]) -> list[Block]:
    """The blocks that are not links, if links are few: a transcript may link every turn to the recording."""
    links = [block for block in blocks if block.linked * 5 > len(block.words.strip()) * 3]
    if sum(len(block.words) for block in links) * 3 > sum(len(block.words) for block in blocks):
        return blocks
    gone = set(map(id, links))
    return [block for block in blocks if id(block) not in gone]


def _lines(words: str) -> str:
    """The words of a block with single spaces; breaks, and new lines of a preformatted block, are kept."""
    return "\n".join(" ".join(line.split()) for line in without_controls(words).split(BREAK) if line.strip())
