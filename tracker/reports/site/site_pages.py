"""The pages of a site that list and score: overview, claims, speakers, topics, and the page of a claim."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from tracker.records import Claim
from tracker.reports import written
from tracker.reports.around_quote import Turn
from tracker.reports.claim_view import described, machine_facts, particulars, spoken
from tracker.reports.cleaning import one_line, web_link
from tracker.reports.event_sentences import Told, history
from tracker.reports.score_words import policy_words
from tracker.reports.site.charts import calibration_chart, compare_chart
from tracker.reports.site.drawn import Timeline, due_bars, timeline
from tracker.reports.site.shown import Shown
from tracker.reports.site.templates_filled import render, script_json, summary_of
from tracker.reports.site.views import (
    GroupRow,
    asides,
    by_urgency,
    claim_page,
    due_counts,
    group_row,
    list_options,
    packed,
    tiles,
)
from tracker.scoring.score_records import Group

#: What a page shows of a long list; the list of claims has everything.
LONGEST_TIMELINE = 120
LONGEST_TABLE = 1000
NEXT = 20
LEAST_FOR_CALIBRATION = 10

Context = Callable[[Claim], Sequence[Turn]]
Review = Callable[[Claim], dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Frame:
    """What every page has: titles, tags for links and previews, the address `desk` of the way back."""

    shown: Shown
    desk: str = ""

    def __call__(self, template: str, page: str, *, here: str, description: str, preview: str | None = None, **values: Any) -> str:
        """The page at the path `page`, relative to the overview."""
        return render(
            template,
            title=one_line(self.shown.title),
            desk=self.desk,
            as_of=self.shown.as_of.isoformat(),
            root="../" * page.count("/"),
            here=here,
            description=written.shorten(one_line(description), 300),
            address=self.shown.address(page),
            preview=self.shown.address(preview) if preview else None,
            feed=self.shown.site_url is not None,
            **values,
        )


def group_rows(groups: Sequence[Group], files: dict[str, str], folder: str, name: str) -> list[GroupRow]:
    """Groups for a table, each with links to its page and to the claims behind its figures."""
    found = []
    for group in groups:
        file = files.get(group.key)
        base = f"claims.html#{name}={quote(one_line(group.key))}"
        judged, scored = (f"{base}&state=resolved", f"{base}&state=odds") if file else (None, None)
        found.append(group_row(group, url=f"{folder}/{file}" if file else None, judged_url=judged, scored_url=scored))
    return found


def overview(frame: Frame, preview: str | None) -> str:
    """The first page."""
    shown = frame.shown
    dated = [claim for claim in shown.claims if claim.due is not None]
    waiting = [claim for claim in by_urgency(dated, shown.as_of) if written.standing(claim, shown.as_of) in ("pending", "overdue")]
    overdue = [claim for claim in waiting if claim.due and claim.due < shown.as_of]
    coming = waiting[len(overdue) : len(overdue) + NEXT]
    total = shown.card.overall
    return frame(
        "overview.html",
        "index.html",
        here="overview",
        description=summary_of(shown.card, len(shown.speakers)),
        preview=preview,
        summary=summary_of(shown.card, len(shown.speakers)),
        aside=asides(total),
        too_few=total.why_too_few if total.too_few else None,
        tiles=tiles(total, "claims.html#{}"),
        due_bars=due_bars(due_counts(shown.claims, shown.as_of)),
        timeline=_timeline_of_all(shown) if len(dated) <= LONGEST_TIMELINE else None,
        calibration=calibration_chart(total, link="claims.html#state=odds", level=shown.policy.level),
        compare=compare_chart(shown.card.groups, links={name: f"speakers/{file}" for name, file in shown.speakers.items()}),
        speakers=group_rows(shown.card.groups, shown.speakers, "speakers", "speaker")[:LONGEST_TABLE],
        speakers_caption="Scores by speaker; select a heading to sort",
        overdue=[shown.row(claim) for claim in overdue[-NEXT:]],
        overdue_caption=of("The last", min(NEXT, len(overdue)), len(overdue), "overdue claim"),
        coming=[shown.row(claim) for claim in coming],
        coming_caption=of("The next", len(coming), len(waiting) - len(overdue), "pending claim"),
        policy=policy_words(shown.policy),
        notes=shown.card.notes,
    )


def _timeline_of_all(shown: Shown) -> Timeline | None:
    lanes = [(one_line(name), by_urgency(claims, shown.as_of)) for name, claims in sorted(shown.by_speaker.items())]
    return timeline(lanes, as_of=shown.as_of)


def claim_list(frame: Frame) -> str:
    """The list of all claims, with the first hundred in it for readers without a script."""
    rows = frame.shown.rows
    described_as = f"{written.count(len(rows), 'claim')} with their due dates, odds and outcomes."
    return frame("claims.html", "claims.html", here="claims", description=described_as, options=list_options(rows), rows=rows[:100])


def claim_data(shown: Shown) -> str:
    """The claims as the list's script reads them."""
    lines = map(script_json, packed(shown.rows, shown.card.overall))
    return "window.CLAIMS = [\n" + ",\n".join(lines) + "\n];\n"


