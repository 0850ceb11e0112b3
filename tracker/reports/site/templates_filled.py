"""The pages' templates, filled. jinja2 loads when a page is made."""

from base64 import b64encode
from collections.abc import Sequence
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from tracker.records import Claim
from tracker.reports import written
from tracker.reports.cleaning import one_line, to_json
from tracker.reports.score_words import policy_words
from tracker.reports.site.charts import calibration_chart, compare_chart
from tracker.reports.site.drawn import due_bars
from tracker.reports.site.views import asides, claim_row, counted, due_counts, group_row, list_options, packed, tiles
from tracker.scoring import topics_of
from tracker.scoring.score_records import Scorecard

if TYPE_CHECKING:
    import jinja2


def asset(name: str) -> str:
    """The text of a template or asset that travels with the package."""
    return files("tracker.reports").joinpath("templates", name).read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def environment() -> "jinja2.Environment":
    """The templates, every value escaped unless it is marked safe."""
    import jinja2

    loader = jinja2.FunctionLoader(asset)
    return jinja2.Environment(
        loader=loader, auto_reload=False, autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )


def render(template: str, **values: Any) -> str:
    """A page as text."""
    inline = values.get("inline")
    policy = content_policy(inline.get("scripts", ()) if inline else ())
    defaults: dict[str, Any] = {
        "inline": None,
        "root": "",
        "here": "",
        "desk": "",
        "description": None,
        "address": None,
        "preview": None,
        "feed": None,
        "json_ld": None,
    }
    return environment().get_template(template).render(**{**defaults, **values, "policy_of_content": policy})


def content_policy(scripts: Sequence[str]) -> str:
    """The Content-Security-Policy of a page: nothing from outside, no script but the page's own.

    A page of a site has its script in a file beside it; a page in one file names the SHA-256 of each script in it. The charts
    have inline styles, which run nothing.
    """
    digests = (b64encode(sha256(script.encode()).digest()).decode() for script in scripts)
    own = " ".join(f"'sha256-{digest}'" for digest in digests) or "'self' file:"
    styles = "style-src 'self' 'unsafe-inline' file:"
    return f"default-src 'none'; script-src {own}; {styles}; img-src 'self' data: file:; base-uri 'none'; form-action 'none'"


def script_json(value: object) -> str:
    """JSON for a script element: no tag can begin or end in it."""
    return to_json(value).replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def summary_of(card: Scorecard, people: int) -> str:
    """One sentence on what a card rests on."""
    group = card.overall
    who = f" by {written.count(people, 'speaker')}" if people > 1 else ""
    return f"{written.count(group.forecasts, 'prediction')}{who}, {group.judged:,} of them resolved."


def scorecard_html(card: Scorecard, claims: Sequence[Claim] = ()) -> str:
    """A scorecard as one file: styles, script, pictures and the claims behind the figures inside, nothing asked from outside."""
    shown = [claim for claim in counted(claims, card.policy) if claim.forecast.said_on <= card.as_of]
    topics = topics_of(shown)
    rows = [claim_row(claim, as_of=card.as_of, root=None, topics=topics) for claim in shown]
    link = "#{}" if rows else None
    by = card.group_by.value if card.group_by else ""
    filters = {"speaker": "#speaker={}", "tag": "#tag={}", "topic": "#tag={}"}
    groups = []
    if card.group_by is not None:
        for group in card.groups:
            linked = rows and by in filters and not group.key.startswith("(")
            where = filters[by].format(quote(one_line(group.key))) if linked else None
            groups.append(group_row(group, url=where))
    data = [f"window.CLAIMS = {script_json([*packed(rows, card.overall)])};"] if rows else []
    return render(
        "scorecard.html",
        title="Scorecard",
        as_of=card.as_of.isoformat(),
        summary=summary_of(card, len({claim.forecast.speaker for claim in shown})),
        aside=asides(card.overall),
        too_few=card.overall.why_too_few if card.overall.too_few else None,
        tiles=tiles(card.overall, link),
        calibration=calibration_chart(card.overall, link="#state=odds" if rows else None, level=card.policy.level),
        compare=compare_chart(card.groups) if card.group_by is not None else None,
        due_bars=due_bars(due_counts(shown, card.as_of), link="#due={year}&state={state}"),
        groups=groups,
        group_name=by,
        groups_caption=f"Scores by {by}; select a heading to sort",
        rows=rows[:100],
        options=list_options(rows),
        policy=policy_words(card.policy),
        notes=card.notes,
        inline={"css": asset("style.css"), "scripts": [*data, asset("page.js")]},
    )
