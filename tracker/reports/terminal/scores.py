"""Scorecards for the terminal and as Markdown and CSV: a table of groups, and one group in full with a plot in characters."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import asdict

from tracker.reports import written
from tracker.reports.cleaning import markdown
from tracker.reports.score_words import (
    CALIBRATION_HEAD,
    TOO_FEW,
    calibration_cells,
    group_pairs,
    multiverse_words,
    policy_words,
    with_interval,
)
from tracker.reports.text_table import Column, Table
from tracker.scoring.comparison_records import Multiverse
from tracker.scoring.score_records import Group, Scorecard

#: Height and width in characters of the calibration plot.
PLOT_ROWS = 11
PLOT_COLUMNS = 41


def calibration_plot(group: Group) -> str:
    """The reliability curve in characters: `o` observed, `O` for ten or more forecasts, `.` the diagonal; empty without any.

    Across: forecast, 0 to 100 %. Up: the share that came true.
    """
    if not group.calibration:
        return ""
    grid = [[" "] * PLOT_COLUMNS for _ in range(PLOT_ROWS)]
    for column in range(PLOT_COLUMNS):
        grid[round(column / (PLOT_COLUMNS - 1) * (PLOT_ROWS - 1))][column] = "."
    for each in group.calibration:
        row, column = round(each.observed * (PLOT_ROWS - 1)), round(each.mean_forecast * (PLOT_COLUMNS - 1))
        grid[row][column] = "O" if each.n >= 10 else "o"
    lines = []
    for row in range(PLOT_ROWS - 1, -1, -1):
        label = f"{100 * row // (PLOT_ROWS - 1):>4} %" if row % 5 == 0 else ""
        lines.append(f"{label:>6} |{''.join(grid[row])}".rstrip())
    lines.append(f"{'':>6} +{'-' * PLOT_COLUMNS}")
    middle = "50 %"
    lines.append(f"{'':>7} 0 %{middle:^{PLOT_COLUMNS - 9}}100 %")
    return "\n".join(lines)


_COLUMNS = (
    ("group", False),
    ("said", True),
    ("resolved", True),
    ("hit rate", True),
    ("with odds", True),
    ("Brier score", True),
    ("skill", True),
    ("remark", False),
)


def group_cells(group: Group) -> tuple[str, ...]:
    """One group as a row of a table."""
    return (
        group.key,
        str(group.forecasts),
        str(group.judged),
        with_interval(written.per_cent(group.hit_rate), written.share_interval(group.hit_rate_interval)),
        str(group.scored),
        with_interval(written.number(group.brier), written.interval(group.brier_interval)),
        written.number(group.skill, 2),
        TOO_FEW if group.too_few else "",
    )


def scorecard_table(card: Scorecard) -> Table:
    """A scorecard for the terminal: one group in full with its plot, or a row for each group."""
    notes = (f"as of {card.as_of.isoformat()}; {policy_words(card.policy)}", *card.notes)
    if card.group_by is None:
        group = card.groups[0]
        return Table(
            title="Scorecard",
            columns=(Column(name="", style="dim"), Column(name="", fold=True)),
            rows=tuple(group_pairs(group)),
            headed=False,
            below=calibration_plot(group),
            notes=notes,
        )
    rows = tuple(group_cells(group) for group in card.groups)
    return Table(
        title=f"Scorecard by {card.group_by.value}",
        columns=tuple(Column(name=name, right=right, fold=True) for name, right in _COLUMNS),
        rows=(*rows, group_cells(card.overall)) if rows else (),
        notes=notes,
        empty="no predictions to score",
        styles=tuple(((index, 7), "yellow") for index in range(len(rows) + 1)),
    )


def markdown_table(head: Sequence[str], rows: Iterable[Sequence[str]], right: Sequence[bool]) -> str:
    """A table in the Markdown of GitHub, cells escaped."""
    lines = [
        "| " + " | ".join(markdown(name) for name in head) + " |",
        "| " + " | ".join("---:" if each else "---" for each in right) + " |",
    ]
    lines += ["| " + " | ".join(markdown(cell) for cell in row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def scorecard_markdown(card: Scorecard) -> str:
    """A scorecard as Markdown: the groups, the calibration of each, the policy."""
    groups = card.groups if card.group_by is None else (*card.groups, card.overall)
    parts = [
        f"# Scorecard as of {card.as_of.isoformat()}\n",
        markdown_table([name for name, _ in _COLUMNS], (group_cells(group) for group in groups), [right for _, right in _COLUMNS]),
    ]
    for group in groups:
        if group.calibration:
            rows = [calibration_cells(each) for each in group.calibration]
            parts.append(f"## Calibration: {markdown(group.key)}\n")
            parts.append(markdown_table(CALIBRATION_HEAD, rows, (False, True, True, True, True)))
    notes = (policy_words(card.policy), *card.notes)
    parts.append("\n".join(f"- {markdown(note)}" for note in notes) + "\n")
    return "\n".join(parts)


def scorecard_rows(card: Scorecard) -> list[dict[str, object]]:
    """A scorecard as flat rows for CSV, one per group; an infinite log score is written as "infinite"."""
    return [_flat_row(card.as_of, group) for group in card.groups]


def _flat_row(as_of: dt.date, group: Group) -> dict[str, object]:
    hit_rate, brier, bounds = (ends or (None, None) for ends in (group.hit_rate_interval, group.brier_interval, group.brier_bounds))
    counts = ("forecasts", "statements", "pending", "overdue", "resolved", "judged", "scored")
    return {
        "as_of": as_of.isoformat(),
        "group": group.key,
        **{name: getattr(group, name) for name in counts},
        **{f"excluded_{name}": count for name, count in asdict(group.excluded).items()},
        "hit_rate": group.hit_rate,
        "hit_rate_low": hit_rate[0],
        "hit_rate_high": hit_rate[1],
        "hit_rate_shrunk": group.hit_rate_shrunk,
        "brier": group.brier,
        "brier_low": brier[0],
        "brier_high": brier[1],
        "brier_bounds_low": bounds[0],
        "brier_bounds_high": bounds[1],
        "brier_shrunk": group.brier_shrunk,
        "log_score": "infinite" if group.infinite else group.log_score,
        "base_rate": group.base_rate,
        "skill": group.skill,
        "skill_against_half": group.skill_against_half,
        "mcb": group.mcb,
        "dsc": group.dsc,
        "unc": group.unc,
        "too_few": group.too_few,
    }


def multiverse_table(found: Multiverse) -> Table:
    """What the analyst's choices do: the verdict under every policy, and the choices that turn it."""
    rows = tuple(
        (
            choice,
            option,
            written.per_cent(share),
            next((v.value for c, o, v in found.turning if (c, o) == (choice, option)), ""),
        )
        for choice, options in found.shares.items()
        for option, share in options.items()
    )
    return Table(
        title=multiverse_words(found),
        columns=(
            Column(name="choice"),
            Column(name="option"),
            Column(name="ahead", right=True),
            Column(name="alone turns it to"),
        ),
        rows=rows,
        notes=(f"measured by {found.measure}; {found.level} level, {found.unscored} with nothing to score",),
    )
