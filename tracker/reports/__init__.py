"""Claims and scores as people and programs read them: tables, Markdown, CSV, JSON, calendars, pages. Records in, text out."""
