"""Full text search over claims and quotes: SQLite's FTS5, PostgreSQL's tsvector. Words are not stemmed on either."""

import re
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import ColumnElement

from tracker.ledger.models import ClaimRow

TERM = re.compile(r'"([^"]*)"?|(\S+)')
WORD = re.compile(r"\w+")
# Above so many matches it is quicker to walk the listing's own order than to fetch and sort them all; above MOST, not even their
# numbers are gathered first, but each claim of the listing is asked whether it matches.
MANY = 2000
MOST = 50_000

SEARCH = sa.table("claims_search", sa.column("rowid"), sa.column("claims_search"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """Words that follow one another; with `prefix`, the last is the beginning of a word."""

    words: str
    prefix: bool = False


def terms(query: str) -> tuple[Term, ...]:
    """The words, "phrases" and prefix* of a query; what holds no letter or digit is left out."""
    found = []
    for phrase, word in TERM.findall(query.replace("\0", " ")):
        prefix = word.endswith("*")
        if WORD.search(phrase or word):
            found.append(Term(words=phrase or word.rstrip("*"), prefix=prefix))
    return tuple(found)


def fts5(query: tuple[Term, ...]) -> str:
    """The query in FTS5's language, all terms required; nothing in it is an operator."""
    return " ".join('"' + term.words.replace('"', '""') + '"' + ("*" if term.prefix else "") for term in query)


def _tsquery(query: tuple[Term, ...]) -> ColumnElement[bool]:
    parts: list[ColumnElement[bool]] = []
    for term in query:
        if term.prefix:
            words = [f"'{word}'" for word in WORD.findall(term.words.casefold())]
            parts.append(sa.func.to_tsquery("simple", " <-> ".join(words) + ":*"))
        else:
            parts.append(sa.func.phraseto_tsquery("simple", term.words))
    whole = parts[0]
    for part in parts[1:]:
        whole = whole.op("&&")(part)
    return whole


def matching(session: Session, query: str) -> ColumnElement[bool]:
    """The condition that a claim's sentence and quote hold every term of a query; a query without a word matches nothing."""
    found = terms(query)
    if not found:
        return sa.false()
    if session.get_bind().dialect.name == "postgresql":
        return sa.literal_column("claims.search").op("@@", return_type=sa.Boolean())(_tsquery(found))
    wanted = fts5(found)
    match = SEARCH.c.claims_search.op("MATCH", return_type=sa.Boolean())(wanted)
    numbers = sa.select(SEARCH.c.rowid).where(match)
    count = _count(session, match, MOST)
    if count <= MANY:
        return ClaimRow.number.in_(numbers)
    # A prefix is looked up anew for every claim that is asked, so that asking each would be slow.
    if count <= MOST or any(term.prefix for term in found):
        # The plus keeps SQLite from fetching every match: it walks the listing's index and looks the numbers up among the matches.
        return sa.literal_column("+claims.number").in_(numbers)
    return sa.exists(sa.select(sa.literal(1)).select_from(SEARCH).where(SEARCH.c.rowid == ClaimRow.number, match))


def _count(session: Session, match: ColumnElement[bool], most: int) -> int:
    """How many claims match, counted up to one more than `most`."""
    some = sa.select(sa.literal(1)).select_from(SEARCH).where(match).limit(most + 1).subquery()
    return int(session.execute(sa.select(sa.func.count()).select_from(some)).scalar_one())
