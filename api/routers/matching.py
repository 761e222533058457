"""Names to entities, many at once: plain, and by the Reconciliation Service API that OpenRefine speaks.

The API is that of the W3C Entity Reconciliation Community Group, version 0.2; properties of queries are not used.
"""

from __future__ import annotations

import asyncio
import json
from typing import Annotated, Any, Final
from urllib.parse import parse_qs

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field

from api.deps import CurrentStore, OnShelf
from api.errors import ProblemError
from api.formats import decoded
from kg import query
from kg.names import fold
from kg.query import Named
from kg.store import Store
from kg.vocabulary import KG

router = APIRouter(tags=["names"])
_KINDS = ("Person", "Organization", "Country", "Group", "Place", "Issue")
_MOST = 1000
_LABEL, _ALIAS, _PART, _NEAR = 100.0, 95.0, 75.0, 50.0


_FORM: Final = {
    "requestBody": {
        "required": True,
        "content": {
            "application/x-www-form-urlencoded": {
                "schema": {"type": "object", "required": ["queries"], "properties": {"queries": {"type": "string"}}}
            }
        },
    }
}


class Match(BaseModel):
    """An entity that a name may mean."""

    iri: str
    label: str
    kinds: tuple[str, ...]
    score: float = Field(ge=0, le=100, description="100 the label, 95 another name, 75 a part of a name, 50 a name like it.")
    sure: bool = Field(description="It is the only one that bears this name.")


class Matched(BaseModel):
    """What a name may mean, the best first."""

    name: str
    matches: tuple[Match, ...]


class Names(BaseModel):
    """Names to match."""

    names: list[Annotated[str, Field(min_length=1, max_length=300)]] = Field(max_length=_MOST, examples=[["Anna Kovac", "Oslo"]])
    kinds: list[str] = Field(default=[], max_length=len(_KINDS), description=f"Among these only: {', '.join(_KINDS)}.")
    limit: int = Field(default=3, ge=1, le=25, description="Most matches of a name.")


class Asking(BaseModel):
    """One query of the Reconciliation Service API; properties are not used."""

    query: str = Field(min_length=1, max_length=300)
    type: str | list[str] | None = None
    limit: int = Field(default=5, ge=1, le=25)


@router.post("/match")
def match(store: CurrentStore, asked: Names) -> list[Matched]:
    """What names mean: up to 1,000 at once, each with its best matches and whether the first is sure."""
    if unknown := sorted(set(asked.kinds) - set(_KINDS)):
        raise ProblemError(400, f"{', '.join(unknown)} is no kind: give some of {', '.join(_KINDS)}")
    return [Matched(name=name, matches=tuple(matches(store, name, asked.kinds, asked.limit))) for name in asked.names]


@router.get("/reconcile")
def service(
    request: Request, store: CurrentStore, on: OnShelf, queries: Annotated[str | None, Query(max_length=1 << 20)] = None
) -> dict[str, Any]:
    """The manifest of the reconciliation service; with `queries` the answers. Give this address to OpenRefine."""
    if queries is not None:
        return _answered(store, on.settings.base_iri, queries)
    root = str(request.base_url).rstrip("/")
    return {
        "versions": ["0.2"],
        "name": "newskg",
        "identifierSpace": on.settings.base_iri,
        "schemaSpace": KG,
        "defaultTypes": [{"id": kind, "name": kind} for kind in _KINDS],
        "view": {"url": f"{root}/id/{{{{id}}}}"},
        "batchSize": 100,
    }


@router.post("/reconcile", openapi_extra=_FORM)
async def reconcile(request: Request, store: CurrentStore, on: OnShelf) -> dict[str, Any]:
    """Answers of the reconciliation service: `queries` is a form field with a JSON object of queries by key."""
    fields = parse_qs(decoded(await request.body()))
    if "queries" not in fields:
        raise ProblemError(400, "send a form with the field `queries`, a JSON object of queries by key")
    return await asyncio.to_thread(_answered, store, on.settings.base_iri, fields["queries"][0])


def matches(store: Store, name: str, kinds: list[str], limit: int) -> list[Match]:
    """What a name may mean, the best first."""
    found = query.search(store, name, kinds, limit)
    scored = sorted(((_score(one, name), place, one) for place, one in enumerate(found)), key=lambda item: (-item[0], item[1]))
    bearers = sum(score >= _ALIAS for score, _, _ in scored)
    return [
        Match(iri=one.iri, label=one.label, kinds=one.kinds, score=score, sure=score >= _ALIAS and bearers == 1) for score, _, one in scored
    ]


def _score(entity: Named, name: str) -> float:
    asked, known = fold(name), [fold(one) for one in entity.names]
    if fold(entity.label) == asked:
        return _LABEL
    if asked in known:
        return _ALIAS
    return _PART if any(f" {asked} " in f" {one} " for one in known) else _NEAR


def _answered(store: Store, base: str, queries: str) -> dict[str, Any]:
    try:
        asked = {key: Asking.model_validate(value) for key, value in json.loads(queries).items()}
    except (ValueError, AttributeError, RecursionError) as error:
        raise ProblemError(400, f"`queries` is no JSON object of queries such as {{'q0': {{'query': 'Oslo'}}}}: {error}") from error
    if len(asked) > _MOST:
        raise ProblemError(400, f"{len(asked)} queries at once are too many: send {_MOST} at most")
    return {key: {"result": [_result(base, one) for one in _found(store, wanted)]} for key, wanted in asked.items()}


def _found(store: Store, wanted: Asking) -> list[Match]:
    types = [wanted.type] if isinstance(wanted.type, str) else wanted.type or []
    return matches(store, wanted.query, [kind for kind in types if kind in _KINDS], wanted.limit)


def _result(base: str, found: Match) -> dict[str, Any]:
    types = [{"id": kind, "name": kind} for kind in found.kinds]
    return {"id": found.iri.removeprefix(base), "name": found.label, "type": types, "score": found.score, "match": found.sure}
