"""The shipped gazetteer: countries, regions, cities, seats of power and well-known bodies, by surface and by id.

Read from `seeds/gazetteer/*.csv` (sources and licences: `seeds/gazetteer/derive.py`). Ids are parts of IRIs:
`country/RU` (ISO 3166-1), `place/iso-RU-KRS` (ISO 3166-2), `place/gn-524901` (GeoNames), `org/nato`, `place/europe`.
Containment is de jure: Crimea lies within Ukraine.
"""

from __future__ import annotations

import csv
import math
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg import lexicon
from kg.errors import OntologyError
from kg.names import place_key
from kg.records import Kind
from kg.settings import data_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

_ACRONYM_LETTERS = 5
_TITLE_CASE_FROM = 4
_EXACT_LETTERS = 3


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

    @property
    def is_region(self) -> bool:
        """It is a first-level region of a country."""
        return self.id.startswith("place/iso-")

    @property
    def is_city(self) -> bool:
        """It is a city or town."""
        return self.id.startswith("place/gn-")

    @property
    def prior(self) -> float:
        """How likely a bare name means it; comparable between entries of one name only."""
        if self.kind is Kind.COUNTRY:
            return 30.0 + _magnitude(self.population) / 100
        if self.kind is Kind.ORGANIZATION or not (self.is_region or self.is_city):
            return 20.0
        if self.is_region:
            return _magnitude(self.population) - 1.0
        return _magnitude(self.population) + (0.0 if self.seat_of is None else 1.0 if self.population > 100_000 else 0.5)


class Gazetteer:
    """Entries, found by surface or by id."""

    def __init__(self, entries: Iterator[Entry], demonyms: Iterator[tuple[str, str]], peoples: Iterator[tuple[str, str]]) -> None:
        self._entries: dict[str, Entry] = {}
        self._exact: dict[str, list[str]] = defaultdict(list)
        self._folded: dict[str, list[str]] = defaultdict(list)
        self._bases: dict[str, list[str]] = defaultdict(list)
        self._reach: dict[str, int] = {}
        self._heads = lexicon.words("places", "regions")
        self._common = lexicon.words("places", "common")
        for entry in entries:
            self._entries[entry.id] = entry
            for name in (entry.label, *entry.aliases):
                self._index(name, entry)
        self._demonyms = {word: place for word, place in demonyms if place in self._entries}
        self._peoples = {word: place for word, place in peoples if place in self._entries}

    def entry(self, id: str) -> Entry:  # noqa: A002
        """The entry of this id.

        Raises:
            KeyError: there is none.
        """
        return self._entries[id]

    def find(self, surface: str) -> tuple[Entry, ...]:
        """The entries that a surface may name, the likeliest first.

        A leading article and a possessive ending are ignored, and so is case beyond three letters ("US" is no "us"); a
        surface must have a capital, as names do. "Kursk region" and "region of Kursk" find the region.
        """
        text = _bare(surface)
        if text == text.lower():
            return ()
        ids = list(self._exact.get(text, ()))
        if sum(map(str.isalpha, text)) > _EXACT_LETTERS or not text.isupper():
            ids += self._folded.get(place_key(text), ())
        return self._ranked(ids or self._regions(text))

    def within(self, id: str) -> tuple[Entry, ...]:  # noqa: A002
        """What an entry is part of, nearest first: region, country, continent where known."""
        found: list[Entry] = []
        parent = self._entries[id].parent
        while parent is not None and parent in self._entries:
            found.append(self._entries[parent])
            parent = found[-1].parent
        return tuple(found)

    def demonym(self, word: str) -> Entry | None:
        """The place that an adjective or inhabitant's name belongs to: "Russian" to Russia."""
        id = self._demonyms.get(word) or self._peoples.get(word)  # noqa: A001
        return None if id is None else self._entries[id]

    def people(self, word: str) -> Entry | None:
        """The place whose people a plural names: "Russians" to Russia; None for mere adjectives."""
        id = self._peoples.get(word)  # noqa: A001
        return None if id is None or word in self._demonyms else self._entries[id]

    def reach(self, word: str) -> int:
        """How many words the longest name has that begins with this word; 0 where there is none."""
        return self._reach.get(place_key(word), 0)

    def _index(self, name: str, entry: Entry) -> None:
        key = place_key(name)
        letters = name.replace(".", "").replace("-", "")
        if letters.isupper() and len(letters) <= _ACRONYM_LETTERS:
            self._exact[name].append(entry.id)
            if len(letters) >= _TITLE_CASE_FROM:
                self._exact[name.title()].append(entry.id)
        elif entry.id not in self._folded[key] and (key not in self._common or name == entry.label):
            self._folded[key].append(entry.id)
        words = key.split()
        for first in {words[0], place_key(name.split()[0])} if words else ():
            self._reach[first] = max(self._reach.get(first, 0), len(words))
        if entry.is_region:
            self._index_base(key, entry)

    def _index_base(self, key: str, entry: Entry) -> None:
        base = _without_head(key, self._heads) or key
        for where in (self._bases,) if base in self._common else (self._bases, self._folded):
            if entry.id not in where[base]:
                where[base].append(entry.id)
        first = base.split()[0]
        self._reach[first] = max(self._reach.get(first, 0), len(base.split()) + 2)

    def _regions(self, text: str) -> list[str]:
        base = _without_head(place_key(text), self._heads)
        return [] if base is None else list(self._bases.get(base, ()))

    def _ranked(self, ids: list[str]) -> tuple[Entry, ...]:
        found = [self._entries[one] for one in dict.fromkeys(ids)]
        return tuple(sorted(found, key=lambda entry: (-entry.prior, entry.id)))


