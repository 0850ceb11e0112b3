"""What claims are about: the analyst's own tags, and where there are none the names that a claim speaks of."""

from collections import Counter
from collections.abc import Iterable, Mapping

from tracker.records import Claim

#: A name that fewer claims speak of is no topic.
LEAST_CLAIMS = 2


def topics_of(claims: Iterable[Claim]) -> Mapping[str, tuple[str, ...]]:
    """The topics of each claim that has any, by the claim's id.

    An analyst's tags win: a claim with tags has those alone. A name is a topic where at least two claims without tags speak of it;
    names that differ in case alone are one, under an analyst's tag of that name or else the spelling most often used.
    """
    listed = list(claims)
    tags = {tag.casefold(): tag for claim in listed for tag in claim.tags}
    untagged = [claim for claim in listed if not claim.tags and claim.forecast.about]
    spellings: dict[str, Counter[str]] = {}
    for claim in untagged:
        for folded, name in {name.casefold(): name for name in claim.forecast.about}.items():
            spellings.setdefault(folded, Counter())[name] += 1
    names = {
        folded: min(used, key=lambda name: (-used[name], name))
        for folded, used in spellings.items()
        if used.total() >= LEAST_CLAIMS
    } | {folded: tags[folded] for folded in spellings if folded in tags}
    found = {claim.id: tuple(dict.fromkeys(claim.tags)) for claim in listed if claim.tags}
    for claim in untagged:
        topics = dict.fromkeys(names[name.casefold()] for name in claim.forecast.about if name.casefold() in names)
        if topics:
            found[claim.id] = tuple(topics)
    return found
