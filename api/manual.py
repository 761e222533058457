"""The manual of the service (OpenAPI): every error has one form, and every format of an answer is named."""

from __future__ import annotations

from typing import Any, Final

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from api.formats import SOLUTIONS, TRIPLES
from api.models import Problem

_PROBLEM: Final = {
    "description": "What went wrong, where, and what to do (RFC 9457).",
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
}
_OF_FASTAPI: Final = ("HTTPValidationError", "ValidationError")


def named(*media: str, description: str = "The answer.") -> dict[int | str, dict[str, Any]]:
    """The responses of a route that answers 200 in these formats."""
    return {200: {"description": description, "content": {one: {} for one in media}}}


RESULTS: Final = named(*SOLUTIONS, *TRIPLES, description="Solutions or triples, by Accept.")
GRAPHS: Final = named(*TRIPLES, description="The triples of the graph, by Accept.")
STORED: Final[dict[int | str, dict[str, Any]]] = {
    201: {"description": "The graph was made."},
    204: {"description": "It is done."},
}


def install(app: FastAPI) -> None:
    """Let the application describe itself so."""

    def described() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _described(app)
        return app.openapi_schema

    app.openapi = described  # type: ignore[method-assign]


def _described(app: FastAPI) -> dict[str, Any]:
    manual = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
    for operations in manual["paths"].values():
        for operation in operations.values():
            responses = operation["responses"]
            responses.pop("422", None)
            responses["default"] = _PROBLEM
    schemas = manual.setdefault("components", {}).setdefault("schemas", {})
    for name in _OF_FASTAPI:
        schemas.pop(name, None)
    schemas["Problem"] = Problem.model_json_schema()
    return manual
