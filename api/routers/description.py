"""What the service says about itself: SPARQL 1.1 Service Description, and VoID with counts by class and property."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator

from fastapi import APIRouter, Request, Response
from starlette.responses import RedirectResponse

from api.answers import kept, unchanged
from api.deps import Workers, shelf
from api.formats import accepted_triples
from api.manual import GRAPHS
from kg.ntriples import iri, literal
from kg.sparql import examples
from kg.store import ResultFormat, current_generation, translated
from kg.vocabulary import KG, PREFIXES

router = APIRouter(tags=["sparql"])
_FORMATS = "http://www.w3.org/ns/formats/"
_RESULTS = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV")
_GRAPHS = ("Turtle", "N-Triples", "RDF_XML", "JSON-LD", "TriG", "N-Quads")
_INPUTS = ("Turtle", "N-Triples", "RDF_XML", "JSON-LD")
_OWN_PREFIXES = {
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "void": "http://rdfs.org/ns/void#",
    "sh": "http://www.w3.org/ns/shacl#",
}
_PREFIXES = "\n".join(f"@prefix {name}: <{value}> ." for name, value in {**PREFIXES, **_OWN_PREFIXES}.items())
_CLASSES = "SELECT ?name (COUNT(*) AS ?n) WHERE { ?s a ?name } GROUP BY ?name ORDER BY ?name"
_PROPERTIES = "SELECT ?name (COUNT(*) AS ?n) WHERE { ?s ?name ?o } GROUP BY ?name ORDER BY ?name"
_SUBJECTS = "SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s ?p ?o }"
_OBJECTS = "SELECT (COUNT(DISTINCT ?o) AS ?n) WHERE { ?s ?p ?o }"
_COUNTING_SECONDS = 120.0


def service_description(request: Request, form: ResultFormat) -> Response:
    """The description of the service at the address of a request."""
    endpoint = str(request.url.replace(query="", fragment="")).rstrip("/")
    writes = shelf(request).settings.token is not None
    return _rendered(request, "\n".join(_service(endpoint, writes=writes)), form)


@router.get("/.well-known/void", responses=GRAPHS, response_class=Response)
async def void(request: Request, pool: Workers) -> Response:
    """What the store holds, as VoID: triples, entities, and how often each class and property occurs.

    It is counted once for each generation of the store. Comes as Turtle, N-Triples, RDF/XML or JSON-LD, by Accept.
    """
    settings = shelf(request).settings
    form = accepted_triples(request.headers.get("accept", "*/*"))
    if same := unchanged(request, settings, form.value):
        return same
    known: dict[tuple[str, str], str] = request.app.state.counted
    now = (current_generation(settings.graph), str(request.base_url))
    if now not in known:
        counted = "\n".join([line async for line in _counted(request, pool)])
        known.clear()
        known[now] = counted
    return _rendered(request, known[now], form)


@router.get("/void", include_in_schema=False)
def void_short() -> RedirectResponse:
    """The usual short address."""
    return RedirectResponse("/.well-known/void")


def _service(endpoint: str, *, writes: bool) -> Iterator[str]:
    yield _PREFIXES
    yield f"<{endpoint}> a sd:Service ; sd:endpoint <{endpoint}> ;"
    languages = "sd:SPARQL11Query, sd:SPARQL11Update" if writes else "sd:SPARQL11Query"
    yield f"  sd:supportedLanguage {languages} ;"
    yield "  sd:resultFormat " + ", ".join(f"<{_FORMATS}{name}>" for name in (*_RESULTS, *_GRAPHS)) + " ;"
    if writes:
        yield "  sd:inputFormat " + ", ".join(f"<{_FORMATS}{name}>" for name in _INPUTS) + " ;"
    yield "  sd:defaultDataset [ a sd:Dataset ; sd:defaultGraph [ a sd:Graph ; void:inDataset <#data> ] ] ."
    yield f'<#data> a void:Dataset ; void:sparqlEndpoint <{endpoint}> ; dcterms:title "newskg" .'
    yield from _examples(endpoint)


def _examples(endpoint: str) -> Iterator[str]:
    """Queries to begin with, as SHACL-SPARQL executables."""
    for example in examples():
        yield f"<{endpoint}#example-{example.name}> a sh:SPARQLExecutable, sh:SPARQLSelectExecutable ;"
        yield f"  rdfs:comment {literal(example.comment)} ; sh:select {literal(example.query)} ; schema:target <{endpoint}> ."


async def _counted(request: Request, pool: Workers) -> AsyncIterator[str]:
    classes, properties = await _counts(pool, _CLASSES), await _counts(pool, _PROPERTIES)
    subjects, objects = await _counts(pool, _SUBJECTS), await _counts(pool, _OBJECTS)
    root = str(request.base_url).rstrip("/")
    yield _PREFIXES
    yield f'<{root}/.well-known/void#data> a void:Dataset ; dcterms:title "newskg" ; void:sparqlEndpoint <{root}/sparql> ;'
    yield f'  void:uriSpace "{shelf(request).settings.base_iri}" ; void:vocabulary {iri(KG)} ;'
    yield f"  void:triples {sum(n for _, n in properties)} ; void:classes {len(classes)} ; void:properties {len(properties)} ;"
    yield f"  void:distinctSubjects {subjects[0][1]} ; void:distinctObjects {objects[0][1]} ;"
    for name, count in classes:
        yield f"  void:classPartition [ void:class {iri(name)} ; void:entities {count} ] ;"
    for name, count in properties:
        yield f"  void:propertyPartition [ void:property {iri(name)} ; void:triples {count} ] ;"
    yield f"  void:feature <{_FORMATS}Turtle> ."


async def _counts(pool: Workers, query: str) -> list[tuple[str, int]]:
    """Names and numbers; a blank node as a class has no name and is left out."""
    asked: dict[str, object] = {
        "do": "query",
        "solutions": ResultFormat.JSON,
        "triples": None,
        "rows": 0,
        "default": [],
        "named": [],
        "base": KG,
    }
    reply = await pool.ask(asked, query.encode(), _COUNTING_SECONDS)
    data = reply.first + b"".join([piece async for piece in reply.rest()])
    rows = json.loads(data)["results"]["bindings"]
    return [(row.get("name", {}).get("value", ""), int(row["n"]["value"])) for row in rows if row.get("name", {}).get("type") != "bnode"]


def _rendered(request: Request, turtle: str, form: ResultFormat) -> Response:
    base = str(request.url.replace(query="", fragment=""))
    data = translated(turtle.encode(), form, base, {**PREFIXES, **_OWN_PREFIXES})
    media = form.value + ("; charset=utf-8" if form.value.startswith("text/") else "")
    return Response(data, headers={"Content-Type": media, **kept(current_generation(shelf(request).settings.graph), form.value)})
