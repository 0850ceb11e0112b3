"""The English model is loaded only when its files are those recorded."""

import importlib
import shutil
import sys
from pathlib import Path

import pytest

from tracker.errors import TrackerError
from tracker.extract.english_model import MODELS, RECORD, altered_files, model_folder, recorded_model

INSTALLED = MODELS[1]


def copied(name: str, to: Path) -> Path:
    """A package of that name with the files of the installed model; the folder of its data."""
    folder = recorded_model()
    package = to / name
    package.mkdir()
    shutil.copy(folder.parent / "__init__.py", package / "__init__.py")
    shutil.copytree(folder, package / "data")
    return package / "data"


def first(to: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Python finds these packages before those installed."""
    monkeypatch.syspath_prepend(str(to))
    for name in MODELS:
        monkeypatch.delitem(sys.modules, name, raising=False)
    importlib.invalidate_caches()


def test_the_installed_model_is_the_one_recorded() -> None:
    """Every recorded file is present and unchanged, and the record covers all files that affect the results."""
    folder = recorded_model()
    assert altered_files(folder) == ()
    assert folder == model_folder(INSTALLED)
    for part in ("tok2vec/model", "tagger/model", "parser/model", "ner/model", "tokenizer", "vocab/strings.json", "config.cfg"):
        assert part in RECORD.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["ner/model", "config.cfg", "tokenizer"])
def test_an_altered_model_is_refused(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One line names the model, the file and the command to type, before the model is loaded or run."""
    folder = copied(INSTALLED, tmp_path)
    (folder.parent / "__init__.py").write_text("raise SystemExit('code of the model has run')")
    data = bytearray((folder / name).read_bytes())
    data[len(data) // 2] ^= 1
    (folder / name).write_bytes(data)
    first(tmp_path, monkeypatch)
    with pytest.raises(TrackerError, match=f"{INSTALLED} is not the one recorded: {name} differs; `pip install"):
        recorded_model()
    (folder / name).unlink()
    assert altered_files(folder) == (name,)


def test_a_model_of_another_make_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the official package is another release, the recorded one is loaded; if it is the same, it is preferred."""
    folder = copied(MODELS[0], tmp_path)
    first(tmp_path, monkeypatch)
    assert recorded_model() == folder
    (folder / "parser/model").write_bytes(b"another")
    assert recorded_model() != folder
