"""A text that needs no reader as a transcript: one turn from its first letter to its last."""

import datetime as dt
import hashlib

from tracker.records import Transcript, Utterance


def one_turn(text: str, *, doc: str, said_on: dt.date | None, speaker: str | None = None, confidence: float = 0.0) -> Transcript:
    """The text to the letter as one utterance, none where it is empty; `confidence` is how sure it is that `speaker` speaks."""
    return Transcript(
        doc=doc,
        text=text,
        sha256=hashlib.sha256(text.encode("utf-8", "replace")).hexdigest(),
        said_on=said_on,
        utterances=(Utterance(start=0, end=len(text), speaker=speaker, confidence=confidence),) if text else (),
    )
