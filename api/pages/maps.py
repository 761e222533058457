"""Maps drawn from coordinates alone: a graticule, the towns of the gazetteer as ground, and the places that a page is about.

The projection is equirectangular, true at the middle of the map: a degree of longitude is as long there as it is on the ground.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from math import ceil, cos, floor, radians
from typing import Final

from kg.settings import data_folder

WIDTH, HEIGHT = 440, 330
_STEPS: Final = (0.25, 0.5, 1, 2, 5, 10, 20, 30)
_LEAST_SPAN: Final = 3.0
_LINES: Final = 5
_GROUND: Final = 900
_LETTER, _LINE = 7.4, 15.0
_FAR: Final = 45.0


@dataclass(frozen=True, slots=True)
class Mark:
    """A place to draw: its role is `here`, `around` or `event`, with the number of events in it."""

    iri: str
    label: str
    role: str
    number: int
    lon: float
    lat: float


@dataclass(frozen=True, slots=True)
class Drawn:
    """A mark on the map: its point, and where its label stands; None where there is no room for it."""

    mark: Mark
    x: float
    y: float
    radius: float
    text: tuple[float, float, str] | None


@dataclass(frozen=True, slots=True)
class Map:
    """All that is drawn: lines of the graticule with their names, dots of the ground, marks."""

    width: int
    height: int
    meridians: tuple[tuple[float, str], ...]
    parallels: tuple[tuple[float, str], ...]
    ground: tuple[tuple[float, float], ...]
    marks: tuple[Drawn, ...]


@dataclass(frozen=True, slots=True)
class _Window:
    west: float
    north: float
    scale: float
    squeeze: float

    def x(self, lon: float) -> float:
        return round((lon - self.west) * self.squeeze * self.scale, 1)

    def y(self, lat: float) -> float:
        return round((self.north - lat) * self.scale, 1)

    @property
    def east(self) -> float:
        return self.west + WIDTH / self.scale / self.squeeze

    @property
    def south(self) -> float:
        return self.north - HEIGHT / self.scale


def drawn(marks: Sequence[Mark]) -> Map | None:
    """The map of some places; None where none of them has coordinates."""
    shown = list(_near(marks))
    if not shown:
        return None
    window = _window(shown)
    step = _step(window)
    return Map(
        WIDTH,
        HEIGHT,
        tuple((window.x(lon), _degrees(lon, "E", "W")) for lon in _multiples(window.west, window.east, step)),
        tuple((window.y(lat), _degrees(lat, "N", "S")) for lat in _multiples(window.south, window.north, step)),
        tuple(_ground(window)),
        tuple(_placed(shown, window)),
    )


def _near(marks: Sequence[Mark]) -> Iterator[Mark]:
    """The marks that can share a map with the first: a continent around a town would only make the town a dot."""
    middle = next((mark for mark in marks if mark.role == "here"), marks[0] if marks else None)
    for mark in marks:
        if middle and abs(mark.lon - middle.lon) <= _FAR and abs(mark.lat - middle.lat) <= _FAR:
            yield mark


def _window(marks: Sequence[Mark]) -> _Window:
    west, east = min(mark.lon for mark in marks), max(mark.lon for mark in marks)
    south, north = min(mark.lat for mark in marks), max(mark.lat for mark in marks)
    middle = (south + north) / 2
    squeeze = max(cos(radians(middle)), 0.2)
    wide, high = max((east - west) * squeeze, _LEAST_SPAN) * 1.4, max(north - south, _LEAST_SPAN) * 1.4
    scale = min(WIDTH / wide, HEIGHT / high)
    return _Window((west + east) / 2 - WIDTH / scale / squeeze / 2, middle + HEIGHT / scale / 2, scale, squeeze)


def _step(window: _Window) -> float:
    span = window.east - window.west
    return next((step for step in _STEPS if span / step <= _LINES), _STEPS[-1])


def _multiples(low: float, high: float, step: float) -> Iterator[float]:
    for number in range(ceil(low / step), floor(high / step) + 1):
        yield number * step


def _degrees(value: float, positive: str, negative: str) -> str:
    shown = f"{abs(value):g}°"
    return shown if value == 0 else f"{shown} {positive if value > 0 else negative}"


def _ground(window: _Window) -> Iterator[tuple[float, float]]:
    """The largest towns of the window, no two on one spot."""
    taken: set[tuple[int, int]] = set()
    for lon, lat in _towns():
        if window.west < lon < window.east and window.south < lat < window.north:
            x, y = window.x(lon), window.y(lat)
            spot = (int(x) // 4, int(y) // 4)
            if spot not in taken:
                taken.add(spot)
                yield x, y
            if len(taken) >= _GROUND:
                return


@cache
def _towns() -> tuple[tuple[float, float], ...]:
    """The towns that the gazetteer ships, the largest first."""
    with (data_folder("seeds") / "gazetteer" / "cities.csv").open(encoding="utf-8", newline="") as file:
        rows = [(int(row["population"] or 0), float(row["lon"]), float(row["lat"])) for row in csv.DictReader(file)]
    return tuple((lon, lat) for _, lon, lat in sorted(rows, reverse=True))


def _placed(marks: Iterable[Mark], window: _Window) -> Iterator[Drawn]:
    """Marks with their labels, the most telling first, each where it covers neither another label nor a mark."""
    order = sorted(marks, key=lambda mark: (("here", "event", "around").index(mark.role), -mark.number, mark.label))
    points = [(window.x(mark.lon), window.y(mark.lat), _radius(mark)) for mark in order]
    boxes = [(x - r, y - r, x + r, y + r) for x, y, r in points]
    for mark, (x, y, radius) in zip(order, points, strict=True):
        spot = next((spot for spot in _spots(x, y, radius, mark.label) if _is_free(spot[1], boxes, (x, y))), None)
        if spot:
            boxes.append(spot[1])
        yield Drawn(mark, x, y, radius, spot and spot[0])


def _radius(mark: Mark) -> float:
    return 7.0 if mark.role == "here" else 5.0 if mark.role == "around" else min(3.5 + mark.number / 2, 9.0)


Box = tuple[float, float, float, float]


def _spots(x: float, y: float, radius: float, label: str) -> Iterator[tuple[tuple[float, float, str], Box]]:
    """Where a label may stand: right of its mark, left, above, below; with the box that it fills."""
    wide, gap = len(label) * _LETTER, radius + 5
    yield (x + gap, y + 5, "start"), (x + gap, y - 8, x + gap + wide, y + 8)
    yield (x - gap, y + 5, "end"), (x - gap - wide, y - 8, x - gap, y + 8)
    yield (x, y - gap - 2, "middle"), (x - wide / 2, y - gap - _LINE, x + wide / 2, y - gap)
    yield (x, y + gap + _LINE - 3, "middle"), (x - wide / 2, y + gap, x + wide / 2, y + gap + _LINE)


def _is_free(box: Box, boxes: Iterable[Box], own: tuple[float, float]) -> bool:
    left, top, right, bottom = box
    if left < 0 or top < 0 or right > WIDTH or bottom > HEIGHT:
        return False
    return not any(a < right and left < c and b < bottom and top < d for a, b, c, d in boxes if not (a < own[0] < c and b < own[1] < d))
