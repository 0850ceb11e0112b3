"""The pages' templates, filled. jinja2 loads when a page is made."""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from tracker.recordings import link_to_quote
from tracker.records import Claim, Event
from tracker.reports import words
from tracker.reports.card import forecast_pairs, outcome_pairs, place_pairs
from tracker.reports.charts import calibration_chart, compare_chart, due_chart
from tracker.reports.clean import one_line, to_json
from tracker.reports.listings import event_details
from tracker.reports.scores import comparison_table, multiverse_words, policy_words
from tracker.reports.views import (
    asides,
    claim_row,
    counted,
    due_counts,
    group_row,
    list_options,
    marks_of,
    packed,
    tiles,
    web_link,
)
from tracker.scoring.records import Comparison, Multiverse, Scorecard

if TYPE_CHECKING:
    import jinja2

Fact = tuple[str, str, str | None]


def asset(name: str) -> str:
    """The text of a template or asset that travels with the package."""
    return files("tracker.reports").joinpath("templates", name).read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def environment() -> "jinja2.Environment":
    """The templates, every value escaped unless it is marked safe."""
    import jinja2

    loader = jinja2.FunctionLoader(asset)
    return jinja2.Environment(
        loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )


def render(template: str, **values: Any) -> str:
    """A page as text."""
    inline = values.get("inline")
    defaults: dict[str, Any] = {"inline": None, "root": "", "here": "", "desk": ""}
    policy = content_policy(inline["scripts"] if inline else ())
    return environment().get_template(template).render(**{**defaults, **values, "policy_of_content": policy})


def content_policy(scripts: Sequence[str]) -> str:
    """The Content-Security-Policy of a page: nothing from outside, no script but the page's own.

    A page of a site has its script in a file beside it; one that stands alone names the SHA-256 of each script in it. The pictures
    bring styles of their own, which run nothing.
    """
    digests = (b64encode(sha256(script.encode()).digest()).decode() for script in scripts)
    own = " ".join(f"'sha256-{digest}'" for digest in digests) or "'self' file:"
    styles = "style-src 'self' 'unsafe-inline' file:"
    return f"default-src 'none'; script-src {own}; {styles}; img-src 'self' data: file:; base-uri 'none'; form-action 'none'"


def script_json(value: object) -> str:
    """JSON that may stand inside a script element: no tag can begin or end in it."""
    return to_json(value).replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def quote_parts(claim: Claim) -> list[tuple[str, bool]]:
    """The quote cut at its anchor, which is marked."""
    quote, anchor = claim.forecast.quote or "", claim.forecast.anchor or ""
    if not quote:
        return []
    start, where = claim.forecast.start, claim.forecast.anchor_start
    at = where - start if start is not None and where is not None else -1
    if not anchor or quote[at : at + len(anchor)] != anchor or at < 0:
        at = quote.find(anchor) if anchor else -1
    if at < 0:
        return [(one_line(quote), False)]
    pieces = [(quote[:at], False), (quote[at : at + len(anchor)], True), (quote[at + len(anchor) :], False)]
    return [(one_line(text) if marked else _spaced(text), marked) for text, marked in pieces if text]


def _spaced(text: str) -> str:
    """White space run together, but kept at the ends."""
    inner = one_line(text)
    return f"{' ' if text[:1].isspace() else ''}{inner}{' ' if inner and text[-1:].isspace() else ''}"


def _source_fact(claim: Claim, text: str) -> Fact:
    source = claim.source
    if source is None:
        return "source", text, None
    url = link_to_quote(source.url, claim.forecast.t_start_ms)
    return "source", source.title or source.doc, web_link(url) if url else None


def facts(claim: Claim) -> list[Fact]:
    """What is claimed and where it was said, as (name, text, link)."""
    forecast = claim.forecast
    pairs = [(name, text, None) for name, text in forecast_pairs(forecast, words.odds(claim))]
    found: list[Fact] = [*pairs]
    if claim.tags:
        found.append(("tags", ", ".join(claim.tags), None))
    for name, text in place_pairs(claim, None):
        if name == "source":
            found.append(_source_fact(claim, text))
        elif name != "quote":
            found.append((name, text, None))
    found.append(("id", claim.id, None))
    return [(name, one_line(text), url) for name, text, url in found]


