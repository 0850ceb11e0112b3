"""The topics of claims: the analyst's tags, or without tags the names that a claim mentions."""

from collections import Counter
from collections.abc import Iterable, Mapping

from tracker.records import Claim

#: A name that fewer claims mention is not a topic.
LEAST_CLAIMS = 2


def topics_of(claims: Iterable[Claim]) -> Mapping[str, tuple[str, ...]]:
    """The topics of each claim that has any, by claim id.

    A claim with tags has only those as topics. A name is a topic if at least two claims without tags mention it; names that differ
    only in case are one topic, spelled like an analyst's tag of that name or else in the most frequent way.
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
