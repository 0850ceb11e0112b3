"""Tells text written for people from structured files that no reader handles."""

import csv
import re
from collections import Counter

from tracker.transcripts.formats.data_lines import is_data_text

SAMPLE = 60_000
TAG = re.compile(r"</?[A-Za-z][\w:.-]{0,40}(?:\s[^<>]{0,300})?/?>")
VOICE = re.compile(r"<[A-Z][^<>=/]{0,40}>")
FIELD = re.compile(r'^\s{0,40}[{\[]?\s{0,9}"[\w .-]{1,40}"\s{0,9}:', re.M)
TIMING = re.compile(r"^[ \t]{0,9}\d{1,3}:\d\d(?::\d\d)?[.,:]?\d{0,3}[ \t]{0,9}-->", re.M)
SEPARATORS = "\t;|^~¦§"
LEAST_LINES = 4
CELL_END = re.compile(r"[^\s,],[^\s,]{1,80},[^\s,]")
# Values of settings and of grids of tiers: `xmin = 0`, `name = "Ada"`.
SETTING = re.compile(r"^[ \t]{0,40}[\w\[\]. -]{1,40}[ \t]{0,9}=[ \t]", re.M)
TEX = re.compile(r"\\(?:documentclass|begin\{)")
TOKEN = re.compile(r"[^\s:;,.\[\](){}<>/|#*_-]+")
LEAST_TOKENS = 20
LEAST_WORDS = 0.4


def is_prose(text: str) -> bool:
    """Whether a text is written for people: not RTF, mark-up, JSON fields, cues, or a table."""
    sample = text[:SAMPLE]
    lines = [line for line in sample.splitlines() if line.strip()]
    if not lines:
        return False
    if is_data_text(sample, lines):
        return False
    tags = sum(VOICE.fullmatch(found[0]) is None for found in TAG.finditer(sample))
    if sample.lstrip()[:1] == "<" and tags >= 4 and tags * 2 >= len(lines):
        return False
    if len(FIELD.findall(sample)) * 2 > len(lines) > 1 or len(TIMING.findall(sample)) * 4 > len(lines):
        return False
    if len(SETTING.findall(sample)) * 2 > len(lines) > LEAST_LINES or TEX.search(sample, 0, 2000):
        return False
    return not _is_table(lines) and not _is_data(sample)


def _is_data(sample: str) -> bool:
    """Whether most of a text's tokens are numbers and codes: lists of timed words, captions in hexadecimal."""
    tokens = [one for line in sample.splitlines()[:400] if "-->" not in line for one in TOKEN.findall(line)][:4000]
    lettered = sum(not any(map(str.isdigit, one)) for one in tokens)
    return len(tokens) >= LEAST_TOKENS and lettered < LEAST_WORDS * len(tokens)


def _is_table(lines: list[str]) -> bool:
    """Whether four lines in five have the same number of separators, two or more."""
    if len(lines) < LEAST_LINES:
        return False
    for sign in SEPARATORS:
        count, times = Counter(line.count(sign) for line in lines).most_common(1)[0]
        if count >= 2 and times * 5 >= len(lines) * 4:
            return True
    # Commas in sentences are followed by a space.
    if not CELL_END.search(lines[0]):
        return False
    widths = Counter(len(row) for row in csv.reader(lines[:400]))
    width, times = widths.most_common(1)[0]
    return width >= 3 and times * 5 >= sum(widths.values()) * 4
