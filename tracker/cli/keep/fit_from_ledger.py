"""Learning from the ledger's decisions: `tracker fit --from-ledger` and `--reset`."""

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
    """Fit a layer to what was accepted and rejected, and use it if it is better; one line reports the result."""
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
    """Stop using the fitted layer; False, and nothing created or written, if there is none."""
    from tracker import ledger

    with state.reading() as session:
        if ledger.current_fit(session) is None:
            return False
    with state.writing() as session:
        return ledger.reset_fit(session, by=by, now=now(), reason=reason)


def _told(learned: "Learned") -> str:
    counted = f"{learned.decisions} decisions in {learned.transcripts} transcripts"
    if learned.values is None:
        return f"{learned.why}; {SHIPPED}"
    return f"learned from {counted}: {learned.why}; extract uses it from now on; `tracker fit --reset` goes back"


def _decided(session: "Session") -> "list[list[Decided]]":
    """The decided candidates of each transcript whose text the ledger has; reports how many transcripts lack theirs."""
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
        tell(f"{without} transcripts with decisions have no text in the ledger, and nothing is learned from them")
    return found


def reset(state: State, by: str) -> None:
    """Go back to the shipped weights."""
    done = _take_back(state, by)
    tell(f"the fit is discarded; {SHIPPED}" if done else f"there is no fit; {SHIPPED}")
