"""What a claim's first pronoun stands for, in words that stand before it where that is plain; else the topic before it."""

import re
from collections.abc import Sequence

from tracker.extract.parses import Phrase
from tracker.extract.quotes import Heard
from tracker.extract.sentence import Note
from tracker.extract.spoken import SOUNDS, is_number

Stretch = tuple[int, int]
ONE = frozenset("it he him she her".split())
MANY = frozenset("they them these those".split())
POINTING = frozenset("that this".split())
PERSONS = frozenset("he him she her".split())
LONGEST = 6  # words of a noun phrase that are put into brackets
SHORT = 14  # words of a claim that may be an answer without a noun
WITHIN = 14  # words from a claim's front within which its pronoun is looked for
BACK = 60  # words before a claim that are looked through
SUBJECT = frozenset(("nsubj", "nsubjpass"))
NAMED = frozenset(("ORG", "PERSON", "PRODUCT", "GPE", "FAC", "WORK_OF_ART", "LAW", "EVENT", "NORP", "LOC"))
COUNTS = frozenset(("DATE", "TIME", "PERCENT", "MONEY", "CARDINAL", "ORDINAL", "QUANTITY"))
EMPTY = frozenset(
    """
    thing things way ways kind kinds sort lot lots point points question questions idea sense course example fact guys time
    starters rest record percent dollars euros pounds bit minutes hours figure figures range rate level levels guidance bet
    one ones people everybody everyone somebody someone anybody nobody something anything nothing everything stuff part parts reason
    reasons case cases place number numbers year years month months week weeks day days quarter half decade end beginning mind word
    words terms couple number hand side moment future past today tomorrow thanks yeah january
    february march april june july august september october november december christmas
    """.split()
)
"""Nouns that say too little to stand for what a claim speaks of."""

IDIOM = frozenset("call put make made say give do did doing done get".split())
"""Verbs whose "it" often stands for nothing ("call it 2028", "I'd put it at 80 percent")."""

GROUPS = frozenset("company companies team government bank banks committee board union council industry market fed".split())
LEADING = frozenset(("DT", "JJ", "JJR", "JJS", "NN", "NNS", "NNP", "NNPS", "PRP$", "CD", "VBG", "VBN"))
"""Tags with which a noun phrase in brackets begins."""

VAGUE = frozenset("a an some any another every each no what which whatever".split())
_NO_REFERENT = re.compile(
    r"it(?:(?:'s| is| was|'d be|'ll be| (?:will|would|could|may|might) be)(?! (?:going|gonna|about|supposed|set|due|likely to)\b)"
    r"(?: [\w/%'-]+){1,4} (?:that|to|whether|if|when|before|until)\b"
    r"|(?:'ll|'s going to| will| is going to| would| could)? (?:takes?|looks? like|seems?|turns? out|feels? like|depends)\b)"
)


def _base(lower: str) -> str:
    return lower.split("'", maxsplit=1)[0]


def _pronoun(heard: Heard, quote: Stretch, times: Sequence[Stretch]) -> int | None:
    """The first word of a quote that points out of it, when no noun stands before it there."""
    lower = heard.words.lower
    for word in range(quote[0], min(quote[1], quote[0] + WITHIN)):
        if any(low <= word < high for low, high in times):
            continue
        tag = heard.parse.tag(word)
        base = _base(lower[word])
        if base in POINTING | MANY - {"they", "them"} and tag == "DT":
            return word
        if word > quote[0] and lower[word - 1] in IDIOM and heard.parse.role(word) not in SUBJECT:
            continue
        if base in ONE | MANY and tag in ("PRP", "DT") and heard.parse.role(word) != "poss":
            return None if _NO_REFERENT.match(" ".join(lower[word : word + 9])) else word
        if tag.startswith("NN") and lower[word] not in EMPTY:
            return None
    return None


def _nameless(heard: Heard, quote: Stretch, times: Sequence[Stretch]) -> bool:
    """Whether a quote holds no noun but those of time: an answer in a few words ("I would say by about a year")."""
    for word in range(*quote):
        tag = heard.parse.tag(word)
        if tag.startswith("NN") and heard.words.lower[word] not in EMPTY and not any(low <= word < high for low, high in times):
            return False
    return quote[1] - quote[0] <= SHORT


def _usable(heard: Heard, phrase: Phrase, times: Sequence[Stretch]) -> bool:
    """Whether a noun phrase can stand in brackets: short, a noun that says something, whole in one sentence, no period of time."""
    first, last = phrase.words
    words = heard.words
    inside = range(first, last)
    return (
        0 < last - first <= LONGEST
        and phrase.tag.startswith(("NN", "VBG"))
        and _base(words.lower[phrase.head]) not in EMPTY | SOUNDS
        and not is_number(words.lower[phrase.head])
        and words.lower[first] not in VAGUE
        and heard.parse.tag(first) in LEADING
        and words.lower[first] not in ("that", "this", "these", "those", "same", "all")
        and not any(low < last and first < high for low, high in times)
        and not any(n.words[0] <= phrase.head < n.words[1] for n in heard.parse.names if n.label in COUNTS)
        and not any(words.lower[word] in SOUNDS or words.lower[word][:1].isdigit() for word in inside)
        and not any(words.after[word] or heard.ends(word) for word in range(first, last - 1))
        and not any(words.lower[word] in ("my", "your") for word in inside)
    )


