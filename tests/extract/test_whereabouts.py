"""Whereabouts: sentences and short articles with the place of one of their acts, by the construction that gives it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from kg.extract.events import find_events
from kg.extract.reading import read

if TYPE_CHECKING:
    from spacy.language import Language

pytestmark = pytest.mark.model
PUBLISHED = date(2025, 3, 13)

#: article, trigger, place of its last event by that word (None: no place)
PLACES = [
    ("Omar Diallo was killed while working at a station in Lima.", "killed", "Lima"),
    ("An earthquake struck Lima, injuring ten people.", "injuring", "Lima"),
    ("A hundred people attended the party, located in Callao.", "attended", "Callao"),
    ("Thousands of people attended an earlier procession, which took place in Lima on Monday.", "attended", "Lima"),
    ("On Sunday in Peru's National Congress, President Omar Diallo announced a reform.", "announced", "Peru"),
    (
        "Yesterday in Peru's Callao Province criminal court, Judge Omar Diallo sentenced Maria Lopez to life.",
        "sentenced",
        "Callao Province",
    ),
    ("Kenya voted to leave the bloc in a referendum.", "voted", "Kenya"),
    ("Kenya voted to leave the bloc.", "voted", None),
    ("Norway apologized. Kenya's independence vote surprised Norway.", "vote", "Kenya"),
    ("Norway apologized. Kenya's vote against the resolution surprised Norway.", "vote", None),
    ("Iowa, which Omar Diallo is thought to have won, counts the votes again.", "won", "Iowa"),
    ("Nevada lost. The state of Iowa held elections on Monday.", "elections", "Iowa"),
    ("Omar Diallo flew over the desert on his way to Cusco.", "flew", None),
    ("The party is to continue its season with the Iowa primary election on March 29.", "continue", "Iowa"),
    ("Mexico apologized. Most Oaxaca residents voted on Sunday.", "voted", "Oaxaca"),
]


@pytest.mark.parametrize(("text", "trigger", "place"), PLACES)
def test_places_of_acts(nlp: Language, text: str, trigger: str, place: str | None) -> None:
    doc = nlp(text)
    reading = read(doc, PUBLISHED)
    event = [event for event in find_events(doc, reading) if doc[event.trigger].text == trigger][-1]
    assert (None if event.place is None else reading.references.things[event.place].name) == place
