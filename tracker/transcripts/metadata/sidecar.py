"""Reads the sidecar file of a transcript: the NAME.info.json that yt-dlp writes for a recording."""

import json

from tracker.errors import TranscriptError
from tracker.transcripts.draft import Declared
from tracker.transcripts.metadata.front_matter import TITLE_FIELDS, URL_FIELDS, first_day, first_text

CHANNEL_FIELDS = ("channel", "uploader", "series")
ENDING = ".info.json"


def declared_in_sidecar(name: str, data: bytes) -> Declared:
    """Title, day, address and channel that a NAME.info.json states.

    Raises TranscriptError when it is not a JSON object.
    """
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, dict):
        raise TranscriptError(name, "not a JSON object, so neither title nor day is taken from it; correct or remove it")
    return Declared(
        said_on=first_day(value),
        title=first_text(value, ("fulltitle", *TITLE_FIELDS)),
        url=first_text(value, ("webpage_url", "original_url", *URL_FIELDS)),
        channel=first_text(value, CHANNEL_FIELDS),
    )
