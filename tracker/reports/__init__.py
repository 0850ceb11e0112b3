"""Claims and scores as people and programs read them: tables, Markdown, CSV, JSON, calendars, pages. Records in, text out."""

from tracker.reports.card import claim_card
from tracker.reports.clean import lines, one_line, to_json
from tracker.reports.listings import claims_table, due_table, forecasts_table, history_table, sources_table, speakers_table
from tracker.reports.pages import scorecard_html
from tracker.reports.rows import claim_cells, claim_row, claims_text, event_row, row_lines, write_rows
from tracker.reports.scores import comparison_table, multiverse_table, scorecard_markdown, scorecard_rows, scorecard_table
from tracker.reports.site import ReportError, Site, build_site
from tracker.reports.table import Column, Table, show

__all__ = [
    "Column",
    "ReportError",
    "Site",
    "Table",
    "build_site",
    "claim_card",
    "claim_cells",
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
