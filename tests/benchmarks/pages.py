"""The page of figures, and how a table is put between its marks."""

from pathlib import Path

PAGE = Path(__file__).resolve().parents[2] / "docs" / "performance.md"


def rewritten(page: str, begin: str, end: str, made: str) -> str:
    """The page with another text between two marks, which stay. Raises ValueError when a mark is missing."""
    start = page.index(begin) + len(begin)
    return f"{page[:start]}\n{made}\n{page[page.index(end, start) :]}"
