"""Annotations in one tier per speaker, sorted by time: ELAN (.eaf) and EXMARaLDA (.exb)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tracker.transcripts.formats.timed_pieces import Spoken
from tracker.transcripts.layout.clock import seconds_ms

ROOTS = frozenset({"annotation_document", "basic-transcription"})
SLOTS = frozenset({"time_slot", "tli"})
ANNOTATIONS = frozenset({"alignable_annotation", "event"})
NAMES = frozenset({"abbreviation"})


@dataclass(frozen=True, slots=True)
class _Said:
    """An annotation: its starting time slot, its speaker and its words."""

    slot: str
    speaker: str | None
    words: str


@dataclass(slots=True)
class Tiers:
    """Collects the annotations of independent tiers; `spoken` is filled at the end of the file."""

    spoken: list[Spoken] = field(default_factory=list)
    times: dict[str, int] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    said: list[_Said] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    depth: int = 0
    described: str = ""
    speaker: str | None = None
    aside: bool = False
    slot: str | None = None

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Records times, names and the start of an annotation."""
        name = tag.casefold()
        given = {key.casefold(): value for key, value in attributes.items()}
        self.depth += 1
        self.pieces.clear()
        if name in SLOTS:
            self._timed(given)
        elif name == "speaker":
            self.described = given.get("id", "")
        elif name == "tier":
            self.speaker = given.get("participant") or given.get("speaker") or given.get("tier_id")
            self.aside = "parent_ref" in given or given.get("type", "t") != "t"
        elif name in ANNOTATIONS and not self.aside:
            self.slot = given.get("time_slot_ref1") or given.get("start")

    def end(self, tag: str) -> None:
        """Records the words of an annotation, and sorts all of them at the end of the file."""
        name = tag.casefold()
        words = "".join(self.pieces).strip()
        if name in NAMES and self.described and words:
            self.names[self.described] = words
        elif self.slot is not None and words:
            self.said.append(_Said(self.slot, self.speaker, words))
            self.slot = None
        self.pieces.clear()
        self.depth -= 1
        if self.depth == 0:
            self._order()

    def words(self, data: str) -> None:
        """Collects the words of an element."""
        self.pieces.append(data)

    def _timed(self, given: Mapping[str, str]) -> None:
        slot = given.get("time_slot_id") or given.get("id") or ""
        if given.get("time_value", "").isdecimal():
            self.times[slot] = int(given["time_value"][:12])
        elif (time := seconds_ms(given.get("time"))) is not None:
            self.times[slot] = time

    def _order(self) -> None:
        """Sorts the annotations by time, those without a time first."""
        ordered = sorted(self.said, key=lambda one: self.times.get(one.slot, 0))
        self.spoken += [
            Spoken(text=one.words, speaker=self.names.get(one.speaker or "", one.speaker), milliseconds=self.times.get(one.slot))
            for one in ordered
        ]
