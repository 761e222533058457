"""Names typed by the company they keep: towns in a list of places, persons who are told of by their last word and "he".

In: the words and the candidates of a Doc. Out: the candidates, those that nothing lists retyped. "Crews came from Oslo, Barmouth and Bala"
names three places; "Brock Pierce" is a person where "Pierce said he" follows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract import name_shapes as shapes
from kg.extract.name_spans import PERSON, PLACED, Candidate
from kg.names import is_first_name
from kg.records import Kind

if TYPE_CHECKING:
    from kg.extract.name_shapes import Words

_LOCATIVE = frozenset({"in", "from", "near", "to", "at", "around", "across", "outside"})
_BETWEEN = frozenset({(",",), ("and",), (",", "and")})
_SHORTEST = 3
_PLACES = frozenset({Kind.PLACE, Kind.COUNTRY})
_PRONOUNS = frozenset({"he", "she"})


def in_company(words: Words, found: list[Candidate]) -> list[Candidate]:
    """The candidates, retyped by what stands beside them."""
    listed = {one for chain in _lists(words, found) if _is_of_places(words, chain) for one in chain if _is_open(words, one)}
    speaking = {words.texts[one.end - 1] for one in found if _says_he(words, one)}
    return [_retyped(words, one, speaking, placed=one in listed) for one in found]


def _retyped(words: Words, one: Candidate, speaking: set[str], *, placed: bool) -> Candidate:
    if placed:
        return replace(one, kind=Kind.PLACE, strength=PLACED)
    named = one.end - one.start == 2 and words.texts[one.end - 1] in speaking and _is_unlisted(words, one)
    return replace(one, kind=Kind.PERSON, strength=PERSON) if named else one


def _lists(words: Words, found: list[Candidate]) -> Iterator[list[Candidate]]:
    """Names that stand in one list, by commas and "and"."""
    chain: list[Candidate] = []
    for one in sorted(found, key=lambda one: one.start):
        if chain and tuple(words.lower[chain[-1].end : one.start]) not in _BETWEEN:
            yield chain
            chain = []
        chain.append(one)
    yield chain


def _is_of_places(words: Words, chain: list[Candidate]) -> bool:
    """A preposition of place stands before the list, a place in it, and nobody's full name."""
    if len(chain) < _SHORTEST or words.before(chain[0].start) not in _LOCATIVE:
        return False
    known = any(one.kind in _PLACES and one.entry is not None and not one.demonym for one in chain)
    return known and not any(one.end - one.start > 1 and _is_persons(words, one.start) for one in chain)


def _is_persons(words: Words, i: int) -> bool:
    return words.labels[i] == "PERSON" or is_first_name(words.texts[i])


def _is_open(words: Words, one: Candidate) -> bool:
    return one.kind in {Kind.PERSON, Kind.ORGANIZATION} and _is_unlisted(words, one)


def _is_unlisted(words: Words, one: Candidate) -> bool:
    """No gazetteer has it, and no word in it names a body."""
    inside = [words.texts[i] for i in range(one.start, one.end)]
    plain = all(word.isalpha() and not word.isupper() for word in inside)
    return (
        one.entry is None and not one.demonym and plain and not any(word in shapes.heads() or word in shapes.prefixes() for word in inside)
    )


def _says_he(words: Words, one: Candidate) -> bool:
    """A single word, without an article, of which the text says that it "said he ..."."""
    token = words.doc[one.start]
    if one.end - one.start > 1 or token.dep_ != "nsubj" or words.before(one.start) == "the" or one.kind is Kind.COUNTRY:
        return False
    clauses = [child for child in token.head.children if child.dep_ == "ccomp" and child.i > token.i]
    return any(child.dep_ == "nsubj" and child.lower_ in _PRONOUNS for clause in clauses for child in clause.children)
