"""The layer learned from the ledger's decisions that an extraction uses."""

from typing import TYPE_CHECKING

from tracker.cli.output import tell
from tracker.cli.state import State
from tracker.errors import NoLedger

if TYPE_CHECKING:
    from tracker.extract.encoder.last_layer import Layer

SHIPPED = "the shipped weights serve"


def layer_in_force(state: State) -> "Layer | None":
    """The layer that the ledger's decisions gave; None, after a line, for one that was fitted on other weights than these."""
    from tracker import ledger
    from tracker.extract.encoder.classifier import weights_digest
    from tracker.extract.encoder.last_layer import SIZE, Layer

    try:
        book = state.ledger(create=False)
    except NoLedger:
        return None
    with book.reading() as session:
        fit = ledger.current_fit(session)
    if fit is None:
        return None
    if fit.weights != weights_digest() or len(fit.values) != SIZE:
        tell(
            f"what {fit.by} had learned on {fit.recorded_at:%Y-%m-%d} is for other weights; {SHIPPED} (`tracker fit --from-ledger`)"
        )
        return None
    return Layer(weights=fit.weights, values=fit.values)
