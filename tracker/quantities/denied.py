"""Denied bounds, which mean the opposite: "I don't think it's higher than 30 percent", "not above one in five"."""

import re

from tracker.records import Comparator

_BELIEVE = r"(?:thought|believed|saw|expected|think|believe|see|expect|reckon|say|put|give|suppose|guess|imagine|feel|buy|call)"
_NOT = r"(?:don't|do\snot|doesn't|does\snot|didn't|can't|cannot|wouldn't|would\snot|never)"
_DENIED = re.compile(
    rf"\b{_NOT}\s(?:really\s|even\s|personally\s)?{_BELIEVE}\b(?:\s(?!will\b|would\b|could\b|going\b|gonna\b)[a-z]+(?:'s|'re)?){{0,7}}\s\Z"
    r"|\b(?:surprised|amazed|shocked|stunned|astonished)\sif\s(?:[a-z]+(?:'s)?\s){1,6}\Z"
    r"|\b(?:mad|crazy|foolish|a\sfool|nuts|insane|daft|silly|reckless|hard\s(?:pressed|put))\sto\s(?:go|get|[a-z]+\s(?:it|that|this|him|her|them))\s"
    r"(?:at\s)?(?:any(?:thing|where)?\s|much\s)?\Z"
    r"|\b(?:can't|cannot|couldn't|wouldn't|won't|would\snot|can\snot|could\snot|never)\s(?:really\s|even\s|quite\s)?(?:get|go|see\spast)\s"
    r"(?:it\s|myself\s)?(?:any(?:thing|where)?\s|much\s)?\Z"
    r"|\b(?:lying\sif\si\ssaid|no\sway\s(?:in\shell\s)?(?:that\s)?(?:i'd|i\swould|i)\s(?:go|put|say))\s(?:it\s|that\s)?(?:was\s|at\s)?\Z"
    r"|\bno\sway\s(?:in\shell\s)?(?:that\s)?(?:it's|it\sis|that's|that\sis)\s(?:at\s)?(?:any\s|anything\s)?\Z"
    r"|\b(?:isn't|aren't|ain't|is\snot|are\snot|it's\snot|that's\snot|nowhere|not)\s(?:any\s|anything\s|a\sbit\s)?\Z"
)
_AS_HIGH = ("as high as", "as much as", "up to")
_TURNED = {
    Comparator.MORE_THAN: Comparator.AT_MOST,
    Comparator.AT_LEAST: Comparator.LESS_THAN,
    Comparator.LESS_THAN: Comparator.AT_LEAST,
    Comparator.AT_MOST: Comparator.MORE_THAN,
}
REACH = 80  # characters before a bound that are searched for its denial


def turned(text: str, start: int, comparator: Comparator) -> Comparator:
    """The comparator that begins at `start` of a folded text, reversed where the words before deny it."""
    if comparator not in _TURNED or _DENIED.search(text, max(0, start - REACH), start) is None:
        return comparator
    if text.startswith(_AS_HIGH, start):
        return Comparator.LESS_THAN  # "I don't think it's as high as"
    return _TURNED[comparator]
