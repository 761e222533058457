"""What the service says about itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import rdflib
from fastapi.testclient import TestClient
from rdflib.namespace import RDF, VOID

from api.app import create_app
from kg.settings import Settings
from kg.sparql import examples

SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
TOKEN = {"authorization": "Bearer t", "content-type": "text/turtle"}
FORMS = (
    ("text/turtle", "turtle"),
    ("application/rdf+xml", "xml"),
    ("application/n-triples", "nt"),
    ("application/ld+json", "json-ld"),
)
DATA = "@prefix : <https://example.org/> . :a a :Tree ; :p 1 , 2 . :b a :Tree ; :q :a . [] a :Leaf ."


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(store=tmp_path / "graph", token="t"))) as opened:
        assert opened.put("/rdf-graph-store?default", content=DATA, headers=TOKEN).status_code == 204
        yield opened


def graph(client: TestClient, path: str, accept: str, form: str) -> rdflib.Graph:
    answer = client.get(path, headers={"accept": accept})
    assert answer.headers["content-type"].partition(";")[0] == accept
    return rdflib.Graph().parse(data=answer.text, format=form)


@pytest.mark.parametrize(("accept", "form"), FORMS)
def test_the_service_describes_itself(client: TestClient, accept: str, form: str) -> None:
    described = graph(client, "/sparql", accept, form)
    service = described.value(None, RDF.type, SD.Service)
    assert str(described.value(service, SD.endpoint)) == "http://testserver/sparql"
    assert set(described.objects(service, SD.supportedLanguage)) == {SD.SPARQL11Query, SD.SPARQL11Update}
    assert described.value(service, SD.defaultDataset)


def test_a_service_that_takes_no_updates_says_so(tmp_path: Path) -> None:
    with TestClient(create_app(Settings(store=tmp_path / "graph"))) as closed:
        described = graph(closed, "/sparql", "text/turtle", "turtle")
    assert not list(described.subjects(SD.supportedLanguage, SD.SPARQL11Update))


def test_void_counts_classes_and_properties(client: TestClient) -> None:
    found = graph(client, "/.well-known/void", "text/turtle", "turtle")
    data = found.value(None, RDF.type, VOID.Dataset)
    classes = {str(found.value(p, VOID["class"])): int(found.value(p, VOID.entities)) for p in found.objects(data, VOID.classPartition)}
    properties = {
        str(found.value(p, VOID.property)): int(found.value(p, VOID.triples)) for p in found.objects(data, VOID.propertyPartition)
    }
    assert classes == {"https://example.org/Tree": 2, "https://example.org/Leaf": 1}
    assert properties == {str(RDF.type): 3, "https://example.org/p": 2, "https://example.org/q": 1}
    assert int(found.value(data, VOID.triples)) == 6


def test_void_follows_the_store(client: TestClient) -> None:
    before = client.get("/.well-known/void")
    assert client.get("/.well-known/void", headers={"if-none-match": before.headers["etag"]}).status_code == 304
    client.post("/rdf-graph-store?default", content="<a:b> a <a:c> .", headers=TOKEN)
    assert "a:c" in client.get("/.well-known/void").text
    assert client.get("/void", follow_redirects=False).headers["location"] == "/.well-known/void"


SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")


def test_example_queries_run_as_they_stand(client: TestClient) -> None:
    described = graph(client, "/sparql", "text/turtle", "turtle")
    texts = [str(described.value(one, SH.select)) for one in described.subjects(RDF.type, SH.SPARQLExecutable)]
    assert len(texts) == len(examples()) > 0
    for text in texts:
        assert client.post("/sparql", data={"query": text}).status_code == 200, text


@pytest.mark.parametrize(("origins", "allowed"), [(("*",), "*"), (("https://a.example",), "https://a.example"), ((), None)])
def test_pages_of_other_origins_may_read(tmp_path: Path, origins: tuple[str, ...], allowed: str | None) -> None:
    with TestClient(create_app(Settings(store=tmp_path / "graph", cors=origins))) as opened:
        answer = opened.get("/sparql", params={"query": "ASK {}"}, headers={"origin": "https://a.example"})
        assert answer.headers.get("access-control-allow-origin") == allowed


@pytest.mark.parametrize(
    ("method", "sent", "status"),
    [("POST", "content-type", 200), ("PUT", "content-type", 400), ("DELETE", "accept", 400), ("POST", "authorization", 400)],
)
def test_pages_of_other_origins_may_not_write(client: TestClient, method: str, sent: str, status: int) -> None:
    asked = {"origin": "https://a.example", "access-control-request-method": method, "access-control-request-headers": sent}
    assert client.options("/sparql", headers=asked).status_code == status
