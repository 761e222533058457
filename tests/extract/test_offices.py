from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from name_lists import COUNTRIES, named

from kg.extract.naming import find_names
from kg.extract.offices import find_offices
from kg.gazetteer import load
from kg.records import Kind, Status

if TYPE_CHECKING:
    from spacy.language import Language

    from kg.extract.model import Holding, Name


def told(nlp: Language, text: str) -> tuple[tuple[Name, ...], tuple[Holding, ...]]:
    doc = nlp(text)
    names = named(doc)
    return names, find_offices(doc, names)


FOUND = [
    ("He backed the nominations for Treasury Secretary and Rep. Bo Renner.", [("Bo Renner", "representative", None, None)]),
    ("It chose Carla Ruiz as chief of staff and former deputy minister Bo Renner.", [("Bo Renner", "deputy minister", None, None)]),
    ("Carla Ruiz was the state attorney general.", [("Carla Ruiz", "state attorney general", None, None)]),
    ("Trade Office aide Bo Renner left.", [("Bo Renner", "aide", "Trade Office", None)]),
    ("Peruvian Foreign Ministry spokeswoman Carla Ruiz left.", [("Carla Ruiz", "spokeswoman", "Foreign Ministry", None)]),
    ("He met Diallo’s envoy Bo Renner on Monday.", [("Bo Renner", "envoy", None, "Diallo")]),
    (
        "Chadian President Amina Diallo's envoy, Bo Renner, left.",
        [("Amina Diallo", "president", "Chadian", None), ("Bo Renner", "envoy", None, "Amina Diallo")],
    ),
    ("Renner, the Senate spokesman, agreed.", [("Renner", "spokesman", "Senate", None)]),
    ("Gen. Bo Renner, chief of staff of the Kenyan armed forces, agreed.", [("Bo Renner", "chief of staff", "Kenyan", None)]),
    ("Norway's army chief, Gen. Bo Renner, agreed.", [("Bo Renner", "army chief", "Norway", None)]),
    ("Carla Ruiz, a senior fellow at the Lowell Institute, agreed.", [("Carla Ruiz", "senior fellow", "Lowell Institute", None)]),
    ("President of Peru Carla Ruiz left.", [("Carla Ruiz", "president", "Peru", None)]),
    ("Senator Amina Diallo of Vermont voted.", [("Amina Diallo", "senator", "Vermont", None)]),
    ("Carla Ruiz, head of Turku-based Lowell Institute, voted.", [("Carla Ruiz", "head", "Lowell Institute", None)]),
    ("Carla Ruiz, the mayor of Salem, Oregon, voted.", [("Carla Ruiz", "mayor", "Salem", None)]),
    ("Carla Ruiz, mayor of the Norwegian city of Gisborne, voted.", [("Carla Ruiz", "mayor", "Gisborne", None)]),
    ("Amina Diallo, who serves as foreign minister of Chad, left.", [("Amina Diallo", "foreign minister", "Chad", None)]),
    ("Amina Diallo was sworn in as Kenyan finance minister.", [("Amina Diallo", "finance minister", "Kenyan", None)]),
    ("Harbour Union (HU) chairwoman Carla Ruiz left.", [("Carla Ruiz", "chairwoman", "Harbour Union", None)]),
    ("Bo Renner, Norway's ambassador to Peru, left.", [("Bo Renner", "ambassador to Peru", "Norway", None)]),
    ("The minister of foreign affairs of Chad, Amina Diallo, left.", [("Amina Diallo", "minister of foreign affairs", "Chad", None)]),
    ("One of Kenya's vice presidents, Bo Renner, left.", [("Bo Renner", "vice president", "Kenya", None)]),
    ("The cabinet named Carla Ruiz as governor of Turku.", [("Carla Ruiz", "governor", "Turku", None)]),
    (
        "The foreign ministers of Chad and Peru, Amina Diallo and Carla Ruiz, respectively, met.",
        [("Amina Diallo", "foreign minister", "Chad", None), ("Carla Ruiz", "foreign minister", "Peru", None)],
    ),
    (
        "Prime ministers Bo Renner (of Norway) and Carla Ruiz (of Peru) met.",
        [("Bo Renner", "prime minister", "Norway", None), ("Carla Ruiz", "prime minister", "Peru", None)],
    ),
    (
        "Presidents Bo Renner of Norway and Carla Ruiz of Peru met.",
        [("Bo Renner", "president", "Norway", None), ("Carla Ruiz", "president", "Peru", None)],
    ),
    (
        "Carla Ruiz, chairwoman and spokeswoman of the Harbour Union, left.",
        [("Carla Ruiz", "chairwoman", "Harbour Union", None), ("Carla Ruiz", "spokeswoman", "Harbour Union", None)],
    ),
    (
        "Orchard Party leader and Norwegian Prime Minister Bo Renner left.",
        [("Bo Renner", "leader", "Orchard Party", None), ("Bo Renner", "prime minister", "Norwegian", None)],
    ),
]
FOUND += [
    ("The assistant of the Peruvian president, Bo Renner, left.", [("Bo Renner", "assistant", "Peruvian", None)]),
    (
        "Peruvian President Carla Ruiz left. The assistant of the Peruvian president, Bo Renner, stayed.",
        [("Carla Ruiz", "president", "Peruvian", None), ("Bo Renner", "assistant", None, "Carla Ruiz")],
    ),
    ("The Senate objected. Its spokesman, Bo Renner, left.", [("Bo Renner", "spokesman", "Senate", None)]),
    ("The Harbour Union objected, its chairwoman, Carla Ruiz, said.", [("Carla Ruiz", "chairwoman", "Harbour Union", None)]),
    ("The Harbour Union, whose chairwoman Carla Ruiz left, objected.", [("Carla Ruiz", "chairwoman", "Harbour Union", None)]),
    ("The Harbour Union objected. The union's chairwoman, Carla Ruiz, left.", [("Carla Ruiz", "chairwoman", "Harbour Union", None)]),
    ("The Harbour Union objected. Union chairwoman Carla Ruiz left.", [("Carla Ruiz", "chairwoman", "Harbour Union", None)]),
    ("Peru's foreign policy chief, Carla Ruiz, left.", [("Carla Ruiz", "foreign policy chief", "Peru", None)]),
    (
        "President Amina Diallo's foreign policy aide, Bo Renner, left.",
        [("Amina Diallo", "president", None, None), ("Bo Renner", "foreign policy aide", None, "Amina Diallo")],
    ),
    ("Bo Renner, whom Ruiz appointed acting mayor of Turku, left.", [("Bo Renner", "mayor", "Turku", None)]),
    ("Bo Renner, whom Ruiz appointed acting governor, left.", [("Bo Renner", "governor", None, None)]),
    (
        "He told Bo Renner, President Amina Diallo's security adviser, the same thing.",
        [("Amina Diallo", "president", None, None), ("Bo Renner", "security adviser", None, "Amina Diallo")],
    ),
    (
        "Bo Renner, adviser of the Peruvian president for national security, left.",
        [("Bo Renner", "adviser for national security", "Peruvian", None)],
    ),
    (
        "Deputy Prime Minister and Minister of Economy Bo Renner left.",
        [("Bo Renner", "deputy prime minister", None, None), ("Bo Renner", "minister of economy", None, None)],
    ),
    ("Carla Ruiz served eight years as mayor of Turku.", [("Carla Ruiz", "mayor", "Turku", None)]),
    ("Bo Renner, who succeeded her as mayor of Turku, left.", [("Bo Renner", "mayor", "Turku", None)]),
    ("Bo Renner, who heads the Trade Office, left.", [("Bo Renner", "head", "Trade Office", None)]),
    ("Carla Ruiz chairs the Senate.", [("Carla Ruiz", "chair", "Senate", None)]),
    ("The Orchard Party, led by Carla Ruiz, lost.", [("Carla Ruiz", "leader", "Orchard Party", None)]),
    ("Carla Ruiz held the post of finance minister of Peru.", [("Carla Ruiz", "finance minister", "Peru", None)]),
    (
        "Bo Renner was replaced by Carla Ruiz as mayor of Turku.",
        [("Bo Renner", "mayor", "Turku", None), ("Carla Ruiz", "mayor", "Turku", None)],
    ),
    ("Carla Ruiz, who took office in May, is president of Peru.", [("Carla Ruiz", "president", "Peru", None)]),
    (
        "Kenyan Foreign Minister Amina Diallo met her Peruvian counterpart, Carla Ruiz.",
        [("Amina Diallo", "foreign minister", "Kenyan", None), ("Carla Ruiz", "foreign minister", "Peruvian", None)],
    ),
    (
        "Kenyan Foreign Minister Amina Diallo left. Diallo's predecessor, Bo Renner, stayed.",
        [("Amina Diallo", "foreign minister", "Kenyan", None), ("Bo Renner", "foreign minister", "Kenyan", None)],
    ),
    ("Peru's deputy Treasury secretary, Bo Renner, left.", [("Bo Renner", "deputy treasury secretary", "Peru", None)]),
    (
        "Carla Ruiz, the mayor of Turku and a former finance minister, left.",
        [("Carla Ruiz", "mayor", "Turku", None), ("Carla Ruiz", "finance minister", None, None)],
    ),
]


