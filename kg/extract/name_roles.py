"""How names are used: as the thing itself, as an adjective, or as a capital that stands for its country."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg import lexicon
from kg.extract.model import Name, Role
from kg.extract.syntax import SUBJECTS
from kg.records import Kind

if TYPE_CHECKING:
    from kg.extract.name_shapes import Words
    from kg.extract.name_spans import Candidate
    from kg.extract.parsed import Span, Token
    from kg.gazetteer import Gazetteer


def with_roles(words: Words, found: list[Candidate], known: Gazetteer) -> tuple[Name, ...]:
    """The names with their roles."""
    return tuple(_name(words, candidate, known) for candidate in found)


def _name(words: Words, candidate: Candidate, known: Gazetteer) -> Name:
    kind, entry, country, role = candidate.kind, candidate.entry, candidate.country, Role.NAME
    if candidate.demonym:
        role = Role.ADJECTIVE
    elif (seat := _seat(candidate, known)) is not None and acts(words.doc[candidate.start : candidate.end]):
        kind, entry, role = Kind.COUNTRY, seat, Role.METONYM
    elif kind is Kind.ORGANIZATION and entry is not None and country is None:
        country = known.entry(entry).country
    return Name(candidate.start, candidate.end, kind, words.text(candidate.start, candidate.end), entry, country, role)


def _seat(candidate: Candidate, known: Gazetteer) -> str | None:
    """The country whose government sits in a place."""
    return None if candidate.entry is None or candidate.kind is not Kind.PLACE else known.entry(candidate.entry).seat_of


def acts(span: Span) -> bool:
    """The place does something that only a government does: subject of a verb of speech or will, owner of a policy."""
    token = span.root
    head = token
    while head.dep_ == "conj" and head.head.i != head.i:
        head = head.head
    if head.dep_ in SUBJECTS:
        return _verb_acts(head.head)
    if head.dep_ == "poss":
        return head.head.lemma_ in lexicon.words("places", "acts.nouns")
    return head.dep_ == "pobj" and _relates(head.head)


def _verb_acts(verb: Token) -> bool:
    return verb.lemma_.lower() in lexicon.words("places", "acts.verbs") and verb.pos_ in {"VERB", "AUX"}


def _relates(preposition: Token) -> bool:
    """The place stands in a relation of states: "ties with Beijing", "talks between Moscow and Kyiv"; "by" an agent."""
    if preposition.dep_ == "agent":
        return _verb_acts(preposition.head)
    return preposition.lower_ in lexicon.words("places", "acts.relations") and preposition.head.lemma_ in lexicon.words(
        "places", "acts.relation_nouns"
    )
