"""The graph on disk: the adapter around pyoxigraph's embedded store.

Every article version has a named graph. The default graph is the set union of the graphs of the current versions,
kept materialised, each triple once, because the engine's own union repeats a solution for every graph that holds the
triple. A change of one article costs what that article holds.

What people write to the default graph lives in a graph of its own, `ADDED`, which belongs to the union as well; so
neither a retraction nor a rebuild touches it. `kg.updates` writes it.

A query result must be read in the thread that asked for it; `select` and `serialize` do so before they return.
"""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING, Self

import pyoxigraph as ox

from kg.errors import InputError, StoreError
from kg.ntriples import iri
from kg.vocabulary import PREFIXES

if TYPE_CHECKING:
    import rdflib

ADDED = "https://w3id.org/newskg/graph/default"
"""The named graph of what people, and not articles, add to the default graph."""
Row = dict[str, str]
"""One solution: variable names to the text of IRIs and literals; unbound variables are left out."""


@dataclass(frozen=True, slots=True)
class Term:
    """One value of a solution: its text and, of a literal, the IRI of its datatype."""

    text: str
    datatype: str | None


class ResultFormat(StrEnum):
    """The formats of answers, by media type."""

    JSON = "application/sparql-results+json"
    XML = "application/sparql-results+xml"
    CSV = "text/csv"
    TSV = "text/tab-separated-values"
    TURTLE = "text/turtle"
    NTRIPLES = "application/n-triples"
    RDFXML = "application/rdf+xml"
    JSONLD = "application/ld+json"
    TRIG = "application/trig"
    NQUADS = "application/n-quads"


_ATTEMPTS, _PAUSE = 11, 0.1
_SOLUTIONS = {
    ResultFormat.JSON: ox.QueryResultsFormat.JSON,
    ResultFormat.XML: ox.QueryResultsFormat.XML,
    ResultFormat.CSV: ox.QueryResultsFormat.CSV,
    ResultFormat.TSV: ox.QueryResultsFormat.TSV,
}
_TRIPLES = {
    ResultFormat.TURTLE: ox.RdfFormat.TURTLE,
    ResultFormat.NTRIPLES: ox.RdfFormat.N_TRIPLES,
    ResultFormat.RDFXML: ox.RdfFormat.RDF_XML,
    ResultFormat.JSONLD: ox.RdfFormat.JSON_LD,
    ResultFormat.TRIG: ox.RdfFormat.TRIG,
    ResultFormat.NQUADS: ox.RdfFormat.N_QUADS,
}


@dataclass(frozen=True, slots=True)
class Dataset:
    """The graphs that a query asks, by IRI (SPARQL 1.1 Protocol, section 2.1.4); none named means the store's own."""

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


class RdfFormat(StrEnum):
    """The formats of documents that hold the whole graph."""

    TURTLE = "turtle"
    TRIG = "trig"
    JSON_LD = "jsonld"


_DOCUMENTS = {
    RdfFormat.TURTLE: ox.RdfFormat.TURTLE,
    RdfFormat.TRIG: ox.RdfFormat.TRIG,
    RdfFormat.JSON_LD: ox.RdfFormat.JSON_LD,
}


class Answer:
    """The answer of a query that is under way; it must be written in the thread that asked."""

    def __init__(self, found: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples) -> None:
        self._found = found

    @property
    def is_graph(self) -> bool:
        """Whether it is triples (CONSTRUCT, DESCRIBE) and not solutions or a truth value."""
        return isinstance(self._found, ox.QueryTriples)

    @property
    def is_truth(self) -> bool:
        """Whether it is the truth value of an ASK."""
        return isinstance(self._found, ox.QueryBoolean)

    def write(self, output: IO[bytes], form: ResultFormat) -> None:
        """Write it in one of the formats for its kind."""
        if isinstance(self._found, ox.QueryTriples):
            self._found.serialize(output, format=_TRIPLES[form])
        else:
            self._found.serialize(output, format=_SOLUTIONS[form])


