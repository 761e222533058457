"""The embedded store: pyoxigraph's, in a folder or in memory.

The union is its default graph, kept materialised, each triple once, because the engine's own union repeats a solution for
every graph that holds the triple. What is written is published as a generation (`kg.generation`), which readers open.

A query result must be read in the thread that asked for it.
"""

from __future__ import annotations

import io
import shutil
import tempfile
import time
import weakref
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, cast

import pyoxigraph as ox

from kg.errors import InputError, StoreError
from kg.generation import Held, branch, is_behind, is_published, mark, publish, unmark
from kg.ntriples import iri
from kg.store.formats import ADDED, TRIPLES, Dataset, Found, ResultFormat, triple_of
from kg.vocabulary import ARTICLE_VERSION, RDF_TYPE

_ATTEMPTS, _PAUSE = 11, 0.1
_BULK = 20_000
"""Triples and quads above this number are loaded in bulk."""
_TYPE, _VERSION = ox.NamedNode(RDF_TYPE), ox.NamedNode(ARTICLE_VERSION)


class Embedded:
    """A store in a folder, to be written or to be read, or in memory; a `kg.store.backend.Backend`."""

    def __init__(self, folder: Path | None, *, read_only: bool) -> None:
        """Open the store of a folder: the latest generation where it is only read; None keeps it in memory.

        Raises:
            StoreError: it is missing although only to be read, or another process is writing to it, for longer than a moment.
        """
        self._folder = None if read_only else folder
        self._held: Held | None = None
        self._stem: Embedded | None = None
        try:
            self._store = ox.Store() if folder is None else self._read(folder) if read_only else self._written(folder)
        except OSError as error:
            raise StoreError(f"{folder}: {error}; is it a newskg store, and is no other build at work on it?") from error

    def _read(self, folder: Path) -> ox.Store:
        """The latest generation; a store that never published one is read as it is."""
        if not is_published(folder):
            return ox.Store.read_only(str(folder / "graph"))
        self._held = Held(folder)
        return ox.Store.read_only(str(self._held.graph))

    def _written(self, folder: Path) -> ox.Store:
        store = _locked(str(folder / "graph"))
        if not is_published(folder):
            if next(store.quads_for_pattern(None, None, None, None), None) is None:
                publish(folder, store.backup)
            else:
                mark(folder)
        return store

    @property
    def union_graph(self) -> str:
        """Empty: the union is the default graph."""
        return ""

    @property
    def generation(self) -> str:
        """The generation that is read; empty for a writer."""
        return self._held.number if self._held else ""

    def publish(self) -> None:
        """Make what was written the next generation; costs hard links and what was written."""
        if self._folder is not None and is_behind(self._folder):
            publish(self._folder, self._store.backup)

    def branch(self) -> Embedded | None:
        """A store that begins as the generation which is read, and can be written; None where there is none, or no room for it.

        It lies in the folder of the generation, which stays as long as it does, and is gone with it.
        """
        if self._held is None:
            return None
        try:
            place = Path(tempfile.mkdtemp(prefix="branch-", dir=self._held.graph.parent))
            branch(self._held.graph, place / "graph")
            made = Embedded(None, read_only=False)
            made._store = ox.Store(str(place / "graph"))
        except OSError:
            return None
        made._stem = self
        weakref.finalize(made, shutil.rmtree, place, ignore_errors=True)
        return made

    def close(self) -> None:
        """Let go of the folder."""
        del self._store
        if self._held:
            self._held.release()

    def query(self, text: str, dataset: Dataset, prefixes: Mapping[str, str], base: str | None) -> Found:
        """Begin to answer a query.

        Raises:
            InputError: it cannot be read or asks for something that there is not.
        """
        try:
            if not dataset:
                return self._store.query(text, prefixes=dict(prefixes), base_iri=base)
            default: list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph] = [ox.NamedNode(name) for name in dataset.default]
            named: list[ox.NamedNode | ox.BlankNode] = [ox.NamedNode(name) for name in dataset.named]
            return self._store.query(text, prefixes=dict(prefixes), base_iri=base, default_graph=default, named_graphs=named)
        except ValueError as error:
            raise InputError(f"a graph of the dataset is no IRI: {error}") from error
        except RuntimeError as error:
            raise InputError(f"the query cannot be answered: {error}") from error
        except SyntaxError as error:
            raise InputError(f"the query cannot be read: {error}") from error

    def update(self, text: str, base: str | None) -> None:
        """Run an update, all or nothing.

        Raises:
            InputError: it cannot be read, or cannot be done.
        """
        try:
            with self._writing():
                self._store.update(text, base_iri=base)
        except SyntaxError as error:
            raise InputError(f"the update cannot be read: {error}") from error
        except (ValueError, RuntimeError) as error:
            raise InputError(f"the update cannot be done: {error}") from error

    def triples(self, graph: str | None) -> Iterator[ox.Triple]:
        """The triples of a named graph, or of the union."""
        return (triple_of(quad) for quad in self._store.quads_for_pattern(None, None, None, _graph(graph)))

    def dump(self, graph: str | None, form: ResultFormat, output: IO[bytes]) -> None:
        """Write the triples of a named graph, or of the union."""
        self._store.dump(output, format=TRIPLES[form], from_graph=_graph(graph))

    def names(self) -> Iterator[str]:
        """The IRIs of the named graphs."""
        return (graph.value for graph in self._store.named_graphs() if isinstance(graph, ox.NamedNode))

    def has(self, graph: str) -> bool:
        """Whether there is a named graph of this name, be it empty."""
        return self._store.contains_named_graph(ox.NamedNode(graph))

    def create(self, graph: str) -> None:
        """Have an empty graph."""
        with self._writing():
            self._store.add_graph(ox.NamedNode(graph))

    def missing(self, triples: Collection[ox.Triple]) -> list[ox.Triple]:
        """Those of some triples that the union lacks; all of very many, for to add them again is cheaper than to look."""
        if len(triples) > _BULK:
            return list(triples)
        return [t for t in triples if ox.Quad(t.subject, t.predicate, t.object) not in self._store]

    def elsewhere(self, triples: Collection[ox.Triple], graph: str) -> set[ox.Triple]:
        """Those of some triples that another graph brings to the union; very many of a graph are looked for by the engine alone."""
        if len(triples) <= _BULK:
            return {triple for triple in triples if self._is_elsewhere(triple, graph)}
        own, shown = iri(graph), f"FILTER(?g = {iri(ADDED)} || EXISTS {{ ?g a {iri(ARTICLE_VERSION)} }})"
        found = self._store.query(f"SELECT ?s ?p ?o {{ GRAPH {own} {{ ?s ?p ?o }} GRAPH ?g {{ ?s ?p ?o }} FILTER(?g != {own}) {shown} }}")
        return {ox.Triple(row["s"], row["p"], row["o"]) for row in cast("ox.QuerySolutions", found)} & set(triples)

    def change(self, remove: list[ox.Quad], add: list[ox.Quad]) -> None:
        """Remove and add in one transaction; very many are added first, in bulk."""
        if not remove and not add:
            return
        with self._writing():
            if len(add) > _BULK:
                self._store.bulk_extend(add)
                add = []
            if remove:
                self._store.update(" ;\n".join([*_removing(remove), f"INSERT DATA {{\n{_data(add)}\n}}"]))
            else:
                self._store.extend(add)

    def load(self, graphs: Iterable[tuple[str, Iterable[str]]]) -> None:
        """Load named graphs and their union, all or nothing."""
        with self._writing():
            self._store.bulk_load(cast("IO[bytes]", _Pieces(_quads(graphs))), format=ox.RdfFormat.N_QUADS)
            self._store.optimize()

    def read(self, lines: IO[bytes]) -> None:
        """Add N-Triples to the union of a store in memory, in bulk."""
        self._store.bulk_load(lines, format=ox.RdfFormat.N_TRIPLES)

    def is_empty(self) -> bool:
        """Whether the dataset holds nothing."""
        return next(self._store.quads_for_pattern(None, None, None, None), None) is None

    @property
    def engine(self) -> ox.Store:
        """The store itself, for adapters to other libraries."""
        return self._store

    def _is_elsewhere(self, triple: ox.Triple, graph: str) -> bool:
        for quad in self._store.quads_for_pattern(triple.subject, triple.predicate, triple.object):
            other = quad.graph_name
            if isinstance(other, ox.NamedNode) and other.value != graph and (other.value == ADDED or self._is_shown(other)):
                return True
        return False

    def _is_shown(self, graph: ox.NamedNode) -> bool:
        """Whether a graph belongs to the union: then the union says that it is the version of an article."""
        return ox.Quad(graph, _TYPE, _VERSION) in self._store

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Note that something is written, unless it fails."""
        if self._folder is None or is_behind(self._folder):
            yield
            return
        mark(self._folder)
        try:
            yield
        except BaseException:
            unmark(self._folder)
            raise


class _Pieces(io.RawIOBase):
    """A file to read what an iterator gives."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._left = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._left:
            try:
                self._left = next(self._pieces)
            except StopIteration:
                return 0
        size = min(len(buffer), len(self._left))
        buffer[:size], self._left = self._left[:size], self._left[size:]
        return size


