"""The SPARQL 1.1 Protocol: queries, updates, and the service's description of itself; and the named queries."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import parse_qs

from fastapi import APIRouter, Request, Response

from api.accept import best
from api.answers import answered, attended, etag, unchanged
from api.deps import Workers, shelf, writable
from api.errors import ProblemError
from api.formats import SOLUTIONS, TRIPLES, accepted_triples, decoded, label, media_type
from api.kept import LASTING
from api.manual import RESULTS
from api.routers import editor
from api.routers.description import service_description
from kg.store import ResultFormat

_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            "application/x-www-form-urlencoded": {
                "schema": {"type": "object", "properties": {"query": {"type": "string"}, "update": {"type": "string"}}}
            },
            "application/sparql-query": {"schema": {"type": "string"}},
            "application/sparql-update": {"schema": {"type": "string"}},
        },
    }
}
router = APIRouter(tags=["sparql"])
Parameters = Mapping[str, list[str]]

_FORM = "application/x-www-form-urlencoded"
_QUERY = "application/sparql-query"
_UPDATE = "application/sparql-update"
_LONGEST = 4 << 20
_USING = ("using-graph-uri", "using-named-graph-uri")
_BESIDE = ("default-graph-uri", "named-graph-uri")


@router.get("/sparql/", include_in_schema=False)
@router.get("/sparql", responses=RESULTS, response_class=Response)
async def sparql_get(request: Request, pool: Workers) -> Response:
    """A SPARQL query, as the parameter `query`; without one, the description of the service as RDF.

    `default-graph-uri` and `named-graph-uri` choose the dataset. Without them the default graph is the union of the graphs
    of all current articles and of what people wrote to it, each triple once; every version of an article has a named
    graph. Relative IRIs are resolved against the address of the service.

    A browser gets a page to write queries on. `format=csv` (`json`, `xml`, `tsv`, `ttl`) stands for the Accept header in links.
    Such CSV is made to be opened: cells that a spreadsheet would take for formulas begin with an apostrophe. With Accept it is as the
    standard has it.

    SELECT and ASK come as JSON, XML, CSV or TSV; CONSTRUCT and DESCRIBE as Turtle, N-Triples, RDF/XML, JSON-LD, TriG or
    N-Quads, by Accept. `ETag` names the generation of the store: a request with `If-None-Match` gets 304 while nothing
    has changed.

    A query has limits of time, memory and rows, the time counted to the last byte. One that passes a limit before
    64 kB of its answer are there gets 503; after that the connection is broken off, so that no client takes a part
    for the whole. SERVICE is refused. Errors are problem documents (RFC 9457).
    """
    parameters = _parameters(request.scope["query_string"].decode("latin-1"))
    if "update" in parameters:
        raise ProblemError(400, "an update is sent with POST")
    if editor.is_wanted(request):
        return await editor.shown(request, pool)
    if "query" not in parameters:
        form = accepted_triples(request.headers.get("accept", "*/*"))
        return service_description(request, form)
    return await _queried(request, pool, _single(parameters, "query"), parameters)


@router.post("/sparql/", include_in_schema=False)
@router.post("/sparql", responses={**RESULTS, 204: {"description": "The update is done."}}, response_class=Response, openapi_extra=_BODY)
async def sparql_post(request: Request, pool: Workers) -> Response:
    """A SPARQL query or update, as a form (`query=` or `update=`) or as the body itself.

    The body is `application/sparql-query` or `application/sparql-update`; the parameters of the dataset then stay in the
    address. A query is answered as with GET.

    An update needs the token (`Authorization: Bearer ...`) and is answered with 204 when it is done, all or nothing.
    `using-graph-uri` and `using-named-graph-uri` choose what its patterns see. What it writes lives beside the articles
    and survives builds and retractions. A write to the default graph is seen by every plain query; it is kept in the graph
    `https://w3id.org/newskg/graph/default`, so that a deletion never takes away what an article states. The graphs of
    articles change only by articles: to name one is refused with 403, CLEAR ALL and DROP ALL leave them alone, and where
    a variable of a template stands for one nothing is written. LOAD and SERVICE are refused. While a build is at work
    the answer is 503 with `Retry-After`.
    """
    media = media_type(request.headers.get("content-type", ""))
    if media not in (_FORM, _QUERY, _UPDATE):
        raise ProblemError(415, f"send a query or update as {_FORM}, {_QUERY} or {_UPDATE}, not as {media or 'nothing named'}")
    text = decoded(await request.body())
    address = _parameters(request.scope["query_string"].decode("latin-1"))
    if media == _QUERY:
        return await _queried(request, pool, text, address)
    if media == _UPDATE:
        return await _updated(request, pool, text, address)
    form = _parameters(text)
    if ("query" in form) == ("update" in form):
        raise ProblemError(400, "give exactly one query or one update")
    both = {name: [*form.get(name, []), *address.get(name, [])] for name in {*form, *address}}
    if "update" in form:
        return await _updated(request, pool, _single(form, "update"), both)
    return await _queried(request, pool, _single(form, "query"), both)


async def _queried(request: Request, pool: Workers, text: str, parameters: Parameters) -> Response:
    settings = shelf(request).settings
    accept = editor.accepted(request)
    solutions, triples = _formats(accept)
    if solutions is None and triples is None:
        raise ProblemError(406, f"an answer comes as one of {', '.join([*SOLUTIONS, *TRIPLES])}")
    if len(text) > _LONGEST:
        raise ProblemError(413, f"a query has at most {_LONGEST} characters")
    for_people = "format" in request.query_params
    form = f"{'safe.' if for_people else ''}{solutions and solutions.name}.{triples and triples.name}".lower()
    if request.method == "GET" and (same := unchanged(request, settings, form)):
        return same
    asked = {
        "do": "query",
        "solutions": solutions,
        "triples": triples,
        "rows": settings.query_rows,
        **_dataset(request, parameters, _BESIDE),
    }
    reply = await attended(request, pool, asked, text.encode())
    if reply.is_lasting:
        request.scope[LASTING] = reply.generation
    return answered(reply, label(reply.format, accept), form, for_people=for_people)


async def _updated(request: Request, pool: Workers, text: str, parameters: Parameters) -> Response:
    writable(request)
    done = await pool.write({"do": "update", "only": None, **_dataset(request, parameters, _USING)}, text.encode())
    return Response(status_code=204, headers={"ETag": etag(done["generation"])})


@lru_cache(maxsize=256)
def _formats(accept: str) -> tuple[ResultFormat | None, ResultFormat | None]:
    """The formats for solutions and for triples that an Accept header likes best."""
    return best(accept, SOLUTIONS), best(accept, TRIPLES)


def _dataset(request: Request, parameters: Parameters, names: tuple[str, str]) -> dict[str, object]:
    default, named = (parameters.get(name, []) for name in names)
    return {"default": default, "named": named, "base": _address(request)}


def _address(request: Request) -> str:
    """The address of the request without its query."""
    scope, host = request.scope, request.headers.get("host")
    if host is None:
        return str(request.url).partition("?")[0]
    return f"{scope['scheme']}://{host}{scope.get('root_path', '')}{scope['path']}"


def _single(parameters: Parameters, name: str) -> str:
    found = parameters[name]
    if len(found) != 1:
        raise ProblemError(400, f"give exactly one {name}")
    return found[0]


def _parameters(text: str) -> Parameters:
    if not text:
        return {}
    try:
        return parse_qs(text, keep_blank_values=True, errors="strict")
    except ValueError as error:
        raise ProblemError(400, f"the parameters are no UTF-8, or too many: {error}") from error
