"""The forms of REST answers: chosen by the end of the address (`/events.csv`), else by the Accept header."""

from __future__ import annotations

from enum import StrEnum
from urllib.parse import quote

from fastapi import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from api.accept import best
from api.errors import ProblemError


class Form(StrEnum):
    """Forms, by the ending of an address."""

    JSON = "json"
    CSV = "csv"
    TURTLE = "ttl"
    JSONLD = "jsonld"
    HTML = "html"


MEDIA = {
    Form.JSON: "application/json",
    Form.CSV: "text/csv; charset=utf-8",
    Form.TURTLE: "text/turtle; charset=utf-8",
    Form.JSONLD: "application/ld+json",
    Form.HTML: "text/html; charset=utf-8",
}
_ACCEPTED = {media.partition(";")[0]: form for form, media in MEDIA.items()}
_ENDINGS = frozenset(form.value for form in Form)
ASKED = "newskg.form"
"""Where a request keeps the form that its path ends with."""
WITH_FORMS = frozenset(
    "actors articles changes contradictions counts events facts id issues paths places positions quantities search statements".split()  # noqa: SIM905
)
"""First parts of the paths that take an ending."""


class Endings:
    """Takes the ending of a form from the path of a request, and keeps which it was."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if scope["type"] == "http":
            path, _, ending = scope["path"].rpartition(".")
            if ending in _ENDINGS and path.lstrip("/").partition("/")[0] in WITH_FORMS:
                scope.update({"path": path, "raw_path": path.encode(), ASKED: Form(ending)})
        await self._app(scope, receive, send)


def chosen(request: Request) -> Form:
    """The form that a request asks for.

    Raises:
        ProblemError: it accepts none (406).
    """
    asked: Form | None = request.scope.get(ASKED)
    found = asked or best(request.headers.get("accept", "*/*"), _ACCEPTED)
    if found is None:
        raise ProblemError(406, f"answers come as one of {', '.join(_ACCEPTED)}")
    return found


def twins(request: Request) -> dict[str, str]:
    """The addresses of the same answer in the other forms, by form."""
    query = f"?{request.url.query}" if request.url.query else ""
    path = quote(request.scope["path"], safe="/:@!$&'()*+,;=~")
    return {form.value: f"{path}.{form.value}{query}" for form in Form}