def _agrees(heard: Heard, phrase: Phrase, pronoun: str) -> bool:
    """Whether a noun phrase has the number that a pronoun asks for, and is a person's name where it asks for one."""
    head = heard.words.lower[phrase.head]
    plural = phrase.tag in ("NNS", "NNPS")
    if pronoun in PERSONS:
        return any(n.label == "PERSON" and n.words[0] < phrase.words[1] and phrase.words[0] < n.words[1] for n in heard.parse.names)
    return plural or head in GROUPS or phrase.tag == "NNP" if pronoun in MANY else not plural


def _definite(heard: Heard, phrase: Phrase) -> bool:
    lead = heard.words.lower[phrase.words[0]]
    return lead not in VAGUE


def _sentences_before(heard: Heard, word: int) -> list[Stretch]:
    """The part of its sentence before a word if there is one, and the sentences before that, nearest first, three in all."""
    found: list[Stretch] = []
    last = word
    while last > max(0, word - BACK) and len(found) < 3:
        first = heard.sentence(last - 1, BACK)
        found.append((first, last))
        last = first
    return found


def _antecedent(heard: Heard, word: int, usable: Sequence[Phrase]) -> Phrase | None:
    """The noun phrase that a pronoun plainly stands for.

    It is the last subject before the pronoun that agrees with it; without one, the only phrase of the sentence before that agrees.
    """
    pronoun = _base(heard.words.lower[word])
    for first, last in _sentences_before(heard, word)[:3]:
        inside = [phrase for phrase in usable if first <= phrase.words[0] and phrase.words[1] <= last]
        agreeing = [phrase for phrase in inside if _agrees(heard, phrase, pronoun)]
        subjects = [phrase for phrase in agreeing if phrase.role in SUBJECT and _definite(heard, phrase)]
        if subjects:
            return subjects[-1]
        if agreeing:
            return agreeing[0] if len(agreeing) == 1 and agreeing[0].role in ("dobj", "attr", "pobj") else None
    return None


def _says(heard: Heard, phrase: Phrase) -> bool:
    """Whether a noun phrase says enough for a topic; a bare noun alone in captions is often no noun."""
    first, last = phrase.words
    asked = first > 0 and heard.words.lower[first - 1] in ("about", "on")
    return last - first >= 2 or asked or phrase.tag in ("NNS", "NNP", "NNPS", "VBG")


def _topic(heard: Heard, word: int, usable: Sequence[Phrase]) -> Phrase | None:
    """What the sentence before a word is about: a name, its subject, its object, or what it speaks about."""
    names = [name.words for name in heard.parse.names if name.label in NAMED]

    def worth(phrase: Phrase) -> tuple[int, int]:
        named = any(low < phrase.words[1] and phrase.words[0] < high for low, high in names)
        asked = phrase.words[0] > 0 and heard.words.lower[phrase.words[0] - 1] in ("about", "on")
        role = 3 if asked else 2 if phrase.role in SUBJECT or named else 1 if phrase.role in ("dobj", "attr", "pobj", "ROOT") else 0
        return role, phrase.words[0]

    for first, last in _sentences_before(heard, word):
        if last - first < 3:
            continue
        inside = [phrase for phrase in usable if first <= phrase.words[0] and phrase.words[1] <= last]
        inside = [phrase for phrase in inside if _says(heard, phrase)]
        if inside:
            return max(inside, key=worth)
    return None


def referent(heard: Heard, quote: Stretch, times: Sequence[Stretch]) -> Note | None:
    """What the first pronoun of a quote stands for, to be put behind it; else the topic before it, to be put in front; else None.

    `times` are the words of phrases of time, which stand for nothing. The words of the note stand verbatim before the pronoun.
    """
    word = _pronoun(heard, quote, times)
    if word is None and not _nameless(heard, quote, times):
        return None
    before = quote[0] if word is None else word
    usable = [phrase for phrase in heard.parse.phrases if phrase.words[1] <= before and _usable(heard, phrase, times)]
    if word is not None and _base(heard.words.lower[word]) not in POINTING and heard.parse.role(word) != "det":
        found = _antecedent(heard, word, usable)
        if found is not None:
            return Note(_text(heard, found), word)
    if word is not None and heard.parse.role(word) not in (*SUBJECT, "det"):
        return None
    topic = _topic(heard, quote[0], [phrase for phrase in usable if phrase.words[1] <= quote[0]])
    return Note(f"on {_text(heard, topic)}") if topic is not None else None


def _text(heard: Heard, phrase: Phrase) -> str:
    return " ".join(heard.words.slice(*phrase.words).split())
