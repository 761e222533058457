"""Scorer of stances: actor and polarity match, and the evidence overlaps or the issues share a content word."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product

from kg.evaluate.cast import Cast
from kg.evaluate.outcomes import Gold, Outcome, judged, share
from kg.evaluate.subjects import Subject, overlap, sentence_around
from kg.names import fold
from kg.records import Issue, Polarity, Stance

_OPPOSITE = {("supports", Polarity.OPPOSES), ("opposes", Polarity.SUPPORTS)}
_SHORT = 4  #: shorter words are no content words


def score_stances(subject: Subject) -> dict[str, Outcome]:
    """Outcomes of stances, and the share of found stances whose sign is the opposite of the gold's."""
    cast = Cast(subject.gold, subject.records)
    golds, founds = subject.gold["stances"], subject.records.stances

    def weight(gold: Gold, found: Stance) -> float:
        if gold["polarity"] != found.polarity.lower() or not cast.same(gold["actor"], found.holder):
            return 0.0
        return float(2 * _overlapping(subject, gold, found) + same_issue(gold["issue"], found.issue))

    outcome, pairs = judged(golds, founds, weight, lambda gold: _tell_gold(subject, gold), lambda found: _tell_found(cast, found))
    matched = set(pairs.values())
    wrong = [found for number, found in enumerate(founds) if number not in matched and _wrong_sign(cast, golds, found)]
    return {"stances": outcome, "stances.wrong_sign": share(len(wrong), len(founds), [_tell_found(cast, found) for found in wrong])}


def same_issue(words: str, issue: Issue) -> bool:
    """The issues share a content word; a broader issue counts too."""
    return bool(_content(words) & _content(*_labels(issue)))


def _wrong_sign(cast: Cast, golds: Iterable[Gold], found: Stance) -> bool:
    return any(
        (gold["polarity"], found.polarity) in _OPPOSITE
        and cast.same(gold["actor"], found.holder)
        and same_issue(gold["issue"], found.issue)
        for gold in golds
    )


def _overlapping(subject: Subject, gold: Gold, found: Stance) -> bool:
    spans = subject.places_of(gold["evidence"])
    return any(overlap(span, (evidence.start, evidence.end)) for span, evidence in product(spans, found.evidence))


def _labels(issue: Issue | None) -> Iterable[str]:
    while issue is not None:
        yield issue.label
        issue = issue.broader


def _content(*texts: str) -> set[str]:
    return {word.removesuffix("s") for text in texts for word in fold(text).split() if len(word) >= _SHORT}


def _tell_gold(subject: Subject, gold: Gold) -> str:
    places = subject.places_of(gold["evidence"])
    where = sentence_around(subject.document.source, places[0]) if places else ""
    return f"{gold['actor']} {gold['polarity']} {gold['issue']} ({gold['evidence']}) | {where}"


def _tell_found(cast: Cast, found: Stance) -> str:
    evidence = found.evidence[0]
    return f"{cast.name(found.holder)} {found.polarity} {found.issue.label} [{evidence.rule}] {evidence.exact!r} | {evidence.sentence}"