def outcome_facts(claim: Claim) -> list[Fact]:
    """How it came out, with its evidence linked, as (name, text, link)."""
    return [(name, one_line(text), web_link(text) if name == "evidence" else None) for name, text in outcome_pairs(claim) if text]


def history_items(events: Sequence[Event]) -> list[Mapping[str, str]]:
    """Events for a page, first to last."""
    return [
        {
            "kind": one_line(event.kind),
            "by": one_line(event.by),
            "at": event.recorded_at.strftime("%Y-%m-%d %H:%M UTC"),
            "iso": event.recorded_at.isoformat(),
            "known_on": event.known_on.isoformat() if event.known_on else "",
            "details": one_line(event_details(event)),
            "reason": one_line(event.reason or ""),
        }
        for event in events
    ]


def summary_of(card: Scorecard, people: int) -> str:
    """One sentence on what a card rests on."""
    group = card.overall
    who = f" by {words.count(people, 'speaker')}" if people > 1 else ""
    return f"{words.count(group.forecasts, 'prediction')}{who}, {group.judged:,} of them resolved."


def _choices(found: Multiverse) -> dict[str, Any]:
    turning = {(choice, option): verdict.value for choice, option, verdict in found.turning}
    rows = [
        (choice, option, words.per_cent(share), turning.get((choice, option), ""))
        for choice, options in found.shares.items()
        for option, share in options.items()
    ]
    return {"words": multiverse_words(found), "rows": rows}


def scorecard_html(
    card: Scorecard,
    claims: Sequence[Claim] = (),
    *,
    title: str = "Scorecard",
    choices: Multiverse | None = None,
    side_by_side: Comparison | None = None,
) -> str:
    """A scorecard as one file: styles, script, pictures and the claims behind the figures inside, nothing asked from outside.

    `choices` adds what the analyst's choices do, `side_by_side` two speakers on the predictions both made.
    """
    shown = [claim for claim in counted(claims, card.policy) if claim.forecast.said_on <= card.as_of]
    rows = [claim_row(claim, as_of=card.as_of, root=None) for claim in shown]
    marks = marks_of(card.overall)
    link = "#{}" if rows else None
    by = card.group_by.value if card.group_by else ""
    filters = {"speaker": "#speaker={}", "tag": "#tag={}"}
    groups = []
    if card.group_by is not None:
        for group in card.groups:
            where = (
                filters[by].format(quote(one_line(group.key))) if rows and by in filters and not group.key.startswith("(") else None
            )
            groups.append(group_row(group, url=where))
    data = [f"window.CLAIMS = {script_json([packed(row, marks) for row in rows])};"] if rows else []
    return render(
        "scorecard.html",
        title=one_line(title),
        as_of=card.as_of.isoformat(),
        summary=summary_of(card, len({claim.forecast.speaker for claim in shown})),
        aside=asides(card.overall),
        too_few=card.overall.why_too_few if card.overall.too_few else None,
        tiles=tiles(card.overall, link),
        calibration=calibration_chart(card.overall, link="#state=odds" if rows else None, level=card.policy.level),
        compare=compare_chart(card.groups) if card.group_by is not None else None,
        due_chart=due_chart(due_counts(shown, card.as_of), link="#due={year}&state={state}"),
        groups=groups,
        group_name=by,
        groups_caption=f"Scores by {by}; select a heading to sort",
        side_by_side=comparison_table(side_by_side) if side_by_side else None,
        multiverse=_choices(choices) if choices else None,
        rows=rows[:100],
        options=list_options(rows),
        policy=policy_words(card.policy),
        notes=card.notes,
        inline={"css": asset("style.css"), "scripts": [*data, asset("page.js")]},
    )
