"""A real browser for the tests of pages, and its tabs: a new one costs more than what most tests do in it."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Any

BROWSER = next((path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None)
MISSING = (
    "no browser: `apt-get install chromium` brings the one these tests drive"
    if BROWSER is None
    else "no driver: `pip install playwright axe-playwright-python`"
    if find_spec("playwright") is None or find_spec("axe_playwright_python") is None
    else ""
)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class Tabs:
    """Tabs of a browser, each in a context of its own, which keep what their pages complain of in `complaints`."""

    def __init__(self, browser: Any) -> None:
        self.browser = browser
        self.free: dict[str, list[Any]] = {}

    def take(self, **settings: Any) -> Any:
        """A tab with these settings of its context, without a page, cookies and complaints."""
        free = self.free.setdefault(repr(sorted(settings.items())), [])
        return free.pop() if free else self._opened(free, settings)

    def give_back(self, tab: Any) -> None:
        """Empties a tab, so that a later test can have it."""
        tab.context.unroute_all(behavior="ignoreErrors")
        tab.goto("about:blank")
        tab.context.clear_cookies()
        tab.emulate_media(media="screen", color_scheme=tab.settings.get("color_scheme", "light"), reduced_motion="no-preference")
        tab.set_viewport_size(tab.settings["viewport"])
        tab.complaints.clear()
        tab.free.append(tab)

    def _opened(self, free: list[Any], settings: dict[str, Any]) -> Any:
        tab = self.browser.new_context(**settings).new_page()
        tab.free, tab.settings, tab.complaints = free, settings, []
        tab.on("console", lambda message: tab.complaints.append(message.text))
        tab.on("pageerror", lambda error: tab.complaints.append(str(error)))
        return tab

    @contextmanager
    def lent(self, **standing: Any) -> Iterator[Callable[..., Any]]:
        """Gives what opens tabs, with standing settings and others; they are taken back at the end of the block."""
        taken = []

        def open_tab(**settings: Any) -> Any:
            taken.append(self.take(**standing | settings))
            return taken[-1]

        yield open_tab
        for tab in taken:
            self.give_back(tab)


@contextmanager
def browsing() -> Iterator[Tabs]:
    """The tabs of a browser that is closed with the block: while it is open a loop runs, beside which others can have none."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=BROWSER, args=FLAGS)
        yield Tabs(browser)
        browser.close()
