"""Labels of events: act, who and where, as a headline would say it."""

from __future__ import annotations

import pytest

from kg.records import Event, Kind, Modality
from kg.resolve.entities import Entity
from kg.resolve.labels import event_label

NAMES = (
    ("Kenya", Kind.COUNTRY),
    ("Mombasa", Kind.PLACE),
    ("foreign ministers of the G7", Kind.GROUP),
    ("Omar Diallo", Kind.PERSON),
    ("protesters", Kind.GROUP),
    ("crew of the vessels", Kind.GROUP),
)
KENYA, MOMBASA, MINISTERS, DIALLO, PROTESTERS, CREW = range(len(NAMES))
ENTITIES = {number: Entity(f"thing/{number}", kind, label, None) for number, (label, kind) in enumerate(NAMES)}

#: act, agents, recipients, theme, place, label
LABELS = [
    ("recaptures", (KENYA,), (MOMBASA,), None, MOMBASA, "Kenya recaptures Mombasa"),
    ("meets", (MINISTERS,), (), None, MOMBASA, "foreign ministers of the G7 meet in Mombasa"),
    ("meets", (CREW,), (), None, None, "crew of the vessels meets"),
    ("arrests", (), (DIALLO,), None, None, "Omar Diallo arrested"),
    ("arrests", (), (DIALLO,), None, MOMBASA, "Omar Diallo arrested in Mombasa"),
    ("attacks", (), (MOMBASA,), None, MOMBASA, "Mombasa attacked"),
    ("bans", (), (), "imports of steel", None, "imports of steel banned"),
    ("disperses", (), (PROTESTERS,), None, None, "protesters dispersed"),
    ("shoots down", (), (), "drones", None, "drones shot down"),
    ("holds an election", (), (), None, KENYA, "election in Kenya"),
    ("holds an election", (KENYA,), (), None, KENYA, "Kenya holds an election"),
    ("protests against", (), (), None, MOMBASA, "protests in Mombasa"),
    ("earthquake strikes", (), (MOMBASA,), None, MOMBASA, "earthquake strikes Mombasa"),
]


@pytest.mark.parametrize(("act", "agents", "recipients", "theme", "place", "label"), LABELS)
def test_event_label(
    act: str, agents: tuple[int, ...], recipients: tuple[int, ...], theme: str | None, place: int | None, label: str
) -> None:
    event = Event("OTHER", act, agents, recipients, theme, place, None, Modality.ACTUAL, (), ())
    assert event_label(event, ENTITIES) == label
