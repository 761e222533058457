"""The lines of events: what all reports of a happening come to, and what this article says of it.

The label, type and modality stand in the graph of every article that tells the happening; place, days, act and theme in those whose
own words are what all come to. So the union has one of each, and every graph holds only what its article says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from kg import vocabulary as v
from kg.ntriples import iri, literal, triple
from kg.project.scene import Scene
from kg.project.terms import interval, typed
from kg.records import Event, Interval
from kg.resolve.events import reports
from kg.resolve.happenings import Happening, alone
from kg.resolve.reports import Report


def events(scene: Scene, happenings: Mapping[int, Happening]) -> Iterator[str]:
    """The happenings that the article tells, each with who says so.

    Args:
        scene: the article.
        happenings: what its events are, by number, where other articles may tell them too.
    """
    told = zip(scene.records.events, reports(scene.records, scene.entities), strict=True)
    for number, (event, report) in enumerate(told):
        found = happenings.get(number) or alone(report)
        yield from _shared(scene, found, report)
        yield from _own(scene, found, report, event)
        yield from scene.stated(found.path, event.sources, event.evidence)


def _shared(scene: Scene, found: Happening, report: Report) -> Iterator[str]:
    """What every article that tells the happening says of it; the IRI that it would have by this report alone leads to it."""
    node = scene.node(found.path)
    yield from typed(node, v.EVENT)
    yield triple(node, iri(v.PREF_LABEL), literal(found.label))
    yield triple(node, iri(v.EVENT_TYPE), iri(v.PLOVER + found.type))
    yield triple(iri(v.PLOVER + found.type), iri(v.NOTATION), literal(found.type))
    yield triple(node, iri(v.HAS_MODALITY), iri(v.KG + report.modality))
    if report.own != found.path:
        yield triple(scene.node(report.own), iri(v.IS_REPLACED_BY), node)


def _own(scene: Scene, found: Happening, report: Report, event: Event) -> Iterator[str]:
    """Who takes part by this article, and what it says of the rest where that is what all reports come to."""
    node = scene.node(found.path)
    for agent in event.agents:
        yield triple(node, iri(v.AGENT), scene.of(agent))
    for recipient in event.recipients:
        yield triple(node, iri(v.RECIPIENT), scene.of(recipient))
    if report.act == found.act:
        yield triple(node, iri(v.ACT), literal(found.act))
    if report.theme and report.theme == found.theme:
        yield triple(node, iri(v.THEME), literal(found.theme))
    if event.place is not None and found.place in (report.place, ""):
        yield triple(node, iri(v.AT_PLACE), scene.of(event.place))
    yield from interval(node, _days(found, event.when))


def _days(found: Happening, when: Interval | None) -> Interval | None:
    """The days that all reports leave open, where this one has days."""
    if when is None or not found.earliest:
        return when
    return Interval(date.fromisoformat(found.earliest), date.fromisoformat(found.latest))
