"""Takes the pictures of docs/web.md: the pages as a browser shows them, on the sample transcripts."""

import datetime as dt
import shutil
import socket
import tempfile
from dataclasses import replace
from pathlib import Path
from threading import Thread

import uvicorn
from PIL import Image
from playwright.sync_api import sync_playwright

from tracker.cli.main import run
from tracker.web.application import application
from tracker.web.desks import Desks
from tracker.web.guard import LOCAL
from tracker.web.serve_command import make_site
from tracker.web.sessions import Sessions

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
TODAY = dt.date(2026, 11, 22)
#: Name, page, keys pressed in it, colours, width and height in CSS pixels.
PICTURES = (
    ("web-review", "/review", (), "light", 1280, 800),
    ("web-due", "/due", ("t",), "dark", 1280, 800),
    ("web-telephone", "/review", (), "light", 390, 844),
)


def pictures(folder: Path) -> None:
    """Serve a ledger of the samples and photograph its pages."""
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as driver:
        url = f"sqlite:///{temporary}/tour.sqlite3"
        interview = str(SEEDS / "2025-03-12-long-build-castellan.txt")
        recording = "https://www.youtube.com/watch?v=long-build1"
        assert run(["--db", url, "extract", interview, "--speaker", "Mira Castellan", "--url", recording, "--by", "tour"]) == 0
        assert run(["--db", url, "import", str(SEEDS / "ledger.jsonl"), "--by", "tour"]) == 0
        site = make_site(url, by="ana", users=None, uploads=Path(temporary) / "uploads")
        book = site.ledger
        sessions = Sessions(lambda name: Desks(book, name, lambda: TODAY, site.now))
        site = replace(site, sessions=sessions, today=lambda: TODAY)
        listening = socket.create_server(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(application(site, hosts=LOCAL, most_upload=1_000_000), log_level="warning"))
        Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True).start()
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"])
        for name, page, keys, scheme, width, height in PICTURES:
            context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": height})  # type: ignore[arg-type]
            tab = context.new_page()
            tab.goto(f"http://127.0.0.1:{listening.getsockname()[1]}{page}", timeout=90_000)
            for key in keys:
                tab.keyboard.press(key)
            path = folder / f"{name}.png"
            tab.screenshot(path=path)
            Image.open(path).convert("P", palette=Image.Palette.ADAPTIVE, colors=64).save(path, optimize=True)
            context.close()
        browser.close()
        server.should_exit = True
