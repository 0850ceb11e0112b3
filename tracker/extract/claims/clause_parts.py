"""Finds the part of a long sentence that can be given in its place: a clause, cut where a phrase ends."""

from collections.abc import Iterator
from dataclasses import dataclass

from tracker.extract.claims.disfluencies import OPINIONS
from tracker.extract.claims.quote_context import JOINS, SUBJECTS, QuoteContext, Stretch
from tracker.extract.claims.quoted_questions import QUESTIONS
from tracker.extract.encoder.restorer import Restored

WHOLE = 24  # words of a sentence that is given whole
TOGETHER = 17  # words of several sentences that are
LONGEST = 18  # words of a part
LEAST = 4  # words of a clause
LEAST_CUT = 6  # words of the beginning of a clause
CONDITIONS = frozenset("if when unless whether although though while until once as than that where how what who which".split())
"""Words whose clause is not given without them: what they introduce is not asserted."""

_UNSURE = frozenset(("if", "unless", "whether"))
_TOLD = frozenset("told said says tell".split())
_CUT_BEFORE = frozenset(("IN", "CC", "WDT", "WP", "WRB"))
_LEADS = frozenset(("IN", "RB"))


@dataclass(frozen=True, slots=True)
class Spoken:
    """The words around a claim with their parse, and the marks restored in captions."""

    context: QuoteContext
    restored: Restored | None

    def comma(self, word: int) -> bool:
        """Whether a comma or a semicolon stands behind a word, or is restored there."""
        mark = self.context.words.after[word]
        return mark in (",", ";", ":") or (self.restored is not None and not mark and self.restored.marks[word] == ",")

    def begins_clause(self, word: int) -> bool:
        """Whether a word is the subject of a clause that something joins to what stands before."""
        joined = self.context.words.lower[word - 1] in JOINS or self.comma(word - 1) or self._thought(word)
        return joined and self._subject(word)

    def conditional(self, first: int, word: int) -> bool:
        """Whether an "if" or the like stands between two words, so that what follows may hang on it."""
        return not _UNSURE.isdisjoint(self.context.words.lower[first:word])

    def _thought(self, word: int) -> bool:
        """Whether a clause behind "I think" or "we believe" begins with a word; "I don't think" is no such opening."""
        said = word - 1 - (self.context.words.lower[word - 1] == "that")
        return said > 0 and tuple(self.context.words.lower[said - 1 : said + 1]) in OPINIONS

    def _told(self, first: int, word: int) -> bool:
        """Whether a word opens what is told with "I told them that"; "I never said that" is no such opening."""
        lead = self.context.words.lower[first:word]
        denied = any(each in ("not", "never", "no") or each.endswith("n't") for each in lead)
        named = self._subject(word) and self.context.parse.tag(word) != "PRP"
        return lead[-1:] == ["that"] and not denied and not _TOLD.isdisjoint(lead) and named

    def _subject(self, word: int) -> bool:
        parse = self.context.parse
        if parse.tag(word).startswith("W"):
            return False
        return parse.role(word) == "expl" or any(p.words[0] == word and p.role in SUBJECTS for p in parse.phrases)

    def clauses(self, sentence: Stretch) -> list[Stretch]:
        """The clauses of a sentence that can be given alone, in order; a phrase in front of its subject is one, too."""
        starts = [sentence[0]]
        for word in range(sentence[0] + 1, sentence[1]):
            led = starts == [sentence[0]] and self._leads_up(sentence[0], word)
            apart = self.begins_clause(word) and not (self.conditional(starts[-1], word) and not self.comma(word - 1))
            if led or apart or self._told(starts[-1], word):
                starts.append(word)
        return list(zip(starts, [*starts[1:], sentence[1]], strict=True))

    def _leads_up(self, first: int, word: int) -> bool:
        """Whether the words from `first` on are a phrase in front of the subject `word` ("By 2035 ports like mine will ...")."""
        lead = range(first, word)
        led = self.context.parse.tag(first) in _LEADS and not self.context.finite((first, word)) and self._subject(word)
        return led and not any(self.context.words.lower[each] in CONDITIONS for each in lead)

    def _cut(self, clause: Stretch) -> Iterator[Stretch]:
        """The beginnings of a long clause that end with a phrase and are not too long, the longest first."""
        first, last = clause
        if last - first > LONGEST:
            yield from ((first, end) for end in range(first + LONGEST, first + LEAST_CUT - 1, -1) if self._phrase_ends(end))

    def _phrase_ends(self, end: int) -> bool:
        """Whether a phrase ends before a word: a comma stands there, or a noun before a preposition or a conjunction."""
        parse, lower = self.context.parse, self.context.words.lower
        if self.comma(end - 1):
            return True
        return parse.tag(end - 1).startswith("NN") and parse.tag(end) in _CUT_BEFORE and lower[end] != "of"

    def parts(self, sentence: Stretch) -> Iterator[Stretch]:
        """The parts of a sentence, the best first: all of it, its last clause that is short enough, its last clause cut."""
        if sentence[1] - sentence[0] <= WHOLE:
            yield sentence
        clauses = [clause for clause in self.clauses(sentence)[::-1] if clause[1] - clause[0] >= LEAST]
        yield from (clause for clause in clauses if clause[1] - clause[0] <= LONGEST)
        for clause in clauses:
            yield from self._cut(clause)

    def question_parts(self, sentence: Stretch) -> Iterator[Stretch]:
        """The parts of a question, the best first: all of it, its end from its opening on, or from a clause on."""
        if sentence[1] - sentence[0] <= WHOLE:
            yield sentence
        lower, last = self.context.words.lower, sentence[1]
        places = range(last - LONGEST, last - LEAST + 1)
        yield from ((word, last) for word in places if word > sentence[0] and QUESTIONS.begin(lower[word : word + 4]))
        yield from self.parts(sentence)
