"""Tenures: from persons beside offices to who holds which office, where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable
from dataclasses import replace

from kg.extract.evidence import Context, Pieces, merged
from kg.extract.model import Holding
from kg.records import Kind, Tenure


def tenures(context: Context) -> list[Tenure]:
    """One record for each person, office, body, status and time; an office that is said without its body joins the same one with it."""
    found = filter(None, (_tenure(context, holding) for holding in context.reading.offices))
    return _bodies_completed(merged(found, _key, _joined))


def _tenure(context: Context, holding: Holding) -> Tenure | None:
    references, names = context.reading.references, context.reading.names
    person = references.of_name(names[holding.person])
    if person is None or references.things[person].kind is not Kind.PERSON:
        return None
    body, serves = _sides(context, holding, person)
    evidence = context.evidence(holding.start, holding.end, holding.rule, holding.confidence)
    return Tenure(person, holding.office, body, serves, holding.inferred, holding.status, holding.valid_from, holding.valid_to, (evidence,))


def _sides(context: Context, holding: Holding, person: int) -> tuple[int | None, int | None]:
    """The body of a post and the person it serves; whose it is counts as the one or the other where neither is named."""
    references = context.reading.references
    body, serves = _of_name(context, holding.body), _of_name(context, holding.serves)
    owner = None if holding.owner is None else references.at(holding.owner)
    if owner is None or owner == person:
        return body, serves
    if references.things[owner].kind is Kind.PERSON:
        return body, owner if serves is None else serves
    return owner if body is None else body, serves


def _of_name(context: Context, index: int | None) -> int | None:
    """The referent of a name: the one with its gazetteer entry ("Russian" and "Russia"), else the one that it names.

    An adjective is part of another reference ("American negotiators"), which is not what it means here.
    """
    if index is None:
        return None
    references, name = context.reading.references, context.reading.names[index]
    if name.entry is not None:
        return references.by_entry.get(name.entry)
    return references.of_name(name)


def _key(tenure: Tenure) -> Hashable:
    return tenure.person, tenure.office, tenure.body, tenure.serves, tenure.status, tenure.valid_from, tenure.valid_to


def _joined(old: Tenure, new: Tenure) -> Tenure:
    return replace(old, inferred=old.inferred and new.inferred)


def _bodies_completed(found: list[Tenure]) -> list[Tenure]:
    """An office said once with its body and once without is one office, when only one body comes into question."""
    complete = [tenure for tenure in found if not _is_bare(tenure)]
    places: defaultdict[Hashable, list[int]] = defaultdict(list)
    for place, tenure in enumerate(complete):
        places[_holding_of(tenure)].append(place)
    for tenure in filter(_is_bare, found):
        same = places[_holding_of(tenure)]
        if len(same) == 1:
            pieces = Pieces(complete[same[0]].evidence)
            pieces.add(tenure.evidence)
            complete[same[0]] = replace(complete[same[0]], evidence=tuple(pieces.listed))
        elif not same:
            same.append(len(complete))
            complete.append(tenure)
    return complete


def _is_bare(tenure: Tenure) -> bool:
    return tenure.body is None and tenure.serves is None


def _holding_of(tenure: Tenure) -> Hashable:
    return tenure.person, tenure.office, tenure.status
