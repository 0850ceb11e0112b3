"""Random commands of analysts on a ledger, each with arguments that fit what the ledger holds, and now and then with others."""

import json
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeVar

import sqlalchemy as sa
from hypothesis import strategies as st

from tracker.ledger.database import transactions
from tracker.ledger.database.models import Base
from tracker.ledger.operations.undoing import UNDOABLE

NAMES = ("Ada Vance", "ada  vance", "A. Vance", "Bram Okafor", "Zoë Ríos", "Zoe\u0308 Ri\u0301os")
ANALYSTS = ("ana", "ben", "by")
TALKS = (
    "Host: Where is this going?\n\nAda Vance: I think we open a second plant by the end of 2027, maybe sixty percent. "
    "Next year we will sell 20,000 units.\n\nHost: And then?\n\n"
    "Ada Vance: By 2030 every boat will be electric, naïve as it sounds 🚢.\n",
    "Bram Okafor: The home robot will be in shops within two years. "
    "I'd say there's a seventy percent chance we raise money in 2026.\n\n"
    "Zoë Ríos: It won't fly before 2031.\n",
    "Ada Vance: We will be profitable next year, and in five years we will have a thousand people.\n",
)
# Corrected transcripts: a word corrected, a sentence added at the beginning, the end cut off.
CORRECTIONS: tuple[Callable[[str], str], ...] = (
    lambda text: text.replace("electric", "electrical").replace("shops", "stores"),
    lambda text: "Host: Welcome to the show.\n\n" + text,
    lambda text: text[: text.rindex(" ")] + ".\n",
)
DAYS = ("2023-01-15", "2024-06-26", "2024-12-31", "2025-02-28")
OUTCOME_DAYS = ("2024-01-01", "2025-06-30", "2025-12-31", "2026-06-30")
OUTCOMES = ("true", "false", "partial", "ambiguous", "void")
TAGS = ("energy", "robots", "Zürich ")
EDITS = (
    *(("--due", each) for each in ("2027-12-31", "by the end of 2028", "next year", "in two years", "none")),
    *(("--odds", each) for each in ("60%", "0.2-0.4", "one in three", "none")),
    *(("--speaker", each) for each in (*NAMES, "none")),
    *(("--said-on", each) for each in DAYS),
    ("--statement", "It opens, 'perhaps'."),
    ("--statement", "It opens by 2027 (by the end of 2027)."),
    ("--condition", "if the grid holds"),
    ("--size", "more than 10 billion dollars"),
    ("--polarity", "negative"),
)
SOURCE_EDITS = (
    *(("--said-on", day) for day in DAYS),
    *(("--speaker", name) for name in NAMES),
    ("--title", "Plants"),
    ("--url", "https://example.org/talk"),
)
T = TypeVar("T")
Rows = Mapping[str, Sequence[sa.Row[Any]]]


class Draw(Protocol):
    """Draws a value, so that hypothesis can make a history shorter and repeat it."""

    def __call__(self, strategy: st.SearchStrategy[T], /) -> T:
        """A value of the strategy."""


@dataclass(frozen=True, slots=True)
class Held:
    """Every row of every table of a ledger, by the table's name: what an export is written from, and much quicker to read."""

    rows: Rows

    @classmethod
    def of(cls, url: str) -> "Held":
        """What the ledger at a URL holds now."""
        with transactions.make_engine(transactions.parsed_url(url)).connect() as connection:
            tables = Base.metadata.sorted_tables
            return cls({each.name: connection.execute(sa.select(each).order_by(*each.primary_key)).all() for each in tables})

    def claims(self, **wanted: object) -> list[str]:
        """The ids of the claims whose columns have these values, in the order of arrival, which no clock changes."""
        return [row.id for row in self.rows["claims"] if all(getattr(row, name) == value for name, value in wanted.items())]

    @property
    def resolved(self) -> list[str]:
        """The claims with an outcome."""
        return [row.id for row in self.rows["claims"] if row.outcome]

    @property
    def tagged(self) -> list[tuple[str, str]]:
        """Every claim that has a tag, with the tag."""
        ids = {row.number: row.id for row in self.rows["claims"]}
        return [(ids[row.claim_number], row.tag) for row in self.rows["claim_tags"]]

    @property
    def links(self) -> list[tuple[str, str]]:
        """The links between two claims that the ledger has."""
        ids = {row.number: row.id for row in self.rows["claims"]}
        return [(ids[row.claim_number], row.other_id) for row in self.rows["links"] if row.other_id in ids.values()]

    @property
    def sources(self) -> list[str]:
        """The SHA-256 of the sources in use."""
        return [row.sha256 for row in self.rows["sources"] if row.status == "active"]

    @property
    def names(self) -> list[str]:
        """The spellings of all speakers."""
        return [row.name for row in self.rows["speakers"]]

    @property
    def merged(self) -> list[str]:
        """The spellings of persons that have several."""
        persons = [row.person for row in self.rows["speakers"]]
        return [row.name for row in self.rows["speakers"] if persons.count(row.person) > 1]

    @property
    def undoers(self) -> list[str]:
        """The analysts who have an operation to take back."""
        own = {row.id for row in self.rows["ledgers"] if row.own}
        events = [row for row in self.rows["events"] if row.ledger_id in own]
        gone = {each for row in events if row.kind == "undo" for each in json.loads(row.details).get("events", ())}
        return sorted({row.actor for row in events if row.kind in UNDOABLE and row.hash not in gone} & set(ANALYSTS))


