"""The user's own gazetteers: files read, joined to what is shipped, put first; and what is said of files that cannot be used."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from kg.errors import InputError
from kg.gazetteer import given, seed
from kg.gazetteer.index import Gazetteer
from kg.records import Kind

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kg.gazetteer import Entry

Known = "Callable[[str, str], Gazetteer]"

TABLE = """name,kind,id,aliases,within,country,lat,lon,population,geonames,wikidata,iso,seat_of,matches
Anna Berglund,person,,Anna K. Berglund,,NO,,,,,Q999000111,,,
Berglund Institute,organization,,Berglund-instituttet|BI,,Norway,,,,,,,,https://example.org/bi
Lower Vale,place,,,place/iso-UA-59,,50.1,34.2,1200,,,,,
Mill Hamlet,place,,,Lower Vale,,,,,,,,,
Kyiv City,place,,Kyyiw,,,,,,703448,,,,
"""
CONCEPTS = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix geo: <http://www.w3.org/2003/01/geo/wgs84_pos#> .
@prefix kg: <https://w3id.org/newskg/ontology#> .
@prefix : <https://example.org/things/> .
:berglund a kg:Person ; skos:prefLabel "Anna Berglund"@en, "Анна Берглунд"@ru ; skos:altLabel "A. Berglund" .
:vale skos:prefLabel "Lower Vale" ; skos:hiddenLabel "Lower Val" ;
    skos:broader <https://sws.geonames.org/692196/> ; geo:lat 50.1 ; geo:long 34.2 .
:hamlet skos:prefLabel "Mill Hamlet" ; skos:broader :vale .
:kyiv a kg:Place ; skos:prefLabel "Kyiv City" ; skos:exactMatch <http://sws.geonames.org/703448/> .
"""
ENTITIES = [
    {
        "id": "p1",
        "schema": "Person",
        "properties": {"name": ["Anna Berglund"], "alias": ["Anna K. Berglund"], "wikidataId": ["Q999000111"], "country": ["no"]},
    },
    {"id": "o1", "schema": "PublicBody", "properties": {"name": ["Berglund Institute"], "country": ["no", "se"]}},
    {"id": "m1", "schema": "Membership", "properties": {"member": ["p1"], "organization": ["o1"]}},
    {
        "id": "a1",
        "schema": "Address",
        "properties": {"full": ["Lower Vale"], "latitude": ["50.1"], "longitude": ["34.2"], "country": ["ua"]},
    },
]


@pytest.fixture
def known(tmp_path: Path) -> Callable[[str, str], Gazetteer]:
    """Makes the gazetteer that has a file of this name and text before what is shipped."""

    def made(name: str, text: str) -> Gazetteer:
        (tmp_path / name).write_text(text, encoding="utf-8")
        shipped = Gazetteer(seed.entries(), seed.demonyms("adjectives"), seed.demonyms("people"))
        shipped.put_first(given.entries(given.drafts([tmp_path / name]), shipped))
        return shipped

    return made


def only(gazetteer: Gazetteer, surface: str) -> Entry:
    (found,) = gazetteer.find(surface)
    return found


def test_table_gives_persons_bodies_and_places(known: Callable[[str, str], Gazetteer]) -> None:
    own = known("mine.csv", TABLE)
    person = only(own, "Anna Berglund")
    assert (person.kind, person.wikidata, person.country, person.sources) == (Kind.PERSON, "Q999000111", "country/NO", ("mine.csv",))
    body = only(own, "BI")
    assert (body.label, body.country, body.matches) == ("Berglund Institute", "country/NO", ("https://example.org/bi",))
    assert [entry.id for entry in own.within(only(own, "Mill Hamlet").id)] == [only(own, "Lower Vale").id, "place/iso-UA-59", "country/UA"]


def test_row_with_an_external_id_takes_the_place_of_what_is_shipped(known: Callable[[str, str], Gazetteer]) -> None:
    city = only(known("mine.csv", TABLE), "Kyyiw")
    assert (city.id, city.label, city.seat_of, city.sources) == (
        "place/gn-703448",
        "Kyiv City",
        "country/UA",
        ("mine.csv", "newskg cities.csv"),
    )
    assert city.lat == pytest.approx(50.45, abs=0.1)
    assert "Kyiv" in city.aliases


def test_first_layer_that_knows_a_name_wins(known: Callable[[str, str], Gazetteer]) -> None:
    own = known("mine.csv", "name,kind,aliases,country\nParis Works,organization,Paris,US\n")
    assert only(own, "Paris").label == "Paris Works"
    assert own.places("Paris") == own.find("Paris")
    assert own.find("London")[0].country == "country/GB"


@pytest.mark.parametrize(
    ("surface", "found"), [("Ana Berglund", True), ("Anna Berglundd", True), ("Anne Berglund", False), ("Berglund", False)]
)
def test_person_is_found_by_the_key_of_names(known: Callable[[str, str], Gazetteer], surface: str, found: bool) -> None:
    assert bool(known("mine.csv", TABLE).find(surface)) == found


def test_persons_of_one_name_are_left_open(known: Callable[[str, str], Gazetteer]) -> None:
    own = known("mine.csv", "name,kind,id\nOla Nord,person,a\nOla Nord,person,b\n")
    assert own.find("Ola Nord") == ()
    assert len([entry for entry in own.entries() if entry.label == "Ola Nord"]) == 2


