"""Recognises lines of data that no reader handles: fields, codes before the words, program text, mail."""

import re

# How files of unsupported kinds begin.
SIGNATURE = re.compile(
    r"\s{0,99}(?:\{\\rtf|%!PS|<\?xml|<![Dd][Oo][Cc][Tt][Yy][Pp][Ee]|File type = \"oo"
    r"|@(?:UTF8|Begin)\s|#!(?:MLF!#|/)|diff --git |--- [^\n]{1,200}\n\+\+\+ "
    r"|From \S{1,200}@\S{1,200} |Scenarist_SCC|BEGIN:V|(?:CREATE|INSERT|SELECT|PRAGMA|BEGIN TRANSACTION)\b[^\n]{0,200}[(;]"
    r"|SPEAKER [^\s:]{1,200} \d+ [\d.]+ )"
)
_NAMES = (
    r"(?:speaker|who|name|author|text|content|body|words?|utterance|transcript|sentence|said|start|end|begin|from|to|time|duration"
    r"|id|t|level|msg(?:id|str|ctxt))"
)
# A field alone on its line: text: We ship; speaker = "Ada"; msgid "We ship".
FIELD = re.compile(rf"^[ \t]{{0,40}}(?:-[ \t]{{1,9}})?[\"']?(?P<name>{_NAMES})[\"']?[ \t]{{0,9}}(?:[:=]|(?=[ \t]\"))", re.M | re.I)
SAYING = frozenset("text content body words word utterance transcript sentence said msgid".split())
# A field among others on one line: {speaker: Ada; start: 4}, speaker="Ada" text="We ship", (:speaker "Ada" :text "We ship").
INNER_FIELD = re.compile(
    rf"(?:[\[{{(,;|][ \t]{{0,9}}[\"']?|[ \t\"':]){_NAMES}(?:[\"'][ \t]{{0,9}}(?::|=>?)|[ \t]{{0,9}}(?:=>?|:)(?=[ \t]?[\"'\d])"
    rf"|=|(?<=:)[ \t]|[ \t]\"|:(?=[^\n]{{1,80}};))",
    re.I,
)
HEADER = re.compile(
    r"^(?P<name>From|Message-ID|Received|MIME-Version|Content-Type|Subject|Return-Path|Delivered-To):[ \t]", re.M | re.I
)
# A code before a line: odo_lind-talk-00004, 84-121123-0000; but not a date or a time.
CODE = re.compile(
    r"^(?!\d{1,4}[-.]\d{1,2}[-.]\d{1,4}[ \t])(?=[^\s:]{0,80}\d)(?=[^\s:]{0,80}[-_])(?P<code>\w[\w.-]{5,80})[ \t]{1,9}(?=\S)", re.M
)
LEAST = 4


def is_data_text(sample: str, lines: list[str]) -> bool:
    """Whether a text is structured data, judging by its beginning, by fields in most lines, or by codes before the lines.

    `lines` are the non-empty lines of the sample.
    """
    if SIGNATURE.match(sample) or len({found["name"].casefold() for found in HEADER.finditer(sample[:4000])}) >= 3:
        return True
    if len(lines) < LEAST:
        return False
    fields = [found["name"].casefold() for found in FIELD.finditer(sample)]
    if len(fields) * 2 > len(lines) and len(set(fields)) > 1 and not SAYING.isdisjoint(fields):
        return True
    codes = [found["code"] for found in CODE.finditer(sample)]
    if len(codes) * 10 >= len(lines) * 9 and len(set(codes)) * 10 >= len(codes) * 9:
        return True
    return sum(len(INNER_FIELD.findall(f" {line[:2000]}")) > 1 for line in lines) * 2 > len(lines)
