"""Reads the name key at the start of a transcript: participants, and the initials, codes or roles that stand for them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tracker.records import Passage, PassageKind
from tracker.transcripts.layout.label_names import is_name, is_plain_name
from tracker.transcripts.layout.label_words import NOT_NAMES, PARTICLES, ROLES

LINE = re.compile(r"[^\r\n]*\S[^\r\n]*")
_BULLET = r"[ \t]{0,9}(?:[-*+•·>][ \t]{1,9}|\d{1,2}[.)][ \t]{1,9})?[*_]{0,2}"
_CODE = r"(?:[A-Z]{1,4}\d{0,2}|[A-Z][a-z]{1,2}\d{0,2})"
_ROLE = (
    r"(?:[Ss]peaker|[Hh]ost|[Gg]uest|[Ii]nterviewer|[Ii]nterviewee|[Mm]oderator|[Nn]arrator|[Pp]articipant|[Rr]espondent"
    r"|[Pp]resenter)"
)
_KEY = rf"(?P<key>{_CODE}|{_ROLE}[ \t]?\d{{0,2}})"
_NAME = r"(?P<name>[^\W\d_][^\n:=;,()\[\]*_–—\"“”?!]{0,60}?)"
_TITLE = r"(?:[ \t]*(?:,|[-–—(])(?P<title>[^\n:=?!]{0,100}))?"
# TV: Tamsin Vey, host
BEFORE = re.compile(
    rf"{_BULLET}[\[(]?{_KEY}[\])]?[*_]{{0,2}}[ \t]*(?P<sign>[:=]|[-–—](?=[ \t])|\t|(?<=[\])]))[*_]{{0,2}}[ \t]*"
    rf"{_NAME}{_TITLE}[*_]{{0,3}}[ \t]*"
)
# Tamsin Vey, host (TV)
BEHIND = re.compile(
    rf"{_BULLET}{_NAME}(?:[ \t]*,[^\n()\[\]:=]{{0,80}})?[ \t]*(?P<sign>[(\[]|[=][ \t]*)(?P<key>{_CODE})[\])]?"
    rf"{_TITLE}[*_]{{0,3}}[ \t]*"
)
BARE = re.compile(rf"{_BULLET}{_NAME}{_TITLE}[.*_]{{0,3}}[ \t]*")
LISTED = re.compile(
    r"[ \t]{0,9}(?:#{1,6}[ \t]{1,9})?[*_]{0,2}"
    r"(?:participants?|speakers?|present|attendees|in attendance|panell?ists?|panel"
    r"|key|legend|abbreviations|initials|interviewers?|interviewees?|hosts?|guests?|moderators?|people|cast|with)(?: key)?[*_]{0,2}"
    r"[ \t]*[:=][*_]{0,2}[ \t]*(?P<names>[^\n]{0,400})",
    re.I,
)
HEADING = re.compile(
    r"[ \t]{0,9}(?:#{1,6}[ \t]{1,9})?[*_]{0,2}(?:participants|speakers|present|attendees|in attendance|panell?ists"
    r"|key|legend|abbreviations|initials|people"
    r"|(?:key to|list of) (?:speakers|participants|initials|abbreviations))[*_]{0,2}[ \t]*:?[*_]{0,2}[ \t]*",
    re.I,
)
CODED = re.compile(rf"({_CODE})\)")
PARTED = re.compile(r"[;,/][ \t]*(?:and[ \t])?|[ \t]and[ \t]|[ \t]&[ \t]")
# A key is at the start of a file.
MOST_LINES = 40


@dataclass(frozen=True, slots=True)
class NameKey:
    """The lines of a key, which are not speech, and the names that its labels (in lower case) stand for."""

    passages: list[Passage] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)

    def name(self, label: str) -> str:
        """The name that a label stands for, or the label itself."""
        return self.names.get(label.casefold(), label)

    def with_surnames(self, labels: Iterable[str]) -> "NameKey":
        """The key extended by labels that are the surname of exactly one longer label: "ADA VANCE, HOST:" and then "VANCE:"."""
        whole: dict[str, dict[str, str]] = defaultdict(dict)
        for label in sorted(labels):
            bare = label.partition(",")[0].strip()
            if len(bare.split()) > 1 and is_plain_name(bare):
                whole[bare.split()[-1].casefold()][bare.casefold()] = bare
        short = {label.casefold() for label in labels} & whole.keys()
        full = {name: bare for name in short for bare in whole[name].values() if len(whole[name]) == 1}
        longer = {
            label.casefold(): label.partition(",")[0].strip()
            for label in labels
            if "," in label and label.partition(",")[0].strip() in full.values()
        }
        return NameKey(self.passages, {**full, **longer, **self.names})


@dataclass(frozen=True, slots=True)
class _Entry:
    key: str | None
    name: str
    sure: bool


def name_key(text: str, start: int, declared: tuple[str, ...] = ()) -> NameKey:
    """The key in the first lines after `start`, the end of the front matter; `declared` are the names in the front matter.

    A line belongs to a key if it gives a name with its initials, or lists participants. A code or a role with a name belongs to it
    if turns below are labelled with it or with the name. A label followed by a sentence is a turn.
    """
    passages: list[Passage] = []
    entries: list[_Entry] = []
    below = False
    for number, line in enumerate(LINE.finditer(text, start)):
        if number >= MOST_LINES:
            break
        found = _entries(line[0], below=below)
        if (
            found
            and text.find(line[0].strip(), line.end()) < 0
            and all(one.sure or _labels(text, line.end(), one) for one in found)
        ):
            entries += found
            passages.append(Passage(start=line.start(), end=line.end(), kind=PassageKind.HEADING))
        elif HEADING.fullmatch(line[0]):
            below = True
            passages.append(Passage(start=line.start(), end=line.end(), kind=PassageKind.HEADING))
        else:
            below = False
            if _is_turn(line[0]):
                break
    if not entries and not declared:
        return NameKey()
    return NameKey(passages if entries else [], _names([*entries, *(_Entry(None, name, True) for name in declared)]))


def _entries(line: str, *, below: bool) -> list[_Entry]:
    """The entries of a line, none if it is not part of a key; `below` says that it is below the title of a list."""
    if len(line) > 400:
        return []
    if one := _entry(line):
        return [one]
    listed = LISTED.fullmatch(line)
    if listed is not None and listed["names"].strip():
        return _items(listed["names"])
    bare = BARE.fullmatch(line) if below else None
    return [_Entry(None, bare["name"].strip(), True)] if bare and _is_person(bare["name"].strip()) else []


def _entry(line: str) -> _Entry | None:
    for pattern in (BEFORE, BEHIND):
        found = pattern.fullmatch(line)
        if found is None:
            continue
        name = found["name"].strip()
        code = CODED.match(found["title"] or "")
        key = code[1] if code else found["key"].strip()
        matching = initials(name).startswith(key.casefold()) and len(key) > 1
        if pattern is BEHIND and not matching and "=" not in found["sign"]:
            continue
        role = name.casefold() in ROLES or name.casefold() == "respondent"
        if _is_person(name) or (role and (matching or found["sign"].strip() == "=" or name[0].casefold() == key[0].casefold())):
            return _Entry(key, name, matching or "=" in found["sign"])
    return None


def _items(names: str) -> list[_Entry]:
    """The entries of a list on one line, each a name or a name with initials; none if any item is neither."""
    made: list[_Entry] = []
    items = PARTED.split(re.sub(r"\([^()\n]{5,80}\)", " ", names).strip(" \t*_"))
    if len(items) > 1:
        # A single name with a full stop is an answer.
        items[-1] = items[-1].rstrip(".")
    for item in items:
        one = _entry(item)
        if one is None and not _is_person(bare := item.strip(" \t*_")):
            # A title behind a name: "Tamsin Vey, host".
            if made and len(item.split()) <= 5 and item.strip() and not item.strip()[0].isupper():
                continue
            return []
        made.append(one or _Entry(None, bare, True))
    return made


def _is_person(name: str) -> bool:
    """Whether a text is a person's name: two to five words, all capitalised except particles."""
    words = name.split()
    return (
        2 <= len(words) <= 5
        and not name.endswith(".")
        and is_name(name)
        and is_plain_name(name)
        and words[0].casefold() not in ROLES
        and all(word[0].isupper() or word in PARTICLES for word in words)
    )


