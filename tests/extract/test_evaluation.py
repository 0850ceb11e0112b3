"""The figures of an evaluation: what is found, wrong and missed, and how right the fields of what is found are."""

import datetime as dt
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tracker.errors import TrackerError
from tracker.extract import ExtractOptions
from tracker.extract.evaluation.evaluate import figures, tally_of
from tracker.extract.evaluation.labelled import Label, LabelledTranscript, load_labelled
from tracker.records import Forecast, Grain, Horizon, Kind, Polarity
from tracker.transcripts import one_turn

SAID_ON = dt.date(2024, 6, 26)
TEXT = "The plant opens in 2027. It rained. The bridge falls in 2028. The tram runs in 2029."


def label(sentence: str, tier: int = 1, **row: Any) -> Label:
    """A sentence of the text, marked by its year."""
    start = TEXT.index(sentence)
    end = start + len(sentence)
    return Label(start=start, end=end, anchor_start=end - 7, anchor_end=end, tier=tier, row=row)


def found(sentence: str, year: int, polarity: Polarity = Polarity.POSITIVE, condition: str | None = None) -> Forecast:
    """A forecast of the text that is due at the end of a year."""
    start = TEXT.index(sentence)
    end = start + len(sentence)
    horizon = Horizon(text=sentence[-7:], start=SAID_ON, end=dt.date(year, 12, 31), grain=Grain.YEAR, rule="prepositions.in")
    return Forecast(
        said_on=SAID_ON, claim=f"{sentence}.", kind=Kind.DATED, quote=sentence, start=start, end=end, anchor=sentence[-7:],
        anchor_start=end - 7, horizon=horizon, polarity=polarity, condition=condition,
    )  # fmt: skip


PLANT, BRIDGE, TRAM = "The plant opens in 2027", "The bridge falls in 2028", "The tram runs in 2029"
DUE: dict[str, Any] = {"horizon": {"start": "2027-01-01", "end": "2027-12-31"}}


@pytest.mark.parametrize(
    ("labels", "forecasts", "wanted"),
    [
        ([label(PLANT), label(BRIDGE)], [found(PLANT, 2027)], {"precision": 1.0, "recall": 0.5, "f1": 0.6667, "span_f1": 1.0}),
        ([label(PLANT)], [found(PLANT, 2027), found(TRAM, 2029)], {"precision": 0.5, "recall": 1.0, "f1": 0.6667}),
        ([label(PLANT), label(TRAM, 2)], [found(PLANT, 2027), found(TRAM, 2029)], {"precision": 1.0, "strict_precision": 0.5}),
        ([label(PLANT, **DUE)], [found(PLANT, 2027)], {"due": 1.0}),
        ([label(PLANT, **DUE)], [found(PLANT, 2031)], {"due": 0.0}),
        (
            [label(PLANT, polarity="negative"), label(BRIDGE, polarity="positive")],
            [found(PLANT, 2027, Polarity.NEGATIVE), found(BRIDGE, 2028, Polarity.NEGATIVE)],
            {"negative_f1": 0.6667},
        ),
        (
            [label(PLANT, condition="if it rains"), label(BRIDGE)],
            [found(PLANT, 2027, condition="if it rains"), found(BRIDGE, 2028, condition="if it rains")],
            {"condition_f1": 0.6667},
        ),
        ([label(PLANT, condition="if it rains")], [found(PLANT, 2027)], {"condition_f1": 0.0}),
        ([], [], {"precision": None, "recall": None, "f1": None, "due": None}),
    ],
)
def test_figures_count_what_is_found_wrong_and_missed(
    labels: list[Label], forecasts: list[Forecast], wanted: Mapping[str, float | None]
) -> None:
    """A field that is wrongly there counts against, as one that is missed; a doubtful label only against strict precision."""
    labelled = LabelledTranscript(
        transcript=one_turn(TEXT, doc="talk", said_on=SAID_ON), labels=labels, options=ExtractOptions(), sha256=""
    )
    measured = figures(tally_of(labelled, forecasts))
    assert {name: measured[name] for name in wanted} == wanted


def test_a_labelled_file_is_read_with_the_transcript_beside_it(tmp_path: Path) -> None:
    """The transcript has the same name and is no labelled file itself; one line says so where there is none."""
    one = label(BRIDGE)
    row = {"start": one.start, "end": one.end, "anchor_start": one.anchor_start, "anchor_end": one.anchor_end}
    for name, content in (("talk.jsonl", json.dumps(row)), ("talk.old.jsonl", ""), ("talk.txt", TEXT)):
        (tmp_path / name).write_text(content, encoding="utf-8")
    (read,) = load_labelled([tmp_path / "talk.jsonl"])
    assert [read.transcript.text[each.anchor_start : each.anchor_end] for each in read.labels] == [BRIDGE[-7:]]
    (tmp_path / "talk.txt").unlink()
    with pytest.raises(TrackerError, match="no transcript of that name beside it"):
        load_labelled([tmp_path / "talk.jsonl"])
