"""Tests of where units of sense end."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tracker.extract.boundaries import ENDS, BoundaryModel, BoundaryReader, has_marks, pauses, sentence_breaks, word_class
from tracker.extract.fit_boundaries import fit, main
from tracker.extract.words import split_words

PUNCTUATED = (
    "We opened two plants last year. The third one will open in March, I think. So what comes next? "
    "Mr. Brown says costs fall by 2.5 percent -- maybe more... And then we stop.\n\nThank you."
)


def test_marks_decide_where_a_text_has_them() -> None:
    """Full stops, question marks and empty lines end a unit; titles, decimals and dashes do not."""
    words = split_words(PUNCTUATED)
    ends = [words.lower[i] for i, sure in enumerate(sentence_breaks(words)) if sure >= ENDS]
    assert ends == ["year", "think", "next", "more", "stop", "you"]


def test_pauses_hold_every_mark() -> None:
    """In a text with marks every mark is a pause, commas and dashes too."""
    words = split_words(PUNCTUATED)
    assert [bool(p) for p in pauses(words)] == [mark != "" for mark in words.after]


def test_captions_are_read_from_their_words() -> None:
    """Without marks a new start ("so I think") is likelier to follow an end than the middle of a phrase is."""
    words = split_words("we opened two plants last year and that was great yeah so i think the next one will open in the spring um")
    assert not has_marks(words)
    sure = sentence_breaks(words)
    great, two = words.lower.index("great"), words.lower.index("two")
    assert sure[great] > 10 * sure[two]


def test_a_change_of_utterance_ends_a_unit_in_captions() -> None:
    """An empty line counts even where nothing else is marked."""
    words = split_words("we opened two plants\n\nwhen was that")
    assert sentence_breaks(words, marked=False)[3] == 1.0


@given(
    st.lists(st.sampled_from("we you think the plant will open yeah so um 2027 $5 next year it's".split()), max_size=60), st.data()
)
def test_a_range_reads_as_the_whole_does(spoken: list[str], data: st.DataObject) -> None:
    """Breaks of a range are those that the whole text gives there."""
    words = split_words(" ".join(spoken))
    first = data.draw(st.integers(0, len(words)))
    last = data.draw(st.integers(first, len(words)))
    for read in (sentence_breaks, pauses):
        whole = read(words, marked=False)
        assert read(words, first, last, marked=False) == whole[first:last]
        assert all(0.0 <= chance <= 1.0 for chance in whole)


def test_word_classes_fall_back_on_their_endings() -> None:
    """Closed classes have names, numbers one class, other words their suffix."""
    assert [word_class(w) for w in ("they", "of", "$4.5", "growing", "we'll", "cat")] == [
        "SUBJECT", "PREPOSITION", "NUMBER", "-ing", "'ll", "OTHER",
    ]  # fmt: skip


def test_a_model_learns_its_text_and_survives_being_written() -> None:
    """Fitted on a text in which sentences open alike, the model sees these openings; JSON gives back the same probabilities."""
    text = " ".join(f"Now the {noun} is large. Yes we will sell {noun}s, I think." for noun in ["dog", "cat", "car", "boat"] * 12)
    model = fit([split_words(text)])
    reader = BoundaryReader.of(model)
    again = BoundaryReader.of(BoundaryModel.from_json(model.to_json()))
    lower = split_words(text).lower
    assert abs(reader.stop.probabilities(lower) - again.stop.probabilities(lower)).max() < 0.01
    chances = reader.stop.probabilities("now the dog is large yes we will sell dogs".split())
    assert chances[4] == max(chances[:9])


def test_the_command_fits_and_says_what_it_leaves_out(tmp_path: Path, capsys: object) -> None:
    """Files without punctuation are left out; with none left the exit code is 1 and nothing is written."""
    good, bare, out = tmp_path / "good.txt", tmp_path / "bare.txt", tmp_path / "w.json"
    good.write_text("Now we sell dogs. Yes we do, I think. " * 40)
    bare.write_text("now we sell dogs yes we do " * 40)
    assert main([str(bare), "--out", str(out)]) == 1
    assert not out.exists()
    assert main([str(good), str(bare), "--out", str(out)]) == 0
    assert len(BoundaryModel.from_json(out.read_text()).sources) == 1
