"""Check a graph against the shapes of the ontology, `ontology/shapes.ttl` (SHACL Core and one SPARQL constraint).

In comes a graph as Turtle or N-Triples, out go its violations, sorted. The ontology and the PLOVER scheme are read with
the data, so that the shapes of a class hold for its subclasses; nothing is inferred.

Time and memory grow with the number of nodes, about a thousand of them a second; so a large store is checked graph by
graph, with `validate_graphs`.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Final

from pyshacl import validate as check
from rdflib import Graph
from rdflib.namespace import SH
from rdflib.term import BNode, Literal, Node

from kg.errors import InputError, OntologyError
from kg.ntriples import iri
from kg.settings import data_folder
from kg.vocabulary import ACTOR, HAS_EVIDENCE, ISSUE, OFFICE, PLACE, PUBLISHER, RDF_TYPE

_ONTOLOGY: Final = ("newskg.ttl", "plover.ttl")
_SHAPES: Final = "shapes.ttl"
_TURTLE: Final = "ox-turtle"
_ENTITY_TYPES: Final = tuple(f" {iri(RDF_TYPE)} {iri(name)} ." for name in (ACTOR, PLACE, OFFICE, ISSUE, PUBLISHER))
_MENTIONED: Final = iri(HAS_EVIDENCE)


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One thing that is wrong.

    Attributes:
        focus: IRI of the node that is wrong.
        path: IRI of the property that is wrong, or empty where it is the node itself or a path of several properties.
        message: what is wrong and what to do.
        value: the value that is wrong, or empty where one is missing.
        shape: IRI of the shape that says so.
    """

    focus: str
    path: str
    message: str
    value: str
    shape: str


def validate(data: bytes | str | Iterable[str]) -> tuple[Violation, ...]:
    """The violations of a graph, given as Turtle or as N-Triples, whole or line by line.

    Raises:
        InputError: it cannot be parsed.
        OntologyError: the ontology or the shapes are missing or broken.
    """
    graph = _graph(data)
    for statement in _ontology():
        graph.add(statement)
    _, report, _ = check(graph, shacl_graph=_shapes(), inference="none", inplace=True)
    results = {result for _, result in report.subject_objects(SH.result)}
    return tuple(sorted({_violation(report, result) for result in results}))


def validate_graphs(graphs: Iterable[Iterable[str]]) -> tuple[Violation, ...]:
    """The violations of many article graphs, given as lines of N-Triples: first of each, then of the entities they share.

    Two labels of one entity, or two places within each other, only show in the union. It is small without the evidence
    and the facts, whose IRIs already hold what they may have only once.
    """
    found: set[Violation] = set()
    shared: set[str] = set()
    for graph in graphs:
        lines = tuple(graph)
        found.update(validate(lines))
        shared.update(_about_entities(lines))
    return tuple(sorted(found.union(validate(shared))))


def _about_entities(lines: tuple[str, ...]) -> Iterator[str]:
    entities = {line.partition(" ")[0] for line in lines if line.endswith(_ENTITY_TYPES)}
    return (line for line in lines if line.partition(" ")[0] in entities and line.split(" ", 2)[1] != _MENTIONED)


def _graph(data: bytes | str | Iterable[str]) -> Graph:
    """The parsed graph, where a literal that does not fit its datatype is a plain one: pySHACL cannot compare it."""
    whole = data if isinstance(data, bytes | str) else "\n".join(data)
    try:
        with _quiet("rdflib.term"):
            graph = Graph().parse(data=whole, format=_TURTLE)
    except (SyntaxError, UnicodeError) as error:
        raise InputError(f"the graph is no Turtle or N-Triples: {error}") from error
    for subject, predicate, node in list(graph):
        if isinstance(node, Literal) and node.ill_typed:
            graph.remove((subject, predicate, node))
            graph.add((subject, predicate, Literal(str(node))))
    return graph


@contextmanager
def _quiet(name: str) -> Iterator[None]:
    """Without the warnings of a logger, which would print a traceback for each literal that the shapes then report."""
    logger = logging.getLogger(name)
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(level)


@cache
def _ontology() -> Graph:
    graph = Graph()
    for name in _ONTOLOGY:
        _read(name, graph)
    return graph


@cache
def _shapes() -> Graph:
    return _read(_SHAPES, Graph())


def _read(name: str, graph: Graph) -> Graph:
    path = data_folder("ontology") / name
    try:
        return graph.parse(path, format=_TURTLE)
    except (OSError, SyntaxError) as error:
        raise OntologyError(f"{path}: {error}") from error


def _violation(report: Graph, result: Node) -> Violation:
    parts = (SH.focusNode, SH.resultPath, SH.resultMessage, SH.value, SH.sourceShape)
    return Violation(*(_text(report.value(result, part, any=True)) for part in parts))


def _text(node: Node | None) -> str:
    """The IRI or literal as it stands; a blank node has no name that is the same in two runs."""
    return str(node) if node is not None and not isinstance(node, BNode) else ""
