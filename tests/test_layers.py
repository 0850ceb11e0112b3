"""Imports point one way, heavy libraries stay where they belong, and whatever is imported is declared in pyproject.toml."""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "tracker"

# A module may import its own package and whatever has a lower number.
RANKS = {
    "errors": 0,
    "records": 1,
    "recordings": 1,
    "boundary": 1,
    "text": 2,
    "codec": 2,
    "order_of_days": 2,
    "claim_columns": 3,
    "stating": 2,
    "numbers": 3,
    "horizons": 4,
    "quantities": 4,
    "transcripts": 4,
    "fetch": 5,
    "wording": 5,
    "extract": 6,
    "ledger": 6,
    "scoring": 6,
    "exchange": 7,
    "training": 7,
    "reports": 7,
    "library": 8,
    "by_hand": 8,
    "desk": 9,
    "cli": 10,
    "web": 11,
}

# The rooms of a package, in order: a module may import rooms before its own. Modules beside the rooms may import any.
ROOMS = {
    "ledger": ("database", "events", "projection", "operations", "transfer", "integrity"),
    "horizons": ("calendar", "engine", "rules"),
    "transcripts": ("layout", "metadata", "passages", "speakers", "formats", "corrected"),
    "extract": ("encoder", "claims", "evaluation"),
    "reports": ("terminal", "site"),
}

HOMES = {
    "alembic": {"ledger"},
    "click": {"cli", "desk", "web"},
    "dateparser": {"horizons"},
    "feedparser": {"fetch"},
    "httpx": {"fetch"},
    "icalendar": {"reports"},
    "jinja2": {"reports", "web"},
    "matplotlib": {"reports"},
    "msgspec": {"codec"},
    "onnxruntime": {"extract", "training"},
    "openpyxl": {"exchange"},
    "rich": {"cli", "desk", "reports"},
    "spacy": {"extract"},
    "sqlalchemy": {"ledger"},
    "starlette": {"web"},
    "textual": {"desk"},
    "tokenizers": {"extract", "training"},
    "torch": {"training"},
    "transformers": {"training"},
    "uvicorn": {"web"},
}


def sources() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py") if "_migrations" not in path.parts)


def home(path: Path) -> str:
    parts = path.relative_to(PACKAGE).parts
    return parts[0].removesuffix(".py")


