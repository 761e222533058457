from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from name_lists import COUNTRIES, named

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
def test_find_offices_infers_no_country_of_two(nlp: Language) -> None:
    _, holdings = told(nlp, "Chad and Kenya vote on Sunday. President Amina Diallo stands again.")
    assert [(h.inferred, h.body) for h in holdings] == [(True, None)]


def test_gazetteer_knows_the_countries_of_the_tables() -> None:
    assert all(load().entry(f"country/{code}").kind is Kind.COUNTRY for code in COUNTRIES.values())
