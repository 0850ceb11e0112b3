"""Every format is found by its content and reads to the same words, times and speakers."""

import json
from itertools import pairwise

import pytest

from tests.transcripts.transcript_writers import ROOT, SEED, SEEDS, SPEAKING, WRITERS, Segment, interview, segments
from tracker.errors import TranscriptError
from tracker.records import PassageKind, Transcript
from tracker.text.stretches import gaps
from tracker.transcripts import Declared, read_transcript, speech

LINES = segments(interview())
WORDS = [word for line in LINES for word in line.words]
ALL = {**WRITERS, **SPEAKING}
WORD_TIMED = ("rolling vtt", "whisper", "json3", "srv3", "amazon", "deepgram", "assembly", "google", "rev", "whisperx")
ROWS: tuple[list[dict[str, object]], ...] = (
    [{"speaker": "Ana", "text": "We grow.", "start": 0.5}, {"speaker": "Ben", "text": "Do we?", "start": 3}],
    [{"speaker_name": "Ana", "body": "We grow.", "startTime": "0.5"}, {"speaker_name": "Ben", "body": "Do we?", "startTime": "3"}],
    [
        {"author": {"name": "Ana"}, "content": "We grow.", "start_ms": 500},
        {"author": {"name": "Ben"}, "content": "Do we?", "start_ms": 3000},
    ],
    [{"who": "Ana", "sentence": "We grow.", "ts": "00:00:00.500"}, {"who": "Ben", "sentence": "Do we?", "ts": "00:00:03"}],
    [
        {"name": "Ana", "utterance": "We grow.", "timestamp": [0.5, 1]},
        {"name": "Ben", "utterance": "Do we?", "timestamp": [3, 4]},
    ],
)


def read(name: str, lines: list[Segment] = LINES) -> Transcript:
    ending, writer, _ = ALL[name]
    return read_transcript(f"interview.{ending}", writer(lines).encode())


def turns(transcript: Transcript) -> list[tuple[str | None, str]]:
    return [(one.speaker, transcript.text[one.start : one.end]) for one in transcript.utterances]


@pytest.mark.parametrize("name", ALL)
def test_each_format_is_detected_and_reads_to_each_spoken_word_once(name: str) -> None:
    """The reader is found by content, and the speech is the words of the interview, in order, each once."""
    transcript = read(name)
    assert transcript.reader == ALL[name][2]
    labels = [(one.start, one.end) for one in transcript.passages if one.kind is PassageKind.LABEL]
    text = "".join(transcript.text[low:high] + " " for low, high in gaps(0, len(transcript.text), labels))
    assert text.split() == WORDS
    spoken = "".join(speech(transcript)[one.start : one.end] + " " for one in transcript.utterances).split()
    assert spoken == speech(transcript).split()
    assert spoken == [word for _, words in interview() if "quillstack" not in words for word in words.split()]


@pytest.mark.parametrize("name", ALL)
def test_times_rise_and_stand_at_the_words_they_time(name: str) -> None:
    """Time marks rise in offset, never fall in time, and stand at the first letter of a word said at that time."""
    transcript = read(name)
    for earlier, later in pairwise(transcript.times):
        assert earlier.offset < later.offset
        assert earlier.milliseconds <= later.milliseconds
    said = {line.start: line.words[0] for line in LINES}
    for mark in transcript.times:
        word = transcript.text[mark.offset :].split(maxsplit=1)[0]
        assert said.get(mark.milliseconds, word) == word
    if name not in {"blob", "caption lines", "labelled", "html"}:
        assert {mark.milliseconds for mark in transcript.times} >= set(said)


@pytest.mark.parametrize(
    "name", ["rolling vtt", "whisper", "json3", "srv3", "amazon", "deepgram", "assembly", "google", "rev", "whisperx"]
)
def test_word_times_are_kept(name: str) -> None:
    """Formats that time each word give a mark for each word."""
    transcript = read(name)
    timed = {mark.milliseconds: transcript.text[mark.offset :].split(maxsplit=1)[0] for mark in transcript.times}
    assert timed == {line.start + 340 * at: word for line in LINES for at, word in enumerate(line.words)}


