"""Labelled material, fitting on it, and measuring against it."""

import datetime as dt
import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from tracker.cli.measure import PARTS
from tracker.errors import TrackerError
from tracker.extract import extract
from tracker.extract.evaluate import expected_calibration_error, figures, reliability, tally_of
from tracker.extract.fit import Example, best_threshold, calibration_error, examples_of, fit, folds
from tracker.extract.labelled import Label, as_captions, load_labelled
from tracker.extract.passages import load_all, load_passages, plain_passage
from tracker.extract.refit import Part, refit
from tracker.transcripts import Declared, read_transcript

LABELLED = Path(__file__).parents[2] / "seeds" / "labelled"
TEXT = "Anna: We will open the plant in 2027. It is large.\n\nBen: By then I expect 40 percent of cars to be electric.\n"


def write_labelled(folder: Path) -> Path:
    """A labelled transcript of two forecasts, beside its transcript."""
    (folder / "2024-05-01-plant.txt").write_text(TEXT, encoding="utf-8")
    rows = []
    for quote, anchor, end in (
        ("We will open the plant in 2027", "in 2027", "2027-12-31"),
        ("By then I expect 40 percent of cars to be electric", "By then", "2027-12-31"),
    ):
        start, place = TEXT.index(quote), TEXT.index(anchor)
        rows.append(
            {
                "quote": quote,
                "anchor": anchor,
                "start": start,
                "end": start + len(quote),
                "anchor_start": place,
                "anchor_end": place + len(anchor),
                "tier": 1,
                "polarity": "positive",
                "horizon": {"start": "2027-01-01", "end": end},
                "speaker": "Anna" if place < 50 else "Ben",
            }
        )
    gold = folder / "2024-05-01-plant.jsonl"
    gold.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return gold


def test_marks_of_a_passage_become_spans_of_its_plain_text() -> None:
    """Double brackets are tier 1, double braces tier 2, and both are gone from the text."""
    text, marks = plain_passage("We open [[in May]], and {{by June}} they say.")
    assert text == "We open in May, and by June they say."
    assert [(text[start:end], tier) for start, end, tier in marks] == [("in May", 1), ("by June", 2)]


def test_the_labelled_passages_of_the_project_can_be_read_and_mostly_touched() -> None:
    """Nine in ten of the anchors that they mark are phrases that the grammars read."""
    passages = [passage for path in sorted(LABELLED.glob("*.txt"))[:3] for passage in load_passages(path)]
    assert len(passages) > 100
    touched = sum(len({n for e in examples_of(p, passage=True) for n in e.labels}) for p in passages[:60])
    wanted = sum(label.tier == 1 for p in passages[:60] for label in p.labels)
    assert touched >= 0.9 * wanted


def test_a_passage_file_without_its_day_is_refused(tmp_path: Path) -> None:
    """The message names the line and what it should hold."""
    path = tmp_path / "talk.txt"
    path.write_text("We open [[in May]].\n", encoding="utf-8")
    with pytest.raises(TrackerError, match=r"line 1.*said_on"):
        load_all([path])


@pytest.mark.parametrize(("content", "says"), [("{", "line 1: not JSON"), ('{"quote": "x"}', "needs start")])
def test_a_broken_label_is_named_by_its_line(tmp_path: Path, content: str, says: str) -> None:
    """One line, with the file and the line in it."""
    (tmp_path / "a.txt").write_text("words", encoding="utf-8")
    (tmp_path / "a.jsonl").write_text(content, encoding="utf-8")
    with pytest.raises(TrackerError, match=says):
        load_labelled([tmp_path / "a.jsonl"])


def test_finds_that_equal_the_labels_measure_one(tmp_path: Path) -> None:
    """A perfect extractor has F1, due dates and speakers of 1, and a find beside them costs precision."""
    (labelled,) = load_labelled([write_labelled(tmp_path)])
    found = extract(labelled.transcript, labelled.options)
    measured = figures(tally_of(labelled, found))
    assert measured["recall"] == 1.0
    assert measured["due"] == 1.0
    assert measured["speaker"] == 1.0
    assert figures(tally_of(labelled, []))["f1"] == 0.0
    stray = extract(read_transcript("x.txt", b"Well. " * 12 + b"We will be done in 2031.", Declared(said_on=dt.date(2024, 5, 1))))
    both = figures(tally_of(labelled, [*found, *(replace(each, start=86, end=86 + len(each.quote or "")) for each in stray)]))
    assert (both["precision"] or 0) < 1.0


