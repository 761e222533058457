"""Numbers as facts: what is a quantity, and the many numbers that are none."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from kg.extract.events import find_events
from kg.extract.quantities import QuantitySpan, find_quantities
from kg.extract.reading import read

if TYPE_CHECKING:
    from spacy.language import Language

    from kg.extract.model import EventSpan, Thing

pytestmark = pytest.mark.model


def found(nlp: Language, text: str) -> tuple[tuple[QuantitySpan, ...], tuple[EventSpan, ...], tuple[Thing, ...]]:
    doc = nlp(text)
    reading = read(doc, date(2024, 5, 16))
    events = find_events(doc, reading)
    return find_quantities(doc, reading, events), events, reading.references.things


def told(span: QuantitySpan) -> str:
    """`killed =12`, `killed 12..`, `killed 10..20`, `killed ~40`, `killed ?`."""
    amount = span.amount
    if amount.value is not None:
        number = f"{'~' if amount.approximate else '='}{amount.value.normalize():f}"
    elif amount.has_number:
        low, high = ("" if one is None else f"{one.normalize():f}" for one in (amount.lower, amount.upper))
        number = f"{low}..{high}"
    else:
        number = "?"
    return f"{span.counted.measure} {number}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("At least 12 people were killed and 30 others wounded on Monday.", ["killed 12..", "wounded =30"]),
        ("Between 10 and 20 soldiers died in the clash.", ["killed 10..20"]),
        ("The blast killed about 40 civilians and left dozens missing.", ["killed ~40", "missing ?"]),
        ("The death toll rose to 214.", ["killed =214"]),
        ("The storm had a death toll of 31.", ["killed =31"]),
        ("Police arrested 60 protesters in the capital.", ["arrested =60"]),
        ("No fewer than 5,000 people fled the town.", ["displaced 5000.."]),
        ("More than 1.2 million people have been displaced by the fighting.", ["displaced 1200000.."]),
        ("Up to 30 fighters were killed.", ["killed ..30"]),
        ("As many as 300 migrants drowned.", ["killed ..300"]),
        ("The flood left 12 dead and 300 homeless.", ["killed =12", "displaced =300"]),
        ("Dozens of people were injured.", ["wounded ?"]),
        ("Hundreds were arrested.", ["arrested ?"]),
        ("Tens of thousands of people fled.", ["displaced ?"]),
        ("The attack wounded 30, killing four.", ["wounded =30", "killed =4"]),
        ("There were 12 deaths and 3 arrests.", ["killed =12", "arrested =3"]),
        ("12 people killed in market attack", ["killed =12"]),
        ("A total of 15 people were killed.", ["killed =15"]),
        ("The quake killed over 2,000 and injured another 9,000.", ["killed 2000..", "wounded =9000"]),
        ("Twenty-five people remain missing after the flood.", ["missing =25"]),
        ("He was one of 12 people arrested.", ["arrested =12"]),
        ("Ten police officers were hurt.", ["wounded =10"]),
        ("Some two dozen men were detained.", ["arrested ~24"]),
        ("Five Turks were arrested in Berlin.", ["arrested =5"]),
        ("Gunmen kidnapped 40 pupils from a school.", ["abducted =40"]),
        ("Kenya deployed 1,000 troops to Haiti.", ["troops =1000"]),
        ("France will send 500 soldiers to the region.", ["troops =500"]),
        ("The party won 45.3 percent of the vote.", ["vote share =45.3"]),
        ("Ana Berg won 52 percent in the runoff election.", ["vote share =52"]),
        ("Some 48% of respondents said they support the ban.", ["poll ~48"]),
        ("Nearly half of respondents said they oppose the war.", ["poll ?"]),
        ("Turnout was 61 percent.", ["turnout =61"]),
        ("Russia controls about 20 percent of Ukraine's territory.", ["territory share ~20"]),
        ("Russia occupies a fifth of the country.", ["territory share ?"]),
        ("The army captured 500 square kilometres of land.", ["area =500"]),
        ("The fire burned 2,000 hectares.", ["area =2000"]),
        ("The senate approved the bill by 51 votes to 49.", ["votes =51"]),
        ("The party won 120 seats.", ["seats =120"]),
        ("Germany pledged $2 billion in aid.", ["money =2000000000"]),
        ("The union gave €50 million for schools.", ["money =50000000"]),
        ("The court fined the firm 3 million euros.", ["money =3000000"]),
        ("The state paid almost $36.1 billion for it.", ["money ~36100000000"]),
        ("A $50,000 (£40,200) reward is being offered.", ["money =50000"]),
        ("The war cost between $5 and $7 billion.", ["money 5000000000..7000000000"]),
    ],
)
def test_numbers_that_count_something(nlp: Language, text: str, expected: list[str]) -> None:
    assert [told(span) for span in found(nlp, text)[0]] == expected


@pytest.mark.parametrize(
    "text",
    [
        "He was killed in 2014.",
        "Anna Berg, 45, was killed on Monday.",
        "The 30-day truce killed all hopes.",
        "A 12-year-old boy was killed.",
        "Call 555-1234 for help.",
        "The team won 3-2 on Sunday.",
        "Article 5 of the treaty was invoked.",
        "He lives at 10 Downing Street.",
        "The attacks of 9/11 killed many.",
        "The first 12 victims were buried.",
        "The two leaders met for the third time.",
        "Prices rose by 5 percent.",
        "Shares fell 3 percent.",
        "If 50 people die, the mayor will resign.",
        "The plan could kill 100 people.",
        "No people were killed.",
        "Nobody among the 12 passengers was hurt.",
        "He was sentenced to 12 years.",
        "The 12 soldiers said they were tired.",
        "One of the men was arrested.",
        "Two of the dead were children.",
        "Police said 20 officers arrested the man.",
        "Five soldiers killed a man in the village.",
        "In all, 7 out of 10 voters stayed home.",
        "She has 3 children and 12 employees.",
        "The Group of 7 leaders met.",
        "At 10:30 a.m. the talks began.",
        "Police used 20 vehicles.",
        "In the third quarter of the year sales rose.",
        "Resolution 2254 was adopted.",
        "About 3,000 people are killed every year on the roads.",
        "It was the 12th of May, and 20 degrees.",
        "Flight 370 went missing.",
        "The 19th Army took the hill.",
        "Will 300 people be evacuated?",
        "Gate 12 was closed and 4 trains were late.",
    ],
)
def test_numbers_that_count_nothing(nlp: Language, text: str) -> None:
    assert found(nlp, text)[0] == ()


def test_quantity_has_the_event_place_day_and_source_of_its_clause(nlp: Language) -> None:
    spans, events, things = found(nlp, "At least 12 people were killed in an attack on a market in Beruna on Monday, police said.")
    (span,) = spans
    assert (span.event, span.modality, span.when) == (0, events[0].modality, events[0].when)
    assert events[0].act == "kills"
    assert things[span.place or 0].name == "Beruna"
    assert [things[source].name for source in span.sources] == ["police"]


@pytest.mark.parametrize(
    ("text", "modality", "actor"),
    [
        ("France will send 500 soldiers to the region.", "Planned", "France"),
        ("Kenya deployed 1,000 troops to Haiti.", "Actual", "Kenya"),
        ("Kyiv said Russia occupies a fifth of the country.", "Claimed", "Russia"),
        ("The ministry denied killing 12 civilians.", "Denied", None),
        ("Ana Berg won 52 percent in the runoff election.", "Actual", "Ana Berg"),
    ],
)
def test_quantity_says_whose_it_is_and_how_certain(nlp: Language, text: str, modality: str, actor: str | None) -> None:
    (span,), _, things = found(nlp, text)
    assert span.modality == modality
    assert (None if span.subject is None else things[span.subject].name) == actor
