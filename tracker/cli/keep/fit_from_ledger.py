"""Learning from the ledger's decisions: `tracker fit --from-ledger` and `--reset`, and the layer that `extract` uses."""

import dataclasses
from typing import TYPE_CHECKING

from tracker.cli.layer_in_force import SHIPPED
from tracker.cli.output import tell
from tracker.cli.state import State, now
from tracker.errors import LedgerError

if TYPE_CHECKING:
    from tracker.extract.encoder.last_layer import Decided, Learned
    from tracker.ledger import Session


def fit_from_ledger(state: State, by: str) -> None:
    """Learn a layer from what was accepted and rejected, and put it into force if it is better; a line says what it came to."""
    from tracker import ledger
    from tracker.extract.encoder.classifier import default_classifier, weights_digest
    from tracker.extract.encoder.last_layer import learn

    with state.reading() as session:
        decided = _decided(session)
    learned = learn(decided, default_classifier().threshold)
    if learned.values is None:
        _take_back(state, by, learned.why)
    else:
        with state.writing() as session:
            ledger.store_fit(session, weights_digest(), learned.values, by=by, now=now(), reason=learned.why)
    tell(_told(learned))


def _take_back(state: State, by: str, reason: str | None = None) -> bool:
    """Takes what was learned out of force; False, and nothing made or written, where nothing was."""
    from tracker import ledger

    with state.reading() as session:
        if ledger.fit_in_force(session) is None:
            return False
    with state.writing() as session:
        return ledger.reset_fit(session, by=by, now=now(), reason=reason)


def _told(learned: "Learned") -> str:
    counted = f"{learned.decisions} decisions in {learned.transcripts} transcripts"
    if learned.values is None:
        return f"{learned.why}; {SHIPPED}"
    return f"learned from {counted}: {learned.why}; extract uses it from now on, `tracker fit --reset` goes back"


def _decided(session: "Session") -> "list[list[Decided]]":
    """The decided candidates of each transcript whose text the ledger keeps; says how many transcripts have none."""
    from platformdirs import user_cache_path

    from tracker import ledger
    from tracker.extract.decided_candidates import Decision, decided_candidates
    from tracker.records import Status

    cache = user_cache_path("claims-tracker", appauthor=False) / "verdicts"
    found, without = [], 0
    for sha256, claims in ledger.decided_claims(session).items():
        try:
            transcript = dataclasses.replace(ledger.transcript(session, sha256), said_on=claims[0].forecast.said_on)
        except LedgerError:
            without += 1
            continue
        decisions = []
        for claim in claims:
            start = claim.forecast.anchor_start or 0
            end = start + max(1, len(claim.forecast.anchor or ""))
            decisions.append(Decision(start=start, end=end, accepted=claim.status is Status.ACCEPTED))
        found.append(decided_candidates(transcript, decisions, cache))
    if without:
        tell(f"{without} transcripts with decisions are kept without their text, and nothing is learned from them")
    return found


def reset(state: State, by: str) -> None:
    """Go back to the shipped weights."""
    done = _take_back(state, by)
    tell(f"what was learned is taken back; {SHIPPED}" if done else f"nothing was learned; {SHIPPED}")
