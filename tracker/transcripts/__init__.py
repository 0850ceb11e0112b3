"""Reading transcripts: any format in, one text with its speakers and times out."""

from tracker.text.stretches import speech
from tracker.transcripts.draft import Declared
from tracker.transcripts.formats.registry import reader_names
from tracker.transcripts.one_turn import one_turn
from tracker.transcripts.reading import read_transcript

__all__ = ["Declared", "one_turn", "read_transcript", "reader_names", "speech"]
