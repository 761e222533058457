"""The lines of who holds and who claims a place; containment by law stays as it is."""

from __future__ import annotations

from collections.abc import Iterator

from kg import vocabulary as v
from kg.ntriples import iri, triple
from kg.project.scene import Scene


def controls(scene: Scene) -> Iterator[str]:
    """Who holds and who claims places, by what the article says; who says so hangs on the evidence."""
    for control in scene.records.controls:
        place = scene.entities[control.place].path
        if place == scene.entities[control.actor].path:
            continue
        yield triple(scene.node(place), iri(v.CLAIMED_BY if control.claimed else v.CONTROLLED_BY), scene.of(control.actor))
        yield from scene.evidence(place, control.evidence)
        speakers = [scene.of(source) for source in control.sources] or ([scene.outlet] if scene.outlet else [])
        for piece in control.evidence:
            for speaker in speakers:
                yield triple(scene.node(scene.evidence_path(place, piece)), iri(v.ACCORDING_TO), speaker)
