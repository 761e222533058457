"""The shapes accept a good graph, and each of them rejects a bad one."""

from __future__ import annotations

import pytest
from harvest import GOOD, PREFIXES
from pyshacl import validate as check
from rdflib import Graph
from rdflib.namespace import OWL, RDF, RDFS, SH

from kg.errors import InputError
from kg.settings import data_folder
from kg.validate import Violation, validate, validate_graphs

SHAPES = "https://w3id.org/newskg/shapes#"
IDS = "https://w3id.org/newskg/id/"
KG = "https://w3id.org/newskg/ontology#"
ISSUE_LABEL = 'skos:prefLabel "peace" .'

# What is replaced in the good graph, by what, the shapes that then speak, and the node they speak of.
BAD = [
    (ISSUE_LABEL, 'skos:altLabel "peace" .', "prefLabel", "peace"),
    (ISSUE_LABEL, 'skos:prefLabel "peace", "Peace" .', "prefLabel", "peace"),
    (ISSUE_LABEL, 'skos:prefLabel "" .', "prefLabel", "peace"),
    (ISSUE_LABEL, 'skos:prefLabel "peace"@en .', "prefLabel", "peace"),
    ('skos:prefLabel "Lutz Courier"', 'skos:altLabel "Lutz Courier"', "prefLabel", "courier"),
    ('skos:prefLabel "Harvest League blocks road in Lutz"', 'skos:altLabel "blockade"', "prefLabel", "event"),
    ('"Verma", "A. Verma"', '"Asha Verma"', "altLabel", "asha"),
    ('"Verma", "A. Verma"', '"Verma"@en', "altLabel", "asha"),
    ('"Verma", "A. Verma"', '""', "altLabel", "asha"),
    ("<https://registry.example/1>", '"1"', "exactMatch", "asha"),
    (":asha a kg:Person, kg:Actor", ":asha a kg:Person", "actorClass", "asha"),
    (":asha a kg:Person, kg:Actor", ":asha a kg:Person, kg:Organization, kg:Actor", "Actor", "asha"),
    (":farmers a kg:Group, kg:Actor", ":farmers a kg:Actor", "Actor", "farmers"),
    (":league a kg:Organization, kg:Actor", ":league a kg:Organization, kg:Place, kg:Actor", "Actor", "league"),
    ("kg:Country, kg:Actor, kg:Place", "kg:Country, kg:Actor", "countryClass", "zubrowka"),
    (":valley a kg:Place", ":valley kg:within :lutz ; a kg:Place", "Place", "lutz valley"),
    (":valley a kg:Place", ":valley kg:within :valley ; a kg:Place", "Place", "valley"),
    ("kg:within :valley", "kg:within :league", "within", "lutz"),
    ('"POINT(16.5 48.2)"^^geo:wktLiteral', '"16.5 48.2"', "asWKT", "lutz"),
    ('"POINT(16.5 48.2)"', '"POINT(1 2)"^^geo:wktLiteral, "POINT(16.5 48.2)"', "asWKT", "lutz"),
    ("kg:claimedBy :league", "kg:claimedBy :valley", "claimedBy", "lutz"),
    ("kg:controlledBy :zubrowka", "kg:controlledBy :valley", "claimedBy", "lutz"),
    ("kg:seatOf :zubrowka", "kg:seatOf :valley", "seatOf", "league"),
    ("org:postIn :zubrowka", "org:postIn :zubrowka, :league", "postIn", "minister"),
    ("org:postIn :zubrowka", "org:postIn :peace", "postIn", "minister"),
    ("org:reportsTo :asha", "org:reportsTo :asha, :league", "reportsTo", "adviser"),
    ("org:reportsTo :asha", "org:reportsTo :valley", "reportsTo", "adviser"),
    ("skos:broader :peace", "skos:broader :truce", "Issue", "truce"),
    ("skos:broader :peace", "skos:broader :lutz", "broader", "truce"),
    ("kg:polarity kg:Opposes ; kg:evidence :e2", "kg:polarity kg:Opposes", "factEvidence", "refusal"),
    ("kg:polarity kg:Opposes ; kg:evidence :e2", "kg:polarity kg:Opposes ; kg:evidence :a1", "factEvidence", "refusal"),
    ("kg:accordingTo :courier", "kg:accordingTo :a1", "accordingTo", "tenure"),
    ("kg:confidence 0.8 ; kg:accordingTo :asha", "kg:confidence 0.8 ; kg:accordingTo :a1", "accordingTo", "e2"),
    (":tenure a kg:Tenure, kg:Position", ":tenure a kg:Tenure", "positionClass", "tenure"),
    ("kg:heldBy :asha ; kg:office", "kg:office", "heldBy", "tenure"),
    ("kg:heldBy :asha ; kg:issue", "kg:heldBy :asha, :league ; kg:issue", "heldBy", "stance"),
    ("kg:heldBy :asha ; kg:issue", "kg:heldBy :lutz ; kg:issue", "heldBy", "stance"),
    ("kg:office :minister ; ", "", "office", "tenure"),
    ("kg:office :minister", "kg:office :minister, :adviser", "office", "tenure"),
    ("kg:office :minister", 'kg:office "minister"', "office", "tenure"),
    ("kg:status kg:Current ;", "", "status", "tenure"),
    ("kg:status kg:Current", "kg:status kg:Current, kg:Acting", "status", "tenure"),
    ("kg:status kg:Current", "kg:status kg:Actual", "status", "tenure"),
    ('kg:validFrom "2030-05-01"', 'kg:validFrom "2031-05-02"', "validFrom", "tenure"),
    ('kg:validFrom "2030-05-01"^^xsd:date', 'kg:validFrom "2030-05"^^xsd:gYearMonth', "validFrom", "tenure"),
    ('kg:validTo "2031-05-01"^^xsd:date', 'kg:validTo "2031-05-01"^^xsd:date, "2031-06-01"^^xsd:date', "validTo", "tenure"),
    ('kg:observedOn "2031-02-04"^^xsd:date', 'kg:observedOn "2031-02-04"', "observedOn", "tenure"),
    ("kg:inferredBody true", 'kg:inferredBody "no"', "inferredBody", "e1"),
    ("kg:inferredBody true", "kg:inferredBody false, true", "inferredBody", "e1"),
    ("kg:issue :truce ; kg:polarity kg:Opposes", "kg:polarity kg:Opposes", "issue", "refusal"),
    ("kg:issue :truce ; kg:polarity kg:Opposes", "kg:issue :truce, :peace ; kg:polarity kg:Opposes", "issue", "refusal"),
    ("kg:issue :truce ; kg:polarity kg:Opposes", "kg:issue :lutz ; kg:polarity kg:Opposes", "issue", "refusal"),
    ("kg:polarity kg:Opposes ; ", "", "polarity", "refusal"),
    ("kg:polarity kg:Opposes", "kg:polarity kg:Opposes, kg:Supports", "polarity", "refusal"),
    ("kg:polarity kg:Opposes", "kg:polarity kg:Denied", "polarity", "refusal"),
    ("kg:polarity kg:Opposes", 'kg:polarity kg:Opposes ; kg:condition "if"', "Stance", "refusal"),
    ('"if the border reopens"', '""', "condition", "stance"),
    ('kg:statedOn "2031-02-03"^^xsd:date', 'kg:statedOn "2031-02-03T10:00:00"^^xsd:dateTime', "statedOn", "stance"),
    ('"2031-02-01"^^xsd:date', '"2031-02-01"', "statedOn", "statement"),
    ("kg:speaker :asha ; ", "", "speaker", "statement"),
    ("kg:speaker :asha", "kg:speaker :asha, :league", "speaker", "statement"),
    ("kg:speaker :asha", "kg:speaker :lutz", "speaker", "statement"),
    ('kg:text "We will wait." ; ', "", "text", "statement"),
    ('kg:text "We will wait."', 'kg:text "We will wait.", "We wait."', "text", "statement"),
    ('kg:text "We will wait."', 'kg:text ""', "text", "statement"),
    ("kg:direct true ; ", "", "direct", "statement"),
    ("kg:direct true", 'kg:direct "true"', "direct", "statement"),
    ("kg:direct true", "kg:direct true, false", "direct", "statement"),
    ("kg:addressee :farmers", "kg:addressee :lutz", "addressee", "statement"),
    ("kg:about :league", "kg:about :courier", "about", "statement"),
    ('kg:cue "tell"', 'kg:cue ""', "words", "statement"),
    ('kg:occasion "at a market in Lutz"', "kg:occasion :lutz", "words", "statement"),
    ("kg:eventType plover:PROTEST ; ", "", "eventType", "event"),
    ("kg:eventType plover:PROTEST", "kg:eventType plover:PROTEST, plover:OTHER", "eventType", "event"),
    ("kg:eventType plover:PROTEST", "kg:eventType plover:YIELD", "eventType", "event"),
    ("kg:modality kg:Claimed ; ", "", "modality", "event"),
    ("kg:modality kg:Claimed", "kg:modality kg:Claimed, kg:Actual", "modality", "event"),
    ("kg:modality kg:Claimed", 'kg:modality "Claimed"', "modality", "event"),
    ("kg:agent :league", "kg:agent :lutz", "agent", "event"),
    ("kg:recipient :zubrowka", 'kg:recipient "Zubrowka"', "recipient", "event"),
    ("kg:place :lutz", "kg:place :farmers", "place", "event"),
    ('kg:act "blocks"', 'kg:act ""', "act", "event"),
    ('kg:theme "road"', 'kg:theme ""', "act", "event"),
    ('kg:earliest "2031-02-02"', 'kg:earliest "2031-02-04"', "earliest", "event"),
    ('kg:earliest "2031-02-02"^^xsd:date', 'kg:earliest "2031-02-02"^^xsd:date, "2031-02-01"^^xsd:date', "earliest", "event"),
    ('kg:latest "2031-02-03"^^xsd:date ; kg:evidence :e2 .\n\n', 'kg:latest "today" ; kg:evidence :e2 .\n\n', "earliest latest", "event"),
    ('kg:measure "wounded" ; ', "", "measure", "toll"),
    ('kg:unit "person"', 'kg:unit ""', "measure", "toll"),
    ('kg:amount "between 3 and 5" ; ', "", "amount", "toll"),
    ("kg:value 4.0", "kg:value 4.0, 5.0", "number", "toll"),
    ("kg:value 4.0", 'kg:value "four"', "number", "toll"),
    ("kg:atLeast 3.0", "kg:atLeast 6.0", "atLeast", "toll"),
    ("kg:atMost 5.0", "kg:atMost 5.0, 7.0", "atMost", "toll"),
    ("kg:approximate true ; ", "", "approximate", "toll"),
    ('kg:counted "farmers"', 'kg:counted ""', "counted", "toll"),
    ("kg:ofActor :zubrowka", "kg:ofActor :lutz", "ofActor", "toll"),
    ("kg:ofEvent :event", "kg:ofEvent :tenure", "ofEvent", "toll"),
    ("kg:modality kg:Planned ; ", "", "modality", "toll"),
    ('kg:sourceName "a1.txt" ; ', "", "sourceName", "a1"),
    ('kg:sourceName "a1.txt"', 'kg:sourceName "a1.txt", "a1"', "sourceName", "a1"),
    ("kg:version :a1v1 ; schema:url", "schema:url", "articleVersion", "a1"),
    ("kg:version :a1v1 ; schema:url", "kg:version :a1 ; schema:url", "articleVersion", "a1"),
    ("<https://news.example/a1>", "<https://news.example/a1>, <https://news.example/a2>", "url", "a1"),
    ('"Truce in the fields"', '"Truce in the fields", "Truce"', "title", "a1"),
    ('schema:datePublished "2031-02-04"^^xsd:date', 'schema:datePublished "yesterday"', "datePublished", "a1"),
    ("dcterms:publisher :courier", "dcterms:publisher :league", "publisher", "a1"),
    ("prov:specializationOf :a1", "prov:specializationOf :asha", "specializationOf", "a1v1"),
    ("prov:specializationOf :a1", "prov:wasRevisionOf :a1v0", "specializationOf", "a1v1"),
    ("kg:article :a1 ; kg:version :a1v1 ; kg:start 0", "kg:version :a1v1 ; kg:start 0", "article", "mention"),
    ("kg:article :a1 ; kg:version :a1v1 ; kg:start 0", "kg:article :a1v1 ; kg:version :a1v1 ; kg:start 0", "article", "mention"),
    ("kg:version :a1v1 ; kg:start 0", "kg:start 0", "version", "mention"),
    ("kg:version :a1v1 ; kg:start 0", "kg:version :a1 ; kg:start 0", "version", "mention"),
    ('kg:exact "Verma" ; ', "", "exact", "mention"),
    ('kg:exact "Verma"', 'kg:exact ""', "exact", "mention"),
    ('kg:exact "Verma"', 'kg:exact "Verma", "verma"', "exact", "mention"),
    ('kg:exact "Verma" ; kg:sentence "Verma spoke."', 'kg:exact "Verma"', "sentence", "mention"),
    ('kg:sentence "Verma spoke."', 'kg:sentence ""', "sentence", "mention"),
    ("kg:start 0 ; ", "", "start", "mention"),
    ("kg:start 0", "kg:start -1", "start", "mention"),
    ("kg:start 0", "kg:start 5", "start", "mention"),
    ("kg:start 0", "kg:start 0.0", "start", "mention"),
    ("kg:end 5 ; ", "", "end", "mention"),
    ("kg:end 5", "kg:end 5, 6", "end", "mention"),
    ('kg:rule "name" ; ', "", "rule", "mention"),
    ('kg:rule "name"', 'kg:rule ""', "rule", "mention"),
    ("kg:confidence 1.0", "kg:confidence 1.1", "confidence", "mention"),
    ("kg:confidence 1.0", "kg:confidence -0.1", "confidence", "mention"),
    ("kg:confidence 1.0", "kg:confidence 1.0e0", "confidence", "mention"),
    ("; kg:confidence 1.0", "", "confidence", "mention"),
]


