"""How long something will take or go on: it will take five years, for five years, over a ten-year period."""

import itertools

from tracker.horizons.calendar.lengths_ahead import at_distance, until_distance
from tracker.horizons.calendar.readings import Length, Past, Window
from tracker.horizons.engine.lexicon import UNIT_OF
from tracker.horizons.engine.matching import Found
from tracker.horizons.engine.rule_book import RuleBook
from tracker.horizons.rules.durations import vague_plural
from tracker.horizons.rules.past_or_ahead import clause_after, clause_before, looks_back, looks_forward, modal_follows

BOOK = RuleBook("how_long")
FUTURE_BE = "(will|would|could|might|may|should|gonna|going to|it'll|that'll|he'll|they'll|we'll|i'll|you'll|can|i'd|won't)"
TAKES = (
    "(be|take|need|have|see|last|require|give it|probably be|probably take|easily be|still be|be like|be another|take another"
    "|be at least|take at least|take about|be about|take us|take them|take you|be probably|be maybe)"
)


@BOOK.rule(
    "will-take",
    "span",
    f"{FUTURE_BE} [probably|likely|easily|still|also|definitely|certainly|all|not|only] {TAKES} [probably|maybe|like|about|at"
    f" least|another|for|over|the] (LENGTH|UNITS)",
    examples=("it will take five years", "that could be two or three years", "it'll be decades"),
    counter_examples=("it would be a year", "it will be ten years in November since the flood"),
    not_before=("ago", "of", "old", "off", "'", "-", "since"),
)
def will_take(found: Found) -> Window | None:
    """It will take five years."""
    lengths = found.all(Length)
    if "since" in clause_after(found, 4):
        return None  # an anniversary
    if lengths:
        if (lengths[0].high == 1 and not lengths[0].vague and found.has("would", "can")) or lengths[0].hyphened:
            return None
        return until_distance(lengths[0], found.said_on)
    return until_distance(vague_plural(UNIT_OF[found.nodes[-1].word]), found.said_on)


@BOOK.rule(
    "for",
    "span",
    "(for|over) [at least|like|about|probably|maybe|a period of|the|a] [span of] LENGTH",
    examples=("we will do this for five years",),
    counter_examples=("I was there for five years", "for two years now", "for five years of work"),
    not_before=("now", "of", "ago", "old", "before", "straight"),
)
def for_length(found: Found) -> Window | Past | None:
    """For five years, where the clause looks ahead."""
    if ("have", "been") in itertools.pairwise(clause_before(found, 8)):
        return Past(why="behind by then")  # "she will have been here for five years"
    if (
        looks_back(found)
        or not (looks_forward(found, strong=True) or (not clause_before(found, 1) and modal_follows(found)))
        or found.length().hyphened
    ):
        return None
    return until_distance(found.length(), found.said_on)


@BOOK.rule(
    "period",
    "span",
    "(in|over|within|during|on|across) [a|the|that] [next] [kind of] LENGTH [-] [time] (period|window|timeframe|frame|horizon"
    "|span|timeline|timescale|range|time frame)",
    examples=("in a 12 to 18 month timeframe", "over a ten-year period", "on a five-year horizon"),
    counter_examples=("over a ten-year period they grew",),
    unless=looks_back,
)
def period(found: Found) -> Window | None:
    """In a two to three year time frame, over a ten-year period."""
    reach = at_distance if found.nodes[0].word == "in" else until_distance
    return reach(found.length(), found.said_on)
