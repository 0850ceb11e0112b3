"""What a site shows, for programs: `claims.json` and `claims.csv` beside its pages."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from tracker.claim_columns import COLUMNS, claim_cells
from tracker.records import Claim
from tracker.reports import written
from tracker.reports.rows import claim_row, csv_lines, json_lines
from tracker.reports.site.shown import Shown
from tracker.reports.site.views import claim_page

#: What the site adds to a claim: what became of it by the report's day, what it is about, and its page.
ADDED = ("state", "topics", "page")


def _rows(shown: Shown, row_of: Callable[[Claim], Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    for claim in shown.claims:
        page = f"claims/{claim_page(claim.id)}"
        added = (written.standing(claim, shown.as_of), list(shown.topics.get(claim.id, ())), shown.address(page) or page)
        yield {**row_of(claim), **dict(zip(ADDED, added, strict=True))}


def claims_json(shown: Shown) -> Iterator[str]:
    """One JSON array, an object a claim: the keys of `tracker list --format json`, and `state`, `topics` and `page`."""
    return json_lines(_rows(shown, claim_row))


def claims_csv(shown: Shown) -> Iterator[str]:
    """CSV with the columns of `tracker list --format csv`, and `state`, `topics` and `page`."""
    return csv_lines(_rows(shown, claim_cells), (*COLUMNS, *ADDED))
