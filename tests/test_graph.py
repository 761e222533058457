"""Subgraphs, their paths and their exchange formats."""

from __future__ import annotations

import io
from datetime import date

import networkx as nx
import pytest
from invented import card, story

from kg.graph import Edge, Node, Subgraph, distances, gexf, graphml, most_relevant, paths, to_networkx
from kg.records import Polarity

FACT = card("fact", 1, "a fact", "Somebody said so.")


def chain(*pairs: str, center: str | None = "a", total: int = 0) -> Subgraph:
    """A subgraph of one-letter nodes: `ab` is an edge with evidence, `a~b` one of background knowledge."""
    letters = sorted({letter for pair in pairs for letter in pair if letter != "~"})
    edges = tuple(Edge(pair[0], pair[-1], "stance", f"{pair[0]} to {pair[-1]}", facts=() if "~" in pair else (FACT,)) for pair in pairs)
    return Subgraph("Letters", center, tuple(Node(letter, letter.upper(), "person") for letter in letters), edges, total or len(letters))


def names(subgraph: Subgraph) -> str:
    return "".join(node.iri for node in subgraph.nodes)


@pytest.mark.parametrize(
    ("pairs", "limit", "kept"),
    [
        (("ab", "bc", "cd"), 9, "abcd"),
        (("ab", "bc", "cd"), 2, "ab"),
        (("ba", "cb", "dc"), 3, "abc"),
        (("ab", "ac", "ad", "ce"), 2, "ac"),
        (("ab", "cd", "ce", "cf"), 3, "abc"),
        (("ab", "ac"), 1, "a"),
    ],
)
def test_most_relevant_prefers_the_near_then_the_connected(pairs: tuple[str, ...], limit: int, kept: str) -> None:
    assert names(most_relevant(chain(*pairs), limit)) == kept


def test_most_relevant_without_centre_prefers_the_connected() -> None:
    assert names(most_relevant(chain("ab", "cd", "ce", center=None), 1)) == "c"


def test_most_relevant_keeps_only_edges_between_kept_nodes() -> None:
    assert [edge.label for edge in most_relevant(chain("ab", "bc", "ba"), 2).edges] == ["a to b", "b to a"]


@pytest.mark.parametrize(
    ("subgraph", "extent"),
    [
        (chain("ab"), "2 entities"),
        (chain("aa"), "1 entity"),
        (chain("ab", total=1240), "2 of 1,240 entities"),
        (most_relevant(chain("ab", "bc"), 2), "2 of 3 entities"),
        (most_relevant(story(200)), "150 of 200 entities"),
    ],
)
def test_extent_says_how_much_is_shown(subgraph: Subgraph, extent: str) -> None:
    assert subgraph.extent == extent


def test_distances_count_steps_in_either_direction() -> None:
    assert distances(chain("ba", "bc", "de")) == {"a": 0, "b": 1, "c": 2}


@pytest.mark.parametrize(
    ("pairs", "ends", "found"),
    [
        (("ab", "bc"), "ac", ["abc"]),
        (("ba", "bc"), "ac", ["abc"]),
        (("ab", "bc", "ac"), "ac", ["ac", "abc"]),
        (("a~b", "bc"), "ac", []),
        (("ab", "bc", "cd", "de", "ef"), "af", []),
        (("ab", "cd"), "ad", []),
        (("ab",), "aa", []),
        (("ab",), "az", []),
    ],
)
def test_paths_are_the_shortest_chains_with_evidence(pairs: tuple[str, ...], ends: str, found: list[str]) -> None:
    assert ["".join(node.iri for node in path.nodes) for path in paths(chain(*pairs), ends[0], ends[1])] == found


def test_paths_keep_all_edges_of_a_hop_and_end_at_the_limit() -> None:
    one, *rest = paths(chain("ab", "ba", "bc", "ac", "ad", "dc"), "a", "c", limit=2)
    assert [edge.label for edge in one.hops[0]] == ["a to c"]
    assert len(rest) == 1
    assert sorted(len(hop) for hop in rest[0].hops) in ([1, 1], [1, 2])


def test_paths_of_a_story_hold_evidence_on_every_hop() -> None:
    subgraph = story(60)
    people = [node.iri for node in subgraph.nodes if node.kind == "person"]
    found = paths(subgraph, people[0], people[3], cutoff=8)
    assert found
    assert all(any(fact.evidence for edge in hop for fact in edge.facts) for path in found for hop in path.hops)


def test_to_networkx_keeps_parallel_edges_and_plain_values() -> None:
    edge = Edge("a", "b", "stance", "opposes", Polarity.OPPOSES, date(2031, 3, 1), None, (FACT,))
    graph = to_networkx(
        Subgraph("Two", None, (Node("b", "B", "issue"), Node("a", "A", "person")), (edge, edge, Edge("a", "x", "r", "lost")), 2)
    )
    assert list(graph) == ["a", "b"]
    assert graph.number_of_edges("a", "b") == graph.number_of_edges() == 2
    assert graph.edges["a", "b", "e0"] == {
        "label": "opposes",
        "relation": "stance",
        "polarity": "Opposes",
        "earliest": "2031-03-01",
        "latest": "",
        "facts": 1,
        "text": "a fact",
        "evidence": "Somebody said so.",
        "sources": "https://news.example/1",
    }


@pytest.mark.parametrize("size", [2, 60])
def test_exchange_formats_read_back(size: int) -> None:
    subgraph = story(size)
    for data, read in ((graphml(subgraph), nx.read_graphml), (gexf(subgraph), nx.read_gexf)):
        graph = read(io.BytesIO(data))
        assert {name: values["label"] for name, values in graph.nodes(data=True)} == {node.iri: node.label for node in subgraph.nodes}
        assert graph.number_of_edges() == len(subgraph.edges)


def test_exchange_formats_are_the_same_on_any_day_and_in_any_order() -> None:
    subgraph = story(60)
    turned = Subgraph(subgraph.title, subgraph.center, subgraph.nodes[::-1], subgraph.edges[::-1], 60)
    assert graphml(subgraph) == graphml(turned)
    assert gexf(subgraph) == gexf(turned)
    assert b"lastmodified" not in gexf(subgraph)


def test_exchange_formats_drop_what_xml_cannot_hold() -> None:
    subgraph = Subgraph("T\x00", None, (Node("a", "bell \x07 & <b> ]]>", "person"),), (), 1)
    assert nx.read_graphml(io.BytesIO(graphml(subgraph))).nodes["a"]["label"] == "bell  & <b> ]]>"
    assert nx.read_gexf(io.BytesIO(gexf(subgraph))).nodes["a"]["label"] == "bell  & <b> ]]>"
