"""Reads the bytes of a file as a transcript: format, metadata, speakers, passages that are not speech."""

import datetime as dt
import hashlib
from dataclasses import replace
from pathlib import PurePath

from tracker.errors import TrackerError, TranscriptError
from tracker.records import Passage, Transcript, Utterance
from tracker.text.stretches import blanked, tidy
from tracker.transcripts.accounting import account_of
from tracker.transcripts.decoding import decode, shown
from tracker.transcripts.draft import Declared, Draft, InputFile
from tracker.transcripts.formats import documents
from tracker.transcripts.formats.json_values import looks_like_json, parse
from tracker.transcripts.formats.registry import detect, reader_named
from tracker.transcripts.metadata.front_matter import day_in_name
from tracker.transcripts.passages.sponsors import sponsor_reads
from tracker.transcripts.passages.teasers import teasers
from tracker.transcripts.speakers.attribution import attribute
from tracker.transcripts.text_language import settled_language

NOTHING_DECLARED = Declared()
LARGEST = 100_000_000
PIECE = 4_000_000
# Readers that take a text as words even if it looks like JSON.
WRITTEN = frozenset({"text", "markdown"})


def too_large(name: str) -> TranscriptError:
    """The error for a file that is larger than any transcript."""
    return TranscriptError(name, f"larger than {LARGEST // 1_000_000} MB, which no transcript is; give a part of it")


def read_transcript(name: str, data: bytes, declared: Declared = NOTHING_DECLARED, *, reader: str | None = None) -> Transcript:
    """The transcript in a file called `name` with the content `data`; "-" stands for standard input.

    `declared` overrides the file, and each conflict becomes a note. `said_on` is None if neither states it. `reader` forces a
    format by its name. Raises TranscriptError for a file that cannot be read.
    """
    name = shown(name)
    if len(data) > LARGEST:
        raise too_large(name)
    try:
        return _read(name, data, declared, reader)
    except TrackerError:
        raise
    except Exception as error:
        raise TranscriptError(name, f"reading it failed ({type(error).__name__}); please report this file") from error


def _read(name: str, data: bytes, declared: Declared, reader: str | None) -> Transcript:
    file, notes = _material(name, data, reader)
    chosen = reader_named(reader, name) if reader else detect(file)
    draft = _with_sidecar(chosen.read(file), declared.sidecar)
    if not draft.text.strip() or not draft.utterances:
        raise TranscriptError(name, "no speech in the file")
    return _transcript(file, chosen.name, draft, declared, notes)


def _material(name: str, data: bytes, forced: str | None) -> tuple[InputFile, tuple[str, ...]]:
    """The file as the readers see it; documents stay bytes, JSON is parsed once."""
    bare = InputFile(name=name, data=data)
    if documents.fits_pdf(data) or documents.fits_docx(data):
        return bare, ()
    text, notes = decode(name, data)
    if forced not in WRITTEN and looks_like_json(text):
        return InputFile(name=name, data=data, text=text, value=parse(name, text), is_json=True), notes
    return InputFile(name=name, data=data, text=text), notes


def _with_sidecar(draft: Draft, sidecar: Declared | None) -> Draft:
    """The draft with the day, title and address of the sidecar file where it has none of its own."""
    if sidecar is None:
        return draft
    return replace(
        draft, said_on=draft.said_on or sidecar.said_on, title=draft.title or sidecar.title, url=draft.url or sidecar.url
    )


def _transcript(file: InputFile, reader: str, draft: Draft, declared: Declared, notes: tuple[str, ...]) -> Transcript:
    name = file.name
    stem = "stdin" if name == "-" else PurePath(name).stem
    said_on, day_notes = _said_on(stem, draft, declared)
    title, title_notes = _preferred("title", draft.title, declared.title)
    url, url_notes = _preferred("address", draft.url, declared.url)
    passages, spoken = _other_than_speech(draft)
    told = attribute(spoken, draft.utterances, passages, declared)
    account = account_of(file, draft, told.utterances, passages)
    language, language_notes = settled_language(draft.language, spoken)
    sidecar = declared.sidecar or Declared()
    return Transcript(
        doc=stem,
        text=draft.text,
        sha256=_sha256(draft.text),
        said_on=said_on,
        title=_line(title),
        url=_line(url),
        channel=_line(sidecar.channel),
        language=_line(language),
        reader=reader,
        utterances=_named(told.utterances),
        passages=tuple(passages),
        times=tuple(draft.times),
        notes=(*notes, *draft.notes, *day_notes, *title_notes, *url_notes, *sidecar.notes, *told.notes, *language_notes),
        account=account,
    )


def _other_than_speech(draft: Draft) -> tuple[list[Passage], str]:
    """The passages including sponsor reads and teasers, and the text with everything but speech blanked."""
    bounds = [one.start for one in draft.utterances] if any(one.speaker for one in draft.utterances) else []
    reads = sponsor_reads(draft.text, bounds)
    passages = tidy([*draft.passages, *reads]) if reads else draft.passages
    spoken = blanked(draft.text, passages)
    repeated = teasers(spoken)
    return tidy([*passages, *repeated]) if repeated else passages, spoken


def _line(value: str | None) -> str | None:
    return shown(value) or None if value else value


def _named(utterances: list[Utterance]) -> tuple[Utterance, ...]:
    """The utterances with names that can be stored and shown."""
    names = {one.speaker: _line(one.speaker) for one in utterances}
    if all(name == clean for name, clean in names.items()):
        return tuple(utterances)
    return tuple(replace(one, speaker=names[one.speaker]) for one in utterances)


def _sha256(text: str) -> str:
    """The SHA-256 of a text in UTF-8, computed in pieces so that a large text is not held twice."""
    digest = hashlib.sha256()
    for at in range(0, len(text), PIECE):
        digest.update(text[at : at + PIECE].encode("utf-8"))
    return digest.hexdigest()


def _said_on(stem: str, draft: Draft, declared: Declared) -> tuple[dt.date | None, tuple[str, ...]]:
    named, notes = day_in_name(stem)
    told = draft.said_on
    if declared.said_on is None:
        if told and named and told != named:
            notes = (f"the file says {told}, its name {named}; {told} is used",)
        return told or named, notes if told is None or named else ()
    if told and told != declared.said_on:
        return declared.said_on, (f"the file says {told}; {declared.said_on} is used, as declared",)
    if told is None and named and named != declared.said_on:
        return declared.said_on, (f"the file name says {named}; {declared.said_on} is used, as declared",)
    return declared.said_on, ()


def _preferred(what: str, told: str | None, declared: str | None) -> tuple[str | None, tuple[str, ...]]:
    if declared and told and declared.strip() != told.strip():
        return declared, (f"the file gives the {what} {told!r}; {declared!r} is used, as declared",)
    return declared or told, ()
