"""Scorer of offices: person, head word of the office, and body where the gold has one that is not inferred."""

from __future__ import annotations

import re

from kg.evaluate.cast import Cast
from kg.evaluate.outcomes import Gold, Outcome, judged, share
from kg.evaluate.subjects import Subject, sentence_around
from kg.names import fold
from kg.records import Status, Tenure

_TAIL = re.compile(r" (?:of|for|to|in|at|on|and) .*")
_QUALIFIERS = ("pro tem", "general", "elect", "designate")
_SAME_OFFICE = (
    {"spokesman", "spokeswoman", "spokesperson", "speaker"},
    {"chair", "chairman", "chairwoman", "chairperson", "head", "chief", "leader", "boss", "director", "president"},
    {"adviser", "advisor", "aide"},
    {"premier", "minister", "secretary"},
    {"member", "lawmaker", "deputy", "mp", "representative", "congressman", "congresswoman", "delegate", "legislator"},
    {"envoy", "ambassador", "representative"},
    {"monarch", "king", "queen", "sultan"},
    {"judge", "justice"},
    {"lawyer", "attorney", "counsel"},
)


def score_offices(subject: Subject) -> dict[str, Outcome]:
    """Outcomes of offices, and of whether a matched office is rightly called former or not."""
    cast = Cast(subject.gold, subject.records)

    def weight(gold: Gold, found: Tenure) -> float:
        if not cast.same(gold["person"], found.person) or not same_office(gold["office"], found.office):
            return 0.0
        if gold["body"] and not gold.get("body_inferred") and not _same_body(cast, gold["body"], found):
            return 0.0
        return 1.0 + (fold(gold["office"]) == fold(found.office)) + 0.5 * (bool(gold.get("former")) == (found.status is Status.FORMER))

    golds, founds = subject.gold["offices"], subject.records.tenures
    outcome, pairs = judged(golds, founds, weight, lambda gold: _tell_gold(subject, gold), lambda found: _tell_found(cast, found))
    return {"offices": outcome, "offices.former": _former(subject, cast, pairs)}


def same_office(left: str, right: str) -> bool:
    """Two offices have the same head word or words that mean the same."""
    a, b = head_word(left), head_word(right)
    return a == b or any(a in group and b in group for group in _SAME_OFFICE)


def head_word(office: str) -> str:
    """The head word of an office: `minister` of "foreign minister for trade"."""
    text = _TAIL.sub("", fold(office))
    for qualifier in _QUALIFIERS:
        if text.endswith(f" {qualifier}"):
            text = text.removesuffix(f" {qualifier}")
    return text.split()[-1] if text else ""


def _same_body(cast: Cast, body: str, found: Tenure) -> bool:
    return cast.any_same([body], [one for one in (found.body, found.serves) if one is not None])


def _former(subject: Subject, cast: Cast, pairs: dict[int, int]) -> Outcome:
    tenures = subject.records.tenures
    agree = [bool(subject.gold["offices"][g].get("former")) == (tenures[f].status is Status.FORMER) for g, f in pairs.items()]
    wrong = [_tell_found(cast, tenures[f]) for (_, f), right in zip(pairs.items(), agree, strict=True) if not right]
    return share(sum(agree), len(agree), wrong)


def _tell_gold(subject: Subject, gold: Gold) -> str:
    places = subject.places_of(gold["evidence"])
    where = sentence_around(subject.document.source, places[0]) if places else gold["evidence"]
    return f"{gold['person']} / {gold['office']} / {gold['body']} | {where}"


def _tell_found(cast: Cast, found: Tenure) -> str:
    evidence = found.evidence[0]
    body = cast.name(found.body if found.body is not None else found.serves)
    what = f"{cast.name(found.person)} / {found.office} / {body} ({found.status})"
    return f"{what} [{evidence.rule}] {evidence.exact!r} | {evidence.sentence}"
