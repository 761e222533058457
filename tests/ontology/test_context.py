"""The JSON-LD context names every term, and what is written with it is read back as the same triples."""

from __future__ import annotations

import json
from typing import Any

import pyoxigraph as ox
import pytest
from harvest import GOOD
from rdflib import Graph, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import OWL, RDF, RDFS, XSD
from rdflib.plugins.parsers.jsonld import to_rdf

from kg import vocabulary
from kg.settings import data_folder

FOLDER = data_folder("ontology")
CONTEXT: dict[str, Any] = json.loads((FOLDER / "context.jsonld").read_text(encoding="utf-8"))["@context"]
GRAPH = Graph().parse(FOLDER / "newskg.ttl")
TERMS = sorted({str(term) for term in GRAPH.subjects() if str(term).startswith(vocabulary.KG)})
REUSED = sorted(
    value
    for key, value in vars(vocabulary).items()
    if key.isupper()
    and isinstance(value, str)
    and not value.startswith((vocabulary.KG, vocabulary.XSD, vocabulary.RDF))
    and not value.endswith(("#", "/"))
    and value != vocabulary.WKT_LITERAL
)


def full(name: str) -> str:
    prefix, _, local = name.partition(":")
    return str(CONTEXT.get(prefix, prefix + ":")) + local


def entry(iri: str) -> Any:
    """What the context says of the key that stands for an IRI."""
    return next(
        value for value in CONTEXT.values() if full(value["@id"] if isinstance(value, dict) else str(value)) == iri and value != iri
    )


def coercion(term: URIRef) -> str | None:
    """The `@type` that a property of this range needs: none for what JSON has itself."""
    range_ = GRAPH.value(term, RDFS.range)
    if (term, RDF.type, OWL.ObjectProperty) in GRAPH:
        return "@vocab" if str(range_).removeprefix(vocabulary.KG) in {"Polarity", "Modality", "Status"} else "@id"
    return None if range_ in (XSD.string, XSD.boolean) else f"xsd:{str(range_).rpartition('#')[2]}"


@pytest.mark.parametrize("iri", TERMS, ids=lambda iri: iri.removeprefix(vocabulary.KG))
def test_context_names_every_term_by_its_local_name(iri: str) -> None:
    local = iri.removeprefix(vocabulary.KG)
    said = CONTEXT[local]
    assert entry(iri) == said
    if local[0].islower():
        assert (said["@type"] if isinstance(said, dict) else None) == coercion(URIRef(iri))


@pytest.mark.parametrize("iri", REUSED)
def test_context_names_every_reused_term(iri: str) -> None:
    assert entry(iri)


def test_context_declares_the_prefixes_of_the_vocabulary() -> None:
    assert {key: CONTEXT[key] for key in vocabulary.PREFIXES} == vocabulary.PREFIXES


def test_context_round_trips_through_rdflib_and_oxigraph() -> None:
    graph = Graph().parse(data=GOOD, format="turtle")
    written = graph.serialize(format="json-ld", context=CONTEXT)
    document = json.loads(written)
    assert not [key for node in document["@graph"] for key in node if ":" in key]
    assert isomorphic(graph, to_rdf(document, Graph()))
    lines = ox.serialize([quad.triple for quad in ox.parse(written, format=ox.RdfFormat.JSON_LD)], format=ox.RdfFormat.N_TRIPLES)
    assert isomorphic(graph, Graph().parse(data=lines, format="nt"))


def test_context_reads_a_hand_written_document() -> None:
    document = {
        "@context": CONTEXT,
        "id": "https://example.org/e",
        "type": "Event",
        "prefLabel": "Ruritania warns Zubrowka",
        "modality": "Actual",
        "eventType": "plover:THREATEN",
        "earliest": "2031-02-03",
        "agent": ["https://example.org/ruritania"],
    }
    quads = ox.parse(json.dumps(document), format=ox.RdfFormat.JSON_LD)
    assert {(quad.predicate.value, str(quad.object)) for quad in quads} == {
        (vocabulary.RDF_TYPE, f"<{vocabulary.EVENT}>"),
        (vocabulary.PREF_LABEL, '"Ruritania warns Zubrowka"'),
        (vocabulary.HAS_MODALITY, f"<{vocabulary.ACTUAL}>"),
        (vocabulary.EVENT_TYPE, f"<{vocabulary.PLOVER}THREATEN>"),
        (vocabulary.EARLIEST, f'"2031-02-03"^^<{vocabulary.XSD_DATE}>'),
        (vocabulary.AGENT, "<https://example.org/ruritania>"),
    }
