"""Propagation inside the article: a full name makes its bare surname a person everywhere, an acronym its body."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract import name_shapes as shapes
from kg.extract.name_candidates import PERSON, Candidate
from kg.names import fold
from kg.records import Kind

if TYPE_CHECKING:
    from spacy.tokens import Doc


def propagated(doc: Doc, found: list[Candidate]) -> list[Candidate]:
    """Candidates with the article's own knowledge: surnames of its persons, acronyms that it defines."""
    surnames = _surnames(doc, found)
    acronyms = _acronyms(doc, found)
    covered = {i for candidate in found for i in range(candidate.start, candidate.end)}
    retyped = [_as_person(doc, candidate, surnames) for candidate in found]
    for token in doc:
        if token.i in covered or not shapes.is_capital(token):
            continue
        if token.text in surnames:
            retyped.append(Candidate(token.i, token.i + 1, Kind.PERSON, PERSON))
        elif token.text in acronyms:
            retyped.append(replace(acronyms[token.text], start=token.i, end=token.i + 1))
    return [
        replace(acronyms[t], start=c.start, end=c.end) if (t := shapes.text_of(doc, c.start, c.end)) in acronyms and c.entry is None else c
        for c in retyped
    ]


def _surnames(doc: Doc, found: list[Candidate]) -> frozenset[str]:
    """Last words of the full names of persons."""
    return frozenset(
        doc[c.end - 1].text
        for c in found
        if c.kind is Kind.PERSON and c.end - c.start > 1 and len(doc[c.end - 1].text) > 2 and not doc[c.end - 1].text.isupper()
    )


def _as_person(doc: Doc, candidate: Candidate, surnames: frozenset[str]) -> Candidate:
    single = candidate.end - candidate.start == 1
    if single and doc[candidate.start].text in surnames and not (candidate.demonym or candidate.kind is Kind.COUNTRY):
        return replace(candidate, kind=Kind.PERSON, entry=None, country=None)
    return candidate


def _acronyms(doc: Doc, found: list[Candidate]) -> dict[str, Candidate]:
    """Acronyms in brackets after the name that they shorten: "Federal Security Service (FSB)"."""
    defined: dict[str, Candidate] = {}
    for candidate in found:
        if candidate.end + 2 >= len(doc) or doc[candidate.end].text != "(" or doc[candidate.end + 2].text != ")":
            continue
        short = doc[candidate.end + 1].text
        if (
            short.isupper()
            and 2 <= len(short) <= 8
            and candidate.end - candidate.start > 1
            and candidate.kind is not Kind.PERSON
            and _shortens(short, doc, candidate)
        ):
            defined[short] = replace(candidate, kind=Kind.ORGANIZATION if candidate.kind is Kind.PLACE else candidate.kind)
    return defined


def _shortens(short: str, doc: Doc, candidate: Candidate) -> bool:
    initials = "".join(word[0] for word in fold(doc[candidate.start : candidate.end].text).split())
    letters = iter(initials)
    return sum(1 for letter in short.lower() if letter in letters) >= min(2, len(short))
