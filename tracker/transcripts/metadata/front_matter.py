"""Reads dates, titles and names from front matter, fields and file names."""

import datetime as dt
import re
from dataclasses import replace

from tracker.transcripts.draft import Draft

MONTHS = tuple("january february march april may june july august september october november december".split())
ISO_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)-(\d\d)-(\d\d)(?!\d)")
NAME_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:([-_. ])(\d{1,2})\2(\d{1,2})|(\d\d)(\d\d))(?!\d)")
WRITTEN_DAY = re.compile(
    r"(?i)\b([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? ((?:19|20)\d\d)\b"
    r"|\b(\d{1,2})(?:st|nd|rd|th)? ([a-z]{3,9})\.?,? ((?:19|20)\d\d)\b"
)
FIELD = re.compile(r"^([A-Za-z][\w -]{0,40}?)[ \t]*:[ \t]*(.*)$")
ITEM = re.compile(r"^[ \t]*-[ \t]+(.*)$")
DATE_FIELDS = (
    "said_on",
    "recorded_on",
    "recorded",
    "recording_date",
    "recording date",
    "date",
    "published",
    "published_at",
    "published on",
    "pubdate",
    "publish_date",
    "upload_date",
    "release_date",
    "datepublished",
)
TITLE_FIELDS = ("title", "name", "headline", "episode_title", "fulltitle")
URL_FIELDS = ("url", "link", "source_url", "webpage_url", "permalink", "source")
SPEAKER_FIELDS = ("speakers", "participants", "guests", "hosts", "speaker", "guest", "host")
LANGUAGE_FIELDS = ("language", "lang", "language_code")


def day_of(value: object) -> dt.date | None:
    """The calendar day that a metadata value states in full ("2024-06-26T10:00:00Z", "20240626", "June 26, 2024"), else None.

    An ambiguous day in figures ("06/07/2024") is not read.
    """
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    text = str(value).strip() if isinstance(value, (str, int)) and not isinstance(value, bool) else ""
    if found := ISO_DAY.match(text):
        return _day(found[1], found[2], found[3])
    if re.fullmatch(r"(19|20)\d{6}", text):
        return _day(text[:4], text[4:6], text[6:])
    found = WRITTEN_DAY.search(text)
    if found is None:
        return None
    month = _month(found[1] or found[5])
    return _day(found[3] or found[6], str(month), found[2] or found[4]) if month else None


def day_in_name(stem: str) -> tuple[dt.date | None, tuple[str, ...]]:
    """The single day in a file name (2024-06-26, 2024_06_26, 20240626); with two different days, None and a note."""
    days = {day for found in NAME_DAY.finditer(stem) if (day := _day(found[1], found[3] or found[5], found[4] or found[6]))}
    if len(days) > 1:
        listed = " and ".join(sorted(day.isoformat() for day in days))
        return None, (f"the file name holds {listed}; give the day of speaking with --date",)
    return (days.pop() if days else None), ()


def front_matter(text: str) -> tuple[int, dict[str, object]]:
    """The end of a text's front matter, and its fields with names in lower case; 0 and no fields when there is none.

    Front matter lies between a first line `---` (or `+++`) and the next such line. Values are strings or lists of strings.
    """
    opening = re.match(r"(---|\+\+\+)[ \t]*\r?\n", text)
    if opening is None:
        return 0, {}
    closing = re.compile(rf"^{re.escape(opening[1])}[ \t]*\r?$", re.M).search(text, opening.end())
    if closing is None or closing.start() > 20_000:
        return 0, {}
    return closing.end(), fields_of(text[opening.end() : closing.start()])


def fields_of(block: str) -> dict[str, object]:
    """The `name: value` lines of a block, names in lower case; items below a name without a value form a list."""
    fields: dict[str, object] = {}
    last = ""
    for line in block.splitlines():
        item = ITEM.match(line)
        values = fields.get(last)
        if item and isinstance(values, list):
            values.append(_unquoted(item[1]))
        elif found := FIELD.match(line.replace(" = ", ": ", 1)):
            last = found[1].strip().casefold()
            value = found[2].strip()
            inline = re.fullmatch(r"\[(.*)\]", value)
            fields[last] = [_unquoted(part) for part in inline[1].split(",")] if inline else _unquoted(value) if value else []
    return {name: value for name, value in fields.items() if value}


def first_text(fields: dict[str, object], names: tuple[str, ...]) -> str | None:
    """The value of the first of the named fields that contains text."""
    for name in names:
        value = fields.get(name)
        if isinstance(value, str) and value.strip():
            return value.strip()
    return None


def first_day(fields: dict[str, object]) -> dt.date | None:
    """The day of speaking that the fields state: the day of recording before that of publication."""
    return next((day for name in DATE_FIELDS if (day := day_of(fields.get(name)))), None)


def with_metadata(draft: Draft, fields: dict[str, object]) -> Draft:
    """The draft with the day, title, address and language that the fields state, where it has none of its own."""
    return replace(
        draft,
        said_on=draft.said_on or first_day(fields),
        title=draft.title or first_text(fields, TITLE_FIELDS),
        url=draft.url or first_text(fields, URL_FIELDS),
        language=draft.language or first_text(fields, LANGUAGE_FIELDS),
    )


def names_in(fields: dict[str, object]) -> tuple[str, ...]:
    """The speakers that the fields declare, in order, each once."""
    names: dict[str, None] = {}
    for field in SPEAKER_FIELDS:
        value = fields.get(field)
        listed = value if isinstance(value, list) else re.split(r"[,;]", value) if isinstance(value, str) else []
        for entry in listed:
            name = entry.get("name") if isinstance(entry, dict) else entry
            if isinstance(name, str) and name.strip():
                names.setdefault(name.strip())
    return tuple(names)


def _unquoted(value: str) -> str:
    value = value.strip()
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value


def _month(word: str) -> int:
    stem = word.casefold()
    return next(
        (
            number
            for number, month in enumerate(MONTHS, 1)
            if len(stem) >= 3 and (month.startswith(stem) or (stem == "sept" and number == 9))
        ),
        0,
    )


def _day(year: str, month: str, day: str) -> dt.date | None:
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None
