"""The labels of events: the act, and who and where, to read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.records import Event, Kind
from kg.resolve.entities import Entity

_PLURALS = (("has", "have"), ("is", "are"), ("ies", "y"), ("sses", "ss"), ("shes", "sh"), ("ches", "ch"), ("xes", "x"), ("oes", "o"))
_PLURAL_ENDINGS = ("s", "people", "police", "men", "women")
_PREPOSITIONS = frozenset({"with", "against", "to", "in", "at", "from", "on", "of", "for", "by", "into", "over", "about", "a", "an", "the"})


def event_label(event: Event, entities: Mapping[int, Entity]) -> str:
    """Who does what to whom, else where: "Russia recaptures Sudzha".

    Args:
        event: the happening.
        entities: of the referents of its article, by number.
    """
    doers = _listed(entities[a].label for a in event.agents)
    objects = _listed(entities[r].label for r in event.recipients) or event.theme or ""
    where = f"in {entities[event.place].label}" if not objects and event.place is not None else ""
    act = _agreeing(event.act, plural=_are_several([entities[a] for a in event.agents]))
    if not objects or objects.startswith("to "):
        act = without_prepositions(act)
    return " ".join(part for part in (doers, act, objects, where) if part)


def without_prepositions(act: str) -> str:
    """An act without the prepositions at its end: "talks with", "talks"."""
    words = act.split()
    while len(words) > 1 and words[-1] in _PREPOSITIONS:
        words.pop()
    return " ".join(words)


def _are_several(agents: list[Entity]) -> bool:
    """Whether a verb is in the plural after these doers; a group's words tell by their last."""
    return len(agents) > 1 or any(agent.kind is Kind.GROUP and agent.label.endswith(_PLURAL_ENDINGS) for agent in agents)


def _agreeing(act: str, *, plural: bool) -> str:
    """The act for one doer or for several: "meets", "meet"."""
    verb, _, rest = act.partition(" ")
    if plural and verb.endswith("s") and not verb.endswith("ss"):
        ending = next((pair for pair in _PLURALS if verb.endswith(pair[0])), ("s", ""))
        verb = verb.removesuffix(ending[0]) + ending[1]
    return f"{verb} {rest}".strip()


def _listed(labels: Iterable[str]) -> str:
    several = list(labels)
    return " and ".join(filter(None, [", ".join(several[:-1]), *several[-1:]]))
