"""Timelines: what happened, was said and was stood for, by day, in lanes of those who did it or of where it happened."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import StrEnum
from textwrap import shorten
from typing import Final

from kg import query
from kg.arrangements import Lane, Timeline
from kg.foremost import Asked, foremost
from kg.graph import Edge, FactCard, Node, Subgraph
from kg.neighbourhood import drawn, kind_of
from kg.query import EventFound, Fact, FactKind, Named, StanceTaken, StatementMade
from kg.records import Polarity
from kg.store import Store
from kg.wording import line


class Lanes(StrEnum):
    """What a lane of a timeline stands for."""

    ACTOR = "actor"
    PLACE = "place"


_LANES: Final = 9
_WORDS: Final = 60
_VERBS: Final = {"Supports": "supports", "Opposes": "opposes", "Conditional": "conditional on", "Undecided": "undecided on"}
_OTHERS: Final = {Lanes.ACTOR: "Others", Lanes.PLACE: "Place not told"}


def timeline(store: Store, center: Named | None, lanes: Lanes = Lanes.ACTOR, limit: int = 150) -> Subgraph:
    """What happened around something, or everything that happened.

    Args:
        store: where to look.
        center: an actor (events, statements and stances), a place (events there and in places within), an issue (stances); None takes all
            events.
        lanes: by the first actor of each happening, or by its place.
        limit: most nodes; the most reported happenings are kept.
    """
    read = foremost(store, _asked(center))
    kept = sorted(read.facts, key=lambda fact: (-fact.articles, -len(fact.evidence), fact.fact))[: max(1, limit - _LANES - 1)]
    whole = _with_moments(drawn(store, kept, _title(center)), kept, center)
    moments = {fact.fact for fact in kept}
    rows = _lanes(whole, moments, lanes, center)
    shown = moments | {lane.head for lane in rows if lane.head}
    nodes = tuple(node for node in whole.nodes if node.iri in shown)
    edges = tuple(edge for edge in whole.edges if edge.source in shown and edge.target in shown and {edge.source, edge.target} & moments)
    middle = center.iri if center and any(node.iri == center.iri for node in nodes) else None
    total = len(nodes) + read.found - len(kept)
    return replace(whole, center=middle, nodes=nodes, edges=edges, total_nodes=total, arrangement=Timeline(rows))


def _title(center: Named | None) -> str:
    return f"{center.label}: what happened when" if center else "What happened when"


def _asked(center: Named | None) -> list[Asked]:
    if center is None:
        return [(FactKind.EVENT, ())]
    kind = kind_of(center.kinds)
    if kind == "issue":
        return [(FactKind.STANCE, (query.or_narrower(center.iri),))]
    if kind == "place":
        return [(FactKind.EVENT, (query.inside(center.iri),))]
    x = query.among("x", [center.iri])
    return [
        (FactKind.EVENT, (x, "?fact kg:agent|kg:recipient ?x .")),
        (FactKind.STANCE, (x, "?fact kg:heldBy ?x .")),
        (FactKind.STATEMENT, (x, "?fact kg:speaker ?x .")),
    ]


def _with_moments(subgraph: Subgraph, facts: Sequence[Fact], center: Named | None) -> Subgraph:
    """The subgraph with a node for each stance and statement, joined to who holds or makes it."""
    iris = {fact.fact for fact in facts if not isinstance(fact, EventFound)}
    events = tuple(edge for edge in subgraph.edges if not any(card.iri in iris for card in edge.facts))
    speakers = {card.iri: node.iri for node in subgraph.nodes for card in node.facts if card.kind == "statement"}
    speakers |= {card.iri: edge.source for edge in subgraph.edges if edge.relation == "addressee" for card in edge.facts}
    more = [moment for fact in facts for moment in _moment(fact, speakers, center)]
    nodes = tuple(
        replace(node, facts=tuple(card for card in node.facts if card.iri not in iris)) if node.kind != "event" else node
        for node in subgraph.nodes
    )
    return replace(subgraph, nodes=(*nodes, *(node for node, _ in more)), edges=(*events, *(edge for _, edge in more)))


def _moment(fact: Fact, speakers: dict[str, str], center: Named | None) -> Iterator[tuple[Node, Edge]]:
    if isinstance(fact, StanceTaken):
        polarity, card = Polarity(fact.polarity), FactCard(fact.fact, line(fact), fact.evidence, "stance")
        days = fact.first_stated, fact.last_stated
        about = fact.issue_label if center is None or fact.issue != center.iri else ""
        label = f"{_VERBS[fact.polarity] if about else polarity.lower()} {about}".strip()
        edge = Edge(fact.actor, fact.fact, "stance", polarity.lower(), polarity, *days, (card,))
        yield Node(fact.fact, label, "stance", fact.condition or "", polarity=polarity, earliest=days[0], latest=days[1]), edge
    if isinstance(fact, StatementMade) and fact.fact in speakers:
        card = FactCard(fact.fact, line(fact), fact.evidence, "statement")
        label = f"“{shorten(fact.text, _WORDS, placeholder=' …')}”"
        edge = Edge(speakers[fact.fact], fact.fact, "about", "says", None, fact.stated_on, fact.stated_on, (card,))
        yield Node(fact.fact, label, "statement", earliest=fact.stated_on, latest=fact.stated_on), edge


def _lanes(subgraph: Subgraph, moments: set[str], lanes: Lanes, center: Named | None) -> tuple[Lane, ...]:
    """The lanes, the centre's first and then the fullest; what belongs to none of the fullest comes last."""
    owners = _owners(subgraph, moments, lanes)
    often = Counter(owner for found in owners.values() for owner in found)
    first = center.iri if center else ""
    chosen = {moment: min(found, key=lambda owner: (owner != first, -often[owner], owner)) for moment, found in owners.items()}
    members: defaultdict[str, list[str]] = defaultdict(list)
    for moment in sorted(moments & {node.iri for node in subgraph.nodes}):
        members[chosen.get(moment, "")].append(moment)
    labels = {node.iri: node.label for node in subgraph.nodes}
    heads = sorted(members.keys() - {""}, key=lambda head: (head != first, -len(members[head]), labels[head], head))
    rest = sorted([*members[""], *(moment for head in heads[_LANES:] for moment in members[head])])
    rows = [Lane(labels[head], head, tuple(members[head])) for head in heads[:_LANES]]
    if rows and rows[0].head == first:
        rows[:1] = _parts(rows[0], {node.iri: node.kind for node in subgraph.nodes})
    return (*rows, Lane(_OTHERS[lanes], None, tuple(rest))) if rest else tuple(rows)


