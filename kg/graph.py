"""Subgraphs: what a picture, a path or an exchange file shows of the graph.

In come the nodes and edges that `kg.query` reads from the store; out come the most relevant part of them, the paths
that connect two nodes, a `networkx.MultiDiGraph`, GraphML and GEXF. Actors, issues, places, offices and events are
nodes. A stance is an edge from its holder to the issue, a tenure an edge from the person to the body, a statement an
edge from its speaker to an addressee or to what it is about. Every fact keeps the quotes that state it.
"""

from __future__ import annotations

import io
import itertools
import re
from collections import Counter, deque
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from kg.query import Quote

if TYPE_CHECKING:
    import networkx as nx

    from kg.arrangements import Arrangement
    from kg.records import Modality, Polarity

NOT_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold."""

DAY_OF_EXPORT = re.compile(rb' lastmodifieddate="[0-9-]+"')


@dataclass(frozen=True, slots=True)
class FactCard:
    """A fact as people read it.

    Attributes:
        iri: the stance, tenure, statement or event.
        text: the fact in one line; of a statement its words, of a conditional stance with the condition.
        evidence: the quotes that state it.
        kind: heading that the fact is listed under, such as `statement`.
    """

    iri: str
    text: str
    evidence: tuple[Quote, ...]
    kind: str = "fact"


@dataclass(frozen=True, slots=True)
class Node:
    """A thing of the graph.

    Attributes:
        kind: person, organization, country, place, group, office, issue, event, stance or statement.
        detail: a line that tells the node from its namesakes ("foreign minister of Freedonia").
        modality: whether an event is actual; None for everything else.
        facts: facts that no edge shows, such as statements to nobody in particular.
        href: address of the page about the node, where it has one.
        polarity: of a stance.
        earliest, latest: days of an event, a stance or a statement, both included; None where the text gives none.
    """

    iri: str
    label: str
    kind: str
    detail: str = ""
    modality: Modality | None = None
    facts: tuple[FactCard, ...] = ()
    href: str | None = None
    polarity: Polarity | None = None
    earliest: date | None = None
    latest: date | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """A relation between two nodes; two nodes may have several.

    Attributes:
        source, target: IRIs of nodes.
        relation: name of the relation, the same for all edges of its sort: `stance`, `tenure`, `agent`, `recipient`,
            `place`, `addressee`, `about`, `within` ...
        label: the words on the edge ("opposes", "foreign minister").
        polarity: of a stance.
        earliest, latest: days in question, both included; None where the text gives none.
        facts: the facts that the edge stands for; empty for background knowledge such as containment of places.
    """

    source: str
    target: str
    relation: str
    label: str
    polarity: Polarity | None = None
    earliest: date | None = None
    latest: date | None = None
    facts: tuple[FactCard, ...] = ()


@dataclass(frozen=True, slots=True)
class Subgraph:
    """A part of the graph, ready to be drawn.

    Attributes:
        center: IRI of the node that the picture is about, if any.
        total_nodes: number of nodes that the question found, of which `nodes` may be a part.
        footer: where the picture comes from: store, date, query.
        arrangement: how the nodes stand to each other; None leaves it to the edges.
    """

    title: str
    center: str | None
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    total_nodes: int
    footer: str = ""
    arrangement: Arrangement | None = None

    @property
    def extent(self) -> str:
        """How much of the answer is shown: `60 entities` or `150 of 1,240 entities`."""
        if len(self.nodes) < self.total_nodes:
            return f"{len(self.nodes):,} of {self.total_nodes:,} entities"
        return f"{len(self.nodes):,} entit{'y' if len(self.nodes) == 1 else 'ies'}"


@dataclass(frozen=True, slots=True)
class Path:
    """A chain of nodes; `hops[i]` holds the edges between `nodes[i]` and `nodes[i + 1]`, in either direction."""

    nodes: tuple[Node, ...]
    hops: tuple[tuple[Edge, ...], ...]


def most_relevant(subgraph: Subgraph, limit: int = 150) -> Subgraph:
    """The `limit` nodes nearest to the centre, the best connected and most reported first, with the edges among them."""
    if len(subgraph.nodes) <= limit:
        return subgraph
    distance, degree, told = distances(subgraph), degrees(subgraph), _told(subgraph)
    ranked = sorted(
        subgraph.nodes,
        key=lambda node: (distance.get(node.iri, len(subgraph.nodes)), -degree[node.iri], -told[node.iri], node.label, node.iri),
    )
    return restricted(subgraph, {node.iri for node in ranked[:limit]})


def restricted(subgraph: Subgraph, kept: set[str]) -> Subgraph:
    """The part of a subgraph on the nodes `kept`, in the same order, still knowing how many there were."""
    return replace(
        subgraph,
        nodes=tuple(node for node in subgraph.nodes if node.iri in kept),
        edges=tuple(edge for edge in subgraph.edges if edge.source in kept and edge.target in kept),
        total_nodes=max(subgraph.total_nodes, len(subgraph.nodes)),
    )


def degrees(subgraph: Subgraph) -> Counter[str]:
    """Number of edges at each node."""
    return Counter(end for edge in subgraph.edges for end in (edge.source, edge.target))


def _told(subgraph: Subgraph) -> Counter[str]:
    """Number of sentences at the edges of each node."""
    told: Counter[str] = Counter()
    for edge in subgraph.edges:
        quotes = sum(len(fact.evidence) for fact in edge.facts)
        told.update({edge.source: quotes, edge.target: quotes})
    return told


def distances(subgraph: Subgraph) -> dict[str, int]:
    """Steps from the centre, along edges in either direction, to every node that it reaches."""
    if subgraph.center is None:
        return {}
    neighbours = _neighbours(subgraph.edges)
    found, queue = {subgraph.center: 0}, deque([subgraph.center])
    while queue:
        node = queue.popleft()
        for other in neighbours.get(node, ()):
            if other not in found:
                found[other] = found[node] + 1
                queue.append(other)
    return found


def _neighbours(edges: tuple[Edge, ...]) -> dict[str, list[str]]:
    neighbours: dict[str, list[str]] = {}
    for edge in edges:
        neighbours.setdefault(edge.source, []).append(edge.target)
        neighbours.setdefault(edge.target, []).append(edge.source)
    return neighbours


def paths(subgraph: Subgraph, a: str, b: str, cutoff: int = 4, limit: int = 5) -> tuple[Path, ...]:
    """The shortest chains of facts that connect two nodes, shortest first.

    Only edges that an article states count; directions do not.

    Args:
        subgraph: where to look.
        a: IRI of one end.
        b: IRI of the other end.
        cutoff: longest path, in edges.
        limit: number of paths.
    """
    import networkx as nx

    stated = _stated(subgraph)
    if a == b or a not in stated or b not in stated or not nx.has_path(stated, a, b):
        return ()
    chains = itertools.takewhile(lambda chain: len(chain) <= cutoff + 1, nx.shortest_simple_paths(stated, a, b))
    nodes = {node.iri: node for node in subgraph.nodes}
    return tuple(
        Path(tuple(nodes[iri] for iri in chain), tuple(stated.edges[pair]["edges"] for pair in itertools.pairwise(chain)))
        for chain in itertools.islice(chains, limit)
    )


def _stated(subgraph: Subgraph) -> nx.Graph[str]:
    """Undirected simple graph of the edges that have evidence, each pair with all its edges."""
    import networkx as nx

    graph: nx.Graph[str] = nx.Graph()
    known = {node.iri for node in subgraph.nodes}
    for edge in sorted(subgraph.edges, key=_order):
        if any(fact.evidence for fact in edge.facts) and edge.source in known and edge.target in known and edge.source != edge.target:
            between = graph.get_edge_data(edge.source, edge.target, default={"edges": ()})["edges"]
            graph.add_edge(edge.source, edge.target, edges=(*between, edge))
    return graph


def to_networkx(subgraph: Subgraph) -> nx.MultiDiGraph[str]:
    """The subgraph with plain text and numbers as attributes; unknown values are empty.

    Nodes and edges come in the order of their IRIs; parallel edges are kept, keyed `e0`, `e1` and so on.
    """
    import networkx as nx

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(name=subgraph.title)
    for node in sorted(subgraph.nodes, key=lambda node: node.iri):
        graph.add_node(node.iri, **_described(node))
    edges = (edge for edge in sorted(subgraph.edges, key=_order) if edge.source in graph and edge.target in graph)
    for number, edge in enumerate(edges):
        graph.add_edge(edge.source, edge.target, key=f"e{number}", **_attributes(edge))
    return graph


def _order(edge: Edge) -> tuple[str, str, str, str, str, str]:
    return edge.source, edge.target, edge.relation, edge.label, str(edge.earliest or ""), ",".join(fact.iri for fact in edge.facts)


def _described(node: Node) -> dict[str, str]:
    return {
        "label": node.label,
        "kind": node.kind,
        "detail": node.detail,
        "modality": str(node.modality or ""),
        "earliest": node.earliest.isoformat() if node.earliest else "",
        "latest": node.latest.isoformat() if node.latest else "",
    }


def _attributes(edge: Edge) -> dict[str, str | int]:
    quotes = [quote for fact in edge.facts for quote in fact.evidence]
    return {
        "label": edge.label,
        "relation": edge.relation,
        "polarity": str(edge.polarity or ""),
        "earliest": edge.earliest.isoformat() if edge.earliest else "",
        "latest": edge.latest.isoformat() if edge.latest else "",
        "facts": len(edge.facts),
        "text": "; ".join(fact.text for fact in edge.facts),
        "evidence": " | ".join(quote.sentence for quote in quotes),
        "sources": " | ".join(dict.fromkeys(quote.url or quote.article for quote in quotes)),
    }


def graphml(subgraph: Subgraph) -> bytes:
    """GraphML, for yEd, Gephi, igraph and others; the same bytes for the same subgraph."""
    import networkx as nx

    buffer = io.BytesIO()
    nx.write_graphml_xml(_clean(to_networkx(subgraph)), buffer)
    return buffer.getvalue() + b"\n"


def gexf(subgraph: Subgraph) -> bytes:
    """GEXF 1.2, for Gephi; the same bytes for the same subgraph, so without the day of export."""
    import networkx as nx

    buffer = io.BytesIO()
    nx.write_gexf(_clean(to_networkx(subgraph)), buffer)
    return DAY_OF_EXPORT.sub(b"", buffer.getvalue(), count=1) + b"\n"


def _clean(graph: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    """The graph without the characters that XML cannot hold."""
    for attributes in (graph.graph, *(data for _, data in graph.nodes(data=True)), *(data for *_, data in graph.edges(data=True))):
        attributes.update({name: NOT_XML.sub("", value) for name, value in attributes.items() if isinstance(value, str)})
    return graph
