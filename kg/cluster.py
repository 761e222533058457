"""A build on a cluster: records by Spark, and for a first build the whole graph; what comes to a store later is settled by the store.

    pieces -> records -> blocks -> happenings -> N-Quads parts -> bulk load

Records and parts stay in a folder that every worker can read. A build that was stopped goes on after its last finished stage.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby, islice
from pathlib import Path
from typing import TYPE_CHECKING

from kg import built_with, gazetteer
from kg.engines.spark import Cluster, Stage
from kg.engines.spark_reading import extract_all, outcomes
from kg.engines.spark_settling import Resolved, resolve
from kg.errors import DocumentError
from kg.judgements import load
from kg.pipeline import Progress, Report, bring_up_to_date, fill, folder
from kg.records_store import RecordsStore
from kg.settings import Settings
from kg.store import Store

if TYPE_CHECKING:
    from kg.engines.spark import Row

_BATCH = 16
Places = frozenset[tuple[int, int]]


def build(sources: Sequence[str | Path], settings: Settings, master: str, kept: Path, progress: Progress = lambda *_: None) -> Report:
    """Like `kg.pipeline.build`, on a cluster: the same store, byte for byte.

    Args:
        sources: files and folders that every worker can read.
        settings: of the store.
        master: address of the cluster.
        kept: folder for records and parts of the graph, which every worker can read and write.
        progress: told of each step.

    Raises:
        StoreError: the store cannot be opened, or the engine is not installed.
        InputError: a source, the user's gazetteer or the judgements cannot be used.
    """
    report = Report()
    place = folder(settings)
    gazetteer.load()
    place.mkdir(parents=True, exist_ok=True)
    with RecordsStore(place) as records, Store(settings.graph) as graph, Cluster(master, kept) as cluster:
        report.notes.extend(built_with.notes(records, place))
        waves = extract_all(cluster, sources, settings.pipeline, frozenset(records.versions()), report.skipped.append)
        left_out = _count(waves, report)
        progress("reading", report.built, report.built)
        if report.built and records.is_empty() and graph.is_empty():
            _fill(resolve(cluster, waves, left_out, load(place, settings.base_iri), settings.base_iri), records, graph, settings)
        else:
            _add(waves, left_out, records)
        bring_up_to_date(records, graph, settings, progress)
    return report


def _count(waves: Sequence[Stage], report: Report) -> Places:
    """Tell what became of each article; gives the places of those whose id an earlier one has."""
    versions: dict[str, str] = {}
    left_out = set()
    counts, several = outcomes(waves)
    report.built, report.unchanged, report.facts = counts
    for row in sorted(several, key=_place):
        if row["version"] is None:
            report.skipped.append(DocumentError(row["source_name"], row["reason"]))
        elif row["id"] in versions:
            left_out.add(_place(row))
            if versions[row["id"]] != row["version"]:
                reason = f"a different article has the id {row['id']!r} too: give each an id of its own"
                report.skipped.append(DocumentError(row["source_name"], reason))
        else:
            versions[row["id"]] = row["version"]
            _count_article(row, report)
    return frozenset(left_out)


def _count_article(row: Row, report: Report) -> None:
    if row["reason"] is not None:
        report.skipped.append(DocumentError(row["source_name"], row["reason"]))
    elif row["facts"] is None:
        report.unchanged += 1
    else:
        report.built += 1
        report.facts += row["facts"]


def _place(row: Row) -> tuple[int, int]:
    return row["piece"], row["place"]


def _fill(resolved: Resolved, records: RecordsStore, graph: Store, settings: Settings) -> None:
    records.fill(resolved.kept(), resolved.settled(), resolved.happenings())
    fill(graph, settings, _graphs(resolved.quads, settings.base_iri))


def _add(waves: Iterable[Stage], left_out: Places, records: RecordsStore) -> None:
    rows = chain.from_iterable(wave.rows() for wave in waves)
    fresh = (row for row in rows if row["records"] is not None and _place(row) not in left_out)
    while batch := list(islice(fresh, _BATCH)):
        records.add((row["records"], row["source"]) for row in batch)


def _graphs(parts: Path, base: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The versions of N-Quads parts with the N-Triples lines of their graphs."""
    for path in sorted(parts.glob("part-*")):
        with gzip.open(path, "rt", encoding="utf-8", newline="\n") as lines:
            for graph, several in groupby(lines, key=_graph):
                yield graph.removeprefix(base), tuple(f"{line[: -len(graph) - _END]} ." for line in several)


def _graph(line: str) -> str:
    """The IRI of the graph of a quad."""
    return line.rsplit(" ", 2)[1][1:-1]


_END = len(" <> .\n")
