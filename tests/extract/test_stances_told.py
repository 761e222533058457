"""Stances told in other ways than by a plain verb: what is meant to be done, has to be, has no place, lies in a prefix; and traps."""

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
    rows = [(reading.references.things[s.holder].name, s.polarity.value, s.issue.label) for s in find_stances(doc, reading)]
    return sorted(set(rows))


#: sentence, holder, polarity, issue
INTENDED = [
    ("Norway said it would not attend the summit.", "Norway", "Opposes", "attending summit"),
    ("Anna Berg said she would continue the policies of Tom Birch.", "Anna Berg", "Supports", "continuing policies of Tom Birch"),
    ('"We will close the port," Anna Berg said.', "Anna Berg", "Supports", "closing port"),
    ('"We are going to close the port," Anna Berg said.', "Anna Berg", "Supports", "closing port"),
    ("Norway has no intention of leaving the union.", "Norway", "Opposes", "leaving union"),
    ("Norway decided to close the schools.", "Norway", "Supports", "closing schools"),
    ("Norway announced that the tariffs would be lifted.", "Norway", "Supports", "lifting tariffs"),
]

PRESCRIBED = [
    ('"We have to stop this war," Anna Berg said.', "Anna Berg", "Supports", "stopping war"),
    ('"Let\'s end this war," Anna Berg said.', "Anna Berg", "Supports", "ending war"),
    ('"There is no place for racism in our country," Anna Berg said.', "Anna Berg", "Opposes", "racism"),
    ('"We expect a full investigation," Anna Berg said.', "Anna Berg", "Supports", "full investigation"),
    ('"We expect Peru to free the hostages," Anna Berg said.', "Anna Berg", "Supports", "Peru freeing hostages"),
    ('"Peru has the right to defend its borders," Anna Berg said.', "Anna Berg", "Supports", "defending borders"),
    ('"We have to support the ceasefire," Anna Berg said.', "Anna Berg", "Supports", "ceasefire"),
    ("Peru needs to accept the ceasefire, Anna Berg said.", "Anna Berg", "Supports", "ceasefire"),
]

NAMED = [
    ("A pro-democracy activist, Joshua Lam, was arrested.", "Joshua Lam", "Supports", "democracy"),
    ("Anna Berg's anti-corruption campaign won praise.", "Anna Berg", "Opposes", "corruption"),
    ("Teachers went on strike over the pension reform.", "teachers", "Opposes", "pension reform"),
    ("The bill on tariffs was met with opposition from farmers.", "farmers", "Opposes", "bill on tariffs"),
    ("Support for the carbon tax also came from Anna Berg.", "Anna Berg", "Supports", "carbon tax"),
    ("Despite opposition from Peru, Norway built the dam.", "Peru", "Opposes", "Norway building dam"),
    ("Tom Birch dissolved parliament at the request of Anna Berg.", "Anna Berg", "Supports", "Tom Birch dissolving parliament"),
    ("Anna Berg campaigned on a promise to cut taxes.", "Anna Berg", "Supports", "tax cuts"),
    ("Hezbollah pledged allegiance to Iran.", "Hezbollah", "Supports", "Iran"),
    ("The lower house, the Bundestag, approved the carbon tax.", "Bundestag", "Supports", "carbon tax"),
    ("Anna Berg's bill would ban assault weapons.", "Anna Berg", "Opposes", "assault weapons"),
]

SAID = [
    ("The carbon tax was described by Anna Berg as a disaster.", "Anna Berg", "Opposes", "carbon tax"),
    ("The Supreme Court found the travel ban unlawful.", "Supreme Court", "Opposes", "travel ban"),
    ("Norway denied the fraud allegations.", "Norway", "Opposes", "fraud allegations"),
    ("Anna Berg blamed the government for the blackout.", "Anna Berg", "Opposes", "blackout"),
    ("Anna Berg accused the government of corruption.", "Anna Berg", "Opposes", "corruption"),
    ("Norway backed out of the treaty.", "Norway", "Opposes", "treaty"),
    ("Norway pressed ahead with the pension reform.", "Norway", "Supports", "pension reform"),
    ("Anna Berg is wary of the carbon tax.", "Anna Berg", "Opposes", "carbon tax"),
    ("Norway will not allow Peru to close the border.", "Norway", "Opposes", "Peru closing border"),
    ("Norway seeks tighter border controls.", "Norway", "Supports", "tighter border security"),
    ("Anna Berg demanded an apology from Tom Birch.", "Anna Berg", "Supports", "apology"),
]

