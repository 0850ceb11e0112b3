"""How long something lasts or is put off: make it to June, see out the month, moved to October, twelve months from this date."""

from tracker.horizons.calendar.choosing_dates import bounded
from tracker.horizons.calendar.lengths_ahead import at_distance, until_distance
from tracker.horizons.calendar.readings import Piece, Window
from tracker.horizons.engine.lexicon import CLOSED_CLASS
from tracker.horizons.engine.matching import Found
from tracker.horizons.engine.rule_book import RuleBook
from tracker.horizons.rules.past_or_ahead import looks_back, looks_back_nearby, looks_forward, names_a_chance
from tracker.horizons.rules.verbs import MOVED, led_by

BOOK = RuleBook("lasting")


@BOOK.rule(
    "moved-to",
    "bound",
    "to [the|our|about] (PIECE|PERIOD)",
    examples=("the wedding has been pushed back to October", "the launch may slip to March"),
    counter_examples=("we moved to March Road", "the ferries move to the summer timetable"),
)
def moved_to(found: Found) -> Window | None:
    """Moved to October: in October."""
    node = found.nodes[-1].value
    if not led_by(found, MOVED) or (isinstance(node, Window) and node.loose) or _names_more(found):
        return None
    whole = found.period(node)
    return bounded(whole) if isinstance(whole, Window) and whole.end >= found.said_on else None


def _names_more(found: Found) -> bool:
    """Whether the next word makes it another noun: "moved to March Road", "move to the summer timetable"."""
    after = found.raw(1)
    last = found.nodes[-1].last
    if not after[:1].isalpha():
        return False
    capital = found.scene.words.text[found.scene.words.spans[last][0]].isupper()
    return capital or (after not in CLOSED_CLASS and isinstance(found.nodes[-1].value, Piece) and found.has("the", "our"))


OUTLAST = (
    "((see|sees|seeing|live|lives|sit|play|wait|ride|serve|serves) out|last|survive|outlast|outlive|lasting|surviving|outlasting"
    "|(make|makes|get|gets|live|last) [it] through)"
)


@BOOK.rule(
    "see-out",
    "bound",
    f"{OUTLAST} (LOOSE|the PERIOD|the PIECE|this PIECE|PERIOD)",
    examples=("he won't see out the month", "it will not survive the winter", "the engine won't last the week"),
    counter_examples=("they saw out the year", "I lived through the summer"),
    unless=looks_back,
)
def see_out(found: Found) -> Window | None:
    """See out the month, survive the winter: to its last day."""
    node = found.nodes[-1].value
    if not (looks_forward(found, strong=True) or names_a_chance(found)):
        return None
    whole = found.period(node)
    return bounded(whole, start=found.said_on, others=()) if isinstance(whole, Window) and whole.end >= found.said_on else None


PAPERS = (
    "(report|letter|recording|publication|writing|filing|statement|announcement|notice|paper|note|interview|podcast|episode|show"
    "|broadcast|release|prospectus|message|email|article|column|briefing|call|hearing|signing|issue|talk|conversation|memo)"
)


@BOOK.rule(
    "from-this-date",
    "span",
    f"[in|within|inside] LENGTH (from|of|after|following) (the (date|day|time|moment) [of] (of [this|the|our] [annual|press"
    f"|quarterly|interim] {PAPERS}|hereof)|this (day|date|{PAPERS})|(publication|hereof))",
    examples=(
        "twelve months from the date of this report",
        "within six months of the date of this letter",
        "nine months from the day of this recording",
    ),
    counter_examples=("two years after the release", "twelve months from the date of the merger"),
    unless=looks_back_nearby,
)
def from_this_date(found: Found) -> Window | None:
    """Twelve months from the date of this report: from the day of speaking."""
    reach = until_distance if found.nodes[0].word in {"within", "inside"} else at_distance
    return reach(found.length(), found.said_on)
