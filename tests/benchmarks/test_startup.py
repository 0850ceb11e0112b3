"""What a command costs before it does anything, against importing spaCy."""

from pathlib import Path

import pytest

from tests.benchmarks.measuring import start_up


@pytest.mark.bench
def test_help_and_listings_answer_at_once(tmp_path: Path) -> None:
    """Help takes a fifth of the time of `import spacy` or less, `tracker due` at most 0.8 of it."""
    found = start_up(tmp_path)
    assert found["help_to_import_spacy"] <= 0.2
    assert found["due_to_import_spacy"] <= 0.8
