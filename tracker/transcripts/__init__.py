"""Reading transcripts: any format in, one text with its speakers and times out."""

from tracker.transcripts.draft import Declared
from tracker.transcripts.one_turn import one_turn
from tracker.transcripts.reading import read_transcript
from tracker.transcripts.registry import reader_names
from tracker.transcripts.spans import speech

__all__ = ["Declared", "one_turn", "read_transcript", "reader_names", "speech"]
