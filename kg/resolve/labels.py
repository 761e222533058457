"""The labels of events: the act, and who and where, to read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.extract.inflection import past_participle
from kg.records import Event, Kind
from kg.resolve.entities import Entity

_PLURALS = (("has", "have"), ("is", "are"), ("ies", "y"), ("sses", "ss"), ("shes", "sh"), ("ches", "ch"), ("xes", "x"), ("oes", "o"))
_PLURAL_ENDINGS = ("s", "people", "police", "men", "women")
_PREPOSITIONS = frozenset({"with", "against", "to", "in", "at", "from", "on", "of", "for", "by", "into", "over", "about", "a", "an", "the"})


def event_label(event: Event, entities: Mapping[int, Entity]) -> str:
    """Who does what to whom, else where: "Russia recaptures Sudzha"; of what is done by nobody known, "Sudzha recaptured".

    Args:
        event: the happening.
        entities: of the referents of its article, by number.
    """
    doers = _listed(entities[a].label for a in event.agents)
    objects = _listed(entities[r].label for r in event.recipients) or event.theme or ""
    if not doers:
        return _without_doers(event.act, objects, "" if event.place is None else entities[event.place].label)
    where = f"in {entities[event.place].label}" if not objects and event.place is not None and event.place not in event.agents else ""
    act = _agreeing(event.act, plural=_are_several([entities[a] for a in event.agents]))
    if not objects or objects.startswith("to "):
        act = without_prepositions(act)
    return " ".join(part for part in (doers, act, objects, where) if part)


def _without_doers(act: str, objects: str, place: str) -> str:
    """`two people killed in Lima`, `election in Peru`, `earthquake strikes Lima`."""
    where = f"in {place}" if place and place != objects else ""
    if objects and not act.split()[0].endswith("s"):
        return f"{act} {objects}"
    if objects:
        return " ".join(part for part in (objects, past_participle(act), where) if part)
    held = act.removeprefix("holds an ").removeprefix("holds a ")
    return " ".join(part for part in (without_prepositions(held), where) if part)


def without_prepositions(act: str) -> str:
    """An act without the prepositions at its end: "talks with", "talks"."""
    words = act.split()
    while len(words) > 1 and words[-1] in _PREPOSITIONS:
        words.pop()
    return " ".join(words)


def _are_several(agents: list[Entity]) -> bool:
    """Whether a verb is in the plural after these doers; a group's words tell by their head."""
    return len(agents) > 1 or any(agent.kind is Kind.GROUP and _head(agent.label).endswith(_PLURAL_ENDINGS) for agent in agents)


def _head(label: str) -> str:
    """The words of a group up to what it is of: "foreign ministers" of "foreign ministers of the G7"."""
    words = label.split()
    end = next((n for n, word in enumerate(words) if n and word in _PREPOSITIONS), len(words))
    return " ".join(words[:end])


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
