"""Terms: since when and until when an office is held, where the words beside it say so.

In: a line and the extent of a construction. Out: first and last day. `since 2019`, `from 2001 to 2009`, `(2001-2009)`, `until May 2020`,
`who took office in May`, `was elected in 2019`. A year stands for its first day as a beginning and for its last day as an end.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from kg.lexicon import table

if TYPE_CHECKING:
    from kg.extract.line import Line
    from kg.extract.tie import Tie

_YEAR = re.compile(r"(?:1[6-9]|20)\d\d")
_DAY = re.compile(r"[0-3]?\d(?:st|nd|rd|th)?")
_UNTIL = frozenset({"until", "till", "to", "through", "–", "-", "and"})
_REACH = 3
_LONGEST_START = 4


@dataclass(frozen=True, slots=True)
class Term:
    """First and last day of a holding, None where nothing is said."""

    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class _Point:
    """A month or year of the text, and the position after it."""

    year: int
    month: int | None
    end: int

    def first(self) -> date:
        return date(self.year, self.month or 1, 1)

    def last(self) -> date:
        month = self.month or 12
        return date(self.year, month, monthrange(self.year, month)[1])


def term(line: Line, tie: Tie, end: int, published: date | None) -> Term:
    """The term told beside a construction that ends at a position, or in a clause after the person's name.

    The phase of the tie tells that the construction itself is a beginning or an end; the day of publication makes a month without its
    year the last such month.
    """
    reader = _Reader(line, published)
    found = reader.after(end, tie.phase)
    if found == Term() and line.last(tie.person) != end:
        found = reader.after(line.last(tie.person), None)
    return found if found != Term() or tie.phase is None else reader.before(tie.start, tie.phase)


class _Reader:
    def __init__(self, line: Line, published: date | None) -> None:
        self.line = line
        self.published = published

    def after(self, position: int, phase: str | None) -> Term:
        """The term in the words that follow."""
        stop = position + _REACH
        while position < stop:
            found = self._range(position) or self._opened(position) or (self._told(position, phase) if phase else None)
            if found is not None:
                return found
            if self.line.lower(position) not in {",", "who", "(", "has", "been", "office", "power", "in", "twice", "again"}:
                return Term()
            position += 1
        return Term()

    def before(self, position: int, phase: str) -> Term:
        """`In 2019 Ann Lee became mayor`, `In May 2019, she became mayor`."""
        for start in range(max(position - _LONGEST_START - 1, 0), position):
            point = self._point(start + 1) if self.line.lower(start) in {"in", "on"} else None
            if point is not None and point.end + (self.line.lower(point.end) == ",") == position:
                return _dated(phase, point)
        return Term()

    def _range(self, position: int) -> Term | None:
        """`since 2019`, `until 2020`, `from 2001 to 2009`, `(2001-2009)`."""
        word = self.line.lower(position)
        if word == "since":
            begin = self._point(position + 1)
            return None if begin is None else Term(begin.first(), None)
        if word in {"until", "till"}:
            finish = self._point(position + 1)
            return None if finish is None else Term(None, finish.last())
        return self._span(position + 1) if word in {"from", "between", "("} else None

    def _span(self, position: int) -> Term | None:
        begin = self._point(position)
        if begin is None:
            return None
        finish = self._point(begin.end + (self.line.lower(begin.end) in _UNTIL))
        return Term(begin.first(), None if finish is None else finish.last())

    def _opened(self, position: int) -> Term | None:
        """`took office in May 2019`, `elected in 2019`."""
        for phrase in _openings().get(self.line.lower(position), ()):
            end = position + len(phrase)
            if all(self.line.lower(position + i) == word for i, word in enumerate(phrase)) and self.line.lower(end) in {"in", "on"}:
                point = self._point(end + 1)
                return None if point is None else Term(point.first(), None)
        return None

    def _told(self, position: int, phase: str) -> Term | None:
        point = self._point(position + 1) if self.line.lower(position) in {"in", "on"} else None
        return None if point is None else _dated(phase, point)

    def _point(self, position: int) -> _Point | None:
        """A date at a position, read to the month."""
        if _DAY.fullmatch(self.line.lower(position)) and self.line.lower(position + 1) in _months():
            position += 1
        month = _months().get(self.line.lower(position))
        if month is None:
            year = _YEAR.fullmatch(self.line.lower(position))
            return None if year is None else _Point(int(year.group()), None, position + 1)
        position += 1
        if _DAY.fullmatch(self.line.lower(position)):
            position += 1 + (self.line.lower(position + 1) == ",")
        if (year := _YEAR.fullmatch(self.line.lower(position))) is not None:
            return _Point(int(year.group()), month, position + 1)
        return None if self.published is None else _Point(self.published.year - (month > self.published.month), month, position)


def _dated(phase: str, point: _Point) -> Term:
    return Term(point.first(), None) if phase == "entered" else Term(None, point.last())


@cache
def _months() -> dict[str, int]:
    return {word: number for number, names in enumerate(table("titles")["terms"]["months"], 1) for word in names}


@cache
def _openings() -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in table("titles")["terms"]["openings"]:
        found.setdefault(phrase.split()[0], []).append(tuple(phrase.split()))
    return {first: tuple(sorted(some, key=lambda phrase: (-len(phrase), phrase))) for first, some in found.items()}
