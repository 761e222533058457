"""Antecedents without a name: the unnamed persons that a pronoun may mean ("a woman", "his father", "a drone commander").

In: a Doc, the cast and the heads that refer already. Out: these persons by token, and the gender of everybody. A person brought in
with "a" or as someone's relative can be taken up; behind "the" stands somebody known, who is only then the same when the article
has brought him in with the same noun before.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg.extract.nominals import heads_phrase
from kg.extract.persons import honorific_gender
from kg.lexicon import words
from kg.names import gender
from kg.records import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.extract.identity import Cast
    from kg.extract.parsed import Doc, Token

_PREDICATES = frozenset({"appos", "attr", "oprd", "compound", "amod", "npadvmod", "nmod"})


@dataclass(frozen=True, slots=True)
class Unnamed:
    """An unnamed person.

    Attributes:
        first: token that brought the person in.
        referent: number of the thing, where it is one already.
        gender: as the noun tells it.
        introduced: brought in by the article, and not known from elsewhere.
    """

    first: int
    referent: int | None
    gender: str | None
    introduced: bool


def unnamed(tokens: Sequence[Token], cast: Cast, heads: Mapping[int, int]) -> dict[int, Unnamed]:
    """The mentions of unnamed persons by the token of their noun."""
    known: dict[str, Unnamed] = {}
    found: dict[int, Unnamed] = {}
    for token in tokens:
        if not _is_person(token) or token.tag_ != "NN":
            continue
        referent = heads.get(token.i)
        if referent is not None and cast.things[referent].kind is not Kind.GROUP:
            continue
        noun = token.lower_
        if _brings_in(token) or noun not in known:
            known[noun] = Unnamed(token.i, referent, _told_by(noun), referent is not None or _brings_in(token))
        found[token.i] = known[noun]
    return found


def _is_person(token: Token) -> bool:
    if token.lower_ not in _persons() or _is_predicate(token):
        return False
    return token.ent_type_ != "PERSON" and heads_phrase(token) and not _has_name(token)


@cache
def _persons() -> frozenset[str]:
    """The nouns that mean one person."""
    listed = words("group_nouns", "persons") | words("group_nouns", "voices.persons")
    told = words("pronouns", "gender.m") | words("pronouns", "gender.f")
    return (listed | told) - words("group_nouns", "several")


def _is_predicate(token: Token) -> bool:
    return token.dep_ in _PREDICATES or (token.dep_ == "pobj" and token.head.lower_ == "as")


def _has_name(token: Token) -> bool:
    return any(child.dep_ == "appos" and child.pos_ == "PROPN" for child in token.children)


def _brings_in(token: Token) -> bool:
    """The noun stands behind "a" or a possessive."""
    return any(child.lower_ in {"a", "an", "one", "another"} or child.dep_ == "poss" for child in token.children if child.i < token.i)


def _told_by(noun: str) -> str | None:
    return next((called for called in ("m", "f") if noun in words("pronouns", f"gender.{called}")), None)


def genders(doc: Doc, cast: Cast) -> dict[int, str]:
    """The gender of each person, as titles, forms of address and nouns beside the name tell it, else the first name."""
    told: dict[int, str] = {}
    for index, person in sorted(cast.of_name.items()):
        if cast.names[index].kind is Kind.PERSON and (called := _beside(doc, cast, index)) is not None:
            told.setdefault(person, called)
    for holding in cast.offices:
        for called in ("m", "f"):
            if set(holding.office.split()) & words("pronouns", f"gender.{called}"):
                told.setdefault(cast.of_name[holding.person], called)
    for thing in cast.things:
        guess = gender(thing.name) if thing.kind is Kind.PERSON else None
        if guess is not None:
            told.setdefault(thing.id, guess)
    return told


def _beside(doc: Doc, cast: Cast, index: int) -> str | None:
    name = cast.names[index]
    if (called := honorific_gender(doc, name)) is not None:
        return called
    head = doc[name.end - 1]
    nouns = [child.lower_ for child in head.children if child.dep_ == "appos" and child.tag_ == "NN"]
    if head.dep_ in {"nsubj", "nsubjpass"} and head.head.lemma_ == "be":
        nouns += [child.lower_ for child in head.head.children if child.dep_ == "attr" and child.tag_ == "NN"]
    return next((told for noun in nouns if (told := _told_by(noun)) is not None), None)
