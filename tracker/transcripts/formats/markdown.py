"""Markdown: mark-up becomes passages; the words of links and emphasis stay speech."""

import re

from tracker.records import Passage, PassageKind
from tracker.transcripts.draft import Draft, InputFile
from tracker.transcripts.formats.plain_text import written
from tracker.transcripts.metadata.front_matter import front_matter

SIGNS = re.compile(
    r"^#{1,6}[ \t]+\S|^(?:\*\*|__)[^\s*_][^*_\n]{0,60}(?:\*\*|__)|\]\(https?://|\\\[|^```|"
    r"^\*[^\s*][^*\n]{0,400}[ ][^*\n]{1,400}[ ][^*\n]{1,400}\*[ \t]*\r?$|"  # a line in italics
    r"^[ \t]*\[\^[^\]\n]+\]:|^\|[ :|-]+\|[ \t]*$|\*\*[^\s*][^*\n]*\*\*",
    re.M,
)
HEADING = re.compile(r"^[ \t]{0,3}#{1,6}[ \t]+[^\n]*|^[^\n]{1,80}\n={3,}[ \t]*$", re.M)
BLOCK = re.compile(
    r"^[ \t]*(?P<fence>```|~~~)[^\n]*\n(?:.{0,20000}?\n)??[ \t]*(?P=fence)[ \t]*$"  # a block of code
    r"|^[ \t]{0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$"  # a rule
    r"|^[ \t]*\[\^?[^\]\n]+\]:[^\n]*"  # a footnote, or the target of a link
    r"|^[ \t]*(?:[-*+]|\d{1,3}\.)[ \t]+\[[^\]\n]*\]\(#[^)\n]*\)[^\n]*"  # a line of a table of contents
    r"|^[ \t]*\|[^\n]*\|[ \t]*$"  # a row of a table
    r"|<!--(?:(?!<!--).){0,5000}?-->",
    re.M | re.S,
)
INLINE = re.compile(
    r"(?=[!\[\]\\*_`~<])(?:"  # skips other characters quickly
    r"!\[[^\[\]\n]{0,300}\]\([^()\s]{0,500}(?:[ \t]{1,9}\"[^\"\n]{0,200}\")?\)"  # a picture
    r"|\[\^[^\[\]\s]{1,100}\]"  # a reference to a footnote
    r"|\[(?=[^\[\]\n]{1,300}\]\((?:[^()\s]|\([^()\s]{0,100}\)){0,500}(?:[ \t]{1,9}\"[^\"\n]{0,200}\")?\))"  # where a link begins
    r"|\]\((?:[^()\s]|\([^()\s]{0,100}\)){0,500}(?:[ \t]{1,9}\"[^\"\n]{0,200}\")?\)"  # and its end
    r"|\\(?=[!-/:-@\[-`{-~])"  # the sign before an escaped character
    r"|\*{1,3}(?=\S)|(?<=\S)\*{1,3}|(?<!\w)_{1,3}(?=\w)|(?<=[\w.?!,])_{1,3}(?!\w)|`+|~~"
    r"|</?[a-zA-Z][^<>\n]{0,200}>)"
)
LINE_SIGN = re.compile(r"^[ \t]{0,3}(?:>+[ \t]?(?!>)|[*+][ \t]+)", re.M)


def read(file: InputFile) -> Draft:
    """The draft of a Markdown file; its text is the decoded file without mark-up inside turns."""
    text = file.text or ""
    return written(text, mark_up(text))


def is_markdown(text: str) -> bool:
    """Whether the beginning of a text looks like Markdown: front matter, headings, bold labels, links, escapes."""
    return front_matter(text)[0] > 0 or SIGNS.search(text, 0, 20_000) is not None


def mark_up(text: str) -> list[Passage]:
    """The headings and the mark-up of a Markdown text; the words of links and emphasis stay speech."""
    matter = front_matter(text)[0]
    found = [Passage(start=match.start(), end=match.end(), kind=PassageKind.HEADING) for match in HEADING.finditer(text, matter)]
    for pattern in (BLOCK, INLINE, LINE_SIGN):
        found += [
            Passage(start=match.start(), end=match.end(), kind=PassageKind.MARKUP) for match in pattern.finditer(text, matter)
        ]
    return found
