"""Names of invented sentences, with the real pipeline."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from kg.extract.model import Role
from kg.extract.naming import find_names
from kg.records import Kind

if TYPE_CHECKING:
    from spacy.language import Language

pytestmark = pytest.mark.model

CASES = [
    ("President of Ghana Kwame Mensah arrived in Oslo.", "Kwame Mensah", Kind.PERSON, None, Role.NAME),
    ("President of Ghana Kwame Mensah arrived in Oslo.", "Ghana", Kind.COUNTRY, "country/GH", Role.NAME),
    ("The talks were held in Oslo on Monday.", "Oslo", Kind.PLACE, "place/gn-3143244", Role.NAME),
    ("Oslo said it would reject the offer.", "Oslo", Kind.COUNTRY, "country/NO", Role.METONYM),
    ("The Kremlin denied the report.", "Kremlin", Kind.ORGANIZATION, "org/kremlin", Role.NAME),
    ("Norwegian troops left the base.", "Norwegian", Kind.COUNTRY, "country/NO", Role.ADJECTIVE),
    ("Three villages in the Kursk region were shelled.", "Kursk region", Kind.PLACE, "place/iso-RU-KRS", Role.NAME),
    ("The Federal Security Service (FSB) arrested two men.", "FSB", Kind.ORGANIZATION, "org/fsb", Role.NAME),
]


@pytest.mark.parametrize(("text", "name", "kind", "entry", "role"), CASES)
def test_find_names(nlp: Language, text: str, name: str, kind: Kind, entry: str | None, role: Role) -> None:
    found = {n.text: n for n in find_names(nlp(text))}
    assert name in found
    assert (found[name].kind, found[name].entry, found[name].role) == (kind, entry, role)


def test_country_inside_an_organisation_is_its_country(nlp: Language) -> None:
    names = find_names(nlp("The Norwegian Defense Ministry announced new rules."))
    assert [(n.text, n.kind, n.country) for n in names] == [("Norwegian Defense Ministry", Kind.ORGANIZATION, "country/NO")]


def test_names_are_sorted_and_do_not_overlap(nlp: Language) -> None:
    names = find_names(nlp("Anna Berg of the Oslo Peace Institute met Norwegian officials in the United States."))
    assert all(a.end <= b.start for a, b in pairwise(names))
