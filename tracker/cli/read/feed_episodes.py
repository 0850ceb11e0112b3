"""The episodes of a podcast feed to read, and what the feed says about each."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tracker.cli.read.inputs import Input
from tracker.transcripts import Declared

if TYPE_CHECKING:
    from tracker.fetch import Episode


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """The episodes to read, one line for each that cannot be read, and a summary with counts."""

    inputs: list[Input]
    faults: tuple[str, ...]
    summary: str


def follow(feed: str, since: dt.date | None, given: Declared, known: Collection[tuple[str, str | None]]) -> Followed:
    """The episodes of the feed at an address or in a file that were published on or after `since`, the oldest first.

    `known` holds the addresses and titles of episodes read before, which are skipped. Raises TranscriptError if it is not a feed.
    """
    from tracker.extract.batch import open_bytes
    from tracker.fetch import read_feed

    episodes = read_feed(feed, open_bytes(feed))
    inputs: list[Input] = []
    faults: list[str] = []
    counts = {"earlier": 0, "read before": 0, "without a transcript": 0}
    for episode in episodes:
        if episode.day is None:
            faults.append(f"{feed}: {_called(episode)} has no day in the feed; read its transcript alone with --date")
        elif since is not None and episode.day < since:
            counts["earlier"] += 1
        elif not episode.transcripts:
            counts["without a transcript"] += 1
        elif (episode.url, episode.title) in known:
            counts["read before"] += 1
        else:
            inputs.append(Input(name=episode.transcripts[0], declared=_declared(episode, given), doc=episode.doc))
    inputs.sort(key=_day)
    passed_over = [f"{count} {what}" for what, count in counts.items() if count]
    return Followed(
        inputs=inputs,
        faults=tuple(faults),
        summary=f"{feed}: {len(inputs)} of {len(episodes)} episodes to read" + "".join(f", {each}" for each in passed_over),
    )


def _called(episode: "Episode") -> str:
    return repr(episode.title) if episode.title else "an item without a title"


def _declared(episode: "Episode", given: Declared) -> Declared:
    """What the feed says about an episode. A date in the transcript is closer to the day of speaking than the publication date.

    With several guests, a transcript without labels does not say which one is quoted.
    """
    speaker = given.speaker or (episode.guests[0] if len(episode.guests) == 1 else None)
    host = given.host or (episode.hosts[0] if len(episode.hosts) == 1 else None)
    sidecar = Declared(said_on=episode.day, notes=_unplaced(episode) if speaker is None else ())
    return replace(given, speaker=speaker, host=host, title=episode.title, url=episode.url, sidecar=sidecar)


def _unplaced(episode: "Episode") -> tuple[str, ...]:
    return (f"the feed names {', '.join(episode.guests)} as guests; --speaker says who is quoted",) if episode.guests else ()


def _day(one: Input) -> dt.date:
    sidecar = one.declared.sidecar
    return (sidecar.said_on if sidecar else None) or dt.date.max
