"""Metaculus: the API's JSON of posts with the user's own forecasts.

The fields are those of github.com/Metaculus/metaculus (questions/serializers/common.py).
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tracker.errors import LedgerError
from tracker.exchange.sites import (
    SiteForecast,
    SiteQuestion,
    chance,
    claim_rows,
    day,
    instant,
    note_unkept,
    objects,
)
from tracker.ledger.transfer.import_report import Losses
from tracker.order_of_days import given_at

Json = dict[str, Any]

SITE = "metaculus"
CONTINUOUS = "a distribution over numbers or dates is not a single probability"
CROWD = "a crowd's forecast is not one person's"
NO_NOTES = "a claim has no notes"
SCORES = "scores are computed, never stored"
WHY = {
    **dict.fromkeys(("description", "resolution_criteria", "fine_print", "Description", "Fine Print"), NO_NOTES),
    "aggregations": CROWD,
    "Probability of Resolution": SCORES,
    "PDF at Resolution": SCORES,
    "score_data": SCORES,
    **dict.fromkeys(
        (
            *("Continuous CDF", "Probability Below Lower Bound", "Probability Above Upper Bound"),
            *("5th Percentile", "25th Percentile", "Median", "75th Percentile", "95th Percentile"),
        ),
        CONTINUOUS,
    ),
}
POST_KEPT = frozenset({"id", "title", "projects", "question", "group_of_questions", "conditional"})
QUESTION_KEPT = frozenset(
    {
        *("id", "title", "label", "type", "options", "resolution", "my_forecasts", "post_id"),
        *("actual_resolve_time", "resolution_set_time", "scheduled_resolve_time", "scheduled_close_time"),
    }
)
FORECAST_KEPT = frozenset({"question_id", "question", "author_id", "author", "start_time", "end_time", "forecast_values"})
# The lists of projects whose names are the topics of a post.
TOPICS = ("category", "tag", "tournament")
ANSWERS = {"yes": "true", "no": "false", "ambiguous": "ambiguous", "annulled": "void"}


def is_metaculus(found: object) -> bool:
    """Whether parsed JSON is a post or question of Metaculus, a list of them, or a page of its API."""
    posts = objects(found, "results")
    return posts is not None and all(_is_post(each) or _is_question(each) for _path, each in posts)


def _is_post(found: Json) -> bool:
    return any(isinstance(found.get(name), dict) for name in ("question", "group_of_questions", "conditional"))


def _is_question(found: Json) -> bool:
    return isinstance(found.get("title"), str) and "scheduled_close_time" in found and "type" in found


def claims_of_metaculus(found: object, losses: Losses, now: dt.datetime) -> Iterator[tuple[str, Json]]:
    """The own forecasts in parsed JSON of the API as rows for an import. Raises LedgerError, which names the path."""
    return claim_rows(_own(found, losses), SITE, now)


def _own(found: object, losses: Losses) -> Iterator[SiteForecast]:
    for path, post in objects(found, "results") or []:
        tags = _topics(post, path, losses)
        for where, question, condition in _questions(post, path, losses):
            note_unkept(question, where, QUESTION_KEPT, WHY, losses)
            yield from _forecasts(question, where, tags, condition, post.get("id"), losses)


def _topics(post: Json, path: str, losses: Losses) -> tuple[str, ...]:
    projects = post.get("projects") or {}
    note_unkept(projects, _under(path, "projects"), TOPICS, {}, losses, under="projects.")
    names = [each.get("name") for name in TOPICS for each in projects.get(name) or ()]
    return tuple(dict.fromkeys(str(name) for name in names if name))


def _questions(post: Json, path: str, losses: Losses) -> Iterator[tuple[str, Json, str | None]]:
    """The questions of a post with their paths, and the condition of each that has one."""
    if not _is_post(post):
        yield path, post, None
        return
    note_unkept(post, path, POST_KEPT, WHY, losses)
    if isinstance(question := post.get("question"), dict):
        yield _under(path, "question"), question, None
    if isinstance(group := post.get("group_of_questions"), dict):
        where = _under(path, "group_of_questions")
        note_unkept(group, where, {"id", "questions"}, WHY, losses, under="group_of_questions.")
        for number, each in enumerate(group.get("questions") or ()):
            yield f"{where}.questions[{number}]", each, None
    if isinstance(pair := post.get("conditional"), dict):
        where = _under(path, "conditional")
        note_unkept(
            pair, where, {"id", "condition", "condition_child", "question_yes", "question_no"}, WHY, losses, under="conditional."
        )
        title = (pair.get("condition") or {}).get("title")
        for name, said in (("question_yes", "Yes"), ("question_no", "No")):
            if isinstance(each := pair.get(name), dict):
                yield f"{where}.{name}", each, f"{title} {said}"


def _under(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _forecasts(
    question: Json, where: str, tags: tuple[str, ...], condition: str | None, post_id: object, losses: Losses
) -> Iterator[SiteForecast]:
    mine = question.get("my_forecasts") or {}
    note_unkept(mine, f"{where}.my_forecasts", {"history", "latest"}, WHY, losses, under="my_forecasts.")
    history = mine.get("history") or ([mine["latest"]] if mine.get("latest") else [])
    if not history:
        losses.note("question", where, "it has no forecasts of yours; the API returns them only with your account's token")
        return
    about = statements_of(question, where, tags, condition, question.get("post_id") or post_id, losses)
    for number, forecast in enumerate(history):
        at = f"{where}.my_forecasts.history[{number}]"
        note_unkept(forecast, at, FORECAST_KEPT, {}, losses, under="my_forecasts.history.")
        values = forecast.get("forecast_values") or ()
        shares = values[1:2] if question.get("type") == "binary" else values
        if not about or len(shares) != len(about):
            why = CONTINUOUS if not about else "it does not have one value for each option"
            losses.note("my_forecasts.history.forecast_values", at, why)
            continue
        who = forecast.get("author_id") or forecast.get("author")
        end = forecast.get("end_time")
        given = instant(forecast.get("start_time"), f"{at}.start_time")
        for asked, share in zip(about, shares, strict=True):
            if share is None:
                continue
            yield SiteForecast(
                where=at,
                key=(str(question.get("id")), asked.text, str(who), given_at(given)),
                series=(question.get("id"), asked.text),
                asked=asked,
                who=f"Metaculus user {who}" if who else None,
                at=given,
                share=chance(share, f"{at}.forecast_values"),
                taken_back=instant(end, f"{at}.end_time") if end else None,
            )


def statements_of(
    question: Json, where: str, tags: tuple[str, ...], condition: str | None, post_id: object, losses: Losses
) -> tuple[SiteQuestion, ...]:
    """The statement of an API question, or one for each option; nothing if it asks for a number or a date."""
    title, label = str(question.get("title") or ""), question.get("label")
    if not title:
        raise LedgerError(f"{where or 'the question'}: no title")
    text = f"{title} ({label})" if label and str(label) not in title else title
    due = question.get("scheduled_resolve_time") or question.get("scheduled_close_time")
    known = question.get("actual_resolve_time") or question.get("resolution_set_time")
    options = [str(each) for each in question.get("options") or ()] if question.get("type") == "multiple_choice" else [""]
    if question.get("type") not in ("binary", "multiple_choice"):
        losses.note("question", where, "it asks for a number or a date; a ledger holds the probabilities of statements")
        return ()
    answer = _answers(question.get("resolution"), options, known, _under(where, "resolution"), losses)
    evidence = {"evidence": [f"https://www.metaculus.com/questions/{post_id}/"]} if post_id else {}
    return tuple(
        SiteQuestion(
            text=f"{text} {option}".rstrip(),
            due=day(instant(due, _under(where, "scheduled_resolve_time"))) if due else None,
            condition=condition,
            tags=tags,
            answer={**found, **evidence} if (found := answer.get(option)) else None,
        )
        for option in options
    )


def _answers(resolution: object, options: Sequence[str], known: object, where: str, losses: Losses) -> Mapping[str, Json]:
    """The outcome of each option ("" for a binary question); empty while the question is open."""
    if resolution in (None, ""):
        return {}
    words = str(resolution)
    if options == [""]:
        outcomes = {"": ANSWERS.get(words.lower())}
    elif words in options:
        outcomes = {option: "true" if option == words else "false" for option in options}
    else:
        outcomes = dict.fromkeys(options, {"ambiguous": "ambiguous", "annulled": "void"}.get(words.lower()))
    if None in outcomes.values():
        losses.note("resolution", where, f"{words!r} is not an answer to the question")
        return {}
    if not known:
        losses.note("resolution", where, "no day on which it was known, so it could not be kept")
        return {}
    return {option: {"outcome": outcome, "known_on": day(instant(known, where))} for option, outcome in outcomes.items()}