def initials(name: str) -> str:
    """The initials of a name in lower case, without particles."""
    return "".join(word[0] for word in re.split(r"[\s-]+", name) if word and word not in PARTICLES).casefold()


def _labels(text: str, start: int, entry: _Entry) -> bool:
    """Whether turns below are labelled with the key of an entry, or with its name."""
    wanted = "|".join(re.escape(one) for one in (entry.key or "", entry.name, entry.name.split()[0], entry.name.split()[-1]) if one)
    pattern = re.compile(rf"^[^\w\n]{{0,9}}(?:{wanted})[*_\])]{{0,3}}[ \t]?(?:[:.\t]|[\[(]\d)[^\n]{{0,9}}", re.M | re.I)
    return any(not _entry(_line(text, found.start())) for found in _first(pattern.finditer(text, start)))


def _first(found: Iterator[re.Match[str]]) -> Iterator[re.Match[str]]:
    return (one for _, one in zip(range(8), found, strict=False))


def _line(text: str, at: int) -> str:
    found = LINE.search(text, at)
    return found[0] if found else ""


def _is_turn(line: str) -> bool:
    found = re.match(r"[^\w\n]{0,9}(?P<label>[^\n:]{1,60}):[*_]{0,2}[ \t]+\S[^\n]*[.?!…]", line)
    return found is not None and found["label"].casefold() not in NOT_NAMES


def _names(entries: list[_Entry]) -> dict[str, str]:
    """The names by label: by the keys given, and by initials that belong to only one of the names."""
    names: dict[str, str] = {}
    people = list(dict.fromkeys(one.name for one in entries))
    for one in entries:
        if one.key:
            names.setdefault(one.key.casefold(), one.name)
    for person in people:
        short = initials(person)
        if len(short) > 1 and [initials(other) for other in people].count(short) == 1:
            names.setdefault(short, person)
    return names
