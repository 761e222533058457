"""The ontology: every term is labelled, described, placed and aligned, and is the one that the code uses."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rdflib import Graph, URIRef
from rdflib.collection import Collection
from rdflib.namespace import OWL, RDF, RDFS, SKOS, XSD
from rdflib.term import Node

from kg import vocabulary
from kg.settings import data_folder

FOLDER = data_folder("ontology")
FILES = sorted(FOLDER.glob("*.ttl"))
GRAPH = Graph().parse(FOLDER / "newskg.ttl")
TERMS = sorted({term for term in GRAPH.subjects() if isinstance(term, URIRef) and term.startswith(vocabulary.KG)})
PROPERTIES = [term for term in TERMS if term[len(vocabulary.KG)].islower()]
CLASSES = [term for term in TERMS if (term, RDF.type, OWL.Class) in GRAPH]
VALUES = [term for term in TERMS if (term, RDF.type, OWL.NamedIndividual) in GRAPH]
CONTRACT = [
    "Actor",
    "Person",
    "Organization",
    "Country",
    "Group",
    "Place",
    "within",
    "seatOf",
    "Office",
    "Position",
    "heldBy",
    "Tenure",
    "office",
    "status",
    "validFrom",
    "validTo",
    "Stance",
    "issue",
    "polarity",
    "Supports",
    "Opposes",
    "Conditional",
    "Undecided",
    "condition",
    "statedOn",
    "Issue",
    "Statement",
    "speaker",
    "addressee",
    "text",
    "direct",
    "cue",
    "about",
    "occasion",
    "Event",
    "eventType",
    "agent",
    "recipient",
    "place",
    "earliest",
    "latest",
    "modality",
    "Actual",
    "Planned",
    "Claimed",
    "Hypothetical",
    "Denied",
    "Current",
    "Former",
    "Acting",
    "Elect",
    "Article",
    "ArticleVersion",
    "Publisher",
    "evidence",
    "Evidence",
    "article",
    "version",
    "exact",
    "start",
    "end",
    "sentence",
    "rule",
    "confidence",
    "accordingTo",
    "sourceName",
]
DATATYPES = {
    "approximate": XSD.boolean,
    "atLeast": XSD.decimal,
    "atMost": XSD.decimal,
    "confidence": XSD.decimal,
    "direct": XSD.boolean,
    "earliest": XSD.date,
    "end": XSD.integer,
    "inferredBody": XSD.boolean,
    "latest": XSD.date,
    "observedOn": XSD.date,
    "start": XSD.integer,
    "statedOn": XSD.date,
    "validFrom": XSD.date,
    "validTo": XSD.date,
    "value": XSD.decimal,
}


def name(term: URIRef) -> str:
    return term.removeprefix(vocabulary.KG)


def members(node: Node) -> list[Node]:
    """The classes of a union, or the class itself."""
    union = GRAPH.value(node, OWL.unionOf)
    return [node] if union is None else list(Collection(GRAPH, union))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_turtle_declares_the_prefixes_it_uses_and_no_other(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    declared = re.findall(r"^@prefix ([\w-]+):", text, re.MULTILINE)
    body = re.sub(r'^@prefix.*$|"[^"\n]*"|<[^>\n]*>|#[^\n]*', " ", text, flags=re.MULTILINE)
    assert len(set(declared)) == len(declared)
    assert set(declared) == set(re.findall(r"(?<![\w:-])([a-z][\w-]*):", body))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_turtle_parses_and_deprecates_nothing(path: Path) -> None:
    graph = Graph().parse(path)
    assert len(graph) > 0
    assert not list(graph.subjects(OWL.deprecated))


@pytest.mark.parametrize("local", CONTRACT)
def test_ontology_declares_the_public_contract(local: str) -> None:
    assert URIRef(vocabulary.KG + local) in TERMS


def test_vocabulary_and_ontology_hold_the_same_terms() -> None:
    used = {
        value
        for key, value in vars(vocabulary).items()
        if key.isupper() and isinstance(value, str) and value.startswith(vocabulary.KG) and value != vocabulary.KG
    }
    assert used == {str(term) for term in TERMS}


@pytest.mark.parametrize("term", TERMS, ids=name)
def test_term_is_labelled_described_and_belongs_to_the_ontology(term: URIRef) -> None:
    for predicate in (RDFS.label, RDFS.comment, RDFS.isDefinedBy):
        assert len(list(GRAPH.objects(term, predicate))) == 1
    label, comment = GRAPH.value(term, RDFS.label), GRAPH.value(term, RDFS.comment)
    assert str(label).strip() == str(label)
    assert str(comment).endswith(".")
    assert len(str(comment)) > len(str(label))


@pytest.mark.parametrize("term", TERMS, ids=name)
def test_term_has_one_kind(term: URIRef) -> None:
    kinds = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.NamedIndividual}
    assert len(set(GRAPH.objects(term, RDF.type)) & kinds) == 1


@pytest.mark.parametrize("term", PROPERTIES, ids=name)
def test_property_has_a_domain_and_a_range_that_the_ontology_knows(term: URIRef) -> None:
    (domain,) = GRAPH.objects(term, RDFS.domain)
    (range_,) = GRAPH.objects(term, RDFS.range)
    assert set(members(domain)) <= set(CLASSES)
    if (term, RDF.type, OWL.DatatypeProperty) in GRAPH:
        assert range_ == DATATYPES.get(name(term), XSD.string)
    else:
        assert set(members(range_)) <= {*CLASSES, SKOS.Concept}


def aligned(term: Node) -> bool:
    """The term, a term above it or the class of a value leads to a term of another vocabulary."""
    above = [
        other
        for predicate in (RDFS.subClassOf, RDFS.subPropertyOf, SKOS.closeMatch, RDF.type)
        for other in GRAPH.objects(term, predicate)
        if not str(other).startswith(str(OWL))
    ]
    return any(aligned(other) if other in TERMS else True for other in above)


@pytest.mark.parametrize("term", TERMS, ids=name)
def test_term_is_aligned_or_says_that_nothing_fits(term: URIRef) -> None:
    note = str(GRAPH.value(term, SKOS.scopeNote) or "")
    assert aligned(term) != note.startswith("No counterpart")


@pytest.mark.parametrize("kind", ["Polarity", "Modality", "Status"])
def test_values_are_listed_by_their_class(kind: str) -> None:
    term = URIRef(vocabulary.KG + kind)
    listing = GRAPH.value(GRAPH.value(term, OWL.equivalentClass), OWL.oneOf)
    assert listing is not None
    assert set(Collection(GRAPH, listing)) == set(GRAPH.subjects(RDF.type, term))


def test_every_term_is_a_class_a_property_or_a_value() -> None:
    assert sorted([*CLASSES, *PROPERTIES, *VALUES]) == TERMS
