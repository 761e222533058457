"""Clients that send slowly, or too much, go in the middle, or lie about where they are: none gets more than its share."""

from __future__ import annotations

import http.client
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

import pytest
from servers import free_port, service

from api import deps
from api.patience import Patience
from kg.settings import Settings
from kg.store import Store

TOKEN = "a-token-that-nobody-may-see"
HURRIED = Patience(head=0.6, head_bytes=20_000, body=0.6, speed=1 << 20, answer=0.6, connections=20, look=0.1)
ROWS = 100_000
KIB = 1 << 10


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("clients")
    lines = [f"<http://example.org/{n}> <http://example.org/next> <http://example.org/{n + 1}> ." for n in range(ROWS)]
    with Store(place) as store:
        store.fill([("http://example.org/graph", lines)])
    return place


@pytest.fixture(scope="module")
def port(folder: Path) -> Iterator[int]:
    """A server with little patience."""
    with service(Settings(store=folder, token=TOKEN, query_timeout=3), HURRIED) as found:
        yield found


@contextmanager
def connected(port: int) -> Iterator[socket.socket]:
    with closing(socket.create_connection(("127.0.0.1", port), timeout=10)) as client:
        yield client


def said(client: socket.socket) -> bytes:
    """All that comes until the server closes the connection."""
    found = b""
    with suppress(ConnectionError):
        while piece := client.recv(1 << 16):
            found += piece
    return found


def status(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1])


def asked(port: int, head: str, body: bytes = b"") -> tuple[int, dict[str, str], bytes]:
    """One request, written as it is; its status, headers and body."""
    with connected(port) as client:
        client.sendall(head.replace("\n", "\r\n").encode("latin-1") + b"\r\n\r\n" + body)
        answer = http.client.HTTPResponse(client)
        answer.begin()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()


def alive(port: int) -> bool:
    return asked(port, "GET /sparql?query=ASK%7B%7D HTTP/1.1\nHost: localhost\nConnection: close")[0] == 200


@pytest.mark.parametrize("sent", [b"", b"\r\n", b"GET / HT", b"GET / HTTP/1.1\r\nHost: localhost\r\nX: "])
def test_a_head_that_does_not_come_is_not_waited_for(port: int, sent: bytes) -> None:
    begun = time.monotonic()
    with connected(port) as client:
        client.sendall(sent)
        answer = said(client)
    assert status(answer) == 408
    assert time.monotonic() - begun < 2


def test_a_head_that_trickles_is_not_waited_for(port: int) -> None:
    with connected(port) as client:
        client.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n")
        begun = time.monotonic()
        with suppress(ConnectionError):
            while time.monotonic() < begun + 5:
                client.sendall(b"X: a\r\n")
                time.sleep(0.1)
    assert time.monotonic() - begun < 2


def test_line_ends_do_not_hold_a_connection_that_was_used(port: int) -> None:
    with connected(port) as client:
        client.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
        client.recv(4096)
        client.sendall(b"\r\n")
        assert status(said(client)) == 408


def test_a_body_that_trickles_is_not_waited_for(port: int) -> None:
    with connected(port) as client:
        client.sendall(
            b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\nContent-Length: 500\r\n\r\nASK"
        )
        begun = time.monotonic()
        assert status(said(client)) == 408
    assert time.monotonic() - begun < 2


def test_a_body_that_comes_steadily_is_waited_for(port: int) -> None:
    body = b"ASK {}" + b" " * (1 << 20)
    lines = ("POST /sparql HTTP/1.1", "Host: localhost", "Connection: close", "Content-Type: application/sparql-query")
    with connected(port) as client:
        client.sendall("\r\n".join((*lines, f"Content-Length: {len(body)}", "", "")).encode())
        for start in range(0, len(body), 1 << 17):
            client.sendall(body[start : start + (1 << 17)])
            time.sleep(0.1)
        assert status(said(client)) == 200


