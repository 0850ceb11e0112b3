"""Names are compared without regard to case, blanks and Unicode's forms, and shown as they were written first."""

import datetime as dt
import json

import pytest

from tests.ledger.samples import later
from tracker import ledger as ledgers
from tracker.errors import LedgerError
from tracker.ledger import ClaimFilter, Ledger
from tracker.ledger.projection.name_likeness import name_key
from tracker.records import Forecast, Kind

VARIANTS = ("Zoë Ríos", "ZOË RÍOS", "zoë  ríos ", "Zoe\u0308 Ri\u0301os", "Zoë\u00a0Ríos")


@pytest.mark.parametrize("name", VARIANTS)
def test_the_key_of_a_name(name: str) -> None:
    """One key for every way to write a name; what has other letters is another name."""
    assert name_key(name) == name_key("Zoë Ríos")
    assert name_key(name) != name_key("Zoe Rios")


def said(number: int, speaker: str) -> Forecast:
    return Forecast(said_on=dt.date(2024, 1, 1), claim=f"Claim {number}.", kind=Kind.UNDATED, speaker=speaker)


def test_a_name_written_otherwise_is_the_same_speaker(ledger: Ledger) -> None:
    """By hand, by an edit and by an import; every way to write the name finds all of it, and the first is shown."""
    with ledger.begin() as session:
        for number, name in enumerate(VARIANTS):
            ledgers.add(session, said(number, name), by="ana", now=later(seconds=number))
        other = ledgers.add(session, said(9, "Bram Okafor"), by="ana", now=later(seconds=10))
        ledgers.edit(session, other.id, {"speaker": VARIANTS[1]}, by="ana", now=later(seconds=11))
        row = {"claim": "It rains.", "said_on": "2024-01-01", "speaker": VARIANTS[2]}
        ledgers.import_lines(session, [json.dumps(row)], by="zoe", now=later(seconds=12))
        again = ledgers.import_lines(session, [json.dumps(row)], by="zoe", now=later(seconds=13))
        assert (again.known, again.losses) == (1, ())
    with ledger.reading() as session:
        assert [(each.name, each.claims) for each in ledgers.speakers(session)] == [("Zoë Ríos", 7)]
        for name in VARIANTS:
            assert len(ledgers.list_claims(session, ClaimFilter(speaker=name))) == 7
        assert ledgers.verify(session).faults == ()


def test_a_name_can_be_written_otherwise_from_now_on(ledger: Ledger) -> None:
    """Merging a name into another spelling changes what is shown, also for later claims."""
    with ledger.begin() as session:
        ledgers.add(session, said(0, "ada  vance"), by="ana", now=later())
        ledgers.merge_speakers(session, "Ada vance", "Ada Vance", by="ana", now=later(seconds=1))
        ledgers.add(session, said(1, "ADA VANCE"), by="ana", now=later(seconds=2))
        assert [(each.name, each.aliases, each.claims) for each in ledgers.speakers(session)] == [("Ada Vance", ("ada  vance",), 2)]
        with pytest.raises(LedgerError, match="no speaker is named"):
            ledgers.find_speaker(session, "Ada Vants")
        assert ledgers.verify(session).faults == ()
