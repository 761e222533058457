"""How large the body of a request may be: more for whoever carries the token, so that nobody else can fill the memory."""

from __future__ import annotations

from typing import Final

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.deps import carries_token
from api.errors import problem
from kg.settings import Settings

OF_WRITERS: Final = 64 << 20
OF_READERS: Final = 16 << 20
"""Bytes: a query of four million characters fits in a form."""


class Bodies:
    """Refuses bodies that are too large: before they come where they tell their length, else as soon as they are."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._token = settings.token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        most = OF_WRITERS if carries_token(headers.get("authorization", ""), self._token) else OF_READERS
        told = headers.get("content-length", "")
        if told.isdecimal() and int(told) > most:
            await problem(413, _why(most), headers={"Connection": "close"})(scope, receive, send)
        else:
            await self._app(scope, _counted(receive, most), send)


def _counted(receive: Receive, most: int) -> Receive:
    left = most

    async def received() -> Message:
        nonlocal left
        message = await receive()
        left -= len(message.get("body", b""))
        if left < 0:
            raise HTTPException(413, _why(most), {"Connection": "close"})
        return message

    return received


def _why(most: int) -> str:
    return f"the body is larger than {most >> 20} MiB: send less at once"
