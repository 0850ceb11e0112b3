"""Finds the words before a claim that say what the claim speaks of, so that the claim can be read alone.

It is taken where the claim leans on it: its subject is a pronoun without a referent ("That will change this year"), or it is short
and names nothing ("I would say by about a year"), or it has no verb of its own.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, islice, pairwise

from tracker.extract.claims.clause_parts import CONDITIONS, TOGETHER, Spoken
from tracker.extract.claims.disfluencies import OPINIONS as THOUGHTS
from tracker.extract.claims.quote_context import FINITE, SUBJECTS, QuoteContext, Stretch, within
from tracker.extract.claims.quoted_questions import QUESTIONS
from tracker.extract.claims.referents import (
    BACK,
    GENERAL,
    IDIOM,
    MANY,
    ONE,
    POINTING,
    base,
    is_without_referent,
    names_nothing,
    names_something,
)
from tracker.extract.claims.sentence import claim_sentence
from tracker.extract.encoder.restorer import Case, Restored

LEAST_NAMED = 3  # words of a remark without a verb that is not passed over
LEAST_CLAUSE = 5  # words of a sentence without nouns that is not passed over
TAKEN_UP = 6  # words of its turn before a claim that takes up what another said
OPENING = 3  # words in which a clause shows that it is a condition
DISTANT = 2  # sentences before the one before
DEMONSTRATIVES = POINTING | {"these", "those"}
POSSESSIVE = frozenset("its their his her".split())
LIKENESS = frozenset("same such neither both others former latter".split())
HERE = frozenset("time way point moment show episode podcast call conversation morning afternoon evening room country".split())
"""Nouns with which "this" points to the day or the place of speaking, not to an earlier sentence."""

CONTINUES = frozenset("of with who that which where".split())
STANDING = SUBJECTS | {"dobj", "pobj"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """The words before a claim: `turn` is the first word of its turn, `restored` the punctuation restored in captions.

    `known` says that the speaker of the turn is known, so that another's words are not taken for his.
    """

    context: QuoteContext
    times: Sequence[Stretch]
    turn: int
    restored: Restored | None
    known: bool = False


def _refers_back(context: QuoteContext, word: int, first: int) -> bool:
    """Whether a word is a pronoun, or the article of a noun phrase ("that number"), whose referent stands before it."""
    words, parse = context.words, context.parse
    lower, tag = base(words.lower[word]), parse.tag(word)
    following = words.lower[word + 1] if word + 1 < len(words) else ""
    if lower in LIKENESS:
        return parse.tag(word + 1)[:2] == "NN" and following not in HERE
    if lower in DEMONSTRATIVES and _explained_behind(context, word):
        return False
    if lower in DEMONSTRATIVES:
        opens = word == first and parse.tag(word + 1).startswith("NN") and not (word and context.opines(word - 1))
        return (tag == "DT" or opens) and following not in HERE
    if lower not in ONE | MANY or tag != "PRP":
        return lower in POSSESSIVE and tag == "PRP$"
    idiom = word > first and words.lower[word - 1] in IDIOM and parse.role(word) not in SUBJECTS
    return not idiom and not is_without_referent(words, word)


def _explained_behind(context: QuoteContext, word: int) -> bool:
    """Whether a "these" opens a noun phrase that goes on and says itself what is meant ("those attacks with passwords")."""
    phrase = next((each for each in context.parse.phrases if each.words[0] == word and each.head > word), None)
    behind = phrase.words[1] if phrase else len(context.words)
    return behind < len(context.words) and context.words.lower[behind] in CONTINUES and not context.words.after[behind - 1]


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


def _expects(context: QuoteContext, quote: Stretch) -> bool:
    """Whether a claim is an opinion with an infinitive ("I would expect margins to fall")."""
    tags = [context.parse.tag(word) for word in range(*quote)]
    return not FINITE.isdisjoint(tags) and ("TO", "VB") in pairwise(tags)


def leans_on_before(context: QuoteContext, quote: Stretch, times: Sequence[Stretch]) -> bool:
    """Whether a claim cannot be understood without what was said before it."""
    cut = context.words.lower[quote[0]] == "which" or not (context.finite(quote) or _expects(context, quote))
    return cut or names_nothing(context, quote, times) or _refers(context, quote, times)


def _asks(before: Before, stretch: Stretch) -> bool:
    """Whether a sentence is a question."""
    words, restored, last = before.context.words, before.restored, stretch[1] - 1
    if words.after[last] == "?" or restored is None:
        return words.after[last] == "?"
    return restored.marks[last] == "?" or QUESTIONS.begin(words.lower[stretch[0] : stretch[0] + 4])


def _another_speaks(before: Before, stretch: Stretch) -> bool:
    """Whether another speaker begins behind some words."""
    changes = before.restored is not None and stretch[1] < len(before.context.words) and before.restored.turns[stretch[1]]
    return stretch[1] <= before.turn or changes


def _takes_up(before: Before, quote: Stretch, sentence: Stretch) -> bool:
    """Whether a claim near the beginning of its turn takes up with its first word what another speaker said in a sentence."""
    follows = before.known and sentence[1] <= before.turn and quote[0] - before.turn <= TAKEN_UP
    return follows and _opens_with_pronoun(before.context, quote) and before.context.finite(sentence)


def _says_nothing(context: QuoteContext, sentence: Stretch, *, named: bool) -> bool:
    """Whether a sentence is passed over: a name called, a word of assent, a short remark without nouns."""
    size = sentence[1] - sentence[0]
    return (size < LEAST_CLAUSE and not named) or (size < LEAST_NAMED and not context.finite(sentence))


def _explains(context: QuoteContext, part: Stretch) -> bool:
    """Whether some words name something, and are neither a phrase of place or time alone nor a clause behind "that"."""
    if context.words.lower[part[0]] == "that" and context.parse.tag(part[0]) == "IN":
        return False
    specific = any(names_something(context, word) and context.words.lower[word] not in GENERAL for word in range(*part))
    return specific and (context.parse.tag(part[0]) != "IN" or context.finite(part))


def _opens_with_pronoun(context: QuoteContext, part: Stretch) -> bool:
    """Whether some words open with a pronoun whose referent stands before them."""
    lower = context.words.lower
    first = part[0] + (2 if tuple(lower[part[0] : part[0] + 2]) in THOUGHTS else 0)
    return _refers_back(context, first, first) and not context.parse.tag(first + 1).startswith("NN")


def _part(before: Before, quote: Stretch, sentence: Stretch) -> Stretch | None:
    """The part of a sentence that explains a claim: one with the noun the claim points to, one that stands alone, or any other."""
    context = before.context
    parts = [part for part in Spoken(context, before.restored).parts(sentence) if _explains(context, part)]
    pointed = _pointed(context, quote)
    same = (part for part in parts if pointed and any(_alike(word, pointed) for word in context.words.lower[slice(*part)]))
    alone = (part for part in parts if not _refers(context, part, ()))
    rest = (part for part in parts if not _opens_with_pronoun(context, part))
    return next(chain(same, alone, rest), None)


def _pointed(context: QuoteContext, quote: Stretch) -> str:
    """The noun behind a "these" or "that" with which a claim opens ("These factors"), or ""."""
    if base(context.words.lower[quote[0]]) not in DEMONSTRATIVES:
        return ""
    heads = (phrase.head for phrase in context.parse.phrases if phrase.words[0] == quote[0])
    head = next((head for head in heads if head != quote[0]), None)
    return context.words.lower[head] if head is not None else ""


def _alike(word: str, noun: str) -> bool:
    """Whether two words are the same noun, in one number or the other."""
    return word.removesuffix("'s").removesuffix("s") == noun.removesuffix("s")


def _explaining(before: Before, quote: Stretch) -> list[Stretch]:
    """The stretches of words that explain a claim, in order: the nearest part of a sentence that does, or the question it answers.

    The sentences between it and the claim are given, too, if all is short.
    """
    context, between = before.context, list[Stretch]()
    end = quote[0]
    while end > 0 and len(between) <= DISTANT and quote[0] - end < BACK:
        sentence = context.sentence(end - 1, BACK), end
        if sentence[0] < before.turn < end:
            sentence = before.turn, end
        end = sentence[0]
        asked = _asks(before, sentence)
        another = _another_speaks(before, sentence)
        if another and not asked and not _takes_up(before, quote, sentence):
            break
        if asked:
            return list(islice(Spoken(context, before.restored).question_parts(sentence), 1))
        if _says_nothing(context, sentence, named=_named(context, [sentence])):
            continue
        part = _part(before, quote, sentence)
        if part is not None:
            whole = [part, *between]
            return whole if not another and part == sentence and sum(last - first for first, last in whole) <= TOGETHER else [part]
        between.insert(0, sentence)
    return []


def preceding(before: Before, quote: Stretch) -> str | None:
    """The text for the brackets in front of a claim: what was said before it, without fillers; None if it needs none.

    A claim is explained by a part of the sentences before it in its turn that can be understood alone, or by the question that it
    answers, whoever asks. Where the claim begins its turn and takes up what another speaker said, that stands in quotation marks.
    """
    context = before.context
    if not leans_on_before(context, quote, before.times):
        return None
    found = _explaining(before, quote)
    if not _named(context, found):
        return None
    if any(re.search(r"[\[\]\\]", context.words.slice(*stretch)) for stretch in found):
        return None
    return " ".join(_written(before, stretch, quote[0]) for stretch in found)


def _begins(before: Before, word: int) -> bool:
    """Whether a sentence begins with a word, or a clause that hangs on no condition."""
    context, spoken = before.context, Spoken(before.context, before.restored)
    if word in (0, before.turn) or context.ends(word - 1):
        return True
    return spoken.begins_clause(word) and not spoken.conditional(context.sentence(word), word)


def _written(before: Before, stretch: Stretch, quote: int) -> str:
    """A part of a sentence as it stands in brackets; one that runs on ends with an ellipsis."""
    context, last = before.context, stretch[1]
    joined = last < quote and Spoken(context, before.restored).begins_clause(last)
    opening = context.words.lower[stretch[0] : stretch[0] + OPENING]
    complete = context.ends(last - 1) or (joined and CONDITIONS.isdisjoint(opening))
    mark = "?" if _asks(before, stretch) else "." if complete else " …"
    written = claim_sentence(context.words, stretch, None, before.restored, context=context, mark=mark)
    if last <= before.turn and before.known and mark != "?":
        written = f"“{written}”"
    if _begins(before, stretch[0]):
        return written
    small = before.restored is None or before.restored.cases[stretch[0]] is Case.LOWER
    small = small and context.words.text[context.words.starts[stretch[0]]].islower()
    return f"… {written[0].lower() if small else written[0]}{written[1:]}"
