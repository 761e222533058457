"""Scorer of statements: the contents meet, and the speaker matches."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from kg.evaluate.cast import Cast
from kg.evaluate.outcomes import Gold, Outcome, judged, share
from kg.evaluate.subjects import Subject, overlap, sentence_around
from kg.names import fold

if TYPE_CHECKING:
    from kg.records import Statement


def score_statements(subject: Subject) -> dict[str, Outcome]:
    """Outcomes of statements, of direct ones apart, and of the speakers of all whose content was found."""
    cast = Cast(subject.gold, subject.records)
    golds, founds = subject.gold["statements"], subject.records.statements

    def meets(gold: Gold, found: Statement) -> float:
        return _meets(subject, gold, found) and 1.0 + cast.same(gold["speaker"], found.speaker)

    def weight(gold: Gold, found: Statement) -> float:
        return _meets(subject, gold, found) * cast.same(gold["speaker"], found.speaker)

    def judge(golds: list[Gold], founds: list[Statement]) -> Outcome:
        return judged(golds, founds, weight, lambda gold: _tell_gold(subject, gold), lambda found: _tell_found(cast, found))[0]

    _, pairs = judged(golds, founds, meets, lambda _: "", lambda _: "")
    right = {number for number, found in pairs.items() if cast.same(golds[number]["speaker"], founds[found].speaker)}
    wrong = [f"{_tell_gold(subject, golds[g])} <> {_tell_found(cast, founds[f])}" for g, f in pairs.items() if g not in right]
    return {
        "statements": judge(golds, list(founds)),
        "statements.direct": judge([gold for gold in golds if gold["direct"]], [found for found in founds if found.direct]),
        "statements.speaker": share(len(right), len(pairs), wrong),
    }


def _meets(subject: Subject, gold: Gold, found: Statement) -> float:
    if fold(gold["text"]) in fold(found.text):
        return 2.0
    spans = subject.places_of(gold["text"])
    return float(any(overlap(span, (evidence.start, evidence.end)) for span, evidence in product(spans, found.evidence)))


def _tell_gold(subject: Subject, gold: Gold) -> str:
    places = subject.places_of(gold["text"])
    where = sentence_around(subject.document.source, places[0]) if places else ""
    return f"{gold['speaker']}: {gold['text']} | {where}"


def _tell_found(cast: Cast, found: Statement) -> str:
    evidence = found.evidence[0]
    return f"{cast.name(found.speaker)} ({found.cue}): {found.text[:100]} [{evidence.rule}] | {evidence.sentence}"
