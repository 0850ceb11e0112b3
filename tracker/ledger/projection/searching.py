"""Full text search over claims and quotes: SQLite's FTS5, PostgreSQL's tsvector. Of words only singular and plural are one."""

import re
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import ColumnElement

from tracker.ledger.database.models import ClaimRow

TERM = re.compile(r'"([^"]*)"?|(\S+)')
WORD = re.compile(r"\w+")
# Above so many matches it is quicker to walk the listing's own order than to fetch and sort them all; above MOST, not even their
# numbers are gathered first, but each claim of the listing is asked whether it matches.
MANY = 2000
MOST = 150_000
# To find a phrase on PostgreSQL, up to so many claims that hold all its words are looked at, and up to so many that hold it named
# to the listing.
CANDIDATES, PHRASES = 40_000, 8_000
# The lengths of prefixes that SQLite's index holds ready (`prefix='2 3 4'`). Any other is gathered from all words that begin so,
# anew for every claim that is asked.
INDEXED = range(2, 5)

SEARCH = sa.table("claims_search", sa.column("rowid"), sa.column("claims_search"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """Words that follow one another; with `prefix`, the last is the beginning of a word; `inflected`, singular or plural."""

    words: str
    prefix: bool = False
    inflected: bool = False


def terms(query: str) -> tuple[Term, ...]:
    """The words, "phrases" and prefix* of a query; what holds no letter or digit is left out."""
    found = []
    for phrase, word in TERM.findall(query.replace("\0", " ")):
        prefix = word.endswith("*")
        if WORD.search(phrase or word):
            found.append(Term(words=phrase or word.rstrip("*"), prefix=prefix, inflected=not phrase and not prefix))
    return tuple(found)


def last_word(term: Term) -> str:
    """The word of a term that may be a prefix, as the index cuts words."""
    return str(WORD.findall(term.words)[-1])


def forms(term: Term) -> tuple[str, ...]:
    """What a term is looked for as: a word of letters in the singular and the plural too, anything else just as it is."""
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
    """The query in FTS5's language, all terms required; nothing of what was typed in it is an operator."""
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
    """The condition that a claim's sentence and quote hold every term of a query; a query without a word matches nothing.

    `in_order` says that the listing can be read in its order as far as its limit, so that few claims are asked.
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
        # The plus keeps SQLite from fetching every match: it walks the listing's index and looks the numbers up among the matches.
        return sa.literal_column("+claims.number").in_(numbers)
    return sa.exists(sa.select(sa.literal(1)).select_from(SEARCH).where(SEARCH.c.rowid == ClaimRow.number, match))


def _phrases(session: Session, condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """The condition for phrases on PostgreSQL, as numbers looked up beforehand where its index can do that.

    The planner expects every claim that holds all the words to hold the phrase, and would walk the listing in vain for the
    first hundred; but how many hold all the words it knows well.
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
    """How many claims match, counted up to one more than `most`."""
    some = sa.select(sa.literal(1)).select_from(SEARCH).where(match).limit(most + 1).subquery()
    return int(session.execute(sa.select(sa.func.count()).select_from(some)).scalar_one())