@dataclass(frozen=True, slots=True)
class Drawn:
    """What the arguments of a command are drawn from: the ledger's rows, hypothesis, and a folder for files."""

    held: Held
    draw: Draw
    folder: Path

    def one(self, values: Sequence[T]) -> T:
        """One of some values."""
        return self.draw(st.sampled_from(values))

    def claim(self, fitting: Sequence[str] = ()) -> str:
        """The id of a claim, seven times of eight one of the fitting ones."""
        everything = self.held.claims()
        return self.one(fitting if fitting and self.draw(st.integers(0, 7)) < 7 else everything)

    def two_claims(self, *, of_one_source: bool = False) -> tuple[str, str]:
        """Two claims, now and then the same one twice."""
        first = self.claim()
        places = {row.id: row.source_number for row in self.held.rows["claims"]}
        fitting = [each for each in places if each != first and (not of_one_source or places[each] == places[first])]
        return first, self.claim(fitting)

    def file(self, name: str, text: str) -> str:
        """The path of a file with a text."""
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    def lines(self, name: str, rows: Sequence[object]) -> str:
        """The path of a file with a JSON value on every line."""
        return self.file(name, "".join(json.dumps(row) + "\n" for row in rows))


def extract(drawn: Drawn) -> tuple[str, ...]:
    talk = drawn.one(range(len(TALKS)))
    return "extract", drawn.file(f"talk{talk}.txt", TALKS[talk]), "--date", drawn.one(DAYS)


def accept(drawn: Drawn) -> tuple[str, ...]:
    waiting = drawn.held.claims(status="candidate")
    return "accept", drawn.claim(waiting), *(["--blind"] if drawn.one((False, False, True)) else [])


def reject(drawn: Drawn) -> tuple[str, ...]:
    return "reject", drawn.claim(drawn.held.claims(status="candidate"))


def withdraw(drawn: Drawn) -> tuple[str, ...]:
    return "withdraw", drawn.claim(drawn.held.claims(status="rejected"))


def by_filter(drawn: Drawn) -> tuple[str, ...]:
    return drawn.one(("accept", "reject")), "--below", drawn.one(("0.5", "1"))


def edit(drawn: Drawn) -> tuple[str, ...]:
    return "edit", drawn.claim(), *drawn.one(EDITS), *drawn.one(([], ["--force"]))


def tag(drawn: Drawn) -> tuple[str, ...]:
    return "tag", drawn.claim(), "--add", drawn.one(TAGS)


def untag(drawn: Drawn) -> tuple[str, ...]:
    claim, name = drawn.one(drawn.held.tagged)
    return "tag", claim, "--remove", name


def resolve(drawn: Drawn) -> tuple[str, ...]:
    outcome = drawn.one(OUTCOMES)
    credit = ["--credit", "0.5"] if outcome == "partial" else []
    claim = drawn.claim([*drawn.held.claims(status="accepted"), *drawn.held.resolved])
    return "resolve", claim, outcome, "--known-on", drawn.one(OUTCOME_DAYS), *credit


def settle(drawn: Drawn) -> tuple[str, ...]:
    claim = drawn.claim(drawn.held.claims(conflicted=True))
    evidence = ("--evidence", "https://example.org/1", "--happened-on", drawn.one(OUTCOME_DAYS))
    return "resolve", claim, drawn.one(("true", "false")), "--settle", *evidence


def reopen(drawn: Drawn) -> tuple[str, ...]:
    return "reopen", drawn.claim(drawn.held.resolved), "--reason", "corrected"


def undo(drawn: Drawn) -> tuple[str, ...]:
    return "undo", "--steps", str(drawn.one((1, 1, 2, 3)))


def link(drawn: Drawn) -> tuple[str, ...]:
    return "link", *drawn.two_claims(), "--as", drawn.one(("restates", "updates", "contradicts"))


def unlink(drawn: Drawn) -> tuple[str, ...]:
    return "link", *drawn.one(drawn.held.links), "--remove"


def merge_speakers(drawn: Drawn) -> tuple[str, ...]:
    return "speakers", "merge", drawn.one(drawn.held.names), drawn.one(drawn.held.names)


def split_speaker(drawn: Drawn) -> tuple[str, ...]:
    return "speakers", "split", drawn.one(drawn.held.merged)


