"""Pictures as text; what a browser makes of them is tested in `tests/browser`."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from invented import BASE, card, story

from kg.graph import Edge, Node, Subgraph
from kg.records import Modality, Polarity
from kg.render import NOTICE, frame, html, policy

HOSTILE = "</script><script>alert(1)</script>\"'><img src=x onerror=alert(1)> href {{ 7*7 }} \u2028 =cmd"


def embedded(page: str) -> dict[str, Any]:
    """The data of a picture, with the names of its rows at each row and whole IRIs, as the page reads it."""
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert found
    data: dict[str, Any] = json.loads(found[1])
    for name, table in data.items():
        if isinstance(table, dict) and table.keys() == {"names", "rows"}:
            data[name] = [
                {key: value for key, value in zip(table["names"], row, strict=False) if value is not None} for row in table["rows"]
            ]
    for each in (*data["nodes"], *data["facts"]):
        each["iri"] = data["base"] + each["iri"]
    return data


class Tags(HTMLParser):
    """Names and attributes of all tags."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_html_is_one_file_that_loads_nothing() -> None:
    tags = Tags(html(story(12))).found
    assert [attrs for tag, attrs in tags if "src" in attrs or tag == "iframe"] == []
    assert [attrs["href"] for _, attrs in tags if "href" in attrs] == ["data:,"]
    assert [tag for tag, attrs in tags if any(name.startswith("on") or name == "style" for name in attrs)] == []


def test_html_carries_the_policy_and_the_source_line() -> None:
    page = html(story(12))
    assert f'http-equiv="Content-Security-Policy" content="{policy()}"' in page
    assert policy().startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy()
    assert NOTICE in page
    assert "neighbourhood of “strait treaty”" in page


def test_html_writes_nothing_into_the_working_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    html(story(12))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("theme", ["auto", "light", "dark"])
def test_html_has_the_theme_asked_for(theme: Any) -> None:
    assert f'<html lang="en" data-theme="{theme}">' in html(story(2), theme=theme)


def test_html_embeds_every_node_and_edge() -> None:
    subgraph = story(60)
    data = embedded(html(subgraph))
    iris = {node["id"]: node["iri"] for node in data["nodes"]}
    assert {node["iri"]: node["label"] for node in data["nodes"]} == {node.iri: node.label for node in subgraph.nodes}
    drawn = [(iris[edge["from"]], iris[edge["to"]], edge["words"]) for edge in data["edges"]]
    assert drawn == [(edge.source, edge.target, edge.label) for edge in subgraph.edges]
    assert len(data["facts"]) == len({fact for edge in subgraph.edges for fact in edge.facts})


def test_html_keeps_parallel_edges_apart() -> None:
    nodes = (Node("a", "A", "person"), Node("b", "B", "issue"))
    edges = tuple(Edge(*ends, "stance", "says", Polarity.SUPPORTS) for ends in (("a", "b"), ("a", "b"), ("b", "a")))
    drawn = embedded(html(Subgraph("Two", "a", nodes, edges, 2)))["edges"]
    assert len(drawn) == 3
    assert "smooth" not in drawn[1]
    # The third runs the other way, so the same turn bends it to the other side of the middle one.
    assert drawn[0]["smooth"]["type"] == drawn[2]["smooth"]["type"]
    assert drawn[0]["smooth"]["roundness"] == drawn[2]["smooth"]["roundness"] > 0


def test_html_shares_facts_between_edges() -> None:
    fact = card("event", 1, "A meets B", "A met B.")
    nodes = tuple(Node(name, name, "person") for name in "abe")
    edges = (Edge("a", "e", "agent", "meets", facts=(fact,)), Edge("b", "e", "agent", "meets", facts=(fact,)))
    data = embedded(html(Subgraph("Meeting", None, nodes, edges, 3)))
    assert [edge["facts"] for edge in data["edges"]] == [[0], [0]]
    assert len(data["facts"]) == len(data["quotes"]) == len(data["articles"]) == 1


@pytest.mark.parametrize(
    "subgraph",
    [
        Subgraph("Empty", None, (), (), 0),
        Subgraph("Lost ends", "x", (Node("a", "", "no such kind"),), (Edge("a", "gone", "no such relation", ""),), 5),
        Subgraph("Loop", "a", (Node("a", "A", "event", modality=Modality.DENIED),), (Edge("a", "a", "about", "itself"),), 1),
        Subgraph("Twice", None, (Node("a", "A", "person"), Node("a", "A", "person")), (), 1),
    ],
    ids=lambda subgraph: subgraph.title,
)
def test_html_of_odd_subgraphs_can_be_read(subgraph: Subgraph) -> None:
    data = embedded(html(subgraph))
    assert data["title"] == subgraph.title
    assert all(edge["from"] in {node["id"] for node in data["nodes"]} for edge in data["edges"])


def test_html_keeps_hostile_text_in_the_data() -> None:
    page = html(Subgraph(HOSTILE, HOSTILE, (Node(HOSTILE, HOSTILE, "person", HOSTILE),), (), 1, HOSTILE))
    assert [tag for tag, _ in Tags(page).found if tag == "img"] == []
    assert page.count("<script") == 3 + page.split("<script>", 1)[1].split("</script>", 1)[0].count("<script")
    assert embedded(page)["nodes"][0]["label"] == HOSTILE


def test_html_gives_the_same_bytes_again() -> None:
    assert html(story(60)) == html(story(60))


def test_html_gives_the_same_bytes_under_any_hash_seed() -> None:
    code = "import hashlib, invented, kg.render; print(hashlib.sha256(kg.render.html(invented.story(60)).encode()).hexdigest())"
    where = str(Path(__file__).parent)
    path = [where, str(Path(where).parent)]
    digests = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(path)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1


def test_html_of_200_nodes_stays_small() -> None:
    assert len(html(story(200)).encode()) < 690_000


def test_html_tells_what_many_rows_share_once() -> None:
    page = html(story(60))
    assert page.count(BASE) == 2  # where all IRIs begin, and what stands in the middle
    assert page.count('"earliest"') == 2  # of nodes and of edges
    assert page.count('"invented.rule"') == 1


def test_frame_is_sandboxed_and_escaped() -> None:
    shown = Tags(frame('<p title="x">hello</p>', height=300)).found
    assert [tag for tag, _ in shown] == ["iframe"]
    assert shown[0][1]["srcdoc"] == '<p title="x">hello</p>'
    assert "allow-same-origin" not in str(shown[0][1]["sandbox"])
