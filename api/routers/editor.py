"""The page to write queries on: a form, queries to begin with, and the answer as a table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from urllib.parse import urlencode

from fastapi import Request, Response

from api.accept import best
from api.answers import attended
from api.deps import shelf
from api.errors import ProblemError
from api.formats import SOLUTIONS, TRIPLES
from api.pages.policy import page
from api.pages.rendering import render
from api.pages.results import Table, table
from api.workers import Pool
from kg.sparql import examples
from kg.store import ResultFormat
from kg.vocabulary import PREFIXES

_MOST: Final = 500
_TAB = ResultFormat.TSV
_OFFERS: Final = {**dict.fromkeys((*SOLUTIONS, *TRIPLES), False), "text/html": True}
_OUTPUTS: Final = {
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "ttl": "text/turtle",
}
_PREFIXES: Final = "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in ("kg", "skos"))
_START: Final = f"{_PREFIXES}\nSELECT ?actor ?polarity ?issue WHERE {{\n  ?stance a kg:Stance ; kg:heldBy/skos:prefLabel ?actor ;\n    kg:polarity ?polarity ; kg:issue/skos:prefLabel ?issue .\n}} LIMIT 50\n"  # noqa: E501


def is_wanted(request: Request) -> bool:
    """Whether a request would rather have a page than data."""
    return request.query_params.get("format") is None and bool(best(request.headers.get("accept", "*/*"), _OFFERS))


def accepted(request: Request) -> str:
    """The Accept header of a request, or what its parameter `format` stands for, which a link can carry.

    Raises:
        ProblemError: there is no such format (400).
    """
    name = request.query_params.get("format")
    if name is not None and name not in _OUTPUTS:
        raise ProblemError(400, f"format is one of {', '.join(_OUTPUTS)}, not {name!r}")
    return _OUTPUTS[name] if name else request.headers.get("accept", "*/*")


async def shown(request: Request, pool: Pool) -> Response:
    """The page, with the answer of the query that the address carries."""
    query = request.query_params.get("query", "").replace("\r\n", "\n")
    values: Mapping[str, object] = {}
    if query.strip():
        values = await _asked(request, pool, query)
    problem = values.get("problem")
    text = render(
        "sparql.html",
        shelf(request).settings.base_iri,
        **{"query": query or _START, "examples": examples(), "table": None, "text": None, "problem": None, "outputs": {}, **values},
    )
    return page(text, problem.status if isinstance(problem, ProblemError) else 200, {"Vary": "Accept"})


async def _asked(request: Request, pool: Pool, query: str) -> dict[str, object]:
    base = str(request.url.replace(query="", fragment=""))
    wanted = {"do": "query", "solutions": _TAB, "triples": ResultFormat.TURTLE, "rows": shelf(request).settings.query_rows}
    try:
        reply = await attended(request, pool, {**wanted, "default": [], "named": [], "base": base}, query.encode())
    except ProblemError as problem:
        return {"problem": problem}
    whole, text = reply.is_whole, reply.first.decode("utf-8", "ignore")
    reply.close()
    names = ("csv", "json", "tsv", "xml") if reply.format is not ResultFormat.TURTLE else ("ttl",)
    outputs = {name: f"/sparql?{urlencode({'query': query, 'format': name})}" for name in names}
    found: Table | None = table(text, _MOST, whole=whole) if reply.format is _TAB else None
    return {"table": found, "text": None if found else text, "outputs": outputs}
