"""Errors over HTTP: one body for all of them (RFC 9457)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from api.models import Problem
from kg.errors import AmbiguousError, InputError, KgError, NotFoundError, StoreError


class ProblemError(Exception):
    """A request that cannot be answered, with its HTTP status."""

    def __init__(self, status: int, detail: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.headers = headers


_STATUS: tuple[tuple[type[KgError], int], ...] = (
    (AmbiguousError, 300),
    (NotFoundError, 404),
    (InputError, 400),
    (StoreError, 503),
    (KgError, 500),
)


def install(app: FastAPI) -> None:
    """Answer every error with a problem document."""
    for kind, handler in _HANDLERS.items():
        app.add_exception_handler(kind, handler)
    app.add_exception_handler(Exception, _unexpected)


def answer(request: Request, error: Exception) -> JSONResponse:
    """The problem document of one of the expected errors."""
    return next(handler for kind, handler in _HANDLERS.items() if isinstance(error, kind))(request, error)


def _known(_: Request, error: Exception) -> JSONResponse:
    status = next(code for kind, code in _STATUS if isinstance(error, kind))
    candidates = [{"iri": iri, "description": line} for iri, line in error.candidates] if isinstance(error, AmbiguousError) else None
    return problem(status, str(error), candidates)


def _raised(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, ProblemError)  # noqa: S101
    return problem(error.status, error.detail, headers=error.headers)


def _invalid(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)  # noqa: S101
    listed = "; ".join(f"{'.'.join(map(str, e['loc'][1:]))}: {e['msg']}" for e in error.errors())
    return problem(422, listed)


def _http(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)  # noqa: S101
    return problem(error.status_code, str(error.detail), headers=error.headers)


def _gone(_: Request, __: Exception) -> JSONResponse:
    """Nobody reads this answer; the log shows that the client was the one who ended it."""
    return problem(400, "the client went before the request had come")


_HANDLERS: Final[dict[type[Exception], Callable[[Request, Exception], JSONResponse]]] = {
    KgError: _known,
    ProblemError: _raised,
    RequestValidationError: _invalid,
    HTTPException: _http,
    ClientDisconnect: _gone,
}
EXPECTED: Final = tuple(_HANDLERS)
"""The errors that have an answer of their own."""


def _unexpected(_: Request, error: Exception) -> JSONResponse:
    """What should not happen: the log has it with the request's id; the client learns nothing of the inside."""
    return problem(500, f"the service failed on this request ({type(error).__name__}); please report it with its X-Request-ID")


def problem(
    status: int, detail: str, candidates: list[dict[str, str]] | None = None, headers: Mapping[str, str] | None = None
) -> JSONResponse:
    """A problem document."""
    body = Problem(title=HTTPStatus(status).phrase, status=status, detail=detail, candidates=candidates)
    fixed = {"Vary": "Accept", "Cache-Control": "no-store"}
    return JSONResponse(body.model_dump(exclude_none=True), status, {**(headers or {}), **fixed}, media_type="application/problem+json")
