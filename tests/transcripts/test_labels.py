"""Turns of written transcripts: which beginnings of lines are labels, and what the speaker is called."""

import pytest

from tracker.records import PassageKind, Transcript
from tracker.transcripts import read_transcript, speech

ANA = "We will open two plants by 2030, and the third one a year later."
BEN = "And what does that cost?"


def read(source: str, name: str = "x.txt") -> Transcript:
    return read_transcript(name, source.encode())


def turns(transcript: Transcript) -> list[tuple[str | None, str]]:
    return [(one.speaker, transcript.text[one.start : one.end]) for one in transcript.utterances]


LAYOUTS = {
    "name": "{name}: {text}\n\n",
    "one line each": "{name}: {text}\n",
    "time in parentheses": "{name} (00:12:01): {text}\n\n",
    "time before": "[00:12:01] {name}: {text}\n\n",
    "bare time before": "00:12:01 {name}: {text}\n\n",
    "own line with time": "{name} (00:12:01)\n{text}\n\n",
    "own line, time behind": "{name}  12:01\n{text}\n\n",
    "own line, time before": "[00:12:01] {name}\n{text}\n\n",
    "arrows": ">> {name}: {text}\n",
    "windows lines": "{name}: {text}\r\n\r\n",
    "bold": "**{name}:** {text}\n\n",
    "bold, colon outside": "**{name}**: {text}\n\n",
    "underlined": "__{name}:__ {text}\n\n",
    "bold with time": "**{name}** (12:01): {text}\n\n",
    "bold line": "**{name}**\n\n{text}\n\n",
    "label on a line": "{name}:\n{text}\n\n",
}
NAMES = [
    ("Ana Ruiz", "Ben Okri"),
    ("CHAIR RUIZ", "BEN OKRI"),
    ("Ana", "Ben"),
    ("Speaker 1", "Speaker 2"),
    ("Dr. Ana de la Ruiz", "Ben O'Hara-Okri"),
    ("Ana Ruiz (CEO)", "Ben Okri, Analyst"),
    ("Élodie Škoda", "张伟"),
]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("names", NAMES)
def test_labels_name_the_speakers_of_their_turns(layout: str, names: tuple[str, str]) -> None:
    """Every usual way of writing a label gives the speaker as written, and only the words as speech."""
    said = [(names[0], ANA), (names[1], BEN)] * 3
    source = "".join(LAYOUTS[layout].format(name=name, text=text) for name, text in said)
    transcript = read(source)
    assert turns(transcript) == said
    assert transcript.text == source
    assert speech(transcript).split() == " ".join(text for _, text in said).split()
    if "12:01" in source:
        assert {mark.milliseconds for mark in transcript.times} == {721_000}


@pytest.mark.parametrize(
    "line",
    [
        "Note: this is what I mean by it.",
        "Here's the thing: nobody knows.",
        "The good news: it works.",
        "It comes down to this: costs.",
        "https://x.example/a: the site",
        "Update: we fixed it.",
        "what I said was: wait.",
    ],
)
def test_a_colon_in_speech_is_no_label(line: str) -> None:
    """A paragraph that opens with words and a colon is speech, in labelled transcripts and in others."""
    plain = read(f"{ANA}\n\n{line}\n\n{ANA}\n")
    assert {one.speaker for one in plain.utterances} == {None}
    labelled = read(f"Ana Ruiz: {ANA}\n\n{line}\n\nBen Okri: {BEN}\n\nAna Ruiz: {ANA}\n\nBen Okri: {BEN}\n")
    assert turns(labelled)[0] == ("Ana Ruiz", f"{ANA}\n\n{line}")


def test_a_journalist_who_asks_once_is_named() -> None:
    """In a labelled press conference a label that occurs once counts if it is written like the others."""
    source = "CHAIR RUIZ: Good day.\n\nBEN OKRI: Why?\n\nCHAIR RUIZ: Because.\n\nCLEO ADAMS: When?\n\nCHAIR RUIZ: In May.\n"
    assert [name for name, _ in turns(read(source))] == ["CHAIR RUIZ", "BEN OKRI", "CHAIR RUIZ", "CLEO ADAMS", "CHAIR RUIZ"]


def test_a_break_is_nobodys_turn() -> None:
    """A label such as "Break" names no speaker, and what follows it has no speaker."""
    source = f"**Ana:** {ANA}\n\n**Break:** [17:11]\n\n**Ben:** {BEN}\n\n**Ana:** {ANA}\n\n**Ben:** {BEN}\n"
    assert [name for name, _ in turns(read(source))] == ["Ana", "Ben", "Ana", "Ben"]


