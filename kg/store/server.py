"""HTTP to a SPARQL 1.1 server: which of its addresses takes queries, updates and whole graphs, and the requests themselves.

Servers lay these out differently; the layouts are tried in order, once, by asking. An address may carry `user:password@`, which is
sent as Basic, or as Digest where the server wants that.
"""

from __future__ import annotations

import http.client
import io
import json
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import IO, Final
from urllib.parse import unquote, urlencode, urlsplit, urlunsplit

from kg.errors import InputError, StoreError
from kg.store import virtuoso

_SECONDS: Final = 600.0
_PROBE: Final = "https://w3id.org/newskg/graph/probe"
_TOLD: Final = 500
"""Characters of a server's error that are passed on."""
JSON, NTRIPLES = "application/sparql-results+json", "application/n-triples"


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a server takes what, below its address; a name with a slash in front replaces the whole path.

    Attributes:
        query: queries.
        update: updates.
        graphs: whole graphs (Graph Store Protocol).
        parameter: what that protocol calls a graph there.
    """

    query: str
    update: str
    graphs: str
    parameter: str = "graph"


LAYOUTS: Final = (
    Layout("query", "update", "store"),  # Oxigraph
    Layout("sparql", "update", "data"),  # Fuseki
    Layout("sparql-auth", "sparql-auth", "/sparql-graph-crud-auth", "graph-uri"),  # Virtuoso, with a password
    Layout("sparql", "sparql", "/sparql-graph-crud", "graph-uri"),  # Virtuoso
    Layout("sparql", "sparql", "/rdf-graph-store"),  # newskg
    Layout("", "statements", "rdf-graphs/service"),  # RDF4J, GraphDB
    Layout("", "", "data"),  # an endpoint
)
_SEGMENTS = tuple(dict.fromkeys(layout.query for layout in LAYOUTS if layout.query))


class Server:
    """A SPARQL server by its address."""

    def __init__(self, address: str) -> None:
        """Take an address; nothing is sent yet."""
        parts = urlsplit(address)
        host = parts.netloc.rpartition("@")[2]
        path = parts.path.rstrip("/")
        self._named_query = path.rpartition("/")[2] in _SEGMENTS
        self._root = urlunsplit((parts.scheme, host, path.rpartition("/")[0] if self._named_query else path, "", ""))
        self.address = urlunsplit((parts.scheme, host, parts.path, "", ""))
        self._opener = _opener(self._root, unquote(parts.username or ""), unquote(parts.password or ""))

    def query(self, text: str, accept: str, default: Sequence[str] = (), named: Sequence[str] = (), *, is_ask: bool = False) -> IO[bytes]:
        """The answer of a query, to be read.

        Raises:
            InputError: the server does not take the query.
            StoreError: the server cannot be reached, or fails.
        """
        if not self._is_virtuoso:
            return self._query(self._queries, text, accept, default, named)
        with self._query(self._queries, virtuoso.sent(text), accept, default, named) as answer:
            data = virtuoso.received(answer.read())
        return io.BytesIO(virtuoso.truth(data) if is_ask else data)

    def update(self, text: str) -> None:
        """Run an update.

        Raises:
            InputError: the server does not take it.
            StoreError: the server cannot be reached, does not allow it, or fails.
        """
        for one in virtuoso.one_by_one(virtuoso.sent(text)) if self._is_virtuoso else (text,):
            self._update(self._updates, one)

    def put(self, graph: str, triples: str) -> None:
        """Make a graph hold these N-Triples and no others."""
        self._graph("PUT", graph, triples)

    def post(self, graph: str, triples: str) -> None:
        """Add these N-Triples to a graph."""
        self._graph("POST", graph, triples)

    @cached_property
    def _is_virtuoso(self) -> bool:
        """Whether it is Virtuoso, by its own word."""
        with self._query(self._queries, "ASK {}", JSON) as answer:
            return "Virtuoso" in str(getattr(answer, "headers", {}).get("Server", ""))

    @property
    def takes_graphs(self) -> bool:
        """Whether it takes whole graphs."""
        return self._graphs is not None

    @cached_property
    def _queries(self) -> str:
        """The address for queries: the first that answers one."""
        last: Exception = StoreError(f"{self.address} is no SPARQL server: none of its addresses answers a query")
        for address in dict.fromkeys(self._at(layout.query) for layout in LAYOUTS):
            try:
                with self._query(address, "ASK {}", JSON) as answer:
                    if "head" in json.load(answer):
                        return address
            except _UnreachableError as error:
                raise StoreError(str(error)) from error
            except (InputError, StoreError, ValueError) as error:
                last = error if isinstance(error, _ForbiddenError) else last
        raise StoreError(str(last)) from last

    @cached_property
    def _updates(self) -> str:
        """The address for updates: the first that takes one, of the layouts that take queries where this server does."""
        last: Exception = StoreError(f"{self.address} takes no updates")
        for layout in self._layouts():
            try:
                self._update(self._at(layout.update), f"INSERT DATA {{ GRAPH <{_PROBE}> {{ <{_PROBE}> <{_PROBE}> <{_PROBE}> }} }}")
            except (InputError, StoreError) as error:
                last = error if isinstance(error, _ForbiddenError) else last
            else:
                self._update(self._at(layout.update), f"DELETE DATA {{ GRAPH <{_PROBE}> {{ <{_PROBE}> <{_PROBE}> <{_PROBE}> }} }}")
                return self._at(layout.update)
        raise StoreError(f"{self.address} cannot be written to: {last}") from last

    @cached_property
    def _graphs(self) -> tuple[str, str] | None:
        """The address for whole graphs, and its parameter: the first that takes one."""
        for layout in self._layouts():
            at = self._at(layout.graphs), layout.parameter
            try:
                self._send_graph("PUT", at, _PROBE, f"<{_PROBE}> <{_PROBE}> <{_PROBE}> .\n".encode())
            except (InputError, StoreError):
                continue
            self.update(f"DROP SILENT GRAPH <{_PROBE}>")
            return at
        return None

    def _layouts(self) -> Iterator[Layout]:
        return (layout for layout in LAYOUTS if self._at(layout.query) == self._queries)

    def _at(self, name: str) -> str:
        if name.startswith("/"):
            parts = urlsplit(self._root)
            return urlunsplit((parts.scheme, parts.netloc, name, "", ""))
        return f"{self._root}/{name}" if name else self._root

    def _query(self, address: str, text: str, accept: str, default: Sequence[str] = (), named: Sequence[str] = ()) -> IO[bytes]:
        graphs = [("default-graph-uri", name) for name in default] + [("named-graph-uri", name) for name in named]
        body = urlencode([("query", text), *graphs]).encode()
        return self._ask("POST", address, body, {"Content-Type": "application/x-www-form-urlencoded", "Accept": accept})

    def _update(self, address: str, text: str) -> None:
        body = urlencode({"update": text}).encode()
        self._ask("POST", address, body, {"Content-Type": "application/x-www-form-urlencoded"}).close()

    def _graph(self, method: str, graph: str, triples: str) -> None:
        if self._graphs is None:
            raise StoreError(f"{self.address} takes no whole graphs")
        self._send_graph(method, self._graphs, graph, (virtuoso.sent(triples) if self._is_virtuoso else triples).encode())

    def _send_graph(self, method: str, at: tuple[str, str], graph: str, data: bytes) -> None:
        address, parameter = at
        self._ask(method, f"{address}?{urlencode({parameter: graph})}", data, {"Content-Type": NTRIPLES}).close()

    def _ask(self, method: str, address: str, body: bytes, headers: Mapping[str, str]) -> IO[bytes]:
        request = urllib.request.Request(address, data=body, headers=dict(headers), method=method)  # noqa: S310
        try:
            answer: IO[bytes] = self._opener.open(request, timeout=_SECONDS)
        except urllib.error.HTTPError as error:
            with error:
                raise _refused(address, error.code, error.read(_TOLD).decode(errors="replace")) from error
        except (OSError, http.client.HTTPException) as error:
            reason = getattr(error, "reason", error)
            raise _UnreachableError(f"the SPARQL server {self.address} does not answer: {reason}; is it running?") from error
        return answer


class _UnreachableError(StoreError):
    """There is nobody at the address."""


class _ForbiddenError(StoreError):
    """The server wants another password, or allows it nobody."""


def _refused(address: str, status: int, told: str) -> InputError | StoreError:
    detail = " ".join(told.split()) or f"status {status}"
    if status in (401, 403):
        return _ForbiddenError(f"{address} does not allow it ({status}): give http://USER:PASSWORD@HOST... ({detail})")
    if status in (400, 414, 422):
        return InputError(f"{address}: {detail}")
    return StoreError(f"{address} fails ({status}): {detail}")


def _opener(root: str, user: str, password: str) -> urllib.request.OpenerDirector:
    if not user:
        return urllib.request.build_opener(urllib.request.ProxyHandler({}))
    known = urllib.request.HTTPPasswordMgrWithDefaultRealm()
    known.add_password(None, "/".join(root.split("/")[:3]) + "/", user, password)
    basic, digest = urllib.request.HTTPBasicAuthHandler(known), urllib.request.HTTPDigestAuthHandler(known)
    return urllib.request.build_opener(urllib.request.ProxyHandler({}), digest, basic)
