"""The gazetteer by surface and by id."""

from __future__ import annotations

import pytest

from kg import gazetteer
from kg.errors import OntologyError
from kg.records import Kind


@pytest.mark.parametrize(
    ("surface", "expected"),
    [
        ("US", "country/US"),
        ("the United States", "country/US"),
        ("Britain's", "country/GB"),
        ("Kiev", "place/gn-703448"),
        ("Kursk", "place/gn-538560"),
        ("Kursk region", "place/iso-RU-KRS"),
        ("region of Kursk", "place/iso-RU-KRS"),
        ("Lugansk", "place/gn-702658"),
        ("Washington, D.C.", "place/gn-4140963"),
        ("Nato", "org/nato"),
        ("White House", "org/white-house"),
        ("Georgia", "country/GE"),
    ],
)
def test_find_puts_the_likeliest_first(surface: str, expected: str) -> None:
    assert gazetteer.load().find(surface)[0].id == expected


@pytest.mark.parametrize("surface", ["us", "who", "nice", "First", "Qwertyville"])
def test_find_nothing_for_common_words(surface: str) -> None:
    assert gazetteer.load().find(surface) == ()


def test_within_is_de_jure_and_nearest_first() -> None:
    known = gazetteer.load()
    assert [entry.id for entry in known.within("place/gn-538560")] == ["place/iso-RU-KRS", "country/RU"]
    assert known.within("place/iso-UA-43")[-1].id == "country/UA"


def test_every_parent_country_and_seat_exists() -> None:
    known = gazetteer.load()
    for key in ("country/FR", "place/gn-524901", "org/kremlin", "place/donbas"):
        entry = known.entry(key)
        for other in (entry.parent, entry.country, entry.seat_of):
            assert other is None or known.entry(other)


def test_demonym_tells_adjectives_from_peoples() -> None:
    known = gazetteer.load()
    russian = known.demonym("Russian")
    assert russian is not None
    assert (russian.id, russian.kind) == ("country/RU", Kind.COUNTRY)
    assert known.people("Russian") is None
    assert known.people("Russians") == russian
    assert known.demonym("russian") is None


@pytest.mark.parametrize("key", ["place/europe", "place/baltic-sea", "place/times-square", "place/county-US-OH-049"])
def test_parts_of_the_earth_squares_and_counties_lie_somewhere(key: str) -> None:
    entry = gazetteer.load().entry(key)
    assert entry.lat is not None
    assert entry.lon is not None


def test_counties_lie_in_their_state() -> None:
    known = gazetteer.load()
    county = known.find("Franklin County, Ohio".partition(",")[0])
    assert len(county) > 1
    assert {known.within(entry.id)[-1].id for entry in county} == {"country/US"}


def test_an_unknown_id_is_an_error_of_the_ontology() -> None:
    with pytest.raises(OntologyError, match="no entry of the gazetteer"):
        gazetteer.load().entry("place/nowhere")
