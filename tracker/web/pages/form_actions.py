"""The actions of the desk's forms on the current claim, each by the function that the terminal's key calls."""

import datetime as dt
from collections.abc import Callable

from tracker.by_hand.claim_fields import changes_from
from tracker.desk import typed_changes
from tracker.desk.choices import REASONS
from tracker.desk.marking import Mark
from tracker.errors import TrackerError
from tracker.ledger import Session, edit, get_claim, resolve
from tracker.records import Claim, Outcome, Resolution
from tracker.stating import own_sentence
from tracker.web.desks import WebDesk
from tracker.web.forms import Form, FormError

Action = Callable[[WebDesk, Form], str]


def _accept(web: WebDesk, _form: Form) -> str:
    return repeatable(web, web.desk.accept)


def _reason(form: Form) -> str | None:
    """The reason for a rejection: its number in the list, or the analyst's own words."""
    given = form.text("reason")
    if given.isascii() and given.isdigit():
        return REASONS[int(given) - 1] if 1 <= int(given) <= len(REASONS) else None
    return given or None


def _reject(web: WebDesk, form: Form) -> str:
    reason = _reason(form)
    return repeatable(web, lambda: web.desk.reject(reason))


def _reject_alike(web: WebDesk, form: Form) -> str:
    """Reject a group of `alike`; the group is computed again and must have the size that was shown."""
    at_hand = web.desk.at_hand()
    with web.desk.ledger.reading() as session:
        claim = get_claim(session, at_hand)
    groups = web.desk.alike(claim)
    label, size = form.text("group"), form.count("size")
    group = next((found for name, found in groups if name == label), [])
    if len(group) != size:
        raise TrackerError("these candidates have changed since they were shown; look at them again")
    return web.desk.reject_all(group, _reason(form))


def _skip(web: WebDesk, _form: Form) -> str:
    return web.desk.skip()


def _back(web: WebDesk, _form: Form) -> str:
    web.desk.back()
    web.held = web.desk.queue.current
    return "the claim before"


def _undo(web: WebDesk, _form: Form) -> str:
    said = web.desk.undo()
    web.held = web.desk.queue.current
    return said


def _again(web: WebDesk, _form: Form) -> str:
    if web.last is None:
        raise TrackerError("there is no decision or change to repeat yet")
    function = web.last
    return f"repeated: {function()}"


def repeatable(web: WebDesk, function: Callable[[], str]) -> str:
    """Do something to the current claim that can be repeated for the next."""
    said = function()
    web.last = function
    return said


def _edit(web: WebDesk, form: Form) -> str:
    """Change the fields whose text differs from what was shown."""
    with web.desk.ledger.reading() as session:
        forecast = get_claim(session, web.desk.at_hand()).forecast
    typed = {}
    for name, label, _hint in typed_changes.FIELDS.values():
        words = form.maybe(name)
        if words is not None and words != typed_changes.field_text(forecast, name):
            try:
                typed_changes.preview(forecast, name, words)
            except TrackerError as error:
                raise FormError(f"{label}: {error}") from None
            typed[name] = words
    if not typed:
        return "nothing was changed"
    _edit_all(web, typed)
    again = {name: words for name, words in typed.items() if name != "statement"}
    if again:
        web.last = lambda: _edit_all(web, again)
    return f"changed: {', '.join(typed)}"


def _edit_all(web: WebDesk, typed: dict[str, str]) -> str:
    """One edit of several fields, taken back by one undo."""

    def change(session: Session, claim_id: str) -> Claim:
        forecast = get_claim(session, claim_id).forecast
        return edit(session, claim_id, changes_from(forecast, typed), by=web.desk.by, now=web.desk.clock())

    web.desk.do(change)
    return f"changed: {', '.join(typed)}"


def _tag(web: WebDesk, form: Form) -> str:
    words = form.need("tags", "a tag")
    return repeatable(web, lambda: typed_changes.tag(web.desk, words))


