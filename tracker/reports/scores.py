"""Scorecards for the terminal and as Markdown and CSV: a table of groups, and one group in full with a plot in characters."""

from collections.abc import Iterable, Sequence

from tracker.reports import words
from tracker.reports.clean import markdown
from tracker.reports.table import Column, Table
from tracker.scoring.records import Comparison, Group, Multiverse, Policy, Scorecard

TOO_FEW = "cannot be told from guessing yet"
#: Height and width in characters of the calibration plot.
PLOT_ROWS = 11
PLOT_COLUMNS = 41


def policy_words(policy: Policy) -> str:
    """The policy in one sentence."""
    parts = [
        f"{policy.restatements.value} statement of each chain",
        f"ambiguous: {policy.ambiguous.value}",
        f"partial: {policy.partial.value}",
        f"words: {policy.words}",
        f"grace: {words.count(policy.grace_days, 'day')}",
    ]
    if policy.assert_as is not None:
        parts.append(f"bare assertions as {words.per_cent(policy.assert_as)}")
    if policy.candidates:
        parts.append("candidates counted")
    if policy.early:
        parts.append("early outcomes counted")
    return f"policy: {', '.join(parts)}; intervals of {words.per_cent(policy.level)}"


def excluded_words(group: Group) -> str:
    """What was left out and why: "2 ambiguous, 1 void"; NONE where nothing was."""
    excluded = group.excluded
    parts = [
        f"{count} {name}"
        for name, count in (
            ("with the answer known before the forecast", excluded.known_before),
            ("with days in the wrong order", excluded.out_of_order),
            ("before their due date", excluded.early),
            ("ambiguous", excluded.ambiguous),
            ("void", excluded.void),
            ("partial", excluded.partial),
        )
        if count
    ]
    return ", ".join(parts) or words.NONE


