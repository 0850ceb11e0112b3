"""Every error of this project can be raised, chained, copied and sent to another process, and is one line."""

import copy
import importlib
import pickle
import pkgutil
import re
from pathlib import Path

import pytest

import tracker
from tracker.boundary.whole_files import CannotWrite
from tracker.cli.decide.decisions_file import BadDecision
from tracker.cli.read.explain_command import BadLine
from tracker.cli.read.inputs import ManifestError
from tracker.cli.settings import SettingsError
from tracker.errors import (
    DaysOutOfOrder,
    InvalidRecord,
    LedgerError,
    LedgerVersionError,
    NoLedger,
    TrackerError,
    TranscriptError,
    UndatedTranscript,
    UnknownClaim,
)
from tracker.reports.site.build import ReportError
from tracker.web.desks import Overtaken
from tracker.web.forms import FormError
from tracker.web.users import UsersError
from tracker.wording import NotUnderstood

EXAMPLES: tuple[TrackerError, ...] = (
    CannotWrite(Path("out.csv"), "is a link"),
    TrackerError("no"),
    LedgerError("no ledger"),
    DaysOutOfOrder("claim 3fa9: due before it was said"),
    LedgerVersionError("too old"),
    NoLedger("there is no ledger"),
    TranscriptError("talk.txt", "no words", line=3),
    UndatedTranscript("talk.txt"),
    UnknownClaim("3fa9"),
    UnknownClaim("3", matches=("3fa9", "3fb0")),
    InvalidRecord("odds", 2, "a number from 0 to 1"),
    NotUnderstood("odds", "pretty blue", "60%"),
    ManifestError(Path("m.csv"), "no such day", line=2),
    BadDecision("d.jsonl", 4, "no kind"),
    BadLine("standard input, line 1: expected a day"),
    SettingsError("settings.toml: no such command"),
    ReportError("site: not empty"),
    Overtaken("ben has accepted this claim"),
    FormError("'soon' is not a day"),
    UsersError("team.json: holds no user"),
)


def classes() -> set[type[TrackerError]]:
    """Every class of error, wherever it stands but where an extra is needed to import it."""
    for module in pkgutil.walk_packages(tracker.__path__, "tracker."):
        if not re.search(r"\._migrations|\.training\.|__main__$", module.name):
            importlib.import_module(module.name)
    found, left = set(), [TrackerError]
    while left:
        kind = left.pop()
        found.add(kind)
        left += kind.__subclasses__()
    return {kind for kind in found if kind.__module__.startswith("tracker.")}


@pytest.mark.parametrize("error", EXAMPLES, ids=lambda error: type(error).__name__)
def test_errors_are_raised_chained_copied_and_pickled(error: TrackerError) -> None:
    """A copied error has the same message and attributes."""
    cause = ValueError("x")
    with pytest.raises(type(error)) as caught:
        raise error from cause
    assert caught.value.__cause__ is cause
    for again in (pickle.loads(pickle.dumps(error)), copy.copy(error), copy.deepcopy(error)):  # noqa: S301
        assert type(again) is type(error)
        assert str(again) == str(error)
        assert len(str(again).splitlines()) == 1
        assert vars(again) == {name: value for name, value in vars(error).items() if not name.startswith("__")}


def test_every_class_of_error_has_an_example() -> None:
    """Every error class is among the examples."""
    assert classes() <= {type(error) for error in EXAMPLES}
