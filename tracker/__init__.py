"""Find the dated forecasts in transcripts, keep them in a ledger, and score how they came out.

What `__all__` names is for others' programs; it is imported when it is first used, so that `import tracker` is quick.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracker.errors import TrackerError
    from tracker.extract.extract_call import extract_from as extract
    from tracker.library import Resolved, claims, open_ledger, resolutions, scorecard, table
    from tracker.records import Claim, Forecast, Horizon, Probability, Quantity, Resolution

__version__ = "0.1.0"

_HOMES = {
    "tracker.errors": ("TrackerError",),
    "tracker.library": ("Resolved", "claims", "open_ledger", "resolutions", "scorecard", "table"),
    "tracker.records": ("Claim", "Forecast", "Horizon", "Probability", "Quantity", "Resolution"),
}

__all__ = [
    "Claim",
    "Forecast",
    "Horizon",
    "Probability",
    "Quantity",
    "Resolution",
    "Resolved",
    "TrackerError",
    "claims",
    "extract",
    "open_ledger",
    "resolutions",
    "scorecard",
    "table",
]


def __getattr__(name: str) -> object:
    from importlib import import_module

    if name == "extract":
        return import_module("tracker.extract")
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(home), name)
    raise AttributeError(f"module 'tracker' has no attribute {name!r}")


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
