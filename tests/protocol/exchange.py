"""Runs cases of the SPARQL Protocol and of the Graph Store Protocol against a server, as the W3C test manifests describe them.

A case is requests in order, each with what its response must be: a status (`4xx` means any of them), the truth of an ASK, the
kind of the result, a media type, and a graph that the body must be isomorphic to. `$STORE` in the path and in bodies stands for
the graph store, `$LOCATION` for the address that the last response named.
"""

from __future__ import annotations

import http.client
import json
from dataclasses import dataclass
from urllib.parse import quote
from xml.etree import ElementTree

import rdflib
from rdflib.compare import isomorphic

KINDS = {
    "boolean": {"application/sparql-results+json", "application/sparql-results+xml", "application/json", "application/xml"},
    "tabular": {"application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values"},
    "RDF": {"text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"},
}


@dataclass(frozen=True)
class Exchange:
    """A request and what must come back."""

    method: str
    path: str
    status: tuple[str, ...]
    headers: tuple[tuple[str, str], ...] = ()
    body: str | None = None
    charset: str = "utf-8"
    truth: bool | None = None
    kind: str | None = None
    media: str | None = None
    graph: str | None = None


class Server:
    """The address of a running server, and the token to write with."""

    def __init__(self, port: int, token: str) -> None:
        self.port = port
        self.token = token
        self.store = f"http://127.0.0.1:{port}/rdf-graph-store"
        self.location = ""

    def ask(self, method: str, path: str, headers: dict[str, str], body: bytes | None = None) -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request(method, path, body, {"Authorization": f"Bearer {self.token}", **headers})
            answer = connection.getresponse()
            return answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read()
        finally:
            connection.close()

    def fill(self, graphs: dict[str, str]) -> None:
        """Make the store hold these graphs, in Turtle, and nothing else."""
        assert self.ask("POST", "/sparql", {"content-type": "application/sparql-update"}, b"DROP ALL")[0] == 204
        for name, turtle in graphs.items():
            path = "/rdf-graph-store?graph=" + quote(name, safe="")
            assert self.ask("PUT", path, {"content-type": "text/turtle"}, turtle.encode())[0] == 201


def run(server: Server, exchanges: tuple[Exchange, ...]) -> None:
    """Send the requests of a case in order, and check each answer."""
    for exchange in exchanges:
        status, headers, body = server.ask(*_request(server, exchange))
        assert _fits(status, exchange.status), f"{exchange.method} {exchange.path}: {status}, not {exchange.status}: {body[:300]!r}"
        server.location = headers.get("location", server.location)
        media = headers.get("content-type", "").partition(";")[0]
        if exchange.kind:
            assert media in KINDS[exchange.kind]
        if exchange.truth is not None:
            assert _truth(body, media) is exchange.truth, f"{exchange.method} {exchange.path}: {body!r}"
        if exchange.media:
            assert headers["content-type"].replace(" ", "") == exchange.media.replace(" ", "")
        if exchange.graph is not None:
            assert isomorphic(_parsed(body.decode()), _parsed(_spelled(server, exchange.graph)))


def _request(server: Server, exchange: Exchange) -> tuple[str, str, dict[str, str], bytes | None]:
    body = None if exchange.body is None else _spelled(server, exchange.body).encode(exchange.charset)
    path = exchange.path.replace("$STORE", quote(server.store, safe="")).replace("$LOCATION", quote(server.location, safe=""))
    return exchange.method, path, dict(exchange.headers), body


def _spelled(server: Server, text: str) -> str:
    return text.replace("$STORE", server.store)


def _fits(status: int, allowed: tuple[str, ...]) -> bool:
    return any(str(status) == one or (one.endswith("xx") and str(status)[0] == one[0]) for one in allowed)


def _truth(body: bytes, media: str) -> bool:
    if media.endswith("json"):
        return bool(json.loads(body)["boolean"])
    return ElementTree.fromstring(body).findtext("{http://www.w3.org/2005/sparql-results#}boolean") == "true"


def _parsed(turtle: str) -> rdflib.Graph:
    return rdflib.Graph().parse(data=turtle, format="turtle")
