"""Finds the referent of a claim's opening pronoun where it is plain: the only subject of the sentence before.

In a blind reading three in four referents from further back, from other parts of a sentence, or from topics were wrong; so where
the referent is not plain, none is given (and `preceding.py` gives the sentence before).
"""

import re
from collections.abc import Sequence

from tracker.extract.claims.disfluencies import SOUNDS, is_number
from tracker.extract.claims.parses import Phrase
from tracker.extract.claims.quote_context import SUBJECTS, QuoteContext, Stretch, within
from tracker.extract.claims.sentence import Note
from tracker.text.tokens import Words
from tracker.text.word_rules import WordRule, WordRules

ONE = frozenset("it he him she her".split())
MANY = frozenset("they them these those".split())
POINTING = frozenset("that this".split())
PERSONS = frozenset("he him she her".split())
LONGEST = 6  # words of a noun phrase in brackets
SHORT = 14  # words beside its period of a claim that may be an answer without a noun
WITHIN = 3  # words at the start of a claim that are searched for a pronoun
BACK = 60  # words before a claim that are searched
COUNTS = frozenset(("DATE", "TIME", "PERCENT", "MONEY", "CARDINAL", "ORDINAL", "QUANTITY"))
EMPTY = frozenset(
    """
    thing things way ways kind kinds sort lot lots point points question questions idea sense course example fact guys time
    starters rest record percent dollars euros pounds bit minutes hours figure figures range rate level levels guidance bet
    one ones people everybody everyone somebody someone anybody nobody something anything nothing everything stuff part parts reason
    reasons case cases place number numbers year years month months week weeks day days quarter half decade end beginning mind word
    words terms couple folks kids men women man woman guy number hand side moment future past today tomorrow thanks yeah january
    february march april june july august september october november december christmas
    """.split()
)
"""Nouns too general to be a referent."""

GENERAL = frozenset(
    """
    update updates result results change changes development progress launch announcement announcements expectation expectations
    opinion view views chance prediction predictions forecast secret supply increase increases decrease improvement pickup uptick
    spike slowdown effect effects impact benefit benefits relationship rollout fear plan plans list conversation
    """.split()
)
"""Nouns that a short claim cannot be understood by alone ("We expect preliminary results by the end of the year")."""

IDIOM = frozenset("call put make made say give do did doing done get".split())
"""Verbs whose "it" often has no referent ("call it 2028", "I'd put it at 80 percent")."""

GROUPS = frozenset("company companies team government bank banks committee board union council industry market fed".split())
LEADING = frozenset(("DT", "JJ", "JJR", "JJS", "NN", "NNS", "NNP", "NNPS", "PRP$", "CD", "VBG", "VBN"))
"""Tags that may begin a noun phrase in brackets."""

VAGUE = frozenset("a an some any another every each no what which whatever".split())
_QUARTER = re.compile(r"(?:[qh][1-4]|fy)?\d*")
WITHOUT_REFERENT = WordRules(
    (
        WordRule(
            name="it is ... that",
            pattern="it's|it is|it was|it'd be|it'll be|it (will|would|could|may|might) be",
            not_before="going|gonna|about|supposed|set|due|likely to",
            before="(WORD|NEGATED|WILL|PERCENT|SIGNED){1,4} (that|that's|that'll|that'd|to|whether|if|when|when's|before|until)",
            examples=("it's hard to say", "it would be a surprise if"),
        ),
        WordRule(
            name="it is a time",
            pattern="(it's|it is) [probably|maybe|just|not] (a|the|one) [WORD] (year|month|quarter|decade|time|matter|while)",
            examples=("it's a matter of weeks", "it is probably the right time"),
        ),
        WordRule(
            name="it takes",
            pattern="(it|it'll|it's going to|it will|it is going to|it would|it could) "
            "(take|takes|look like|looks like|seem|seems|turn out|turns out|feel like|feels like|depends)",
            examples=("it takes years", "it will take a year", "it depends"),
        ),
    )
)
"""Openings whose "it" stands for nothing said before."""


def base(lower: str) -> str:
    """A word without its contraction or possessive ending ("it's")."""
    return lower.split("'", maxsplit=1)[0]


def is_without_referent(words: Words, word: int) -> bool:
    """Whether an "it" stands for nothing ("it's likely that", "it takes")."""
    return WITHOUT_REFERENT.begin(words.lower[word : word + 9])


