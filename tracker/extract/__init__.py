"""Finds the forecasts in a transcript. The package itself can be called, `tracker.extract(text_or_path, said_on=...)`."""

import sys
from types import ModuleType
from typing import Any

from tracker.extract.encoder.classifier import extractor_version
from tracker.extract.explanations import Explanation, explain
from tracker.extract.options import ExtractOptions
from tracker.extract.pipeline import extract

__all__ = ["Explanation", "ExtractOptions", "explain", "extract", "extractor_version"]


class _Called(ModuleType):
    # Importing a package sets its name in the parent package, replacing a function of that name.
    def __call__(self, *args: Any, **options: Any) -> Any:
        from tracker.extract.extract_call import extract_from

        return extract_from(*args, **options)


sys.modules[__name__].__class__ = _Called
