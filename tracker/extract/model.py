"""The judge of candidates: the probability that a careful reader would keep one, and the threshold above which it is kept.

The first look goes by the words and measures of every candidate. Where it is in doubt a second judge, who sees the grammar too,
is asked, and the mean of their log odds counts.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from tracker.errors import TrackerError
from tracker.extract.logistic import Logistic, dump, sigmoid

WEIGHTS = Path(__file__).parent / "weights" / "forecasts.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastModel:
    """Two logistic regressions, the straight line that calibrates their log odds, and the threshold of the best F1.

    `fitted_on` maps each labelled file to its SHA-256; `figures` are what was measured leaving whole documents out.
    """

    judge: Logistic
    grammarian: Logistic
    slope: float = 1.0
    shift: float = 0.0
    threshold: float = 0.5
    fitted_on: Mapping[str, str]
    figures: Mapping[str, float]

    def confidence(self, features: Mapping[str, float], syntax: Mapping[str, float] | None = None) -> float:
        """The calibrated probability, 0 to 1; with `syntax` after a second look."""
        odds = self.judge.log_odds(features)
        if syntax is not None:
            odds = (odds + self.grammarian.log_odds({**features, **syntax})) / 2
        return sigmoid(self.slope * odds + self.shift)

    def to_json(self) -> str:
        """The model as JSON text, a weight a line."""
        return dump(
            {
                "about": "log odds that a careful reader keeps a candidate, by named features",
                "fitted_on": dict(sorted(self.fitted_on.items())),
                "figures": dict(self.figures),
                "slope": round(self.slope, 4),
                "shift": round(self.shift, 4),
                "threshold": round(self.threshold, 4),
                "judge": self.judge.to_json(),
                "grammarian": self.grammarian.to_json(),
            }
        )

    @classmethod
    def from_json(cls, text: str) -> "ForecastModel":
        """What `to_json` wrote; raises TrackerError when the text is something else."""
        try:
            content: dict[str, Any] = json.loads(text)
            return cls(
                judge=Logistic.from_json(content["judge"]),
                grammarian=Logistic.from_json(content["grammarian"]),
                slope=content["slope"],
                shift=content["shift"],
                threshold=content["threshold"],
                fitted_on=content["fitted_on"],
                figures=content["figures"],
            )
        except (ValueError, KeyError, TypeError) as error:
            raise TrackerError(f"weights: not a file of `tracker fit` ({error}); fit it again") from None


@lru_cache(maxsize=1)
def default_model() -> ForecastModel:
    """The model that travels with the package."""
    return ForecastModel.from_json(WEIGHTS.read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def extractor_version() -> str:
    """The package's version and a hash over all weights: it changes whenever the same text could be read otherwise."""
    from tracker import __version__

    weights = hashlib.sha256()
    for path in sorted(WEIGHTS.parent.glob("*.json")):
        weights.update(path.read_bytes())
    return f"{__version__}+{weights.hexdigest()[:12]}"
