"""The lines of statements."""

from __future__ import annotations

from collections.abc import Iterator

from kg import vocabulary as v
from kg.identifiers import minted
from kg.ntriples import iri, literal, triple, value
from kg.project.scene import Scene
from kg.project.terms import stated_on, typed
from kg.records import Statement


def statement(scene: Scene, said: Statement) -> Iterator[str]:
    """What someone said, to whom, about whom, when and on what occasion."""
    path = statement_path(scene, said)
    node = scene.node(path)
    yield from typed(node, v.STATEMENT)
    yield triple(node, iri(v.SPEAKER), scene.of(said.speaker))
    yield triple(node, iri(v.TEXT), literal(said.text))
    yield triple(node, iri(v.DIRECT), value(said.direct))
    if said.cue:
        yield triple(node, iri(v.CUE), literal(said.cue))
    if said.occasion:
        yield triple(node, iri(v.OCCASION), literal(said.occasion))
    for addressee in said.addressees:
        yield triple(node, iri(v.ADDRESSEE), scene.of(addressee))
    for about in said.about:
        yield triple(node, iri(v.ABOUT), scene.of(about))
    yield from stated_on(node, said.stated_on)
    yield from scene.stated(path, (), said.evidence)


def statement_path(scene: Scene, said: Statement) -> str:
    """The path of a statement: who said it, and its words."""
    speaker = scene.entities[said.speaker]
    return minted("statement", speaker.label, speaker.path, said.text.casefold(), str(said.direct))
