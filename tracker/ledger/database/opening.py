"""Opening a ledger, and making it when there is none."""

from sqlalchemy.exc import SQLAlchemyError

from tracker.errors import LedgerError, NoLedger
from tracker.ledger.database import migrations
from tracker.ledger.database import transactions as engines
from tracker.ledger.database.waiting import Patience


def open_ledger(url: str, *, create: bool = True, patience: Patience | None = None) -> engines.Ledger:
    """The ledger at an SQLAlchemy URL, made and migrated when nothing is there yet; `patience` is for others that write to it.

    Raises LedgerError when the database cannot be reached, or is missing and `create` is False; LedgerVersionError, with the
    command to type, when its schema is older or newer than this program.
    """
    parsed = engines.parsed_url(url)
    missing = NoLedger(f"there is no ledger at {engines.shown_url(parsed)}; `tracker extract FILE` makes one")
    if not create and not engines.exists(parsed):
        raise missing
    patient = patience or Patience()
    engine = engines.make_engine(parsed, patient)
    created = False
    try:
        if create:
            engines.make_folder(parsed)
        if migrations.revision(engine) is None:
            if not create:
                raise missing
            created = migrations.migrate(engine)
        migrations.check(engine)
    except (SQLAlchemyError, OSError) as error:
        engine.dispose()
        raise engines.cannot_open(parsed, error) from error
    except LedgerError:
        engine.dispose()
        raise
    return engines.Ledger(url=engines.shown_url(parsed), created=created, engine=engine, patience=patient, schema=migrations.HEAD)
