"""Generated inputs of every kind for a minute, as `make fuzz` tries them for longer."""

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.soak
def test_a_minute_of_generated_inputs_finds_nothing() -> None:
    """Each kind is tried at least once, and nothing is found."""
    ran = subprocess.run(
        [sys.executable, "-m", "tests.fuzzing", "--minutes", "1", "--seed", "2"],
        cwd=Path(__file__).parents[1],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (0, ""), ran.stdout
    for counted in ("files read", "phrases read", "imports refused", "commands done", "texts in two formats"):
        assert f" {counted}" in ran.stdout
