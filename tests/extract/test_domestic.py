"""Domestic acts: articles, the act, where it happens although no words place it, and the words and rule that this is taken from."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from kg.extract.events import find_events
from kg.extract.homes import Homes
from kg.extract.reading import read

if TYPE_CHECKING:
    from spacy.language import Language

pytestmark = pytest.mark.model
PUBLISHED = date(2025, 3, 13)

#: article, start of the act, place, rule, words
AT_HOME = [
    # the office of the one who does it, or to whom it is done
    ("Kenyan President Omar Diallo resigned on Monday.", "resigns", "Kenya", "home", "Kenyan President Omar Diallo"),
    ("Omar Diallo, the mayor of Lima, was arrested on Monday.", "arrests", "Lima", "home", "Omar Diallo, the mayor of Lima"),
    (
        "Texas Governor Maria Lopez signed the bill.\n\nTexas has many farms.",
        "signs",
        "Texas",
        "home",
        "Texas Governor Maria Lopez",
    ),
    # who sits for a region in the parliament of the country runs in the country
    (
        "Senator Maria Lopez of Texas dropped out of the race in the United States.",
        "drops out",
        "United States",
        "home",
        "Senator Maria Lopez of Texas",
    ),
    # the body or group: by its name, its adjective, or the region that its name begins with
    ("The Norwegian Labour Party elected Ann Berg as its leader.", "elects", "Norway", "home", "Norwegian Labour Party"),
    ("Norwegian police arrested two men on Monday.", "arrests", "Norway", "home", "Norwegian police"),
    ("The Texas Supreme Court ruled that the law was void. Texas had appealed.", "rules", "Texas", "home", "Texas Supreme Court"),
    # the country that the article is about
    (
        "Police arrested forty people on Monday. Peru has seen protests for weeks. Peru's president spoke in Lima.",
        "arrests",
        "Peru",
        "article",
        "Peru",
    ),
]

#: article, start of the act, place that words give, or None; never the home
ELSEWHERE = [
    ("Kenyan President Omar Diallo visited Norway on Sunday. Diallo resigned on Monday.", "resigns", None),
    ("Kenyan President Omar Diallo resigned on Monday by a letter from Oslo.", "resigns", None),
    ("Kenyan President Omar Diallo resigned on Monday while in Norway.", "resigns", "Norway"),
    ("Kenyan Interior Minister Omar Diallo was arrested at an airport in Peru.", "arrests", "Peru"),
    ("Kenyan Foreign Minister Omar Diallo met Ann Berg on Monday.", "meets", None),
    ("A court in The Hague sentenced former Kenyan president Omar Diallo to ten years in prison.", "sentences", "Hague"),
    ("The International Criminal Court convicted former Kenyan president Omar Diallo.", "convicts", None),
    ("The Kenyan ambassador to Norway, Omar Diallo, resigned on Monday.", "resigns", None),
    ("The Kenyan embassy closed on Monday.", "closes", None),
    ("Exiled Kenyan opposition leader Omar Diallo ended his campaign.", "ends", None),
    ("Kenya voted for the resolution.", "votes", None),
    ("Norwegian President Ann Berg and Kenyan President Omar Diallo signed a law.", "signs", None),
    ("Mayor Omar Diallo resigned. Kenya and Peru signed a treaty. Norway and Chile signed a treaty.", "resigns", None),
    ("Peru has seen protests. Peru's president spoke in Lima. Norway said that Omar Diallo was arrested.", "arrests", None),
    ("Rebels attacked a bus. Peru has seen attacks for weeks. Peru's president spoke in Lima.", "attacks", None),
]


@pytest.mark.parametrize(("text", "act", "place", "rule", "words"), AT_HOME)
def test_domestic_acts_happen_at_home(nlp: Language, text: str, act: str, place: str, rule: str, words: str) -> None:
    doc = nlp(text)
    reading = read(doc, PUBLISHED)
    event = next(event for event in find_events(doc, reading) if event.act.startswith(act))
    assert event.place is not None
    assert reading.references.things[event.place].name == place
    (setting,) = event.settings
    assert (setting.rule, doc[setting.start : setting.end].text) == (f"event.place.{rule}", words)
    assert setting.confidence < event.confidence


@pytest.mark.parametrize(("text", "act", "place"), ELSEWHERE)
def test_acts_that_may_be_elsewhere_are_not_sent_home(nlp: Language, text: str, act: str, place: str | None) -> None:
    doc = nlp(text)
    reading = read(doc, PUBLISHED)
    event = next(event for event in find_events(doc, reading) if event.act.startswith(act))
    assert (None if event.place is None else reading.references.things[event.place].name) == place
    assert not event.settings


def test_homes_of_those_who_have_none(nlp: Language) -> None:
    doc = nlp("The United Nations said that Omar Diallo met Maria Lopez.")
    reading = read(doc, PUBLISHED)
    homes = Homes(doc, reading)
    assert [homes.of(thing.id) for thing in reading.references.things] == [None] * len(reading.references.things)


def test_countries_that_only_bodies_name_are_things_without_mentions(nlp: Language) -> None:
    reading = read(nlp("The Norwegian Labour Party elected Ann Berg as its leader."), PUBLISHED)
    (norway,) = [thing for thing in reading.references.things if thing.entry == "country/NO"]
    assert norway.name == "Norway"
    assert all(span.referent != norway.id for span in reading.references.spans)
