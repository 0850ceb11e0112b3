"""Opening a ledger, or creating it if there is none."""

from sqlalchemy.exc import SQLAlchemyError

from tracker.errors import LedgerError, NoLedger
from tracker.ledger.database import migrations
from tracker.ledger.database import transactions as engines
from tracker.ledger.database.waiting import LockWait


def open_ledger(url: str, *, create: bool = True, lock_wait: LockWait | None = None) -> engines.Ledger:
    """The ledger at an SQLAlchemy URL, created if there is none; `lock_wait` says how long to wait for other writers.

    Raises LedgerError when the database cannot be reached, or is missing and `create` is False; LedgerVersionError, which names
    the command to type, when its schema is older or newer than this program.
    """
    parsed = engines.parsed_url(url)
    missing = NoLedger(f"there is no ledger at {engines.shown_url(parsed)}; `tracker extract FILE` creates one")
    if not create and not engines.exists(parsed):
        raise missing
    patient = lock_wait or LockWait()
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
    return engines.Ledger(url=engines.shown_url(parsed), created=created, engine=engine, lock_wait=patient, schema=migrations.HEAD)
