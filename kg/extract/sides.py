"""Whose side an official speaks for, by the offices that the article gives him."""

from __future__ import annotations

from kg.extract.model import Holding, Reading

_MAX_STEPS = 4


def speaks_for(person: int, side: int, reading: Reading) -> bool:
    """The person holds an office of that side, or serves someone who does."""
    things = reading.references.things
    wanted = {str(side), *_keys(things[side].entry, things[side].country)}
    return bool(wanted & _sides(person, reading, _MAX_STEPS))


def _sides(person: int, reading: Reading, steps: int) -> set[str]:
    """Referents and gazetteer entries of the bodies and countries that a person belongs to."""
    thing = reading.references.things[person]
    found = _keys(None, thing.country)
    for holding in reading.offices:
        if reading.references.of_name(reading.names[holding.person]) == person:
            for other in _bodies(holding, reading):
                found |= {str(other), *_keys(reading.references.things[other].entry, reading.references.things[other].country)}
                found |= _sides(other, reading, steps - 1) if steps and other != person else set()
    return found


def _bodies(holding: Holding, reading: Reading) -> list[int]:
    names = [reading.names[index] for index in (holding.body, holding.serves) if index is not None]
    entries = {name.entry: thing.id for name in names for thing in reading.references.things if name.entry and thing.entry == name.entry}
    known = [referent for name in names if (referent := reading.references.of_name(name)) is not None]
    owner = None if holding.owner is None else reading.references.at(holding.owner)
    return list(dict.fromkeys([*known, *entries.values(), *([owner] if owner is not None else [])]))


def _keys(*entries: str | None) -> set[str]:
    return {f"entry {entry}" for entry in entries if entry is not None}
