"""Names that persons bear and that look like something else: a surname that is a country's or a town's, a first name alone.

In: the words and the candidates for names. Out: candidates for persons. "Elena Jordan resigned. Jordan said ..." is one person, unless the
article tells of the country as well.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from kg.extract.name_spans import PERSON, Candidate
from kg.lexicon import words as listed
from kg.records import Kind

if TYPE_CHECKING:
    from kg.extract.name_shapes import Words

_OF_PLACES = frozenset({"in", "near", "from", "at", "outside", "to", "into", "of", "across", "between"})
_DESCRIBING = 8
_SHORTEST = 3


def borne(words: Words, found: list[Candidate], surnames: frozenset[str]) -> frozenset[str]:
    """The surnames that name no country in this article."""
    return surnames - {words.texts[c.start] for c in found if c.kind is Kind.COUNTRY and words.before(c.start) in _OF_PLACES}


def with_place_names(words: Words, found: list[Candidate]) -> list[Candidate]:
    """Candidates with two places side by side as one person, where what follows says so ("Valda Paris, an Australian lawyer,")."""
    made: list[Candidate] = []
    for one in found:
        before = made[-1] if made else None
        if before is not None and _is_first_of(before, one) and _is_described(words, one.end):
            made[-1] = replace(before, end=one.end, kind=Kind.PERSON, strength=PERSON, entry=None, country=None)
        else:
            made.append(one)
    return made


def _is_first_of(before: Candidate, one: Candidate) -> bool:
    """A single word of no listed place stands right before a single word that is listed."""
    single = before.end == one.start == before.start + 1 and one.end == one.start + 1
    places = {Kind.PLACE, Kind.COUNTRY}
    return single and before.kind is Kind.PLACE and before.entry is None and one.kind in places and not one.demonym


def _is_described(words: Words, place: int) -> bool:
    """A comma, an article and soon a noun for a person follow."""
    if words.after(place) != "," or words.after(place + 1) not in {"a", "an"}:
        return False
    described = words.lower[place + 2 : place + 2 + _DESCRIBING]
    cut = described.index(",") if "," in described else len(described)
    return bool(_persons() & set(described[:cut]))


@cache
def _persons() -> frozenset[str]:
    told = listed("pronouns", "gender.m") | listed("pronouns", "gender.f")
    return (told | listed("group_nouns", "persons") | listed("group_nouns", "voices.persons")) - listed("group_nouns", "several")


def first_names(words: Words, found: list[Candidate], covered: set[int]) -> list[Candidate]:
    """First names that stand alone, of persons whom the article names in full and of whom one alone is called so."""
    full = {words.text(c.start, c.end): words.texts[c.start] for c in found if c.kind is Kind.PERSON and c.end - c.start > 1}
    bearers = Counter(full.values())
    known = {name for name, number in bearers.items() if number == 1 and len(name) > _SHORTEST and name.isalpha() and not name.isupper()}
    return [
        Candidate(i, i + 1, Kind.PERSON, PERSON)
        for i in words.capitals
        if i not in covered and words.texts[i] in known and words.labels[i] in {"", "PERSON"} and _is_alone(words, i)
    ]


def _is_alone(words: Words, i: int) -> bool:
    """No capitalised word stands beside it."""
    after = i + 1 < len(words.texts) and words.capital[i + 1]
    before = i > 0 and words.capital[i - 1]
    return not after and not before and words.doc[i].pos_ == "PROPN"
