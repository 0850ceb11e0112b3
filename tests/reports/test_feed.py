"""The Atom feed against what RFC 4287 asks of it, checked by a RELAX NG validator (libxml2)."""

import datetime as dt
from pathlib import Path

import pytest
from lxml import etree  # type: ignore[import-untyped]

from tests.hostile import TEXTS, hostile_claim
from tests.sample_claims import AS_OF, ledger
from tracker.records import Claim
from tracker.reports.changes import changes
from tracker.reports.site.feed import atom_feed

SCHEMA = Path(__file__).resolve().parents[1] / "data" / "atom.rng"


@pytest.fixture(scope="module")
def schema() -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(SCHEMA))


def feed_of(claims: list[Claim]) -> str:
    found = changes(claims, since=dt.date.min, as_of=AS_OF)
    return atom_feed(found, title="Predictions", site_url="https://example.org/predictions")


@pytest.mark.parametrize(
    "claims", [ledger(80), [], [hostile_claim(text, f"c{place}") for place, text in enumerate(TEXTS.values())]], ids=len
)
def test_a_feed_is_valid_atom(schema: etree.RelaxNG, claims: list[Claim]) -> None:
    """Feeds of many claims, of none, and of hostile texts are valid."""
    feed = etree.fromstring(feed_of(claims).encode())
    assert schema.validate(feed), schema.error_log
    ids = [each.text for each in feed.iter("{*}id")]
    assert len(set(ids)) == len(ids)
    assert [each.get("rel") for each in feed.findall("{*}link")] == ["self", "alternate"]
    assert all([each.get("rel") for each in entry.findall("{*}link")] == ["alternate"] for entry in feed.iter("{*}entry"))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<updated>", "<updated>on "),
        ("urn:uuid:", ""),
        ('type="text/html"', 'type="html"'),
        ('rel="self"', 'rel="here"'),
        (" href=", " src="),
        ("<name>claims-tracker</name>", ""),
        ("<summary ", "<content "),
    ],
)
def test_a_feed_with_a_fault_is_not(schema: etree.RelaxNG, old: str, new: str) -> None:
    """The validator refuses a broken feed."""
    text = feed_of(ledger(20))
    assert old in text
    broken = text.replace(old, new).replace("</summary>", "</content>" if "<content" in text.replace(old, new) else "</summary>")
    assert not schema.validate(etree.fromstring(broken.encode()))
