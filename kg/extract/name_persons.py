"""Propagation inside the article: a full name makes its bare surname a person everywhere, an acronym its body; one word, one type."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract import name_shapes as shapes
from kg.extract.name_borne import borne, first_names, with_place_names
from kg.extract.name_company import in_company
from kg.extract.name_spans import PERSON, PLACED, Candidate
from kg.names import SUFFIXES, fold
from kg.records import Kind

if TYPE_CHECKING:
    from kg.extract.name_shapes import Words

_ACRONYM = 8
_DECISIVE = 7
_SHOUTED = 6
_LOCATIVE = frozenset({"in", "near", "from", "at", "outside"})


def propagated(words: Words, found: list[Candidate]) -> list[Candidate]:
    """Candidates with the article's own knowledge: surnames of its persons, acronyms that it defines, the usual type of a word."""
    found = in_company(words, with_place_names(words, found))
    surnames, parts = _surnames(words, found), _parts_of_names(words, found)
    acronyms, alone = _acronyms(words, found), borne(words, found, surnames)
    retyped = [_as_person(words, candidate, alone if candidate.kind is Kind.COUNTRY else surnames, parts) for candidate in found]
    retyped += _added(words, retyped, surnames, acronyms)
    typed = _one_type([_as_acronym(words, candidate, acronyms) for candidate in retyped], words)
    return [candidate for candidate in typed if _is_supported(words, candidate)]


def _as_acronym(words: Words, candidate: Candidate, acronyms: dict[str, Candidate]) -> Candidate:
    text = words.text(candidate.start, candidate.end)
    if candidate.entry is not None or text not in acronyms:
        return candidate
    return replace(acronyms[text], start=candidate.start, end=candidate.end)


def _added(words: Words, found: list[Candidate], surnames: frozenset[str], acronyms: dict[str, Candidate]) -> list[Candidate]:
    """Surnames and acronyms that no candidate covers."""
    covered = {i for candidate in found for i in range(candidate.start, candidate.end)}
    added = first_names(words, found, covered)
    covered |= {one.start for one in added}
    for i in words.capitals:
        if words.texts[i] in surnames and i not in covered:
            added.append(Candidate(i, i + 1, Kind.PERSON, PERSON))
        elif words.texts[i] in acronyms and i not in covered:
            added.append(replace(acronyms[words.texts[i]], start=i, end=i + 1))
    return added


def _surnames(words: Words, found: list[Candidate]) -> frozenset[str]:
    """Last words of the full names of persons."""
    return frozenset(
        text
        for c in found
        if c.kind is Kind.PERSON and c.end - c.start > 1
        for text in [_surname(words, c)]
        if len(text) > 2 and not text.isupper()
    )


def _surname(words: Words, candidate: Candidate) -> str:
    last = candidate.end - 1
    while last > candidate.start + 1 and fold(words.texts[last]) in SUFFIXES:
        last -= 1
    return words.texts[last]


def _parts_of_names(words: Words, found: list[Candidate]) -> frozenset[str]:
    """All that may stand for a full name: its first and middle words, its endings ("Le Pen"), the first with a later one."""
    full = [c for c in found if c.kind is Kind.PERSON and c.end - c.start > 1]
    single = {words.texts[i] for c in full for i in range(c.start, c.end - 1) if words.capital[i] and len(words.texts[i]) > 2}
    endings = {words.text(i, c.end) for c in full for i in range(c.start + 1, c.end - 1) if words.capital[i]}
    shorter = {f"{words.texts[c.start]} {words.texts[i]}" for c in full for i in range(c.start + 2, c.end) if words.capital[i]}
    return frozenset(single | endings | shorter)


def _as_person(words: Words, candidate: Candidate, surnames: frozenset[str], parts: frozenset[str]) -> Candidate:
    if candidate.demonym or candidate.kind is Kind.PERSON:
        return candidate
    text = words.text(candidate.start, candidate.end)
    if candidate.kind is Kind.COUNTRY and words.labels[candidate.start] != "PERSON":
        return candidate
    located = words.before(candidate.start) in _LOCATIVE and words.labels[candidate.start] in {"GPE", "LOC"}
    listed_place = candidate.entry is not None and candidate.kind is Kind.PLACE and located
    if (text in surnames and not listed_place) or (text in parts and candidate.entry is None):
        return replace(candidate, kind=Kind.PERSON, entry=None, country=None)
    return candidate


def _one_type(found: list[Candidate], words: Words) -> list[Candidate]:
    """Unlisted names with the type that most of the same words have in the article; the stronger where they are even."""
    votes: dict[str, Counter[Kind]] = defaultdict(Counter)
    for c in found:
        if _is_open(c):
            votes[words.text(c.start, c.end)][c.kind] += _DECISIVE if c.strength == PLACED else 3 if c.strength > PERSON else 2
    best = {text: min(kinds, key=lambda kind: (-kinds[kind], kind)) for text, kinds in votes.items() if len(kinds) > 1}
    return [replace(c, kind=best.get(words.text(c.start, c.end), c.kind)) if best and _is_open(c) else c for c in found]


def _is_open(candidate: Candidate) -> bool:
    """Its type is not settled by the gazetteer."""
    return candidate.entry is None and not candidate.demonym and candidate.kind is not Kind.GROUP


def _is_supported(words: Words, candidate: Candidate) -> bool:
    """A single word that the model alone calls an organisation is one where it is written so, repeated, or acts."""
    if candidate.kind is not Kind.ORGANIZATION or candidate.entry is not None or candidate.end - candidate.start > 1:
        return True
    text = words.texts[candidate.start]
    if text.isupper() and len(text) >= _SHOUTED:
        return words.is_repeated(text)
    if not text[1:].islower() or text in shapes.bare_bodies():
        return True
    return words.is_repeated(text) or words.doc[candidate.start].dep_ == "nsubj"


def _acronyms(words: Words, found: list[Candidate]) -> dict[str, Candidate]:
    """Acronyms in brackets after the name that they shorten: "Federal Security Service (FSB)"."""
    defined: dict[str, Candidate] = {}
    for c in found:
        if c.kind is Kind.PERSON or c.end - c.start < 2 or words.after(c.end) != "(" or words.after(c.end + 2) != ")":
            continue
        short = words.texts[c.end + 1]
        if short.isupper() and 2 <= len(short) <= _ACRONYM and _shortens(short, words.text(c.start, c.end)):
            defined[short] = replace(c, kind=Kind.ORGANIZATION if c.kind is Kind.PLACE else c.kind)
    return defined


def _shortens(short: str, name: str) -> bool:
    letters = iter("".join(word[0] for word in fold(name).split()))
    return sum(1 for letter in short.lower() if letter in letters) >= min(2, len(short))