def test_nothing_to_measure_is_no_figure() -> None:
    """Shares of nothing are None, not 0 or an error."""
    assert set(figures(Counter()).values()) == {None}


def test_captions_keep_their_labels(tmp_path: Path) -> None:
    """Lower case, no punctuation, no names of speakers, and each label still on its words."""
    (labelled,) = load_labelled([write_labelled(tmp_path)])
    captions = as_captions(labelled)
    assert "anna" not in captions.transcript.text
    assert "." not in captions.transcript.text
    anchors = [captions.transcript.text[label.anchor_start : label.anchor_end] for label in captions.labels]
    assert anchors == ["in 2027", "by then"]


def test_a_document_and_its_captions_share_a_fold() -> None:
    """Folds go by the document's name."""
    assert folds(["b", "a", "b", "c"], 2) == {"a": 0, "b": 1, "c": 0}


def _example(kept: bool, label: int = 0) -> Example:
    return Example(document="d", features={}, syntax={}, kept=kept, importance=1.0, labels=(label,) if kept else (), captions=False)


def test_the_threshold_of_the_greatest_f1_is_found() -> None:
    """Three confidences, two right: the threshold stands at the second right one."""
    examples = [_example(True, 0), _example(True, 1), _example(False)]
    assert best_threshold([0.9, 0.6, 0.3], examples, 2) == (0.6, 1.0)


def test_calibration_error_of_sure_and_right_is_zero() -> None:
    """Confidence 1 for all that is right and 0 for all that is wrong."""
    examples = [_example(True)] * 5 + [_example(False)] * 5
    assert calibration_error([1.0] * 5 + [0.0] * 5, examples, bins=2) == 0.0
    assert calibration_error([0.0] * 5 + [1.0] * 5, examples, bins=2) == pytest.approx(1.0)


def test_fit_learns_from_passages_and_says_what_it_was_fitted_on() -> None:
    """A model of some passages keeps a plain forecast and refuses a plain question, and names its files."""
    path = sorted(LABELLED.glob("*.txt"))[0]
    passages = load_passages(path)[:50]
    model = fit([], passages)
    assert set(model.fitted_on) == {path.stem}
    transcript = read_transcript("x.txt", b"We expect to open the plant next year.", Declared(said_on=dt.date(2024, 5, 1)))
    assert extract(transcript, model=model)


def test_nothing_to_fit_on_is_said() -> None:
    """Labels that touch no phrase of time give one line."""
    labelled = load_passages(sorted(LABELLED.glob("*.txt"))[0])[0]
    empty = replace(labelled, labels=[Label(start=0, end=1, anchor_start=0, anchor_end=1, tier=1, row={})])
    with pytest.raises(TrackerError, match="nothing to fit on"):
        fit([empty])


@pytest.mark.parametrize("part", [Part.QUOTES, Part.SENTENCES])
def test_every_part_can_be_fitted_anew(tmp_path: Path, part: Part) -> None:
    """Quotes and ends of sentences are fitted on a labelled transcript, and the weights name what they were fitted on."""
    (labelled,) = load_labelled([write_labelled(tmp_path)])
    weights, _ = refit(part, [labelled])
    assert len(json.loads(weights)["fitted_on_sha256"]) == 1


def test_the_parts_of_the_command_line_are_the_parts_of_the_extractor() -> None:
    """The command offers what can be fitted, without importing it to say so."""
    assert tuple(Part) == PARTS


def test_reliability_bins_hold_equal_counts() -> None:
    """Ten pairs in five bins: two each, with their mean confidence and the share kept."""
    table = reliability([(number / 10, number >= 5) for number in range(10)], bins=5)
    assert [each.n for each in table] == [2] * 5
    assert [each.kept for each in table] == [0.0, 0.0, 0.5, 1.0, 1.0]
    assert table[0].mean_confidence == pytest.approx(0.05)
    assert expected_calibration_error(table) == pytest.approx((0.05 + 0.25 + 0.05 + 0.35 + 0.15) / 5)
    assert expected_calibration_error([]) is None
