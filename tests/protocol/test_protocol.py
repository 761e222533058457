"""The SPARQL 1.1 Protocol and the Graph Store HTTP Protocol, on a running server."""

from __future__ import annotations

import pytest
from cases import FILLED, GRAPH_STORE, PROTOCOL
from exchange import Server, run


@pytest.mark.parametrize("name", PROTOCOL)
def test_protocol(server: Server, name: str) -> None:
    server.fill(FILLED if "dataset" in name else {})
    run(server, PROTOCOL[name])


@pytest.mark.parametrize("name", GRAPH_STORE)
def test_graph_store(server: Server, name: str) -> None:
    server.fill({})
    run(server, GRAPH_STORE[name])


def test_all_cases_of_the_suites_are_there() -> None:
    assert (len(PROTOCOL), len(GRAPH_STORE)) == (34, 13)
