"""The lines of quantities.

Equal numbers for one happening, or for one thing on known days, are one node with evidence of all who give them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg import vocabulary as v
from kg.identifiers import minted
from kg.ntriples import iri, literal, triple, value
from kg.project.scene import Scene
from kg.project.terms import interval, typed
from kg.records import Quantity
from kg.resolve.events import reports
from kg.resolve.happenings import Happening, alone


def quantities(scene: Scene, happenings: Mapping[int, Happening]) -> Iterator[str]:
    """The numbers that the article gives, each with who says so.

    Args:
        scene: the article.
        happenings: what its events are, by number, where other articles may tell them too.
    """
    for path, quantity, event in quantity_paths(scene, happenings):
        yield from _quantity(scene, quantity, path, event)


def quantity_paths(scene: Scene, happenings: Mapping[int, Happening]) -> Iterator[tuple[str, Quantity, str | None]]:
    """The path of each quantity, the quantity, and the path of the event that it belongs to, if any."""
    events = _events(scene, happenings) if any(one.event is not None for one in scene.records.quantities) else {}
    for one in scene.records.quantities:
        event = None if one.event is None else events[one.event]
        yield minted("quantity", f"{one.measure} {one.amount}", *_key(scene, one, event)), one, event


def _events(scene: Scene, happenings: Mapping[int, Happening]) -> dict[int, str]:
    """The paths of the article's events, by number."""
    told = reports(scene.records, scene.entities)
    return {number: (happenings.get(number) or alone(report)).path for number, report in enumerate(told)}


def _quantity(scene: Scene, one: Quantity, path: str, event: str | None) -> Iterator[str]:
    node = scene.node(path)
    yield from typed(node, v.QUANTITY)
    yield triple(node, iri(v.MEASURE), literal(one.measure))
    yield triple(node, iri(v.UNIT), literal(one.unit))
    yield triple(node, iri(v.AMOUNT), literal(one.amount))
    yield triple(node, iri(v.APPROXIMATE), value(one.approximate))
    yield triple(node, iri(v.HAS_MODALITY), iri(v.KG + one.modality))
    for term, number in ((v.VALUE, one.value), (v.AT_LEAST, one.lower), (v.AT_MOST, one.upper)):
        if number is not None:
            yield triple(node, iri(term), literal(number, v.XSD_DECIMAL))
    if one.counted:
        yield triple(node, iri(v.COUNTED), literal(one.counted))
    if one.actor is not None:
        yield triple(node, iri(v.OF_ACTOR), scene.of(one.actor))
    if one.place is not None:
        yield triple(node, iri(v.AT_PLACE), scene.of(one.place))
    if event is not None:
        yield triple(node, iri(v.OF_EVENT), scene.node(event))
    yield from interval(node, one.when)
    yield from scene.stated(path, one.sources, one.evidence)


def _key(scene: Scene, one: Quantity, event: str | None) -> tuple[str, ...]:
    """What makes a number the same; one of no event and no day stays in its article."""
    when = f"{one.when.earliest}/{one.when.latest}" if one.when else ""
    numbers = (one.value or "", one.lower or "", one.upper or "", str(one.approximate))
    return (
        one.measure,
        *(numbers if any(numbers[:3]) else (one.amount.casefold(),)),
        one.unit,
        (one.counted or "").casefold(),
        "" if one.actor is None else scene.entities[one.actor].path,
        "" if one.place is None else scene.entities[one.place].path,
        event or "",
        when,
        one.modality,
        "" if event or when else scene.records.article.id,
    )
