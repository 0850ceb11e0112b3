"""What the restorer learns from: stretches of punctuated speech, from labelled windows and from whole transcripts."""

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
"""Words of a stretch of a transcript, and from the begin of one to that of the next."""


@dataclass(frozen=True, slots=True)
class Punctuated:
    """A text with its marks, a label in front of a line where the speaker changes."""

    text: str
    document: Document


def labelled_speech(transcript: Transcript) -> str:
    """The speech of a transcript with "Name: " before each turn of another speaker."""
    text = speech(transcript)
    parts: list[str] = []
    before = None
    for utterance in transcript.utterances:
        opens = f"\nSpeaker {len(parts)}: " if utterance.speaker != before and parts else " "
        parts += [opens, " ".join(text[utterance.start : utterance.end].split())]
        before = utterance.speaker
    return "".join(parts) or text


def of_speech(transcript: Transcript) -> list[Punctuated]:
    """The stretches of a punctuated transcript, WORDS long, every STRIDE words; none of one without marks."""
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
    """The texts of examples that carry marks, each once, and the stretches of the transcripts `speech_of`."""
    texts = {each.text: each for each in examples if is_punctuated(each.text)}
    found = [Punctuated(text, each.document) for text, each in texts.items()]
    for path in speech_of:
        try:
            transcript = read_transcript(str(path), path.read_bytes())
        except OSError as error:
            raise TrackerError(f"{path}: cannot be read ({error.strerror})") from None
        found += of_speech(transcript)
    return found
