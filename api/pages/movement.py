"""The stances on an issue over time: a line for each actor, a sign for each dated stance."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

WIDTH: Final = 720
_LEFT, _RIGHT, _ROW, _TOP = 190, 24, 30, 30
_ROWS: Final = 16
_TICKS: Final = 5
_APART: Final = 18.0
_LONGEST: Final = 26


@dataclass(frozen=True, slots=True)
class Sign:
    """A stance on the chart."""

    x: float
    polarity: str
    fact: str
    says: str


@dataclass(frozen=True, slots=True)
class Line:
    """An actor's stances, by day."""

    actor: str
    label: str
    y: int
    signs: tuple[Sign, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """All that is drawn, and how many actors are left out for want of room."""

    width: int
    height: int
    left: int
    ticks: tuple[tuple[float, date], ...]
    lines: tuple[Line, ...]
    more: int


def chart(stances: Sequence[Any]) -> Chart | None:
    """The chart of the dated stances; None where there are fewer than two days to show."""
    told = [(day, stance) for stance in stances for day in sorted({stance.first_stated, stance.last_stated} - {None})]
    days = [day for day, _ in told]
    if len(set(days)) < 2:
        return None
    first, last = min(days), max(days)
    actors: defaultdict[tuple[str, str], list[tuple[date, Any]]] = defaultdict(list)
    for day, stance in told:
        actors[stance.actor, stance.actor_label].append((day, stance))
    order = sorted(actors.items(), key=lambda pair: (-len({one.polarity for _, one in pair[1]}), -len(pair[1]), pair[0][1]))
    lines = tuple(
        Line(iri, label if len(label) <= _LONGEST else label[: _LONGEST - 1] + "…", _TOP + _ROW * row + _ROW // 2, _signs(own, first, last))
        for row, ((iri, label), own) in enumerate(order[:_ROWS])
    )
    return Chart(WIDTH, _TOP + _ROW * len(lines) + 8, _LEFT, tuple(_ticks(first, last)), lines, max(len(order) - _ROWS, 0))


def _signs(own: Iterable[tuple[date, Any]], first: date, last: date) -> tuple[Sign, ...]:
    """The signs of an actor, moved apart where days are too near each other to tell."""
    found: list[Sign] = []
    for day, stance in sorted(own, key=lambda pair: (pair[0], pair[1].polarity, pair[1].fact)):
        if found and found[-1].polarity == stance.polarity and _x(day, first, last) - found[-1].x < _APART:
            continue
        x = max(_x(day, first, last), found[-1].x + _APART if found else 0.0)
        found.append(Sign(x, stance.polarity, stance.fact, f"{stance.actor_label}, {day}: {stance.polarity.lower()} {stance.issue_label}"))
    return tuple(found)


def _x(day: date, first: date, last: date) -> float:
    share = (day - first) / max(last - first, timedelta(days=1))
    return round(_LEFT + 14 + share * (WIDTH - _LEFT - _RIGHT - 28), 1)


def _ticks(first: date, last: date) -> Iterable[tuple[float, date]]:
    number = min(_TICKS, (last - first).days + 1)
    days = [first + (last - first) * step // (number - 1) for step in range(number)]
    return [(_x(day, first, last), day) for day in dict.fromkeys(days)]