def _parts(lane: Lane, kinds: dict[str, str]) -> list[Lane]:
    """The lane of the one that a timeline is about, apart for events, stances and statements."""
    parts = [
        Lane(heading, None, tuple(iri for iri in lane.members if kinds[iri] == kind))
        for kind, heading in (("event", "Events"), ("stance", "Positions"), ("statement", "Statements"))
    ]
    filled = [part for part in parts if part.members]
    return [replace(filled[0], head=lane.head), *filled[1:]] if len(filled) > 1 else [lane]


def _owners(subgraph: Subgraph, moments: set[str], lanes: Lanes) -> dict[str, list[str]]:
    """Whose lane each happening may stand in: its agents, else those it is done to; or its places."""
    found: dict[str, dict[str, list[str]]] = {moment: {"does": [], "is done to": []} for moment in moments}
    for edge in subgraph.edges:
        if lanes is Lanes.PLACE and edge.relation == "place" and edge.source in found:
            found[edge.source]["does"].append(edge.target)
        if lanes is Lanes.ACTOR and edge.relation in ("agent", "stance", "about") and edge.target in found:
            found[edge.target]["does"].append(edge.source)
        if lanes is Lanes.ACTOR and edge.relation == "recipient" and edge.source in found:
            found[edge.source]["is done to"].append(edge.target)
    return {moment: owners for moment, roles in found.items() if (owners := roles["does"] or roles["is done to"])}
