"""Subgraphs read from the store: what surrounds an entity, and everything at once.

The facts come from `kg.query`, with their quotes; `kg.graph` says what nodes and edges are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from kg import query
from kg.foremost import MOST, Asked, foremost
from kg.graph import Edge, FactCard, Node, Subgraph, most_relevant
from kg.query import EventFound, Fact, FactKind, OfficeHeld, QuantityGiven, StanceTaken, StatementMade
from kg.records import Modality, Polarity
from kg.store import Row, Store
from kg.vocabulary import KG
from kg.wording import line, office

_KINDS = {"Country": "country", "Person": "person", "Organization": "organization", "Group": "group", "Place": "place"}


def everything(store: Store) -> Subgraph:
    """All actors, places, issues and events with all facts between them."""
    facts: list[Fact] = [*query.offices(store), *query.stances(store), *query.statements(store), *query.events(store)]
    return _built(store, "All facts", None, facts)


def around(store: Store, center: str, steps: int = 2, limit: int = 150) -> Subgraph:
    """What surrounds an entity.

    Args:
        store: where to look.
        center: IRI of an actor, place, issue or event.
        steps: 1 takes the facts that it takes part in, 2 also those of its neighbours among each other.
        limit: number of neighbours, the most relevant first, whose own facts are looked at.
    """
    first = foremost(store, _about([center]))
    found = _built(store, "", center, first.facts)
    if steps > 1:
        found = _joined(store, found, first.facts, limit)
    total = max(len(found.nodes), first.entities or 0)
    return replace(found, total_nodes=total, title=next((_title(node) for node in found.nodes if node.iri == center), center))


def _joined(store: Store, found: Subgraph, facts: Sequence[Fact], limit: int) -> Subgraph:
    """The subgraph with the facts that its nodes have among each other; where these are too many to read, of the nearest nodes only."""
    ring = [node.iri for node in most_relevant(found, limit).nodes]
    known, inner = {node.iri for node in found.nodes}, {fact.fact for fact in facts}
    asked = _about(ring) if len(facts) < MOST else _between([iri for iri in ring if iri != found.center])
    more = [fact for fact in foremost(store, asked).facts if fact.fact not in inner]
    outer = _built(store, "", found.center, [*facts, *more])
    kept = tuple(edge for edge in outer.edges if edge.source in known and edge.target in known)
    return replace(outer, nodes=tuple(node for node in outer.nodes if node.iri in known), edges=kept, total_nodes=len(known))


def drawn(store: Store, facts: Sequence[Fact], title: str = "", center: str | None = None) -> Subgraph:
    """What these facts join, and nothing else; with the numbers that belong to the events among them."""
    return _built(store, title, center, facts)


def _title(node: Node) -> str:
    return f"Who stands where on {node.label}" if node.kind == "issue" else node.label


@dataclass(slots=True)
class _Drawing:
    nodes: dict[str, Node] = field(default_factory=dict)
    edges: list[Edge] = field(default_factory=list)
    cards: defaultdict[str, list[FactCard]] = field(default_factory=lambda: defaultdict(list))

    def add(self, iri: str, label: str, kind: str, modality: Modality | None = None, detail: str = "") -> str:
        old = self.nodes.get(iri)
        if old is None or (old.kind == "place" and kind == "country"):
            self.nodes[iri] = Node(iri, label, kind, detail=detail, modality=modality)
        elif detail and not old.detail:
            self.nodes[iri] = replace(old, detail=detail)
        return iri


def _about(ring: Sequence[str]) -> list[Asked]:
    """The facts that these take part in, and the events among these."""
    around = query.among("x", ring)
    return [
        (FactKind.OFFICE, (around, "?fact kg:heldBy|(kg:office/org:postIn)|(kg:office/org:reportsTo) ?x .")),
        (FactKind.STANCE, (around, "?fact kg:heldBy|kg:issue ?x .")),
        (FactKind.STATEMENT, (around, "?fact kg:speaker|kg:addressee|kg:about ?x .")),
        (FactKind.EVENT, (around, "?fact kg:agent|kg:recipient|(kg:place/kg:within*) ?x .")),
        (FactKind.EVENT, (query.among("fact", ring),)),
    ]


def _between(ring: Sequence[str]) -> list[Asked]:
    """The positions and statements that join two of these."""
    ends = query.among("x", ring), query.among("y", ring)
    return [
        (FactKind.OFFICE, (*ends, "?fact kg:heldBy ?x ; kg:office/(org:postIn|org:reportsTo) ?y .")),
        (FactKind.STANCE, (*ends, "?fact kg:heldBy ?x ; kg:issue ?y .")),
        (FactKind.STATEMENT, (*ends, "?fact kg:speaker ?x ; kg:addressee ?y .")),
    ]


def _built(store: Store, title: str, center: str | None, facts: Sequence[Fact]) -> Subgraph:
    drawing = _Drawing()
    if center is not None:
        for named in query.find(store, center):
            drawing.add(center, named.label, kind_of(named.kinds))
    unique = list({fact.fact: fact for fact in facts}.values())
    parts = _participants(store, [f.fact for f in unique if isinstance(f, EventFound | StatementMade)])
    kinds = _classes(store, unique)
    for fact in [*unique, *_numbers(store, unique, center)]:
        _draw(drawing, fact, parts.get(fact.fact, []), kinds)
    _contain(store, drawing)
    nodes = tuple(replace(node, facts=tuple(drawing.cards[node.iri])) for node in sorted(drawing.nodes.values(), key=lambda n: n.iri))
    return Subgraph(title, center, nodes, tuple(drawing.edges), len(nodes), _footer(store))


def _draw(drawing: _Drawing, fact: Fact, parts: list[Row], kinds: dict[str, str]) -> None:
    match fact:
        case OfficeHeld():
            _draw_office(drawing, fact, kinds)
        case StanceTaken():
            _draw_stance(drawing, fact, kinds)
        case StatementMade():
            _draw_statement(drawing, fact, parts)
        case EventFound():
            _draw_event(drawing, fact, parts)

        case QuantityGiven():
            owner = next((iri for iri in (fact.event, fact.actor, fact.place) if iri in drawing.nodes), None)
            if owner:
                drawing.cards[owner].append(FactCard(fact.fact, line(fact), fact.evidence, "quantity"))


def _numbers(store: Store, facts: Sequence[Fact], center: str | None) -> list[QuantityGiven]:
    """The numbers that belong to the events among the facts, and those that belong to the centre and to no event."""
    events = [fact.fact for fact in facts if isinstance(fact, EventFound)]
    found = query.quantities(store, query.among("event", events), "?fact kg:ofEvent ?event .") if events else ()
    own = ("?fact kg:ofActor|kg:place ?x .", "FILTER NOT EXISTS { ?fact kg:ofEvent ?event }")
    return [*found, *(query.quantities(store, query.among("x", [center]), *own) if center else ())]


def _draw_office(drawing: _Drawing, fact: OfficeHeld, kinds: dict[str, str]) -> None:
    person = drawing.add(fact.person, fact.person_label, "person", detail=office(fact))
    where = fact.body_label or fact.chief_label
    card = FactCard(fact.fact, office(fact), fact.evidence, "office")
    target = fact.body or fact.chief
    if target is None:
        drawing.cards[person].append(card)
        return
    kind = kinds.get(target, "organization") if fact.body else "person"
    drawing.add(target, where or "", kind)
    drawing.edges.append(
        Edge(
            person,
            target,
            "tenure",
            fact.office_label,
            earliest=fact.valid_from or fact.first_seen,
            latest=fact.valid_to or fact.last_seen,
            facts=(card,),
        )
    )


def _draw_stance(drawing: _Drawing, fact: StanceTaken, kinds: dict[str, str]) -> None:
    actor = drawing.add(fact.actor, fact.actor_label, kinds.get(fact.actor, "person"))
    issue = drawing.add(fact.issue, fact.issue_label, "issue")
    polarity = Polarity(fact.polarity)
    card = FactCard(fact.fact, line(fact), fact.evidence, "stance")
    drawing.edges.append(Edge(actor, issue, "stance", polarity.lower(), polarity, fact.first_stated, fact.last_stated, (card,)))


def _draw_statement(drawing: _Drawing, fact: StatementMade, parts: list[Row]) -> None:
    card = FactCard(fact.fact, line(fact), fact.evidence, "statement")
    speaker = next((p["entity"] for p in parts if p["relation"] == "speaker"), fact.speaker)
    kinds = {p["entity"]: _KINDS[p["class"].removeprefix(KG)] for p in parts if p["class"].removeprefix(KG) in _KINDS}
    drawing.add(speaker, fact.speaker_label, kinds.get(speaker, "person"))
    addressed = [p for p in _distinct(parts) if p["relation"] == "addressee" and p["entity"] != speaker]
    for part in addressed:
        drawing.add(part["entity"], part["entityLabel"], kinds[part["entity"]])
        drawing.edges.append(
            Edge(speaker, part["entity"], "addressee", "tells", earliest=fact.stated_on, latest=fact.stated_on, facts=(card,))
        )
    if not addressed:
        drawing.cards[speaker].append(card)


def _draw_event(drawing: _Drawing, fact: EventFound, parts: list[Row]) -> None:
    event = drawing.add(fact.fact, fact.label, "event", Modality(fact.modality), "" if fact.type == "OTHER" else fact.type.lower())
    drawing.nodes[event] = replace(drawing.nodes[event], modality=Modality(fact.modality), earliest=fact.earliest, latest=fact.latest)
    card = FactCard(fact.fact, line(fact), fact.evidence, "event")
    drawing.cards[event].append(card)
    for part in _distinct(parts):
        kind = _KINDS[part["class"].removeprefix(KG)]
        drawing.add(part["entity"], part["entityLabel"], kind)
        ends = (part["entity"], event) if part["relation"] == "agent" else (event, part["entity"])
        drawing.edges.append(Edge(*ends, part["relation"], part["relation"], earliest=fact.earliest, latest=fact.latest, facts=(card,)))


def _contain(store: Store, drawing: _Drawing) -> None:
    places = [node.iri for node in drawing.nodes.values() if node.kind == "place"]
    if not places:
        return
    for row in store.select(query.text_of("containment", query.among("place", places))):
        if row["region"] in drawing.nodes:
            drawing.edges.append(Edge(row["place"], row["region"], "within", "within"))


def _participants(store: Store, facts: Sequence[str]) -> dict[str, list[Row]]:
    found: defaultdict[str, list[Row]] = defaultdict(list)
    if facts:
        for row in store.select(query.text_of("participants", query.among("fact", facts))):
            found[row["fact"]].append(row)
    return found


def _classes(store: Store, facts: Iterable[Fact]) -> dict[str, str]:
    """The kinds of the holders and bodies of positions; a country is drawn as a country, not as a place."""
    iris = sorted({i for f in facts for i in (getattr(f, "actor", None), getattr(f, "body", None)) if i})
    if not iris:
        return {}
    rows = store.select(query.text_of("classes", query.among("entity", iris)))
    found: dict[str, str] = {}
    for row in rows:
        kind = _KINDS.get(row["class"].removeprefix(KG))
        if kind and (row["entity"] not in found or kind == "country"):
            found[row["entity"]] = kind
    return found


def _distinct(parts: list[Row]) -> list[Row]:
    """One row for each participation; of a country, which is also a place, the row as a country."""
    best: dict[tuple[str, str], Row] = {}
    for part in parts:
        key = (part["relation"], part["entity"])
        if key not in best or part["class"].endswith("Country"):
            best[key] = part
    return list(best.values())


def kind_of(kinds: tuple[str, ...]) -> str:
    """What an entity of these classes is drawn as."""
    return (
        "issue"
        if "Issue" in kinds
        else next((_KINDS[k] for k in ("Country", "Person", "Organization", "Group", "Place") if k in kinds), "event")
    )


def _footer(store: Store) -> str:
    held = query.extent(store)
    stretch = f", published {held.first} to {held.last}" if held.first else ""
    return f"newskg · {held.articles} article{'s' if held.articles != 1 else ''}{stretch}"
