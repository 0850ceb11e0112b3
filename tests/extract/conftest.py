"""Results for the sample transcripts, shared by tests that only read them."""

import os

import pytest

from tests.extract.found_in_samples import Samples


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Samples:
    """The sample transcripts, each extracted once."""
    base = tmp_path_factory.getbasetemp()
    # Each process of a run has a folder of its own in one that all share.
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "samples"
    folder.mkdir(exist_ok=True)
    return Samples(folder)
