"""Find the dated forecasts in transcripts, keep them in a ledger, and score how they came out."""

__version__ = "0.1.0"
