"""Keys of names."""

from __future__ import annotations

import pytest

from kg import names


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Volodymyr Zelensky", "Volodymyr Zelenskyy"),
        ("Volodymyr Zelenskiy", "Volodymyr Zelenskyy"),
        ("Oleksandr Syrsky", "Oleksandr Syrskyi"),
        ("Mohammed Karim", "Muhammad Karim"),
        ("Mohamed Karim", "Mohammad Karim"),
        ("Yury Orlov", "Iurii Orlov"),
        ("Dmitry Peskov", "Dmitrij Peskow"),
        ("Mike Harland", "Michael G. Harland"),
        ("Yuri Orlov", "Yuriy Orlov"),
        ("Jan van der Meer", "Jan Pieter van der Meer"),
        ("Han Joon-seo", "Han Joon Seo"),
        ("Han Joon-seo", "Han Joonseo"),
        ("Chen Guo-liang", "Chen Guoliang"),
        ("Dmitrij Verchovin", "Dmitry Verkhovin"),
        ("Andrej Tschechow", "Andrej Chekhov"),
        ("Nurlan Dzhaksybekov", "Nurlan Zhaksybekov"),
        ("Elçin Rzayev", "Elchin Rzaev"),
        ("Nasreen Talukdar", "Nasrin Talukdar"),
        ("Giannis Mavrodakis", "Yiannis Mavrodakis"),
    ],
)
def test_person_key_joins_spellings(left: str, right: str) -> None:
    assert names.person_key(left) == names.person_key(right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Marco Duarte", "Mario Duarte"),
        ("Pavel Gerov", "Pavla Gerova"),
        ("Ann Lee", "Ann Leigh"),
        ("Ivan Horak", "John Horak"),
        ("Yuri Horak", "George Horak"),
        ("Volodymyr Horak", "Vladimir Horak"),
        ("Mikhail Horak", "Michael Horak"),
        ("Han Joon-seo", "Han Joon-ho"),
        ("Jackie Chan", "Jackie Han"),
        ("Lee Ann Porter", "Lee Porter-Ann"),
        ("Bruce Lee", "Bruce Li"),
        ("Pavel Sergeev", "Pavel Sergiv"),
    ],
)
def test_person_key_keeps_people_apart(left: str, right: str) -> None:
    assert names.person_key(left) != names.person_key(right)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Han Joon-seo", ["Han", "Joonseo"]),
        ("Han Joon Seo", ["Han", "Joonseo"]),
        ("Lee Ann Porter", ["Lee", "Ann", "Porter"]),
        ("Lee Boyd Marlow", ["Lee", "Boyd", "Marlow"]),
        ("Jean-Luc Morel Jr.", ["Jean-Luc", "Morel"]),
        ("Han", ["Han"]),
    ],
)
def test_person_words(name: str, words: list[str]) -> None:
    assert names.person_words(name) == words


@pytest.mark.parametrize("name", ["Ministry of Defence of Norway", "Norway's Defense Ministry", "the Defence Ministry of Norway"])
def test_organization_key_ignores_order_and_spelling(name: str) -> None:
    assert names.organization_key(name) == "defense ministry norway"


def test_person_key_has_the_first_name_as_it_is_mostly_spelt() -> None:
    assert names.person_key("Yuriy Orlov") == "orlov|iuri"
    assert names.canonical_first_name("Yuriy") == "yuri"


@pytest.mark.parametrize(
    "name",
    [
        "Ministry of Defence of Norway",
        "Norway's Defense Ministry",
        "Norwegian Ministry of Defense",
        "the Defence Ministry",
        "Norwegian Defence Ministry",
    ],
)
def test_organization_key_leaves_out_the_names_of_its_country(name: str) -> None:
    assert names.organization_key(name, ("norwegian", "norway")) == "defense ministry"


def test_organization_key_keeps_what_would_else_be_nothing() -> None:
    assert names.organization_key("The Norwegian", ("norwegian", "norway")) == "norwegian"


@pytest.mark.parametrize(
    ("name", "expected"), [("Maria", "f"), ("Sergei Orlov", "m"), ("Qwerty Petrova", "f"), ("Qwerty", None), ("Kim", None)]
)
def test_gender(name: str, expected: str | None) -> None:
    assert names.gender(name) == expected
