"""Claims and scores as people and programs read them: tables, Markdown, CSV, JSON, calendars, pages. Records in, text out."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from tracker.reports.claim_card import claim_card
from tracker.reports.cleaning import lines, one_line, to_json
from tracker.reports.rows import claim_row, claims_text, event_row, row_lines, write_rows
from tracker.reports.terminal.listings import claims_table, due_table, forecasts_table, history_table, sources_table, speakers_table
from tracker.reports.text_table import Column, Table, show

if TYPE_CHECKING:
    from tracker.reports.site.build import ReportError, Site, build_site
    from tracker.reports.site.templates_filled import scorecard_html
    from tracker.reports.terminal.scores import (
        comparison_table,
        multiverse_table,
        scorecard_markdown,
        scorecard_rows,
        scorecard_table,
    )

# A listing is printed without scores, pages, and what draws their pictures.
_LATE = {
    "ReportError": "site.build",
    "Site": "site.build",
    "build_site": "site.build",
    "comparison_table": "terminal.scores",
    "multiverse_table": "terminal.scores",
    "scorecard_html": "site.templates_filled",
    "scorecard_markdown": "terminal.scores",
    "scorecard_rows": "terminal.scores",
    "scorecard_table": "terminal.scores",
}


def __getattr__(name: str) -> Any:
    if name in _LATE:
        return getattr(import_module(f"tracker.reports.{_LATE[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


__all__ = [
    "Column",
    "ReportError",
    "Site",
    "Table",
    "build_site",
    "claim_card",
    "claim_row",
    "claims_table",
    "claims_text",
    "comparison_table",
    "due_table",
    "event_row",
    "forecasts_table",
    "history_table",
    "lines",
    "multiverse_table",
    "one_line",
    "row_lines",
    "scorecard_html",
    "scorecard_markdown",
    "scorecard_rows",
    "scorecard_table",
    "show",
    "sources_table",
    "speakers_table",
    "to_json",
    "write_rows",
]
