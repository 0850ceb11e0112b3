"""Finds speaker labels: short beginnings of lines that recur and are followed by speech, whatever their shape."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from tracker.transcripts.layout.label_names import is_formal, is_name, is_plain_name, stands_alone
from tracker.transcripts.layout.label_shapes import SHAPES
from tracker.transcripts.layout.label_words import ROLES
from tracker.transcripts.layout.time_stamps import line_count, time_ms

WITHIN = re.compile(r"(?<=[.?!…”\"—] )(?P<name>[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){1,4}):(?= )")
ASIDE = re.compile(r"[ \t]{0,9}(\([^()\n]{1,60}\))")
# "From NAME to Everyone" of messages, and "The Minister for Works (NAME)".
SENDER = re.compile(r"From[ \t]+(?P<name>\S.{0,50}?)[ \t]+to[ \t]+\S.{0,40}")
COUNTED = re.compile(r"(?P<name>[QA])[. ]?\d{1,3}")
OFFICE = re.compile(r"The [A-Z][^()]{2,60} \((?P<name>[^\W\d_][^()\s]*(?: [^\W\d_][^()\s]*){1,4})\)")
# Letters for a party or a house are not part of a name; those for an office are kept.
PARTY = re.compile(r"\((?!C[A-Z]O\)|VP\)|MP\)|MD\)|QC\)|KC\))[A-Z][A-Z&/-]{1,11}\)")
NICKNAME = re.compile(r"[a-z][\w.-]{1,20}")
NUMBERED = re.compile(r"^[A-Za-z]{3,12}[ _#-]?\d{1,3}$")
_JOB = re.compile(
    r"\b(?:officer|president|analyst|director|chair(?:man|woman)?|ceo|cfo|coo|cto|"
    r"founder|manager|label of|professor|partner|editor)\b",
    re.I,
)
NEXT_LINE = re.compile(r"\s*?\n[ \t]*(?P<line>[^\s][^\n]{0,120}?)[ \t]*\r?(?=\n)")
LINE_BEFORE = re.compile(r"(?:^|\n)[ \t]*(?P<line>[A-Z]{1,3})[ \t]*\r?\n(?:[ \t]*\r?\n)?$")


@dataclass(frozen=True, slots=True)
class SpeakerLabel:
    """A speaker label: its span with mark-up, the name, the time and the link in it, and how it is written."""

    start: int
    end: int
    name: str
    milliseconds: int | None
    shape: str
    marked: bool = False
    url: str | None = None

    @property
    def key(self) -> str:
        """The name in lower case."""
        return self.name.casefold()

    @property
    def style(self) -> tuple[bool, bool, bool]:
        """What the labels of one text share: mark-up, a line of their own, capitals."""
        return self.marked, SHAPES[self.shape].owned, self.name.isupper()


def speaker_labels_in(text: str) -> list[SpeakerLabel]:
    """The speaker labels of a text in order, or none if its turns are not labelled.

    A line begins with a label when its beginning is written like the other labels of the text and either recurs or looks like a
    name. One accidental "Note: ..." does not make a labelled transcript. Shapes that occur in speech too, such as a name alone on a
    line, count only where names recur or labels of another shape give the name.
    """
    strong = _strong_labels(text)
    known = {label.key for label in strong}
    labels = {label.start: label for label in strong}
    weak = _known_ones(text, known) if strong else _weak_labels(text)
    for label in weak:
        labels.setdefault(label.start, label)
    return _with_inner_labels(text, _apart([_widened(text, labels[start]) for start in sorted(labels)]))


def _found(text: str, shape: str) -> Iterator[SpeakerLabel]:
    for match in SHAPES[shape].pattern.finditer(text):
        label = _label(match, shape)
        if label is not None:
            yield label


def _label(match: re.Match[str], shape: str) -> SpeakerLabel | None:
    groups = match.groupdict()
    name = (groups.get("name") or groups.get("late") or "").strip(" \t")
    if SHAPES[shape].owned or shape in {"time and speech", "full stop", "dashes"}:
        name = name.strip(",-–—|.") if not re.search(r"(?:Jr|Sr)\.$", name) else name
        name = name.strip()
    name = _person(name, shape)
    nick = shape == "small letters" or (shape == "bracketed" and groups.get("open") == "<")
    if not is_name(name) and not (nick and NICKNAME.fullmatch(name)):
        return None
    time = next((groups[key] for key in ("before", "inside", "after", "behind", "later") if groups.get(key)), None)
    url = next((groups[key] for key in ("before_url", "after_url", "later_url") if groups.get(key)), None)
    return SpeakerLabel(match.start(), match.end(), name, time_ms(time) if time else None, shape, bool(groups.get("mark")), url)


def _person(name: str, shape: str) -> str:
    """The person named: the sender of a message, the holder of an office, a name without its parentheses."""
    if found := SENDER.fullmatch(name) or COUNTED.fullmatch(name):
        name = found["name"]
    if (found := OFFICE.fullmatch(name)) and is_plain_name(found["name"]):
        name = found["name"]
    return ASIDE.sub("", name).strip() if shape == "full stop and dash" else _without_asides(name)


def _without_asides(name: str) -> str:
    """The name without parentheses for a manner of speaking, a seat or a party; a single title stays."""
    groups = ASIDE.findall(name)
    if not groups or (len(groups) == 1 and not groups[0][1].islower() and not PARTY.fullmatch(groups[0])):
        return name
    bare = ASIDE.sub("", name).strip()
    return bare if any(map(str.isalpha, bare)) else name


def _strong_labels(text: str) -> list[SpeakerLabel]:
    by_start: dict[int, SpeakerLabel] = {}
    for shape, how in SHAPES.items():
        for label in _found(text, shape) if not how.weak else ():
            by_start.setdefault(label.start, label)
    for label in _found(text, "bold line"):
        if label.key in ROLES and any(one.marked for one in by_start.values()):
            by_start.setdefault(label.start, label)
    if not by_start or sum(label.marked for label in by_start.values()) * 3 < len(by_start):
        for label in _repeated(list(_found(text, "bold line"))):
            by_start.setdefault(label.start, label)
    found = _apart([by_start[start] for start in sorted(by_start)])
    if not found:
        return []
    counts = Counter(label.key for label in found)
    styles = Counter(label.style for label in found if counts[label.key] > 1) or Counter(label.style for label in found)
    repeated = sum(1 for label in found if counts[label.key] > 1)
    lines = line_count(text, 4 * len(found) + 8)
    stamped = sum(label.milliseconds is not None for label in found)
    if (repeated < 2 and len(found) * 2 < lines and stamped < 2) or (repeated >= 2 and repeated * 400 < lines):
        return []
    main = {style for style, count in styles.items() if count * 8 >= max(styles.values())}
    kept = [label for label in found if label.style in main or counts[label.key] > 2]
    return [label for label in kept if counts[label.key] > 1 or _sure(label, len(kept))]


def _sure(label: SpeakerLabel, labels: int) -> bool:
    """Whether a label that occurs only once names a speaker nevertheless."""
    words = label.name.split()
    if label.marked or label.milliseconds is not None or words[0].casefold() in ROLES:
        return True
    return 2 <= len(words) <= 5 or label.name.isupper() or labels <= 4


def _repeated(labels: list[SpeakerLabel]) -> list[SpeakerLabel]:
    counts = Counter(label.key for label in labels)
    return [label for label in labels if counts[label.key] > 1]


def _weak_labels(text: str) -> list[SpeakerLabel]:
    """The labels of the most frequent weak shape whose names recur."""
    best: list[SpeakerLabel] = []
    for shape, how in SHAPES.items():
        if not how.weak:
            continue
        found = [label for label in _found(text, shape) if _fits_weak(label)]
        numbered = shape == "bracketed" and len(found) > 1 and all(NUMBERED.search(label.name) for label in found)
        again = found if numbered else _repeated(found)
        names = {label.key for label in again}
        if len(names) < 2 and not (len(names) == 1 and len(again) > 2 and shape in {"full stop", "bracketed"}):
            continue
        most = 3 * len(again) // 2 if how.throughout else 40 * len(again)
        if line_count(text, most + 1) > most:
            continue
        kept = [
            label for label in found if label.key in names or (label.key in ROLES if shape == "line" else is_formal(label.name))
        ]
        best = max(best, kept, key=len)
    return best


def _fits_weak(label: SpeakerLabel) -> bool:
    if label.shape in {"full stop", "dashes"}:
        return is_formal(label.name)
    if label.shape == "line":
        return stands_alone(label.name)
    return is_plain_name(label.name)


def _known_ones(text: str, known: set[str]) -> list[SpeakerLabel]:
    """Names alone on their lines where labels of another shape give these names."""
    return [label for label in _found(text, "line") if label.key in known and stands_alone(label.name)]


def _apart(labels: list[SpeakerLabel]) -> list[SpeakerLabel]:
    kept: list[SpeakerLabel] = []
    for label in labels:
        if not kept or label.start >= kept[-1].end:
            kept.append(label)
    return kept


def _widened(text: str, label: SpeakerLabel) -> SpeakerLabel:
    """The label extended by the job title on the line below and the initials on the line above."""
    start, end = label.start, label.end
    before = LINE_BEFORE.search(text, max(0, start - 12), start)
    if before and before["line"] == "".join(word[0] for word in label.name.split()).upper()[: len(before["line"])]:
        start = before.start("line")
    if SHAPES[label.shape].owned and label.milliseconds is None and label.shape != "title below":
        after = NEXT_LINE.match(text, end, min(len(text), end + 140))
        if after and len(after["line"].split()) <= 10 and after["line"][-1] not in ".?!" and _JOB.search(after["line"]):
            end = after.end("line")
    return replace(label, start=start, end=end) if (start, end) != (label.start, label.end) else label


def _with_inner_labels(text: str, labels: list[SpeakerLabel]) -> list[SpeakerLabel]:
    """The labels with those in capitals in the middle of a line, as text cut from document pages has them."""
    if not labels or sum(1 for label in labels if label.style[2]) * 2 < len(labels):
        return labels
    known = {label.key for label in labels}
    inner = [
        SpeakerLabel(match.start(), match.end(), match["name"], None, "colon")
        for match in WITHIN.finditer(text)
        if match["name"].casefold() in known
    ]
    return _apart(sorted([*labels, *inner], key=lambda label: label.start))