@cache
def load() -> Gazetteer:
    """The gazetteer that newskg ships, read once in a process."""
    capitals: dict[str, str] = {}
    countries = list(_countries(capitals))
    return Gazetteer(
        iter([*countries, *_regions(), *_cities(capitals), *_bodies()]),
        _pairs("adjectives"),
        _pairs("people"),
    )


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
        )


def _cities(capitals: dict[str, str]) -> Iterator[Entry]:
    for geonames, label, aliases, iso, region, lat, lon, population in _rows("cities"):
        country = f"country/{iso}"
        parent = f"place/iso-{region}" if region else country
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
        )


def _bodies() -> Iterator[Entry]:
    for id, kind, label, aliases, country, seat_of, parent, wikidata in _rows("bodies"):  # noqa: A001
        yield Entry(
            id,
            Kind(kind),
            label,
            _split(aliases),
            country or None,
            parent or None,
            None,
            None,
            0,
            None,
            None,
            wikidata or None,
            seat_of or None,
        )


def _pairs(column: str) -> Iterator[tuple[str, str]]:
    for row in lexicon.rows("demonyms"):
        for word in _split(row[column]):
            yield word, row["entry"]


def _rows(name: str) -> Iterator[list[str]]:
    path = data_folder("seeds") / "gazetteer" / f"{name}.csv"
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.reader(file)
            next(reader)
            yield from reader
    except OSError as error:
        raise OntologyError(f"{path}: {error}") from error


def _without_head(key: str, heads: frozenset[str]) -> str | None:
    """The base of "kursk region", "region of kursk"; None where there is no such head noun."""
    words = key.split()
    if len(words) > 1 and words[-1] in heads:
        return " ".join(words[:-1]).removesuffix(" border")
    if len(words) > 2 and words[0] in heads and words[1] == "of":
        return " ".join(words[2:])
    return None


def _bare(surface: str) -> str:
    text = " ".join(surface.split())
    for ending in ("'s", "’s"):
        text = text.removesuffix(ending)
    return text[4:] if text[:4].lower() == "the " else text


def _split(aliases: str) -> tuple[str, ...]:
    return tuple(aliases.split("|")) if aliases else ()


def _number(text: str) -> float | None:
    return float(text) if text else None


def _magnitude(population: int) -> float:
    return math.log10(max(population, 1))
