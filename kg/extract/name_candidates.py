"""Candidates for names: spans with a kind and a strength, from the gazetteer, titles, shapes and the model."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract import name_shapes as shapes
from kg.extract.name_bodies import shaped
from kg.extract.name_edges import alone, edged
from kg.extract.name_listed import listed
from kg.extract.name_model import modelled
from kg.extract.name_nicknamed import nicknamed
from kg.extract.name_spans import WIDER, Candidate, parts, runs, without
from kg.extract.name_titled import titled
from kg.records import Kind

if TYPE_CHECKING:
    from kg.extract.name_shapes import Words
    from kg.gazetteer import Gazetteer


def candidates(words: Words, known: Gazetteer) -> list[Candidate]:
    """All candidates of a Doc; they overlap."""
    spans = runs(words)
    persons = titled(words, spans, known)
    pieces = [part for start, end in without(spans, persons) for part in parts(words, start, end) if part[0] < part[1]]
    named = listed(words, spans, known)
    settled = {(one.start, one.end) for one in named}
    bodies = [one for one in shaped(words, pieces, known) if (one.start, one.end) not in settled and not _is_none(words, one)]
    bodies = _wider(bodies, named)
    found = [one for one in (*named, *bodies, *persons, *nicknamed(words), *modelled(words, known)) if one.start < one.end]
    named_alone = alone(words)
    edges = [edged(words, one, named_alone) if one.kind is Kind.PERSON and one.end - one.start > 1 else one for one in found]
    return [_whole(words, one) if one.kind is Kind.PERSON and one.end - one.start > 1 else one for one in edges if one is not None]


def _is_none(words: Words, body: Candidate) -> bool:
    return words.text(body.start, body.end) in shapes.no_names()


def _whole(words: Words, person: Candidate) -> Candidate:
    end = shapes.with_syllable(words, person.end)
    return person if end == person.end else replace(person, end=end)


def _wider(bodies: list[Candidate], named: list[Candidate]) -> list[Candidate]:
    """Bodies, strengthened where their name goes on beyond that of a listed body: "Metropolitan Police Flying Command"."""
    inner = [one for one in named if one.kind is Kind.ORGANIZATION and one.end - one.start > 1]
    edges = {one.start: one for one in inner} | {-one.end: one for one in inner}

    def widened(body: Candidate) -> Candidate:
        held = edges.get(body.start) or edges.get(-body.end)
        longer = body.kind is Kind.ORGANIZATION and held is not None and held.end - held.start < body.end - body.start
        return replace(body, strength=max(body.strength, WIDER)) if longer else body

    return [widened(body) for body in bodies]
