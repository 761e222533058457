"""Which parameters a look-up knows: one that it does not know is told, for what it asks for would be left out in silence."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi import Request
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

from api.errors import ProblemError


def refuse_unknown(request: Request) -> None:
    """Look whether the look-up knows every parameter of a request.

    Raises:
        ProblemError: it does not; the error names those that it knows.
    """
    route = request.scope.get("route")
    if not request.query_params or not isinstance(route, APIRoute):
        return
    known = frozenset(_names(route.dependant))
    if unknown := sorted(request.query_params.keys() - known):
        raise ProblemError(422, f"{', '.join(unknown)[:300]}: unknown here, give some of {', '.join(sorted(known))}")


def _names(dependant: Dependant) -> Iterator[str]:
    yield from (parameter.alias for parameter in dependant.query_params)
    for inner in dependant.dependencies:
        yield from _names(inner)
