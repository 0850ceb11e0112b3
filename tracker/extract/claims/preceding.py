"""Finds the sentence before a claim that says what the claim speaks of, so that the claim can be read alone.

It is taken where the claim leans on it: its subject is a pronoun without a referent ("That will change this year"), or it is short
and names nothing ("I would say by about a year"), or it has no verb of its own.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.extract.claims.quote_context import QuoteContext, Stretch, within
from tracker.extract.claims.quoted_questions import QUESTIONS
from tracker.extract.claims.referents import (
    BACK,
    IDIOM,
    MANY,
    ONE,
    POINTING,
    SUBJECT,
    base,
    is_without_referent,
    names_nothing,
    names_something,
)
from tracker.extract.claims.sentence import claim_sentence
from tracker.extract.encoder.restorer import Case, Restored

LONGEST_WHOLE = 30  # words of a sentence that is given whole
LONGEST_DOUBTFUL = 20  # likewise if its beginning is doubtful
LONGEST_UNPARTED = 40  # likewise in punctuated text if no main clause of it is shorter
LONGEST_BRACKET = 45  # words of all sentences in brackets
LEAST_NAMED = 3  # words of a remark without a verb that is not passed over
LEAST_CLAUSE = 5  # words of a main clause that may stand for its sentence
DISTANT = 2  # sentences before the one before
SURE_END = 0.6  # the restored probability from which the end of a sentence is not doubtful
DEMONSTRATIVES = POINTING | {"these", "those"}
POSSESSIVE = frozenset("its their his her".split())
LIKENESS = frozenset("same such neither both others former latter".split())
HERE = frozenset("time way point moment show episode podcast call conversation morning afternoon evening room country".split())
"""Nouns with which "this" points to the day or the place of speaking, not to an earlier sentence."""

JOINS = frozenset("and but so".split())
STANDING = SUBJECT | {"dobj", "pobj"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """The words before a claim: `turn` is the first word of its turn, `restored` the punctuation restored in captions."""

    context: QuoteContext
    times: Sequence[Stretch]
    turn: int
    restored: Restored | None


def _refers_back(context: QuoteContext, word: int, first: int) -> bool:
    """Whether a word is a pronoun, or the article of a noun phrase ("that number"), whose referent stands before it."""
    words, parse = context.words, context.parse
    lower, tag = base(words.lower[word]), parse.tag(word)
    following = words.lower[word + 1] if word + 1 < len(words) else ""
    if lower in LIKENESS:
        return parse.tag(word + 1)[:2] == "NN" and following not in HERE
    if lower in DEMONSTRATIVES:
        opens = word == first and parse.tag(word + 1).startswith("NN") and not (word and context.opines(word - 1))
        return (tag == "DT" or opens) and following not in HERE
    if lower not in ONE | MANY or tag != "PRP":
        return lower in POSSESSIVE and tag == "PRP$"
    idiom = word > first and words.lower[word - 1] in IDIOM and parse.role(word) not in SUBJECT
    return not idiom and not is_without_referent(words, word)


def _refers(context: QuoteContext, stretch: Stretch, times: Sequence[Stretch]) -> bool:
    """Whether some words refer to something outside them: before they name anything, a bare "that" before they name two things."""
    named = 0
    for word in range(*stretch):
        if within(times, word):
            continue
        if named == 0 and _refers_back(context, word, stretch[0]):
            return True
        if named == 1 and _bare(context, word):
            return True
        named += names_something(context, word)
        if named > 1:
            return False
    return False


def _bare(context: QuoteContext, word: int) -> bool:
    """Whether a word is a "that", "this", "these" or "those" that stands alone."""
    bare = base(context.words.lower[word]) in DEMONSTRATIVES and context.parse.tag(word) == "DT"
    return bare and context.parse.role(word) in STANDING


def _named(context: QuoteContext, stretches: Sequence[Stretch]) -> bool:
    """Whether some stretches of words name anything."""
    return any(names_something(context, word) for stretch in stretches for word in range(*stretch))


def leans_on_before(context: QuoteContext, quote: Stretch, times: Sequence[Stretch]) -> bool:
    """Whether a claim cannot be understood without what was said before it."""
    first = context.words.lower[quote[0]]
    cut = first == "which" or not context.finite(quote)
    return cut or names_nothing(context, quote, times) or _refers(context, quote, times)


def _asks(before: Before, stretch: Stretch) -> bool:
    """Whether a sentence is a question."""
    words, restored, last = before.context.words, before.restored, stretch[1] - 1
    if words.after[last] == "?" or restored is None:
        return words.after[last] == "?"
    return restored.marks[last] == "?" or QUESTIONS.begin(words.lower[stretch[0] : stretch[0] + 4])


def _main_clause(context: QuoteContext, sentence: Stretch) -> Stretch | None:
    """The last main clause of a sentence that can stand alone and is not too long, or None."""
    for phrase in reversed(context.parse.phrases):
        first = phrase.words[0]
        if not sentence[0] < first < sentence[1] or phrase.role not in SUBJECT or context.parse.tag(first).startswith("W"):
            continue
        joined = context.words.lower[first - 1] in JOINS
        marked = context.words.after[first - 1] in (",", ";")
        clause = first, sentence[1]
        if (joined or marked) and clause[1] - first >= LEAST_CLAUSE and context.finite(clause):
            return clause if clause[1] - first <= LONGEST_WHOLE else None
    return None


def _shown(before: Before, sentence: Stretch) -> Stretch | None:
    """The part of a sentence that is put into brackets: all of it, or if it is too long its last main clause."""
    context, restored = before.context, before.restored
    start = sentence[0]
    doubtful = restored is not None and start > before.turn and context.breaks[start - 1] < SURE_END
    if sentence[1] - start <= (LONGEST_DOUBTFUL if doubtful else LONGEST_WHOLE):
        return sentence
    clause = _main_clause(context, sentence)
    if clause is not None:
        return clause
    return sentence if restored is None and sentence[1] - start <= LONGEST_UNPARTED else _last_words(context, sentence)


def _last_words(context: QuoteContext, sentence: Stretch) -> Stretch | None:
    """The end of a long sentence, from the beginning of its first noun phrase in the last words; None if there is none."""
    least = sentence[1] - LONGEST_DOUBTFUL
    for phrase in context.parse.phrases:
        first = phrase.words[0]
        if least <= first <= sentence[1] - LEAST_CLAUSE and context.parse.tag(phrase.head).startswith("NN"):
            return first, sentence[1]
    return None


def _another_speaks(before: Before, stretch: Stretch) -> bool:
    """Whether another speaker begins behind some words."""
    changes = before.restored is not None and stretch[1] < len(before.context.words) and before.restored.turns[stretch[1]]
    return stretch[1] <= before.turn or changes


def _says_nothing(context: QuoteContext, sentence: Stretch, *, named: bool) -> bool:
    """Whether a sentence is passed over: a name called, a word of assent, a short remark without nouns."""
    size = sentence[1] - sentence[0]
    return (size < LEAST_CLAUSE and not named) or (size < LEAST_NAMED and not context.finite(sentence))


def _sentences(before: Before, quote: Stretch) -> list[Stretch]:
    """The sentences that explain a claim, in order: back to one that names what it speaks of, or to the question it answers."""
    context, found = before.context, list[Stretch]()
    end, said = quote[0], 0
    while end > 0 and said <= DISTANT and quote[0] - end < BACK:
        sentence = context.sentence(end - 1, BACK), end
        if sentence[0] < before.turn < end:
            sentence = before.turn, end
        end = sentence[0]
        named = _named(context, [sentence])
        asked = _asks(before, sentence)
        if _another_speaks(before, sentence) and not asked:
            break
        if not asked and _says_nothing(context, sentence, named=named):
            continue
        shown = _shown(before, sentence)
        if shown is None or (shown != sentence and _named(context, found)):
            break
        found.insert(0, shown)
        said += 1
        if asked or not leans_on_before(context, shown, ()):
            return found
        if shown != sentence:
            break
    return found


def preceding(before: Before, quote: Stretch) -> str | None:
    """The text for the brackets in front of a claim: sentences that stand before it, without fillers; None if it needs none.

    A claim is explained by the sentence before it in its turn, by up to three if those refer further back, or by the question that
    it answers, whoever asks.
    """
    context = before.context
    if not leans_on_before(context, quote, before.times):
        return None
    found = _sentences(before, quote)
    while found and sum(last - first for first, last in found) > LONGEST_BRACKET:
        found = found[1:]
    if not _named(context, found):
        return None
    if any(re.search(r"[\[\]\\]", context.words.slice(*stretch)) for stretch in found):
        return None
    return " ".join(_written(before, stretch, quote[0]) for stretch in found)


def _begins(before: Before, word: int) -> bool:
    """Whether a sentence or a clause begins with a word."""
    context = before.context
    if word in (0, before.turn) or context.ends(word - 1):
        return True
    joined = context.words.lower[word - 1] in JOINS or context.words.after[word - 1] in (",", ";")
    return joined and any(phrase.words[0] == word and phrase.role in SUBJECT for phrase in context.parse.phrases)


def _written(before: Before, stretch: Stretch, quote: int) -> str:
    """A sentence as it stands in brackets; one that runs on in the claim ends with an ellipsis."""
    context = before.context
    runs_on = stretch[1] == quote and not context.ends(quote - 1)
    mark = "?" if _asks(before, stretch) else " …" if runs_on else "."
    written = claim_sentence(context.words, stretch, None, before.restored, mark=mark)
    if _begins(before, stretch[0]):
        return written
    small = before.restored is None or before.restored.cases[stretch[0]] is Case.LOWER
    small = small and context.words.text[context.words.starts[stretch[0]]].islower()
    return f"… {written[0].lower() if small else written[0]}{written[1:]}"
