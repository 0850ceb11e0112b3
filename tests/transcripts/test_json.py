"""Large JSON files are decoded a member at a time, and give what a whole decoding gives."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.transcripts.transcript_writers import SPEAKING, WRITERS, interview, segments
from tracker.transcripts import read_transcript
from tracker.transcripts.formats.json_values import lazily

LEAVES = st.none() | st.booleans() | st.integers() | st.text(max_size=5)
VALUES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4), max_leaves=30
)


def plain(value: object) -> object:
    if isinstance(value, list):
        assert len(value) == len(list(value)) == len(value[:1000])
        return [plain(member) for member in value]
    return {key: plain(member) for key, member in value.items()} if isinstance(value, dict) else value


@given(VALUES, st.sampled_from([None, 1]))
def test_lazy_decoding_gives_the_same_value(value: object, indent: int | None) -> None:
    """Whatever the value and its layout."""
    assert plain(lazily(json.dumps(value, indent=indent))) == value


@given(VALUES, st.data())
def test_lazy_decoding_refuses_what_whole_decoding_refuses(value: object, data: st.DataObject) -> None:
    """A text that is cut, or has a character too many, is an error in both."""
    text = json.dumps(value)
    at = data.draw(st.integers(0, len(text)))
    broken = data.draw(
        st.sampled_from([text[:at], text[:at] + "," + text[at:], text[:at] + "]" + text[at:], text[:at] + text[at + 1 :]])
    )
    try:
        whole: object = json.loads(broken)
    except json.JSONDecodeError:
        with pytest.raises(json.JSONDecodeError):
            lazily(broken)
    else:
        assert plain(lazily(broken)) == whole


@pytest.mark.parametrize("name", [name for name, (ending, _, _) in {**WRITERS, **SPEAKING}.items() if ending == "json"])
def test_a_large_file_reads_as_a_small_one(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every JSON format gives the same transcript whichever way it is decoded."""
    data = {**WRITERS, **SPEAKING}[name][1](segments(interview())).encode()
    small = read_transcript("x.json", data)
    monkeypatch.setattr("tracker.transcripts.formats.json_values.LARGE", 0)
    assert read_transcript("x.json", data) == small
