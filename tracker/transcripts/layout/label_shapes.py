"""The ways in which speaker labels are written, as patterns for the start of a line."""

import re
from dataclasses import dataclass

from tracker.transcripts.layout.clock import CLOCK
from tracker.transcripts.layout.time_stamps import TIME


def _time(group: str) -> str:
    return rf"[*_]{{0,2}}\\?[\[(<{{#]?\(?(?P<{group}>{TIME})(?:-\d)?\)?\\?[\])>}}#]?(?:\((?P<{group}_url>https?://[^\s()]{{1,400}})\))?[*_]{{0,2}}"


def _name(group: str) -> str:
    return rf"(?P<{group}>[^\W_](?:[^\n:：*\[\](){{}}<>|\"“”?!;_\\\t]|\([^()\n\d:]{{1,40}}\)){{0,58}}?)"


_TURN = r"(?:>{1,3}[ \t]*|//[ \t]*|[-–—][ \t]+|#{1,6}[ \t]+)?"
_BEFORE = rf"(?:{_time('before')}[ \t]*[-–—|]?[ \t]*)?"
_INSIDE = rf"(?:{_time('inside')}[ \t]*[-–—|]?[ \t]*)?"
_AFTER = rf"(?:[ \t,–|-]*{_time('after')})?"
_LATER = rf"(?:[ \t]+{_time('later')}(?=[ \t]*\r?$))?"
_BRACKETED = r"(?P<open>[\[(<])[ \t]?(?P<name>[^\W_][^\n\[\](){}<>|\"“”?!;:]{0,58})[\])>]"
# In "MR. LIND." the first full stop does not end the label.
_NO_TITLE = (
    r"(?<!\bM)(?<!\bMme)(?<!\bM[RrSs])(?<!\bD[Rr])(?<!\bMrs)(?<!\bMRS)(?<!\bProf)(?<!\bPROF)"
    r"(?<!\bSen)(?<!\bSEN)(?<!\bRep)(?<!\bREP)(?<!\bGov)(?<!\bGOV)"
)
_MARK = r"(?P<mark>\*\*|__|\*|_)"


@dataclass(frozen=True, slots=True)
class Shape:
    """A way of writing labels. A `weak` shape needs names that recur; an `owned` label has its line to itself.

    A shape that is `throughout` counts only where two paragraphs in three begin with it.
    """

    pattern: re.Pattern[str]
    weak: bool = False
    owned: bool = False
    throughout: bool = False


