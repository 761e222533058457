"""Datelines: articles, and where events without a place of their own happen by them, with evidence in the source text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.documents import document
from kg.extract import extract

if TYPE_CHECKING:
    from spacy.language import Language

    from kg.records import Event, Records

#: source, words of the dateline
DATELINES = [
    ("NAIROBI, Kenya (AP) — Police arrested forty people.", "NAIROBI, Kenya"),
    ("LIMA, March 3 (Reuters) - Police arrested forty people.", "LIMA"),
    ("Police raid a town\n\nOSLO — Police arrested forty people on Monday.", "OSLO"),
    ("**LIMA, Peru** — Police arrested forty people on Monday.", None),
    ("(Wirepool.com) – Police arrested forty people on Monday.", None),
    ("Police arrested forty people on Monday — in Lima.", None),
]

#: source, start of the act, place, words that it is taken from
PLACES = [
    ("NAIROBI, Kenya (AP) — Police arrested forty people.", "arrests", "Nairobi", "NAIROBI, Kenya"),
    ("PARIS, Texas (AP) — Police arrested forty people.", "arrests", "Paris", "PARIS, Texas"),
    ("NAIROBI, Kenya (AP) — Police arrested forty people.\n\nA court convicted two men.", "convicts", "Kenya", "NAIROBI, Kenya"),
    # words of its own, another home, another country, an act that is not domestic, a town that nobody knows
    ("LIMA (Reuters) - Police arrested forty people in Arequipa.", "arrests", "Arequipa", None),
    ("OSLO — Kenyan President Omar Diallo resigned on Monday.", "resigns", "Kenya", None),
    ("OSLO — Kenya's crisis grew as Kenyans waited. Police arrested forty people. Kenya is large.", "arrests", "Kenya", None),
    ("OSLO — Rebels attacked a convoy on Monday.", "attacks", None, None),
    ("XANDORIA (AP) — Police arrested forty people.", "arrests", None, None),
]


@pytest.mark.parametrize(("source", "words"), DATELINES)
def test_document_keeps_the_dateline_out_of_the_text(source: str, words: str | None) -> None:
    found = document(text=source, id="a")
    assert (None if found.dateline is None else source[slice(*found.dateline)]) == words
    assert words is None or words not in found.text


@pytest.mark.model
@pytest.mark.parametrize(("source", "act", "place", "words"), PLACES)
def test_extract_places_domestic_acts_by_the_dateline(nlp: Language, source: str, act: str, place: str | None, words: str | None) -> None:
    records = _records(nlp, source)
    event = next(event for event in records.events if event.act.startswith(act))
    assert (None if event.place is None else records.referents[event.place].name) == place
    assert _dateline(event) == words


@pytest.mark.model
def test_evidence_of_a_dateline_stands_in_the_source(nlp: Language) -> None:
    source = "NAIROBI, Kenya (AP) — Police arrested forty people."
    (event,) = _records(nlp, source).events
    (evidence,) = [one for one in event.evidence if one.rule == "event.place.dateline"]
    assert source[evidence.start : evidence.end] == evidence.exact
    assert evidence.confidence < event.evidence[0].confidence


@pytest.mark.model
def test_a_home_gives_way_to_the_place_that_another_telling_names(nlp: Language) -> None:
    source = "Kenyan President Omar Diallo resigned.\n\nDiallo resigned in Mombasa."
    records = _records(nlp, source)
    (event,) = [event for event in records.events if event.act == "resigns"]
    assert event.place is not None
    assert records.referents[event.place].name == "Mombasa"
    assert "event.place.home" not in {one.rule for one in event.evidence}


def _records(nlp: Language, source: str) -> Records:
    found = document(text=source, id="a")
    return extract(found, nlp(found.text))


def _dateline(event: Event) -> str | None:
    return next((one.exact for one in event.evidence if one.rule == "event.place.dateline"), None)