def _group_page(
    frame: Frame,
    page: str,
    *,
    name: str,
    key: str,
    group: Group,
    claims: list[Claim],
    lanes: list[tuple[str, list[Claim]]],
    **more: Any,
) -> str:
    """A speaker's or a topic's page; `key` names the filter of the list of claims."""
    shown = frame.shown
    base = f"../claims.html#{key}={quote(one_line(name))}"
    calibration = None
    if group.scored >= LEAST_FOR_CALIBRATION:
        calibration = calibration_chart(group, link=f"{base}&state=odds", level=shown.policy.level)
    summary = f"{written.count(group.forecasts, 'prediction')}, {group.judged:,} of them resolved."
    return frame(
        "speaker.html",
        page,
        description=f"{one_line(name)}: {summary}",
        name=one_line(name),
        summary=summary,
        aside=asides(group),
        too_few=group.why_too_few if group.too_few and group.judged else None,
        tiles=tiles(group, f"{base.replace('{', '{{').replace('}', '}}')}&{{}}"),
        timeline=timeline(lanes, as_of=shown.as_of, root="../"),
        calibration=calibration,
        rows=[shown.row(claim, "../") for claim in claims[:LONGEST_TABLE]],
        rows_caption=of("The first", min(LONGEST_TABLE, len(claims)), len(claims), "claim") + "; select a heading to sort",
        **more,
    )


def speaker(frame: Frame, name: str, preview: str | None) -> str:
    """One speaker's page: what is overdue first, then what falls due next."""
    shown = frame.shown
    claims, group = by_urgency(shown.by_speaker[name], shown.as_of), shown.groups.get(name, Group(key=name))
    pairs = [
        (one_line(second if first == name else first), f"../compare/{file}")
        for (first, second), file in shown.pairs.items()
        if name in (first, second)
    ]
    return _group_page(
        frame,
        f"speakers/{shown.speakers[name]}",
        here="speaker",
        preview=preview,
        name=name,
        key="speaker",
        group=group,
        claims=claims,
        lanes=[(one_line(name), claims[:LONGEST_TIMELINE])],
        with_speaker=False,
        pairs=pairs,
        slips=slips(shown, group),
    )


def topic(frame: Frame, name: str) -> str:
    """One topic's page, with its claims in time by speaker."""
    shown = frame.shown
    claims = by_urgency(shown.by_topic[name], shown.as_of)
    by_speaker: dict[str, list[Claim]] = {}
    for claim in claims[:LONGEST_TIMELINE]:
        by_speaker.setdefault(one_line(claim.forecast.speaker or "speaker unknown"), []).append(claim)
    return _group_page(
        frame,
        f"topics/{shown.topic_files[name]}",
        here="topic",
        name=name,
        key="tag",
        group=shown.topic_groups[name],
        claims=claims,
        lanes=sorted(by_speaker.items()),
        with_speaker=True,
        pairs=[],
        slips=[],
    )


def slips(shown: Shown, group: Group) -> list[dict[str, str]]:
    """How due dates moved over restatements, for a table."""
    found = []
    for slip in group.slips:
        first = next(iter(shown.chains.get(slip.chain, [])), None)
        if first is not None:
            found.append(
                {
                    "url": f"../claims/{claim_page(first.id)}",
                    "claim": one_line(first.forecast.claim),
                    "said_first": slip.said_first.isoformat(),
                    "due_first": slip.due_first.isoformat(),
                    "said_last": slip.said_last.isoformat(),
                    "due_last": slip.due_last.isoformat(),
                    "days": f"{slip.days:+,} days",
                }
            )
    return found


def evidence_links(told: Told) -> list[tuple[str, str | None]]:
    """The text and the address of each piece of evidence of an event."""
    links = [(one_line(link), web_link(link)) for link in told.evidence]
    return [("(evidence)", url) if url else (f"({link})", None) for link, url in links]


def _topic_links(shown: Shown, claim: Claim) -> list[tuple[str, str | None]]:
    files = shown.topic_files
    return [(name, f"../topics/{files[name]}" if name in files else None) for name in shown.topics.get(claim.id, ())]


def claim(frame: Frame, each: Claim, context: Context | None, review: Review | None) -> str:
    """One claim's page; resolved ones carry a ClaimReview for search engines where `review` makes it."""
    shown = frame.shown
    page = f"claims/{claim_page(each.id)}"
    file = shown.speakers.get(each.forecast.speaker or "")
    chain = shown.chains.get(each.chain or each.id, [])
    told = history(each.events, shown.as_of)
    json_ld = None
    if review is not None and each.resolution is not None:
        address = shown.address(page)
        json_ld = script_json({**review(each), **({"url": address} if address else {})})
    return frame(
        "claim.html",
        page,
        here="claim",
        description=described(each, shown.as_of),
        json_ld=json_ld,
        claim=one_line(each.forecast.claim),
        state=written.standing(each, shown.as_of),
        spoken=spoken(each, context(each) if context is not None else ()),
        facts=particulars(
            each, speaker_url=f"../speakers/{file}" if file else None, topics=_topic_links(shown, each), as_of=shown.as_of
        ),
        chain=[shown.row(said, "../") for said in chain] if len(chain) > 1 else [],
        history=[(event, evidence_links(event)) for event in told],
        machine=machine_facts(each, told),
    )


def of(lead: str, some: int, total: int, one: str) -> str:
    """How much of a list is shown: "12 overdue claims", or "The last 20 of 31 overdue claims" where the list is cut."""
    return written.count(total, one) if some >= total else f"{lead} {some} of {written.count(total, one)}"
