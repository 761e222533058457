"""The lines of positions: offices that people hold and stances that actors take."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from kg import lexicon
from kg import vocabulary as v
from kg.identifiers import minted
from kg.ntriples import iri, literal, triple, value
from kg.project.scene import Scene
from kg.project.terms import day_of, stated_on, typed
from kg.records import Issue, Stance, Tenure


def tenure(scene: Scene, held: Tenure) -> Iterator[str]:
    """The holding of an office, and the office."""
    body = None if held.body is None else scene.entities[held.body].path
    chief = None if held.serves is None else scene.entities[held.serves].path
    office = scene.node(_office_path(scene, held))
    yield from typed(office, v.OFFICE)
    yield triple(office, iri(v.PREF_LABEL), literal(held.office))
    if body:
        yield triple(office, iri(v.POST_IN), scene.node(body))
    if chief:
        yield triple(office, iri(v.REPORTS_TO), scene.node(chief))
    path = tenure_path(scene, held)
    node = scene.node(path)
    yield from typed(node, v.TENURE, v.POSITION)
    yield triple(node, iri(v.HELD_BY), scene.of(held.person))
    yield triple(node, iri(v.IN_OFFICE), office)
    yield triple(node, iri(v.HAS_STATUS), iri(v.KG + held.status))
    if held.valid_from:
        yield triple(node, iri(v.VALID_FROM), value(held.valid_from))
    if held.valid_to:
        yield triple(node, iri(v.VALID_TO), value(held.valid_to))
    if published := scene.records.article.published:
        yield triple(node, iri(v.OBSERVED_ON), value(day_of(published)))
    yield from scene.stated(path, (), held.evidence)
    if held.inferred:
        for piece in held.evidence:
            yield triple(scene.node(scene.evidence_path(path, piece)), iri(v.INFERRED_BODY), value(True))


def tenure_path(scene: Scene, held: Tenure) -> str:
    """The path of a tenure: whose it is, of which office, how it is held and from when to when."""
    person = scene.entities[held.person]
    key = (person.path, scene.node(_office_path(scene, held)), held.status, str(held.valid_from), str(held.valid_to))
    return minted("tenure", f"{person.label} {held.office}", *key)


def stance(scene: Scene, taken: Stance) -> Iterator[str]:
    """A stance, and the issue with the broader ones."""
    path = stance_path(scene, taken)
    node = scene.node(path)
    yield from typed(node, v.STANCE, v.POSITION)
    yield triple(node, iri(v.HELD_BY), scene.of(taken.holder))
    yield triple(node, iri(v.ON_ISSUE), scene.node(_issue_path(taken.issue)))
    yield triple(node, iri(v.HAS_POLARITY), iri(v.KG + taken.polarity))
    yield from _issue(scene, taken.issue)
    if taken.condition:
        yield triple(node, iri(v.CONDITION), literal(taken.condition))
    yield from stated_on(node, taken.stated_on)
    yield from scene.stated(path, taken.sources, taken.evidence)


def stance_path(scene: Scene, taken: Stance) -> str:
    """The path of a stance: whose it is, on which issue and which way."""
    holder = scene.entities[taken.holder]
    label = f"{holder.label} {taken.polarity} {taken.issue.label}"
    return minted("stance", label, holder.path, _issue_path(taken.issue), taken.polarity)


@lru_cache(maxsize=4096)
def other_names(issue: str) -> tuple[str, ...]:
    """The other names of an issue, by the synonyms of the concept that its label ends with: "30-day truce"."""
    concepts = lexicon.table("issues")["concepts"]
    known = [concept for concept in concepts if issue == concept or issue.endswith(f" {concept}")]
    concept = max(known, key=len, default="")
    modifiers = issue.removesuffix(concept)
    found = {modifiers + synonym for synonym in concepts.get(concept, {}).get("synonyms", [])}
    return tuple(sorted(found - {issue}))


def _office_path(scene: Scene, held: Tenure) -> str:
    """The path of an office: its name, and the body or person that it serves, else who holds it."""
    body, chief = (None if one is None else scene.entities[one].path for one in (held.body, held.serves))
    scope = (body or "", chief or "") if body or chief else (scene.entities[held.person].path,)
    return minted("office", held.office, held.office.casefold(), *scope)


def _issue(scene: Scene, issue: Issue) -> Iterator[str]:
    node = scene.node(_issue_path(issue))
    yield from typed(node, v.ISSUE)
    yield triple(node, iri(v.PREF_LABEL), literal(issue.label))
    for name in other_names(issue.label):
        yield triple(node, iri(v.ALT_LABEL), literal(name))
    if issue.broader:
        yield triple(node, iri(v.BROADER), scene.node(_issue_path(issue.broader)))
        yield from _issue(scene, issue.broader)


def _issue_path(issue: Issue) -> str:
    return minted("issue", issue.label, issue.label)
