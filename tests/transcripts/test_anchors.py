"""Quotes found again in corrected transcripts: at their place, moved, changed or lost, never silently elsewhere."""

import random
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.transcripts.transcript_writers import ROOT, interview
from tracker.errors import InvalidRecord
from tracker.transcripts.corrected.alignment import tokens
from tracker.transcripts.corrected.anchors import CONTEXT, Found, FoundKind, TextAnchor, anchor_of, find_again, reanchor

PANEL = (ROOT / "seeds" / "2025-06-04-harbour-panel.md").read_text(encoding="utf-8")
CAPTIONS = " ".join(words for _, words in interview())
WIDE = (
    "我们预计明年会增长两倍🚀，到2030年会有三座工厂🎉。其他人不相信，但是我们相信。价格会在五年内下降一半📉，这是肯定的。"
    + "".join(f"第{number}次会议讨论了工厂和价格🙂，结果是{number * 7}。" for number in range(40))
)
ADVERT = (
    " this episode is brought to you by Tidewell 🌊, the calendar for people with too many calendars; "
    "go to tidewell.example and use code PORT "
)
TEXTS = {"panel": PANEL, "captions": CAPTIONS, "wide": WIDE}


def test_an_anchor_holds_the_quote_and_32_characters_on_each_side() -> None:
    """Quote, context and offsets are those of the text; at its ends there is less context."""
    anchor = anchor_of("0123456789" * 10, 40, 45)
    assert anchor == TextAnchor(
        quote="01234", before=("0123456789" * 4)[-CONTEXT:], after=("56789" + "0123456789" * 3)[:CONTEXT], start=40, end=45
    )
    assert anchor_of("we grow", 0, 2) == TextAnchor(quote="we", before="", after=" grow", start=0, end=2)


@pytest.mark.parametrize("span", [(3, 3), (-1, 4), (5, 2), (0, 8)])
def test_an_anchor_of_no_span_is_refused(span: tuple[int, int]) -> None:
    """Offsets outside the text are an error."""
    with pytest.raises(InvalidRecord):
        anchor_of("we grow", *span)


OLD = (
    "well I think we open the plant in the spring of next year and after that we hire about forty people there. "
    "The other thing is that the price falls by half within five years, which nobody believes today."
)
QUOTE = "we open the plant in the spring of next year"


@pytest.mark.parametrize(
    ("new", "kind", "found"),
    [
        (OLD, FoundKind.EXACT, QUOTE),
        (OLD.replace("hire about", "will hire some"), FoundKind.EXACT, QUOTE),
        ("hello and welcome. " + OLD, FoundKind.MOVED, QUOTE),
        (OLD.replace("the spring", "the Spring"), FoundKind.CHANGED, QUOTE.replace("spring", "Spring")),
        (OLD.replace("next year and", "next year, and"), FoundKind.EXACT, QUOTE),
        (OLD.replace("open the plant", "opened the plant"), FoundKind.CHANGED, QUOTE.replace("open", "opened")),
        (OLD.replace("we open", "they opened"), FoundKind.CHANGED, "they opened the plant in the spring of next year"),
        (OLD[OLD.index("The other") :], FoundKind.LOST, None),
        ("nothing of the kind was said here", FoundKind.LOST, None),
    ],
)
def test_what_became_of_a_quote_is_told(new: str, kind: FoundKind, found: str | None) -> None:
    """A quote is exact, moved, changed or lost, by alignment and by search alike."""
    anchor = anchor_of(OLD, OLD.index(QUOTE), OLD.index(QUOTE) + len(QUOTE))
    for result in (find_again(anchor, new), *reanchor([anchor], OLD, new)):
        assert result.kind is kind
        assert (None if result.start is None else new[result.start : result.end]) == found


