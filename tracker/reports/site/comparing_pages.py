"""The pages of a site that compare: all speakers, any two of them, topics, and what changed."""

from collections.abc import Sequence
from typing import Any

from tracker.records import Claim
from tracker.reports import written
from tracker.reports.change_digest import LONGEST, heading, particulars, said, sections, summary
from tracker.reports.changes import Change, Changes
from tracker.reports.cleaning import one_line
from tracker.reports.site.ranking import ranked
from tracker.reports.site.shown import MOST_COMPARED, Shown
from tracker.reports.site.site_pages import Frame, group_rows
from tracker.reports.site.templates_filled import asset, render
from tracker.reports.site.views import claim_page
from tracker.reports.terminal.side_by_side_table import figure_rows, horizon_rows, measure_words, shared_words
from tracker.scoring import SideBySide, side_by_side


def beside(shown: Shown) -> dict[tuple[str, str], SideBySide]:
    """Each pair that has a page, compared."""
    return {
        (first, second): side_by_side(shown.predictions, first, second, as_of=shown.as_of, policy=shown.policy, groups=shown.groups)
        for first, second in shown.pairs
    }


def all_speakers(frame: Frame, compared: dict[tuple[str, str], SideBySide]) -> str:
    """The table of all speakers, raw and shrunken figures, and the pairs: those that can be told apart first."""
    shown = frame.shown
    urls = {name: f"speakers/{file}" for name, file in shown.speakers.items()}
    order = sorted(compared.items(), key=lambda item: (not item[1].told, item[0]))
    judged = sum(1 for group in shown.card.groups if group.key in shown.speakers and group.judged)
    return frame(
        "compare.html",
        "compare.html",
        here="compare",
        description=f"{written.count(len(shown.speakers), 'speaker')} in the order of what can be told apart.",
        rows=ranked(shown.card.groups, urls),
        level=written.per_cent(shown.policy.level),
        pairs=[
            (f"compare/{shown.pairs[pair]}", one_line(pair[0]), one_line(pair[1]), one_line(found.why)) for pair, found in order
        ],
        cut=MOST_COMPARED if judged > MOST_COMPARED else 0,
    )


def pair(frame: Frame, found: SideBySide) -> str:
    """Two speakers side by side."""
    shown = frame.shown
    values = _pair_values(found, shown.claims, "../claims/{}")
    return frame(
        "pair.html",
        f"compare/{shown.pairs[found.first.key, found.second.key]}",
        here="pair",
        description=f"{values['first']} and {values['second']}: {one_line(found.why)}.",
        **values,
    )


def pair_html(found: SideBySide, claims: Sequence[Claim]) -> str:
    """Two speakers side by side as one file with its styles inside; `claims` are theirs."""
    values = _pair_values(found, claims, None)
    return render("pair.html", title="Side by side", as_of=found.as_of.isoformat(), inline={"css": asset("style.css")}, **values)


def _pair_values(found: SideBySide, claims: Sequence[Claim], pages: str | None) -> dict[str, Any]:
    """What the template of a pair is filled with; `pages` is the address of a claim's page with {} for its file."""
    texts = {claim.id: one_line(claim.forecast.claim) for claim in claims} if found.shared.pairs else {}
    return {
        "first": one_line(found.first.key),
        "second": one_line(found.second.key),
        "why": _sentence(one_line(found.why)),
        "figures": figure_rows(found),
        "shared": _sentence(shared_words(found).replace("`", "")),
        "shared_rows": [
            (
                pages.format(claim_page(each.first_id)) if pages else None,
                texts.get(each.first_id, each.first_id),
                written.number(each.first_brier),
                written.number(each.second_brier),
            )
            for each in found.shared.pairs
        ],
        "horizons": [tuple(cell.replace(" = ", "\u00a0=\u00a0") for cell in row) for row in horizon_rows(found)],
        "measure": f"Mean {measure_words(found.like_horizons.measure)}",
    }


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}"


def topics(frame: Frame) -> str:
    """The list of topics with their scores."""
    shown = frame.shown
    groups = [shown.topic_groups[name] for name in shown.topic_files]
    return frame(
        "topics.html",
        "topics.html",
        here="topics",
        description=f"{written.count(len(shown.topic_files), 'topic')} with their scores.",
        rows=group_rows(groups, shown.topic_files, "topics", "tag"),
    )


def changes_page(frame: Frame, changes: Changes) -> str:
    """What changed since a day, the claims linked."""

    def item(each: Change | Claim) -> tuple[str, str, str]:
        claim = each.claim if isinstance(each, Change) else each
        return particulars(each), said(each), f"claims/{claim_page(claim.id)}"

    return frame(
        "digest.html",
        "changes.html",
        here="changes",
        description=summary(changes),
        heading=heading(changes),
        summary=summary(changes),
        sections=[
            (f"{name} ({len(items)})", [item(each) for each in items[: 5 * LONGEST]], len(items) - 5 * LONGEST)
            for name, items in sections(changes)
        ],
    )
