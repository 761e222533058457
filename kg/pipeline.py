"""The whole flow on one screen: sources to records, records to entities, both to the graph.

    read -> extract -> add -> resolve -> project -> put

Records are kept first; the graph follows them. Whatever a build leaves undone, the next one finishes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from kg import built_with, gazetteer
from kg.documents import Document, expected, read
from kg.engines.local import extract_all
from kg.errors import DocumentError, StoreError
from kg.judgements import load
from kg.name_index import NameIndex
from kg.project import project
from kg.records_json import from_json
from kg.records_store import RecordsStore, Stored
from kg.rollups import Rollups
from kg.settings import Settings
from kg.store import Store, current_generation

Progress = Callable[[str, int, int | None], None]
"""Told of each step: its name, how many are done, how many there are (None: not known yet)."""
_BULK_ARTICLES = 50


@dataclass(slots=True)
class Report:
    """What a build did.

    Attributes:
        built: articles that were new or changed.
        unchanged: articles that the store already held as they are.
        skipped: documents that could not be read, or whose process ended, with the reason.
        notes: what the user should know of the store and the gazetteer.
        facts: tenures, stances, statements, events and quantities of the built articles.
    """

    built: int = 0
    unchanged: int = 0
    facts: int = 0
    skipped: list[DocumentError] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def build(sources: Sequence[str | Path], settings: Settings, jobs: int = 1, progress: Progress = lambda *_: None) -> Report:
    """Add the articles of the sources to the store, and bring its graph up to date.

    Raises:
        StoreError: the store cannot be opened.
        InputError: a file of the user's gazetteer cannot be used; nothing has changed then.
        OntologyError: the lexicon or the gazetteer is broken.
    """
    report = Report()
    place = folder(settings)
    gazetteer.load()
    total = expected(sources)
    with opened(settings, make=True) as (records, graph):
        report.notes.extend(built_with.notes(records, place))
        for batch in extract_all(_fresh(sources, records, report), settings.pipeline, jobs, report.skipped.append):
            records.add((text, document.source) for document, text in batch)
            report.built += len(batch)
            report.facts += sum(from_json(text).facts for _, text in batch)
            progress("reading", report.built + report.unchanged + len(report.skipped), total)
        bring_up_to_date(records, graph, settings, progress)
    return report


def retract(article: str, settings: Settings) -> tuple[str, ...]:
    """Take an article, by its id, out of the store with everything that only it supports; gives its versions."""
    with opened(settings) as (records, graph):
        built_with.notes(records, folder(settings))
        versions = records.retract(article)
        bring_up_to_date(records, graph, settings)
    return versions


def refresh(settings: Settings) -> None:
    """Bring the graph up to date with the records and the judgements, without new articles.

    Raises:
        StoreError: the store cannot be opened.
        InputError: the judgements cannot be read.
    """
    with opened(settings) as (records, graph):
        built_with.notes(records, folder(settings))
        bring_up_to_date(records, graph, settings)


@contextmanager
def opened(settings: Settings, *, make: bool = False) -> Iterator[tuple[RecordsStore, Store]]:
    """The records and the graph of a store, to be written; its folder is made if it is to be.

    Raises:
        StoreError: they cannot be opened, or what is written cannot be kept, as on a full disk; the next build goes on from there.
    """
    try:
        if make:
            folder(settings).mkdir(parents=True, exist_ok=True)
        with RecordsStore(folder(settings)) as records, Store(settings.graph) as graph:
            yield records, graph
    except (OSError, sqlite3.Error) as error:
        reason = f"{error}; is there room on the disk, and may the folder be written? Then do it again: it goes on from here"
        raise StoreError(f"{folder(settings)}: {reason}") from error


def folder(settings: Settings) -> Path:
    """The store's folder.

    Raises:
        StoreError: none is named.
    """
    if settings.store is None:
        raise StoreError("no store is named: give --store DIR or set KG_STORE")
    return settings.store


def generation(settings: Settings) -> str:
    """A text that changes whenever the graph has changed; readers open the store again then."""
    return current_generation(settings.graph)


def bring_up_to_date(records: RecordsStore, graph: Store, settings: Settings, progress: Progress = lambda *_: None) -> int:
    """Resolve what changed and project it, so that the graph shows the records as they are; gives the versions written."""
    base = settings.base_iri
    records.settle(load(folder(settings), base))
    if graph.is_empty():
        records.all_due()
    due = records.due()
    with Rollups(folder(settings)) as rollups, NameIndex(folder(settings)) as names:
        indexes = _Indexes((rollups, names))
        if not graph.is_empty():
            indexes.catch_up((version, graph.lines(base + version)) for version in records.versions())
        if graph.is_empty() and len(due) > _BULK_ARTICLES and all(stored.state == "current" for stored in due):
            indexes.fill(graph, ((stored.version, _lines(records, stored, base)) for stored in due), base)
            records.all_projected(due)
            return len(due)
        for done, stored in enumerate(due, start=1):
            name = base + stored.version
            if stored.state == "current":
                graph.put(name, indexes.put(stored.version, _lines(records, stored, base)))
            else:
                graph.withdraw(name, keep=stored.state == "superseded")
                indexes.put(stored.version, ())
            records.all_projected([stored])
            progress("writing", done, len(due))
    return len(due)


def fill(graph: Store, settings: Settings, graphs: Iterable[tuple[str, tuple[str, ...]]]) -> None:
    """Load the versions of a first build, with the lines of their graphs, into an empty graph, and enter them in the indexes."""
    with Rollups(folder(settings)) as rollups, NameIndex(folder(settings)) as names:
        _Indexes((rollups, names)).fill(graph, graphs, settings.base_iri)


@dataclass(frozen=True, slots=True)
class _Indexes:
    """What is kept beside the graph to answer quickly, and follows it version by version."""

    several: tuple[Rollups | NameIndex, ...]

    def put(self, version: str, lines: tuple[str, ...]) -> tuple[str, ...]:
        """Enter a version by the lines of its graph, and give these back; no lines take it out."""
        for index in self.several:
            index.put(version, lines)
        return lines

    def fill(self, graph: Store, graphs: Iterable[tuple[str, tuple[str, ...]]], base: str) -> None:
        """Load versions into an empty graph, and enter them."""
        graph.fill((base + version, self.put(version, lines)) for version, lines in graphs)

    def catch_up(self, graphs: Iterator[tuple[str, tuple[str, ...]]]) -> None:
        """Enter all current versions of a store that was made before there was an index, or not at all: a part would pass for the whole."""
        empty = [index for index in self.several if index.is_empty()]
        with ExitStack() as stack:
            for index in empty:
                stack.enter_context(index.at_once())
            for version, lines in graphs if empty else ():
                for index in empty:
                    index.put(version, lines)


def _lines(records: RecordsStore, stored: Stored, base: str) -> tuple[str, ...]:
    version = stored.version
    return project(records.records(version), records.entities(version), records.happenings(version), base)


def _fresh(sources: Iterable[str | Path], records: RecordsStore, report: Report) -> Iterator[Document]:
    for document in read(list(sources), report.skipped.append):
        if records.has(document.article):
            report.unchanged += 1
        else:
            yield document
