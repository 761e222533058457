"""The graph: named graphs of articles, what people wrote, and the union of both, which plain queries see.

Every article version has a named graph. The union of the graphs of the current versions is kept materialised, each triple
once, and follows every change; a change of one article costs what that article holds. A graph belongs to the union as long
as the union says that it is the version of an article.

What people write to the default graph lives in a graph of its own, `ADDED`, which belongs to the union as well; so
neither a retraction nor a rebuild touches it. `kg.updates` writes it.

Where all this is kept is the matter of a backend: the embedded store of a folder, or a SPARQL server by its address.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING, Final, Self

import pyoxigraph as ox

from kg.errors import InputError, StoreError
from kg.generation import generation
from kg.ntriples import iri
from kg.store.embedded import Embedded
from kg.store.formats import ADDED, DOCUMENTS, SOLUTIONS, TRIPLES, Answer, Dataset, RdfFormat, ResultFormat, Row, Term, text_of
from kg.store.remote import Remote
from kg.vocabulary import ARTICLE_VERSION, PREFIXES

if TYPE_CHECKING:
    import rdflib

    from kg.store.backend import Backend
    from kg.store.formats import Found


_GRAPHS_AT_ONCE: Final = 100
_DEARER: Final = 10
"""How much more it costs to take a graph out of a copy on disk, or in, than to read one into memory."""


def is_address(place: Path | str | None) -> bool:
    """Whether a place is a server's address and no folder."""
    return isinstance(place, str) and place.startswith(("http://", "https://"))


def current_generation(place: Path | str) -> str:
    """The latest generation of a place; empty where none was published."""
    return Remote(str(place)).generation if is_address(place) else generation(place)


