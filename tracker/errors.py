"""The errors that this project raises on purpose; each message says which input, where, and what to do."""

from typing import Any

# A value may be a whole page; its first characters are enough to recognise it.
SHOWN = 120


class TrackerError(Exception):
    """An error that is shown to the user as one line, without a traceback; it can be raised, chained, copied and pickled."""

    def __reduce__(self) -> tuple[Any, ...]:
        # Exception's own __reduce__ calls the class with the message only, which subclasses with other arguments refuse.
        return _restored, (type(self), self.args, dict(self.__dict__))


def _restored(kind: type[TrackerError], args: tuple[Any, ...], attributes: dict[str, Any]) -> TrackerError:
    found = kind.__new__(kind)
    found.args = args
    found.__dict__.update(attributes)
    return found


class TranscriptError(TrackerError):
    """A transcript that cannot be read: the file, the place in it if known, and why."""

    def __init__(self, path: str, why: str, *, line: int | None = None) -> None:
        self.path, self.why, self.line = path, why, line
        place = path if line is None else f"{path}, line {line}"
        super().__init__(f"{place}: {why}")


class UndatedTranscript(TranscriptError):
    """A transcript whose day of speaking is not known."""

    def __init__(self, path: str) -> None:
        super().__init__(path, "no day of speaking in the file or its name; give it with --date YYYY-MM-DD")


class LedgerError(TrackerError):
    """The ledger cannot be opened, or refuses an operation."""


class NoLedger(LedgerError):
    """There is no ledger at the address given."""


class LedgerVersionError(LedgerError):
    """The ledger's schema is older or newer than this program; the message names the command to type."""


class UnknownClaim(LedgerError):
    """No claim, or more than one, has an id with the given prefix."""

    def __init__(self, prefix: str, *, matches: tuple[str, ...] = (), nearest: str | None = None) -> None:
        self.prefix, self.matches, self.nearest = prefix, matches, nearest
        if matches:
            message = f"claim id {prefix!r} is ambiguous: {', '.join(matches[:5])}; type one more character"
        else:
            hint = f"; did you mean {nearest}?" if nearest else "; `tracker list` shows the ids"
            message = f"no claim has an id that begins with {prefix!r}{hint}"
        super().__init__(message)


class DaysOutOfOrder(LedgerError):
    """Days in the wrong order; the operation was refused."""


class InvalidRecord(TrackerError, ValueError):
    """A value that a record cannot hold: the field, the value, and what is expected."""

    def __init__(self, field: str, value: object, expected: str) -> None:
        self.field, self.value, self.expected = field, value, expected
        shown = repr(value)
        super().__init__(f"{field} is {shown if len(shown) <= SHOWN else shown[:SHOWN] + '...'}; expected {expected}")
