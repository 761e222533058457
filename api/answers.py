"""Answers of workers as HTTP responses: whole when they are short, else streamed until they end or break off."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

import anyio
from fastapi import Request, Response
from starlette.types import Receive, Scope, Send

from api.errors import ProblemError
from api.replying import BrokenOffError, Reply
from api.workers import Pool
from kg.rows import SafeCsv, safe_csv
from kg.settings import Settings
from kg.store import ResultFormat, current_generation

_TEXT = "; charset=utf-8"


async def attended(request: Request, pool: Pool, asked: Mapping[str, object], body: bytes = b"") -> Reply:
    """The beginning of an answer, given up when the client goes.

    Raises:
        ProblemError: there is none.
    """
    asking = pool.asking(asked, body)
    if (reply := await asking.prompt()) is not None:
        return reply
    with anyio.CancelScope() as scope:
        listening = asyncio.create_task(_listen(request.receive, scope))
        try:
            return await asking.patient()
        finally:
            listening.cancel()
    raise ProblemError(503, "the client has gone")


def answered(reply: Reply, media: str, form: str, *, for_people: bool = False) -> Response:
    """A reply as a response, tagged with its generation and form; one that has not ended with its first bytes is streamed.

    Args:
        reply: from a worker.
        media: type of the response.
        form: what sets its tag apart from those of others.
        for_people: it is a file that somebody opens, so CSV is made safe for spreadsheets; programs get it as the standard has it.
    """
    safe = SafeCsv() if for_people and media == ResultFormat.CSV else None
    typed = {"Content-Type": media + (_TEXT if media.startswith("text/") else ""), **kept(reply.generation, form)}
    if reply.is_whole:
        return Response(safe_csv(reply.first) if safe else reply.first, headers=typed)
    return Streamed(reply, typed, safe)


class Streamed(Response):
    """A response that is sent while it is made, and cut visibly where it breaks off: the last chunk is never sent."""

    def __init__(self, reply: Reply, headers: Mapping[str, str], safe: SafeCsv | None = None) -> None:
        self.status_code = 200
        self.background = None
        self._reply = reply
        self._safe = safe
        self.init_headers(headers)

    async def __call__(self, _: Scope, receive: Receive, send: Send) -> None:
        """Send it; stop at the deadline, and when the client has gone."""
        try:
            with anyio.CancelScope(deadline=self._reply.deadline):
                async with anyio.create_task_group() as tasks:
                    tasks.start_soon(_listen, receive, tasks.cancel_scope)
                    await self._send(send)
                    tasks.cancel_scope.cancel()
        finally:
            self._reply.close()

    async def _send(self, send: Send) -> None:
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        ready = self._safe.piece if self._safe else bytes
        await send({"type": "http.response.body", "body": ready(self._reply.first), "more_body": True})
        try:
            async for piece in self._reply.rest():
                await send({"type": "http.response.body", "body": ready(piece), "more_body": True})
        except BrokenOffError:
            return
        await send({"type": "http.response.body", "body": self._safe.rest() if self._safe else b"", "more_body": False})


async def _listen(receive: Receive, scope: anyio.CancelScope) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    scope.cancel()


def etag(generation: str, form: str = "") -> str:
    """The entity tag of all answers from a generation in one form: whoever holds the CSV does not hold the JSON."""
    return f'W/"{generation or 0}{"-" if form else ""}{form}"'


def kept(generation: str, form: str) -> dict[str, str]:
    """Headers of an answer for those who keep it: they ask whether it still holds, and keep each form for itself."""
    return {"ETag": etag(generation, form), "Vary": "Accept", "Cache-Control": "no-cache"}


def holds(request: Request, tag: str) -> bool:
    """Whether the client holds the answer with this tag."""
    return tag in (given.strip() for given in request.headers.get("if-none-match", "").split(","))


def unchanged(request: Request, settings: Settings, form: str) -> Response | None:
    """The answer for a client that holds this form of the store as it is now; None for others."""
    headers = kept(current_generation(settings.graph), form)
    return Response(status_code=304, headers=headers) if holds(request, headers["ETag"]) else None
