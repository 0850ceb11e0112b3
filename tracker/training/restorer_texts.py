"""Training texts for the restorer: spans of punctuated speech from labelled windows and whole transcripts."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tracker.errors import TrackerError
from tracker.records import Transcript
from tracker.training.captioned import is_punctuated
from tracker.training.examples import Document, Example, document_digest
from tracker.transcripts import read_transcript, speech

WORDS, STRIDE = 115, 90
"""The number of words in a span of a transcript, and between the starts of two spans."""


@dataclass(frozen=True, slots=True)
class Punctuated:
    """A punctuated text, with a label before each line where the speaker changes."""

    text: str
    document: Document


def labelled_speech(transcript: Transcript) -> str:
    """The speech of a transcript with a label such as "Speaker 3:" before each change of speaker."""
    text = speech(transcript)
    parts: list[str] = []
    before = None
    for utterance in transcript.utterances:
        opens = f"\nSpeaker {len(parts)}: " if utterance.speaker != before and parts else " "
        parts += [opens, " ".join(text[utterance.start : utterance.end].split())]
        before = utterance.speaker
    return "".join(parts) or text


def spans_of(transcript: Transcript) -> list[Punctuated]:
    """Spans of WORDS words, one every STRIDE words; none if the transcript is not punctuated."""
    text = labelled_speech(transcript)
    if not is_punctuated(text):
        return []
    words = [match.span() for match in re.finditer(r"\S+", text)]
    document = Document(document_digest("transcripts", transcript.doc))
    stretches = []
    for place in range(0, len(words), STRIDE):
        last = min(place + WORDS, len(words)) - 1
        stretches.append(Punctuated(text[words[place][0] : words[last][1]], document))
    return stretches


def load_punctuated(examples: Sequence[Example], speech_of: Iterable[Path]) -> list[Punctuated]:
    """The punctuated texts of examples, each once, and the spans of the transcripts `speech_of`."""
    texts = {each.text: each for each in examples if is_punctuated(each.text)}
    found = [Punctuated(text, each.document) for text, each in texts.items()]
    for path in speech_of:
        try:
            transcript = read_transcript(str(path), path.read_bytes())
        except OSError as error:
            raise TrackerError(f"{path}: cannot be read ({error.strerror})") from None
        found += spans_of(transcript)
    return found
