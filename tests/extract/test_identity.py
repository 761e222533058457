"""Which full names of an article are one person's."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from kg.extract.identity import Cast
from kg.extract.model import Name, Role
from kg.records import Kind


def bodies(*texts: str) -> list[int]:
    """The number of the body of each name, in the order of the text."""
    return _numbers(Kind.ORGANIZATION, texts)


def people(*texts: str) -> list[int]:
    """The number of the person of each name, in the order of the text."""
    return _numbers(Kind.PERSON, texts)


def _numbers(kind: Kind, texts: tuple[str, ...]) -> list[int]:
    words = [word for text in texts for word in text.split()]
    names, start = [], 0
    for text in texts:
        names.append(Name(start, start + len(text.split()), kind, text, None, None, Role.NAME))
        start += len(text.split())
    cast = Cast(Doc(Vocab(), words=words), tuple(names), ())
    return [cast.of_name[index] for index in range(len(texts))]


@pytest.mark.parametrize(
    ("texts", "wanted"),
    [
        (("George W. Hartwell", "George Walker Hartwell"), [0, 0]),
        (("George W. Hartwell", "George H.W. Hartwell"), [0, 1]),
        (("George W. Hartwell", "George H. W. Hartwell", "George W. Hartwell"), [0, 1, 0]),
        (("George Hartwell", "George W. Hartwell", "George H. W. Hartwell"), [0, 0, 1]),
        (("George W. Hartwell", "George H. W. Hartwell", "George Hartwell", "George Hartwell"), [0, 1, 2, 2]),
        (("George Hartwell", "George W. Hartwell", "George Hartwell"), [0, 0, 0]),
        (("Anna Maria Kovac", "Anna Kovac", "Anna Lucia Kovac"), [0, 0, 1]),
        (("Pedro Alva", "Alva Ruiz", "Pedro T. Alva Ruiz", "Alva"), [0, 0, 0, 0]),
        (("Anna Kovac", "Maria Kovac", "Anna Maria Kovac"), [0, 1, 2]),
        (("Mike Harland", "Michael G. Harland", "Harland"), [0, 0, 0]),
        (("Tom Harland Jr.", "Harland"), [0, 0]),
        (("Tom Harland Jr.", "Harland Jr.", "Harland"), [0, 0, 1]),
        (("Harland Jr.", "Tom Harland Jr.", "Tom Harland", "Harland"), [0, 0, 0, 0]),
        (("Harland", "Harland", "Tom Harland Jr.", "Harland"), [0, 0, 1, 0]),
        (("Jan Van Berg", "Van Berg", "Lukas Van Berg", "Piet Van Berg"), [0, 0, 1, 2]),
        (("Van Berg", "Jan Van Berg", "Van Morrow"), [0, 0, 1]),
        (("Al Harland", "Anna Harland", "Harland"), [0, 1, 2]),
        (("Yuri Orlov", "Yuriy Orlov"), [0, 0]),
        (("Han Joon-seo", "Han Joon Seo"), [0, 0]),
    ],
)
def test_full_names(texts: tuple[str, ...], wanted: list[int]) -> None:
    assert people(*texts) == wanted


@pytest.mark.parametrize(
    ("texts", "wanted"),
    [
        (("White House", "House"), [0, 1]),
        (("House", "White House", "Texas House"), [0, 1, 0]),
        (("U.S. Senate", "Senate"), [0, 0]),
        (("National Assembly", "Assembly"), [0, 0]),
        (("United States Senate", "Senate"), [0, 0]),
        (("Department of the Treasury", "Treasury"), [0, 0]),
        (("House and Senate", "Senate"), [0, 1]),
        (("Harbour and Rail Union", "Rail Union"), [0, 1]),
        (("Constitutional Court", "Court"), [0, 0]),
        (("Oslo Police", "Police"), [0, 0]),
    ],
)
def test_short_forms_of_bodies(texts: tuple[str, ...], wanted: list[int]) -> None:
    assert bodies(*texts) == wanted
