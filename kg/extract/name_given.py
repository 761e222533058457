"""Persons of the user's gazetteers: a name that is spelled another way than there gets the entry all the same."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.records import Kind

if TYPE_CHECKING:
    from kg.extract.model import Name
    from kg.gazetteer import Gazetteer


def with_given_persons(names: tuple[Name, ...], known: Gazetteer) -> tuple[Name, ...]:
    """The names, those of persons with their entry where the user's files have one; as they were where these list no persons."""
    if not known.knows_persons:
        return names
    return tuple(_with_entry(name, known) if name.kind is Kind.PERSON and name.entry is None else name for name in names)


def _with_entry(name: Name, known: Gazetteer) -> Name:
    found = known.find(name.text) if " " in name.text else ()
    return replace(name, entry=found[0].id) if found and found[0].kind is Kind.PERSON else name
