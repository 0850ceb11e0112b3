"""Odds as people say them, as ranges of probabilities."""

import re

from tracker.quantities import betting_odds, chances, likely_words, market_odds, moneyline, named_behind, predicates, put_at, ratios
from tracker.quantities.numbered_text import NumberedText, mark_numbers
from tracker.quantities.phrase_rules import PhraseRule, apply, longest, spelled
from tracker.records import Mention, Probability

NUMBER_RULES: tuple[PhraseRule[Probability], ...] = (
    *chances.RULES,
    *put_at.RULES,
    *market_odds.RULES,
    *ratios.RULES,
    *betting_odds.RULES,
    *predicates.RULES,
    *named_behind.RULES,
    *moneyline.RULES,
)
RULES: tuple[PhraseRule[Probability], ...] = (*NUMBER_RULES, *likely_words.RULES)

_JOINER = re.compile(
    r"(?:,?\s(?:(?:or|to|maybe|perhaps|possibly|even|and|probably|like|more|call|it|uh|um|up|a|an|as|much|between|"
    r"say|could|might|be)[\s,]{1,2}){0,5}|\s?-\s?)\Z"
)


def find_odds(text: str) -> list[Mention[Probability]]:
    """The numeric odds of a text, in order and not overlapping, each with the name of its rule.

    A range ("6040 maybe 7030", "10 to 20 percent chance") runs from its lowest to its highest value; "at least" is open to 1, "less
    than" to 0. The probability is that of the phrase as said, not of what it may deny. A percentage is odds only with words of
    chance beside it; shares, votes, splits, portfolios and scores are not. Linear in the length of the text.
    """
    return odds_of(mark_numbers(text), text)


def odds_of(numbered: NumberedText, text: str) -> list[Mention[Probability]]:
    """As `find_odds`, for a text whose numbers have been read."""
    triggers = (trigger.start() for trigger in likely_words.TRIGGER.finditer(numbered.skeleton))
    mentions = apply(NUMBER_RULES, numbered, numbered.number_at) + apply(likely_words.RULES, numbered, triggers)
    return [spelled(mention, text) for mention in _join(longest(mentions), numbered.skeleton)]


def _join(mentions: list[Mention[Probability]], skeleton: str) -> list[Mention[Probability]]:
    """Odds said right after one another as one range: "60/40 maybe 70/30", "one in four to one in three"."""
    joined: list[Mention[Probability]] = []
    for mention in mentions:
        last = joined[-1] if joined else None
        if last is not None and mention.start - last.end <= 40 and _JOINER.match(skeleton[last.end : mention.start]):
            low, high = min(last.reading.low, mention.reading.low), max(last.reading.high, mention.reading.high)
            joined[-1] = Mention(
                start=last.start,
                end=mention.end,
                reading=Probability(text="", low=low, high=high),
                rule=last.rule,
                trace=(*last.trace, *mention.trace, "joined"),
            )
        else:
            joined.append(mention)
    return joined