def test_concepts_of_skos(known: Callable[[str, str], Gazetteer]) -> None:
    own = known("mine.ttl", CONCEPTS)
    person = only(own, "Anna Berglund")
    assert (person.kind, person.label, person.matches) == (Kind.PERSON, "Anna Berglund", ("https://example.org/things/berglund",))
    assert "Анна Берглунд" in person.aliases
    assert [entry.label for entry in own.within(only(own, "Mill Hamlet").id)] == [
        "Lower Vale",
        own.entry("place/iso-UA-59").label,
        "Ukraine",
    ]
    assert only(own, "Kyiv City").id == "place/gn-703448"
    assert only(own, "Lower Val").lat == pytest.approx(50.1)


def test_entities_of_follow_the_money(known: Callable[[str, str], Gazetteer]) -> None:
    own = known("mine.jsonl", "\n".join(map(json.dumps, ENTITIES)))
    assert only(own, "Anna K. Berglund").country == "country/NO"
    assert (only(own, "Berglund Institute").kind, only(own, "Berglund Institute").country) == (Kind.ORGANIZATION, None)
    assert (only(own, "Lower Vale").kind, only(own, "Lower Vale").parent) == (Kind.PLACE, "country/UA")


def test_order_of_rows_gives_the_same_ids(known: Callable[[str, str], Gazetteer]) -> None:
    header, *rows = TABLE.strip().split("\n")
    forward, backward = known("mine.csv", TABLE), known("mine.csv", "\n".join([header, *reversed(rows)]))
    assert {entry.id: entry for entry in forward.entries()} == {entry.id: entry for entry in backward.entries()}


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("a.csv", "label\nX\n", "a.csv, line 1: the column 'label' is not known"),
        ("a.csv", "kind\nplace\n", "a.csv, line 1: there must be one column 'name'"),
        ("a.csv", "", "a.csv, line 1: there must be one column 'name'"),
        ("a.csv", "name\nA,B\n", "a.csv, line 2: 2 values for 1 columns"),
        ("a.csv", 'name\n"A\n', "a.csv, line 2: unexpected end of data"),
        ("a.csv", "name,kind\nVale,hill\n", "a.csv, line 2: 'hill' is no kind: give one of country, group"),
        ("a.csv", "name,kind\n,place\n", "a.csv, line 2: no name"),
        ("a.csv", "name\n123\n", "a.csv, line 2: no name"),
        ("a.csv", "name\nvale\n", "a.csv, line 2: 'vale' has no capital"),
        ("a.csv", "name,lat,lon\nVale,north,3\n", "a.csv, line 2: lat is 'north': give a decimal number"),
        ("a.csv", "name,lat\nVale,3\n", "a.csv, line 2: one of lat and lon is missing"),
        ("a.csv", "name,lat,lon\nVale,95,3\n", "a.csv, line 2: 95.0, 3.0 is no place on the earth"),
        ("a.csv", "name,lat,lon\nVale,nan,3\n", "a.csv, line 2: nan, 3.0 is no place on the earth"),
        ("a.csv", "name,population\nVale,many\n", "a.csv, line 2: population is 'many': give a whole number"),
        ("a.csv", "name,wikidata\nVale,30\n", "a.csv, line 2: '30' is not an id of Wikidata such as Q30"),
        ("a.csv", "name,geonames\nVale,gn5\n", "a.csv, line 2: 'gn5' is not an id of GeoNames"),
        ("a.csv", "name,iso\nVale,Ukraine\n", "a.csv, line 2: 'Ukraine' is not a code of ISO 3166"),
        ("a.csv", "name,matches\nVale,not an iri\n", "a.csv, line 2: 'not an iri' is no IRI"),
        (
            "a.csv",
            "name\nVale\n\nVale\n",
            "a.csv, line 4: 'Vale' and 'Vale' (a.csv, line 2) are one, place/vale: join them, or tell them apart by 'id'",
        ),
        ("a.csv", "name,within\nVale,Nowhere Land\n", "a.csv, line 2: within 'Nowhere Land' is neither in the files nor shipped"),
        ("a.csv", "name,within\nVale,Georgia\n", "a.csv, line 2: within 'Georgia' means several: give one of country/GE, place/iso-US-GA"),
        ("a.csv", "name,within\nVale,Dale\nDale,Vale\n", "a.csv, line 2: 'Vale' would lie within itself"),
        ("a.ttl", "<a> <b> .", "a.ttl, line 1"),
        (
            "a.ttl",
            "<https://example.org/x> <http://www.w3.org/2004/02/skos/core#prefLabel> 'Vale' .",
            "a.ttl, <https://example.org/x>: it is not clear what kind",
        ),
        ("a.jsonl", "\n{\n", "a.jsonl, line 2: "),
        ("a.jsonl", "[]\n", "a.jsonl, line 1: no entity of FollowTheMoney"),
        ("a.jsonl", '{"schema": "Person", "properties": {"name": "Ola Nord"}}', "a.jsonl, line 1: a property is no list of texts"),
        ("a.txt", "Vale", "a.txt: a gazetteer is .csv, .ttl (SKOS), or .json"),
    ],
)
def test_file_that_cannot_be_used_is_told_with_its_line(
    known: Callable[[str, str], Gazetteer], name: str, text: str, told: str, tmp_path: Path
) -> None:
    with pytest.raises(InputError) as caught:
        known(name, text)
    message = str(caught.value).replace(f"{tmp_path}/", "")
    assert message.startswith(told)
    assert re.search(r": [a-z]+ .*", message.removeprefix(told)) or ":" in told


def test_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"name\n\xff\xfe\n")
    with pytest.raises(InputError, match="save it as UTF-8"):
        list(given.drafts([tmp_path / "a.csv"]))