@pytest.mark.model
@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_find_offices_reads_constructions(nlp: Language, text: str, expected: list[tuple[str, str, str | None, str | None]]) -> None:
    names, holdings = told(nlp, text)
    found = [
        (
            names[h.person].text,
            h.office,
            None if h.body is None else names[h.body].text,
            None if h.serves is None else names[h.serves].text,
        )
        for h in holdings
    ]
    assert found == expected


NOT_FOUND = [
    "Peruvian journalist Carla Ruiz left.",
    "Carla Ruiz, a candidate for mayor, left.",
    "Chadian film director Amina Diallo left.",
    "Mr. Renner and Dr. Ruiz left.",
    "After talks with the Chadian president, Ruiz said it was over.",
    "Renner met Diallo, the Peruvian president and the mayor of Turku.",
    "Renner said the president would sign. Ruiz agreed.",
    "If Renner was president of Chad, it would be different.",
    "Renner is not president of Chad.",
    "Carla Ruiz, a member of the Orchard Party, left.",
    "The wife of the minister told Renner.",
    "Ruiz's pick for Peruvian attorney general, Bo Renner, left.",
    "Carla Ruiz, the Orchard Party candidate for mayor of Turku, lost.",
    "Bo Renner would be replaced as mayor by Carla Ruiz.",
    "Carla Ruiz leads the Senate delegation.",
]


