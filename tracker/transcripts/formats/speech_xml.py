"""XML with speech in its elements: parliamentary records, cues with a speaker, TEI; anything but HTML and timed text."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from tracker.errors import TranscriptError
from tracker.transcripts.draft import Draft, InputFile
from tracker.transcripts.formats.tiers import ROOTS, Tiers
from tracker.transcripts.formats.timed_pieces import Spoken, compose
from tracker.transcripts.formats.youtube import Walker, parsed
from tracker.transcripts.formats.youtube import fits_xml as is_timed_text
from tracker.transcripts.layout.clock import seconds_ms

ROOT = re.compile(
    r"\s{0,200}(?:<\?xml[^<>]{0,200}\?>\s{0,200})?(?:<!(?:--.{0,2000}?-->|DOCTYPE[^<>\[]{0,300}>)\s{0,200}){0,5}<(?P<root>[A-Za-z][\w:.-]{0,60})[\s>/]",
    re.S,
)
HTML_ROOTS = frozenset(
    """html head body div p span a b i u em strong cite time h1 h2 h3 h4 h5 h6 ul ol li table br hr main article section header
    footer nav pre blockquote script style title meta link img font center v c sound sami""".split()
)
SPEAKERS = ("speakername", "speaker", "who", "person", "person_name", "name", "voice", "by", "agent", "author")
TIMES = ("start", "begin", "time", "starttime", "start_time", "from", "timestamp")
TURNS = frozenset(
    "speech turn u sp utterance contribution intervention statement cue segment line question answer reply text sync".split()
)
NAMES = frozenset({"speaker", "name", "talker", "person", "member"})
# Elements that give the name for a speaker's id.
DECLARED = frozenset({"speaker", "person", "agent", "participant", "member"})
SPELLED = frozenset({"name", "persname", "abbreviation"})
BLOCKS = frozenset("p l lb br line para paragraph s seg".split())
NOT_SPEECH = frozenset("head heading title teiheader note stage metadata meta chapter date".split())


def root_of(text: str) -> str | None:
    """The name of the first element of an XML text in lower case, without its prefix; None when the text begins with no tag."""
    found = ROOT.match(text)
    return found["root"].rpartition(":")[2].casefold() if found else None


def fits(text: str) -> bool:
    """Whether a text is XML that is neither HTML nor timed text."""
    if is_timed_text(text):
        return False
    root = root_of(text)
    declared = text.lstrip()[:5].lower() == "<?xml"
    return root is not None and root not in HTML_ROOTS and (declared or f"</{root}" in text[-4000:].casefold() or ":" in text[:200])


def read(file: InputFile) -> Draft:
    """The draft of the elements with speech; the speaker comes from an attribute or an inner element.

    Raises TranscriptError for XML that is not well formed or contains no speech.
    """
    text = (file.text or "").lstrip()
    walker: Walker = Tiers() if root_of(text) in ROOTS else _Walker()
    draft = compose(parsed(file.name, text, walker))
    if not draft.text.strip():
        raise TranscriptError(file.name, "no element with speech in this XML")
    return draft


@dataclass(slots=True)
class _Open:
    """An open element: its name, whether it is a turn, and its speaker and time."""

    name: str
    turn: bool
    speaker: str | None
    start: int | None
    id: str = ""
    voices: tuple[str, ...] = ()


@dataclass(slots=True)
class _Walker:
    """Collects speech from the elements; `names` maps the ids that the file declares to names."""

    names: dict[str, str] = field(default_factory=dict)
    spoken: list[Spoken] = field(default_factory=list)
    above: list[_Open] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        name = tag.rpartition(":")[2].casefold()
        given = {key.rpartition(":")[2].casefold(): value for key, value in attributes.items()}
        speaker = next((given[key].strip() for key in SPEAKERS if given.get(key, "").strip()), None)
        start = next((time for key in TIMES if (time := seconds_ms(given.get(key))) is not None), None)
        turn = name in TURNS or (speaker is not None and name not in NAMES and name not in NOT_SPEECH)
        if turn or name in BLOCKS or name in NAMES or name in NOT_SPEECH:
            self._finish()
        if name in DECLARED and given.get("id") and given.get("name"):
            self.names[given["id"]] = given["name"]
        if name == "who":
            self._overlapping(given.get("nb", ""))
        voice = speaker.lstrip("#") if speaker and turn else None
        self.above.append(
            _Open(name, turn, voice, start if turn or name in BLOCKS else None, given.get("id", ""), tuple((voice or "").split()))
        )

    def end(self, tag: str) -> None:  # noqa: ARG002 - the parser hands the tag to its target
        one = self.above[-1] if self.above else None
        if one is None:
            return
        if (one.name in NAMES or one.name in SPELLED) and not one.turn:
            self._named("".join(self.pieces))
        elif one.turn or one.name in BLOCKS or one.name in NOT_SPEECH:
            self._finish()
        self.above.pop()
        if one.name == "sync" and one.start is not None and self.above:
            # An empty element gives the time of what follows it.
            self._finish()
            self.above[-1].start = one.start

    def words(self, data: str) -> None:
        self.pieces.append(data)

    def _named(self, name: str) -> None:
        turn = next((one for one in reversed(self.above) if one.turn), None)
        declared = next((one.id for one in reversed(self.above) if one.name in DECLARED and one.id), "")
        plain = " ".join(name.split()).rstrip(":.")
        if plain and turn is not None:
            turn.speaker = plain
        elif plain and declared:
            self.names[declared] = plain
        self.pieces.clear()

    def _overlapping(self, number: str) -> None:
        """Switches to that speaker of a turn ("spk1 spk2") whose words follow."""
        self._finish()
        turn = next((one for one in reversed(self.above) if one.turn), None)
        voices = turn.voices if turn is not None else ()
        if turn is not None and number.isdecimal() and 0 < int(number[:3]) <= len(voices):
            turn.speaker = voices[int(number[:3]) - 1]

    def _finish(self) -> None:
        text = "".join(self.pieces)
        self.pieces.clear()
        turns = [one for one in self.above if one.turn]
        if not text.strip() or not turns or any(one.name in NOT_SPEECH for one in self.above):
            return
        speaker = next((one.speaker for one in reversed(turns) if one.speaker), None)
        start = next((one.start for one in reversed(self.above) if one.start is not None), None)
        self.spoken.append(Spoken(text=text, speaker=self.names.get(speaker or "", speaker), milliseconds=start))
