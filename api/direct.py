"""The short way to endpoints that take the request as it is."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import Request
from fastapi.routing import APIRoute
from starlette.types import ASGIApp, Receive, Scope, Send

from api import errors
from api.workers import Pool


class Direct:
    """Calls an endpoint with the request and the pool of workers; the framework describes it in the manual and does no more for it.

    Its router and what it prepares for endpoints take a multiple of the time of a short query.
    """

    def __init__(self, app: ASGIApp, routes: Sequence[APIRoute], pool: Pool) -> None:
        """Wrap an application; the endpoints of these routes are called directly."""
        self._app = app
        self._pool = pool
        self._routes = {(method, route.path): route for route in routes for method in route.methods or ()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or pass it on."""
        route = self._routes.get((scope["method"], scope["path"])) if scope["type"] == "http" else None
        if route is None:
            await self._app(scope, receive, send)
            return
        scope["route"] = route
        request = Request(scope, receive)
        try:
            answer = await route.endpoint(request, self._pool)
        except errors.EXPECTED as error:
            answer = errors.answer(request, error)
        await answer(scope, receive, send)
