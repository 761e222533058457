"""Facts: positions, statements, events; one fact; what connects two actors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Response

from api.asking import ACTORS, Asked, Name, Plain, Question
from api.errors import ProblemError
from api.models import Chain, Entity, Event, Facts, Hop, Listing, Office, PathNode, Positions, Quantity, Quote, Stance, Statement
from api.replies import FORMS, reply
from kg import graph, query
from kg.query import EventFound, Fact, FactKind, Named, OfficeHeld, Page, QuantityGiven, StanceTaken, StatementMade
from kg.questions import connections
from kg.records import Modality, Polarity, Status

router = APIRouter(tags=["facts"])
PolarityName = Annotated[Literal["supports", "opposes", "conditional", "undecided"] | Polarity | None, Query(description="Of a stance.")]
StatusName = Annotated[Literal["current", "former", "acting", "elect"] | Status | None, Query(description="Of an office held.")]
ModalityName = Annotated[
    Literal["actual", "planned", "claimed", "hypothetical", "denied"] | Modality | None, Query(description="Whether it happened.")
]
Model = Office | Stance | Statement | Event | Quantity


@router.get("/positions", response_model=Positions, responses=FORMS)
def positions(
    asked: Question,
    held_by: Annotated[Name | None, Query(description="The actor, as people write the name.")] = None,
    kind: Annotated[Literal["office", "stance"] | None, Query(description="Offices held or stances taken only.")] = None,
    issue: Annotated[Name | None, Query(description="Stances on this issue and narrower ones.")] = None,
    polarity: PolarityName = None,
    status: StatusName = None,
) -> Response:
    """The positions that actors hold: offices, with the body they belong to, and stances on issues, each with its evidence.

    `valid_at` asks who held what on a day; `known_at` what the graph said then. Without `kind` both kinds come, unless a field
    asks for the one or the other.
    """
    actor = None if held_by is None else asked.entity(held_by, ACTORS)
    wanted = [FactKind(kind)] if kind else _kinds_of(issue, polarity, status)
    fields = {
        "actor": actor and actor.iri,
        "issue": asked.iri(issue, ("Issue",)),
        "polarity": polarity,
        "status": status,
    }
    return facts(asked.narrowed(**fields), "positions", Positions, wanted, actor)


@router.get("/statements", response_model=Listing[Statement], responses=FORMS)
def statements(
    asked: Question,
    speaker: Name | None = None,
    addressee: Annotated[Name | None, Query(description="To whom.")] = None,
) -> Response:
    """What actors said, in their words or reported, to whom and where, each with its evidence."""
    narrowed = asked.narrowed(actor=asked.iri(speaker, ACTORS), addressee=asked.iri(addressee, ACTORS))
    return facts(narrowed, "statements", Facts, [FactKind.STATEMENT])


@router.get("/events", response_model=Listing[Event], responses=FORMS)
def events(
    asked: Question,
    place: Annotated[Name | None, Query(description="Where; places within it count.")] = None,
    actor: Annotated[Name | None, Query(description="Who takes part.")] = None,
    type: Annotated[str | None, Query(max_length=40, description="PLOVER notation, such as ASSAULT.")] = None,  # noqa: A002
    modality: ModalityName = None,
) -> Response:
    """What happened, is planned, claimed or denied: by place, by participant, by type, and by the days in question."""
    fields = {"place": asked.iri(place, ("Place",)), "actor": asked.iri(actor, ACTORS), "type": type, "modality": modality}
    return facts(asked.narrowed(**fields), "events", Facts, [FactKind.EVENT])


@router.get("/quantities", response_model=Listing[Quantity], responses=FORMS)
def quantities(
    asked: Question,
    measure: Annotated[str | None, Query(max_length=60, description="Such as killed, troops, votes or area.")] = None,
    place: Annotated[Name | None, Query(description="Where; places within it count.")] = None,
    actor: Annotated[Name | None, Query(description="Whose votes, troops, ground or money.")] = None,
    event: Annotated[str | None, Query(max_length=2000, description="IRI of the event that the number belongs to.")] = None,
) -> Response:
    """Numbers as facts: casualties, troops, votes, shares, areas, money; with unit, bounds, as-of time and who says so."""
    fields = {"measure": measure, "place": asked.iri(place, ("Place",)), "actor": asked.iri(actor, ACTORS), "event": event}
    return facts(asked.narrowed(**fields), "quantities", Facts, [FactKind.QUANTITY])


@router.get("/facts", response_model=Facts, responses=FORMS)
def fact(asked: Plain, iri: Annotated[str, Query(min_length=1, max_length=2000, description="IRI of the fact, or its path.")]) -> Response:
    """One fact with all its evidence: every sentence of every article that states it."""
    full = iri if "://" in iri else asked.base + iri
    found = query.facts_of(asked.store, [full])
    if not found:
        raise ProblemError(404, f"the graph holds no fact {full}")
    body = Facts(items=models(found), total=len(found))
    return reply(asked, "fact", body, body.items, [full])


@router.get("/paths", response_model=Listing[Chain], responses=FORMS)
def paths(
    asked: Plain,
    source: Annotated[str, Query(alias="from", min_length=1, max_length=300, description="The one actor.")],
    target: Annotated[str, Query(alias="to", min_length=1, max_length=300, description="The other.")],
) -> Response:
    """How two actors are connected: the shortest chains of facts, each with its evidence."""
    a, b = (asked.entity(name, ACTORS) for name in (source, target))
    found = [_chain(one) for one in connections(asked.store, a.iri, b.iri)]
    body = Listing[Chain](items=tuple(found), total=len(found))
    return reply(asked, "paths", body, body.items, [hop.fact for chain in found for hop in chain.hops])


def facts(
    asked: Asked, page: str, kind_of_body: type[Positions | Facts], wanted: Sequence[FactKind], about: Named | None = None
) -> Response:
    """A page of facts of these kinds."""
    narrowed = asked.narrowed(kind=wanted[0] if len(wanted) == 1 else tuple(wanted))
    found = query.page(asked.store, narrowed.where, after=asked.after, limit=asked.limit)
    named = None if about is None else Entity.model_validate(about)
    body = kind_of_body(
        about=named,
        items=models(found.facts),  # type: ignore[arg-type]  # the filter lets only these kinds through
        total=_total(narrowed, found),
        next=found.next,
        sparql=_sparql(narrowed, wanted, found) if asked.explain else None,
    )
    if isinstance(body, Positions) and asked.where.actor:
        body.actor = named
    return reply(asked, page, body, body.items, [fact.fact for fact in found.facts])


def _sparql(asked: Asked, wanted: Sequence[FactKind], found: Page) -> tuple[str, ...]:
    """The queries for the facts, and for the sentences that state those of this page."""
    sentences = [query.sparql_of_evidence([fact.fact for fact in found.facts])] if found.facts else []
    return (*(query.sparql(kind, asked.where) for kind in wanted), *sentences)


def timeline(asked: Asked, about: Named) -> Response:
    """A page of all facts about an entity, by day."""
    found = query.timeline(asked.store, about.iri, asked.where, after=asked.after, limit=asked.limit)
    body = Facts(about=Entity.model_validate(about), items=models(found.facts), next=found.next)
    return reply(asked, "timeline", body, body.items, [fact.fact for fact in found.facts])


def _total(asked: Asked, first: Page) -> int | None:
    """How many facts there are, told on the first page; where that is all, nothing is counted."""
    if asked.after:
        return None
    return query.count(asked.store, asked.where) if first.next else len(first.facts)


def _kinds_of(issue: str | None, polarity: str | None, status: str | None) -> list[FactKind]:
    if issue or polarity:
        return [FactKind.STANCE]
    return [FactKind.OFFICE] if status else [FactKind.OFFICE, FactKind.STANCE]


def models(found: Sequence[Fact]) -> tuple[Model, ...]:
    """Facts as answers hold them."""
    return tuple(_MODELS[type(one)].model_validate(one) for one in found)


_MODELS: dict[type[Fact], type[Model]] = {
    OfficeHeld: Office,
    StanceTaken: Stance,
    StatementMade: Statement,
    EventFound: Event,
    QuantityGiven: Quantity,
}


def _chain(path: graph.Path) -> Chain:
    hops = [(hop[0], hop[0].facts[0]) for hop in path.hops]
    return Chain(
        nodes=tuple(map(PathNode.model_validate, path.nodes)),
        hops=tuple(
            Hop(
                source=edge.source,
                target=edge.target,
                label=edge.label,
                fact=fact.iri,
                text=fact.text,
                evidence=tuple(map(Quote.model_validate, fact.evidence)),
            )
            for edge, fact in hops
        ),
    )
