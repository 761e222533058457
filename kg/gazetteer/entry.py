"""An entry of the gazetteer: a country, region, city, seat of power or body with its id, names and place on the earth."""

from __future__ import annotations

import math
from dataclasses import dataclass

from kg.records import Kind


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing of the gazetteer.

    Attributes:
        id: stable id, part of its IRI.
        aliases: other English spellings and acronyms.
        country: id of the country it belongs to; None for countries and what belongs to none.
        parent: id of the next larger place, or body, that it is part of.
        population: inhabitants; of a region the sum of its towns.
        geonames, iso, wikidata: external ids where a sourced table gives them, else None.
        seat_of: id of the country whose government a capital or house stands for.
        matches: IRIs of the same thing in other vocabularies.
        sources: the tables that its ids and names come from.
        given: a file of the user's lists it.
    """

    id: str
    kind: Kind
    label: str
    aliases: tuple[str, ...]
    country: str | None
    parent: str | None
    lat: float | None
    lon: float | None
    population: int
    geonames: str | None
    iso: str | None
    wikidata: str | None
    seat_of: str | None
    matches: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    given: bool = False

    @property
    def is_region(self) -> bool:
        """It is a first-level region of a country."""
        return self.id.startswith("place/iso-")

    @property
    def is_city(self) -> bool:
        """It is a city or town."""
        return self.id.startswith("place/gn-")

    @property
    def is_county(self) -> bool:
        """It is a part of a first-level region."""
        return self.id.startswith("place/county-")

    @property
    def prior(self) -> float:
        """How likely a bare name means it; comparable between entries of one name only."""
        if self.kind is Kind.COUNTRY:
            return 30.0 + _magnitude(self.population) / 100
        if self.kind is Kind.ORGANIZATION or not (self.is_region or self.is_city or self.is_county):
            return 20.0
        if self.is_region or self.is_county:
            return _magnitude(self.population) - 1.0
        return _magnitude(self.population) + (0.0 if self.seat_of is None else 1.0 if self.population > 100_000 else 0.5)


def _magnitude(population: int) -> float:
    return math.log10(max(population, 1))
