"""Parses the words around a claim with spaCy's small model: parts of speech, noun phrases, names."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.extract.encoder.restorer import Restored, cased
from tracker.extract.encoder.sentence_ends import ENDS
from tracker.extract.english_model import english
from tracker.text.tokens import Words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A noun phrase; `role` is its head's dependency ("nsubj", "dobj", "pobj", ...), `tag` the head's Penn tag."""

    words: Stretch
    head: int
    role: str
    tag: str
    verb: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A named entity with spaCy's label."""

    words: Stretch
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Parse:
    """The parse of the span `words`: a Penn tag and a dependency per word, noun phrases and names in order."""

    words: Stretch
    tags: Sequence[str]
    roles: Sequence[str]
    phrases: Sequence[Phrase]
    names: Sequence[Name]

    def tag(self, word: int) -> str:
        """The Penn tag of a word; "" outside the parsed span."""
        return self.tags[word - self.words[0]] if self.words[0] <= word < self.words[1] else ""

    def role(self, word: int) -> str:
        """The dependency of a word; "" outside the parsed span."""
        return self.roles[word - self.words[0]] if self.words[0] <= word < self.words[1] else ""


def _text(words: Words, stretch: Stretch, breaks: Sequence[float], restored: Restored | None) -> tuple[str, list[int]]:
    """The text of some words with single spaces, and the offset in it at which each word begins.

    The parser expects written English: sentence ends without a mark (by `breaks`) get a full stop and a capital, and captions get
    their restored marks and capitals.
    """
    parts: list[str] = []
    begins: list[int] = []
    place = 0
    for word in range(*stretch):
        end = words.starts[word + 1] if word + 1 < stretch[1] else min(len(words.text), words.ends[word] + 1)
        written = words.text[words.starts[word] : words.ends[word]]
        gap = " ".join(words.text[words.ends[word] : end].split("\n")).rstrip() + " "
        if restored is not None:
            written = cased(written, restored.cases[word])
        if word == stretch[0] or breaks[word - 1] >= ENDS:
            written = written[0].upper()[:1] + written[1:]
        if breaks[word] >= ENDS and words.after[word] in ("", "¶"):
            gap = ". "
        elif restored is not None and gap == " " and restored.marks[word] == ",":
            gap = ", "
        begins.append(place)
        parts.append(written + gap)
        place += len(parts[-1])
    return "".join(parts), begins


def _stretch(span: "Span", places: Sequence[int], first: int) -> Stretch:
    inside = [places[token.i] for token in span if places[token.i] >= 0]
    return (first + inside[0], first + inside[-1] + 1) if inside else (first, first)


def _phrase(chunk: "Span", places: Sequence[int], first: int) -> Phrase:
    root = chunk.root
    return Phrase(
        words=_stretch(chunk, places, first),
        head=first + places[root.i],
        role=root.dep_,
        tag=root.tag_,
        verb=first + max(places[root.head.i], 0),
    )


def _parse(doc: "Doc", begins: Sequence[int], ends: Sequence[int], stretch: Stretch) -> Parse:
    places = [-1] * len(doc)
    tags, roles = [""] * len(begins), [""] * len(begins)
    at = 0
    for token in doc:
        while at + 1 < len(begins) and begins[at + 1] <= token.idx:
            at += 1
        if begins[at] <= token.idx < ends[at]:
            places[token.i] = at
            if not tags[at] or (token.tag_ == "MD" and "'" in token.text):
                tags[at] = tags[at] or token.tag_
                roles[at] = roles[at] or token.dep_
    chunks = [chunk for chunk in doc.noun_chunks if places[chunk.root.i] >= 0]
    return Parse(
        words=stretch,
        tags=tags,
        roles=roles,
        phrases=[_phrase(chunk, places, stretch[0]) for chunk in chunks],
        names=[Name(words=_stretch(name, places, stretch[0]), label=name.label_) for name in doc.ents],
    )


def parsed(words: Words, stretches: Sequence[Stretch], breaks: Sequence[float], restored: Restored | None = None) -> list[Parse]:
    """A parse of each stretch of words, all in one batch.

    `breaks` is for each word the probability that a sentence ends after it, `restored` the punctuation restored in captions.
    Raises TrackerError if no English model is installed.
    """
    if not stretches:
        return []
    texts = [_text(words, stretch, breaks, restored) for stretch in stretches]
    docs = english().pipe([text for text, _ in texts])
    out = []
    for doc, (_, begins), stretch in zip(docs, texts, stretches, strict=True):
        ends = [begin + words.ends[word] - words.starts[word] for begin, word in zip(begins, range(*stretch), strict=True)]
        out.append(_parse(doc, begins, ends, stretch))
    return out
