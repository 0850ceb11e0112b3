"""Who speaks where nothing in the text says so."""

from dataclasses import replace

from tracker.records import Utterance


def attributed(utterances: list[Utterance], speaker: str | None) -> list[Utterance]:
    """The utterances with those of nobody given to the main speaker, when none carries a label."""
    if speaker is None or any(one.speaker for one in utterances):
        return utterances
    return [replace(one, speaker=speaker, confidence=0.7) for one in utterances]