def spoken(violations: tuple[Violation, ...]) -> str:
    return " ".join(sorted({violation.shape.removeprefix(SHAPES) for violation in violations}))


def lines(turtle: str) -> list[str]:
    return Graph().parse(data=turtle, format="turtle").serialize(format="nt").splitlines()


def test_validate_accepts_the_good_graph() -> None:
    assert validate(GOOD) == ()
    assert validate(GOOD.encode()) == ()


def test_validate_accepts_a_region_that_acts() -> None:
    assert validate(GOOD.replace(":valley a kg:Place", ":refusal kg:accordingTo :valley . :valley a kg:Place, kg:Actor")) == ()


def test_validate_accepts_no_triples_at_all() -> None:
    assert validate([]) == ()


@pytest.mark.parametrize(("old", "new", "shapes", "nodes"), BAD)
def test_validate_rejects_the_bad_graph(old: str, new: str, shapes: str, nodes: str) -> None:
    assert GOOD.count(old) == 1
    violations = validate(GOOD.replace(old, new))
    assert spoken(violations) == shapes
    assert {violation.focus.removeprefix(IDS) for violation in violations} == set(nodes.split())


def test_table_makes_every_shape_that_has_a_message_speak() -> None:
    graph = Graph().parse(data_folder("ontology") / "shapes.ttl")
    shapes = {shape for shape in graph.subjects(SH.message) if (shape, RDF.type, SH.SPARQLConstraint) not in graph}
    assert {str(shape).removeprefix(SHAPES) for shape in shapes} <= {name for row in BAD for name in row[2].split()}


