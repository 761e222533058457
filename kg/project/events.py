"""The lines of events, with labels that name the act and who and where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta

from kg import vocabulary as v
from kg.identifiers import minted
from kg.ntriples import iri, literal, triple
from kg.project.scene import Scene
from kg.project.terms import interval, typed
from kg.records import Event, Kind

_SHARED_EVENT_DAYS = timedelta(days=3)
_PLURALS = (("has", "have"), ("is", "are"), ("ies", "y"), ("sses", "ss"), ("shes", "sh"), ("ches", "ch"), ("xes", "x"), ("oes", "o"))
_PLURAL_ENDINGS = ("s", "people", "police", "men", "women")
_PREPOSITIONS = frozenset({"with", "against", "to", "in", "at", "from", "on", "of", "for", "by", "into", "over", "about", "a", "an", "the"})


def event(scene: Scene, told: Event) -> Iterator[str]:
    """A happening, who takes part, where and when, and who says so."""
    label = _label(scene, told)
    path = minted("event", label, *_key(scene, told))
    node = scene.node(path)
    yield from typed(node, v.EVENT)
    yield triple(node, iri(v.PREF_LABEL), literal(label))
    yield triple(node, iri(v.EVENT_TYPE), iri(v.PLOVER + told.type))
    yield triple(iri(v.PLOVER + told.type), iri(v.NOTATION), literal(told.type))
    yield triple(node, iri(v.HAS_MODALITY), iri(v.KG + told.modality))
    yield triple(node, iri(v.ACT), literal(told.act))
    for agent in told.agents:
        yield triple(node, iri(v.AGENT), scene.of(agent))
    for recipient in told.recipients:
        yield triple(node, iri(v.RECIPIENT), scene.of(recipient))
    if told.theme:
        yield triple(node, iri(v.THEME), literal(told.theme))
    if told.place is not None:
        yield triple(node, iri(v.AT_PLACE), scene.of(told.place))
    yield from interval(node, told.when)
    yield from scene.stated(path, told.sources, told.evidence)


def _label(scene: Scene, event: Event) -> str:
    """Who does what to whom, else where: "Russia recaptures Sudzha"."""
    doers = _listed(scene.entities[a].label for a in event.agents)
    objects = _listed(scene.entities[r].label for r in event.recipients) or event.theme or ""
    where = f"in {scene.entities[event.place].label}" if not objects and event.place is not None else ""
    act = _agreeing(event.act, plural=_are_several(scene, event.agents))
    if not objects or objects.startswith("to "):
        act = _without_preposition(act)
    return " ".join(part for part in (doers, act, objects, where) if part)


def _are_several(scene: Scene, agents: tuple[int, ...]) -> bool:
    """Whether a verb is in the plural after these doers; a group's words tell by their last."""
    return len(agents) > 1 or any(
        scene.entities[a].kind is Kind.GROUP and scene.entities[a].label.endswith(_PLURAL_ENDINGS) for a in agents
    )


def _key(scene: Scene, event: Event) -> tuple[str, ...]:
    """What makes a happening the same; one that is not dated to a few days stays in its article."""
    when = event.when
    dated = when is not None and when.earliest and when.latest and when.latest - when.earliest <= _SHARED_EVENT_DAYS
    return (
        event.type,
        event.act,
        *sorted(scene.entities[a].path for a in event.agents),
        "|",
        *sorted(scene.entities[r].path for r in event.recipients),
        event.theme or "",
        scene.entities[event.place].path if event.place is not None else "",
        f"{when.earliest}/{when.latest}" if when else "",
        event.modality,
        "" if dated and event.agents else scene.records.article.id,
    )


def _agreeing(act: str, *, plural: bool) -> str:
    """The act for one doer or for several: "meets", "meet"."""
    verb, _, rest = act.partition(" ")
    if plural and verb.endswith("s") and not verb.endswith("ss"):
        ending = next((pair for pair in _PLURALS if verb.endswith(pair[0])), ("s", ""))
        verb = verb.removesuffix(ending[0]) + ending[1]
    return f"{verb} {rest}".strip()


def _without_preposition(act: str) -> str:
    words = act.split()
    while len(words) > 1 and words[-1] in _PREPOSITIONS:
        words.pop()
    return " ".join(words)


def _listed(labels: Iterable[str]) -> str:
    several = list(labels)
    return " and ".join(filter(None, [", ".join(several[:-1]), *several[-1:]]))
