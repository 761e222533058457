"""Names found by lists of invented persons, places and bodies, so that the steps after naming are tested alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.model import Name, Role
from kg.records import Kind

if TYPE_CHECKING:
    from spacy.tokens import Doc

PERSONS = ("Amina Diallo", "Bo Renner", "Carla Ruiz", "Diallo", "Renner", "Ruiz")
COUNTRIES = {"Peru": "PE", "Chad": "TD", "Norway": "NO", "Kenya": "KE"}
ADJECTIVES = {"Peruvian": "PE", "Chadian": "TD", "Norwegian": "NO", "Kenyan": "KE"}
PLACES = ("Turku", "Salem", "Oregon", "Vermont", "Gisborne")
BODIES = ("Foreign Ministry", "Lowell Institute", "Harbour Union", "Senate", "Supreme Court", "Orchard Party", "Trade Office", "HU")


def named(doc: Doc) -> tuple[Name, ...]:
    """The names of a Doc, by the lists above, so that the grammar is tested alone."""
    found: list[Name] = []
    for kind, texts in ((Kind.PERSON, PERSONS), (Kind.PLACE, PLACES), (Kind.ORGANIZATION, BODIES)):
        found += [Name(start, end, kind, text, None, None, Role.NAME) for text in texts for start, end in spans(doc, text)]
    for role, table in ((Role.NAME, COUNTRIES), (Role.ADJECTIVE, ADJECTIVES)):
        found += [
            Name(start, end, Kind.COUNTRY, text, f"country/{code}", None, role)
            for text, code in table.items()
            for start, end in spans(doc, text)
        ]
    taken: set[int] = set()
    kept = []
    for name in sorted(found, key=lambda name: (name.start - name.end, name.start)):
        if taken.isdisjoint(range(name.start, name.end)):
            taken.update(range(name.start, name.end))
            kept.append(name)
    return tuple(sorted(kept, key=lambda name: name.start))


def spans(doc: Doc, text: str) -> list[tuple[int, int]]:
    words = text.split()
    return [(i, i + len(words)) for i in range(len(doc)) if [token.text for token in doc[i : i + len(words)]] == words]
