"""The graph on a SPARQL 1.1 server, by its address; a `kg.store.backend.Backend`.

Servers differ in what their default graph is, so all is kept in named graphs: the union in `UNION`, the number of the generation in
`CONTROL`. A query without GRAPH is sent with the union as its default graph, others are rewritten (`kg.store.over_union`). Nodes have
IRIs only, answers of SELECT travel as JSON, whole graphs by the Graph Store Protocol where the server has it.

A change is one update request, the union first, so that a server that ends half-way does the same again with the next build. It is
all or nothing where the server runs a request in one transaction.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import groupby
from typing import IO, Final

import pyoxigraph as ox

from kg.errors import InputError, StoreError
from kg.ntriples import iri
from kg.store.formats import ADDED, TRIPLES, Dataset, Found, ResultFormat, text_of, triple_of
from kg.store.over_union import names_dataset, query_over, uses_graph
from kg.store.server import JSON, NTRIPLES, Server
from kg.tokens import tokens
from kg.vocabulary import ARTICLE_VERSION

_OWN: Final = ADDED.removesuffix("default")
UNION, CONTROL = _OWN + "union", _OWN + "store"
_VERSION_INFO: Final = "http://www.w3.org/2002/07/owl#versionInfo"
_STATEMENTS: Final = 500
"""Triples in one operation; more overflow the compilers of some servers."""
_ASKED: Final = 50
"""Triples asked about in one query."""
_BULK: Final = 5_000
"""Triples above this number are sent as whole graphs."""
_BATCH: Final = 50_000
"""Lines of the union sent at once in a first build."""
_NOT_OURS: Final = ("http://www.openlinksw.com/", "http://www.w3.org/", "http://localhost:8890/", "urn:activitystreams-owl:", "urn:core:")
"""Graphs that servers keep for themselves begin so."""


class Remote:
    """A store on a server."""

    def __init__(self, address: str) -> None:
        """Take the address; nothing is asked yet."""
        self._server = Server(address)
        self._changed = False

    @property
    def union_graph(self) -> str:
        """The graph of the union."""
        return UNION

    @property
    def generation(self) -> str:
        """The number of the latest build or write, which the server keeps."""
        found = self._rows(f"SELECT ?n {{ GRAPH {iri(CONTROL)} {{ {iri(CONTROL)} {iri(_VERSION_INFO)} ?n }} }}")
        return max((text_of(row["n"]) for row in found), key=int, default="")

    def publish(self) -> None:
        """Count a generation on; what was written is visible already."""
        if self._changed:
            following = int(self.generation or 0) + 1
            node = iri(CONTROL)
            self.update(
                f"DELETE WHERE {{ GRAPH {node} {{ {node} {iri(_VERSION_INFO)} ?n }} }} ;\n"
                f'INSERT DATA {{ GRAPH {node} {{ {node} {iri(_VERSION_INFO)} "{following}" }} }}',
                None,
            )
            self._changed = False

    def close(self) -> None:
        """Nothing is open."""

    def query(self, text: str, dataset: Dataset, prefixes: Mapping[str, str], base: str | None) -> Found:
        """Answer a query.

        Raises:
            InputError: it cannot be read.
            StoreError: the server does not answer.
        """
        text = _declared(text, prefixes, base)
        found = tokens(text)
        form = next((token.text.upper() for token in found if token.says("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")), "")
        default = dataset.default
        if not dataset and not names_dataset(found):
            default = () if uses_graph(found) else (UNION,)
            text = query_over(text, UNION) if uses_graph(found) else text
        if form in ("CONSTRUCT", "DESCRIBE"):
            return _Triples(self._server.query(text, NTRIPLES, default, dataset.named))
        return _solutions(self._server.query(text, JSON, default, dataset.named, is_ask=form == "ASK"))

    def update(self, text: str, base: str | None) -> None:
        """Run an update.

        Raises:
            InputError: it cannot be read, or cannot be done.
        """
        self._changed = True
        self._server.update(_declared(text, {}, base))

    def triples(self, graph: str | None) -> Iterator[ox.Triple]:
        """The triples of a named graph, or of the union."""
        answer = self._server.query(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH {iri(graph or UNION)} {{ ?s ?p ?o }} }}", NTRIPLES)
        return _parsed(answer)

    def dump(self, graph: str | None, form: ResultFormat, output: IO[bytes]) -> None:
        """Write the triples of a named graph, or of the union."""
        ox.serialize(self.triples(graph), output, format=TRIPLES[form])

    def names(self) -> Iterator[str]:
        """The IRIs of the named graphs, without those of the union, of the store and of the server itself."""
        rows = self._rows("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")
        return (name for row in rows if not (name := text_of(row["g"])).startswith((UNION, CONTROL, *_NOT_OURS)))

    def has(self, graph: str) -> bool:
        """Whether a named graph holds a triple."""
        return self._holds(f"GRAPH {iri(graph)} {{ ?s ?p ?o }}")

    def create(self, graph: str) -> None:
        """Servers need not keep empty graphs, so there is nothing to do."""

    def missing(self, triples: Collection[ox.Triple]) -> list[ox.Triple]:
        """All of them: to add them again costs less than to look."""
        return list(triples)

    def elsewhere(self, triples: Collection[ox.Triple], graph: str) -> set[ox.Triple]:
        """Those of some triples that another graph brings to the union."""
        listed = sorted(triples, key=str)
        found: set[ox.Triple] = set()
        for start in range(0, len(listed), _ASKED):
            asked = listed[start : start + _ASKED]
            rows = self._rows(f"SELECT ?i {{ {' UNION '.join(_held(place, one, graph) for place, one in enumerate(asked))} }}")
            found |= {asked[int(text_of(row["i"]))] for row in rows}
        return found

    def change(self, remove: list[ox.Quad], add: list[ox.Quad]) -> None:
        """Remove and add, the union first; very many triples are added as whole graphs."""
        if not remove and not add:
            return
        _refuse_blank([*remove, *add])
        self._changed = True
        bulk = len(add) > _BULK and self._server.takes_graphs
        for graph, quads in _by_graph(add) if bulk else ():
            self._server.post(graph, "".join(f"{_line(quad)}\n" for quad in quads))
        removed, added = list(_operations("DELETE", remove)), [] if bulk else list(_operations("INSERT", add))
        union = f"GRAPH {iri(UNION)} "
        operations = sorted([*removed, *added], key=lambda one: union not in one)
        if operations:
            self._server.update(" ;\n".join(operations))

    def load(self, graphs: Iterable[tuple[str, Iterable[str]]]) -> None:
        """Load named graphs and their union; a load that is cut off is finished by putting the graphs one by one."""
        batch: list[str] = []
        self._changed = True
        for name, lines in graphs:
            several = list(lines)
            self._put(name, several)
            batch += several
            if len(batch) > _BATCH:
                self._post(batch)
                batch = []
        self._post(batch)

    def is_empty(self) -> bool:
        """Whether the union holds nothing."""
        return not self.has(UNION)

    def _put(self, graph: str, lines: list[str]) -> None:
        if self._server.takes_graphs:
            self._server.put(graph, "\n".join([*lines, ""]))
        else:
            self._server.update(" ;\n".join([f"DROP SILENT GRAPH {iri(graph)}", *_inserting(graph, lines)]))

    def _post(self, lines: list[str]) -> None:
        if lines and self._server.takes_graphs:
            self._server.post(UNION, "\n".join([*lines, ""]))
        elif lines:
            self._server.update(" ;\n".join(_inserting(UNION, lines)))

    def _holds(self, pattern: str) -> bool:
        return bool(self._rows(f"SELECT (1 AS ?yes) {{ {pattern} }} LIMIT 1"))

    def _rows(self, query: str) -> list[ox.QuerySolution]:
        found = _solutions(self._server.query(query, JSON))
        return list(found) if isinstance(found, ox.QuerySolutions) else []


class _Triples:
    """The triples of an answer that is still being read."""

    def __init__(self, answer: IO[bytes]) -> None:
        self._answer = answer

    def serialize(self, output: IO[bytes] | None = None, format: ox.RdfFormat | None = None) -> bytes | None:  # noqa: A002
        """Write them to a file, or give them as bytes."""
        return ox.serialize(_parsed(self._answer), output, format=format)


def _parsed(answer: IO[bytes]) -> Iterator[ox.Triple]:
    with answer:
        yield from (triple_of(quad) for quad in ox.parse(answer, format=ox.RdfFormat.N_TRIPLES))


def _solutions(answer: IO[bytes]) -> ox.QuerySolutions | ox.QueryBoolean:
    try:
        return ox.parse_query_results(answer, format=ox.QueryResultsFormat.JSON)
    except (SyntaxError, ValueError) as error:
        raise StoreError(f"the answer of the SPARQL server cannot be read: {error}") from error


def _declared(text: str, prefixes: Mapping[str, str], base: str | None) -> str:
    """A text with a base and prefixes before it."""
    lines = [f"BASE {iri(base)}"] if base else []
    return "\n".join([*lines, *(f"PREFIX {name}: {iri(value)}" for name, value in prefixes.items()), text])


def _held(place: int, triple: ox.Triple, graph: str) -> str:
    """A pattern with the place of a triple as `?i` if another graph brings it to the union."""
    shown = f"{{ GRAPH {iri(UNION)} {{ ?g a {iri(ARTICLE_VERSION)} }} }}"
    pattern = f"GRAPH ?g {{ {triple.subject} {triple.predicate} {triple.object} }} FILTER(?g != {iri(graph)} && ?g != {iri(UNION)})"
    added = f"GRAPH {iri(ADDED)} {{ {triple.subject} {triple.predicate} {triple.object} }}"
    own = "" if graph == ADDED else f" UNION {{ SELECT ({place} AS ?i) {{ {added} }} LIMIT 1 }}"
    return f"{{ SELECT ({place} AS ?i) {{ {pattern} {shown} }} LIMIT 1 }}{own}"


def _operations(verb: str, quads: list[ox.Quad]) -> Iterator[str]:
    for graph, several in _by_graph(quads):
        for start in range(0, len(several), _STATEMENTS):
            lines = "\n".join(_line(quad) for quad in several[start : start + _STATEMENTS])
            yield f"{verb} DATA {{ GRAPH {iri(graph)} {{\n{lines}\n}} }}"


def _inserting(graph: str, lines: list[str]) -> Iterator[str]:
    for start in range(0, len(lines), _STATEMENTS):
        several = "\n".join(lines[start : start + _STATEMENTS])
        yield f"INSERT DATA {{ GRAPH {iri(graph)} {{\n{several}\n}} }}"


def _by_graph(quads: list[ox.Quad]) -> list[tuple[str, list[ox.Quad]]]:
    ordered = sorted(quads, key=_graph)
    return [(graph, list(several)) for graph, several in groupby(ordered, key=_graph)]


def _graph(quad: ox.Quad) -> str:
    return quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else UNION


def _line(quad: ox.Quad) -> str:
    return f"{quad.subject} {quad.predicate} {quad.object} ."


def _refuse_blank(quads: list[ox.Quad]) -> None:
    if any(isinstance(node, ox.BlankNode) for quad in quads for node in (quad.subject, quad.object)):
        raise InputError("a store on a server takes no blank nodes: give every node an IRI")
