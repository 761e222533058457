"""The names of the graph: namespaces and terms as plain IRIs.

The terms in `KG` are defined in `ontology/newskg.ttl`, the types of events in `ontology/plover.ttl`; tests keep this
file and those equal. Polarities, modalities and statuses are `KG` followed by the value of the record's enum.
"""

from __future__ import annotations

from typing import Final

KG: Final = "https://w3id.org/newskg/ontology#"
PLOVER: Final = "https://w3id.org/newskg/plover#"
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
OWL: Final = "http://www.w3.org/2002/07/owl#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
ORG: Final = "http://www.w3.org/ns/org#"
SCHEMA: Final = "https://schema.org/"
GEO: Final = "http://www.opengis.net/ont/geosparql#"
PROV: Final = "http://www.w3.org/ns/prov#"
FOAF: Final = "http://xmlns.com/foaf/0.1/"
SEM: Final = "http://semanticweb.cs.vu.nl/2009/11/sem/"
DCTERMS: Final = "http://purl.org/dc/terms/"

PREFIXES: Final = {
    "kg": KG,
    "plover": PLOVER,
    "rdf": RDF,
    "rdfs": RDFS,
    "owl": OWL,
    "xsd": XSD,
    "skos": SKOS,
    "org": ORG,
    "schema": SCHEMA,
    "geo": GEO,
    "prov": PROV,
    "foaf": FOAF,
    "sem": SEM,
    "dcterms": DCTERMS,
}

# Actors, places, offices
ACTOR: Final = KG + "Actor"
PERSON: Final = KG + "Person"
ORGANIZATION: Final = KG + "Organization"
COUNTRY: Final = KG + "Country"
GROUP: Final = KG + "Group"
PLACE: Final = KG + "Place"
OFFICE: Final = KG + "Office"
ISSUE: Final = KG + "Issue"
WITHIN: Final = KG + "within"
SEAT_OF: Final = KG + "seatOf"
CLAIMED_BY: Final = KG + "claimedBy"
CONTROLLED_BY: Final = KG + "controlledBy"

# Facts
FACT: Final = KG + "Fact"
POSITION: Final = KG + "Position"
TENURE: Final = KG + "Tenure"
STANCE: Final = KG + "Stance"
STATEMENT: Final = KG + "Statement"
EVENT: Final = KG + "Event"
ACCORDING_TO: Final = KG + "accordingTo"
EARLIEST: Final = KG + "earliest"
LATEST: Final = KG + "latest"

# Positions
HELD_BY: Final = KG + "heldBy"
IN_OFFICE: Final = KG + "office"
HAS_STATUS: Final = KG + "status"
VALID_FROM: Final = KG + "validFrom"
VALID_TO: Final = KG + "validTo"
OBSERVED_ON: Final = KG + "observedOn"
INFERRED_BODY: Final = KG + "inferredBody"
ON_ISSUE: Final = KG + "issue"
HAS_POLARITY: Final = KG + "polarity"
CONDITION: Final = KG + "condition"
STATED_ON: Final = KG + "statedOn"

# Statements
SPEAKER: Final = KG + "speaker"
ADDRESSEE: Final = KG + "addressee"
TEXT: Final = KG + "text"
DIRECT: Final = KG + "direct"
CUE: Final = KG + "cue"
ABOUT: Final = KG + "about"
OCCASION: Final = KG + "occasion"

# Events
EVENT_TYPE: Final = KG + "eventType"
AGENT: Final = KG + "agent"
RECIPIENT: Final = KG + "recipient"
THEME: Final = KG + "theme"
AT_PLACE: Final = KG + "place"
HAS_MODALITY: Final = KG + "modality"
ACT: Final = KG + "act"

# Quantities
QUANTITY: Final = KG + "Quantity"
MEASURE: Final = KG + "measure"
AMOUNT: Final = KG + "amount"
VALUE: Final = KG + "value"
AT_LEAST: Final = KG + "atLeast"
AT_MOST: Final = KG + "atMost"
APPROXIMATE: Final = KG + "approximate"
UNIT: Final = KG + "unit"
COUNTED: Final = KG + "counted"
OF_ACTOR: Final = KG + "ofActor"
OF_EVENT: Final = KG + "ofEvent"

# Values of polarity, modality and status
POLARITY: Final = KG + "Polarity"
SUPPORTS: Final = KG + "Supports"
OPPOSES: Final = KG + "Opposes"
CONDITIONAL: Final = KG + "Conditional"
UNDECIDED: Final = KG + "Undecided"
MODALITY: Final = KG + "Modality"
ACTUAL: Final = KG + "Actual"
PLANNED: Final = KG + "Planned"
CLAIMED: Final = KG + "Claimed"
HYPOTHETICAL: Final = KG + "Hypothetical"
DENIED: Final = KG + "Denied"
STATUS: Final = KG + "Status"
CURRENT: Final = KG + "Current"
FORMER: Final = KG + "Former"
ACTING: Final = KG + "Acting"
ELECT: Final = KG + "Elect"

# Articles and evidence
ARTICLE: Final = KG + "Article"
ARTICLE_VERSION: Final = KG + "ArticleVersion"
PUBLISHER: Final = KG + "Publisher"
EVIDENCE: Final = KG + "Evidence"
HAS_EVIDENCE: Final = KG + "evidence"
IN_ARTICLE: Final = KG + "article"
IN_VERSION: Final = KG + "version"
SOURCE_NAME: Final = KG + "sourceName"
EXACT: Final = KG + "exact"
START: Final = KG + "start"
END: Final = KG + "end"
SENTENCE: Final = KG + "sentence"
RULE: Final = KG + "rule"
CONFIDENCE: Final = KG + "confidence"

# Reused from other vocabularies
RDF_TYPE: Final = RDF + "type"
PREF_LABEL: Final = SKOS + "prefLabel"
ALT_LABEL: Final = SKOS + "altLabel"
EXACT_MATCH: Final = SKOS + "exactMatch"
BROADER: Final = SKOS + "broader"
NOTATION: Final = SKOS + "notation"
POST_IN: Final = ORG + "postIn"
REPORTS_TO: Final = ORG + "reportsTo"
AS_WKT: Final = GEO + "asWKT"
WKT_LITERAL: Final = GEO + "wktLiteral"
SCHEMA_URL: Final = SCHEMA + "url"
DATE_PUBLISHED: Final = SCHEMA + "datePublished"
TITLE: Final = DCTERMS + "title"
PUBLISHED_BY: Final = DCTERMS + "publisher"
IDENTIFIER: Final = DCTERMS + "identifier"
SPECIALIZATION_OF: Final = PROV + "specializationOf"
IS_REPLACED_BY: Final = DCTERMS + "isReplacedBy"
SOURCE: Final = DCTERMS + "source"
REVISION_OF: Final = PROV + "wasRevisionOf"

XSD_STRING: Final = XSD + "string"
XSD_BOOLEAN: Final = XSD + "boolean"
XSD_INTEGER: Final = XSD + "integer"
XSD_DECIMAL: Final = XSD + "decimal"
XSD_DATE: Final = XSD + "date"
XSD_DATE_TIME: Final = XSD + "dateTime"

EVENT_TYPES: Final = (
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
    "OTHER",
)
"""Notations of the concepts in `PLOVER`; the IRI of a type is `PLOVER` followed by its name."""
