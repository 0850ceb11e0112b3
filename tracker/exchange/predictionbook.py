"""PredictionBook's JSON, from its API: predictions with everybody's responses.

The fields are those of github.com/bellroy/predictionbook (app/serializers): `description_with_group` is "[GROUP] DESCRIPTION".
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from tracker.errors import LedgerError
from tracker.exchange.sites import day, horizon, instant, note_unkept, objects
from tracker.ledger.events.claim_ids import short_hash
from tracker.ledger.transfer.import_report import Losses
from tracker.order_of_days import given_at

Json = dict[str, Any]

KEPT = frozenset(
    {
        *("id", "uuid", "description", "description_with_group", "deadline", "outcome", "withdrawn", "responses"),
        *("creator_label", "created_at", "updated_at", "last_judgement_at"),
    }
)
RESPONSE_KEPT = frozenset({"id", "confidence", "created_at", "user_label", "user_id"})
WHY = {
    "visibility": "a ledger is not shared with named readers",
    "group_id": "the group of people who saw it; a ledger is not shared with named readers",
    "prediction_group_id": "its description is kept as a tag",
    "creator_id": "who gave each response is kept",
    "mean_confidence": "it follows from the responses",
    "version": "how often it was edited is not kept",
    "comment": "a claim has no comments",
}


def is_predictionbook(found: object) -> bool:
    """Whether parsed JSON holds PredictionBook's predictions."""
    predictions = objects(found, "predictions")
    return predictions is not None and all("deadline" in each and "description" in each for _path, each in predictions)


def claims_of_predictionbook(found: object, losses: Losses) -> Iterator[tuple[str, Json]]:
    """The predictions in parsed JSON as rows for an import: each response with a confidence is a claim by its author.

    Later responses of one person update the first. Raises LedgerError, which names the path.
    """
    if isinstance(found, dict) and isinstance(found.get("predictions"), list):
        note_unkept(found, "", {"predictions"}, {"user": "who asked for the file; who gave each response is kept"}, losses)
    for path, prediction in objects(found, "predictions") or []:
        note_unkept(prediction, path, KEPT, WHY, losses)
        responses = prediction.get("responses") or []
        if not any(response.get("confidence") is not None for response in responses):
            losses.note("prediction", path, "nobody gave a confidence, so there is no forecast")
        numbered = [(f"{path}.responses[{number}]".lstrip("."), each) for number, each in enumerate(responses)]
        earlier: dict[str, str] = {}
        for where, response in sorted(numbered, key=lambda each: str(each[1].get("created_at"))):
            note_unkept(response, where, RESPONSE_KEPT, WHY, losses, under="responses.")
            if response.get("confidence") is not None:
                yield where, _claim(prediction, response, earlier, path, where)


def _claim(prediction: Json, response: Json, earlier: dict[str, str], path: str, where: str) -> Json:
    who = str(response.get("user_label") or response.get("user_id") or prediction.get("creator_label") or "unknown")
    given = _instant(response, "created_at", where)
    said, due = day(given), day(_instant(prediction, "deadline", path))
    confidence = response["confidence"]
    if isinstance(confidence, bool) or not isinstance(confidence, int | float) or not 0 <= confidence <= 100:
        raise LedgerError(f"{where}: a confidence is {confidence!r}; expected a number from 0 to 100")
    key = prediction.get("uuid") or prediction.get("id")
    claim_id = short_hash("predictionbook", key, response.get("id"), who, response.get("created_at"))
    events: list[Json] = []
    if who in earlier:
        events.append({"kind": "link", "to": earlier[who], "as": "updates"})
    earlier[who] = claim_id
    outcome = prediction.get("outcome")
    if outcome is not None:
        # Judging a prediction saves it, so updated_at is on or after a judgement without a day of its own.
        name = next((each for each in ("last_judgement_at", "updated_at") if prediction.get(each)), "deadline")
        known = day(_instant(prediction, name, path))
        events.append({"kind": "resolve", "outcome": "true" if outcome else "false", "by": "predictionbook", "known_on": known})
    return {
        "id": claim_id,
        "claim": prediction["description"],
        "said_on": said,
        "speaker": who,
        "status": "withdrawn" if prediction.get("withdrawn") else "accepted",
        "probability": {"text": f"{confidence}%", "low": confidence / 100, "high": confidence / 100},
        "horizon": horizon(said, due),
        "trace": [given_at(given)],
        "events": events,
        "tags": _groups(prediction),
    }


def _groups(prediction: Json) -> list[str]:
    """The group of a prediction, which is in brackets before the description."""
    whole, own = str(prediction.get("description_with_group") or ""), str(prediction["description"])
    before = whole.removesuffix(own).strip()
    return [before[1:-1].strip()] if whole.endswith(own) and before.startswith("[") and before.endswith("]") else []


def _instant(found: Json, name: str, where: str) -> dt.datetime:
    return instant(found.get(name), f"{where}.{name}".lstrip("."))
