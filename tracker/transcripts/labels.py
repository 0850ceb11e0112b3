"""Speaker labels at the beginning of a turn: which lines carry one, and what name it gives."""

import re
from collections import Counter
from dataclasses import dataclass

from tracker.transcripts.clock import CLOCK, clock_ms
from tracker.transcripts.vocabulary import NOT_IN_NAMES, NOT_NAMES, PARTICLES, ROLES


def _time(group: str) -> str:
    return rf"\\?[\[(]?\(?(?P<{group}>{CLOCK})\)?\\?[\])]?"


def _name(group: str) -> str:
    return rf"(?P<{group}>[^\W_](?:[^\n:*\[\](){{}}<>|\"“”?!;_\\]|\([^()\n\d:]{{1,40}}\)){{0,58}}?)"


_TURN = r"(?P<turn>>{1,3}[ \t]*|[-–—][ \t]+)?"
_BEFORE = rf"(?:{_time('before')}[ \t]*[-–—]?[ \t]*)?"
_AFTER = rf"(?:[ \t,–-]*{_time('after')})?"
# **Name:** text, **Name**: text, **Name** (00:12): text, with the time stamp before, inside or behind the mark
MARKED = re.compile(
    rf"^[ \t]*{_TURN}{_BEFORE}(?P<mark>\*\*|__|\*|_)[ \t]*{_name('name')}[ \t]*(?:"
    rf"{_AFTER}[ \t]*:[ \t]*(?P=mark)|(?P=mark)[ \t]*(?:\\?[\[(](?P<behind>{CLOCK})\\?[\])])?[ \t]*:)(?=\s|$)",
    re.M,
)
# NAME: text, NAME (00:12:01): text, [00:12:01] NAME: text, >> NAME: text
PLAIN = re.compile(rf"^[ \t]*{_TURN}{_BEFORE}{_name('name')}{_AFTER}[ \t]*:(?=\s|$)", re.M)
# a line of its own: NAME (00:12:01), NAME  00:12, [00:12:01] NAME, **NAME** 00:12
HEADED = re.compile(
    rf"^[ \t]*(?:(?P<mark>\*\*|__)?{_name('name')}(?:\*\*|__)?[ \t,–-]+{_time('after')}"
    rf"|{_time('before')}[ \t]+{_name('late')})[ \t]*\r?$",
    re.M,
)
BOLD_LINE = re.compile(rf"^[ \t]*(?P<mark>\*\*|__){_name('name')}(?P=mark)[ \t]*\r?$", re.M)
WITHIN = re.compile(r"(?<=[.?!…”\"—] )(?P<name>[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){1,4}):(?= )")


@dataclass(frozen=True, slots=True)
class Label:
    """A label in the text: its span with mark-up and colon, the name, the time it states, and how it is written."""

    start: int
    end: int
    name: str
    milliseconds: int | None
    style: tuple[bool, bool, bool]


def labels_in(text: str) -> list[Label]:
    """The speaker labels of a text in order, or none when the text has no labelled turns.

    A line begins with a label when its beginning is written as the labels of this text are and either comes again or has the
    shape of a name. One accidental "Note: ..." makes no labelled transcript.
    """
    found = _candidates(text)
    if not found:
        return []
    counts = Counter(label.name.casefold() for label in found)
    styles = Counter(label.style for label in found if counts[label.name.casefold()] > 1) or Counter(label.style for label in found)
    repeated = sum(1 for label in found if counts[label.name.casefold()] > 1)
    lines = _speech_lines(text, limit=4 * len(found) + 8)
    if repeated < 2 and len(found) * 2 < lines:
        return []
    if repeated >= 2 and repeated * 400 < lines:
        return []
    main = {style for style, count in styles.items() if count * 8 >= max(styles.values())}
    kept = [label for label in found if label.style in main or counts[label.name.casefold()] > 2]
    return _with_inner(text, [label for label in kept if counts[label.name.casefold()] > 1 or _strong(label, len(kept))])


def _candidates(text: str) -> list[Label]:
    found: dict[int, Label] = {}
    for pattern in (MARKED, PLAIN, HEADED):
        for match in pattern.finditer(text):
            label = _label(match, headed=pattern is HEADED)
            if label is not None:
                found.setdefault(match.start(), label)
    if not found or sum(1 for label in found.values() if label.style[0]) * 3 < len(found):
        for match in _bold_lines(text):
            label = _label(match, headed=True)
            if label is not None:
                found.setdefault(match.start(), label)
    return [found[start] for start in sorted(found)]


def _bold_lines(text: str) -> list[re.Match[str]]:
    """Names in bold on lines of their own: only where names come again, since a heading in bold does not."""
    lines = list(BOLD_LINE.finditer(text))
    counts = Counter(match["name"].strip().casefold() for match in lines)
    return [match for match in lines if counts[match["name"].strip().casefold()] > 1]


def _label(match: re.Match[str], *, headed: bool) -> Label | None:
    groups = match.groupdict()
    name = (groups.get("name") or groups.get("late") or "").strip(" \t,-–—.") if headed else (groups.get("name") or "").strip()
    if not _is_name(name):
        return None
    time = groups.get("before") or groups.get("inside") or groups.get("after") or groups.get("behind")
    marked = bool(groups.get("mark"))
    return Label(match.start(), match.end(), name, clock_ms(time) if time else None, (marked, headed, name.isupper()))


def _is_name(name: str) -> bool:
    words = re.sub(r"\([^()]*\)", " ", name).replace(",", " ").replace("/", " ").split()
    if not 1 <= len(words) <= 8 or not any(character.isalpha() for character in name):
        return False
    lowered = [word.casefold().strip(".'’") for word in words]
    if any(word in NOT_IN_NAMES for word in lowered) or (len(words) == 1 and lowered[0] in NOT_NAMES):
        return False
    if lowered[0].rstrip("0123456789#-") in ROLES:
        return True
    if lowered[0] == "the" or name[0].isdigit():
        return False
    return all(
        not word[0].islower() or low in PARTICLES or index > 3 for index, (word, low) in enumerate(zip(words, lowered, strict=True))
    )


def _strong(label: Label, labels: int) -> bool:
    """Whether a label that stands only once is a speaker's all the same."""
    words = label.name.split()
    if label.style[0] or label.milliseconds is not None or words[0].casefold() in ROLES:
        return True
    return 2 <= len(words) <= 5 or label.name.isupper() or labels <= 4


def _speech_lines(text: str, *, limit: int) -> int:
    """The number of lines that are not empty, counted no further than `limit`."""
    count = 0
    for match in re.finditer(r"^[^\S\n]*\S", text, re.M):
        count += bool(match)
        if count >= limit:
            break
    return count


def _with_inner(text: str, labels: list[Label]) -> list[Label]:
    """Adds labels in capitals that stand in the middle of a line, as pages cut from a document have them."""
    if not labels or sum(1 for label in labels if label.style[2]) * 2 < len(labels):
        return labels
    known = {label.name.casefold() for label in labels}
    inner = [
        Label(match.start(), match.end(), match["name"], None, (False, False, True))
        for match in WITHIN.finditer(text)
        if match["name"].casefold() in known
    ]
    taken = {label.start for label in labels}
    return sorted([*labels, *(label for label in inner if label.start not in taken)], key=lambda label: label.start)
