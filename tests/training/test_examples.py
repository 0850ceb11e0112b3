"""Training examples: windows, passages and labelled transcripts as marked phrases."""

import datetime as dt
import json
from pathlib import Path

import pytest

from tracker.errors import TrackerError
from tracker.extract.encoder.restorer import Case, Mark
from tracker.extract.encoder.window import RelativeTime
from tracker.training.captioned import captioned, captions_of, is_punctuated
from tracker.training.examples import ONE_IN, Document, Example, document_digest, load_examples
from tracker.training.restorer_texts import load_punctuated

TEXT = "Ana: We sold it in 2019. Bo: If rates fall, we will buy two in 2027, I think."


def window(**changed: object) -> dict[str, object]:
    start = TEXT.index("in 2027")
    row: dict[str, object] = {
        "id": "talks/x/1",
        "genre": "talks",
        "doc": "x",
        "said_on": "2024-06-26",
        "text": TEXT,
        "anchor": [start, start + 7],
        "tier": 1,
        "why_not": None,
        "quote": [TEXT.index("we will"), start + 7],
        "negative": False,
        "condition": "If rates fall",
        "weight": 2.0,
    }
    return row | changed


def test_a_window_is_read_with_its_spans(tmp_path: Path) -> None:
    """Phrase, quote and condition are spans of the text; the days are seen from the day of speaking."""
    path = tmp_path / "windows.jsonl"
    path.write_text(json.dumps(window()) + "\n", encoding="utf-8")
    (example,) = load_examples([path])
    assert TEXT[slice(*example.phrase)] == "in 2027"
    assert example.quote is not None
    assert TEXT[slice(*example.quote)] == "we will buy two in 2027"
    assert example.condition is not None
    assert TEXT[slice(*example.condition)] == "If rates fall"
    assert (example.seen, example.tier, example.weight) == (RelativeTime.FIVE_YEARS, 1, 2.0)


def test_only_what_was_written_for_training_counts_as_written(tmp_path: Path) -> None:
    """Passages and windows of our own are never held out; other windows and transcripts of talks may be."""
    windows, passages = tmp_path / "windows.jsonl", tmp_path / "passages.txt"
    windows.write_text(json.dumps(window()) + "\n" + json.dumps(window(source="own")) + "\n", encoding="utf-8")
    passages.write_text("# said_on: 2024-06-26\nWe will buy it back [[in 2027]].\n", encoding="utf-8")
    assert [each.written for each in load_examples([windows, passages])] == [False, True, True]
    (tmp_path / "talk.txt").write_text("We will buy it back in 2027.\n", encoding="utf-8")
    (tmp_path / "gold.jsonl").write_text("", encoding="utf-8")
    (tmp_path / "talks.tsv").write_text("transcript\tgold\tsaid_on\ntalk.txt\tgold.jsonl\t2024-06-26\n", encoding="utf-8")
    assert [each.written for each in load_examples([tmp_path / "talks.tsv"])] == [False]
    assert not Document(digest=ONE_IN, written=True).held_out
    assert Document(digest=ONE_IN).held_out


