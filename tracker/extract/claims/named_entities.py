"""Finds the named entities of a claim: people, companies, products, places, works and events."""

import re

from tracker.extract.claims.parses import Name, Parse
from tracker.extract.encoder.restorer import Restored, cased
from tracker.text.tokens import Words

KINDS = frozenset(("PERSON", "ORG", "PRODUCT", "GPE", "LOC", "FAC", "EVENT", "WORK_OF_ART", "LAW", "NORP"))
"""spaCy's labels of names; amounts of money and dates have their own fields."""

# Terms that spaCy takes for organisations in business speech: parts of the year, accounts, figures, techniques, illnesses.
CALENDAR = re.compile(r"(?:[qh][1-4]|fy ?\d*|new year(?:'s)?(?: day| eve)?)")
TERMS = frozenset(
    """ai agi ml llm llms gpu gpus cpu rfid iot saas api apis sdk vr ar ui ux it hr pr gaap non-gaap ebit ebitda eps roi roe
    capex opex gmv arr sep gdp pce cpi ppi nda bla ind ipo ipos ceo cfo coo cto covid
    covid-19 dna rna rsu rsus r&d m&a esg""".split()
)

MOST = 6  # names per claim
ARTICLES = frozenset(("the", "a", "an", "this", "that"))


def names_in(
    words: Words, parse: Parse, quote: tuple[int, int], explained: str = "", restored: Restored | None = None
) -> tuple[str, ...]:
    """The names in a quote, and those outside it that occur in `explained`, in order, each once.

    They are written without article and possessive ending, and in captions with restored capitals.
    """
    found: dict[str, str] = {}
    for name in parse.names:
        written = _written(words, name, restored)
        inside = quote[0] <= name.words[0] and name.words[1] <= quote[1]
        if name.label in KINDS and _names(written) and (inside or (written and written in explained)):
            found.setdefault(written.casefold(), written)
    return tuple(found.values())[:MOST]


def _names(written: str) -> bool:
    """Whether a name contains a capital and is neither a part of the year nor a term."""
    plain = written.casefold()
    return any(map(str.isupper, written)) and plain not in TERMS and CALENDAR.fullmatch(plain) is None


def _written(words: Words, name: Name, restored: Restored | None) -> str:
    first, last = name.words
    while first < last - 1 and words.lower[first] in ARTICLES:
        first += 1
    if restored is None:
        written = " ".join(words.slice(first, last).split())
    else:
        written = " ".join(cased(words.slice(word, word + 1), restored.cases[word]) for word in range(first, last))
    return written.removesuffix("'s").removesuffix("’s")
