"""The service over HTTP: look-ups, the SPARQL Protocol's query operation, pictures, manual, errors."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from articles import write
from fastapi.testclient import TestClient
from rdflib import Graph

from api.accept import best
from api.app import create_app
from kg.errors import StoreError
from kg.pipeline import build
from kg.settings import Settings

pytestmark = pytest.mark.model
SELECT = "SELECT ?s WHERE { ?s a <https://w3id.org/newskg/ontology#Tenure> } ORDER BY ?s"
CONSTRUCT = "CONSTRUCT { ?s a ?c } WHERE { ?s a ?c } LIMIT 3"
FORM = {"content-type": "application/x-www-form-urlencoded"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("service")
    build([write(place, 0, 1)], Settings(store=place / "graph"))
    return place


@pytest.fixture(scope="module")
def client(folder: Path) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(store=folder / "graph"))) as opened:
        yield opened


def test_positions_answer_with_offices_and_stances_and_their_evidence(client: TestClient) -> None:
    body = client.get("/positions", params={"held_by": "Rautio"}).json()
    assert body["actor"]["label"] == "Antti Rautio"
    assert {item["kind"] for item in body["items"]} == {"office", "stance"}
    assert all(item["evidence"][0]["exact"] for item in body["items"])


@pytest.mark.parametrize("kind", ["office", "stance"])
def test_positions_can_be_of_one_kind(client: TestClient, kind: str) -> None:
    items = client.get("/positions", params={"held_by": "Rautio", "kind": kind}).json()["items"]
    assert items
    assert {item["kind"] for item in items} == {kind}


@pytest.mark.parametrize(
    "path",
    [
        "/statements?speaker=Solheim",
        "/events?actor=Solheim",
        "/events?place=Finland&from=2024-05-01&to=2024-05-31",
        "/actors?name=Solheim",
        "/places?name=Helsinki",
        "/search?q=Rautio",
        "/articles",
        "/paths?from=Rautio&to=Solheim",
    ],
)
def test_look_ups_find_something(client: TestClient, path: str) -> None:
    body = client.get(path).json()
    assert body["total"] == len(body["items"]) > 0


def test_an_actor_is_addressed_by_the_path_of_its_iri(client: TestClient) -> None:
    found = client.get("/actors", params={"name": "Rautio"}).json()["items"][0]["iri"]
    path = found.removeprefix("https://w3id.org/newskg/id/")
    assert client.get(f"/actors/{path}/positions").json()["actor"]["iri"] == found


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("application/sparql-results+json", "application/sparql-results+json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv"),
        ("text/tab-separated-values", "text/tab-separated-values"),
        ("application/json", "application/json"),
        ("*/*", "application/sparql-results+json"),
        ("text/csv;q=0.2, application/sparql-results+xml;q=0.8", "application/sparql-results+xml"),
    ],
)
def test_sparql_answers_select_in_the_form_accepted(client: TestClient, accept: str, media: str) -> None:
    answer = client.get("/sparql", params={"query": SELECT}, headers={"accept": accept})
    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] == media


@pytest.mark.parametrize(("accept", "media"), [("text/turtle", "text/turtle"), ("application/n-triples", "application/n-triples")])
def test_sparql_answers_construct_as_triples(client: TestClient, accept: str, media: str) -> None:
    answer = client.post("/sparql", data={"query": CONSTRUCT}, headers={"accept": accept})
    assert answer.headers["content-type"].partition(";")[0] == media
    assert len(Graph().parse(data=answer.text, format=media)) == 3


def test_sparql_takes_the_query_as_parameter_form_and_body(client: TestClient) -> None:
    as_parameter = client.get("/sparql", params={"query": SELECT}).text
    as_form = client.post("/sparql", data={"query": SELECT}).text
    as_body = client.post("/sparql", content=SELECT, headers={"content-type": "application/sparql-query"}).text
    assert as_parameter == as_form == as_body
    assert as_parameter.count('"uri"') > 1


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        ({"method": "GET", "url": "/sparql", "params": {"query": ""}}, 400),
        ({"method": "GET", "url": "/sparql", "params": {"query": "SELECT {"}}, 400),
        ({"method": "GET", "url": "/sparql", "params": {"query": "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }"}}, 400),
        ({"method": "GET", "url": "/sparql", "params": {"query": SELECT}, "headers": {"accept": "image/png"}}, 406),
        ({"method": "POST", "url": "/sparql", "content": SELECT, "headers": {"content-type": "text/plain"}}, 415),
        ({"method": "POST", "url": "/sparql", "content": b"query=%FF%FE\xff", "headers": FORM}, 400),
        ({"method": "GET", "url": "/search"}, 422),
        ({"method": "GET", "url": "/positions", "params": {"held_by": "Nobody"}}, 404),
        ({"method": "GET", "url": "/events", "params": {"from": "yesterday"}}, 422),
        ({"method": "GET", "url": "/queries/nonsense"}, 404),
        ({"method": "GET", "url": "/nowhere"}, 404),
    ],
)
def test_errors_are_problem_documents(client: TestClient, arguments: dict[str, object], status: int) -> None:
    answer = client.request(**arguments)  # type: ignore[arg-type]
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == status
    assert answer.json()["detail"]


def test_the_dataset_can_be_chosen(client: TestClient) -> None:
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    graph = client.get("/sparql", params={"query": "SELECT ?g { GRAPH ?g { ?s ?p ?o } } LIMIT 1"}).json()["results"]["bindings"][0]["g"][
        "value"
    ]
    whole, part = (
        int(client.get("/sparql", params={"query": count, **extra}).json()["results"]["bindings"][0]["n"]["value"])
        for extra in ({}, {"default-graph-uri": graph})
    )
    assert 0 < part < whole


def test_named_queries_are_listed_and_run(client: TestClient) -> None:
    names = client.get("/queries").json()
    assert "offices" in names
    text = client.get("/queries/offices").text
    assert client.get("/sparql", params={"query": text}).status_code == 200


def test_graph_is_one_page_about_the_entity(client: TestClient) -> None:
    page = client.get("/graph", params={"center": "Rautio"})
    assert page.headers["content-type"].startswith("text/html")
    assert "<title>Antti Rautio</title>" in page.text


def test_the_manual_works_without_a_network(client: TestClient) -> None:
    page = client.get("/docs").text
    addresses = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert addresses
    for address in addresses:
        assert not address.startswith("http")
        assert client.get(address).status_code == 200


def test_every_endpoint_has_its_manual(client: TestClient) -> None:
    operations = [op for path in client.get("/openapi.json").json()["paths"].values() for op in path.values()]
    assert len(operations) > 10
    assert all(operation["description"] for operation in operations)


def test_health(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").json() == {"status": "ready"}


def test_a_new_folder_is_served_as_an_empty_store_and_follows_builds(tmp_path: Path) -> None:
    app = create_app(Settings(store=tmp_path / "graph"))
    with TestClient(app) as client:
        assert client.get("/articles").json() == {"items": [], "total": 0, "next": None, "sparql": None}
        build([write(tmp_path, 0)], Settings(store=tmp_path / "graph"))
        assert client.get("/articles").json()["total"] == 1


def test_no_store_is_an_error() -> None:
    with pytest.raises(StoreError, match="KG_STORE"):
        create_app(Settings())


@pytest.mark.parametrize(
    ("accept", "offer"),
    [
        ("a/b", 1),
        ("a/*", 1),
        ("*/*", 1),
        ("a/b;q=0.1, c/d", 2),
        ("a/b;q=0, */*;q=0.1", 2),
        ("a/b;q=x", None),
        ("e/f", None),
    ],
)
def test_best_offer(accept: str, offer: int | None) -> None:
    assert best(accept, {"a/b": 1, "c/d": 2}) == offer


def test_a_real_server_answers_and_stops(folder: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "kg.cli", "serve", "--store", str(folder / "graph"), "--port", str(port)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, env={**os.environ, "NO_COLOR": "1"}) as server:
        try:
            answer = _wait(f"http://127.0.0.1:{port}/positions?held_by=Rautio")
        finally:
            server.terminate()
            server.wait(timeout=10)
    assert b"Antti Rautio" in answer


def _wait(address: str) -> bytes:
    for _ in range(200):
        try:
            with urlopen(address, timeout=5) as answer:
                return bytes(answer.read())
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"no answer from {address}")
