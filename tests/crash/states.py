"""What a store on disk holds, as values that two stores have in common exactly when they hold the same, and what is wrong with it."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kg.name_index import FILE as NAMES
from kg.records_store import RecordsStore
from kg.rollups import FILE as ROLLUPS
from kg.settings import BASE_IRI
from kg.store import Store

_NAMES = (
    "SELECT entity, kinds, label, name, folded, articles FROM name ORDER BY 1, 4, 3, 2",
    "SELECT version, entity, label, name.name FROM shown JOIN name ON name.id = shown.name ORDER BY 1, 2, 4, 3",
    "SELECT name FROM version ORDER BY 1",
)
_ROLLUPS = (
    "SELECT kind, dimension, value, other, other_value, n FROM cell WHERE n ORDER BY 1, 2, 3, 4, 5",
    "SELECT kind, dimension, value, other, other_value, fact, version FROM held JOIN cell ON cell.id = held.cell"
    " ORDER BY 1, 2, 3, 4, 5, 6, 7",
    "SELECT name FROM version ORDER BY 1",
)
_RECORDS = (
    "SELECT version, id, source_name, url, state, projected, source, records FROM article ORDER BY 1",
    "SELECT key, version, referent, candidate, cluster FROM block ORDER BY 1, 2, 3",
    "SELECT cluster, path, entity FROM entity ORDER BY 1",
)


def state(folder: Path) -> dict[str, Any]:
    """Digests of the parts of a store, and a list of what is wrong inside it."""
    with Store(folder, read_only=True) as graph, RecordsStore(folder, read_only=True) as records:
        quads = tuple(graph.nquads())
        stated = {line for version in records.versions() for line in graph.lines(BASE_IRI + version)}
        wrong = [] if stated == set(graph.lines()) else ["the union is not that of the current graphs"]
        wrong += [f"{one.version} is due" for one in records.due()]
        generation = graph.generation
    wrong += list(_left(folder, generation))
    return {
        "graph": _digest(quads),
        "names": _digest(_rows(folder / NAMES, _NAMES)),
        "rollups": _digest(_rows(folder / ROLLUPS, _ROLLUPS)),
        "records": _digest(_rows(folder / "records.sqlite", _RECORDS)),
        "articles": len([quad for quad in quads if "ontology#Article>" in quad]),
        "wrong": wrong,
    }


def seen(folder: Path) -> str:
    """The digest of the graph that readers see, whatever is going on beside it."""
    with Store(folder, read_only=True) as graph:
        return _digest(graph.nquads())


def _left(folder: Path, generation: str) -> Iterator[str]:
    """Files that should not be there any longer."""
    kept = sorted(path.name for path in (folder / "generations").iterdir())
    if kept != [generation]:
        yield f"generations {kept} are there, the latest is {generation}"
    for name in ("unpublished", "generation.new"):
        if (folder / name).exists():
            yield f"{name} was left"


def _rows(path: Path, queries: tuple[str, ...]) -> Iterator[str]:
    with sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True) as db:
        (integrity,) = db.execute("PRAGMA integrity_check").fetchone()
        yield integrity
        for query in queries:
            yield from (repr(row) for row in db.execute(query))
    db.close()


def _digest(lines: Any) -> str:
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]
