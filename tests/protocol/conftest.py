"""A real server for the tests of protocols and bounds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from exchange import Server
from servers import service

from kg.settings import Settings

TOKEN = "a token of the tests"


@contextmanager
def serving(settings: Settings) -> Iterator[Server]:
    """A server in this process, on a port of its own."""
    with service(settings) as port:
        yield Server(port, settings.token or "")


@pytest.fixture(scope="session")
def served() -> Callable[[Settings], object]:
    return serving


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server over an empty store, which takes updates."""
    with serving(Settings(store=tmp_path_factory.mktemp("protocol"), token=TOKEN)) as running:
        yield running
