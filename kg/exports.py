"""Exports: the graph in the formats of other tools.

N-Quads is the canonical form: one line a quad, sorted. Turtle and JSON-LD hold the default graph, TriG the named graphs.
CSV has one row for each fact and piece of evidence; FollowTheMoney (JSON lines) has persons, bodies and offices.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from kg import graph, query
from kg.neighbourhood import everything
from kg.rows import as_csv, spreadsheet_safe
from kg.store import RdfFormat, Store
from kg.wording import kind, line

__all__ = ["FORMATS", "export", "facts", "spreadsheet_safe"]

_COLUMNS = ("kind", "fact", "text", "confidence", "rule", "exact", "sentence", "start", "end", "outlet", "article", "published", "url")


def export(store: Store, form: str) -> Iterator[bytes]:
    """The graph in a format, in pieces; see `FORMATS` for the names."""
    yield from FORMATS[form](store)


def facts(store: Store) -> list[query.Fact]:
    """All offices, stances, statements and events, in that order."""
    return [*query.offices(store), *query.stances(store), *query.statements(store), *query.events(store)]


def _nquads(store: Store) -> Iterator[bytes]:
    return (f"{quad}\n".encode() for quad in store.nquads())


def _csv(store: Store) -> Iterator[bytes]:
    yield _row(_COLUMNS)
    for fact in facts(store):
        for quote in fact.evidence:
            cells = (kind(fact), fact.fact, line(fact), quote.confidence, quote.rule, quote.exact, quote.sentence)
            where = (quote.start, quote.end, quote.outlet, quote.article, quote.published, quote.url)
            yield _row((*cells, *where))


def _row(cells: tuple[object, ...]) -> bytes:
    return as_csv([cells]).encode()


def _followthemoney(store: Store) -> Iterator[bytes]:
    for tenure in query.offices(store):
        person: dict[str, Any] = {"id": tenure.person, "schema": "Person", "properties": {"name": [tenure.person_label]}}
        post: dict[str, Any] = {"id": tenure.office, "schema": "Position", "properties": {"name": [tenure.office_label]}}
        held = {"holder": [tenure.person], "post": [tenure.office], "status": ["ended" if tenure.status == "Former" else "current"]}
        if tenure.body:
            post["properties"]["organization"] = [tenure.body]
            yield _json({"id": tenure.body, "schema": "PublicBody", "properties": {"name": [tenure.body_label]}})
        for name, day in (("startDate", tenure.valid_from), ("endDate", tenure.valid_to)):
            if day:
                held[name] = [day.isoformat()]
        yield from map(_json, (person, post, {"id": tenure.fact, "schema": "Occupancy", "properties": held}))


def _json(entity: object) -> bytes:
    return json.dumps(entity, ensure_ascii=False, sort_keys=True).encode() + b"\n"


FORMATS: dict[str, Callable[[Store], Iterator[bytes]]] = {
    "nquads": _nquads,
    "trig": lambda store: iter([store.document(RdfFormat.TRIG)]),
    "turtle": lambda store: iter([store.document(RdfFormat.TURTLE)]),
    "jsonld": lambda store: iter([store.document(RdfFormat.JSON_LD)]),
    "csv": _csv,
    "graphml": lambda store: iter([graph.graphml(everything(store))]),
    "gexf": lambda store: iter([graph.gexf(everything(store))]),
    "ftm": _followthemoney,
}
