"""The formats of answers and bodies, by media type, in the service's order of preference."""

from __future__ import annotations

from api.accept import best
from api.errors import ProblemError
from kg.store import ResultFormat

SOLUTIONS = {
    "application/sparql-results+json": ResultFormat.JSON,
    "application/json": ResultFormat.JSON,
    "application/sparql-results+xml": ResultFormat.XML,
    "application/xml": ResultFormat.XML,
    "text/csv": ResultFormat.CSV,
    "text/tab-separated-values": ResultFormat.TSV,
}
TRIPLES = {
    "text/turtle": ResultFormat.TURTLE,
    "application/n-triples": ResultFormat.NTRIPLES,
    "application/rdf+xml": ResultFormat.RDFXML,
    "application/ld+json": ResultFormat.JSONLD,
    "application/trig": ResultFormat.TRIG,
    "application/n-quads": ResultFormat.NQUADS,
}
BODIES = {media: TRIPLES[media] for media in ("text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json")}


def accepted_triples(accept: str) -> ResultFormat:
    """The format for triples that an Accept header likes best.

    Raises:
        ProblemError: it likes none of them (406).
    """
    found = best(accept or "*/*", TRIPLES)
    if found is None:
        raise ProblemError(406, f"triples come as one of {', '.join(TRIPLES)}")
    return found


def label(form: ResultFormat, accept: str) -> str:
    """The media type to answer with: the general name of JSON or XML where only that was asked for."""
    short = {ResultFormat.JSON: "application/json", ResultFormat.XML: "application/xml"}.get(form)
    return short if short and short in accept and form.value not in accept else form.value


def media_type(header: str) -> str:
    """The media type of a Content-Type header, without its parameters.

    Raises:
        ProblemError: the parameters name an encoding other than UTF-8 (415).
    """
    media, *parameters = (part.strip().lower() for part in header.split(";"))
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "charset" and value.strip(' "') not in ("utf-8", "utf8", "us-ascii"):
            raise ProblemError(415, f"send the body as UTF-8, not as {value}")
    return media


def decoded(body: bytes) -> str:
    """A body as text.

    Raises:
        ProblemError: it is no UTF-8 (400).
    """
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ProblemError(400, f"the body is no UTF-8: {error}") from error
