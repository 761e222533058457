"""Rollups: how many facts there are by month, source, issue and region, kept as numbers and not counted anew.

A fact counts once in a cell however many articles state it: the file notes which version puts which fact into which cell, and a number
changes when the first version does so or the last one no longer does.

In: the lines of an article's graph. A month is that of the day on which a statement or stance is made, an event begins, or a tenure is
observed; what is dated no closer than to a month has none. An issue counts for its broader ones, a place for those around it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, product
from typing import Final

from kg import vocabulary as v
from kg.errors import InputError
from kg.ntriples import text_of
from kg.version_index import VersionIndex

FILE: Final = "rollups.sqlite"
DIMENSIONS: Final = ("month", "source", "issue", "region")
"""What facts can be counted by."""
_SCHEMA = """
CREATE TABLE IF NOT EXISTS cell (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, dimension TEXT NOT NULL, value TEXT NOT NULL,
    other TEXT NOT NULL, other_value TEXT NOT NULL, n INTEGER NOT NULL DEFAULT 0);
CREATE UNIQUE INDEX IF NOT EXISTS cell_place ON cell (dimension, other, other_value, value, kind);
CREATE TABLE IF NOT EXISTS held (cell INTEGER NOT NULL, fact TEXT NOT NULL, version TEXT NOT NULL,
    PRIMARY KEY (cell, fact, version)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS held_version ON held (version);
"""
_KINDS: Final = {v.TENURE: "office", v.STANCE: "stance", v.STATEMENT: "statement", v.EVENT: "event"}
_MONTH: Final = len("2025-03")
_DATES: Final = (v.STATED_ON, v.OBSERVED_ON)

Cell = tuple[str, str, str, str, str]
"""Kind, dimension, value, and a second dimension with its value, or nothing."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many facts have a value of a dimension: a month, an outlet's name, or the IRI of an issue or place."""

    value: str
    n: int


class Rollups(VersionIndex):
    """The numbers of a store's folder."""

    file, schema, what = FILE, _SCHEMA, "the counts"

    def tallies(self, dimension: str, kind: str | None = None, other: str = "", value: str = "") -> tuple[Tally, ...]:
        """How many facts have each value of a dimension, by value.

        Args:
            dimension: one of `DIMENSIONS`.
            kind: of these facts only: office, stance, statement or event.
            other: a second dimension, to count only the facts that have a value there.
            value: that value.

        Raises:
            InputError: there is no such dimension.
        """
        if unknown := {dimension, other} - {*DIMENSIONS, ""} or ({dimension} if not dimension or dimension == other else set()):
            raise InputError(f"facts are not counted by {', '.join(sorted(unknown))!r}: count them by {', '.join(DIMENSIONS)}")
        rows = self._db.execute(_TALLIES, (dimension, other, value, kind))
        return tuple(Tally(*row) for row in rows)

    def _enter(self, version: str, lines: tuple[str, ...]) -> None:
        new = set(cells(lines))
        held = {(tuple(cell), fact) for *cell, fact in self._db.execute(_HELD, (version,))}
        for cell, fact in sorted(held - new):
            self._move(_OUT, -1, cell, fact, version)
        for cell, fact in sorted(new - held):
            self._db.execute(_MAKE, cell)
            self._move(_IN, 1, cell, fact, version)

    def _move(self, statement: str, by: int, cell: Cell, fact: str, version: str) -> None:
        (number,) = self._db.execute(_CELL, cell).fetchone()
        self._db.execute(statement, (number, fact, version))
        if self._db.execute(_OTHER, (number, fact, version)).fetchone() is None:
            self._db.execute("UPDATE cell SET n = n + ? WHERE id = ?", (by, number))


_CELL = "SELECT id FROM cell WHERE kind = ? AND dimension = ? AND value = ? AND other = ? AND other_value = ?"
_MAKE = "INSERT OR IGNORE INTO cell (kind, dimension, value, other, other_value) VALUES (?, ?, ?, ?, ?)"
_IN = "INSERT INTO held VALUES (?, ?, ?)"
_OTHER = "SELECT 1 FROM held WHERE cell = ? AND fact = ? AND version != ? LIMIT 1"
_OUT = "DELETE FROM held WHERE cell = ? AND fact = ? AND version = ?"
_HELD = "SELECT kind, dimension, value, other, other_value, fact FROM held JOIN cell ON cell.id = held.cell WHERE version = ?"
_TALLIES = """SELECT value, sum(n) FROM cell WHERE dimension = ?1 AND other = ?2 AND other_value = ?3 AND (?4 IS NULL OR kind = ?4)
    GROUP BY value HAVING sum(n) > 0 ORDER BY value"""


def cells(lines: Iterable[str]) -> Iterator[tuple[Cell, str]]:
    """The cells that the lines of an article's graph put facts into, each with the fact."""
    said: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    kinds: dict[str, str] = {}
    for line in lines:
        subject, predicate, thing = line.removesuffix(" .").split(" ", 2)
        if predicate[1:-1] in _READ:
            said[subject[1:-1]][predicate[1:-1]].append(text_of(thing))
    for subject, properties in said.items():
        for name in properties[v.RDF_TYPE]:
            if name in _KINDS:
                kinds[subject] = _KINDS[name]
    sources = _sources(said)
    for fact, kind in kinds.items():
        yield from ((cell, fact) for cell in _cells(kind, _values(said, fact, sources)))


_READ: Final = frozenset(
    {
        v.RDF_TYPE,
        v.STATED_ON,
        v.OBSERVED_ON,
        v.EARLIEST,
        v.LATEST,
        v.ON_ISSUE,
        v.BROADER,
        v.AT_PLACE,
        v.WITHIN,
        v.PUBLISHED_BY,
        v.PREF_LABEL,
    }
)
Said = defaultdict[str, defaultdict[str, list[str]]]


def _sources(said: Said) -> set[str]:
    outlets = [outlet for properties in list(said.values()) for outlet in properties.get(v.PUBLISHED_BY, ())]
    return {name for outlet in outlets for name in said[outlet][v.PREF_LABEL]}


def _values(said: Said, fact: str, sources: set[str]) -> dict[str, set[str]]:
    """The values of a fact by dimension."""
    return {
        "month": set(_months(said[fact])),
        "source": sources,
        "issue": _upwards(said, said[fact][v.ON_ISSUE], v.BROADER),
        "region": _upwards(said, said[fact][v.AT_PLACE], v.WITHIN),
    }


def _months(properties: defaultdict[str, list[str]]) -> Iterator[str]:
    for predicate in _DATES:
        yield from (day[:_MONTH] for day in properties[predicate])
    first, last = ({day[:_MONTH] for day in properties[predicate]} for predicate in (v.EARLIEST, v.LATEST))
    if len(first | last) == 1 and first == last:
        yield from first


def _upwards(said: Said, start: Iterable[str], predicate: str) -> set[str]:
    """Things, and what they lie in or are narrower than."""
    found, waiting = set(start), list(start)
    while waiting:
        for outer in said[waiting.pop()][predicate]:
            if outer not in found:
                found.add(outer)
                waiting.append(outer)
    return found


def _cells(kind: str, values: dict[str, set[str]]) -> Iterator[Cell]:
    for dimension in DIMENSIONS:
        yield from ((kind, dimension, value, "", "") for value in values[dimension])
    for one, other in combinations(DIMENSIONS, 2):
        for left, right in product(values[one], values[other]):
            yield kind, one, left, other, right
            yield kind, other, right, one, left
