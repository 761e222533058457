"""The numbers of referents: those that have no evidence and no use are left out, the others are numbered from 0 without gaps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from kg.records import Records


def renumbered(records: Records) -> Records:
    """The same records with referents numbered in order, those that have no evidence and no use left out."""
    used = _used(records)
    kept = [referent for referent in records.referents if referent.mentions or referent.id in used]
    new = {referent.id: number for number, referent in enumerate(kept)}
    return Records(
        records.article,
        tuple(one if one.id == number else replace(one, id=number) for number, one in enumerate(kept)),
        tuple(replace(one, place=new[one.place], within=new[one.within]) for one in records.containments),
        tuple(replace(one, person=new[one.person], body=_one(new, one.body), serves=_one(new, one.serves)) for one in records.tenures),
        tuple(replace(one, holder=new[one.holder], sources=_all(new, one.sources)) for one in records.stances),
        tuple(
            replace(one, speaker=new[one.speaker], addressees=_all(new, one.addressees), about=_all(new, one.about))
            for one in records.statements
        ),
        tuple(
            replace(
                one,
                agents=_all(new, one.agents),
                recipients=_all(new, one.recipients),
                place=_one(new, one.place),
                sources=_all(new, one.sources),
            )
            for one in records.events
        ),
        tuple(
            replace(one, actor=_one(new, one.actor), place=_one(new, one.place), sources=_all(new, one.sources))
            for one in records.quantities
        ),
        tuple(replace(one, place=new[one.place], actor=new[one.actor], sources=_all(new, one.sources)) for one in records.controls),
    )


def _one(new: Mapping[int, int], number: int | None) -> int | None:
    return None if number is None else new[number]


def _all(new: Mapping[int, int], numbers: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(new[number] for number in numbers)


def _used(records: Records) -> set[int]:
    found: set[int | None] = set()
    for containment in records.containments:
        found |= {containment.place, containment.within}
    for tenure in records.tenures:
        found |= {tenure.person, tenure.body, tenure.serves}
    for stance in records.stances:
        found |= {stance.holder, *stance.sources}
    for statement in records.statements:
        found |= {statement.speaker, *statement.addressees, *statement.about}
    for event in records.events:
        found |= {*event.agents, *event.recipients, event.place, *event.sources}
    for quantity in records.quantities:
        found |= {quantity.actor, quantity.place, *quantity.sources}
    for control in records.controls:
        found |= {control.place, control.actor, *control.sources}
    return {number for number in found if number is not None}