def edit_source(drawn: Drawn) -> tuple[str, ...]:
    return "sources", "edit", drawn.one(drawn.held.sources), *drawn.one(SOURCE_EDITS), *drawn.one(([], ["--force"]))


def replace_source(drawn: Drawn) -> tuple[str, ...]:
    talk, way = drawn.one(range(len(TALKS))), drawn.one(range(len(CORRECTIONS)))
    path = drawn.file(f"corrected{talk}{way}.txt", CORRECTIONS[way](TALKS[talk]))
    return "sources", "replace", drawn.one(drawn.held.sources), path


def withdraw_source(drawn: Drawn) -> tuple[str, ...]:
    return "sources", "withdraw", drawn.one(drawn.held.sources)


def add(drawn: Drawn) -> tuple[str, ...]:
    said = ("--speaker", drawn.one(NAMES), "--said-on", drawn.one(DAYS), "--tag", "cables")
    return "add", "The cable carries power by the end of 2027.", *said


def split(drawn: Drawn) -> tuple[str, ...]:
    return "split", drawn.claim(), "It opens by 2028.", "It employs 500 people."


def join(drawn: Drawn) -> tuple[str, ...]:
    return "join", *drawn.two_claims(of_one_source=True)


def decide(drawn: Drawn) -> tuple[str, ...]:
    one, other = drawn.two_claims()
    rows = [
        {"id": one, "kind": "edit", "set": {"condition": "if it rains"}, "reason": "heard again", "by": "cyd"},
        {
            "id": other,
            "kind": "resolve",
            "outcome": "true",
            "known_on": drawn.one(("2026-01-02", "2026-01-02", "2024-01-02")),
            "note": "it did",
        },
    ]
    return "decide", drawn.lines("decisions.jsonl", rows)


def bring_in(drawn: Drawn) -> tuple[str, ...]:
    name = drawn.one(NAMES)
    row = {
        "claim": f"The bridge opens, says {name}.",
        "said_on": drawn.one(DAYS),
        "speaker": name,
        "tags": ["bridges"],
        "events": [
            {"kind": "accept", "by": "dee", "recorded_at": "2024-01-02T03:04:05Z"},
            {"kind": "resolve", "outcome": "true", "known_on": "2025-06-01", "by": "dee", "evidence": ["https://example.org"]},
        ],
    }
    return "import", drawn.lines("brought.jsonl", [row])


def rebuild(_drawn: Drawn) -> tuple[str, ...]:
    return "db", "rebuild"


def exchange(_drawn: Drawn) -> tuple[str, ...]:
    return "import", "what a colleague sends back"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of command: its arguments, and whether a ledger holds what it needs."""

    arguments: Callable[[Drawn], tuple[str, ...]]
    possible: Callable[[Held], object]


def _always(_held: Held) -> bool:
    return True


KINDS = {
    "extract": Kind(extract, _always),
    "accept": Kind(accept, Held.claims),
    "reject": Kind(reject, Held.claims),
    "withdraw": Kind(withdraw, Held.claims),
    "by filter": Kind(by_filter, lambda held: held.claims(status="candidate")),
    "edit": Kind(edit, Held.claims),
    "tag": Kind(tag, Held.claims),
    "untag": Kind(untag, lambda held: held.tagged),
    "resolve": Kind(resolve, Held.claims),
    "settle": Kind(settle, lambda held: held.resolved),
    "reopen": Kind(reopen, lambda held: held.resolved),
    "undo": Kind(undo, lambda held: held.undoers),
    "link": Kind(link, lambda held: held.claims()[1:]),
    "unlink": Kind(unlink, lambda held: held.links),
    "merge speakers": Kind(merge_speakers, lambda held: held.names[1:]),
    "split speaker": Kind(split_speaker, lambda held: held.merged),
    "edit source": Kind(edit_source, lambda held: held.sources),
    "replace source": Kind(replace_source, lambda held: held.sources),
    "withdraw source": Kind(withdraw_source, lambda held: held.sources),
    "add": Kind(add, _always),
    "split": Kind(split, Held.claims),
    "join": Kind(join, lambda held: held.claims()[1:]),
    "decide": Kind(decide, Held.claims),
    "import": Kind(bring_in, _always),
    "rebuild": Kind(rebuild, _always),
    "exchange": Kind(exchange, lambda held: held.rows["events"]),
}


def drawn_command(drawn: Drawn, done: Mapping[str, int], *, without: Container[str] = ()) -> tuple[str, tuple[str, ...]]:
    """The kind of a command that is possible now, and its arguments; one not done yet is three times as likely as the others."""
    weights = {name: 1 if done.get(name) else 3 for name, kind in KINDS.items() if kind.possible(drawn.held)}
    name = drawn.one([name for name, weight in weights.items() if name not in without for _ in range(weight)])
    by = ("--by", drawn.one(drawn.held.undoers if name == "undo" else ANALYSTS)) if name != "rebuild" else ()
    return name, (*KINDS[name].arguments(drawn), *by)
