"""An explanation as readable text."""

from collections.abc import Iterable, Mapping
from typing import Any

import click

from tracker.reports.word_diff import Op, in_words, word_diff
from tracker.stating import own_sentence


def _range(low: float | None, high: float | None) -> str:
    if low is not None and high is not None:
        return f"{low:g}" if low == high else f"{low:g} to {high:g}"
    if low is not None:
        return f"at least {low:g}"
    return "?" if high is None else f"at most {high:g}"


def _section(title: str, lines: Iterable[str]) -> list[str]:
    body = [f"  {line}" for line in lines]
    return [title, *body] if body else []


def _struck(quote: str, claim: str) -> str:
    """The quote; on a terminal, words that the claim leaves out are struck through."""
    ops = [op for op, run in word_diff(quote, own_sentence(claim)) if op is not Op.ADDED for _ in run.split()]
    return " ".join(
        click.style(word, strikethrough=True) if op is Op.LEFT_OUT else word for op, word in zip(ops, quote.split(), strict=True)
    )


def _forecast(found: Mapping[str, Any]) -> list[str]:
    facts = [f"quote: {_struck(found['quote'], found['claim'])}"]
    if changed := in_words(found["quote"], own_sentence(found["claim"])):
        facts.append(f"against the quote: {changed}")
    if found.get("horizon"):
        facts.append(f"due: {found['horizon']['start']} to {found['horizon']['end']} (by {found['horizon']['grain']})")
    if found.get("probability"):
        facts.append(f"odds: {_range(found['probability']['low'], found['probability']['high'])}")
    if found.get("hedge"):
        facts.append(f"hedge: {found['hedge']['text']}")
    if found.get("condition"):
        facts.append(f"condition: {found['condition']}")
    if found["polarity"] == "negative":
        facts.append("says that it will not happen")
    facts.append(f"confidence: {found['confidence']:.2f}")
    facts.append(f"rules: {', '.join(dict.fromkeys(found['trace']))}")
    return [found["claim"], *(f"  {fact}" for fact in facts)]


def _judged(found: Mapping[str, Any]) -> str:
    verdict = f"no forecast: {found['reason']}" if found["reason"] else "a forecast"
    dated = f", dated by {found['period']!r}" if found["period"] else ""
    moved = ", ".join(f"{each['word']} {each['adds']:+.2f}" for each in found["words"])
    depends = f"; depends on {moved}" if moved else ""
    return f"{found['anchor']!r}{dated}: {verdict} (confidence {found['confidence']:.2f}{depends})"


def explanation_text(found: Mapping[str, Any]) -> str:
    """The explanation as lines: verdict, reason, then what each grammar read."""
    why = found["why"]
    lines = [f"verdict: {found['verdict']}" + (f" ({why})" if isinstance(why, str) and why else ""), f"said on: {found['said_on']}"]
    lines += _section(
        "horizons",
        (f"{each['text']!r}: {each['start']} to {each['end']} (by {each['grain']}; {each['rule']})" for each in found["horizons"]),
    )
    lines += _section("odds", (f"{each['text']!r}: {_range(each['low'], each['high'])} ({each['rule']})" for each in found["odds"]))
    magnitudes = ((each, _range(each["low"], each["high"])) for each in found["quantities"])
    lines += _section(
        "quantities", (f"{each['text']!r}: {size} {each['unit']} ({each['comparator']})" for each, size in magnitudes)
    )
    lines += _section("classifier", map(_judged, found["judged"]))
    lines += _section("forecasts", (line for each in found["forecasts"] for line in _forecast(each)))
    lines += _section("rules", [", ".join(dict.fromkeys(found["trace"]))] if found["trace"] else [])
    return "\n".join(lines)
