"""The settings that a ledger keeps of an extraction run."""

from tracker.cli.read.extract_command import ExtractionRun
from tracker.extract import extractor_version
from tracker.extract.options import ExtractOptions


def test_settings_of_a_run_keep_their_form() -> None:
    """The choices made, an empty table of events as earlier versions noted it, and the version: so that a run is known again."""
    run = ExtractionRun(ledger=None, by="ana", options=ExtractOptions(fiscal_year_end=(6, 30)))
    assert run.settings() == {"fiscal_year_end": (6, 30), "events": {}, "extractor": extractor_version()}
