"""A server in a thread, on a ledger of its own, and a browser to ask it."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
import uvicorn

from tests.browser_tabs import Tabs, browsing
from tests.command_line import NOW, talk
from tests.ledger.conftest import new_postgres
from tracker import ledger as ledgers
from tracker.web.application import application
from tracker.web.guard import LOCAL
from tracker.web.serve_command import make_site
from tracker.web.visits import Site

__all__ = ["new_postgres"]

WAIT = 60_000  # milliseconds that a page may take on a busy machine


@dataclass(frozen=True, slots=True)
class Serving:
    """A server that runs: its address, the site, the ledger's URL."""

    address: str
    site: Site
    url: str


@contextmanager
def serving(
    url: str, folder: Path, *, by: str | None = "ana", users: Path | None = None, most_upload: int = 200_000
) -> Iterator[Serving]:
    """A server on a free port until the block ends."""
    site = make_site(url, by=by, users=users, uploads=folder)
    listening = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(
        application(site, hosts=LOCAL, most_upload=most_upload), log_level="warning", access_log=False, timeout_graceful_shutdown=1
    )
    server = uvicorn.Server(config)
    thread = Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    try:
        yield Serving(f"http://127.0.0.1:{listening.getsockname()[1]}", site, url)
    finally:
        server.should_exit = True
        thread.join(10)
        listening.close()


def filled(url: str, count: int, *, doc: str = "talk") -> str:
    """The URL of a ledger with a talk of so many candidates."""
    transcript, forecasts = talk(count, doc=doc)
    book = ledgers.open_ledger(url)
    with book.begin() as session:
        ledgers.store_extraction(session, transcript, forecasts, by="robot", now=NOW, options={})
    book.close()
    return url


@pytest.fixture(scope="module")
def tabs() -> Iterator[Tabs]:
    with browsing() as opened:
        yield opened


@pytest.fixture
def tab(tabs: Tabs) -> Iterator[Callable[..., Any]]:
    """Opens tabs, at an address if one is given."""
    with tabs.lent(viewport={"width": 1300, "height": 900}) as lent:

        def open_tab(address: str = "", **settings: Any) -> Any:
            page = lent(**settings)
            page.context.set_default_timeout(WAIT)
            if address:
                page.goto(address, timeout=120_000)
            return page

        yield open_tab


def press(page: Any, key: str, said: str) -> None:
    """Press a key and wait for the page's message about it."""
    page.keyboard.press(key)
    saying(page).to_contain_text(said, timeout=WAIT)


def saying(page: Any) -> Any:
    """The page's message about the last action; waited for without a script, which its policy forbids."""
    from playwright.sync_api import expect

    return expect(page.locator("#said"))
