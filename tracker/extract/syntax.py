"""The second look: the grammar around an anchor as spaCy reads it: tags everywhere, trees in punctuated text only.

In raw captions the parser's sentences are unstable and its features made things worse; the tagger is as good there as elsewhere.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from tracker.extract.features import Anchor, Scene, sentence_span
from tracker.extract.language import english

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

REACH = 40  # words to either side of the anchor that are parsed, at most
BEFORE, AFTER = 14, 12  # words around the anchor that are tagged where sentences cannot be told
BATCH = 64  # windows handed to the model at a time
CLIMB = 8  # heads followed from the anchor up to its verb
VERBS = ("VB", "MD")  # how the tags of verbs and modals begin
NOUNS = "NN"
PRONOUNS = frozenset({"PRP", "EX", "DT", "WDT", "WP"})


def window(scene: Scene, anchor: Anchor) -> tuple[str, int, int]:
    """The anchor's sentence on one line, or in captions the words around it, and where the anchor starts and ends in it."""
    words = scene.words
    if scene.punctuated:
        first, last = sentence_span(scene, anchor, REACH)
    else:
        first, last = max(0, anchor.first - BEFORE), min(len(words), anchor.last + AFTER)
    offset = words.starts[first]
    text = words.text[offset : words.ends[last - 1] + 1].replace("\n", " ")
    return text, words.starts[anchor.first] - offset, words.ends[anchor.last - 1] - offset


def _clause(verb: "Token", name: str) -> Iterator[str]:
    """What is to be said of a verb: its form, auxiliaries, subject, denial, and how it hangs on the rest."""
    children = list(verb.children)
    auxiliaries = "+".join(child.lower_ for child in children if child.dep_ in {"aux", "auxpass"})
    yield f"{name} form {verb.tag_}"
    yield f"{name} word {verb.lower_}"
    yield f"{name} helpers {auxiliaries}"
    yield f"{name} form {verb.tag_}+{auxiliaries}"
    yield f"{name} role {verb.dep_}"
    for child in children:
        if child.dep_ == "neg":
            yield f"{name} denied"
        elif child.dep_ == "mark":
            yield f"{name} after {child.lower_}"
        if child.tag_ in {"WRB", "WP", "WDT"}:
            yield f"{name} asks {child.lower_}"
    subject = next((child for child in children if child.dep_ in {"nsubj", "nsubjpass", "expl"}), None)
    if subject is not None:
        who = subject.lower_ if subject.tag_ in PRONOUNS else subject.tag_
        yield f"{name} subject {who}"
        yield f"{name} subject {who} {verb.tag_}+{auxiliaries}"


def _governors(token: "Token") -> Iterator["Token"]:
    """The verbs above a token, the nearest first."""
    for _ in range(CLIMB):
        if token.tag_.startswith(VERBS):
            yield token
        if token.head is token:
            return
        token = token.head


def _tags_around(doc: "Doc", start: int, end: int) -> Iterator[str]:
    """The tags beside the anchor, one by one and in pairs, and the verbs to either side with the noun before."""
    before, after = [token.tag_ for token in doc[max(0, start - 5) : start]], [token.tag_ for token in doc[end : end + 5]]
    for step, tag in enumerate(["^", *before][:-6:-1], 1):
        yield f"tag -{step} {tag}"
    for step, tag in enumerate([*after, "$"][:5], 1):
        yield f"tag +{step} {tag}"
    yield from (f"tags -{step} {one} {two}" for step, (two, one) in enumerate(pairwise(reversed(before[-4:])), 1))
    yield from (f"tags +{step} {one} {two}" for step, (one, two) in enumerate(pairwise(after[:4]), 1))
    for side, tokens in (("before", list(reversed(doc[max(0, start - 25) : start]))), ("after", list(doc[end : end + 25]))):
        verbs = [token for token in tokens if token.tag_.startswith(VERBS)]
        for number, token in enumerate(verbs[:3], 1):
            yield f"verb {number} {side} {token.tag_}"
            yield f"verb {number} {side} {token.lower_}"
        if side == "before":
            yield f"verbs before {' '.join(token.tag_ for token in reversed(verbs[:3]))}"
            noun = next((token for token in tokens if token.tag_.startswith(NOUNS)), None)
            if noun is not None:
                yield f"noun before {noun.lower_}"
                if not verbs or noun.i > verbs[0].i:
                    yield "noun nearer than verb"


def syntax_features(doc: "Doc", start: int, end: int) -> dict[str, float]:
    """The features of the anchor that spans the characters from `start` to `end` of a tagged, and perhaps parsed, text."""
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None:
        return {"syntax none": 1.0}
    names = []
    if doc.has_annotation("DEP"):
        names.append(f"anchor role {span.root.dep_}")
        for name, verb in zip(("verb", "verb above", "verb on top"), _governors(span.root), strict=False):
            names.extend(_clause(verb, name))
    names.extend(_tags_around(doc, span.start, span.end))
    return {f"syntax {name}": 1.0 for name in names}


def second_look(scene: Scene, anchors: Sequence[Anchor]) -> list[dict[str, float]]:
    """The syntax features of anchors, read in one batch; a sentence that holds several is read once."""
    windows = [window(scene, anchor) for anchor in anchors]
    texts = list(dict.fromkeys(text for text, _, _ in windows))
    docs: Iterable[Doc] = english().pipe(texts, batch_size=BATCH, disable=() if scene.punctuated else ("parser",))
    parsed = dict(zip(texts, docs, strict=True))
    return [syntax_features(parsed[text], start, end) for text, start, end in windows]
