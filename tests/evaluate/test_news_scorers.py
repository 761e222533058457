"""Scorers of the news files on small gold and hand-made records."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import spacy

from kg.documents import document
from kg.evaluate.events import days, score_events
from kg.evaluate.named import score_names
from kg.evaluate.offices import same_office, score_offices
from kg.evaluate.outcomes import Outcome
from kg.evaluate.stances import score_stances
from kg.evaluate.statements import score_statements
from kg.evaluate.subjects import Subject
from kg.records import (
    Event,
    Evidence,
    Interval,
    Issue,
    Kind,
    Modality,
    Polarity,
    Records,
    Referent,
    Stance,
    Statement,
    Status,
    Tenure,
)

TEXT = (
    "Finance Minister Lucia Quispe of Peru rejected the wage law on Monday in Lima. “It is too costly,” Quispe said. "
    "The Peruvian government met the Workers' Union."
)
MINISTER, PERU, LIMA, UNION = range(4)
GOLD: dict[str, Any] = {
    "persons": [{"name": "Lucia Quispe", "mentions": ["Lucia Quispe", "Quispe"]}],
    "organisations": [{"name": "Workers' Union", "mentions": ["Workers' Union"], "optional": True}],
    "places": [{"name": "Peru", "mentions": ["Peru"], "within": None}, {"name": "Lima", "mentions": ["Lima"], "within": "Peru"}],
    "offices": [{"person": "Lucia Quispe", "office": "finance minister", "body": "Peru", "evidence": "Finance Minister Lucia Quispe"}],
    "stances": [
        {"actor": "Lucia Quispe", "polarity": "opposes", "issue": "wage law", "condition": None, "evidence": "rejected the wage law"},
        {"actor": "Peruvian government", "polarity": "supports", "issue": "talks", "condition": None, "evidence": "met", "optional": True},
    ],
    "statements": [{"speaker": "Quispe", "direct": True, "text": "It is too costly", "addressee": None}],
    "events": [
        {"type": "REJECT", "trigger": "rejected", "actors": ["Lucia Quispe"], "targets": [], "place": "Lima", "time_iso": "2024-03-04",
         "modality": "actual"},
        {"type": "CONSULT", "type_alt": ["OTHER"], "trigger": "met", "actors": ["government of Peru"], "targets": [], "place": None,
         "time_iso": None, "modality": "claimed", "optional": True},
    ],
}  # fmt: skip


def evidence(words: str, rule: str = "test") -> tuple[Evidence, ...]:
    start = TEXT.index(words)
    return (Evidence(start, start + len(words), words, TEXT, rule, 1.0),)


def referent(number: int, kind: Kind, *names: str, entry: str | None = None) -> Referent:
    return Referent(number, kind, names[0], tuple(sorted(names)), entry, None, False, evidence(names[0], "mention.name"))


REFERENTS = (
    referent(MINISTER, Kind.PERSON, "Lucia Quispe", "Quispe"),
    referent(PERU, Kind.COUNTRY, "Peru", entry="country/PE"),
    referent(LIMA, Kind.PLACE, "Lima"),
    referent(UNION, Kind.ORGANIZATION, "Workers' Union"),
)
TENURE = Tenure(MINISTER, "finance minister", PERU, None, False, Status.CURRENT, None, None, evidence("Finance Minister Lucia Quispe"))
STANCE = Stance(MINISTER, Issue("wage law"), Polarity.OPPOSES, None, (), None, evidence("rejected the wage law"))
STATEMENT = Statement(MINISTER, (), "It is too costly", True, "say", (), None, None, evidence("It is too costly"))
MONDAY = Interval(date(2024, 3, 4), date(2024, 3, 4))
EVENT = Event("REJECT", "rejects", (MINISTER,), (), "wage law", LIMA, MONDAY, Modality.ACTUAL, (), evidence("rejected the wage law"))
MEETING = Event("CONSULT", "meets", (PERU, UNION), (), None, None, None, Modality.ACTUAL, (), evidence("met the Workers' Union"))


def subject(**layers: tuple[Any, ...]) -> Subject:
    article = document(TEXT, published="2024-03-05")
    found = {"tenures": (), "stances": (), "statements": (), "events": (), "referents": REFERENTS, **layers}
    records = Records(article.article, containments=(), **found)
    return Subject(article, spacy.blank("en")(article.text), GOLD, extractor=lambda _document, _doc: records)


def counts(outcome: Outcome) -> tuple[int, int, int]:
    return outcome.right, outcome.wanted, outcome.found


def test_names_match_and_optional_ones_do_not_count() -> None:
    found = score_names(subject())
    assert {layer: counts(outcome) for layer, outcome in found.items()} == {
        "persons": (1, 1, 1),
        "organisations": (0, 0, 0),
        "places": (2, 2, 2),
    }


def test_names_missed_and_false() -> None:
    found = score_names(subject(referents=(referent(0, Kind.PERSON, "Lima"),)))["persons"]
    assert counts(found) == (0, 1, 1)
    assert found.misses[0].startswith("Lucia Quispe | Finance Minister")
    assert found.false[0].startswith("Lima")


def test_an_organisation_that_the_gold_calls_a_place_counts_as_one() -> None:
    people, country, _, union = REFERENTS
    found = score_names(subject(referents=(people, country, referent(LIMA, Kind.ORGANIZATION, "Lima"), union)))
    assert counts(found["places"]) == (2, 2, 2)
    assert counts(found["organisations"]) == (0, 0, 0)


@pytest.mark.parametrize(
    ("tenure", "expected"),
    [
        ((TENURE,), (1, 1, 1)),
        ((), (0, 1, 0)),
        ((Tenure(MINISTER, "economy minister", PERU, None, False, Status.FORMER, None, None, TENURE.evidence),), (1, 1, 1)),
        ((Tenure(MINISTER, "finance minister", None, None, False, Status.CURRENT, None, None, TENURE.evidence),), (0, 1, 1)),
        ((Tenure(MINISTER, "mayor", PERU, None, False, Status.CURRENT, None, None, TENURE.evidence), TENURE), (1, 1, 2)),
    ],
)
def test_offices(tenure: tuple[Tenure, ...], expected: tuple[int, int, int]) -> None:
    assert counts(score_offices(subject(tenures=tenure))["offices"]) == expected


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("foreign minister", "minister", True),
        ("spokeswoman", "spokesperson", True),
        ("attorney general", "attorney", True),
        ("minister for trade", "trade minister", True),
        ("president", "vice president", True),
        ("mayor", "governor", False),
    ],
)
def test_same_office(left: str, right: str, same: bool) -> None:
    assert same_office(left, right) is same


def test_stances_and_wrong_sign() -> None:
    assert counts(score_stances(subject(stances=(STANCE,)))["stances"]) == (1, 1, 1)
    wrong = Stance(MINISTER, Issue("wage law"), Polarity.SUPPORTS, None, (), None, STANCE.evidence)
    found = score_stances(subject(stances=(wrong,)))
    assert counts(found["stances"]) == (0, 1, 1)
    assert counts(found["stances.wrong_sign"]) == (1, 1, 1)


def test_stance_of_a_government_is_that_of_its_country() -> None:
    found = score_stances(subject(stances=(STANCE, Stance(PERU, Issue("talks"), Polarity.SUPPORTS, None, (), None, evidence("met")))))
    assert counts(found["stances"]) == (1, 1, 1)
    assert not found["stances"].false


def test_statements_and_speakers() -> None:
    assert counts(score_statements(subject(statements=(STATEMENT,)))["statements"]) == (1, 1, 1)
    other = Statement(UNION, (), "It is too costly", True, "say", (), None, None, STATEMENT.evidence)
    found = score_statements(subject(statements=(other,)))
    assert counts(found["statements"]) == (0, 1, 1)
    assert counts(found["statements.speaker"]) == (0, 1, 1)


def test_events_strict_and_modality() -> None:
    found = score_events(subject(events=(EVENT, MEETING)))
    assert counts(found["events"]) == (1, 1, 1)
    assert counts(found["events.strict"]) == (1, 1, 1)
    assert counts(found["events.modality"]) == (1, 2, 2)
    assert counts(found["events.modality_lenient"]) == (2, 2, 2)


def test_event_without_place_is_not_strict() -> None:
    bare = Event("REJECT", "rejects", (MINISTER,), (), None, None, MONDAY, Modality.ACTUAL, (), EVENT.evidence)
    found = score_events(subject(events=(bare,)))
    assert counts(found["events"]) == (1, 1, 1)
    assert counts(found["events.strict"]) == (0, 1, 1)


YEAR = Interval(date(2024, 1, 1), date(2024, 12, 31))
TUESDAY = Interval(date(2024, 3, 5), date(2024, 3, 5))


@pytest.mark.parametrize(
    ("place", "when", "expected"),
    [
        (LIMA, MONDAY, {"place": (1, 1, 1), "place_lenient": (1, 1, 1), "time": (1, 1, 1)}),
        (None, None, {"place": (0, 1, 0), "place_lenient": (0, 1, 0), "time": (0, 1, 0)}),
        (PERU, YEAR, {"place": (0, 1, 1), "place_lenient": (1, 1, 1), "time": (1, 1, 1)}),
        (UNION, TUESDAY, {"place": (0, 1, 1), "place_lenient": (0, 1, 1), "time": (0, 1, 1)}),
        (LIMA, Interval(date(2024, 3, 1), None), {"time": (0, 1, 1)}),
    ],
)
def test_place_and_time_of_matched_events(place: int | None, when: Interval | None, expected: dict[str, tuple[int, int, int]]) -> None:
    found = score_events(subject(events=(replace(EVENT, place=place, when=when), MEETING)))
    assert {layer: counts(found[f"events.{layer}"]) for layer in expected} == expected


def test_a_day_is_not_the_month_that_the_gold_asks_for() -> None:
    month = {**GOLD, "events": [{**GOLD["events"][0], "time_iso": "2024-03"}]}
    for when, right in ((MONDAY, 0), (YEAR, 1)):
        found = score_events(replace(subject(events=(replace(EVENT, when=when),)), gold=month))
        assert counts(found["events.time"]) == (right, 1, 1)


def test_place_and_time_here_leave_out_pairs_of_other_sentences() -> None:
    elsewhere = replace(EVENT, place=None, when=None, evidence=evidence("It is too costly"))
    found = score_events(subject(events=(elsewhere,)))
    assert counts(found["events.place"]) == counts(found["events.time"]) == (0, 1, 0)
    assert counts(found["events.place_here"]) == counts(found["events.time_here"]) == (0, 0, 0)
    assert counts(score_events(subject(events=(EVENT,)))["events.place_here"]) == (1, 1, 1)


def test_misses_and_false_places_are_told() -> None:
    missed = score_events(subject(events=(replace(EVENT, place=None),)))["events.place"]
    wrong = score_events(subject(events=(replace(EVENT, place=UNION),)))["events.place"]
    assert (len(missed.misses), len(missed.false), len(wrong.misses), len(wrong.false)) == (1, 0, 0, 1)


@pytest.mark.parametrize(
    ("iso", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024-02-03", date(2024, 2, 3), date(2024, 2, 3)),
    ],
)
def test_days(iso: str, first: date, last: date) -> None:
    assert days(iso) == Interval(first, last)
