"""Maps drawn from coordinates alone: a graticule and a scale, the towns of the gazetteer as ground, and the places that a page is about.

The projection is equirectangular, true at the middle of the map: a degree of longitude is as long there as it is on the ground.
The towns show where land is, and names of the largest and of their countries say which.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil, cos, floor, radians
from typing import Final

from api.pages import ground
from api.pages.ground import Town

WIDTH, HEIGHT = 440, 330
Box = tuple[float, float, float, float]
"""Left, top, right and bottom of what is taken."""
_STEPS: Final = (0.25, 0.5, 1, 2, 5, 10, 20, 30)
_LEAST_SPAN: Final = 3.6
_LINES: Final = 5
_GROUND: Final = 900
_LETTER, _BOLD, _LINE = 7.4, 8.8, 15.0
_SMALL, _WIDE = 6.1, 9.4
_FAR: Final = 45.0
_NAMED_TOWNS: Final = 7
_OF_A_COUNTRY: Final = 0.04
"""Share of the towns of a map from which on their country is named."""
_KILOMETRES_OF_A_DEGREE: Final = 111.2
_BARS: Final = (2000, 1000, 500, 200, 100, 50, 20, 10, 5)
_LONGEST_BAR: Final = 110


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
class Name:
    """A name on the ground, of a `town` or a `country`, for readers to find their way."""

    text: str
    kind: str
    x: float
    y: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Map:
    """All that is drawn: lines of the graticule with their names, a scale in pixels and kilometres, dots and names of the ground, marks."""

    width: int
    height: int
    meridians: tuple[tuple[float, str], ...]
    parallels: tuple[tuple[float, str], ...]
    scale: tuple[float, int]
    ground: tuple[tuple[float, float], ...]
    names: tuple[Name, ...]
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

    def holds(self, lon: float, lat: float) -> bool:
        return self.west < lon < self.east and self.south < lat < self.north

    @property
    def east(self) -> float:
        return self.west + WIDTH / self.scale / self.squeeze

    @property
    def south(self) -> float:
        return self.north - HEIGHT / self.scale


def drawn(marks: Sequence[Mark]) -> Map | None:
    """The map of some places; None where none of them has coordinates."""
    near = list(_near(marks))
    if not near:
        return None
    window = _window(near)
    step = _step(window)
    towns = list(_ground(window))
    meridians = tuple((window.x(lon), _degrees(lon, "E", "W")) for lon in _multiples(window.west, window.east, step))
    parallels = tuple((window.y(lat), _degrees(lat, "N", "S")) for lat in _multiples(window.south, window.north, step))
    boxes: list[Box] = [(WIDTH - _LONGEST_BAR - 20, HEIGHT - 26, WIDTH, HEIGHT)]
    boxes += [(x, HEIGHT - 18, x + 44, HEIGHT) for x, _ in meridians] + [(0, y - 16, 48, y) for y, _ in parallels]
    placed = tuple(_placed([mark for mark in near if window.holds(mark.lon, mark.lat)], window, boxes))
    names = tuple(_names(towns, {one.mark.label for one in placed}, boxes))
    return Map(
        WIDTH,
        HEIGHT,
        meridians,
        parallels,
        _scale(window),
        tuple((x, y) for _, x, y in towns),
        names,
        placed,
    )


def _near(marks: Sequence[Mark]) -> Iterator[Mark]:
    """The marks that can share a map with the first: a continent around a town would only make the town a dot."""
    middle = next((mark for mark in marks if mark.role == "here"), marks[0] if marks else None)
    for mark in marks:
        if middle and abs(mark.lon - middle.lon) <= _FAR and abs(mark.lat - middle.lat) <= _FAR:
            yield mark


def _window(marks: Sequence[Mark]) -> _Window:
    """What the map shows: where it happened; the middle of a country would only make the map wide."""
    marks = [mark for mark in marks if mark.role == "event" or (mark.role == "here" and "/country/" not in mark.iri)] or marks
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


def _scale(window: _Window) -> tuple[float, int]:
    """The length of the scale in pixels, and what it stands for."""
    pixels = window.scale / _KILOMETRES_OF_A_DEGREE
    length = next((one for one in _BARS if one * pixels <= _LONGEST_BAR), _BARS[-1])
    return round(length * pixels, 1), length


def _ground(window: _Window) -> Iterator[tuple[Town, float, float]]:
    """The largest towns of the window, no two on one spot."""
    taken: set[tuple[int, int]] = set()
    for town in ground.towns():
        if window.holds(town.lon, town.lat):
            x, y = window.x(town.lon), window.y(town.lat)
            spot = (int(x) // 4, int(y) // 4)
            if spot not in taken:
                taken.add(spot)
                yield town, x, y
            if len(taken) >= _GROUND:
                return


def _names(towns: Sequence[tuple[Town, float, float]], told: Iterable[str], boxes: list[Box]) -> Iterator[Name]:
    """The names of countries and of the largest towns, each where it covers nothing else; what is marked has its name already."""
    told = set(told)
    for code, points in sorted(_by_country(towns).items(), key=lambda pair: (-len(pair[1]), pair[0])):
        text = ground.countries().get(code, "")
        if text and text not in told and len(points) >= max(3, _OF_A_COUNTRY * len(towns)):
            yield from _country(text.upper(), points, boxes)
    left = _NAMED_TOWNS
    for town, x, y in towns:
        if left and town.label not in told and (spot := _free(x, y, 2.0, len(town.label) * _SMALL, boxes, own=False)):
            left -= 1
            yield Name(town.label, "town", *spot)


def _by_country(towns: Iterable[tuple[Town, float, float]]) -> dict[str, list[tuple[float, float]]]:
    found: defaultdict[str, list[tuple[float, float]]] = defaultdict(list)
    for town, x, y in towns:
        found[town.country].append((x, y))
    return found


def _country(text: str, points: Sequence[tuple[float, float]], boxes: list[Box]) -> Iterator[Name]:
    """The name of a country amid those of its towns that the map shows."""
    x, y = (sum(axis) / len(points) for axis in zip(*points, strict=True))
    half = len(text) * _WIDE / 2
    x = min(max(x, half + 4), WIDTH - half - 4)
    for away in (0, -20, 20, -40, 40, -60, 60):
        box = (x - half, y + away - 8, x + half, y + away + 8)
        if _is_free(box, boxes, (-1.0, -1.0)):
            boxes.append(box)
            yield Name(text, "country", round(x, 1), round(y + away + 4, 1), "middle")
            return


def _placed(marks: Iterable[Mark], window: _Window, boxes: list[Box]) -> Iterator[Drawn]:
    """Marks with their labels, the most telling first, each where it covers neither another label nor a mark."""
    order = sorted(marks, key=lambda mark: (("here", "event", "around").index(mark.role), -mark.number, mark.label))
    points = [(window.x(mark.lon), window.y(mark.lat), _radius(mark)) for mark in order]
    boxes += [(x - r, y - r, x + r, y + r) for x, y, r in points]
    for mark, (x, y, radius) in zip(order, points, strict=True):
        yield Drawn(mark, x, y, radius, _free(x, y, radius, len(mark.label) * (_BOLD if mark.role == "here" else _LETTER), boxes))


def _free(x: float, y: float, radius: float, wide: float, boxes: list[Box], *, own: bool = True) -> tuple[float, float, str] | None:
    """Where a label stands beside a point, which is taken from then on; None where there is no room for it.

    Args:
        x: of the point.
        y: of the point.
        radius: of its sign.
        wide: width of the label.
        boxes: what is taken.
        own: what the point lies in is its own and may be touched.
    """
    for text, box in _spots(x, y, radius, wide):
        if _is_free(box, boxes, (x, y) if own else (-1.0, -1.0)):
            boxes.append(box)
            return text
    return None


def _radius(mark: Mark) -> float:
    return 7.0 if mark.role == "here" else 5.0 if mark.role == "around" else min(3.5 + mark.number / 2, 9.0)


def _spots(x: float, y: float, radius: float, wide: float) -> Iterator[tuple[tuple[float, float, str], Box]]:
    """Where a label may stand: right of its mark, left, above, below; with the box that it fills."""
    gap = radius + 5
    yield (x + gap, y + 5, "start"), (x + gap, y - 8, x + gap + wide, y + 8)
    yield (x - gap, y + 5, "end"), (x - gap - wide, y - 8, x - gap, y + 8)
    yield (x, y - gap - 2, "middle"), (x - wide / 2, y - gap - _LINE, x + wide / 2, y - gap)
    yield (x, y + gap + _LINE - 3, "middle"), (x - wide / 2, y + gap, x + wide / 2, y + gap + _LINE)


def _is_free(box: Box, boxes: Iterable[Box], own: tuple[float, float]) -> bool:
    left, top, right, bottom = box
    if left < 0 or top < 0 or right > WIDTH or bottom > HEIGHT:
        return False
    return not any(a < right and left < c and b < bottom and top < d for a, b, c, d in boxes if not (a < own[0] < c and b < own[1] < d))