@pytest.mark.parametrize("name", SPEAKING)
def test_speakers_change_where_the_file_says_so(name: str) -> None:
    """Each word outside the sponsor read has one speaker, and the speaker changes exactly where the interview's does."""
    transcript = read(name)
    found = [(word, one.speaker) for one in transcript.utterances for word in transcript.text[one.start : one.end].split()]
    expected = [(word, speaker) for speaker, words in interview() if "quillstack" not in words for word in words.split()]
    assert [word for word, _ in found] == [word for word, _ in expected]
    assert len({(one, other) for (_, one), (_, other) in zip(found, expected, strict=True)}) == 2
    assert all(one.confidence == 1.0 for one in transcript.utterances)


@pytest.mark.parametrize("name", ALL)
def test_reading_twice_gives_the_same_transcript(name: str) -> None:
    """Reading is deterministic."""
    assert read(name) == read(name)


@pytest.mark.parametrize("ending", SEEDS)
def test_seed_is_what_the_writer_writes(ending: str) -> None:
    """The sample files are made from the one interview, and are not edited apart from it."""
    assert (ROOT / "seeds" / f"{SEED}.{ending}").read_text(encoding="utf-8") == SEEDS[ending](LINES)


@pytest.mark.parametrize("ending", SEEDS)
def test_the_same_interview_has_the_same_text_and_speakers_in_each_format(ending: str) -> None:
    """What the extractor sees of the interview is the same in all six formats, guessed speakers included."""
    declared = Declared(speaker="Mira Castellan", host="Theo Brandt")
    first = read_transcript("a.txt", SEEDS["txt"](LINES).encode(), declared)
    other = read_transcript(f"{SEED}.{ending}", (ROOT / "seeds" / f"{SEED}.{ending}").read_bytes(), declared)
    assert speech(other).split() == speech(first).split()
    assert [(one.speaker, other.text[one.start : one.end]) for one in other.utterances] == [
        (one.speaker, first.text[one.start : one.end]) for one in first.utterances
    ]


def test_a_growing_caption_reads_once() -> None:
    """Captions that are shown word by word, each line longer than the one before, read to each word once."""
    shown = ["we", "we will", "we will ship", "we will ship in may", "and then", "and then rest"]
    cues = "".join(f"{at + 1}\n00:00:0{at},000 --> 00:00:0{at + 1},000\n{text}\n\n" for at, text in enumerate(shown))
    assert read_transcript("a.srt", cues.encode()).text == "we will ship in may and then rest"


def test_a_word_said_twice_is_kept_where_captions_do_not_roll() -> None:
    """The same short line in two cues that do not roll is two lines of speech."""
    texts = ["do you agree", "yes", "yes", "it is so", "fine with me"]
    cues = "".join(f"00:00:0{at}.000 --> 00:00:0{at + 1}.000\n{text}\n\n" for at, text in enumerate(texts))
    assert read_transcript("a.vtt", ("WEBVTT\n\n" + cues).encode()).text == " ".join(texts)


def test_webvtt_leaves_out_what_is_not_said() -> None:
    """Notes, styles, settings, cue names, tags and entities are not in the text; the voice is the speaker."""
    source = (
        "WEBVTT - a title\nLanguage: en\n\nNOTE\nnobody says this\n\nSTYLE\n::cue(b) { color: red }\n\nintro\n"
        "00:01.000 --> 00:04.000 align:start position:0%\n<v.loud Ana Ruiz>Costs <i>fell</i> &amp; <b>fell</b>.</v>\n\n"
        "00:04.000 --> 00:06.000\nAnd will fall.\n\n00:06.000 --> 00:09.000\n<v Ben>5 &lt; 6 &gt; 4, [laughter] sure.\n"
    )
    transcript = read_transcript("x.vtt", source.encode())
    assert transcript.text == "Costs fell & fell. And will fall.\n5 < 6 > 4, [laughter] sure."
    assert [(one.speaker, one.confidence) for one in transcript.utterances] == [("Ana Ruiz", 0.9), ("Ben", 1.0)]
    assert speech(transcript).endswith("5 < 6 > 4, " + " " * len("[laughter]") + " sure.")
    assert [mark.milliseconds for mark in transcript.times] == [1000, 4000, 6000]


