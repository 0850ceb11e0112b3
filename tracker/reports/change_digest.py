"""What has changed since a day, for mail and chat: as plain text, Markdown, HTML and JSON."""

from collections.abc import Callable, Sequence
from typing import Any

from tracker.records import Claim
from tracker.reports import written
from tracker.reports.changes import Change, Changes
from tracker.reports.cleaning import markdown, one_line
from tracker.reports.rows import claim_row, event_row

#: The most items of each kind shown to people; JSON has all.
LONGEST = 20
#: The kinds of changes, as headings.
SECTIONS = (
    ("new", "New claims"),
    ("decided", "Decided"),
    ("resolved", "Came out"),
    ("moved", "Due dates that moved"),
    ("due", "Fell due, without an outcome yet"),
    ("coming", "Falling due"),
)


def heading(changes: Changes) -> str:
    """The days that a digest is about."""
    return f"What changed from {written.long_day(changes.since)} to {written.long_day(changes.as_of)}"


def summary(changes: Changes) -> str:
    """How much has changed, in one sentence."""
    if changes.empty:
        return f"Nothing has changed since {written.long_day(changes.since)}, and nothing falls due."
    counts = (
        written.count(len(changes.new), "new claim"),
        f"{len(changes.decided)} decided",
        f"{len(changes.resolved)} came out",
        written.count(len(changes.moved), "moved date"),
        f"{len(changes.due)} fell due",
        f"{len(changes.coming)} due by {written.long_day(changes.until)}",
    )
    return ", ".join(counts) + "."


def _claim(item: Change | Claim) -> Claim:
    return item.claim if isinstance(item, Change) else item


def particulars(item: Change | Claim) -> str:
    """A claim with its speaker, due date and odds, on one line."""
    claim = _claim(item)
    who = f"{claim.forecast.speaker}: " if claim.forecast.speaker else ""
    odds = written.odds(claim)
    rest = [f"due {claim.due}"] * bool(claim.due) + [odds] * (odds != written.NONE)
    more = f" ({', '.join(rest)})" if rest else ""
    return one_line(f"{who}{claim.forecast.claim}{more}")


def said(item: Change | Claim) -> str:
    """What happened, as a sentence; empty for a claim that only falls due."""
    text = one_line(item.text) if isinstance(item, Change) else ""
    return f"{text[0].upper()}{text[1:]}." if text else ""


def sections(changes: Changes) -> list[tuple[str, Sequence[Change | Claim]]]:
    """The headings that have something under them, with what they have."""
    found = ((title, getattr(changes, name)) for name, title in SECTIONS)
    return [(title, items) for title, items in found if items]


def _lines(changes: Changes, title: Callable[[str], str], line: Callable[[Change | Claim], str]) -> list[str]:
    lines: list[str] = []
    for name, items in sections(changes):
        lines += ["", title(f"{name} ({len(items)})"), *map(line, items[:LONGEST])]
        if len(items) > LONGEST:
            lines.append(f"... and {len(items) - LONGEST} more")
    return lines


def digest_text(changes: Changes) -> str:
    """Plain text, two lines a change."""

    def line(item: Change | Claim) -> str:
        after = f"\n      {said(item)}" if said(item) else ""
        return f"  {_claim(item).id[:6]}  {particulars(item)}{after}"

    return "\n".join([heading(changes), summary(changes), *_lines(changes, str, line)]) + "\n"


def digest_markdown(changes: Changes) -> str:
    """Markdown, a list item a change; what is said in it becomes no markup."""

    def line(item: Change | Claim) -> str:
        return f"- {markdown(particulars(item))} {markdown(said(item))} `{_claim(item).id}`".replace("  ", " ")

    head = [f"# {heading(changes)}", "", summary(changes)]
    lines = _lines(changes, lambda title: f"## {title}\n", line)
    return "\n".join([*head, *lines]) + "\n"


def digest_html(changes: Changes) -> str:
    """One page with its styles inside, which asks for nothing."""
    from tracker.reports.site.templates_filled import asset, render

    return render(
        "digest.html",
        title="",
        heading=heading(changes),
        as_of=changes.as_of.isoformat(),
        summary=summary(changes),
        sections=[
            (f"{name} ({len(items)})", [(particulars(each), said(each), None) for each in items[:LONGEST]], len(items) - LONGEST)
            for name, items in sections(changes)
        ],
        inline={"css": asset("style.css")},
    )


def digest_json(changes: Changes) -> dict[str, Any]:
    """`{since, as_of, new, decided, resolved, moved, due, coming}`; a change is `{claim, event, text}`, what is due a claim."""
    found: dict[str, Any] = {"since": changes.since.isoformat(), "as_of": changes.as_of.isoformat()}
    for name, _title in SECTIONS:
        found[name] = [
            {"claim": claim_row(each.claim), "event": event_row(each.event), "text": each.text}
            if isinstance(each, Change)
            else claim_row(each)
            for each in getattr(changes, name)
        ]
    return found
