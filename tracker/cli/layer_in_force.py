"""The layer fitted to the ledger's decisions that an extraction uses."""

from typing import TYPE_CHECKING

from tracker.cli.output import tell
from tracker.cli.state import State
from tracker.errors import LedgerError, NoLedger

if TYPE_CHECKING:
    from tracker.extract.encoder.last_layer import Layer

SHIPPED = "the shipped weights are used"


def layer_in_force(state: State) -> "Layer | None":
    """The layer fitted to the ledger's decisions; None without one.

    None too, and a line says why, for one fitted to other weights than these, and for a ledger that cannot be opened: a dry run
    needs no ledger, and anything else fails before it asks for the layer.
    """
    from tracker import ledger
    from tracker.extract.encoder.classifier import weights_digest
    from tracker.extract.encoder.last_layer import SIZE, Layer

    try:
        with state.ledger(create=False).reading() as session:
            fit = ledger.current_fit(session)
    except NoLedger:
        return None
    except LedgerError as error:
        tell(f"{error}; {SHIPPED} for this run")
        return None
    if fit is None:
        return None
    if fit.weights != weights_digest() or len(fit.values) != SIZE:
        tell(f"the fit by {fit.by} of {fit.recorded_at:%Y-%m-%d} belongs to other weights; {SHIPPED} (`tracker fit --from-ledger`)")
        return None
    return Layer(weights=fit.weights, values=fit.values)