def test_case_and_punctuation_alone_leave_full_similarity() -> None:
    """A quote that differs in case and punctuation is changed, with similarity 1."""
    anchor = anchor_of(OLD, OLD.index(QUOTE), OLD.index(QUOTE) + len(QUOTE))
    found = find_again(anchor, OLD.replace(QUOTE, "We open the plant -- in the Spring of next year"))
    assert (found.kind, found.similarity) == (FoundKind.CHANGED, 1.0)


def test_one_of_two_same_quotes_is_found_at_its_own_place() -> None:
    """Words that occur twice are distinguished by alignment and context."""
    text = (
        "in the first part we said by next year. " + "much was said in between. " * 5 + "in the second part he said by next year."
    )
    new = "an advertisement first. " + text
    for start in (text.index("by next year"), text.rindex("by next year")):
        anchor = anchor_of(text, start, start + len("by next year"))
        for found in (find_again(anchor, new), *reanchor([anchor], text, new)):
            assert (found.kind, found.start) == (FoundKind.MOVED, start + 24)


PASSAGE = "after that the committee said that it will be done by next year, and the mayor took his hat and went home early. "
REWORDED = PASSAGE.replace("will be done by next year", "would be done by next year")


@pytest.mark.parametrize(("new", "places"), [(PASSAGE, 1), (PASSAGE, 2), (REWORDED, 1), (REWORDED, 2)])
def test_a_quote_that_fits_two_like_places_is_lost(new: str, places: int) -> None:
    """One place is the quote's, verbatim or reworded; of two alike nothing tells which, and neither is taken."""
    start = PASSAGE.index("it will be done by next year")
    anchor = anchor_of(PASSAGE, start, start + len("it will be done by next year"))
    text = "much was said before. " + "much was said in between, and of other things. ".join([new] * places)
    kind = FoundKind.LOST if places == 2 else FoundKind.MOVED if new == PASSAGE else FoundKind.CHANGED
    assert find_again(anchor, text).kind is kind


def test_a_quote_whose_place_was_cut_is_not_found_at_its_twin() -> None:
    """If the passage is gone, the same words elsewhere are not silently used instead."""
    text = (
        "Ana promised growth and then costs by next year she said. "
        + "much was said in between. " * 9
        + "Ben thinks of rain by next year instead."
    )
    start = text.index("by next year")
    anchor = anchor_of(text, start, start + len("by next year"))
    new = text[text.index("much") :]
    for found in (find_again(anchor, new), *reanchor([anchor], text, new)):
        assert found.kind in {FoundKind.CHANGED, FoundKind.LOST}


@dataclass(frozen=True, slots=True)
class Edited:
    """A text after edits; `origin[at]` is the offset in the old text that the character came from, -1 for what was put in."""

    text: str
    origin: list[int]


def edited(text: str, seed: int, edits: int) -> Edited:
    """The text with advertisements put in, words corrected, left out or re-cased, and punctuation changed, at random."""
    chance = random.Random(seed)  # noqa: S311 - edits at random, from a seed
    characters, origin = list(text), list(range(len(text)))
    for _ in range(edits):
        at = chance.randrange(len(characters))
        kind = chance.choice(["advert", "case", "point", "word", "drop", "emoji", "space"])
        while at > 0 and kind != "case" and characters[at - 1].isalnum():
            at -= 1
        end = at
        while end < len(characters) and characters[end].isalnum() and end - at < 12:
            end += 1
        put = {"advert": ADVERT, "point": chance.choice([", ", ". ", "! "]), "emoji": "🎈", "space": "\n\n"}.get(kind)
        if put is not None:
            characters[at:at], origin[at:at] = list(put), [-1] * len(put)
        elif kind == "case":
            characters[at] = characters[at].upper()[:1] if characters[at].islower() else characters[at].lower()[:1]
        elif kind == "word" and end > at:
            word = chance.choice(["perhaps", "ships", "2031", "增长"])
            characters[at:end], origin[at:end] = list(word), [-1] * len(word)
        elif kind == "drop":
            del characters[at:end], origin[at:end]
    return Edited("".join(characters), origin)


