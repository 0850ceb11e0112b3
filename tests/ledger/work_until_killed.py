"""The work of a program that will be killed: operations of one kind, one transaction each, round and round.

Every operation marks what it does with "of N", so that a part of one can be told from the whole.
"""

import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path

from sqlalchemy.orm import Session

from tests.ledger.samples import NOW, forecast, judgement, later, store, transcript, year
from tracker import ledger
from tracker.ledger import ClaimFilter, Ledger
from tracker.ledger.database import migrations, transactions
from tracker.records import Outcome

Tell = Callable[[str], object]
KINDS = ("extraction", "import", "resolution", "upgrade")
# A migration of tomorrow, which makes the largest tables anew.
NEXT = f"{int(migrations.HEAD) + 1:04}"
MIGRATION = f'''"""Tables made anew."""

import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "{NEXT}", "{migrations.HEAD}", None, None


def upgrade() -> None:
    anew = "always" if op.get_bind().dialect.name == "sqlite" else "never"
    for table in ("judgements", "claim_tags", "claims", "sources"):
        with op.batch_alter_table(table, recreate=anew) as batch:
            batch.add_column(sa.Column("weather", sa.Text(), nullable=False, server_default="fair"))
'''


def prepare(url: str) -> None:
    """A ledger with claims to decide on."""
    rows = [{"claim": f"Claim {number}.", "said_on": "2024-01-01", "speaker": "Ida"} for number in range(40)]
    opened = ledger.open_ledger(url)
    with opened.begin() as session:
        ledger.import_lines(session, map(json.dumps, rows), by="zoe", now=NOW)
    opened.close()


def tomorrows_migrations(folder: Path) -> Path:
    """The migrations that there are and the one of tomorrow, in a folder."""
    (folder / "versions").mkdir(parents=True)
    ours = migrations.migrations_folder()
    for path in (ours / "env.py", *ours.glob("versions/*.py")):
        (folder / path.relative_to(ours)).symlink_to(path)
    (folder / "versions" / f"{NEXT}_next.py").write_text(MIGRATION)
    return folder


def work(url: str, kind: str, name: str, tell: Tell) -> None:
    """Repeats operations of a kind until it is killed; prints "ready", then the mark of each operation.

    For an upgrade, `name` is the folder of migrations.
    """
    if kind == "upgrade":
        tell("ready")
        migrations.migrate(transactions.make_engine(transactions.parsed_url(url)), folder=Path(name))
        return
    rng = random.Random(name)  # noqa: S311
    opened = ledger.open_ledger(url)
    steps: dict[str, Callable[[Ledger, random.Random, str], Iterator[str]]] = {
        "extraction": extractions,
        "import": imports,
        "resolution": resolutions,
    }
    for mark in steps[kind](opened, rng, name):
        tell(mark)


def extractions(opened: Ledger, _rng: random.Random, name: str) -> Iterator[str]:
    """Each stores a transcript and the forecasts in it."""
    yield "ready"
    step = 0
    while True:
        step += 1
        mark = f"talk {name} {step} of 12"
        sentences = [f"By the end of {2030 + place} every boat of line {place} will be electric." for place in range(12)]
        text = f"{mark}. " + " ".join(sentences)
        found = [
            forecast(each, f"By the end of {2030 + place}", text=text, horizon=year(2030 + place))
            for place, each in enumerate(sentences)
        ]
        with opened.begin() as session:
            store(session, transcript=transcript(text, doc=mark), forecasts=found, now=later(seconds=step))
        yield mark


def imports(opened: Ledger, rng: random.Random, name: str) -> Iterator[str]:
    """Each brings claims written by hand, or what is new in another ledger, whose chain is kept beside."""
    other = ledger.open_ledger("sqlite://")
    yield "ready"
    step = 0
    while True:
        step += 1
        mark, now = f"import {name} {step} of 30", later(seconds=step)
        rows: Iterator[str] | list[str] = [
            json.dumps({"claim": f"Claim {mark} {number}.", "said_on": "2024-01-01", "speaker": name, "tags": [mark]})
            for number in range(30)
        ]
        if rng.random() < 0.5:
            with other.begin() as session:
                ledger.import_lines(session, rows, by="zoe", now=now)
                rows = list(ledger.export_lines(session))
        with opened.begin() as session:
            ledger.import_lines(session, rows, by="zoe", now=now)
        yield mark


def resolutions(opened: Ledger, rng: random.Random, name: str) -> Iterator[str]:
    """Each tags six claims and records how they came out."""
    yield "ready"
    step = 0
    while True:
        step += 1
        mark = f"resolve {name} {step} of 12"
        with opened.begin() as session:
            _resolve(session, rng, mark, step)
        yield mark


def _resolve(session: Session, rng: random.Random, mark: str, step: int) -> None:
    for claim in rng.sample(ledger.list_claims(session, ClaimFilter(limit=40)), k=6):
        judged = judgement(rng.choice([Outcome.TRUE, Outcome.FALSE]), note=mark)
        ledger.tag(session, claim.id, add=[mark], by="ana", now=later(seconds=step))
        ledger.resolve(session, claim.id, judged, now=later(seconds=step))
