"""Numbers inside time phrases: cardinals, ordinals, vague counts, and ranges of them."""

from tracker.horizons.calendar.readings import Count, Rank
from tracker.horizons.engine.lexicon import UNIT_OF
from tracker.horizons.engine.matching import Found
from tracker.horizons.engine.rule_book import RuleBook
from tracker.numbers import VAGUE, parse_number, parse_ordinal

BOOK = RuleBook("amounts")

BELOW = "(TENW [-] DIGITW|TENW|TEENW|DIGITW)"
SCALED = "(hundred|thousand|million|billion)"


@BOOK.rule("number", "number", f"({BELOW}|D1|D2|DNUM)", examples=("in five years", "in twenty-five years"))
@BOOK.rule("hundred", "number", "hundred", examples=("in the next hundred days",))
@BOOK.rule("large", "number", f"(a|one|{BELOW}|D1|D2|DNUM) {SCALED} [and] [{BELOW}|D1|D2]", examples=("a hundred years from now",))
def number(found: Found) -> Count | None:
    """A cardinal number."""
    if found.nodes[0].word == "hundred" and found.raw(1) not in UNIT_OF:
        return None
    value = parse_number(" ".join(node.word for node in found.nodes if node.word != "-"))
    return None if value is None else Count(low=value, high=value)


@BOOK.rule("ordinal", "number", "(ORD|ORDW|TENW [-] ORDUNIT)", examples=("in the third quarter",))
def ordinal(found: Found) -> Rank | None:
    """An ordinal number."""
    rank = parse_ordinal(" ".join(node.word for node in found.nodes if node.word != "-"))
    return None if rank is None else Rank(rank=rank)


@BOOK.rule(
    "dozen",
    "number",
    f"[a|half a|{BELOW}|D1|D2] dozen [or so]",
    examples=("in a dozen years", "half a dozen years from now"),
)
def dozen(found: Found) -> Count:
    """A dozen, half a dozen, two dozen."""
    words = [node.word for node in found.nodes if node.word not in {"dozen", "or", "so", "-"}]
    times = 0.5 if "half" in words else parse_number(" ".join(words)) if words and words != ["a"] else 1.0
    return Count(low=12 * (times or 1), high=12 * (times or 1))


@BOOK.rule("odd", "atom", "NUMBER (or so|odd|[-] ish)", examples=("in five or so years", "in two-ish years"))
def odd(found: Found) -> Count | None:
    """Five or so, two-ish: the number, if a unit follows."""
    return found.count() if found.after and found.after[0].word in UNIT_OF else None


@BOOK.rule(
    "vague",
    "number",
    "[a|the|another] [mere|good|solid|short|quick|brief|small] (couple|few|several|handful) [of|more|short|other]",
    examples=("in a few years", "in a couple of months"),
)
@BOOK.rule("several", "number", "several", examples=("in several years",))
@BOOK.rule("number-of", "number", "[a|some] [good|large|small|fair|certain] number of", examples=("in a number of years",))
def vague(found: Found) -> Count:
    """A vague count, with its spread."""
    for word, low, typical, high in (("couple", 2, 2, 3), ("few", 2, 3, 4), ("handful", 3, 5, 6), ("some", 2, 3, 5)):
        if found.has(word) and not found.has("number"):
            return Count(low=typical, high=typical, vague=True, low_ok=low, high_ok=high)
    return Count(low=5, high=5, vague=True, low_ok=3, high_ok=7)


@BOOK.rule(
    "plural-vague",
    "number",
    "(dozens|hundreds|thousands|tens) [and (dozens|hundreds|thousands)] of [hundreds|thousands|millions] [of]",
    examples=("hundreds of years from now",),
)
@BOOK.rule("plural-bare", "number", "(hundreds|thousands|dozens) [,]", examples=("hundreds, 500 years from now",))
def plural_vague(found: Found) -> Count | None:
    """Hundreds of, dozens of: the typical value of a vague plural."""
    entry = VAGUE.get(found.nodes[0].word)
    if not entry:
        return None
    low = entry.low
    return Count(low=low, high=entry.typical, vague=True, low_ok=low, high_ok=entry.high)
