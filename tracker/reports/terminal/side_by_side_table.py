"""Two speakers side by side as a table: a row a figure, a column a speaker."""

from tracker.reports import written
from tracker.reports.cleaning import markdown
from tracker.reports.score_words import with_interval
from tracker.reports.terminal.scores import markdown_table
from tracker.reports.text_table import Column, Table
from tracker.scoring.comparing import BRIER
from tracker.scoring.score_records import Group
from tracker.scoring.side_by_side import SideBySide

Rows = tuple[tuple[str, str, str], ...]


def _figures(group: Group) -> list[str]:
    return [
        f"{group.forecasts:,}",
        f"{group.judged:,}",
        with_interval(written.per_cent(group.hit_rate), written.share_interval(group.hit_rate_interval)),
        f"{group.scored:,}",
        with_interval(written.number(group.brier), written.interval(group.brier_interval)),
        written.number(group.skill, 2),
    ]


_NAMES = ("predictions", "resolved", "hit rate", "with odds", "Brier score", "skill")


def figure_rows(found: SideBySide) -> Rows:
    """The figures of each, one a row."""
    return tuple(zip(_NAMES, _figures(found.first), _figures(found.second), strict=True))


def horizon_rows(found: SideBySide) -> Rows:
    """The mean loss of each by class of horizon, with how many predictions it rests on."""
    digits = 3 if found.like_horizons.measure == BRIER else 2
    return tuple(
        (
            each.horizon,
            f"{written.number(each.first_mean, digits)} (n = {each.first_n})",
            f"{written.number(each.second_mean, digits)} (n = {each.second_n})",
        )
        for each in found.like_horizons.pairs
    )


def measure_words(measure: str) -> str:
    """What is compared, in words."""
    return "Brier score, 0 is best" if measure == BRIER else "share that did not come true"


def shared_words(found: SideBySide) -> str:
    """How the two did on the questions that both spoke of."""
    shared = found.shared
    if not shared.shared:
        return "no resolved prediction in common; `tracker link` joins claims about the same thing"
    difference = with_interval(written.number(shared.difference), written.interval(shared.interval))
    return f"{written.count(shared.shared, 'resolved prediction')} in common; difference of the {shared.measure} {difference}"


def side_by_side_table(found: SideBySide) -> Table:
    """The figures, the like horizons, and in the notes what can be told."""
    rows = [*figure_rows(found), *((f"{found.like_horizons.measure}, {name}", one, two) for name, one, two in horizon_rows(found))]
    return Table(
        title=f"{found.first.key} and {found.second.key}: {found.why}",
        columns=(
            Column(name=""),
            Column(name=found.first.key, right=True, fold=True),
            Column(name=found.second.key, right=True, fold=True),
        ),
        rows=tuple(rows),
        notes=(f"as of {found.as_of.isoformat()}", shared_words(found)),
    )


def side_by_side_markdown(found: SideBySide) -> str:
    """The same as Markdown."""
    table = side_by_side_table(found)
    columns = table.columns
    head = markdown_table([column.name for column in columns], table.rows, [column.right for column in columns])
    notes = "\n".join(f"- {markdown(note)}" for note in table.notes)
    return f"# {markdown(table.title or '')}\n\n{head}\n{notes}\n"


def side_by_side_rows(found: SideBySide) -> list[dict[str, object]]:
    """The same as rows for CSV: figure, first, second."""
    better = found.probability
    chances = ("", "") if better is None else (f"{better:.3f}", f"{1 - better:.3f}")
    rows = [
        *figure_rows(found),
        *((f"{found.like_horizons.measure}, {name}", one, two) for name, one, two in horizon_rows(found)),
        ("probability of being better", *chances),
        ("told apart", "yes" if found.told else "no", found.why),
    ]
    return [{"figure": name, found.first.key: one, found.second.key: two} for name, one, two in rows]
