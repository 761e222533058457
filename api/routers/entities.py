"""Entities: actors, places and issues, what the graph says of each, and the facts about them."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from api.asking import ACTORS, Asked, Name, Plain, Question
from api.forms import Form, chosen
from api.models import Described, Entity, Event, Facts, Link, Listing, Positions, Stance, Statement
from api.replies import FORMS, reply
from api.routers.facts import facts, timeline
from kg import query
from kg.query import FactKind, Named
from kg.tables import shortened

router = APIRouter(tags=["entities"])
_FACTS = (FactKind.OFFICE, FactKind.STANCE, FactKind.STATEMENT, FactKind.EVENT)
_CLASSES = {"actors": ACTORS, "places": ("Place",), "issues": ("Issue",)}


@router.get("/search", response_model=Listing[Entity], responses=FORMS)
def search(asked: Plain, q: Name) -> Response:
    """The actors, places and issues that a text means, the best first: whole names, parts of names, names that begin so."""
    return _named(asked, "search", query.search(asked.store, q, limit=asked.limit))


@router.get("/actors", response_model=Listing[Entity], responses=FORMS)
def actors(asked: Plain, name: Name) -> Response:
    """The persons, organisations, countries and groups that a name means."""
    return _named(asked, "search", query.find(asked.store, name, ACTORS))


@router.get("/places", response_model=Listing[Entity], responses=FORMS)
def places(asked: Plain, name: Name) -> Response:
    """The places that a name means."""
    return _named(asked, "search", query.find(asked.store, name, ("Place",)))


@router.get("/issues", response_model=Listing[Entity], responses=FORMS)
def issues(asked: Plain, name: Name) -> Response:
    """The issues that words mean."""
    return _named(asked, "search", query.find(asked.store, name, ("Issue",)))


@router.get("/actors/{actor:path}/positions", response_model=Positions, responses=FORMS)
def actor_positions(asked: Question, actor: str) -> Response:
    """The offices and stances of one actor, by name, IRI or path of its IRI."""
    found = asked.entity(actor, ACTORS)
    return facts(asked.narrowed(actor=found.iri), "positions", Positions, [FactKind.OFFICE, FactKind.STANCE], found)


@router.get("/actors/{actor:path}/statements", response_model=Listing[Statement], responses=FORMS)
def actor_statements(asked: Question, actor: str) -> Response:
    """What one actor said."""
    found = asked.entity(actor, ACTORS)
    return facts(asked.narrowed(actor=found.iri), "statements", Facts, [FactKind.STATEMENT], found)


@router.get("/actors/{actor:path}/events", response_model=Listing[Event], responses=FORMS)
def actor_events(asked: Question, actor: str) -> Response:
    """The events that one actor takes part in."""
    found = asked.entity(actor, ACTORS)
    return facts(asked.narrowed(actor=found.iri), "events", Facts, [FactKind.EVENT], found)


@router.get("/actors/{actor:path}/timeline", response_model=Facts, responses=FORMS)
def actor_timeline(asked: Question, actor: str) -> Response:
    """All facts about one actor by day; what is not dated comes last."""
    return timeline(asked, asked.entity(actor, ACTORS))


@router.get("/actors/{actor:path}", response_model=Described, responses=FORMS)
def actor(asked: Plain, actor: str) -> Response:
    """One actor: its names, its ids elsewhere, and where its facts are."""
    return _described(asked, "actors", "actor", asked.entity(actor, ACTORS))


@router.get("/places/{place:path}/events", response_model=Listing[Event], responses=FORMS)
def place_events(asked: Question, place: str) -> Response:
    """What happens in a place and in places within it."""
    found = asked.entity(place, ("Place",))
    return facts(asked.narrowed(place=found.iri), "events", Facts, [FactKind.EVENT], found)


@router.get("/places/{place:path}/timeline", response_model=Facts, responses=FORMS)
def place_timeline(asked: Question, place: str) -> Response:
    """All facts about a place by day."""
    return timeline(asked, asked.entity(place, ("Place",)))


@router.get("/places/{place:path}", response_model=Described, responses=FORMS)
def place(asked: Plain, place: str) -> Response:
    """One place: what it lies in, its coordinates, its ids elsewhere."""
    return _described(asked, "places", "place", asked.entity(place, ("Place",)))


@router.get("/issues/{issue:path}/positions", response_model=Listing[Stance], responses=FORMS)
def issue_positions(asked: Question, issue: str) -> Response:
    """Who stands where on an issue; narrower issues count."""
    found = asked.entity(issue, ("Issue",))
    return facts(asked.narrowed(issue=found.iri), "issue", Positions, [FactKind.STANCE], found)


@router.get("/issues/{issue:path}/timeline", response_model=Facts, responses=FORMS)
def issue_timeline(asked: Question, issue: str) -> Response:
    """All stances on an issue by day."""
    return timeline(asked, asked.entity(issue, ("Issue",)))


@router.get("/issues/{issue:path}", response_model=Described, responses=FORMS)
def issue(asked: Plain, issue: str) -> Response:
    """One issue: its names, what it is narrower than, and where its stances are."""
    return _described(asked, "issues", "issue", asked.entity(issue, ("Issue",)))


@router.get("/id/{path:path}", responses=FORMS, response_class=Response)
def thing(request: Request, asked: Plain, path: str) -> Response:
    """What an IRI of the graph names: RDF is answered at once, people are led to the page (303)."""
    full = asked.base + path
    if chosen(request) in (Form.TURTLE, Form.JSONLD):
        return _raw(asked, full)
    return RedirectResponse(_page_of(asked, full, path), status_code=303)


def _raw(asked: Asked, full: str) -> Response:
    known = asked.store.select(f"SELECT ?class WHERE {{ {query.among('thing', [full])} ?thing a ?class }} LIMIT 1")
    things = [full] if known else [asked.entity(full).iri]
    return reply(asked, "thing", Listing[Entity](items=()), (), things)


def _page_of(asked: Asked, full: str, path: str) -> str:
    """The address of the look-up that shows a thing: an entity, a fact or an article."""
    if path.startswith("article/"):
        return f"/articles/{path}"
    if query.facts_of(asked.store, [full]):
        return f"/facts?iri={path}"
    found = asked.entity(full)
    kind = next(kind for kind, classes in _CLASSES.items() if set(classes) & set(found.kinds))
    return f"/{kind}/{found.iri.removeprefix(asked.base)}"


def _named(asked: Asked, page: str, found: tuple[Named, ...]) -> Response:
    items = tuple(map(Entity.model_validate, found[: asked.limit]))
    body = Listing[Entity](items=items, total=len(found))
    return reply(asked, page, body, items, [item.iri for item in items])


def _described(asked: Asked, kind: str, page: str, found: Named) -> Response:
    text = query.text_of("entity", query.among("thing", [found.iri]))
    rows = asked.store.select(text)
    path = f"/{kind}/{found.iri.removeprefix(asked.base)}"
    body = Described(
        entity=Entity.model_validate(found),
        links=tuple(Link(property=shortened(row["property"]), value=row["value"], label=row.get("label")) for row in rows),
        counts=_counts(asked, kind, found.iri),
        pages={name: f"{path}/{name}" for name in _PARTS[kind]},
        sparql=(text,) if asked.explain else None,
    )
    return reply(asked, page, body, [body.entity], [found.iri])


_PARTS = {
    "actors": ("positions", "statements", "events", "timeline"),
    "places": ("events", "timeline"),
    "issues": ("positions", "timeline"),
}
_FIELDS = {
    "actors": ("actor", _FACTS),
    "places": ("place", (FactKind.OFFICE, FactKind.EVENT)),
    "issues": ("issue", (FactKind.STANCE,)),
}


def _counts(asked: Asked, kind: str, iri: str) -> dict[str, int]:
    field, kinds = _FIELDS[kind]
    return {one.value: query.count(asked.store, asked.narrowed(kind=one, **{field: iri}).where) for one in kinds}
