"""Makes a transcript of one turn from a text that needs no reader."""

import datetime as dt
import hashlib

from tracker.records import Transcript, Utterance


def one_turn(text: str, *, doc: str, said_on: dt.date | None, speaker: str | None = None, confidence: float = 0.0) -> Transcript:
    """The unchanged text as one utterance, or none if it is empty; `confidence` is how certain the speaker is."""
    return Transcript(
        doc=doc,
        text=text,
        sha256=hashlib.sha256(text.encode("utf-8", "replace")).hexdigest(),
        said_on=said_on,
        utterances=(Utterance(start=0, end=len(text), speaker=speaker, confidence=confidence),) if text else (),
    )
