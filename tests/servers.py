"""Real servers for the tests, each ending with the test: SPARQL servers in processes of their own, and the service in this one."""

from __future__ import annotations

import http.client
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn

from api.app import create_app
from api.patience import Patience
from api.serving import PATIENCE, options
from kg.settings import Settings

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
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerThreads = 8
[SPARQL]
ResultSetMaxRows = 1000000
"""
_GRANT = "GRANT SPARQL_UPDATE TO \"SPARQL\"; DB.DBA.RDF_DEFAULT_USER_PERMS_SET ('nobody', 7);"


@contextmanager
def service(settings: Settings, patience: Patience = PATIENCE) -> Iterator[int]:
    """The port of the service, run in this process as `kg serve` runs it."""
    server = uvicorn.Server(uvicorn.Config(create_app(settings), port=0, **{**options(patience), "log_level": "critical"}))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            time.sleep(0.01)
        yield int(server.servers[0].sockets[0].getsockname()[1])
    finally:
        server.should_exit = True
        thread.join(10)


@contextmanager
def oxigraph() -> Iterator[str]:
    """The address of `oxigraph serve` over an empty store in memory."""
    program = Path(sys.executable).with_name("oxigraph")
    if not program.exists():
        pytest.skip("the package oxigraph is not installed")
    port = free_port()
    with running([str(program), "serve", "--bind", f"127.0.0.1:{port}"], port, "/query?query=ASK%7B%7D", None):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def virtuoso(folder: Path) -> Iterator[str]:
    """The address of Virtuoso over an empty store, which anybody may write to."""
    program, client = shutil.which("virtuoso-t"), shutil.which("isql-vt") or shutil.which("isql-v")
    if not program or not client:
        pytest.skip("Virtuoso is not installed: apt-get install virtuoso-opensource-7-bin")
    port, sql = free_port(), free_port()
    (folder / "virtuoso.ini").write_text(_VIRTUOSO.format(port=port, sql=sql))
    with running([program, "-f", "-c", "virtuoso.ini"], port, "/sparql?query=ASK%7B%7D", folder):
        subprocess.run([client, f"127.0.0.1:{sql}", "dba", "dba", f"exec={_GRANT}"], check=True, capture_output=True, timeout=60)
        yield f"http://127.0.0.1:{port}/sparql"


@contextmanager
def running(command: list[str], port: int, path: str, folder: Path | None) -> Iterator[None]:
    """A server, from when it answers at a path until the end of the block."""
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            deadline = time.monotonic() + 90
            while not _answers(port, path):
                assert process.poll() is None, f"{command[0]} ended with {process.returncode}"
                assert time.monotonic() < deadline, f"{command[0]} does not answer"
                time.sleep(0.1)
            yield
        finally:
            process.kill()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _answers(port: int, path: str) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
