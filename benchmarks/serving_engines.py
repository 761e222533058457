"""What takes turns in the serving benchmark: each engine over the same triples, in a process of its own, and a client that costs little."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import urlencode, urlsplit

HERE = Path(__file__).resolve().parent
JSON = "application/sparql-results+json"
IDLE = 2.0  #: seconds after which a server may close a connection that nobody uses
_GRAPH = "urn:newskg:benchmark"
_VIRTUOSO = """[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
TransactionFile = virtuoso.trx
LockFile = virtuoso.lck
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DirsAllowed = .
NumberOfBuffers = 170000
MaxDirtyBuffers = 130000
[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerThreads = 4
[SPARQL]
ResultSetMaxRows = 1000000
"""


@dataclass(frozen=True)
class Taken:
    """What a query took: seconds to the first byte and to the last, and how many rows or bytes came."""

    first: float
    whole: float
    size: int


class Engine(Protocol):
    """Answers queries."""

    def ask(self, query: str) -> Taken:
        """Answer a query whole."""


class Embedded:
    """Our store in this process."""

    def __init__(self, folder: Path) -> None:
        from kg.store import Store

        self.store = Store(folder, read_only=True)

    def ask(self, query: str) -> Taken:
        """Answer a query as the bytes that a server would send."""
        start = time.perf_counter()
        size = len(self.store.serialize(query, None, None)[0])
        taken = time.perf_counter() - start
        return Taken(taken, taken, size)


class Http:
    """A server, over a connection that is kept."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self._host, self._port, self._path = parts.hostname or "", parts.port or 80, parts.path
        self._connect()

    def _connect(self) -> None:
        self._socket = socket.create_connection((self._host, self._port))
        self._used = time.perf_counter()

    def ask(self, query: str) -> Taken:
        """Send a query as a form and read the answer whole."""
        body = urlencode({"query": query}).encode()
        head = f"POST {self._path} HTTP/1.1\r\nAccept: {JSON}, application/n-triples;q=0.9\r\n"
        return self._sent(f"{head}Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n", body)

    def get(self, path: str) -> Taken:
        """Get a path and read the answer whole."""
        return self._sent(f"GET {path} HTTP/1.1\r\nAccept: application/json\r\n", b"")

    def _sent(self, head: str, body: bytes) -> Taken:
        if time.perf_counter() - self._used > IDLE:
            self._socket.close()
            self._connect()
        start = time.perf_counter()
        self._socket.sendall(f"{head}Host: {self._host}:{self._port}\r\n\r\n".encode() + body)
        data = b""
        while b"\r\n\r\n" not in data:
            data += self._received()
        told, _, rest = data.partition(b"\r\n\r\n")
        lines = told.decode().lower().split("\r\n")
        if " 200" not in lines[0]:
            raise RuntimeError(f"{self._path}: {lines[0]}: {rest[:300]!r}")
        length = next((int(line.split(":")[1]) for line in lines if line.startswith("content-length:")), None)
        size, end, first = len(rest), rest[-5:], time.perf_counter() if rest else 0.0
        while size < length if length is not None else not end.endswith(b"0\r\n\r\n"):
            piece = self._received()
            first = first or time.perf_counter()
            size, end = size + len(piece), (end + piece)[-5:]
        self._used = time.perf_counter()
        return Taken((first or self._used) - start, self._used - start, size)

    def _received(self) -> bytes:
        data = self._socket.recv(1 << 18)
        if not data:
            raise RuntimeError(f"{self._path}: the connection was broken off")
        return data


class Rdflib:
    """rdflib's store in memory, in a process of its own, without a server between."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def ask(self, query: str) -> Taken:
        """Answer a query; its rows are walked through and nothing is written."""
        told = self.tell(json.dumps(query))
        return Taken(told["seconds"], told["seconds"], int(told["rows"]))

    def tell(self, line: str) -> Mapping[str, float]:
        """Send a line, and read one."""
        if self._process.stdin is None or self._process.stdout is None:
            raise AssertionError
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()
        answer: Mapping[str, float] = json.loads(self._process.stdout.readline())
        return answer


@contextmanager
def ours(folder: Path, *, kept: bool = False) -> Iterator[Http]:
    """`kg serve`, which keeps no answers unless it is to be measured how fast those are."""
    port = free_port()
    environment = {**os.environ, "KG_QUERY_TIMEOUT": "60", "KG_QUERY_CACHE": "64" if kept else "0"}
    command = [sys.executable, "-m", "kg.cli", "serve", "--store", str(folder), "--port", str(port)]
    with running(command, port, folder, environment):
        yield Http(f"http://127.0.0.1:{port}/sparql")


@contextmanager
def oxigraph(folder: Path) -> Iterator[Http | None]:
    """`oxigraph serve-read-only` over the very files that our service reads; None where it is not installed."""
    program = Path(sys.executable).with_name("oxigraph")
    if not program.exists():
        sys.stdout.write("oxigraph is not installed: left out\n")
        yield None
        return
    port = free_port()
    graph = next((folder / "generations").glob("*/graph"))
    with running([str(program), "serve-read-only", "--location", str(graph), "--bind", f"127.0.0.1:{port}"], port, folder):
        yield Http(f"http://127.0.0.1:{port}/query")


@contextmanager
def rdflib(triples: Path) -> Iterator[tuple[Rdflib, Http | None, float]]:
    """Rdflib with the triples of a file, rdflib-endpoint over the same graph (None where it is not installed), and seconds of loading."""
    port = free_port()
    command = [sys.executable, str(HERE / "serving_rdflib.py"), str(triples), str(port)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        engine = Rdflib(process)
        try:
            loaded = float(json.loads(process.stdout.readline())["ready"]) if process.stdout else 0.0
            served = _has_endpoint() and _waited(port, process)
            if not served:
                sys.stdout.write("rdflib-endpoint is not installed: left out\n")
            yield engine, Http(f"http://127.0.0.1:{port}/") if served else None, loaded
        finally:
            process.kill()


@contextmanager
def virtuoso(folder: Path, triples: Path) -> Iterator[Http | None]:
    """Virtuoso with the triples of a file; None where it is not installed."""
    program, client = shutil.which("virtuoso-t"), shutil.which("isql-vt") or shutil.which("isql-v")
    if not program or not client:
        sys.stdout.write("Virtuoso is not installed (apt-get install virtuoso-opensource-7-bin): left out\n")
        yield None
        return
    folder.mkdir()
    port, sql = free_port(), free_port()
    (folder / "virtuoso.ini").write_text(_VIRTUOSO.format(port=port, sql=sql))
    shutil.copy(triples, folder / "union.nt")
    with running([program, "-f", "-c", "virtuoso.ini"], port, folder):
        load = f"ld_dir('.', 'union.nt', '{_GRAPH}'); rdf_loader_run(); checkpoint;"
        subprocess.run([client, f"127.0.0.1:{sql}", "dba", "dba", f"exec={load}"], check=True, capture_output=True, timeout=1800)
        yield Http(f"http://127.0.0.1:{port}/sparql")


@contextmanager
def running(command: Sequence[str], port: int, folder: Path, environment: Mapping[str, str] | None = None) -> Iterator[None]:
    """A server, from when it listens until the end of the block."""
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, cwd=folder, env=environment, stdout=quiet, stderr=quiet) as process:
        try:
            _waited(port, process)
            yield
        finally:
            process.terminate()
            process.wait()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _has_endpoint() -> bool:
    from importlib.util import find_spec

    return find_spec("rdflib_endpoint") is not None


def _waited(port: int, process: subprocess.Popen[str] | subprocess.Popen[bytes]) -> bool:
    for _ in range(1200):
        if process.poll() is not None:
            raise RuntimeError(f"{process.args!r} ended with {process.returncode}")
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            time.sleep(0.1)
        else:
            return True
    raise RuntimeError(f"{process.args!r} does not listen")
