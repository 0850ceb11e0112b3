"""Accounts for every letter of a file (speech, or dropped and why) and lists reasons to doubt how it was read."""

import html
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from tracker.records import Account, Passage, Utterance
from tracker.text.stretches import SPOKEN, blanked
from tracker.transcripts.draft import Draft, InputFile
from tracker.transcripts.layout.label_names import is_name, is_plain_name

NO_LETTERS = bytes(one for one in range(128) if not chr(one).isalnum())
NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
TAG = re.compile(r"<[^<>]{1,400}>")
WORD = re.compile(r"[^\W\d_]+")
BETWEEN_TAGS = re.compile(r">([^<>]{1,4000})<")
UNSEEN = re.compile(r"<(script|style|svg|noscript|title)\b(?:(?!<\1\b).){0,200000}?</\1", re.I | re.S)
CUE_SIGNS = re.compile(
    r"(?:(?<=\n\n)|(?<=\n\r\n))[^\n]{1,200}\n(?=[^\n]{5,40}-->)"
    r"|^[ \t]*(?:\d+|[^\n]*-->[^\n]*|WEBVTT[^\n]*|(?:NOTE|STYLE|REGION)\b(?:[^\n]*\n?\S){0,50})[ \t]*\r?$|<[^<>]{0,200}>",
    re.M,
)
LABEL = re.compile(
    r"(?:^|(?<=[.?!…] )|(?<=\n))(?:\*\*)?(?P<name>[A-Z][\w.'’-]{0,20}(?: [A-Z][\w.'’-]{0,20}){0,3}):(?:\*\*)?(?=\s)", re.M
)
SIGNS = re.compile(r"-->|</?[a-zA-Z][\w:]{0,20}(?: [\w:]{1,20}=[^<>]{0,100})?/?>|\"[a-z_]{2,20}\":|\{\\|&#?\w{2,8};")
# Fields that describe the recording or summarise the speech.
ASIDE = frozenset({"title", "description", "summary", "headline", "topics", "chapters", "abstract", "keywords", "notes", "gist"})
MOST_UNEXPLAINED = 0.02
ONE_VOICE = 0.98
LONGEST_CHECKED = 3_000_000


def account_of(file: InputFile, draft: Draft, utterances: Sequence[Utterance], passages: list[Passage]) -> Account:
    """The account of a file's letters, given the draft read from it, its utterances and its passages that are not speech.

    Passages of the text are counted by kind. Of what the reader left out of the text, words that do not occur in it are
    unexplained, and the rest is mark-up.
    """
    text = draft.text
    spoken = blanked(text, passages)
    said = "".join(spoken[one.start : one.end] + "\n" for one in utterances)
    dropped: Counter[str] = Counter()
    for passage in passages:
        if passage.kind not in SPOKEN:
            dropped[passage.kind.value] += letters(text[passage.start : passage.end])
    speech = letters(said)
    unread = letters(spoken) - speech
    source = file.text
    total = max(letters(source) if source is not None else 0, letters(text))
    unread = max(0, unread) + (_unread(file, f"{text}\n{draft.left_out}", utterances) if source is not None else 0)
    rest = total - speech - sum(dropped.values()) - unread
    if rest < 0:
        # An entity in the file may be shorter or longer than the letter that it encodes.
        total -= rest
    elif rest:
        dropped["other parts of the page"] += (aside := min(rest, letters(draft.left_out)))
        dropped["mark-up"] += rest - aside
    found = {kind: count for kind, count in sorted(dropped.items()) if count}
    return Account(letters=total, speech=speech, dropped=found, doubts=tuple(_doubts(total, unread, said, utterances)))


def letters(text: str) -> int:
    """The number of letters and digits in a text."""
    plain = len(text.encode("ascii", "ignore").translate(None, NO_LETTERS))
    return plain if text.isascii() else plain + sum(map(str.isalnum, "".join(NOT_ASCII.findall(text))))


def _unread(file: InputFile, text: str, utterances: Sequence[Utterance]) -> int:
    """The letters of those pieces of the file that could be speech but whose words are mostly missing from the text."""
    source = file.text or ""
    if len(source) > LONGEST_CHECKED or not (file.is_json or source.lstrip()[:1] == "<" or "-->" in source):
        return 0
    known = {word.casefold() for word in WORD.findall(text)}
    known.update(word.casefold() for one in {one.speaker for one in utterances} for word in WORD.findall(one or ""))
    count = 0
    for piece in _could_be_speech(file, source):
        words = [word.casefold() for word in WORD.findall(piece)]
        if len(words) > 2 and sum(word in known for word in words) * 5 < len(words) * 4:
            count += letters(piece)
    return count


def _could_be_speech(file: InputFile, source: str) -> Iterator[str]:
    if file.is_json:
        yield from _strings(file.value)
    elif source.lstrip()[:1] == "<":
        yield from (html.unescape(found[1]) for found in BETWEEN_TAGS.finditer(UNSEEN.sub("", source)))
    elif "-->" in source:
        yield from CUE_SIGNS.sub(" ", source).splitlines()


def _strings(value: object, key: str = "") -> Iterator[str]:
    """The texts in a JSON value, without addresses and fields about the recording."""
    todo: list[tuple[object, str]] = [(value, key)]
    while todo:
        one, name = todo.pop()
        if isinstance(one, dict):
            todo += [(inner, str(inner_key)) for inner_key, inner in one.items() if str(inner_key).casefold() not in ASIDE]
        elif isinstance(one, list):
            todo += [(inner, name) for inner in one]
        elif isinstance(one, str) and " " in one.strip() and "://" not in one:
            yield html.unescape(TAG.sub(" ", one) if "<" in one else one)


def _doubts(total: int, unread: int, said: str, utterances: Sequence[Utterance]) -> Iterator[str]:
    if total and unread > MOST_UNEXPLAINED * total:
        yield f"{unread} of {total} letters ({unread / total:.0%}) became neither speech nor anything known; speech may be missing"
    names = Counter({one.speaker: 0 for one in utterances if one.speaker})
    for one in utterances:
        if one.speaker:
            names[one.speaker] += one.end - one.start
    known = {name.casefold() for name in names}
    labels = [found["name"] for found in LABEL.finditer(said) if _like_label(found["name"], known)]
    again = Counter(labels)
    inside = [name for name in labels if name.casefold() in known or again[name] > 1]
    if inside:
        yield f"{inside[0]!r} looks like a label inside another's turn ({len(inside)} such); the turn may be another speaker's"
    share = max(names.values(), default=0) / max(1, sum(names.values()))
    if len(names) >= 3 and share > ONE_VOICE:
        yield f"{max(names, key=lambda name: names[name])!r} has {share:.0%} of the speech although {len(names)} speakers are named"
    if sign := SIGNS.search(said):
        yield f"{sign[0]!r} occurs in the speech; mark-up may have been read as words"


def _like_label(name: str, known: set[str]) -> bool:
    return name.casefold() in known or (is_name(name) and is_plain_name(name) and " " in name)
