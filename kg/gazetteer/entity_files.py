"""Files of the user's as FollowTheMoney JSON lines: an entity a line, with id, schema and properties.

Persons, organisations and addresses are taken; what links them (ownership, membership and the like) is left out.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from kg.errors import InputError
from kg.gazetteer.draft import Draft, checked, number
from kg.records import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_KINDS = {
    "Person": Kind.PERSON,
    "Organization": Kind.ORGANIZATION,
    "Company": Kind.ORGANIZATION,
    "PublicBody": Kind.ORGANIZATION,
    "LegalEntity": Kind.ORGANIZATION,
    "Address": Kind.PLACE,
    "RealEstate": Kind.PLACE,
}
_ALIASES = ("name", "alias", "weakAlias", "previousName", "abbreviation")


def read(path: Path) -> Iterator[Draft]:
    """The entities of a file that have a name.

    Raises:
        InputError: a line is no such entity; the message names it.
    """
    with path.open(encoding="utf-8-sig") as file:
        for count, line in enumerate(file, start=1):
            if line.strip():
                yield from _drafts(_entity(line, f"{path}, line {count}"), path, f"{path}, line {count}")


def _entity(line: str, where: str) -> dict[str, Any]:
    try:
        entity = json.loads(line)
    except ValueError as error:
        raise InputError(f"{where}: {error}: each line is one JSON object") from None
    if not isinstance(entity, dict) or not isinstance(entity.get("schema"), str) or not isinstance(entity.get("properties"), dict):
        raise InputError(f"{where}: no entity of FollowTheMoney: it needs 'id', 'schema' and 'properties'")
    if not all(isinstance(values, list) and all(isinstance(one, str) for one in values) for values in entity["properties"].values()):
        raise InputError(f'{where}: a property is no list of texts: write {{"name": ["Anna Berg"]}}')
    return entity


def _drafts(entity: dict[str, Any], path: Path, where: str) -> Iterator[Draft]:
    kind = _KINDS.get(entity["schema"])
    properties: dict[str, list[str]] = entity["properties"]
    names = [name for key in _ALIASES for name in properties.get(key, [])] or properties.get("full", [])
    if kind is None or not names:
        return
    yield checked(
        Draft(
            where,
            path.name,
            kind,
            names[0],
            str(entity.get("id") or ""),
            tuple(dict.fromkeys(names[1:])),
            country=_country(properties),
            lat=number(_first(properties, "latitude"), where, "latitude"),
            lon=number(_first(properties, "longitude"), where, "longitude"),
            wikidata=_first(properties, "wikidataId"),
        )
    )


def _country(properties: dict[str, list[str]]) -> str:
    """The one country that it has; several say nothing certain."""
    found = sorted({code.upper() for key in ("country", "jurisdiction") for code in properties.get(key, [])})
    return found[0] if len(found) == 1 and len(found[0]) == len("XX") else ""


def _first(properties: dict[str, list[str]], key: str) -> str:
    return next(iter(properties.get(key, [])), "")
