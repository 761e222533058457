"""The gold of this project: articles written for it, with the facts a careful reader finds in them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kg import nlp as adapter
from kg.evaluate import evaluate
from kg.evaluate.datasets import articles
from kg.evaluate.events import days
from kg.evaluate.subjects import Subject, overlap
from kg.records import Event, Modality, Polarity
from kg.vocabulary import EVENT_TYPES

if TYPE_CHECKING:
    from spacy.language import Language

FOLDER = Path(__file__).parent / "gold"
FILES = tuple(sorted(FOLDER.glob("*.jsonl")))
LAYERS = {"persons", "organisations", "places", "offices", "stances", "statements", "events"}
FIELDS = {"id", "title", "publisher", "published", "url", "text", "gold"}
ARTICLES: list[dict[str, Any]] = [json.loads(line) for file in FILES for line in file.read_text(encoding="utf-8").splitlines()]
IDS = [article["id"] for article in ARTICLES]
EACH = pytest.mark.parametrize("article", ARTICLES, ids=IDS)


def quoted(gold: dict[str, Any]) -> Iterator[str]:
    """Every string of a gold that must stand in the text."""
    for layer in ("persons", "organisations", "places"):
        for entity in gold[layer]:
            yield from entity["mentions"]
    for layer, fields in {"offices": ["evidence"], "stances": ["evidence", "condition"], "statements": ["text"]}.items():
        yield from (fact[field] for fact in gold[layer] for field in fields if fact[field] is not None)
    yield from (event[field] for event in gold["events"] for field in ("trigger", "time") if event[field] is not None)


def test_the_set_is_large_broad_and_hard() -> None:
    stories = {identifier.split("/")[0] for identifier in IDS}
    hard = [article for article in ARTICLES if article.get("hard")]
    assert len(ARTICLES) >= 40
    assert len(stories) >= 12
    assert 2 * len(hard) >= len(ARTICLES)
    assert len(set(IDS)) == len(IDS)
    assert len({article["text"] for article in ARTICLES}) == len(ARTICLES)


@EACH
def test_an_article_has_the_form_of_the_news_files(article: dict[str, Any]) -> None:
    assert FIELDS <= set(article) <= FIELDS | {"hard"}
    assert set(article["gold"]) == LAYERS
    assert article["url"] is None
    assert article["published"] is None or date.fromisoformat(article["published"])
    assert 80 <= len(article["text"].split()) <= 220
    assert article["gold"]["events"]


@EACH
def test_every_quoted_string_stands_in_the_text(article: dict[str, Any]) -> None:
    assert [words for words in quoted(article["gold"]) if words not in article["text"]] == []


@EACH
def test_names_have_a_mention_in_the_text(article: dict[str, Any]) -> None:
    entities = [entity for layer in ("persons", "organisations", "places") for entity in article["gold"][layer]]
    assert all(entity["mentions"] for entity in entities)
    assert all(office["person"] in {one["name"] for one in article["gold"]["persons"]} for office in article["gold"]["offices"])


@EACH
def test_values_are_legal(article: dict[str, Any]) -> None:
    gold = article["gold"]
    polarities, modalities = ({one.value.lower() for one in kind} for kind in (Polarity, Modality))
    for stance in gold["stances"]:
        assert stance["polarity"] in polarities
        assert bool(stance["condition"]) == (stance["polarity"] == "conditional")
    for event in gold["events"]:
        assert {event["type"], *event.get("type_alt", ())} <= set(EVENT_TYPES)
        assert {event["modality"], *event.get("modality_alt", ())} <= modalities
        assert event["time_iso"] is None or days(event["time_iso"])


@EACH
def test_no_day_is_known_without_the_day_of_publication(article: dict[str, Any]) -> None:
    days_known = [event for event in article["gold"]["events"] if event["time_iso"] and event["time_iso"][:4] not in (event["time"] or "")]
    assert article["published"] or not days_known


def subjects(nlp: Language) -> Iterator[Subject]:
    for file in FILES:
        texts = ((document.text, (document, gold)) for document, gold in articles(file))
        for doc, (document, gold) in adapter.pipe(nlp, texts):
            yield Subject(document, doc, gold)


def told(subject: Subject, found: Event) -> list[set[str]]:
    """The modalities of every event of the gold whose trigger and type a found event has."""
    golds = [gold for gold in subject.gold["events"] if found.type in (gold["type"], *gold.get("type_alt", ()))]
    spans = [(one.start, one.end) for one in found.evidence]
    here = [gold for gold in golds if any(overlap(place, span) for place in subject.places_of(gold["trigger"]) for span in spans)]
    return [{gold["modality"], *gold.get("modality_alt", ())} for gold in here]


def overclaimed(subject: Subject) -> Iterator[str]:
    """What is shown as actual where the gold has it only claimed, denied, planned or hypothetical."""
    for found in subject.records.events:
        wanted = told(subject, found)
        if found.modality is Modality.ACTUAL and wanted and not any("actual" in one for one in wanted):
            evidence = found.evidence[0]
            yield f"{subject.document.article.id}: {found.type} [{evidence.rule}] {evidence.exact!r} | {evidence.sentence}"


@pytest.mark.model
def test_no_stance_has_the_wrong_sign() -> None:
    assert evaluate(FILES, explain="stances.wrong_sign").explanations == ()


@pytest.mark.model
def test_no_claimed_event_is_shown_as_actual(nlp: Language) -> None:
    assert [line for subject in subjects(nlp) for line in overclaimed(subject)] == []
