"""Introduced actors: a common noun that takes up the one person or body named with it before ("envoy Cy Poe ... the envoy said").

In: the cast, the references by name and where tokens stand. Out: references. "The company" means Norvik behind "Norvik, a mining company".
Nouns of offices are left to `kg.extract.roles`. Where two were named with the noun, or somebody unnamed was brought in with it, it
takes up nobody.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from kg.extract.model import Link, Reference
from kg.extract.nominals import heads_phrase
from kg.lexicon import words
from kg.records import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.extract.identity import Cast
    from kg.extract.parsed import Token
    from kg.extract.positions import Positions

_PREDICATES = frozenset({"appos", "attr", "oprd", "compound", "amod", "npadvmod", "nmod"})
_COMPLEMENTS = frozenset({"of", "for", "to", "from", "in"})
_UNNAMED = -1


def introduced(cast: Cast, mentions: list[Reference], taken: set[int], positions: Positions) -> list[Reference]:
    """The phrases with "the" that take up a person or a body, by position."""
    named: dict[Kind, dict[int, int]] = {Kind.PERSON: {}, Kind.ORGANIZATION: {}}
    for mention in mentions:
        if mention.link is Link.NAME:
            named.setdefault(cast.things[mention.referent].kind, {})[mention.head] = mention.referent
    offices = {word for holding in cast.offices for word in holding.office.split()}
    bearers: dict[str, set[int]] = {}
    found: list[Reference] = []
    kinds = _kinds()
    for token in positions.tokens:
        noun = token.lower_
        if noun not in kinds or token.tag_ not in {"NN", "NNP"}:
            continue
        kind = kinds[noun]
        if noun in bearers and noun not in offices and token.i not in taken and _is_taking_up(token):
            found += [Reference(token.i - 1, token.i + 1, token.i, actor, Link.ROLE, 0.8) for actor in _only(bearers[noun])]
        bearers.setdefault(noun, set()).update(_introduced_by(token, named[kind]))
    return found


def _only(actors: set[int]) -> set[int]:
    return actors if len(actors) == 1 and _UNNAMED not in actors else set()


def _introduced_by(token: Token, named: Mapping[int, int]) -> set[int]:
    """Whom the noun introduces: a name beside it, or somebody unnamed behind "a"."""
    beside = [token.head, *(child for child in token.children if child.dep_ == "appos")] if token.dep_ in {"compound", "appos"} else []
    beside += [child for child in token.children if child.dep_ == "appos"]
    beside += [child for child in token.head.children if child.dep_ == "nsubj"] if token.dep_ == "attr" else []
    persons = {named[other.i] for other in beside if other.i in named}
    unnamed = token.dep_ not in _PREDICATES and any(child.lower_ in {"a", "an", "another", "one"} for child in token.children)
    return persons or ({_UNNAMED} if unnamed else set())


def _is_taking_up(token: Token) -> bool:
    """The noun stands right behind "the", for one person, and nothing says of whom or of what."""
    if token.tag_ != "NN" or token.i == 0 or token.nbor(-1).lower_ != "the" or token.dep_ in _PREDICATES or not heads_phrase(token):
        return False
    return not any(child.i > token.i and child.dep_ in {"prep", "relcl", "acl"} and _narrows(child) for child in token.children)


def _narrows(child: Token) -> bool:
    return child.dep_ != "prep" or child.lower_ in _COMPLEMENTS


@cache
def _kinds() -> dict[str, Kind]:
    """The nouns for one person or body, with which of them they mean."""
    told = words("pronouns", "gender.m") | words("pronouns", "gender.f")
    persons = (words("group_nouns", "persons") | words("group_nouns", "voices.persons") | told) - words("group_nouns", "several")
    return dict.fromkeys(words("group_nouns", "collectives"), Kind.ORGANIZATION) | dict.fromkeys(persons, Kind.PERSON)