def test_subrip_reads_labels_dashes_and_tags() -> None:
    """Labels in subtitles name the speaker until the next one; mark-up is left out."""
    source = (
        "1\r\n00:00:01,000 --> 00:00:02,000\r\n<i>ANA RUIZ:</i> We will grow.\r\n\r\n2\r\n00:00:02,500 --> 00:00:04,000\r\n"
        "{\\an8}By 2030, I think.\r\n\r\n3\r\n00:00:04,000 --> 00:00:05,000\r\nBEN: Really?\r\n\r\n"
        "4\r\n00:00:05,000 --> 00:00:06,000\r\nANA RUIZ: Yes.\r\n"
    )
    transcript = read_transcript("x.srt", source.encode())
    assert turns(transcript) == [
        ("ANA RUIZ", "We will grow. By 2030, I think."),
        ("BEN", "Really?"),
        ("ANA RUIZ", "Yes."),
    ]


@pytest.mark.parametrize("rows", ROWS)
@pytest.mark.parametrize("key", [None, "full_transcript", "utterances", "results", "anything"])
def test_lists_of_objects_read_under_their_common_names(rows: list[dict[str, object]], key: str | None) -> None:
    """A list of objects, alone or below a key, reads whatever its text, speaker and time are called."""
    value: object = rows if key is None else {"title": "Growth", "recorded": "2024-05-06", key: rows}
    transcript = read_transcript("x.json", json.dumps(value).encode())
    assert turns(transcript) == [
        ("Ana", "We grow."),
        ("Ben", "Do we?"),
    ]
    assert [mark.milliseconds for mark in transcript.times] == [500, 3000]
    if key is not None:
        assert transcript.title == "Growth"
        assert str(transcript.said_on) == "2024-05-06"


def test_json_lines_read_as_a_list() -> None:
    """One object a line is a list of objects."""
    source = '{"speaker": "Ana", "text": "We grow."}\n{"speaker": "Ben", "text": "Do we?"}\n'
    assert read_transcript("x.jsonl", source.encode()).text == "We grow.\nDo we?"


def test_whole_numbers_of_a_list_are_milliseconds_when_nobody_could_speak_so_slowly() -> None:
    """Times without a unit are seconds, unless the speech would then last for hours a sentence."""
    rows = [{"text": "one two three four five six", "start": at * 2400} for at in range(5)]
    assert [mark.milliseconds for mark in read_transcript("x.json", json.dumps(rows).encode()).times] == [0, 2400, 4800, 7200, 9600]
    rows = [{"text": "one two three four five six", "start": at * 2} for at in range(5)]
    assert [mark.milliseconds for mark in read_transcript("x.json", json.dumps(rows).encode()).times] == [0, 2000, 4000, 6000, 8000]


def test_whisperx_segment_with_two_speakers_is_cut_between_them() -> None:
    """A segment in which the words have different speakers makes a turn for each."""
    words = [
        {"word": "we", "start": 1, "speaker": "A1"},
        {"word": "grow", "start": 2},
        {"word": "really", "start": 3, "speaker": "B1"},
    ]
    value = {"segments": [{"start": 1, "end": 4, "text": "we grow really", "words": words}], "language": "en"}
    transcript = read_transcript("x.json", json.dumps(value).encode())
    assert turns(transcript) == [
        ("A1", "we grow"),
        ("B1", "really"),
    ]


def test_html_article_is_read_without_scripts_menus_and_mark_up() -> None:
    """Of an article page only the paragraphs of its main part are text, with labels found in them."""
    said = [("Ana", "We grow &amp; grow."), ("Ben", "Do we?")] * 3
    body = "".join(f"<p><b>{name}:</b> {text} {'and so it goes on ' * 6}</p>" for name, text in said)
    page = (
        "<!doctype html><html lang=en><head><title>Growth</title><link rel=canonical href='https://x.example/a'>"
        "<meta property='article:published_time' content='2024-05-06T10:00:00Z'><style>p{}</style></head><body>"
        "<nav><p>Home</p></nav><script>if (a<b) x('<p>no</p>')</script>"
        f"<article><h1>Growth</h1>{body}</article><footer><p>All rights</p></footer></body></html>"
    )
    transcript = read_transcript("x.html", page.encode())
    assert {one.speaker for one in transcript.utterances} == {"Ana", "Ben"}
    assert (transcript.title, transcript.url, str(transcript.said_on)) == ("Growth", "https://x.example/a", "2024-05-06")
    assert not any(word in transcript.text for word in ("Home", "rights", "<", "x(", "p{}"))


