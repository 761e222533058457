"""Facts and entities as RDF: their own triples, the evidence of facts, and the names of what they point to."""

from __future__ import annotations

from collections.abc import Sequence

from kg.query.conditions import among
from kg.query.facts import READERS
from kg.query.model import Fact
from kg.query.templates import text_of
from kg.store import ResultFormat, Store, translated
from kg.vocabulary import KG, PREFIXES


def description(iris: Sequence[str]) -> str:
    """The SPARQL text that finds what the graph says of facts or entities."""
    return text_of("describe", among("thing", iris))


def describe(store: Store, iris: Sequence[str], form: ResultFormat) -> bytes:
    """What the graph says of facts or entities, as a document in a format for triples."""
    found, _ = store.serialize(description(iris), None, ResultFormat.TURTLE)
    return translated(found, form, KG, PREFIXES)


def facts_of(store: Store, iris: Sequence[str]) -> tuple[Fact, ...]:
    """The facts with these IRIs, each with its evidence, in this order; those that the graph does not hold are left out."""
    found: dict[str, Fact] = {fact.fact: fact for read in READERS.values() for fact in read(store, among("fact", iris))}
    return tuple(found[iri] for iri in iris if iri in found)