def _split(web: WebDesk, form: Form) -> str:
    parts = [line.strip() for line in form.need("parts", "a sentence").replace("|", "\n").splitlines() if line.strip()]
    return typed_changes.split(web.desk, " | ".join(parts))


def _other(web: WebDesk, form: Form, *, same_source: bool) -> str:
    """The id of another claim: by its beginning, or the only one with these words. Raises TrackerError."""
    words = form.need("other", "the other claim")
    claim_id = web.desk.at_hand()
    named = web.desk.named(words)
    if named is not None and named != claim_id:
        return named
    with web.desk.ledger.reading() as session:
        claim = get_claim(session, claim_id)
    near = web.desk.candidates_for(claim, words, same_source=same_source)
    if not near:
        raise TrackerError(f"no other claim matches {words!r}")
    if len(near) > 1:
        shown = "; ".join(f"{each.id[:10]} {own_sentence(each.forecast.claim)[:60]}" for each in near[:4])
        raise TrackerError(f"{len(near)} claims match {words!r}; give the beginning of an id: {shown}")
    return near[0].id


def _join(web: WebDesk, form: Form) -> str:
    return typed_changes.join(web.desk, _other(web, form, same_source=True))


def _link(web: WebDesk, form: Form) -> str:
    return typed_changes.link(web.desk, _other(web, form, same_source=False), form.need("relation", "how they are related"))


def _mark(web: WebDesk, form: Form) -> str:
    """Add a claim selected in the transcript, or whose words were typed and occur there once."""
    place = web.desk.place()
    transcript = place.transcript if place else None
    if place is None or transcript is None:
        raise TrackerError("the ledger has no text of this transcript")
    words = form.need("words", "what to add")
    start, end = form.count("start", most=10**9), form.count("end", most=10**9)
    if transcript.text[start:end].split() != words.split():
        span, _rest = Mark(transcript, 0, 80).take(words)
        start, end = (int(each) for each in span.split())
    return typed_changes.mark(web.desk, place.claim, start, end, transcript)


def resolution_from(form: Form, by: str, day: dt.date) -> Resolution:
    """The outcome in a form; `day` is known_on if the form has none. Raises FormError, InvalidRecord."""
    named = form.need("outcome", "the outcome")
    if named not in {each.value for each in Outcome}:
        raise FormError(f"{named!r} is not an outcome")
    outcome = Outcome(named)
    credit = form.share("credit") if outcome is Outcome.PARTIAL else None
    if outcome is Outcome.PARTIAL and credit is None:
        raise FormError("a partial outcome needs its share, from 0 to 1")
    return Resolution(
        outcome=outcome,
        by=by,
        known_on=form.day("known_on") or day,
        happened_on=form.day("happened_on"),
        credit=credit,
        value=form.number("value"),
        evidence=tuple(dict.fromkeys(form.text("evidence").split())),
        note=form.maybe("note"),
    )


def _resolve(web: WebDesk, form: Form) -> str:
    judgement, settle = resolution_from(form, web.desk.by, web.desk.clock().astimezone().date()), form.flag("settle")

    def function() -> str:
        def change(session: Session, claim_id: str) -> Claim:
            return resolve(session, claim_id, judgement, now=web.desk.clock(), settle=settle)

        claim = web.desk.do(change, then="leave")
        against = f"; {', '.join(each.by for each in claim.conflicting)} says otherwise" if claim.conflicting else ""
        return f"{judgement.outcome}: {claim.forecast.claim}{against}"

    return repeatable(web, function)


ACTIONS: dict[str, Action] = {
    "accept": _accept,
    "reject": _reject,
    "alike": _reject_alike,
    "skip": _skip,
    "back": _back,
    "undo": _undo,
    "again": _again,
    "edit": _edit,
    "tag": _tag,
    "split": _split,
    "join": _join,
    "link": _link,
    "mark": _mark,
    "resolve": _resolve,
}
# After these actions the claim that was shown is no longer the current one.
LEAVING = frozenset({"accept", "reject", "alike", "skip", "split", "join", "resolve"})