def test_ttml_offsets_and_entities() -> None:
    """TTML counts in clock times or in units, and its entities are characters."""
    source = (
        '<?xml version="1.0"?><tt xmlns="http://www.w3.org/ns/ttml"><body><div>'
        '<p begin="1.5s">A &amp; B<br/>C</p><p begin="00:00:03.000">D</p></div></body></tt>'
    )
    transcript = read_transcript("x.ttml", source.encode())
    assert transcript.text == "A & B C D"
    assert [mark.milliseconds for mark in transcript.times] == [1500, 3000]


def test_a_forced_reader_takes_the_file_as_it_is_told() -> None:
    """`reader` overrides the content, and an unknown name lists the ones there are."""
    source = b"WEBVTT\n\n00:01.000 --> 00:02.000\nhello there\n"
    assert read_transcript("x", source, reader="text").text.startswith("WEBVTT")
    with pytest.raises(TranscriptError, match=r"no reader is called 'word'; there are srt, vtt"):
        read_transcript("x", source, reader="word")


def test_a_file_that_fits_two_formats_is_refused() -> None:
    """When two formats fit equally, the message names both and the option that decides."""
    both = {"segments": [{"text": "hello there", "start": 0, "body": "hello there", "startTime": 0}]}
    with pytest.raises(TranscriptError, match="could be whisper and podcast; choose with --reader NAME"):
        read_transcript("x.json", json.dumps(both).encode())
    assert read_transcript("x.json", json.dumps(both).encode(), reader="podcast").text == "hello there"


@pytest.mark.parametrize(
    "cues",
    [
        "1\n{0}\nWe will grow.\n\n2\n{1}\nBy half.\n",
        "1\n{0}\nWe will grow.\n\n7\n{1}\nBy half.\n",
        "1\n{0}\nWe will grow.\n2\n{1}\nBy half.\n",
        "1\n{0}\n2\n{0}\nWe will grow.\n\n3\n{1}\nBy half.\n",
        "1\n{0}\n5\n{0}\nWe will grow.\n\n6\n{1}\nBy half.\n",
        "{0}\nWe will grow.\n\n{1}\nBy half.\n",
    ],
    ids=["in order", "one left out", "no empty line", "an empty cue", "an empty cue, one left out", "none"],
)
def test_numbers_of_subtitles_are_not_speech(cues: str) -> None:
    """The number before a cue is left out wherever it stands alone, and where it is the next one."""
    source = cues.format("00:00:01,000 --> 00:00:02,000", "00:00:02,000 --> 00:00:03,000")
    assert read_transcript("x.srt", source.encode()).text == "We will grow. By half."


def test_a_number_that_is_said_stays_in_subtitles() -> None:
    """A line of digits below other words, which is not the next number, is speech."""
    source = "1\n00:00:01,000 --> 00:00:02,000\nWe will be\n50\n\n2\n00:00:02,000 --> 00:00:03,000\nBy half.\n"
    assert read_transcript("x.srt", source.encode()).text == "We will be 50 By half."


def test_two_who_speak_in_one_turn_are_told_apart() -> None:
    """In a turn of two speakers each mark names the one whose words follow."""
    source = (
        '<?xml version="1.0"?><Trans><Speakers><Speaker id="s1" name="Ada"/><Speaker id="s2" name="Ben"/></Speakers>'
        "<Episode><Section>"
        '<Turn speaker="s1" startTime="0" endTime="2"><Sync time="0"/>We will ship it.</Turn>'
        '<Turn speaker="s1 s2" startTime="2" endTime="4"><Sync time="2"/><Who nb="2"/>Will you?<Who nb="1"/>By 2027.</Turn>'
        "</Section></Episode></Trans>"
    )
    transcript = read_transcript("x.trs", source.encode())
    said = [(one.speaker, transcript.text[one.start : one.end]) for one in transcript.utterances]
    assert said == [("Ada", "We will ship it."), ("Ben", "Will you?"), ("Ada", "By 2027.")]


def test_words_before_a_note_inside_a_turn_are_speech() -> None:
    """A note in the middle of a turn is left out, what stands before and after it is not."""
    source = (
        '<?xml version="1.0"?><TEI><text><body><u who="#ada">We <hi>will</hi> ship it <note>laughs</note>by 2027.</u>'
        '<u who="#ben">Will you?</u><u who="#ada">Yes.</u></body></text></TEI>'
    )
    assert read_transcript("x.xml", source.encode()).text == "We will ship it by 2027.\nWill you?\nYes."
