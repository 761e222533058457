"""Scorer of mentions and offices (DWIE).

Mentions: exact span and type over persons, organisations and places, a leading article and a final 's dropped. Offices: person and
body share a mention with the gold entities, and the label follows from the office. An office without a body is no relation. The gold's
labels in `-x` tell the same fact through an adjective and are dropped, so a found fact that only such a label tells is dropped too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from kg.evaluate.cast import core
from kg.evaluate.named import NAMED
from kg.evaluate.offices import head_word
from kg.evaluate.outcomes import Outcome
from kg.evaluate.subjects import Span, Subject, overlap, sentence_around
from kg.records import Kind, Referent, Tenure

_TYPES: Mapping[Kind, str] = {Kind.PERSON: "PERSON", Kind.ORGANIZATION: "ORG", Kind.PLACE: "PLACE", Kind.COUNTRY: "PLACE"}
_LABELS: Mapping[str, tuple[str, ...]] = {
    "head_of_state": ("president", "king", "queen", "emperor", "monarch", "sultan", "emir"),
    "head_of_gov": ("chancellor", "premier", "taoiseach", "governor"),
    "minister_of": ("minister", "secretary"),
    "spokesperson_of": ("spokesman", "spokeswoman", "spokesperson"),
    "advisor_of": ("adviser", "advisor", "aide"),
    "mayor_of": ("mayor",),
    "head_of": (
        "head",
        "leader",
        "chief",
        "chairman",
        "chairwoman",
        "chairperson",
        "chair",
        "director",
        "boss",
        "ceo",
        "chief executive",
        "manager",
    ),
}
_ARTICLE = re.compile(r"(?:the|a|an)\s+", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s?$")
_OF_ONE = frozenset({"head_of_state", "head_of_gov", "minister_of"})
_DEPUTY = re.compile(r"(?:vice|deputy|assistant)\b")
_GENERAL_SECRETARY = re.compile(r"\b(?:general secretary|secretary general)\b")
Fact = tuple[str, str, str]


def score_mentions(subject: Subject) -> dict[str, Outcome]:
    """Outcomes of the mentions of each type, and of all."""
    text = subject.document.source
    golds = {
        (_bare(text, span), one["type"]) for one in subject.gold["entities"] if one["type"] in _TYPES.values() for span in one["mentions"]
    }
    founds = {
        (_bare(text, (mention.start, mention.end)), _TYPES[one.kind])
        for one in subject.records.referents
        if one.kind in _TYPES
        for mention in one.mentions
        if mention.rule == NAMED
    }
    outcomes = {f"mentions.{name}": _mentions(text, golds, founds, (name,)) for name in ("PERSON", "ORG", "PLACE")}
    return {**outcomes, "mentions": _mentions(text, golds, founds, ("PERSON", "ORG", "PLACE"))}


def score_office_relations(subject: Subject) -> dict[str, Outcome]:
    """Outcome of the relations that say who holds an office where."""
    golds = {(one["head"], one["label"], one["tail"]) for one in subject.gold["relations"] if one["label"] in _LABELS}
    found = {_fact(subject, tenure): tenure for tenure in subject.records.tenures if _label(subject, tenure) and _has_tail(tenure)}
    adjectival = {(one["head"], one["label"].removesuffix("-x")) for one in subject.gold["relations"] if one["label"].endswith("-x")}
    found = {fact: tenure for fact, tenure in found.items() if fact[2] != "?" or fact[:2] not in adjectival}
    right = golds & set(found)
    false = tuple(f"{fact} {tenure.office!r} {tenure.evidence[0].exact!r}" for fact, tenure in found.items() if fact not in golds)
    names = {one["id"]: subject.document.source[slice(*one["mentions"][0])] for one in subject.gold["entities"] if one["mentions"]}
    misses = tuple(f"{names.get(head)} {label} {names.get(tail)}" for head, label, tail in sorted(golds - right))
    return {"offices": Outcome(len(right), len(golds), len(found), False, misses, false)}


def _mentions(text: str, golds: set[tuple[Span, str]], founds: set[tuple[Span, str]], types: Iterable[str]) -> Outcome:
    wanted = {one for one in golds if one[1] in types}
    found = {one for one in founds if one[1] in types}
    misses, false = (
        [f"{kind} {text[slice(*span)]!r} | {sentence_around(text, span)}" for span, kind in sorted(some)]
        for some in (wanted - found, found - wanted)
    )
    return Outcome(len(wanted & found), len(wanted), len(found), False, tuple(misses), tuple(false))


def _bare(text: str, span: Iterable[int]) -> Span:
    """A span without a leading article and a final 's."""
    start, end = span
    words = text[start:end]
    article, possessive = _ARTICLE.match(words), _POSSESSIVE.search(words)
    return start + (article.end() if article else 0), end - (len(possessive.group()) if possessive else 0)


def _fact(subject: Subject, tenure: Tenure) -> Fact:
    body = tenure.body if tenure.body is not None else tenure.serves
    return _gold_id(subject, tenure.person), _label(subject, tenure), "?" if body is None else _gold_id(subject, body)


def _has_tail(tenure: Tenure) -> bool:
    return tenure.body is not None or tenure.serves is not None


def _label(subject: Subject, tenure: Tenure) -> str:
    """The label that follows from an office; empty where none does."""
    body = next((one for one in subject.records.referents if one.id == tenure.body), None)
    label = _told_label(tenure.office, body)
    return "" if label in _OF_ONE and _DEPUTY.match(tenure.office) else label


def _told_label(office: str, body: Referent | None) -> str:
    if office.endswith(("prime minister", "chief minister")):
        return "head_of_gov"
    if _GENERAL_SECRETARY.search(office):
        return "head_of"
    if office == "leader" and body is not None and body.kind is Kind.COUNTRY:
        return "head_of_state"
    head = head_word(office)
    label = next((label for label, heads in _LABELS.items() if head in heads or office in heads), "")
    return "head_of" if label in _OF_ONE and body is not None and body.kind is Kind.ORGANIZATION else label


def _gold_id(subject: Subject, referent: int) -> str:
    """The gold entity that shares a mention, or else a name, with a referent."""
    found = next(one for one in subject.records.referents if one.id == referent)
    spans = [(mention.start, mention.end) for mention in found.mentions]
    shared = {one["id"]: sum(overlap(tuple(a), b) > 0 for a in one["mentions"] for b in spans) for one in subject.gold["entities"]}
    best = max(shared, key=lambda id_: shared[id_], default="?")
    return best if shared.get(best) else _by_name(subject, found)


def _by_name(subject: Subject, found: Referent) -> str:
    names = {core(name) for name in (found.name, *found.names)}
    text = subject.document.source
    return next((one["id"] for one in subject.gold["entities"] if any(core(text[slice(*span)]) in names for span in one["mentions"])), "?")