class Store:
    """A SPARQL dataset in a folder, or in memory; a context manager that publishes what was written when it is left without an error.

    Attributes:
        folder: where it is kept; None in memory and on a server.
    """

    def __init__(self, place: Path | str | None = None, *, read_only: bool = False) -> None:
        """Open or make the graph of a store's folder, or the one on a SPARQL server (`http://...`); None keeps it in memory.

        Raises:
            StoreError: it is missing although only to be read, or another process is writing to it, for longer than a moment.
        """
        if isinstance(place, str) and not is_address(place):
            place = Path(place)
        self.folder = place if isinstance(place, Path) else None
        self._backend: Backend = Remote(place) if isinstance(place, str) else Embedded(place, read_only=read_only)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if kind is None:
            self._backend.publish()
        self._backend.close()

    def close(self) -> None:
        """Publish what was written, and let go of the store."""
        self._backend.publish()
        self._backend.close()

    @property
    def generation(self) -> str:
        """Which state of the graph this is, of a store that is only read; empty where none was published."""
        return self._backend.generation

    @property
    def union_graph(self) -> str:
        """IRI of the graph that holds the union; empty where it is the default graph itself."""
        return self._backend.union_graph

    def select(self, query: str) -> list[Row]:
        """The solutions of a SELECT query.

        Raises:
            InputError: the query cannot be read, or is no SELECT.
        """
        found = self._solutions(query, {})
        names = [variable.value for variable in found.variables]
        return [{name: text_of(term) for name, term in zip(names, solution, strict=True) if term is not None} for solution in found]

    def solutions(self, query: str) -> tuple[tuple[str, ...], list[tuple[Term | None, ...]]]:
        """The variables of a SELECT query, and its solutions in that order, typed; prefixes of the vocabulary need not be declared.

        Raises:
            InputError: the query cannot be read, or is no SELECT.
        """
        found = self._solutions(query, PREFIXES)
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
        if isinstance(found, ox.QuerySolutions | ox.QueryBoolean):
            form = solutions or ResultFormat.JSON
            return found.serialize(format=SOLUTIONS[form]) or b"", form
        form = triples or ResultFormat.TURTLE
        return found.serialize(format=TRIPLES[form]) or b"", form

    def ask(self, query: str, dataset: Dataset, base: str) -> Answer:
        """Begin to answer a query; relative IRIs are resolved against a base.

        Raises:
            InputError: the query cannot be read or asks for something that there is not.
        """
        return Answer(self._query(query, dataset, base=base))

    def dump(self, name: str | None, form: ResultFormat, output: IO[bytes]) -> None:
        """Write all triples of a named graph, or of the union, in a format."""
        self._backend.dump(name, form, output)

    def has_graph(self, name: str) -> bool:
        """Whether there is a named graph of this name, be it empty."""
        return self._backend.has(name)

    def graph_names(self) -> Iterator[str]:
        """The IRIs of the named graphs."""
        return self._backend.names()

    def update(self, text: str, base: str | None = None) -> None:
        """Run a SPARQL update, all or nothing; the union is left to the caller.

        Raises:
            InputError: it cannot be read, or cannot be done.
        """
        self._backend.update(text, base)

    def put(self, name: str, lines: Iterable[str], *, shown: bool = True) -> None:
        """Make a named graph hold these N-Triples lines, and the union follow, all or nothing.

        Args:
            name: IRI of the graph.
            lines: its triples; those of an article say that the graph is a version of one.
            shown: whether it belongs to the union.
        """
        new = _triples(lines)
        held = set(self._backend.triples(name))
        if not new:
            self._backend.create(name)
        gone = held - new
        lost = self._lost(gone, name) if shown else []
        joining = self._backend.missing(new - held if name == ADDED else new) if shown else []
        self._backend.change(_quads(gone, name) + _quads(lost), _quads(new - held, name) + _quads(joining))

    def extend(self, name: str, lines: Iterable[str], *, shown: bool = True) -> None:
        """Add N-Triples lines to a named graph, which need not be there, and to the union if it belongs to that."""
        new = _triples(lines)
        self._backend.create(name)
        joining = self._backend.missing(new) if shown else []
        self._backend.change([], _quads(new, name) + _quads(joining))

    def withdraw(self, name: str, *, keep: bool) -> None:
        """Take a graph out of the union, and delete it unless it is to be kept."""
        held = set(self._backend.triples(name))
        self._backend.change(_quads(self._lost(held, name)) + ([] if keep else _quads(held, name)), [])
        if not keep and self._backend.has(name):
            self._backend.update(f"DROP SILENT GRAPH {iri(name)}", None)

    def fill(self, graphs: Iterable[tuple[str, Iterable[str]]]) -> None:
        """Load the named graphs of a first build, and their union, fast and all or nothing; the store must be empty."""
        self._backend.load(graphs)

    def is_empty(self) -> bool:
        """Whether the dataset holds nothing."""
        return self._backend.is_empty()

    def nquads(self) -> Iterator[str]:
        """The canonical N-Quads lines of all named graphs, sorted by code point; the union follows from them."""
        yield from sorted(f"{line.removesuffix(' .')} {iri(name)} ." for name in self.graph_names() for line in self.lines(name))

    def document(self, form: RdfFormat) -> bytes:
        """The union (Turtle, JSON-LD) or the named graphs (TriG) as one readable document, in a stable order."""
        if form is not RdfFormat.TRIG:
            triples = sorted(self._backend.triples(None), key=_order)
            return ox.serialize(triples, format=DOCUMENTS[form], prefixes=dict(PREFIXES)) or b""
        quads = [quad for name in sorted(self.graph_names()) for quad in _quads(sorted(self._backend.triples(name), key=_order), name)]
        return ox.serialize(quads, format=DOCUMENTS[form], prefixes=dict(PREFIXES)) or b""

    def dataset(self) -> rdflib.Dataset:
        """The same data as an rdflib Dataset, for tools that speak rdflib; it stays valid until the store is closed.

        Raises:
            StoreError: the store is a server, which rdflib's own `SPARQLStore` speaks to.
        """
        import rdflib
        from oxrdflib import OxigraphStore

        if not isinstance(self._backend, Embedded):
            raise StoreError("this store is a SPARQL server: open it with rdflib's SPARQLStore")
        return rdflib.Dataset(store=OxigraphStore(store=self._backend.engine))

    def lines(self, name: str | None = None) -> tuple[str, ...]:
        """The N-Triples lines of a named graph, or of the union, sorted."""
        data = io.BytesIO()
        self._backend.dump(name, ResultFormat.NTRIPLES, data)
        return tuple(sorted(data.getvalue().decode().split("\n")[:-1]))

    def union(self, names: Iterable[str]) -> Store:
        """A store whose default graph is the set union of these named graphs; it costs what they hold, or what has to be changed for it."""
        wanted, together = sorted(set(names)), Store()
        together._backend = self._changed(wanted) or self._gathered(wanted)
        return together

    def _changed(self, wanted: Sequence[str]) -> Embedded | None:
        """The graph changed so that it holds these named graphs and no others, where they are most of what it holds."""
        current = {row["g"] for row in self.select(f"SELECT ?g {{ ?g a {iri(ARTICLE_VERSION)} }}")}
        missing, others = set(wanted) - current, set(self.graph_names()) - set(wanted)
        if (
            not isinstance(self._backend, Embedded)
            or _DEARER * len(missing | others) > len(wanted)
            or (made := self._backend.branch()) is None
        ):
            return None
        changed = Store()
        changed._backend = made
        for name in sorted(missing):
            made.change([], _quads(made.missing(set(made.triples(name)))))
        for name in sorted(others):
            changed.withdraw(name, keep=False) if name in current or name == ADDED else made.update(f"DROP SILENT GRAPH {iri(name)}", None)
        return made

    def _gathered(self, wanted: Sequence[str]) -> Embedded:
        """These named graphs, read into memory."""
        made, waiting = Embedded(None, read_only=False), iter(wanted)
        while several := list(islice(waiting, _GRAPHS_AT_ONCE)):
            data = io.BytesIO()
            for name in several:
                self._backend.dump(name, ResultFormat.NTRIPLES, data)
            data.seek(0)
            made.read(data)
        return made

    def _lost(self, triples: set[ox.Triple], name: str) -> set[ox.Triple]:
        """What leaves the union with the triples of a graph."""
        return triples - self._backend.elsewhere(triples, name)

    def _solutions(self, query: str, prefixes: Mapping[str, str]) -> ox.QuerySolutions:
        found = self._query(query, prefixes=prefixes)
        if not isinstance(found, ox.QuerySolutions):
            raise InputError("this needs a SELECT query")
        return found

    def _query(
        self, query: str, dataset: Dataset | None = None, prefixes: Mapping[str, str] | None = None, base: str | None = None
    ) -> Found:
        return self._backend.query(query, dataset or Dataset(), prefixes or {}, base)


def _triples(lines: Iterable[str]) -> set[ox.Triple]:
    quads = ox.parse("\n".join(lines).encode(), format=ox.RdfFormat.N_TRIPLES)
    return {ox.Triple(quad.subject, quad.predicate, quad.object) for quad in quads}


def _term(term: object) -> Term | None:
    if term is None:
        return None
    return Term(text_of(term), term.datatype.value if isinstance(term, ox.Literal) else None)


def _quads(triples: Iterable[ox.Triple], name: str | None = None) -> list[ox.Quad]:
    graph = ox.DefaultGraph() if name is None else ox.NamedNode(name)
    return [ox.Quad(t.subject, t.predicate, t.object, graph) for t in triples]


def _order(triple: ox.Triple) -> tuple[str, str, str]:
    return str(triple.subject), str(triple.predicate), str(triple.object)