def anchors_in(text: str, seed: int, count: int) -> list[TextAnchor]:
    chance = random.Random(seed)  # noqa: S311 - edits at random, from a seed
    made = []
    words = tokens(text)
    for _ in range(count):
        first = chance.randrange(len(words.words) - 2)
        last = min(len(words.words) - 1, first + chance.randrange(2, 30))
        made.append(anchor_of(text, words.starts[first], words.ends[last]))
    return made


def right(anchor: TextAnchor, new: Edited, found: Found) -> bool:
    """Whether the place found is the one that the quote's own characters went to."""
    if found.kind is FoundKind.LOST:
        return found.start is None
    assert found.start is not None
    assert found.end is not None
    came_from = [place for place in new.origin[found.start : found.end] if place >= 0]
    inside = sum(anchor.start <= place < anchor.end for place in came_from)
    verbatim = new.text[found.start : found.end] == anchor.quote
    if found.kind in {FoundKind.EXACT, FoundKind.MOVED}:
        return verbatim and inside == len(came_from) and (found.kind is FoundKind.EXACT) == (found.start == anchor.start)
    return not came_from or inside * 2 >= len(came_from)


def tally(text: str, seed: int) -> tuple[int, int]:
    """How many of twelve quotes were found verbatim or reworded, of how many; fails for one that is silently wrong."""
    edits = random.Random(seed).choice([1, 3, 10, 40, 120])  # noqa: S311 - from a seed
    new = edited(text, seed, edits)
    anchors = anchors_in(text, seed + 1, 12)
    found = reanchor(anchors, text, new.text)
    for anchor, one in zip(anchors, found, strict=True):
        assert right(anchor, new, one), (seed, anchor, one)
        alone = find_again(anchor, new.text)
        if alone.kind in {FoundKind.EXACT, FoundKind.MOVED}:
            assert right(anchor, new, alone), (seed, anchor, alone)
    return sum(one.kind is not FoundKind.LOST for one in found), len(found)


@pytest.mark.parametrize("name", TEXTS)
def test_no_quote_is_silently_wrong_after_edits(name: str) -> None:
    """Over hundreds of quotes in edited texts each is at its own place or flagged, and nine in ten are found."""
    results = [tally(TEXTS[name], seed) for seed in range(30)]
    assert sum(found for found, _ in results) >= 0.9 * sum(of for _, of in results)


@pytest.mark.soak
@pytest.mark.parametrize("name", TEXTS)
def test_no_quote_is_silently_wrong_after_thousands_of_edits(name: str) -> None:
    """The same over thousands of edited texts."""
    results = [tally(TEXTS[name], seed) for seed in range(1000, 1700)]
    assert sum(found for found, _ in results) >= 0.9 * sum(of for _, of in results)


@given(st.text(min_size=1, max_size=80), st.text(max_size=80), st.data())
def test_any_anchor_in_any_text_gives_a_span_of_that_text(old: str, new: str, data: st.DataObject) -> None:
    """Whatever the two texts, the answer is a span of the new one, or lost; verbatim where it says so."""
    start = data.draw(st.integers(0, len(old) - 1))
    anchor = anchor_of(old, start, data.draw(st.integers(start + 1, len(old))))
    for found in (find_again(anchor, new), *reanchor([anchor], old, new)):
        assert 0.0 <= found.similarity <= 1.0
        if found.kind is FoundKind.LOST:
            assert found.start is None is found.end
        else:
            assert found.start is not None
            assert found.end is not None
            assert 0 <= found.start < found.end <= len(new)
        if found.kind in {FoundKind.EXACT, FoundKind.MOVED}:
            assert new[found.start : found.end] == anchor.quote


def test_the_same_text_leaves_every_anchor_where_it_was() -> None:
    """Nothing changes when nothing changed."""
    anchors = anchors_in(PANEL, 5, 30)
    assert all(
        (one.kind, one.start) == (FoundKind.EXACT, anchor.start)
        for one, anchor in zip(reanchor(anchors, PANEL, PANEL), anchors, strict=True)
    )
