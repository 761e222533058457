"""The facts of an article, each with the path that its node has in the graph and a line to read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.project.positions import stance_path, tenure_path
from kg.project.quantities import quantity_paths
from kg.project.scene import Scene
from kg.project.statements import statement_path
from kg.records import Records
from kg.resolve import Entity
from kg.resolve.events import reports
from kg.resolve.happenings import Happening, alone
from kg.settings import BASE_IRI


@dataclass(frozen=True, slots=True, order=True)
class Fact:
    """A fact that an article states.

    Attributes:
        path: path of its node.
        kind: tenure, stance, statement, event or quantity.
        label: a line to read.
    """

    path: str
    kind: str
    label: str


def facts(records: Records, entities: Mapping[int, Entity], happenings: Mapping[int, Happening], base: str = BASE_IRI) -> tuple[Fact, ...]:
    """The facts of an article, in the order of its records; the same fact comes again where several records state it.

    Args:
        records: what the article says.
        entities: the entity of each of its referents, by the referent's number.
        happenings: what its events are, by number, where other articles may tell them too.
        base: IRI that instances are minted below.
    """
    return tuple(_facts(Scene(records, entities, base), happenings))


def _facts(scene: Scene, happenings: Mapping[int, Happening]) -> Iterator[Fact]:
    records, entities = scene.records, scene.entities
    for held in records.tenures:
        yield Fact(tenure_path(scene, held), "tenure", f"{entities[held.person].label}: {held.office}")
    for taken in records.stances:
        label = f"{entities[taken.holder].label}: {taken.polarity.lower()} {taken.issue.label}"
        yield Fact(stance_path(scene, taken), "stance", label)
    for said in records.statements:
        yield Fact(statement_path(scene, said), "statement", f"{entities[said.speaker].label}: {said.text}")
    for number, report in enumerate(reports(records, entities)):
        found = happenings.get(number) or alone(report)
        yield Fact(found.path, "event", found.label)
    for path, one, _ in quantity_paths(scene, happenings):
        yield Fact(path, "quantity", f"{one.measure}: {one.amount} {one.counted or one.unit}")