def test_arrows_and_dashes_part_turns_of_nobody() -> None:
    """Marks of a change of speaker part the turns, wherever they stand, without naming anybody."""
    assert turns(read(">> we open in may >> really >> yes we do\n")) == [
        (None, "we open in may"),
        (None, "really"),
        (None, "yes we do"),
    ]
    assert turns(read("- We open in May.\n- Really?\n- Yes.\n")) == [(None, "We open in May."), (None, "Really?"), (None, "Yes.")]


def test_paragraphs_without_labels_are_turns_of_nobody() -> None:
    """A transcript whose paragraphs are turns keeps them apart, with no speaker."""
    assert turns(read(f"{ANA}\n\n{BEN}\n\n{ANA}\n")) == [(None, ANA), (None, BEN), (None, ANA)]


def test_chapter_headings_between_caption_lines_are_not_speech() -> None:
    """Short titles between full lines of captions are headings, short lines of speech are not."""
    line = "and so we kept going with the second plant and the first one was already making money then"
    source = "Intro\n" + f"{line}\n" * 6 + "Why the River matters\n" + f"{line}\n" * 5 + "and that was it\n" + f"{line}\n" * 5
    source += "20000 units in 2026\n[Music]\n" + f"{line}\n" * 4
    transcript = read(source)
    titles = [source[one.start : one.end] for one in transcript.passages if one.kind is PassageKind.HEADING]
    assert titles == ["Intro", "Why the River matters"]
    assert "and that was it" in speech(transcript)
    assert "20000 units in 2026" in speech(transcript)
    assert "[Music]" not in speech(transcript)


def test_time_stamps_of_copied_captions_are_times_and_not_speech() -> None:
    """Lines of time stamps, as copied from a video's page, time the words after them."""
    source = "0:00\nso today we talk about\n0:05\nthe price of power\n1:02:03\nwhich will fall by half\n"
    transcript = read(source)
    assert speech(transcript).split() == "so today we talk about the price of power which will fall by half".split()
    assert [(mark.milliseconds, transcript.text[mark.offset :].split(maxsplit=1)[0]) for mark in transcript.times] == [
        (0, "so"),
        (5000, "the"),
        (3_723_000, "which"),
    ]


def test_markdown_marks_are_passages_and_the_words_of_links_stay() -> None:
    """Headings, links, footnotes, code and lists of contents are not speech, and turns contain no mark-up."""
    source = (
        "# A talk\n\n- [Intro](#intro)\n\n**Ana:** It's *very* [cheap](https://x.example/a_(b)) now,[^1] "
        "\\[laughs\\] see `code`.\n\n"
        "> **Ben:** Why?\n\n```\nx = 1\n```\n\n**Ana:** Because.\n\n![chart](c.png)\n\n"
        "[^1]: A note.\n\n| a | b |\n|---|---|\n\n**Ben:** I see.\n"
    )
    transcript = read(source, "x.md")
    assert transcript.reader == "markdown"
    assert "**Ana:** It's very cheap now, \\[laughs\\] see code.\n" in transcript.text
    assert speech(transcript).split() == "It's very cheap now, see code. Why? Because. I see.".split()


def test_the_same_offsets_hold_with_emoji_and_wide_characters() -> None:
    """Offsets count characters, whatever their width."""
    source = "**Ana 🚀:** 我们明年会增长 🎉 twice.\n\n**Ben:** 本当?\n\n**Ana 🚀:** はい。\n\n**Ben:** OK.\n"
    transcript = read(source, "x.md")
    assert turns(transcript)[0] == ("Ana 🚀", "我们明年会增长 🎉 twice.")
    assert len(speech(transcript)) == len(source)


def test_running_heads_of_pages_are_furniture() -> None:
    """A title and a date that come again once a page, in the middle of sentences, are not speech; a date said once is."""
    page = "we looked at the figures again and they were not what anybody in the room had expected them to be " * 20
    body = "".join(f"{page}March 4, 2020 more of it Governor Ruiz Press Conference FINAL " for _ in range(9))
    source = f"ANA RUIZ: We met on May 5, 2021 {body}\n\nBEN OKRI: Why?\n\nANA RUIZ: So.\n\nBEN OKRI: I see.\n"
    shown = speech(read(source))
    assert "March 4" not in shown
    assert "FINAL" not in shown
    assert "May 5, 2021" in shown


def test_sound_notes_are_not_speech_and_brackets_with_words_are() -> None:
    """What a captioner heard is left out; a correction in brackets is speech."""
    shown = speech(read("we [the board] met [Music] and (laughter) then ♪ la la ♪ we left (for good) [inaudible 00:12] *sighs*\n"))
    assert shown.split() == "we [the board] met and then we left (for good)".split()
