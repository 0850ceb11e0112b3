"""Verbs before a time phrase, which tell a duration ("last to June") from a new date ("moved to June") or from no time at all."""

from tracker.horizons.engine.lexicon import MONTHS, PAST_VERBS, SEASONS
from tracker.horizons.engine.matching import Found
from tracker.horizons.rules.past_or_ahead import clause_before

REACHING = frozenset(
    "make makes making get gets getting last lasts survive survives hold holds live lives carry carries wait run runs stretch"
    " stretches stay stays keep keeps continue continues extend extends reach hang hangs limp cling endure"
    " making lasting surviving living running carrying continuing".split()
)
"""Verbs after which "to June" says how long: "make it to June"."""
MOVED = frozenset(
    "push pushed pushing move moved moving delay delayed postpone postponed shift shifted defer deferred slip slips slipped"
    " slipping bump bumped drift drifts put rescheduled reschedule".split()
)
"""Verbs after which "to June" says when: "the wedding has moved to October"."""
PARTICLES = frozenset("it on out through up together alive there back off clear them this that him her us open going over".split())


def led_by(found: Found, verbs: frozenset[str]) -> bool:
    """Whether one of some verbs stands right before the phrase, at most two particles or pronouns between."""
    before = clause_before(found, 3)
    while before and before[-1] in PARTICLES and before[-1] not in verbs:
        before = before[:-1]
    return bool(before) and before[-1] in verbs


INFINITIVE = frozenset("will won't may might can can't could would should shall must 'll didn't doesn't don't did".split())


IRREGULAR = frozenset(
    "bit hid shook froze hung lay"
    " shot shut spun stuck swore swept understood withdrew bore dealt dug dreamt fed fled forgave"
    " leapt lent lit meant rid rose shone slid split stank stung swung wept wound crept burnt learnt".split()
)


def is_past(verb: str) -> bool:
    """Whether a verb is a past form by its ending or by the lists."""
    return verb.endswith("ed") or verb in PAST_VERBS or verb in IRREGULAR


def is_verb(found: Found) -> bool:
    """Whether a word that names a season stands where a verb does: "start to fall", "prices will fall", "they fall"."""
    before, earlier = found.raw(-1), found.raw(-2)
    if before == "to":
        ranged = earlier in SEASONS or earlier in MONTHS or earlier.isdigit() or earlier in {"summers", "late", "early"}
        return not (ranged or led_by(found, MOVED) or earlier in MOVED or earlier in PARTICLES | {"last", "lasts", "make", "get"})
    if before in {"they", "it", "we", "he", "she", "you", "i"}:
        return True
    adverb = before in {"not", "never", "only", "also", "still", "probably", "likely"} and earlier in INFINITIVE
    return before in INFINITIVE or before.endswith("'ll") or adverb
