"""A small graph about a harvest truce that uses every class and property and has no violation."""

from __future__ import annotations

PREFIXES = """
PREFIX : <https://w3id.org/newskg/id/>
PREFIX kg: <https://w3id.org/newskg/ontology#>
PREFIX plover: <https://w3id.org/newskg/plover#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX geo: <http://www.opengis.net/ont/geosparql#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX schema: <https://schema.org/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""

GOOD = (
    PREFIXES
    + """
:asha a kg:Person, kg:Actor ;
    skos:prefLabel "Asha Verma" ; skos:altLabel "Verma", "A. Verma" ; skos:exactMatch <https://registry.example/1> ;
    kg:evidence :mention .
:league a kg:Organization, kg:Actor ;
    skos:prefLabel "Harvest League" ; kg:seatOf :zubrowka .
:farmers a kg:Group, kg:Actor ;
    skos:prefLabel "farmers" .
:zubrowka a kg:Country, kg:Actor, kg:Place ;
    skos:prefLabel "Zubrowka" .
:lutz a kg:Place ;
    skos:prefLabel "Lutz" ; kg:within :valley ; geo:asWKT "POINT(16.5 48.2)"^^geo:wktLiteral ;
    kg:claimedBy :league ; kg:controlledBy :zubrowka .
:valley a kg:Place ;
    skos:prefLabel "Lutz Valley" ; kg:within :zubrowka .
:minister a kg:Office ;
    skos:prefLabel "farm minister" ; org:postIn :zubrowka .
:adviser a kg:Office ;
    skos:prefLabel "adviser" ; org:reportsTo :asha .
:truce a kg:Issue ;
    skos:prefLabel "harvest truce" ; skos:broader :peace .
:peace a kg:Issue ;
    skos:prefLabel "peace" .

:tenure a kg:Tenure, kg:Position ;
    kg:heldBy :asha ; kg:office :minister ; kg:status kg:Current ;
    kg:validFrom "2030-05-01"^^xsd:date ; kg:validTo "2031-05-01"^^xsd:date ; kg:observedOn "2031-02-04"^^xsd:date ;
    kg:accordingTo :courier ; kg:evidence :e1 .
:stance a kg:Stance, kg:Position ;
    kg:heldBy :asha ; kg:issue :truce ; kg:polarity kg:Conditional ; kg:condition "if the border reopens" ;
    kg:statedOn "2031-02-03"^^xsd:date ; kg:accordingTo :asha ; kg:evidence :e1, :e2 .
:refusal a kg:Stance, kg:Position ;
    kg:heldBy :league ; kg:issue :truce ; kg:polarity kg:Opposes ; kg:evidence :e2 .
:statement a kg:Statement ;
    kg:speaker :asha ; kg:addressee :farmers ; kg:text "We will wait." ; kg:direct true ; kg:cue "tell" ; kg:about :league ;
    kg:occasion "at a market in Lutz" ; kg:earliest "2031-02-01"^^xsd:date ; kg:latest "2031-02-03"^^xsd:date ; kg:evidence :e2 .
:toll a kg:Quantity ; kg:measure "wounded" ; kg:unit "person" ; kg:amount "between 3 and 5" ; kg:value 4.0 ;
    kg:atLeast 3.0 ; kg:atMost 5.0 ;
    kg:approximate true ; kg:counted "farmers" ; kg:ofActor :zubrowka ; kg:ofEvent :event ; kg:modality kg:Planned ; kg:evidence :e2 .

:event a kg:Event ;
    skos:prefLabel "Harvest League blocks road in Lutz" ; kg:eventType plover:PROTEST ; kg:modality kg:Claimed ; kg:act "blocks" ;
    kg:agent :league ; kg:recipient :zubrowka ; kg:theme "road" ; kg:place :lutz ;
    kg:earliest "2031-02-02"^^xsd:date ; kg:latest "2031-02-03"^^xsd:date ; kg:evidence :e2 .

:a1 a kg:Article ;
    kg:sourceName "a1.txt" ; kg:version :a1v1 ; schema:url <https://news.example/a1> ; dcterms:title "Truce in the fields" ;
    dcterms:identifier "a1" ; schema:datePublished "2031-02-04"^^xsd:date ; dcterms:publisher :courier .
:a1v1 a kg:ArticleVersion ;
    prov:specializationOf :a1 .
:courier a kg:Publisher ;
    skos:prefLabel "Lutz Courier" .
:mention a kg:Evidence ;
    kg:article :a1 ; kg:version :a1v1 ; kg:start 0 ; kg:end 5 ; kg:exact "Verma" ; kg:sentence "Verma spoke." ;
    kg:rule "name" ; kg:confidence 1.0 .
:e1 a kg:Evidence ;
    kg:article :a1 ; kg:version :a1v1 ; kg:start 10 ; kg:end 24 ; kg:exact "Minister Verma" ; kg:sentence "Minister Verma spoke." ;
    kg:rule "office.title" ; kg:confidence 0.95 ; kg:inferredBody true .
:e2 a kg:Evidence ;
    kg:article :a1 ; kg:version :a1v1 ; kg:start 30 ; kg:end 43 ; kg:exact "We will wait." ; kg:sentence "“We will wait.”" ;
    kg:rule "speech.quote" ; kg:confidence 0.8 ; kg:accordingTo :asha .
"""
)
