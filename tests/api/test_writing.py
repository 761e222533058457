"""Writing over HTTP: who may, what it changes, and that builds and retractions leave it alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from articles import write
from fastapi.testclient import TestClient

from api.app import create_app
from kg.pipeline import build, retract
from kg.settings import Settings
from kg.store import Store

TOKEN = "the token"
AUTH = {"authorization": f"Bearer {TOKEN}"}
UPDATE = {"content-type": "application/sparql-update", **AUTH}
TURTLE = {"content-type": "text/turtle", **AUTH}
NOTE = "<https://example.org/s> <https://example.org/note> 'seen' ."
ASK = "ASK { <https://example.org/s> ?p 'seen' }"
DEFAULT = "/rdf-graph-store?default"


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(store=tmp_path / "graph", token=TOKEN))) as opened:
        yield opened


def holds(client: TestClient, query: str = ASK) -> bool:
    return bool(client.get("/sparql", params={"query": query}).json()["boolean"])


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({}, 401),
        ({"authorization": "Basic x"}, 401),
        ({"authorization": "Bearer "}, 401),
        ({"authorization": "Bearer wrong"}, 403),
        (AUTH, 204),
    ],
)
@pytest.mark.parametrize(
    ("method", "path", "media", "body"),
    [
        ("POST", "/sparql", "application/sparql-update", "CLEAR DEFAULT"),
        ("POST", "/sparql", "application/x-www-form-urlencoded", "update=CLEAR+DEFAULT"),
        ("PUT", DEFAULT, "text/turtle", NOTE),
        ("POST", DEFAULT, "text/turtle", NOTE),
        ("PATCH", DEFAULT, "application/sparql-update", "INSERT DATA { <a:b> <c:d> 1 }"),
        ("DELETE", DEFAULT, "text/turtle", ""),
    ],
)
def test_writing_needs_the_token(
    client: TestClient, method: str, path: str, media: str, body: str, given: dict[str, str], status: int
) -> None:
    answer = client.request(method, path, content=body, headers={"content-type": media, **given})
    assert answer.status_code == status
    if status == 401:
        assert answer.headers["www-authenticate"] == "Bearer"


def test_nothing_is_written_without_a_configured_token(tmp_path: Path) -> None:
    with TestClient(create_app(Settings(store=tmp_path / "graph"))) as closed:
        for given in ({}, {"authorization": "Bearer "}, {"authorization": "Bearer None"}, AUTH):
            answer = closed.post("/sparql", content="DROP ALL", headers={"content-type": "application/sparql-update", **given})
            assert answer.status_code == 403
            assert "KG_TOKEN" in answer.json()["detail"]


@pytest.mark.parametrize(
    "text",
    [
        "LOAD <http://127.0.0.1:9/>",
        "LOAD SILENT <http://127.0.0.1:9/>",
        "INSERT { ?s ?p ?o } WHERE { SERVICE SILENT <http://127.0.0.1:9/> { ?s ?p ?o } }",
    ],
)
def test_nothing_is_fetched_with_the_token_either(client: TestClient, text: str) -> None:
    answer = client.post("/sparql", content=text, headers=UPDATE)
    assert answer.status_code == 400
    assert "not allowed" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("method", "path", "headers", "body", "status"),
    [
        ("GET", "/rdf-graph-store", {}, "", 400),
        ("GET", "/rdf-graph-store?default&graph=a:b", {}, "", 400),
        ("GET", "/rdf-graph-store/x?default", {}, "", 400),
        ("GET", "/rdf-graph-store?graph=a:b", {}, "", 404),
        ("GET", DEFAULT, {"accept": "image/png"}, "", 406),
        ("PUT", DEFAULT, {"content-type": "text/csv"}, "", 415),
        ("PUT", DEFAULT, {"content-type": "text/turtle; charset=utf-16"}, "", 415),
        ("PUT", DEFAULT, {"content-type": "text/turtle"}, "<a", 400),
        ("PUT", "/rdf-graph-store?graph=no%20iri", {"content-type": "text/turtle"}, NOTE, 400),
        ("POST", DEFAULT, {"content-type": "multipart/form-data"}, "x", 400),
        ("PATCH", DEFAULT, {"content-type": "text/turtle"}, "", 415),
        ("PATCH", DEFAULT, {"content-type": "application/sparql-update"}, "DROP ALL", 400),
        ("DELETE", "/rdf-graph-store?graph=a:b", {}, "", 404),
    ],
)
def test_what_cannot_be_done_is_a_problem(
    client: TestClient, method: str, path: str, headers: dict[str, str], body: str, status: int
) -> None:
    answer = client.request(method, path, content=body, headers={**AUTH, **headers})
    assert answer.status_code == status
    assert answer.json()["status"] == status


def test_a_write_is_seen_at_once_and_changes_the_tag(client: TestClient) -> None:
    before = client.get("/sparql", params={"query": ASK})
    known = {"if-none-match": before.headers["etag"]}
    assert client.get("/sparql", params={"query": ASK}, headers=known).status_code == 304
    assert client.put(DEFAULT, content=NOTE, headers=TURTLE).status_code == 204
    after = client.get("/sparql", params={"query": ASK}, headers=known)
    assert after.json()["boolean"] is True
    assert after.headers["etag"] != before.headers["etag"]


@pytest.mark.parametrize("media", ["text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"])
def test_every_format_comes_back(client: TestClient, media: str) -> None:
    client.put(DEFAULT, content=NOTE, headers=TURTLE)
    data = client.get(DEFAULT, headers={"accept": media})
    assert data.headers["content-type"].partition(";")[0] == media
    client.delete(DEFAULT, headers=AUTH)
    assert not holds(client)
    assert client.put(DEFAULT, content=data.content, headers={"content-type": media, **AUTH}).status_code == 204
    assert holds(client)


def test_a_build_at_work_makes_writers_wait(client: TestClient, tmp_path: Path) -> None:
    with Store(tmp_path / "graph"):
        answer = client.put(DEFAULT, content=NOTE, headers=TURTLE)
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
        assert holds(client) is False
    assert client.put(DEFAULT, content=NOTE, headers=TURTLE).status_code == 204


@pytest.mark.model
def test_what_people_write_survives_builds_and_retractions(client: TestClient, tmp_path: Path) -> None:
    settings = Settings(store=tmp_path / "graph")
    build([write(tmp_path, 0)], settings)
    with Store(settings.store, read_only=True) as store:
        plain = list(store.nquads())
        stated = store.lines()
    own = "/rdf-graph-store?graph=https://example.org/mine"
    assert client.put(own, content=NOTE, headers=TURTLE).status_code == 201
    assert client.post(DEFAULT, content=NOTE + stated[0], headers=TURTLE).status_code == 204
    build([write(tmp_path, 1)], settings)
    assert holds(client)
    assert holds(client, "ASK { GRAPH <https://example.org/mine> { ?s ?p 'seen' } }")
    articles = [item["article"] for item in client.get("/articles").json()["items"]]
    client.post("/sparql", content="DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", headers=UPDATE)
    assert not holds(client)
    assert [item["article"] for item in client.get("/articles").json()["items"]] == articles
    client.post("/sparql", content="DROP ALL", headers=UPDATE)
    retract("harbour-2", settings)
    with Store(settings.store, read_only=True) as store:
        assert list(store.nquads()) == plain
        assert store.lines() == stated


@pytest.mark.model
def test_the_graph_of_an_article_is_refused(client: TestClient, tmp_path: Path) -> None:
    build([write(tmp_path, 0)], Settings(store=tmp_path / "graph"))
    graph = client.get("/sparql", params={"query": "SELECT ?g { GRAPH ?g { ?g a ?c } }"}).json()["results"]["bindings"][0]["g"]["value"]
    path = f"/rdf-graph-store?graph={graph}"
    whole = client.get(path).text
    assert whole
    for method, headers, body in (
        ("PUT", TURTLE, NOTE),
        ("POST", TURTLE, NOTE),
        ("DELETE", AUTH, ""),
        ("PATCH", UPDATE, "DELETE WHERE { ?s ?p ?o }"),
    ):
        assert client.request(method, path, content=body, headers=headers).status_code == 403
    assert client.post("/sparql", content=f"DROP GRAPH <{graph}>", headers=UPDATE).status_code == 403
    assert client.post("/sparql", content="DROP ALL", headers=UPDATE).status_code == 204
    assert client.get(path).text == whole
