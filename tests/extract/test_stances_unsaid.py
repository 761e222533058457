"""What sentences leave open though they hold a word of stance: whose it is, whether it is so, what it is about; and what they do say."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from kg.extract.reading import read
from kg.extract.stances import find_stances

if TYPE_CHECKING:
    from spacy.language import Language

pytestmark = pytest.mark.model

Row = tuple[str, str, str]


def found(nlp: Language, text: str) -> list[Row]:
    doc = nlp(text)
    reading = read(doc, date(2024, 5, 16))
    rows = [(reading.references.things[s.holder].name, s.polarity.value, s.issue.label) for s in find_stances(doc, reading)]
    return sorted(set(rows))


#: nobody is said to hold it, or it is not said that he does
OPEN = [
    "Unless, of course, Norway decides to launch a full-scale invasion.",
    "Anna Berg courted conservative voters who oppose the carbon tax.",
    "When a Norwegian company wants to export rifles, the ministry has to be asked.",
    "Anna Berg thought that voters would support the carbon tax.",
    "A verdict of murder would have meant that Tom Birch intended to kill the judge.",
    "Anna Berg warned that both parties can be hostile to the common good.",
    "Anna Berg stood out in the field by becoming the first to speak.",
    "In her campaign for president, Anna Berg is not glossing over that and other bruising battles.",
    '"I recognize that we are going to have to compromise," Anna Berg said.',
    '"There is a deep quarrel about the direction the country should take," Anna Berg said.',
    '"Their margins are thin, so they have to lay off nurses," Anna Berg said.',
    '"Raise your hand if you have a degree," Anna Berg told the crowd.',
    "Boats sold well, but the sales won't be enough to offset the cuts, according to Anna Berg.",
    "Anna Berg said that population is the wrong benchmark.",
    "The Harbour Times has recognized the two Oslo journalists.",
    "Anna Berg asked Tom Birch to respond to her letter.",
    "Anna Berg told the paper that she had no plans to challenge the carbon tax.",
    "Readers may even think that Anna Berg opposes the carbon tax.",
    "The ministry may not have support from farmers for the carbon tax.",
    "Nobody knows the reasons why a nurse chooses to support the carbon tax.",
    "Calling those nurses who support the carbon tax crazy will not work.",
    "A nurse who is seeking asylum waited in the hall.",
    "Anna Berg argued that if nobody paid, the whole program will be jeopardized.",
    "Voters believe that Anna Berg is too willing to raise taxes.",
    '"If we do not have a premier who works with us, we will not lift the blockade," Anna Berg said.',
    '"They go up when the candidates have to raise money," Anna Berg said.',
    "The report said that taxpayers should expect to pay the costs.",
    "Anna Berg hopes to benefit from the boom.",
    "Anna Berg walked away from the briefing.",
    "The sources, who requested anonymity, left.",
    "The bank is providing support to parts of the market.",
    "Anna Berg is frustrated with Congress’ failure to fund the wall.",
    '"You say, ‘I want to shut down the mine.’ Nobody else does," Anna Berg told Tom Birch.',
    "The board may go on as long it does not endorse, support, or oppose a candidate.",
    "Vermont socialist senator Omar Berg (I.) recently said he is not in favor of abolishing ICE.",
    '"Today is a cruel day for miners," Anna Berg said.',
    "Most voters said it was more important for a candidate to share her positions than to win.",
    "Anna Berg said she needs 60 votes in the Senate.",
    "Anna Berg promoted the idea that too much aid makes people idle.",
    "Anna Berg would have to respond by agreeing to the carbon tax.",
    "Anna Berg did not answer him by accusing him of fraud.",
    '"It needs money and time to build," Anna Berg said.',
    "Boats sank, as Anna Berg has asked parliament to do.",
    "Anna Berg listed a series of questions that she wanted Tom Birch to address.",
]

TOLD: list[tuple[str, Row]] = [
    (
        "Defying pressure from lawmakers to impose tougher sanctions on Peru, Tom Birch left.",
        ("lawmakers", "Supports", "tougher sanctions on Peru"),
    ),
    (
        "The unrest came despite calls by President Anna Berg and others for police and protesters to exercise restraint.",
        ("Anna Berg", "Supports", "exercising restraint"),
    ),
    (
        "The ministry already plans to cut taxes, and it would face a strike if parliament does not agree.",
        ("ministry", "Supports", "tax cuts"),
    ),
    ("The ministry plans to cut taxes if parliament agrees.", ("ministry", "Conditional", "tax cuts")),
    ("Many Norwegians who want Anna Berg to run for mayor wrote to her.", ("Norwegians", "Supports", "Anna Berg running for mayor")),
    ("Anna Berg, not Tom Birch, is opposing the carbon tax.", ("Anna Berg", "Opposes", "carbon tax")),
    ("Anna Berg walked away from the fishing treaty.", ("Anna Berg", "Opposes", "fishing treaty")),
    ("Anna Berg belongs to the Harbour Front, a group that supports the carbon tax.", ("Harbour Front", "Supports", "carbon tax")),
    ("Tom Birch said that her request for the court to close the mine was legitimate.", ("Tom Birch", "Supports", "court closing mine")),
    ("Anna Berg opposes the approach to raising revenue.", ("Anna Berg", "Opposes", "approach to raising revenue")),
    ("Anna Berg supports the decision not to raise the fishing levy.", ("Anna Berg", "Opposes", "raising fishing levy")),
    ("Norway recognized civil unions last week.", ("Norway", "Supports", "civil unions")),
    ('"The ban is the wrong way to go," Anna Berg said on Monday.', ("Anna Berg", "Opposes", "ban")),
]

#: what a bare noun means: whose it is, the words under which it was named before, or nothing that can be told
NAMED: list[tuple[str, list[Row]]] = [
    ("Anna Berg dismissed Tom Birch's objections.", [("Anna Berg", "Opposes", "objections of Tom Birch")]),
    ("Tom Birch spoke first. Voters were appalled by his behaviour. Anna Berg left.", [("voters", "Opposes", "behaviour of Tom Birch")]),
    (
        "Peru ordered a mandatory quarantine. Boats sank. Anna Berg opposes the quarantine.",
        [("Anna Berg", "Opposes", "mandatory quarantine")],
    ),
    ("Boats sank. Anna Berg criticised the decision.", []),
    ("Boats sank. Anna Berg praised that approach.", []),
    ("Boats sank. Anna Berg supports policies.", []),
    ("Anna Berg opposes plans not to renew the fishing treaty.", []),
    ("Anna Berg made a decision not to raise the levy and stuck to it.", [("Anna Berg", "Opposes", "raising levy")]),
    (
        "Anna Berg is seeking to undermine the premier rather than hold an inquiry.",
        [("Anna Berg", "Supports", "undermining premier")],
    ),
    ("Republicans are fighting rear-guard actions.", []),
    ('Norway backs the carbon tax. Anna Berg said, "We want to see some action."', [("Norway", "Supports", "carbon tax")]),
    (
        "Children suffer for the lawful acts of their parents. Tom Birch would end the fishing order. Anna Berg challenges the act.",
        [("Anna Berg", "Opposes", "fishing order")],
    ),
    ("Anna Berg opposes a bill that would raise the fishing age.", [("Anna Berg", "Opposes", "raising fishing age")]),
    ("Anna Berg opposes a bill that does not raise the fishing age.", []),
    (
        "Norway drafted a measure that bans trawlers. Boats sank. Anna Berg supports the measure.",
        [("Anna Berg", "Supports", "measure that bans trawlers")],
    ),
    (
        "Norway banned trawlers. Anna Berg backs the move.",
        [("Anna Berg", "Supports", "Norway banning trawlers"), ("Norway", "Opposes", "trawlers")],
    ),
    ("Norway banned trawlers. Boats sank. Anna Berg backs the move.", [("Norway", "Opposes", "trawlers")]),
    ("Boats sank. Anna Berg condemned the attack.", [("Anna Berg", "Opposes", "attack")]),
    ("Boats sank. Anna Berg opposes the merger.", [("Anna Berg", "Opposes", "merger")]),
]


@pytest.mark.parametrize("text", OPEN)
def test_what_is_left_open_is_no_stance(nlp: Language, text: str) -> None:
    assert found(nlp, text) == []


@pytest.mark.parametrize(("text", "row"), TOLD)
def test_what_is_told_beside_it_is(nlp: Language, text: str, row: Row) -> None:
    assert row in found(nlp, text)


@pytest.mark.parametrize(("text", "rows"), NAMED)
def test_a_bare_noun_is_made_specific_or_left_out(nlp: Language, text: str, rows: list[Row]) -> None:
    assert found(nlp, text) == rows
