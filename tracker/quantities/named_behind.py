"""Chances whose name comes behind the number: "ten percent, that's the chance", "a third is what I'd put on her staying"."""

import re

from tracker.quantities.chance_values import VALUE, found_between
from tracker.quantities.numbered_text import N
from tracker.quantities.phrase_rules import Found, Phrase, PhraseRule
from tracker.records import Probability

_NAMED = (
    r"(?:the|my|our|your|his|her|their)\s(?:[a-z]+\s)?(?:chances?|odds|probability|likelihood|risk)"
    r"(?!\s(?:ratio|score|premium|factor|weight\w*|charge|capital|budget|reserve)s?\b)"
)
_ON = r"on\s(?:it\b|that\b|this\b|(?:[a-z']+\s){1,4}?[a-z]+ing\b)"
_PUT = (
    r"what\s(?:i|we)(?:'ve\sgot|'d\s(?:give|put|say)|\s(?:have|put|give|got|would\s(?:give|put|say)))\s"
    rf"(?:{_ON}|for\s(?:it|that|this)\b|(?:it|that|him|her|them|us)\b(?!\s(?:for|as|to\smy|off)\b)|that\s(?:he|she|it|they|we|the)\s)"
)
_FRONTED = r"i(?:'d|\swould)\s(?:put|give|say)\s(?:on\s(?:it|that|this)\b|(?:it|that)\b(?!\s(?:for|as|to)\b))"
_MINE = rf"where\s(?:i'm|i\sam|i'd\sbe)\s(?:at\s)?{_ON}|my\s(?:number|estimate|guess|figure)\s{_ON}"
_BEHIND = rf",?\s(?:that's|that\sis|is)\s(?:about\s|roughly\s|more\slike\s)?(?:{_NAMED}|{_PUT}|{_MINE})|,?\s{_FRONTED}"
_CHANGE = re.compile(
    r"\b(?:up|down|by|rose|fell|grew|of|increase|decrease|cut|raise|pay|score|scored|charge|tip)\s(?:about\s|a\s|to\s)?\Z"
)


def _read(phrase: Phrase) -> Found[Probability] | None:
    """A percentage or a fraction, and behind it the words that make it a chance."""
    numbers = phrase.numbers()
    if not (phrase.percent or all(number.form == "fraction" for number in numbers)):
        return None
    values = [number.value / 100 if phrase.percent else number.value for number in numbers]
    if not all(0 < value < 1 for value in values) or any(number.form == "vague" or number.scale != 1.0 for number in numbers):
        return None
    end = max(phrase.match.end(group) for group in ("a", "p", "b", "q"))
    return found_between(phrase, phrase.start, end, min(values), max(values))


def _read_ratio(phrase: Phrase) -> Found[Probability] | None:
    """One number in a larger one, and behind it the words that make it a chance."""
    first, second = phrase.numbers()
    if not 0 < first.value < second.value or "vague" in (first.form, second.form):
        return None
    share = first.value / second.value
    return found_between(phrase, phrase.start, phrase.end, share, share)


RULES: tuple[PhraseRule[Probability], ...] = (
    PhraseRule(
        name="percent-named-behind",
        pattern=re.compile(rf"{VALUE}(?={_BEHIND})"),
        read=_read,
        not_after=_CHANGE,
        examples=(
            "two percent, that's the chance the dam goes",
            "thirty seven point five percent that's what I've got on the merger closing",
            "a third is what I'd put on it",
        ),
        counter_examples=(
            "sales fell ten percent, that's the risk",
            "ten percent is what I give them for rent",
            "ten percent that's the odds ratio",
        ),
    ),
    PhraseRule(
        name="ratio-named-behind",
        pattern=re.compile(rf"(?P<a>{N})[\s-](?:in|out[\s-]of)[\s-](?:an?\s)?(?P<b>{N})(?=,?\s(?:that's|that\sis)\s{_NAMED})"),
        read=_read_ratio,
        examples=("four in nine that's the chance she wins", "nine out of ten, that's my odds on it"),
        counter_examples=("one in nine, that's the share of them that wins", "nine out of ten, that's what I give it"),
    ),
)
