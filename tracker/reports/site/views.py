"""What the templates are filled with: rows of claims and groups, tiles of figures, names of files. Standard library only."""

import datetime as dt
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tracker.records import Claim, Status
from tracker.reports import written
from tracker.reports.cleaning import one_line
from tracker.reports.score_words import TOO_FEW, excluded_words, value_pairs, with_interval
from tracker.scoring.score_records import Group, Policy

_SAFE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """One figure at the head of a page."""

    name: str
    value: str
    note: str = ""
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRow:
    """One claim in a list; `odds` are numeric, `chance` their middle, `likelihood` the word of a claim without them."""

    id: str
    due: str
    said: str
    speaker: str
    speaker_url: str | None
    claim: str
    url: str | None
    odds: str
    chance: float | None
    likelihood: str
    state: str
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupRow:
    """One group in a table of groups, with what its columns are sorted by."""

    key: str
    url: str | None
    forecasts: int
    judged: int
    judged_url: str | None
    scored: int
    scored_url: str | None
    hit_rate: str
    hit_sort: float | str
    brier: str
    brier_sort: float | str
    skill: str
    remark: str


def counted(claims: Iterable[Claim], policy: Policy) -> list[Claim]:
    """The claims that a report shows, last said first: accepted ones, and candidates where the policy counts them."""
    wanted = {Status.ACCEPTED, Status.CANDIDATE} if policy.candidates else {Status.ACCEPTED}
    kept = (claim for claim in claims if claim.status in wanted)
    return sorted(kept, key=lambda claim: (claim.forecast.said_on, claim.id), reverse=True)


def claim_page(claim_id: str) -> str:
    """The file name of a claim's page; an id with other characters is written in hexadecimal."""
    return f"{claim_id if _SAFE_NAME.match(claim_id) else 'x-' + claim_id.encode('utf-8').hex()[:120]}.html"


def file_names(names: Iterable[str]) -> dict[str, str]:
    """A file name for each name: plain letters and hyphens, told apart by numbers where two would be the same."""
    found: dict[str, str] = {}
    used: Counter[str] = Counter()
    for name in sorted(set(names)):
        plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
        base = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:48] or "speaker"
        used[base] += 1
        found[name] = f"{base}.html" if used[base] == 1 else f"{base}--{used[base]}.html"
    return found


def claim_row(
    claim: Claim,
    *,
    as_of: dt.date,
    root: str | None = "",
    speakers: Mapping[str, str] | None = None,
    topics: Mapping[str, tuple[str, ...]] | None = None,
) -> ClaimRow:
    """A claim for a list; its page is linked from `root` ("" beside the overview, None for nowhere).

    `speakers` has the files of their pages, `topics` what claims are about by their ids; without it that is their tags.
    """
    forecast, odds = claim.forecast, claim.forecast.probability
    file = (speakers or {}).get(forecast.speaker or "")
    return ClaimRow(
        id=claim.id,
        due=claim.due.isoformat() if claim.due else "",
        said=forecast.said_on.isoformat(),
        speaker=one_line(forecast.speaker or ""),
        speaker_url=f"{root}speakers/{file}" if file and root is not None else None,
        claim=one_line(forecast.claim),
        url=f"{root}claims/{claim_page(claim.id)}" if root is not None else None,
        odds=written.odds_in_figures(claim),
        chance=None if odds is None else round((odds.low + odds.high) / 2, 6),
        likelihood=one_line(written.likelihood(claim)),
        state=written.standing(claim, as_of),
        topics=tuple(one_line(topic) for topic in (claim.tags if topics is None else topics.get(claim.id, ()))),
    )


def packed(rows: Iterable[ClaimRow], group: Group) -> Iterator[list[object]]:
    """Rows as the page's script takes them, in the order that page.js names.

    The last three values say whether a claim is judged, scored with odds, and counted once per chain in the figures of the group.
    """
    marks = [frozenset(ids) for ids in (group.judged_ids, group.scored_ids, group.counted_ids)]
    for row in rows:
        said = [row.id, row.due, row.said, row.speaker, row.claim, row.odds, row.chance, row.likelihood, row.state]
        yield [*said, list(row.topics), row.url, *(int(row.id in ids) for ids in marks)]


