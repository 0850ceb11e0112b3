"""Charts of scores as SVG by matplotlib, for embedding in a page: its colours, its font, its links, the same bytes every time.

Colours are drawn as placeholders that `_finish` turns into the page's CSS variables, so that one picture serves light and dark.
"""

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from tracker.reports import written
from tracker.reports.score_words import CALIBRATION_HEAD, calibration_cells
from tracker.scoring.score_records import Group

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

#: Placeholders for colours, and the CSS variables that replace them.
INK, MUTED, RULE, ACCENT, WASH = "#010101", "#020202", "#030303", "#040404", "#050505"
PAPER = "#0b0b0b"
VARIABLES = {INK: "ink", MUTED: "muted", RULE: "rule", ACCENT: "accent", WASH: "wash", PAPER: "paper"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A picture with what a page says about it: its figures as a table whose cells may be links."""

    title: str
    caption: str
    svg: str
    head: tuple[str, ...] = ()
    rows: tuple[tuple[tuple[str, str | None], ...], ...] = ()


def _figure(width: float, height: float) -> "tuple[Figure, Axes]":
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), layout="constrained")
    FigureCanvasSVG(figure)
    axes = figure.add_subplot()
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    for side in ("bottom", "left"):
        axes.spines[side].set_color(RULE)
    axes.tick_params(colors=MUTED, labelsize=9, length=3)
    axes.xaxis.label.set(color=MUTED, fontsize=9.5)
    axes.yaxis.label.set(color=MUTED, fontsize=9.5)
    axes.set_facecolor("none")
    figure.patch.set_alpha(0.0)
    return figure, axes


def _finish(figure: "Figure", name: str, alt: str, links: Mapping[str, str]) -> str:
    """The figure as an SVG element: colours by variables, no size of its own but its proportions, links that have names."""
    import matplotlib as mpl

    held = io.StringIO()
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": name}):
        figure.savefig(held, format="svg", metadata={"Date": None, "Creator": None, "Type": None, "Format": None})
    svg = held.getvalue()
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg, flags=re.S)
    for mark, variable in VARIABLES.items():
        svg = svg.replace(mark, f"var(--{variable})")
    svg = re.sub(r"font: ([\d.]+)px [^;\"]*", r"font-size: \1px", svg)
    svg = re.sub(r"font-family: [^;\"]*;? ?", "", svg)
    svg = re.sub(r"<style.*?</style>", "", svg, flags=re.S)
    # Identifiers are the same in every picture of matplotlib; a page holds several.
    svg = re.sub(r'(id="|url\(#|href="#(?![a-z]+=))', lambda found: f"{found.group(1)}{name}-", svg)
    svg = re.sub(r'<a xlink:href="([^"]*)"[^>]*>', lambda found: _anchor(found.group(1), links), svg)
    width, height = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg).groups()  # type: ignore[union-attr]
    role = f'role="group" aria-label="{escape(alt)}"' if links else f'role="img" aria-label="{escape(alt)}"'
    head = f'<svg xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 {width} {height}" {role} class="chart">'
    return head + svg[svg.index(">") + 1 :].strip()


def _anchor(url: str, links: Mapping[str, str]) -> str:
    label = links.get(url.replace("&amp;", "&"), "")
    return f'<a href="{url}" aria-label="{escape(label)}"><title>{escape(label)}</title>' if label else f'<a href="{url}">'


def calibration_chart(group: Group, *, link: str | None = None, level: float = 0.9) -> Chart | None:
    """The CORP curve with its consistency band and a histogram of the odds; None without scored predictions.

    `link` leads to the claims behind it.
    """
    if not group.curve:
        return None
    figure, axes = _figure(4.9, 4.4)
    across = [100 * point.forecast for point in group.curve]
    axes.plot([0, 100], [0, 100], color=MUTED, linewidth=0.9, dashes=(4, 3), zorder=2)
    low, high = [100 * point.low for point in group.curve], [100 * point.high for point in group.curve]
    if len(across) == 1:
        axes.plot(across * 2, [low[0], high[0]], color=WASH, linewidth=8, solid_capstyle="butt")
    axes.fill_between(across, low, high, color=WASH, linewidth=0)
    axes.plot(across, [100 * point.observed for point in group.curve], color=ACCENT, linewidth=1.6)
    sizes = [min(130.0, 14.0 + 4.0 * point.n) for point in group.curve]
    observed = [100 * point.observed for point in group.curve]
    axes.scatter(across, observed, s=sizes, color=ACCENT, edgecolors=PAPER, linewidths=0.8, zorder=3)
    most = max(point.n for point in group.curve)
    axes.bar(across, [9 * point.n / most for point in group.curve], width=1.6, bottom=-12, color=MUTED)
    axes.set(xlim=(-2, 102), ylim=(-13, 102), xlabel="odds given (%)", ylabel="share that came true (%)")
    axes.set_xticks(range(0, 101, 20))
    axes.set_yticks(range(0, 101, 20))
    count = written.count(group.scored, "prediction")
    alt = f"Calibration of {count} with odds: " + "; ".join(
        f"odds of {written.per_cent(each.mean_forecast)}, {written.per_cent(each.observed)} came true (n = {each.n})"
        for each in group.calibration
    )
    cells = [calibration_cells(each) for each in group.calibration]
    return Chart(
        title="Do the odds mean what they say?",
        caption=(
            f"{count} with odds. On the dashed line odds mean what they say; if they do, the band holds the curve in "
            f"{100 * level:.0f} of 100 cases. Bars: how often such odds were given, at most {most} times."
        ),
        svg=_finish(figure, "calibration", alt, {}),
        head=CALIBRATION_HEAD,
        rows=tuple(tuple((cell, link if place == 1 else None) for place, cell in enumerate(row)) for row in cells),
    )


def compare_chart(groups: Sequence[Group], *, links: Mapping[str, str] | None = None) -> Chart | None:
    """Brier scores of groups with their intervals, best first, hollow where too few; None below two groups that have one."""
    known = sorted((group for group in groups if group.brier is not None), key=lambda group: group.brier or 0.0, reverse=True)[-20:]
    if len(known) < 2:
        return None
    figure, axes = _figure(4.9, 1.0 + 0.36 * len(known))
    labels: dict[str, str] = {}
    where = links or {}
    axes.axvline(0.25, color=MUTED, linewidth=0.8, dashes=(2, 3))
    for place, group in enumerate(known):
        if group.brier_interval is not None:
            axes.plot(group.brier_interval, [place, place], color=ACCENT, linewidth=1.4, alpha=0.6)
        face = PAPER if group.too_few else ACCENT
        dot = axes.scatter([group.brier or 0.0], [place], s=46, color=face, edgecolors=ACCENT, linewidths=1.4, zorder=3)
        if url := where.get(group.key):
            dot.set_urls([url])
            labels[url] = f"{group.key}: Brier score {written.number(group.brier)} over {group.scored}"
    axes.text(0.25, len(known) - 0.35, " always saying 50 %", fontsize=8, color=MUTED, va="bottom")
    axes.set_yticks(
        range(len(known)), [f"{written.shorten(group.key, 24)} ({group.scored})" for group in known], fontsize=9.5, color=INK
    )
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    axes.set(ylim=(-0.6, len(known) + 0.1), xlabel="Brier score, 0 is best (number of predictions with odds)")
    axes.set_xlim(left=0)
    best = list(reversed(known))
    alt = "Brier scores, best first: " + "; ".join(
        f"{group.key} {written.number(group.brier)} ({written.interval(group.brier_interval)})" for group in best
    )
    return Chart(
        title="Brier scores with their intervals",
        caption="A hollow mark: cannot be told from guessing yet. Left of the dotted line is better than always saying 50 %.",
        svg=_finish(figure, "compare", alt, labels),
        head=("group", "with odds", "Brier score", "interval", "shrunken"),
        rows=tuple(
            (
                (group.key, where.get(group.key)),
                (str(group.scored), None),
                (written.number(group.brier), None),
                (written.interval(group.brier_interval), None),
                (written.number(group.brier_shrunk), None),
            )
            for group in best
        ),
    )
