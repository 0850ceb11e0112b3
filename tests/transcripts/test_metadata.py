"""Days, titles and addresses from front matter, fields and file names, and what is said about conflicts."""

import datetime as dt

import pytest

from tracker.transcripts import Declared, read_transcript
from tracker.transcripts.metadata.front_matter import day_in_name, day_of

BODY = b"**Ana:** We grow.\n\n**Ben:** Do we?\n\n**Ana:** Yes.\n"
DAY = dt.date(2024, 6, 26)


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2024-06-26", DAY),
        ("2024-06-26T23:30:00Z", DAY),
        ("2024-06-26 10:00", DAY),
        ("20240626", DAY),
        (20240626, DAY),
        ("June 26, 2024", DAY),
        ("26 June 2024", DAY),
        ("Wed, 26 Jun 2024 10:00:00 GMT", DAY),
        ("26th Jun. 2024", DAY),
        ("06/07/2024", None),
        ("2024", None),
        ("2024-13-40", None),
        ("soon", None),
        (None, None),
        (True, None),
        (1719400000, None),
    ],
)
def test_day_is_read_where_it_is_stated_in_full(value: object, day: dt.date | None) -> None:
    """A full day is read; one that could be two days, or is no day, is not."""
    assert day_of(value) == day


@pytest.mark.parametrize(
    ("stem", "day"),
    [
        ("2024-06-26-panel", DAY),
        ("panel_20240626", DAY),
        ("panel.2024.06.26.en", DAY),
        ("2024_6_26 panel", DAY),
        ("panel-120240626", None),
        ("ep-2024", None),
        ("20241340", None),
        ("000_44545899e247106a", None),
    ],
)
def test_day_in_a_file_name(stem: str, day: dt.date | None) -> None:
    """A file name gives the day if it contains exactly one whole date."""
    assert day_in_name(stem) == (day, ())


def test_two_days_in_a_name_are_no_day() -> None:
    """A name with two dates tells none of them, and says so."""
    day, notes = day_in_name("2024-06-26-to-2024-06-28")
    assert day is None
    assert "2024-06-26 and 2024-06-28" in notes[0]
    assert "--date" in notes[0]


def test_front_matter_tells_day_title_and_address_and_is_not_speech() -> None:
    """Front matter in YAML gives the metadata."""
    source = (
        b'---\ntitle: "Growth: a talk"\ndate: 2024-06-26\nurl: https://x.example/1\nspeakers:\n  - Ana\n  - Ben\n---\n\n' + BODY
    )
    transcript = read_transcript("x.md", source)
    assert (transcript.said_on, transcript.title, transcript.url) == (DAY, "Growth: a talk", "https://x.example/1")
    assert transcript.text.startswith("---")
    assert transcript.utterances[0].speaker == "Ana"


def test_nothing_is_guessed_about_the_day() -> None:
    """Without a day in file, name or options there is none, even if the text mentions days."""
    assert read_transcript("talk.md", b"We met on June 26, 2024.\n\nIt was hot.\n").said_on is None


@pytest.mark.parametrize(
    ("name", "front", "declared", "day", "note"),
    [
        ("x", "2024-06-26", None, DAY, None),
        ("2024-06-26", None, None, DAY, None),
        ("2024-06-26", "2024-06-26", DAY, DAY, None),
        ("2024-06-25", "2024-06-26", None, DAY, "the file says 2024-06-26, its name 2024-06-25; 2024-06-26 is used"),
        ("x", "2024-06-25", DAY, DAY, "the file says 2024-06-25; 2024-06-26 is used, as declared"),
        ("2024-06-25", None, DAY, DAY, "the file name says 2024-06-25; 2024-06-26 is used, as declared"),
        ("x", None, DAY, DAY, None),
    ],
)
def test_options_override_the_file_and_conflicts_are_said(
    name: str, front: str | None, declared: dt.date | None, day: dt.date, note: str | None
) -> None:
    """Options stand over the file, the file over its name; where they differ a note says which is used."""
    source = (f"---\ndate: {front}\n---\n".encode() if front else b"") + BODY
    transcript = read_transcript(f"{name}.md", source, Declared(said_on=declared))
    assert transcript.said_on == day
    assert transcript.notes == ((note,) if note else ())


def test_declared_title_and_address_override() -> None:
    """A declared title is used, and the file's is named in a note."""
    transcript = read_transcript("x.md", b"---\ntitle: Old\n---\n" + BODY, Declared(title="New", url="https://x.example"))
    assert (transcript.title, transcript.url) == ("New", "https://x.example")
    assert transcript.notes == ("the file gives the title 'Old'; 'New' is used, as declared",)


def test_doc_is_the_stem_of_the_file() -> None:
    """The transcript is called after its file, standard input after itself."""
    assert read_transcript("a/b/talk.en.md", BODY).doc == "talk.en"
    assert read_transcript("-", BODY).doc == "stdin"
