"""Who speaks where the file does not say, what is advertising, what is a teaser, and which language it is."""

import itertools
import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.transcripts.transcript_writers import MASTER, NAMES, blob, interview, segments, whisperx_json
from tracker.records import PassageKind, Transcript
from tracker.transcripts import Declared, read_transcript, speech
from tracker.transcripts.speakers.host_and_guest import _posterior
from tracker.transcripts.text_language import language_of

BLOB = blob(segments(interview()))
DECLARED = Declared(speaker=NAMES["guest"], host=NAMES["host"])


def passages(transcript: Transcript, kind: PassageKind) -> list[str]:
    return [transcript.text[one.start : one.end] for one in transcript.passages if one.kind is kind]


def test_captions_without_labels_have_no_speaker_unless_one_is_declared() -> None:
    """Nobody is named silently."""
    assert {one.speaker for one in read_transcript("x.txt", BLOB.encode()).utterances} == {None}


def test_host_and_guest_are_told_apart_in_captions() -> None:
    """With speaker and host declared, more words are given to the right one than if all were the guest's, none with certainty."""
    transcript = read_transcript("x.txt", BLOB.encode(), DECLARED)
    said = [(speaker, word) for speaker, words in interview() if "quillstack" not in words for word in words.split()]
    given = [(one.speaker, word) for one in transcript.utterances for word in transcript.text[one.start : one.end].split()]
    assert [word for _, word in given] == [word for _, word in said]
    right = sum(one == other for one, other in zip(given, said, strict=True))
    assert right > sum(speaker == NAMES["guest"] for speaker, _ in said)
    assert right / len(said) > 0.8
    assert all(0.5 <= one.confidence <= 0.8 for one in transcript.utterances)
    assert any("guessed" in note for note in transcript.notes)


def test_what_the_host_says_is_nobodys_when_no_host_is_declared() -> None:
    """A question is not put into the main speaker's mouth."""
    transcript = read_transcript("x.txt", BLOB.encode(), Declared(speaker=NAMES["guest"]))
    assert {one.speaker for one in transcript.utterances} == {NAMES["guest"], None}


def test_labels_stand_over_the_declared_speaker() -> None:
    """A labelled file keeps its labels; a declared name that is not among them gives a note."""
    source = b"ANA: We grow.\n\nBEN: Do we?\n\nANA: Yes.\n\nBEN: I see.\n"
    transcript = read_transcript("x.txt", source, Declared(speaker="Cleo Adams", host="Ben"))
    assert {one.speaker for one in transcript.utterances} == {"ANA", "BEN"}
    assert transcript.notes == ("no turn is labelled 'Cleo Adams'; the labels are kept (ANA, BEN)",)


def test_numbered_voices_get_the_declared_names() -> None:
    """Of two numbered voices the one that speaks most is the declared speaker, and the other one the host, not with certainty."""
    transcript = read_transcript("x.json", whisperx_json(segments(interview())).encode(), DECLARED)
    assert {one.speaker for one in transcript.utterances} == set(NAMES.values())
    assert transcript.utterances[0].speaker == NAMES["host"]
    assert all(one.confidence < 1.0 for one in transcript.utterances)
    assert any("who speaks most, is taken for Mira Castellan" in note for note in transcript.notes)


def test_numbered_voices_keep_their_numbers_when_nobody_speaks_most() -> None:
    """If nobody speaks most of the words, nobody becomes the declared speaker."""
    rows = [{"speaker": f"SPEAKER_0{at % 3}", "text": "we will grow by then"} for at in range(9)]
    transcript = read_transcript("x.json", json.dumps(rows).encode(), Declared(speaker="Ana Ruiz"))
    assert {one.speaker for one in transcript.utterances} == {"SPEAKER_00", "SPEAKER_01", "SPEAKER_02"}


def test_of_three_numbered_voices_none_is_taken_for_the_host() -> None:
    """Who speaks most is the declared speaker; which of the others asks is not guessed."""
    rows = [{"speaker": f"SPEAKER_0{at}", "text": "we will grow by then " * (5 if at == 1 else 1)} for at in (0, 1, 2, 1, 0, 1)]
    transcript = read_transcript("x.json", json.dumps(rows).encode(), Declared(speaker="Ana Ruiz", host="Ben Ode"))
    assert {one.speaker for one in transcript.utterances} == {"SPEAKER_00", "Ana Ruiz", "SPEAKER_02"}


def test_a_voice_that_goes_on_without_its_name_is_less_sure() -> None:
    """A cue without a voice is given to the voice before it, with nine tenths."""
    cues = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ana Ruiz>We will grow.\n\n00:03.000 --> 00:04.000\nBy a lot.\n"
    turns = read_transcript("x.vtt", cues.encode()).utterances
    assert [(one.speaker, one.confidence) for one in turns] in ([("Ana Ruiz", 1.0), ("Ana Ruiz", 0.9)], [("Ana Ruiz", 0.9)])


def test_a_sponsor_read_is_left_out_of_speech_and_turns() -> None:
    """Only the advertisement in the interview is a sponsor read."""
    transcript = read_transcript("x.txt", BLOB.encode())
    (advert,) = passages(transcript, PassageKind.SPONSOR)
    expected = next(line.partition("\t")[2] for line in MASTER.read_text(encoding="utf-8").splitlines() if "quillstack" in line)
    assert advert.split() == expected.split()
    assert "quillstack" not in speech(transcript)


FILLER = "and so the second plant opened in the spring and nobody in the valley had expected it to work so well at all "