def _pronoun(context: QuoteContext, quote: Stretch, times: Sequence[Stretch]) -> int | None:
    """The pronoun at the start of a quote that refers outside it, or None if a noun comes first."""
    lower = context.words.lower
    for word in range(quote[0], min(quote[1], quote[0] + WITHIN)):
        if within(times, word):
            continue
        tag = context.parse.tag(word)
        stem = base(lower[word])
        if stem in POINTING | MANY - {"they", "them"} and tag == "DT":
            return word
        if word > quote[0] and lower[word - 1] in IDIOM and context.parse.role(word) not in SUBJECTS:
            continue
        if stem in ONE | MANY and tag in ("PRP", "DT") and context.parse.role(word) != "poss":
            return None if is_without_referent(context.words, word) else word
        if tag.startswith("NN") and lower[word] not in EMPTY:
            return None
    return None


def names_something(context: QuoteContext, word: int) -> bool:
    """Whether a word is a noun that says what is spoken of, and no sound, quarter or year."""
    lower = context.words.lower[word]
    return context.parse.tag(word).startswith("NN") and base(lower) not in EMPTY | SOUNDS and not _QUARTER.fullmatch(lower)


def names_nothing(context: QuoteContext, quote: Stretch, times: Sequence[Stretch]) -> bool:
    """Whether a quote is short and without nouns other than general ones and those of time ("I would say by about a year")."""
    spoken = [word for word in range(*quote) if not within(times, word)]
    named = any(names_something(context, word) and context.words.lower[word] not in GENERAL for word in spoken)
    return not named and len(spoken) <= SHORT


def _usable(context: QuoteContext, phrase: Phrase, times: Sequence[Stretch]) -> bool:
    """Whether a noun phrase can be a referent: short, specific, within one sentence, and not a period of time."""
    first, last = phrase.words
    words = context.words
    inside = range(first, last)
    return (
        0 < last - first <= LONGEST
        and phrase.tag.startswith("NN")
        and base(words.lower[phrase.head]) not in EMPTY | SOUNDS
        and not is_number(words.lower[phrase.head])
        and words.lower[first] not in VAGUE
        and context.parse.tag(first) in LEADING
        and words.lower[first] not in ("that", "this", "these", "those", "same", "all")
        and not any(low < last and first < high for low, high in times)
        and not any(n.words[0] <= phrase.head < n.words[1] for n in context.parse.names if n.label in COUNTS)
        and not any(words.lower[word] in SOUNDS or words.lower[word][:1].isdigit() for word in inside)
        and not any(words.after[word] or context.ends(word) for word in range(first, last - 1))
        and not any(words.lower[word] in ("my", "your") for word in inside)
    )


def _agrees(context: QuoteContext, phrase: Phrase, pronoun: str) -> bool:
    """Whether a noun phrase agrees with a pronoun in number, and is a person's name if the pronoun needs one."""
    head = context.words.lower[phrase.head]
    plural = phrase.tag in ("NNS", "NNPS")
    if pronoun in PERSONS:
        return any(
            n.label == "PERSON" and n.words[0] < phrase.words[1] and phrase.words[0] < n.words[1] for n in context.parse.names
        )
    return plural or head in GROUPS or phrase.tag == "NNP" if pronoun in MANY else not plural


def _definite(context: QuoteContext, phrase: Phrase) -> bool:
    lead = context.words.lower[phrase.words[0]]
    return lead not in VAGUE


def _sentence_before(context: QuoteContext, word: int) -> Stretch:
    """The words of the sentence that ends, or continues, right before a word; empty at the beginning."""
    return context.sentence(word - 1, BACK) if word else 0, word


def _antecedent(context: QuoteContext, word: int, before: Stretch, usable: Sequence[Phrase]) -> Phrase | None:
    """The antecedent of a pronoun: the only subject of the sentence before, if it is definite and agrees; else None."""
    pronoun = base(context.words.lower[word])
    subjects = [p for p in context.parse.phrases if p.role in SUBJECTS and before[0] <= p.words[0] and p.words[1] <= before[1]]
    if len(subjects) != 1 or subjects[0] not in usable:
        return None
    return subjects[0] if _agrees(context, subjects[0], pronoun) and _definite(context, subjects[0]) else None


def referent(context: QuoteContext, quote: Stretch, times: Sequence[Stretch]) -> Note | None:
    """A note with the referent of the pronoun that opens a quote, or None.

    `times` are the words of phrases of time, which are never referents. The words of the note occur verbatim before the quote.
    """
    word = _pronoun(context, quote, times)
    before = _sentence_before(context, quote[0])
    if word is None or before[0] >= before[1]:
        return None
    if base(context.words.lower[word]) in POINTING or context.parse.role(word) not in SUBJECTS:
        return None
    usable = [phrase for phrase in context.parse.phrases if phrase.words[1] <= before[1] and _usable(context, phrase, times)]
    found = _antecedent(context, word, before, usable)
    if found is not None and context.words.lower[found.head] in context.words.lower[word : quote[1]]:
        return None
    return Note(" ".join(context.words.slice(*found.words).split()), word) if found is not None else None
