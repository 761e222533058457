"""The SPARQL 1.1 Graph Store HTTP Protocol: whole graphs, read and written by name."""

from __future__ import annotations

import hashlib
from email import message_from_bytes
from email.message import Message
from typing import Annotated
from urllib.parse import parse_qs

from fastapi import APIRouter, Depends, Request, Response

from api.answers import answered, attended, etag, unchanged
from api.deps import Workers, shelf, writable
from api.errors import ProblemError
from api.formats import BODIES, accepted_triples, decoded, media_type
from api.manual import GRAPHS, STORED
from kg.added import DEFAULT
from kg.store import current_generation

router = APIRouter(tags=["graph store"])
_UPDATE = "application/sparql-update"
_MULTIPART = "multipart/form-data"
_PATHS = ("/rdf-graph-store", "/rdf-graph-store/{name:path}")
Part = tuple[str, bytes]
"""The name of a format, and a document in it."""


def graph_name(request: Request) -> str | None:
    """The graph that a request is about: `?graph=IRI`, `?default`, or its own address; None where it names none.

    Raises:
        ProblemError: it names several.
    """
    parameters = parse_qs(request.url.query, keep_blank_values=True)
    if not request.path_params.get("name"):
        named = [*parameters.get("graph", []), *(DEFAULT for _ in parameters.get("default", []))]
        if len(named) > 1 or "" in parameters.get("graph", []):
            raise ProblemError(400, "give one graph: ?graph=IRI, or ?default")
        return named[0] if named else None
    if parameters:
        raise ProblemError(400, "a graph that is named by its address takes no ?graph and no ?default")
    return str(request.url.replace(query="", fragment=""))


def required(request: Request) -> str:
    """The graph that a request is about.

    Raises:
        ProblemError: it names none, or several.
    """
    found = graph_name(request)
    if found is None:
        raise ProblemError(400, "name a graph: ?graph=IRI, ?default, or an address below /rdf-graph-store/")
    return found


Graph = Annotated[str, Depends(required)]


@router.get(_PATHS[0], responses=GRAPHS, response_class=Response)
@router.get(_PATHS[1], include_in_schema=False)
async def read_graph(request: Request, graph: Graph, pool: Workers) -> Response:
    """All triples of a graph: `?graph=IRI`, or `?default`, or the graph that has this address as its name.

    It comes as Turtle, N-Triples, RDF/XML, JSON-LD, TriG or N-Quads, by Accept; 404 where there is none. The default graph is
    what plain queries see: the union of the graphs of current articles and of what people wrote. The latter alone is
    the graph `https://w3id.org/newskg/graph/default`. The limit of time holds, that of rows does not.
    """
    return await _read(request, graph, pool)


@router.head(_PATHS[0], responses=GRAPHS, response_class=Response)
@router.head(_PATHS[1], include_in_schema=False)
async def probe_graph(request: Request, graph: Graph, pool: Workers) -> Response:
    """Whether there is a graph, and in what format it would come."""
    return await _read(request, graph, pool)


@router.put(_PATHS[0], dependencies=[Depends(writable)], responses=STORED, response_class=Response)
@router.put(_PATHS[1], include_in_schema=False, dependencies=[Depends(writable)])
async def replace_graph(request: Request, graph: Graph, pool: Workers) -> Response:
    """Make a graph hold the triples of the body and no others; needs the token.

    The body is Turtle, N-Triples, RDF/XML or JSON-LD. 201 for a new graph, 204 for one that was there. `?default` replaces
    what people wrote to the default graph; what articles state stays. The graph of an article is refused with 403.
    """
    return await _write(request, graph, pool, "PUT")


