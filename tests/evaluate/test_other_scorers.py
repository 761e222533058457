"""Scorers of attributions, mentions, toponyms and pronouns on small gold."""

from __future__ import annotations

from typing import Any

import pytest
import spacy

from kg.documents import document
from kg.evaluate.attributions import score_attributions
from kg.evaluate.entities import score_mentions, score_office_relations
from kg.evaluate.outcomes import Outcome
from kg.evaluate.pronouns import score_pronouns
from kg.evaluate.subjects import Subject
from kg.evaluate.toponyms import distance, score_toponyms
from kg.extract.model import Attribution, Link, Reading, Reference, References
from kg.records import Evidence, Kind, Records, Referent, Status, Tenure

TEXT = "Mayor Lucia Quispe of Lima said she would resign ."
WORDS = TEXT.split()


def at(words: str) -> list[int]:
    start = TEXT.index(words)
    return [start, start + len(words)]


def subject(gold: dict[str, Any], records: Records | None = None, **steps: Any) -> Subject:
    article = document(TEXT)
    doc = spacy.tokens.Doc(spacy.blank("en").vocab, words=WORDS, spaces=[True] * (len(WORDS) - 1) + [False])
    reading = Reading(None, (), (), (), steps.get("references", References((), (), {})), steps.get("speech", ()), ())
    empty = Records(article.article, (), (), (), (), (), ())
    return Subject(article, doc, gold, extractor=lambda _document, _doc: records or empty, reader=lambda _doc, _published: reading)


def records(*referents: Referent, tenures: tuple[Tenure, ...] = ()) -> Records:
    return Records(document(TEXT).article, referents, (), tenures, (), (), ())


def referent(number: int, kind: Kind, name: str, entry: str | None = None) -> Referent:
    start, end = at(name)
    return Referent(number, kind, name, (name,), entry, None, False, (Evidence(start, end, name, TEXT, "mention.name", 1.0),))


def counts(outcome: Outcome) -> tuple[int, int, int]:
    return outcome.right, outcome.wanted, outcome.found


ATTRIBUTION = {
    "source": [at("Mayor Lucia Quispe of Lima")],
    "cue": [at("said")],
    "content": [at("she would resign")],
    "source_text": "Mayor Lucia Quispe of Lima",
    "cue_text": "said",
    "content_text": "she would resign",
}


@pytest.mark.parametrize(
    ("source", "cue", "content", "expected"),
    [
        ((0, 5), 5, (6, 9), {"cue": 1, "source": 1, "source.exact": 1, "content": 1, "full": 1}),
        ((1, 3), 5, (6, 9), {"cue": 1, "source": 1, "source.exact": 0, "content": 1, "full": 1}),
        ((4, 5), 5, (8, 9), {"cue": 1, "source": 1, "source.exact": 0, "content": 0, "full": 0}),
        (None, 5, (6, 9), {"cue": 1, "source": 0, "source.exact": 0, "content": 1, "full": 0}),
        ((0, 5), 7, (6, 9), {"cue": 0, "source": 0, "source.exact": 0, "content": 0, "full": 0}),
    ],
)
def test_attributions(source: tuple[int, int] | None, cue: int, content: tuple[int, int], expected: dict[str, int]) -> None:
    speech = (Attribution(0, source, cue, (content,), (), (), None, "say", "test", 1.0),)
    found = score_attributions(subject({"attributions": [ATTRIBUTION]}, speech=speech))
    assert {layer: found[layer].right for layer in expected} == expected
    assert counts(found["cue"])[1:] == (1, 1)
    assert counts(found["full.direct"]) == (0, 0, 0)


def test_attribution_without_cue_is_not_counted() -> None:
    speech = (Attribution(0, None, None, ((6, 9),), (), (), None, "", "test", 1.0),)
    assert counts(score_attributions(subject({"attributions": [ATTRIBUTION]}, speech=speech))["cue"]) == (0, 1, 0)


ENTITIES = [
    {"id": "e0", "type": "PERSON", "mentions": [at("Lucia Quispe")]},
    {"id": "e1", "type": "PLACE", "mentions": [at("Lima")]},
]


def test_mentions_need_span_and_type() -> None:
    found = score_mentions(
        subject({"entities": ENTITIES}, records(referent(0, Kind.PERSON, "Lucia Quispe"), referent(1, Kind.ORGANIZATION, "Lima")))
    )
    assert counts(found["mentions.PERSON"]) == (1, 1, 1)
    assert counts(found["mentions.PLACE"]) == (0, 1, 0)
    assert counts(found["mentions"]) == (1, 2, 2)


