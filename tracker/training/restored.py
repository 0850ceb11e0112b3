"""How right the restorer is on texts that it was not fitted on."""

from collections import Counter
from collections.abc import Sequence

from tracker.extract.restorer import SIGNS, Case, Mark, Restorer
from tracker.extract.words import split_words
from tracker.training.captioned import captions_of


def mark_figures(restorer: Restorer, texts: Sequence[str]) -> dict[str, float]:
    """F1 of full stops, question marks, commas, sentence ends, capitals and changes of speaker on captions made of texts.

    "I" is no capital here, as it needs no model. The first and the last word of a text count for nothing.
    """
    hits: Counter[str] = Counter()
    given: Counter[str] = Counter()
    wanted: Counter[str] = Counter()

    def count(name: str, found: bool, right: bool) -> None:
        given[name] += found
        wanted[name] += right
        hits[name] += found and right

    for text in texts:
        captions = captions_of(text)
        words = split_words(captions.text)
        restored = restorer.restore(words, [(0, len(words))])
        for word in captions.words[1:-1]:
            place = words.at(word.span[0])
            if place >= len(words) or words.starts[place] != word.span[0]:
                continue
            mark = restored.marks[place]
            for each, name in ((Mark.STOP, "full stop"), (Mark.QUESTION, "question mark"), (Mark.COMMA, "comma")):
                count(name, mark == SIGNS[each], word.mark is each)
            count("sentence end", mark in (".", "?"), word.mark in (Mark.STOP, Mark.QUESTION))
            if words.lower[place].split("'")[0] != "i":
                count("capital", restored.cases[place] is not Case.LOWER, word.case is not Case.LOWER)
            count("change of speaker", restored.turns[place] > 0.5, word.opens_turn)
    return {f"{name} f1": round(2 * hits[name] / max(1, given[name] + wanted[name]), 4) for name in wanted}
