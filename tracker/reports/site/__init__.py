"""The static site: its pages, charts, feed and data."""
