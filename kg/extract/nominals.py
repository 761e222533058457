"""Nominal phrases: states that act through a common noun, and common nouns that take up a body or a place.

In: a Doc, its names and the cast. Out: references. "Russian forces" and "the government of Peru" mean the country, "the
commission" the one named before. Which nouns can do so is data.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.extract.model import Link, Name, Reference, Role
from kg.gazetteer import load
from kg.lexicon import table, words
from kg.names import fold
from kg.records import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.extract.identity import Cast
    from kg.extract.parsed import Doc, Token
    from kg.extract.positions import Positions

NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_MODIFIERS = frozenset({"JJ", "JJR", "JJS", "NN", "NNP", "NNPS", "VBN", "VBG", "HYPH", "RBS", "RBR", "NNS"})
_REACH = 6
_SENTENCES_BACK = 3


def state_phrases(doc: Doc, cast: Cast, taken: set[int], positions: Positions) -> list[Reference]:
    """The phrases through which a country acts; tokens that are taken head no phrase."""
    nouns = words("state_nouns", "nouns")
    states = _States(doc, cast)
    found = []
    for token in positions.tokens:
        if token.lower_ in nouns and token.i not in taken and heads_phrase(token):
            owner = states.owner(token)
            if owner is not None:
                start, end, entry = owner
                found.append(Reference(start, end, token.i, cast.country(entry), Link.STATE, 0.85))
    return found


def bare_states(states: list[Reference], taken: set[int], positions: Positions) -> list[Reference]:
    """`the government`, `the army`: the one state that the phrases of the article speak of, once they have."""
    if len({state.referent for state in states}) != 1:
        return []
    first, nouns = states[0], words("state_nouns", "bare")
    heads = taken | {state.head for state in states}
    return [
        Reference(token.i, token.i + 1, token.i, first.referent, Link.STATE, 0.7)
        for token in positions.tokens[first.end :]
        if token.lower_ in nouns and token.i not in heads and heads_phrase(token) and _is_bare(token)
    ]


def owned_states(doc: Doc, resolved: list[Reference], cast: Cast, taken: set[int]) -> list[Reference]:
    """`its troops` where the pronoun is resolved to a country."""
    nouns = words("state_nouns", "nouns")
    countries = {r.head: r.referent for r in resolved if cast.things[r.referent].kind is Kind.COUNTRY}
    return [
        Reference(child.i, token.i + 1, token.i, countries[child.i], Link.STATE, 0.75)
        for child in (doc[i] for i in countries)
        if child.dep_ == "poss" and (token := child.head).lower_ in nouns and token.i not in taken and child.i < token.i
    ]


def taken_up(cast: Cast, taken: set[int], positions: Positions) -> list[Reference]:
    """`the commission`: the one organisation named before whose name ends with that word."""
    named = _by_last_word(cast)
    found = []
    for token in _definite(positions, taken):
        if token.lower_ not in named:
            continue
        before = {thing for start, thing in named[token.lower_] if start < token.i}
        if len(before) == 1 and cast.things[min(before)].kind is Kind.ORGANIZATION:
            found.append(Reference(token.i - 1, token.i + 1, token.i, min(before), Link.ROLE, 0.75))
    return found


def _by_last_word(cast: Cast) -> dict[str, list[tuple[int, int]]]:
    """For the nouns that can take up a body, where names that end with them begin, and what they name."""
    found: dict[str, list[tuple[int, int]]] = {}
    for index, name in enumerate(cast.names):
        last = fold(name.text).split()[-1:]
        if last and last[0] in words("group_nouns", "taken_up"):
            found.setdefault(last[0], []).append((name.start, cast.of_name[index]))
    return found


def places(cast: Cast, taken: set[int], positions: Positions) -> list[Reference]:
    """`the country`, `the city`: the only one named in the nearest sentence that names any, this one included."""
    nouns = _place_nouns()
    named: dict[str, dict[int, list[tuple[int, int]]]] | None = None
    found = []
    for token in _definite(positions, taken):
        if token.lower_ in nouns:
            named = named if named is not None else _by_sentence(cast, positions)
            nearest = _nearest(token, named[nouns[token.lower_]], positions)
            if len(nearest) == 1:
                found.append(Reference(token.i - 1, token.i + 1, token.i, min(nearest), Link.ROLE, 0.7))
    return found


def _definite(positions: Positions, taken: set[int]) -> Iterator[Token]:
    """The heads of phrases right behind "the"."""
    for before, token in pairwise(positions.tokens):
        if token.tag_ in NOUNS and before.lower_ == "the" and token.i not in taken and heads_phrase(token):
            yield token


def _by_sentence(cast: Cast, positions: Positions) -> dict[str, dict[int, list[tuple[int, int]]]]:
    """For each sort of place the sentences that name one, each with where and which."""
    found: dict[str, dict[int, list[tuple[int, int]]]] = {sort: {} for sort in table("group_nouns")["places"]}
    for index, name in enumerate(cast.names):
        for sort in found:
            if _is_sort(name, sort):
                found[sort].setdefault(positions.sentence[name.start], []).append((name.start, cast.of_name[index]))
    return found


def _is_sort(name: Name, sort: str) -> bool:
    if name.entry is None or name.kind not in {Kind.COUNTRY, Kind.PLACE}:
        return False
    entry = load().entry(name.entry)
    return {"countries": entry.kind is Kind.COUNTRY, "cities": entry.is_city, "regions": entry.is_region}[sort]


@cache
def _place_nouns() -> dict[str, str]:
    return {noun: sort for sort, nouns in table("group_nouns")["places"].items() for noun in nouns}


def _nearest(token: Token, named: dict[int, list[tuple[int, int]]], positions: Positions) -> set[int]:
    last = positions.sentence[token.i]
    for number in range(last, max(-1, last - _SENTENCES_BACK), -1):
        found = {thing for position, thing in named.get(number, ()) if position < token.i}
        if found:
            return found
    return set()


def heads_phrase(token: Token) -> bool:
    """No noun follows that the token only qualifies ("government officials"), and it is no predicate."""
    if token.tag_ not in NOUNS or token.dep_ == "attr":
        return False
    return token.i + 1 >= len(token.doc) or not (token.dep_ == "compound" and token.nbor().tag_ in NOUNS)


def _is_bare(token: Token) -> bool:
    return token.i > 0 and token.nbor(-1).lower_ in {"the", "federal", "central", "national"}


class _States:
    """Which country a phrase belongs to, by the names right before and after its noun."""

    def __init__(self, doc: Doc, cast: Cast) -> None:
        self.doc, self.cast = doc, cast
        self.starts = {name.start: name for name in cast.names}
        self.ends = {name.end: (index, name) for index, name in enumerate(cast.names)}
        offices = words("role_nouns", "sovereign.offices")
        self.sovereigns = {cast.of_name[holding.person] for holding in cast.offices if holding.office in offices}

    def owner(self, token: Token) -> tuple[int, int, str] | None:
        """Extent and country of a state phrase, or None where it belongs to none or to several."""
        position, blockers = token.i, words("state_nouns", "blockers")
        while position > max(0, token.i - _REACH):
            before = self.doc[position - 1]
            if position in self.ends:
                return self._left(token, *self.ends[position])
            if before.lower_ in blockers or before.tag_ not in _MODIFIERS | {"POS"}:
                break
            position -= 1
        return self._right(token)

    def _left(self, token: Token, index: int, name: Name) -> tuple[int, int, str] | None:
        doc, cast = self.doc, self.cast
        possessive = doc[name.end].tag_ == "POS"
        if name.kind is Kind.PERSON:
            person = cast.of_name[index]
            entry = cast.things[person].country if token.lower_ in words("state_nouns", "personal") else None
            return None if entry is None or person not in self.sovereigns else (name.start, token.i + 1, entry)
        if name.kind is not Kind.COUNTRY and name.role is Role.NAME:
            return None
        if token.lower_ in words("state_nouns", "groups") and not possessive:
            return None
        hidden = name.start > 0 and doc[name.start - 1].lower_ in {"-", "and", "/", "&"} | words("state_nouns", "blockers")
        return None if name.entry is None or hidden or doc[name.end].text == "-" else (name.start, token.i + 1, name.entry)

    def _right(self, token: Token) -> tuple[int, int, str] | None:
        doc = self.doc
        if token.i + 2 >= len(doc) or doc[token.i + 1].lower_ != "of":
            return None
        name = self.starts.get(token.i + 2 + (doc[token.i + 2].lower_ == "the"))
        if name is None or name.kind is not Kind.COUNTRY or name.role is not Role.NAME or name.entry is None:
            return None
        return None if name.end < len(doc) and doc[name.end].lower_ in {"and", "'s"} else (token.i, name.end, name.entry)
