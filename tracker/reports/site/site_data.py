"""What a site shows, for programs: `claims.json` and `claims.csv` beside its pages."""

from collections.abc import Iterator

from tracker.claim_columns import COLUMNS, claim_cells
from tracker.reports import written
from tracker.reports.rows import claim_row, csv_lines, json_lines
from tracker.reports.site.shown import Shown
from tracker.reports.site.views import claim_page

#: What the site adds to a claim: what became of it by the report's day, what it is about, and its page.
ADDED = ("state", "topics", "page")


def _added(shown: Shown) -> Iterator[tuple[str, list[str], str]]:
    for claim in shown.claims:
        page = f"claims/{claim_page(claim.id)}"
        yield written.standing(claim, shown.as_of), list(shown.topics.get(claim.id, ())), shown.address(page) or page


def claims_json(shown: Shown) -> Iterator[str]:
    """One JSON array, an object a claim: the keys of `tracker list --format json`, and `state`, `topics` and `page`."""
    pairs = zip(shown.claims, _added(shown), strict=True)
    return json_lines({**claim_row(claim), **dict(zip(ADDED, added, strict=True))} for claim, added in pairs)


def claims_csv(shown: Shown) -> Iterator[str]:
    """CSV with the columns of `tracker list --format csv`, and `state`, `topics` and `page`."""
    pairs = zip(shown.claims, _added(shown), strict=True)
    rows = ({**claim_cells(claim), **dict(zip(ADDED, added, strict=True))} for claim, added in pairs)
    return csv_lines(rows, (*COLUMNS, *ADDED))
