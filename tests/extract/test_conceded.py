"""Support that its holder hedges: with the same issue elsewhere in the article, or in the sentence after."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from kg.extract.reading import read
from kg.extract.stances import find_stances

if TYPE_CHECKING:
    from spacy.language import Language

pytestmark = pytest.mark.model

#: text, its stances: holder, polarity, issue, condition
TEXTS = [
    (
        "Anna Berg supports the wage deal. Berg said she would sign the wage deal if the bonus was paid.",
        {("Anna Berg", "Conditional", "wage deal", "if the bonus was paid")},
    ),
    (
        "Anna Berg supports the wage deal. Tom Birch said he would sign the wage deal if the bonus was paid.",
        {("Anna Berg", "Supports", "wage deal", None), ("Tom Birch", "Conditional", "wage deal", "if the bonus was paid")},
    ),
    (
        "Anna Berg backed the wage deal on Monday. On Wednesday, Berg said she would sign the wage deal if the bonus was paid.",
        {("Anna Berg", "Supports", "wage deal", None), ("Anna Berg", "Conditional", "wage deal", "if the bonus was paid")},
    ),
    (
        "Anna Berg said she agreed to the merger. However, she said two conditions were not negotiable, among them a cap on prices.",
        {("Anna Berg", "Supports", "merger", None)},
    ),
    (
        "Anna Berg said she agreed to the merger. However, she said two conditions must be met.",
        {("Anna Berg", "Conditional", "merger", "two conditions must be met")},
    ),
    (
        '"We agree to the merger," Anna Berg told reporters. "But there are questions that the board will settle."',
        {("Anna Berg", "Conditional", "merger", "there are questions that the board will settle")},
    ),
    (
        "Anna Berg said she agreed to the merger. But Tom Birch said two conditions must be met.",
        {("Anna Berg", "Supports", "merger", None)},
    ),
    ("Anna Berg opposes the merger. But she said two conditions must be met.", {("Anna Berg", "Opposes", "merger", None)}),
]


@pytest.mark.parametrize(("text", "told"), TEXTS)
def test_a_yes_with_a_condition_elsewhere_is_conditional(nlp: Language, text: str, told: set[tuple[str, str, str, str | None]]) -> None:
    doc = nlp(text)
    reading = read(doc, date(2024, 5, 16))
    names = reading.references.things
    found = {
        (names[s.holder].name, s.polarity.value, s.issue.label, doc[slice(*s.condition)].text if s.condition else None)
        for s in find_stances(doc, reading)
    }
    assert found == told
