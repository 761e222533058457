"""Errors as pages: a problem document becomes HTML where HTML is asked for."""

from __future__ import annotations

import json

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.accept import best
from api.forms import ASKED, Form
from api.pages.policy import page
from api.pages.rendering import render

_PROBLEM = "application/problem+json"
_OFFERS = {_PROBLEM: False, "application/json": False, "text/html": True}


class ProblemPages:
    """Shows problem documents as pages to those who ask for HTML."""

    def __init__(self, app: ASGIApp, base: str) -> None:
        """Wrap an application; `base` is the IRI below which the graph names things."""
        self._app = app
        self._base = base

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if scope["type"] == "http" and scope["method"] in ("GET", "HEAD"):
            await self._app(scope, receive, _Held(scope, receive, send, self._base).send)
        else:
            await self._app(scope, receive, send)


class _Held:
    """Holds a problem document back until it is whole, and sends a page in its place."""

    def __init__(self, scope: Scope, receive: Receive, send: Send, base: str) -> None:
        self._scope, self._receive, self._send, self._base = scope, receive, send, base
        self._started: Message | None = None
        self._body = b""

    async def send(self, message: Message) -> None:
        """Send a message on, or hold it."""
        if message["type"] == "http.response.start" and self._is_problem(message):
            self._started = message
        elif self._started is None:
            await self._send(message)
        else:
            self._body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._show(self._started)

    def _is_problem(self, message: Message) -> bool:
        return Headers(raw=message["headers"]).get("content-type", "").startswith(_PROBLEM) and _wants_page(self._scope)

    async def _show(self, started: Message) -> None:
        problem = json.loads(self._body)
        asked = dict(self._scope.get("path_params") or {})
        name = next((value for value in asked.values() if isinstance(value, str)), "")
        shown = page(render("problem.html", self._base, problem=problem, named_as=name), started["status"])
        headers = MutableHeaders(raw=[*started["headers"]])
        for key, value in shown.headers.items():
            headers[key] = value
        headers.add_vary_header("Accept")
        await self._send({**started, "headers": headers.raw})
        await self._send({"type": "http.response.body", "body": shown.body})


def _wants_page(scope: Scope) -> bool:
    if asked := scope.get(ASKED):
        return bool(asked is Form.HTML)
    return bool(best(Headers(scope=scope).get("accept", "*/*"), _OFFERS))