def list_options(rows: Sequence[ClaimRow]) -> dict[str, object]:
    """What the filters of a list offer."""
    states = Counter(row.state for row in rows)
    ordered = [*written.STATES, "candidate"]
    return {
        "states": [
            ("resolved", "resolved and counted"),
            ("odds", "scored with odds"),
            *((state, state) for state in ordered if states[state]),
        ],
        "speakers": sorted({row.speaker for row in rows if row.speaker}),
        "topics": sorted({topic for row in rows for topic in row.topics}),
        "years": sorted({row.due[:4] for row in rows if row.due}),
        "count": written.count(len(rows), "claim"),
    }


def group_row(group: Group, *, url: str | None = None, judged_url: str | None = None, scored_url: str | None = None) -> GroupRow:
    """A group for a table of groups."""
    return GroupRow(
        key=one_line(group.key),
        url=url,
        forecasts=group.forecasts,
        judged=group.judged,
        judged_url=judged_url,
        scored=group.scored,
        scored_url=scored_url,
        hit_rate=with_interval(written.per_cent(group.hit_rate), written.share_interval(group.hit_rate_interval)),
        hit_sort="" if group.hit_rate is None else group.hit_rate,
        brier=with_interval(written.number(group.brier), written.interval(group.brier_interval)),
        brier_sort="" if group.brier is None else group.brier,
        skill=written.number(group.skill, 2),
        remark=TOO_FEW if group.too_few and group.judged else "",
    )


def _brier_note(group: Group) -> str:
    parts = [written.interval(group.brier_interval)] if group.brier_interval else []
    parts.append(f"n\u00a0=\u00a0{group.scored}")
    if group.skill is not None:
        parts.append(f"skill\u00a0{written.number(group.skill, 2)}")
    return ", ".join(parts)


def tiles(group: Group, link: str | None) -> list[Tile]:
    """The figures at the head of a page; `link` is the list of claims with `{}` for its filter, None for no links."""

    def to(wanted: str) -> str | None:
        return link.format(wanted) if link is not None else None

    again = group.statements - group.forecasts
    left_out = excluded_words(group)
    found = [
        Tile(
            name="predictions",
            value=f"{group.forecasts:,}",
            note=f"{again} said again" if again else "",
            url=to("said=once"),
        ),
        Tile(name="pending", value=f"{group.pending:,}", url=to("state=pending&said=once")),
        Tile(
            name="overdue",
            value=f"{group.overdue:,}",
            note="past their day" if group.overdue else "",
            url=to("state=overdue&said=once"),
        ),
        Tile(
            name="resolved",
            value=f"{group.judged:,}",
            note="" if left_out == written.NONE else f"and {left_out}",
            url=to("state=resolved"),
        ),
        Tile(
            name="hit rate",
            value=written.per_cent(group.hit_rate),
            note=written.share_interval(group.hit_rate_interval) if group.hit_rate_interval else "nothing resolved yet",
            url=to("state=resolved") if group.judged else None,
        ),
        Tile(
            name="Brier score",
            value=written.number(group.brier),
            note=_brier_note(group),
            url=to("state=odds") if group.scored else None,
        ),
    ]
    if group.brier_bounds is not None and group.ranged > group.scored:
        low, high = group.brier_bounds
        note = f"odds or words of likelihood, n\u00a0=\u00a0{group.ranged}"
        found.append(Tile(name="Brier, words too", value=f"{low:.2f}–{high:.2f}", note=note, url=to("state=resolved")))
    return found


def asides(group: Group) -> str:
    """How far off magnitudes and dates were, in one sentence; empty where nothing is known."""
    return " ".join(f"{name.capitalize()}: {text}." for name, text in value_pairs(group))


def due_counts(claims: Iterable[Claim], as_of: dt.date) -> dict[int, Counter[str]]:
    """States of dated claims by the year they fall due."""
    found: dict[int, Counter[str]] = {}
    for claim in claims:
        state = written.standing(claim, as_of)
        if claim.due is not None and state in written.STATES:
            found.setdefault(claim.due.year, Counter())[state] += 1
    return found


def by_urgency(claims: Iterable[Claim], as_of: dt.date) -> list[Claim]:
    """Claims with what is overdue first, the longest overdue first; then what falls due next; then the rest, last said first."""
    waiting: list[Claim] = []
    rest: list[Claim] = []
    for claim in claims:
        open_ = claim.due is not None and written.standing(claim, as_of) in ("overdue", "pending", "candidate")
        (waiting if open_ else rest).append(claim)
    waiting.sort(key=lambda claim: (claim.due or as_of, claim.id))
    rest.sort(key=lambda claim: (claim.forecast.said_on, claim.id), reverse=True)
    return waiting + rest