def test_shapes_are_valid_shacl_and_each_property_shape_has_a_message() -> None:
    graph = Graph().parse(data_folder("ontology") / "shapes.ttl")
    conforms, _, report = check(Graph(), shacl_graph=graph, meta_shacl=True)
    assert conforms, report
    silent = set(graph.subjects(RDF.type, SH.PropertyShape)) - set(graph.subjects(SH.message))
    assert not silent
    assert all(str(message).endswith(".") for message in graph.objects(None, SH.message))


def test_shapes_check_every_property_of_the_ontology() -> None:
    shapes = Graph().parse(data_folder("ontology") / "shapes.ttl")
    ontology = Graph().parse(data_folder("ontology") / "newskg.ttl")
    declared = {str(term) for term in ontology.subjects(RDFS.domain)}
    assert declared <= {str(node) for _, _, node in shapes}


def test_good_graph_uses_every_property_and_every_class_of_things() -> None:
    ontology = Graph().parse(data_folder("ontology") / "newskg.ttl")
    used = {str(node) for statement in Graph().parse(data=GOOD, format="turtle") for node in statement}
    declared = {str(term) for kind in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty) for term in ontology.subjects(RDF.type, kind)}
    values = {KG + name for name in ("Fact", "Polarity", "Modality", "Status")}
    assert {term for term in declared if term.startswith(KG)} - used == values


