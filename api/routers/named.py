"""Named queries: the SPARQL that the look-ups are made of, as text and as rows."""

from __future__ import annotations

from fastapi import APIRouter, Response
from fastapi.responses import PlainTextResponse
from pydantic import BaseModel, ConfigDict

from api.asking import Question
from api.models import Listing
from api.replies import FORMS, reply
from api.slices import sliced
from kg import query
from kg.query import FactKind
from kg.query.facts import QUERIES

router = APIRouter(tags=["sparql"])


class Solution(BaseModel):
    """A row of a query: texts of IRIs and literals by variable; what is unbound is left out."""

    model_config = ConfigDict(extra="allow")


@router.get("/queries")
def names() -> tuple[str, ...]:
    """The names of the queries that the look-ups are made of."""
    return query.query_names()


@router.get("/queries/{name}", response_class=PlainTextResponse)
def text(name: str) -> str:
    """The SPARQL text of a named query, ready to run at `/sparql`."""
    return query.text_of(name)


@router.get("/queries/{name}/rows", response_model=Listing[Solution], responses=FORMS)
def rows(asked: Question, name: str) -> Response:
    """The solutions of a named query on the graph as it was known at a moment.

    A query of facts (offices, stances, statements, events, quantities) gives those that were true on a day and meet the filter.
    """
    kind = next((kind for kind in FactKind if QUERIES[kind] == name), None)
    sparql = query.text_of(name) if kind is None else query.sparql(kind, asked.where)
    found, after = sliced(asked, asked.store.select(sparql))
    items = tuple(Solution.model_validate(row) for row in found)
    body = Listing[Solution](items=items, next=after, sparql=(sparql,) if asked.explain else None)
    return reply(asked, "rows", body, items, dict.fromkeys(row["fact"] for row in found if "fact" in row))
