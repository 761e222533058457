"""Keys of names."""

from __future__ import annotations

import pytest

from kg import names


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Volodymyr Zelensky", "Vladimir Zelenskyy"),
        ("Dmitry Peskov", "Dmitrij Peskow"),
        ("Mike Harland", "Michael G. Harland"),
        ("Yuri Orlov", "Yuriy Orlov"),
        ("Jan van der Meer", "Jan Pieter van der Meer"),
    ],
)
def test_person_key_joins_spellings(left: str, right: str) -> None:
    assert names.person_key(left) == names.person_key(right)


@pytest.mark.parametrize(("left", "right"), [("Marco Duarte", "Mario Duarte"), ("Pavel Gerov", "Pavla Gerova"), ("Ann Lee", "Ann Leigh")])
def test_person_key_keeps_people_apart(left: str, right: str) -> None:
    assert names.person_key(left) != names.person_key(right)


@pytest.mark.parametrize("name", ["Ministry of Defence of Norway", "Norway's Defense Ministry", "the Defence Ministry of Norway"])
def test_organization_key_ignores_order_and_spelling(name: str) -> None:
    assert names.organization_key(name) == "defense ministry norway"


@pytest.mark.parametrize(
    ("surname", "full", "expected"),
    [
        ("Harland", "Mike Harland", True),
        ("van der Meer", "Jan van der Meer", True),
        ("Mike", "Mike Harland", False),
        ("Harland", "Harland", False),
    ],
)
def test_is_surname_of(surname: str, full: str, *, expected: bool) -> None:
    assert names.is_surname_of(surname, full) is expected


@pytest.mark.parametrize(
    ("name", "expected"), [("Maria", "f"), ("Sergei Orlov", "m"), ("Qwerty Petrova", "f"), ("Qwerty", None), ("Kim", None)]
)
def test_gender(name: str, expected: str | None) -> None:
    assert names.gender(name) == expected
