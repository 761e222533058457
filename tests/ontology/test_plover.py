"""The scheme of event types is complete and uniform."""

from __future__ import annotations

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, SKOS

from kg.settings import data_folder
from kg.vocabulary import EVENT_TYPES, PLOVER

GRAPH = Graph().parse(data_folder("ontology") / "plover.ttl")
SCHEME = URIRef(PLOVER.removesuffix("#"))


def test_scheme_holds_the_types_of_plover_and_other() -> None:
    assert len(EVENT_TYPES) == len(set(EVENT_TYPES)) == 17
    assert set(GRAPH.subjects(RDF.type, SKOS.Concept)) == {URIRef(PLOVER + name) for name in EVENT_TYPES}


@pytest.mark.parametrize("name", EVENT_TYPES)
def test_type_has_notation_label_definition_and_scheme(name: str) -> None:
    concept = URIRef(PLOVER + name)
    assert list(GRAPH.objects(concept, SKOS.notation)) == [Literal(name)]
    assert list(GRAPH.objects(concept, SKOS.prefLabel)) == [Literal(name.lower())]
    (definition,) = GRAPH.objects(concept, SKOS.definition)
    assert str(definition).endswith(".")
    assert list(GRAPH.objects(concept, SKOS.inScheme)) == [SCHEME]
    assert (concept, SKOS.topConceptOf, SCHEME) in GRAPH
    assert (SCHEME, SKOS.hasTopConcept, concept) in GRAPH


@pytest.mark.parametrize("name", ["AGREE", "CONSULT", "COOPERATE"])
def test_type_of_equals_says_that_all_are_agents(name: str) -> None:
    assert "All parties are agents." in str(GRAPH.value(URIRef(PLOVER + name), SKOS.definition))