def parsed(data: bytes, form: ResultFormat, base: str) -> str:
    """The triples of a document as N-Triples, its blank nodes renamed so that they meet no others.

    Raises:
        InputError: it cannot be parsed.
    """
    try:
        quads = ox.parse(data, format=_TRIPLES[form], base_iri=base, without_named_graphs=True, rename_blank_nodes=True)
        return "\n".join(f"{quad.subject} {quad.predicate} {quad.object} ." for quad in quads)
    except (SyntaxError, ValueError) as error:
        raise InputError(f"the body is no {form}: {error}") from error


def translated(turtle: bytes, form: ResultFormat, base: str, prefixes: Mapping[str, str]) -> bytes:
    """A Turtle document in another format."""
    triples = [_triple(quad) for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE, base_iri=base)]
    return ox.serialize(triples, format=_TRIPLES[form], prefixes=dict(prefixes)) or b""


def resolved(prologue: str, terms: Sequence[str], base: str) -> tuple[str, ...]:
    """The IRIs that IRI references and prefixed names mean after a prologue, exactly as the engine reads them.

    Raises:
        InputError: one of them means none.
    """
    if not terms:
        return ()
    listed = " ".join(f"({term} {place})" for place, term in enumerate(terms))
    try:
        found = ox.Store().query(f"{prologue}\nSELECT ?i ?n {{ VALUES (?i ?n) {{ {listed} }} }} ORDER BY ?n", base_iri=base)
    except SyntaxError as error:
        raise InputError(f"a graph cannot be named so: {error}") from error
    assert isinstance(found, ox.QuerySolutions)  # noqa: S101
    return tuple(_text(solution["i"]) for solution in found)


