"""Find the forecasts in a transcript."""

from tracker.extract.classifier import extractor_version
from tracker.extract.explaining import Explanation, explain
from tracker.extract.options import ExtractOptions
from tracker.extract.pipeline import extract

__all__ = ["Explanation", "ExtractOptions", "explain", "extract", "extractor_version"]
