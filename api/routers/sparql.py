"""The query operation of the SPARQL 1.1 Protocol, and the named queries."""

from __future__ import annotations

from typing import Protocol
from urllib.parse import parse_qs

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import PlainTextResponse

from api.accept import best
from api.deps import CurrentStore
from api.errors import ProblemError
from kg import query as queries
from kg.sparql import refuse_service
from kg.store import Dataset, ResultFormat, Store

router = APIRouter(tags=["sparql"])

_SOLUTIONS = {
    "application/sparql-results+json": ResultFormat.JSON,
    "application/json": ResultFormat.JSON,
    "application/sparql-results+xml": ResultFormat.XML,
    "application/xml": ResultFormat.XML,
    "text/csv": ResultFormat.CSV,
    "text/tab-separated-values": ResultFormat.TSV,
}
_TRIPLES = {
    "text/turtle": ResultFormat.TURTLE,
    "application/n-triples": ResultFormat.NTRIPLES,
    "application/rdf+xml": ResultFormat.RDFXML,
}
_FORM = "application/x-www-form-urlencoded"
_PLAIN = "application/sparql-query"


@router.get("/sparql")
async def sparql_get(request: Request, store: CurrentStore) -> Response:
    """A SPARQL query, as the parameter `query`; `default-graph-uri` and `named-graph-uri` choose the dataset.

    Answers SELECT and ASK as JSON, XML, CSV or TSV, CONSTRUCT and DESCRIBE as Turtle, N-Triples or RDF/XML, by Accept.
    """
    return await _answer(request, store, request.query_params.getlist("query"), _dataset(request.query_params))


@router.post("/sparql")
async def sparql_post(request: Request, store: CurrentStore) -> Response:
    """A SPARQL query as a form (`query=...`) or as the body itself (`application/sparql-query`)."""
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media == _PLAIN:
        return await _answer(request, store, [_decoded(await request.body())], _dataset(request.query_params))
    if media != _FORM:
        raise ProblemError(415, f"send a query as {_FORM} or {_PLAIN}, not as {media or 'nothing named'}")
    form = _form(await request.body())
    return await _answer(request, store, form.getlist("query"), _dataset(form))


@router.get("/queries")
def names() -> tuple[str, ...]:
    """The names of the queries that the look-ups are made of."""
    return queries.query_names()


@router.get("/queries/{name}", response_class=PlainTextResponse)
def query_text(name: str) -> str:
    """The SPARQL text of a named query, ready to run."""
    return queries.text_of(name)


class Parameters(Protocol):
    """Parameters that may come several times."""

    def getlist(self, key: str) -> list[str]:
        """All values of a parameter."""
        ...


class _Form:
    def __init__(self, values: dict[str, list[str]]) -> None:
        self._values = values

    def getlist(self, key: str) -> list[str]:
        return self._values.get(key, [])


async def _answer(request: Request, store: Store, texts: list[str], dataset: Dataset) -> Response:
    if len(texts) != 1:
        raise ProblemError(400, "give exactly one query")
    accept = request.headers.get("accept", "*/*")
    solutions, triples = best(accept, _SOLUTIONS), best(accept, _TRIPLES)
    if solutions is None and triples is None:
        raise ProblemError(406, f"an answer comes as one of {', '.join([*_SOLUTIONS, *_TRIPLES])}")
    refuse_service(texts[0])
    data, used = await run_in_threadpool(store.serialize, texts[0], solutions, triples, dataset)
    return Response(data, media_type=_labelled(used, accept))


def _labelled(used: ResultFormat, accept: str) -> str:
    """The media type to answer with: the general name of JSON or XML where only that was asked for."""
    short = {ResultFormat.JSON: "application/json", ResultFormat.XML: "application/xml"}.get(used)
    return short if short and short in accept and used.value not in accept else used.value


def _dataset(parameters: Parameters) -> Dataset:
    return Dataset(tuple(parameters.getlist("default-graph-uri")), tuple(parameters.getlist("named-graph-uri")))


def _form(body: bytes) -> Parameters:
    return _Form(parse_qs(_decoded(body), keep_blank_values=True, strict_parsing=False))


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ProblemError(400, f"the body is no UTF-8: {error}") from error
