"""What holds for every test: properties are searched without a time limit for one example, as machines are busy at times.

`--hypothesis-profile=soak`, as in `make soak`, searches each property that names no number of its own for much longer.
"""

import gc

import pytest
from hypothesis import settings

from tests.made_ledgers import postgres_server, spare_databases, sqlite_template, statements_written_once, templates

__all__ = ["postgres_server", "spare_databases", "sqlite_template", "statements_written_once", "templates"]

settings.register_profile("tracker", deadline=None)
settings.register_profile("soak", deadline=None, max_examples=2000)
settings.load_profile("tracker")

#: The files that take longest, so that they are begun first and no process waits for another at the end.
LONGEST = (
    "desk/test_terminal.py",
    "browser/test_pages.py",
    "web/test_reviewing.py",
    "web/test_teams.py",
    "web/test_bringing_in.py",
    "web/test_accessible.py",
    "cli/test_commands.py",
    "cli/test_learning.py",
    "reports/test_site.py",
    "test_wheel.py",
    "extract/test_component.py",
    "extract/test_batch.py",
    "ledger/test_ledger.py",
    "exchange/test_formats.py",
    "desk/test_screen.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Puts the tests of the longest files first, and leaves the others in the order of their names."""
    places = {name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.location[0].removeprefix("tests/"), len(places)))


def pytest_collection_finish() -> None:
    """Keeps what is loaded by now out of the searches for garbage, which took a fifteenth of the time."""
    gc.freeze()
