"""Keys at the head of a transcript are no speech and name its labels; answers that look like one are speech."""

import pytest

from tracker.transcripts import read_transcript, speech

SAID = (
    "Will the plant be ready soon?",
    "We will ship the first reactor by the end of 2027.",
    "And the costs?",
    "They will fall by half.",
)


def talk(host: str, guest: str, form: str = "{}: {}\n") -> str:
    return "".join(form.format((host, guest)[number % 2], words) for number, words in enumerate(SAID))


INITIALS = talk("TV", "OL")
KEYS = {
    "initials and colons": "Interview at the plant\n\nTV: Tamsin Vey\nOL: Odo Lind\n\n" + INITIALS,
    "initials and signs of equality": "TV = Tamsin Vey\nOL = Odo Lind\n\n" + INITIALS,
    "a list on one line": "Participants: Tamsin Vey (TV), Odo Lind (OL)\n\n" + INITIALS,
    "a list without initials": "Participants: Tamsin Vey, Odo Lind\n\n" + INITIALS,
    "a list below its title": "Participants:\n- Tamsin Vey, host (TV)\n- Odo Lind, head of Lind Reactors (OL)\n\n" + INITIALS,
    "a key on one line": "Key: TV: Tamsin Vey, OL: Odo Lind\n\n" + INITIALS,
    "equalities on one line": "Speakers: TV = Tamsin Vey; OL = Odo Lind\n\n" + INITIALS,
    "roles with initials": "Interviewer: Tamsin Vey (TV)\nInterviewee: Odo Lind (OL)\nDate: June 26, 2024\n\n" + INITIALS,
    "names and initials": "Tamsin Vey (TV)\nOdo Lind (OL)\n\n" + INITIALS,
    "names in front matter": "---\nspeakers: [Tamsin Vey, Odo Lind]\n---\n\n" + INITIALS,
    "roles that are labels": "Interviewer: Tamsin Vey\nInterviewee: Odo Lind\n\n" + talk("Interviewer", "Interviewee"),
    "roles of names that are labels": "Host: Tamsin Vey\nGuest: Odo Lind\n\n" + talk("Tamsin Vey", "Odo Lind"),
    "codes": "P1: Tamsin Vey\nP2: Odo Lind\n\n" + talk("P1", "P2"),
    "codes in brackets": "[TV] Tamsin Vey, host\n[OL] Odo Lind, founder\n\n" + talk("TV", "OL", "[{}] {}\n"),
    "who was there": "Present: Tamsin Vey, Odo Lind and Ana Ruiz\n\n" + talk("Tamsin Vey", "Odo Lind"),
    "bold labels": "# Talk\n\n**TV** – Tamsin Vey, host\n**OL** – Odo Lind (CEO, Lind)\n\n" + talk("TV", "OL", "**{}:** {}\n\n"),
    "a page": "<html><body><p>TV: Tamsin Vey<br>OL: Odo Lind</p>" + talk("TV", "OL", "<p>{}: {}</p>") + "</body></html>",
}


@pytest.mark.parametrize("kind", KEYS)
def test_a_key_is_no_speech_and_names_the_labels(kind: str) -> None:
    """Only what was said is speech, and the turns carry full names."""
    transcript = read_transcript("talk", KEYS[kind].encode())
    said = speech(transcript)
    assert [" ".join(said[one.start : one.end].split()) for one in transcript.utterances] == list(SAID)
    assert [one.speaker for one in transcript.utterances] == ["Tamsin Vey", "Odo Lind"] * 2


ANSWERS = {
    "names as answers": "TV: Who will win it?\nOL: Ana Ruiz\nTV: And then?\nOL: Ben Okri\nTV: And by 2027?\nOL: Tamsin Vey\n",
    "a name said first": "Host: Tamsin Vey.\nGuest: Glad to be here.\nHost: And the costs?\nGuest: They will fall.\n",
    "a name behind the head": "TV: So who is it?\nOL: Odo Lind\nTV: Thank you.\nOL: Not at all.\n",
}


@pytest.mark.parametrize("kind", ANSWERS)
def test_a_name_that_is_an_answer_is_speech(kind: str) -> None:
    """A bare name behind a label is a turn where it answers, and labels stay as they stand."""
    transcript = read_transcript("talk", ANSWERS[kind].encode())
    turns = [line.partition(": ") for line in ANSWERS[kind].splitlines()]
    assert [(one.speaker, transcript.text[one.start : one.end]) for one in transcript.utterances] == [
        (who, said) for who, _, said in turns
    ]
