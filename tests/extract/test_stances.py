"""Stances: one table of sentences per construction; `-` in a row means that nobody takes a stance."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from kg.extract.reading import read
from kg.extract.stances import find_stances

if TYPE_CHECKING:
    from spacy.language import Language

    from kg.extract.model import StanceSpan

pytestmark = pytest.mark.model


def found(nlp: Language, text: str) -> list[tuple[str, str, str]]:
    doc = nlp(text)
    reading = read(doc, date(2024, 5, 16))
    rows = [(reading.references.things[s.holder].name, s.polarity.value, s.issue.label) for s in find_stances(doc, reading)]
    return sorted(set(rows))


def spans(nlp: Language, text: str) -> tuple[list[StanceSpan], list[str]]:
    doc = nlp(text)
    reading = read(doc, date(2024, 5, 16))
    return list(find_stances(doc, reading)), [thing.name for thing in reading.references.things]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norway supports the carbon tax.", [("Norway", "Supports", "carbon tax")]),
        ("Norway opposes lifting sanctions.", [("Norway", "Opposes", "sanctions relief")]),
        ("Norway agreed to a 30-day truce.", [("Norway", "Supports", "30-day ceasefire")]),
        ("Norway called for an early election.", [("Norway", "Supports", "early election")]),
        ("Norway called on Peru to release the hostages.", [("Norway", "Supports", "hostage release")]),
        ("Norway demanded that Peru withdraw its troops.", [("Norway", "Supports", "Peru withdrawing troops")]),
        ("Norway ruled out a second referendum.", [("Norway", "Opposes", "second referendum")]),
        ("The carbon tax was rejected by Norway.", [("Norway", "Opposes", "carbon tax")]),
        ("Norway has come out against nuclear power.", [("Norway", "Opposes", "nuclear power")]),
        ("Norway sued to stop the border wall.", [("Norway", "Opposes", "border wall")]),
        ("Norway voted to leave the union.", [("Norway", "Supports", "leaving union")]),
        ("Norway imposed sanctions on Peru.", [("Norway", "Supports", "sanctions on Peru")]),
        ("Norway condemned Peru for closing the border.", [("Norway", "Opposes", "Peru closing border")]),
        ("Norway would like to see a ceasefire.", [("Norway", "Supports", "ceasefire")]),
        ("Anna Berg signed a decree banning face veils.", [("Anna Berg", "Opposes", "face veils")]),
        ("Anna Berg signed a decree delaying the election.", [("Anna Berg", "Supports", "election delay")]),
        ("Norway joined calls for Peru to lift the tariffs.", [("Norway", "Supports", "Peru lifting tariffs")]),
        ("He wrote a plan for a carbon tax, which Norway agreed to.", [("Norway", "Supports", "carbon tax")]),
        (
            "Norway rejected the plan for a carbon tax. Peru condemned the move.",
            [("Norway", "Opposes", "carbon tax"), ("Peru", "Opposes", "Norway rejecting plan for carbon tax")],
        ),
    ],
)
def test_verbs_take_a_stance(nlp: Language, text: str, expected: list[tuple[str, str, str]]) -> None:
    assert found(nlp, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norway wants the carbon tax repealed.", [("Norway", "Supports", "repealing carbon tax")]),
        ("Norway wanted foreign troops removed from Chad.", [("Norway", "Supports", "removing foreign troops from Chad")]),
        ("Norway called for the carbon tax to be repealed.", [("Norway", "Opposes", "carbon tax")]),
        ("Norway demanded that a complete ceasefire follow.", [("Norway", "Supports", "complete ceasefire following")]),
        ("Norway promised that military aid for Chad would continue.", [("Norway", "Supports", "military aid for Chad continuing")]),
        ("Norway banned foreigners from joining the army.", [("Norway", "Opposes", "foreigners joining army")]),
        ("Norway accused Peru of closing the border.", [("Norway", "Opposes", "Peru closing border")]),
        ("Norway pulled out of the arms control treaty.", [("Norway", "Opposes", "arms control")]),
        ("Norway announced its withdrawal from the climate accord.", [("Norway", "Opposes", "climate agreement")]),
        ("Norway recognised Tom Birch as president.", [("Norway", "Supports", "Tom Birch")]),
        ("Tom Birch declared a state of emergency.", [("Tom Birch", "Supports", "state of emergency")]),
        ("The bill on tariffs passed the Senate on Friday.", [("Senate", "Supports", "bill on tariffs")]),
        ("Anna Berg said she was disappointed by the carbon tax.", [("Anna Berg", "Opposes", "carbon tax")]),
        ("Norway called on Tom Birch to resign.", [("Norway", "Supports", "resignation of Tom Birch")]),
        ("We need a ceasefire now, Anna Berg said.", [("Anna Berg", "Supports", "ceasefire")]),
        (
            "Norway accepted a ceasefire plan. Anna Berg hopes Peru will agree.",
            [("Anna Berg", "Supports", "ceasefire"), ("Norway", "Supports", "ceasefire")],
        ),
        ("Norway closed the border, a move that Peru criticised.", [("Peru", "Opposes", "Norway closing border")]),
    ],
)
def test_what_is_wanted_told_or_done_is_taken_for_the_issue(nlp: Language, text: str, expected: list[tuple[str, str, str]]) -> None:
    assert found(nlp, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norway, together with Peru, condemned the coup.", [("Norway", "Opposes", "coup"), ("Peru", "Opposes", "coup")]),
        ("Anna Berg was among the senators who voted against the carbon tax.", [("Anna Berg", "Opposes", "carbon tax")]),
        ("Anna Berg, a senator who voted against the carbon tax, resigned.", [("Anna Berg", "Opposes", "carbon tax")]),
        ("Anna Berg was punished for refusing to support the carbon tax.", [("Anna Berg", "Opposes", "carbon tax")]),
        ("Anna Berg is known for supporting the carbon tax.", [("Anna Berg", "Supports", "carbon tax")]),
        ("The carbon tax has the support of Norway.", [("Norway", "Supports", "carbon tax")]),
        ("Anna Berg won the endorsement of Peter Moss.", [("Peter Moss", "Supports", "Anna Berg")]),
        ("Greenpeace filed a lawsuit challenging the pipeline.", [("Greenpeace", "Opposes", "pipeline")]),
        ("A lawsuit filed by Greenpeace against the carbon tax was rejected.", [("Greenpeace", "Opposes", "carbon tax")]),
        ("Greenpeace's lawsuit seeks to block the pipeline.", [("Greenpeace", "Opposes", "pipeline")]),
        (
            "The request of Prime Minister Tom Birch to suspend parliament was granted.",
            [("Tom Birch", "Supports", "suspending parliament")],
        ),
        ("Farmers blocked roads in protest against the fuel tax.", [("farmers", "Opposes", "fuel tax")]),
    ],
)
def test_holders_are_found_beside_before_and_behind_the_verb(nlp: Language, text: str, expected: list[tuple[str, str, str]]) -> None:
    assert found(nlp, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Peru can hardly accept a ceasefire.",
        "Norway laid out Peru's objections to Michael Stone.",
        "Norway did not sign the statement in favour of Peru.",
        "Anna Berg said she had no plans to leave the union.",
        "There should be no doubt about that, Anna Berg said.",
        "He was attempting to pass another vehicle.",
        "Anna Berg said the plan of the enemy has failed.",
        "Norway and Peru could not agree on a budget.",
        "Norway is not backing any particular candidate.",
    ],
)
def test_what_only_looks_like_a_stance_is_none(nlp: Language, text: str) -> None:
    assert found(nlp, text) == []


def test_neither_and_doubt_turn_a_stance(nlp: Language) -> None:
    assert found(nlp, "Neither Norway nor Peru would endorse the carbon tax.") == [
        ("Norway", "Opposes", "carbon tax"),
        ("Peru", "Opposes", "carbon tax"),
    ]
    assert found(nlp, "Anna Berg said she does not believe the carbon tax is right.") == [("Anna Berg", "Opposes", "carbon tax")]


def test_a_reserved_yes_is_conditional_only(nlp: Language) -> None:
    text = '"The idea of a ceasefire is right, and we support it, but there are issues to discuss," Anna Berg said.'
    assert {(polarity, issue) for _, polarity, issue in found(nlp, text)} == {("Conditional", "ceasefire")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norway's rejection of an unconditional ceasefire angered Peru.", [("Norway", "Opposes", "unconditional ceasefire")]),
        ("Norway expressed support for the carbon tax.", [("Norway", "Supports", "carbon tax")]),
        ("Norway is in favor of a second referendum.", [("Norway", "Supports", "second referendum")]),
        ("Norway is against the carbon tax.", [("Norway", "Opposes", "carbon tax")]),
        ("Norway is opposed to the carbon tax.", [("Norway", "Opposes", "carbon tax")]),
        ("Norway is ready to accept the carbon tax.", [("Norway", "Supports", "carbon tax")]),
        ("Anna Berg is an outspoken critic of the carbon tax.", [("Anna Berg", "Opposes", "carbon tax")]),
        ("The carbon tax drew criticism from Norway.", [("Norway", "Opposes", "carbon tax")]),
        (
            "Norway's demands include a recount and the release of hostages.",
            [("Norway", "Supports", "hostage release"), ("Norway", "Supports", "vote recount")],
        ),
    ],
)
def test_nouns_and_adjectives_take_a_stance(nlp: Language, text: str, expected: list[tuple[str, str, str]]) -> None:
    assert found(nlp, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norway does not support the carbon tax.", [("Norway", "Opposes", "carbon tax")]),
        ("Norway will never accept the carbon tax.", [("Norway", "Opposes", "carbon tax")]),
        ("Norway no longer supports the carbon tax.", [("Norway", "Opposes", "carbon tax")]),
        ("Norway refused to accept the carbon tax.", [("Norway", "Opposes", "carbon tax")]),
        ("Norway is not willing to accept the carbon tax.", [("Norway", "Opposes", "carbon tax")]),
        ("Norway did not oppose the carbon tax.", []),
        ("Norway refused to condemn the carbon tax.", []),
        ("Norway has not ruled out a carbon tax.", []),
        ("Norway did not immediately endorse the carbon tax.", []),
        ("Norway did not endorse the carbon tax until July.", [("Norway", "Supports", "carbon tax")]),
        ("Norway refused to fully embrace the carbon tax.", []),
        ("Norway failed to condemn the coup.", []),
    ],
)
def test_negation_turns_support_and_silences_the_rest(nlp: Language, text: str, expected: list[tuple[str, str, str]]) -> None:
    assert found(nlp, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norway hoped Peru would agree to a ceasefire.", [("Norway", "Supports", "ceasefire")]),
        ("Norway urged Peru to accept a ceasefire.", [("Norway", "Supports", "ceasefire")]),
        ("Norway wants Peru to reject the carbon tax.", [("Norway", "Opposes", "carbon tax")]),
        ("Norway convinced Peru to agree to a ceasefire.", []),
        ("It would be difficult for Peru to agree to a ceasefire.", []),
        ("Peru was expected to support the carbon tax.", []),
        ("Peru is likely to reject the carbon tax.", []),
        ("Peru may support the carbon tax.", []),
        ("Norway asked whether Peru supports the carbon tax.", []),
        ("Does Peru support the carbon tax?", []),
    ],
)
def test_embedded_stances_belong_to_the_one_who_wishes(nlp: Language, text: str, expected: list[tuple[str, str, str]]) -> None:
    assert found(nlp, text) == expected


@pytest.mark.parametrize(
    ("text", "polarity", "condition"),
    [
        ("Norway would agree to a ceasefire, but only if it leads to peace.", "Conditional", "but only if it leads to peace"),
        ("Norway supports the carbon tax, provided that farmers are exempt.", "Conditional", "provided that farmers are exempt"),
        ("If Peru frees the hostages, Norway will support sanctions relief.", "Conditional", "If Peru frees the hostages"),
        ("Norway will not accept a ceasefire until Peru withdraws.", "Conditional", "until Peru withdraws"),
        ("Norway will not approve a budget that does not fund the wall.", "Conditional", "that does not fund the wall"),
        (
            'Norway would agree to a ceasefire, but only if it leads to "lasting peace".',
            "Conditional",
            'but only if it leads to "lasting peace"',
        ),
        (
            "Norway would agree to a ceasefire, but only if it leads to peace, Anna Berg said.",
            "Conditional",
            "but only if it leads to peace",
        ),
        ("Norway supports the carbon tax even if farmers protest.", "Supports", None),
        ("Norway supports the carbon tax but insists that details must be settled.", "Conditional", "insists that details must be settled"),
        ("Norway supports the carbon tax, but Peru insists on exemptions.", "Supports", None),
    ],
)
def test_conditions_are_told_in_the_words_of_the_text(nlp: Language, text: str, polarity: str, condition: str | None) -> None:
    doc = nlp(text)
    reading = read(doc, None)
    stances = [s for s in find_stances(doc, reading) if reading.references.things[s.holder].name == "Norway"]
    assert stances[0].polarity.value == polarity
    assert (doc[stances[0].condition[0] : stances[0].condition[1]].text if stances[0].condition else None) == condition


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norway has not decided whether to support the carbon tax.", [("Norway", "Undecided", "carbon tax")]),
        ("Norway is considering lifting tariffs.", [("Norway", "Undecided", "lifting tariffs")]),
    ],
)
def test_open_decisions_are_undecided(nlp: Language, text: str, expected: list[tuple[str, str, str]]) -> None:
    assert found(nlp, text) == expected


def test_a_reported_stance_has_its_source(nlp: Language) -> None:
    stances, names = spans(nlp, "Anna Berg said that Norway opposes the carbon tax.")
    assert [(names[s.holder], [names[i] for i in s.sources]) for s in stances] == [("Norway", ["Anna Berg"])]


def test_what_a_speaker_calls_a_thing_is_a_stance(nlp: Language) -> None:
    assert found(nlp, '"The carbon tax is a mistake," Anna Berg said.') == [("Anna Berg", "Opposes", "carbon tax")]
    assert found(nlp, "Anna Berg said the carbon tax would hurt farmers.") == [("Anna Berg", "Opposes", "carbon tax")]
    assert found(nlp, "The carbon tax is a mistake.") == []
    assert found(nlp, "Anna Berg said Norway is right.") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Anna Berg said the tariffs should be lifted.", [("Anna Berg", "Supports", "lifting tariffs")]),
        ("Anna Berg said the tariffs should not be lifted.", [("Anna Berg", "Opposes", "lifting tariffs")]),
        ('"Free the hostages," Anna Berg said.', [("Anna Berg", "Supports", "hostage release")]),
        ('"It is time to lift the tariffs," Anna Berg said.', [("Anna Berg", "Supports", "lifting tariffs")]),
        ("The tariffs should be lifted.", []),
    ],
)
def test_what_a_speaker_says_should_be_done_is_a_stance(nlp: Language, text: str, expected: list[tuple[str, str, str]]) -> None:
    assert found(nlp, text) == expected


def test_an_official_who_conveys_the_stance_of_his_side_shares_it(nlp: Language) -> None:
    text = "Norwegian Foreign Minister Tom Birch reiterated Norway's opposition to the carbon tax."
    assert found(nlp, text) == [("Norway", "Opposes", "carbon tax"), ("Tom Birch", "Opposes", "carbon tax")]


def test_the_span_holds_holder_and_target(nlp: Language) -> None:
    doc = nlp("On Monday, Norway strongly opposed the new carbon tax in parliament.")
    reading = read(doc, date(2024, 5, 16))
    (stance,) = find_stances(doc, reading)
    assert doc[stance.start : stance.end].text.startswith("Norway strongly opposed the new carbon tax")
    assert stance.stated_on is not None
    assert stance.stated_on.earliest == date(2024, 5, 13)


def test_stances_come_by_position_and_the_same_each_time(nlp: Language) -> None:
    text = "Norway opposes the carbon tax. Peru and Chad support a ceasefire. Chad condemned the coup."
    first, _ = spans(nlp, text)
    again, _ = spans(nlp, text)
    assert first == again
    assert [s.start for s in first] == sorted(s.start for s in first)
