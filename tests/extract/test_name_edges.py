"""Where persons' names begin and end in headlines, captions and lists, and what is only named after a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.extract.naming import find_names
from kg.extract.parsed import Doc
from kg.records import Kind

if TYPE_CHECKING:
    from spacy.language import Language

pytestmark = pytest.mark.model

PERSONS = [
    ("Donald Harland Seems to Win\n\nThe mayor met Harland on Monday.", {"Donald Harland", "Harland"}),
    ("The caption named two: Carla Ruiz and Martin Osei In 2011, they met.", {"Carla Ruiz", "Martin Osei"}),
    ("It is true. Robert Osei Former U.S. labour secretary", {"Robert Osei"}),
    ("The office of Sen. Robert Osei Robert James OseiFederal judge blocks the plan.", {"Robert Osei"}),
    ("Oakland Mayor Jennifer Ruiz signed it.", {"Jennifer Ruiz"}),
    ("Former Virginia Governor Jim Ruiz said so.", {"Jim Ruiz"}),
    ("A study by Neil Ruiz of Public Opinion Strategies said so.", {"Neil Ruiz"}),
    (
        "Jean-Luc De Vries, Emre Can and Ian McAllister met Ana DeSouza and Leo FitzGerald.",
        {"Ian McAllister", "Ana DeSouza", "Leo FitzGerald"},
    ),
    ("Officials at Woodrow Harland High School said so.", set()),
    ("The Thomas F. Harland Courthouse was closed.", set()),
    ("He worked for Team Harland and left.", set()),
]


@pytest.mark.parametrize(("text", "expected"), PERSONS)
def test_persons_are_named_without_what_stands_beside_them(text: str, expected: set[str], names_of: dict[str, set[str]]) -> None:
    found = names_of[text]
    assert expected <= found
    assert not {name for name in found - expected if any(name.startswith(f"{one} ") for one in expected)}
    if not expected:
        assert not found


@pytest.fixture(scope="module")
def names_of(nlp: Language) -> dict[str, set[str]]:
    docs = nlp.pipe([text for text, _ in PERSONS])
    found = ({name.text for name in find_names(Doc(doc)) if name.kind is Kind.PERSON} for doc in docs)
    return {text: names for (text, _), names in zip(PERSONS, found, strict=True)}
