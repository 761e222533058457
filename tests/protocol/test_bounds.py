"""No query brings the service down: each is ended at its limit, cleanly or visibly, and leaves nothing behind."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from conftest import serving
from exchange import Server

from kg.settings import Settings
from kg.store import Store

LIMIT = 1.0
SLACK = 0.5
SUBJECTS = 3000
_TEN = " ".join(map(str, range(30)))
_PATH = "(<http://example.org/next>|!<http://example.org/next>)*"
HOSTILE = {
    "cross product counted": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "cross product sorted": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i ?f ?c LIMIT 5",
    "cross product streamed": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "cross product made distinct": "SELECT DISTINCT ?a ?d ?g { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "closure of any property": f"SELECT (COUNT(*) AS ?n) {{ ?a {_PATH} ?b . ?c {_PATH} ?d }}",
    "closure from both ends": f"SELECT * {{ ?a {_PATH} ?b . ?b {_PATH} ?c . ?c {_PATH} ?d }}",
    "values explosion": "SELECT (COUNT(*) AS ?n) { " + " ".join(f"VALUES ?v{n} {{ {_TEN} }}" for n in range(9)) + " }",
    "values without the store, sorted": "SELECT * { " + " ".join(f"VALUES ?v{n} {{ {_TEN} }}" for n in range(8)) + " } ORDER BY ?v7",
    "huge concatenation": "SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?d)); separator='') AS ?t) { ?a ?b ?c . ?d ?e ?f }",
    "doubling strings": "SELECT ?z { BIND('xxxxxxxxxxxxxxxx' AS ?s0) "
    + " ".join(f"BIND(CONCAT(?s{n}, ?s{n}) AS ?s{n + 1})" for n in range(32))
    + " BIND(STRLEN(?s32) AS ?z) }",
    "deep groups": "SELECT * " + "{" * 60_000 + "?s ?p ?o" + "}" * 60_000,
    "deep parentheses": "SELECT * { FILTER(" + "(" * 60_000 + "1" + ")" * 60_000 + ") }",
    "deep negation": "ASK { FILTER(" + "!" * 200_000 + "true) }",
    "constructed cross product": "CONSTRUCT { ?a ?b ?f . ?d ?e ?i } { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "regular expressions": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f FILTER(REGEX(CONCAT(STR(?a), STR(?f)), '(a|b|[a-z]+)+z$')) }",
    "nested not exists": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f FILTER NOT EXISTS { ?g ?h ?i FILTER(?i = ?a && ?h = ?f) } }",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("bounds")
    lines = [f"<http://example.org/{n}> <http://example.org/next> <http://example.org/{(n * 7 + 1) % SUBJECTS}> ." for n in range(SUBJECTS)]
    with Store(place) as store:
        store.fill([("http://example.org/graph", lines)])
    return place


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Server]:
    elsewhere = set(workers())
    with serving(Settings(store=folder, query_timeout=LIMIT, query_memory=256)) as running:
        yield running
        before = set(workers()) - elsewhere
        assert before
    assert not set(workers()) - elsewhere
    assert not [pid for pid in before if Path(f"/proc/{pid}").exists()]


def workers() -> list[int]:
    """The child processes of this one that are workers."""
    found = []
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            fields = dict(line.split(":\t", 1) for line in status.read_text().splitlines() if ":\t" in line)
            command = (status.parent / "cmdline").read_bytes()
        except OSError:
            continue
        if fields["PPid"] == str(os.getpid()) and b"kg.worker" in command:
            found.append(int(fields["Pid"]))
    return found


def posted(server: Server, query: str) -> tuple[int, bool, float]:
    """Status, whether the body came to its end, and the seconds it took."""
    begun = time.monotonic()
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    try:
        connection.request("POST", "/sparql", query.encode(), {"content-type": "application/sparql-query"})
        answer = connection.getresponse()
        try:
            while answer.read(1 << 20):
                pass
            whole = True
        except (http.client.IncompleteRead, ConnectionError):
            whole = False
    finally:
        connection.close()
    return answer.status, whole, time.monotonic() - begun


def alive(server: Server) -> bool:
    return posted(server, "SELECT * { ?s ?p ?o } LIMIT 3")[:2] == (200, True)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_query_is_ended(server: Server, name: str) -> None:
    status, whole, seconds = posted(server, HOSTILE[name])
    assert seconds < LIMIT + SLACK
    assert status in (400, 503) if whole else status == 200
    assert alive(server)


def test_others_are_answered_meanwhile(folder: Path) -> None:
    with serving(Settings(store=folder, query_timeout=4 * LIMIT, query_memory=256)) as server:
        assert alive(server)
        names = ("cross product counted", "values explosion", "cross product streamed")
        threads = [threading.Thread(target=posted, args=(server, HOSTILE[name])) for name in names]
        for thread in threads:
            thread.start()
        time.sleep(0.1)
        assert alive(server)
        status = server.ask("GET", "/articles", {})[0]
        assert any(thread.is_alive() for thread in threads)
        for thread in threads:
            thread.join()
    assert status == 200


@pytest.mark.parametrize("name", ["cross product streamed", "cross product counted"])
def test_a_client_that_goes_ends_its_query(server: Server, name: str) -> None:
    assert alive(server)
    time.sleep(0.3)
    before = set(workers())
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    connection.request("GET", "/sparql?" + urlencode({"query": HOSTILE[name]}))
    time.sleep(0.2)
    connection.close()
    time.sleep(0.3)
    assert before - set(workers())
    assert alive(server)


def test_a_query_that_needs_too_much_memory_is_told_so(folder: Path) -> None:
    with serving(Settings(store=folder, query_memory=64)) as running:
        text = HOSTILE["doubling strings"]
        status, _, body = running.ask("POST", "/sparql", {"content-type": "application/sparql-query"}, text.encode())
        assert status == 503
        assert b"64 MiB" in body


def test_the_worker_dies_with_a_server_that_is_killed(folder: Path) -> None:
    program = (
        "import os, subprocess, sys, time\n"
        f"argv = [sys.executable, '-m', 'kg.worker', {str(folder)!r}, 'http://example.org/', '256', str(os.getpid())]\n"
        "print(subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE).pid, flush=True)\n"
        "time.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        worker = Path("/proc") / parent.stdout.readline().strip()
        assert worker.exists()
        time.sleep(1)
        parent.send_signal(signal.SIGKILL)
        parent.wait()
        for _ in range(100):
            if not worker.exists() or "(zombie)" in (worker / "status").read_text():
                return
            time.sleep(0.02)
    raise AssertionError("the worker outlived its parent")


@pytest.mark.parametrize(
    "accept", ["application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values"]
)
@pytest.mark.parametrize(("limit", "status"), [(20, 200), (21, 503)])
def test_rows_are_limited_in_every_format(folder: Path, accept: str, limit: int, status: int) -> None:
    with serving(Settings(store=folder, query_rows=20)) as running:
        query = {"query": f"SELECT ?s ('\\n\"}}}},{{\\r\\n<result>' AS ?t) {{ ?s ?p ?o }} LIMIT {limit}"}
        assert running.ask("GET", "/sparql?" + urlencode(query), {"accept": accept})[0] == status
