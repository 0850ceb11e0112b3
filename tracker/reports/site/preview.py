"""The picture that a link to a page shows: a title and figures, 1200 by 630 pixels, the same bytes every time."""

import io
import textwrap
from collections.abc import Sequence

from tracker.reports.site.views import Tile

INK, MUTED, PAPER, ACCENT = "#1d1c1a", "#5f5b54", "#fcfbf8", "#1f4e79"
#: The size that the makers of link previews ask for, in pixels.
WIDTH, HEIGHT = 1200, 630
MOST_FIGURES = 4


def preview_png(title: str, summary: str, tiles: Sequence[Tile]) -> bytes:
    """A title, a sentence and up to four figures as PNG."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH / 100, HEIGHT / 100), dpi=100, facecolor=PAPER)
    FigureCanvasAgg(figure)

    def write(x: float, y: float, text: str, size: float, colour: str, family: str) -> None:
        figure.text(x, y, text.replace("$", r"\$"), fontsize=size, color=colour, family=family, va="top")

    write(0.06, 0.88, "\n".join(textwrap.wrap(title, 30)[:3]), 44, INK, "DejaVu Serif")
    write(0.06, 0.44, "\n".join(textwrap.wrap(summary, 62)[:2]), 20, MUTED, "DejaVu Sans")
    for place, tile in enumerate(tiles[:MOST_FIGURES]):
        write(0.06 + 0.23 * place, 0.27, tile.value, 34, ACCENT, "DejaVu Serif")
        write(0.06 + 0.23 * place, 0.13, tile.name, 17, MUTED, "DejaVu Sans")
    held = io.BytesIO()
    figure.savefig(held, format="png", facecolor=PAPER, metadata={"Software": None})
    return held.getvalue()