def calibration_plot(group: Group) -> str:
    """The reliability curve in characters: `o` observed, `O` where ten or more forecasts stand, `.` the diagonal; empty for none.

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


def skill_words(group: Group) -> str:
    """Skill against the base rate with its interval, and against always saying 50 %."""
    against_base = with_interval(f"{words.number(group.skill, 2)} against the base rate", words.interval(group.skill_interval, 2))
    return f"{against_base}, {words.number(group.skill_against_half, 2)} against 50 %"


def group_pairs(group: Group) -> list[tuple[str, str]]:
    """The figures of one group as names and values."""
    pairs = [
        ("predictions", f"{group.forecasts} ({group.pending} pending, {group.overdue} overdue, {group.resolved} resolved)"),
        ("left out", excluded_words(group)),
        (
            "hit rate",
            with_interval(f"{words.per_cent(group.hit_rate)} of {group.judged}", words.share_interval(group.hit_rate_interval)),
        ),
        (
            "Brier score",
            with_interval(f"{words.number(group.brier)} over {group.scored} with odds", words.interval(group.brier_interval)),
        ),
    ]
    if group.brier_bounds is not None and group.brier_bounds[0] != group.brier_bounds[1]:
        name, of = ("with words", "odds or words of likelihood") if group.ranged > group.scored else ("Brier bounds", "odds")
        pairs.append((name, f"Brier score from {words.interval(group.brier_bounds)} over {group.ranged} with {of}"))
    if group.brier is not None:
        wrong = f" ({group.infinite} given 0 or 100 % came out the other way)" if group.infinite else ""
        pairs += [
            ("log score", words.number(group.log_score) + wrong),
            ("base rate", words.per_cent(group.base_rate)),
            ("skill", skill_words(group)),
            (
                "calibration",
                f"MCB {words.number(group.mcb)} - DSC {words.number(group.dsc)} + UNC {words.number(group.unc)} = Brier",
            ),
        ]
    pairs += value_pairs(group)
    if group.too_few:
        pairs.append((TOO_FEW, group.why_too_few or ""))
    return pairs


def _median(values: Sequence[float]) -> float:
    ordered = sorted(values)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def value_pairs(group: Group) -> list[tuple[str, str]]:
    """Medians of how far off magnitudes and dates were, and of how due dates slipped."""
    pairs = []
    errors = [abs(miss.per_cent) for miss in group.quantities if miss.per_cent is not None]
    if errors:
        factors = [max(miss.factor, 1 / miss.factor) for miss in group.quantities if miss.factor]
        factor = f", a factor of {_median(factors):.3g}" if factors else ""
        pairs.append(("magnitudes", f"{_median(errors):.3g} % off at the median{factor}, over {len(errors)}"))
    if group.dates:
        late = sum(1 for miss in group.dates if miss.days > 0)
        early = sum(1 for miss in group.dates if miss.days < 0)
        median = _median([miss.days for miss in group.dates])
        pairs.append(
            ("dates", f"{late} late, {early} early, {len(group.dates) - late - early} in time; {median:+g} days at the median")
        )
    if group.slips:
        median = _median([each.days for each in group.slips])
        pairs.append(("slips", f"{words.count(len(group.slips), 'due date')} moved by {median:+g} days at the median"))
    return pairs


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


def with_interval(value: str, interval: str) -> str:
    """A figure with its interval in brackets, or alone where it has none."""
    return value if interval == words.NONE else f"{value} ({interval})"


def group_cells(group: Group) -> tuple[str, ...]:
    """One group as a row of a table."""
    return (
        group.key,
        str(group.forecasts),
        str(group.judged),
        with_interval(words.per_cent(group.hit_rate), words.share_interval(group.hit_rate_interval)),
        str(group.scored),
        with_interval(words.number(group.brier), words.interval(group.brier_interval)),
        words.number(group.skill, 2),
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
    """A scorecard as Markdown that stands in a report: the groups, the calibration of each, the policy."""
    groups = card.groups if card.group_by is None else (*card.groups, card.overall)
    parts = [
        f"# Scorecard as of {card.as_of.isoformat()}\n",
        markdown_table([name for name, _ in _COLUMNS], (group_cells(group) for group in groups), [right for _, right in _COLUMNS]),
    ]
    for group in groups:
        if group.calibration:
            rows = [
                (
                    f"{words.per_cent(each.low)} to {words.per_cent(each.high)}",
                    str(each.n),
                    words.per_cent(each.mean_forecast),
                    words.per_cent(each.observed),
                    words.share_interval(each.band),
                )
                for each in group.calibration
            ]
            parts.append(f"## Calibration: {markdown(group.key)}\n")
            parts.append(
                markdown_table(("odds", "n", "mean odds", "came true", "if calibrated"), rows, (False, True, True, True, True))
            )
    notes = (policy_words(card.policy), *card.notes)
    parts.append("\n".join(f"- {markdown(note)}" for note in notes) + "\n")
    return "\n".join(parts)


def scorecard_rows(card: Scorecard) -> list[dict[str, object]]:
    """A scorecard as flat rows for CSV, a group each; an infinite log score stands as "infinite"."""
    found = []
    for group in card.groups:
        ends = {
            name: value or (None, None)
            for name, value in (
                ("hit_rate", group.hit_rate_interval),
                ("brier", group.brier_interval),
                ("bounds", group.brier_bounds),
            )
        }
        excluded = group.excluded
        found.append(
            {
                "as_of": card.as_of.isoformat(),
                "group": group.key,
                "forecasts": group.forecasts,
                "statements": group.statements,
                "pending": group.pending,
                "overdue": group.overdue,
                "resolved": group.resolved,
                "judged": group.judged,
                "scored": group.scored,
                "excluded_known_before": excluded.known_before,
                "excluded_out_of_order": excluded.out_of_order,
                "excluded_early": excluded.early,
                "excluded_ambiguous": excluded.ambiguous,
                "excluded_void": excluded.void,
                "excluded_partial": excluded.partial,
                "excluded_no_odds": excluded.no_odds,
                "hit_rate": group.hit_rate,
                "hit_rate_low": ends["hit_rate"][0],
                "hit_rate_high": ends["hit_rate"][1],
                "hit_rate_shrunk": group.hit_rate_shrunk,
                "brier": group.brier,
                "brier_low": ends["brier"][0],
                "brier_high": ends["brier"][1],
                "brier_bounds_low": ends["bounds"][0],
                "brier_bounds_high": ends["bounds"][1],
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
        )
    return found


def multiverse_table(found: Multiverse) -> Table:
    """What the analyst's choices do: the verdict under every policy, and the choices that turn it."""
    rows = tuple(
        (choice, option, words.per_cent(share), next((v.value for c, o, v in found.turning if (c, o) == (choice, option)), ""))
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


def multiverse_words(found: Multiverse) -> str:
    """The multiverse in one sentence: "Ana ahead of always saying 50 % in 131 of 144"."""
    counts = f"{found.subject} ahead of {found.against} in {found.ahead} of {found.total} policies, behind in {found.behind}"
    if found.turning:
        return f"{counts}; turned by " + ", ".join(f"{choice} = {option}" for choice, option, _ in found.turning)
    if found.in_common:
        together = " and ".join(f"{choice} = {option}" for choice, option in found.in_common)
        return f"{counts}; no single choice turns it, all that differ have {together}"
    return f"{counts}; no single choice turns it"


def comparison_table(found: Comparison) -> Table:
    """Two speakers side by side on the predictions both made."""
    rows = tuple(
        (
            pair.chain,
            words.per_cent(pair.first_outcome),
            words.per_cent(pair.second_outcome),
            words.number(pair.first_brier),
            words.number(pair.second_brier),
        )
        for pair in found.pairs
    )
    return Table(
        title=f"{found.first} and {found.second} on {words.count(found.shared, 'shared prediction')}: {found.why}",
        columns=(
            Column(name="chain", style="cyan"),
            Column(name=f"{found.first}: came true", right=True),
            Column(name=f"{found.second}: came true", right=True),
            Column(name=f"{found.first}: Brier", right=True),
            Column(name=f"{found.second}: Brier", right=True),
        ),
        rows=rows,
        empty=f"{found.first} and {found.second} have no resolved prediction in common; `tracker link` joins claims",
    )
