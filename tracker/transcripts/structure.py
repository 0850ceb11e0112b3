"""Whether a text is written for people, or is a structured file of a kind that no reader knows."""

import re

SAMPLE = 60_000
TAG = re.compile(r"</?[A-Za-z][\w:.-]{0,40}(?:\s[^<>]{0,300})?/?>")
VOICE = re.compile(r"<[A-Z][^<>=/]{0,40}>")
FIELD = re.compile(r'^\s{0,40}[{\[]?\s{0,9}"[\w .-]{1,40}"\s{0,9}:', re.M)
TIMING = re.compile(r"^[ \t]{0,9}\d{1,3}:\d\d(?::\d\d)?[.,:]?\d{0,3}[ \t]{0,9}-->", re.M)
SEPARATORS = "\t;|"
LEAST_LINES = 4


def is_prose(text: str) -> bool:
    """Whether a text is one that people read: not RTF, mark-up, fields of JSON, cues, or a table of separated cells."""
    sample = text[:SAMPLE]
    lines = [line for line in sample.splitlines() if line.strip()]
    if not lines:
        return False
    if sample.lstrip().startswith(("{\\rtf", "%!PS", "<?xml", "<!DOCTYPE", "<!doctype")):
        return False
    tags = sum(VOICE.fullmatch(found[0]) is None for found in TAG.finditer(sample))
    if sample.lstrip()[:1] == "<" and tags >= 4 and tags * 2 >= len(lines):
        return False
    if len(FIELD.findall(sample)) * 2 > len(lines) > 1 or len(TIMING.findall(sample)) * 4 > len(lines):
        return False
    return not _is_table(lines)


def _is_table(lines: list[str]) -> bool:
    """Whether all lines have the same two or more separators, and most of the cells are no sentences."""
    if len(lines) < LEAST_LINES:
        return False
    for sign in SEPARATORS:
        counts = {line.count(sign) for line in lines}
        if len(counts) == 1 and counts.pop() >= 2:
            return True
    return False