@cache
def imports(path: Path) -> tuple[tuple[str, int], ...]:
    """Every module that a file imports, at its top or inside a function, as a dotted name with its line."""
    found: list[tuple[str, int]] = []
    package = path.relative_to(ROOT).with_suffix("").parts[:-1]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [(alias.name, node.lineno) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
            name = ".".join(part for part in (base, node.module or "") if part)
            if name == "tracker":
                found += [(f"tracker.{alias.name}", node.lineno) for alias in node.names]
            else:
                found.append((name, node.lineno))
    return tuple(found)


def test_imports_point_one_way() -> None:
    """No module imports a package that stands above or beside its own."""
    wrong = []
    for path in sources():
        own = home(path)
        if own in {"__init__", "__main__"}:
            continue
        for name, line in imports(path):
            top, _, rest = name.partition(".")
            other = rest.partition(".")[0]
            if top != "tracker" or other in {"", "__version__", own}:
                continue
            if RANKS[other] >= RANKS[own]:
                wrong.append(f"{path.relative_to(ROOT)}:{line} imports {name}")
    assert not wrong


def test_rooms_of_a_package_import_one_way() -> None:
    """Within a package a module imports no room that comes after its own, and commands import no other family of commands."""
    wrong = []
    for path in sources():
        package, *rooms = path.relative_to(PACKAGE).parts[:-1] or ("",)
        order = ROOMS.get(package, ())
        for name, line in imports(path):
            other = name.removeprefix(f"tracker.{package}.").partition(".")[0]
            if not rooms or not name.startswith(f"tracker.{package}.") or other == rooms[0]:
                continue
            backward = rooms[0] in order and other in order[order.index(rooms[0]) :]
            sideways = package == "cli" and (PACKAGE / "cli" / other).is_dir()
            if backward or sideways:
                wrong.append(f"{path.relative_to(ROOT)}:{line} imports {name}")
    assert not wrong


def test_every_room_has_its_place() -> None:
    """A new folder in a package whose rooms are ordered is given its place here."""
    for package, order in ROOMS.items():
        folders = {path.parent.name for path in (PACKAGE / package).glob("*/__init__.py")}
        assert folders == set(order)


def test_module_names_are_unique() -> None:
    """No two modules have the same name, so that a name in a message is unambiguous."""
    names = Counter(path.stem for path in sources() if path.stem not in {"__init__", "__main__"})
    assert [name for name, count in names.items() if count > 1] == []


def test_every_package_has_its_place() -> None:
    """A new package is given a rank here before it can be imported."""
    assert {home(path) for path in sources()} - {"__init__", "__main__"} <= RANKS.keys()


def test_heavy_libraries_stay_at_home() -> None:
    """The parser stands only in extract, SQLAlchemy only in ledger, click only in cli, and so on."""
    wrong = []
    for path in sources():
        for name, line in imports(path):
            library = name.partition(".")[0]
            if library in HOMES and home(path) not in HOMES[library]:
                wrong.append(f"{path.relative_to(ROOT)}:{line} imports {name}")
    assert not wrong


def declared(*, tests: bool) -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    lines = list(project["dependencies"]) + [line for name, extra in extras.items() if tests or name != "dev" for line in extra]
    return {normal(re.split(r"[\[<>=!~ ;]", line, maxsplit=1)[0]) for line in lines}


def normal(distribution: str) -> str:
    return re.sub(r"[-_.]+", "-", distribution).lower()


@cache
def distributions() -> Mapping[str, list[str]]:
    """The distributions that bring each module of this environment."""
    return packages_distributions()


def undeclared(paths: Iterable[Path], allowed: set[str]) -> list[str]:
    known = distributions()
    missing = []
    for path in paths:
        for name, line in imports(path):
            library = name.partition(".")[0]
            if library in sys.stdlib_module_names or library in {"tracker", "tests", "en_core_web_sm"}:
                continue
            if not {normal(each) for each in known.get(library, [library])} & allowed:
                missing.append(f"{path.relative_to(ROOT)}:{line} imports {name}")
    return missing


def test_every_import_is_declared() -> None:
    """A library that the package imports is a dependency or in an extra, so that a plain install has it."""
    assert not undeclared(sources(), declared(tests=False))


def test_every_import_of_a_test_is_declared() -> None:
    """A library that only tests import is in the extra dev."""
    assert not undeclared(sorted((ROOT / "tests").rglob("*.py")), declared(tests=True))


SLOW = (
    *("httpx", "feedparser", "spacy", "dateparser", "matplotlib", "scipy", "textual", "icalendar", "jinja2"),
    *("starlette", "uvicorn"),
)


def loaded_after(arguments: list[str], tmp_path: Path) -> set[str]:
    """The top-level modules that are in memory once a command has run in a process of its own."""
    program = (
        "import sys\n"
        "from tracker.cli.main import main\n"
        f"sys.argv = ['tracker', *{arguments!r}]\n"
        "try:\n    main()\nexcept SystemExit as stop:\n    assert not stop.code, stop.code\n"
        "print('LOADED', *sorted({name.partition('.')[0] for name in sys.modules}))\n"
    )
    environment = {"TRACKER_DB": f"sqlite:///{tmp_path}/ledger.sqlite3", "HOME": str(tmp_path), "PATH": "/usr/bin:/bin"}
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, env=environment, check=True, cwd=ROOT, timeout=60
    )
    return set(done.stdout.rpartition("LOADED")[2].split())


@pytest.mark.parametrize(
    ("arguments", "absent"),
    [
        (["--help"], (*SLOW, "sqlalchemy", "alembic", "numpy", "rich")),
        (["due", "--help"], (*SLOW, "sqlalchemy", "alembic", "numpy", "rich")),
        (["due"], (*SLOW, "alembic", "numpy")),
        (["list"], (*SLOW, "alembic", "msgspec", "numpy")),
    ],
    ids=" ".join,
)
def test_listing_loads_nothing_heavy(arguments: list[str], absent: tuple[str, ...], sqlite_template: Path, tmp_path: Path) -> None:
    """Help and listings answer without the libraries that only extraction, scoring and pictures need."""
    shutil.copy(sqlite_template, tmp_path / "ledger.sqlite3")
    assert not loaded_after(arguments, tmp_path) & set(absent)
