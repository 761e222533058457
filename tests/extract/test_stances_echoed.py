"""Stances that point at what was told before, hang on a condition or are withheld; one table per construction."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from kg.extract.reading import read
from kg.extract.stances import find_stances

if TYPE_CHECKING:
    from spacy.language import Language

pytestmark = pytest.mark.model


def found(nlp: Language, text: str) -> list[tuple[str, str, str]]:
    doc = nlp(text)
    reading = read(doc, date(2024, 5, 16))
    return sorted({(reading.references.things[s.holder].name, s.polarity.value, s.issue.label) for s in find_stances(doc, reading)})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norway supports the tax. Peru does not.", [("Norway", "Supports", "tax"), ("Peru", "Opposes", "tax")]),
        ("Norway opposes the tax. Peru does not.", [("Norway", "Opposes", "tax")]),
        ("Norway supports the tax. So does Peru.", [("Norway", "Supports", "tax"), ("Peru", "Supports", "tax")]),
        ("The union backed the tax. Norway voted against.", [("Norway", "Opposes", "tax"), ("union", "Supports", "tax")]),
        (
            "Norway proposed voluntary payments. Peru rejected that.",
            [("Norway", "Supports", "voluntary payments"), ("Peru", "Opposes", "voluntary payments")],
        ),
        ("Norway supports the tax. Peru said it will not sign.", [("Norway", "Supports", "tax"), ("Peru", "Opposes", "tax")]),
        ("Norway wants the road built through the valley; it is long.", [("Norway", "Supports", "building road through valley")]),
    ],
)
def test_a_stance_may_point_at_the_one_told_before(nlp: Language, text: str, expected: list[tuple[str, str, str]]) -> None:
    assert found(nlp, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Anna Berg will ask for a review if the ruling stands.", [("Anna Berg", "Conditional", "review")]),
        ("Anna Berg will not attend the summit unless Peru apologises.", [("Anna Berg", "Conditional", "attending summit")]),
        ("Anna Berg would abstain unless the company paid.", [("Anna Berg", "Conditional", "abstaining")]),
        ("The bridge will not be finished unless it rains.", []),
        ("Norway plans to leave the treaty unless Peru pays.", [("Norway", "Conditional", "leaving treaty")]),
        ("Anna Berg would support any successor who let committees sit in public.", [("Anna Berg", "Conditional", "successor")]),
        ("Norway will not sign a treaty that leaves out a figure for the fund.", [("Norway", "Conditional", "treaty")]),
    ],
)
def test_what_one_means_to_do_may_hang_on_a_condition(nlp: Language, text: str, expected: list[tuple[str, str, str]]) -> None:
    assert found(nlp, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Anna Berg has taken no position on the strike.", [("Anna Berg", "Undecided", "strike")]),
        ("Anna Berg has stayed out of the quarrel.", [("Anna Berg", "Undecided", "quarrel")]),
        ("Anna Berg said she could live with the quarry.", [("Anna Berg", "Undecided", "quarry")]),
        ("Norway is neutral on the referendum.", [("Norway", "Undecided", "referendum")]),
        (
            "Norway opposes the tax. Peru declined to say whether it would agree.",
            [("Norway", "Opposes", "tax"), ("Peru", "Undecided", "tax")],
        ),
        ("Anna Berg stayed out of Norway.", []),
    ],
)
def test_those_who_keep_out_are_undecided(nlp: Language, text: str, expected: list[tuple[str, str, str]]) -> None:
    assert found(nlp, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Brazil and Peru back the complaint.", [("Brazil", "Supports", "complaint"), ("Peru", "Supports", "complaint")]),
        ("Norway withdrew its support for the tax.", [("Norway", "Opposes", "tax")]),
        ("Norway dropped its opposition to the tax.", []),
        ("Norway ended its bid for the championship.", []),
        ("Norway has refused calls to lift the ban.", [("Norway", "Opposes", "lifting ban")]),
        ("Anna Berg said the court was wrong to free the editor.", [("Anna Berg", "Opposes", "freeing editor")]),
        ("Norway hopes for a quick end to the war.", [("Norway", "Supports", "quick end to war")]),
        ("Anna Berg defended her call to raise the wage.", [("Anna Berg", "Supports", "raising wage")]),
        ("Norway wants no part of the coalition.", []),
        ("Norway wanted to hear the details.", []),
        ("Its secretary, Anna Berg, called on Norway to lift the blockade.", [("Anna Berg", "Supports", "lifting blockade")]),
        ("The guarantor, Chile, supports the tax.", [("Chile", "Supports", "tax")]),
        ("One of the councillors, Inga Sarri, supports the tax.", [("Inga Sarri", "Supports", "tax")]),
        ("Norway seeks the dismissal of the minister.", [("Norway", "Supports", "dismissal of minister")]),
    ],
)
def test_the_sign_and_the_holder_follow_the_construction(nlp: Language, text: str, expected: list[tuple[str, str, str]]) -> None:
    assert found(nlp, text) == expected
