"""The groups of a scorecard, and their order. Standard library only."""

from collections.abc import Mapping, Sequence

from tracker.errors import InvalidRecord
from tracker.scoring.score_records import GroupBy
from tracker.scoring.select import Prediction
from tracker.scoring.topics import topics_of

#: The classes of horizons by their maximum length in days, from the day of speaking to the due date.
HORIZONS = (
    (31, "up to 1 month"),
    (183, "1 to 6 months"),
    (366, "6 to 12 months"),
    (3 * 365 + 1, "1 to 3 years"),
    (10 * 365 + 3, "3 to 10 years"),
)
LONGEST = "over 10 years"
NO_DATE = "no date"
NOBODY = "(speaker unknown)"
NO_SOURCE = "(no transcript)"
UNTAGGED = "(no tag)"
NO_TOPIC = "(no topic)"


def horizon_class(days: int | None) -> str:
    """The class of a horizon of this many days."""
    if days is None:
        return NO_DATE
    return next((name for longest, name in HORIZONS if days <= longest), LONGEST)


def keys_of(  # noqa: PLR0911 - one for each grouping
    prediction: Prediction, by: GroupBy, topics: Mapping[str, tuple[str, ...]]
) -> tuple[str, ...]:
    """The groups that a prediction belongs to: one, except for tags and topics; `topics` has those by claim id."""
    claim, forecast = prediction.claim, prediction.claim.forecast
    match by:
        case GroupBy.SPEAKER:
            return (forecast.speaker or NOBODY,)
        case GroupBy.SOURCE:
            return (prediction.source or NO_SOURCE,)
        case GroupBy.TAG:
            return tuple(dict.fromkeys(claim.tags)) or (UNTAGGED,)
        case GroupBy.HORIZON:
            return (horizon_class((claim.due - forecast.said_on).days if claim.due else None),)
        case GroupBy.YEAR:
            return (str(forecast.said_on.year),)
        case GroupBy.KIND:
            return (forecast.kind.value,)
        case GroupBy.TOPIC:
            return topics.get(claim.id) or (NO_TOPIC,)


def parse_group_by(text: str | None) -> GroupBy | None:
    """The grouping with this name; None for None. Raises InvalidRecord, which lists the names."""
    if text is None:
        return None
    try:
        return GroupBy(text)
    except ValueError:
        raise InvalidRecord("group_by", text, " or ".join(GroupBy)) from None


def grouped(predictions: Sequence[Prediction], by: GroupBy) -> dict[str, list[Prediction]]:
    """Predictions by group: horizons from short to long, everything else by name."""
    found: dict[str, list[Prediction]] = {}
    topics = topics_of(each.claim for each in predictions) if by is GroupBy.TOPIC else {}
    for prediction in predictions:
        for key in keys_of(prediction, by, topics):
            found.setdefault(key, []).append(prediction)
    if by is GroupBy.HORIZON:
        order = [*(name for _, name in HORIZONS), LONGEST, NO_DATE]
        return {key: found[key] for key in order if key in found}
    return {key: found[key] for key in sorted(found, key=lambda key: (key.startswith("("), key.casefold(), key))}
