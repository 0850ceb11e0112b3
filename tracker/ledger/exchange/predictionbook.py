"""PredictionBook's JSON, as its API gave it: predictions with everybody's responses.

The fields are those of github.com/bellroy/predictionbook (app/serializers).
"""

import datetime as dt
import json
from collections.abc import Iterator
from typing import Any

from tracker.errors import LedgerError
from tracker.ledger.ids import short_hash
from tracker.ledger.importing import Losses

Json = dict[str, Any]

GROUPS = ("group", "group_name", "prediction_group", "prediction_group_description")
LOST = {
    "visibility": "a ledger has no readers of its own",
    "group_id": "its name is kept as a tag where the file has it",
    "prediction_group_id": "its description is kept as a tag where the file has it",
}


def is_predictionbook(text: str) -> bool:
    """Whether a text is JSON with PredictionBook's predictions."""
    try:
        return bool(_predictions(json.loads(text)))
    except (ValueError, LedgerError):
        return False


def _predictions(found: Any) -> list[Json]:
    if isinstance(found, dict) and isinstance(found.get("predictions"), list):
        found = found["predictions"]
    if isinstance(found, dict) and "deadline" in found:
        found = [found]
    if isinstance(found, list) and all(isinstance(each, dict) and "deadline" in each and "description" in each for each in found):
        return found
    raise LedgerError("this is not JSON of PredictionBook: no list of predictions with description and deadline")


def claims_of_predictionbook(text: str, losses: Losses) -> Iterator[str]:
    """The predictions as lines of JSON for an import: each response with a confidence is a claim by who gave it.

    Later responses of one person update the first. Raises LedgerError for what is not PredictionBook's JSON.
    """
    try:
        predictions = _predictions(json.loads(text))
    except ValueError as error:
        raise LedgerError(f"this is not JSON ({error})") from None
    for number, prediction in enumerate(predictions, 1):
        for name, why in LOST.items():
            if prediction.get(name) is not None:
                losses.note(name, number, why)
        earlier: dict[str, str] = {}
        responses = prediction.get("responses") or []
        if not any(response.get("confidence") is not None for response in responses):
            losses.note("prediction", number, "nobody gave a confidence, so nobody forecast anything")
        for response in sorted(responses, key=lambda each: str(each.get("created_at"))):
            if response.get("comment"):
                losses.note("responses.comment", number, "a claim has no comments")
            if response.get("confidence") is not None:
                yield json.dumps(_claim(prediction, response, earlier, number), ensure_ascii=False)


def _claim(prediction: Json, response: Json, earlier: dict[str, str], number: int) -> Json:
    who = str(response.get("user_label") or response.get("user_id") or prediction.get("creator_label") or "unknown")
    said, due = _day(response.get("created_at"), number), _day(prediction["deadline"], number)
    confidence = response["confidence"]
    if not isinstance(confidence, int | float) or not 0 <= confidence <= 100:
        raise LedgerError(f"prediction {number}: a confidence is {confidence!r}; expected a number from 0 to 100")
    key = prediction.get("uuid") or prediction.get("id")
    claim_id = short_hash("predictionbook", key, response.get("id"), who, response.get("created_at"))
    events: list[Json] = []
    if who in earlier:
        events.append({"kind": "link", "to": earlier[who], "as": "updates"})
    earlier[who] = claim_id
    groups = [str(prediction[name]) for name in GROUPS if prediction.get(name)]
    outcome = prediction.get("outcome")
    if outcome is not None:
        known = _day(prediction.get("last_judgement_at") or prediction.get("updated_at") or prediction["deadline"], number)
        events.append({"kind": "resolve", "outcome": "true" if outcome else "false", "by": "predictionbook", "known_on": known})
    return {
        "id": claim_id,
        "claim": prediction["description"],
        "said_on": said,
        "speaker": who,
        "status": "withdrawn" if prediction.get("withdrawn") else "accepted",
        "probability": {"text": f"{confidence}%", "low": confidence / 100, "high": confidence / 100},
        "horizon": {"text": due, "start": min(said, due), "end": due, "grain": "day", "rule": "imported"},
        "events": events,
        "tags": groups,
    }


def _day(words: Any, number: int) -> str:
    try:
        return dt.datetime.fromisoformat(str(words)).astimezone(dt.UTC).date().isoformat()
    except ValueError:
        raise LedgerError(f"prediction {number}: {words!r} is not an instant such as 2015-06-26T10:00:00Z") from None
