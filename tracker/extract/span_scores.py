"""The scores of `span_features`, all places and all stretches of an anchor at once.

The same sums of the same named weights in the same order as one name after another gives, but by tables: an array for each
feature that counts in grades, a dictionary for each that looks at words. `tests/extract/test_span_scores.py` holds the two against
each other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tracker.extract.boundaries import word_class
from tracker.extract.span_features import (
    DISTANCES,
    ENDS_EDGES,
    GRADES,
    LENGTHS,
    OVER,
    STEPS,
    UNITS,
    Setting,
    end_places,
    start_places,
)

Vector = NDArray[np.float64]
Grades = NDArray[np.int64]
Pairs = Mapping[tuple[str, str], float]
Singles = Mapping[str, float]

MARKS = ("¶", ".", "?", "!", ";", ":", ",", "")
KINDS = tuple(f"{first}{before}{after}" for first in "vt" for before in range(3) for after in range(3))
WHERES = tuple(f"{before}{inside}{after}" for before in range(3) for inside in range(2) for after in range(3))
TRUTHS = (False, True)
EDGES = tuple(f"{first} {last}" for first in TRUTHS for last in TRUTHS)
MEASURES: Mapping[str, int] = {
    "break": len(GRADES) + 1,
    "pause": len(GRADES) + 1,
    "over": len(OVER) + 1,
    "steps": len(STEPS) + 1,
    "far": len(DISTANCES) + 1,
    "holds": 3,
}


def _table(weights: Mapping[str, float], name: str, *axes: Sequence[object]) -> Vector:
    """The weights of the features named `name` with a value of each axis, as an array of that shape."""
    found = [weights.get(" ".join([name, *map(str, values)]), 0.0) for values in product(*axes)]
    return np.array(found, dtype=np.float64).reshape([len(axis) for axis in axes])


def _grades(values: Vector, edges: Sequence[float]) -> Grades:
    """How many of the edges each value exceeds."""
    return np.asarray(np.searchsorted(np.asarray(edges, dtype=np.float64), values, side="left"), dtype=np.int64)


def _words(weights: Mapping[str, float], name: str) -> tuple[dict[str, float], dict[tuple[str, str], float]]:
    """The weights of the features with this name that look at one word, and at two."""
    singles: dict[str, float] = {}
    pairs: dict[tuple[str, str], float] = {}
    for full, weight in weights.items():
        first, *values = full.split(" ")
        if first == name and len(values) == 1:
            singles[values[0]] = weight
        elif first == name and len(values) == 2:
            pairs[values[0], values[1]] = weight
    return singles, pairs


@dataclass(frozen=True, slots=True)
class PlaceTables:
    """The weights of one side, "<" or ">"."""

    marks: Mapping[str, float]
    measures: Mapping[str, Vector]
    kinds: Mapping[str, Vector]
    crossed: Mapping[tuple[str, str], Vector]
    singles: tuple[Singles, ...]
    pairs: tuple[Pairs, Pairs]
    after_pause: tuple[Singles, Singles]
    after_break: tuple[Singles, Singles]
    turn: float

    @classmethod
    def of(cls, weights: Mapping[str, float], side: str) -> "PlaceTables":
        """The tables of a side."""
        crossed = (("break", "over"), ("pause", "break"), ("steps", "pause"), ("holds", "break"))
        graded = {name: _table(weights, f"{side}{name} kind", range(size), KINDS) for name, size in MEASURES.items()}
        guarded = {
            name: tuple(
                {pair[1]: weight for pair, weight in _after(weights, f"{side}{name} word").items() if pair[0] == str(truth)}
                for truth in TRUTHS
            )
            for name in ("pause", "break")
        }
        return cls(
            marks={mark: weights.get(f"{side}mark {mark}", 0.0) for mark in MARKS},
            measures={name: _table(weights, f"{side}{name}", range(size)) for name, size in MEASURES.items()},
            kinds=graded,
            crossed={
                (one, two): _table(weights, f"{side}{one} {two}", range(MEASURES[one]), range(MEASURES[two]))
                for one, two in crossed
            },
            singles=tuple(_words(weights, f"{side}{shift}")[0] for shift in (-2, -1, 0, 1)),
            pairs=(_words(weights, f"{side}-1,0")[1], _words(weights, f"{side}0,1")[1]),
            after_pause=(guarded["pause"][0], guarded["pause"][1]),
            after_break=(guarded["break"][0], guarded["break"][1]),
            turn=weights.get(f"{side}turn", 0.0),
        )

    def scores(self, around: "Around", setting: Setting, places: range, side: str) -> Vector:
        """The score of every place on this side."""
        at = np.arange(places.start, places.stop)
        anchor = setting.anchor
        if side == "<":
            first, last, inner = at, np.full(len(at), anchor[0]), (at, np.full(len(at), anchor[0]))
        else:
            first, last = np.full(len(at), anchor[1]), at
            inner = (first - 1, last - 1)
        kind = KINDS.index(setting.kind)
        grades: dict[str, Grades] = {
            "break": _grades(around.breaks_before(at), GRADES),
            "pause": _grades(around.pauses_before(at), GRADES),
            "over": _grades(around.total("break", *inner), OVER),
            "steps": _grades(around.total("pause", *inner), STEPS),
            "far": _grades((last - first).astype(np.float64), DISTANCES),
            "holds": around.predicates(first, last),
        }
        after = setting.words.after
        score = np.array([self.marks[after[place - 1] if place > 0 else "¶"] for place in places])
        for name, table in self.measures.items():
            score += table[grades[name]]
            score += self.kinds[name][grades[name], kind]
        for (one, two), table in self.crossed.items():
            score += table[grades[one], grades[two]]
        near = [setting.word(index) for index in range(places.start - 2, places.stop + 2)]
        size = len(places)
        for shift, singles in enumerate(self.singles):
            score += np.array([singles.get(word, 0.0) for word in near[shift : shift + size]])
        for shift, pairs in enumerate(self.pairs, 1):
            both = zip(near[shift : shift + size], near[shift + 1 : shift + 1 + size], strict=True)
            score += np.array([pairs.get(pair, 0.0) for pair in both])
        for tables, grade in ((self.after_pause, grades["pause"]), (self.after_break, grades["break"])):
            score += np.array([tables[high].get(word, 0.0) for high, word in zip((grade >= 4).tolist(), near[2:], strict=False)])
        return np.asarray(score + np.where(around.total("turn", *inner) > 0, self.turn, 0.0))


def _after(weights: Mapping[str, float], name: str) -> dict[tuple[str, str], float]:
    """The weights of the features whose name begins with the two words `name`, by the two values that follow."""
    found: dict[tuple[str, str], float] = {}
    for full, weight in weights.items():
        if full.startswith(name + " "):
            first, second = full[len(name) + 1 :].split(" ")
            found[first, second] = weight
    return found


class Around:
    """The numbers of a setting as arrays: sums over stretches, and what stands before a place."""

    def __init__(self, setting: Setting) -> None:
        self.low, self.top = setting.low, len(setting.pauses)
        self.totals = {name: np.array(row) for name, row in setting.totals.items()}
        self.breaks = np.array(setting.breaks[setting.low : setting.low + self.top], dtype=np.float64)
        self.pauses = np.array(setting.pauses, dtype=np.float64)
        self.before_all = setting.breaks[setting.low - 1] if setting.low > 0 else 1.0

    def total(self, name: str, first: Grades, last: Grades) -> Vector:
        """The sum of one row over the words from each of `first` to before each of `last`."""
        row = self.totals[name]
        low = np.maximum(0, first - self.low)
        high = np.maximum(low, np.minimum(self.top, last - self.low))
        return np.asarray(row[high] - row[low])

    def predicates(self, first: Grades, last: Grades) -> Grades:
        """What each stretch holds: 2 a modal or a word of expecting, 1 another verb, 0 neither."""
        modal, verb = self.total("modal", first, last), self.total("verb", first, last)
        return np.where(modal != 0, 2, (verb > 0).astype(np.int64))

    def breaks_before(self, places: Grades) -> Vector:
        """How sure it is that a unit of sense ends before each place."""
        index = places - 1 - self.low
        return np.where(index >= 0, self.breaks[np.maximum(index, 0)], self.before_all)

    def pauses_before(self, places: Grades) -> Vector:
        """How sure it is that a mark stands before each place."""
        index = places - 1 - self.low
        return np.where(index >= 0, self.pauses[np.maximum(index, 0)], 1.0)


@dataclass(frozen=True, slots=True)
class StretchTables:
    """The weights of whole stretches, in the order in which they are added."""

    where: Vector
    long: Vector
    long_kind: Vector
    units: Vector
    ends: Vector
    ends_long: Vector
    figures: Vector
    figures_kind: Vector
    predicate: Vector
    opens_closes: Pairs
    edge: Vector
    edge_where: Vector
    where_long: Vector
    modals: Vector
    modals_long: Vector
    breaks_outside: Vector
    pauses_outside: Vector
    largest_inside: Vector
    largest_before: Vector

    @classmethod
    def of(cls, weights: Mapping[str, float]) -> "StretchTables":
        """The tables of the features that begin with "="."""
        long, half, kinds = range(len(LENGTHS) + 1), range(len(LENGTHS) // 2 + 1), ("v", "t")
        grades = range(len(GRADES) + 1)
        ends, modals = range(len(ENDS_EDGES) + 1), range(5)

        def table(name: str, *axes: Sequence[object]) -> Vector:
            return _table(weights, f"={name}", *axes)

        return cls(
            where=table("where", WHERES),
            long=table("long", long),
            long_kind=table("long kind", long, kinds),
            units=table("units", range(len(UNITS) + 1)),
            ends=table("ends", ends),
            ends_long=table("ends long", ends, half),
            figures=table("figures", TRUTHS, TRUTHS, TRUTHS),
            figures_kind=table("figures kind", TRUTHS, TRUTHS, TRUTHS, kinds),
            predicate=table("predicate", range(3), TRUTHS),
            opens_closes=_after(weights, "=opens closes"),
            edge=table("edge", EDGES),
            edge_where=table("edge where", EDGES, WHERES),
            where_long=table("where long", WHERES, half),
            modals=table("modals", modals),
            modals_long=table("modals long", modals, half),
            breaks_outside=table("breaks outside", grades, grades),
            pauses_outside=table("pauses outside", grades, grades),
            largest_inside=table("largest inside", grades, grades),
            largest_before=table("largest before", grades, grades),
        )

    def scores(self, around: Around, setting: Setting, spans: Sequence[tuple[int, int]]) -> Vector:
        """The score of every stretch, each of which holds the anchor."""
        first, last = np.array([one for one, _ in spans]), np.array([two for _, two in spans])
        low, high = setting.anchor
        lows, highs = np.full(len(first), low), np.full(len(first), high)
        before, after = around.predicates(first, lows), around.predicates(highs, last)
        inside = int(setting.predicate(low, high) > 0)
        where = before * 6 + inside * 3 + after
        long = _grades((last - first).astype(np.float64), LENGTHS)
        half = long // 2
        ends = _grades(around.total("break", first, last - 1), ENDS_EDGES)
        modals = np.minimum(4, around.total("modal", first, last).astype(np.int64))
        figures = (around.total("figure", first, last) > setting.total("figure", low, high)).astype(np.int64)
        begins, closings = sorted(set(first.tolist())), sorted(set(last.tolist()))
        beside = {one: setting.figure_near(one, -1) for one in begins}, {two: setting.figure_near(two, 1) for two in closings}
        left = np.array([beside[0][one] for one, _ in spans], dtype=np.int64)
        right = np.array([beside[1][two] for _, two in spans], dtype=np.int64)
        edge = (first == low) * 2 + (last == high)
        largest = _grades(_largest(setting, first, last), GRADES)
        starts, stops = _grades(around.breaks_before(first), GRADES), _grades(around.breaks_before(last), GRADES)
        begin, end = _grades(around.pauses_before(first), GRADES), _grades(around.pauses_before(last), GRADES)
        kind = "vt".index(setting.kind[0])
        score = self.where[where] + self.long[long]
        score += self.long_kind[long, kind]
        score += self.units[_grades(around.total("pause", first, last - 1), UNITS)]
        score += self.ends[ends]
        score += self.ends_long[ends, half]
        score += self.figures[figures, left, right]
        score += self.figures_kind[figures, left, right, kind]
        score += self.predicate[np.maximum(np.maximum(before, 2 * inside), after), figures]
        opens = {one: word_class(setting.word(one)) for one in begins}
        closes = {two: word_class(setting.word(two - 1)) for two in closings}
        score += np.array([self.opens_closes.get((opens[one], closes[two]), 0.0) for one, two in spans])
        score += self.edge[edge]
        score += self.edge_where[edge, where]
        score += self.where_long[where, half]
        score += self.modals[modals]
        score += self.modals_long[modals, half]
        score += self.breaks_outside[starts, stops]
        score += self.pauses_outside[begin, end]
        score += self.largest_inside[largest, stops]
        return np.asarray(score + self.largest_before[largest, starts])


def _largest(setting: Setting, first: Grades, last: Grades) -> Vector:
    """For each stretch the surest break inside it, 0.0 where it has one word."""
    anchor, low, high = setting.anchor[0], int(first.min()), int(last.max())
    before = np.maximum.accumulate(np.array([0.0, *setting.breaks[low:anchor][::-1]]))
    behind = np.maximum.accumulate(np.array([0.0, *setting.breaks[anchor : high - 1]]))
    return np.maximum(before[anchor - first], behind[last - 1 - anchor])


@dataclass(frozen=True, slots=True)
class SpanTables:
    """A model of quotes as tables."""

    starts: PlaceTables
    ends: PlaceTables
    stretches: StretchTables

    @classmethod
    def of(cls, weights: Mapping[str, float]) -> "SpanTables":
        """The tables of the weights."""
        return cls(PlaceTables.of(weights, "<"), PlaceTables.of(weights, ">"), StretchTables.of(weights))

    def place_scores(self, around: Around, setting: Setting) -> tuple[Vector, Vector]:
        """The scores of the places where a quote may start, and where it may end."""
        starts = self.starts.scores(around, setting, start_places(setting.anchor), "<")
        return starts, self.ends.scores(around, setting, end_places(setting.words, setting.anchor), ">")


def softmax(scores: NDArray[Any]) -> Vector:
    """The chances of places with these scores, all of them together 1."""
    exps = np.exp(scores - scores.max())
    return np.asarray(exps / exps.sum(), dtype=np.float64)
