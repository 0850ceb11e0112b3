"""Dates, titles and names, from the file itself and from its sidecar file."""
