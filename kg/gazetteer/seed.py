"""The entries that newskg ships, from `seeds/gazetteer/*.csv` and `ontology/lexicon/demonyms.csv`."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from kg import lexicon
from kg.errors import OntologyError
from kg.gazetteer.entry import Entry
from kg.records import Kind
from kg.settings import data_folder

if TYPE_CHECKING:
    from collections.abc import Iterator


def entries() -> Iterator[Entry]:
    """All entries: countries, regions, counties, cities, then seats of power, bodies and wider regions of the earth."""
    capitals: dict[str, str] = {}
    yield from _countries(capitals)
    regions = list(_regions())
    yield from regions
    yield from _counties()
    cities = list(_cities(capitals, {region.id: region for region in regions}))
    yield from cities
    yield from _bodies({city.id: city for city in cities})


def demonyms(column: str) -> Iterator[tuple[str, str]]:
    """Words of a column of the table of demonyms, `adjectives` or `people`, each with the id of its place."""
    for row in lexicon.rows("demonyms"):
        for word in _split(row[column]):
            yield word, row["entry"]


def _countries(capitals: dict[str, str]) -> Iterator[Entry]:
    for iso, label, aliases, lat, lon, population, geonames, wikidata, capital in _rows("countries"):
        capitals[capital] = f"country/{iso}"
        yield Entry(
            f"country/{iso}",
            Kind.COUNTRY,
            label,
            _split(aliases),
            None,
            None,
            _number(lat),
            _number(lon),
            int(population or 0),
            geonames or None,
            iso,
            wikidata or None,
            None,
            sources=_tables("countries"),
        )


def _regions() -> Iterator[Entry]:
    for iso, label, aliases, lat, lon, population, geonames, wikidata in _rows("regions"):
        country = f"country/{iso[:2]}"
        yield Entry(
            f"place/iso-{iso}",
            Kind.PLACE,
            label,
            _split(aliases),
            country,
            country,
            _number(lat),
            _number(lon),
            int(population),
            geonames or None,
            iso,
            wikidata or None,
            None,
            sources=_tables("regions"),
        )


def _cities(capitals: dict[str, str], regions: dict[str, Entry]) -> Iterator[Entry]:
    """Cities, each in its region; a capital that is a region of the same name lies in its country alone."""
    for geonames, label, aliases, iso, region, lat, lon, population in _rows("cities"):
        country = f"country/{iso}"
        around = regions.get(f"place/iso-{region}")
        is_region = around is not None and geonames in capitals and around.label == label
        parent = country if around is None or is_region else around.id
        yield Entry(
            f"place/gn-{geonames}",
            Kind.PLACE,
            label,
            _split(aliases),
            country,
            parent,
            float(lat),
            float(lon),
            int(population),
            geonames,
            None,
            None,
            capitals.get(geonames),
            sources=_tables("cities"),
        )


def _counties() -> Iterator[Entry]:
    for code, label, region, lat, lon, population, geonames in _rows("counties"):
        yield Entry(
            f"place/county-{code}",
            Kind.PLACE,
            label,
            (),
            f"country/{region[:2]}",
            f"place/iso-{region}",
            _number(lat),
            _number(lon),
            int(population),
            geonames,
            None,
            None,
            None,
            sources=_tables("counties"),
        )


def _bodies(cities: dict[str, Entry]) -> Iterator[Entry]:
    """Seats of power, squares and houses, which lie where their city does; bodies; parts of the earth with their own place on it."""
    centres = _centres()
    for id, kind, label, aliases, country, seat_of, parent, wikidata in _rows("bodies"):  # noqa: A001
        city = cities.get(parent) if kind == Kind.PLACE else None
        lat, lon, geonames = centres.get(id, (None, None, None) if city is None else (city.lat, city.lon, None))
        yield Entry(
            id,
            Kind(kind),
            label,
            _split(aliases),
            country or None,
            parent or None,
            lat,
            lon,
            0,
            geonames,
            None,
            wikidata or None,
            seat_of or None,
            sources=_tables("bodies"),
        )


def _centres() -> dict[str, tuple[float | None, float | None, str | None]]:
    """Latitude, longitude and, of continents, the id of GeoNames."""
    found: dict[str, tuple[float | None, float | None, str | None]] = {}
    found.update({part: (float(lat), float(lon), None) for part, lat, lon in _rows("parts")})
    found.update({part: (float(lat), float(lon), geonames) for part, lat, lon, geonames in _rows("centres")})
    return found


def _rows(name: str) -> Iterator[list[str]]:
    path = data_folder("seeds") / "gazetteer" / f"{name}.csv"
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.reader(file)
            next(reader)
            yield from reader
    except OSError as error:
        raise OntologyError(f"{path}: {error}") from error


def _tables(name: str) -> tuple[str, ...]:
    return (f"newskg {name}.csv",)


def _split(aliases: str) -> tuple[str, ...]:
    return tuple(aliases.split("|")) if aliases else ()


def _number(text: str) -> float | None:
    return float(text) if text else None
