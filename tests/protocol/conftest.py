"""A real server for the tests of protocols and bounds."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
import uvicorn
from exchange import Server

from api.app import create_app
from kg.settings import Settings

TOKEN = "a token of the tests"


@contextmanager
def serving(settings: Settings) -> Iterator[Server]:
    """A server in this process, on a port of its own."""
    server = uvicorn.Server(uvicorn.Config(create_app(settings), port=0, log_level="critical"))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            time.sleep(0.01)
        yield Server(server.servers[0].sockets[0].getsockname()[1], settings.token or "")
    finally:
        server.should_exit = True
        thread.join(10)


@pytest.fixture(scope="session")
def served() -> Callable[[Settings], object]:
    return serving


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server over an empty store, which takes updates."""
    with serving(Settings(store=tmp_path_factory.mktemp("protocol"), token=TOKEN)) as running:
        yield running