def test_violation_says_what_is_wrong_where() -> None:
    (violation,) = validate(GOOD.replace("kg:start 0", "kg:start -1"))
    assert violation == Violation(
        focus=IDS + "mention",
        path=KG + "start",
        message="Evidence has exactly one kg:start, an xsd:integer from 0 and below kg:end.",
        value="-1",
        shape=SHAPES + "start",
    )


def test_validate_reads_lines_of_ntriples_and_sorts_what_it_finds() -> None:
    bad = lines(GOOD.replace("kg:agent :league", "kg:agent :lutz, :valley"))
    violations = validate(bad)
    assert [violation.value.removeprefix(IDS) for violation in violations] == ["lutz", "valley"]
    assert validate(reversed(bad)) == violations


@pytest.mark.parametrize(
    ("old", "new", "shape"),
    [
        ('kg:earliest "2031-02-02"', 'kg:earliest "2031-02-30"', "earliest"),
        ("kg:start 0", 'kg:start "none"^^xsd:integer', "start"),
        ("kg:confidence 1.0", 'kg:confidence "high"^^xsd:decimal', "confidence"),
        ("kg:direct true", 'kg:direct "yes"^^xsd:boolean', "direct"),
        ('"2031-02-04"^^xsd:date ; dcterms', '"2031-02-04 at ten"^^xsd:dateTime ; dcterms', "datePublished"),
    ],
)
def test_validate_reports_a_literal_that_does_not_fit_its_datatype(
    old: str, new: str, shape: str, caplog: pytest.LogCaptureFixture
) -> None:
    assert GOOD.count(old) == 1
    assert spoken(validate(GOOD.replace(old, new))) == shape
    assert not caplog.records


