"""Places for the nodes of pictures made for one question, and the guides behind them: blocks, lanes, days.

In come an arrangement (`kg.arrangements`) and the room that each node takes; out come whole coordinates, the same on every
run, and guides that the picture draws behind its nodes.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from kg.arrangements import Arrangement, Camps, Chains, Lane, Timeline
from kg.graph import Node
from kg.layout import GAP, Box
from kg.records import Polarity

Point = tuple[int, int]

_APART: Final = 130
"""Free space between the issues and the camps beside them."""
_ASIDE: Final = 56
"""How far issues stand beside the middle line where there are many."""
_DAY: Final = 74
"""Width of a day with little in it."""
_CELL: Final = 156
"""Width of a happening with its label."""
_ROW: Final = 62
"""Height of a row of a lane."""
_STEP, _CHAIN = 190, 128
"""Width of a step and distance of the rows of chains."""


@dataclass(frozen=True, slots=True)
class Guide:
    """Something behind the nodes that says how to read their places.

    Attributes:
        kind: `camp` and `lane` are areas, `day` is a line from top to bottom, `span` the days that something lasts, `gap` the
            days left out between two lines.
        x, y, width, height: its area, from the upper left corner.
        tone: polarity of a camp.
    """

    kind: str
    x: int
    y: int
    width: int
    height: int
    text: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Arranged:
    """Centres of nodes by IRI, and the guides behind them."""

    places: dict[str, Point]
    guides: tuple[Guide, ...]


def arranged(arrangement: Arrangement, nodes: Sequence[Node], boxes: Mapping[str, Box]) -> Arranged:
    """Places for the nodes of an arrangement; nodes that it does not name have none."""
    match arrangement:
        case Camps():
            return _camps(arrangement, boxes)
        case Timeline():
            return _timeline(arrangement, {node.iri: node for node in nodes}, boxes)
        case Chains():
            return _chains(arrangement, boxes)


def _camps(camps: Camps, boxes: Mapping[str, Box]) -> Arranged:
    issues = [iri for iri in camps.issues if iri in boxes]
    block: defaultdict[Polarity, list[str]] = defaultdict(list)
    for iri, polarity in camps.holders:
        if iri in boxes:
            block[polarity].append(iri)
    places = _column(issues)
    middle = max((abs(y) for _, y in places.values()), default=0) + 70
    inner = max([90.0, *(boxes[iri].width / 2 for iri in issues)]) + (_ASIDE if len(issues) > 1 else 0) + _APART
    guides = []
    for polarity, holders in block.items():
        across, down = _grid(polarity, len(holders), 2 * inner)
        size = (
            max(_CELL - 26.0, *(boxes[iri].width + 2 * GAP for iri in holders)),
            max(boxes[iri].above + boxes[iri].below for iri in holders) + GAP,
        )
        width, height = across * size[0], down * size[1]
        left, top = _corner(polarity, width, height, inner, middle)
        for i, iri in enumerate(holders):
            column, row = (i % across, i // across) if polarity is not Polarity.SUPPORTS else (across - 1 - i % across, i // across)
            short = (across - (len(holders) - row * across)) / 2 if row == down - 1 and across > 1 else 0
            shift = short if polarity is not Polarity.SUPPORTS else -short
            places[iri] = round(left + (column + shift + 0.5) * size[0]), round(top + row * size[1] + boxes[iri].above + GAP / 2)
        text = f"{polarity} ({len(holders)})"
        guides.append(Guide("camp", round(left) - 16, round(top) - 44, round(width) + 32, round(height) + 60, text, str(polarity)))
    return Arranged(places, tuple(sorted(guides, key=lambda guide: (guide.x, guide.y))))


def _column(issues: Sequence[str]) -> dict[str, Point]:
    """The issues one below the other, the first in the middle, the others by turns above and below it and to the left and right."""
    places: dict[str, Point] = {}
    for i, iri in enumerate(issues):
        rank = (i + 1) // 2 * (1 if i % 2 else -1)
        aside = 0 if i == 0 or len(issues) <= 3 else _ASIDE * (1 if i % 4 in (1, 2) else -1)
        places[iri] = aside, rank * (92 if len(issues) <= 3 else 74)
    return places


def _grid(polarity: Polarity, count: int, inner: float) -> tuple[int, int]:
    """Columns and rows of a block: beside the issues taller than wide, above and below them as wide as the middle."""
    if polarity in (Polarity.SUPPORTS, Polarity.OPPOSES):
        across = 1 if count <= 4 else max(2, round(math.sqrt(count / 2)))
    else:
        across = min(count, max(2, int(inner / 150)))
    return across, math.ceil(count / across)


def _corner(polarity: Polarity, width: float, height: float, inner: float, middle: float) -> tuple[float, float]:
    match polarity:
        case Polarity.SUPPORTS:
            return -inner - width, -height / 2
        case Polarity.OPPOSES:
            return inner, -height / 2
        case Polarity.CONDITIONAL:
            return -width / 2, -middle - height - 30
        case Polarity.UNDECIDED:
            return -width / 2, middle + 60


def _timeline(timeline: Timeline, nodes: Mapping[str, Node], boxes: Mapping[str, Box]) -> Arranged:
    lanes = [Lane(lane.heading, lane.head, tuple(iri for iri in lane.members if iri in boxes)) for lane in timeline.lanes]
    axis = _Axis(lanes, nodes)
    places: dict[str, Point] = {}
    guides: list[Guide] = []
    top = 0
    for number, lane in enumerate(lanes):
        rows = _rows(lane, axis, boxes)
        height = max(1, len(rows)) * _ROW + 22
        guides.append(Guide("lane", -190, top, axis.width + 190, height, "" if lane.head else lane.heading, "odd" if number % 2 else ""))
        for row, members in enumerate(rows):
            for iri, x in members:
                places[iri] = round(x), top + 26 + row * _ROW
                guides.extend(_lasting(nodes[iri], places[iri], axis))
        if lane.head in boxes:
            places[str(lane.head)] = -100, top + height // 2 - 8
        top += height
    return Arranged(places, (*guides, *axis.guides(top)))


class _Axis:
    """Days from left to right: each day with something in it is a column, and long stretches without are shortened."""

    def __init__(self, lanes: Sequence[Lane], nodes: Mapping[str, Node]) -> None:
        self.days = days = {iri: node.earliest or node.latest for iri, node in nodes.items()}
        self.closer = {node.earliest or node.latest for node in nodes.values() if not _is_month(node)}
        self.left: dict[date, float] = {}
        self.gaps: list[tuple[float, int]] = []
        most: dict[date, int] = {}
        for lane in lanes:
            count: defaultdict[date, int] = defaultdict(int)
            for iri in lane.members:
                if day := days.get(iri):
                    count[day] += 1
                    most[day] = max(most.get(day, 0), count[day])
        x, before = 20.0, None
        self.cells = {day: _side_by_side(count) for day, count in most.items()}
        for day in sorted(most):
            between = (day - before).days - 1 if before else 0
            if between:
                self.gaps.append((x, between))
                x += _DAY * min(1.0, math.log2(1 + between) / 4)
            self.left[day] = x
            x += max(_DAY, _CELL * self.cells[day]) if self.cells[day] > 1 else _DAY
            before = day
        self.undated = x + _CELL / 2 + 40
        apart = max((_side_by_side(sum(1 for iri in lane.members if not days.get(iri))) for lane in lanes), default=0)
        self.width = round(self.undated + apart * _CELL + 10 if apart else x + _CELL / 2)
        self.has_undated = apart > 0

    def at(self, day: date) -> float:
        """The place of any day between the first and the last."""
        known = [one for one in self.left if one <= day]
        return self.left[max(known)] if known else 0.0

    def wanted(self, members: Sequence[str]) -> list[tuple[str, float]]:
        """Where each happening of a lane would stand if it were alone, from left to right."""
        seen: defaultdict[date | None, int] = defaultdict(int)
        found = []
        for iri in members:
            day = self.days.get(iri)
            cells = self.cells[day] if day else max(1, round((self.width - self.undated) / _CELL))
            start = self.left[day] if day else self.undated
            found.append((iri, start + _DAY / 2 + (seen[day] % cells) * _CELL))
            seen[day] += 1
        return sorted(found, key=lambda item: (item[1], item[0]))

    def guides(self, height: int) -> list[Guide]:
        """Lines of days, the days left out between them, and the line before what nobody dates."""
        texts = {day: day.isoformat() if day in self.closer else day.isoformat()[:7] for day in self.left}
        lines = [Guide("day", round(x + _DAY / 2), 0, 0, height, texts[day]) for day, x in self.left.items()]
        gaps = [Guide("gap", round(x), 0, 0, height, _stretch(days)) for x, days in self.gaps if days > 6]
        apart = [Guide("day", round(self.undated - 8), 0, 0, height, "no day told", "apart")] if self.has_undated else []
        return [*lines, *gaps, *apart]


def _side_by_side(count: int) -> int:
    """How many happenings of one day stand beside each other in a lane, the others below them."""
    return min(count, 1) if count <= 3 else math.ceil(math.sqrt(0.6 * count))


def _rows(lane: Lane, axis: _Axis, boxes: Mapping[str, Box]) -> list[list[tuple[str, float]]]:
    """The happenings of a lane in rows, each in the first row where its label finds room."""
    rows: list[list[tuple[str, float]]] = []
    ends: list[float] = []
    for iri, x in axis.wanted(lane.members):
        half = max(boxes[iri].width, 60) / 2 + GAP / 2
        row = next((i for i, end in enumerate(ends) if end <= x - half), len(rows))
        if row == len(rows):
            rows.append([])
            ends.append(0)
        rows[row].append((iri, x))
        ends[row] = x + half
    return rows


def _lasting(node: Node, at: Point, axis: _Axis) -> list[Guide]:
    if node.earliest is None or node.latest is None or node.earliest == node.latest:
        return []
    end = axis.at(node.latest) + _DAY / 2
    return [Guide("span", at[0], at[1] - 4, round(end) - at[0], 8)] if end > at[0] + 20 else []


def _is_month(node: Node) -> bool:
    """Whether the text gives no closer day than the month, or longer."""
    return node.earliest is not None and node.latest is not None and node.earliest.day == 1 and (node.latest - node.earliest).days >= 27


def _stretch(days: int) -> str:
    """A stretch of days in words."""
    if days < 14:
        return f"{days} days"
    return f"{round(days / 7)} weeks" if days < 60 else f"{round(days / 30.4)} months"


def _chains(chains: Chains, boxes: Mapping[str, Box]) -> Arranged:
    rows = [[iri for iri in row if iri in boxes] for row in chains.rows]
    width = _STEP * max((len(row) - 1 for row in rows), default=0)
    middle = (len(rows) - 1) / 2
    places: dict[str, Point] = {}
    for number, row in enumerate(rows):
        for i, iri in enumerate(row):
            end = i in (0, len(row) - 1)
            x = width * i / max(1, len(row) - 1)
            places.setdefault(iri, (round(x), round(_CHAIN * (0 if end else number - middle))))
    return Arranged(places, ())
