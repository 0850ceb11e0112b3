"""The wheel holds everything: installed elsewhere, without the checkout, it creates and upgrades a ledger and works."""

import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest
import spacy

ROOT = Path(__file__).resolve().parent.parent


def run(*command: str | Path, cwd: Path, **environment: str) -> str:
    """Run a command without anything of this checkout on its path; what it writes on standard output."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("TRACKER_", "PYTHON"))}
    words = [str(each) for each in command]
    done = subprocess.run(words, capture_output=True, text=True, cwd=cwd, env=clean | environment, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the checkout without going to the network."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = (sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index")
    run(*pip, "--wheel-dir", folder, ROOT, cwd=folder)
    [found] = folder.glob("claims_tracker-*.whl")
    return found


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of a clean environment: the wheel, and the libraries of this one by their path.

    A path named in a .pth file is searched, but .pth files in it are not followed, so that the editable installation of the
    checkout is not seen.
    """
    folder = tmp_path_factory.mktemp("clean")
    run(sys.executable, "-m", "venv", "--without-pip", folder, cwd=folder)
    found = folder / "bin" / "python"
    pip = (sys.executable, "-m", "pip", "--quiet", "--python", found)
    run(*pip, "install", "--no-deps", "--no-index", "--no-compile", wheel, cwd=folder)
    packages = next(folder.glob("lib/python*/site-packages"))
    (packages / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return found


def test_the_wheel_holds_the_data(wheel: Path) -> None:
    """It contains migrations, weights, scales, templates and py.typed; neither tests nor caches."""
    names = zipfile.ZipFile(wheel).namelist()
    for wanted in ("tracker/py.typed", "tracker/_migrations/env.py", "tracker/_migrations/script.py.mako"):
        assert wanted in names
    checkout = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "tracker").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and "_migrations" not in path.parts and not path.name.startswith(".")
    }
    assert checkout <= set(names)
    assert not [name for name in names if name.startswith(("tests/", "seeds/")) or "__pycache__" in name]


PROGRAM = """
import spacy
doc = spacy.load("pipeline")("We will open it next year.")
print(len(doc.spans["sc"]), doc._.forecasts[0].speaker, doc._.forecasts[0].horizon.end)
from tracker.cli import main
codes = [main.run(line.split()) for line in LINES]
print()
print(codes, main.__file__)
"""


def test_an_installed_wheel_works(python: Path, tmp_path: Path) -> None:
    """With its own files alone it creates a ledger, upgrades it, and goes from a transcript to a scorecard.

    Before it is imported, a saved pipeline of spaCy finds its component by the entry point, with the settings that were given.
    """
    db = {"TRACKER_DB": f"sqlite:///{tmp_path}/ledger.sqlite3", "HOME": str(tmp_path)}
    assert "tracker" in run(python.parent / "tracker", "--version", cwd=tmp_path, **db)
    pipeline = spacy.blank("en")
    pipeline.add_pipe("forecasts", config={"said_on": "2024-06-26", "speaker": "Ada Vance", "spans_key": "sc"})
    pipeline.to_disk(tmp_path / "pipeline")
    talk = tmp_path / "2024-06-26-talk.txt"
    talk.write_text("I think we will open a second plant by the end of 2028, and it is sixty forty that we do.\n", encoding="utf-8")
    shutil.copy(ROOT / "seeds/ledger.jsonl", tmp_path)
    lines = (f"extract {talk.name}", "db upgrade", "import ledger.jsonl", "scorecard --as-of 2026-11-22 --format html")
    shown = run(python, "-c", PROGRAM.replace("LINES", repr(lines)), cwd=tmp_path, **db)
    assert shown.startswith("1 Ada Vance 2025-12-31\n")
    extracted, _, card = shown.partition("<!doctype html>")
    assert "2028-12-31" in extracted
    assert "<svg" in card
    codes, _, where = shown.splitlines()[-1].rpartition(" ")
    assert codes == "[0, 0, 0, 0]"
    assert where.startswith(str(python.parent.parent))
