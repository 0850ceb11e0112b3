"""Claims as one analyst sees them without the work of the others."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from tracker.ledger.events.chain import entries_by_claim
from tracker.ledger.events.claim_state import fold
from tracker.ledger.events.entry import Entry, to_record
from tracker.ledger.projection.claim_rows import claim_of_state
from tracker.records import Claim, Status

ADDING = frozenset({"extract", "import"})


def _counts(entry: Entry, by: str) -> bool:
    """Whether an event is the analyst's own, adds the claim, or follows from a correction of its source."""
    return entry.actor == by or entry.kind in ADDING or bool(entry.details.get("because"))


def blind_view(session: Session, claims: Sequence[Claim], by: str) -> list[Claim]:
    """The claims without the edits, tags, links and decisions of other analysts.

    Claims that others added by hand, and those of withdrawn transcripts, are left out. Speakers have their current names. The
    events are those that count.
    """
    entries = entries_by_claim(session, [claim.id for claim in claims])
    found = []
    for claim in claims:
        own = [entry for entry in entries[claim.id] if _counts(entry, by)]
        state = fold(claim.id, own)
        if state is None or state.status is Status.WITHDRAWN:
            continue
        before = claim.forecast.speaker if state.forecast.speaker is not None else None
        speaker = before if _same_speaker(entries[claim.id], own) else state.forecast.speaker
        events = tuple(to_record(entry) for entry in own)
        found.append(claim_of_state(state, source=claim.source, speaker=speaker, chain=None, events=events))
    return found


def _same_speaker(every: list[Entry], own: list[Entry]) -> bool:
    """Whether no omitted event changed the speaker."""
    kept = {entry.hash for entry in own}
    return not any("speaker" in entry.details.get("set", {}) for entry in every if entry.hash not in kept)
