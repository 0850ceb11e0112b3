"""Whether a number is no year: a count, a sum, a name, a code, a house, a time of day."""

from tracker.horizons.engine.lexicon import CLOSED_CLASS, COUNT_NOUNS, NAMES_BEFORE_YEARS, UNIT_OF
from tracker.horizons.engine.matching import Found

TIME_NEXT = frozenset(
    """time timeframe window season budget guidance outlook plan goal target targets somewhere sometime ish thing frame range
    event""".split()
)


def counts_things(found: Found) -> bool:
    """Whether what follows makes the number a count."""
    nearest = [word for word in found.following(2) if word not in {"-", ","}]
    after = found.raw(1)
    rate = [word in {"a", "per", "each", "every"} for word in found.following(3)[1:2]] == [True] and found.raw(3) in UNIT_OF
    rate = rate and after not in CLOSED_CLASS  # "2030 loaves a week"
    if after in {"%", "°"} or rate or after in COUNT_NOUNS or (after in UNIT_OF and after not in {"half"}):
        return True
    return after == "-" and bool(nearest) and nearest[0] in UNIT_OF


MODEL_NAMES = frozenset(
    """model models edition version toyota honda ford chevy chevrolet corolla civic camry accord tesla bmw audi mercedes
    porsche subaru jeep mustang nissan hyundai kia mazda volkswagen macbook imac ipad iphone vintage truck suv sedan""".split()
)
SECURITIES = frozenset("notes note bonds bond debentures maturities convertibles".split())
NAMED_BY_YEAR = SECURITIES | {"vision", "bus", "train", "flight", "ferry"}
PROJECTING = frozenset("we they i to you he she can also now analysts would could".split())


def part_of_a_name(found: Found) -> bool:
    """Whether the year belongs to the name of a thing: "version 2025", "my 2027 Tesla", "the class of '27"."""
    before = found.raw(-1)
    owned = before in {"my", "his", "her"} and not clause_closes(found)
    if owned or (before in {"the", "a", "my", "new"} and found.raw(1) in MODEL_NAMES):
        return True
    if before in NAMES_BEFORE_YEARS or before in {"$", "£", "€", "#"}:
        return True
    if before == "of" and found.raw(-2) == "class":
        return True
    if before == "due" and SECURITIES & set(found.previous(8)):
        return True
    if before == "project" and found.raw(-2) not in PROJECTING and clause_closes(found):
        return True
    return (before not in YEAR_BEFORE and found.raw(1) in NAMED_BY_YEAR) or of_a_document(found)


PLANS = frozenset(
    "plan strategy programme program blueprint roadmap framework masterplan manifesto charter agenda prospectus".split()
)
DOCUMENTS = PLANS | frozenset("document documents paper report brochure booklet leaflet consultation website".split())
TOLD_OF_PLANS = frozenset("has had says said sets runs covers contains calls reads was lists sits mentions".split())
"""Verbs that tell what stands in a document: "the 2035 plan says"."""
DESCRIBES = frozenset("about a an the called just only mostly full long short out available nothing very too".split())
"""Words behind "is" that describe a document; "the 2035 plan is to" tells what is meant to come."""


def of_a_document(found: Found) -> bool:
    """Whether the year belongs to the name of a plan or paper: "the housing plan 2035 document", "the 2035 plan is about"."""
    before, after, behind = found.raw(-1), found.raw(1), found.raw(2)
    if before in PLANS and after in DOCUMENTS:
        return True
    named = before not in YEAR_BEFORE and after in PLANS
    if named and found.raw(-2) == "under":
        return True
    return named and (behind in DOCUMENTS or behind in TOLD_OF_PLANS or (behind == "is" and found.raw(3) in DESCRIBES))


def in_a_code(found: Found) -> bool:
    """Whether a hyphen ties the number to capital letters, as in the name of a compound or a part: ABC-2140."""
    first = found.nodes[0].first
    if found.raw(-1) != "-" or first < 2:
        return False
    start, end = found.scene.words.spans[first - 2]
    return found.scene.words.text[start:end].isupper() and found.scene.words.codes[first - 2] == "o"


def title_before(found: Found) -> bool:
    """Whether a capitalised word that no rule knows stands directly before, as in the name of a programme or a film."""
    spans, first = found.scene.words.spans, found.nodes[0].first
    if first < 2:
        return False
    start, end = spans[first - 1]
    word = found.scene.words.text[start:end]
    known = found.scene.words.codes[first - 1] != "o"
    opens = found.scene.words.words[first - 2] in {".", "?", "!", ":", '"'} or first < 3
    return word[:1].isupper() and word[1:2].islower() and not known and not opens and word.lower() not in CLOSED_CLASS


def of_a_house(found: Found) -> bool:
    """Whether the number is that of a house: "she lives at 2031 Maple", "twenty thirty two Elm Street"."""
    last = found.nodes[-1].last
    if not STREETS.isdisjoint(found.following(3)[1:]) and found.scene.words.codes[last : last + 1] == "o":
        return True
    return (
        found.raw(-1) == "at"
        and found.scene.words.codes[last : last + 1] == "o"
        and not clause_closes(found)
        and not counts_things(found)
    )


STREETS = frozenset("street avenue road lane drive boulevard crescent terrace court st ave rd blvd".split())
LOOKED = frozenset("look looking looks looked aim aimed aiming pointed pointing pegged".split())


def on_the_clock(found: Found) -> bool:
    """Whether the number is a time of day, or a code that somebody tells: "the bus leaves at 2030", "my PIN is 2027"."""
    if found.raw(-1) == "at":
        return found.raw(-2) not in LOOKED and not _closed_by_latest(found)
    return found.raw(-1) in {"is", "isn't", "was"} and found.raw(-2) in CODES


def _closed_by_latest(found: Found) -> bool:
    return found.raw(1) in {"at", "latest", "earliest", "or", "the"}


CODES = frozenset(
    "score locker flat room gate flight pin code number password combination passcode extension id reference serial".split()
)
MONEY = frozenset("dollars euros pounds yen francs rupees yuan pesos kroner kronor money prices terms".split())


def of_money(found: Found) -> bool:
    """Whether the year says what a sum is worth: "a million in 2019 euros", "in 2026 prices"."""
    after = found.raw(2)
    return found.raw(1) in MONEY and (not after or not after[0].isalnum() or after in {"and", "or", "by", "for", "to", "that"})


YEAR_BEFORE = frozenset(
    """in by for during before until till through of since over to into end late early mid from around calendar fiscal fy cy
    year summer spring fall autumn winter quarter q1 q2 q3 q4 half and or maybe - beyond entering exiting throughout""".split()
)


def clause_closes(found: Found) -> bool:
    """Whether the phrase ends where a noun could not be missing: before punctuation or a word of the closed classes."""
    return not found.noun_follows or found.raw(1) in TIME_NEXT