def test_a_labelled_transcript_marks_its_phrases_in_the_words_around_them(tmp_path: Path) -> None:
    """Far into a transcript phrase, quote and condition are spans of the example's text, which begins before them."""
    said = "We sold many of the old ones. " * 30 + "If rates fall, we will buy two in 2027.\n"
    start, at = said.index("we will"), said.index("in 2027")
    row = {"start": start, "end": at + 7, "anchor_start": at, "anchor_end": at + 7, "tier": 1, "condition": "If rates fall"}
    (tmp_path / "talk.txt").write_text(said, encoding="utf-8")
    (tmp_path / "gold.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    (tmp_path / "talks.tsv").write_text("transcript\tgold\tsaid_on\ntalk.txt\tgold.jsonl\t2024-06-26\n", encoding="utf-8")
    (example,) = load_examples([tmp_path / "talks.tsv"])
    assert len(example.text) < len(said)
    assert example.text[slice(*example.phrase)] == "in 2027"
    assert [example.text[slice(*span)] for span in (example.quote, example.condition) if span] == [
        "we will buy two in 2027",
        "If rates fall",
    ]


def test_a_wrong_window_is_named_by_its_line(tmp_path: Path) -> None:
    """One line says which file and line cannot be read."""
    path = tmp_path / "windows.jsonl"
    path.write_text(json.dumps(window()) + "\n" + json.dumps(window(said_on="soon")) + "\n", encoding="utf-8")
    with pytest.raises(TrackerError, match="line 2: not a labelled window"):
        load_examples([path])


def test_passages_give_an_example_for_each_phrase(tmp_path: Path) -> None:
    """A marked phrase is a forecast, the others of a passage are none."""
    path = tmp_path / "passages.txt"
    path.write_text("# said_on: 2024-06-26\nWe sold it in 2019 and will buy it back [[in 2027]].\n", encoding="utf-8")
    examples = load_examples([path])
    assert {(e.text[slice(*e.phrase)], e.tier) for e in examples} >= {("in 2027", 1)}
    assert all(e.tier == 0 for e in examples if e.text[slice(*e.phrase)] != "in 2027")


def test_captions_keep_every_span_and_what_was_taken_away() -> None:
    """Lower case, no marks, no labels; the spans follow their words, and marks, capitals and turns are known for each word."""
    start = TEXT.index("in 2027")
    example = Example(
        doc="x",
        genre="talks",
        said_on=dt.date(2024, 6, 26),
        text=TEXT.replace("Bo:", "\nBo:"),
        phrase=(start + 1, start + 8),
        seen=RelativeTime.FIVE_YEARS,
        tier=1,
    )
    assert is_punctuated(example.text)
    made = captioned(example)
    assert made is not None
    caption, words = made
    assert caption.text == "we sold it in 2019 if rates fall we will buy two in 2027 i think"
    assert caption.text[slice(*caption.phrase)] == "in 2027"
    marks = {caption.text[slice(*word.span)]: word for word in words}
    assert (marks["2019"].mark, marks["fall"].mark, marks["think"].mark) == (Mark.STOP, Mark.COMMA, Mark.STOP)
    assert (marks["if"].case, marks["if"].opens_turn, marks["rates"].case) == (Case.CAPITAL, True, Case.LOWER)


def test_a_transcript_gives_stretches_with_changes_of_speaker(tmp_path: Path) -> None:
    """Each word of a stretch knows whether another speaks from it on; speech without marks teaches nothing."""
    said = "We opened the second plant in March. It was late. " * 8
    path = tmp_path / "talk.txt"
    path.write_text(f"Ana Vey: {said}\n\nBo Lind: {said}\n\nAna Vey: {said}\n", encoding="utf-8")
    texts = load_punctuated([], [path])
    captions = [captions_of(each.text) for each in texts]
    opening = [each.words[place].opens_turn for each in captions for place in range(len(each.words))]
    assert opening.count(True) >= 2
    assert all("ana" not in each.text for each in captions)
    bare = tmp_path / "bare.txt"
    bare.write_text("we opened the second plant in march and it was late " * 20, encoding="utf-8")
    assert load_punctuated([], [bare]) == []


def test_documents_are_left_out_and_ranked_by_their_hash() -> None:
    """A document is left out or not whatever else is in the material, and a larger share of the documents holds the smaller."""
    digests = [document_digest("talks", f"doc-{number}") for number in range(1000)]
    shares = [sum(digest / 2**160 < share for digest in digests) for share in (0.25, 0.5, 1.0)]
    assert shares == sorted(shares)
    assert 200 < shares[0] < 300
    assert shares[2] == 1000
    assert 60 < sum(digest % ONE_IN == 0 for digest in digests) < 140


@pytest.mark.parametrize("name", ["windows.jsonl", "passages.txt"])
def test_a_labelled_file_that_is_not_utf_8(tmp_path: Path, name: str) -> None:
    """One line names the file and says what to do."""
    file = tmp_path / name
    file.write_bytes(b'{"text": "caf\xe9"}\n')
    with pytest.raises(TrackerError, match=rf"{name}: not UTF-8 at byte 13; save it as UTF-8"):
        load_examples([file])
