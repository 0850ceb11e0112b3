"""Structured files that no reader knows are refused in one line; those that look a little like them are read."""

import pytest

from tracker.errors import TranscriptError
from tracker.transcripts import read_transcript, speech
from tracker.transcripts.formats.data_lines import is_data_text

TALK = (
    (0, "Tamsin Vey", "Will the plant be ready soon?"),
    (4, "Odo Lind", "We will ship the first reactor by the end of 2027."),
    (9, "Tamsin Vey", "And what about the costs of it?"),
    (12, "Odo Lind", "Costs will fall by half in 2026, I am sure of that."),
)


def lines(of_turn: str, before: str = "", after: str = "") -> str:
    """A file of one line a turn, in which %at%, %end%, %who%, %id% and %text% stand for what the turn holds."""
    made = [before]
    for at, who, text in TALK:
        line = of_turn.replace("%at%", f"{at:02}").replace("%end%", f"{at + 3:02}")
        made.append(line.replace("%who%", who).replace("%id%", who.replace(" ", "_")).replace("%text%", text))
    return "".join([*made, after])


REFUSED = {
    "speakers and times without words": lines("SPEAKER talk 1 %at%.00 4.00 <NA> <NA> %id% <NA>\n"),
    "times of utterances without words": lines("%id%-%at% talk %at%.00 %end%.00\n"),
    "codes before the words": lines("%id%-talk-00%at% %text%\n"),
    "figures before the words": lines("84-121123-00%at% %text%\n"),
    "a grid of tiers, in short": lines('%at%\n%end%\n"%text%"\n', 'File type = "ooTextFile"\nObject class = "TextGrid"\n\n'),
    "sections of settings": lines("[turn%at%]\nspeaker=%who%\nstart=%at%\ntext=%text%\n\n"),
    "fields in blocks": lines("Speaker: %who%\nStart: 00:00:%at%\nText: %text%\n\n"),
    "fields on one line": lines('t=%at%.0 level=info speaker="%who%" text="%text%"\n'),
    "dictionaries of Python": lines("{'speaker': '%who%', 'start': %at%, 'text': '%text%'}\n"),
    "keywords of Lisp": lines('(turn :speaker "%who%" :start %at% :text "%text%")\n'),
    "calls of a program": lines('    Turn(speaker="%who%", start=%at%, text="%text%"),\n', "TURNS = [\n", "]\n"),
    "tables of Lua": lines('  { speaker = "%who%", text = "%text%" },\n', "return {\n", "}\n"),
    "fields in braces": lines("{speaker: %who%; start: %at%; end: %end%} %text%\n"),
    "statements of SQL": lines("INSERT INTO turns VALUES (%at%, '%who%', '%text%');\n"),
    "messages for translators": lines('#: talk:%at%\nmsgid "%text%"\nmsgstr ""\n\n'),
    "a word a line with its grammar": "# newdoc\n# text = one\n" + "1\tship\tship\tVERB\tVB\t_\t0\troot\n" * 9,
    "mail": lines("From: %who% <a@b.example>\nMessage-ID: <%at%@b.example>\nSubject: plant\n\n%text%\n\n"),
    "a patch": lines("-%who%: %text%\n+%who%: %text%!\n", "--- a/talk.txt\n+++ b/talk.txt\n@@ -1,4 +1,4 @@\n"),
    "carets between cells": lines("%at%^%end%^%who%^%text%\n"),
    "tildes between cells": lines("%at%~~%who%~~%text%\n"),
    "commas between cells of another kind": "Question,Odds,Made at,Tags\n" + '"Will it, ever?",0.6,2024-6-3 9:05:7,a; b\n' * 5,
    "lines of times and nothing else": lines("talk A %id% %at%.00 %end%.00\n"),
    "several recordings": lines("a 1 x %at%.00 %end%.00 %text%\nb 1 y %at%.00 %end%.00 %text%\n"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_a_structured_file_of_an_unknown_kind_is_one_line(kind: str) -> None:
    """Neither cells nor fields nor codes are read as words; the message is one line."""
    with pytest.raises(TranscriptError) as caught:
        read_transcript("talk.txt", REFUSED[kind].encode())
    assert "\n" not in str(caught.value)


READ = {
    "a name and an hour on a line": lines("%id%_1 00:%at%\n%text%\n\n"),
    "a label Speaker": lines("Speaker: %text%\n\nText: %text%\n\n", "Ann Lee: Go.\n\n" * 9),
    "days before the words": lines("2024-06-%end% %text%\n\n"),
    "quoted words": lines('"%text%," said %who%, "and so on, and on," and left.\n\n'),
    "numbers in speech": lines("%text% It is 3.5 to 4.5 percent, 1,200 in all, or 12:30.\n\n"),
}


@pytest.mark.parametrize("kind", READ)
def test_what_people_write_is_read(kind: str) -> None:
    """Prose, labels and days that look a little like fields, codes and cells are read."""
    transcript = read_transcript("talk.txt", READ[kind].encode())
    for _, _, text in TALK:
        assert text in speech(transcript)


def test_the_first_row_without_a_header_is_speech() -> None:
    """Two columns of names and speech without a header lose no row."""
    transcript = read_transcript("talk.tsv", lines("%who%\t%text%\n").encode())
    assert [one.speaker for one in transcript.utterances] == [who for _, who, _ in TALK]


def test_commas_in_the_last_column_are_speech() -> None:
    """Words after an unquoted comma are not lost."""
    source = lines("%at%,%who%,%text%\n", "start,speaker,text\n")
    transcript = read_transcript("talk.csv", source.encode())
    assert "in 2026, I am sure of that." in " ".join(speech(transcript).split())


def test_a_row_with_more_columns_than_the_others_is_read() -> None:
    """A row of another width than most has no speaker, and its words are kept."""
    source = lines("talk 1 %id% %at%.00 %end%.00 %text%\n") + "x 30.00 31.00 And that is all.\n"
    transcript = read_transcript("talk.stm", source.encode(), reader="timed-lines")
    assert transcript.utterances[-1].speaker is None
    assert "And that is all." in transcript.text


def test_overlapping_speakers_of_a_turn_have_their_own_words() -> None:
    """Of two speakers of one turn each has the words behind its mark, and marks in a turn time what follows."""
    source = (
        '<?xml version="1.0"?><Trans><Speakers><Speaker id="s1" name="Tamsin Vey"/><Speaker id="s2" name="Odo Lind"/></Speakers>'
        '<Episode><Section startTime="0"><Turn speaker="s1 s2" startTime="0"><Sync time="0"/><Who nb="1"/>Soon?'
        '<Who nb="2"/>We ship by 2027.<Sync time="6.5"/>No doubt.</Turn></Section></Episode></Trans>'
    )
    transcript = read_transcript("talk.trs", source.encode())
    assert [one.speaker for one in transcript.utterances] == ["Tamsin Vey", "Odo Lind"]
    assert transcript.times[-1].milliseconds == 6500
    assert transcript.text[transcript.times[-1].offset :] == "No doubt."


@pytest.mark.parametrize(
    ("line", "other", "least"),
    [
        ("talk-{0:05}-a We will ship it soon", "We will ship {0} soon", 18),
        ('start=4 text="we ship {0}"', "we ship {0}", 11),
        ("talk-00001-a We will ship it soon {0}", "We will ship {0} soon", 21),
    ],
    ids=["nine lines in ten with a code", "more than half with fields", "the same code is none"],
)
def test_lines_of_data_are_told_by_their_share(line: str, other: str, least: int) -> None:
    """Of twenty lines at least this many must be data for the text to be data, and one fewer leaves it speech."""

    def is_data(share: int) -> bool:
        lines = [(line if number < share else other).format(number) for number in range(20)]
        return is_data_text("\n".join(lines), lines)

    assert [share for share in range(21) if is_data(share)] == list(range(least, 21))