TURNED = [
    ("Norway expressed no support for the carbon tax.", "Norway", "Opposes", "carbon tax"),
    ("Neither the European Union nor Norway would endorse the carbon tax.", "Norway", "Opposes", "carbon tax"),
    ("Norway will not let Peru close the border.", "Norway", "Opposes", "Peru closing border"),
    ("The Republican Party decided to cancel the referendum.", "Republican Party", "Opposes", "referendum"),
]


@pytest.mark.parametrize(("text", "holder", "polarity", "issue"), [*INTENDED, *PRESCRIBED, *NAMED, *SAID, *TURNED])
def test_a_stance_is_read_however_it_is_told(nlp: Language, text: str, holder: str, polarity: str, issue: str) -> None:
    assert (holder, polarity, issue) in found(nlp, text)


#: sentences in which the one who is named takes no stance
TRAPS = [
    ("Perhaps Norway opposes the carbon tax.", "Norway"),
    ("Anna Berg hopes that Norway will support the carbon tax.", "Norway"),
    ("Anna Berg said Norway needs to reject the carbon tax.", "Norway"),
    ("If Norway supported the carbon tax, Peru would leave.", "Norway"),
    ("Norway denied that it supports the carbon tax.", "Norway"),
    ("Norway backed away from its support for the carbon tax.", "Norway"),
    ("Anna Berg spoke of Norway's previous support for the carbon tax.", "Norway"),
    ("Norway had to accept the ceasefire.", "Norway"),
    ("A lack of support from Norway ended the talks.", "Norway"),
    ("Anna Berg thought Norway would hit the wall.", "Norway"),
    ('"I thought we would hit the wall," Anna Berg said.', "Anna Berg"),
    ("Critics say Norway wants to end the talks.", "critics"),
    ("Peru expects Norway to back the carbon tax.", "Norway"),
    ("Norway supports the treaty and Peru the ban.", "Peru"),
    ("Anna Berg urged voters at the rally.", "Anna Berg"),
]


@pytest.mark.parametrize(("text", "named"), TRAPS)
def test_who_is_only_talked_of_takes_no_stance(nlp: Language, text: str, named: str) -> None:
    assert [row for row in found(nlp, text) if row[0] == named] == []


@pytest.mark.parametrize(
    "text",
    [
        "A minister supports the carbon tax.",
        "Anti-government protesters blocked a road.",
        "Anna Berg took the lead in the race and the president the second place.",
        "Anna Berg said she would leave on Monday.",
        "Anna Berg said she would resign her post.",
        "Republicans say it would rain.",
    ],
)
def test_nobody_takes_a_stance(nlp: Language, text: str) -> None:
    assert found(nlp, text) == []


@pytest.mark.parametrize(
    ("text", "issue"),
    [
        ("Norway rejected a 30-day ceasefire with Ukraine.", "30-day ceasefire"),
        ("Norway supports the truce between Israel and Hamas.", "ceasefire"),
        ("Norway opposes negotiations with the rebels.", "negotiations"),
        ("Norway rejected the trade deal with Peru.", "trade deal with Peru"),
        ("Norway will comply with the request of Prime Minister Tom Birch to suspend parliament.", "suspending parliament"),
    ],
)
def test_parties_and_authors_make_no_other_issue(nlp: Language, text: str, issue: str) -> None:
    assert [row[2] for row in found(nlp, text) if row[0] == "Norway"] == [issue]


def test_a_gapped_verb_lends_its_object_to_nobody(nlp: Language) -> None:
    assert found(nlp, "Norway supports the treaty and Peru the ban.") == [("Norway", "Supports", "treaty")]
    assert found(nlp, "Norway supports the treaty and the ban.") == [("Norway", "Supports", "ban"), ("Norway", "Supports", "treaty")]


def test_a_judgement_takes_up_the_noun_named_before(nlp: Language) -> None:
    rows = found(nlp, 'Norway signed a trade deal with Peru. "This is a terrible deal," Anna Berg said.')
    assert ("Anna Berg", "Opposes", "trade deal with Peru") in rows


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("Norway said it would lift the tariffs if Peru leaves.", "if Peru leaves"),
        ("Norway said it would not attend the summit unless Peru leaves.", "unless Peru leaves"),
    ],
)
def test_an_intention_keeps_its_condition(nlp: Language, text: str, condition: str) -> None:
    doc = nlp(text)
    reading = read(doc, None)
    told = [doc[s.condition[0] : s.condition[1]].text for s in find_stances(doc, reading) if s.condition is not None]
    assert told == [condition]