def test_office_relations() -> None:
    tenure = Tenure(0, "mayor", 1, None, False, Status.CURRENT, None, None, (Evidence(0, 26, TEXT[:26], TEXT, "test", 1.0),))
    gold = {
        "entities": ENTITIES,
        "relations": [{"head": "e0", "tail": "e1", "label": "mayor_of"}, {"head": "e0", "tail": "e1", "label": "based_in0"}],
    }
    people = (referent(0, Kind.PERSON, "Lucia Quispe"), referent(1, Kind.PLACE, "Lima"))
    assert counts(score_office_relations(subject(gold, records(*people, tenures=(tenure,))))["offices"]) == (1, 1, 1)


@pytest.mark.parametrize(
    ("office", "body", "label", "expected"),
    [
        ("mayor", 1, "mayor_of", (1, 1, 1)),
        ("mayor", None, "mayor_of", (0, 1, 0)),
        ("mayor", None, "mayor_of-x", (0, 0, 0)),
        ("secretary general", 2, "head_of", (1, 1, 1)),
        ("general secretary", 2, "head_of", (1, 1, 1)),
        ("president", 2, "head_of", (1, 1, 1)),
        ("deputy leader", 2, "head_of", (1, 1, 1)),
        ("vice president", 1, "head_of_state", (0, 1, 0)),
        ("president", 3, "head_of_state-x", (0, 0, 0)),
        ("president", 3, "minister_of-x", (0, 0, 1)),
    ],
)
def test_office_relations_follow_the_office(office: str, body: int | None, label: str, expected: tuple[int, int, int]) -> None:
    tenure = Tenure(0, office, body, None, False, Status.CURRENT, None, None, (Evidence(0, 26, TEXT[:26], TEXT, "test", 1.0),))
    gold = {"entities": ENTITIES, "relations": [{"head": "e0", "tail": "e1", "label": label}]}
    people = (
        referent(0, Kind.PERSON, "Lucia Quispe"),
        referent(1, Kind.COUNTRY, "Lima"),
        referent(2, Kind.ORGANIZATION, "Lima"),
        Referent(3, Kind.COUNTRY, "Peru", ("Peru",), "country/PE", None, False, ()),
    )
    assert counts(score_office_relations(subject(gold, records(*people, tenures=(tenure,))))["offices"]) == expected


def test_toponyms() -> None:
    start, end = at("Lima")
    gold = {"toponyms": [{"start": start, "end": end, "geonames_id": 3936456, "lat": -12.04, "lon": -77.03}]}
    found = score_toponyms(subject(gold, records(referent(0, Kind.PLACE, "Lima", "place/gn-3936456"))))
    assert {layer: counts(outcome) for layer, outcome in found.items()} == dict.fromkeys(found, (1, 1, 1))
    unplaced = score_toponyms(subject(gold, records(referent(0, Kind.PLACE, "Lima"))))
    assert counts(unplaced["resolution.161km"]) == (0, 1, 1)


def test_distance() -> None:
    assert distance((52.52, 13.40), (48.86, 2.35)) == pytest.approx(878, abs=5)
    assert distance((10.0, 20.0), (10.0, 20.0)) == 0.0


@pytest.mark.parametrize(("referents", "expected"), [((0, 0), (1, 1, 1)), ((0, None), (0, 1, 0))])
def test_pronouns(referents: tuple[int | None, ...], expected: tuple[int, int, int]) -> None:
    spans = [Reference(1, 3, 2, 0, Link.NAME, 1.0)]
    if referents[1] is not None:
        spans.append(Reference(6, 7, 6, referents[1], Link.PRONOUN, 1.0))
    gold = {"coref": [[at("Lucia Quispe"), at("she")]], "coref_types": ["person"]}
    found = score_pronouns(subject(gold, references=References((), tuple(spans), {})))
    assert counts(found["pronouns.he_she"]) == expected
    assert counts(found["pronouns.they_it"]) == (0, 0, 0)


def test_pronoun_taken_for_someone_else_is_false() -> None:
    spans = (Reference(1, 3, 2, 0, Link.NAME, 1.0), Reference(4, 5, 4, 1, Link.NAME, 1.0), Reference(6, 7, 6, 1, Link.PRONOUN, 1.0))
    gold = {"coref": [[at("Lucia Quispe"), at("she")]], "coref_types": ["person"]}
    outcome = score_pronouns(subject(gold, references=References((), spans, {})))["pronouns.he_she"]
    assert counts(outcome) == (0, 1, 1)
    assert outcome.false[0].startswith("'she' for 'Lima'")