@pytest.mark.parametrize("path", ["/sparql?query=SELECT%20*%20%7B%20?s%20?p%20?o%20%7D", "/docs", "/openapi.json"])
def test_an_answer_that_nobody_reads_is_given_up(port: int, path: str) -> None:
    clients = [socket.create_connection(("127.0.0.1", port)) for _ in range(8)]
    try:
        for client in clients:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            client.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        assert asked(port, "GET /articles HTTP/1.1\nHost: localhost\nConnection: close")[0] == 200
        for _ in range(150):
            if not _connections(port):
                break
            time.sleep(0.1)
        assert _connections(port) == 0
        assert alive(port)
    finally:
        for client in clients:
            client.close()


def _connections(port: int) -> int:
    """How many connections the server holds, as the system counts them on its side."""
    local = f"0100007F:{port:04X}"
    lines = Path("/proc/net/tcp").read_text().splitlines()[1:]
    return sum(1 for line in lines if (fields := line.split())[1] == local and fields[3] == "01")


def test_clients_that_go_in_the_middle_do_no_harm(port: int) -> None:
    beginnings = (
        b"GET /sp",
        b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\nContent-Length: 90\r\n\r\nASK",
        b"POST /articles HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + TOKEN.encode() + b"\r\nContent-Length: 90\r\n\r\n{",
        b"POST /match HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n{",
        b"GET /sparql?query=SELECT%20*%20%7B%20?s%20?p%20?o%20%7D HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET /articles HTTP/1.1\r\nHost: localhost\r\n\r\n",
    )
    for number, sent in enumerate(beginnings * 3):
        with connected(port) as client:
            client.sendall(sent)
            if number % 2:
                client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
    assert alive(port)
    figures = asked(port, "GET /metrics HTTP/1.1\nHost: localhost\nConnection: close")[2].decode()
    assert not [
        line for line in figures.splitlines() if line.startswith("newskg_requests_total") and 'status="5' in line and "503" not in line
    ]


def test_more_connections_than_there_may_be_are_refused(port: int) -> None:
    clients = [socket.create_connection(("127.0.0.1", port), timeout=5) for _ in range(HURRIED.connections)]
    try:
        time.sleep(0.2)
        with connected(port) as one_more:
            assert status(said(one_more)) == 503
    finally:
        for client in clients:
            client.close()
    time.sleep(0.3)
    assert alive(port)


LARGE: dict[str, tuple[str, int]] = {
    "address": ("GET /" + "a" * 30_000 + " HTTP/1.1\nHost: localhost", 431),
    "header": ("GET / HTTP/1.1\nHost: localhost\nX: " + "a" * 30_000, 431),
    "many headers": ("GET / HTTP/1.1\nHost: localhost\n" + "\n".join(f"X-{n}: a" for n in range(5_000)), 431),
    "told body": (f"POST /sparql HTTP/1.1\nHost: localhost\nContent-Type: application/sparql-query\nContent-Length: {1 << 40}", 413),
    "told article": (f"POST /articles HTTP/1.1\nHost: localhost\nContent-Length: {20 << 20}", 413),
    "negative body": ("POST /sparql HTTP/1.1\nHost: localhost\nContent-Length: -1", 400),
    "two lengths": ("POST /sparql HTTP/1.1\nHost: localhost\nContent-Length: 1\nContent-Length: 2", 400),
    "length and chunks": ("POST /sparql HTTP/1.1\nHost: localhost\nContent-Length: 1\nTransfer-Encoding: chunked", 400),
    "NUL": ("GET /\0 HTTP/1.1\nHost: localhost", 400),
    "no HTTP": ("\x16\x03\x01\x02\0\x01\0", 400),
}


@pytest.mark.parametrize("name", LARGE)
def test_what_is_too_large_or_no_request_is_refused(port: int, name: str) -> None:
    head, expected = LARGE[name]
    with connected(port) as client:
        with suppress(ConnectionError):
            client.sendall(head.replace("\n", "\r\n").encode("latin-1") + b"\r\n\r\n")
        assert status(said(client)) == expected
    assert alive(port)


@pytest.mark.parametrize("path", ["/sparql", "/match", "/reconcile", "/rdf-graph-store?default"])
def test_a_body_without_a_length_is_counted(port: int, path: str) -> None:
    chunk = b"%x\r\n" % (1 << 20) + b" " * (1 << 20) + b"\r\n"
    media = {"/sparql": "application/sparql-query", "/match": "application/json", "/reconcile": "application/x-www-form-urlencoded"}
    head = (
        f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {media.get(path, 'text/turtle')}\r\nTransfer-Encoding: chunked\r\n\r\n"
    )
    with connected(port) as client:
        with suppress(ConnectionError):
            client.sendall(head.encode())
            for _ in range(40):
                client.sendall(chunk)
        answer = said(client)
    assert not answer or status(answer) in (413, 401)
    assert alive(port)


HOSTS: tuple[tuple[str, int], ...] = (
    ("Host: localhost", 200),
    ("Host: 127.0.0.1:1", 200),
    ("Host: [::1]", 200),
    ("Host: LOCALHOST.:8000", 200),
    ("Host: news.example", 200),
    ("Host: evil.example", 421),
    ("Host: news.example.evil.example", 421),
    ("Host: 192.0.2.1", 421),
    ("Host: 127.0.0.1@evil.example", 400),
    ("Host: evil.example/localhost", 400),
    ("Host: [::1", 400),
    ("Host: localhost\nHost: evil.example", 400),
    ("Host:", 400),
    ("X: y", 400),
    ("Host: localhost\nX-Forwarded-Host: evil.example\nForwarded: host=evil.example\nX-Original-URL: /evil", 200),
)


@pytest.mark.parametrize(("lines", "expected"), HOSTS)
def test_no_address_in_an_answer_is_of_a_strangers_host(folder: Path, lines: str, expected: int) -> None:
    with service(Settings(store=folder, hosts=("news.example",))) as port:
        for path in ("/sparql", "/.well-known/void", "/articles", "/reconcile"):
            code, headers, body = asked(
                port, f"GET {path} HTTP/1.1\nAccept: text/turtle, application/json;q=0.9\n{lines}\nConnection: close"
            )
            assert code == expected
            if code != 421:
                assert b"evil" not in body
                assert "evil" not in json.dumps(headers)


def test_the_description_of_one_host_is_not_shown_to_another(port: int) -> None:
    bodies = [asked(port, f"GET /.well-known/void HTTP/1.1\nHost: {host}\nConnection: close")[2] for host in ("localhost", "127.0.0.1")]
    assert [b"http://localhost/" in body for body in bodies] == [True, False]


@pytest.mark.parametrize("host", ["localhost", "evil.example"])
@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics"])
def test_tools_of_operators_may_use_any_name(port: int, path: str, host: str) -> None:
    assert asked(port, f"GET {path} HTTP/1.1\nHost: {host}\nConnection: close")[0] == 200


WAYS = (
    "../../../../../../etc/passwd",
    "..%2f..%2f..%2f..%2fetc%2fpasswd",
    "%2e%2e/%2e%2e/etc/passwd",
    "..%5c..%5cetc",
    "/etc/passwd",
    "%00",
    "app.css%00.js",
)


@pytest.mark.parametrize("start", ["/static/x/", "/queries/", "/articles/", "/id/", "/static-offline-docs/", "/"])
@pytest.mark.parametrize("way", WAYS)
def test_no_path_leads_out(port: int, start: str, way: str) -> None:
    code, _, body = asked(port, f"GET {start}{way} HTTP/1.1\nHost: localhost\nConnection: close")
    assert code in (400, 404, 406, 422)
    assert b"root:" not in body


@pytest.mark.parametrize(
    ("lines", "status", "allowed"),
    [
        ("Origin: https://any.example", 200, "*"),
        ("Origin: null", 200, "*"),
        ("Origin: https://any.example\nAccess-Control-Request-Method: GET", 200, "*"),
        ("Origin: https://any.example\nAccess-Control-Request-Method: DELETE", 400, "*"),
        ("Origin: https://any.example\nAccess-Control-Request-Method: POST\nAccess-Control-Request-Headers: authorization", 400, "*"),
    ],
)
def test_pages_of_other_origins_read_and_cannot_send_the_token(port: int, lines: str, status: int, allowed: str) -> None:
    method = "OPTIONS" if "Request-Method" in lines else "GET"
    code, headers, _ = asked(port, f"{method} /articles HTTP/1.1\nHost: localhost\n{lines}\nConnection: close")
    assert code == status
    assert headers["access-control-allow-origin"] == allowed
    assert "access-control-allow-credentials" not in headers
    assert "authorization" not in headers.get("access-control-allow-headers", "").lower()


def test_only_the_origins_that_are_named_read(folder: Path) -> None:
    with service(Settings(store=folder, cors=("https://good.example",))) as port:
        for origin, allowed in (("https://good.example", "https://good.example"), ("https://good.example.evil.example", None)):
            _, headers, _ = asked(port, f"GET /articles HTTP/1.1\nHost: localhost\nOrigin: {origin}\nConnection: close")
            assert headers.get("access-control-allow-origin") == allowed
            assert "Origin" in headers["vary"]


FORMS: dict[str, tuple[str, ...]] = {
    "/articles": ("application/json", "text/csv", "text/turtle", "application/ld+json", "text/html"),
    "/sparql?query=SELECT%20*%20%7B%20?s%20?p%20?o%20%7D%20LIMIT%202": ("application/sparql-results+json", "text/csv", "application/xml"),
    "/rdf-graph-store?default": ("text/turtle", "application/n-triples"),
    "/.well-known/void": ("text/turtle", "application/ld+json"),
}


@pytest.mark.parametrize("path", FORMS)
def test_whoever_holds_one_form_does_not_hold_another(port: int, path: str) -> None:
    tags = {}
    for form in FORMS[path]:
        with service_answer(port, path, f"Accept: {form}") as (code, headers):
            assert code == 200
            assert "accept" in headers["vary"].lower()
            tags[form] = headers["etag"]
    assert len(set(tags.values())) == len(tags)
    for held, tag in tags.items():
        for form in FORMS[path]:
            with service_answer(port, path, f"Accept: {form}\nIf-None-Match: {tag}") as (code, headers):
                assert code == (304 if form == held else 200)
                assert headers["etag"] == tags[form]


@contextmanager
def service_answer(port: int, path: str, lines: str) -> Iterator[tuple[int, dict[str, str]]]:
    yield asked(port, f"GET {path} HTTP/1.1\nHost: localhost\n{lines}\nConnection: close")[:2]


@pytest.mark.parametrize("limit", [2, ROWS])
def test_a_table_that_a_person_opens_holds_no_formula_and_programs_get_the_standard(port: int, limit: int) -> None:
    query = quote(f'SELECT ?s ("=1+1" AS ?x) {{ ?s ?p ?o }} LIMIT {limit}')
    opened, standard = (
        asked(port, f"GET /sparql?query={query}{more} HTTP/1.1\nHost: localhost\nAccept: text/csv\nConnection: close")[1:]
        for more in ("&format=csv", "")
    )
    assert opened[1].count(b",'=1+1\r\n") == limit
    assert standard[1].count(b",=1+1\r\n") == limit
    assert opened[0]["etag"] != standard[0]["etag"]


def test_the_beginning_of_a_query_is_not_taken_for_one_that_was_asked_before(port: int) -> None:
    lines = "POST /sparql HTTP/1.1\nHost: localhost\nContent-Type: application/sparql-query\nConnection: close\nContent-Length: "
    beginning = b"SELECT (1 AS ?n) {}"
    for _ in range(2):
        assert b'"1"' in asked(port, f"{lines}19", beginning)[2]
    with connected(port) as client:
        client.sendall(f"{lines}39".replace("\n", "\r\n").encode() + b"\r\n\r\n" + beginning)
        time.sleep(0.2)
        client.sendall(b" VALUES ?m { 2 3 }  ")
        assert said(client).count(b'"value":"1"') == 2


@pytest.mark.parametrize("path", ["/articles/none", "/nothing", "/sparql?query=x", "/positions?limit=x"])
def test_errors_are_not_kept(port: int, path: str) -> None:
    code, headers, _ = asked(port, f"GET {path} HTTP/1.1\nHost: localhost\nAccept: application/json\nConnection: close")
    assert code >= 400
    assert headers["cache-control"] == "no-store"
    assert "accept" in headers["vary"].lower()


WRONG = {
    "none": ("", 401),
    "another": ("Bearer wrong", 403),
    "a beginning": (f"Bearer {TOKEN[:-1]}", 403),
    "longer": (f"Bearer {TOKEN}x", 403),
    "empty": ("Bearer ", 401),
    "basic": (f"Basic {TOKEN}", 401),
    "bytes": ("Bearer \xff\xfe", 403),
    "long": ("Bearer " + "x" * 10_000, 403),
    "two": (f"Bearer wrong\nAuthorization: Bearer {TOKEN}", 403),
}


@pytest.mark.parametrize("name", WRONG)
@pytest.mark.parametrize(("method", "path"), [("POST", "/articles"), ("DELETE", "/articles/x"), ("PUT", "/rdf-graph-store?default")])
def test_a_token_that_is_not_right_writes_nothing(port: int, name: str, method: str, path: str) -> None:
    given, expected = WRONG[name]
    head = f"{method} {path} HTTP/1.1\nHost: localhost\nContent-Type: text/turtle\nContent-Length: 0\nConnection: close"
    assert asked(port, f"{head}\nAuthorization: {given}" if given else head)[0] == expected


def test_tokens_are_compared_in_constant_time(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[tuple[bytes, bytes]] = []

    def compare(one: bytes, other: bytes) -> bool:
        compared.append((one, other))
        return secrets.compare_digest(one, other)

    class Watched(str):
        __hash__ = str.__hash__

        def __eq__(self, other: object) -> bool:
            raise AssertionError("a token was compared sign by sign")

        def startswith(self, *_: object) -> bool:
            raise AssertionError("a token was compared sign by sign")

    monkeypatch.setattr(deps, "compare_digest", compare)
    assert deps.carries_token("Bearer secret", Watched("secret"))
    assert not deps.carries_token("Bearer secreT", Watched("secret"))
    assert compared == [(b"secret", b"secret"), (b"secreT", b"secret")]


def test_a_token_may_have_any_letters() -> None:
    assert deps.carries_token("Bearer " + "schlüssel".encode().decode("latin-1"), "schlüssel")


def test_no_log_holds_a_token(tmp_path: Path) -> None:
    port = free_port()
    environment = {**os.environ, "KG_TOKEN": TOKEN, "KG_LOG": "debug"}
    command = [sys.executable, "-m", "kg.cli", "serve", "--store", str(tmp_path / "store"), "--port", str(port)]
    with (tmp_path / "log").open("wb") as log, subprocess.Popen(command, stdout=log, stderr=log, env=environment) as server:
        try:
            for _ in range(200):
                try:
                    assert alive(port)
                    break
                except OSError:
                    time.sleep(0.1)
            for given in (TOKEN, TOKEN + "-wrong"):
                lines = f"Host: localhost\nAuthorization: Bearer {given}\nContent-Length: 1\nConnection: close"
                for method, path in (
                    ("POST", "/articles"),
                    ("DELETE", "/articles/x"),
                    ("GET", "/articles"),
                    ("POST", "/sparql"),
                    ("GET", "/\0"),
                ):
                    asked(port, f"{method} {path} HTTP/1.1\n{lines}", b"{")
            with connected(port) as client:
                client.sendall(
                    f"POST /articles HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {TOKEN}\r\nContent-Length: 9\r\n\r\n{{".encode()
                )
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(timeout=20)
    text = (tmp_path / "log").read_text()
    assert text.count('"path": "/articles"') >= 4
    assert TOKEN not in text
    assert '"error"' not in text
    assert '"status": 500' not in text
