"""What is looked at when the ends of a quote are chosen: named features of one place, and of a whole stretch."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from tracker.extract.boundaries import ENDS, BoundaryReader, pauses, word_class
from tracker.extract.words import Words

REACH = 56
"""How many words before and after the anchor a quote may start and end."""

MODALS = frozenset(
    """
    will would could may might can should shall gonna won't wouldn't couldn't can't cannot shouldn't must i'll you'll
    he'll she'll
    it'll we'll they'll that'll there'll who'll this'll i'd we'd they'd you'd
    """.split()
)
EXPECTING = frozenset(
    """
    going expect expects expecting expected anticipate anticipates anticipating forecast forecasts forecasting project projects
    projected projecting predict predicts predicting prediction predictions guidance outlook estimate estimates target
    targeting plan plans
    planning intend likely looking hope hopefully believe think guess suspect bet track
    """.split()
)
VERBS = frozenset(
    """
    is are was were be been being am isn't aren't it's that's there's we're they're you're he's she's i'm i've we've
    they've have has
    had will do does did don't doesn't see get gets come comes go goes become becomes grow grows make makes continue
    continues happen
    happens remain remains reach reaches start starts begin begins end ends take takes look looks need needs want wants
    rise fall increase
    increases decrease decline improve improves deliver drive launch ship release
    """.split()
)
SCALES = frozenset("percent million billion trillion thousand dozen double half basis points".split())
DISTANCES = (0, 1, 2, 3, 4, 6, 9, 13, 18, 25, 34, 45)
GRADES = (0.03, 0.1, 0.2, 0.35, 0.5, 0.7, 0.9)
LENGTHS = (3, 6, 9, 12, 16, 20, 25, 31, 40, 55)
OVER = (0.15, 0.5, 1.2, 2.2)
STEPS = (0.2, 0.6, 1.2, 2.2, 3.2, 4.5)
UNITS = (0.2, 0.6, 1.2, 2.2, 3.2, 4.5, 6.0)
ENDS_EDGES = (0.1, 0.3, 0.6, 1.2, 2.2)
FIGURE_REACH = 10


def graded(value: float, edges: Sequence[float]) -> int:
    """How many of the edges a value exceeds."""
    return bisect_left(edges, value)


def sentence_around(breaks: Sequence[float], span: tuple[int, int], reach: int = REACH) -> tuple[int, int]:
    """The words of `span`, widened to the breaks around it, at most `reach` words on each side."""
    first, last = span
    while first > 0 and breaks[first - 1] < ENDS and span[0] - first < reach:
        first -= 1
    while last < len(breaks) and breaks[last - 1] < ENDS and last - span[1] < reach:
        last += 1
    return first, last


def _figure(word: str) -> bool:
    return word[:1].isnumeric() or word[:1] in "$€£" or word in SCALES


@dataclass(frozen=True, slots=True)
class Setting:
    """The words around one anchor, with running totals over them from word `low` on: breaks, pauses, predicates, figures, turns."""

    words: Words
    breaks: Sequence[float]
    anchor: tuple[int, int]
    kind: str
    low: int
    pauses: Sequence[float]
    totals: dict[str, list[float]]
    near: dict[tuple[int, int], bool]

    @classmethod
    def of(
        cls,
        words: Words,
        anchor: tuple[int, int],
        breaks: Sequence[float],
        reader: BoundaryReader | None = None,
        marked: bool | None = None,
    ) -> "Setting":
        """The setting of an anchor; `breaks` are those of the whole text, `marked` as for `pauses`."""
        low, high = max(0, anchor[0] - REACH - 12), min(len(words), anchor[1] + REACH + 12)
        pause = pauses(words, low, high, marked=marked, reader=reader)
        lower = words.lower[low:high]
        rows: dict[str, Sequence[float]] = {
            "break": breaks[low:high],
            "pause": pause,
            "modal": [word in MODALS or word in EXPECTING for word in lower],
            "verb": [word in VERBS for word in lower],
            "figure": [_figure(word) for word in lower],
            "turn": [mark == "¶" for mark in words.after[low:high]],
        }
        totals = {name: [0.0, *accumulate(float(value) for value in row)] for name, row in rows.items()}
        setting = cls(words, breaks, anchor, "", low, pause, totals, {})
        first, last = sentence_around(breaks, anchor)
        kind = "v" if setting.predicate(*anchor) else "t"
        kind += f"{setting.predicate(first, anchor[0])}{setting.predicate(anchor[1], last)}"
        return cls(words, breaks, anchor, kind, low, pause, totals, {})

    def total(self, name: str, first: int, last: int) -> float:
        """The sum of one row over the words from `first` to before `last`."""
        row, top = self.totals[name], len(self.pauses)
        low, high = max(0, first - self.low), min(top, max(0, last - self.low))
        return row[high] - row[low] if high > low else 0.0

    def figure_near(self, place: int, step: int) -> bool:
        """Whether a figure stands just outside a stretch that ends or starts at `place`, in the same unit of sense."""
        if (place, step) not in self.near:
            self.near[place, step] = self._look_for_figure(place, step)
        return self.near[place, step]

    def _look_for_figure(self, place: int, step: int) -> bool:
        sure = 0.0
        for away in range(FIGURE_REACH):
            index = place + away if step > 0 else place - 1 - away
            if not 0 <= index < len(self.words):
                return False
            sure += self.break_before(index if step > 0 else index + 1)
            if sure >= 2 * ENDS:
                return False
            if _figure(self.words.lower[index]):
                return True
        return False

    def predicate(self, first: int, last: int) -> int:
        """What the words hold: 2 a modal or a word of expecting, 1 another verb, 0 neither."""
        if self.total("modal", first, last):
            return 2
        return int(self.total("verb", first, last) > 0)

    def word(self, index: int) -> str:
        """The word at an index, "¶" outside the text."""
        return self.words.lower[index] if 0 <= index < len(self.words) else "¶"

    def break_before(self, place: int) -> float:
        """How sure it is that a unit of sense ends before a word."""
        return self.breaks[place - 1] if place > 0 else 1.0

    def pause_before(self, place: int) -> float:
        """How sure it is that a mark stands before a word."""
        return self.pauses[place - 1 - self.low] if place > self.low else 1.0


def start_places(anchor: tuple[int, int]) -> range:
    """The words at which a quote may start."""
    return range(max(0, anchor[0] - REACH), anchor[0] + 1)


def end_places(words: Words, anchor: tuple[int, int]) -> range:
    """The ends (one past the last word) that a quote may have."""
    return range(anchor[1], min(len(words), anchor[1] + REACH) + 1)


def _place_features(setting: Setting, side: str, place: int, at: int) -> Iterator[str]:
    """The features of one place; `at` is the edge of the anchor on its side, and words between the two are inside the quote."""
    first, last = min(place, at), max(place, at)
    inner = (first, last) if side == "<" else (first - 1, last - 1)
    word, kind = setting.word, setting.kind
    grade = graded(setting.break_before(place), GRADES)
    pause = graded(setting.pause_before(place), GRADES)
    over = graded(setting.total("break", *inner), OVER)
    steps = graded(setting.total("pause", *inner), STEPS)
    distance = graded(last - first, DISTANCES)
    holds = setting.predicate(first, last)
    yield f"{side}mark {setting.words.after[place - 1] if place > 0 else '¶'}"
    for name, value in (("break", grade), ("pause", pause), ("over", over), ("steps", steps), ("far", distance), ("holds", holds)):
        yield f"{side}{name} {value}"
        yield f"{side}{name} kind {value} {kind}"
    yield f"{side}break over {grade} {over}"
    yield f"{side}pause break {pause} {grade}"
    yield f"{side}steps pause {steps} {pause}"
    yield f"{side}holds break {holds} {grade}"
    for shift in (-2, -1, 0, 1):
        yield f"{side}{shift} {word(place + shift)}"
    yield f"{side}-1,0 {word(place - 1)} {word(place)}"
    yield f"{side}0,1 {word(place)} {word(place + 1)}"
    yield f"{side}pause word {pause >= 4} {word(place)}"
    yield f"{side}break word {grade >= 4} {word(place)}"
    if setting.total("turn", *inner):
        yield f"{side}turn"


def start_features(setting: Setting) -> list[list[str]]:
    """The named features of every place where the quote may start."""
    return [list(_place_features(setting, "<", place, setting.anchor[0])) for place in start_places(setting.anchor)]


def end_features(setting: Setting) -> list[list[str]]:
    """The named features of every place where the quote may end."""
    return [list(_place_features(setting, ">", place, setting.anchor[1])) for place in end_places(setting.words, setting.anchor)]


def stretch_features(setting: Setting, first: int, last: int) -> list[str]:
    """The named features of the whole stretch from word `first` to before word `last`."""
    low, high = setting.anchor
    before, inside, after = setting.predicate(first, low), setting.predicate(low, high) > 0, setting.predicate(high, last)
    where = f"{before}{int(inside)}{after}"
    long = graded(last - first, LENGTHS)
    ends = graded(setting.total("break", first, last - 1), ENDS_EDGES)
    modals = min(4, int(setting.total("modal", first, last)))
    figures = setting.total("figure", first, last) > setting.total("figure", low, high)
    left_out = f"{setting.figure_near(first, -1)} {setting.figure_near(last, 1)}"
    edge = f"{first == low} {last == high}"
    largest = graded(max(setting.breaks[first : last - 1], default=0.0), GRADES)
    starts, stops = graded(setting.break_before(first), GRADES), graded(setting.break_before(last), GRADES)
    begin_pause, end_pause = graded(setting.pause_before(first), GRADES), graded(setting.pause_before(last), GRADES)
    return [
        f"=where {where}",
        f"=long {long}",
        f"=long kind {long} {setting.kind[0]}",
        f"=units {graded(setting.total('pause', first, last - 1), UNITS)}",
        f"=ends {ends}",
        f"=ends long {ends} {long // 2}",
        f"=figures {figures} {left_out}",
        f"=figures kind {figures} {left_out} {setting.kind[0]}",
        f"=predicate {max(before, 2 * int(inside), after)} {figures}",
        f"=opens closes {word_class(setting.word(first))} {word_class(setting.word(last - 1))}",
        f"=edge {edge}",
        f"=edge where {edge} {where}",
        f"=where long {where} {long // 2}",
        f"=modals {modals}",
        f"=modals long {modals} {long // 2}",
        f"=breaks outside {starts} {stops}",
        f"=pauses outside {begin_pause} {end_pause}",
        f"=largest inside {largest} {stops}",
        f"=largest before {largest} {starts}",
    ]