SHAPES = {
    # **Name:** text, **Name**: text, **Name: text**, **Name** (00:12): text, the time stamp before, inside or after the bold type
    "marked": Shape(
        re.compile(
            rf"^[ \t]*{_TURN}{_BEFORE}{_MARK}[ \t]*{_INSIDE}{_name('name')}[ \t]*(?:"
            rf"{_AFTER}[ \t]*:(?:[ \t]*(?P=mark)|(?=[ \t]+[^\n]{{1,4000}}(?P=mark)[ \t]*\r?$))"
            rf"|(?P=mark)[ \t]*(?:\\?[\[(](?P<behind>{CLOCK})\\?[\])])?[ \t]*:)(?=\s|$){_LATER}",
            re.M,
        )
    ),
    # NAME: text, NAME (00:12:01): text, [00:12:01] NAME: text, >> NAME: text, NAME: 00:12:01
    "colon": Shape(re.compile(rf"^[ \t]*{_TURN}{_BEFORE}{_name('name')}{_AFTER}[ \t]*(?:::?(?=\s|$)|：){_LATER}", re.M)),
    "bracketed colon": Shape(re.compile(rf"^[ \t]*{_TURN}{_BEFORE}{_BRACKETED}{_AFTER}[ \t]*:(?=\s|$){_LATER}", re.M)),
    # on a line of its own: NAME (00:12:01), NAME  00:12, NAME | 00:12, [00:12:01] NAME, 0:04 | NAME, [NAME] 00:12, **NAME** *00:12*
    "line with time": Shape(
        re.compile(
            rf"^[ \t]*{_TURN}(?:(?P<mark>\*\*|__|\*)?{_name('name')}(?:\*\*|__|\*)?[ \t,–|-]+{_time('after')}"
            rf"|{_time('before')}[ \t]*[-–—|]?[ \t]+(?:\*\*|__)?{_name('late')}(?:\*\*|__)?)[ \t]*\r?$",
            re.M,
        ),
        owned=True,
    ),
    "bracketed line with time": Shape(
        re.compile(
            rf"^[ \t]*{_TURN}(?:{_BRACKETED}[ \t,–|-]*{_time('after')}"
            rf"|{_time('before')}[ \t]*[-–—|]?[ \t]*[\[(](?P<late>[^\W_][^\n\[\](){{}}<>|\"“”?!;:]{{0,58}})[\])])[ \t]*\r?$",
            re.M,
        ),
        owned=True,
    ),
    # NAME (00:12:01) text, NAME [(00:12:01)](https://...) text, **NAME** [00:12:01] text
    "time and speech": Shape(
        re.compile(
            rf"^[ \t]*{_TURN}(?P<mark>\*\*|__)?{_name('name')}(?:\*\*|__)?[ \t,–|-]*(?=\\?[\[(]){_time('after')}"
            r"(?:[ \t]*[-–—|])?(?=[ \t]+\S)",
            re.M,
        )
    ),
    # NAME, a line of two dashes, a title; NAME -- Company -- Title on one line
    "title below": Shape(
        re.compile(
            rf"^[ \t]*(?P<mark>\*\*)?{_name('name')}(?:\*\*)?[ \t]*\r?\n"
            r"(?:[ \t]*\r?\n)?[ \t]*--[ \t]*\r?\n(?:[ \t]*\r?\n)?[^\n]{1,120}$",
            re.M,
        ),
        owned=True,
    ),
    "marked title behind": Shape(
        re.compile(rf"^[ \t]*(?P<mark>\*\*|__){_name('name')}(?P=mark)[ \t]+(?:--|[–—])[ \t]+"
            rf"(?P<title>[*_])[^\n]{{2,120}}(?P=title)[ \t]*\r?$", re.M),
        owned=True,
    ),
    # Q    text, as in minutes of press briefings
    "letter": Shape(re.compile(r"^[ \t]*(?P<name>[QA])(?:[ ]{2,}|[ ]*\t+)(?=\S)", re.M)),
    "title behind": Shape(
        re.compile(
            rf"^[ \t]*(?P<mark>\*\*)?{_name('name')}(?:\*\*)?[ \t]+(?:--|[–—])[ \t]+\*{{0,2}}[A-Z][^\n.?!:]{{2,120}}$", re.M
        ),
        weak=True,
        owned=True,
    ),
    "bracketed": Shape(re.compile(rf"^[ \t]*{_BEFORE}(?:\*\*|__)?{_BRACKETED}(?:\*\*|__)?[ \t]+(?=\S)", re.M), weak=True),
    "full stop": Shape(re.compile(rf"^[ \t]*{_name('name')}{_NO_TITLE}\.(?:[ \t]*(?:--|[—–]))?(?=[ \t]+\S)", re.M), weak=True),
    # NAME (PARTY). – text
    "full stop and dash": Shape(re.compile(rf"^[ \t]*{_name('name')}\.[ \t]*(?:--|[—–-])(?=[ \t]+\S)", re.M), weak=True),
    "dashes": Shape(re.compile(rf"^[ \t]*{_name('name')}[ \t]*(?:--|[—–])(?=[ \t]+\S)", re.M), weak=True),
    # NAME – text and name: text, where nearly all lines begin like this
    "plain dashes": Shape(
        re.compile(rf"^[ \t]*{_name('name')}[ \t]*(?:--|[—–]|[ ]-)(?=[ \t]+\S)", re.M), weak=True, throughout=True
    ),
    "small letters": Shape(re.compile(r"^[ \t]*(?P<name>[a-z][\w.-]{1,20})[ \t]*:(?=[ \t]+\S)", re.M), weak=True, throughout=True),
    "tab": Shape(re.compile(rf"^[ \t]*{_name('name')}[ ]*\t+(?=\S)", re.M), weak=True),
    "bold": Shape(re.compile(rf"^[ \t]*(?P<mark>\*\*|__){_name('name')}(?P=mark)[ \t]+(?=[^\s:])", re.M), weak=True),
    "bold line": Shape(
        re.compile(rf"^[ \t]*{_TURN}(?P<mark>\*\*|__){_name('name')}(?P=mark)[ \t]*\r?$", re.M), weak=True, owned=True
    ),
    "line": Shape(
        re.compile(
            rf"^[ \t]*(?:#{{2,6}}[ \t]+|={{2,4}}[ \t]*)?{_name('name')}[ \t]*(?:={{2,4}}[ \t]*)?\r?$", re.M
        ),
        weak=True,
        owned=True,
    ),
}  # fmt: skip
