"""The static site: an overview, the list of claims, a page a speaker and a page a claim. Opens from a disk as from a server."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from tracker.errors import TrackerError
from tracker.records import Claim
from tracker.reports import words
from tracker.reports.around_quote import Turn
from tracker.reports.charts import calibration_chart, compare_chart
from tracker.reports.claim_view import history_items, machine_facts, particulars, spoken
from tracker.reports.clean import one_line
from tracker.reports.drawn import due_bars, timeline
from tracker.reports.pages import asset, render, script_json, summary_of
from tracker.reports.scores import policy_words
from tracker.reports.views import (
    ClaimRow,
    GroupRow,
    asides,
    by_urgency,
    claim_page,
    claim_row,
    counted,
    due_counts,
    file_names,
    group_row,
    list_options,
    marks_of,
    packed,
    tiles,
    web_link,
)
from tracker.scoring import scorecard
from tracker.scoring.groups import NOBODY
from tracker.scoring.records import DEFAULT_POLICY, NO_WORDS, Group, Policy, Scorecard, WordRanges

#: A file that says that a folder holds a report, so that a later one may take its place.
MARKER = ".claims-tracker-report"
#: What a page shows of a long list; the list of claims has everything.
LONGEST_TIMELINE = 120
LONGEST_TABLE = 1000
NEXT = 20
LEAST_FOR_CALIBRATION = 10

Context = Callable[[Claim], Sequence[Turn]]
Progress = Callable[[int, int], None]


class ReportError(TrackerError):
    """A report that cannot be written where it was asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What was written: the first page, and how many pages and bytes in all."""

    index: Path
    pages: int
    bytes: int


class _Writer:
    """Writes pages into a folder and counts them; pages of an earlier report that are not written again are removed."""

    def __init__(self, out: Path, total: int, progress: Progress | None) -> None:
        self.out, self.total, self.progress = out, total, progress
        self.pages = self.bytes = 0
        self.written: set[Path] = set()

    def write(self, name: str, text: str) -> None:
        path = self.out / name
        data = text.encode("utf-8", "replace")
        path.write_bytes(data)
        self.written.add(path)
        self.bytes += len(data)
        if name.endswith(".html"):
            self.pages += 1
            if self.progress is not None:
                self.progress(self.pages, self.total)

    def tidy(self) -> None:
        for folder in ("claims", "speakers"):
            for path in (self.out / folder).glob("*.html"):
                if path not in self.written:
                    path.unlink()


def _prepare(out: Path) -> None:
    """Makes the folder; raises ReportError where it holds something else than a report."""
    try:
        if out.exists() and not out.is_dir():
            raise ReportError(f"{out}: is a file; give --out a folder")
        if out.is_dir() and any(out.iterdir()) and not (out / MARKER).exists():
            raise ReportError(f"{out}: holds other files; give --out an empty or a new folder")
        for folder in (out, out / "assets", out / "claims", out / "speakers"):
            folder.mkdir(parents=True, exist_ok=True)
        (out / MARKER).write_text("Made by claims-tracker; `tracker report` may write this folder anew.\n", encoding="utf-8")
    except OSError as error:
        raise ReportError(f"{out}: {error.strerror or error}; choose another folder") from error


def build_site(
    claims: Iterable[Claim],
    out_dir: str | Path,
    *,
    as_of: dt.date,
    policy: Policy = DEFAULT_POLICY,
    title: str = "Predictions and how they came out",
    word_ranges: WordRanges = NO_WORDS,
    context: Context | None = None,
    progress: Progress | None = None,
) -> Site:
    """Write the site into a folder and say what was written.

    Shown are accepted claims said by `as_of`, and candidates where the policy counts them. `context` gives the turns around a
    claim's quote. `progress` is called with the pages done and to do. The same claims give the same bytes.

    Raises ReportError where the folder cannot be written or holds something else; nothing is written then.
    """
    out = Path(out_dir)
    shown = [claim for claim in counted(claims, policy) if claim.forecast.said_on <= as_of]
    _prepare(out)
    names = file_names(claim.forecast.speaker for claim in shown if claim.forecast.speaker)
    card = scorecard(shown, as_of=as_of, policy=policy, group_by="speaker", words=word_ranges)
    writer = _Writer(out, 2 + len(names) + len(shown), progress)
    site = _Pages(title=title, shown=shown, names=names, card=card, context=context)
    try:
        writer.write("assets/style.css", asset("style.css"))
        writer.write("assets/page.js", asset("page.js"))
        writer.write("index.html", site.overview())
        writer.write("claims.html", site.claim_list())
        writer.write("assets/claims.js", site.claim_data())
        for name, file in names.items():
            writer.write(f"speakers/{file}", site.speaker(name))
        for claim in shown:
            writer.write(f"claims/{claim_page(claim.id)}", site.claim(claim))
        writer.tidy()
    except OSError as error:
        raise ReportError(f"{error.filename or out}: {error.strerror or error}; the report is not complete") from error
    return Site(index=out / "index.html", pages=writer.pages, bytes=writer.bytes)


class _Pages:
    """The pages of one site, made one at a time so that they never stand in memory together."""

    def __init__(self, *, title: str, shown: list[Claim], names: dict[str, str], card: Scorecard, context: Context | None) -> None:
        self.title, self.shown, self.names, self.card, self.context = title, shown, names, card, context
        self.as_of = card.as_of
        self.common = {"title": title, "as_of": card.as_of.isoformat()}
        self.groups = {group.key: group for group in card.groups}
        self.by_speaker: dict[str, list[Claim]] = {}
        self.chains: dict[str, list[Claim]] = {}
        for claim in shown:
            self.by_speaker.setdefault(claim.forecast.speaker or NOBODY, []).append(claim)
            self.chains.setdefault(claim.chain or claim.id, []).append(claim)

    def row(self, claim: Claim, root: str = "") -> ClaimRow:
        return claim_row(claim, as_of=self.as_of, root=root, speakers=self.names)

    def group_rows(self) -> list[GroupRow]:
        found = []
        for group in self.card.groups:
            file = self.names.get(group.key)
            base = f"claims.html#speaker={quote(group.key)}"
            links = (f"{base}&state=resolved", f"{base}&state=odds") if file else (None, None)
            found.append(group_row(group, url=f"speakers/{file}" if file else None, judged_url=links[0], scored_url=links[1]))
        return found

    def overview(self) -> str:
        dated = [claim for claim in self.shown if claim.due is not None]
        waiting = sorted((claim for claim in dated if words.standing(claim, self.as_of) in ("pending", "overdue")), key=_due)
        overdue = [claim for claim in waiting if _due(claim) < self.as_of]
        coming = [claim for claim in waiting if _due(claim) >= self.as_of][:NEXT]
        groups = [(one_line(name), by_urgency(claims, self.as_of)) for name, claims in sorted(self.by_speaker.items())]
        total = self.card.overall
        return render(
            "overview.html",
            **self.common,
            here="overview",
            summary=summary_of(self.card, len(self.names)),
            aside=asides(total),
            too_few=total.why_too_few if total.too_few else None,
            tiles=tiles(total, "claims.html#{}"),
            due_bars=due_bars(due_counts(self.shown, self.as_of)),
            timeline=timeline(groups, as_of=self.as_of) if len(dated) <= LONGEST_TIMELINE else None,
            calibration=calibration_chart(total, link="claims.html#state=odds", level=self.card.policy.level),
            compare=compare_chart(self.card.groups, links={name: f"speakers/{file}" for name, file in self.names.items()}),
            speakers=self.group_rows(),
            speakers_caption="Scores by speaker; select a heading to sort",
            overdue=[self.row(claim) for claim in overdue[-NEXT:]],
            overdue_caption=_of("The last", min(NEXT, len(overdue)), len(overdue), "overdue claim"),
            coming=[self.row(claim) for claim in coming],
            coming_caption=_of("The next", len(coming), len(waiting) - len(overdue), "pending claim"),
            policy=policy_words(self.card.policy),
            notes=self.card.notes,
        )

    def claim_list(self) -> str:
        rows = [self.row(claim) for claim in self.shown]
        return render("claims.html", **self.common, here="claims", options=list_options(rows), rows=rows[:100])

    def claim_data(self) -> str:
        marks = marks_of(self.card.overall)
        lines = (script_json(packed(self.row(claim), marks)) for claim in self.shown)
        return "window.CLAIMS = [\n" + ",\n".join(lines) + "\n];\n"

    def speaker(self, name: str) -> str:
        claims, group = by_urgency(self.by_speaker[name], self.as_of), self.groups.get(name, Group(key=name))
        calibration = None
        if group.scored >= LEAST_FOR_CALIBRATION:
            calibration = calibration_chart(
                group, link=f"../claims.html#speaker={quote(name)}&state=odds", level=self.card.policy.level
            )
        return render(
            "speaker.html",
            **self.common,
            root="../",
            here="speaker",
            name=one_line(name),
            summary=f"{words.count(group.forecasts, 'prediction')}, {group.judged:,} of them resolved.",
            aside=asides(group),
            too_few=group.why_too_few if group.too_few and group.judged else None,
            tiles=tiles(group, f"../claims.html#speaker={quote(name).replace('{', '{{').replace('}', '}}')}&{{}}"),
            timeline=timeline([(one_line(name), claims[:LONGEST_TIMELINE])], as_of=self.as_of, root="../"),
            calibration=calibration,
            slips=self.slips(group),
            rows=[self.row(claim, "../") for claim in claims[:LONGEST_TABLE]],
            rows_caption=_of("The first", min(LONGEST_TABLE, len(claims)), len(claims), "claim") + "; select a heading to sort",
        )

    def slips(self, group: Group) -> list[dict[str, str]]:
        found = []
        for slip in group.slips:
            first = min(self.chains.get(slip.chain, []), key=lambda claim: claim.forecast.said_on, default=None)
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

    def claim(self, claim: Claim) -> str:
        forecast = claim.forecast
        turns = self.context(claim) if self.context is not None else ()
        chain = sorted(self.chains.get(claim.chain or claim.id, []), key=lambda each: each.forecast.said_on)
        file = self.names.get(forecast.speaker or "")
        told = history_items(claim, self.as_of)
        return render(
            "claim.html",
            **self.common,
            root="../",
            here="claim",
            claim=one_line(forecast.claim),
            state=words.standing(claim, self.as_of),
            spoken=spoken(claim, turns),
            facts=particulars(
                claim,
                speaker_url=f"../speakers/{file}" if file else None,
                topics=[(tag, None) for tag in claim.tags],
                as_of=self.as_of,
            ),
            chain=[self.row(each, "../") for each in chain] if len(chain) > 1 else [],
            history=[(each, [_evidence(link) for link in each.evidence]) for each in told],
            machine=machine_facts(claim, told),
        )


def _evidence(link: str) -> tuple[str, str | None]:
    """What stands for a piece of evidence in a sentence, and the address it leads to."""
    url = web_link(link)
    return ("(evidence)", url) if url else (f"({link})", None)


def _due(claim: Claim) -> dt.date:
    return claim.due or dt.date.max


def _of(lead: str, shown: int, total: int, one: str) -> str:
    """How much of a list is shown: "12 overdue claims", or "The last 20 of 31 overdue claims" where the list is cut."""
    return words.count(total, one) if shown >= total else f"{lead} {shown} of {words.count(total, one)}"
