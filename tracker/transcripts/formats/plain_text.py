"""Plain text: captions on one line or many, chapter headings, paragraphs, labelled turns."""

from tracker.records import Passage, PassageKind
from tracker.transcripts.draft import Draft, InputFile
from tracker.transcripts.formats.written_layout import lay_out
from tracker.transcripts.layout.inline_markup import without_inline_markup
from tracker.transcripts.metadata.front_matter import (
    LANGUAGE_FIELDS,
    TITLE_FIELDS,
    URL_FIELDS,
    first_day,
    first_text,
    front_matter,
    names_in,
)


def read(file: InputFile) -> Draft:
    """The draft of a plain text; its text is the decoded file without time stamps inside turns."""
    return written(file.text or "", [])


def written(text: str, markup: list[Passage], *, captions: bool = True) -> Draft:
    """The draft of a text written for people, given its mark-up; `captions` as in `lay_out`."""
    end, fields = front_matter(text)
    known = [*markup, Passage(start=0, end=end, kind=PassageKind.FRONT_MATTER)] if end else markup
    layout = lay_out(text, known, captions=captions, speakers=names_in(fields))
    kept = without_inline_markup(text, layout.utterances, layout.passages, layout.times)
    return Draft(
        text=kept.text,
        utterances=kept.utterances,
        passages=kept.passages,
        times=kept.times,
        said_on=first_day(fields),
        title=first_text(fields, TITLE_FIELDS),
        url=first_text(fields, URL_FIELDS) or layout.url,
        language=first_text(fields, LANGUAGE_FIELDS),
        notes=layout.notes,
    )
