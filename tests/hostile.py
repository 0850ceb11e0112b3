"""Hostile texts, and claims that have one in every field."""

import datetime as dt
from dataclasses import replace

from tests.sample_claims import claim
from tracker.records import Claim, Event, Forecast, Hedge, Kind, Outcome, Quantity, Resolution, Source, Status

#: A letter sequence that must never be seen: it stands only inside of terminal sequences.
CARRIED = "UEFZTE9BRA"

TEXTS = {
    "clipboard": f"Eve\x1b]52;c;{CARRIED}==\x07",
    "clipboard in eight bits": f"Eve\x9d52;c;{CARRIED}==\x9c",
    "title": f"Eve\x1b]0;{CARRIED}\x1b\\",
    "clear screen": "Eve\x1b[2J\x1b[1;1Hall is well",
    "clear screen in eight bits": "Eve\x9b2J",
    "device control": f"Eve\x1bP+q{CARRIED}\x1b\\",
    "link": f"\x1b]8;;https://evil.example/{CARRIED}\x1b\\Eve\x1b]8;;\x1b\\",
    "unended": "Eve\x1b]0;and the rest",
    "nested": "Eve\x1b\x1b[0m[2J\x1b[\x1b[2J",
    "reset": "Eve\x1bc\x1b(0\x0e",
    "keys": "Eve\x08\x08\x08\x7fsober",
    "bidirectional": "Eve \u202egnp.exe\u2066x\u2069",
    "zero width": "E\u200bv\u2060e\ufeff\u00ad",
    "joined": "E\u200dv\u200ce",
    "hidden data": "Eve\U000e0041\U000e0042\U000e01ef",
    "lines": "Eve\r\nsecond\u2028third\x85fourth\x0bfifth",
    "nul": "Eve\x00x",
    "script": "Eve<script>window.hurt = 1</script>",
    "picture": "\"><img src=x onerror=window.hurt=1><svg onload='window.hurt=1'>",
    "attribute": "' autofocus onfocus='window.hurt=1' x='",
    "end of a script": "</script><script>window.hurt=1</script>",
    "end of an element": "</textarea></style></title>--><b>]]>",
    "template": "{{ 7 * 7 }}{% raw %}",
    "address": "javascript:window.hurt=1",
    "data address": "data:text/html,<script>window.hurt=1</script>",
    "quoted address": 'https://x.example/"onmouseover="window.hurt=1',
    "formula": '=HYPERLINK("https://evil.example")',
    "formula after a space": "\u00a0=1+1",
    "formula after a return": "\r=cmd|' /C calc'!A0",
    "formula after what is unseen": "\u200b\x1b[0m@SUM(A1)",
    "formula of full width": "\u3000\uff1d1+1",
    "markdown": "a | b\n| --- |\n[x](javascript:1) ![y](https://evil.example/y) `c` <b> **d**",
    "calendar": "Eve\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nX-EVIL:1",
    "path": "../../../tmp/evil",
    "absolute path": "/etc/passwd\x00.html",
    "query": "x'; DROP TABLE claims; --",
    "full text": 'NEAR("a" "b") OR * NOT col:"',
    "mathematics": "Eve $\\frac{1$ and $x_",
    "markup of rich": "[bold red]Eve[/] [link=https://evil.example]x[/link]",
}


def hostile_claim(text: str, key: str = "c1") -> Claim:
    """A claim with the text in every field that holds words."""
    at = dt.datetime(2026, 1, 2, 3, 4, tzinfo=dt.UTC)
    base = claim(key, text=text, speaker=text, tags=[text], doc=text)
    assert base.forecast.horizon is not None
    forecast = replace(
        base.forecast,
        quote=text,
        anchor=text,
        condition=text,
        horizon=replace(base.forecast.horizon, text=text, rule=text),
        hedge=Hedge(text=text, low=0.5, high=0.8, scale=text),
        quantities=(Quantity(text=text, low=None, high=None, unit=text),),
        trace=(text,),
        about=(text,),
    )
    judged = Resolution(outcome=Outcome.TRUE, by=text, known_on=dt.date(2025, 12, 31), evidence=(text,), note=text)
    event = Event(kind="resolve", claim_id=key, by=text, recorded_at=at, reason=text, details={"note": text, text: [text]})
    source = Source(doc=text, sha256="ab" * 32, said_on=forecast.said_on, title=text, url=text)
    return replace(base, forecast=forecast, resolution=judged, conflicting=(judged,), source=source, events=(event,), chain=text)


def pending(text: str, key: str = "c2") -> Claim:
    """The same claim without an outcome."""
    return replace(hostile_claim(text, key), resolution=None, conflicting=(), status=Status.ACCEPTED)


def bare_forecast(text: str) -> Forecast:
    """A forecast outside any ledger."""
    return replace(hostile_claim(text).forecast, kind=Kind.DATED)
