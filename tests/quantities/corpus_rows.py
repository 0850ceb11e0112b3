"""The phrases of the corpus as rows; lines that begin with # are comments."""

from pathlib import Path

CORPUS = Path(__file__).parents[1] / "corpus"


def rows(name: str) -> list[list[str]]:
    """The rows of one corpus file, split at tabs."""
    lines = (CORPUS / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line.strip() and not line.startswith("#")]


def number(cell: str) -> float | None:
    """The number in a cell; None for an empty cell."""
    return float(cell) if cell else None
