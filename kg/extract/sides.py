"""Whose side an official speaks for, by the offices that the article gives him."""

from __future__ import annotations

from collections import defaultdict

from kg.extract.model import Holding, Reading

_MAX_STEPS = 4


def speaks_for(person: int, side: int, reading: Reading) -> bool:
    """The person holds an office of that side, or serves someone who does."""
    things = reading.references.things
    own = _sides(person, reading, _MAX_STEPS)
    return str(side) in own or not own.isdisjoint(_keys(things[side].entry, things[side].country))


def _sides(person: int, reading: Reading, steps: int) -> frozenset[str]:
    """Referents and gazetteer entries of the bodies and countries that a person belongs to."""
    key = ("sides", person, steps)
    if key not in reading.kept:
        thing = reading.references.things[person]
        found = _keys(None, thing.country)
        others = {other for holding in _offices(reading).get(person, ()) for other in _bodies(holding, reading)}
        for other in others:
            found |= {str(other), *_keys(reading.references.things[other].entry, reading.references.things[other].country)}
            found |= _sides(other, reading, steps - 1) if steps and other != person else frozenset()
        reading.kept[key] = frozenset(found)
    known: frozenset[str] = reading.kept[key]
    return known


def _offices(reading: Reading) -> dict[int | None, list[Holding]]:
    """The offices of each person."""
    if "offices" not in reading.kept:
        found: defaultdict[int | None, list[Holding]] = defaultdict(list)
        for holding in reading.offices:
            found[reading.references.of_name(reading.names[holding.person])].append(holding)
        reading.kept["offices"] = found
    known: dict[int | None, list[Holding]] = reading.kept["offices"]
    return known


def _bodies(holding: Holding, reading: Reading) -> list[int]:
    names = [reading.names[index] for index in (holding.body, holding.serves) if index is not None]
    entries = [reading.references.by_entry.get(name.entry or "") for name in names]
    known = [reading.references.of_name(name) for name in names]
    owner = None if holding.owner is None else reading.references.at(holding.owner)
    return [referent for referent in dict.fromkeys([*known, *entries, owner]) if referent is not None]


def _keys(*entries: str | None) -> set[str]:
    return {f"entry {entry}" for entry in entries if entry is not None}
