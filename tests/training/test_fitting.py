"""A training run from passages to weights that load, where torch and the base weights are installed (the extra `train`)."""

from importlib.util import find_spec
from pathlib import Path

import pytest

from tracker.extract.encoder.classifier import load
from tracker.extract.encoder.weight_files import CARD, CLASSIFIER, RESTORER, VOCABULARY, WEIGHTS, altered_weights

pytestmark = [
    pytest.mark.soak,
    pytest.mark.skipif(not find_spec("torch") or not find_spec("all_minilm_l6_v2"), reason="the extra `train` is not installed"),
]

PASSAGES = """# said_on: 2025-05-20
We will open the second depot [[by the end of 2027]].
We opened the first depot in 2019.
I think the ferry will be electric [[in two years]].
"""


def test_a_fit_of_one_part_writes_weights_that_load(tmp_path: Path) -> None:
    """A fit of the classifier alone writes it anew beside the installed restorer, with hashes that match the files."""
    from tracker.training.fitting import fit

    (tmp_path / "depots.txt").write_text(PASSAGES, encoding="utf-8")
    out = tmp_path / "fitted"
    lines = [*fit([tmp_path / "depots.txt"], out, passes=8.0, leave_out=False, only="classifier")]
    assert lines[-1] == f"wrote {out}"
    assert {path.name for path in out.iterdir()} >= {CARD, CLASSIFIER, RESTORER, VOCABULARY}
    assert altered_weights(out) == ()
    assert load(out).threshold == load(WEIGHTS).threshold
    assert (out / RESTORER).read_bytes() == (WEIGHTS / RESTORER).read_bytes()
    assert (out / CLASSIFIER).read_bytes() != (WEIGHTS / CLASSIFIER).read_bytes()