@pytest.mark.model
@pytest.mark.parametrize("text", NOT_FOUND)
def test_find_offices_abstains(nlp: Language, text: str) -> None:
    assert told(nlp, text)[1] == ()


STATUS = [
    ("Former Peruvian President Carla Ruiz left.", Status.FORMER),
    ("Ex-president Carla Ruiz left.", Status.FORMER),
    ("Then-president Carla Ruiz signed it.", Status.FORMER),
    ("Carla Ruiz resigned as president of Peru.", Status.FORMER),
    ("Carla Ruiz, who served as president of Peru, left.", Status.FORMER),
    ("Acting President Carla Ruiz left.", Status.ACTING),
    ("Peru's interim president, Carla Ruiz, left.", Status.ACTING),
    ("President-elect Carla Ruiz left.", Status.ELECT),
    ("Peru's outgoing president, Carla Ruiz, left.", Status.CURRENT),
    ("Peru's jailed opposition leader, Carla Ruiz, left.", Status.CURRENT),
    ("The late Senator Carla Ruiz signed it.", Status.FORMER),
    ("Carla Ruiz was foreign minister of Peru until 2009.", Status.FORMER),
    ("Carla Ruiz, foreign minister of Peru from 2001 to 2009, left.", Status.FORMER),
    ("Carla Ruiz, whom Renner appointed acting mayor of Turku, left.", Status.ACTING),
    ("Carla Ruiz became president of Peru.", Status.CURRENT),
]


@pytest.mark.model
@pytest.mark.parametrize(("text", "status"), STATUS)
def test_find_offices_tells_status(nlp: Language, text: str, status: Status) -> None:
    assert [holding.status for holding in told(nlp, text)[1]] == [status]


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "owner"), [("Diallo sent his special envoy, Bo Renner.", "his"), ("The country's president, Bo Renner, left.", "country")]
)
def test_find_offices_keeps_the_owner(nlp: Language, text: str, owner: str) -> None:
    _, holdings = told(nlp, text)
    assert [nlp(text)[h.owner].text for h in holdings if h.owner is not None] == [owner]


