"""Pictures over HTTP: the question chosen, the form chosen, and what cannot be asked."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from articles import write
from fastapi.testclient import TestClient

from api.app import create_app
from kg.pipeline import build
from kg.settings import Settings

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    place = tmp_path_factory.mktemp("pictures")
    build([write(place, 0, 1)], Settings(store=place / "graph"))
    with TestClient(create_app(Settings(store=place / "graph"))) as opened:
        yield opened


def test_graph_draws_the_view_asked_for(client: TestClient) -> None:
    titles = {
        "<title>Antti Rautio</title>": {"center": "Rautio"},
        "<title>Antti Rautio: what happened when</title>": {"center": "Rautio", "view": "timeline"},
        "<title>What happened when</title>": {},
    }
    for title, asked in titles.items():
        assert title in client.get("/graph", params=asked).text


def test_graph_links_nodes_to_their_pages(client: TestClient) -> None:
    assert '"/actors/person/' in client.get("/graph", params={"center": "Rautio"}).text


@pytest.mark.parametrize(("form", "media"), [("graphml", "application/graphml+xml"), ("gexf", "application/gexf+xml")])
def test_graph_comes_as_a_file_for_gephi(client: TestClient, form: str, media: str) -> None:
    given = client.get("/graph", params={"center": "Rautio", "format": form})
    assert given.headers["content-type"].startswith(media)
    assert given.headers["content-disposition"] == f'attachment; filename="graph.{form}"'
    assert given.content.startswith(b"<")


@pytest.mark.parametrize(
    ("asked", "status"),
    [({"center": "Nobody"}, 404), ({"center": "Rautio", "view": "issue"}, 400), ({"center": "Rautio", "view": "map"}, 422)],
)
def test_graph_refuses_what_cannot_be_drawn(client: TestClient, asked: dict[str, str], status: int) -> None:
    assert client.get("/graph", params=asked).status_code == status