@pytest.mark.parametrize("data", ["neither", b"\xff", [f"<{IDS}a> <{IDS}b>"]])
def test_validate_says_where_it_cannot_read(data: str | bytes | list[str]) -> None:
    with pytest.raises(InputError, match="line 1"):
        validate(data)


def test_validate_does_not_take_the_ontology_for_data() -> None:
    assert validate(PREFIXES + ":x a schema:Thing .") == ()


def test_validate_graphs_accepts_the_same_entities_in_two_graphs() -> None:
    assert validate_graphs([lines(GOOD), lines(GOOD), []]) == ()


def test_validate_graphs_finds_what_is_wrong_in_one() -> None:
    bad = lines(GOOD.replace("kg:start 0", "kg:start -1"))
    assert validate_graphs([lines(GOOD), bad]) == validate(bad)


@pytest.mark.parametrize(
    ("old", "new", "shape"),
    [
        ('skos:prefLabel "Lutz"', 'skos:prefLabel "Lutz Town"', "prefLabel"),
        (":a1 a kg:Article", ":zubrowka kg:within :lutz . :a1 a kg:Article", "Place"),
        (":farmers a kg:Group", ":farmers a kg:Organization", "Actor"),
        ("org:postIn :zubrowka", "org:postIn :league", "postIn"),
        ('skos:prefLabel "Lutz Courier"', 'skos:prefLabel "The Lutz Courier"', "prefLabel"),
    ],
)
def test_validate_graphs_finds_what_only_shows_in_the_union(old: str, new: str, shape: str) -> None:
    other = lines(GOOD.replace(old, new).replace("kg:within :zubrowka ;", ";").replace("kg:within :valley ;", ";"))
    assert spoken(validate(other)) == ""
    assert spoken(validate_graphs([lines(GOOD), other])) == shape