class Store:
    """A SPARQL dataset in a folder, or in memory; a context manager."""

    def __init__(self, folder: Path | None = None, *, read_only: bool = False) -> None:
        """Open or make the dataset `graph/` of a store's folder; None keeps it in memory.

        Raises:
            StoreError: it is missing although only to be read, or another process is writing to it, for longer than a moment.
        """
        try:
            if folder is None:
                self._store = ox.Store()
            elif read_only:
                self._store = ox.Store.read_only(str(folder / "graph"))
            else:
                self._store = _locked(str(folder / "graph"))
        except OSError as error:
            raise StoreError(f"{folder}: {error}; is it a newskg store, and is no other build at work on it?") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Write everything out and let go of the folder."""
        del self._store

    def select(self, query: str) -> list[Row]:
        """The solutions of a SELECT query.

        Raises:
            InputError: the query cannot be read, or is no SELECT.
        """
        found = self._query(query)
        if not isinstance(found, ox.QuerySolutions):
            raise InputError("this needs a SELECT query")
        names = [variable.value for variable in found.variables]
        return [{name: _text(term) for name in names if (term := solution[name]) is not None} for solution in found]

    def solutions(self, query: str) -> tuple[tuple[str, ...], list[tuple[Term | None, ...]]]:
        """The variables of a SELECT query, and its solutions in that order, typed; prefixes of the vocabulary need not be declared.

        Raises:
            InputError: the query cannot be read, or is no SELECT.
        """
        found = self._query(query, prefixes=PREFIXES)
        if not isinstance(found, ox.QuerySolutions):
            raise InputError("this needs a SELECT query")
        variables = found.variables
        return tuple(v.value for v in variables), [tuple(_term(solution[v]) for v in variables) for solution in found]

    def serialize(
        self,
        query: str,
        solutions: ResultFormat | None,
        triples: ResultFormat | None,
        dataset: Dataset | None = None,
        prefixes: Mapping[str, str] | None = None,
    ) -> tuple[bytes, ResultFormat]:
        """The answer of any query, in one of two formats: for SELECT and ASK, and for CONSTRUCT and DESCRIBE.

        None as a format takes Turtle for triples and JSON for solutions.

        Args:
            query: SPARQL 1.1.
            solutions: format of SELECT and ASK.
            triples: format of CONSTRUCT and DESCRIBE.
            dataset: the graphs to query; the default is the union of the current articles.
            prefixes: declared beforehand.

        Raises:
            InputError: the query cannot be read.
        """
        found = self._query(query, dataset, prefixes)
        solutions, triples = solutions or ResultFormat.JSON, triples or ResultFormat.TURTLE
        if isinstance(found, ox.QueryTriples):
            data = found.serialize(format=_TRIPLES[triples])
            return data or b"", triples
        data = found.serialize(format=_SOLUTIONS[solutions])
        return data or b"", solutions

    def ask(self, query: str, dataset: Dataset, base: str) -> Answer:
        """Begin to answer a query; relative IRIs are resolved against a base.

        Raises:
            InputError: the query cannot be read or asks for something that there is not.
        """
        return Answer(self._query(query, dataset, base=base))

    def dump(self, name: str | None, form: ResultFormat, output: IO[bytes]) -> None:
        """Write all triples of a named graph, or of the default graph, in a format."""
        graph = ox.DefaultGraph() if name is None else ox.NamedNode(name)
        self._store.dump(output, format=_TRIPLES[form], from_graph=graph)

    def has_graph(self, name: str) -> bool:
        """Whether there is a named graph of this name, be it empty."""
        return self._store.contains_named_graph(ox.NamedNode(name))

    def graph_names(self) -> Iterator[str]:
        """The IRIs of the named graphs."""
        return (graph.value for graph in self._store.named_graphs() if isinstance(graph, ox.NamedNode))

    def update(self, text: str, base: str | None = None) -> None:
        """Run a SPARQL update, all or nothing; the default graph is left to the caller.

        Raises:
            InputError: it cannot be read, or cannot be done.
        """
        try:
            self._store.update(text, base_iri=base)
        except SyntaxError as error:
            raise InputError(f"the update cannot be read: {error}") from error
        except (ValueError, RuntimeError) as error:
            raise InputError(f"the update cannot be done: {error}") from error

    def flush(self) -> None:
        """Write everything out, so that who opens the store next need not replay a log."""
        self._store.flush()

    def put(self, name: str, lines: Iterable[str], is_current: Callable[[str], bool]) -> None:
        """Make a named graph hold these N-Triples lines, and the default graph follow, in one transaction.

        Args:
            name: IRI of the graph, which counts as current.
            lines: its triples.
            is_current: whether another graph, by IRI, belongs to the default graph.
        """
        graph = ox.NamedNode(name)
        wanted = set(ox.parse("\n".join(lines).encode(), format=ox.RdfFormat.N_TRIPLES))
        new = {_triple(quad) for quad in wanted}
        held = {_triple(quad) for quad in self._store.quads_for_pattern(None, None, None, graph)}
        gone = held - new
        lost = [t for t in gone if not self._elsewhere(t, graph, is_current)]
        self._change(_quads(gone, graph) + _quads(lost), _quads(new - held, graph) + self._missing(new))

    def withdraw(self, name: str, is_current: Callable[[str], bool], *, keep: bool) -> None:
        """Take a graph out of the default graph, and delete it unless it is to be kept."""
        graph = ox.NamedNode(name)
        held = {_triple(quad) for quad in self._store.quads_for_pattern(None, None, None, graph)}
        lost = [t for t in held if not self._elsewhere(t, graph, is_current)]
        self._change(_quads(lost) + ([] if keep else _quads(held, graph)), [])

    def fill(self, graphs: Iterable[tuple[str, Iterable[str]]]) -> None:
        """Load the named graphs of a first build, and their union, fast; the store must be empty."""
        union: set[str] = set()
        for name, lines in graphs:
            several = list(lines)
            union.update(several)
            self._store.bulk_load("\n".join(several).encode(), format=ox.RdfFormat.N_TRIPLES, to_graph=ox.NamedNode(name))
        self._store.bulk_load("\n".join(sorted(union)).encode(), format=ox.RdfFormat.N_TRIPLES)
        self._store.optimize()

    def is_empty(self) -> bool:
        """Whether the dataset holds nothing."""
        return len(self._store) == 0

    def nquads(self) -> Iterator[str]:
        """The canonical N-Quads lines of all named graphs, sorted by code point; the default graph follows from them."""
        graphs = [graph.value for graph in self._store.named_graphs() if isinstance(graph, ox.NamedNode)]
        yield from sorted(f"{line.removesuffix(' .')} {iri(name)} ." for name in graphs for line in self.lines(name))

    def document(self, form: RdfFormat) -> bytes:
        """The default graph (Turtle, JSON-LD) or the named graphs (TriG) as one readable document, in a stable order."""
        graph = None if form is RdfFormat.TRIG else ox.DefaultGraph()
        quads = [q for q in self._store.quads_for_pattern(None, None, None, graph) if graph or isinstance(q.graph_name, ox.NamedNode)]
        quads.sort(key=lambda q: (str(q.graph_name), str(q.subject), str(q.predicate), str(q.object)))
        items = quads if form is RdfFormat.TRIG else [_triple(quad) for quad in quads]
        data = ox.serialize(items, format=_DOCUMENTS[form], prefixes=dict(PREFIXES))
        return data or b""

    def dataset(self) -> rdflib.Dataset:
        """The same data as an rdflib Dataset, for tools that speak rdflib; it stays valid until the store is closed."""
        import rdflib
        from oxrdflib import OxigraphStore

        return rdflib.Dataset(store=OxigraphStore(store=self._store))

    def lines(self, name: str | None = None) -> tuple[str, ...]:
        """The N-Triples lines of a named graph, or of the default graph, sorted."""
        data = io.BytesIO()
        graph = ox.DefaultGraph() if name is None else ox.NamedNode(name)
        self._store.dump(data, format=ox.RdfFormat.N_TRIPLES, from_graph=graph)
        return tuple(sorted(data.getvalue().decode().split("\n")[:-1]))

    def _query(
        self, query: str, dataset: Dataset | None = None, prefixes: Mapping[str, str] | None = None, base: str | None = None
    ) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        chosen = dataset or Dataset()
        try:
            if not chosen.default and not chosen.named:
                return self._store.query(query, prefixes=dict(prefixes or {}), base_iri=base)
            default: list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph] = [ox.NamedNode(name) for name in chosen.default]
            named: list[ox.NamedNode | ox.BlankNode] = [ox.NamedNode(name) for name in chosen.named]
            return self._store.query(query, base_iri=base, default_graph=default, named_graphs=named)
        except ValueError as error:
            raise InputError(f"a graph of the dataset is no IRI: {error}") from error
        except RuntimeError as error:
            raise InputError(f"the query cannot be answered: {error}") from error
        except SyntaxError as error:
            raise InputError(f"the query cannot be read: {error}") from error

    def _elsewhere(self, triple: ox.Triple, graph: ox.NamedNode, is_current: Callable[[str], bool]) -> bool:
        for quad in self._store.quads_for_pattern(triple.subject, triple.predicate, triple.object):
            other = quad.graph_name
            if isinstance(other, ox.NamedNode) and other != graph and (other.value == ADDED or is_current(other.value)):
                return True
        return False

    def _missing(self, triples: Iterable[ox.Triple]) -> list[ox.Quad]:
        return [quad for quad in _quads(triples) if quad not in self._store]

    def _change(self, remove: list[ox.Quad], add: list[ox.Quad]) -> None:
        if not remove:
            self._store.extend(add)
            return
        update = f"DELETE DATA {{\n{_data(remove)}\n}}"
        if add:
            update += f" ;\nINSERT DATA {{\n{_data(add)}\n}}"
        self._store.update(update)


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


def _text(term: object) -> str:
    return str(getattr(term, "value", term))


def _term(term: object) -> Term | None:
    if term is None:
        return None
    return Term(_text(term), term.datatype.value if isinstance(term, ox.Literal) else None)


def _triple(quad: ox.Quad) -> ox.Triple:
    return ox.Triple(quad.subject, quad.predicate, quad.object)


def _quads(triples: Iterable[ox.Triple], graph: ox.NamedNode | None = None) -> list[ox.Quad]:
    if graph is None:
        return [ox.Quad(t.subject, t.predicate, t.object) for t in triples]
    return [ox.Quad(t.subject, t.predicate, t.object, graph) for t in triples]


def _data(quads: Iterable[ox.Quad]) -> str:
    return "\n".join(
        f"{q.subject} {q.predicate} {q.object} ."
        if isinstance(q.graph_name, ox.DefaultGraph)
        else f"GRAPH {iri(q.graph_name.value)} {{ {q.subject} {q.predicate} {q.object} }}"
        for q in quads
    )
