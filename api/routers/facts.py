"""Look-ups: positions, statements, events, paths, actors, places, issues, articles."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query

from api.deps import CurrentStore, Shelf, entity, shelf
from api.models import Article, Chain, Entity, Event, Hop, Listing, Office, PathNode, Positions, Quote, Stance, Statement
from kg import graph, query
from kg.questions import ACTORS, connections

router = APIRouter(tags=["facts"])
OnShelf = Annotated[Shelf, Depends(shelf)]
Name = Annotated[str, Query(min_length=1, max_length=300, description="A name as people write it, or an IRI.")]
FromDay = Annotated[date | None, Query(alias="from", description="First day, included.")]
ToDay = Annotated[date | None, Query(alias="to", description="Last day, included.")]


@router.get("/positions")
def positions(store: CurrentStore, on: OnShelf, held_by: Name, kind: Literal["office", "stance"] | None = None) -> Positions:
    """The positions an actor holds: offices, with the body they belong to, and stances on issues, each with its evidence."""
    actor = entity(store, on.settings.base_iri, held_by, ACTORS)
    items: list[Office | Stance] = []
    if kind in (None, "office"):
        items += [Office.model_validate(fact) for fact in query.offices(store, query.among("person", [actor.iri]))]
    if kind in (None, "stance"):
        items += [Stance.model_validate(fact) for fact in query.stances(store, query.among("actor", [actor.iri]))]
    return Positions(actor=Entity.model_validate(actor), items=tuple(items))


@router.get("/statements")
def statements(store: CurrentStore, on: OnShelf, speaker: Name) -> Listing[Statement]:
    """What an actor said, in its words or reported, each with its evidence."""
    actor = entity(store, on.settings.base_iri, speaker, ACTORS)
    found = query.statements(store, query.among("speaker", [actor.iri]))
    return Listing(items=tuple(map(Statement.model_validate, found)), total=len(found))


@router.get("/events")
def events(
    store: CurrentStore, on: OnShelf, place: Name | None = None, actor: Name | None = None, first: FromDay = None, last: ToDay = None
) -> Listing[Event]:
    """Events, by place (places within it count), by participant, and by the days in question."""
    conditions = []
    if place:
        conditions.append(query.inside(entity(store, on.settings.base_iri, place, ("Place",)).iri))
    if actor:
        conditions += [query.among("who", [entity(store, on.settings.base_iri, actor, ACTORS).iri]), "?fact kg:agent|kg:recipient ?who ."]
    if first or last:
        conditions.append(query.overlapping(first or date.min, last or date.max))
    found = query.events(store, *conditions)
    return Listing(items=tuple(map(Event.model_validate, found)), total=len(found))


@router.get("/issues/{issue:path}/positions")
def issue_positions(store: CurrentStore, on: OnShelf, issue: str) -> Listing[Stance]:
    """Who stands where on an issue; narrower issues count."""
    found = query.stances(store, query.or_narrower(entity(store, on.settings.base_iri, issue, ("Issue",)).iri))
    return Listing(items=tuple(map(Stance.model_validate, found)), total=len(found))


@router.get("/paths")
def paths(
    store: CurrentStore, on: OnShelf, source: Annotated[str, Query(alias="from")], target: Annotated[str, Query(alias="to")]
) -> Listing[Chain]:
    """How two actors are connected: the shortest chains of facts, each with its evidence."""
    a, b = (entity(store, on.settings.base_iri, name, ACTORS) for name in (source, target))
    found = connections(store, a.iri, b.iri)
    return Listing(items=tuple(map(_chain, found)), total=len(found))


@router.get("/actors")
def actors(store: CurrentStore, name: Name) -> Listing[Entity]:
    """The actors that a name means."""
    return _named(query.find(store, name, ACTORS))


@router.get("/actors/{actor:path}/positions")
def actor_positions(store: CurrentStore, on: OnShelf, actor: str) -> Positions:
    """The positions of one actor, by name, IRI or path of its IRI."""
    return positions(store, on, actor)


@router.get("/places")
def places(store: CurrentStore, name: Name) -> Listing[Entity]:
    """The places that a name means."""
    return _named(query.find(store, name, ("Place",)))


@router.get("/search")
def search(store: CurrentStore, q: Name) -> Listing[Entity]:
    """The actors, places and issues that a name means, the best first."""
    return _named(query.find(store, q))


@router.get("/articles")
def articles(store: CurrentStore) -> Listing[Article]:
    """The articles that the graph is built from."""
    found = query.articles(store)
    return Listing(items=tuple(map(Article.model_validate, found)), total=len(found))


def _named(found: tuple[query.Named, ...]) -> Listing[Entity]:
    return Listing(items=tuple(map(Entity.model_validate, found)), total=len(found))


def _chain(path: graph.Path) -> Chain:
    hops = [(hop[0], hop[0].facts[0]) for hop in path.hops]
    return Chain(
        nodes=tuple(map(PathNode.model_validate, path.nodes)),
        hops=tuple(
            Hop(
                source=edge.source,
                target=edge.target,
                label=edge.label,
                fact=fact.text,
                evidence=tuple(map(Quote.model_validate, fact.evidence)),
            )
            for edge, fact in hops
        ),
    )
