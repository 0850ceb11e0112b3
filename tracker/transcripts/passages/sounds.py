"""Finds sound notes: sounds that a captioner noted, not speech."""

import re

from tracker.records import Passage, PassageKind
from tracker.transcripts.layout.time_stamps import time_ms

_SOUND = (
    r"(?:theme |upbeat |intro |outro |soft |background )?music(?: playing| fades?| break)?|applause|laugh(?:s|ter|ing|ed)?|"
    r"(?:audience |all |both |everyone )laugh(?:s|ter|ing)?|chuckl(?:es?|ing)|giggl(?:es?|ing)|cheer(?:s|ing)(?: and applause)?|"
    r"sigh(?:s|ing)?|cough(?:s|ing)?|clears throat|"
    r"inaudible(?: segment)?|unintelligible|indiscernible|cross[- ]?talk|overlapping speech|"
    r"silence|pause|beat|long pause|no audio|blank_audio|foreign(?: language)?|speaking (?:in )?[a-z ]{3,30}|"
    r"(?:background )?(?:noise|conversation)|phonetic|sic|snort(?:s|ing)?|gasp(?:s|ing)?|whistl(?:es|ing)|sing(?:s|ing)|"
    r"bell (?:rings|dings)|(?:phone )?ring(?:s|ing)|technical difficulties|"
    r"audio (?:cuts out|drops|glitch)|break|commercial break|_+"
)
# Reactions of the hall, which minutes and records note on a line of their own.
_REACTION = (
    r"applause|laughter|interruption|interjections?|beifall|heiterkeit|zurufe?|lachen|applaudissements|rires|exclamations|"
    r"aplausos|risas|applausi|ilarità"
)
NOTE = re.compile(
    rf"\\?\[[ \t]{{0,9}}(?:{_SOUND})(?:[ ,]{{1,3}}\d{{1,3}}:\d\d(?::\d\d)?(?:[.:;,]\d{{1,3}})?)?[ \t]{{0,9}}\\?\]"
    rf"|\([ \t]{{0,9}}(?:{_SOUND})[.,]?[ \t]{{0,9}}\)|\*(?:{_SOUND})\*"
    rf"|^[ \t]{{0,9}}\((?:{_REACTION})\b[^()\n]{{0,160}}\)[ \t]*\r?$"
    r"|(?-i:^[ \t]{0,9}\([A-Z][A-Z0-9 ,.'’\"“”:-]{4,80}\)[ \t]*\r?$)"
    r"|[♪♫♬]+(?:[^♪♫♬\n]{0,200}[♪♫♬]+)?",
    re.I | re.M,
)


TIME = re.compile(r"\d{1,3}:[\d:.;,]{2,12}")


def note_ms(note: str) -> int | None:
    """The time in a note such as "[unintelligible 00:10:27.27]" in milliseconds, or None."""
    found = TIME.search(note)
    return time_ms(found[0]) if found else None


def sound_notes(text: str) -> list[Passage]:
    """The sound notes of a text: "[Music]", "(laughter)", "*sighs*", a line between music notes."""
    if not any(mark in text for mark in "[(*♪♫♬"):
        return []
    return [Passage(start=match.start(), end=match.end(), kind=PassageKind.SOUND) for match in NOTE.finditer(text)]
