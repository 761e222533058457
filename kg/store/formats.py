"""The formats of answers and documents, and terms and documents turned from one form to another by the engine's parsers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import IO, Protocol

import pyoxigraph as ox

from kg.errors import InputError

ADDED = "https://w3id.org/newskg/graph/default"
"""The named graph of what people, and not articles, add to the default graph."""
Row = dict[str, str]
"""One solution: variable names to the text of IRIs and literals; unbound variables are left out."""


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


class RdfFormat(StrEnum):
    """The formats of documents that hold the whole graph."""

    TURTLE = "turtle"
    TRIG = "trig"
    JSON_LD = "jsonld"


SOLUTIONS = {
    ResultFormat.JSON: ox.QueryResultsFormat.JSON,
    ResultFormat.XML: ox.QueryResultsFormat.XML,
    ResultFormat.CSV: ox.QueryResultsFormat.CSV,
    ResultFormat.TSV: ox.QueryResultsFormat.TSV,
}
TRIPLES = {
    ResultFormat.TURTLE: ox.RdfFormat.TURTLE,
    ResultFormat.NTRIPLES: ox.RdfFormat.N_TRIPLES,
    ResultFormat.RDFXML: ox.RdfFormat.RDF_XML,
    ResultFormat.JSONLD: ox.RdfFormat.JSON_LD,
    ResultFormat.TRIG: ox.RdfFormat.TRIG,
    ResultFormat.NQUADS: ox.RdfFormat.N_QUADS,
}
DOCUMENTS = {
    RdfFormat.TURTLE: ox.RdfFormat.TURTLE,
    RdfFormat.TRIG: ox.RdfFormat.TRIG,
    RdfFormat.JSON_LD: ox.RdfFormat.JSON_LD,
}


@dataclass(frozen=True, slots=True)
class Term:
    """One value of a solution: its text and, of a literal, the IRI of its datatype."""

    text: str
    datatype: str | None


@dataclass(frozen=True, slots=True)
class Dataset:
    """The graphs that a query asks, by IRI (SPARQL 1.1 Protocol, section 2.1.4); none named means the store's own."""

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.default or self.named)


class Triples(Protocol):
    """The triples that a CONSTRUCT or DESCRIBE gives."""

    def serialize(self, output: IO[bytes] | None = None, format: ox.RdfFormat | None = None) -> bytes | None:  # noqa: A002
        """Write them to a file, or give them as bytes."""


Found = ox.QuerySolutions | ox.QueryBoolean | Triples
"""What a backend finds: solutions, a truth value, or triples."""


class Answer:
    """The answer of a query that is under way; it must be written in the thread that asked."""

    def __init__(self, found: Found) -> None:
        self._found = found

    @property
    def is_graph(self) -> bool:
        """Whether it is triples (CONSTRUCT, DESCRIBE) and not solutions or a truth value."""
        return not isinstance(self._found, ox.QuerySolutions | ox.QueryBoolean)

    @property
    def is_truth(self) -> bool:
        """Whether it is the truth value of an ASK."""
        return isinstance(self._found, ox.QueryBoolean)

    def write(self, output: IO[bytes], form: ResultFormat) -> None:
        """Write it in one of the formats for its kind."""
        if isinstance(self._found, ox.QuerySolutions | ox.QueryBoolean):
            self._found.serialize(output, format=SOLUTIONS[form])
        else:
            self._found.serialize(output, format=TRIPLES[form])


def parsed(data: bytes, form: ResultFormat, base: str) -> Iterator[str]:
    """The N-Triples lines of a document, its blank nodes renamed so that they meet no others.

    Raises:
        InputError: it cannot be parsed.
    """
    try:
        for quad in ox.parse(data, format=TRIPLES[form], base_iri=base, without_named_graphs=True, rename_blank_nodes=True):
            yield f"{quad.subject} {quad.predicate} {quad.object} ."
    except (SyntaxError, ValueError) as error:
        raise InputError(f"the body is no {form}: {error}") from error


def translated(turtle: bytes, form: ResultFormat, base: str, prefixes: Mapping[str, str]) -> bytes:
    """A Turtle document in another format."""
    triples = [triple_of(quad) for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE, base_iri=base)]
    return ox.serialize(triples, format=TRIPLES[form], prefixes=dict(prefixes)) or b""


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
    return tuple(text_of(solution["i"]) for solution in found)


def text_of(term: object) -> str:
    """The text of a term: an IRI without brackets, the words of a literal."""
    return str(getattr(term, "value", term))


def triple_of(quad: ox.Quad) -> ox.Triple:
    """A quad without its graph."""
    return ox.Triple(quad.subject, quad.predicate, quad.object)
