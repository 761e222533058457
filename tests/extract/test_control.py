"""Who holds and who claims a place, and where the text does not say so."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from kg.extract.control import find_control
from kg.extract.reading import read

if TYPE_CHECKING:
    from spacy.language import Language

pytestmark = pytest.mark.model


def told(nlp: Language, text: str) -> list[str]:
    doc = nlp(text)
    reading = read(doc, date(2024, 5, 16))
    things = reading.references.things
    return [
        f"{things[one.place].name} {'claimed' if one.claimed else 'held'} {things[one.actor].name}{'!' * len(one.sources)}"
        for one in find_control(doc, reading)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Shells hit Russian-controlled Melitopol on Monday. Russia denied it.", "Melitopol held Russia"),
        ("The Russian-held city of Donetsk was hit. Russia denied it.", "Donetsk held Russia"),
        ("Troops attacked the Russian-occupied town of Enerhodar. Russia did not comment.", "Enerhodar held Russia"),
        ("Taiwan, claimed by China, held a vote.", "Taiwan claimed China"),
        ("Western Sahara, which Morocco claims, is rich in phosphate.", "Western Sahara claimed Morocco"),
        ("The Falkland Islands, a territory claimed by Argentina, voted.", "Falkland Islands claimed Argentina"),
        ("China claims Taiwan.", "Taiwan claimed China"),
        ("Crimea is controlled by Russia.", "Crimea held Russia"),
        ("Kyiv said that Crimea is occupied by Russia.", "Crimea held Russia!"),
    ],
)
def test_who_holds_and_who_claims(nlp: Language, text: str, expected: str) -> None:
    assert told(nlp, text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Officials in Russian-occupied Ukraine fled. Russia did not comment.",
        "Russia controls parts of Kherson.",
        "Melitopol was formerly held by Russia.",
        "Kherson was occupied by Russia until November 2022.",
        "Russia no longer controls Kherson.",
        "If Russia controls Odesa, trade will stop.",
        "Russia claimed Toretsk on Friday.",
        "Russia claims victory in the war.",
        "Israel does not control Gaza City.",
        "He was held by police in Kabul.",
        "The talks held by Russia in Geneva ended.",
        "Sanaa is held by the Houthis, the minister said.",
        "Shells hit the Russian-held Melitopol airport. Russia denied it.",
        "A court in Russian-held Donetsk's suburbs sat. Russia denied it.",
        "Could Russia control Odesa?",
    ],
)
def test_who_does_not(nlp: Language, text: str) -> None:
    assert told(nlp, text) == []
