"""The check of a whole store: its databases, its records against its graph, its union, its indexes, its evidence and its shapes.

Everything but the records can be made again from them, and `kg.repairing` does so.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg import vocabulary as v
from kg.name_index import FILE as NAMES
from kg.name_index import NameIndex
from kg.ntriples import text_of
from kg.pipeline import folder
from kg.project import project
from kg.records_store import RecordsStore
from kg.repairing import of_articles, stated
from kg.rollups import FILE as ROLLUPS
from kg.rollups import Rollups
from kg.settings import Settings
from kg.store import Store
from kg.validate import validate_graphs

RECORDS: Final = "records.sqlite"
_DATABASES: Final = (RECORDS, NAMES, ROLLUPS, "intake.sqlite")
_NAME_ROWS: Final = (
    "SELECT version, entity, kinds, label, name.name FROM shown JOIN name ON name.id = shown.name ORDER BY 1, 2, 3, 4, 5",
    "SELECT entity, label, name, articles FROM name WHERE articles ORDER BY 1, 2, 3",
    "SELECT name FROM version ORDER BY 1",
)
_ROLLUP_ROWS: Final = (
    "SELECT kind, dimension, value, other, other_value, fact, version FROM held JOIN cell ON cell.id = held.cell"
    " ORDER BY 1, 2, 3, 4, 5, 6, 7",
    "SELECT kind, dimension, value, other, other_value, n FROM cell WHERE n ORDER BY 1, 2, 3, 4, 5",
    "SELECT name FROM version ORDER BY 1",
)


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong with a store.

    Attributes:
        part: what of the store: database, due, graph, union, orphan, index, evidence, shape.
        about: the file, graph or node.
        what: what is wrong.
    """

    part: str
    about: str
    what: str


def check(settings: Settings, *, shapes: bool = True) -> tuple[Problem, ...]:
    """Everything that is wrong with a store, by part; `shapes` costs most and may be left out.

    Raises:
        StoreError: the store cannot be opened at all.
    """
    place = folder(settings)
    found = list(_databases(place))
    if any(problem.about == RECORDS for problem in found):
        return tuple(found)
    with RecordsStore(place, read_only=True) as records, Store(settings.graph, read_only=True) as graph:
        found += _graphs(records, graph, settings.base_iri)
        found += _union(records, graph, settings.base_iri)
        found += _evidence(records, graph, settings.base_iri)
        lines = {version: graph.lines(settings.base_iri + version) for version in records.versions()}
        found += _indexes(place, lines)
        if shapes:
            found += [Problem("shape", one.focus, f"{one.path}: {one.message}") for one in validate_graphs(lines.values())]
    return tuple(sorted(found))


def _databases(place: Path) -> Iterator[Problem]:
    for name in _DATABASES:
        path = place / name
        if not path.exists():
            continue
        try:
            with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as db:
                for (told,) in db.execute("PRAGMA integrity_check").fetchall():
                    if told != "ok" and not _is_false_alarm(db, str(told)):
                        yield Problem("database", name, str(told))
        except sqlite3.Error as error:
            yield Problem("database", name, str(error))


def _is_false_alarm(db: sqlite3.Connection, told: str) -> bool:
    """SQLite before 3.41 finds NULL in columns of tables without row ids whose key stands in another order, where there is none."""
    table, dot, column = told.removeprefix("NULL value in ").partition(".")
    if not dot or not (table + column).replace("_", "").isalnum() or not told.startswith("NULL value in "):
        return False
    return db.execute(f"SELECT 1 FROM {table} WHERE {column} IS NULL").fetchone() is None  # noqa: S608 - both are letters


def _graphs(records: RecordsStore, graph: Store, base: str) -> Iterator[Problem]:
    """Each current version has the graph that its records come to, and no graph of an article is of another."""
    waiting = {stored.version: stored.state for stored in records.due()}
    for version, state in waiting.items():
        yield Problem("due", base + version, f"it is {state} and not brought to the graph yet")
    current = list(records.versions())
    for version in (one for one in current if one not in waiting):
        due = project(records.records(version), records.entities(version), records.happenings(version), base)
        held = graph.lines(base + version)
        if due != held:
            more, less = len(set(held) - set(due)), len(set(due) - set(held))
            yield Problem("graph", base + version, f"{less} lines are missing, {more} are too many")
    known = {base + version for version in (*current, *records.versions("superseded"))}
    for name in sorted(of_articles(graph, base) - known):
        yield Problem("orphan", name, "no record is of this graph")


def _union(records: RecordsStore, graph: Store, base: str) -> Iterator[Problem]:
    held, due = set(graph.lines()), stated(records, graph, base)
    for lines, what in ((due - held, "missing from the union"), (held - due, "in the union and in no graph of it")):
        if lines:
            yield Problem("union", text_of(min(lines).partition(" ")[0]), f"{len(lines)} lines are {what}, such as {min(lines)[:200]}")


def _evidence(records: RecordsStore, graph: Store, base: str) -> Iterator[Problem]:
    """Every piece of evidence is the words of its source, and every fact's evidence is there."""
    for version in records.versions():
        source = records.source(version)
        pieces: dict[str, dict[str, str]] = {}
        used: set[str] = set()
        for line in graph.lines(base + version):
            subject, predicate, value = (text_of(term) for term in line.removesuffix(" .").split(" ", 2))
            if predicate in (v.START, v.END, v.EXACT):
                pieces.setdefault(subject, {})[predicate] = value
            elif predicate == v.HAS_EVIDENCE:
                used.add(value)
        for piece, said in sorted(pieces.items()):
            if len(said) != len((v.START, v.END, v.EXACT)) or source[int(said[v.START]) : int(said[v.END])] != said[v.EXACT]:
                yield Problem("evidence", piece, "it is not the words of its article at the place that it names")
        for piece in sorted(used.symmetric_difference(pieces)):
            yield Problem("orphan", piece, "no fact has this evidence" if piece in pieces else "this evidence of a fact is not there")


def _indexes(place: Path, lines: dict[str, tuple[str, ...]]) -> Iterator[Problem]:
    """The indexes hold what fresh ones would."""
    with tempfile.TemporaryDirectory() as temporary:
        with NameIndex(Path(temporary)) as names, Rollups(Path(temporary)) as rollups:
            for version, held in lines.items():
                names.put(version, held)
                rollups.put(version, held)
        for name, queries in ((NAMES, _NAME_ROWS), (ROLLUPS, _ROLLUP_ROWS)):
            if not (place / name).exists():
                yield Problem("index", name, "it is not there")
            elif _rows(place / name, queries) != _rows(Path(temporary) / name, queries):
                yield Problem("index", name, "it does not hold what the graph says")


def _rows(path: Path, queries: Sequence[str]) -> list[list[tuple[object, ...]]]:
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as db:
            return [db.execute(query).fetchall() for query in queries]
    except sqlite3.Error:
        return []


def as_text(problems: Iterable[Problem]) -> str:
    """A line for each problem."""
    return "\n".join(f"{one.part}\t{one.about}\t{one.what}" for one in problems)
