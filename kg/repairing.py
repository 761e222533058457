"""Making again from the records what can be made from them: the graphs of articles, their union and the indexes."""

from __future__ import annotations

from typing import Final

from kg.name_index import FILE as NAMES
from kg.ntriples import iri
from kg.pipeline import bring_up_to_date, folder, opened
from kg.records_store import RecordsStore
from kg.rollups import FILE as ROLLUPS
from kg.settings import Settings
from kg.store import ADDED, Store

_MADE_AGAIN: Final = (NAMES, ROLLUPS)
_SIDES: Final = ("", "-wal", "-shm")


def repair(settings: Settings) -> int:
    """Make the graphs of articles, their union and the indexes again from the records; gives how many versions were written.

    What people wrote, and the judgements, stay.

    Raises:
        StoreError: the store cannot be opened, or somebody writes to it.
    """
    place = folder(settings)
    with opened(settings) as (records, graph):
        for name in _MADE_AGAIN:
            for side in _SIDES:
                (place / f"{name}{side}").unlink(missing_ok=True)
        known = {settings.base_iri + version for state in ("current", "superseded") for version in records.versions(state)}
        for name in sorted(of_articles(graph, settings.base_iri) - known):
            graph.withdraw(name, keep=False)
        for line in sorted(set(graph.lines()) - stated(records, graph, settings.base_iri)):
            graph.update(f"DELETE DATA {{ {_in_union(graph, line)} }}")
        records.all_due()
        return bring_up_to_date(records, graph, settings)


def stated(records: RecordsStore, graph: Store, base: str) -> set[str]:
    """The lines that the union is to hold: those of current versions, and what people wrote."""
    shown = (*(base + version for version in records.versions()), ADDED)
    return {line for name in shown for line in graph.lines(name)}


def of_articles(graph: Store, base: str) -> set[str]:
    """The names of the graphs that are of articles."""
    return {name for name in graph.graph_names() if name.startswith(f"{base}article/")}


def _in_union(graph: Store, line: str) -> str:
    return f"GRAPH {iri(graph.union_graph)} {{ {line} }}" if graph.union_graph else line