@pytest.mark.parametrize(
    "read",
    [
        "we'll be right back after a quick word from our sponsor Tidewell makes calendars that work go to tidewell.com slash port",
        "this episode is brought to you by Tidewell use code PORT at checkout",
        "now a word from our partners Tidewell is what I use every day get twenty percent off your first year at tidewell.com",
    ],
)
def test_sponsor_reads_are_found(read: str) -> None:
    """An opening with an offer is an advertisement."""
    shown = speech(read_transcript("x.txt", f"{FILLER * 20}{read} {FILLER * 20}".encode()))
    assert "idewell" not in shown
    assert shown.split() == (FILLER * 40).split() or len(shown.split()) - len((FILLER * 40).split()) < 12


@pytest.mark.parametrize(
    "talk",
    [
        "our biggest customer sponsored the whole thing and they will pay again next year",
        "we give 20 percent off to schools and I think it will be 30 percent by next year",
        "you can go to tidewell.com and see what the price will be in 2030",
        "they wrote code for years and at checkout the price falls",
    ],
)
def test_talk_about_prices_and_sponsors_is_no_advertisement(talk: str) -> None:
    """One such phrase in an interview hides nothing."""
    assert talk in speech(read_transcript("x.txt", f"{FILLER * 20}{talk} {FILLER * 20}".encode()))


def test_a_cold_open_is_linked_to_what_it_repeats() -> None:
    """A clip of the interview before its beginning is a teaser, still speech, linked to the passage it repeats."""
    turn = next(words for speaker, words in interview() if "price of a packet" not in words and "price per token" in words)
    transcript = read_transcript("x.txt", (turn + "\n" + BLOB).encode())
    (teaser,) = [one for one in transcript.passages if one.kind is PassageKind.TEASER]
    assert teaser.repeats is not None
    low, high = teaser.repeats
    assert transcript.text[teaser.start : teaser.end].split() == transcript.text[low:high].split()
    assert len(transcript.text[low:high].split()) > 0.9 * len(turn.split())
    assert "price per token" in speech(transcript)[: len(turn)]


def test_an_interview_without_a_cold_open_has_no_teaser() -> None:
    """What is said twice in passing is no teaser."""
    assert passages(read_transcript("x.txt", BLOB.encode()), PassageKind.TEASER) == []


SAMPLES = {
    "en": "well I think that we will have to wait and see what happens with the "
    "prices because nobody in the room knows what it is going to be",
    "de": "ich glaube dass wir nicht wissen was mit den Preisen passiert und das "
    "ist auch gut so weil man es einfach nicht sagen kann",
    "fr": "je pense que nous ne savons pas ce qui va se passer avec les prix et "
    "que c'est une bonne chose pour tout le monde dans le pays",
    "es": "yo creo que no sabemos lo que va a pasar con los precios y eso es una cosa buena para todo el mundo en este país",
    "pt": "eu acho que nós não sabemos o que vai acontecer com os preços e isso "
    "é uma coisa boa para todo o mundo no país mas não é fácil",
    "it": "io credo che non sappiamo che cosa succede con i prezzi e questa è "
    "una cosa che per il paese non è molto facile da capire",
    "nl": "ik denk dat we niet weten wat er met de prijzen gaat gebeuren en dat is ook goed want het is voor het land niet zo erg",
    "pl": "myślę że nie wiemy co się stanie z cenami i to jest dobra rzecz dla "
    "tego kraju ale nie wiem czy tak już zostanie na zawsze",
    "ru": "я думаю что мы не знаем что будет с ценами и это хорошо потому что никто не может этого знать заранее",
    "zh": "我认为我们不知道明年价格会怎么样，这是好事，因为没有人能事先知道，所以我们等着看吧。",
    "ja": "来年の価格がどうなるかは誰にもわからないと思いますし、それは良いことだと思っています。",
    "ko": "내년에 가격이 어떻게 될지 아무도 모른다고 생각하고 그것은 좋은 일이라고 생각합니다 정말로 그렇습니다",
}


@pytest.mark.parametrize("code", SAMPLES)
def test_language_is_recognised_and_said(code: str) -> None:
    """Text that is not English has its language set and a note; English has no note."""
    transcript = read_transcript("x.txt", SAMPLES[code].encode())
    assert transcript.language == code
    assert any("not English" in note for note in transcript.notes) == (code != "en")


def test_a_language_that_the_file_declares_wrongly_is_said() -> None:
    """The words count, and the conflict is a note."""
    source = f"WEBVTT\nLanguage: en-US\n\n00:01.000 --> 00:09.000\n{SAMPLES['de']}\n"
    transcript = read_transcript("x.vtt", source.encode())
    assert transcript.language == "de"
    assert "the file declares English, but its words are German" in transcript.notes


def test_a_few_words_have_no_language() -> None:
    """The language of too short a text is unknown."""
    assert language_of("yes we will") is None


@given(st.lists(st.tuples(st.floats(-4, 4), st.floats(-6, -0.5), st.floats(-6, -0.5)), min_size=1, max_size=6))
def test_the_chance_of_the_host_is_that_of_all_orders_of_turns_together(pieces: list[tuple[float, float, float]]) -> None:
    """The forward-backward algorithm gives what adding up every sequence of host and guest gives."""
    weights, to_guest, to_host = (list(values) for values in zip(*pieces, strict=True))
    total, for_host = 0.0, [0.0] * len(pieces)
    for hosts in itertools.product((True, False), repeat=len(pieces) + 1):
        chance = 1.0
        for before, host, (weight, guest_next, host_next) in zip(hosts, hosts[1:], pieces, strict=False):
            leaving = math.exp(guest_next if before else host_next)
            chance *= (leaving if before is not host else 1 - leaving) * (math.exp(weight) if host else 1.0)
        total += chance
        for_host = [each + chance * host for each, host in zip(for_host, hosts[1:], strict=True)]
    assert _posterior(weights, to_guest, to_host) == pytest.approx([each / total for each in for_host], rel=1e-6)
