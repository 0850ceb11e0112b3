"""Full-text search in claims and quotes, by SQLite's FTS5 or PostgreSQL's tsvector; singular and plural match each other."""

import re
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import ColumnElement

from tracker.ledger.database.models import ClaimRow

TERM = re.compile(r'"([^"]*)"?|(\S+)')
WORD = re.compile(r"\w+")
# Above MANY matches, reading in the listing's order is quicker than fetching and sorting them all; above MOST, not even their
# numbers are collected first, but each claim of the listing is tested.
MANY = 2000
MOST = 150_000
# For a phrase on PostgreSQL: how many claims with all its words are tested, and how many matches are passed to the listing.
CANDIDATES, PHRASES = 40_000, 8_000
# The prefix lengths in SQLite's index (`prefix='2 3 4'`). Any other is expanded to all matching words again for every claim tested.
INDEXED = range(2, 5)

SEARCH = sa.table("claims_search", sa.column("rowid"), sa.column("claims_search"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word or phrase; with `prefix`, its last word is a prefix; with `inflected`, singular and plural both match."""

    words: str
    prefix: bool = False
    inflected: bool = False


def terms(query: str) -> tuple[Term, ...]:
    """The words, "phrases" and prefix* of a query; parts without a letter or digit are left out."""
    found = []
    for phrase, word in TERM.findall(query.replace("\0", " ")):
        prefix = word.endswith("*")
        if WORD.search(phrase or word):
            found.append(Term(words=phrase or word.rstrip("*"), prefix=prefix, inflected=not phrase and not prefix))
    return tuple(found)


def last_word(term: Term) -> str:
    """The last word of a term, as the index splits words; the prefix of a prefix term."""
    return str(WORD.findall(term.words)[-1])


def forms(term: Term) -> tuple[str, ...]:
    """The forms to search for: singular and plural for a word of letters, anything else unchanged."""
    word = term.words
    if not term.inflected or term.prefix or len(word) < 3 or not word.isalpha() or not word.isascii():
        return (word,)
    lower = word.lower()
    found = [word]
    if lower.endswith("ies"):
        found.append(f"{lower[:-3]}y")
    elif lower.endswith("y"):
        found.append(f"{lower[:-1]}ies")
    if lower.endswith("s") and not lower.endswith("ss"):
        found += [lower[:-1], lower[:-2]] if lower.endswith(("ses", "xes", "zes", "ches", "shes")) else [lower[:-1]]
    else:
        found.append(f"{lower}es" if lower.endswith(("s", "x", "z", "ch", "sh")) else f"{lower}s")
    return tuple(dict.fromkeys(found))


def fts5(query: tuple[Term, ...]) -> str:
    """The query in FTS5's syntax, all terms required and nothing typed taken as an operator."""
    return " AND ".join(_any_form(term) for term in query)


def _any_form(term: Term) -> str:
    quoted = ['"' + form.replace('"', '""') + '"' + ("*" if term.prefix else "") for form in forms(term)]
    return quoted[0] if len(quoted) == 1 else f"({' OR '.join(quoted)})"


def _tsquery(query: tuple[Term, ...]) -> ColumnElement[bool]:
    parts: list[ColumnElement[bool]] = []
    for term in query:
        if term.prefix:
            words = [f"'{word}'" for word in WORD.findall(term.words.casefold())]
            parts.append(sa.func.to_tsquery("simple", " <-> ".join(words) + ":*"))
        elif len(some := forms(term)) > 1:
            parts.append(sa.func.to_tsquery("simple", " | ".join(f"'{form.lower()}'" for form in some)))
        else:
            parts.append(sa.func.phraseto_tsquery("simple", term.words))
    whole = parts[0]
    for part in parts[1:]:
        whole = whole.op("&&")(part)
    return whole


def matching(session: Session, query: str, *, in_order: bool = True) -> ColumnElement[bool]:
    """The condition that a claim's sentence and quote contain every term of a query; a query without words matches nothing.

    `in_order` says that the listing can be read in order as far as its limit, so that few claims are tested.
    """
    found = terms(query)
    if not found:
        return sa.false()
    if session.get_bind().dialect.name == "postgresql":
        condition = sa.literal_column("claims.search").op("@@", return_type=sa.Boolean())(_tsquery(found))
        if any(len(WORD.findall(term.words)) > 1 for term in found):
            return _phrases(session, condition)
        return condition
    wanted = fts5(found)
    match = SEARCH.c.claims_search.op("MATCH", return_type=sa.Boolean())(wanted)
    numbers = sa.select(SEARCH.c.rowid).where(match)
    count = _count(session, match, MOST)
    if count <= MANY:
        return ClaimRow.number.in_(numbers)
    if count <= MOST or not in_order or any(term.prefix and len(last_word(term)) not in INDEXED for term in found):
        # The plus keeps SQLite from fetching every match: it reads the listing's index and looks numbers up among the matches.
        return sa.literal_column("+claims.number").in_(numbers)
    return sa.exists(sa.select(sa.literal(1)).select_from(SEARCH).where(SEARCH.c.rowid == ClaimRow.number, match))


def _phrases(session: Session, condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """The condition for phrases on PostgreSQL, as numbers looked up beforehand where there are not too many.

    The planner assumes that every claim with all the words has the phrase, and would scan the listing in vain for the first
    hundred matches; but its estimate for the words themselves is good.
    """
    query = sa.select(ClaimRow.number).where(condition)
    connection = session.connection()
    compiled = query.compile(dialect=connection.dialect)
    (plan,) = connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {compiled}", dict(compiled.params)).scalar_one()
    if plan["Plan"]["Plan Rows"] > CANDIDATES:
        return condition
    numbers = list(session.execute(query).scalars())
    if len(numbers) > PHRASES:
        return condition
    return ClaimRow.number.in_(sa.bindparam("numbers", numbers, expanding=True, literal_execute=True))


def _count(session: Session, match: ColumnElement[bool], most: int) -> int:
    """The number of matching claims, counted up to `most` + 1."""
    some = sa.select(sa.literal(1)).select_from(SEARCH).where(match).limit(most + 1).subquery()
    return int(session.execute(sa.select(sa.func.count()).select_from(some)).scalar_one())
