"""Projection: records, with the entities and happenings they tell of, to the lines of the named graph of their article version.

A pure function: the same records, entities and happenings always give the same lines. Every node has an IRI, made of what
identifies it, so that the same fact told by two articles is one node with evidence from both. One module for each kind of
record yields its lines; a new kind is one module and one line here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg.project.articles import article
from kg.project.control import controls
from kg.project.entities import containments, entities
from kg.project.events import events
from kg.project.positions import other_names, stance, tenure
from kg.project.quantities import quantities
from kg.project.scene import Scene
from kg.project.statements import statement
from kg.records import Records
from kg.resolve import Entity
from kg.resolve.happenings import Happening
from kg.settings import BASE_IRI

__all__ = ["other_names", "project"]


def project(records: Records, entities: Mapping[int, Entity], happenings: Mapping[int, Happening], base: str = BASE_IRI) -> tuple[str, ...]:
    """The N-Triples lines of an article's graph, sorted, each once.

    Args:
        records: what the article says.
        entities: the entity of each of its referents, by the referent's number.
        happenings: what its events are, by number, where other articles may tell them too.
        base: IRI that instances are minted below.
    """
    return tuple(sorted(set(_lines(Scene(records, entities, base), happenings))))


def _lines(scene: Scene, happenings: Mapping[int, Happening]) -> Iterator[str]:
    records = scene.records
    yield from article(scene)
    yield from entities(scene)
    yield from containments(scene)
    yield from controls(scene)
    for held in records.tenures:
        yield from tenure(scene, held)
    for taken in records.stances:
        yield from stance(scene, taken)
    for said in records.statements:
        yield from statement(scene, said)
    yield from events(scene, happenings)
    yield from quantities(scene, happenings)
