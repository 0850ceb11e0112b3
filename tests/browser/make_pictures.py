"""Takes the screenshots of docs/reports.md: `python tests/browser/make_pictures.py`, with chromium and playwright installed."""

import shutil
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.sample_claims import AS_OF, ledger  # noqa: E402
from tracker.records import Claim  # noqa: E402
from tracker.reports.around_quote import Turn  # noqa: E402
from tracker.reports.site.build import build_site  # noqa: E402

IMAGES = ROOT / "docs" / "images"
#: Name, page, colours, width and height in CSS pixels.
PICTURES = (
    ("overview", "index.html", "light", 1100, 1180),
    ("overview-dark", "index.html", "dark", 1100, 1180),
    ("speaker", "speakers/ana-novak.html", "light", 1100, 1180),
    ("claims", "claims.html#state=overdue", "light", 1100, 700),
    ("claim", "claim", "light", 1100, 1000),
    ("telephone", "index.html", "light", 390, 844),
    ("telephone-claims", "claims.html", "dark", 390, 844),
)


def around_it(claim: Claim) -> list[Turn]:
    """A question, and the quote within an answer."""
    before, quote = "We looked at the numbers again last year and ", claim.forecast.quote or ""
    lit = (len(before), len(before) + len(quote))
    return [
        Turn(speaker="Host", text="And what do you expect?"),
        Turn(speaker=claim.forecast.speaker, text=f"{before}{quote}, but who knows.", lit=lit),
    ]


def main() -> None:
    """Builds a site from made-up claims and takes pictures of its pages."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    claims = ledger(400)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        site = Path(folder) / "site"
        build_site(claims, site, as_of=AS_OF, context=around_it)
        quoted = next(
            each for each in claims if each.resolution and each.due and each.forecast.probability and each.status == "accepted"
        )
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=flags)
        for name, page, scheme, width, height in PICTURES:
            address = f"claims/{quoted.id}.html" if page == "claim" else page
            context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": height})  # type: ignore[arg-type]
            tab = context.new_page()
            tab.goto(f"{site.as_uri()}/{address}")
            tab.wait_for_load_state()
            path = IMAGES / f"{name}.png"
            tab.screenshot(path=path)
            # This method keeps rare colours, such as those of the marks of a legend.
            Image.open(path).convert("RGB").quantize(128, Image.Quantize.MAXCOVERAGE).save(path, optimize=True)
            context.close()
        browser.close()


if __name__ == "__main__":
    main()
