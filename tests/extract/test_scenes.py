"""Scenes: articles with the place and day that an event takes from the words around it or from another telling, by which rule."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from kg.extract.events import find_events
from kg.extract.reading import read

if TYPE_CHECKING:
    from spacy.language import Language

    from kg.extract.model import EventSpan, Reading

pytestmark = pytest.mark.model
PUBLISHED = date(2025, 3, 13)

#: article, start of the act and trigger word, place, rule of the place
PLACES = [
    ("Rebels attacked Mombasa on Monday. Two people were killed.", "kills", "Mombasa", "scene"),
    ("Omar Diallo won the primary in Peru. Maria Lopez secured nine seats.", "secures", "Peru", "scene"),
    ("Omar Diallo came in second in Peru; Maria Lopez came in first.", "comes in", "Peru", "sentence"),
    ("Omar Diallo campaigned in Peru. Maria Lopez won nine seats there.", "wins", "Peru", "there"),
    ("Omar Diallo died in Lima. Norway apologized.\n\nDiallo died on Monday.", "dies", "Lima", "told_again"),
    ("Norway apologized. Omar Diallo appeared in Nairobi District Court in Kenya. Nairobi is large.", "appears", "Nairobi", "venue"),
    # the occasion at which it happens, also by its day; one contest told again
    ("The election in Kenya was held on Sunday. Norway left. Two million people voted in Sunday's election.", "votes", "Kenya", "occasion"),
    ("The election in Kenya was held on Sunday. Norway left. Two million people voted in Monday's election.", "votes", None, None),
    ("A march was held in Lima on Monday. Norway left. Omar Diallo flew above the march on his way to Cusco.", "flies", "Lima", "occasion"),
    ("Omar Diallo won the primary in Peru. Norway left.\n\nDiallo won the primary with 40 % of the vote.", "wins", "Peru", "told_again"),
    ("Omar Diallo won the primary in Peru. Norway left.\n\nDiallo won nine seats.", "wins", None, None),
    # what gives no scene: another paragraph, another sort of act, a place or clause of its own, a plan, two answers
    ("Rebels attacked Mombasa on Monday.\n\nTwo people were killed.", "kills", None, None),
    ("Rebels attacked Mombasa on Monday. Norway condemned the raid.", "condemns", None, None),
    ("Rebels attacked Mombasa on Monday. Omar Diallo met Maria Lopez.", "meets", None, None),
    ("Rebels attacked Mombasa on Monday. Two people will be buried.", "buries", None, None),
    ("Omar Diallo won in Peru. He also won in Chile. Norway apologized. Maria Lopez left. Omar Diallo won.", "wins", None, None),
    ("Omar Diallo died in Lima. A bishop said that Maria Lopez died.", "dies", None, None),
    ("According to the embassy in Lima, two people died.", "dies", None, None),
    ("Kenya fired missiles after a raid that killed Omar Diallo in Lima.", "fires", None, None),
]

#: article, start of the act, first day, rule of the day
TIMES = [
    ("Rebels attacked Mombasa on Monday. Two people were killed.", "kills", "2025-03-10", "scene"),
    ("Omar Diallo died on Monday. Norway apologized.\n\nDiallo died in Lima.", "dies", "2025-03-10", "told_again"),
    (
        "A bus crash near Mombasa killed two people. Norway apologized.\n\nThe crash happened on Monday.",
        "crashes",
        "2025-03-10",
        "told_again",
    ),
    ("Rebels attacked Mombasa.\n\nTwo people were killed.", "kills", None, None),
    ("Norway apologized on Monday. Omar Diallo met Maria Lopez.", "meets", None, None),
    ("Norway said on Monday that rebels attacked Mombasa. Two people were killed.", "kills", None, None),
    ("Rebels attacked Mombasa on Monday. Two people were killed in 2019.", "kills", "2019-01-01", None),
    (
        "Today, the state of Iowa held elections. Norway left.\n\nSenators blamed Iowa's elections on Peru.",
        "holds an election",
        "2025-03-13",
        "told_again",
    ),
]


@pytest.mark.parametrize(("text", "act", "place", "rule"), PLACES)
def test_places_of_scenes(nlp: Language, text: str, act: str, place: str | None, rule: str | None) -> None:
    event, reading = _last(nlp, text, act)
    assert (None if event.place is None else reading.references.things[event.place].name) == place
    assert _rule(event, "place") == rule


@pytest.mark.parametrize(("text", "act", "day", "rule"), TIMES)
def test_times_of_scenes(nlp: Language, text: str, act: str, day: str | None, rule: str | None) -> None:
    event, _ = _last(nlp, text, act)
    assert (None if event.when is None else str(event.when.earliest)) == day
    assert _rule(event, "time") == rule


def test_what_a_scene_gives_is_less_sure_than_the_event(nlp: Language) -> None:
    event, _ = _last(nlp, "Rebels attacked Mombasa on Monday. Two people were killed.", "kills")
    assert all(setting.confidence < event.confidence and setting.end <= event.start for setting in event.settings)


def _last(nlp: Language, text: str, act: str) -> tuple[EventSpan, Reading]:
    doc = nlp(text)
    reading = read(doc, PUBLISHED)
    return [event for event in find_events(doc, reading) if event.act.startswith(act)][-1], reading


def _rule(event: EventSpan, part: str) -> str | None:
    rules = (setting.rule for setting in event.settings)
    return next((rule.rsplit(".", 1)[-1] for rule in rules if rule.startswith(f"event.{part}.")), None)
