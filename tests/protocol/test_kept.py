"""Short answers are kept while the graph stays the same: the same request has the same bytes, and no worker is asked."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from conftest import TOKEN, serving
from exchange import Server

from kg.settings import Settings

INSERT = b"INSERT DATA { <http://example.org/%d> <http://example.org/p> 'a' }"
ROWS = "SELECT * { ?s <http://example.org/p> ?o }"
CSV = {"accept": "text/csv"}


def workers(server_of: int) -> list[int]:
    children = Path(f"/proc/{server_of}/task").glob("*/children")
    found = [int(pid) for one in children for pid in one.read_text().split()]
    return [pid for pid in found if b"kg.worker" in Path(f"/proc/{pid}/cmdline").read_bytes()]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with serving(Settings(store=tmp_path, token=TOKEN)) as running:
        insert(running, 1)
        yield running


def insert(server: Server, number: int) -> None:
    assert server.ask("POST", "/sparql", {"content-type": "application/sparql-update"}, INSERT % number)[0] == 204


def asked(server: Server, query: str, headers: dict[str, str] = CSV) -> tuple[int, dict[str, str], bytes]:
    return server.ask(
        "POST", "/sparql", {"content-type": "application/x-www-form-urlencoded", **headers}, urlencode({"query": query}).encode()
    )


def test_an_answer_is_kept_until_the_graph_changes(server: Server) -> None:
    first, again = asked(server, ROWS), asked(server, ROWS)
    assert first[2] == again[2]
    assert {**first[1], "x-request-id": "", "date": ""} == {**again[1], "x-request-id": "", "date": ""}
    assert first[1]["x-request-id"] != again[1]["x-request-id"]
    insert(server, 2)
    later = asked(server, ROWS)
    assert later[2].count(b"example.org") == 2
    assert later[1]["etag"] != first[1]["etag"]


def test_a_kept_answer_needs_no_worker(server: Server) -> None:
    before = asked(server, ROWS)
    for pid in workers(os.getpid()):
        os.kill(pid, signal.SIGSTOP)
    try:
        begun = time.monotonic()
        assert asked(server, ROWS)[2] == before[2]
        assert time.monotonic() - begun < 5
    finally:
        for pid in workers(os.getpid()):
            os.kill(pid, signal.SIGCONT)


@pytest.mark.parametrize(
    "headers", [{"accept": "application/json"}, {"accept": "text/csv", "origin": "http://other.example"}, {"accept": "image/png"}]
)
def test_what_else_a_request_says_counts(server: Server, headers: dict[str, str]) -> None:
    plain = asked(server, ROWS)
    other = asked(server, ROWS, headers)
    assert (other[0], other[1].get("content-type"), other[1].get("access-control-allow-origin")) != (
        plain[0],
        plain[1]["content-type"],
        plain[1].get("access-control-allow-origin"),
    )
    assert asked(server, ROWS)[1:] != other[1:]


def test_a_request_for_another_host_is_refused_although_its_answer_is_kept(server: Server) -> None:
    assert asked(server, ROWS)[0] == 200
    assert asked(server, ROWS, {**CSV, "host": "elsewhere.example"})[0] == 421


def test_what_passes_is_not_kept(server: Server) -> None:
    query = "SELECT (STRUUID() AS ?new) {}"
    assert asked(server, query)[2] != asked(server, query)[2]


def test_a_refusal_is_not_kept(server: Server) -> None:
    assert [asked(server, "SELECT")[0] for _ in range(2)] == [400, 400]


def test_kept_answers_are_counted(server: Server) -> None:
    for _ in range(3):
        asked(server, ROWS)
    figures = server.ask("GET", "/metrics", {})[2].decode()
    assert 'newskg_requests_total{method="POST",route="/sparql",status="200"} 3.0' in figures


def test_a_worker_that_ended_while_it_was_idle_is_replaced(tmp_path: Path) -> None:
    with serving(Settings(store=tmp_path, token=TOKEN, query_cache=0)) as server:
        assert asked(server, ROWS)[0] == 200
        for pid in workers(os.getpid()):
            os.kill(pid, signal.SIGKILL)
        time.sleep(0.2)
        assert asked(server, ROWS)[0] == 200