@router.post(_PATHS[0], dependencies=[Depends(writable)], responses=STORED, response_class=Response)
@router.post(_PATHS[1], include_in_schema=False, dependencies=[Depends(writable)])
async def extend_graph(request: Request, pool: Workers) -> Response:
    """Add the triples of the body to a graph, which need not be there yet; needs the token.

    Several documents may come as `multipart/form-data`. Without a graph in the address a new one is made, and named in
    `Location`.
    """
    graph = graph_name(request)
    if graph is not None:
        return await _write(request, graph, pool, "POST")
    digest = hashlib.sha256(current_generation(shelf(request).settings.graph).encode() + await request.body()).hexdigest()[:16]
    made = f"{str(request.url.replace(query='', fragment='')).rstrip('/')}/{digest}"
    answer = await _write(request, made, pool, "POST")
    answer.headers["Location"] = made
    return answer


@router.delete(_PATHS[0], dependencies=[Depends(writable)], responses=STORED, response_class=Response)
@router.delete(_PATHS[1], include_in_schema=False, dependencies=[Depends(writable)])
async def delete_graph(graph: Graph, pool: Workers) -> Response:
    """Delete a graph; needs the token. `?default` takes away what people wrote, and nothing that an article states."""
    done = await pool.write({"do": "write", "method": "DELETE", "graph": graph, "parts": [], "base": graph})
    return Response(status_code=204, headers={"ETag": etag(done["generation"])})


@router.patch(_PATHS[0], dependencies=[Depends(writable)], responses=STORED, response_class=Response)
@router.patch(_PATHS[1], include_in_schema=False, dependencies=[Depends(writable)])
async def patch_graph(request: Request, graph: Graph, pool: Workers) -> Response:
    """Change a graph by a SPARQL update (`application/sparql-update`) that sees and writes this graph alone; needs the token.

    It may hold INSERT and DELETE, without GRAPH, WITH and USING.
    """
    media = media_type(request.headers.get("content-type", ""))
    if media != _UPDATE:
        raise ProblemError(415, f"send a change as {_UPDATE}, not as {media or 'nothing named'}")
    text = decoded(await request.body())
    base = str(request.url.replace(query="", fragment=""))
    done = await pool.write({"do": "update", "only": graph, "default": [], "named": [], "base": base}, text.encode())
    return Response(status_code=201 if done["created"] else 204, headers={"ETag": etag(done["generation"])})


async def _read(request: Request, graph: str, pool: Workers) -> Response:
    settings = shelf(request).settings
    form = accepted_triples(request.headers.get("accept", "*/*"))
    if same := unchanged(request, settings, form.value):
        return same
    reply = await attended(request, pool, {"do": "dump", "graph": graph, "format": form, "probe": request.method == "HEAD"})
    return answered(reply, form.value, form.value)


async def _write(request: Request, graph: str, pool: Workers, method: str) -> Response:
    parts = _parts(request.headers.get("content-type", ""), await request.body())
    base = graph if graph != DEFAULT else str(request.url.replace(query="", fragment=""))
    told = {"do": "write", "method": method, "graph": graph, "base": base, "parts": [(form, len(data)) for form, data in parts]}
    done = await pool.write(told, b"".join(data for _, data in parts))
    return Response(status_code=201 if done["created"] else 204, headers={"ETag": etag(done["generation"])})


def _parts(content_type: str, body: bytes) -> list[Part]:
    """The documents of a body."""
    if media_type(content_type) != _MULTIPART:
        return [_part(content_type, body)]
    whole = message_from_bytes(b"Content-Type: " + content_type.encode("latin-1") + b"\r\n\r\n" + body)
    if not whole.is_multipart():
        raise ProblemError(400, "the body is no multipart/form-data: its boundary is missing")
    return [_part(piece.get("Content-Type", ""), _content(piece)) for piece in whole.walk() if not piece.is_multipart()]


def _content(piece: Message) -> bytes:
    data = piece.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _part(content_type: str, data: bytes) -> Part:
    media = media_type(content_type)
    if media not in BODIES:
        raise ProblemError(415, f"send triples as one of {', '.join(BODIES)}, not as {media or 'nothing named'}")
    return BODIES[media].value, data
