"""Files of the user's as SKOS in Turtle: a concept for each thing, with its labels, broader place and exact matches."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg import vocabulary as v
from kg.errors import InputError
from kg.gazetteer.draft import Draft, checked, number
from kg.records import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from rdflib import Graph
    from rdflib.term import Node

GEONAMES = re.compile(r"https?://sws\.geonames\.org/([0-9]+)/?")
WIKIDATA = re.compile(r"https?://www\.wikidata\.org/(?:entity|wiki)/(Q[0-9]+)")
_WGS84 = "http://www.w3.org/2003/01/geo/wgs84_pos#"
_KINDS = {
    v.PERSON: Kind.PERSON,
    v.SCHEMA + "Person": Kind.PERSON,
    v.FOAF + "Person": Kind.PERSON,
    v.ORGANIZATION: Kind.ORGANIZATION,
    v.SCHEMA + "Organization": Kind.ORGANIZATION,
    v.FOAF + "Organization": Kind.ORGANIZATION,
    v.ORG + "Organization": Kind.ORGANIZATION,
    v.COUNTRY: Kind.COUNTRY,
    v.SCHEMA + "Country": Kind.COUNTRY,
    v.PLACE: Kind.PLACE,
    v.SCHEMA + "Place": Kind.PLACE,
    _WGS84 + "SpatialThing": Kind.PLACE,
}


def read(path: Path) -> Iterator[Draft]:
    """The concepts of a file that have a preferred label, by IRI.

    Raises:
        InputError: it is no Turtle, or a concept cannot be read; the message names the line or the concept.
    """
    from rdflib import Graph, URIRef
    from rdflib.plugins.parsers.notation3 import BadSyntax

    try:
        graph = Graph().parse(path, format="turtle")
    except BadSyntax as error:
        raise InputError(f"{path}, line {error.lines + 1}: {error.message}: is it Turtle?") from None
    for concept in sorted({str(one) for one in graph.subjects(URIRef(v.PREF_LABEL)) if isinstance(one, URIRef)}):
        yield _draft(graph, URIRef(concept), path)


def _draft(graph: Graph, concept: Node, path: Path) -> Draft:
    where = f"{path}, <{concept}>"
    labels = _labels(graph, concept)
    matches = sorted({str(concept), *_values(graph, concept, v.EXACT_MATCH)})
    lat, lon = (next(iter(_values(graph, concept, _WGS84 + key)), "") for key in ("lat", "long"))
    return checked(
        Draft(
            where,
            path.name,
            _kind(graph, concept, where),
            labels[0],
            str(concept),
            tuple(labels[1:]),
            next(iter(_values(graph, concept, v.BROADER)), ""),
            lat=number(lat, where, "geo:lat"),
            lon=number(lon, where, "geo:long"),
            geonames=_external(matches, GEONAMES),
            wikidata=_external(matches, WIKIDATA),
            iso=next((code for code in _values(graph, concept, v.NOTATION) if re.fullmatch(r"[A-Z]{2}(-[A-Z0-9]{1,3})?", code)), ""),
            matches=tuple(iri for iri in matches if not GEONAMES.fullmatch(iri) and not WIKIDATA.fullmatch(iri)),
        )
    )


def _labels(graph: Graph, concept: Node) -> list[str]:
    """The preferred label, English before others, then all other labels."""
    from rdflib import Literal, URIRef

    preferred = [one for one in graph.objects(concept, URIRef(v.PREF_LABEL)) if isinstance(one, Literal)]
    preferred.sort(key=lambda label: ((label.language or "")[:2] != "en", label.language is not None, str(label)))
    others = {*_values(graph, concept, v.ALT_LABEL), *_values(graph, concept, v.SKOS + "hiddenLabel"), *map(str, preferred[1:])}
    return [*map(str, preferred[:1]), *sorted(others - {*map(str, preferred[:1])})] or [""]


def _kind(graph: Graph, concept: Node, where: str) -> Kind:
    found = {_KINDS[one] for one in _values(graph, concept, v.RDF_TYPE) if one in _KINDS}
    if len(found) == 1:
        return found.pop()
    if not found and (_values(graph, concept, v.BROADER) or _values(graph, concept, _WGS84 + "lat")):
        return Kind.PLACE
    raise InputError(f"{where}: it is not clear what kind of thing it is: give one rdf:type such as kg:Person, kg:Organization or kg:Place")


def _values(graph: Graph, concept: Node, predicate: str) -> list[str]:
    from rdflib import URIRef

    return sorted(str(value) for value in graph.objects(concept, URIRef(predicate)))


def _external(matches: list[str], form: re.Pattern[str]) -> str:
    return next((found[1] for iri in matches if (found := form.fullmatch(iri))), "")
