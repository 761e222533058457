"""The lines of the things that an article names: names, identifiers, what lies in what, where they are named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg import gazetteer
from kg import vocabulary as v
from kg.ntriples import iri, literal, triple
from kg.project.scene import Scene
from kg.project.terms import typed
from kg.records import Kind, Records
from kg.resolve import Entity

_CLASSES = {
    Kind.PERSON: (v.PERSON, v.ACTOR),
    Kind.ORGANIZATION: (v.ORGANIZATION, v.ACTOR),
    Kind.COUNTRY: (v.COUNTRY, v.ACTOR, v.PLACE),
    Kind.GROUP: (v.GROUP, v.ACTOR),
    Kind.PLACE: (v.PLACE,),
}
_GEONAMES = "https://sws.geonames.org/"
_WIKIDATA = "http://www.wikidata.org/entity/"


def entities(scene: Scene) -> Iterator[str]:
    """Every entity that the article names, with its mentions."""
    acting = set(_acting(scene.records))
    for referent in scene.records.referents:
        entity = scene.entities[referent.id]
        yield from _entity(scene, entity, referent.names)
        if referent.id in acting:
            yield from typed(scene.node(entity.path), v.ACTOR)
        yield from scene.evidence(entity.path, referent.mentions)


def containments(scene: Scene) -> Iterator[str]:
    """What the article says of places that the gazetteer does not know."""
    for containment in scene.records.containments:
        if scene.entities[containment.place].entry is None and containment.place != containment.within:
            yield triple(scene.of(containment.place), iri(v.WITHIN), scene.of(containment.within))
            yield from scene.evidence(scene.entities[containment.place].path, containment.evidence)


def _entity(scene: Scene, entity: Entity, names: Iterable[str]) -> Iterator[str]:
    node = scene.node(entity.path)
    yield from typed(node, *_CLASSES[entity.kind])
    yield triple(node, iri(v.PREF_LABEL), literal(entity.label))
    for path in entity.formerly:
        yield triple(scene.node(path), iri(v.IS_REPLACED_BY), node)
    spellings: Iterable[str] = names
    if entity.entry is not None:
        if not entity.formerly:  # else a judgement says that these are its names
            spellings = [name for name in names if any(e.id == entity.entry for e in gazetteer.load().find(name))]
        yield from _known(scene, node, entity.entry)
    for name in spellings:
        if name != entity.label:
            yield triple(node, iri(v.ALT_LABEL), literal(name))


def _known(scene: Scene, node: str, entry_id: str) -> Iterator[str]:
    """What the gazetteer knows of an entry: other identifiers, coordinates, and the places around it."""
    entry = gazetteer.load().entry(entry_id)
    if entry.geonames:
        yield triple(node, iri(v.EXACT_MATCH), iri(f"{_GEONAMES}{entry.geonames}/"))
    if entry.wikidata:
        yield triple(node, iri(v.EXACT_MATCH), iri(_WIKIDATA + entry.wikidata))
    for match in entry.matches:
        yield triple(node, iri(v.EXACT_MATCH), iri(match))
    for table in entry.sources if entry.geonames or entry.wikidata or entry.matches else ():
        yield triple(node, iri(v.SOURCE), literal(table))
    if entry.lat is not None and entry.lon is not None:
        yield triple(node, iri(v.AS_WKT), literal(f"POINT({entry.lon} {entry.lat})", v.WKT_LITERAL))
    if entry.seat_of:
        country = gazetteer.load().entry(entry.seat_of)
        yield triple(node, iri(v.SEAT_OF), scene.node(country.id))
        yield from _bare(scene, country.id, country.kind, country.label)
    if entry.kind is Kind.PLACE:
        inner = node
        for outer in gazetteer.load().within(entry_id):
            yield triple(inner, iri(v.WITHIN), scene.node(outer.id))
            yield from _bare(scene, outer.id, outer.kind, outer.label)
            inner = scene.node(outer.id)


def _bare(scene: Scene, path: str, kind: Kind, label: str) -> Iterator[str]:
    yield from typed(scene.node(path), *_CLASSES[kind])
    yield triple(scene.node(path), iri(v.PREF_LABEL), literal(label))


def _acting(records: Records) -> Iterator[int]:
    """The referents that act in some fact; a place or region among them is an actor too."""
    for stance in records.stances:
        yield from (stance.holder, *stance.sources)
    for statement in records.statements:
        yield from (statement.speaker, *statement.addressees)
    for event in records.events:
        yield from (*event.agents, *event.sources)
    for quantity in records.quantities:
        yield from (*quantity.sources, *(() if quantity.actor is None else (quantity.actor,)))
    for control in records.controls:
        yield from (control.actor, *control.sources)