@pytest.mark.model
def test_find_offices_infers_the_only_country(nlp: Language) -> None:
    names, holdings = told(nlp, "Chad votes on Sunday. President Amina Diallo stands again.")
    assert [(h.inferred, h.body is not None and names[h.body].text) for h in holdings] == [(True, "Chad")]


@pytest.mark.model
def test_find_offices_infers_the_country_of_a_delegation(nlp: Language) -> None:
    names, holdings = told(nlp, "Chad and Kenya met. Trade minister Amina Diallo led the Kenyan delegation, Chad said.")
    assert [(h.inferred, h.body is not None and names[h.body].text) for h in holdings] == [(True, "Kenya")]


@pytest.mark.model
def test_find_offices_infers_the_one_country_that_has_the_office(nlp: Language) -> None:
    doc = nlp("Kenya and Ireland met. Taoiseach Amina Diallo left. Kenya, Kenya and again Kenya spoke.")
    names = find_names(doc)
    holdings = find_offices(doc, names)
    assert [(h.office, h.body is not None and names[h.body].text) for h in holdings] == [("taoiseach", "Ireland")]


@pytest.mark.model
def test_find_offices_infers_no_country_of_two(nlp: Language) -> None:
    _, holdings = told(nlp, "Chad and Kenya vote on Sunday. President Amina Diallo stands again.")
    assert [(h.inferred, h.body) for h in holdings] == [(True, None)]


PARTIES = [
    ("Republican Party Sen. Tom Renner left.", [("Tom Renner", "senator", None)]),
    ("Texas GOP Sen. Tom Renner left.", [("Tom Renner", "senator", "Texas")]),
    ("House GOP Whip Tom Renner left.", [("Tom Renner", "whip", "House")]),
    ("Iowa GOP chairman Tom Renner left.", [("Tom Renner", "chairman", None)]),
    ("GOP chairman Tom Renner left.", [("Tom Renner", "chairman", "GOP")]),
    ("White House Press Secretary Tom Renner left.", [("Tom Renner", "press secretary", "White House")]),
]


@pytest.mark.model
@pytest.mark.parametrize(("text", "expected"), PARTIES)
def test_a_party_is_no_body_of_elected_offices(nlp: Language, text: str, expected: list[tuple[str, str, str | None]]) -> None:
    doc = nlp(text)
    names = find_names(doc)
    found = [
        (names[h.person].text, h.office, None if h.body is None or h.inferred else names[h.body].text) for h in find_offices(doc, names)
    ]
    assert found == expected


TERMS = [
    ("Carla Ruiz has been mayor of Turku since 2015.", date(2015, 1, 1), None),
    ("Carla Ruiz, mayor of Turku since May 2015, left.", date(2015, 5, 1), None),
    ("Carla Ruiz was mayor of Turku from 2001 to 2009.", date(2001, 1, 1), date(2009, 12, 31)),
    ("Carla Ruiz (mayor of Turku until February 2020) left.", None, date(2020, 2, 29)),
    ("Carla Ruiz became mayor of Turku in 2019.", date(2019, 1, 1), None),
    ("In 2019, Carla Ruiz became mayor of Turku.", date(2019, 1, 1), None),
    ("Carla Ruiz resigned as mayor of Turku in 2019.", None, date(2019, 12, 31)),
    ("Carla Ruiz, who took office in May, is mayor of Turku.", date(2024, 5, 1), None),
    ("Carla Ruiz, the mayor of Turku, left in 2019.", None, None),
]


@pytest.mark.model
@pytest.mark.parametrize(("text", "first", "last"), TERMS)
def test_find_offices_reads_terms(nlp: Language, text: str, first: date | None, last: date | None) -> None:
    doc = nlp(text)
    found = find_offices(doc, named(doc), date(2025, 3, 12))
    assert [(holding.valid_from, holding.valid_to) for holding in found] == [(first, last)]


def test_gazetteer_knows_the_countries_of_the_tables() -> None:
    assert all(load().entry(f"country/{code}").kind is Kind.COUNTRY for code in COUNTRIES.values())
