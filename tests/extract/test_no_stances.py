"""Acts that are no stances: barring a road, and what somebody may only have been asked for."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from kg.extract.reading import read
from kg.extract.stances import find_stances

if TYPE_CHECKING:
    from spacy.language import Language

pytestmark = pytest.mark.model

#: sentence, whether it tells a stance
SENTENCES = [
    ("Omar Diallo blocked the fishing bill.", True),
    ("Omar Diallo vowed to block the fishing bill.", True),
    ("Omar Diallo blocked the bridge.", False),
    ("Kenyan troops blocked the Mombasa road.", False),
    ("Farmers blocked the port of Mombasa.", False),
    ('"I was shown papers I had never seen and asked to recognise a signature that is not mine," Omar Diallo said.', False),
    ('"I saw the papers and asked to sign the treaty," Omar Diallo said.', True),
]


@pytest.mark.parametrize(("text", "told"), SENTENCES)
def test_only_positions_are_stances(nlp: Language, text: str, *, told: bool) -> None:
    doc = nlp(text)
    assert bool(find_stances(doc, read(doc, date(2025, 3, 13)))) is told