def _quads(graphs: Iterable[tuple[str, Iterable[str]]]) -> Iterator[bytes]:
    """N-Quads of named graphs and of their union, in which a triple may come again; the engine keeps it once."""
    for name, lines in graphs:
        graph = iri(name)
        yield "".join(f"{line}\n{line.removesuffix(' .')} {graph} .\n" for line in lines).encode()


def _locked(path: str) -> ox.Store:
    """The dataset, to be written; waits for one who is writing only for a moment."""
    for _ in range(_ATTEMPTS - 1):
        try:
            return ox.Store(path)
        except OSError as error:
            if "lock" not in str(error).lower():
                raise
        time.sleep(_PAUSE)
    return ox.Store(path)


def _graph(name: str | None) -> ox.NamedNode | ox.DefaultGraph:
    return ox.DefaultGraph() if name is None else ox.NamedNode(name)


def _removing(quads: list[ox.Quad]) -> Iterator[str]:
    """The operations that remove quads; blank nodes, which no operation can name, all leave a graph together."""
    blank = [quad for quad in quads if _is_blank(quad)]
    yield f"DELETE DATA {{\n{_data(quads if not blank else [quad for quad in quads if not _is_blank(quad)])}\n}}"
    for graph in sorted({quad.graph_name.value for quad in blank if isinstance(quad.graph_name, ox.NamedNode)}):
        shown = "?s ?p ?o" if graph == ADDED else ""
        where = f"GRAPH {iri(graph)} {{ ?s ?p ?o FILTER(ISBLANK(?s) || ISBLANK(?o)) }}"
        yield f"DELETE {{ GRAPH {iri(graph)} {{ ?s ?p ?o }} {shown} }} WHERE {{ {where} }}"


def _is_blank(quad: ox.Quad) -> bool:
    return isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode)


def _data(quads: Iterable[ox.Quad]) -> str:
    return "\n".join(
        f"{q.subject} {q.predicate} {q.object} ."
        if isinstance(q.graph_name, ox.DefaultGraph)
        else f"GRAPH {iri(q.graph_name.value)} {{ {q.subject} {q.predicate} {q.object} }}"
        for q in quads
    )
